//! What one answer means for one promise at one place. A comparison of all places is
//! [`crate::domain::comparison`]'s.

use super::Said;
use crate::domain::calculation::Comparator;
use crate::domain::calculation::ratio::{Sharing, UsersPerUnit, users_per_working_unit};
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::instrument::Asks;
use crate::domain::intake::AnswerValue;
use crate::domain::number::{Exact, Rounding};
use crate::domain::obligation::{Kind, Obligation, SplitBy, Target};
use crate::domain::plan::is_of_plan;
use crate::domain::published::Stated;

/// Decimals that an audit keeps of a number.
const DECIMALS: u8 = 4;

/// What an answer means by itself, without a target.
#[must_use]
pub(in crate::domain::intake) fn seen_of(asks: &Asks, value: &AnswerValue) -> Option<SeenAs> {
    let in_order = |yes: bool| {
        Some(if yes {
            SeenAs::InOrder
        } else {
            SeenAs::NotInOrder
        })
    };
    match (asks, value) {
        (Asks::YesNo { kept_by }, AnswerValue::YesNo(said)) => in_order(said == kept_by),
        (Asks::Condition { scale }, AnswerValue::Condition(step)) => {
            scale.iter().find(|s| s.id == *step).map(|s| s.seen)
        }
        (
            Asks::Time {
                not_before,
                not_after,
            },
            AnswerValue::Time(time),
        ) if not_before.is_some() || not_after.is_some() => in_order(
            not_before.is_none_or(|first| *time >= first)
                && not_after.is_none_or(|last| *time <= last),
        ),
        (Asks::Choice { options, .. }, AnswerValue::Choice(chosen)) => {
            let of = |name: &Code| options.iter().find(|o| o.id == *name).and_then(|o| o.seen);
            let seen: Vec<_> = chosen.iter().filter_map(of).collect();
            let worst = [SeenAs::NotInOrder, SeenAs::Partly, SeenAs::InOrder];
            let listed = worst.into_iter().find(|one| seen.contains(one));
            listed.or_else(|| seen.first().copied())
        }
        (Asks::Staff { roster }, AnswerValue::Staff(seen)) => {
            let promised: Vec<_> = roster
                .iter()
                .filter_map(|role| Some((&role.id, role.promised?)))
                .collect();
            if promised.is_empty() {
                return None;
            }
            let present = |role: &Code| seen.iter().find(|s| s.role == *role).map(|s| s.present);
            in_order(promised.iter().all(|(role, n)| present(role) >= Some(*n)))
        }
        (_, AnswerValue::Place { found }) => Some(if *found {
            SeenAs::InOrder
        } else {
            SeenAs::NotFound
        }),
        (
            _,
            AnswerValue::Recount {
                recorded,
                recounted,
                documents_seen,
            },
        ) => {
            if *documents_seen {
                in_order(recorded.value() == recounted.value())
            } else {
                Some(SeenAs::NotInspectable)
            }
        }
        _ => None,
    }
}

/// What an answer means for a promise, and the number it brings.
pub(super) fn said(promise: &Obligation, place: &Code, asks: &Asks, value: &AnswerValue) -> Said {
    let number = number_of(asks, value);
    let seen = seen_of(asks, value);
    let nobody_works = matches!(value, AnswerValue::Sharing { units, broken, locked, .. }
        if number.is_none() && units.value() <= broken.value().max(locked.value()));
    let stated = number.map(kept);
    let by_itself = |seen| Said {
        seen,
        value: stated.clone(),
        criteria_differ: false,
    };
    if nobody_works {
        return by_itself(Some(SeenAs::NotInOrder));
    }
    let Some(number) = number.filter(|_| seen.is_none()) else {
        return by_itself(seen);
    };
    if is_total_over_places(promise, place) {
        let some = if number.is_positive() {
            SeenAs::InOrder
        } else {
            SeenAs::NotInOrder
        };
        return by_itself(Some(some));
    }
    let mut judged = promise
        .criteria
        .iter()
        // What the plan decides about the whole says nothing of one visit.
        .filter(|criterion| criterion.ended.is_none() && !is_of_plan(criterion))
        .filter_map(|criterion| {
            let own = criterion
                .targets
                .iter()
                .find(|t| t.place.as_ref() == Some(place));
            let target = own.map_or(&criterion.target, |t| &t.target);
            let tolerance = criterion
                .tolerance
                .as_ref()
                .map_or(Exact::ZERO, Stated::value);
            meets(target, number, tolerance)
        });
    let first = judged.next();
    let differ = judged.any(|other| Some(other) != first);
    Said {
        seen: first.map(|met| {
            if met {
                SeenAs::InOrder
            } else {
                SeenAs::NotInOrder
            }
        }),
        value: stated,
        criteria_differ: differ,
    }
}

