//! Reports written by hand, for tests and examples.

mod all_kept;
mod everything;
pub mod extremes;
mod mshengu;
pub mod pictures;

pub use all_kept::all_kept;
pub use everything::everything;
pub use mshengu::mshengu;
pub use pictures::{photographed, photographs};

use groundtruth_reports::model::{
    Coded, Figure, Labels, Refusal, Report, SourceRef, Stamp, TextDirection,
};
use std::collections::BTreeMap;

/// The English words, as a catalogue would give them.
pub fn labels() -> Labels {
    let words: BTreeMap<String, String> =
        serde_json::from_str(include_str!("../labels.en.json")).expect("the label file is JSON");
    Labels::new(words)
}

/// A report with a title and nothing else.
pub fn empty() -> Report {
    Report {
        number: "R-2026-0003".into(),
        version: "1".into(),
        title: "A service nobody has looked at yet".into(),
        organisation: "Northgate Residents".into(),
        labels: labels(),
        ..Report::default()
    }
}

/// The same report for a language that is written from right to left.
pub fn from_right_to_left() -> Report {
    Report {
        direction: TextDirection::Rtl,
        language: "ar".into(),
        ..everything()
    }
}

fn stamp(code: &str, text: &str) -> Stamp {
    Stamp {
        code: code.into(),
        text: text.into(),
    }
}

fn auditor() -> Option<Coded> {
    Some(Coded::new("auditor", "auditor"))
}

fn official() -> Option<Coded> {
    Some(Coded::new("official", "official"))
}

fn provider() -> Option<Coded> {
    Some(Coded::new("provider", "provider"))
}

fn funder() -> Option<Coded> {
    Some(Coded::new("funder", "funder"))
}

fn from(id: &str) -> Vec<SourceRef> {
    vec![SourceRef::to(id)]
}

fn count(text: &str, unit: &str, who: Option<Coded>) -> Figure {
    let exact: String = text.chars().filter(char::is_ascii_digit).collect();
    Figure {
        text: text.into(),
        exact: (!exact.is_empty()).then_some(exact),
        unit: (!unit.is_empty()).then(|| unit.into()),
        who_counted: who,
        ..Figure::default()
    }
}

fn words(text: &str, who: Option<Coded>) -> Figure {
    Figure {
        text: text.into(),
        who_counted: who,
        ..Figure::default()
    }
}

fn refusal(code: &str, sentence: &str, lifted_by: &str) -> Refusal {
    Refusal {
        code: code.into(),
        sentence: sentence.into(),
        lifted_by: (!lifted_by.is_empty()).then(|| lifted_by.into()),
        about: None,
    }
}
