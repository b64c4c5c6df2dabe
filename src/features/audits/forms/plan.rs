//! The plan as a form: one page by default, the rest behind "More". Fields of a promise end in its name, fields of a group
//! of people in its number.

use super::{Given, TICKED, kept, lines, value_of, whole, word_of};
use crate::domain::case::{Case, Purpose};
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::period::Period;
use crate::domain::plan::{
    Alternative, Budget, Covered, Debrief, FitAnswer, FitQuestion, GroupRisk, Mandate, MethodKind,
    Plan, Replacement, RiskLevel, SamplingPlan, Scope, Window, YesNoUnsure,
};
use crate::domain::sample::Design;
use crate::infra::action::{ActionError, Fields};

/// Purposes in their order.
pub const PURPOSES: [Purpose; 7] = [
    Purpose::ServiceExists,
    Purpose::CampaignEvidence,
    Purpose::DeliveredAsIntended,
    Purpose::ProtectBeneficiaries,
    Purpose::ProtectPayers,
    Purpose::ImproveProblemSolving,
    Purpose::SocialChange,
];

/// Methods in their order.
pub const METHODS: [MethodKind; 10] = [
    MethodKind::Observation,
    MethodKind::MysteryVisit,
    MethodKind::Call,
    MethodKind::Mail,
    MethodKind::Interview,
    MethodKind::RegisterRecount,
    MethodKind::PairedTest,
    MethodKind::DocumentReview,
    MethodKind::TimeObservation,
    MethodKind::ScoreCard,
];

/// Designs that a plan can have, in the order in which they are offered.
pub const DESIGNS: [Design; 8] = [
    Design::Judgmental,
    Design::Census,
    Design::SimpleRandom,
    Design::Systematic,
    Design::Stratified,
    Design::Cluster,
    Design::Lqas,
    Design::Convenience,
];

/// Groups of people that a form asks about: one more than there are.
const MOST_GROUPS: usize = 12;

/// How many groups of people a form of this plan shows.
#[must_use]
pub fn groups(plan: &Plan) -> usize {
    (plan.risks.len() + 1).min(MOST_GROUPS)
}

/// The form of a plan.
#[must_use]
pub fn of(plan: &Plan, case: &Case) -> Given {
    let mut form = Given::default();
    let mandate = &plan.mandate;
    form.put("objectives", plan.objectives.join("\n"));
    let sampling = plan.sampling.as_ref();
    form.put_some("unit", sampling.map(|one| &one.unit));
    let design = sampling.map_or(Design::Judgmental, |one| one.design);
    form.put("design", word_of(&design));
    form.put_some("planned", sampling.and_then(|one| one.planned));
    form.put_some(
        "chosen_because",
        sampling.and_then(|one| one.chosen_because.as_ref()),
    );
    form.put_some("asked_by", mandate.asked_by.as_ref());
    form.put_some("decided_by", mandate.decided_by.as_ref());
    form.put_some("decided_on", mandate.decided_on);
    let tick = |is: bool| if is { TICKED } else { "" };
    for purpose in PURPOSES {
        let is = mandate.purposes.contains(&purpose);
        form.put(format!("purpose-{}", word_of(&purpose)), tick(is));
    }
    for question in FitQuestion::ALL {
        let answer = mandate.answer(question);
        let name = format!("fit-{}", word_of(&question));
        form.put_some(
            format!("{name}-note"),
            answer.and_then(|one| one.note.as_ref()),
        );
        form.put(
            name,
            answer.map(|one| word_of(&one.answer)).unwrap_or_default(),
        );
    }
    let alternative = mandate.alternative.as_ref().map(word_of);
    form.put("alternative", alternative.unwrap_or_default());
    for promise in &case.obligations {
        let left = !plan.scope.promises.covers(&promise.id);
        form.put(format!("leave-{}", promise.id), tick(left));
        kept::put(&mut form, plan, promise);
    }
    let period = plan.scope.period.as_ref();
    form.put_some("from", period.and_then(|one| one.from));
    form.put_some("to", period.and_then(|one| one.to));
    form.put("not_covered", plan.scope.not_covered.join("\n"));
    for at in 0..groups(plan) {
        let risk = plan.risks.get(at);
        let name = |field: &str| format!("risk-{}-{field}", at + 1);
        form.put_some(name("group"), risk.map(|one| &one.group));
        form.put(
            name("level"),
            risk.map(|one| word_of(&one.level)).unwrap_or_default(),
        );
        form.put_some(
            name("could"),
            risk.and_then(|one| one.could_happen.as_ref()),
        );
        form.put_some(name("measures"), risk.map(|one| one.measures.join("\n")));
        form.put_some(name("stop"), risk.and_then(|one| one.stop_rule.as_ref()));
    }
    for method in METHODS {
        form.put(
            format!("method-{}", word_of(&method)),
            tick(plan.methods.contains(&method)),
        );
    }
    form.put(
        "announced",
        plan.announced.as_ref().map(word_of).unwrap_or_default(),
    );
    form.put_some("window_first", plan.window.map(|one| one.first_week));
    form.put_some("window_weeks", plan.window.map(|one| one.weeks));
    form.put_some("notice_by", plan.window.and_then(|one| one.notice_by));
    form.put_some(
        "debrief_on",
        plan.debrief.as_ref().map(|one| one.planned_on),
    );
    for party in &case.parties {
        let with = plan
            .debrief
            .as_ref()
            .is_some_and(|one| one.with.contains(&party.id));
        form.put(format!("with-{}", party.id), tick(with));
    }
    let budget = &plan.budget;
    for (name, stated) in [
        ("hours", &budget.hours),
        ("hours_per_visit", &budget.hours_per_visit),
        ("money", &budget.money),
        ("cost_per_visit", &budget.cost_per_visit),
    ] {
        form.put_some(name, stated.as_ref().map(|one| one.text().to_owned()));
    }
    form.put_some("currency", budget.currency);
    form.put("reason", "");
    form
}

