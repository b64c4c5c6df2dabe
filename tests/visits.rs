//! Visits: what is asked, and what comes in by forms, on paper and from other programs, on both databases.

use std::io::Write as _;

use crate::portal::browser::Answer;
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

mod browser;
mod folder;
mod intake;
mod joined;
mod killed;
mod kinds;
mod paper;
mod quick;
mod recount;
mod roster;
mod web;

/// A house on each engine that this machine has.
async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}

/// A page as it reads, without the escapes.
fn plain(page: &str) -> String {
    page.replace("&#x2f;", "/").replace("&#x27;", "'")
}

fn text(answer: &Answer) -> String {
    plain(&answer.text())
}

/// An audit of three places with these promises, each with its kind, unit and least amount.
pub fn begun(lead: &Visitor, promises: &[(&str, &str, &str, &str)]) {
    let agreement = [
        ("title", "Taps in Ward 5"),
        ("kind", "contract"),
        ("places", "Tap one\nTap two\nTap three"),
    ];
    assert_eq!(lead.post("/register/new", &agreement).status, 303);
    for (promise, kind, unit, amount) in promises {
        let fields = [
            ("promise", *promise),
            ("step", "fields"),
            ("kind", *kind),
            ("unit", *unit),
            (
                "target",
                if amount.is_empty() {
                    "every"
                } else {
                    "at_least"
                },
            ),
            ("amount", *amount),
            ("each_place", "yes"),
        ];
        let added = lead.post("/register/A-0001/promises/new", &fields);
        assert_eq!(added.status, 303, "{}", added.text());
    }
    assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
    let made = lead.post("/checks/a-0001/instruments", &[]);
    assert_eq!(made.status, 303, "{}", text(&made));
}

pub const TAPS: (&str, &str, &str, &str) =
    ("Ten taps work at each place.", "quantity", "taps", "10");

/// An observation of the first question of the audit that [`begun`] made.
pub fn observation(place: &str, taps: u32) -> String {
    format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"{place}","channel":"ordinary_visit",
        "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"{taps}"}}}}]}}"#
    )
}

/// Sends something that is no text; the answer to its end.
pub fn sent(visitor: &Visitor, method: &str, path: &str, (kind, body): (&str, &[u8])) -> Answer {
    crate::portal::browser::raw(
        visitor.address,
        &request(visitor, method, path, (kind, body)),
    )
}

/// The bytes of a request.
fn request(visitor: &Visitor, method: &str, path: &str, (kind, body): (&str, &[u8])) -> Vec<u8> {
    let cookie = visitor.cookie.borrow().clone().unwrap_or_default();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        visitor.address,
        body.len()
    )
    .into_bytes();
    request.write_all(body).unwrap();
    request
}

/// The bytes of a file that was sent piece by piece.
pub fn whole(answer: &Answer) -> Vec<u8> {
    let mut left = answer.body.as_slice();
    if answer.header("transfer-encoding") != "chunked" {
        return left.to_vec();
    }
    let mut bytes = Vec::new();
    while let Some(end) = left.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&left[..end]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        bytes.extend_from_slice(&left[end + 2..end + 2 + length]);
        left = &left[end + 4 + length..];
    }
    bytes
}

/// Sends files from a form, each under the name of its field.
pub fn uploaded(visitor: &Visitor, path: &str, files: &[(&str, &str, &[u8])]) -> Answer {
    const MARK: &str = "a-mark-between-parts";
    let mut body = Vec::new();
    for (field, name, bytes) in files {
        let head = format!(
            "--{MARK}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{MARK}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={MARK}");
    sent(visitor, "POST", path, (&kind, &body))
}
