//! When an instrument is a new version, and when two questions ask the same, so that their answers may be compared.

use std::mem::discriminant;

use super::{Asks, Instrument, Question};

/// The draft as the next version; nothing where it changes nothing.
#[must_use]
pub fn next_version(current: &Instrument, draft: &Instrument) -> Option<Instrument> {
    let next = Instrument {
        code: current.code.clone(),
        version: current.version,
        ..draft.clone()
    };
    (next != *current).then(|| Instrument {
        version: current.version.saturating_add(1),
        ..next
    })
}

/// Why the answers to two questions cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionsDiffer {
    /// They take different kinds of answers.
    Kind,
    /// They count or measure in different units.
    Unit,
    /// Their scales, rosters or lists differ.
    Choices,
    /// They are worded differently.
    Wording,
    /// They speak to different promises.
    Promise,
}

impl QuestionsDiffer {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Kind => "questions-differ-kind",
            Self::Unit => "questions-differ-unit",
            Self::Choices => "questions-differ-choices",
            Self::Wording => "questions-differ-wording",
            Self::Promise => "questions-differ-promise",
        }
    }
}

/// Whether two questions ask the same. Help, photographs, limits and when they are asked may differ; anything that
/// could change an answer may not.
pub fn same_question(a: &Question, b: &Question) -> Result<(), QuestionsDiffer> {
    if discriminant(&a.asks) != discriminant(&b.asks) {
        return Err(QuestionsDiffer::Kind);
    }
    if units(&a.asks) != units(&b.asks) {
        return Err(QuestionsDiffer::Unit);
    }
    if without_limits(&a.asks) != without_limits(&b.asks) {
        return Err(QuestionsDiffer::Choices);
    }
    if a.promise != b.promise {
        return Err(QuestionsDiffer::Promise);
    }
    if a.text != b.text {
        return Err(QuestionsDiffer::Wording);
    }
    Ok(())
}

fn units(asks: &Asks) -> Vec<&str> {
    match asks {
        Asks::Count { unit, .. } | Asks::Measure { unit, .. } => vec![unit],
        Asks::Recount { unit, .. } => vec![unit],
        Asks::Sharing { users, units } => vec![users, units],
        _ => Vec::new(),
    }
}

fn without_limits(asks: &Asks) -> Asks {
    let mut asks = asks.clone();
    match &mut asks {
        Asks::Count { min, max, .. } => (*min, *max) = (None, None),
        Asks::Measure {
            min, max, decimals, ..
        } => (*min, *max, *decimals) = (None, None, 0),
        Asks::Text { longest } => *longest = None,
        // The month of the register moves on with each round.
        Asks::Recount { register, .. } => register.clear(),
        _ => {}
    }
    asks
}

#[cfg(test)]
mod tests {
    use super::super::{Channel, Decimal, Words, YesOrNo};
    use super::*;
    use crate::domain::code::Code;

    fn question(asks: Asks) -> Question {
        Question {
            id: Code::parse("q").unwrap(),
            text: Words::english("How many?"),
            help: None,
            asks,
            promise: None,
            required: true,
            when: None,
            photographs: 0,
            why_not: false,
        }
    }

    fn count(unit: &str, max: Option<u32>) -> Asks {
        Asks::Count {
            unit: unit.into(),
            min: None,
            max: max.map(Decimal::whole),
        }
    }

    #[test]
    fn limits_and_photographs_may_differ_and_units_may_not() {
        let a = question(count("toilets", None));
        let mut b = question(count("toilets", Some(40)));
        b.photographs = 3;
        assert_eq!(same_question(&a, &b), Ok(()));
        let tanks = question(count("tanks", None));
        assert_eq!(same_question(&a, &tanks), Err(QuestionsDiffer::Unit));
        let yes = question(Asks::YesNo {
            kept_by: YesOrNo::Yes,
        });
        assert_eq!(same_question(&a, &yes), Err(QuestionsDiffer::Kind));
        let no = question(Asks::YesNo {
            kept_by: YesOrNo::No,
        });
        assert_eq!(same_question(&yes, &no), Err(QuestionsDiffer::Choices));
        b.text = Words::english("How many are there?");
        assert_eq!(same_question(&a, &b), Err(QuestionsDiffer::Wording));
    }

    #[test]
    fn any_change_is_a_new_version_and_none_is_not() {
        let current = Instrument {
            code: Code::parse("visit").unwrap(),
            version: 3,
            channel: Channel::OrdinaryVisit,
            title: Words::english("Visit"),
            opening: None,
            questions: vec![question(count("toilets", None))],
        };
        assert_eq!(next_version(&current, &current), None);
        let same = Instrument {
            version: 1,
            ..current.clone()
        };
        assert_eq!(next_version(&current, &same), None);
        let mut draft = current.clone();
        draft.questions[0].help = Some(Words::english("Count locked ones too."));
        let next = next_version(&current, &draft).unwrap();
        assert_eq!((next.version, &next.questions), (4, &draft.questions));
    }
}
