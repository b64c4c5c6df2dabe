//! Findings from the comparison to the report: what is missing is told sentence by sentence, contrary evidence is shown or
//! explained, money is never mixed, and kept promises get the same room. Through real HTTP, on both databases.

use groundtruth::db::audit::{AuditLine, audit_named};
use groundtruth::db::findings::{
    Invited, Letting, StepTaken, StepWord, add_answer, add_round, add_step, finding_numbered,
    save_finding, send_round,
};
use groundtruth::db::{StorageError, load_case, write};
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;
use groundtruth::domain::finding::Step;
use groundtruth::domain::reply::{Answer, Notice, ReplyRound};
use serde_json::json;

use crate::portal::browser::{Answer as Shown, raw};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

mod journeys;
mod looks;
mod money;
mod racing;
mod refusing;

/// A house on each engine that this machine has.
async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}

/// A page as it reads, without the escapes.
fn text(answer: &Shown) -> String {
    let page = answer.text();
    page.replace("&#x2f;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
}

/// An audit of taps at two places, each with ten promised by the provider in clause 4 of a contract.
pub(crate) fn begun(lead: &Visitor) {
    let agreement = [
        ("title", "Taps in Ward 5"),
        ("kind", "contract"),
        ("funders", "The City"),
        ("providers", "Water Works"),
        ("currency", "EUR"),
        ("value", "10000"),
        ("document", "Contract 7"),
        ("places", "Tap one\nTap two"),
    ];
    let made = lead.post("/register/new", &agreement);
    assert_eq!(made.status, 303, "{}", text(&made));
    let promise = [
        ("promise", "Ten taps work at each place."),
        ("step", "fields"),
        ("kind", "quantity"),
        ("unit", "taps"),
        ("target", "at_least"),
        ("amount", "10"),
        ("each_place", "yes"),
        ("document", "new"),
        ("clause", "4"),
        ("page", "2"),
        ("quote", "ten taps"),
    ];
    let added = lead.post("/register/A-0001/promises/new", &promise);
    assert_eq!(added.status, 303, "{}", text(&added));
    assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
    let made = lead.post("/checks/a-0001/instruments", &[]);
    assert_eq!(made.status, 303, "{}", text(&made));
}

/// So many taps seen at a place, and accepted.
fn saw(lead: &Visitor, id: u128, place: &str, taps: u32) {
    let body = format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"{place}","channel":"ordinary_visit",
        "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"{taps}"}}}}]}}"#
    );
    let uuid = uuid::Builder::from_random_bytes(id.to_be_bytes()).into_uuid();
    let cookie = lead.cookie.borrow().clone().unwrap_or_default();
    let request = format!(
        "PUT /observations/{uuid} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        lead.address,
        body.len()
    );
    let sent = raw(lead.address, request.as_bytes());
    assert_eq!(sent.status, 201, "{}", sent.text());
    let receipt: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
    let number = receipt["number"].as_str().unwrap().to_owned();
    let path = format!("/checks/a-0001/visits/{number}/decide");
    let decided = lead.post(&path, &[("decision", "accepted")]);
    assert_eq!(decided.status, 303, "{}", text(&decided));
}

/// Says of which day the contract is.
pub(crate) fn dated(lead: &Visitor) {
    let fields = [
        ("promise", "o-01"),
        ("criterion", "agreed"),
        ("date", "2025-01-10"),
    ];
    let said = lead.post("/checks/a-0001/findings/documents", &fields);
    assert_eq!(said.status, 303, "{}", text(&said));
}

/// Begins findings from the comparison.
pub(crate) fn drafted(lead: &Visitor) {
    let drafted = lead.post("/checks/a-0001/findings/draft", &[]);
    assert_eq!(drafted.status, 303, "{}", text(&drafted));
}

/// Takes a step with the first finding.
pub(crate) fn step(visitor: &Visitor, word: &str, note: &str) -> Shown {
    visitor.post(
        "/checks/a-0001/findings/F-01/step",
        &[("step", word), ("note", note)],
    )
}

async fn line(house: &House) -> AuditLine {
    let (app, scope) = (&house.station.app, house.station.scope);
    let code = Code::parse("a-0001").unwrap();
    let line = audit_named(app.db.reads(), scope, &code).await.unwrap();
    line.unwrap()
}

async fn case_of(house: &House) -> Case {
    let (app, scope) = (&house.station.app, house.station.scope);
    let audit = line(house).await.id;
    load_case(&app.db, scope, &app.master, audit).await.unwrap()
}

/// The provider was asked about the first finding three weeks ago, with two weeks to reply; what it answered, if anything.
async fn asked(house: &House, answer: Option<(&str, &str)>) {
    let (app, scope) = (&house.station.app, house.station.scope);
    let audit = line(house).await.id;
    let case = case_of(house).await;
    let party = case.agreements[0].providers[0].clone();
    let today = app.surroundings.now().date_naive();
    let back = |days: u64| today - chrono::Days::new(days);
    let mut round: ReplyRound = serde_json::from_value(json!({
        "number": 1, "party": party, "about": [{ "finding": "f-01" }], "deadline": back(7),
        "proofs": [{ "kind": "mail_taken", "on": back(21) }],
    }))
    .unwrap();
    let done = write(&app.db, async |txn| {
        let mut ids = house.station.ctx().ids();
        let master = &app.master;
        let number = add_round(txn, scope, master, (audit, &round), &mut ids).await?;
        round.notice = Some(Notice {
            sent_on: back(21),
            sha256: "ab".repeat(32),
            log_size: 1,
            log_root: "cd".repeat(32),
        });
        let kept = finding_numbered(txn, scope, master, (audit, 1)).await?;
        let mut kept = kept.unwrap();
        let invited = Invited {
            to: "the head".to_owned(),
            mail: None,
            language: "en".to_owned(),
            notice: "The finding.".to_owned(),
            findings: vec![kept.draft.clone()],
            recommendations: Vec::new(),
        };
        let letting = Letting {
            token: [1; 32],
            typed: [2; 32],
            by_mail: false,
        };
        let one = ((audit, number), &round, &invited);
        send_round(txn, scope, master, one, letting, &mut ids).await?;
        let next = kept.progress.step(&Step::Ask, "P-0001", true, false, today);
        kept.progress = next.unwrap();
        save_finding(txn, scope, master, (audit, &kept), &mut ids).await?;
        let taken = StepTaken {
            step: StepWord::Asked,
            by: "P-0001".to_owned(),
            on: back(21),
            note: None,
            said: None,
        };
        add_step(txn, scope, master, (audit, 1, &taken), &mut ids).await?;
        if let Some((state, words)) = answer {
            let answer: Answer = serde_json::from_value(json!({
                "about": { "finding": "f-01" }, "state": state, "text": words,
                "received_on": back(10), "how": "desk",
            }))
            .unwrap();
            add_answer(txn, scope, master, ((audit, number), &answer, 0), &mut ids).await?;
        }
        Ok::<_, StorageError>(())
    });
    done.await.unwrap();
}

/// What the evidence log tells, by kind, oldest first.
async fn told(house: &House) -> Vec<String> {
    let (app, scope) = (&house.station.app, house.station.scope);
    let events = groundtruth::db::log::events_of(app.db.reads(), scope, 0, 10_000).await;
    let events = events.unwrap().into_iter().filter_map(|line| line.event);
    events.map(|event| event.kind()).collect()
}
