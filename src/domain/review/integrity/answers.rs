//! Signs in what was answered.

use std::collections::{BTreeMap, BTreeSet};

use super::{Record, Sign, SignKind, names};
use crate::domain::instrument::YesOrNo;
use crate::domain::intake::{AnswerValue, FileKind, Submission};
use crate::domain::statistics::distribution::binomial;
use crate::domain::working::Working;

/// Seconds that an answer takes at least.
const SECONDS_AN_ANSWER: u64 = 5;
/// Fewer answers than this may well be the same by themselves.
const FEWEST_ANSWERS: usize = 4;
/// So many visits in a row with the same answers are a sign.
const IN_A_ROW: usize = 3;
/// Numbers of two digits or more that a test of last digits needs.
const FEWEST_NUMBERS: u64 = 20;
/// Chance alone brings as many in one of a thousand observers.
const RARE: f64 = 0.001;
/// Yes-or-no answers that the test of always yes needs.
const FEWEST_YES: u64 = 20;
/// Others find a no in so many of so many answers.
const OTHERS_NO: (u64, u64) = (1, 10);

pub(super) fn too_fast(observer: &str, own: &[Record]) -> Vec<Sign> {
    own.iter()
        .filter_map(|record| {
            let submission = record.submission;
            let seconds = (submission.ended? - submission.started).num_seconds();
            let seconds = u64::try_from(seconds).ok()?;
            let answers = submission.answers.len() as u64;
            let least = answers * SECONDS_AN_ANSWER;
            (answers >= FEWEST_ANSWERS as u64 && seconds < least).then(|| Sign {
                kind: SignKind::TooFast,
                observer: observer.to_owned(),
                submissions: names(&[*record]),
                working: Working::new("signs.too_fast", 1)
                    .given("answers", answers)
                    .given("seconds an answer takes at least", SECONDS_AN_ANSWER)
                    .plain("seconds it takes at least", least)
                    .concludes(format!("{seconds} seconds")),
            })
        })
        .collect()
}

pub(super) fn same_answers(observer: &str, own: &[Record]) -> Vec<Sign> {
    let values = |submission: &Submission| {
        let mut values: Vec<_> = submission
            .answers
            .iter()
            .map(|a| (a.question.clone(), a.value.clone(), a.could_not_check))
            .collect();
        values.sort_by(|one, other| one.0.cmp(&other.0));
        values
    };
    let runs = own.chunk_by(|one, other| values(one.submission) == values(other.submission));
    runs.filter(|run| run.len() >= IN_A_ROW && run[0].submission.answers.len() >= FEWEST_ANSWERS)
        .map(|run| Sign {
            kind: SignKind::SameAnswers,
            observer: observer.to_owned(),
            submissions: names(run),
            working: Working::new("signs.same_answers", 1)
                .given("answers in each", run[0].submission.answers.len())
                .given("a sign from visits in a row", IN_A_ROW)
                .concludes(run.len()),
        })
        .collect()
}

pub(super) fn same_photograph(observer: &str, own: &[Record]) -> Vec<Sign> {
    let mut by_hash: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in own {
        for (_, piece) in record.submission.evidence() {
            if piece.kind == FileKind::Photograph {
                by_hash
                    .entry(&piece.sha256)
                    .or_default()
                    .insert(record.name);
            }
        }
    }
    by_hash
        .into_iter()
        .filter(|(_, submissions)| submissions.len() > 1)
        .map(|(sha256, submissions)| Sign {
            kind: SignKind::SamePhotograph,
            observer: observer.to_owned(),
            submissions: submissions.iter().map(ToString::to_string).collect(),
            working: Working::new("signs.same_photograph", 1)
                .given("SHA-256", sha256)
                .concludes(format!("{} visits", submissions.len())),
        })
        .collect()
}

pub(super) fn last_digits(observer: &str, own: &[Record]) -> Option<Sign> {
    let numbers = own.iter().flat_map(|record| &record.submission.answers);
    let numbers = numbers.filter_map(|answer| match &answer.value {
        Some(AnswerValue::Count(number)) => number.count().filter(|n| *n >= 10),
        _ => None,
    });
    let numbers: Vec<u64> = numbers.collect();
    let all = numbers.len() as u64;
    let round = numbers.iter().filter(|n| n.is_multiple_of(5)).count() as u64;
    if all < FEWEST_NUMBERS || round == 0 {
        return None;
    }
    let chance = binomial(round - 1, all, 0.2).above;
    (chance < RARE).then(|| Sign {
        kind: SignKind::LastDigits,
        observer: observer.to_owned(),
        submissions: names(own),
        working: Working::new("signs.last_digits", 1)
            .cite("exact binomial test, one of five expected")
            .given("counts of 10 or more", all)
            .given("ending in 0 or 5", round)
            .given("a sign below", RARE)
            .float("how often chance alone brings as many", chance, 6)
            .concludes(format!("{round} of {all}")),
    })
}

pub(super) fn always_yes(observer: &str, own: &[Record], others: &[Record]) -> Option<Sign> {
    let count = |records: &[Record]| {
        let answers = records.iter().flat_map(|record| &record.submission.answers);
        answers.fold((0_u64, 0_u64), |(all, no), answer| match answer.value {
            Some(AnswerValue::YesNo(YesOrNo::Yes)) => (all + 1, no),
            Some(AnswerValue::YesNo(YesOrNo::No)) => (all + 1, no + 1),
            _ => (all, no),
        })
    };
    let ((all, no), (others_all, others_no)) = (count(own), count(others));
    let (of, out_of) = OTHERS_NO;
    let others_find_some = others_all >= FEWEST_YES && others_no * out_of >= others_all * of;
    (all >= FEWEST_YES && no == 0 && others_find_some).then(|| Sign {
        kind: SignKind::AlwaysYes,
        observer: observer.to_owned(),
        submissions: names(own),
        working: Working::new("signs.always_yes", 1)
            .given("answers of yes or no", all)
            .given("of others", others_all)
            .given("no, by others", others_no)
            .given("a sign where others say no in", format!("{of} of {out_of}"))
            .concludes(format!("{all} of {all} yes")),
    })
}
