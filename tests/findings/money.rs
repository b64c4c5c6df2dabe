//! Money from state to state: dated, never overwritten, never added across grounds or states.

use super::{begun, case_of, houses, text, told};
use crate::support::house::Visitor;

const AT: &str = "/checks/a-0001/money";

fn record(lead: &Visitor, fields: &[(&str, &str)]) -> u16 {
    lead.post(AT, fields).status
}

#[tokio::test(flavor = "multi_thread")]
async fn money_pipeline_never_mixes() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        let line = |title, basis, amount| {
            [
                ("title", title),
                ("basis", basis),
                ("certainty", "known"),
                ("amount", amount),
                ("date", "2026-01-10"),
                ("promise", "o-01"),
            ]
        };
        assert_eq!(
            record(&lead, &line("Taps not found", "undelivered", "1000")),
            303,
            "{engine}"
        );
        assert_eq!(
            record(&lead, &line("Receipts missing", "unsupported", "500")),
            303,
            "{engine}"
        );
        assert_eq!(
            record(&lead, &line("Pipes not found", "undelivered", "300")),
            303,
            "{engine}"
        );
        let mut estimate = line("Estimated", "undelivered", "800").to_vec();
        estimate[2] = ("certainty", "likely");
        assert_eq!(
            record(&lead, &estimate),
            422,
            "{engine}: an estimate has a lower limit"
        );
        estimate.push(("lower_limit", "900"));
        assert_eq!(
            record(&lead, &estimate),
            422,
            "{engine}: not above the point"
        );
        estimate.pop();
        estimate.push(("lower_limit", "600"));
        assert_eq!(record(&lead, &estimate), 303, "{engine}");
        let mut ahead = line("Ahead", "undelivered", "5").to_vec();
        ahead[4] = ("date", "2099-01-01");
        assert_eq!(record(&lead, &ahead), 422, "{engine}");
        assert_eq!(
            record(&lead, &line("Nothing", "undelivered", "0")),
            422,
            "{engine}"
        );

        let became = |state, amount, date: &str| {
            let fields = [
                ("state", state),
                ("amount", amount),
                ("date", date),
                ("counted_by", "funder"),
            ];
            lead.post(&format!("{AT}/1"), &fields)
        };
        // Nothing comes back of what nobody upheld.
        let early = became("recovered", "100", "2026-02-01");
        assert_eq!(early.status, 422, "{engine}");
        assert!(text(&early).contains("Nothing is recorded yet that this state follows."));
        for (state, amount, date) in [
            ("sustained", "800", "2026-02-01"),
            ("not_sustained", "200", "2026-02-01"),
            ("recovered", "100", "2026-03-01"),
            ("recovered", "300", "2026-04-01"),
        ] {
            let added = became(state, amount, date);
            assert_eq!(added.status, 303, "{engine} {state}: {}", text(&added));
        }
        let page = text(&lead.get(AT));
        // Every entry is there, the first among them.
        for said in ["EUR 1,000", "EUR 800", "EUR 200", "EUR 100", "EUR 300"] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        // Two flagged amounts of one ground may be about the same money: up to. Never with another ground, never with an
        // estimate, never with another state.
        assert!(page.contains("up to EUR 1,300"), "{engine}: {page}");
        for mixed in ["1,500", "1,800", "2,100", "2,600", "2,400"] {
            assert!(!page.contains(mixed), "{engine} {mixed}: {page}");
        }
        // What came back, of each base by its name.
        assert!(
            page.contains("M-01: 40.0% of what was flagged"),
            "{engine}: {page}"
        );
        assert!(
            page.contains("M-01: 50.0% of what was sustained"),
            "{engine}: {page}"
        );
        let case = case_of(&house).await;
        assert_eq!(case.money.len(), 4, "{engine}");
        assert_eq!(case.money[0].states.len(), 5, "{engine}");
        let recorded = told(&house).await;
        let recorded = recorded.iter().filter(|kind| *kind == "money.recorded");
        assert_eq!(recorded.count(), 8, "{engine}");
        let report = text(&lead.get("/audits/a-0001/report.html"));
        assert!(
            report.contains("Taps not found") && report.contains("M-01"),
            "{engine}"
        );
    }
}
