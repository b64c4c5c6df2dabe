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
    let mut codes = Vec::new();
    if undelivered.coverage != Coverage::SameAsAudit {
        codes.push(RefusalCode::MoneyCoversMore);
    }
    let by_unit = undelivered.basis == PaymentBasis::PerUnit;
    let may_have_price = by_unit
        || matches!(
            undelivered.basis,
            PaymentBasis::CostReimbursement | PaymentBasis::NotPublished
        );
    let has_price = undelivered.price.is_some();
    match undelivered.basis {
        _ if !undelivered.pays_by_result => codes.push(RefusalCode::PaidNotByResult),
        // A price that is not paid by the unit prices nothing: cost is compared with cost, and a
        // milestone has its own value.
        PaymentBasis::CostReimbursement | PaymentBasis::Milestone => {
            codes.push(RefusalCode::UnitPriceUnknown);
        }
        _ if may_have_price && !has_price => codes.push(RefusalCode::UnitPriceUnknown),
        _ => {}
    }
    match undelivered.basis {
        PaymentBasis::FixedPrice => codes.push(RefusalCode::BasisFixedPrice),
        PaymentBasis::NotPublished => codes.push(RefusalCode::BasisUnknown),
        _ => {}
    }
    codes.into_iter().map(Refusal::new).collect()
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
mod tests {
    use super::*;

    fn whole(value: i64) -> Exact {
        Exact::from_integer(value)
    }

    fn per_unit() -> Undelivered {
        Undelivered {
            missing: whole(20),
            promised: whole(100),
            periods: whole(4),
            price: Some(UnitPrice::of("12.5".parse().unwrap())),
            basis: PaymentBasis::PerUnit,
            coverage: Coverage::SameAsAudit,
            pays_by_result: true,
            payment: None,
        }
    }

    fn mshengu() -> Undelivered {
        Undelivered {
            missing: whole(90),
            promised: whole(346),
            periods: whole(1),
            price: None,
            basis: PaymentBasis::NotPublished,
            coverage: Coverage::MoreThanAudit,
            pays_by_result: true,
            payment: Some("more than R126 million (whole contract)".into()),
        }
    }

    fn codes(undelivered: &Undelivered) -> Vec<RefusalCode> {
        let result = money_at_risk(undelivered).unwrap();
        assert_eq!(result.amount, None);
        result.refusals.iter().map(|refusal| refusal.code).collect()
    }

    #[test]
    fn a_payment_for_the_whole_contract_is_never_multiplied_by_a_shortfall_in_four_areas() {
        use RefusalCode::{BasisUnknown, MoneyCoversMore, UnitPriceUnknown};
        assert_eq!(
            codes(&mshengu()),
            [MoneyCoversMore, UnitPriceUnknown, BasisUnknown]
        );
        let working = money_at_risk(&mshengu()).unwrap().working;
        assert_eq!(working.result, "not computed");
        let beside: Vec<_> = working
            .inputs
            .iter()
            .map(|input| input.value.as_str())
            .collect();
        assert_eq!(
            beside,
            ["90", "346", "1", "more than R126 million (whole contract)"]
        );
        assert!(!format!("{working:?}").contains("32.76"));
    }

    #[test]
    fn twenty_missing_at_12_50_for_four_periods_are_1000() {
        let result = money_at_risk(&per_unit()).unwrap();
        assert_eq!(
            result.amount,
            Some(AmountRange {
                low: whole(1000),
                high: whole(1000)
            })
        );
        assert_eq!(result.working.result, "1000.00");
    }

    #[test]
    fn a_range_of_prices_gives_a_range_of_amounts() {
        let price = Some(UnitPrice {
            low: whole(10),
            high: "12.5".parse().unwrap(),
        });
        let result = money_at_risk(&Undelivered {
            price,
            ..per_unit()
        })
        .unwrap();
        assert_eq!(
            result.amount,
            Some(AmountRange {
                low: whole(800),
                high: whole(1000)
            })
        );
        assert_eq!(result.working.result, "800.00 to 1000.00");
    }

    #[test]
    fn a_fixed_price_contract_is_refused() {
        let fixed = Undelivered {
            basis: PaymentBasis::FixedPrice,
            ..per_unit()
        };
        assert_eq!(codes(&fixed), [RefusalCode::BasisFixedPrice]);
    }

    #[test]
    fn payment_that_does_not_depend_on_the_result_is_refused() {
        let regardless = Undelivered {
            pays_by_result: false,
            ..per_unit()
        };
        assert_eq!(codes(&regardless), [RefusalCode::PaidNotByResult]);
    }

    #[test]
    fn a_price_that_is_not_paid_by_the_unit_prices_nothing() {
        for basis in [PaymentBasis::CostReimbursement, PaymentBasis::Milestone] {
            let other = Undelivered {
                basis,
                ..per_unit()
            };
            assert_eq!(codes(&other), [RefusalCode::UnitPriceUnknown]);
        }
        let no_price = Undelivered {
            price: None,
            ..per_unit()
        };
        assert_eq!(codes(&no_price), [RefusalCode::UnitPriceUnknown]);
    }

    #[test]
    fn coverage_that_is_not_published_is_not_taken_for_the_same() {
        let unknown = Undelivered {
            coverage: Coverage::NotPublished,
            ..per_unit()
        };
        assert_eq!(codes(&unknown), [RefusalCode::MoneyCoversMore]);
    }

    #[test]
    fn a_milestone_is_worth_its_own_value_only() {
        assert_eq!(
            milestone_at_risk(PaymentBasis::Milestone, Some(whole(5))),
            Ok(whole(5))
        );
        let refused = |basis, value| milestone_at_risk(basis, value).unwrap_err().code();
        assert_eq!(
            refused(PaymentBasis::Milestone, None),
            Some(RefusalCode::UnitPriceUnknown)
        );
        let fixed = refused(PaymentBasis::FixedPrice, Some(whole(5)));
        assert_eq!(fixed, Some(RefusalCode::BasisFixedPrice));
    }

    #[test]
    fn negative_inputs_are_errors() {
        assert!(
            money_at_risk(&Undelivered {
                missing: whole(-1),
                ..per_unit()
            })
            .is_err()
        );
        let price = Some(UnitPrice {
            low: whole(5),
            high: whole(4),
        });
        assert!(
            money_at_risk(&Undelivered {
                price,
                ..per_unit()
            })
            .is_err()
        );
    }
}
