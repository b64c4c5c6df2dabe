//! When money lines may be added. Mostly they may not: a line keeps its basis, its state, its audit and
//! its period, and no state overwrites another.

use super::Calculated;
use crate::domain::money_line::{Certainty, MoneyBasis, MoneyState};
use crate::domain::number::Exact;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// One amount of one line in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyAmount {
    /// How much.
    pub amount: Exact,
    /// In which currency.
    pub currency: String,
    /// On which ground it is questioned.
    pub basis: MoneyBasis,
    /// Where it stands.
    pub state: MoneyState,
    /// Known, or estimated.
    pub certainty: Certainty,
    /// Which audit, in a form that is equal for equal audits.
    pub audit: String,
    /// Which period, in a form that is equal for equal periods.
    pub period: String,
}

/// A total of money lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// The lines share no money.
    Sum(Exact),
    /// The lines may share money: "up to".
    UpTo(Exact),
}

/// A total, or every reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyTotal {
    /// Present where nothing is refused and there is a line.
    pub total: Option<Total>,
    /// Every reason against a total.
    pub refusals: Vec<Refusal>,
    /// The lines side by side; the only figures where a total is refused.
    pub working: Working,
}

/// Adds money lines where that is honest.
///
/// * Another currency or another state: never.
/// * An estimated line beside another line: never.
/// * Money that could be saved beside questioned money: never.
/// * Recorded as sharing no money: the sum, over periods and audits too where the basis is the same;
///   with another basis only within one audit and period.
/// * Not so recorded: "up to", and only for questioned amounts of one audit and one period.
pub fn money_total(lines: &[MoneyAmount], recorded_disjoint: bool) -> Calculated<MoneyTotal> {
    let mut working = Working::new("money.total", 1);
    for line in lines {
        working = working.given_in("line", line.amount, line.currency.as_str());
    }
    let codes = reasons_against(lines, recorded_disjoint);
    if !codes.is_empty() || lines.is_empty() {
        let refusals = codes.into_iter().map(Refusal::new).collect();
        return Ok(MoneyTotal {
            total: None,
            refusals,
            working: working.concludes("not added"),
        });
    }
    let sum = Exact::sum(lines.iter().map(|line| &line.amount))?;
    let certain = recorded_disjoint || lines.len() == 1;
    let (total, result) = match certain {
        true => (Total::Sum(sum), sum.to_string()),
        false => (Total::UpTo(sum), format!("up to {sum}")),
    };
    let working = working.plain("sum", sum).concludes(result);
    Ok(MoneyTotal {
        total: Some(total),
        refusals: Vec::new(),
        working,
    })
}

