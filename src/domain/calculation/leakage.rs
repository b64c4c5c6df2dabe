//! What does not arrive on its way down. Not lost before the cut-off date: until then it is delayed.

use super::Calculated;
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::working::Working;

/// In which sense something was intended for a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intended {
    /// What the rules entitle it to.
    AsEntitled,
    /// What the level above released.
    AsReleased,
}

/// One facility at the end of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which facility.
    pub facility: String,
    /// Intended for it; 0 or more.
    pub intended: Exact,
    /// Received by it; 0 or more.
    pub received: Exact,
}

/// A flow to several facilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// In which sense it was intended; the two senses are two flows.
    pub intended: Intended,
    /// Has the recorded cut-off date passed?
    pub after_cut_off: bool,
    /// Every facility.
    pub receipts: Vec<Receipt>,
}

/// What the missing part of a flow is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The cut-off date has passed.
    Leaked,
    /// It has not: not due yet.
    Delayed,
}

/// A flow and its leakage. A facility that received more than intended counts as if it had received
/// just that; the rest stands apart and makes up for nothing elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leakage {
    /// In which sense it was intended.
    pub intended: Intended,
    /// What the missing part is.
    pub missing_is: Missing,
    /// Received of intended over all facilities. `None` where nothing was intended.
    pub received_of_total: Option<Share>,
    /// One minus that.
    pub of_totals: Option<Exact>,
    /// One minus the mean of the facilities' own ratios.
    pub by_mean: Option<Exact>,
    /// One minus the median of the facilities' own ratios.
    pub by_median: Option<Exact>,
    /// The facilities' ratios, smallest first.
    pub distribution: Vec<Exact>,
    /// Facilities for which something was intended and that received nothing.
    pub received_nothing: u64,
    /// Facilities for which nothing was intended: no ratio.
    pub undefined: Vec<String>,
    /// Facilities that received more than intended, and how much more.
    pub over_receipts: Vec<(String, Exact)>,
    /// How it came about.
    pub working: Working,
}

/// Leakage of a flow, as a ratio of totals and from the facilities' own ratios.
pub fn leakage(flow: &Flow) -> Calculated<Leakage> {
    let mut ratios = Vec::new();
    let mut undefined = Vec::new();
    let mut over_receipts = Vec::new();
    let (mut intended, mut arrived) = (Exact::ZERO, Exact::ZERO);
    for receipt in &flow.receipts {
        if receipt.intended.is_negative() || receipt.received.is_negative() {
            let (name, allowed) = ("an amount intended or received", "0 or more");
            return Err(NumberError::OutOfRange { name, allowed }.into());
        }
        let capped = receipt.received.min(receipt.intended);
        if receipt.received > receipt.intended {
            let more = receipt.received.minus(receipt.intended)?;
            over_receipts.push((receipt.facility.clone(), more));
        }
        if receipt.intended.is_zero() {
            undefined.push(receipt.facility.clone());
            continue;
        }
        intended = intended.plus(receipt.intended)?;
        arrived = arrived.plus(capped)?;
        ratios.push(capped.over(receipt.intended)?);
    }
    ratios.sort_unstable();
    let received_of_total = Share::new(arrived, intended, "intended")?;
    let lost = |ratio: Exact| Exact::ONE.minus(ratio);
    let of_totals = received_of_total
        .as_ref()
        .map(|share| lost(share.value))
        .transpose()?;
    let by_mean = mean(&ratios)?.map(lost).transpose()?;
    let by_median = median(&ratios)?.map(lost).transpose()?;
    let received_nothing = ratios.iter().filter(|ratio| ratio.is_zero()).count() as u64;
    let mut working = Working::new("leakage.flow", 1);
    for receipt in &flow.receipts {
        working = working
            .given(format!("{}: intended", receipt.facility), receipt.intended)
            .given(format!("{}: received", receipt.facility), receipt.received);
    }
    for (name, value) in [
        ("of totals", of_totals),
        ("by mean", by_mean),
        ("by median", by_median),
    ] {
        if let Some(value) = value {
            working = working.percent(name, &value, Rounding::to(1));
        }
    }
    let working = working
        .plain("received nothing", received_nothing)
        .concludes(format!("{arrived} of {intended} arrived"));
    Ok(Leakage {
        intended: flow.intended,
        missing_is: if flow.after_cut_off {
            Missing::Leaked
        } else {
            Missing::Delayed
        },
        received_of_total,
        of_totals,
        by_mean,
        by_median,
        distribution: ratios,
        received_nothing,
        undefined,
        over_receipts,
        working,
    })
}

