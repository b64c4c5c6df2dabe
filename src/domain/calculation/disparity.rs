//! The four-fifths rule: a screen for unequal treatment. Not proof: it is read together with a
//! difference of rates.

use super::Calculated;
use super::part_of;
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::working::Working;

/// One group and its favourable outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which group.
    pub name: String,
    /// People with the favourable outcome.
    pub favoured: u64,
    /// People in the group.
    pub total: u64,
    /// The group in the relevant population, where known: so many of so many.
    pub of_population: Option<(u64, u64)>,
}

/// What the screen says about a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// At or above four fifths of the highest rate.
    NotFlagged,
    /// Strictly below.
    Flagged,
    /// Below, but one person's outcome would lift it: no finding.
    OneOutcomeDecides,
    /// At or below 2% of the relevant population: not screened.
    GroupTooSmall,
    /// Nobody in the group, or nobody favoured anywhere.
    Undefined,
}

/// A group against the group with the highest rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupScreen {
    /// Which group.
    pub name: String,
    /// Favoured of the group. `None` for a group of nobody.
    pub rate: Option<Share>,
    /// Rate over the highest rate. `None` where it is undefined.
    pub ratio: Option<Exact>,
    /// What the screen says.
    pub screen: Screen,
}

/// All groups against the one with the highest rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disparity {
    /// Each group, in the order given.
    pub groups: Vec<GroupScreen>,
    /// The group with the highest rate. `None` where nobody is favoured anywhere.
    pub highest: Option<String>,
    /// How it came about.
    pub working: Working,
}

/// Screens groups by the four-fifths rule, on whole numbers. Groups at or below 2% of the relevant
/// population are neither screened nor taken as the highest.
pub fn four_fifths(groups: &[Group]) -> Calculated<Disparity> {
    for group in groups {
        part_of(group.favoured, "favoured", group.total, group.name.as_str())?;
        if let Some((part, whole)) = group.of_population {
            part_of(part, group.name.as_str(), whole, "relevant population")?;
        }
    }
    let counts: Vec<_> = groups
        .iter()
        .map(|group| (group.favoured, group.total))
        .collect();
    let screened = |index: &usize| groups[*index].total > 0 && !is_too_small(&groups[*index]);
    let eligible: Vec<usize> = (0..groups.len()).filter(screened).collect();
    let highest = highest(&counts, &eligible).filter(|index| counts[*index].0 > 0);
    let mut working = Working::new("disparity.four_fifths", 1)
        .cite("EEOC Uniform Guidelines, Questions and Answers, 1979");
    let mut screens = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        working = working
            .given(format!("{}: favoured", group.name), group.favoured)
            .given(format!("{}: total", group.name), group.total);
        let rate = Share::new(group.favoured, group.total, group.name.as_str())?;
        let ratio = ratio_to_highest(rate.as_ref(), highest.map(|best| counts[best]))?;
        if let Some(ratio) = &ratio {
            working = working.step(format!("{}: ratio", group.name), ratio, Rounding::to(2));
        }
        let screen = match highest {
            _ if group.total == 0 => Screen::Undefined,
            _ if is_too_small(group) => Screen::GroupTooSmall,
            None => Screen::Undefined,
            Some(best) if !is_below(counts[index], counts[best]) => Screen::NotFlagged,
            Some(best) if one_outcome_decides(&counts, &eligible, index, best) => {
                Screen::OneOutcomeDecides
            }
            Some(_) => Screen::Flagged,
        };
        screens.push(GroupScreen {
            name: group.name.clone(),
            rate,
            ratio,
            screen,
        });
    }
    let flagged = screens
        .iter()
        .filter(|group| group.screen == Screen::Flagged)
        .count();
    let working = working.concludes(format!("{flagged} of {} groups flagged", groups.len()));
    let highest = highest.map(|index| groups[index].name.clone());
    Ok(Disparity {
        groups: screens,
        highest,
        working,
    })
}

fn is_too_small(group: &Group) -> bool {
    let fifty_fold = |(part, whole): (u64, u64)| u128::from(part) * 50 <= u128::from(whole);
    group.of_population.is_some_and(fifty_fold)
}

/// a/n strictly below four fifths of b/m: the test 5am < 4bn, without its large products.
fn is_below((a, n): (u64, u64), (b, m): (u64, u64)) -> bool {
    let group = Exact::ratio(a.into(), n.into());
    let four_fifths = Exact::ratio(4 * i128::from(b), 5 * i128::from(m));
    matches!((group, four_fifths), (Ok(group), Ok(limit)) if group < limit)
}

fn rate((favoured, total): (u64, u64)) -> Result<Exact, NumberError> {
    Exact::from(favoured).over(Exact::from(total))
}

