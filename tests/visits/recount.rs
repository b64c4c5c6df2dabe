//! A register of the provider is counted again: the verification factor stands in the comparison, and goes with the visits.

use super::{TAPS, begun, houses, sent, text};

#[tokio::test(flavor = "multi_thread")]
async fn recount_of_registers() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let question = [
            ("text", "Count the attendance register of March again."),
            ("kind", "recount"),
            ("unit", "attendances"),
            ("options", "attendance register of March"),
            ("promise", "o-01"),
            ("position", "1"),
        ];
        let path = "/checks/a-0001/instruments/visit/questions/new";
        let added = lead.post(path, &question);
        assert_eq!(added.status, 303, "{}", text(&added));
        let shown = text(&lead.get("/checks/a-0001/instruments/visit"));
        assert!(
            shown.contains("own-1") && shown.contains("version 2"),
            "{shown}"
        );
        for (at, (place, recorded, recounted, seen)) in [
            ("s-0001", 100, 83, true),
            ("s-0002", 60, 55, true),
            ("s-0003", 50, 10, false),
        ]
        .into_iter()
        .enumerate()
        {
            let body = format!(
                r#"{{"audit":"a-0001","instrument":"visit","version":2,"place":"{place}","channel":"ordinary_visit",
                "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[{{"question":"own-1","value":
                {{"recount":{{"recorded":"{recorded}","recounted":"{recounted}","documents_seen":{seen}}}}}}}]}}"#
            );
            let path = format!("/observations/00000000-0000-4000-8000-00000000000{at}");
            let put = sent(&lead, "PUT", &path, ("application/json", body.as_bytes()));
            assert_eq!(put.status, 201, "{engine}: {}", put.text());
        }
        accept_all(&house).await;
        // 138 of 160; the register whose documents nobody saw is left out, and that is said.
        let workings = (1..=12).map(|number| format!("/audits/a-0001/workings/W-{number:02}"));
        let workings = workings.map(|path| lead.get(&path));
        let shown = workings.filter(|answer| answer.status == 200);
        let all: String = shown.map(|answer| text(&answer)).collect();
        assert!(
            all.contains("86.3%") || all.contains("86.25"),
            "{engine}: {all}"
        );
        let case = case_of(&house).await;
        let factor = case
            .derivations
            .iter()
            .find(|one| one.id.as_str() == "recount-o-01");
        let factor = factor.expect("a verification factor");
        assert_eq!(factor.inputs.len(), 4);
        assert!(factor.note.as_ref().unwrap().contains('1'));
    }
}

async fn case_of(house: &crate::support::house::House) -> groundtruth::domain::case::Case {
    let ctx = house.station.ctx();
    let code = groundtruth::domain::code::Code::parse("a-0001").unwrap();
    let line = groundtruth::db::audit::audit_named(ctx.app.db.reads(), ctx.scope, &code).await;
    let line = line.unwrap().unwrap();
    groundtruth::db::load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id)
        .await
        .unwrap()
}

/// Accepts everything that came in, then takes the first back and accepts it anew: the same again.
async fn accept_all(house: &crate::support::house::House) {
    use groundtruth::db::fieldwork::submitted;
    use groundtruth::infra::accepting::{accept, refresh, take_back};
    use groundtruth::infra::action::ActionError;
    let ctx = house.station.ctx();
    let code = groundtruth::domain::code::Code::parse("a-0001").unwrap();
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = groundtruth::db::audit::audit_named(conn, ctx.scope, &code).await;
    let line = line.unwrap().unwrap();
    for came in submitted(conn, ctx.scope, master, line.id).await.unwrap() {
        groundtruth::db::write(&ctx.app.db, async |txn| {
            accept(txn, &ctx, &line, &came, &mut ctx.ids()).await
        })
        .await
        .unwrap();
    }
    let before = case_of(house).await;
    assert_eq!(before.visits.len(), 3);
    let all = submitted(conn, ctx.scope, master, line.id).await.unwrap();
    groundtruth::db::write(&ctx.app.db, async |txn| {
        refresh(txn, &ctx, &line, &all[0], &mut ctx.ids()).await
    })
    .await
    .unwrap();
    let after = case_of(house).await;
    assert_eq!(after.derivations, before.derivations);
    assert_eq!(after.visits.len(), 3);
    // Taken back, it is as if it had never been in.
    let gone = groundtruth::db::write(&ctx.app.db, async |txn| {
        take_back(txn, &ctx, &line, &all[0], &mut ctx.ids()).await?;
        let case = groundtruth::db::load_case_within(txn, ctx.scope, master, line.id).await?;
        assert_eq!(case.visits.len(), 2);
        Err::<(), ActionError>(ActionError::NotThere)
    });
    assert!(gone.await.is_err());
}
