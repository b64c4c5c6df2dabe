//! The question that a kit has for a promise. A promise that came of a kit is known by its sentence, its kind and its
//! unit; one that was worded anew since is not.

use std::collections::BTreeMap;

use super::{Kit, KitPromise, QuestionKind, Said};
use crate::domain::obligation::Obligation;

/// What a kit asks about a promise, with the blanks filled in as the promise has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub prompt: Said,
    /// How to find out.
    pub help: Option<Said>,
    /// The unit of the answer.
    pub unit: Option<Said>,
}

/// The question of the first kit that makes this promise and asks about it.
#[must_use]
pub fn asking_of(kits: &[Kit], promise: &Obligation) -> Option<Asking> {
    kits.iter().find_map(|kit| kit.asking(promise))
}

impl Kit {
    fn asking(&self, promise: &Obligation) -> Option<Asking> {
        let (ours, values) = self.promises.iter().find_map(|ours| {
            let values = values_of(ours, promise)?;
            Some((ours, values))
        })?;
        let question = self.checklist.iter().find(|q| q.promise == ours.id)?;
        let prompt = question.prompt.with(&values);
        // What cannot be filled in is not asked with a hole in it.
        let whole = prompt
            .every()
            .all(|(_, text)| super::said::places(text).is_empty());
        whole.then(|| Asking {
            kind: question.kind,
            prompt,
            help: question.help.as_ref().map(|help| help.with(&values)),
            unit: question.unit.clone(),
        })
    }
}

/// What the blanks were filled with, where the promise is this one of the kit.
fn values_of(ours: &KitPromise, promise: &Obligation) -> Option<BTreeMap<String, String>> {
    if ours.kind != promise.kind || ours.unit != promise.unit {
        return None;
    }
    let mut every = ours.text.every();
    every.find_map(|(_, text)| read_back(text, promise.promise.trim()))
}

/// What stands in the places of a sentence; nothing where it is another sentence.
fn read_back(pattern: &str, sentence: &str) -> Option<BTreeMap<String, String>> {
    let mut values = BTreeMap::new();
    let (first, mut pattern) = match pattern.split_once('{') {
        None => return (pattern == sentence).then_some(values),
        Some(parts) => parts,
    };
    let mut rest = sentence.strip_prefix(first)?;
    loop {
        let (name, after) = pattern.split_once('}')?;
        let (literal, next) = match after.split_once('{') {
            Some((literal, next)) => (literal, Some(next)),
            None => (after, None),
        };
        let value = match next {
            None => rest.strip_suffix(literal)?,
            // Two blanks without a word between them cannot be told apart.
            Some(_) if literal.is_empty() => return None,
            Some(_) => rest.split_once(literal)?.0,
        };
        let known = values.insert(name.to_owned(), value.to_owned());
        if value.is_empty() || known.is_some_and(|known| known != value) {
            return None;
        }
        let Some(next) = next else {
            return Some(values);
        };
        rest = &rest[value.len() + literal.len()..];
        pattern = next;
    }
}

#[cfg(test)]
mod tests {
    use super::read_back;

    fn told(pattern: &str, sentence: &str) -> Option<Vec<(String, String)>> {
        read_back(pattern, sentence).map(|values| values.into_iter().collect())
    }

    #[test]
    fn what_was_filled_in_is_read_back_and_another_sentence_is_not() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let hours = "Water flows {hours} hours a day.";
        assert_eq!(
            told(hours, "Water flows 12 hours a day."),
            Some(vec![pair("hours", "12")])
        );
        assert_eq!(told(hours, "Water flows  hours a day."), None);
        assert_eq!(told(hours, "Water flows 12 hours a week."), None);
        assert_eq!(told("The light works.", "The light works."), Some(vec![]));
        assert_eq!(told("The light works.", "The light works"), None);
        assert_eq!(
            told("{a} of {b} and {a}", "2 of 3 and 2"),
            Some(vec![pair("a", "2"), pair("b", "3")])
        );
        assert_eq!(told("{a} of {b} and {a}", "2 of 3 and 4"), None);
        assert_eq!(told("{a}{b}", "23"), None);
        assert_eq!(told("{a", "{a"), None);
    }
}
