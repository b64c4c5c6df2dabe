//! The pages of findings, money and what is asked in a real browser, signed in.

use super::{begun, dated, drafted, saw};
use crate::portal::looks::look;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_findings_is_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead);
    let empty = ["findings", "findings/documents", "money", "recommendations"];
    let empty = empty.map(|path| format!("/checks/a-0001/{path}"));
    let cookie = lead.cookie.borrow().clone();
    let Some(mut wrong) = look(house.address, &empty, cookie.as_deref()) else {
        return;
    };
    saw(&lead, 1, "s-0001", 4);
    saw(&lead, 2, "s-0002", 10);
    dated(&lead);
    drafted(&lead);
    let full = [
        "findings",
        "findings/documents",
        "findings/F-01",
        "findings/F-01/about",
        "findings/F-01/before",
        "findings/F-01/attack",
        "money",
        "recommendations",
    ];
    let full = full.map(|path| format!("/checks/a-0001/{path}"));
    wrong.extend(look(house.address, &full, cookie.as_deref()).unwrap_or_default());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
