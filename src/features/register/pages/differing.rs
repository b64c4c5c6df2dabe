//! What changed between two versions, in words a person understands: which thing, which field of it, before and after.

use serde::Serialize;

use crate::domain::code::Code;
use crate::domain::period::PartialDate;
use crate::domain::register::{Change, Terms};
use crate::infra::words::Words;

/// One field that differs.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeLine {
    /// What it is about: the sentence of a promise, the name of a body; absent for the agreement itself.
    pub about: Option<String>,
    /// The field, in words; its path where there are none.
    pub field: String,
    /// As it was.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
}

/// The members of terms whose elements have names people know.
const NAMED: [&str; 4] = ["obligations", "parties", "places", "sources"];

/// Fields whose value is the name of a party, place, document or promise.
const REFERENCES: [&str; 13] = [
    "funders",
    "providers",
    "subcontractors",
    "sources",
    "places",
    "held_by",
    "party",
    "place",
    "document",
    "obligations",
    "other_wording_of",
    "source",
    "agreement",
];

/// Fields whose value is a code word, with the group of its labels.
const CODED: [(&str, &str); 9] = [
    ("agreement.type", "agreement-type"),
    ("payment_basis", "payment-basis"),
    ("obligations.kind", "kind"),
    ("rank", "rank"),
    ("target", "target"),
    ("times.per", "recurrence"),
    ("counted_by", "counted"),
    ("roles", "role"),
    ("split_by", "register-split"),
];

/// A path without the names in brackets, and the names: `obligations[o-01].unit` is `obligations.unit` and `o-01`.
fn parted(path: &str) -> (String, Vec<&str>) {
    let (mut plain, mut names) = (String::new(), Vec::new());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let (name, behind) = after.split_once(']').unwrap_or((after, ""));
        names.push(name);
        rest = behind;
    }
    plain.push_str(rest);
    (plain, names)
}

/// What something is called in terms: the sentence of a promise, the name of a body or place, the title of a document.
fn name_in(terms: &Terms, code: &str) -> Option<String> {
    let code = Code::parse(code).ok()?;
    let places = terms.places.iter().map(|one| (&one.id, &one.name));
    let sources = terms.sources.iter().map(|one| (&one.id, &one.title));
    let parties = terms.parties.iter().map(|one| (&one.id, &one.name));
    let promises = terms.obligations.iter().map(|one| (&one.id, &one.promise));
    let mut all = parties.chain(places).chain(promises).chain(sources);
    all.find(|(id, _)| **id == code)
        .map(|(_, name)| name.clone())
}

/// A value in words.
fn value_of(words: Words, terms: &Terms, plain: &str, value: &str) -> String {
    let last = plain.rsplit('.').next().unwrap_or_default();
    if REFERENCES.contains(&last)
        && let Some(name) = name_in(terms, value)
    {
        return name;
    }
    let group = CODED.iter().find(|(field, _)| {
        plain == *field
            || plain
                .strip_suffix(field)
                .is_some_and(|rest| rest.ends_with('.'))
    });
    let key = group.map(|(_, group)| format!("{group}-{value}"));
    if let Some(key) = key.filter(|key| words.has(key)) {
        return words.get(&key);
    }
    let is_date = ["from", "to", "by", "effective", "date", "dated"].contains(&last);
    match PartialDate::parse(value) {
        Ok(date) if is_date => words.partial_date(date),
        _ => value.to_owned(),
    }
}

/// The label of a field: by its whole path, else by its last parts, else the path as it is.
pub(super) fn label_of(words: Words, plain: &str) -> String {
    let mut rest = plain;
    loop {
        let key = format!("register-path-{}", rest.replace('.', "-"));
        if words.has(&key) {
            return words.get(&key);
        }
        match rest.split_once('.') {
            Some((_, shorter)) => rest = shorter,
            None => return plain.to_owned(),
        }
    }
}

/// Changes in words.
pub fn in_words(
    words: Words,
    changes: Vec<Change>,
    before: &Terms,
    after: &Terms,
) -> Vec<ChangeLine> {
    let line = |change: Change| {
        let (plain, names) = parted(&change.path);
        let (first, rest) = plain.split_once('.').unwrap_or((&plain, ""));
        let is_named = NAMED.contains(&first) && !rest.is_empty();
        let name = names.first().filter(|_| is_named);
        let about = name.map(|name| {
            let known = name_in(after, name).or_else(|| name_in(before, name));
            known.unwrap_or_else(|| (*name).to_owned())
        });
        // The name by which the program knows a thing says nothing to people.
        if rest == "id" || plain.ends_with(".criteria.id") || plain == "obligations.agreement" {
            return None;
        }
        let value = |terms: &Terms, value: Option<String>| {
            value.map(|value| value_of(words, terms, &plain, &value))
        };
        Some(ChangeLine {
            about,
            field: label_of(words, &plain),
            before: value(before, change.before),
            after: value(after, change.after),
        })
    };
    changes.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_parted_from_the_names_in_it() {
        let (plain, names) = parted("obligations[o-01].criteria[agreed].target.at_least");
        assert_eq!(plain, "obligations.criteria.target.at_least");
        assert_eq!(names, ["o-01", "agreed"]);
        assert_eq!(
            parted("agreement.title"),
            ("agreement.title".to_owned(), vec![])
        );
        assert_eq!(parted("a[b").0, "a");
    }
}
