//! A share of a drawn sample: the whole interval must meet the target, or miss it, to decide anything.

use crate::domain::calculation::{Calculated, CalculationError, Comparator};
use crate::domain::figure::Seen;
use crate::domain::number::{Exact, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::statistics::finite::wilson_finite;
use crate::domain::statistics::rate::seen_that_would_decide;
use crate::domain::statistics::wilson::wilson;
use crate::domain::statistics::{Interval, Level, WholeInterval};
use crate::domain::working::Working;

use super::super::verdict::Reason;
use super::{Fact, Measure, Measured, Standing, percent};

impl Measure<'_> {
    pub(super) fn sampled(
        &self,
        seen: &Seen,
        rate: &Share,
        target: &Exact,
        comparator: Comparator,
    ) -> Calculated<Measured> {
        let universe = self.sample.and_then(|s| s.universe);
        let Some(interval) = interval_of(seen.count, seen.of, universe)? else {
            return Err(CalculationError::Refused(Refusal::new(
                RefusalCode::NothingToSample,
            )));
        };
        let more_is_better = matches!(comparator, Comparator::AtLeast | Comparator::MoreThan);
        let (standing, rule) = match interval.against(comparator, target) {
            WholeInterval::Meets => (Standing::Met, 8),
            WholeInterval::Misses if seen.count == 0 && more_is_better => (Standing::Nothing, 9),
            WholeInterval::Misses => (Standing::Missed, 9),
            WholeInterval::Straddles => (Standing::Undecided(Reason::TooFew), 10),
        };
        let mut measured = Measured::standing(standing, rule);
        let (low, high) = interval.percent(1);
        measured.facts.push(Fact::new(
            "fact-interval",
            [
                ("percent", percent(&rate.value)),
                ("low", low),
                ("high", high),
            ],
        ));
        if rule == 10 {
            let needed = seen_that_would_decide(
                seen.count,
                seen.of,
                universe,
                comparator,
                target,
                Level::P95,
            );
            let key = if needed.is_some() {
                "fact-would-decide"
            } else {
                "fact-only-all-would-decide"
            };
            let n = needed.map_or_else(String::new, |n| super::shown(&Exact::from(n)));
            measured.facts.push(Fact::new(key, [("n", n)]));
        }
        measured
            .workings
            .push(explain(seen, universe, &interval, rate));
        measured.interval = Some(interval);
        Ok(measured)
    }
}

/// Wilson's interval, with the correction for a finite list where its length is known.
fn interval_of(k: u64, n: u64, universe: Option<u64>) -> Calculated<Option<Interval>> {
    match universe {
        Some(list) if list > n => wilson_finite(k, n, list, Level::P95),
        _ => wilson(k, n, Level::P95),
    }
}

fn explain(seen: &Seen, universe: Option<u64>, interval: &Interval, rate: &Share) -> Working {
    Working::new("interval.wilson", 1)
        .cite("Wilson 1927; Newcombe 1998")
        .given("in order", seen.count)
        .given("seen", seen.of)
        .given(
            "in the list",
            universe.map_or_else(|| "not known: no correction".to_owned(), |n| n.to_string()),
        )
        .percent("share", &rate.value, Rounding::to(1))
        .float("lower limit", interval.low, 4)
        .float("upper limit", interval.high, 4)
        .concludes(format!("{:.4} to {:.4}", interval.low, interval.high))
}
