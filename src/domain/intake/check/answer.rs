//! Whether one answer is one to its question, and within its limits.

use super::super::{Answer, AnswerValue, StaffSeen, TimeSpent, WhyNot};
use super::fault::IntakeFault;
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::instrument::{Asks, Decimal, Question};
use crate::domain::intake::taken::seen_of;
use crate::domain::number::Exact;

/// Everything wrong with an answer, with the field it stands in.
pub(super) fn faults(question: &Question, answer: &Answer) -> Vec<(&'static str, IntakeFault)> {
    let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
    match (&answer.value, answer.could_not_check) {
        (None, None) => vec![("", IntakeFault::NoAnswer)],
        (Some(_), Some(_)) => vec![("", IntakeFault::BothAnswers)],
        (None, Some(WhyNot::Other)) if is_blank(&answer.note) => {
            vec![(".note", IntakeFault::OtherUnexplained)]
        }
        (None, Some(_)) => Vec::new(),
        (Some(value), None) => {
            let mut faults: Vec<_> = of_value(&question.asks, value)
                .into_iter()
                .map(|fault| (".value", fault))
                .collect();
            let not_in_order = matches!(
                seen_of(&question.asks, value),
                Some(SeenAs::NotInOrder | SeenAs::Partly | SeenAs::NotFound)
            );
            if question.why_not && not_in_order && is_blank(&answer.reason) {
                faults.push((".reason", IntakeFault::ReasonMissing));
            }
            faults
        }
    }
}

fn of_value(asks: &Asks, value: &AnswerValue) -> Vec<IntakeFault> {
    match (asks, value) {
        (Asks::Count { min, max, .. }, AnswerValue::Count(number)) => {
            let mut faults = of_count(number);
            faults.extend(of_limits(number, min.as_ref(), max.as_ref()));
            faults
        }
        (
            Asks::Measure {
                min, max, decimals, ..
            },
            AnswerValue::Measure(number),
        ) => {
            let mut faults = of_limits(number, min.as_ref(), max.as_ref());
            if number.decimals() > *decimals {
                faults.push(IntakeFault::TooManyDecimals);
            }
            faults
        }
        (Asks::Condition { scale }, AnswerValue::Condition(step)) => {
            of_choice(step, scale.iter().map(|s| &s.id))
        }
        (Asks::Choice { options, several }, AnswerValue::Choice(chosen)) => of_chosen(
            chosen,
            &options.iter().map(|o| &o.id).collect::<Vec<_>>(),
            *several,
        ),
        (Asks::Staff { roster }, AnswerValue::Staff(seen)) => {
            let roles: Vec<_> = roster.iter().map(|role| &role.id).collect();
            of_staff(&roles, seen)
        }
        (
            Asks::TimeUse { activities },
            AnswerValue::TimeUse {
                shift,
                activities: spent,
            },
        ) => {
            let known: Vec<_> = activities.iter().map(|a| &a.id).collect();
            of_time_use(&known, shift, spent)
        }
        (
            Asks::Sharing { .. },
            AnswerValue::Sharing {
                users,
                units,
                broken,
                locked,
                both,
            },
        ) => {
            let mut faults: Vec<_> = [users, units, broken, locked]
                .into_iter()
                .chain(both)
                .flat_map(of_count)
                .collect();
            let parts = [broken, locked]
                .into_iter()
                .any(|part| part.value() > units.value());
            let least = broken.value().min(locked.value());
            if parts || both.as_ref().is_some_and(|both| both.value() > least) {
                faults.push(IntakeFault::PartsExceedWhole);
            }
            faults
        }
        (Asks::Text { longest }, AnswerValue::Text(text)) => {
            let most = longest
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(super::LONGEST_TEXT);
            let fits = text.chars().count() <= most.min(super::LONGEST_TEXT);
            if fits {
                Vec::new()
            } else {
                vec![IntakeFault::TooLong]
            }
        }
        (Asks::Satisfaction { steps }, AnswerValue::Satisfaction(step)) => {
            match (*step, *step > *steps) {
                (0, _) => vec![IntakeFault::BelowLimit],
                (_, true) => vec![IntakeFault::AboveLimit],
                _ => Vec::new(),
            }
        }
        (
            Asks::Recount { .. },
            AnswerValue::Recount {
                recorded,
                recounted,
                ..
            },
        ) => [recorded, recounted]
            .into_iter()
            .flat_map(of_count)
            .collect(),
        (Asks::YesNo { .. }, AnswerValue::YesNo(_))
        | (Asks::Time { .. }, AnswerValue::Time(_))
        | (Asks::Complaint, AnswerValue::Complaint { .. })
        | (Asks::Place, AnswerValue::Place { .. })
        | (Asks::Photograph, AnswerValue::Photograph) => Vec::new(),
        _ => vec![IntakeFault::WrongKind],
    }
}

