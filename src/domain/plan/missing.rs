//! What would make a plan stronger. Nothing of it blocks visit one; what is missing is listed, and printed under the
//! limits of the method.

use super::{FitQuestion, Plan, RiskLevel, TeamRole, YesNoUnsure};
use crate::domain::code::Code;
use crate::domain::sample::Design;

/// Something a plan could still say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Who asked for the audit.
    AskedBy,
    /// What for.
    Purposes,
    /// Which body decided, and when.
    Decision,
    /// One of the five questions about being the auditor.
    Fit(FitQuestion),
    /// A question was answered with no, and no alternative was weighed.
    Alternative,
    /// What it sets out to find.
    Objectives,
    /// The time that is looked at.
    Period,
    /// What is not covered.
    NotCovered,
    /// Anybody in the team.
    Team,
    /// A second person who accepts or rejects: one person checks their own work, which is printed.
    SecondPerson,
    /// A declaration of ties.
    Declaration(String),
    /// What could happen to people.
    Risks,
    /// Measures against a risk that is not low.
    Measures(String),
    /// When to stop, where the risk is high.
    StopRule(String),
    /// How things are found out.
    Methods,
    /// A note on why a covert method is in proportion: its risks.
    CovertRisk,
    /// What result counts as kept, for a promise that is covered.
    DecisionRule(Code),
    /// How places are chosen.
    Sampling,
    /// What the list of all places is, and where it comes from.
    Frame,
    /// Of which day the list is.
    FrameDate,
    /// How many are to be seen.
    Planned,
    /// Why these places, where chance does not decide.
    ChosenBecause,
    /// The seed of the draw.
    Seed,
    /// What happens where a place cannot be seen is not said: nothing is replaced.
    Replacement,
    /// Whether visits are announced.
    Announced,
    /// In which weeks the visits are, for the provider.
    Window,
    /// Telling the provider before the draft.
    Debrief,
    /// Hours or money.
    Budget,
    /// What is asked: no instrument yet.
    Instrument,
    /// The list of places is not sealed.
    SealedList,
}

impl Missing {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AskedBy => "plan-missing-asked-by",
            Self::Purposes => "plan-missing-purposes",
            Self::Decision => "plan-missing-decision",
            Self::Fit(_) => "plan-missing-fit",
            Self::Alternative => "plan-missing-alternative",
            Self::Objectives => "plan-missing-objectives",
            Self::Period => "plan-missing-period",
            Self::NotCovered => "plan-missing-not-covered",
            Self::Team => "plan-missing-team",
            Self::SecondPerson => "plan-missing-second-person",
            Self::Declaration(_) => "plan-missing-declaration",
            Self::Risks => "plan-missing-risks",
            Self::Measures(_) => "plan-missing-measures",
            Self::StopRule(_) => "plan-missing-stop-rule",
            Self::Methods => "plan-missing-methods",
            Self::CovertRisk => "plan-missing-covert-risk",
            Self::DecisionRule(_) => "plan-missing-decision-rule",
            Self::Sampling => "plan-missing-sampling",
            Self::Frame => "plan-missing-frame",
            Self::FrameDate => "plan-missing-frame-date",
            Self::Planned => "plan-missing-planned",
            Self::ChosenBecause => "plan-missing-chosen-because",
            Self::Seed => "plan-missing-seed",
            Self::Replacement => "plan-missing-replacement",
            Self::Announced => "plan-missing-announced",
            Self::Window => "plan-missing-window",
            Self::Debrief => "plan-missing-debrief",
            Self::Budget => "plan-missing-budget",
            Self::Instrument => "plan-missing-instrument",
            Self::SealedList => "plan-missing-sealed-list",
        }
    }
}

/// What stands beside the plan.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'b> {
    /// The promises of the audit.
    pub promises: &'b [Code],
    /// How many instruments there are.
    pub instruments: usize,
    /// Whether the list of places is sealed.
    pub list_sealed: bool,
}

