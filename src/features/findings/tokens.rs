//! What a sentence rests on, as a word in forms and addresses: `evidence:v-0001-1`, `seen:o-01:s-0003`, `document:d-0001:4`.

use crate::domain::code::Code;
use crate::domain::finding::Citation;

/// The word of a citation.
#[must_use]
pub fn token(citation: &Citation) -> String {
    match citation {
        Citation::Evidence(id) => format!("evidence:{id}"),
        Citation::Observations {
            promise,
            place: None,
        } => format!("seen:{promise}"),
        Citation::Observations {
            promise,
            place: Some(place),
        } => format!("seen:{promise}:{place}"),
        Citation::Observation { visit, promise } => format!("visit:{visit}:{promise}"),
        Citation::Figure(id) => format!("figure:{id}"),
        Citation::Account(id) => format!("account:{id}"),
        Citation::Document { source, page: None } => format!("document:{source}"),
        Citation::Document {
            source,
            page: Some(page),
        } => format!("document:{source}:{page}"),
        Citation::Money(id) => format!("money:{id}"),
        Citation::Derivation(id) => format!("derivation:{id}"),
        Citation::Working { formula, promise } => format!("working:{promise}:{formula}"),
    }
}

/// The citation of a word.
#[must_use]
pub fn citation(token: &str) -> Option<Citation> {
    let code = |text: &str| Code::parse(text).ok();
    let parts: Vec<&str> = token.trim().split(':').collect();
    Some(match parts.as_slice() {
        ["evidence", id] => Citation::Evidence(code(id)?),
        ["seen", promise] => Citation::Observations {
            promise: code(promise)?,
            place: None,
        },
        ["seen", promise, place] => Citation::Observations {
            promise: code(promise)?,
            place: Some(code(place)?),
        },
        ["visit", visit, promise] => Citation::Observation {
            visit: code(visit)?,
            promise: code(promise)?,
        },
        ["figure", id] => Citation::Figure(code(id)?),
        ["account", id] => Citation::Account(code(id)?),
        ["document", source] => Citation::Document {
            source: code(source)?,
            page: None,
        },
        ["document", source, page] => Citation::Document {
            source: code(source)?,
            page: Some(page.parse().ok().filter(|page| *page > 0)?),
        },
        ["money", id] => Citation::Money(code(id)?),
        ["derivation", id] => Citation::Derivation(code(id)?),
        ["working", promise, formula] if !formula.is_empty() => Citation::Working {
            formula: (*formula).to_owned(),
            promise: code(promise)?,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_citation_is_read_from_its_word() {
        for word in [
            "evidence:v-0001-1",
            "seen:o-01",
            "seen:o-01:s-0003",
            "visit:v-0001:o-01",
            "figure:c-001",
            "account:u-900-1",
            "document:d-0001",
            "document:d-0001:4",
            "money:m-01",
            "derivation:factor",
            "working:o-01:delivery.shortfall",
        ] {
            assert_eq!(token(&citation(word).unwrap()), word);
        }
        for wrong in [
            "",
            "evidence",
            "evidence:",
            "seen:O 1",
            "document:d-1:0",
            "figure:a:b:c",
            "other:x",
        ] {
            assert_eq!(citation(wrong), None, "{wrong}");
        }
    }
}
