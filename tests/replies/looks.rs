//! The desk of replies, what the party sees of it, and following up, in a real browser.

use groundtruth::domain::party::Role;

use super::{answers, asks, audit, begun, enters, finding, party, published, sends};
use crate::portal::looks::look;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_replies_is_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead);
    let cookie = lead.cookie.borrow().clone();
    let empty = [
        "/checks/a-0001/replies",
        "/checks/a-0001/follow-up",
        "/checks/a-0001/hearings",
        "/bodies/B-0001/record",
    ];
    let empty = empty.map(str::to_owned);
    let Some(mut wrong) = look(house.address, &empty, cookie.as_deref()) else {
        return;
    };
    let draft = finding(&house, "Four of ten taps worked.").await;
    let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
    let desk = enters(&house, &link);
    let said = [
        ("state", "partly_agrees"),
        ("text", "Six taps were closed for repair."),
        ("do", "send"),
    ];
    let answered = answers(&desk, "F-01", &said, None);
    assert!(answered.status < 400, "{}", answered.text());
    published(&house, &draft).await;
    let (_, case) = audit(&house).await;
    let provider = party(&case, Role::Provider);
    let problem = [
        ("finding", "f-01"),
        ("place", "s-0001"),
        ("body", provider.as_str()),
        ("severity", "serious"),
        ("on", "2026-06-20"),
    ];
    sends(&lead, "/checks/a-0001/follow-up", &problem);
    let held = [("on", "2026-06-28"), ("place", "The hall of Ward 5")];
    sends(&lead, "/checks/a-0001/hearings", &held);
    let came = [("who", "residents"), ("people", "41")];
    sends(&lead, "/checks/a-0001/hearings/1/attendance", &came);
    let promise = [
        ("by", provider.as_str()),
        ("office", "Director of water"),
        ("says", "Six taps at Tap 1 are mended."),
        ("due", "2026-07-10"),
        ("mends", "p-01"),
    ];
    sends(&lead, "/checks/a-0001/hearings/1/promises", &promise);
    let money = [
        ("title", "Taps not found"),
        ("basis", "undelivered"),
        ("certainty", "known"),
        ("amount", "11000"),
        ("currency", "ZAR"),
        ("date", "2026-06-10"),
        ("party", provider.as_str()),
    ];
    sends(&lead, "/checks/a-0001/money", &money);
    let record = format!("/bodies/{}/record", provider.to_uppercase());
    let full = [
        "/checks/a-0001/hearings",
        "/checks/a-0001/hearings/1",
        "/audits/a-0001/findings",
        record.as_str(),
        "/checks/a-0001/replies",
        "/checks/a-0001/replies/1",
        "/checks/a-0001/replies/1/notice",
        "/checks/a-0001/follow-up",
        "/checks/a-0001/follow-up/1",
    ];
    let full = full.map(str::to_owned);
    wrong.extend(look(house.address, &full, cookie.as_deref()).unwrap_or_default());
    let theirs = [
        "/reply",
        "/reply/findings",
        "/reply/findings/F-01",
        "/reply/notice",
    ];
    let theirs = theirs.map(str::to_owned);
    let cookie = desk.cookie.borrow().clone();
    wrong.extend(look(house.address, &theirs, cookie.as_deref()).unwrap_or_default());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