/// Everything that would make a plan stronger, in the order of the plan.
#[must_use]
pub fn missing(plan: &Plan, beside: &Beside) -> Vec<Missing> {
    let mut missing = Vec::new();
    of_mandate(plan, &mut missing);
    let mut add = |is_missing: bool, what| {
        if is_missing {
            missing.push(what);
        }
    };
    add(plan.objectives.is_empty(), Missing::Objectives);
    add(plan.scope.period.is_none(), Missing::Period);
    add(plan.scope.not_covered.is_empty(), Missing::NotCovered);
    let checkers = plan.team.iter().filter(|member| {
        let checks = [TeamRole::Lead, TeamRole::Checker];
        member.roles.iter().any(|role| checks.contains(role))
    });
    add(plan.team.is_empty(), Missing::Team);
    add(checkers.count() < 2, Missing::SecondPerson);
    for member in plan
        .team
        .iter()
        .filter(|member| member.declared_on.is_none())
    {
        missing.push(Missing::Declaration(member.code.clone()));
    }
    of_risks(plan, &mut missing);
    for promise in beside
        .promises
        .iter()
        .filter(|p| plan.scope.promises.covers(p))
    {
        if !plan
            .decision_rules
            .iter()
            .any(|rule| rule.promise == *promise)
        {
            missing.push(Missing::DecisionRule(promise.clone()));
        }
    }
    of_sampling(plan, beside, &mut missing);
    let budget = &plan.budget;
    for (is_missing, what) in [
        (plan.announced.is_none(), Missing::Announced),
        (plan.window.is_none(), Missing::Window),
        (plan.debrief.is_none(), Missing::Debrief),
        (
            budget.hours.is_none() && budget.money.is_none(),
            Missing::Budget,
        ),
        (beside.instruments == 0, Missing::Instrument),
    ] {
        if is_missing {
            missing.push(what);
        }
    }
    missing
}

fn of_mandate(plan: &Plan, missing: &mut Vec<Missing>) {
    let mandate = &plan.mandate;
    let mut add = |is_missing: bool, what| {
        if is_missing {
            missing.push(what);
        }
    };
    add(mandate.asked_by.is_none(), Missing::AskedBy);
    add(mandate.purposes.is_empty(), Missing::Purposes);
    let decided = mandate.decided_by.is_some() && mandate.decided_on.is_some();
    add(!decided, Missing::Decision);
    for question in FitQuestion::ALL {
        add(mandate.answer(question).is_none(), Missing::Fit(question));
    }
    let doubted = mandate
        .fit
        .iter()
        .any(|answer| answer.answer == YesNoUnsure::No);
    add(
        doubted && mandate.alternative.is_none(),
        Missing::Alternative,
    );
}

fn of_risks(plan: &Plan, missing: &mut Vec<Missing>) {
    if plan.risks.is_empty() {
        missing.push(Missing::Risks);
    }
    for risk in &plan.risks {
        if risk.level > RiskLevel::Low && risk.measures.is_empty() {
            missing.push(Missing::Measures(risk.group.clone()));
        }
        if risk.level == RiskLevel::High && risk.stop_rule.is_none() {
            missing.push(Missing::StopRule(risk.group.clone()));
        }
    }
    if plan.methods.is_empty() {
        missing.push(Missing::Methods);
    }
    if plan.risks.is_empty() && plan.methods.iter().any(|method| method.is_covert()) {
        missing.push(Missing::CovertRisk);
    }
}

