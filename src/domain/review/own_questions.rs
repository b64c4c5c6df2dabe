//! Questions of the audit's own, which speak to no promise: how often each answer was given. Words are counted and never
//! repeated, because they may name people.

use std::collections::BTreeMap;

use crate::domain::code::Code;
use crate::domain::instrument::{Asks, Decimal, Question, Words, YesOrNo};
use crate::domain::intake::{Answer, AnswerValue};
use crate::domain::number::Exact;

/// More different numbers than this are told as one line with the least and the most.
const MOST_NUMBERS: usize = 12;

/// What an answer is called.
#[derive(Clone, Debug, PartialEq)]
pub enum Named {
    /// As the question calls it.
    Said(Words),
    /// Yes, or no.
    YesNo(YesOrNo),
    /// A step of satisfaction, of so many.
    Step(u8, u8),
    /// A number or a time, with its unit.
    Value(String, Option<String>),
    /// A number from the first to the second, with their unit.
    Range(String, String, Option<String>),
    /// Something was complained about.
    Complained,
    /// The complaint was answered.
    ComplaintAnswered,
    /// Words, which stay where they are.
    Words,
    /// An answer that has parts of its own.
    Parts,
    /// An answer that the question no longer offers.
    Former(Code),
}

/// How a question was answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// How many answered.
    pub answered: u64,
    /// How often it could not be checked.
    pub not_checked: u64,
    /// Whether one answer may count for several lines.
    pub several: bool,
    /// Each answer with its name in the audit, and how often it was given.
    pub lines: Vec<(Code, Named, u64)>,
}

/// Counts what was answered to a question: every answer once. Of a photograph there is nothing to count.
#[must_use]
pub fn counted<'a>(
    question: &Question,
    answers: impl IntoIterator<Item = &'a Answer>,
) -> Option<Counted> {
    let mut values = Vec::new();
    let mut found = Counted::default();
    for answer in answers {
        match (&answer.value, answer.could_not_check) {
            (Some(AnswerValue::Photograph), _) | (None, None) => {}
            (Some(value), _) => values.push(value),
            (None, Some(_)) => found.not_checked += 1,
        }
    }
    found.answered = values.len() as u64;
    let many = |fits: &dyn Fn(&AnswerValue) -> bool| {
        values.iter().filter(|value| fits(value)).count() as u64
    };
    let line = |id: &str, name: Named, n: u64| Code::parse(id).ok().map(|id| (id, name, n));
    found.lines = match &question.asks {
        Asks::Photograph => return None,
        Asks::YesNo { .. } => [YesOrNo::Yes, YesOrNo::No]
            .into_iter()
            .filter_map(|said| {
                let n = many(&|value| *value == AnswerValue::YesNo(said));
                line(said.word(), Named::YesNo(said), n)
            })
            .collect(),
        Asks::Condition { scale } => {
            let known = scale.iter().map(|step| (&step.id, &step.label));
            chosen(known.collect(), &values)
        }
        Asks::Choice { options, several } => {
            found.several = *several;
            let known = options.iter().map(|option| (&option.id, &option.label));
            chosen(known.collect(), &values)
        }
        Asks::Satisfaction { steps } => (1..=*steps)
            .filter_map(|step| {
                let n = many(&|value| *value == AnswerValue::Satisfaction(step));
                line(&format!("step-{step}"), Named::Step(step, *steps), n)
            })
            .collect(),
        Asks::Complaint => {
            found.several = true;
            let made = many(&|value| {
                matches!(
                    value,
                    AnswerValue::Complaint {
                        made: YesOrNo::Yes,
                        ..
                    }
                )
            });
            let answered = many(&|value| {
                matches!(
                    value,
                    AnswerValue::Complaint {
                        made: YesOrNo::Yes,
                        answered: Some(YesOrNo::Yes),
                        ..
                    }
                )
            });
            let lines = [
                line("made", Named::Complained, made),
                line("answered", Named::ComplaintAnswered, answered),
            ];
            lines.into_iter().flatten().collect()
        }
        Asks::Count { unit, .. } | Asks::Measure { unit, .. } => numbers(unit, &values),
        Asks::Time { .. } => times(&values),
        Asks::Text { .. } => line("words", Named::Words, found.answered)
            .into_iter()
            .collect(),
        Asks::Place => {
            let there = many(&|value| *value == AnswerValue::Place { found: true });
            let gone = found.answered - there;
            let lines = [
                line("yes", Named::YesNo(YesOrNo::Yes), there),
                line("no", Named::YesNo(YesOrNo::No), gone),
            ];
            lines.into_iter().flatten().collect()
        }
        Asks::Staff { .. } | Asks::Sharing { .. } | Asks::TimeUse { .. } | Asks::Recount { .. } => {
            line("parts", Named::Parts, found.answered)
                .into_iter()
                .collect()
        }
    };
    // What a former version offered and this one does not: the lines are still all answers.
    let counted: u64 = found.lines.iter().map(|(_, _, n)| n).sum();
    if !found.several && counted != found.answered {
        let rest = found.answered.saturating_sub(counted);
        let former = Code::parse("former").ok()?;
        found
            .lines
            .push((former.clone(), Named::Former(former), rest));
    }
    Some(found)
}

