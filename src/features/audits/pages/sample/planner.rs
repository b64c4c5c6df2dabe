//! How many places to see: what the margin asks for, what the budget buys, each with its working.

use serde::{Deserialize, Serialize};

use crate::domain::calculation::Calculated;
use crate::domain::number::Exact;
use crate::domain::plan::Plan;
use crate::domain::sampling::planner::{
    Confidence, Means, Wanted, allocate, bought, clusters, design_effect, lot, simple,
};
use crate::domain::statistics::lqas::Thresholds;
use crate::domain::working::Working;
use crate::features::audits::forms::sampling::groups_of;
use crate::infra::planned::Planned;
use crate::infra::words::Words;

/// What the address asks the planner.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Asked {
    /// Half the width, in percentage points.
    margin: String,
    /// `p90`, `p95`, `p99`.
    confidence: String,
    /// The share expected, in per cent.
    expected: String,
    /// Units in each cluster.
    within: String,
    /// How alike units of a cluster are, from 0 to 1.
    alike: String,
    /// LQAS: a share that is bad, in per cent.
    low: String,
    /// LQAS: a share that is good, in per cent.
    high: String,
}

impl Default for Asked {
    fn default() -> Self {
        let text = |text: &str| text.to_owned();
        Self {
            margin: text("10"),
            confidence: text("p95"),
            expected: text("50"),
            within: text("10"),
            alike: text("0.1"),
            low: text("50"),
            high: text("80"),
        }
    }
}

/// What the planner says.
#[derive(Clone, Debug, Default, Serialize)]
pub(in crate::features::audits::pages) struct Answer {
    pub asked: Asked,
    /// Sentences, each with its working.
    pub said: Vec<Said>,
    /// Something that was asked is no number.
    pub unreadable: bool,
}

/// A sentence with its working.
#[derive(Clone, Debug, Serialize)]
pub(in crate::features::audits::pages) struct Said {
    pub text: String,
    pub formula: String,
    pub lines: Vec<(String, String)>,
}

fn percent(text: &str) -> Option<Exact> {
    let text = text.trim().trim_end_matches('%').replace(',', ".");
    let points: Exact = text.parse().ok()?;
    points.over(Exact::from(100_u64)).ok()
}

fn wanted(asked: &Asked) -> Option<Wanted> {
    let confidence = match asked.confidence.as_str() {
        "p90" => Confidence::P90,
        "p99" => Confidence::P99,
        _ => Confidence::P95,
    };
    let margin = percent(&asked.margin)?;
    let expected = percent(&asked.expected)?;
    let is_share = |share: &Exact| share.is_positive() && *share < Exact::ONE;
    (is_share(&margin) && is_share(&expected)).then_some(Wanted {
        margin,
        confidence,
        expected,
    })
}

fn lines(working: &Working, words: &Words) -> Vec<(String, String)> {
    let name = |name: &str| {
        let key = format!("working-{}", name.to_lowercase().replace(' ', "-"));
        match words.has(&key) {
            true => words.get(&key),
            false => name.to_owned(),
        }
    };
    let inputs = working
        .inputs
        .iter()
        .map(|one| (name(&one.name), one.value.clone()));
    let steps = working.steps.iter().map(|one| {
        let text = match one.exact == one.shown {
            true => one.shown.clone(),
            false => format!("{} → {}", short(&one.exact), one.shown),
        };
        (name(&one.name), text)
    });
    inputs.chain(steps).collect()
}

/// An exact number with so many signs as can be read.
fn short(exact: &str) -> String {
    match exact.char_indices().nth(14) {
        Some((at, _)) => format!("{}…", &exact[..at]),
        None => exact.to_owned(),
    }
}

struct Speaker<'s> {
    words: &'s Words,
    said: Vec<Said>,
}

impl Speaker<'_> {
    fn say(&mut self, key: &str, names: &[(&str, &str)], working: Option<&Working>) {
        self.said.push(Said {
            text: self.words.say(key, names),
            formula: working
                .map(|one| one.formula.to_string())
                .unwrap_or_default(),
            lines: working
                .map(|one| lines(one, self.words))
                .unwrap_or_default(),
        });
    }

    /// A result, or why there is none.
    fn tell<T>(&mut self, result: Calculated<T>, key: &str) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(_) => {
                self.say(key, &[], None);
                None
            }
        }
    }
}

