//! A file of many agreements: kept many at a time, in the order of the file, each with its leaf of the evidence log.

use std::fmt::Write;

use groundtruth::db::key::organisation_key_of;
use groundtruth::db::log::verify_log;
use groundtruth::db::register::{LineOutcome, import_numbered, lines_of};

use super::{brings, every_agreement, takes};
use crate::support::house::House;
use crate::support::station::Station;

const MANY: usize = 700;

/// So many processes; every fiftieth is a tender, and one says something else.
fn package(changed: Option<usize>, more: usize) -> String {
    let mut releases = Vec::new();
    for at in 0..MANY + more {
        let agreed = if at % 50 == 49 {
            r#""tender": {"id": "t"}"#.to_owned()
        } else {
            let title = match changed == Some(at) {
                true => format!("Changed {at}"),
                false => format!("Contract {at}"),
            };
            format!(
                r#""buyer": {{"name": "City"}}, "contracts": [{{"id": "c", "title": "{title}", "value": {{"amount": {at}, "currency": "GBP"}},
                "items": [{{"id": "1", "description": "Taps", "quantity": 3, "deliveryAddress": {{"locality": "Ward {}"}}}}],
                "implementation": {{"transactions": [{{"id": "p", "value": {{"amount": 1, "currency": "GBP"}}}}]}}}}]"#,
                at % 7
            )
        };
        let mut text = String::new();
        write!(
            text,
            r#"{{"ocid": "x-{at}", "id": "r", "date": "2026-01-01", {agreed}}}"#
        )
        .unwrap();
        releases.push(text);
    }
    format!(
        r#"{{"publishedDate": "2026-05-01", "releases": [{}]}}"#,
        releases.join(",")
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_many_agreements_is_kept_in_its_order_and_the_log_holds() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let (app, scope) = (&house.station.app, house.station.scope);
        let conn = app.db.reads();
        let log = async || {
            let key = organisation_key_of(conn, scope, &app.master).await.unwrap();
            let state = verify_log(conn, scope, &key.unwrap()).await.unwrap();
            assert!(state.faults.is_empty(), "{:?}", state.faults);
            state.events
        };
        let first = package(None, 0);
        assert_eq!(brings(&lead, "many.json", first.as_bytes()).status, 303);
        assert_eq!(takes(&lead, "I-0001", "good").status, 303);
        let lines = every_agreement(app, scope).await;
        let tenders = MANY / 50;
        assert_eq!(lines.len(), MANY - tenders);
        let wanted = (0..MANY).filter(|at| at % 50 != 49);
        let wanted: Vec<String> = wanted.map(|at| format!("Contract {at}")).collect();
        let titles: Vec<_> = lines.iter().map(|line| line.title.clone()).collect();
        assert_eq!(titles, wanted, "numbers follow the file");
        assert_eq!((lines[3].number, lines[3].promises), (4, 1));
        let events = log().await;
        assert!(events >= lines.len() as u64, "{events}");
        // What was not taken stands between what was, as in the file.
        let run = import_numbered(conn, scope, &app.master, 1).await.unwrap();
        let kept = lines_of(conn, scope, run.unwrap().id).await.unwrap();
        let kept = kept.iter().filter(|line| line.outcome != LineOutcome::Note);
        let refused: Vec<usize> = kept
            .enumerate()
            .filter(|(_, line)| line.outcome == LineOutcome::Refused)
            .map(|(place, _)| place)
            .collect();
        let told: Vec<usize> = (0..tenders).map(|nth| nth * 50 + 49).collect();
        assert_eq!(refused, told);

        // Some of a later file are known, one of them says something else, and some are new.
        let later = package(Some(300), 30);
        assert_eq!(brings(&lead, "more.json", later.as_bytes()).status, 303);
        assert_eq!(takes(&lead, "I-0002", "good").status, 303);
        let lines = every_agreement(app, scope).await;
        assert_eq!(lines.len(), MANY - tenders + 30);
        let changed: Vec<_> = lines.iter().filter(|line| line.versions == 2).collect();
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].title, "Changed 300");
        assert_eq!(log().await, events + 31);
        assert_eq!(lead.post("/imports/I-0002/undo", &[]).status, 303);
        let lines = every_agreement(app, scope).await;
        let titles: Vec<_> = lines.iter().map(|line| line.title.clone()).collect();
        assert_eq!(titles, wanted);
        log().await;
    }
}
