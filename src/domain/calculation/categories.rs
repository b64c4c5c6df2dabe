//! Categories of one base: a partition may be added, overlapping ones may not. Not a cleaning of data:
//! what could not be inspected stays out of the denominator and is printed.

use super::Calculated;
use super::{part_of, total};
use crate::domain::number::{NumberError, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// How categories relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Each unit is in exactly one.
    Partition,
    /// A unit can be in several, or that is not known.
    Overlapping,
}

/// Counts of units by category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Categories {
    /// Units in all.
    pub base: u64,
    /// What the base counts: "toilets inspected".
    pub base_is: String,
    /// How the categories relate.
    pub relation: Relation,
    /// Each category with its count.
    pub counts: Vec<(String, u64)>,
}

/// Categories as shares of their base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryShares {
    /// Each category, in the order given. `None` for a base of 0.
    pub shares: Vec<(String, Option<Share>)>,
    /// Base minus sum, for a partition; otherwise why nothing is added.
    pub residual: Result<i128, Refusal>,
    /// How it came about.
    pub working: Working,
}

/// Shares of categories. A partition is checked against its base. Refused where a category is larger
/// than the base.
pub fn category_shares(categories: &Categories) -> Calculated<CategoryShares> {
    let mut working = Working::new("categories.shares", 1).given_in(
        "base",
        categories.base,
        categories.base_is.as_str(),
    );
    let mut shares = Vec::with_capacity(categories.counts.len());
    for (name, count) in &categories.counts {
        part_of(*count, name, categories.base, &categories.base_is)?;
        let share = Share::new(*count, categories.base, categories.base_is.as_str())?;
        working = working.given(name.clone(), count);
        if let Some(share) = &share {
            working = working.percent(name.clone(), &share.value, Rounding::to(1));
        }
        shares.push((name.clone(), share));
    }
    let sum = total(categories.counts.iter().map(|(_, count)| *count))?;
    let residual = match categories.relation {
        Relation::Partition => Ok(i128::from(categories.base) - i128::from(sum)),
        Relation::Overlapping => Err(overlap(sum, categories.base)),
    };
    if let Ok(residual) = residual {
        working = working.plain("sum", sum).plain("residual", residual);
    }
    let working = working.concludes(format!("{} categories", shares.len()));
    Ok(CategoryShares {
        shares,
        residual,
        working,
    })
}

fn overlap(sum: u64, base: u64) -> Refusal {
    let refusal = Refusal::new(RefusalCode::OverlappingCategories).with("base", base);
    // A sum that exceeds the base shows the overlap; any other sum must not be seen.
    if sum > base {
        refusal.with("exceeds_base", "yes")
    } else {
        refusal
    }
}

/// Several categories taken together: of the whole base, and of the base without what could not be
/// inspected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combined {
    /// Units in these categories.
    pub count: u64,
    /// Of the whole base.
    pub of_all: Option<Share>,
    /// Of those that could be inspected.
    pub of_inspectable: Option<Share>,
    /// Units that could not be inspected, were refused or do not apply; printed.
    pub not_inspectable: u64,
}

/// Adds categories of a partition, by name. Refused for overlapping categories, for a partition that
/// does not add up to its base; an error for a category that is not among them or is named twice.
pub fn combine(
    categories: &Categories,
    names: &[&str],
    not_inspectable: &[&str],
) -> Calculated<Combined> {
    let sum = total(categories.counts.iter().map(|(_, count)| *count))?;
    if categories.relation == Relation::Overlapping || sum != categories.base {
        return Err(overlap(sum, categories.base).into());
    }
    let count = count_of(categories, names)?;
    let out = count_of(categories, not_inspectable)?;
    let inspectable = categories.base - out;
    // What is taken together must not be left out as well.
    count_of(categories, &[names, not_inspectable].concat())?;
    let of_inspectable = format!("{}, without those not inspectable", categories.base_is);
    Ok(Combined {
        count,
        of_all: Share::new(count, categories.base, categories.base_is.as_str())?,
        of_inspectable: Share::new(count, inspectable, of_inspectable)?,
        not_inspectable: out,
    })
}

fn count_of(categories: &Categories, names: &[&str]) -> Calculated<u64> {
    let mut count = 0;
    for (index, name) in names.iter().enumerate() {
        let found = categories
            .counts
            .iter()
            .find(|(category, _)| category == name);
        let Some((_, units)) = found.filter(|_| !names[..index].contains(name)) else {
            let (name, allowed) = ("a category", "one of the set, named once");
            return Err(NumberError::OutOfRange { name, allowed }.into());
        };
        count += units;
    }
    Ok(count)
}