fn reasons_against(lines: &[MoneyAmount], recorded_disjoint: bool) -> Vec<RefusalCode> {
    let [first, others @ ..] = lines else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let differ = |same: &dyn Fn(&MoneyAmount) -> bool| !others.iter().all(same);
    if differ(&|line| line.currency == first.currency) {
        return vec![RefusalCode::UnitsDiffer];
    }
    let other_basis = differ(&|line| line.basis == first.basis);
    let other_period = differ(&|line| line.period == first.period);
    let other_audit = differ(&|line| line.audit == first.audit);
    let saved = lines
        .iter()
        .filter(|line| line.basis == MoneyBasis::CouldBeSaved)
        .count();
    let may_span = recorded_disjoint && !other_basis;
    let never = differ(&|line| line.state == first.state)
        || lines.iter().any(|line| line.certainty == Certainty::Likely)
        || (saved > 0 && (other_basis || !recorded_disjoint))
        || (other_audit && !may_span);
    let mut codes = Vec::new();
    if other_period && !may_span {
        codes.push(RefusalCode::PeriodsNotMixed);
    }
    if never || !codes.is_empty() {
        codes.push(RefusalCode::MoneyNotAdded);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(amount: &str, basis: MoneyBasis, state: MoneyState) -> MoneyAmount {
        MoneyAmount {
            amount: amount.parse().unwrap(),
            currency: "USD".into(),
            basis,
            state,
            certainty: Certainty::Known,
            audit: "GR-30-01-006".into(),
            period: "1999-07-01/2000-06-30".into(),
        }
    }

    fn flagged(amount: &str) -> MoneyAmount {
        line(amount, MoneyBasis::Ineligible, MoneyState::Flagged)
    }

    fn codes(lines: &[MoneyAmount], disjoint: bool) -> Vec<RefusalCode> {
        let result = money_total(lines, disjoint).unwrap();
        assert_eq!(result.total.is_none(), !result.refusals.is_empty());
        result.refusals.iter().map(|refusal| refusal.code).collect()
    }

    fn refused(lines: &[MoneyAmount], sum: &str) {
        for disjoint in [false, true] {
            assert!(codes(lines, disjoint).contains(&RefusalCode::MoneyNotAdded));
            let working = money_total(lines, disjoint).unwrap().working;
            assert!(!format!("{working:?}").contains(sum));
        }
    }

    #[test]
    fn questioned_cost_and_money_that_could_be_saved_print_as_two_lines() {
        let saved = line("297510", MoneyBasis::CouldBeSaved, MoneyState::Flagged);
        refused(&[flagged("347189"), saved], "644699");
    }

    #[test]
    fn offered_and_agreed_amounts_are_never_added() {
        let offered = line("24.1", MoneyBasis::Ineligible, MoneyState::Offered);
        let agreed = line("68.5", MoneyBasis::Ineligible, MoneyState::Agreed);
        refused(&[offered, agreed], "92.6");
    }

    #[test]
    fn two_offers_recorded_as_disjoint_make_24_1_million() {
        let earlier = line("23.3", MoneyBasis::Ineligible, MoneyState::Offered);
        let later = MoneyAmount {
            period: "2013-06".into(),
            amount: "0.8".parse().unwrap(),
            ..earlier.clone()
        };
        let total = money_total(&[earlier, later], true).unwrap().total;
        assert_eq!(total, Some(Total::Sum("24.1".parse().unwrap())));
    }

    #[test]
    fn an_unsupported_and_an_estimated_amount_print_as_two_lines() {
        let unsupported = line("25400000", MoneyBasis::Unsupported, MoneyState::Flagged);
        let estimated = MoneyAmount {
            certainty: Certainty::Likely,
            ..flagged("780000")
        };
        refused(&[unsupported, estimated], "26180000");
    }

    #[test]
    fn amounts_of_union_county_share_basis_and_state_and_are_added() {
        let lines = ["1598408", "1475002", "1150955"].map(flagged);
        let total = money_total(&lines, true).unwrap().total;
        assert_eq!(total, Some(Total::Sum(Exact::from_integer(4_224_365))));
        let [a, b, c] = lines;
        let saved = line("819160", MoneyBasis::CouldBeSaved, MoneyState::Flagged);
        refused(&[a, b, c, saved], "5043525");
    }

    #[test]
    fn questioned_amounts_that_may_overlap_are_an_upper_limit_only() {
        let unsupported = line("100", MoneyBasis::Unsupported, MoneyState::Flagged);
        let result = money_total(&[flagged("50"), unsupported.clone()], false).unwrap();
        assert_eq!(result.total, Some(Total::UpTo(Exact::from_integer(150))));
        assert_eq!(result.working.result, "up to 150");
        let disjoint = money_total(&[flagged("50"), unsupported], true).unwrap();
        assert_eq!(disjoint.total, Some(Total::Sum(Exact::from_integer(150))));
    }

    #[test]
    fn other_periods_and_other_audits_have_no_upper_limit_either() {
        let earlier = MoneyAmount {
            period: "1998".into(),
            ..flagged("50")
        };
        let both = [RefusalCode::PeriodsNotMixed, RefusalCode::MoneyNotAdded];
        assert_eq!(codes(&[flagged("50"), earlier], false), both);
        let elsewhere = MoneyAmount {
            audit: "another".into(),
            ..flagged("50")
        };
        assert_eq!(
            codes(&[flagged("50"), elsewhere], false),
            [RefusalCode::MoneyNotAdded]
        );
    }

    #[test]
    fn money_that_could_be_saved_twice_may_be_the_same_money() {
        let saved = line("5", MoneyBasis::CouldBeSaved, MoneyState::Flagged);
        let lines = [saved.clone(), saved];
        assert_eq!(codes(&lines, false), [RefusalCode::MoneyNotAdded]);
        assert!(codes(&lines, true).is_empty());
    }

    #[test]
    fn currencies_are_never_added() {
        let pounds = MoneyAmount {
            currency: "GBP".into(),
            ..flagged("50")
        };
        assert_eq!(
            codes(&[flagged("50"), pounds], true),
            [RefusalCode::UnitsDiffer]
        );
    }

    #[test]
    fn one_line_is_its_own_total_and_no_line_has_none() {
        let one = money_total(&[flagged("50")], false).unwrap();
        assert_eq!(one.total, Some(Total::Sum(Exact::from_integer(50))));
        let none = money_total(&[], false).unwrap();
        assert_eq!((none.total, none.refusals.len()), (None, 0));
    }
}
