//! The password again, for every act that changes how somebody signs in, takes something away for ever, or goes out in the name
//! of the organisation (V7.5.1, V7.5.3). An address of mail that could be changed there is none: under what one signs in is
//! chosen once. Keys leave by the console alone.

use std::collections::BTreeSet;

use groundtruth::domain::case::Standing;
use groundtruth::features::cases::actions::{IfThere, import_case};
use groundtruth::features::cases::reading::read_case;
use groundtruth::infra::words::Words;

use crate::accounts::drill::everything;
use crate::replies::whole::to_publication;
use crate::support::house::{House, PASSWORD, codes_in};

/// What is kept, but for tries, sessions and what waits to be done.
async fn kept(house: &House) -> BTreeSet<String> {
    let rows = everything(house).await;
    let beside = ["throttle: ", "session: "];
    let kept = rows
        .into_iter()
        .filter(|row| !beside.iter().any(|one| row.starts_with(one)));
    kept.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_counts_most_asks_for_the_password_again() {
    let house = House::on_sqlite().await;
    let story = to_publication(&house).await;
    let lead = &story.lead;
    let text = include_str!("../../templates/cases/practice-lunch-tables/case.yaml");
    let mut case = read_case(text, &Words::english()).unwrap().case;
    case.standing = Standing::Own;
    import_case(&house.station.ctx(), &case, IfThere::Refuse)
        .await
        .unwrap();
    let account = format!("/checks/{}/accounts/{}", case.id, case.accounts[0].id);
    let publish = "/checks/a-0001/findings/F-01/publish";
    let acts: [(&str, &[(&str, &str)]); 7] = [
        (
            "/account/password",
            &[("password", "four green ladders lean")],
        ),
        ("/account/second-factor", &[]),
        ("/account/second-factor/drop", &[]),
        ("/account/recovery-codes", &[]),
        ("/account/tokens", &[("token_name", "sheets")]),
        (account.as_str(), &[]),
        (publish, &[]),
    ];
    let before = kept(&house).await;
    for (path, fields) in acts {
        // Six wrong tries would shut the desk for a while; another hour begins anew.
        for wrong in [None, Some(""), Some("not the one at all")] {
            house.advance(chrono::TimeDelta::minutes(20));
            let mut fields = fields.to_vec();
            fields.extend(wrong.map(|wrong| ("current", wrong)));
            let refused = lead.post(path, &fields);
            assert!(
                [400, 422].contains(&refused.status),
                "{path} {wrong:?}: {}",
                refused.status
            );
            if wrong.is_some() {
                let said = refused.text();
                assert!(said.contains("not your present password"), "{path}: {said}");
            }
        }
        assert_eq!(kept(&house).await, before, "{path}");
    }
    // With the password, another reason is told: it is published already.
    house.advance(chrono::TimeDelta::minutes(20));
    let again = lead.post(publish, &[("current", PASSWORD)]);
    assert_eq!(again.status, 422);
    assert!(!again.text().contains("not your present password"));
    // A program has no password to show, whatever its token may.
    let new = [
        ("token_name", "x"),
        ("token_writes", "yes"),
        ("current", PASSWORD),
    ];
    let token = codes_in(&lead.post("/account/tokens", &new).text()).remove(0);
    let bearer = format!("Bearer {token}");
    let heads = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    for path in [publish, account.as_str()] {
        let body = crate::support::house::form(&[("current", PASSWORD)]);
        let program = house.visitor().ask("POST", path, &heads, &body);
        assert_eq!(program.status, 404, "{path}: {}", program.text());
    }
    // Beside each password of somebody who is signed in stands whose it is, and is not sent.
    let pages = ["/account".to_owned(), account.clone()];
    for page in pages {
        let page = lead.get(&page).text();
        let forms = page
            .split("<form")
            .skip(1)
            .filter_map(|form| form.split("</form>").next());
        let mut asked = 0;
        for form in forms.filter(|form| form.contains("type=\"password\"")) {
            let name = form
                .split("<input")
                .find(|one| one.contains("autocomplete=\"username\""));
            let name = name.unwrap_or_else(|| panic!("{form}"));
            let name = name.split('>').next().unwrap();
            assert!(
                name.contains("value=\"amina\"") && !name.contains(" name="),
                "{name}"
            );
            asked += 1;
        }
        assert!(asked > 0);
    }
}
