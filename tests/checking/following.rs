//! What a plan says of its visits follows each that is accepted, corrected or taken back, and says then what working it out from
//! the whole audit says; what is seen so far follows too.

use groundtruth::db::audit::audit_named;
use groundtruth::db::{cells_of, kept_cells_of, load_case, write};
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;
use groundtruth::infra::action::ActionError;
use groundtruth::infra::planned::{follow, planned_to_change};

use super::{begun, decide, houses, observed, sent, sent_to, text, uuid};
use crate::support::house::House;

async fn case(house: &House) -> Case {
    let (app, scope) = (&house.station.app, house.station.scope);
    let code = Code::parse("a-0001").unwrap();
    let line = audit_named(app.db.reads(), scope, &code).await.unwrap();
    let id = line.unwrap().id;
    let kept = kept_cells_of(&app.db, scope, id, None).await.unwrap();
    assert_eq!(kept, cells_of(&app.db, scope, id).await.unwrap());
    load_case(&app.db, scope, &app.master, id).await.unwrap()
}

/// The audit, and the same after what the plan says was worked out from all of it.
async fn followed(house: &House, about: &str) -> Case {
    let before = case(house).await;
    let ctx = house.station.ctx();
    let again = write(&ctx.app.db, async |txn| {
        let mut planned = planned_to_change(txn, &ctx, "a-0001").await?;
        follow(txn, &ctx, &mut planned, &mut ctx.ids()).await
    });
    let again: Result<(), ActionError> = again.await;
    again.unwrap();
    assert_eq!(before, case(house).await, "{about}");
    before
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_plan_says_follows_each_acceptance_without_the_whole_audit() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        begun(&lead, 5);
        let nothing = text(&lead.get("/checks/a-0001/so-far"));
        assert!(nothing.contains("No visit was accepted yet"), "{nothing}");
        let accepted = [("decision", "accepted")];
        sent(&observer, 1, &observed(("s-0001", "W-01", 4), ""));
        assert_eq!(decide(&lead, "V-0001", &accepted).status, 303);
        followed(&house, "before there is a plan").await;
        let plan = [
            ("objectives", "Do the taps work?"),
            ("unit", "taps"),
            ("design", "simple_random"),
            ("planned", "2"),
        ];
        assert_eq!(lead.post("/checks/a-0001/plan", &plan).status, 303);
        let locked = lead.post("/checks/a-0001/plan/lock", &[]);
        assert_eq!(locked.status, 303, "{}", text(&locked));
        followed(&house, "with a plan").await;

        let today = house.station.app.surroundings.now().date_naive();
        let late = |place: &str, taps: u32| {
            let body = observed((place, "W-01", taps), "");
            body.replace("2026-01-05", &today.to_string())
        };
        // Early and late, to new places and again to old ones.
        sent(&observer, 2, &observed(("s-0002", "W-01", 10), ""));
        sent(&observer, 3, &late("s-0001", 10));
        sent(&observer, 4, &late("s-0003", 11));
        sent(&observer, 5, &late("s-0004", 2));
        sent(&observer, 6, &observed(("s-0002", "W-02", 9), ""));
        for (visit, seen) in [
            ("V-0002", 2),
            ("V-0003", 2),
            ("V-0004", 3),
            ("V-0005", 4),
            ("V-0006", 4),
        ] {
            let decided = decide(&lead, visit, &accepted);
            assert_eq!(decided.status, 303, "{}", text(&decided));
            let case = followed(&house, &format!("{visit} accepted, {engine}")).await;
            assert_eq!(case.samples[0].seen, Some(seen), "{visit}");
            assert_eq!(case.visits.len(), usize::from(visit.as_bytes()[5] - b'0'));
        }
        let so_far = text(&lead.get("/checks/a-0001/so-far"));
        assert!(so_far.contains("Taps in Ward 5"), "{so_far}");
        // Corrected to another place: the first goes and the correction comes.
        let path = format!("/observations/{}?corrects=V-0005", uuid(7));
        sent_to(&observer, &path, &late("s-0005", 3));
        assert_eq!(decide(&lead, "V-0007", &accepted).status, 303);
        let case = followed(&house, &format!("corrected, {engine}")).await;
        assert!(case.visits.iter().all(|one| one.place.as_str() != "s-0004"));
        // Out again: one of two to a place, the last to a place, an early one.
        let why = [("decision", "rejected"), ("reason", "answer_implausible")];
        for (visit, seen) in [("V-0003", 4), ("V-0004", 3), ("V-0001", 2), ("V-0006", 2)] {
            let decided = decide(&lead, visit, &why);
            assert_eq!(decided.status, 303, "{}", text(&decided));
            let case = followed(&house, &format!("{visit} taken back, {engine}")).await;
            assert_eq!(case.samples[0].seen, Some(seen), "{visit}");
        }
    }
}
