//! Published grants: exactly what they say, once, anew where they changed, and back again.

use groundtruth::db::register::versions_of;
use groundtruth::domain::number::Exact;
use groundtruth::features::imports::actions::{ImportError, import, undo};

use super::{brings, every_agreement, taken, takes};
use crate::imports::data::{file, folder};
use crate::support::house::House;
use crate::support::station::Station;

fn grants(amount: &str) -> String {
    let grant = |id: &str, amount: &str| {
        format!(
            r#"{{"id": "360G-x-{id}", "title": "Meals {id}", "description": "Hot meals", "currency": "GBP",
 "amountAwarded": {amount}, "awardDate": "2026-01-05",
 "recipientOrganization": [{{"id": "GB-CHC-1164883", "name": "Canary Kitchen"}}],
 "fundingOrganization": [{{"id": "GB-CHC-2", "name": "North Fund"}}]}}"#
        )
    };
    format!(
        r#"{{"grants": [{}, {}]}}"#,
        grant("one", amount),
        grant("two", "250.10")
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn import_published_grants() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let came = brings(&lead, "../grants.json", grants("1000.05").as_bytes());
        assert_eq!(
            came.header("location"),
            "/imports/I-0001",
            "{}",
            came.text()
        );
        let seen = lead.get("/imports/I-0001").text();
        for said in [
            "360Giving",
            "GBP 1250.15",
            "agreements: 2",
            "Meals one",
            "grants.json",
        ] {
            assert!(seen.contains(said), "{said}: {seen}");
        }
        assert!(!seen.contains("../"), "a name is the last part of a path");
        assert!(!lead.get("/register").text().contains("Meals one"));
        let done = takes(&lead, "I-0001", "all");
        assert_eq!(done.status, 303, "{}", done.text());
        let page = lead.get("/imports/I-0001").text();
        assert!(page.contains("New agreements: 2") && page.contains("/register/A-0002"));
        let agreement = lead.get("/register/A-0001").text();
        assert!(agreement.contains("Canary Kitchen") && agreement.contains("North Fund"));
        // Two grants to one charity are of one body.
        assert_eq!(lead.get("/bodies/B-0003").status, 404);
        // Taken is taken once.
        assert_eq!(takes(&lead, "I-0001", "all").status, 404);
        let again = brings(&lead, "other name.json", grants("1000.05").as_bytes());
        assert_eq!(again.status, 409);
        assert!(again.text().contains("taken already as I-0001"));
        assert_eq!(lead.get("/imports/I-0002").status, 404);
        // What changed is a new version, what did not is none.
        let changed = brings(&lead, "grants.json", grants("1100").as_bytes());
        let label = changed.header("location").to_owned();
        let label = label.trim_start_matches("/imports/");
        assert!(
            lead.get(&format!("/imports/{label}"))
                .text()
                .contains("there already as A-0001")
        );
        assert_eq!(takes(&lead, label, "all").status, 303);
        let page = lead.get(&format!("/imports/{label}")).text();
        assert!(page.contains("say something new: 1") && page.contains("say what was known: 1"));
        assert_eq!(
            values(&house).await,
            [("1100".to_owned(), 2), ("250.1".to_owned(), 1)]
        );
        assert!(
            lead.get("/register/A-0001/versions")
                .text()
                .contains("1100")
        );
        // The first cannot be taken back while the second stands on it.
        let refused = lead.post("/imports/I-0001/undo", &[]);
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert!(refused.text().contains("A-0001"));
        assert!(
            lead.get(&format!("/imports/{label}/undo"))
                .text()
                .contains("Yes, take it back")
        );
        assert_eq!(
            lead.post(&format!("/imports/{label}/undo"), &[]).status,
            303
        );
        assert_eq!(
            values(&house).await,
            [("1000.05".to_owned(), 1), ("250.1".to_owned(), 1)]
        );
        assert_eq!(lead.post("/imports/I-0001/undo", &[]).status, 303);
        assert!(values(&house).await.is_empty());
        // The file comes out as it went in, and by then it may be taken anew.
        let file = lead.get("/imports/I-0001/file");
        // Pieces of an answer whose length nobody said come with their lengths between them.
        assert!(file.text().contains(&grants("1000.05")));
        assert!(file.header("content-disposition").starts_with("attachment"));
        let anew = brings(&lead, "grants.json", grants("1000.05").as_bytes());
        assert_eq!(anew.status, 303);
        let label = anew.header("location").to_owned();
        assert_eq!(lead.post(&format!("{label}/discard"), &[]).status, 303);
        assert_eq!(lead.get(&label).status, 404);
        let log = lead.get("/access-log").text();
        for said in [
            "brought in a file",
            "took an import into the register",
            "took an import back",
            "let the file of an import go",
            "took the file of an import",
        ] {
            assert!(log.contains(said), "{said}");
        }
    }
}

