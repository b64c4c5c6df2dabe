//! The value of what is missing. Not a share of a contract total: a payment that covers other places
//! or times is printed beside the shortfall and never multiplied by it.

use super::Calculated;
use crate::domain::agreement::{Coverage, PaymentBasis};
use crate::domain::number::{Exact, NumberError, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// A price per unit and period: one price, or a range of prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitPrice {
    /// The price, or the lower end.
    pub low: Exact,
    /// The upper end; the same for one price.
    pub high: Exact,
}

impl UnitPrice {
    /// One price.
    pub const fn of(price: Exact) -> Self {
        Self {
            low: price,
            high: price,
        }
    }
}

/// A shortfall and what is known about its payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// Units missing.
    pub missing: Exact,
    /// Units promised, to be printed beside.
    pub promised: Exact,
    /// Periods for which they are missing and paid.
    pub periods: Exact,
    /// The price per unit and period, where there is one.
    pub price: Option<UnitPrice>,
    /// What payment depends on.
    pub basis: PaymentBasis,
    /// How the payment's places and periods relate to those audited.
    pub coverage: Coverage,
    /// Does the payment depend on this result?
    pub pays_by_result: bool,
    /// The payment as published, to be printed beside: "R126 million, whole contract".
    pub payment: Option<String>,
}

/// An amount, or the two ends of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountRange {
    /// The amount, or the lower end.
    pub low: Exact,
    /// The upper end; the same for one price.
    pub high: Exact,
}

/// The value of what is missing, or every reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyAtRisk {
    /// Present where nothing is refused.
    pub amount: Option<AmountRange>,
    /// Every reason against an amount, in a fixed order.
    pub refusals: Vec<Refusal>,
    /// Payment, shortfall and promise side by side; the only figures where the amount is refused.
    pub working: Working,
}

/// Values a shortfall at a unit price, if payment goes by the unit and covers just what was audited.
/// Reasons against an amount are collected, not the first one only.
pub fn money_at_risk(undelivered: &Undelivered) -> Calculated<MoneyAtRisk> {
    check(undelivered)?;
    let mut working = Working::new("undelivered.value", 1)
        .given("missing", undelivered.missing)
        .given("promised", undelivered.promised)
        .given("periods", undelivered.periods);
    if let Some(payment) = &undelivered.payment {
        working = working.given("payment", payment);
    }
    let refusals = refusals(undelivered);
    let amount = match undelivered.price {
        Some(price) if refusals.is_empty() => Some(amount(undelivered, price)?),
        _ => None,
    };
    let working = match (&amount, undelivered.price) {
        (Some(amount), Some(price)) => explain(working, price, amount),
        _ => working.concludes("not computed"),
    };
    Ok(MoneyAtRisk {
        amount,
        refusals,
        working,
    })
}

fn check(undelivered: &Undelivered) -> Result<(), NumberError> {
    let Undelivered {
        missing,
        periods,
        price,
        ..
    } = undelivered;
    let out_of_order = price.is_some_and(|price| price.low.is_negative() || price.high < price.low);
    if missing.is_negative() || periods.is_negative() || out_of_order {
        let (name, allowed) = (
            "a shortfall, a period or a price",
            "0 or more, and in order",
        );
        return Err(NumberError::OutOfRange { name, allowed });
    }
    Ok(())
}

fn refusals(undelivered: &Undelivered) -> Vec<Refusal> {
    let Undelivered {
        basis, coverage, ..
    } = undelivered;
    if !undelivered.pays_by_result {
        // Whatever the price and the coverage, this result moves no money.
        return vec![Refusal::new(RefusalCode::PaidNotByResult)];
    }
    let no_unit_price = match basis {
        PaymentBasis::PerUnit | PaymentBasis::NotPublished => undelivered.price.is_none(),
        // Cost is compared with cost, and a milestone has its own value.
        PaymentBasis::CostReimbursement | PaymentBasis::Milestone => true,
        PaymentBasis::FixedPrice => false,
    };
    let reasons = [
        (
            *coverage != Coverage::SameAsAudit,
            RefusalCode::MoneyCoversMore,
        ),
        (no_unit_price, RefusalCode::UnitPriceUnknown),
        (
            *basis == PaymentBasis::FixedPrice,
            RefusalCode::BasisFixedPrice,
        ),
        (
            *basis == PaymentBasis::NotPublished,
            RefusalCode::BasisUnknown,
        ),
    ];
    reasons
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, code)| Refusal::new(code))
        .collect()
}

fn amount(undelivered: &Undelivered, price: UnitPrice) -> Result<AmountRange, NumberError> {
    let units = undelivered.missing.times(undelivered.periods)?;
    Ok(AmountRange {
        low: units.times(price.low)?,
        high: units.times(price.high)?,
    })
}

fn explain(working: Working, price: UnitPrice, amount: &AmountRange) -> Working {
    let cents = Rounding::to(2);
    if price.low == price.high {
        let working = working.given("price per unit and period", price.low);
        return working
            .step("amount", &amount.low, cents)
            .concludes(cents.show(&amount.low));
    }
    let result = format!(
        "{} to {}",
        cents.show(&amount.low),
        cents.show(&amount.high)
    );
    working
        .given("price per unit and period, low", price.low)
        .given("price per unit and period, high", price.high)
        .step("amount, low", &amount.low, cents)
        .step("amount, high", &amount.high, cents)
        .concludes(result)
}

/// The value of a milestone that was not reached: that of the milestone and nothing else. Refused
/// under any other basis, and where its value is not published.
pub fn milestone_at_risk(basis: PaymentBasis, value: Option<Exact>) -> Calculated<Exact> {
    match basis {
        PaymentBasis::Milestone => value.ok_or(RefusalCode::UnitPriceUnknown.into()),
        PaymentBasis::FixedPrice => Err(RefusalCode::BasisFixedPrice.into()),
        PaymentBasis::NotPublished => Err(RefusalCode::BasisUnknown.into()),
        PaymentBasis::PerUnit | PaymentBasis::CostReimbursement => {
            Err(RefusalCode::UnitPriceUnknown.into())
        }
    }
}

#[cfg(test)]
#[path = "undelivered_tests.rs"]
mod tests;
