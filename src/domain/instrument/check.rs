//! Whether an instrument can be used: its names, its rules, its limits. Not whether its questions are good ones.

use std::collections::BTreeSet;

use super::{Asks, Instrument, Question, Test};
use crate::domain::code::Code;

/// More questions than this are a mistake.
const MOST_QUESTIONS: usize = 200;
/// More photographs to a question than this are a mistake.
const MOST_PHOTOGRAPHS: u32 = 20;
/// Decimals that are stored.
const MOST_DECIMALS: u8 = 4;

/// What is wrong with an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstrumentProblem {
    /// The question; none where it is the instrument as a whole.
    pub question: Option<Code>,
    /// What is wrong.
    pub fault: InstrumentFault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstrumentFault {
    /// It asks nothing.
    NoQuestions,
    /// It asks more than anybody answers.
    TooManyQuestions,
    /// It is used with a script and has none.
    NoScript,
    /// Two questions have this name.
    TwiceTheName,
    /// The question says nothing.
    NoText,
    /// The least is more than the most.
    LimitsCross,
    /// More decimals than are kept.
    TooManyDecimals,
    /// There is nothing to choose from.
    NothingToChoose,
    /// Two of its choices have this name.
    TwiceTheChoice(Code),
    /// A scale of satisfaction has 2 to 10 steps.
    WrongScale,
    /// More photographs than anybody takes, or none where the photograph is the answer.
    WrongPhotographs,
    /// Its rule looks at a question that is not there.
    RuleUnknown(Code),
    /// Its rule looks at itself, or round in a circle.
    RuleInACircle,
    /// Its rule looks at a question that stands after it.
    RuleLooksAhead(Code),
    /// Its rule looks for an answer that cannot be given.
    RuleCannotHold,
}

impl InstrumentFault {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoQuestions => "instrument-no-questions",
            Self::TooManyQuestions => "instrument-too-many-questions",
            Self::NoScript => "instrument-no-script",
            Self::TwiceTheName => "instrument-twice-the-name",
            Self::NoText => "instrument-no-text",
            Self::LimitsCross => "instrument-limits-cross",
            Self::TooManyDecimals => "instrument-too-many-decimals",
            Self::NothingToChoose => "instrument-nothing-to-choose",
            Self::TwiceTheChoice(_) => "instrument-twice-the-choice",
            Self::WrongScale => "instrument-wrong-scale",
            Self::WrongPhotographs => "instrument-wrong-photographs",
            Self::RuleUnknown(_) => "instrument-rule-unknown",
            Self::RuleInACircle => "instrument-rule-circle",
            Self::RuleLooksAhead(_) => "instrument-rule-ahead",
            Self::RuleCannotHold => "instrument-rule-cannot-hold",
        }
    }
}

/// Everything that is wrong with an instrument; nothing where it can be used.
#[must_use]
pub fn check(instrument: &Instrument) -> Vec<InstrumentProblem> {
    let mut problems = Vec::new();
    let mut whole = |fault| {
        problems.push(InstrumentProblem {
            question: None,
            fault,
        });
    };
    if instrument.questions.is_empty() {
        whole(InstrumentFault::NoQuestions);
    }
    if instrument.questions.len() > MOST_QUESTIONS {
        whole(InstrumentFault::TooManyQuestions);
    }
    let says_nothing = |words: &super::Words| words.is_empty();
    if instrument.channel.has_a_script() && instrument.opening.as_ref().is_none_or(says_nothing) {
        whole(InstrumentFault::NoScript);
    }
    let mut before = BTreeSet::new();
    for question in &instrument.questions {
        let mut found = of_question(question);
        if !before.insert(&question.id) {
            found.push(InstrumentFault::TwiceTheName);
        }
        found.extend(of_rule(instrument, question, &before));
        problems.extend(found.into_iter().map(|fault| InstrumentProblem {
            question: Some(question.id.clone()),
            fault,
        }));
    }
    problems
}

