//! Sets of categories: each share with its base, groups with every denominator, sums only of partitions.

use crate::domain::calculation::CalculationError;
use crate::domain::calculation::categories::{self as calculation, Categories, Relation};
use crate::domain::calculation::instances::{Problems, instances};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::derivation::{CategorySet, SetKind};
use crate::domain::number::{NumberError, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::Design;
use crate::domain::working::Working;

use super::published::{PublishedCheck, against_published};

/// One category with its share.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryShare {
    /// What it counts.
    pub title: String,
    /// How many.
    pub count: u64,
    /// Of the base; `None` where units are not what is counted.
    pub share: Option<Share>,
    /// How it stands to the printed share.
    pub published: Option<PublishedCheck>,
}

/// Categories taken together, with every denominator.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupResult {
    /// What they are together.
    pub title: String,
    /// How many.
    pub count: u64,
    /// Of all, and of those left after leaving some out.
    pub shares: Vec<Share>,
    /// As the source put it.
    pub published: Option<String>,
}

/// A set of categories, worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryResult {
    /// Which set.
    pub set: Code,
    /// Each category.
    pub shares: Vec<CategoryShare>,
    /// Groups.
    pub groups: Vec<GroupResult>,
    /// Base minus sum, for a partition; 0 is shown too.
    pub residual: Option<i128>,
    /// What is refused.
    pub refusals: Vec<Refusal>,
    /// How it came about.
    pub workings: Vec<Working>,
}

/// All sets of a case.
pub(in super::super) fn categories(case: &Case) -> Result<Vec<CategoryResult>, NumberError> {
    case.categories
        .iter()
        .map(|set| one_set(case, set))
        .collect()
}

fn one_set(case: &Case, set: &CategorySet) -> Result<CategoryResult, NumberError> {
    let mut result = CategoryResult {
        set: set.id.clone(),
        shares: Vec::new(),
        groups: Vec::new(),
        residual: None,
        refusals: sample_refusals(case, set),
        workings: Vec::new(),
    };
    if set.set == SetKind::Instances {
        instances_of(set, &mut result)?;
        return Ok(result);
    }
    let question = Categories {
        base: set.base,
        base_is: set.base_title.clone(),
        relation: if set.set == SetKind::Partition {
            Relation::Partition
        } else {
            Relation::Overlapping
        },
        counts: set
            .categories
            .iter()
            .map(|c| (c.id.to_string(), c.count))
            .collect(),
    };
    let shares = match calculation::category_shares(&question) {
        Ok(shares) => shares,
        Err(error) => return refused(error, result),
    };
    for (category, (_, share)) in set.categories.iter().zip(shares.shares) {
        let published = match (&share, &category.published_share) {
            (Some(share), Some(printed)) => Some(against_published(&share.value, printed)?),
            _ => None,
        };
        result.shares.push(CategoryShare {
            title: category.title.clone(),
            count: category.count,
            share,
            published,
        });
    }
    match shares.residual {
        Ok(residual) => result.residual = Some(residual),
        Err(refusal) => result.refusals.push(refusal),
    }
    result.workings.push(shares.working);
    for group in &set.groups {
        let of: Vec<&str> = group.of.iter().map(Code::as_str).collect();
        let without: Vec<&str> = group.without.iter().map(Code::as_str).collect();
        match calculation::combine(&question, &of, &without) {
            Ok(combined) => {
                let second = combined.of_inspectable.filter(|_| !without.is_empty());
                result.groups.push(GroupResult {
                    title: group.title.clone(),
                    count: combined.count,
                    shares: combined.of_all.into_iter().chain(second).collect(),
                    published: group.published.clone(),
                });
            }
            Err(error) => return refused(error, result),
        }
    }
    Ok(result)
}

fn refused(
    error: CalculationError,
    mut result: CategoryResult,
) -> Result<CategoryResult, NumberError> {
    match error {
        CalculationError::Refused(refusal) => {
            result.refusals.push(refusal);
            Ok(result)
        }
        CalculationError::Number(error) => Err(error),
    }
}

fn instances_of(set: &CategorySet, result: &mut CategoryResult) -> Result<(), NumberError> {
    for category in &set.categories {
        result.shares.push(CategoryShare {
            title: category.title.clone(),
            count: category.count,
            share: None,
            published: None,
        });
    }
    let total = set
        .categories
        .iter()
        .try_fold(0_u64, |sum, c| sum.checked_add(c.count))
        .ok_or(NumberError::Overflow)?;
    match instances(&Problems::Counted(total), set.base) {
        Ok(counted) => {
            result.refusals.extend(counted.facilities_affected.err());
            result.workings.push(counted.working);
        }
        Err(CalculationError::Refused(refusal)) => result.refusals.push(refusal),
        Err(CalculationError::Number(error)) => return Err(error),
    }
    Ok(())
}

fn sample_refusals(case: &Case, set: &CategorySet) -> Vec<Refusal> {
    let design = set
        .sample
        .as_ref()
        .and_then(|id| case.sample(id))
        .map(|s| s.design);
    let code = match design {
        Some(Design::Census) => RefusalCode::CensusNoInterval,
        Some(Design::Judgmental | Design::Convenience) => RefusalCode::NotProbabilitySample,
        Some(Design::NotPublished) | None => RefusalCode::SampleNotPublished,
        Some(_) => return Vec::new(),
    };
    vec![Refusal::new(code)]
}
