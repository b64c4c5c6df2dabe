//! What the plan says, carried into the case: method, limits, the sample that its visits are of. Sentences are in the
//! language of the organisation, as everything that an audit says.

use sea_orm::DatabaseTransaction;

use super::Planned;
use crate::db::{IdSource, put_method, replace_case};
use crate::domain::case::{Case, Method};
use crate::domain::code::Code;
use crate::domain::plan::{Covered, DecisionRule, Plan, SeedKind, is_of_plan};
use crate::domain::sample::{Announced, Design, Sample};
use crate::domain::sampling::conclusion;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::words::Words;

/// Writes what the plan says into the case, where it does not say it yet. Call it after every change of the plan, and
/// after visits were accepted or taken out.
///
/// # Errors
/// Those of the database.
pub async fn follow(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &mut Planned,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let case = said(planned, &ctx.app.words);
    // Rules change with the plan alone, which is changed with everything loaded.
    if planned.counted.is_none() && case.obligations != planned.case.obligations {
        replace_case(txn, ctx.scope, &ctx.app.master, &case, ids).await?;
        planned.case = case;
        return Ok(());
    }
    if case.method != planned.case.method || case.samples != planned.case.samples {
        let new = (&case.method, case.samples.as_slice());
        put_method(txn, ctx.scope, planned.line.id, new, ids).await?;
        planned.case = case;
    }
    Ok(())
}

/// The case with what the plan says.
pub(super) fn said(planned: &Planned, words: &Words) -> Case {
    let mut case = planned.case.clone();
    let plan = planned.plan();
    case.method = method(planned, &plan, words);
    rules(&mut case, &plan, words);
    frame(&mut case, planned, &plan, words);
    case
}

/// The rules of the plan as standards of their promises.
fn rules(case: &mut Case, plan: &Plan, words: &Words) {
    for promise in &mut case.obligations {
        promise.criteria.retain(|one| !is_of_plan(one));
        let mut rules = plan.decision_rules.iter();
        let rule = rules.find(|rule| rule.promise == promise.id);
        let reading = words.get("plan-kept-reading");
        let added = rule.and_then(|rule| rule.criterion(promise, reading));
        promise.criteria.extend(added);
    }
}

/// A rule with its numbers, in words.
fn rule_said(rule: &DecisionRule, words: &Words) -> String {
    let target = rule.target.as_ref().and_then(|target| {
        let (how, number) = target.compared()?;
        Some(words.say(&format!("plan-kept-{how}"), &[("value", number.text())]))
    });
    let off = rule.tolerance.as_ref();
    let off = off.map(|off| words.say("plan-kept-off-by", &[("value", off.text())]));
    let numbers: Vec<String> = target.into_iter().chain(off).collect();
    match numbers.is_empty() {
        true => rule.rule.clone(),
        false => format!("{} ({})", rule.rule, numbers.join("; ")),
    }
}

/// The word of a value of the domain, as its catalogue key ends.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn method(planned: &Planned, plan: &Plan, words: &Words) -> Method {
    let before = &planned.case.method;
    let heads = heads();
    let is_ours = |text: &&String| heads.iter().any(|head| text.starts_with(head.as_str()));
    let mut not_covered = plan.scope.not_covered.clone();
    if let Covered::Only(_) = &plan.scope.promises {
        let left = planned.case.obligations.iter();
        let left = left.filter(|one| !plan.scope.promises.covers(&one.id));
        not_covered
            .extend(left.map(|one| words.say("plan-said-left-out", &[("promise", &one.promise)])));
    }
    let others = before.limits.iter().filter(|text| !is_ours(text));
    let mut limits: Vec<String> = others.cloned().collect();
    let missing = planned.missing();
    if !missing.is_empty() {
        let missing = missing.iter().map(|one| planned.missing_said(one, words));
        let missing = missing.collect::<Vec<_>>().join("; ");
        limits.push(format!(
            "{} {missing}.",
            words.get("plan-said-missing-head")
        ));
    }
    for one in &planned.deviations {
        let deviation = &one.deviation;
        let names = [
            (
                "part",
                &*words.get(&format!("plan-part-{}", word(&deviation.what))),
            ),
            ("date", &*words.day(deviation.on)),
            ("before", &*deviation.before),
            ("after", &*deviation.after),
            ("reason", &*deviation.reason),
        ];
        limits.push(format!(
            "{} {}",
            words.get("plan-said-deviation-head"),
            words.say("plan-said-deviation", &names)
        ));
    }
    limits.extend(too_early(planned, words));
    limits.extend(concluded(planned, plan, words));
    Method {
        purposes: plan.mandate.purposes.clone(),
        objectives: plan.objectives.clone(),
        steps: steps(planned, plan, words),
        facts: before.facts.clone(),
        not_covered,
        limits,
        interests: interests(plan, &planned.case, words),
    }
}

