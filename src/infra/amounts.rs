//! Amounts of money lines in words: a cell of the schedule, and what came back of a base. Each ability that shows them says
//! them alike.

use super::words::Words;
use crate::domain::calculation::money_total::Total;
use crate::domain::calculation::recovery::{BaseState, RecoveryRates};
use crate::domain::money::Currency;
use crate::domain::money_line::Held;
use crate::domain::number::{Exact, Grouping, group};

/// An amount with its currency, where it has one.
#[must_use]
pub fn amount(value: &Exact, currency: Option<Currency>) -> String {
    let figure = group(&value.to_string(), Grouping::Western);
    match currency {
        Some(currency) => format!("{currency} {figure}"),
        None => figure,
    }
}

/// The total of a cell: a sum, at most a sum, or why nothing is added.
#[must_use]
pub fn total(words: &Words, held: &Held) -> String {
    match &held.total.total {
        Some(Total::Sum(sum)) => amount(sum, held.currency),
        Some(Total::UpTo(sum)) => {
            words.say("money-up-to", &[("amount", &amount(sum, held.currency))])
        }
        None => {
            let why = held.total.refusals.iter();
            let why: Vec<String> = why
                .map(|one| words.get(&format!("refusal-{}", one.code)))
                .collect();
            words.say("money-not-added", &[("why", &why.join(" "))])
        }
    }
}

/// What came back of a line, a sentence for each base that it has.
#[must_use]
pub fn came_back(words: &Words, label: &str, rates: &RecoveryRates) -> Vec<String> {
    let rates = rates.rates.iter();
    rates
        .map(|one| {
            let base = match one.base.state {
                BaseState::Flagged => "flagged",
                BaseState::Sustained => "sustained",
                BaseState::AsPublished => "as_published",
            };
            let base = words.get(&format!("money-state-{base}"));
            match &one.rate {
                Some(rate) => {
                    let percent = rate.percent(1);
                    let names = [("line", label), ("percent", &percent), ("base", &base)];
                    words.say("money-recovered-of", &names)
                }
                None => words.say(
                    "money-recovered-no-base",
                    &[("line", label), ("base", &base)],
                ),
            }
        })
        .collect()
}
