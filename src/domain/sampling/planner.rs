//! How many to see: for a wanted margin, for each design; and what a budget buys. Every answer explains itself. Not
//! which ones: that is the draw.

use serde::{Deserialize, Serialize};

use crate::domain::calculation::{Calculated, part_of, total};
use crate::domain::number::{Exact, Mode, NumberError, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::statistics::lqas::{Risks, Thresholds, smallest_design};
use crate::domain::statistics::sample_size::{Assumptions, sample_size};
use crate::domain::working::Working;

/// LQAS designs above this many units are not looked for: a rate is better then.
const LARGEST_LOT: u64 = 200;
/// Margins are told in ten-thousandths.
const MARGIN_PARTS: i128 = 10_000;

/// How sure the answer is to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nine times of ten.
    P90,
    /// Nineteen times of twenty, the usual one.
    #[default]
    P95,
    /// Ninety-nine times of a hundred.
    P99,
}

impl Confidence {
    /// Chi-squared with one degree of freedom, with the three decimals of the printed tables.
    pub fn chi_squared(self) -> Result<Exact, NumberError> {
        Exact::ratio(
            match self {
                Self::P90 => 2706,
                Self::P95 => 3841,
                Self::P99 => 6635,
            },
            1000,
        )
    }
}

/// How close the answer is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Half the width: 0.05 is 5 percentage points either way.
    pub margin: Exact,
    /// How sure.
    pub confidence: Confidence,
    /// The share expected; a half asks for most and is safe.
    pub expected: Exact,
}

impl Wanted {
    /// Five points either way, nineteen times of twenty, nothing expected.
    pub fn usual() -> Result<Self, NumberError> {
        Ok(Self {
            margin: Exact::ratio(1, 20)?,
            confidence: Confidence::P95,
            expected: Exact::ratio(1, 2)?,
        })
    }

    fn assumptions(&self) -> Result<Assumptions, NumberError> {
        Ok(Assumptions {
            chi_squared: self.confidence.chi_squared()?,
            proportion: self.expected,
            margin: self.margin,
            mode: Mode::Ceil,
        })
    }
}

/// How many to see, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Units to see.
    pub n: u64,
    /// How it came about.
    pub working: Working,
}

/// Every unit. Refused for an empty list.
pub fn census(list: u64) -> Calculated<Planned> {
    if list == 0 {
        return Err(RefusalCode::NothingToSample.into());
    }
    let working = Working::new("planner.census", 1)
        .given("units in the list", list)
        .concludes(list);
    Ok(Planned { n: list, working })
}

/// Units of a simple or systematic draw: Krejcie and Morgan, rounded up so that the margin is kept. Refused for an
/// empty list.
pub fn simple(list: u64, wanted: &Wanted) -> Calculated<Planned> {
    let size = sample_size(list, &wanted.assumptions()?)?;
    Ok(Planned {
        n: size.size,
        working: size.working,
    })
}

/// One stratum with how many of it are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocated {
    /// Its name.
    pub name: String,
    /// Units it holds.
    pub size: u64,
    /// Units to see.
    pub n: u64,
}