/// Visits from before the lock, and visits to places that were not drawn.
fn too_early(planned: &Planned, words: &Words) -> Vec<String> {
    let mut limits = Vec::new();
    let lock = planned.first_locked().and_then(|kept| kept.locked);
    if let Some((at, _)) = lock {
        let day = at.date_naive();
        let early = planned.visits_before(day);
        if early > 0 {
            let about = [("date", &*words.day(day))];
            let said = words.count("plan-said-before-lock", early, &about);
            limits.push(format!("{} {said}", words.get("plan-said-visits-head")));
        }
    }
    let undrawn = planned.visited_undrawn().len();
    if undrawn > 0 {
        let said = words.count("plan-said-undrawn", undrawn, &[]);
        limits.push(format!("{} {said}", words.get("plan-said-visits-head")));
    }
    limits
}

/// What the visits so far allow to conclude of the places that were not seen, and whether so many were refused or not found
/// that the others may not speak for them. Nothing before the plan is locked, or before anybody went.
fn concluded(planned: &Planned, plan: &Plan, words: &Words) -> Vec<String> {
    let visited = planned.visited().len() as u64;
    let Some(list) = planned.list().filter(|_| visited > 0) else {
        return Vec::new();
    };
    if planned.locked().is_none() {
        return Vec::new();
    }
    let missed = planned.missed().min(visited);
    let (design, _) = design_of(planned, plan);
    let groups = (design == Design::Cluster).then(|| planned.groups_visited());
    let listed = list.units.len() as u64;
    let found = conclusion(design, visited - missed, Some(listed), missed, groups);
    let head = words.get("plan-said-conclusion-head");
    let [seen, of, out] = [visited - missed, listed, missed].map(|n| n.to_string());
    let names = [("seen", &*seen), ("list", &*of)];
    let mut limits = vec![format!("{head} {}", words.say(found.says.key(), &names))];
    if found.many_missing {
        let all = visited.to_string();
        let names = [("missing", &*out), ("visited", &*all)];
        limits.push(format!(
            "{head} {}",
            words.say("conclusion-many-missing", &names)
        ));
    }
    limits
}

/// How limits begin that the plan wrote, in any language: they are written anew each time.
fn heads() -> Vec<String> {
    let keys = [
        "plan-said-missing-head",
        "plan-said-deviation-head",
        "plan-said-visits-head",
        "plan-said-conclusion-head",
    ];
    Words::every()
        .flat_map(|words| keys.map(|key| words.get(key)))
        .collect()
}

fn steps(planned: &Planned, plan: &Plan, words: &Words) -> Vec<String> {
    let mut steps = Vec::new();
    let mut say = |key: &str, names: &[(&str, &str)]| steps.push(words.say(key, names));
    if let Some(body) = &plan.mandate.asked_by {
        say("plan-said-asked", &[("body", body)]);
    }
    if let Some(body) = &plan.mandate.decided_by {
        match plan.mandate.decided_on {
            Some(on) => say(
                "plan-said-decided-on",
                &[("body", body), ("date", &words.partial(on))],
            ),
            None => say("plan-said-decided", &[("body", body)]),
        }
    }
    if let Some(round) = &plan.round {
        let number = round.number.to_string();
        let of = round.of.as_str().to_uppercase();
        say("plan-said-round", &[("number", &number), ("of", &of)]);
    }
    if !plan.methods.is_empty() {
        let methods = plan.methods.iter();
        let methods = methods.map(|one| words.get(&format!("plan-method-{}", word(one))));
        let methods = methods.collect::<Vec<_>>().join("; ");
        say("plan-said-methods", &[("methods", &methods)]);
    }
    if let Some(window) = &plan.window {
        let monday = window.first_week.week(chrono::Weekday::Mon).first_day();
        let weeks = window.weeks.to_string();
        say(
            "plan-said-window",
            &[("weeks", &weeks), ("monday", &words.day(monday))],
        );
    }
    for rule in &plan.decision_rules {
        if let Some(promise) = planned.case.obligation(&rule.promise) {
            let rule = rule_said(rule, words);
            let names = [("promise", &*promise.promise), ("rule", &*rule)];
            say("plan-said-rule", &names);
        }
    }
    if let Some((at, _)) = planned.first_locked().and_then(|kept| kept.locked) {
        say("plan-said-locked", &[("date", &words.day(at.date_naive()))]);
    }
    if let Some(Ok(drawn)) = planned.drawn()
        && drawn.design != Design::Census
    {
        let n = drawn.taken().count().to_string();
        say(
            "plan-said-drawn",
            &[("n", &n), ("list", &drawn.list_sha256)],
        );
        let sampling = planned
            .locked()
            .and_then(|kept| kept.plan.sampling.as_ref());
        let kind = sampling
            .and_then(|one| one.seed.as_ref())
            .map(|seed| &seed.kind);
        if let Some(SeedKind::PublicValue { name, date }) = kind {
            say(
                "plan-said-public",
                &[("name", name), ("date", &words.day(*date))],
            );
        }
    }
    for one in &planned.substitutions {
        let name = |code: &Code| {
            let place = planned.case.place(code);
            place.map_or_else(|| code.to_string(), |place| place.name.clone())
        };
        let (out, taken) = (name(&one.taken_out), name(&one.taken_in));
        let because = words.get(&format!("sampling-because-{}", one.reason));
        say(
            "plan-said-substitution",
            &[("out", &out), ("in", &taken), ("because", &because)],
        );
    }
    steps
}

