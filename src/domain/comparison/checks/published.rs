//! Shares and rates that a source printed, beside the same recomputed from its own figures.

use crate::domain::calculation::CalculationError;
use crate::domain::calculation::recovery::{self, Base, BaseState, Recovery};
use crate::domain::case::Case;
use crate::domain::figure::{Figure, Value};
use crate::domain::money_line::{MoneyLine, MoneyState, StateEntry};
use crate::domain::number::{
    Agreement, Exact, InputSide, LimitSide, NumberError, PublishedNumber, Rounding, agreement,
    explain,
};
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::published::Stated;

use super::super::measure::Fact;
use super::{Check, CheckInput, CheckKind, CheckStep, combined};

/// How a recomputed figure stands to the printed one.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedCheck {
    /// As printed.
    pub text: String,
    /// Whether they agree at the printed precision.
    pub agreement: Agreement,
    /// What explains a difference, where something does.
    pub facts: Vec<Fact>,
}

/// A recomputed value against a printed number.
pub(super) fn against_published(
    value: &Exact,
    published: &Stated,
) -> Result<PublishedCheck, NumberError> {
    let agreement = agreement(value, published.number())?;
    Ok(PublishedCheck {
        text: published.text().to_owned(),
        agreement,
        facts: Vec::new(),
    })
}

/// A recomputed share against a printed one, with what would explain a difference.
fn against_printed_rate(
    numerator: &PublishedNumber,
    denominator: &PublishedNumber,
    rate: &Stated,
) -> Result<PublishedCheck, NumberError> {
    let found = explain(numerator, denominator, rate.number())?;
    let mut facts = Vec::new();
    if found.agreement.is_listed() {
        if found.explained_by_input_rounding {
            facts.push(Fact::new("fact-input-rounding-explains", []));
        } else {
            facts.push(Fact::new("fact-input-rounding-does-not-explain", []));
        }
        if found.truncation_fits {
            facts.push(Fact::new("fact-truncation-fits", []));
        }
        for limit in &found.limits {
            let stated = match limit.input {
                InputSide::Numerator => numerator,
                InputSide::Denominator => denominator,
            };
            let key = match limit.side {
                LimitSide::AtMost => "fact-fits-if-at-most",
                LimitSide::AtLeast => "fact-fits-if-at-least",
            };
            facts.push(Fact::new(
                key,
                [
                    ("input", stated.text.clone()),
                    ("limit", limit.shown.clone()),
                ],
            ));
        }
    }
    Ok(PublishedCheck {
        text: rate.text().to_owned(),
        agreement: found.agreement,
        facts,
    })
}

/// Every share that a source printed for a figure.
pub(super) fn shares(case: &Case) -> Result<Vec<Check>, NumberError> {
    let mut checks = Vec::new();
    for figure in case.claims.iter().chain(&case.tallies) {
        let Some(printed) = &figure.published_share else {
            continue;
        };
        let Some((part, whole)) = parts_of(figure) else {
            continue;
        };
        let inputs = [
            (figure.title.clone(), part, figure.counted_by),
            (String::new(), whole, figure.counted_by),
        ];
        checks.push(rate_check(
            figure.id.to_string(),
            figure.title.clone(),
            CheckKind::PublishedShare,
            figure.obligation.clone(),
            inputs,
            Some(printed),
        )?);
    }
    for line in &case.money {
        let (Some(of), Some(entry)) = (&line.of, line.states.first()) else {
            continue;
        };
        let inputs = [
            (line.title.clone(), entry.amount.clone(), entry.counted_by),
            (
                "check-amount-looked-at".to_owned(),
                of.clone(),
                line.of_counted_by.unwrap_or(Counter::NotPublished),
            ),
        ];
        checks.push(rate_check(
            line.id.to_string(),
            line.title.clone(),
            CheckKind::PublishedShare,
            line.obligation.clone(),
            inputs,
            line.published_share.as_ref(),
        )?);
    }
    Ok(checks)
}

fn parts_of(figure: &Figure) -> Option<(Stated, Stated)> {
    match &figure.value {
        Value::InOrder(seen) | Value::AtLeastOnce(seen) => Some((
            Stated::exactly(Exact::from(seen.count)),
            Stated::exactly(Exact::from(seen.of)),
        )),
        Value::Measure {
            value,
            of: Some(of),
        } => Some((value.clone(), of.clone())),
        _ => None,
    }
}

