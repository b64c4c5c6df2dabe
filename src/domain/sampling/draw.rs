//! The draw: anyone repeats it with a few lines and the published seed. Not a source of chance: the
//! seed is an argument.

use sha2::{Digest, Sha256};

use super::sealed_list::{DrawError, SealedList, is_one_line};
use crate::domain::number::{Exact, Rounding};
use crate::domain::working::Working;

/// The units of one stratum. Without strata there is one, with every unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    name: String,
    /// In sealed order.
    units: Vec<String>,
}

impl Stratum {
    /// Every unit of the list under one name, usually `all`.
    pub fn whole(name: impl Into<String>, list: &SealedList) -> Result<Self, DrawError> {
        Self::of(name, list, list.units())
    }

    /// Some units of the list. Refused where one of them is not in the list or is named twice.
    pub fn of<U: AsRef<str>>(
        name: impl Into<String>,
        list: &SealedList,
        units: &[U],
    ) -> Result<Self, DrawError> {
        let name = name.into();
        if !is_one_line(&name) {
            return Err(DrawError::Unwritable { text: name });
        }
        let mut units: Vec<String> = units.iter().map(|unit| unit.as_ref().to_owned()).collect();
        units.sort_unstable();
        if let Some(unit) = units
            .iter()
            .find(|unit| list.units().binary_search(unit).is_err())
        {
            return Err(DrawError::NotInList { unit: unit.clone() });
        }
        if let Some(pair) = units.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(DrawError::Duplicate {
                unit: pair[0].clone(),
            });
        }
        Ok(Self { name, units })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its units in sealed order.
    pub fn units(&self) -> &[String] {
        &self.units
    }
}

/// Units of one stratum in the order of their rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The units drawn, best rank first.
    pub chosen: Vec<String>,
    /// All others in rank order: who comes next where the recorded rule asks for a substitute.
    pub substitutes: Vec<String>,
    /// How it came about.
    pub working: Working,
}

/// Draws `n` units of a stratum with equal chance.
///
/// Each unit is ranked by SHA-256 of seed, list hash, stratum and unit id, joined by line feeds; the
/// smallest hashes, compared as bytes, are drawn. `WrongSize` for more than there are.
pub fn draw(
    list: &SealedList,
    seed: &str,
    stratum: &Stratum,
    n: usize,
) -> Result<Drawn, DrawError> {
    check_seed(seed)?;
    let available = stratum.units.len();
    if n > available {
        return Err(DrawError::WrongSize {
            asked: n,
            available,
        });
    }
    let mut ranked: Vec<_> = stratum
        .units
        .iter()
        .map(|unit| (rank(list, seed, stratum, unit), unit))
        .collect();
    ranked.sort_unstable();
    let mut chosen: Vec<String> = ranked.into_iter().map(|(_, unit)| unit.clone()).collect();
    let substitutes = chosen.split_off(n);
    let working = given(Working::new("sampling.draw", 1), list, seed, stratum)
        .given("to be drawn", n)
        .plain("drawn", chosen.join(", "))
        .concludes(format!("{n} of {available}"));
    Ok(Drawn {
        chosen,
        substitutes,
        working,
    })
}

/// Every k-th unit of a stratum from a random start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Systematic {
    /// k: units of the stratum for each one drawn, exact.
    pub step: Exact,
    /// The start, from 0 up to the step.
    pub start: Exact,
    /// Positions drawn in sealed order, counted from 0.
    pub positions: Vec<usize>,
    /// The units at these positions.
    pub units: Vec<String>,
    /// How it came about.
    pub working: Working,
}

/// Draws every k-th of `n` units, k being an exact ratio.
///
/// The start is the first 8 bytes of SHA-256 of seed, list hash, stratum and the word `start`, joined
/// by line feeds, read as a big-endian number over 2^64, times k. `WrongSize` for none or for more
/// than there are.
pub fn systematic(
    list: &SealedList,
    seed: &str,
    stratum: &Stratum,
    n: usize,
) -> Result<Systematic, DrawError> {
    check_seed(seed)?;
    let available = stratum.units.len();
    if n == 0 || n > available {
        return Err(DrawError::WrongSize {
            asked: n,
            available,
        });
    }
    let step = Exact::from(available as u64).over(Exact::from(n as u64))?;
    let chance = first_eight_bytes(&rank(list, seed, stratum, "start"));
    let start = Exact::ratio(i128::from(chance), 1 << 64)?.times(step)?;
    let mut positions = Vec::with_capacity(n);
    for index in 0..n {
        let position = start.plus(step.times(Exact::from(index as u64))?)?.floor();
        // Below the number of units, because the start is below one step.
        positions.push(usize::try_from(position).unwrap_or(available - 1));
    }
    let units: Vec<_> = positions
        .iter()
        .map(|at| stratum.units[*at].clone())
        .collect();
    let working = given(Working::new("sampling.systematic", 1), list, seed, stratum)
        .given("to be drawn", n)
        .step("step", &step, Rounding::to(5))
        .step("start", &start, Rounding::to(5))
        .plain("drawn", units.join(", "))
        .concludes(format!("{n} of {available}"));
    Ok(Systematic {
        step,
        start,
        positions,
        units,
        working,
    })
}

fn given(working: Working, list: &SealedList, seed: &str, stratum: &Stratum) -> Working {
    working
        .given("seed", seed)
        .given("hash of the sealed list", list.sha256())
        .given("stratum", &stratum.name)
        .given("units in the stratum", stratum.units.len())
}

fn check_seed(seed: &str) -> Result<(), DrawError> {
    if is_one_line(seed) {
        Ok(())
    } else {
        Err(DrawError::Unwritable {
            text: seed.to_owned(),
        })
    }
}