fn of_question(question: &Question) -> Vec<InstrumentFault> {
    let mut faults = Vec::new();
    if question.text.is_empty() {
        faults.push(InstrumentFault::NoText);
    }
    let wants_none = question.asks == Asks::Photograph && question.photographs == 0;
    if wants_none || question.photographs > MOST_PHOTOGRAPHS {
        faults.push(InstrumentFault::WrongPhotographs);
    }
    match &question.asks {
        Asks::Count { min, max, .. } | Asks::Measure { min, max, .. } => {
            if let (Some(min), Some(max)) = (min, max)
                && min.value() > max.value()
            {
                faults.push(InstrumentFault::LimitsCross);
            }
        }
        Asks::Time {
            not_before: Some(first),
            not_after: Some(last),
        } if first > last => faults.push(InstrumentFault::LimitsCross),
        Asks::Satisfaction { steps } if !(2..=10).contains(steps) => {
            faults.push(InstrumentFault::WrongScale);
        }
        _ => {}
    }
    if matches!(&question.asks, Asks::Measure { decimals, .. } if *decimals > MOST_DECIMALS) {
        faults.push(InstrumentFault::TooManyDecimals);
    }
    if let Some(choices) = choices_of(&question.asks) {
        if choices.is_empty() {
            faults.push(InstrumentFault::NothingToChoose);
        }
        let mut names = BTreeSet::new();
        let twice = choices.into_iter().filter(|name| !names.insert(*name));
        faults.extend(twice.map(|name| InstrumentFault::TwiceTheChoice(name.clone())));
    }
    faults
}

fn choices_of(asks: &Asks) -> Option<Vec<&Code>> {
    match asks {
        Asks::Condition { scale } => Some(scale.iter().map(|step| &step.id).collect()),
        Asks::Choice { options, .. } => Some(options.iter().map(|option| &option.id).collect()),
        Asks::Staff { roster } => Some(roster.iter().map(|role| &role.id).collect()),
        Asks::TimeUse { activities } => Some(activities.iter().map(|a| &a.id).collect()),
        _ => None,
    }
}

fn of_rule(
    instrument: &Instrument,
    question: &Question,
    before: &BTreeSet<&Code>,
) -> Option<InstrumentFault> {
    let rule = question.when.as_ref()?;
    let Some(other) = instrument.question(&rule.question) else {
        return Some(InstrumentFault::RuleUnknown(rule.question.clone()));
    };
    if is_in_a_circle(instrument, question) {
        return Some(InstrumentFault::RuleInACircle);
    }
    if !before.contains(&rule.question) {
        return Some(InstrumentFault::RuleLooksAhead(rule.question.clone()));
    }
    (!can_hold(&rule.answer, &other.asks)).then_some(InstrumentFault::RuleCannotHold)
}

/// Whether the rules lead from a question back to itself.
fn is_in_a_circle(instrument: &Instrument, question: &Question) -> bool {
    let mut at = question;
    for _ in 0..=instrument.questions.len() {
        let Some(next) = at
            .when
            .as_ref()
            .and_then(|r| instrument.question(&r.question))
        else {
            return false;
        };
        if next.id == question.id {
            return true;
        }
        at = next;
    }
    // It runs into a circle of others, which is told of them.
    false
}

