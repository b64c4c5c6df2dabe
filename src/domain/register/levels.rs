//! Funds followed from level to level: what each level passed on of what it got, and what is missing in all. Each currency
//! by itself.

use std::collections::BTreeMap;

use super::spending::Moved;
use crate::domain::calculation::Calculated;
use crate::domain::calculation::leakage::{Flow, Intended, Leakage, Receipt, chained, leakage};
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::money::Currency;
use crate::domain::number::{Exact, Rounding};
use crate::domain::working::Working;

/// What one level passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelStep {
    /// The level that got the money.
    pub from: u32,
    /// The next level that is recorded.
    pub to: u32,
    /// What got lost between them.
    pub leakage: Leakage,
    /// Whether each body of the level is held against what it got itself; else the level as a whole.
    pub by_body: bool,
}

/// Money of one currency followed through the levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The currency; `None` where none is known.
    pub currency: Option<Currency>,
    /// What each level got, first level first.
    pub totals: Vec<(u32, Exact)>,
    /// From level to level.
    pub steps: Vec<LevelStep>,
    /// What is missing over all steps. `None` where a step has none.
    pub in_all: Option<Exact>,
    /// How that came about.
    pub working: Working,
}

/// Follows what has a level. `name` names a body in the working; `after_cut_off` says whether what is missing by now is
/// lost, or only late.
///
/// # Errors
/// Where a figure is negative or beyond what can be kept.
pub fn followed(
    moved: &[Moved],
    (own, after_cut_off): (Option<Currency>, bool),
    name: impl Fn(&Code) -> String,
) -> Calculated<Vec<Followed>> {
    let mut by_currency: BTreeMap<&'static str, (Option<Currency>, Vec<&Moved>)> = BTreeMap::new();
    let moves = |one: &&Moved| matches!(one.kind, FlowKind::Payment | FlowKind::Spending);
    for one in moved.iter().filter(moves).filter(|one| one.level.is_some()) {
        let currency = one.currency.or(own);
        let entry = by_currency.entry(currency.map_or("", Currency::code));
        entry.or_insert_with(|| (currency, Vec::new())).1.push(one);
    }
    let all = by_currency.into_values();
    all.map(|(currency, moved)| one_currency(currency, &moved, after_cut_off, &name))
        .collect()
}

fn one_currency(
    currency: Option<Currency>,
    moved: &[&Moved],
    after_cut_off: bool,
    name: &impl Fn(&Code) -> String,
) -> Calculated<Followed> {
    let mut levels: BTreeMap<u32, Vec<&Moved>> = BTreeMap::new();
    for one in moved {
        levels.entry(one.level.unwrap_or(1)).or_default().push(one);
    }
    let mut totals = Vec::new();
    for (level, flows) in &levels {
        totals.push((*level, Exact::sum(flows.iter().map(|one| &one.amount))?));
    }
    let mut steps = Vec::new();
    let pairs = levels.iter().zip(levels.iter().skip(1));
    for ((from, above), (to, below)) in pairs {
        let by_body = above.iter().all(|one| one.payee.is_some())
            && below.iter().all(|one| one.payer.is_some());
        let receipts = if by_body {
            receipts_by_body(above, below, name)?
        } else {
            vec![Receipt {
                facility: format!("{from} → {to}"),
                intended: Exact::sum(above.iter().map(|one| &one.amount))?,
                received: Exact::sum(below.iter().map(|one| &one.amount))?,
            }]
        };
        let flow = Flow {
            intended: Intended::AsReleased,
            after_cut_off,
            receipts,
        };
        steps.push(LevelStep {
            from: *from,
            to: *to,
            leakage: leakage(&flow)?,
            by_body,
        });
    }
    let lost: Option<Vec<Exact>> = steps.iter().map(|step| step.leakage.of_totals).collect();
    let in_all = lost.as_deref().map(chained).transpose()?;
    let in_all = in_all.filter(|_| !steps.is_empty());
    let mut working = Working::new("leakage.chain", 1);
    for step in &steps {
        if let Some(lost) = step.leakage.of_totals {
            working = working.given(format!("{} → {}", step.from, step.to), lost);
        }
    }
    if let Some(in_all) = &in_all {
        let rounding = Rounding::to(1);
        working = working
            .percent("1 − Π(1 − x)", in_all, rounding)
            .concludes(rounding.show_percent(in_all));
    }
    Ok(Followed {
        currency,
        totals,
        steps,
        in_all,
        working,
    })
}