/// `n` units shared out over strata by their size: whole parts first, what is left over to the largest remainders, the
/// first named where they are equal; then at least `minimum` of each, or all of a smaller one, which may come to more
/// than `n`. Refused where `n` is more than there are, or a stratum is empty.
pub fn allocate(n: u64, strata: &[(String, u64)], minimum: u64) -> Calculated<Vec<Allocated>> {
    let size = total(strata.iter().map(|(_, size)| *size))?;
    part_of(n, "to be seen", size, "in the strata")?;
    if let Some((name, _)) = strata.iter().find(|(_, size)| *size == 0) {
        return Err(Refusal::new(RefusalCode::StratumNotSampled)
            .with("stratum", name)
            .into());
    }
    if strata.is_empty() {
        return Err(RefusalCode::NothingToSample.into());
    }
    let parts = |part: u64| u128::from(n) * u128::from(part);
    let whole = |part: u64| u64::try_from(parts(part) / u128::from(size)).unwrap_or(part);
    let mut shared: Vec<u64> = strata.iter().map(|(_, part)| whole(*part)).collect();
    let mut by_rest: Vec<usize> = (0..strata.len()).collect();
    by_rest.sort_by_key(|at| std::cmp::Reverse(parts(strata[*at].1) % u128::from(size)));
    let given: u64 = shared.iter().sum();
    let left = usize::try_from(n - given).unwrap_or(0);
    for at in by_rest.into_iter().take(left) {
        shared[at] += 1;
    }
    let allocated = strata
        .iter()
        .zip(shared)
        .map(|((name, size), n)| Allocated {
            name: name.clone(),
            size: *size,
            n: n.max(minimum).min(*size),
        });
    Ok(allocated.collect())
}

/// Groups to draw and units within each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedClusters {
    /// Clusters to draw.
    pub clusters: u64,
    /// Units in each.
    pub within: u64,
    /// How it came about.
    pub working: Working,
}

/// How much more a draw in groups takes: 1 + (units in each − 1) · how alike units of one group are, from 0 to 1.
pub fn design_effect(within: u64, alike: &Exact) -> Calculated<Exact> {
    if alike.is_negative() || *alike > Exact::ONE {
        let (name, allowed) = ("how alike units of a group are", "from 0 to 1");
        return Err(NumberError::OutOfRange { name, allowed }.into());
    }
    let others = Exact::from(within.saturating_sub(1));
    Ok(Exact::ONE.plus(others.times(*alike)?)?)
}

/// Clusters of a draw in two stages: the size of a simple draw times the design effect, over the units in each.
/// Refused for an empty list, for no units in each, and where it takes more clusters than there are or only one could
/// be drawn, since one cluster says nothing about the others.
pub fn clusters(
    list: u64,
    clusters_in_list: u64,
    within: u64,
    effect: &Exact,
    wanted: &Wanted,
) -> Calculated<PlannedClusters> {
    if within == 0 || clusters_in_list == 0 {
        return Err(RefusalCode::NothingToSample.into());
    }
    let simple = simple(list, wanted)?.n;
    let needed = Exact::from(simple).times(*effect)?;
    let clusters = needed.over(Exact::from(within))?;
    let whole = u64::try_from(clusters.ceil())
        .map_err(|_| NumberError::Overflow)?
        .max(2);
    part_of(
        whole,
        "clusters to draw",
        clusters_in_list,
        "clusters in the list",
    )?;
    let working = Working::new("planner.clusters", 1)
        .given("units in the list", list)
        .given("clusters in the list", clusters_in_list)
        .given("units in each", within)
        .given("design effect", effect)
        .given("units of a simple draw", simple)
        .step(
            "units with the design effect",
            &needed,
            Rounding::new(0, Mode::Ceil),
        )
        .step("clusters", &clusters, Rounding::new(0, Mode::Ceil))
        .concludes(format!("{whole} clusters, {within} in each"));
    Ok(PlannedClusters {
        clusters: whole,
        within,
        working,
    })
}

/// The smallest rule of LQAS with both risks at most so. `None` where there is none up to 200 units.
pub fn lot(
    thresholds: &Thresholds,
    failing_a_good_one: &Exact,
    passing_a_bad_one: &Exact,
) -> Calculated<Option<Risks>> {
    smallest_design(
        thresholds,
        failing_a_good_one.to_f64(),
        passing_a_bad_one.to_f64(),
        LARGEST_LOT,
    )
}

/// What there is to spend, in one unit for all: money, or hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// What there is.
    pub budget: Exact,
    /// What one visit takes.
    pub each: Exact,
}

/// What the means buy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bought {
    /// Units that can be seen.
    pub n: u64,
    /// Half the width of the answer that gives, rounded up; nothing for a census, and where nothing can be seen.
    pub margin: Option<Exact>,
    /// How it came about.
    pub working: Working,
}