/// Reads the form over the plan as it was: what the form does not ask for stays.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(given: &Given, case: &Case, before: &Plan) -> Result<Plan, ActionError> {
    let mut fields = Fields::default();
    let plan = Plan {
        mandate: mandate(&mut fields, given),
        objectives: lines(&mut fields, "objectives", given.field("objectives")),
        scope: scope(&mut fields, given, case),
        team: before.team.clone(),
        risks: risks(&mut fields, given),
        methods: ticked(given, "method", &METHODS),
        decision_rules: kept::read(&mut fields, given, case, before),
        sampling: sampling(&mut fields, given, before),
        announced: match given.field("announced") {
            "" => None,
            word => fields.choice("announced", word, value_of),
        },
        window: window(&mut fields, given),
        debrief: debrief(&mut fields, given, case),
        budget: budget(&mut fields, given),
        round: before.round.clone(),
    };
    fields.done(plan)
}

fn ticked<T: Copy + serde::Serialize>(given: &Given, group: &str, all: &[T]) -> Vec<T> {
    let ticked = all.iter().filter(|one| {
        let name = format!("{group}-{}", word_of(*one));
        given.is_ticked(&name)
    });
    ticked.copied().collect()
}

fn mandate(fields: &mut Fields, given: &Given) -> Mandate {
    let mut fit = Vec::new();
    for question in FitQuestion::ALL {
        let name = format!("fit-{}", word_of(&question));
        let note = format!("{name}-note");
        let note_said = fields.optional(&note, given.field(&note), 1_000);
        let answer: Option<YesNoUnsure> = match given.field(&name) {
            "" => None,
            word => fields.choice(&name, word, value_of),
        };
        if answer.is_none() && note_said.is_some() {
            fields.wrong(&name, "field-choice");
        }
        fit.extend(answer.map(|answer| FitAnswer {
            question,
            answer,
            note: note_said,
        }));
    }
    let alternative: Option<Alternative> = match given.field("alternative") {
        "" => None,
        word => fields.choice("alternative", word, value_of),
    };
    Mandate {
        asked_by: fields.optional("asked_by", given.field("asked_by"), 300),
        purposes: ticked(given, "purpose", &PURPOSES),
        decided_by: fields.optional("decided_by", given.field("decided_by"), 300),
        decided_on: fields.date("decided_on", given.field("decided_on")),
        fit,
        alternative,
    }
}

fn scope(fields: &mut Fields, given: &Given, case: &Case) -> Scope {
    let left = |id: &Code| given.is_ticked(&format!("leave-{id}"));
    let ids = case.obligations.iter().map(|one| &one.id);
    let covered: Vec<Code> = ids.clone().filter(|id| !left(id)).cloned().collect();
    if covered.is_empty() && !case.obligations.is_empty() {
        fields.wrong("leave", "plan-nothing-covered");
    }
    let all = covered.len() == ids.count();
    let from = fields.date("from", given.field("from"));
    let to = fields.date("to", given.field("to"));
    let period = (from.is_some() || to.is_some()).then(|| Period {
        from,
        to,
        ..Period::default()
    });
    if period.as_ref().is_some_and(|period| !period.is_in_order()) {
        fields.wrong("to", "plan-period-order");
    }
    Scope {
        promises: if all {
            Covered::All
        } else {
            Covered::Only(covered)
        },
        period,
        not_covered: lines(fields, "not_covered", given.field("not_covered")),
    }
}