fn highest(counts: &[(u64, u64)], eligible: &[usize]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for &index in eligible {
        let is_higher = |at: usize| {
            let (group, other) = (counts[index], counts[at]);
            u128::from(group.0) * u128::from(other.1) > u128::from(other.0) * u128::from(group.1)
        };
        if best.is_none_or(is_higher) {
            best = Some(index);
        }
    }
    best
}

/// Would one more favourable outcome in the group, or one fewer in the highest group, lift the flag?
fn one_outcome_decides(
    counts: &[(u64, u64)],
    eligible: &[usize],
    group: usize,
    best: usize,
) -> bool {
    let still_below = |changed: &[(u64, u64)]| {
        highest(changed, eligible).is_some_and(|top| is_below(changed[group], changed[top]))
    };
    let (mut one_more, mut one_fewer) = (counts.to_vec(), counts.to_vec());
    one_more[group].0 = (one_more[group].0 + 1).min(one_more[group].1);
    one_fewer[best].0 -= 1;
    !still_below(&one_more) || !still_below(&one_fewer)
}

fn ratio_to_highest(
    group: Option<&Share>,
    best: Option<(u64, u64)>,
) -> Result<Option<Exact>, NumberError> {
    match (group, best) {
        (Some(group), Some(best)) => group.value.over(rate(best)?).map(Some),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::refusal::RefusalCode;

    fn group(favoured: u64, total: u64) -> Group {
        Group {
            name: format!("{favoured} of {total}"),
            favoured,
            total,
            of_population: None,
        }
    }

    fn screens(counts: &[(u64, u64)]) -> Vec<(Option<String>, Screen)> {
        let groups: Vec<_> = counts.iter().map(|(a, n)| group(*a, *n)).collect();
        let result = four_fifths(&groups).unwrap();
        let ratio = |value: Exact| Rounding::to(2).show(&value);
        result
            .groups
            .iter()
            .map(|g| (g.ratio.map(ratio), g.screen))
            .collect()
    }

    #[test]
    fn of_rates_60_45_48_and_51_per_cent_only_the_second_is_flagged() {
        let result = screens(&[(60, 100), (45, 100), (48, 100), (51, 100)]);
        let expected = [
            ("1.00", Screen::NotFlagged),
            ("0.75", Screen::Flagged),
            ("0.80", Screen::NotFlagged),
            ("0.85", Screen::NotFlagged),
        ];
        assert_eq!(
            result,
            expected.map(|(ratio, screen)| (Some(ratio.to_owned()), screen))
        );
    }

    #[test]
    fn exactly_four_fifths_is_not_flagged() {
        assert!(!is_below((48, 100), (60, 100)));
        assert!(is_below((47, 100), (60, 100)));
    }

    #[test]
    fn where_one_outcome_decides_there_is_no_finding() {
        let result = screens(&[(3, 5), (4, 5)]);
        assert_eq!(result[0], (Some("0.75".into()), Screen::OneOutcomeDecides));
    }

    #[test]
    fn small_groups_are_not_screened_and_do_not_set_the_standard() {
        let small = Group {
            of_population: Some((2, 100)),
            ..group(5, 5)
        };
        let large = Group {
            of_population: Some((3, 100)),
            ..group(50, 100)
        };
        let result = four_fifths(&[small, large]).unwrap();
        assert_eq!(result.highest.as_deref(), Some("50 of 100"));
        assert_eq!(result.groups[0].screen, Screen::GroupTooSmall);
        assert_eq!(result.groups[1].screen, Screen::NotFlagged);
    }

    #[test]
    fn nobody_favoured_or_nobody_there_is_undefined() {
        assert!(
            screens(&[(0, 10), (0, 20)])
                .iter()
                .all(|s| *s == (None, Screen::Undefined))
        );
        assert_eq!(screens(&[(0, 0), (5, 10)])[0], (None, Screen::Undefined));
        assert!(screens(&[]).is_empty());
    }

    #[test]
    fn more_favoured_than_there_are_is_refused() {
        let refused = four_fifths(&[group(6, 5)]).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }

    proptest! {
        #[test]
        fn the_highest_group_is_never_flagged(counts in prop::collection::vec((0..500_u64, 0..500_u64), 0..8)) {
            let groups: Vec<_> = counts.iter().map(|(a, n)| group(*a.min(n), *n)).collect();
            let result = four_fifths(&groups).unwrap();
            for screened in result.groups {
                if screened.ratio == Some(Exact::ONE) {
                    prop_assert_eq!(screened.screen, Screen::NotFlagged);
                }
            }
        }

        #[test]
        fn any_counts_can_be_screened(a: u64, n: u64, b: u64, m: u64) {
            let _ = four_fifths(&[group(a.min(n), n), group(b.min(m), m)]);
        }
    }
}
