//! Prices that depend on a volume. Not a guess where the table is silent: a gap is reported.

use super::{Calculated, CalculationError};
use crate::domain::agreement::Tier;
use crate::domain::number::{Exact, NumberError};
use crate::domain::refusal::{Refusal, RefusalCode};

/// One line of a price table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceTier {
    /// Smallest volume, included.
    pub from: u64,
    /// Largest volume, included; `None` for no end.
    pub to: Option<u64>,
    /// Price of one unit.
    pub price: Exact,
}

impl PriceTier {
    fn covers(&self, volume: u64) -> bool {
        self.from <= volume && self.to.is_none_or(|to| volume <= to)
    }
}

impl From<&Tier> for PriceTier {
    /// "Below 70" ends at 69, "above 121" begins at 122.
    fn from(tier: &Tier) -> Self {
        let above = tier.above.map(|above| u64::from(above) + 1);
        let below = tier.below.map(|below| u64::from(below).saturating_sub(1));
        Self {
            from: tier.from.map(u64::from).or(above).unwrap_or(0),
            to: tier.to.map(u64::from).or(below),
            price: tier.price.value(),
        }
    }
}

/// Volumes that a table leaves without a price, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// First volume without a price.
    pub from: u64,
    /// Last one; `None` for no end.
    pub to: Option<u64>,
}

/// A price table as agreed, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierTable {
    tiers: Vec<PriceTier>,
}

impl TierTable {
    /// A table. `OutOfRange` for a tier that ends before it begins.
    pub fn new(mut tiers: Vec<PriceTier>) -> Result<Self, NumberError> {
        if tiers
            .iter()
            .any(|tier| tier.to.is_some_and(|to| to < tier.from))
        {
            let (name, allowed) = (
                "a tier of prices",
                "from a volume to the same or a larger one",
            );
            return Err(NumberError::OutOfRange { name, allowed });
        }
        tiers.sort_by_key(|tier| tier.from);
        Ok(Self { tiers })
    }

    /// The price at a volume. Refused where no line covers it, or where several give different prices.
    pub fn price_at(&self, volume: u64) -> Calculated<Exact> {
        let mut prices = self
            .tiers
            .iter()
            .filter(|tier| tier.covers(volume))
            .map(|tier| tier.price);
        match prices.next() {
            Some(price) if prices.all(|other| other == price) => Ok(price),
            _ => Err(self.undefined_at(volume)),
        }
    }

    fn undefined_at(&self, volume: u64) -> CalculationError {
        let prices = self.tiers.iter().filter(|tier| tier.covers(volume)).count();
        Refusal::new(RefusalCode::TierGap)
            .with("volume", volume)
            .with("prices", prices)
            .into()
    }

    /// Every volume without a price, from 1 up.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut next = 1;
        for tier in &self.tiers {
            if tier.from > next {
                gaps.push(Gap {
                    from: next,
                    to: Some(tier.from - 1),
                });
            }
            match tier.to.map(|to| to.checked_add(1)) {
                Some(Some(after)) => next = next.max(after),
                _ => return gaps,
            }
        }
        gaps.push(Gap {
            from: next,
            to: None,
        });
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(from: u64, to: Option<u64>, price: i64) -> PriceTier {
        PriceTier {
            from,
            to,
            price: Exact::from_integer(price),
        }
    }

    /// <70 $58; 71-80 $57; 81-90 $56; 91-100 $54; 101-110 $52; 111-120 $51; >121 $50
    fn wicomico() -> TierTable {
        let tiers = vec![
            tier(122, None, 50),
            tier(0, Some(69), 58),
            tier(71, Some(80), 57),
            tier(81, Some(90), 56),
            tier(91, Some(100), 54),
            tier(101, Some(110), 52),
            tier(111, Some(120), 51),
        ];
        TierTable::new(tiers).unwrap()
    }

    #[test]
    fn a_census_of_65_75_and_122_is_priced_58_57_and_50() {
        for (volume, price) in [(65, 58), (75, 57), (122, 50), (0, 58), (69, 58), (71, 57)] {
            assert_eq!(
                wicomico().price_at(volume),
                Ok(Exact::from_integer(price)),
                "{volume}"
            );
        }
    }

    #[test]
    fn a_census_of_exactly_70_or_121_has_no_price() {
        for volume in [70, 121] {
            let error = wicomico().price_at(volume).unwrap_err();
            assert_eq!(error.code(), Some(RefusalCode::TierGap));
            assert_eq!(
                error.refusal().unwrap().params["volume"],
                volume.to_string()
            );
        }
    }

    #[test]
    fn the_gaps_of_a_table_are_found_without_asking_for_them() {
        let gap = |at| Gap {
            from: at,
            to: Some(at),
        };
        assert_eq!(wicomico().gaps(), [gap(70), gap(121)]);
    }

    #[test]
    fn a_table_that_ends_leaves_everything_above_it_undefined() {
        let table = TierTable::new(vec![tier(5, Some(9), 1)]).unwrap();
        let expected = [
            Gap {
                from: 1,
                to: Some(4),
            },
            Gap { from: 10, to: None },
        ];
        assert_eq!(table.gaps(), expected);
        assert_eq!(
            TierTable::new(vec![]).unwrap().gaps(),
            [Gap { from: 1, to: None }]
        );
    }

    #[test]
    fn two_prices_for_one_volume_are_as_good_as_none() {
        let table = TierTable::new(vec![tier(1, Some(10), 5), tier(10, None, 4)]).unwrap();
        assert_eq!(
            table.price_at(10).unwrap_err().code(),
            Some(RefusalCode::TierGap)
        );
        let same = TierTable::new(vec![tier(1, Some(10), 5), tier(10, None, 5)]).unwrap();
        assert_eq!(same.price_at(10), Ok(Exact::from_integer(5)));
        assert!(TierTable::new(vec![tier(9, Some(5), 1)]).is_err());
    }

    #[test]
    fn a_tier_as_written_turns_below_and_above_into_whole_ends() {
        let written = |json: &str| PriceTier::from(&serde_json::from_str::<Tier>(json).unwrap());
        assert_eq!(
            written(r#"{"below":70,"price":"58"}"#),
            tier(0, Some(69), 58)
        );
        assert_eq!(
            written(r#"{"from":71,"to":80,"price":"57"}"#),
            tier(71, Some(80), 57)
        );
        assert_eq!(
            written(r#"{"above":121,"price":"50"}"#),
            tier(122, None, 50)
        );
    }
}
