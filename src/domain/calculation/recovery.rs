//! Money that came back, of every base that is known. Not one rate: each names its base, its period and
//! its state, and rates of different bases are not compared.

use super::Calculated;
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// The state of the sum that a recovery is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseState {
    /// Questioned, nothing decided.
    Flagged,
    /// Upheld: found recoverable after action.
    Sustained,
    /// Published as a base without its state.
    AsPublished,
}

impl BaseState {
    /// What the denominator is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flagged => "flagged",
            Self::Sustained => "sustained",
            Self::AsPublished => "the base as published",
        }
    }
}

/// A sum that something may come back of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// In which state.
    pub state: BaseState,
    /// How much; `None` where it is not known.
    pub amount: Option<Exact>,
    /// For which period, in a form that is equal for equal periods.
    pub period: String,
}

/// What came back, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// How much came back.
    pub recovered: Exact,
    /// For which period, in the same form.
    pub period: String,
    /// Every base, each by itself.
    pub bases: Vec<Base>,
}

/// Recovered of one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRate {
    /// The base.
    pub base: Base,
    /// Recovered of it; not capped. `None` where the base is 0 or not known.
    pub rate: Option<Share>,
    /// More came back than the base: to be looked into.
    pub exceeds_base: bool,
    /// Present where no verdict rests on the rate, because the state of its base is not published.
    pub without_verdict: Option<Refusal>,
}

/// Recovered of each base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRates {
    /// One rate for each base, in the order given.
    pub rates: Vec<RecoveryRate>,
    /// How it came about.
    pub working: Working,
}

/// Recovery rates. Refused where a base is of another period than what came back.
pub fn recovery_rates(recovery: &Recovery) -> Calculated<RecoveryRates> {
    if let Some(other) = recovery
        .bases
        .iter()
        .find(|base| base.period != recovery.period)
    {
        return Err(Refusal::new(RefusalCode::PeriodsNotMixed)
            .with("one", &recovery.period)
            .with("other", &other.period)
            .into());
    }
    let amounts = recovery
        .bases
        .iter()
        .filter_map(|base| base.amount.as_ref());
    if amounts.chain([&recovery.recovered]).any(Exact::is_negative) {
        return Err(NumberError::OutOfRange {
            name: "an amount",
            allowed: "0 or more",
        }
        .into());
    }
    let mut working = Working::new("recovery.rates", 1)
        .given("period", &recovery.period)
        .given("recovered", recovery.recovered);
    let mut rates = Vec::with_capacity(recovery.bases.len());
    for base in &recovery.bases {
        let name = base.state.name();
        let rate = match base.amount {
            Some(amount) => Share::new(recovery.recovered, amount, name)?,
            None => None,
        };
        working = working.given(
            name,
            base.amount.map_or("not known".into(), |a| a.to_string()),
        );
        if let Some(rate) = &rate {
            working = working.percent(format!("recovered of {name}"), &rate.value, Rounding::to(2));
        }
        let unknown = base.state == BaseState::AsPublished || base.amount.is_none();
        rates.push(RecoveryRate {
            exceeds_base: base
                .amount
                .is_some_and(|amount| recovery.recovered > amount),
            without_verdict: unknown.then(|| Refusal::new(RefusalCode::BaseUnknown)),
            base: base.clone(),
            rate,
        });
    }
    Ok(RecoveryRates {
        rates,
        working: working.concludes(recovery.recovered),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn base(state: BaseState, amount: &str) -> Base {
        Base {
            state,
            amount: Some(decimal(amount)),
            period: "2023-24".into(),
        }
    }

    fn rates(recovered: &str, bases: Vec<Base>) -> Vec<RecoveryRate> {
        let period = "2023-24".to_owned();
        let recovery = Recovery {
            recovered: decimal(recovered),
            period,
            bases,
        };
        recovery_rates(&recovery).unwrap().rates
    }

    fn flagged(recovered: &str, amount: &str, decimals: u8) -> String {
        let rates = rates(recovered, vec![base(BaseState::Flagged, amount)]);
        rates[0].rate.as_ref().unwrap().percent(decimals)
    }

    #[test]
    fn recovered_12_5_of_935_crore_is_1_337_per_cent() {
        assert_eq!(flagged("12.5", "935", 3), "1.337%");
    }

    #[test]
    fn recovered_2_07_of_245_crore_is_0_845_per_cent() {
        assert_eq!(flagged("2.07", "245", 3), "0.845%");
        assert_eq!(flagged("2.07", "245", 4), "0.8449%");
        assert_eq!(flagged("2.07", "245", 2), "0.84%");
    }

    #[test]
    fn recovered_4_48_of_239_31_crore_is_1_872_per_cent() {
        assert_eq!(flagged("4.48", "239.31", 3), "1.872%");
    }

    #[test]
    fn recovered_1_31_crore_is_13_79_of_the_sustained_and_4_76_of_the_flagged_sum() {
        let bases = vec![
            base(BaseState::Sustained, "9.5"),
            base(BaseState::Flagged, "27.5"),
        ];
        let rates = rates("1.31", bases);
        let shown: Vec<_> = rates
            .iter()
            .map(|r| r.rate.as_ref().unwrap().percent(2))
            .collect();
        assert_eq!(shown, ["13.79%", "4.76%"]);
        let of: Vec<_> = rates
            .iter()
            .map(|r| r.rate.as_ref().unwrap().of.as_str())
            .collect();
        assert_eq!(of, ["sustained", "flagged"]);
    }

    #[test]
    fn rates_of_bases_as_published_carry_no_verdict() {
        for (recovered, amount, expected) in [
            ("18", "86.2", "20.88%"),
            ("26", "171", "15.20%"),
            ("110.87", "889.19", "12.47%"),
            ("24.43", "60.79", "40.19%"),
        ] {
            let rates = rates(recovered, vec![base(BaseState::AsPublished, amount)]);
            assert_eq!(rates[0].rate.as_ref().unwrap().percent(2), expected);
            let code = rates[0]
                .without_verdict
                .as_ref()
                .map(|refusal| refusal.code);
            assert_eq!(code, Some(RefusalCode::BaseUnknown));
        }
    }

    #[test]
    fn a_base_of_nothing_or_not_known_leaves_the_other_base_its_rate() {
        let unknown = Base {
            amount: None,
            ..base(BaseState::Sustained, "1")
        };
        let bases = vec![
            unknown,
            base(BaseState::Flagged, "0"),
            base(BaseState::Flagged, "10"),
        ];
        let rates = rates("5", bases);
        assert_eq!((&rates[0].rate, &rates[1].rate), (&None, &None));
        assert_eq!(rates[2].rate.as_ref().unwrap().percent(0), "50%");
        assert!(rates[0].without_verdict.is_some());
    }

    #[test]
    fn more_recovered_than_flagged_is_marked_and_not_capped() {
        let rates = rates("12", vec![base(BaseState::Flagged, "10")]);
        assert!(rates[0].exceeds_base);
        assert_eq!(rates[0].rate.as_ref().unwrap().percent(0), "120%");
    }

    #[test]
    fn a_base_of_another_period_is_refused() {
        let recovery = Recovery {
            recovered: decimal("1"),
            period: "2022-23".into(),
            bases: vec![base(BaseState::Flagged, "10")],
        };
        let refused = recovery_rates(&recovery).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::PeriodsNotMixed));
    }
}