/// Units inspected of units expected. May not exceed one. `None` where none were expected.
pub fn coverage(inspected: u64, expected: u64) -> Calculated<Option<Share>> {
    part_of(inspected, "inspected", expected, "expected")?;
    Ok(Share::new(inspected, expected, "expected")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(base: u64, relation: Relation, counts: &[(&str, u64)]) -> Categories {
        let counts = counts
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count))
            .collect();
        Categories {
            base,
            base_is: "toilets inspected".into(),
            relation,
            counts,
        }
    }

    fn faults() -> Categories {
        let counts = [
            ("not working", 138),
            ("blocked", 78),
            ("does not flush", 78),
            ("no water", 65),
            ("no sewage pipe", 31),
        ];
        set(528, Relation::Overlapping, &counts)
    }

    fn condition() -> Categories {
        let counts = [
            ("clean", 188),
            ("dirty", 149),
            ("very dirty", 109),
            ("too bad to inspect", 82),
        ];
        set(528, Relation::Partition, &counts)
    }

    fn percents(categories: &Categories, decimals: u8) -> Vec<String> {
        let shares = category_shares(categories).unwrap().shares;
        shares
            .iter()
            .map(|(_, share)| share.as_ref().unwrap().percent(decimals))
            .collect()
    }

    #[test]
    fn faults_of_528_toilets_overlap_and_are_not_added() {
        assert_eq!(percents(&faults(), 0), ["26%", "15%", "15%", "12%", "6%"]);
        assert_eq!(
            percents(&faults(), 1),
            ["26.1%", "14.8%", "14.8%", "12.3%", "5.9%"]
        );
        let refusal = category_shares(&faults()).unwrap().residual.unwrap_err();
        assert_eq!(refusal.code, RefusalCode::OverlappingCategories);
        let refused = combine(&faults(), &["blocked", "no water"], &[]).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::OverlappingCategories));
    }

    #[test]
    fn the_condition_of_528_toilets_adds_up() {
        assert_eq!(category_shares(&condition()).unwrap().residual, Ok(0));
    }

    #[test]
    fn dirty_and_very_dirty_are_48_9_of_all_and_57_8_of_the_inspectable() {
        let result = combine(
            &condition(),
            &["dirty", "very dirty"],
            &["too bad to inspect"],
        )
        .unwrap();
        assert_eq!((result.count, result.not_inspectable), (258, 82));
        assert_eq!(result.of_all.unwrap().percent(1), "48.9%");
        let inspectable = result.of_inspectable.unwrap();
        assert_eq!(inspectable.percent(1), "57.8%");
        assert_eq!(inspectable.denominator.to_string(), "446");
    }

    #[test]
    fn coverage_of_528_of_888_is_59_5_per_cent() {
        assert_eq!(coverage(528, 888).unwrap().unwrap().percent(1), "59.5%");
        assert_eq!(coverage(0, 0), Ok(None));
        assert_eq!(
            coverage(2, 1).unwrap_err().code(),
            Some(RefusalCode::CountsContradict)
        );
    }

    #[test]
    fn a_sum_of_437_of_256_toilets_is_refused() {
        let counts = [("damaged", 170), ("locked", 129), ("unusable", 138)];
        let mshengu = set(256, Relation::Overlapping, &counts);
        assert_eq!(percents(&mshengu, 1), ["66.4%", "50.4%", "53.9%"]);
        let refusal = category_shares(&mshengu).unwrap().residual.unwrap_err();
        assert_eq!(refusal.code, RefusalCode::OverlappingCategories);
        assert_eq!(refusal.params["exceeds_base"], "yes");
        assert!(!refusal.to_string().contains("437"));
    }

    #[test]
    fn a_partition_that_does_not_add_up_shows_its_residual_and_is_not_added() {
        let short = set(10, Relation::Partition, &[("a", 4), ("b", 5)]);
        assert_eq!(category_shares(&short).unwrap().residual, Ok(1));
        assert!(combine(&short, &["a", "b"], &[]).is_err());
    }

    #[test]
    fn a_category_is_taken_once_and_must_exist() {
        for names in [["dirty", "dirty"], ["dirty", "spotless"]] {
            assert!(combine(&condition(), &names, &[]).is_err());
        }
        assert!(combine(&condition(), &["clean"], &["clean", "dirty"]).is_err());
    }

    #[test]
    fn a_base_of_nothing_has_no_shares_and_a_category_beyond_its_base_is_refused() {
        let empty = set(0, Relation::Partition, &[("a", 0)]);
        assert_eq!(category_shares(&empty).unwrap().shares[0].1, None);
        let wrong = set(1, Relation::Partition, &[("a", 2)]);
        let refused = category_shares(&wrong).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }
}
