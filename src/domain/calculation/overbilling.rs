//! Billed above the supportable rate. Not a debt: the payment basis decides what the amount is.

use super::Calculated;
use super::chain::Chain;
use crate::domain::agreement::{AgreementVersion, InForce, PaymentBasis};
use crate::domain::number::{Exact, NumberError, Rounding};
use crate::domain::party::Counter;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// What was billed, and what the auditor finds supportable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billing {
    /// Billed for one unit.
    pub billed_rate: Exact,
    /// The supportable rate by the auditor's declared steps and roundings.
    pub supportable: Chain,
    /// Units billed.
    pub units: Exact,
    /// Who counted the units.
    pub units_counted_by: Counter,
    /// How the amount is rounded; `None` keeps it exact.
    pub amount_rounding: Option<Rounding>,
    /// What payment depends on.
    pub basis: PaymentBasis,
    /// Does the payment depend on the units at all?
    pub pays_by_result: bool,
}

/// What an amount of overbilling is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountStanding {
    /// Questioned: it may be claimed back once it is sustained.
    Questioned,
    /// Disputed, and why it is not called recoverable.
    Disputed(Refusal),
}

/// Billed above the supportable rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overbilled {
    /// Billed rate by units.
    pub billed: Exact,
    /// The supportable rate, as the steps carry it on.
    pub supportable_rate: Exact,
    /// Billed rate minus supportable rate; 0 where the supportable rate is as high or higher.
    pub questioned_rate: Exact,
    /// Supportable rate minus billed rate, to be noted where it is above 0.
    pub below_supportable: Exact,
    /// Questioned rate by units, rounded as declared.
    pub amount: Exact,
    /// What the amount is.
    pub standing: AmountStanding,
    /// The units are the biller's own: the amount is a found rate on claimed units and says so.
    pub on_claimed_units: bool,
    /// How it came about.
    pub working: Working,
}

/// Overbilling on units billed. Refused where payment does not depend on units, or is by milestone and
/// so has no price per unit.
pub fn overbilling(billing: &Billing) -> Calculated<Overbilled> {
    let standing = standing(billing)?;
    if billing.units.is_negative() {
        return Err(NumberError::OutOfRange {
            name: "units billed",
            allowed: "0 or more",
        }
        .into());
    }
    let supportable_rate = billing.supportable.value()?;
    let difference = billing.billed_rate.minus(supportable_rate)?;
    let questioned_rate = difference.max(Exact::ZERO);
    let exact_amount = questioned_rate.times(billing.units)?;
    let amount = match billing.amount_rounding {
        Some(rounding) => rounding.round(&exact_amount)?,
        None => exact_amount,
    };
    let billed = billing.billed_rate.times(billing.units)?;
    let working = billing
        .supportable
        .explain(Working::new("overbilling.unit_price", 1))?;
    let working = working
        .given("billed rate", billing.billed_rate)
        .given("units billed", billing.units)
        .attributed("units billed", billing.units_counted_by.code(), None)
        .plain("billed", billed)
        .plain("supportable rate", supportable_rate)
        .plain("questioned rate", questioned_rate);
    let working = match billing.amount_rounding {
        Some(rounding) => working.step("questioned amount", &exact_amount, rounding),
        None => working.plain("questioned amount", exact_amount),
    };
    Ok(Overbilled {
        billed,
        supportable_rate,
        questioned_rate,
        below_supportable: (-difference).max(Exact::ZERO),
        amount,
        standing,
        on_claimed_units: !billing.units_counted_by.is_independent(),
        working: working.concludes(amount),
    })
}

fn standing(billing: &Billing) -> Calculated<AmountStanding> {
    if !billing.pays_by_result {
        return Err(RefusalCode::PaidNotByResult.into());
    }
    let disputed = |code| AmountStanding::Disputed(Refusal::new(code));
    match billing.basis {
        PaymentBasis::PerUnit | PaymentBasis::CostReimbursement => Ok(AmountStanding::Questioned),
        PaymentBasis::FixedPrice => Ok(disputed(RefusalCode::BasisFixedPrice)),
        PaymentBasis::NotPublished => Ok(disputed(RefusalCode::BasisUnknown)),
        PaymentBasis::Milestone => Err(RefusalCode::UnitPriceUnknown.into()),
    }
}

