//! Paired tests: the two records are sealed from each other until both are in, and what they show together.

use crate::domain::calculation::Calculated;
use crate::domain::code::Code;
use crate::domain::instrument::YesOrNo;
use crate::domain::intake::{AnswerValue, Submission, TesterSide};
use crate::domain::number::Exact;
use crate::domain::statistics::paired::{PairedResult, PairedTests, paired_result};

/// One paired test with the records that are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairedTest {
    /// Its name in the audit.
    pub test: Code,
    /// The record of the tester without the trait.
    pub majority: Option<Submission>,
    /// The record of the tester with it.
    pub minority: Option<Submission>,
}

/// Which of two treatments is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Better {
    /// The larger number, or yes.
    More,
    /// The smaller number, or no.
    Less,
}

/// Who was favoured in one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Favoured {
    /// The tester without the trait.
    Majority,
    /// The tester with it.
    Minority,
    /// Neither.
    Neither,
}

impl PairedTest {
    /// Whether both records are in.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.majority.is_some() && self.minority.is_some()
    }

    /// The records that somebody may see: each observer their own; everything once both are in. Nobody, not even the
    /// lead, sees one record before the other is in, since it could colour the second.
    #[must_use]
    pub fn visible_to(&self, observer: Option<&str>) -> Vec<(TesterSide, &Submission)> {
        let sides = [
            (TesterSide::Majority, &self.majority),
            (TesterSide::Minority, &self.minority),
        ];
        let may = |record: &Submission| {
            let own = observer.is_some_and(|code| record.observers.iter().any(|o| o == code));
            own || self.is_complete()
        };
        sides
            .into_iter()
            .filter_map(|(side, record)| Some((side, record.as_ref()?)))
            .filter(|(_, record)| may(record))
            .collect()
    }

    /// Who was favoured, by the answers to one question. Nothing where a record or an answer is missing, or where the
    /// answers are none that can be ranked.
    #[must_use]
    pub fn favoured(&self, question: &Code, better: Better) -> Option<Favoured> {
        let of = |record: &Option<Submission>| {
            rank_of(record.as_ref()?.answer(question)?.value.as_ref()?)
        };
        let (majority, minority) = (of(&self.majority)?, of(&self.minority)?);
        Some(match (majority.cmp(&minority), better) {
            (std::cmp::Ordering::Equal, _) => Favoured::Neither,
            (std::cmp::Ordering::Greater, Better::More)
            | (std::cmp::Ordering::Less, Better::Less) => Favoured::Majority,
            _ => Favoured::Minority,
        })
    }
}

fn rank_of(value: &AnswerValue) -> Option<Exact> {
    match value {
        AnswerValue::YesNo(YesOrNo::Yes) => Some(Exact::ONE),
        AnswerValue::YesNo(YesOrNo::No) => Some(Exact::ZERO),
        AnswerValue::Count(number) | AnswerValue::Measure(number) => Some(number.value()),
        AnswerValue::Satisfaction(step) => Some(Exact::from(u32::from(*step))),
        _ => None,
    }
}

/// What all tests show by one question. Refused, with their names, where pairs are incomplete.
pub fn result(tests: &[PairedTest], question: &Code, better: Better) -> Calculated<PairedResult> {
    let favoured: Vec<_> = tests
        .iter()
        .map(|test| test.favoured(question, better))
        .collect();
    let count = |who| favoured.iter().filter(|f| **f == Some(who)).count() as u64;
    let missing = tests
        .iter()
        .zip(&favoured)
        .filter(|(_, favoured)| favoured.is_none());
    paired_result(&PairedTests {
        majority_favoured: count(Favoured::Majority),
        minority_favoured: count(Favoured::Minority),
        ties: count(Favoured::Neither),
        incomplete: missing.map(|(test, _)| test.test.to_string()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::RefusalCode;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn record(observer: &str, offers: Option<&str>) -> Submission {
        let answers: Vec<_> = offers
            .map(|offers| serde_json::json!({ "question": "offers", "value": { "count": offers } }))
            .into_iter()
            .collect();
        serde_json::from_value(serde_json::json!({
            "audit": "a", "instrument": "test", "version": 1, "place": "office-01",
            "channel": "paired_test", "observers": [observer], "started": "2026-11-21T09:00:00",
            "answers": answers,
        }))
        .unwrap()
    }

    fn test(name: &str, majority: Option<&str>, minority: Option<&str>) -> PairedTest {
        PairedTest {
            test: code(name),
            majority: majority.map(|offers| record("W-01", Some(offers))),
            minority: minority.map(|offers| record("W-02", Some(offers))),
        }
    }

    #[test]
    fn nobody_sees_the_other_record_before_both_are_in() {
        let half = test("t-1", Some("4"), None);
        assert_eq!(half.visible_to(Some("W-01")).len(), 1);
        assert!(half.visible_to(Some("W-02")).is_empty());
        assert!(half.visible_to(None).is_empty());
        let both = test("t-1", Some("4"), Some("2"));
        for who in [Some("W-01"), Some("W-02"), None] {
            assert_eq!(both.visible_to(who).len(), 2);
        }
    }

    #[test]
    fn ties_stay_in_the_base_and_the_sign_test_counts_the_others() {
        let mut tests = Vec::new();
        for at in 0..15 {
            tests.push(test(&format!("a-{at}"), Some("3"), Some("2")));
        }
        for at in 0..5 {
            tests.push(test(&format!("b-{at}"), Some("1"), Some("2")));
        }
        tests.push(test("c", Some("2"), Some("2")));
        let found = result(&tests, &code("offers"), Better::More).unwrap();
        assert_eq!(found.majority.unwrap().denominator, Exact::from(21_u32));
        assert!((found.p_value.unwrap() - 0.0414).abs() < 0.00005);
        let turned = result(&tests, &code("offers"), Better::Less).unwrap();
        assert_eq!(turned.minority.unwrap().numerator, Exact::from(15_u32));
    }

    #[test]
    fn incomplete_pairs_are_named() {
        let mut silent = test("t-3", Some("1"), Some("1"));
        silent.minority = Some(record("W-02", None));
        let tests = [
            test("t-1", Some("1"), Some("1")),
            test("t-2", Some("1"), None),
            silent,
        ];
        let refused = result(&tests, &code("offers"), Better::More).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::PairsIncomplete));
        assert_eq!(refused.refusal().unwrap().params["pairs"], "t-2, t-3");
    }
}
