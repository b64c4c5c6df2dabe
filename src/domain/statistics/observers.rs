//! Whether two observers see the same. Not a grade of the observers, and never kappa without the plain
//! share beside it.

use serde::{Deserialize, Serialize};

use crate::domain::calculation::{Calculated, total};
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::refusal::RefusalCode;
use crate::domain::working::Working;

/// How strong an agreement is called, after Landis and Koch 1977.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Below 0.
    None,
    /// 0 to 0.2.
    Slight,
    /// Above 0.2, to 0.4.
    Fair,
    /// Above 0.4, to 0.6.
    Moderate,
    /// Above 0.6, to 0.8.
    Substantial,
    /// Above 0.8.
    AlmostPerfect,
}

impl Band {
    /// The band of a kappa. A value on a boundary belongs to the lower band, 0 to `Slight`.
    pub fn of(kappa: &Exact) -> Self {
        if kappa.is_negative() {
            return Self::None;
        }
        let bands = [Self::Slight, Self::Fair, Self::Moderate, Self::Substantial];
        // Fifths, on exact numbers: 0.2 k >= kappa is 5 kappa <= k.
        let fifths = kappa
            .times(Exact::from_integer(5))
            .map_or(5, |fifths| fifths.ceil())
            .max(1);
        let index = usize::try_from(fifths - 1).unwrap_or(bands.len());
        bands.get(index).copied().unwrap_or(Self::AlmostPerfect)
    }
}

/// The same units seen by two observers: row for what the first noted, column for the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoObservers {
    /// A square table of counts.
    pub table: Vec<Vec<u64>>,
    /// Did two different people note what they saw without knowing of each other's notes?
    pub independent: bool,
}

/// Agreement of two observers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// Units on which both noted the same, of all. `None` for no units.
    pub agreed: Option<Share>,
    /// Agreement that chance alone would bring. `None` for no units.
    pub by_chance: Option<Exact>,
    /// Agreement beyond chance. `None` for no units, and where chance alone agrees always.
    pub kappa: Option<Exact>,
    /// What it is called.
    pub band: Option<Band>,
    /// How it came about.
    pub working: Working,
}

/// Cohen's kappa with the plain agreement, exact. Refused where the records were not made
/// independently; an error for a table that is not square.
pub fn agreement_of(observers: &TwoObservers) -> Calculated<Observed> {
    if !observers.independent {
        return Err(RefusalCode::NotIndependent.into());
    }
    let table = &observers.table;
    if table.iter().any(|row| row.len() != table.len()) {
        return Err(NumberError::OutOfRange {
            name: "a table of agreement",
            allowed: "square",
        }
        .into());
    }
    let rows = table
        .iter()
        .map(|row| total(row.iter().copied()))
        .collect::<Calculated<Vec<_>>>()?;
    let columns = (0..table.len())
        .map(|column| total(table.iter().map(|row| row[column])))
        .collect::<Calculated<Vec<_>>>()?;
    let n = total(rows.iter().copied())?;
    let same = total((0..table.len()).map(|index| table[index][index]))?;
    let agreed = Share::new(same, n, "units seen by both")?;
    let mut working = Working::new("observers.kappa", 1)
        .cite("Cohen 1960; Landis and Koch 1977")
        .given("units seen by both", n)
        .given("noted alike", same);
    let (mut by_chance, mut kappa) = (None, None);
    if let Some(share) = &agreed {
        let chance = chance_agreement(&rows, &columns, n)?;
        working = working
            .percent("agreement", &share.value, Rounding::to(1))
            .step("agreement by chance", &chance, Rounding::to(4));
        if chance != Exact::ONE {
            kappa = Some(share.value.minus(chance)?.over(Exact::ONE.minus(chance)?)?);
        }
        by_chance = Some(chance);
    }
    if let Some(kappa) = &kappa {
        working = working.step("kappa", kappa, Rounding::to(4));
    }
    let band = kappa.as_ref().map(Band::of);
    let working = working.concludes(format!("{same} of {n} alike"));
    Ok(Observed {
        agreed,
        by_chance,
        kappa,
        band,
        working,
    })
}

