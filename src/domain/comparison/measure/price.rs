//! Prices and sums of money: what was charged against what was agreed or supported, what came back against
//! what was found recoverable. Whether an amount is a debt is decided with the money of the row.

use crate::domain::agreement::Rate;
use crate::domain::calculation::overbilling::one_version;
use crate::domain::calculation::tiers::{PriceTier, TierTable};
use crate::domain::calculation::{Calculated, Comparator};
use crate::domain::figure::Value;
use crate::domain::number::{Exact, Share};
use crate::domain::period::Period;
use crate::domain::refusal::{Refusal, RefusalCode};

use super::super::verdict::Reason;
use super::{Fact, Gap, Measure, Measured, Standing, percent, shown};

impl Measure<'_> {
    /// The price of the version in force, at the volume that was billed.
    pub(super) fn at_agreed_rate(&self) -> Calculated<Measured> {
        let Value::Rate { price, volume, .. } = &self.figure.value else {
            return self.unfit();
        };
        let Some(agreement) = self.case.agreement_of(self.obligation) else {
            return Ok(Measured::undecided(Reason::NoTarget, RefusalCode::NoTarget));
        };
        let open = Period::default();
        let period = self.figure.period.as_ref().or(self.period).unwrap_or(&open);
        let version = one_version(agreement.price_in_force(period))?;
        let agreed = match &version.rate {
            Some(Rate::Flat { price, .. }) => price.value(),
            Some(Rate::Tiered { tiers, .. }) => {
                let table = TierTable::new(tiers.iter().map(PriceTier::from).collect())?;
                match volume {
                    Some(volume) => table.price_at(u64::from(*volume))?,
                    None => return Err(Refusal::new(RefusalCode::TierGap).into()),
                }
            }
            None => return Err(Refusal::new(RefusalCode::UnitPriceUnknown).into()),
        };
        let billed = price.value();
        let met = Comparator::AtMost.is_met(&billed, &agreed);
        let mut measured = Measured::standing(
            if met { Standing::Met } else { Standing::Missed },
            if met { 5 } else { 7 },
        );
        let beyond = billed.minus(agreed)?;
        measured.gap = Some(Gap {
            amount: -beyond,
            unit: self.obligation.unit.clone(),
        });
        measured.value = Some(billed);
        measured.facts.push(Fact::new(
            if met {
                "fact-price-as-agreed"
            } else {
                "fact-price-above-agreed"
            },
            [
                ("billed", shown(&billed)),
                ("agreed", shown(&agreed)),
                ("beyond", shown(&beyond.max(Exact::ZERO))),
                ("version", version.id.to_string()),
            ],
        ));
        Ok(measured)
    }

    /// Charged above what allowable cost supports: the sum questioned on that ground says so.
    pub(super) fn at_supportable_rate(&self) -> Calculated<Measured> {
        match &self.figure.value {
            // Without its working a flagged sum is only flagged.
            Value::Amount(_) if !self.is_worked_out() => self.sums(),
            Value::Amount(questioned) => {
                let questioned = questioned.value();
                let (standing, rule) = if questioned.is_positive() {
                    (Standing::Missed, 7)
                } else {
                    (Standing::Met, 5)
                };
                let mut measured = Measured::standing(standing, rule);
                measured.value = Some(questioned);
                self.money_sample_refusals(&mut measured);
                Ok(measured)
            }
            // A billed price says what was claimed; what is supportable is not the biller's to say.
            Value::Rate { .. } => Ok(Measured::standing(
                Standing::Undecided(Reason::NobodyLooked),
                3,
            )),
            _ => self.unfit(),
        }
    }

    fn is_worked_out(&self) -> bool {
        self.case
            .money
            .iter()
            .any(|l| l.id == self.figure.id && l.derivation.is_some())
    }

    /// Sums without the base they are a part of.
    pub(super) fn sums(&self) -> Calculated<Measured> {
        let Value::Amount(amount) = &self.figure.value else {
            return self.unfit();
        };
        let line = self.case.money.iter().find(|l| l.id == self.figure.id);
        let decided = line.is_none_or(|line| {
            use crate::domain::money_line::MoneyState;
            line.obligation.as_ref() == Some(&self.obligation.id)
                && line.states.iter().any(|s| {
                    matches!(
                        s.state,
                        MoneyState::Sustained | MoneyState::Agreed | MoneyState::Recovered
                    )
                })
        });
        let mut measured = if decided && amount.value().is_positive() {
            Measured::standing(Standing::Missed, 14)
        } else {
            Measured::standing(Standing::Undecided(Reason::NoTarget), 15)
        };
        match line.and_then(|l| l.of.as_ref()) {
            Some(of) => {
                if let Some(share) = Share::new(amount.value(), of.value(), "looked at")? {
                    measured.facts.push(Fact::new(
                        "fact-of-amount-looked-at",
                        [
                            ("amount", amount.text().to_owned()),
                            ("of", of.text().to_owned()),
                            ("percent", percent(&share.value)),
                        ],
                    ));
                }
            }
            None => measured
                .refusals
                .push(Refusal::new(RefusalCode::BaseUnknown)),
        }
        self.money_sample_refusals(&mut measured);
        Ok(measured)
    }

    fn money_sample_refusals(&self, measured: &mut Measured) {
        if self.sample.is_some_and(|s| {
            !s.design.is_probability() && s.design != crate::domain::sample::Design::Census
        }) {
            measured
                .refusals
                .push(Refusal::new(RefusalCode::NotProbabilitySample));
            measured
                .refusals
                .push(Refusal::new(RefusalCode::BeyondFrame));
        }
    }

    /// What came back of what the deciding authority found recoverable.
    pub(super) fn recoverable(&self) -> Calculated<Measured> {
        use crate::domain::money_line::MoneyState;
        let Value::Amount(recovered) = &self.figure.value else {
            return self.unfit();
        };
        let line = self.case.money.iter().find(|l| l.id == self.figure.id);
        let sum = line.and_then(|l| l.states.iter().find(|s| s.state == MoneyState::Sustained));
        let Some(sum) = sum else {
            let mut measured = Measured::undecided(Reason::NoTarget, RefusalCode::BaseUnknown);
            let as_published = line.is_some_and(|l| {
                l.states.iter().any(|s| {
                    s.state == MoneyState::AsPublished
                        && s.counted_by == crate::domain::party::Counter::NotPublished
                })
            });
            if as_published {
                measured
                    .refusals
                    .push(Refusal::new(RefusalCode::WhoCountedUnknown));
            }
            return Ok(measured);
        };
        let gap = recovered.value().minus(sum.amount.value())?;
        let (standing, rule) = match (gap.is_negative(), recovered.value().is_zero()) {
            (false, _) => (Standing::Met, 5),
            (true, true) => (Standing::Nothing, 6),
            (true, false) => (Standing::Missed, 7),
        };
        let mut measured = Measured::standing(standing, rule);
        measured.value = Some(recovered.value());
        measured.short = Some((-gap).max(Exact::ZERO));
        measured.gap = Some(Gap {
            amount: gap,
            unit: self.obligation.unit.clone(),
        });
        if let Some(share) = Share::new(recovered.value(), sum.amount.value(), "recoverable")? {
            measured.facts.push(Fact::new(
                "fact-recovered",
                [
                    ("recovered", recovered.text().to_owned()),
                    ("of", sum.amount.text().to_owned()),
                    ("percent", percent(&share.value)),
                ],
            ));
        }
        Ok(measured)
    }
}