fn can_hold(test: &Test, asks: &Asks) -> bool {
    let words: Vec<&str> = match asks {
        Asks::YesNo { .. } | Asks::Complaint | Asks::Place => vec!["yes", "no"],
        Asks::Condition { .. } | Asks::Choice { .. } => choices_of(asks)
            .into_iter()
            .flatten()
            .map(Code::as_str)
            .collect(),
        _ => Vec::new(),
    };
    match test {
        Test::Is(word) => words.contains(&word.as_str()),
        Test::AnyOf(any) => !any.is_empty() && any.iter().all(|w| words.contains(&w.as_str())),
        Test::Over(limit) | Test::Under(limit) => match asks {
            Asks::Count { min, max, .. } | Asks::Measure { min, max, .. } => {
                let above = max.as_ref().is_none_or(|max| limit.value() < max.value());
                let below = min.as_ref().is_none_or(|min| limit.value() > min.value());
                if matches!(test, Test::Over(_)) {
                    above
                } else {
                    below
                }
            }
            Asks::Satisfaction { .. } => true,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Channel, Choice, Decimal, SkipRule, Words, YesOrNo};
    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn yes_no() -> Asks {
        Asks::YesNo {
            kept_by: YesOrNo::Yes,
        }
    }

    fn question(id: &str, asks: Asks, when: Option<(&str, Test)>) -> Question {
        Question {
            id: code(id),
            text: Words::english("?"),
            help: None,
            asks,
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

    fn faults(questions: Vec<Question>) -> Vec<InstrumentFault> {
        let instrument = Instrument {
            code: code("visit"),
            version: 1,
            channel: Channel::OrdinaryVisit,
            title: Words::english("Visit"),
            opening: None,
            questions,
        };
        check(&instrument).into_iter().map(|p| p.fault).collect()
    }

    fn is(word: &str) -> Test {
        Test::Is(word.into())
    }

    #[test]
    fn an_instrument_asks_something_and_a_call_has_a_script() {
        assert_eq!(faults(vec![]), [InstrumentFault::NoQuestions]);
        let mut call = Instrument {
            code: code("call"),
            version: 1,
            channel: Channel::Call,
            title: Words::english("Call"),
            opening: None,
            questions: vec![question("a", yes_no(), None)],
        };
        assert_eq!(check(&call)[0].fault, InstrumentFault::NoScript);
        call.opening = Some(Words::key("script-call"));
        assert_eq!(check(&call), []);
    }

    #[test]
    fn rules_look_back_at_answers_that_can_be_given() {
        let a = || question("a", yes_no(), None);
        let on_a = |test| question("b", yes_no(), Some(("a", test)));
        assert_eq!(faults(vec![a(), on_a(is("no"))]), []);
        assert_eq!(
            faults(vec![a(), on_a(is("maybe"))]),
            [InstrumentFault::RuleCannotHold]
        );
        assert_eq!(
            faults(vec![a(), on_a(Test::AnyOf(vec![]))]),
            [InstrumentFault::RuleCannotHold]
        );
        assert_eq!(
            faults(vec![a(), on_a(Test::Over(Decimal::whole(1)))]),
            [InstrumentFault::RuleCannotHold]
        );
        assert_eq!(
            faults(vec![on_a(is("no")), a()]),
            [InstrumentFault::RuleLooksAhead(code("a"))]
        );
        assert_eq!(
            faults(vec![on_a(is("no"))]),
            [InstrumentFault::RuleUnknown(code("a"))]
        );
    }

    #[test]
    fn circles_of_rules_are_found_and_end() {
        let itself = question("a", yes_no(), Some(("a", is("yes"))));
        assert_eq!(faults(vec![itself]), [InstrumentFault::RuleInACircle]);
        let round = vec![
            question("a", yes_no(), Some(("c", is("yes")))),
            question("b", yes_no(), Some(("a", is("yes")))),
            question("c", yes_no(), Some(("b", is("yes")))),
            question("d", yes_no(), Some(("c", is("yes")))),
        ];
        let circle = InstrumentFault::RuleInACircle;
        assert_eq!(faults(round), [circle.clone(), circle.clone(), circle]);
    }

    #[test]
    fn limits_names_and_choices_are_told() {
        let crossed = Asks::Measure {
            unit: "litres".into(),
            min: Some(Decimal::whole(5)),
            max: Some(Decimal::whole(4)),
            decimals: 9,
        };
        let found = faults(vec![question("a", crossed, None)]);
        assert_eq!(
            found,
            [
                InstrumentFault::LimitsCross,
                InstrumentFault::TooManyDecimals
            ]
        );
        let twice = vec![question("a", yes_no(), None), question("a", yes_no(), None)];
        assert_eq!(faults(twice), [InstrumentFault::TwiceTheName]);
        let choice = |names: &[&str]| Asks::Choice {
            options: names
                .iter()
                .map(|name| Choice {
                    id: code(name),
                    label: Words::english(name),
                    seen: None,
                })
                .collect(),
            several: false,
        };
        let of = |asks| faults(vec![question("a", asks, None)]);
        assert_eq!(of(choice(&[])), [InstrumentFault::NothingToChoose]);
        assert_eq!(
            of(choice(&["x", "x"])),
            [InstrumentFault::TwiceTheChoice(code("x"))]
        );
        assert_eq!(
            of(Asks::Satisfaction { steps: 1 }),
            [InstrumentFault::WrongScale]
        );
        assert_eq!(of(Asks::Photograph), [InstrumentFault::WrongPhotographs]);
        let many = (0..201).map(|n| question(&format!("q{n}"), yes_no(), None));
        assert_eq!(faults(many.collect()), [InstrumentFault::TooManyQuestions]);
    }
}