/// How many visits the means buy, the scarcest deciding, and the margin of a simple draw of so many. Refused for an
/// empty list and for means that name no cost.
pub fn bought(
    list: u64,
    means: &[Means],
    confidence: Confidence,
    expected: &Exact,
) -> Calculated<Bought> {
    if list == 0 || means.is_empty() {
        return Err(RefusalCode::NothingToSample.into());
    }
    let mut working = Working::new("planner.budget", 1).given("units in the list", list);
    let mut n = list;
    for one in means {
        if one.budget.is_negative() || !one.each.is_positive() {
            let (name, allowed) = ("a budget or the cost of a visit", "above 0");
            return Err(NumberError::OutOfRange { name, allowed }.into());
        }
        let visits = one.budget.over(one.each)?;
        working = working
            .given("budget", one.budget)
            .given("each visit", one.each)
            .step("visits", &visits, Rounding::new(0, Mode::Floor));
        n = n.min(u64::try_from(visits.floor()).unwrap_or(u64::MAX));
    }
    let margin = margin_of(list, n, confidence, expected)?;
    if let Some(margin) = &margin {
        working = working.percent("margin", margin, Rounding::new(1, Mode::Ceil));
    }
    let working = working.concludes(format!("{n} of {list}"));
    Ok(Bought { n, margin, working })
}