/// Leakage over several levels: one minus the product of what each level lets through.
pub fn chained(levels: &[Exact]) -> Calculated<Exact> {
    let mut through = Exact::ONE;
    for level in levels {
        if level.is_negative() || *level > Exact::ONE {
            return Err(NumberError::OutOfRange {
                name: "a leakage",
                allowed: "0 to 1",
            }
            .into());
        }
        through = through.times(Exact::ONE.minus(*level)?)?;
    }
    Ok(Exact::ONE.minus(through)?)
}

/// The mean. `None` of nothing.
pub(super) fn mean(values: &[Exact]) -> Result<Option<Exact>, NumberError> {
    if values.is_empty() {
        return Ok(None);
    }
    Exact::sum(values)?
        .over(Exact::from(values.len() as u64))
        .map(Some)
}

/// The middle of sorted values, or the mean of the two in the middle. `None` of nothing.
pub(super) fn median(sorted: &[Exact]) -> Result<Option<Exact>, NumberError> {
    let middle = sorted.len() / 2;
    match sorted.get(middle) {
        None => Ok(None),
        Some(value) if sorted.len() % 2 == 1 => Ok(Some(*value)),
        Some(value) => mean(&[sorted[middle - 1], *value]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(amounts: &[(i64, i64)]) -> Flow {
        let receipts = amounts
            .iter()
            .enumerate()
            .map(|(index, (intended, received))| Receipt {
                facility: format!("school {index}"),
                intended: Exact::from_integer(*intended),
                received: Exact::from_integer(*received),
            })
            .collect();
        Flow {
            intended: Intended::AsReleased,
            after_cut_off: true,
            receipts,
        }
    }

    fn percent(value: Option<Exact>, decimals: u8) -> String {
        Rounding::to(decimals).show_percent(&value.unwrap())
    }

    #[test]
    fn totals_mean_and_median_tell_three_different_stories() {
        let result = leakage(&flow(&[(200, 150), (100, 0), (100, 40), (100, 0)])).unwrap();
        assert_eq!(
            result.received_of_total.unwrap().value,
            "0.38".parse().unwrap()
        );
        assert_eq!(percent(result.of_totals, 1), "62.0%");
        assert_eq!(result.by_mean, Some("0.7125".parse().unwrap()));
        assert_eq!(percent(result.by_mean, 1), "71.3%");
        assert_eq!(percent(result.by_median, 1), "80.0%");
        assert_eq!((result.received_nothing, result.distribution.len()), (2, 4));
        assert_eq!(result.missing_is, Missing::Leaked);
    }

    #[test]
    fn of_100_intended_and_64_received_36_per_cent_leaked() {
        assert_eq!(
            percent(leakage(&flow(&[(100, 64)])).unwrap().of_totals, 1),
            "36.0%"
        );
    }

    #[test]
    fn leaks_of_10_20_and_25_per_cent_in_a_chain_make_46() {
        let levels = ["0.1", "0.2", "0.25"].map(|level| level.parse().unwrap());
        assert_eq!(chained(&levels), Ok("0.46".parse().unwrap()));
        assert_eq!(chained(&[]), Ok(Exact::ZERO));
        assert!(chained(&["1.5".parse().unwrap()]).is_err());
    }

    #[test]
    fn receiving_more_than_intended_is_an_over_receipt_and_no_negative_leak() {
        let result = leakage(&flow(&[(100, 104)])).unwrap();
        assert_eq!(
            result.over_receipts,
            [("school 0".to_owned(), Exact::from_integer(4))]
        );
        assert_eq!(result.of_totals, Some(Exact::ZERO));
    }

    #[test]
    fn an_over_receipt_does_not_make_up_for_a_leak_elsewhere() {
        let result = leakage(&flow(&[(100, 140), (100, 60)])).unwrap();
        assert_eq!(percent(result.of_totals, 1), "20.0%");
    }

    #[test]
    fn a_facility_for_which_nothing_was_intended_is_listed_without_a_ratio() {
        let result = leakage(&flow(&[(0, 5), (100, 50)])).unwrap();
        assert_eq!(result.undefined, ["school 0"]);
        assert_eq!(result.distribution.len(), 1);
        assert_eq!(leakage(&flow(&[(0, 0)])).unwrap().of_totals, None);
    }

    #[test]
    fn before_the_cut_off_what_is_missing_is_delayed() {
        let early = Flow {
            after_cut_off: false,
            ..flow(&[(100, 10)])
        };
        assert_eq!(leakage(&early).unwrap().missing_is, Missing::Delayed);
    }

    #[test]
    fn negative_amounts_are_errors() {
        assert!(leakage(&flow(&[(100, -1)])).is_err());
    }
}
