//! The desk of replies, what the party sees of it, and following up, in a real browser.

use groundtruth::db::member::memberships_in;
use groundtruth::domain::party::Role;
use groundtruth::infra::config::{Config, MailSettings, MailWay};
use groundtruth::infra::mail::{Leaving, Stream};

use super::{answers, asks, audit, begun, enters, finding, party, published, sends, token};
use crate::portal::looks::look;
use crate::support::house::{House, codes_in};
use crate::support::station::Station;

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
    let (_, case) = audit(&house).await;
    let provider = party(&case, Role::Provider);
    let recommended = [
        ("to", provider.as_str()),
        ("office", "Director of water"),
        ("action", "Mend six taps and say who looks after them."),
        ("due", "2026-12"),
        ("finding-f-01", "yes"),
    ];
    sends(&lead, "/checks/a-0001/recommendations", &recommended);
    let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01", "c-01"]).await;
    let desk = enters(&house, &link);
    let said = [
        ("state", "partly_agrees"),
        ("text", "Six taps were closed for repair."),
        ("do", "send"),
    ];
    let answered = answers(&desk, "F-01", &said, None);
    assert!(answered.status < 400, "{}", answered.text());
    published(&house, &draft).await;
    let decided = [
        ("state", "agrees"),
        ("office", "Director of water"),
        ("text", "By August."),
        ("do", "send"),
    ];
    let answered = answers(&desk, "C-01", &decided, None);
    assert!(answered.status < 400, "{}", answered.text());
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
        "/checks/a-0001/recommendations",
        "/checks/a-0001/follow-up",
        "/checks/a-0001/follow-up/1",
    ];
    let full = full.map(str::to_owned);
    wrong.extend(look(house.address, &full, cookie.as_deref()).unwrap_or_default());
    let theirs = [
        "/reply",
        "/reply/findings",
        "/reply/findings/F-01",
        "/reply/findings/C-01",
        "/reply/notice",
    ];
    let theirs = theirs.map(str::to_owned);
    let cookie = desk.cookie.borrow().clone();
    wrong.extend(look(house.address, &theirs, cookie.as_deref()).unwrap_or_default());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_mails_lead_to_are_clean_in_a_real_browser() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::with(Config {
        mail: Some(MailSettings {
            from: "mail@watch.example".to_owned(),
            way: MailWay::Files {
                folder: folder.path().to_owned(),
            },
        }),
        ..Config::default()
    })
    .await;
    let house = House::over(station).await;
    let lead = house.administrator("amina@watch.example").await;
    begun(&lead);
    finding(&house, "Four of ten taps worked.").await;
    let (_, case) = audit(&house).await;
    let provider = party(&case, Role::Provider);
    let round = [
        ("party", provider.as_str()),
        ("about-f-01", "yes"),
        ("deadline", "2026-07-15"),
    ];
    sends(&lead, "/checks/a-0001/replies", &round);
    let send = [
        ("to", "Director of water"),
        (
            "mail",
            "director.of.water.and.sanitation@a-company-with-a-long-name.example",
        ),
        ("language", "en"),
    ];
    let sent = lead.post("/checks/a-0001/replies/1/send", &send);
    let link = codes_in(&sent.text())[0].clone();
    let waits = house.visitor();
    sends(&waits, "/reply", &[("code", token(&link))]);
    let cookie = waits.cookie.borrow().clone();
    let code = ["/reply/code".to_owned()];
    let Some(mut wrong) = look(house.address, &code, cookie.as_deref()) else {
        return;
    };
    let (app, scope) = (&house.station.app, house.station.scope);
    let members = memberships_in(app.db.reads(), scope).await.unwrap();
    let leaving = |stream| {
        let leaving = Leaving {
            scope,
            member: members[0].id,
            stream,
        };
        format!("/unsubscribe/{}", leaving.token(&app.master))
    };
    // One sort is got, the other was left.
    let left = lead.post("/account/mails", &[("language", "fr"), ("weekly", "yes")]);
    assert!(left.status < 400, "{}", left.text());
    let pages = [
        "/account".to_owned(),
        leaving(Stream::Weekly),
        leaving(Stream::News),
        "/checks/a-0001/replies/1".to_owned(),
    ];
    let cookie = lead.cookie.borrow().clone();
    wrong.extend(look(house.address, &pages, cookie.as_deref()).unwrap_or_default());
    // Chromium's advice for password managers, which changes nothing that anybody sees.
    wrong.retain(|line| !line.contains("autocomplete attributes"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