fn rank(list: &SealedList, seed: &str, stratum: &Stratum, unit: &str) -> [u8; 32] {
    let line = [seed, list.sha256(), &stratum.name, unit].join("\n");
    Sha256::digest(line).into()
}

fn first_eight_bytes(hash: &[u8; 32]) -> u64 {
    hash[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::sampling::VisitSlot;

    const SEED: &str = "2026-11-21 Khayelitsha";

    fn sites(count: usize) -> SealedList {
        SealedList::seal((1..=count).map(|site| format!("site-{site:02}"))).unwrap()
    }

    fn all(list: &SealedList) -> Stratum {
        Stratum::whole("all", list).unwrap()
    }

    #[test]
    fn the_first_five_of_twelve_sites_are_as_published() {
        let list = sites(12);
        let drawn = draw(&list, SEED, &all(&list), 5).unwrap();
        assert_eq!(
            drawn.chosen,
            ["site-09", "site-07", "site-02", "site-05", "site-06"]
        );
        assert_eq!(drawn.substitutes[..2], ["site-04", "site-03"]);
    }

    #[test]
    fn every_2_4th_of_twelve_sites_begins_at_0_10726() {
        let list = sites(12);
        let drawn = systematic(&list, SEED, &all(&list), 5).unwrap();
        assert_eq!(drawn.step, "2.4".parse().unwrap());
        assert_eq!(Rounding::to(5).show(&drawn.start), "0.10726");
        assert_eq!(drawn.positions, [0, 2, 4, 7, 9]);
        assert_eq!(
            drawn.units,
            ["site-01", "site-03", "site-05", "site-08", "site-10"]
        );
    }

    #[test]
    fn the_order_of_entry_changes_nothing_and_the_seed_everything() {
        let list = sites(12);
        let reversed = SealedList::seal(list.units().iter().rev().cloned()).unwrap();
        let of = |list: &SealedList, seed| draw(list, seed, &all(list), 5).unwrap().chosen;
        assert_eq!(of(&list, SEED), of(&reversed, SEED));
        assert_ne!(of(&list, SEED), of(&list, "another seed"));
    }

    #[test]
    fn each_stratum_is_ranked_by_itself_against_the_hash_of_the_whole_list() {
        let list = sites(12);
        let north = Stratum::of("north", &list, &["site-03", "site-01", "site-02"]).unwrap();
        let drawn = draw(&list, SEED, &north, 3).unwrap();
        let mut chosen = drawn.chosen.clone();
        chosen.sort();
        assert_eq!(chosen, ["site-01", "site-02", "site-03"]);
        assert_eq!(drawn.substitutes, Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let list = sites(3);
        let too_many = draw(&list, SEED, &all(&list), 4).unwrap_err();
        assert_eq!(
            too_many,
            DrawError::WrongSize {
                asked: 4,
                available: 3
            }
        );
        assert!(systematic(&list, SEED, &all(&list), 0).is_err());
        assert!(matches!(
            draw(&list, "a\nb", &all(&list), 1),
            Err(DrawError::Unwritable { .. })
        ));
        assert!(matches!(
            draw(&list, "", &all(&list), 1),
            Err(DrawError::Unwritable { .. })
        ));
        let stranger = Stratum::of("north", &list, &["site-99"]).unwrap_err();
        assert_eq!(
            stranger,
            DrawError::NotInList {
                unit: "site-99".into()
            }
        );
        assert!(Stratum::of("north", &list, &["site-01", "site-01"]).is_err());
        assert!(Stratum::of("a\nb", &list, &["site-01"]).is_err());
    }

    #[test]
    fn times_of_visits_are_drawn_like_places() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let slots: Vec<_> = (1..=5)
            .flat_map(|date| ["08:00", "14:00"].map(|slot| (date, slot)))
            .map(|(date, slot)| VisitSlot {
                place: "site-01".into(),
                date: day(date),
                slot: slot.into(),
            })
            .collect();
        let list = SealedList::of_visits(&slots).unwrap();
        let drawn = draw(&list, SEED, &all(&list), 2).unwrap();
        assert_eq!((drawn.chosen.len(), drawn.substitutes.len()), (2, 8));
        assert!(drawn.chosen[0].starts_with("site-01\t2026-11-0"));
    }

    proptest! {
        #[test]
        fn a_draw_is_a_permutation(count in 1..60_usize, n in 0..60_usize, seed in "[a-z0-9 ]{1,20}") {
            let list = sites(count);
            let drawn = draw(&list, &seed, &all(&list), n.min(count)).unwrap();
            let mut units = [drawn.chosen, drawn.substitutes].concat();
            units.sort();
            prop_assert_eq!(units, list.units());
        }

        #[test]
        fn a_systematic_draw_takes_as_many_as_asked_and_none_twice(count in 1..200_usize, n in 1..200_usize, seed in "[a-z]{1,9}") {
            let list = sites(count);
            let n = n.min(count);
            let drawn = systematic(&list, &seed, &all(&list), n).unwrap();
            prop_assert_eq!(drawn.positions.len(), n);
            prop_assert!(drawn.positions.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(drawn.start < drawn.step && drawn.positions[n - 1] < count);
        }

        #[test]
        fn a_larger_draw_holds_the_smaller_one(count in 2..40_usize, seed in "[a-z]{1,9}") {
            let list = sites(count);
            let small = draw(&list, &seed, &all(&list), count / 2).unwrap().chosen;
            let large = draw(&list, &seed, &all(&list), count).unwrap().chosen;
            prop_assert_eq!(&large[..count / 2], small.as_slice());
        }
    }
}
