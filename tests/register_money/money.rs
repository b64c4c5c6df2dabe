//! Money by line, by share and by level: exact, told and not mended, each currency by itself.

use groundtruth::db::register::{dossier_numbered, versions_of};

use super::agreement;
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

fn moved(lead: &Visitor, fields: &[(&str, &str)]) -> u16 {
    let mut all = vec![
        ("kind", "payment"),
        ("title", "t"),
        ("counted_by", "funder"),
    ];
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend(fields);
    lead.post("/register/A-0001/money/flows/new", &all).status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenth_and_two_tenths_use_up_a_budget_of_three_tenths() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let number = agreement(&house, "Meals").await;
        let line = [("title", "Food"), ("amount", "0.3"), ("promises", "o-01")];
        let added = lead.post("/register/A-0001/money/budget/new", &line);
        assert_eq!(added.status, 303, "{}", added.text());
        for amount in ["0.1", "0.2"] {
            let spent = [("kind", "spending"), ("amount", amount), ("line", "l-01")];
            assert_eq!(moved(&lead, &spent), 303);
        }
        let page = lead.get("/register/A-0001/money").text();
        assert!(
            page.contains("ZAR 0.3") && page.contains("ZAR 0<"),
            "{page}"
        );
        assert!(!page.contains("0.30000") && !page.contains("The budget lines make"));
        // Another currency stands apart and changes no sum.
        let euro = [
            ("kind", "spending"),
            ("amount", "5"),
            ("currency", "eur"),
            ("line", "l-01"),
        ];
        assert_eq!(moved(&lead, &euro), 303);
        let page = lead.get("/register/A-0001/money").text();
        assert!(page.contains("spending: EUR 5") && page.contains("ZAR 0<"));
        // The line changes: a corrected version stands beside the one before, and the sum is told.
        let line = [("title", "Food and drink"), ("amount", "0.25")];
        assert_eq!(
            lead.post("/register/A-0001/money/budget/l-01", &line)
                .status,
            303
        );
        let page = lead.get("/register/A-0001/money").text();
        assert!(page.contains("more than was set aside") && page.contains("ZAR −0.05"));
        assert!(page.contains("The budget lines make ZAR 0.25; the value agreed is ZAR 0.3."));
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let found = dossier_numbered(conn, scope, number)
            .await
            .unwrap()
            .unwrap();
        let versions = versions_of(conn, scope, found.id).await.unwrap();
        let amounts: Vec<_> = versions.iter().rev().take(2).collect();
        assert_eq!(amounts[0].terms.budget[0].amount.text(), "0.25");
        assert_eq!(amounts[1].terms.budget[0].amount.text(), "0.3");
        // A corrected entry stays, and is in no sum.
        let right = [
            ("kind", "spending"),
            ("title", "t"),
            ("amount", "0.05"),
            ("line", "l-01"),
            ("counted_by", "provider"),
            ("reason", "typed twice"),
        ];
        assert_eq!(
            lead.post("/register/A-0001/money/flows/2", &right).status,
            303
        );
        assert_eq!(
            lead.post("/register/A-0001/money/flows/2", &right).status,
            404
        );
        let page = lead.get("/register/A-0001/money").text();
        assert!(
            page.contains("typed twice") && page.contains("ZAR 0.1<"),
            "{page}"
        );
        assert_eq!(
            lead.post("/register/A-0001/money/budget/l-01/drop", &[])
                .status,
            303
        );
        assert!(
            lead.get("/register/A-0001/money")
                .text()
                .contains("no budget line")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shares_and_prices_are_told_as_they_are() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    agreement(&house, "Meals").await;
    let shares = "/register/A-0001/money/shares";
    assert!(lead.get(shares).text().contains("North Fund"));
    let given = [("b-0001", "33.3%"), ("b-0002", "66.6%")];
    assert_eq!(lead.post(shares, &given).status, 303);
    let page = lead.get("/register/A-0001/money").text();
    assert!(page.contains("The shares make 99.9 per cent, not 100."));
    assert_eq!(
        lead.post(shares, &[("b-0003", "1")]).status,
        404,
        "pays nothing"
    );
    assert_eq!(lead.post(shares, &[("b-0001", "-1")]).status, 422);
    let rate = [
        ("unit", "detainee-day"),
        ("volume", "people held"),
        ("tiers", "<70 | 12.50\n72+ | 10"),
    ];
    assert_eq!(lead.post("/register/A-0001/money/rate", &rate).status, 303);
    let page = lead.get("/register/A-0001/money").text();
    assert!(page.contains("70–71") && page.contains("ZAR 12.50"));
    let both = [
        ("unit", "meal"),
        ("price", "1"),
        ("volume", "meals"),
        ("tiers", "1-x | 2"),
    ];
    let refused = lead.post("/register/A-0001/money/rate", &both);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("1-x | 2"));
    for (field, value) in [
        ("amount", "-1"),
        ("amount", "5%"),
        ("level", "0"),
        ("level", "21"),
        ("line", "l-77"),
        ("kind", "budget"),
        ("currency", "XXZ"),
        ("to", "2025"),
    ] {
        let fields = [("amount", "1"), ("from", "2026"), (field, value)];
        let fields: Vec<_> = fields
            .into_iter()
            .filter(|(n, v)| *n != field || *v == value)
            .collect();
        assert_eq!(moved(&lead, &fields), 422, "{field} {value}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn funds_are_followed_from_level_to_level() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        agreement(&house, "Meals").await;
        assert_eq!(lead.get("/register/A-0001/money/working").status, 404);
        for (level, amount, payer, payee) in [
            ("1", "1000", "City of Rivers", "District"),
            ("2", "900", "District", "Clean Streets"),
            ("3", "720", "Clean Streets", "Clinic"),
        ] {
            let fields = [
                ("level", level),
                ("amount", amount),
                ("payer", payer),
                ("payee", payee),
            ];
            assert_eq!(moved(&lead, &fields), 303);
        }
        assert_eq!(
            moved(
                &lead,
                &[("level", "1"), ("amount", "7"), ("currency", "USD")]
            ),
            303
        );
        let page = lead.get("/register/A-0001/money").text();
        let expected = [
            "From level 1 to level 2, 10.0%",
            "From level 2 to level 3, 20.0%",
            "Over all levels, 28.0% is missing",
            "level 1: USD 7",
        ];
        for said in expected {
            assert!(page.contains(said), "{said}: {page}");
        }
        let working = lead.get("/register/A-0001/money/working").text();
        assert!(working.contains("District: got") && working.contains("leakage.chain"));
        assert!(page.contains("working#w-ZAR-1-2") && working.contains("id=\"w-ZAR-1-2\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_next_instalment_a_funder_sees_what_is_open() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        agreement(&house, "Meals").await;
        let claim = [
            ("promise", "O-01"),
            ("way", "count"),
            ("value", "1"),
            ("counted_by", "press"),
        ];
        assert_eq!(lead.post("/register/A-0001/claims/new", &claim).status, 303);
        let list = lead.get("/funding").text();
        assert!(list.contains("City of Rivers") && list.contains("/funding/B-0001"));
        assert!(!list.contains("Clean Streets"), "it pays nothing");
        let view = lead.get("/funding/B-0001").text();
        assert!(view.contains("Promises that nobody checked: 1"));
        assert!(view.contains("Claims without a document: 1"));
        assert_eq!(lead.get("/funding/B-0099").status, 404);
        let observer = house.member(&lead, "funder", "fay").await;
        assert_eq!(observer.get("/funding").status, 404);
    }
}
