//! The register as people meet it: over real HTTP, on both databases, as every role, in a real browser.

mod apart;
mod entering;
mod journeys;
mod kits;
mod looks;
mod pages;

use crate::portal::browser::Answer;
use crate::support::house::{House, Visitor};

/// What a page says, without the tags, with single spaces.
fn plain(answer: &Answer) -> String {
    let text = answer.text();
    let mut said = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        said.push_str(before);
        said.push(' ');
        rest = after.split_once('>').map_or("", |(_, behind)| behind);
    }
    said.push_str(rest);
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sends a form that must do, and gives where it leads.
fn sent(visitor: &Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = visitor.post(path, fields);
    assert_eq!(answer.status, 303, "{path}: {}", plain(&answer));
    answer.header("location").to_owned()
}

/// Reads a page that must be there.
fn read(visitor: &Visitor, path: &str) -> String {
    let answer = visitor.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", plain(&answer));
    plain(&answer)
}

/// An audit lead at work.
async fn lead(house: &House) -> Visitor {
    house.administrator("amina").await
}
