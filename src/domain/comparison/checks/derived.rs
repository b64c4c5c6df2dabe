//! Derivations, with the rounding their author declared, and totals against their parts.

use std::collections::HashMap;

use crate::domain::calculation::CalculationError;
use crate::domain::calculation::reconciliation::{self, Amount, Parts};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::derivation::{Derivation, Operation, Step};
use crate::domain::money::Currency;
use crate::domain::number::{Exact, NumberError, Qualifier, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

use super::super::measure::shown;
use super::published::against_published;
use super::{Check, CheckInput, CheckKind, CheckStep, combined};

/// A value on its way through the steps.
type Known = HashMap<Code, (Exact, Qualifier)>;

pub(super) fn derivations(case: &Case) -> Result<Vec<Check>, NumberError> {
    let mut results: HashMap<&Code, (Exact, Qualifier)> = HashMap::new();
    let mut checks: Vec<(usize, Check)> = Vec::new();
    let mut open: Vec<usize> = (0..case.derivations.len()).collect();
    // A derivation waits until those it takes results from are done; the case has no cycles.
    while !open.is_empty() {
        let before = open.len();
        let mut waiting = Vec::new();
        for index in open {
            let derivation = &case.derivations[index];
            let ready = derivation
                .inputs
                .iter()
                .filter_map(|i| i.from.as_ref())
                .all(|id| results.contains_key(id));
            if !ready {
                waiting.push(index);
                continue;
            }
            let check = derive(derivation, &results)?;
            if let Some(last) = check.steps.last() {
                let value = last
                    .rounding
                    .map_or(Ok(last.exact), |r| r.round(&last.exact))?;
                results.insert(&derivation.id, (value, last.qualifier));
            }
            checks.push((index, check));
        }
        if waiting.len() == before {
            break;
        }
        open = waiting;
    }
    checks.sort_by_key(|(index, _)| *index);
    Ok(checks.into_iter().map(|(_, check)| check).collect())
}

fn derive(
    derivation: &Derivation,
    results: &HashMap<&Code, (Exact, Qualifier)>,
) -> Result<Check, NumberError> {
    let mut known: Known = HashMap::new();
    let mut check = Check {
        id: derivation.id.to_string(),
        title: derivation.title.clone(),
        kind: CheckKind::Derivation,
        obligation: derivation.obligation.clone(),
        inputs: Vec::new(),
        steps: Vec::new(),
        refusals: Vec::new(),
        workings: Vec::new(),
        note: derivation.note.clone(),
    };
    let mut working = Working::new("derivation.steps", 1);
    for input in &derivation.inputs {
        let (value, qualifier, text) = if let Some(stated) = &input.value {
            let value = if stated.is_percent() {
                stated.share()?
            } else {
                stated.value()
            };
            (value, stated.qualifier(), stated.text().to_owned())
        } else if let Some(period) = &input.days_of {
            let days = Exact::from_integer(period.days().unwrap_or(0));
            (days, Qualifier::Exact, shown(&days))
        } else {
            let (value, qualifier) = input
                .from
                .as_ref()
                .and_then(|id| results.get(id))
                .copied()
                .unwrap_or((Exact::ZERO, Qualifier::Exact));
            (value, qualifier, shown(&value))
        };
        known.insert(input.id.clone(), (value, qualifier));
        working = working
            .given_in(
                input.title.clone(),
                &text,
                input.unit.clone().unwrap_or_default(),
            )
            .attributed(&input.title, input.counted_by.code(), None);
        check.inputs.push(CheckInput {
            title: input.title.clone(),
            text,
            unit: input.unit.clone(),
            counted_by: input.counted_by,
            tested: input.tested.is_some(),
        });
    }
    for step in &derivation.steps {
        if let (Operation::Add(_), false) = (&step.operation, derivation.disjoint) {
            check.refusals.push(Refusal::new(sum_refusal(step)));
            break;
        }
        let Some(result) = take(step, &mut known)? else {
            break;
        };
        working = match result.rounding {
            Some(rounding) if step.percent => {
                working.percent(step.title.clone(), &result.exact, rounding)
            }
            Some(rounding) => working.step(step.title.clone(), &result.exact, rounding),
            None => working.plain(step.title.clone(), result.exact),
        };
        check.steps.push(result);
    }
    let conclusion = check
        .steps
        .last()
        .map_or_else(String::new, |s| s.shown.clone());
    check.workings.push(working.concludes(conclusion));
    Ok(check)
}

fn sum_refusal(step: &Step) -> RefusalCode {
    match step.unit.as_deref().map(Currency::parse) {
        Some(Ok(_)) => RefusalCode::MoneyNotAdded,
        _ => RefusalCode::OverlappingCategories,
    }
}

fn take(step: &Step, known: &mut Known) -> Result<Option<CheckStep>, NumberError> {
    let (Operation::Add(operands)
    | Operation::Subtract(operands)
    | Operation::Multiply(operands)
    | Operation::Divide(operands)) = &step.operation;
    let mut values = operands.iter().filter_map(|id| known.get(id)).copied();
    let Some((mut value, first)) = values.next() else {
        return Ok(None);
    };
    let mut qualifiers = vec![first];
    for (operand, qualifier) in values {
        qualifiers.push(qualifier);
        value = match step.operation {
            Operation::Add(_) => value.plus(operand)?,
            Operation::Subtract(_) => value.minus(operand)?,
            Operation::Multiply(_) => value.times(operand)?,
            Operation::Divide(_) => value.over(operand)?,
        };
    }
    let rounding = step.round.map(Rounding::to);
    let (carried, text) = match rounding {
        // A percentage is rounded for reading; the share itself goes on exact.
        Some(rounding) if step.percent => (value, rounding.show_percent(&value)),
        Some(rounding) => {
            let carried = rounding.round(&value)?;
            (
                carried,
                super::super::measure::rounded(&value, rounding.decimals),
            )
        }
        None if step.percent => (value, Rounding::to(1).show_percent(&value)),
        None => (value, shown(&value)),
    };
    let qualifier = combined(&qualifiers);
    known.insert(step.id.clone(), (carried, qualifier));
    let published = step
        .published
        .as_ref()
        .map(|p| against_published(&value, p))
        .transpose()?;
    Ok(Some(CheckStep {
        title: step.title.clone(),
        exact: value,
        shown: text,
        qualifier,
        unit: step.unit.clone(),
        rounding,
        published,
    }))
}

pub(super) fn reconciliations(case: &Case) -> Result<Vec<Check>, NumberError> {
    let mut checks = Vec::new();
    for item in &case.reconciliations {
        let mut check = Check {
            id: item.id.to_string(),
            title: item.title.clone(),
            kind: CheckKind::Reconciliation,
            obligation: None,
            inputs: Vec::new(),
            steps: Vec::new(),
            refusals: Vec::new(),
            workings: Vec::new(),
            note: item.note.clone(),
        };
        let mut parts = Vec::with_capacity(item.parts.len());
        for part in &item.parts {
            parts.push((part.title.clone(), Amount::published(part.amount.number())?));
            check.inputs.push(CheckInput {
                title: part.title.clone(),
                text: part.amount.text().to_owned(),
                unit: Some(item.unit.clone()),
                counted_by: item.counted_by,
                tested: false,
            });
        }
        let sum = Exact::sum(
            item.parts
                .iter()
                .map(|p| p.amount.value())
                .collect::<Vec<_>>()
                .iter(),
        )?;
        let total = match &item.total {
            Some(total) => Amount::published(total.number())?,
            None => Amount::exact(sum),
        };
        match reconciliation::reconcile(&Parts {
            parts,
            total,
            disjoint: item.disjoint,
        }) {
            Ok(result) => {
                let step = |title: &str, value: Exact| CheckStep {
                    title: title.to_owned(),
                    exact: value,
                    shown: shown(&value),
                    qualifier: Qualifier::Exact,
                    unit: Some(item.unit.clone()),
                    rounding: None,
                    published: None,
                };
                check.steps.push(step("check-sum", result.sum));
                if item.total.is_some() {
                    check.steps.push(step("check-total", total.value));
                    check.steps.push(step("check-residual", result.residual));
                }
                check.workings.push(result.working);
            }
            Err(CalculationError::Refused(refusal)) => check.refusals.push(refusal),
            Err(CalculationError::Number(error)) => return Err(error),
        }
        checks.push(check);
    }
    Ok(checks)
}