/// What each body of a level got, beside what it passed on.
fn receipts_by_body(
    above: &[&Moved],
    below: &[&Moved],
    name: &impl Fn(&Code) -> String,
) -> Calculated<Vec<Receipt>> {
    let mut bodies: BTreeMap<&Code, (Exact, Exact)> = BTreeMap::new();
    for one in above {
        if let Some(payee) = &one.payee {
            let entry = bodies.entry(payee).or_insert((Exact::ZERO, Exact::ZERO));
            entry.0 = entry.0.plus(one.amount)?;
        }
    }
    for one in below {
        if let Some(payer) = &one.payer {
            let entry = bodies.entry(payer).or_insert((Exact::ZERO, Exact::ZERO));
            entry.1 = entry.1.plus(one.amount)?;
        }
    }
    let receipt = |(body, (intended, received)): (&Code, (Exact, Exact))| Receipt {
        facility: name(body),
        intended,
        received,
    };
    Ok(bodies.into_iter().map(receipt).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(level: u32, amount: &str, between: Option<(&str, &str)>, currency: &str) -> Moved {
        let code = |text: &str| Code::parse(text).unwrap();
        Moved {
            kind: FlowKind::Payment,
            amount: amount.parse().unwrap(),
            currency: Some(Currency::parse(currency).unwrap()),
            line: None,
            payer: between.map(|(payer, _)| code(payer)),
            payee: between.map(|(_, payee)| code(payee)),
            level: Some(level),
        }
    }

    fn follow(moved: &[Moved]) -> Vec<Followed> {
        followed(moved, (None, true), |body| body.as_str().to_owned()).unwrap()
    }

    #[test]
    fn leaks_of_10_20_and_25_per_cent_in_a_chain_make_46() {
        let moved = [
            paid(1, "1000", None, "ZAR"),
            paid(2, "900", None, "ZAR"),
            paid(3, "720", None, "ZAR"),
            paid(4, "540", None, "ZAR"),
        ];
        let all = follow(&moved);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].in_all, Some("0.46".parse().unwrap()));
        assert_eq!(all[0].working.result, "46.0%");
        assert!(all[0].steps.iter().all(|step| !step.by_body));
    }

    #[test]
    fn a_body_that_passes_on_more_makes_up_for_no_other() {
        let moved = [
            paid(1, "100", Some(("state", "north")), "ZAR"),
            paid(1, "100", Some(("state", "south")), "ZAR"),
            paid(2, "140", Some(("north", "school-a")), "ZAR"),
            paid(2, "60", Some(("south", "school-b")), "ZAR"),
        ];
        let step = &follow(&moved)[0].steps[0];
        assert!(step.by_body);
        assert_eq!(step.leakage.of_totals, Some("0.2".parse().unwrap()));
        assert_eq!(step.leakage.over_receipts[0].0, "north");
    }

    #[test]
    fn two_currencies_are_followed_each_by_itself() {
        let moved = [
            paid(1, "100", None, "ZAR"),
            paid(2, "50", None, "ZAR"),
            paid(1, "10", None, "EUR"),
            paid(2, "9", None, "EUR"),
        ];
        let all = follow(&moved);
        let lost: Vec<_> = all
            .iter()
            .map(|one| one.in_all.unwrap().to_string())
            .collect();
        assert_eq!(lost, ["0.1", "0.5"]);
    }

    #[test]
    fn one_level_alone_says_nothing_of_loss() {
        let all = follow(&[paid(1, "100", None, "ZAR")]);
        assert!(all[0].steps.is_empty() && all[0].in_all.is_none());
        assert!(follow(&[]).is_empty());
    }
}
