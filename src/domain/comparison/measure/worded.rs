//! Results in words, results without a target, and promises with a date.

use crate::domain::calculation::{Calculated, Comparator};
use crate::domain::figure::{ResultInWords, Seen, Value};
use crate::domain::number::{Exact, Share};
use crate::domain::obligation::Kind;
use crate::domain::period::PartialDate;
use crate::domain::refusal::{Refusal, RefusalCode};

use super::super::verdict::Reason;
use super::{Fact, Measure, Measured, Standing, percent, shown};

impl Measure<'_> {
    /// Tested, and the source says in words whether the promise was kept. Never a share.
    pub(super) fn in_words(&self, result: ResultInWords) -> Measured {
        let standing = match result {
            ResultInWords::Kept => Standing::Met,
            ResultInWords::BrokenInSome | ResultInWords::BrokenInMost => Standing::Missed,
            ResultInWords::NotMet => Standing::Nothing,
            ResultInWords::Undecided => Standing::Undecided(Reason::NobodyLooked),
        };
        let mut measured = Measured::standing(
            standing,
            if result == ResultInWords::Undecided {
                3
            } else {
                14
            },
        );
        let missing_base = match self.obligation.kind {
            Kind::Ratio => RefusalCode::RatioNoDistribution,
            kind if kind.is_about_money() => RefusalCode::BaseUnknown,
            _ => RefusalCode::SampleNotPublished,
        };
        let number_is_known = self.sample.is_some_and(|s| s.seen.is_some());
        let by_users = self.figure.counted_by == crate::domain::party::Counter::Users;
        if missing_base != RefusalCode::SampleNotPublished || !(number_is_known || by_users) {
            measured.refusals.push(Refusal::new(missing_base));
        }
        measured
    }

    /// No target, no verdict; the figure stands with what can be said of it.
    pub(super) fn shown_without_target(&self) -> Calculated<Measured> {
        let mut measured = Measured::undecided(Reason::NoTarget, RefusalCode::NoTarget);
        match &self.figure.value {
            Value::InOrder(seen) | Value::AtLeastOnce(seen) => seen_facts(&mut measured, seen)?,
            Value::Measure {
                value,
                of: Some(of),
            } => {
                if let Some(share) = Share::new(value.value(), of.value(), "whole")? {
                    measured
                        .facts
                        .push(part_of_whole(&share, &self.obligation.unit));
                }
            }
            _ => {}
        }
        Ok(measured)
    }

    /// On or before a date, or so many of so many by then.
    pub(super) fn by(&self, date: PartialDate) -> Calculated<Measured> {
        match &self.figure.value {
            Value::DoneOn(done) => {
                let late = (done.last_day() - date.last_day()).num_days();
                let mut measured = Measured::standing(
                    if late <= 0 {
                        Standing::Met
                    } else {
                        Standing::Missed
                    },
                    if late <= 0 { 5 } else { 7 },
                );
                let key = if late <= 0 {
                    "fact-done-in-time"
                } else {
                    "fact-done-late"
                };
                measured.facts.push(Fact::new(
                    key,
                    [
                        ("done", done.to_string()),
                        ("due", date.to_string()),
                        ("days", late.max(0).to_string()),
                    ],
                ));
                Ok(measured)
            }
            Value::InOrder(seen) => self.units(seen, &Exact::ONE, Comparator::AtLeast),
            _ => self.unfit(),
        }
    }
}

/// k of n and, where units were left out, both denominators.
pub(super) fn seen_facts(measured: &mut Measured, seen: &Seen) -> Calculated<()> {
    if let Some(share) = Share::new(seen.count, seen.of, "judged")? {
        measured.facts.push(Fact::new(
            "fact-in-order",
            [
                ("count", shown(&Exact::from(seen.count))),
                ("of", shown(&Exact::from(seen.of))),
                ("percent", percent(&share.value)),
            ],
        ));
        let broken = seen.of - seen.count;
        if broken > 0 {
            let rest = Exact::ONE.minus(share.value)?;
            measured.facts.push(Fact::new(
                "fact-not-in-order",
                [
                    ("count", shown(&Exact::from(broken))),
                    ("of", shown(&Exact::from(seen.of))),
                    ("percent", percent(&rest)),
                ],
            ));
        }
    }
    let left_out = seen.not_inspectable + seen.refused;
    if left_out > 0 {
        let all = Exact::from(seen.of).plus(Exact::from(left_out))?;
        let mut names = vec![
            ("inspectable", shown(&Exact::from(seen.of))),
            ("not_inspectable", seen.not_inspectable.to_string()),
            ("refused", seen.refused.to_string()),
            ("all", shown(&all)),
        ];
        if let Some(share) = Share::new(seen.count, all, "all")? {
            names.push(("percent", percent(&share.value)));
        }
        measured.facts.push(Fact {
            key: "fact-left-out",
            names,
        });
    }
    Ok(())
}

pub(super) fn part_of_whole(share: &Share, unit: &str) -> Fact {
    Fact::new(
        "fact-part-of-whole",
        [
            ("part", shown(&share.numerator)),
            ("whole", shown(&share.denominator)),
            ("unit", unit.to_owned()),
            (
                "percent",
                super::rounded(&share.value.times(Exact::HUNDRED).unwrap_or(Exact::ZERO), 2) + "%",
            ),
        ],
    )
}