/// Half the width that a simple draw of `n` of a list gives, rounded up to a hundredth of a point. `None` for nothing
/// seen and for a census. Refused for more than there are.
pub fn margin_of(
    list: u64,
    n: u64,
    confidence: Confidence,
    expected: &Exact,
) -> Calculated<Option<Exact>> {
    part_of(n, "to be seen", list, "in the list")?;
    if n == 0 || n == list {
        return Ok(None);
    }
    if !expected.is_positive() || *expected >= Exact::ONE {
        let (name, allowed) = ("an expected share", "between 0 and 1");
        return Err(NumberError::OutOfRange { name, allowed }.into());
    }
    let spread = confidence
        .chi_squared()?
        .times(*expected)?
        .times(Exact::ONE.minus(*expected)?)?;
    let left = Exact::from(list - n).over(Exact::from(n))?;
    let squared = spread.times(left)?.over(Exact::from(list - 1))?;
    // The smallest whole number of ten-thousandths whose square is not below it.
    let aim = squared
        .times(Exact::ratio(MARGIN_PARTS * MARGIN_PARTS, 1)?)?
        .ceil();
    let root = u128::try_from(aim)
        .map_err(|_| NumberError::Overflow)?
        .isqrt();
    let root = i128::try_from(root).map_err(|_| NumberError::Overflow)?;
    let parts = if root * root < aim { root + 1 } else { root };
    Ok(Some(Exact::ratio(parts, MARGIN_PARTS)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::statistics::lqas::LotDesign;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn usual() -> Wanted {
        Wanted::usual().unwrap()
    }

    fn ns(allocated: Calculated<Vec<Allocated>>) -> Vec<u64> {
        allocated.unwrap().iter().map(|one| one.n).collect()
    }

    fn strata(sizes: &[u64]) -> Vec<(String, u64)> {
        let named = sizes.iter().enumerate();
        named.map(|(at, size)| (format!("s{at}"), *size)).collect()
    }

    #[test]
    fn the_table_of_krejcie_and_morgan_rounded_up() {
        for (list, n) in [(10, 10), (50, 45), (230, 145), (500, 218), (9000, 369)] {
            assert_eq!(simple(list, &usual()).unwrap().n, n);
        }
        assert!(simple(0, &usual()).is_err());
        assert_eq!(census(12).unwrap().n, 12);
        assert!(census(0).is_err());
    }

    #[test]
    fn strata_get_their_share_and_at_least_the_minimum() {
        assert_eq!(ns(allocate(10, &strata(&[50, 30, 20]), 0)), [5, 3, 2]);
        assert_eq!(ns(allocate(10, &strata(&[34, 33, 33]), 0)), [4, 3, 3]);
        assert_eq!(ns(allocate(10, &strata(&[97, 2, 1]), 2)), [10, 2, 1]);
        assert_eq!(ns(allocate(3, &strata(&[1, 1, 1]), 0)), [1, 1, 1]);
        assert!(allocate(4, &strata(&[1, 1, 1]), 0).is_err());
        assert!(allocate(1, &strata(&[5, 0]), 0).is_err());
        assert!(allocate(0, &[], 0).is_err());
    }

    #[test]
    fn groups_take_more_than_single_units() {
        // 1 + 9 x 0.1 = 1.9; 218 x 1.9 = 414.2 units; 42 clusters of 10.
        let effect = design_effect(10, &exact("0.1")).unwrap();
        assert_eq!(effect, exact("1.9"));
        let planned = clusters(500, 50, 10, &effect, &usual()).unwrap();
        assert_eq!((planned.clusters, planned.within), (42, 10));
        assert!(clusters(500, 41, 10, &effect, &usual()).is_err());
        assert!(clusters(500, 50, 0, &effect, &usual()).is_err());
        assert!(design_effect(10, &exact("1.1")).is_err());
        assert_eq!(design_effect(0, &exact("0.5")).unwrap(), Exact::ONE);
    }

    #[test]
    fn a_lot_of_six_hundred_takes_nineteen_and_twelve() {
        let thresholds = Thresholds {
            low: exact("0.5"),
            high: exact("0.8"),
            list: Some(600),
        };
        let found = lot(&thresholds, &exact("0.1"), &exact("0.1"))
            .unwrap()
            .unwrap();
        assert_eq!(found.design, LotDesign { n: 19, d: 12 });
    }

    #[test]
    fn the_scarcest_of_money_and_hours_decides() {
        let money = Means {
            budget: exact("5000"),
            each: exact("150"),
        };
        let hours = Means {
            budget: exact("60"),
            each: exact("2.5"),
        };
        let half = exact("0.5");
        let of = |means: &[Means]| bought(230, means, Confidence::P95, &half).unwrap();
        assert_eq!(of(&[money]).n, 33);
        let both = of(&[money, hours]);
        assert_eq!(both.n, 24);
        // sqrt(3.841 x 0.25 x 206 / (24 x 229)) = 0.18972...
        assert_eq!(both.margin, Some(exact("0.1898")));
        let all = bought(20, &[hours], Confidence::P95, &half).unwrap();
        assert_eq!((all.n, all.margin), (20, None));
        assert!(bought(230, &[], Confidence::P95, &half).is_err());
        let free = Means {
            each: Exact::ZERO,
            ..money
        };
        assert!(bought(230, &[free], Confidence::P95, &half).is_err());
    }

    proptest! {
        #[test]
        fn the_planned_size_keeps_its_margin_and_one_less_does_not(list in 30_u64..100_000) {
            let wanted = usual();
            let n = simple(list, &wanted).unwrap().n;
            let margin = |n| margin_of(list, n, Confidence::P95, &wanted.expected).unwrap();
            prop_assert!(margin(n).is_none_or(|m| m <= wanted.margin));
            prop_assert!(margin(n - 1).is_some_and(|m| m > wanted.margin));
        }

        #[test]
        fn what_is_shared_out_adds_up_and_is_never_more_than_there_is(sizes in prop::collection::vec(1_u64..500, 1..9), of in 0_u64..1000) {
            let n = of % (sizes.iter().sum::<u64>() + 1);
            let allocated = allocate(n, &strata(&sizes), 0).unwrap();
            prop_assert_eq!(allocated.iter().map(|one| one.n).sum::<u64>(), n);
            prop_assert!(allocated.iter().all(|one| one.n <= one.size));
        }
    }
}