/// The number an answer brings into the sum of its promise.
fn number_of(asks: &Asks, value: &AnswerValue) -> Option<Exact> {
    match value {
        AnswerValue::Count(number) | AnswerValue::Measure(number) => Some(number.value()),
        AnswerValue::Staff(seen) => {
            let present = seen.iter().map(|staff| u64::from(staff.present));
            Some(Exact::from(present.sum::<u64>()))
        }
        AnswerValue::TimeUse { activities, .. } => {
            let Asks::TimeUse { activities: asked } = asks else {
                return None;
            };
            let promised = |name: &Code| asked.iter().any(|a| a.promised && a.id == *name);
            let hours = activities.iter().filter(|spent| promised(&spent.activity));
            Exact::sum(&hours.map(|spent| spent.hours.value()).collect::<Vec<_>>()).ok()
        }
        AnswerValue::Sharing {
            users,
            units,
            broken,
            locked,
            both,
        } => {
            let sharing = Sharing {
                users: users.count()?,
                units: units.count()?,
                broken: broken.count()?,
                locked: locked.count()?,
                both: match both {
                    Some(both) => Some(both.count()?),
                    None => None,
                },
            };
            match users_per_working_unit(&sharing).ok()?.users_per_unit {
                UsersPerUnit::Exactly(per_unit) => Some(per_unit),
                UsersPerUnit::NoWorkingUnit | UsersPerUnit::Between { .. } => None,
            }
        }
        AnswerValue::Recount { recounted, .. } => Some(recounted.value()),
        AnswerValue::Place { found: false } => None,
        _ => None,
    }
}

/// A number as an audit keeps it: as it is, and where it has more than four decimals, as 160 people to 3 units have,
/// said to be about so much. Whether a promise is kept was decided by the number as it is.
fn kept(number: Exact) -> Stated {
    let exactly = || Stated::exactly(number);
    if number
        .finite_decimals()
        .is_some_and(|decimals| decimals <= u32::from(DECIMALS))
    {
        return exactly();
    }
    let about = format!("about {}", Rounding::to(DECIMALS).show(&number));
    Stated::parse(&about).unwrap_or_else(|_| exactly())
}

/// Whether the promised number is one for all places together, so that one place alone neither keeps nor breaks it.
fn is_total_over_places(promise: &Obligation, place: &Code) -> bool {
    let adds_up = matches!(promise.kind, Kind::Quantity | Kind::Outcome);
    let of_this_place = promise.split_by.contains(&SplitBy::Place)
        || promise.places.len() == 1
        || promise
            .criteria
            .iter()
            .any(|c| c.targets.iter().any(|t| t.place.as_ref() == Some(place)));
    adds_up && !of_this_place
}

/// Whether a number meets a target; nothing where the target is none that one number can meet.
fn meets(target: &Target, number: Exact, tolerance: Exact) -> Option<bool> {
    let plain = |stated: &Stated| (!stated.is_percent()).then(|| stated.value());
    let compare = |comparator: Comparator, target: Exact| {
        let kinder = match comparator {
            Comparator::AtLeast | Comparator::MoreThan => target.minus(tolerance),
            Comparator::AtMost | Comparator::FewerThan => target.plus(tolerance),
        };
        kinder
            .ok()
            .map(|target| comparator.is_met(&number, &target))
    };
    match target {
        Target::AtLeast(n) => compare(Comparator::AtLeast, plain(n)?),
        Target::MoreThan(n) => compare(Comparator::MoreThan, plain(n)?),
        Target::AtMost(n) => compare(Comparator::AtMost, plain(n)?),
        Target::FewerThan(n) => compare(Comparator::FewerThan, plain(n)?),
        Target::Exactly(n) => {
            let gap = number.minus(plain(n)?).ok()?;
            Some(gap.abs() <= tolerance)
        }
        Target::Between { low, high } => Some(
            compare(Comparator::AtLeast, plain(low)?)?
                && compare(Comparator::AtMost, plain(high)?)?,
        ),
        Target::Times { count, .. } => compare(Comparator::AtLeast, Exact::from(*count)),
        _ => None,
    }
}
