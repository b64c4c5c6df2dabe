//! Replies and what follows, through the pages, on both databases: a party is asked, answers or does not, and what it says is
//! fixed is looked at again by somebody who has not seen that it says so.

mod asked;
mod beside;
mod browser;
mod clocks;
mod door;
mod following;
mod hearings;
mod letters;
mod looks;
mod mailed;
mod mails;
mod record;
mod reply;
mod weekly;
pub(crate) mod whole;

use groundtruth::db::audit::audit_named;
use groundtruth::db::findings::add_finding;
use groundtruth::db::{AuditId, StorageError, load_case, put_finding, write};
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;
use groundtruth::domain::finding::{Draft, Finding, Progress, Step};
use groundtruth::domain::party::{Counter, Role};
use groundtruth::infra::jobs::Ran;
use groundtruth::infra::mail::KeySealing;
use serde_json::json;
use std::sync::Arc;

use crate::portal::browser::{Answer, raw};
use crate::support::house::{House, PASSWORD, Visitor, codes_in};
use crate::support::station::Station;

async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

/// A page as it reads, without the escapes.
fn text(answer: &Answer) -> String {
    let page = answer.text();
    page.replace("&#x2f;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn read(visitor: &Visitor, path: &str) -> String {
    let answer = visitor.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    text(&answer)
}

fn sends(visitor: &Visitor, path: &str, fields: &[(&str, &str)]) {
    let answer = visitor.post(path, fields);
    assert_eq!(answer.status, 303, "{path}: {}", text(&answer));
}

fn refused(visitor: &Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = visitor.post(path, fields);
    assert_eq!(answer.status, 422, "{path}: {}", text(&answer));
    text(&answer)
}

/// An audit of two taps with a provider and a funder, and the instrument made from its promise.
fn begun(lead: &Visitor) {
    let agreement = [
        ("title", "Taps in Ward 5"),
        ("kind", "contract"),
        ("providers", "The Water Company"),
        ("funders", "City Council"),
        ("places", "Tap 1\nTap 2"),
    ];
    sends(lead, "/register/new", &agreement);
    let promise = [
        ("promise", "Ten taps work at each place."),
        ("step", "fields"),
        ("kind", "quantity"),
        ("unit", "taps"),
        ("target", "at_least"),
        ("amount", "10"),
        ("each_place", "yes"),
    ];
    sends(lead, "/register/A-0001/promises/new", &promise);
    sends(lead, "/register/A-0001/check", &[]);
    sends(lead, "/checks/a-0001/instruments", &[]);
}

async fn audit(house: &House) -> (AuditId, Case) {
    let (app, scope) = (&house.station.app, house.station.scope);
    let line = audit_named(app.db.reads(), scope, &code("a-0001"))
        .await
        .unwrap()
        .unwrap();
    let case = load_case(&app.db, scope, &app.master, line.id)
        .await
        .unwrap();
    (line.id, case)
}

fn party(case: &Case, role: Role) -> String {
    let found = case
        .parties
        .iter()
        .find(|one| one.roles.contains(&role))
        .unwrap();
    found.id.to_string()
}

/// A finding that a checker passed: it says this of the first promise.
async fn finding(house: &House, says: &str) -> Draft {
    let (audit, case) = audit(house).await;
    let promise = &case.obligations[0].id;
    let draft: Draft = serde_json::from_value(json!({
        "id": "f-00", "title": format!("About taps: {says}"), "obligations": [promise],
        "category": "under_delivered", "addressees": [party(&case, Role::Provider)],
        "sentences": [
            { "part": "criteria", "says": { "typed": "Ten taps were promised at each place." } },
            { "part": "condition", "says": { "typed": says },
              "cites": [{ "observations": { "promise": promise } }] },
        ],
    }))
    .unwrap();
    let ctx = house.station.ctx();
    let today = ctx.now.date_naive();
    let begun = Progress::begun("P-0001".to_owned(), today);
    let given = begun
        .step(&Step::Submit, "P-0001", true, false, today)
        .unwrap();
    let by = "P-0002".to_owned();
    let passed = given
        .step(&Step::Pass { by }, "P-0002", true, false, today)
        .unwrap();
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let added = write(&ctx.app.db, async |txn| {
        add_finding(txn, scope, master, (audit, &draft, &passed), &mut ctx.ids()).await
    });
    let added: Result<_, StorageError> = added.await;
    added.unwrap().draft
}

/// Puts a finding into the audit, as publishing does.
async fn published(house: &House, draft: &Draft) -> Finding {
    let (audit, _) = audit(house).await;
    let ctx = house.station.ctx();
    let said = draft.finding(Counter::Auditor, "Taps", &|key, _| key.to_owned());
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let put = write(&ctx.app.db, async |txn| {
        put_finding(txn, scope, master, (audit, &said), &mut ctx.ids()).await
    });
    let put: Result<(), StorageError> = put.await;
    put.unwrap();
    said
}

/// Asks a party about findings and sends the notice; gives link and typed code.
async fn asks(
    house: &House,
    lead: &Visitor,
    role: Role,
    round: u32,
    about: &[&str],
) -> (String, String) {
    let (_, case) = audit(house).await;
    let party = party(&case, role);
    let names: Vec<String> = about.iter().map(|one| format!("about-{one}")).collect();
    let mut fields = vec![("party", party.as_str()), ("deadline", "2026-07-15")];
    fields.extend(names.iter().map(|name| (name.as_str(), "yes")));
    sends(lead, "/checks/a-0001/replies", &fields);
    let send = [
        ("to", "Director of water"),
        ("mail", ""),
        ("language", "en"),
    ];
    let sent = lead.post(&format!("/checks/a-0001/replies/{round}/send"), &send);
    assert_eq!(sent.status, 200, "{}", text(&sent));
    let shown = codes_in(&text(&sent));
    (shown[0].clone(), shown[1].clone())
}

/// The token behind the sign of a link.
fn token(link: &str) -> &str {
    link.split_once('#').unwrap().1
}

/// Comes in by a link.
fn enters(house: &House, link: &str) -> Visitor {
    let visitor = house.visitor();
    sends(&visitor, "/reply", &[("code", token(link))]);
    visitor
}

/// Sends an answer as a browser does, with a document where there is one.
fn answers(
    visitor: &Visitor,
    finding: &str,
    fields: &[(&str, &str)],
    file: Option<&[u8]>,
) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--sep\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = "--sep\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
                Content-Type: application/pdf\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file.unwrap_or_default());
    body.extend_from_slice(b"\r\n--sep--\r\n");
    let cookie = visitor.cookie.borrow().clone().unwrap_or_default();
    let mut request = format!(
        "POST /reply/findings/{finding} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=sep\r\n\
         Content-Length: {}\r\n\r\n",
        visitor.address,
        body.len()
    )
    .into_bytes();
    request.extend(body);
    raw(visitor.address, &request)
}