fn risks(fields: &mut Fields, given: &Given) -> Vec<GroupRisk> {
    let mut risks = Vec::new();
    for at in 1..=MOST_GROUPS {
        let name = |field: &str| format!("risk-{at}-{field}");
        let could = fields.optional(&name("could"), given.field(&name("could")), 1_000);
        let measures = lines(fields, &name("measures"), given.field(&name("measures")));
        let stop_rule = fields.optional(&name("stop"), given.field(&name("stop")), 1_000);
        let group = fields.optional(&name("group"), given.field(&name("group")), 200);
        let Some(group) = group else {
            if could.is_some() || !measures.is_empty() || stop_rule.is_some() {
                fields.wrong(&name("group"), "field-empty");
            }
            continue;
        };
        let level: Option<RiskLevel> =
            fields.choice(&name("level"), given.field(&name("level")), value_of);
        risks.extend(level.map(|level| GroupRisk {
            group,
            level,
            could_happen: could,
            measures,
            stop_rule,
        }));
    }
    risks
}

/// A way of choosing without anything further.
#[must_use]
pub fn plain_sampling(design: Design, unit: String) -> SamplingPlan {
    SamplingPlan {
        unit,
        frame: None,
        frame_source: None,
        frame_date: None,
        universe: None,
        design,
        planned: None,
        strata: Vec::new(),
        clusters: None,
        lot: None,
        seed: None,
        times: None,
        replacement: Replacement::default(),
        chosen_because: None,
    }
}

fn sampling(fields: &mut Fields, given: &Given, before: &Plan) -> Option<SamplingPlan> {
    let unit = fields.optional("unit", given.field("unit"), 100);
    let because = fields.optional("chosen_because", given.field("chosen_because"), 1_000);
    let planned = whole(fields, "planned", given.field("planned"));
    let word = given.field("design");
    let design = fields.choice("design", word, |word| {
        value_of(word).filter(|design| DESIGNS.contains(design))
    })?;
    let said = unit.is_some() || because.is_some() || planned.is_some();
    if before.sampling.is_none() && !said && design == Design::Judgmental {
        return None;
    }
    let known = before.sampling.clone();
    let mut sampling = known.unwrap_or_else(|| plain_sampling(design, String::new()));
    sampling.unit = unit.unwrap_or_default();
    sampling.design = design;
    sampling.planned = planned;
    sampling.chosen_because = because;
    Some(sampling)
}

fn window(fields: &mut Fields, given: &Given) -> Option<Window> {
    let first = fields.day("window_first", given.field("window_first"));
    let weeks = whole(fields, "window_weeks", given.field("window_weeks"));
    let notice_by = fields.day("notice_by", given.field("notice_by"));
    match (first, weeks) {
        (Some(first_week), Some(weeks)) if weeks <= 104 => Some(Window {
            first_week,
            weeks: u32::try_from(weeks).unwrap_or(104),
            notice_by,
        }),
        (Some(_), Some(weeks)) => {
            let about = vec![("text", weeks.to_string())];
            fields.wrong_about("window_weeks", "plan-whole-number", about);
            None
        }
        (Some(_), None) => {
            if given.field("window_weeks").trim().is_empty() {
                fields.wrong("window_weeks", "field-empty");
            }
            None
        }
        (None, _) => {
            let said = weeks.is_some() || notice_by.is_some();
            if said && given.field("window_first").trim().is_empty() {
                fields.wrong("window_first", "field-empty");
            }
            None
        }
    }
}

fn debrief(fields: &mut Fields, given: &Given, case: &Case) -> Option<Debrief> {
    let parties = case.parties.iter().map(|party| party.id.clone());
    let with: Vec<Code> = parties
        .filter(|id| given.is_ticked(&format!("with-{id}")))
        .collect();
    let planned_on = fields.day("debrief_on", given.field("debrief_on"))?;
    Some(Debrief { planned_on, with })
}

fn budget(fields: &mut Fields, given: &Given) -> Budget {
    let money = fields.number("money", given.field("money"));
    let cost_per_visit = fields.number("cost_per_visit", given.field("cost_per_visit"));
    let currency = match given.field("currency").trim() {
        "" => None,
        code => fields.choice("currency", code, |code| {
            Currency::parse(&code.to_uppercase()).ok()
        }),
    };
    let has_money = money.is_some() || cost_per_visit.is_some();
    if has_money && given.field("currency").trim().is_empty() {
        fields.wrong("currency", "field-currency-needed");
    }
    Budget {
        hours: fields.number("hours", given.field("hours")),
        cost_per_visit,
        hours_per_visit: fields.number("hours_per_visit", given.field("hours_per_visit")),
        money,
        currency,
    }
}
