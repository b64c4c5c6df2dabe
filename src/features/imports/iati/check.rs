//! What the schema asks of results, checked to warn: how often an element may stand, and what its attributes are.

use super::element::Element;
use crate::domain::exchange::Note;
use crate::domain::period::PartialDate;
use crate::features::imports::refusal::note;

/// An element, and how often each child stands in it: name, least, most (0 for any number).
type Rule = (&'static str, &'static [(&'static str, usize, usize)]);

const CHILDREN: [Rule; 10] = [
    (
        "result",
        &[("title", 1, 1), ("description", 0, 1), ("indicator", 1, 0)],
    ),
    ("indicator", &[("title", 1, 1), ("description", 0, 1)]),
    ("period", &[("period-start", 1, 1), ("period-end", 1, 1)]),
    ("baseline", &[("comment", 0, 1)]),
    ("target", &[("comment", 0, 1)]),
    ("actual", &[("comment", 0, 1)]),
    ("title", &[("narrative", 1, 0)]),
    ("description", &[("narrative", 1, 0)]),
    ("comment", &[("narrative", 1, 0)]),
    ("reference", &[]),
];

/// An element, its attribute, whether it must be there, and what it must be.
const ATTRIBUTES: [(&str, &str, bool, Wanted); 11] = [
    ("result", "type", true, Wanted::Anything),
    ("result", "aggregation-status", false, Wanted::Truth),
    ("indicator", "measure", true, Wanted::Anything),
    ("indicator", "ascending", false, Wanted::Truth),
    ("indicator", "aggregation-status", false, Wanted::Truth),
    ("period-start", "iso-date", true, Wanted::Day),
    ("period-end", "iso-date", true, Wanted::Day),
    ("baseline", "year", true, Wanted::Year),
    ("baseline", "iso-date", false, Wanted::Day),
    ("reference", "vocabulary", true, Wanted::Anything),
    ("reference", "code", true, Wanted::Anything),
];

#[derive(Clone, Copy)]
enum Wanted {
    Anything,
    Truth,
    Day,
    Year,
}

impl Wanted {
    fn is(self, text: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Truth => matches!(text, "0" | "1" | "true" | "false"),
            Self::Day => {
                let day = text.get(..10).unwrap_or(text);
                PartialDate::parse(day).is_ok_and(|date| date.is_a_day())
            }
            Self::Year => text.parse::<u32>().is_ok_and(|year| year > 0),
        }
    }
}

/// Checks a result and all that it holds.
pub(super) fn check(element: Element<'_>, notes: &mut Vec<Note>) {
    let name = element.name();
    if let Some((_, children)) = CHILDREN.iter().find(|(of, _)| *of == name) {
        for (child, least, most) in *children {
            let count = element.all(child).count();
            let is_old = *child == "narrative" && element.text().is_some();
            if count < *least && !is_old {
                notes.push(note(
                    "element-missing",
                    &element.path(),
                    &[("element", child)],
                ));
            } else if *most > 0 && count > *most {
                notes.push(note(
                    "element-twice",
                    &element.path(),
                    &[("element", child)],
                ));
            }
        }
    }
    for (of, attribute, is_needed, wanted) in ATTRIBUTES {
        if of != name {
            continue;
        }
        match element.attribute(attribute) {
            None if is_needed => {
                notes.push(note(
                    "attribute-missing",
                    &element.path(),
                    &[("attribute", attribute)],
                ));
            }
            Some(text) if !wanted.is(text.trim()) => {
                let at = format!("{}/@{attribute}", element.path());
                notes.push(note(
                    "attribute-wrong",
                    &at,
                    &[("attribute", attribute), ("text", text)],
                ));
            }
            _ => {}
        }
    }
    for child in element.children() {
        check(child, notes);
    }
}
