//! The pages in a real browser, by somebody who is signed in.
use super::agreement;
use crate::portal::looks::look;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_claims_and_money_are_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    agreement(&house, "Meals at the clinics of the northern district").await;
    let claim = [
        ("promise", "O-01"),
        ("way", "in_order"),
        ("value", "90"),
        ("of", "100"),
        ("counted_by", "provider"),
        ("from", "2026-01"),
        ("to", "2026-03"),
        ("how", "from signed lists"),
        ("place", "s-0001"),
    ];
    assert_eq!(lead.post("/register/A-0001/claims/new", &claim).status, 303);
    let line = [
        ("title", "Food and the people who cook it"),
        ("amount", "615840.50"),
        ("promises", "O-01"),
    ];
    assert_eq!(
        lead.post("/register/A-0001/money/budget/new", &line).status,
        303
    );
    for (level, amount, payer, payee) in [
        ("1", "400000", "City of Rivers", "District"),
        ("2", "310000.75", "District", "Clean Streets"),
    ] {
        let flow = [
            ("kind", "payment"),
            ("title", "First instalment"),
            ("amount", amount),
            ("level", level),
            ("payer", payer),
            ("payee", payee),
            ("line", "l-01"),
            ("from", "2026-02"),
            ("counted_by", "funder"),
        ];
        assert_eq!(
            lead.post("/register/A-0001/money/flows/new", &flow).status,
            303
        );
    }
    let rate = [
        ("unit", "meal"),
        ("volume", "meals that day"),
        ("tiers", "<70 | 12.50\n72+ | 10"),
    ];
    assert_eq!(lead.post("/register/A-0001/money/rate", &rate).status, 303);
    let shares = [("b-0001", "60%"), ("b-0002", "30%")];
    assert_eq!(
        lead.post("/register/A-0001/money/shares", &shares).status,
        303
    );
    let body = [
        ("name", "Clean streets"),
        ("role", "provider"),
        ("identifier", "gb–chc 1164883"),
    ];
    assert_eq!(lead.post("/bodies/new", &body).status, 303);
    let paths = [
        "/register/A-0001/claims",
        "/register/A-0001/claims/new",
        "/register/A-0001/claims/c-01",
        "/register/A-0001/money",
        "/register/A-0001/money/working",
        "/register/A-0001/money/budget/l-01",
        "/register/A-0001/money/shares",
        "/register/A-0001/money/rate",
        "/register/A-0001/money/flows/1",
        "/bodies",
        "/bodies/new",
        "/bodies/B-0005",
        "/sites",
        "/funding",
        "/funding/B-0001",
        "/api",
    ];
    let cookie = lead.cookie.borrow().clone();
    let wrong = look(house.address, &paths.map(String::from), cookie.as_deref());
    assert!(wrong.as_ref().is_none_or(Vec::is_empty), "{wrong:?}");
}