fn of_count(number: &Decimal) -> Vec<IntakeFault> {
    let mut faults = Vec::new();
    if number.value().is_negative() {
        faults.push(IntakeFault::Negative);
    }
    if !number.value().is_integer() {
        faults.push(IntakeFault::NotWhole);
    }
    faults
}

fn of_limits(number: &Decimal, min: Option<&Decimal>, max: Option<&Decimal>) -> Vec<IntakeFault> {
    let mut faults = Vec::new();
    if min.is_some_and(|min| number.value() < min.value()) {
        faults.push(IntakeFault::BelowLimit);
    }
    if max.is_some_and(|max| number.value() > max.value()) {
        faults.push(IntakeFault::AboveLimit);
    }
    faults
}

fn of_choice<'c>(chosen: &Code, mut known: impl Iterator<Item = &'c Code>) -> Vec<IntakeFault> {
    if known.any(|name| name == chosen) {
        Vec::new()
    } else {
        vec![IntakeFault::UnknownChoice(chosen.clone())]
    }
}

fn of_chosen(chosen: &[Code], known: &[&Code], several: bool) -> Vec<IntakeFault> {
    let mut faults: Vec<_> = chosen
        .iter()
        .flat_map(|choice| of_choice(choice, known.iter().copied()))
        .collect();
    if chosen.is_empty() {
        faults.push(IntakeFault::NothingChosen);
    }
    if chosen.len() > 1 && !several {
        faults.push(IntakeFault::OnlyOne);
    }
    faults
}

fn of_staff(roles: &[&Code], seen: &[StaffSeen]) -> Vec<IntakeFault> {
    let mut faults: Vec<_> = seen
        .iter()
        .flat_map(|staff| of_choice(&staff.role, roles.iter().copied()))
        .collect();
    let exceeds = |staff: &StaffSeen| {
        let away = u64::from(staff.off_shift) + u64::from(staff.authorised);
        staff
            .rostered
            .is_some_and(|rostered| away > u64::from(rostered))
    };
    if seen.iter().any(exceeds) {
        faults.push(IntakeFault::PartsExceedWhole);
    }
    if seen.is_empty() {
        faults.push(IntakeFault::NothingChosen);
    }
    faults
}

fn of_time_use(known: &[&Code], shift: &Decimal, spent: &[TimeSpent]) -> Vec<IntakeFault> {
    let mut faults: Vec<_> = spent
        .iter()
        .flat_map(|part| of_choice(&part.activity, known.iter().copied()))
        .collect();
    let negative = |hours: &Decimal| hours.value().is_negative();
    if negative(shift) || spent.iter().any(|part| negative(&part.hours)) {
        faults.push(IntakeFault::Negative);
    }
    let hours: Vec<_> = spent.iter().map(|part| part.hours.value()).collect();
    if Exact::sum(&hours).is_ok_and(|sum| sum > shift.value()) {
        faults.push(IntakeFault::PartsExceedWhole);
    }
    faults
}