/// The one version whose price applies in a period. Refused where the price changes inside it, and
/// where no dated version sets a price.
pub fn one_version(in_force: InForce<'_>) -> Calculated<&AgreementVersion> {
    match in_force {
        InForce::One(version) => Ok(version),
        InForce::Mixed(..) => Err(RefusalCode::VersionsMixed.into()),
        InForce::None => Err(RefusalCode::UnitPriceUnknown.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calculation::chain::Operation;

    fn whole(value: i64) -> Exact {
        Exact::from_integer(value)
    }

    fn chain(daily: Option<Rounding>, rate: Option<Rounding>) -> Chain {
        Chain::of("allowable cost", whole(8_806_926))
            .then("daily cost", Operation::DividedBy(whole(366)), daily)
            .then(
                "supportable rate per day",
                Operation::DividedBy(whole(562)),
                rate,
            )
    }

    fn wicomico() -> Billing {
        Billing {
            billed_rate: whole(50),
            supportable: chain(Some(Rounding::WHOLE), Some(Rounding::to(2))),
            units: whole(48_355),
            units_counted_by: Counter::Provider,
            amount_rounding: Some(Rounding::WHOLE),
            basis: PaymentBasis::CostReimbursement,
            pays_by_result: true,
        }
    }

    fn with_chain(daily: Option<Rounding>, rate: Option<Rounding>) -> Exact {
        let billing = Billing {
            supportable: chain(daily, rate),
            amount_rounding: None,
            ..wicomico()
        };
        overbilling(&billing).unwrap().amount
    }

    #[test]
    fn wicomico_questions_347189_dollars() {
        let result = overbilling(&wicomico()).unwrap();
        assert_eq!(result.supportable_rate, "42.82".parse().unwrap());
        assert_eq!(result.questioned_rate, "7.18".parse().unwrap());
        assert_eq!(result.amount, whole(347_189));
        assert_eq!(result.billed, whole(2_417_750));
        assert_eq!(result.standing, AmountStanding::Questioned);
        let amount = result.working.steps.last().unwrap();
        assert_eq!(
            (amount.exact.as_str(), amount.shown.as_str()),
            ("347188.9", "347189")
        );
    }

    #[test]
    fn the_amount_rests_on_claimed_units_and_says_so() {
        assert!(overbilling(&wicomico()).unwrap().on_claimed_units);
        let recounted = Billing {
            units_counted_by: Counter::Auditor,
            ..wicomico()
        };
        assert!(!overbilling(&recounted).unwrap().on_claimed_units);
    }

    #[test]
    fn no_rounding_at_all_gives_347378() {
        assert_eq!(Rounding::to(2).show(&with_chain(None, None)), "347378.25");
    }

    #[test]
    fn rounding_the_daily_cost_only_gives_347347() {
        let amount = with_chain(Some(Rounding::WHOLE), None);
        assert_eq!(Rounding::to(2).show(&amount), "347347.22");
    }

    #[test]
    fn rounding_the_rate_to_the_cent_is_the_decisive_step() {
        let amount = with_chain(None, Some(Rounding::to(2)));
        assert_eq!(Rounding::to(2).show(&amount), "347188.90");
    }

    #[test]
    fn under_a_fixed_price_the_amount_is_disputed() {
        let fixed = Billing {
            basis: PaymentBasis::FixedPrice,
            ..wicomico()
        };
        let result = overbilling(&fixed).unwrap();
        assert_eq!(result.amount, whole(347_189));
        let refusal = Refusal::new(RefusalCode::BasisFixedPrice);
        assert_eq!(result.standing, AmountStanding::Disputed(refusal));
    }

    #[test]
    fn without_a_published_basis_no_amount_is_called_recoverable() {
        let unknown = Billing {
            basis: PaymentBasis::NotPublished,
            ..wicomico()
        };
        let standing = overbilling(&unknown).unwrap().standing;
        assert_eq!(
            standing,
            AmountStanding::Disputed(Refusal::new(RefusalCode::BasisUnknown))
        );
    }

    #[test]
    fn payment_by_milestone_or_regardless_of_result_is_refused() {
        let refused = |billing: &Billing| overbilling(billing).unwrap_err().code();
        let milestone = Billing {
            basis: PaymentBasis::Milestone,
            ..wicomico()
        };
        assert_eq!(refused(&milestone), Some(RefusalCode::UnitPriceUnknown));
        let regardless = Billing {
            pays_by_result: false,
            ..wicomico()
        };
        assert_eq!(refused(&regardless), Some(RefusalCode::PaidNotByResult));
    }

    #[test]
    fn billed_below_the_supportable_rate_questions_nothing_and_notes_the_difference() {
        let below = Billing {
            billed_rate: whole(40),
            ..wicomico()
        };
        let result = overbilling(&below).unwrap();
        assert_eq!(
            (result.questioned_rate, result.amount),
            (Exact::ZERO, Exact::ZERO)
        );
        assert_eq!(result.below_supportable, "2.82".parse().unwrap());
    }

    #[test]
    fn two_versions_in_one_period_are_refused_before_anything_is_computed() {
        let version = |json: &str| serde_json::from_str::<AgreementVersion>(json).unwrap();
        let old = version(r#"{"id":"mod-5","changed":"sliding rate"}"#);
        let new = version(r#"{"id":"mod-7","changed":"flat rate"}"#);
        let refused = one_version(InForce::Mixed(&old, &new)).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::VersionsMixed));
        assert_eq!(one_version(InForce::One(&new)), Ok(&new));
        assert_eq!(
            one_version(InForce::None).unwrap_err().code(),
            Some(RefusalCode::UnitPriceUnknown)
        );
    }
}
