//! Two observers at the same place: how far they agree, question by question, and where not. Not which of them is
//! right.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::calculation::Calculated;
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;
use crate::domain::intake::{Answer, AnswerValue, Submission, WhyNot};
use crate::domain::statistics::observers::{Observed, TwoObservers, agreement_of};

/// Two submissions about one place by different people.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'s> {
    /// The first.
    pub first: &'s Submission,
    /// The second.
    pub second: &'s Submission,
}

/// How far two observers agree on one question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionAgreement {
    /// The question.
    pub question: Code,
    /// Agreement and kappa; refused where anybody looked together with the other.
    pub observed: Calculated<Observed>,
    /// Places on which they disagree.
    pub disagreements: Vec<Disagreement>,
}

/// One place on which two observers noted different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The place.
    pub place: Code,
    /// What the first noted.
    pub first: String,
    /// What the second noted.
    pub second: String,
}

/// The paired subsample: for each place the first two submissions, by start, of the same instrument and purpose whose
/// observers differ.
#[must_use]
pub fn pairs(submissions: &[Submission]) -> Vec<Pair<'_>> {
    let mut by_place: BTreeMap<_, Vec<&Submission>> = BTreeMap::new();
    for submission in submissions {
        let recheck = submission.purpose == crate::domain::fieldwork::VisitPurpose::Recheck;
        let key = (&submission.place, &submission.instrument, recheck);
        by_place.entry(key).or_default().push(submission);
    }
    by_place
        .into_values()
        .filter_map(|mut here| {
            here.sort_by_key(|submission| submission.started);
            let first = *here.first()?;
            let other = |s: &&&Submission| s.observers != first.observers;
            let second = *here.iter().find(other)?;
            Some(Pair { first, second })
        })
        .collect()
}

/// Agreement on each question that both answered anywhere. A number or a text counts as noted alike only where it is
/// the same.
#[must_use]
pub fn agreement(instrument: &Instrument, pairs: &[Pair]) -> Vec<QuestionAgreement> {
    let independent = pairs.iter().all(|pair| {
        let first: BTreeSet<_> = pair.first.observers.iter().collect();
        pair.second.observers.iter().all(|o| !first.contains(o))
    });
    instrument
        .questions
        .iter()
        .filter_map(|question| {
            let noted: Vec<_> = pairs
                .iter()
                .filter_map(|pair| {
                    let first = noted_as(pair.first.answer(&question.id)?)?;
                    let second = noted_as(pair.second.answer(&question.id)?)?;
                    Some((&pair.first.place, first, second))
                })
                .collect();
            (!noted.is_empty()).then(|| QuestionAgreement {
                question: question.id.clone(),
                observed: agreement_of(&TwoObservers {
                    table: table_of(&noted),
                    independent,
                }),
                disagreements: noted
                    .into_iter()
                    .filter(|(_, first, second)| first != second)
                    .map(|(place, first, second)| Disagreement {
                        place: place.clone(),
                        first,
                        second,
                    })
                    .collect(),
            })
        })
        .collect()
}

fn table_of(noted: &[(&Code, String, String)]) -> Vec<Vec<u64>> {
    let both = noted.iter().flat_map(|(_, first, second)| [first, second]);
    let categories: Vec<_> = both.collect::<BTreeSet<_>>().into_iter().collect();
    let mut table = vec![vec![0; categories.len()]; categories.len()];
    for (_, first, second) in noted {
        if let (Ok(row), Ok(column)) = (
            categories.binary_search(&first),
            categories.binary_search(&second),
        ) {
            table[row][column] += 1;
        }
    }
    table
}