/// Signs in again: whoever was away for days is out.
async fn back(house: &House, name: &str) -> Visitor {
    let visitor = house.visitor();
    assert_eq!(visitor.signs_in(name, PASSWORD).status, 303);
    let digits = house.digits(name).await;
    let shown = visitor.post("/sign-in/code", &[("code", &digits)]);
    assert_eq!(shown.status, 303, "{}", text(&shown));
    visitor
}

/// Does every job that is due by now.
async fn jobs_run(house: &House) {
    let station = &house.station;
    let sealing = KeySealing(Arc::clone(&station.app));
    let jobs = groundtruth::server::jobs(&station.app, station.scope, sealing).unwrap();
    jobs.queue_due(&station.app).await.unwrap();
    loop {
        match jobs.run_one(&station.app).await.unwrap() {
            Ran::Nothing => break,
            Ran::One { name, end } => {
                assert_eq!(end, groundtruth::db::job::JobEnd::Done, "{name}");
            }
        }
    }
}

/// What the evidence log tells, by kind, oldest first.
async fn told(house: &House) -> Vec<String> {
    let (app, scope) = (&house.station.app, house.station.scope);
    let events = groundtruth::db::log::events_of(app.db.reads(), scope, 0, 10_000).await;
    let events = events.unwrap().into_iter().filter_map(|line| line.event);
    let kinds = events.map(|event| {
        let value: serde_json::Value = serde_json::from_slice(&event.to_bytes().unwrap()).unwrap();
        value["type"].as_str().unwrap().to_owned()
    });
    kinds.collect()
}
