//! Checking: from what came in to the comparison, and back; what an observer learns; second observers, paired tests, what
//! users said. On both databases.

use crate::portal::browser::{Answer, raw};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

mod deciding;
mod following;
mod links;
mod looks;
mod map;
mod observers;
mod own_questions;
mod pages;
mod photographs;
mod plainly;
mod testimony;

/// A house on each engine that this machine has.
async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}

/// A page as it reads, without the escapes.
fn text(answer: &Answer) -> String {
    let page = answer.text();
    page.replace("&#x2f;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
}

/// An audit of so many taps, each with ten promised, and the instrument made from the promise.
fn begun(lead: &Visitor, places: usize) {
    let names: Vec<String> = (1..=places).map(|at| format!("Tap {at}")).collect();
    let names = names.join("\n");
    let agreement = [
        ("title", "Taps in Ward 5"),
        ("kind", "contract"),
        ("places", names.as_str()),
    ];
    assert_eq!(lead.post("/register/new", &agreement).status, 303);
    let promise = [
        ("promise", "Ten taps work at each place."),
        ("step", "fields"),
        ("kind", "quantity"),
        ("unit", "taps"),
        ("target", "at_least"),
        ("amount", "10"),
        ("each_place", "yes"),
    ];
    let added = lead.post("/register/A-0001/promises/new", &promise);
    assert_eq!(added.status, 303, "{}", added.text());
    assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
    let made = lead.post("/checks/a-0001/instruments", &[]);
    assert_eq!(made.status, 303, "{}", text(&made));
}

/// What an observer saw at a place: so many taps. `more` stands among the members.
fn observed((place, observer, taps): (&str, &str, u32), more: &str) -> String {
    format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"{place}","channel":"ordinary_visit",
        "observers":["{observer}"],"started":"2026-01-05T09:30:00",{more}"answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"{taps}"}}}}]}}"#
    )
}

/// Sends it as a program or a phone does; gives the receipt.
fn sent(visitor: &Visitor, id: u128, body: &str) -> serde_json::Value {
    sent_to(visitor, &format!("/observations/{}", uuid(id)), body)
}

fn uuid(id: u128) -> uuid::Uuid {
    uuid::Builder::from_random_bytes(id.to_be_bytes()).into_uuid()
}

fn sent_to(visitor: &Visitor, path: &str, body: &str) -> serde_json::Value {
    let cookie = visitor.cookie.borrow().clone().unwrap_or_default();
    let request = format!(
        "PUT {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        visitor.address,
        body.len()
    );
    let answer = raw(visitor.address, request.as_bytes());
    assert_eq!(answer.status, 201, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

/// Decides about one.
fn decide(checker: &Visitor, visit: &str, fields: &[(&str, &str)]) -> Answer {
    checker.post(&format!("/checks/a-0001/visits/{visit}/decide"), fields)
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