fn interests(plan: &Plan, case: &Case, words: &Words) -> Vec<String> {
    let mut interests = Vec::new();
    for member in &plan.team {
        for declared in &member.declarations {
            let party = declared.party.as_ref().and_then(|code| case.party(code));
            let place = declared.place.as_ref().and_then(|code| case.place(code));
            let with = party.map(|party| party.name.clone());
            let with = with.or_else(|| place.map(|place| place.name.clone()));
            let with = with.unwrap_or_else(|| words.get("plan-said-elsewhere"));
            let kind = words.get(&format!("plan-interest-{}", word(&declared.kind)));
            let names = [("code", &*member.code), ("kind", &*kind), ("with", &*with)];
            interests.push(words.say("plan-said-interest", &names));
        }
    }
    interests
}

/// The list of all places as the frame of the visits. Until a list was sealed and drawn from: places we chose, not drawn.
fn frame(case: &mut Case, planned: &Planned, plan: &Plan, words: &Words) {
    let universe = match planned.list() {
        Some(list) => list.units.len() as u64,
        None => case.places.len() as u64,
    };
    let seen = planned.visited().len() as u64;
    let at = case.samples.iter().position(|sample| sample.visited);
    let Ok(id) = Code::parse("places") else {
        return;
    };
    if universe == 0 {
        return;
    }
    let sampling = plan.sampling.as_ref();
    let filled = |text: Option<&String>, key: &str| {
        let text = text.filter(|text| !text.trim().is_empty());
        text.cloned().unwrap_or_else(|| words.get(key))
    };
    let (design, seed) = design_of(planned, plan);
    let stays = design == sampling.map_or(Design::Judgmental, |one| one.design);
    let because = match sampling.and_then(|one| one.chosen_because.clone()) {
        _ if design.is_probability() || matches!(design, Design::Lqas | Design::Census) => None,
        _ if !stays && !planned.visited_undrawn().is_empty() => {
            Some(words.get("plan-said-because-undrawn"))
        }
        _ if !stays => Some(words.get("plan-said-because-not-drawn")),
        Some(because) => Some(because),
        None => Some(words.get("audit-chosen-because")),
    };
    let lot = sampling.and_then(|one| one.lot.as_ref());
    let sample = Sample {
        id,
        frame: filled(
            sampling.and_then(|one| one.frame.as_ref()),
            "audit-frame-places",
        ),
        unit: filled(sampling.map(|one| &one.unit), "audit-unit-places"),
        design,
        universe: Some(universe),
        universe_counted_by: None,
        seen: Some(seen),
        decision_number: lot.filter(|_| design == Design::Lqas).map(|lot| lot.d),
        chosen_because: because,
        announced: plan.announced.unwrap_or(Announced::NotPublished),
        period: None,
        seed,
        visited: true,
        beyond: None,
        sources: Vec::new(),
        note: sampling.and_then(|one| one.frame_source.clone()),
    };
    match at {
        Some(at) => {
            // The name stays: figures and promises may point to it.
            let id = case.samples[at].id.clone();
            case.samples[at] = Sample { id, ..sample };
        }
        None => case.samples.push(sample),
    }
}

/// The design that the visits can rest on, and its seed. Chance decides only once a list is sealed and drawn from, and only
/// while no other places were visited.
fn design_of(planned: &Planned, plan: &Plan) -> (Design, Option<String>) {
    let design = plan
        .sampling
        .as_ref()
        .map_or(Design::Judgmental, |one| one.design);
    match (design, planned.drawn()) {
        (Design::Judgmental | Design::Convenience | Design::Census, _) => (design, None),
        (_, Some(Ok(drawn))) if planned.visited_undrawn().is_empty() => {
            (drawn.design, Some(drawn.seed))
        }
        _ => (Design::Judgmental, None),
    }
}
