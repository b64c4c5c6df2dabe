//! Community score cards: one summary for each question and group. Not a total score: scores of
//! different questions are never averaged.

use super::Calculated;
use super::leakage::{mean, median};
use crate::domain::number::{Exact, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// Scores that one group gave to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// The question.
    pub indicator: String,
    /// Who answered: women, men, youth.
    pub group: String,
    /// One score for each person who answered.
    pub scores: Vec<u8>,
    /// What the provider gave itself, where it did.
    pub provider_self_score: Option<u8>,
}

/// One question, one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreSummary {
    /// The question.
    pub indicator: String,
    /// Who answered.
    pub group: String,
    /// How many answered.
    pub n: u64,
    /// The mean score.
    pub mean: Exact,
    /// The middle score.
    pub median: Exact,
    /// What the provider gave itself.
    pub provider_self_score: Option<u8>,
    /// How it came about.
    pub working: Working,
}

/// Summarises scores. Refused where fewer people answered than the suppression limit asks for, and
/// always where nobody did.
pub fn summarise(scores: &Scores, suppression_limit: u64) -> Calculated<ScoreSummary> {
    let n = scores.scores.len() as u64;
    let too_few = || Refusal::new(RefusalCode::TooFewToShow).with("limit", suppression_limit);
    if n < suppression_limit {
        return Err(too_few().into());
    }
    let mut sorted: Vec<_> = scores
        .scores
        .iter()
        .map(|s| Exact::from(u32::from(*s)))
        .collect();
    sorted.sort_unstable();
    let (Some(mean), Some(median)) = (mean(&sorted)?, median(&sorted)?) else {
        return Err(too_few().into());
    };
    let working = Working::new("score_card.summary", 1)
        .given("answers", n)
        .step("mean", &mean, Rounding::to(1))
        .step("median", &median, Rounding::to(1))
        .concludes(Rounding::to(1).show(&mean));
    Ok(ScoreSummary {
        indicator: scores.indicator.clone(),
        group: scores.group.clone(),
        n,
        mean,
        median,
        provider_self_score: scores.provider_self_score,
        working,
    })
}

/// One score over several questions: always refused, because they share no scale.
pub fn over_indicators(summaries: &[ScoreSummary]) -> Refusal {
    Refusal::new(RefusalCode::IndicatorsNotAveraged).with("indicators", summaries.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(scores: &[u8]) -> Scores {
        Scores {
            indicator: "clean water".into(),
            group: "women".into(),
            scores: scores.to_vec(),
            provider_self_score: Some(5),
        }
    }

    #[test]
    fn a_question_has_a_mean_a_median_and_the_number_of_answers() {
        let summary = summarise(&scores(&[1, 2, 2, 5, 5, 3]), 6).unwrap();
        assert_eq!((summary.mean, summary.n), (Exact::from_integer(3), 6));
        assert_eq!(summary.median, "2.5".parse().unwrap());
        assert_eq!(summary.provider_self_score, Some(5));
    }

    #[test]
    fn too_few_answers_are_not_shown() {
        let refused = summarise(&scores(&[1, 2, 3]), 6).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::TooFewToShow));
        assert_eq!(
            summarise(&scores(&[]), 0).unwrap_err().code(),
            Some(RefusalCode::TooFewToShow)
        );
    }

    #[test]
    fn questions_are_not_averaged() {
        let summary = summarise(&scores(&[1, 2, 3]), 1).unwrap();
        let refusal = over_indicators(&[summary.clone(), summary]);
        assert_eq!(refusal.code, RefusalCode::IndicatorsNotAveraged);
    }
}