fn of_sampling(plan: &Plan, beside: &Beside, missing: &mut Vec<Missing>) {
    let Some(sampling) = &plan.sampling else {
        missing.push(Missing::Sampling);
        return;
    };
    let mut add = |is_missing: bool, what| {
        if is_missing {
            missing.push(what);
        }
    };
    let is_drawn = sampling.design.is_probability() || sampling.design == Design::Lqas;
    add(
        sampling.frame.is_none() || sampling.frame_source.is_none(),
        Missing::Frame,
    );
    add(sampling.frame_date.is_none(), Missing::FrameDate);
    let numbers = match sampling.design {
        Design::Census => true,
        Design::Stratified => {
            !sampling.strata.is_empty() && sampling.strata.iter().all(|s| s.planned.is_some())
        }
        Design::Cluster => sampling.clusters.is_some(),
        Design::Lqas => sampling.lot.is_some(),
        _ => sampling.planned.is_some(),
    };
    add(!numbers, Missing::Planned);
    let chosen = matches!(sampling.design, Design::Judgmental | Design::Convenience);
    add(
        chosen && sampling.chosen_because.is_none(),
        Missing::ChosenBecause,
    );
    let seeded = sampling
        .seed
        .as_ref()
        .is_some_and(|seed| !seed.text.trim().is_empty());
    add(
        (is_drawn || sampling.times.is_some()) && !seeded,
        Missing::Seed,
    );
    add(
        is_drawn && sampling.replacement == super::Replacement::None,
        Missing::Replacement,
    );
    add(!beside.list_sealed, Missing::SealedList);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOTHING: Beside = Beside {
        promises: &[],
        instruments: 0,
        list_sealed: false,
    };

    fn plan(value: serde_json::Value) -> Plan {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn an_empty_plan_is_a_plan_and_is_told_what_it_lacks() {
        let found = missing(&plan(json!({})), &NOTHING);
        assert_eq!(found.len(), 21);
        assert_eq!(found[0], Missing::AskedBy);
        let keys: std::collections::BTreeSet<_> = found.iter().map(Missing::key).collect();
        assert_eq!(keys.len(), 17);
    }

    #[test]
    fn a_full_plan_lacks_nothing() {
        let fit = [
            "expertise",
            "resources",
            "right_party",
            "cooperation",
            "credibility",
        ];
        let fit: Vec<_> = fit
            .iter()
            .map(|q| json!({ "question": q, "answer": "yes" }))
            .collect();
        let full = plan(json!({
            "mandate": { "asked_by": "meeting", "purposes": ["protect_beneficiaries"],
                "decided_by": "board", "decided_on": "2026-10-01", "fit": fit },
            "objectives": ["find out"],
            "scope": { "period": { "from": "2026-11-01" }, "not_covered": ["other areas"] },
            "team": [
                { "code": "W-01", "roles": ["lead"], "declared_on": "2026-10-02" },
                { "code": "W-02", "roles": ["checker", "observer"], "declared_on": "2026-10-02" },
            ],
            "risks": [{ "group": "cleaners", "level": "high", "measures": ["no names"], "stop_rule": "a threat" }],
            "methods": ["observation"],
            "decision_rules": [{ "promise": "o-1", "rule": "24 or more" }],
            "sampling": { "unit": "toilets", "frame": "all", "frame_source": "register", "frame_date": "2026-10",
                "design": "simple_random", "planned": 60, "replacement": "next_unless_result",
                "seed": { "text": "s", "kind": "recorded_before" } },
            "announced": "unannounced",
            "window": { "first_week": "2026-11-16", "weeks": 2 },
            "debrief": { "planned_on": "2026-12-10" },
            "budget": { "hours": "80" },
        }));
        let promise = [Code::parse("o-1").unwrap()];
        let beside = Beside {
            promises: &promise,
            instruments: 1,
            list_sealed: true,
        };
        assert_eq!(missing(&full, &beside), []);
        let two = [promise[0].clone(), Code::parse("o-2").unwrap()];
        let beside = Beside {
            promises: &two,
            ..beside
        };
        assert_eq!(
            missing(&full, &beside),
            [Missing::DecisionRule(two[1].clone())]
        );
    }

    #[test]
    fn places_we_chose_need_a_reason_and_no_seed() {
        let chosen = plan(
            json!({ "sampling": { "unit": "toilets", "design": "judgmental", "planned": 6 } }),
        );
        let found = missing(&chosen, &NOTHING);
        assert!(found.contains(&Missing::ChosenBecause));
        assert!(!found.contains(&Missing::Seed) && !found.contains(&Missing::Replacement));
    }

    #[test]
    fn a_high_risk_needs_measures_and_a_stop_rule_and_a_no_an_alternative() {
        let risky = plan(json!({
            "mandate": { "fit": [{ "question": "expertise", "answer": "no" }] },
            "risks": [{ "group": "users", "level": "high" }, { "group": "staff", "level": "low" }],
        }));
        let found = missing(&risky, &NOTHING);
        assert!(found.contains(&Missing::Alternative));
        assert!(found.contains(&Missing::Measures("users".into())));
        assert!(found.contains(&Missing::StopRule("users".into())));
        assert!(!found.contains(&Missing::Measures("staff".into())));
    }
}