/// What the planner says to this list.
pub(super) fn answer(planned: &Planned, plan: &Plan, asked: &Asked, words: &Words) -> Answer {
    let list = planned.case.places.len() as u64;
    let mut speaker = Speaker {
        words,
        said: Vec::new(),
    };
    let Some(wanted) = wanted(asked) else {
        return Answer {
            asked: asked.clone(),
            said: Vec::new(),
            unreadable: true,
        };
    };
    if list > 0 {
        of_margin(planned, asked, &wanted, list, &mut speaker);
        of_budget(plan, &wanted, list, &mut speaker);
        of_lot(asked, list, &mut speaker);
    }
    Answer {
        asked: asked.clone(),
        said: speaker.said,
        unreadable: false,
    }
}

fn of_margin(planned: &Planned, asked: &Asked, wanted: &Wanted, list: u64, to: &mut Speaker<'_>) {
    let size = simple(list, wanted);
    let Some(size) = to.tell(size, "planner-none") else {
        return;
    };
    let (n, all) = (size.n.to_string(), list.to_string());
    let names = [("n", &*n), ("list", &*all), ("margin", &*asked.margin)];
    to.say("planner-simple", &names, Some(&size.working));
    let groups = groups_of(&planned.case);
    let grouped: u64 = groups.iter().map(|(_, size)| size).sum();
    if groups.len() < 2 || grouped != list {
        return;
    }
    if let Ok(shared) = allocate(size.n, &groups, 2) {
        let parts = shared
            .iter()
            .map(|one| format!("{} {}/{}", one.name, one.n, one.size));
        let parts = parts.collect::<Vec<_>>().join("; ");
        to.say("planner-groups", &[("parts", &parts)], None);
    }
    let within = asked.within.trim().parse::<u64>().ok();
    let alike = asked.alike.trim().replace(',', ".").parse::<Exact>().ok();
    let (Some(within), Some(alike)) = (within, alike) else {
        return;
    };
    let Ok(effect) = design_effect(within, &alike) else {
        return;
    };
    let planned = clusters(list, groups.len() as u64, within, &effect, wanted);
    if let Some(planned) = to.tell(planned, "planner-clusters-none") {
        let (m, each) = (planned.clusters.to_string(), planned.within.to_string());
        let all = groups.len().to_string();
        let names = [("clusters", &*m), ("within", &*each), ("all", &*all)];
        to.say("planner-clusters", &names, Some(&planned.working));
    }
}

fn of_budget(plan: &Plan, wanted: &Wanted, list: u64, to: &mut Speaker<'_>) {
    let budget = &plan.budget;
    let pairs = [
        (&budget.money, &budget.cost_per_visit),
        (&budget.hours, &budget.hours_per_visit),
    ];
    let means: Vec<Means> = pairs
        .into_iter()
        .filter_map(|(budget, each)| {
            Some(Means {
                budget: budget.as_ref()?.value(),
                each: each.as_ref()?.value(),
            })
        })
        .collect();
    if means.is_empty() {
        to.say("planner-no-budget", &[], None);
        return;
    }
    let result = bought(list, &means, wanted.confidence, &wanted.expected);
    if let Some(bought) = to.tell(result, "planner-budget-wrong") {
        let (n, all) = (bought.n.to_string(), list.to_string());
        match bought.margin {
            Some(margin) => {
                let margin = crate::domain::number::Rounding::to(1).show_percent(&margin);
                let names = [("n", &*n), ("list", &*all), ("margin", &*margin)];
                to.say("planner-buys", &names, Some(&bought.working));
            }
            None => {
                let names = [("n", &*n), ("list", &*all)];
                to.say("planner-buys-all", &names, Some(&bought.working));
            }
        }
    }
}

fn of_lot(asked: &Asked, list: u64, to: &mut Speaker<'_>) {
    let (Some(low), Some(high)) = (percent(&asked.low), percent(&asked.high)) else {
        return;
    };
    let Ok(risk) = Exact::ratio(1, 10) else {
        return;
    };
    let thresholds = Thresholds {
        low,
        high,
        list: Some(list),
    };
    match lot(&thresholds, &risk, &risk) {
        Ok(Some(found)) => {
            let (n, d) = (found.design.n.to_string(), found.design.d.to_string());
            let fails = format!("{:.1}", found.of_failing_a_good_one * 100.0);
            let passes = format!("{:.1}", found.of_passing_a_bad_one * 100.0);
            let names = [
                ("n", &*n),
                ("d", &*d),
                ("low", &*asked.low),
                ("high", &*asked.high),
                ("fails", &*fails),
                ("passes", &*passes),
            ];
            to.say("planner-lot", &names, Some(&found.working));
        }
        Ok(None) => to.say("planner-lot-none", &[], None),
        Err(_) => to.say("planner-lot-wrong", &[], None),
    }
}
