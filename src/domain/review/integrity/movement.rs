//! Signs in when and where visits were made.

use chrono::{NaiveDateTime, Timelike};

use super::{Record, Sign, SignKind, names};
use crate::domain::review::distance::{accuracy_m, metres};
use crate::domain::working::Working;

/// Kilometres an hour that nobody travels between two visits.
const FASTEST_KMH: u64 = 120;
/// Metres that are within the error of a device.
const ERROR_M: u64 = 1000;
/// Visits below which round times mean nothing.
const FEWEST_TIMES: u64 = 10;
/// This share of round times is a sign: four of five.
const ROUND: (u64, u64) = (4, 5);

pub(super) fn too_far_too_soon(observer: &str, own: &[Record]) -> Vec<Sign> {
    own.windows(2)
        .filter_map(|pair| {
            let (first, next) = (pair[0].submission, pair[1].submission);
            if first.place == next.place {
                return None;
            }
            let left: NaiveDateTime = first.ended.unwrap_or(first.started);
            let seconds = (next.started - left).num_seconds();
            let apart = first.position.as_ref().zip(next.position.as_ref());
            let apart = apart.map(|(one, other)| {
                metres(one, other).saturating_sub(accuracy_m(one) + accuracy_m(other))
            });
            let at_once = seconds < 0;
            // metres / seconds > km/h, in whole numbers.
            let too_fast = apart.is_some_and(|metres| {
                let seconds = u64::try_from(seconds).unwrap_or(0);
                metres > ERROR_M && metres * 3600 > FASTEST_KMH * 1000 * seconds
            });
            (at_once || too_fast).then(|| Sign {
                kind: SignKind::TooFarTooSoon,
                observer: observer.to_owned(),
                submissions: names(pair),
                working: Working::new("signs.too_far_too_soon", 1)
                    .given("most kilometres an hour", FASTEST_KMH)
                    .given("seconds between the visits", seconds)
                    .given(
                        "metres apart, less the error of the device",
                        apart.map_or_else(|| "not known".to_owned(), |m| m.to_string()),
                    )
                    .concludes(if at_once {
                        "at two places at once"
                    } else {
                        "too fast"
                    }),
            })
        })
        .collect()
}

pub(super) fn round_times(observer: &str, own: &[Record]) -> Option<Sign> {
    let is_round = |record: &Record| record.submission.started.minute().is_multiple_of(15);
    let all = own.len() as u64;
    let round = own.iter().filter(|record| is_round(record)).count() as u64;
    let (of, out_of) = ROUND;
    (all >= FEWEST_TIMES && round * out_of >= all * of).then(|| Sign {
        kind: SignKind::RoundTimes,
        observer: observer.to_owned(),
        submissions: names(own),
        working: Working::new("signs.round_times", 1)
            .given("visits", all)
            .given("at a full quarter of an hour", round)
            .given(
                "a sign from",
                format!("{of} of {out_of}, of at least {FEWEST_TIMES}"),
            )
            .concludes(format!("{round} of {all}")),
    })
}
