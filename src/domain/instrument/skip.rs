//! Which questions are asked, after what was answered so far.

use std::collections::BTreeSet;

use super::{Instrument, Test};
use crate::domain::code::Code;
use crate::domain::intake::{Answer, AnswerValue};
use crate::domain::number::Exact;

/// The questions that are asked, given these answers. A question whose rule looks at one that is not asked is not
/// asked either; so is one whose rule looks at a question that stands after it.
#[must_use]
pub fn asked<'i>(instrument: &'i Instrument, answers: &[Answer]) -> BTreeSet<&'i Code> {
    let mut asked = BTreeSet::new();
    for question in &instrument.questions {
        let is_asked = question.when.as_ref().is_none_or(|rule| {
            asked.contains(&rule.question)
                && answers
                    .iter()
                    .find(|answer| answer.question == rule.question)
                    .and_then(|answer| answer.value.as_ref())
                    .is_some_and(|value| rule.answer.holds(value))
        });
        if is_asked {
            asked.insert(&question.id);
        }
    }
    asked
}

impl Test {
    /// Whether an answer is so.
    #[must_use]
    pub fn holds(&self, value: &AnswerValue) -> bool {
        match self {
            Self::Is(word) => words_of(value).contains(&word.as_str()),
            Self::AnyOf(any) => words_of(value)
                .iter()
                .any(|word| any.iter().any(|w| w == word)),
            Self::Over(limit) => number_of(value).is_some_and(|number| number > limit.value()),
            Self::Under(limit) => number_of(value).is_some_and(|number| number < limit.value()),
        }
    }
}

fn words_of(value: &AnswerValue) -> Vec<&str> {
    match value {
        AnswerValue::YesNo(said) | AnswerValue::Complaint { made: said, .. } => vec![said.word()],
        AnswerValue::Condition(step) => vec![step.as_str()],
        AnswerValue::Choice(chosen) => chosen.iter().map(Code::as_str).collect(),
        AnswerValue::Place { found: true } => vec!["yes"],
        AnswerValue::Place { found: false } => vec!["no"],
        _ => Vec::new(),
    }
}

fn number_of(value: &AnswerValue) -> Option<Exact> {
    match value {
        AnswerValue::Count(number) | AnswerValue::Measure(number) => Some(number.value()),
        AnswerValue::Satisfaction(step) => Some(Exact::from(u32::from(*step))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Asks, Channel, Decimal, Question, SkipRule, Words, YesOrNo};
    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn question(id: &str, when: Option<(&str, Test)>) -> Question {
        Question {
            id: code(id),
            text: Words::english(id),
            help: None,
            asks: Asks::YesNo {
                kept_by: YesOrNo::Yes,
            },
            promise: None,
            required: false,
            when: when.map(|(question, answer)| SkipRule {
                question: code(question),
                answer,
            }),
            photographs: 0,
            why_not: false,
        }
    }

    fn answer(id: &str, value: AnswerValue) -> Answer {
        Answer {
            question: code(id),
            value: Some(value),
            could_not_check: None,
            reason: None,
            note: None,
            evidence: Vec::new(),
        }
    }

    fn names(instrument: &Instrument, answers: &[Answer]) -> Vec<String> {
        let asked = asked(instrument, answers);
        asked.into_iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_question_is_asked_after_its_answer_and_what_hangs_on_it_falls_with_it() {
        let instrument = Instrument {
            code: code("visit"),
            version: 1,
            channel: Channel::OrdinaryVisit,
            title: Words::english("Visit"),
            opening: None,
            questions: vec![
                question("a", None),
                question("b", Some(("a", Test::Is("no".into())))),
                question(
                    "c",
                    Some(("b", Test::AnyOf(vec!["yes".into(), "no".into()]))),
                ),
                question("d", Some(("e", Test::Is("yes".into())))),
                question("e", None),
            ],
        };
        let no = AnswerValue::YesNo(YesOrNo::No);
        let yes = AnswerValue::YesNo(YesOrNo::Yes);
        assert_eq!(names(&instrument, &[]), ["a", "e"]);
        assert_eq!(
            names(&instrument, &[answer("a", no.clone())]),
            ["a", "b", "e"]
        );
        let all = [answer("a", no), answer("b", yes.clone())];
        assert_eq!(names(&instrument, &all), ["a", "b", "c", "e"]);
        // An answer left over from before the first one was changed opens nothing.
        let stale = [answer("a", yes.clone()), answer("b", yes.clone())];
        assert_eq!(names(&instrument, &stale), ["a", "e"]);
        assert_eq!(names(&instrument, &[answer("e", yes)]), ["a", "e"]);
    }

    #[test]
    fn a_limit_itself_is_neither_over_nor_under() {
        let five = Decimal::whole(5);
        for (text, over, under) in [
            ("4.9", false, true),
            ("5", false, false),
            ("5.1", true, false),
        ] {
            let value = AnswerValue::Measure(Decimal::parse(text).unwrap());
            assert_eq!(Test::Over(five.clone()).holds(&value), over, "{text}");
            assert_eq!(Test::Under(five.clone()).holds(&value), under, "{text}");
        }
        assert!(!Test::Over(five).holds(&AnswerValue::Text("9".into())));
    }
}