fn chosen(known: Vec<(&Code, &Words)>, values: &[&AnswerValue]) -> Vec<(Code, Named, u64)> {
    let mut given: BTreeMap<&Code, u64> = BTreeMap::new();
    for value in values {
        match value {
            AnswerValue::Condition(step) => *given.entry(step).or_default() += 1,
            AnswerValue::Choice(options) => {
                let once: std::collections::BTreeSet<&Code> = options.iter().collect();
                for option in once {
                    *given.entry(option).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    let mut lines: Vec<(Code, Named, u64)> = known
        .into_iter()
        .map(|(id, label)| {
            let n = given.remove(id).unwrap_or_default();
            (id.clone(), Named::Said(label.clone()), n)
        })
        .collect();
    let former = given.into_iter();
    lines.extend(former.map(|(id, n)| (id.clone(), Named::Former(id.clone()), n)));
    lines
}

fn numbers(unit: &str, values: &[&AnswerValue]) -> Vec<(Code, Named, u64)> {
    let mut given: BTreeMap<Exact, (String, u64)> = BTreeMap::new();
    for value in values {
        if let AnswerValue::Count(number) | AnswerValue::Measure(number) = value {
            let text = |number: &Decimal| number.to_string();
            let known = given
                .entry(number.value())
                .or_insert_with(|| (text(number), 0));
            known.1 += 1;
        }
    }
    distinct(given.into_values().collect(), Some(unit.to_owned()))
}

fn times(values: &[&AnswerValue]) -> Vec<(Code, Named, u64)> {
    let mut given: BTreeMap<String, u64> = BTreeMap::new();
    for value in values {
        if let AnswerValue::Time(time) = value {
            *given.entry(time.to_string()).or_default() += 1;
        }
    }
    distinct(given.into_iter().collect(), None)
}

/// Each value with how often it was given; where they are many, one line for all.
fn distinct(given: Vec<(String, u64)>, unit: Option<String>) -> Vec<(Code, Named, u64)> {
    if given.len() > MOST_NUMBERS {
        let all = given.iter().map(|(_, n)| n).sum();
        let ends = given.first().zip(given.last());
        let line = ends.and_then(|(low, high)| {
            let name = Named::Range(low.0.clone(), high.0.clone(), unit);
            Some((Code::parse("all").ok()?, name, all))
        });
        return line.into_iter().collect();
    }
    let lines = (1..).zip(given).filter_map(|(nth, (text, n))| {
        let id = Code::parse(&format!("value-{nth}")).ok()?;
        Some((id, Named::Value(text, unit.clone()), n))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(asks: serde_json::Value) -> Question {
        let text = serde_json::json!({ "own": { "en": "How was it?" } });
        serde_json::from_value(serde_json::json!({ "id": "q", "text": text, "asks": asks }))
            .unwrap()
    }

    fn answers(values: &[serde_json::Value]) -> Vec<Answer> {
        let one = |value: &serde_json::Value| {
            let answer = match value {
                serde_json::Value::Null => {
                    serde_json::json!({ "question": "q", "could_not_check": "no_time" })
                }
                value => serde_json::json!({ "question": "q", "value": value }),
            };
            serde_json::from_value(answer).unwrap()
        };
        values.iter().map(one).collect()
    }

    fn lines(
        asks: serde_json::Value,
        values: &[serde_json::Value],
    ) -> (Counted, Vec<(String, u64)>) {
        let all = answers(values);
        let found = counted(&question(asks), &all).unwrap();
        let lines = found.lines.iter();
        let lines = lines.map(|(id, _, n)| (id.to_string(), *n)).collect();
        (found, lines)
    }

    #[test]
    fn every_step_stands_there_and_what_could_not_be_checked_beside_it() {
        let step = |n: u8| serde_json::json!({ "satisfaction": n });
        let (found, lines) = lines(
            serde_json::json!({ "satisfaction": { "steps": 3 } }),
            &[step(1), step(3), step(3), serde_json::Value::Null],
        );
        assert_eq!((found.answered, found.not_checked), (3, 1));
        let expected = [("step-1", 1), ("step-2", 0), ("step-3", 2)];
        assert_eq!(lines, expected.map(|(id, n)| (id.to_owned(), n)));
    }

    #[test]
    fn words_are_counted_and_are_nowhere_in_what_comes_out() {
        let told = serde_json::json!({ "text": "Nurse Thandi was rude" });
        let (found, _) = lines(serde_json::json!({ "text": {} }), &[told]);
        assert_eq!(found.answered, 1);
        assert!(!format!("{found:?}").contains("Thandi"));
    }

    #[test]
    fn of_a_list_of_several_each_option_counts_once_an_answer() {
        let options = serde_json::json!([
            { "id": "heat", "label": { "own": { "en": "Heat" } } },
            { "id": "queue", "label": { "own": { "en": "Queue" } } }]);
        let asks = serde_json::json!({ "choice": { "options": options, "several": true } });
        let chose = |ids: &[&str]| serde_json::json!({ "choice": ids });
        let (found, lines) = lines(
            asks,
            &[
                chose(&["heat", "queue"]),
                chose(&["heat", "heat"]),
                chose(&["gone"]),
            ],
        );
        assert!(found.several);
        let expected = [("heat", 2), ("queue", 1), ("gone", 1)];
        assert_eq!(lines, expected.map(|(id, n)| (id.to_owned(), n)));
    }

    #[test]
    fn few_numbers_are_told_one_by_one_and_many_by_their_ends() {
        let asks = || serde_json::json!({ "count": { "unit": "people" } });
        let count = |n: u32| serde_json::json!({ "count": n.to_string() });
        let (_, few) = lines(asks(), &[count(10), count(9), count(10)]);
        let expected = [(1, 1), (2, 2)];
        assert_eq!(few, expected.map(|(nth, n)| (format!("value-{nth}"), n)));
        let values: Vec<_> = (1..=13).map(count).collect();
        let (found, many) = lines(asks(), &values);
        assert_eq!(many, [("all".to_owned(), 13)]);
        let name = &found.lines[0].1;
        let ends = ("1".to_owned(), "13".to_owned());
        assert_eq!(
            *name,
            Named::Range(ends.0, ends.1, Some("people".to_owned()))
        );
    }
}
