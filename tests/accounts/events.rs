//! What concerns how people sign in and what they may do is noted, each kind once it happens: by number and minute, without a
//! name, a secret or a line more than one (V16.2.5, V16.3, V16.4.1).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use groundtruth::db::access::{AccessEntry, entries_of};
use groundtruth::features::accounts::actions::people::drop_factor_of;

use crate::portal::browser::between;
use crate::support::house::{House, PASSWORD, Visitor, codes_in};
use crate::support::station::Station;

const OTHER: &str = "four green ladders lean";

async fn noted(house: &House) -> Vec<AccessEntry> {
    let (app, scope) = (&house.station.app, house.station.scope);
    entries_of(app.db.reads(), scope, 1_000).await.unwrap()
}

/// The last minute of the log, by who and what and to what.
async fn last(house: &House, what: &str) -> Option<(i64, String)> {
    let all = noted(house).await;
    let now = house.station.app.surroundings.now();
    let found = all
        .iter()
        .find(|one| one.what == what && now - one.at < TimeDelta::minutes(1));
    found.map(|one| (one.number, one.subject.clone()))
}

/// In a minute of its own.
async fn next(house: &House) {
    house.advance(TimeDelta::minutes(1));
}

fn own_token(visitor: &Visitor) -> String {
    let new = [("token_name", "canary-token"), ("current", PASSWORD)];
    codes_in(&visitor.post("/account/tokens", &new).text()).remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_event_is_noted_by_number_and_without_a_name() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = house.administrator("canary-amina").await;
        assert_eq!(
            last(&house, "joined").await,
            Some((1, "administrator".to_owned()))
        );
        assert!(last(&house, "own-second-factor").await.is_some());
        let bea = house.member(&amina, "observer", "canary-bea").await;
        assert_eq!(
            last(&house, "invited").await,
            Some((1, "observer".to_owned()))
        );
        amina.get("/people");
        assert!(last(&house, "people-read").await.is_some());
        next(&house).await;
        amina.invites("checker", "canary-note");
        let forged = [("role", "checker"), ("note", "canary-note\n1 forged line")];
        assert_eq!(amina.post("/people/invitations", &forged).status, 422);
        let page = amina.get("/people").text();
        let reference = between(&page, "name=\"reference\" value=\"", "\"");
        amina.post("/people/invitations/withdraw", &[("reference", reference)]);
        assert_eq!(
            last(&house, "invitation-withdrawn").await,
            Some((1, String::new()))
        );

        for (fields, what) in [
            (
                [("number", "2"), ("role", "checker"), ("standing", "in")],
                "role-changed",
            ),
            (
                [("number", "2"), ("role", "checker"), ("standing", "out")],
                "taken-out",
            ),
            (
                [("number", "2"), ("role", "checker"), ("standing", "in")],
                "let-in",
            ),
        ] {
            next(&house).await;
            assert_eq!(amina.post("/people/change", &fields).status, 303);
            assert_eq!(
                last(&house, what).await,
                Some((1, "P-0002".to_owned())),
                "{what}"
            );
        }

        // What somebody changes of their own is noted under their own number.
        next(&house).await;
        let changed = [("current", PASSWORD), ("password", OTHER)];
        assert_eq!(bea.post("/account/password", &changed).status, 303);
        assert_eq!(last(&house, "own-password").await, Some((2, String::new())));
        next(&house).await;
        amina.post("/account/recovery-codes", &[("current", PASSWORD)]);
        assert_eq!(
            last(&house, "own-recovery-codes").await,
            Some((1, String::new()))
        );
        next(&house).await;
        let token = own_token(&amina);
        assert_eq!(last(&house, "token-made").await, Some((1, String::new())));
        let bearer = format!("Bearer {token}");
        house
            .visitor()
            .ask("GET", "/api/audits", &[("Authorization", &bearer)], "");
        assert!(last(&house, "audits-read").await.is_some());
        let account = amina.get("/account").text();
        let revoke = account.split("/account/tokens/revoke").nth(1).unwrap();
        let reference = between(revoke, "name=\"reference\" value=\"", "\"");
        amina.post("/account/tokens/revoke", &[("reference", reference)]);
        assert_eq!(
            last(&house, "token-revoked").await,
            Some((1, String::new()))
        );

        next(&house).await;
        let link = amina.post("/people/reset", &[("number", "2")]).text();
        assert_eq!(
            last(&house, "reset-link").await,
            Some((1, "P-0002".to_owned()))
        );
        let code = codes_in(&link).pop().unwrap();
        next(&house).await;
        let fields = [("code", code.as_str()), ("password", PASSWORD)];
        assert_eq!(house.visitor().post("/reset", &fields).status, 303);
        assert_eq!(last(&house, "own-password").await, Some((2, String::new())));

        // Tries that fail are not noted, whoever they are for; that somebody came in after many of them is.
        next(&house).await;
        let before = noted(&house).await;
        for _ in 0..5 {
            assert_eq!(
                house
                    .visitor()
                    .signs_in("canary-bea", "canary wrong")
                    .status,
                422
            );
            assert_eq!(
                house.visitor().signs_in("canary-no", "canary wrong").status,
                422
            );
        }
        assert_eq!(noted(&house).await.len(), before.len());
        next(&house).await;
        assert_eq!(house.visitor().signs_in("canary-bea", PASSWORD).status, 303);
        let after = last(&house, "signed-in-after-tries").await;
        assert_eq!(after, Some((2, "5".to_owned())), "{}", house.station.engine);
        // The next time it is nothing to tell of.
        next(&house).await;
        assert_eq!(house.visitor().signs_in("canary-bea", PASSWORD).status, 303);
        assert_eq!(last(&house, "signed-in-after-tries").await, None);

        next(&house).await;
        drop_factor_of(&house.station.ctx(), house.station.scope, 1)
            .await
            .unwrap();
        assert_eq!(
            last(&house, "factor-dropped").await,
            Some((0, "P-0001".to_owned()))
        );

        // Each is in words, and none names anybody or carries what somebody typed.
        house.sets_up_a_factor(&amina, "canary-amina").await;
        let page = amina.get("/access-log").text();
        assert!(
            !page.contains("canary") && !page.contains("forged"),
            "{page}"
        );
        assert!(!page.contains("accounts-access-"), "{page}");
        let kinds: BTreeSet<_> = noted(&house)
            .await
            .into_iter()
            .map(|one| one.what)
            .collect();
        assert!(kinds.len() >= 16, "{kinds:?}");
        for one in noted(&house).await {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
            assert!(
                one.what.chars().all(plain) && one.subject.chars().all(plain),
                "{one:?}"
            );
        }
    }
}
