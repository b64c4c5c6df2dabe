//! Planning an audit as people do it: over real HTTP, on both databases.

mod designs;
mod draw;
mod forms;
mod groups;
mod journeys;
mod letters;
mod looks;
mod pages;
mod people;
mod rules;
mod second;
mod trends;

use std::path::Path;

use chrono::TimeDelta;
use groundtruth::db::log::events_of;

use crate::portal::browser::Answer;
use crate::support::house::{House, PASSWORD, Visitor};
use crate::support::station::Station;

/// A house on each engine that this machine has.
async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}

/// Every byte of every file below a folder holds none of these texts.
pub fn nowhere(folder: &Path, planted: &[&str]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nowhere(&path, planted);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for text in planted {
            let found = bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes());
            assert!(!found, "{text} in {}", path.display());
        }
    }
}

/// A page as it reads, without the escapes.
fn plain(answer: &Answer) -> String {
    let text = answer.text();
    let escapes = [
        ("&#x2f;", "/"),
        ("&#x27;", "'"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    escapes
        .iter()
        .fold(text, |text, (escape, sign)| text.replace(escape, sign))
}

/// Reads a page that must be there.
fn read(visitor: &Visitor, path: &str) -> String {
    let answer = visitor.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", plain(&answer));
    plain(&answer)
}

/// Sends a form that must do, and gives where it leads.
fn sent(visitor: &Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = visitor.post(path, fields);
    assert_eq!(answer.status, 303, "{path}: {}", plain(&answer));
    answer.header("location").to_owned()
}

/// Sends a form that must not do, and gives the page that says why.
fn refused(visitor: &Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = visitor.post(path, fields);
    assert_eq!(answer.status, 422, "{path}: {}", plain(&answer));
    plain(&answer)
}

/// An agreement with one promise and no places, and its check.
fn begun(lead: &Visitor) {
    let agreement = [
        ("title", "Toilets in Mshengu"),
        ("kind", "contract"),
        ("funders", "City of Cape Town"),
        ("providers", "Mshengu Services"),
    ];
    sent(lead, "/register/new", &agreement);
    let promise = [
        ("promise", "Every toilet can be used."),
        ("step", "fields"),
        ("kind", "condition"),
        ("unit", "toilets"),
        ("target", "every"),
    ];
    sent(lead, "/register/A-0001/promises/new", &promise);
    sent(lead, "/register/A-0001/check", &[]);
}

/// The twelve sites of the published vector, one to a line.
fn twelve() -> String {
    let sites = (1..=12).map(|at| format!("site-{at:02}\n"));
    sites.collect()
}

/// A check with the twelve sites.
fn listed(lead: &Visitor) {
    begun(lead);
    sent(
        lead,
        "/checks/a-0001/sample/places",
        &[("lines", &twelve())],
    );
}

/// What happened in the log, by its kinds, with the whole event as text.
async fn happened(house: &House) -> Vec<(String, String)> {
    let (app, scope) = (&house.station.app, house.station.scope);
    let lines = events_of(app.db.reads(), scope, 0, 1_000).await.unwrap();
    let events = lines.into_iter().filter_map(|line| line.event);
    let told = events.map(|event| {
        let value = serde_json::to_value(&event).unwrap();
        (
            value["type"].as_str().unwrap().to_owned(),
            value.to_string(),
        )
    });
    told.collect()
}

/// Time passes, longer than a session lasts, and somebody signs in again.
async fn later(house: &House, visitor: &Visitor, name: &str, by: TimeDelta) {
    house.advance(by);
    *visitor.cookie.borrow_mut() = None;
    visitor.signs_in(name, PASSWORD);
    let digits = house.digits(name).await;
    let signed = visitor.post("/sign-in/code", &[("code", &digits)]);
    assert_eq!(signed.status, 303, "{}", plain(&signed));
}

/// Records a visit by the quick form.
fn visited(lead: &Visitor, place: &str, day: &str, seen: &str) {
    let visit = [
        ("place", place),
        ("date", day),
        ("observers", "W-01"),
        ("seen-o-01", seen),
    ];
    sent(lead, "/checks/a-0001/visits", &visit);
}