fn rate_check(
    id: String,
    title: String,
    kind: CheckKind,
    obligation: Option<crate::domain::code::Code>,
    inputs: [(String, Stated, Counter); 2],
    printed: Option<&Stated>,
) -> Result<Check, NumberError> {
    let [(_, part, _), (_, whole, _)] = &inputs;
    let mut check = Check {
        id,
        title,
        kind,
        obligation,
        inputs: Vec::new(),
        steps: Vec::new(),
        refusals: Vec::new(),
        workings: Vec::new(),
        note: None,
    };
    if !whole.value().is_zero() {
        let exact = part.value().over(whole.value())?;
        let decimals = printed.map_or(1, |p| p.number().decimals.max(1));
        check.steps.push(CheckStep {
            title: "check-recomputed".to_owned(),
            exact,
            shown: Rounding::to(decimals).show_percent(&exact),
            qualifier: combined(&[part.qualifier(), whole.qualifier()]),
            unit: None,
            rounding: Some(Rounding::to(decimals)),
            published: printed
                .map(|p| against_printed_rate(part.number(), whole.number(), p))
                .transpose()?,
        });
    }
    check.inputs = inputs
        .into_iter()
        .map(|(title, value, counted_by)| CheckInput {
            title,
            text: value.text().to_owned(),
            unit: None,
            counted_by,
            tested: false,
        })
        .collect();
    Ok(check)
}

/// Money that came back, of every base that is published, each base named.
pub(super) fn recoveries(case: &Case) -> Result<Vec<Check>, NumberError> {
    let mut checks = Vec::new();
    for line in &case.money {
        let Some(recovered) = state(line, MoneyState::Recovered) else {
            continue;
        };
        let bases = [
            (MoneyState::Sustained, BaseState::Sustained),
            (MoneyState::Flagged, BaseState::Flagged),
            (MoneyState::AsPublished, BaseState::AsPublished),
        ];
        let known: Vec<(&StateEntry, BaseState)> = bases
            .into_iter()
            .filter_map(|(money, base)| Some((state(line, money)?, base)))
            .collect();
        checks.push(recovery_check(line, recovered, &known)?);
    }
    Ok(checks)
}

fn recovery_check(
    line: &MoneyLine,
    recovered: &StateEntry,
    bases: &[(&StateEntry, BaseState)],
) -> Result<Check, NumberError> {
    let period = line.period.as_ref().map_or_else(String::new, words_of);
    let question = Recovery {
        recovered: recovered.amount.value(),
        period: period.clone(),
        bases: bases
            .iter()
            .map(|(entry, state)| Base {
                state: *state,
                amount: Some(entry.amount.value()),
                period: period.clone(),
            })
            .collect(),
    };
    let mut check = Check {
        id: line.id.to_string(),
        title: line.title.clone(),
        kind: CheckKind::Recovery,
        obligation: line.obligation.clone(),
        inputs: vec![input("money-state-recovered", recovered)],
        steps: Vec::new(),
        refusals: Vec::new(),
        workings: Vec::new(),
        note: line.note.clone(),
    };
    let rates = match recovery::recovery_rates(&question) {
        Ok(rates) => rates,
        Err(CalculationError::Number(error)) => return Err(error),
        Err(CalculationError::Refused(refusal)) => {
            check.refusals.push(refusal);
            return Ok(check);
        }
    };
    for (i, ((entry, base), rate)) in bases.iter().zip(&rates.rates).enumerate() {
        let title = match base {
            BaseState::Sustained => "money-state-sustained",
            BaseState::Flagged => "money-state-flagged",
            BaseState::AsPublished => "money-state-as_published",
        };
        check
            .inputs
            .push(input(entry.called.as_deref().unwrap_or(title), entry));
        let Some(share) = &rate.rate else { continue };
        // A printed rate belongs to the nearest base: what was upheld before what was flagged.
        let printed = recovered.published_rate.as_ref().filter(|_| i == 0);
        let decimals = printed.map_or(2, |p| p.number().decimals);
        check.steps.push(CheckStep {
            title: title.to_owned(),
            exact: share.value,
            shown: Rounding::to(decimals).show_percent(&share.value),
            qualifier: combined(&[recovered.amount.qualifier(), entry.amount.qualifier()]),
            unit: None,
            rounding: Some(Rounding::to(decimals)),
            published: printed
                .map(|p| against_printed_rate(recovered.amount.number(), entry.amount.number(), p))
                .transpose()?,
        });
        check.refusals.extend(rate.without_verdict.clone());
    }
    check.workings.push(rates.working);
    Ok(check)
}

fn input(title: &str, entry: &StateEntry) -> CheckInput {
    CheckInput {
        title: title.to_owned(),
        text: entry.amount.text().to_owned(),
        unit: None,
        counted_by: entry.counted_by,
        tested: false,
    }
}

fn state(line: &MoneyLine, state: MoneyState) -> Option<&StateEntry> {
    line.states.iter().rev().find(|s| s.state == state)
}

fn words_of(period: &Period) -> String {
    match (&period.words, period.from, period.to) {
        (Some(words), ..) => words.clone(),
        (None, from, to) => {
            let text = |d: Option<crate::domain::period::PartialDate>| {
                d.map_or_else(String::new, |d| d.to_string())
            };
            format!("{} to {}", text(from), text(to))
        }
    }
}