/// The sum and how many versions each agreement of the register has.
async fn values(house: &House) -> Vec<(String, usize)> {
    let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
    let mut values = Vec::new();
    let lines = every_agreement(&house.station.app, scope).await;
    for line in lines {
        let versions = versions_of(conn, scope, line.id).await.unwrap();
        let terms = &versions.last().unwrap().terms;
        let value = terms.agreement.value.as_ref().unwrap().value();
        values.push((value.to_string(), versions.len()));
    }
    values
}

#[tokio::test(flavor = "multi_thread")]
async fn import_published_grants_of_a_trust() {
    let Some(folder) = folder() else { return };
    let bytes = file(&folder, "360giving/real-abct/a001p00000zgyHZAAY.json");
    for station in Station::on_each().await {
        let ctx = station.ctx();
        assert_eq!(taken(&ctx, "abct.json", &bytes).await.unwrap(), "I-0001");
        let (run, _) = import(&ctx, 1).await.unwrap();
        assert_eq!((run.counts, run.format.as_str()), ((783, 0), "360giving"));
        let conn = ctx.app.db.reads();
        let lines = every_agreement(&ctx.app, ctx.scope).await;
        assert_eq!(lines.len(), 783);
        let mut sums = Vec::new();
        for line in &lines {
            let versions = versions_of(conn, ctx.scope, line.id).await.unwrap();
            let agreement = &versions[0].terms.agreement;
            assert_eq!(agreement.currency.unwrap().code(), "GBP");
            sums.push(agreement.value.as_ref().unwrap().value());
        }
        assert_eq!(Exact::sum(&sums).unwrap().to_string(), "12785625");
        let again = taken(&ctx, "abct.json", &bytes).await;
        assert!(matches!(again, Err(ImportError::There(1))), "{again:?}");
        undo(&ctx, 1).await.unwrap();
        assert!(every_agreement(&ctx.app, ctx.scope).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_of_others_is_not_there() {
    let house = House::on_sqlite().await;
    let ours = house.administrator("amina").await;
    let theirs = house.visitor();
    let scope = house.station.another("theirs").await;
    theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&theirs, "olga").await;
    assert_eq!(brings(&ours, "a.json", grants("1").as_bytes()).status, 303);
    let looks = ["", "/file"];
    for path in looks {
        let path = format!("/imports/I-0001{path}");
        assert_eq!(ours.get(&path).status, 200, "{path}");
        assert_eq!(theirs.get(&path).status, 404, "{path}");
    }
    for (path, fields) in [
        ("take", vec![("rows", "all")]),
        ("answers", vec![("dates", "day_first")]),
        ("profile", vec![("name", "theirs")]),
        ("discard", vec![]),
        ("undo", vec![]),
    ] {
        let path = format!("/imports/I-0001/{path}");
        assert_eq!(theirs.post(&path, &fields).status, 404, "{path}");
    }
    assert!(!theirs.get("/imports").text().contains("a.json"));
    // The same bytes are theirs to bring.
    assert_eq!(
        brings(&theirs, "a.json", grants("1").as_bytes()).status,
        303
    );
    assert_eq!(takes(&theirs, "I-0001", "all").status, 303);
    assert!(
        ours.get("/imports/I-0001")
            .text()
            .contains("Nothing of it was taken yet")
    );
    assert_eq!(takes(&ours, "I-0001", "all").status, 303);
    assert_eq!(theirs.get("/imports/I-0001/undo").status, 200);
}
