//! The funder's view on paper: two pages, however much there is.
#![expect(
    clippy::disallowed_methods,
    reason = "the page is printed by another program"
)]

use std::process::Command;

use groundtruth::features::register::actions::agreements::register;
use groundtruth::features::register::actions::promises::add_promise;
use groundtruth::features::register::forms::{AgreementForm, PromiseForm};

use crate::support::house::House;
use crate::support::programs::{Browser, browser};

#[tokio::test(flavor = "multi_thread")]
async fn the_view_of_a_funder_is_printed_on_two_pages() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let ctx = house.station.ctx();
    let title =
        "Water, toilets and the removal of refuse in the settlements along the river, second lot";
    // Sixteen agreements that end within the month, each with what nobody checked and claims that nothing shows.
    for nth in 1..=16 {
        let form = AgreementForm {
            title: format!("{title} {nth}"),
            kind: "grant".to_owned(),
            funders: "City of Rivers".to_owned(),
            providers: "Clean Streets".to_owned(),
            from: "2026-01-01".to_owned(),
            to: format!("2026-07-{nth:02}"),
            ..AgreementForm::default()
        };
        let number = register(&ctx, &form.read().unwrap()).await.unwrap();
        for what in ["taps", "toilets"] {
            let promise = PromiseForm {
                promise: format!(
                    "{}, {what} for every household, ",
                    "as agreed with the people who live there ".repeat(5)
                ),
                unit: what.to_owned(),
                ..PromiseForm::default()
            };
            add_promise(&ctx, number, &promise).await.unwrap();
        }
        let claim = [
            ("promise", "O-01"),
            ("way", "count"),
            ("value", "120"),
            ("counted_by", "provider"),
        ];
        let claimed = lead.post(&format!("/register/A-{number:04}/claims/new"), &claim);
        assert_eq!(claimed.status, 303);
    }
    let view = lead.get("/funding/B-0001").text();
    // Each list says how many there are beyond its lines.
    assert!(view.matches("<li>").count() >= 21, "{view}");
    let output = Command::new(node)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/register_money/print.mjs"
        ))
        .args([&modules, &chromium])
        .arg(format!("http://{}/funding/B-0001", house.address))
        .arg(lead.cookie.borrow().clone().unwrap())
        .output()
        .expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}\n{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.contains(&"status: 200"), "{said}");
    let sheets = lines.iter().find_map(|line| line.strip_prefix("sheets: "));
    let sheets: usize = sheets.unwrap().parse().unwrap();
    assert!((1..=2).contains(&sheets), "{said}");
}