/// An answer as one category.
fn noted_as(answer: &Answer) -> Option<String> {
    let Some(value) = &answer.value else {
        return Some(match answer.could_not_check? {
            WhyNot::NotFound => "not_found".to_owned(),
            WhyNot::Refused => "refused".to_owned(),
            _ => "not_checked".to_owned(),
        });
    };
    Some(match value {
        AnswerValue::YesNo(said) => said.word().to_owned(),
        AnswerValue::Condition(step) => step.to_string(),
        // 12 and 12.0 are the same.
        AnswerValue::Count(number) | AnswerValue::Measure(number) => number.value().to_string(),
        AnswerValue::Time(time) => time.to_string(),
        AnswerValue::Satisfaction(step) => step.to_string(),
        AnswerValue::Place { found: true } => "found".to_owned(),
        AnswerValue::Place { found: false } => "not_found".to_owned(),
        AnswerValue::Choice(chosen) => {
            let chosen: BTreeSet<&str> = chosen.iter().map(Code::as_str).collect();
            chosen.into_iter().collect::<Vec<_>>().join(", ")
        }
        AnswerValue::Staff(seen) => {
            let seen = seen
                .iter()
                .map(|staff| format!("{} {}", staff.role, staff.present));
            seen.collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
                .join(", ")
        }
        AnswerValue::Recount { recounted, .. } => recounted.value().to_string(),
        AnswerValue::Complaint { made, .. } => made.word().to_owned(),
        AnswerValue::Text(_)
        | AnswerValue::Photograph
        | AnswerValue::TimeUse { .. }
        | AnswerValue::Sharing { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::number::Exact;
    use crate::domain::refusal::RefusalCode;

    fn instrument() -> Instrument {
        serde_json::from_value(serde_json::json!({
            "code": "visit", "version": 1, "channel": "ordinary_visit", "title": { "own": "Visit" },
            "questions": [
                { "id": "clean", "text": { "own": "Clean?" }, "asks": { "yes_no": {} } },
                { "id": "note", "text": { "own": "Note" }, "asks": { "text": {} } },
            ],
        }))
        .unwrap()
    }

    fn visit(place: usize, observer: &str, hour: u32, clean: &str) -> Submission {
        serde_json::from_value(serde_json::json!({
            "audit": "a", "instrument": "visit", "version": 1, "place": format!("site-{place:02}"),
            "channel": "ordinary_visit", "observers": [observer],
            "started": format!("2026-11-21T{hour:02}:00:00"),
            "answers": [
                { "question": "clean", "value": { "yes_no": clean } },
                { "question": "note", "value": { "text": observer } },
            ],
        }))
        .unwrap()
    }

    #[test]
    fn the_published_table_comes_out_of_submissions() {
        // [[20, 5], [10, 15]]: agreement 0.70, kappa 0.40.
        let cells = [
            ("yes", "yes", 20),
            ("yes", "no", 5),
            ("no", "yes", 10),
            ("no", "no", 15),
        ];
        let mut submissions = Vec::new();
        let mut place = 0;
        for (first, second, times) in cells {
            for _ in 0..times {
                submissions.push(visit(place, "W-01", 9, first));
                submissions.push(visit(place, "W-02", 11, second));
                place += 1;
            }
        }
        submissions.push(visit(99, "W-01", 9, "yes"));
        let paired = pairs(&submissions);
        assert_eq!(paired.len(), 50);
        let questions = agreement(&instrument(), &paired);
        assert_eq!(questions.len(), 1);
        let observed = questions[0].observed.as_ref().unwrap();
        assert_eq!(
            observed.agreed.as_ref().unwrap().value,
            "0.7".parse::<Exact>().unwrap()
        );
        assert_eq!(observed.kappa, Some("0.4".parse().unwrap()));
        assert_eq!(questions[0].disagreements.len(), 15);
        assert_eq!(questions[0].disagreements[0].second, "no");
    }

    #[test]
    fn the_same_person_twice_is_no_pair() {
        let twice = [visit(1, "W-01", 9, "yes"), visit(1, "W-01", 12, "no")];
        assert!(pairs(&twice).is_empty());
    }

    #[test]
    fn observers_who_went_together_once_are_not_independent() {
        let mut second = visit(1, "W-02", 12, "no");
        second.observers.push("W-01".into());
        let both = [visit(1, "W-01", 9, "yes"), second];
        let questions = agreement(&instrument(), &pairs(&both));
        let refused = questions[0].observed.as_ref().unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::NotIndependent));
        assert_eq!(questions[0].disagreements.len(), 1);
    }
}