fn chance_agreement(rows: &[u64], columns: &[u64], n: u64) -> Result<Exact, NumberError> {
    let n = Exact::from(n);
    rows.iter()
        .zip(columns)
        .try_fold(Exact::ZERO, |sum, (row, column)| {
            let both = Exact::from(*row)
                .over(n)?
                .times(Exact::from(*column).over(n)?)?;
            sum.plus(both)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn observed(rows: &[&[u64]]) -> Observed {
        let table = rows.iter().map(|row| row.to_vec()).collect();
        agreement_of(&TwoObservers {
            table,
            independent: true,
        })
        .unwrap()
    }

    fn decimal(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn shown(value: Option<Exact>) -> String {
        Rounding::to(4).show(&value.unwrap())
    }

    #[test]
    fn twenty_five_ten_fifteen_is_fair_exactly_on_the_boundary() {
        let result = observed(&[&[20, 5], &[10, 15]]);
        assert_eq!(result.agreed.unwrap().value, decimal("0.7"));
        assert_eq!(result.by_chance, Some(decimal("0.5")));
        assert_eq!(result.kappa, Some(decimal("0.4")));
        assert_eq!(result.band, Some(Band::Fair));
    }

    #[test]
    fn three_categories_of_a_hundred_give_a_kappa_of_0_4915() {
        let result = observed(&[&[44, 5, 1], &[7, 20, 3], &[9, 5, 6]]);
        assert_eq!(result.agreed.unwrap().value, decimal("0.7"));
        assert_eq!(result.by_chance, Some(decimal("0.41")));
        assert_eq!(
            (shown(result.kappa), result.band),
            ("0.4915".into(), Some(Band::Moderate))
        );
    }

    #[test]
    fn much_agreement_on_a_common_category_may_be_no_better_than_chance() {
        let result = observed(&[&[90, 5], &[5, 0]]);
        assert_eq!(result.agreed.unwrap().value, decimal("0.9"));
        assert_eq!(result.by_chance, Some(decimal("0.905")));
        assert_eq!(
            (shown(result.kappa), result.band),
            ("-0.0526".into(), Some(Band::None))
        );
    }

    #[test]
    fn where_both_always_note_the_same_category_kappa_is_undefined() {
        let result = observed(&[&[50, 0], &[0, 0]]);
        assert_eq!(result.agreed.unwrap().value, Exact::ONE);
        assert_eq!((result.kappa, result.band), (None, None));
    }

    #[test]
    fn nothing_seen_by_both_gives_nothing() {
        let result = observed(&[&[0, 0], &[0, 0]]);
        assert_eq!(
            (result.agreed, result.by_chance, result.kappa),
            (None, None, None)
        );
        assert_eq!(observed(&[]).kappa, None);
    }

    #[test]
    fn a_boundary_belongs_to_the_lower_band() {
        let bands = [
            "-0.01", "0", "0.2", "0.21", "0.4", "0.6", "0.8", "0.81", "1",
        ]
        .map(|kappa| Band::of(&decimal(kappa)));
        use Band::{AlmostPerfect, Fair, Moderate, None, Slight, Substantial};
        let expected = [
            None,
            Slight,
            Slight,
            Fair,
            Fair,
            Moderate,
            Substantial,
            AlmostPerfect,
            AlmostPerfect,
        ];
        assert_eq!(bands, expected);
    }

    #[test]
    fn records_that_were_not_independent_are_refused() {
        let copied = TwoObservers {
            table: vec![vec![1]],
            independent: false,
        };
        assert_eq!(
            agreement_of(&copied).unwrap_err().code(),
            Some(RefusalCode::NotIndependent)
        );
        let ragged = TwoObservers {
            table: vec![vec![1, 2], vec![3]],
            independent: true,
        };
        assert_eq!(agreement_of(&ragged).unwrap_err().code(), None);
    }

    proptest! {
        #[test]
        fn kappa_is_never_above_one_nor_above_what_it_corrects(a in 0..500_u64, b in 0..500_u64, c in 0..500_u64, d in 0..500_u64) {
            let result = observed(&[&[a, b], &[c, d]]);
            if let (Some(kappa), Some(agreed)) = (result.kappa, result.agreed) {
                prop_assert!(kappa <= agreed.value && agreed.value <= Exact::ONE);
            }
        }
    }
}
