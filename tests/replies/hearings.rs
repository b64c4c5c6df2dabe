//! A hearing: who came by consent, and what was promised there as something with an office, a day and a clock.

use chrono::TimeDelta;
use groundtruth::db::findings::add_problem_step;
use groundtruth::db::{StorageError, write};
use groundtruth::domain::follow_up::ProblemStep;
use groundtruth::domain::party::Role;
use serde_json::json;

use super::{
    audit, back, begun, finding, houses, party, published, read, refused, sends, text, told,
};

const ALL: &str = "/checks/a-0001/hearings";
const ONE: &str = "/checks/a-0001/hearings/1";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_promised_at_a_hearing_is_followed_and_who_came_is_named_by_consent() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        let checker = house.member(&lead, "checker", "cleo").await;
        begun(&lead);
        let draft = finding(&house, "Four of ten taps worked.").await;
        published(&house, &draft).await;
        let (id, case) = audit(&house).await;
        let provider = party(&case, Role::Provider);
        let problem = [
            ("finding", "f-01"),
            ("place", "s-0001"),
            ("body", provider.as_str()),
            ("severity", ""),
            ("on", "2026-06-20"),
        ];
        sends(&lead, "/checks/a-0001/follow-up", &problem);
        // A hearing that was not held yet is none.
        refused(&lead, ALL, &[("on", "2026-07-02"), ("place", "The hall")]);
        refused(&lead, ALL, &[("on", "2026-06-28"), ("place", " ")]);
        sends(&lead, ALL, &[("on", "2026-06-28"), ("place", "The hall")]);

        let came = format!("{ONE}/attendance");
        let page = refused(
            &lead,
            &came,
            &[
                ("who", "residents"),
                ("people", "1"),
                ("name", "Thandi Secret"),
            ],
        );
        assert!(page.contains("only of somebody who agreed"), "{page}");
        let two = [
            ("who", "residents"),
            ("people", "2"),
            ("name", "Thandi Secret"),
            ("agreed", "yes"),
        ];
        assert!(refused(&lead, &came, &two).contains("A name stands for one person."));
        for none in ["", "0", "-3", "many", "1000000"] {
            refused(&lead, &came, &[("who", "residents"), ("people", none)]);
        }
        sends(&lead, &came, &[("who", "residents"), ("people", "41")]);
        sends(&lead, &came, &[("who", "a reporter"), ("people", "3")]);
        let named = [
            ("who", "Director of water"),
            ("people", ""),
            ("name", "Nomsa Dlamini"),
            ("agreed", "yes"),
        ];
        sends(&lead, &came, &named);

        let promises = format!("{ONE}/promises");
        let promise = |due: &'static str, mends: &'static str| {
            [
                ("by", provider.clone()),
                ("office", "Director of water".to_owned()),
                ("says", "Six taps at Tap 1 are mended.".to_owned()),
                ("due", due.to_owned()),
                ("mends", mends.to_owned()),
            ]
        };
        fn pairs<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'static str, &'f str)> {
            fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect()
        }
        let page = refused(&lead, &promises, &pairs(&promise("", "p-01")));
        assert!(page.contains("A promise without a day"), "{page}");
        let page = refused(&lead, &promises, &pairs(&promise("2026-06-27", "p-01")));
        assert!(page.contains("The day lies before the hearing."), "{page}");
        refused(&lead, &promises, &pairs(&promise("2026-07-10", "p-09")));
        refused(&lead, &promises, &pairs(&promise("2026-07-10", "")));
        sends(&lead, &promises, &pairs(&promise("2026-07-10", "p-01")));

        // It is due like any other, and the checker reads it.
        let page = read(&checker, "/checks/a-0001/follow-up");
        for said in [
            "Six taps at Tap 1 are mended.",
            "10 July 2026",
            "9 days left",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        assert!(read(&checker, ONE).contains("Nomsa Dlamini"));
        assert_ne!(
            checker
                .post(ALL, &[("on", "2026-06-28"), ("place", "x")])
                .status,
            303
        );
        for path in [ALL, ONE] {
            for somebody in [&observer, &house.visitor()] {
                assert_eq!(somebody.get(path).status, 404, "{path}");
            }
        }
        // The report names who agreed, counts the others, and tells what was promised.
        for path in ["/audits/a-0001/chronology", "/audits/a-0001/report.html"] {
            let page = read(&lead, path);
            for said in [
                "Public hearing, The hall.",
                "Nomsa Dlamini, Director of water",
                "44 other people",
                "The Water Company, Director of water, for 10 July 2026",
            ] {
                assert!(page.contains(said), "{engine} {path} {said}: {page}");
            }
            for hidden in ["Thandi", "a reporter", "residents"] {
                assert!(!page.contains(hidden), "{engine} {path} {hidden}");
            }
            assert_eq!(
                page.matches("Public hearing, The hall.").count(),
                1,
                "{path}"
            );
        }
        let kinds = told(&house).await;
        let count = kinds
            .iter()
            .filter(|one| *one == "hearing.recorded")
            .count();
        assert_eq!(count, 5, "{kinds:?}");

        // The day goes by; then somebody looks and it is fixed, late.
        house.advance(TimeDelta::days(12));
        let lead = back(&house, "amina").await;
        let page = read(&lead, "/checks/a-0001/follow-up");
        assert!(page.contains("over by 3 days"), "{page}");
        let step: ProblemStep = serde_json::from_value(json!({
            "to": "rechecked_fixed", "on": "2026-07-12", "visit": "v-0009",
        }))
        .unwrap();
        let (app, scope) = (&house.station.app, house.station.scope);
        let fixed = write(&app.db, async |txn| {
            let mut ids = house.station.ctx().ids();
            add_problem_step(txn, scope, &app.master, ((id, 1), &step, 1), &mut ids).await
        });
        let fixed: Result<(), StorageError> = fixed.await;
        fixed.unwrap();
        let page = text(&lead.get("/checks/a-0001/follow-up"));
        assert!(page.contains("done, 2 days late"), "{engine}: {page}");
    }
}
