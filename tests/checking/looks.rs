//! The pages of checking in a real browser, signed in.

use super::{begun, decide, observed, sent};
use crate::portal::looks::look;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_checking_is_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let observer = house.member(&lead, "observer", "ben").await;
    begun(&lead, 4);
    let paths = [
        "visits",
        "today",
        "observers",
        "pairs",
        "mine",
        "map",
        "so-far",
        "accounts",
        "accounts/new",
        "promises/O-01/observations",
    ];
    let paths = paths.map(|path| format!("/checks/a-0001/{path}"));
    let cookie = lead.cookie.borrow().clone();
    let Some(mut wrong) = look(house.address, &paths, cookie.as_deref()) else {
        return;
    };
    sent(&observer, 1, &observed(("s-0001", "W-01", 4), ""));
    sent(&observer, 2, &observed(("s-0001", "W-02", 5), ""));
    sent(&observer, 3, &observed(("s-0002", "W-01", 9), ""));
    sent(&lead, 4, &observed(("s-0003", "W-09", 9), ""));
    let back = [
        ("decision", "revision_asked"),
        ("reason", "photograph_missing"),
        ("words", "Please photograph the pump."),
    ];
    assert_eq!(decide(&lead, "V-0001", &back).status, 303);
    assert_eq!(
        decide(&lead, "V-0002", &[("decision", "accepted")]).status,
        303
    );
    let mut full = paths.to_vec();
    full.extend([
        "/checks/a-0001/visits/V-0001".to_owned(),
        "/slip".to_owned(),
    ]);
    wrong.extend(look(house.address, &full, cookie.as_deref()).unwrap_or_default());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
