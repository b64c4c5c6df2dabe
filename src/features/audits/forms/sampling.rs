//! How places are chosen, as a form. Fields of a group end in its place among the groups of the list, from 1.

use chrono::NaiveDate;

use super::plan::{DESIGNS, plain_sampling};
use super::{Given, lines, value_of, whole, word_of};
use crate::domain::case::Case;
use crate::domain::plan::{
    ClusterPlan, LotPlan, SamplingPlan, Seed, SeedKind, StratumPlan, VisitTimes,
};
use crate::domain::sample::Design;
use crate::infra::action::{ActionError, Fields};

/// Days over which visits are drawn, at most.
const MOST_DAYS: usize = 366;

/// The groups of the list of places, by name, each with how many places it has.
#[must_use]
pub fn groups_of(case: &Case) -> Vec<(String, u64)> {
    let mut groups = std::collections::BTreeMap::new();
    for place in &case.places {
        if let Some(group) = &place.stratum {
            *groups.entry(group.clone()).or_insert(0) += 1;
        }
    }
    groups.into_iter().collect()
}

/// The form of a way of choosing.
#[must_use]
pub fn of(sampling: Option<&SamplingPlan>, case: &Case) -> Given {
    let plain = plain_sampling(Design::Judgmental, String::new());
    let sampling = sampling.unwrap_or(&plain);
    let mut form = Given::default();
    form.put("unit", sampling.unit.as_str());
    form.put_some("frame", sampling.frame.as_ref());
    form.put_some("frame_source", sampling.frame_source.as_ref());
    form.put_some("frame_date", sampling.frame_date);
    form.put("design", word_of(&sampling.design));
    form.put_some("planned", sampling.planned);
    form.put_some("chosen_because", sampling.chosen_because.as_ref());
    for (at, (name, _)) in (1..).zip(groups_of(case)) {
        let planned = sampling.strata.iter().find(|one| one.name == name);
        form.put_some(format!("group-{at}"), planned.and_then(|one| one.planned));
    }
    let clusters = sampling.clusters.as_ref();
    form.put_some("cluster_unit", clusters.map(|one| &one.unit));
    form.put_some("cluster_planned", clusters.map(|one| one.planned));
    form.put_some("cluster_within", clusters.map(|one| one.within));
    let lot = sampling.lot.as_ref();
    form.put_some("lot_n", lot.map(|one| one.n));
    form.put_some("lot_d", lot.map(|one| one.d));
    form.put_some(
        "lot_low",
        lot.and_then(|one| one.low.as_ref())
            .map(|one| one.text().to_owned()),
    );
    form.put_some(
        "lot_high",
        lot.and_then(|one| one.high.as_ref())
            .map(|one| one.text().to_owned()),
    );
    let seed = sampling.seed.as_ref();
    let (kind, name, date) = match seed.map(|one| &one.kind) {
        Some(SeedKind::PublicValue { name, date }) => ("public", name.clone(), date.to_string()),
        Some(SeedKind::RecordedBefore) => ("text", String::new(), String::new()),
        None => ("chance", String::new(), String::new()),
    };
    form.put("seed_kind", kind);
    form.put_some("seed_text", seed.map(|one| &one.text));
    form.put("public_name", name);
    form.put("public_date", date);
    let times = sampling.times.as_ref();
    let days = times.map(|one| {
        let days = one.days.iter().map(ToString::to_string);
        days.collect::<Vec<_>>().join("\n")
    });
    form.put_some("days", days);
    form.put_some("slots", times.map(|one| one.slots.join("\n")));
    form.put_some("per_place", times.map(|one| one.per_place));
    form.put("replacement", word_of(&sampling.replacement));
    form.put("reason", "");
    form
}

/// Reads the form over what the plan said before.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(
    given: &Given,
    case: &Case,
    before: Option<SamplingPlan>,
    today: NaiveDate,
) -> Result<SamplingPlan, ActionError> {
    let mut fields = Fields::default();
    let unit = fields.text("unit", given.field("unit"), 100);
    let design = fields.choice("design", given.field("design"), |word| {
        value_of(word).filter(|design| DESIGNS.contains(design))
    });
    let mut sampling = before.unwrap_or_else(|| plain_sampling(Design::Judgmental, String::new()));
    sampling.unit = unit;
    sampling.frame = fields.optional("frame", given.field("frame"), 300);
    sampling.frame_source = fields.optional("frame_source", given.field("frame_source"), 300);
    sampling.frame_date = fields.date("frame_date", given.field("frame_date"));
    sampling.universe = Some(case.places.len() as u64);
    sampling.design = design.unwrap_or(Design::Judgmental);
    sampling.planned = whole(&mut fields, "planned", given.field("planned"));
    sampling.chosen_because =
        fields.optional("chosen_because", given.field("chosen_because"), 1_000);
    sampling.strata = strata(&mut fields, given, case);
    sampling.clusters = clusters(&mut fields, given, case);
    sampling.lot = lot(&mut fields, given);
    sampling.seed = seed(&mut fields, given, today);
    sampling.times = times(&mut fields, given);
    let replacement = fields.choice("replacement", given.field("replacement"), value_of);
    sampling.replacement = replacement.unwrap_or_default();
    match sampling.design {
        Design::Cluster => {
            if sampling.clusters.is_none() {
                fields.wrong("cluster_planned", "sampling-needs-clusters");
            }
            sampling.planned = None;
        }
        Design::Lqas if sampling.lot.is_none() => fields.wrong("lot_n", "sampling-needs-lot"),
        Design::Stratified => {
            if sampling.strata.iter().any(|one| one.planned.is_none()) || sampling.strata.is_empty()
            {
                fields.wrong("group-1", "sampling-needs-groups");
            }
            let sum = sampling
                .strata
                .iter()
                .map(|one| one.planned)
                .sum::<Option<u64>>();
            sampling.planned = sum;
        }
        Design::SimpleRandom | Design::Systematic if sampling.planned.is_none() => {
            fields.wrong("planned", "sampling-needs-number");
        }
        _ => {}
    }
    fields.done(sampling)
}

fn strata(fields: &mut Fields, given: &Given, case: &Case) -> Vec<StratumPlan> {
    let mut strata = Vec::new();
    let groups = groups_of(case);
    let asked = (1..=groups.len()).any(|at| !given.field(&format!("group-{at}")).trim().is_empty());
    if !asked {
        return strata;
    }
    for (at, (name, size)) in (1..).zip(groups) {
        let field = format!("group-{at}");
        let planned = whole(fields, &field, given.field(&field));
        if planned.is_some_and(|planned| planned > size) {
            let about = vec![("available", size.to_string())];
            fields.wrong_about(&field, "sampling-group-more", about);
        }
        strata.push(StratumPlan {
            name,
            size: Some(size),
            planned,
        });
    }
    strata
}

fn clusters(fields: &mut Fields, given: &Given, case: &Case) -> Option<ClusterPlan> {
    let planned = whole(fields, "cluster_planned", given.field("cluster_planned"));
    let within = whole(fields, "cluster_within", given.field("cluster_within"));
    let unit = fields.optional("cluster_unit", given.field("cluster_unit"), 100);
    let (Some(planned), Some(within)) = (planned, within) else {
        return None;
    };
    Some(ClusterPlan {
        unit: unit.unwrap_or_default(),
        universe: Some(groups_of(case).len() as u64),
        planned,
        within,
    })
}

fn lot(fields: &mut Fields, given: &Given) -> Option<LotPlan> {
    let n = whole(fields, "lot_n", given.field("lot_n"));
    let d = whole(fields, "lot_d", given.field("lot_d"));
    let low = fields.number("lot_low", given.field("lot_low"));
    let high = fields.number("lot_high", given.field("lot_high"));
    let (n, d) = (n?, d?);
    if d >= n {
        fields.wrong("lot_d", "sampling-lot-d");
    }
    Some(LotPlan { n, d, low, high })
}

fn seed(fields: &mut Fields, given: &Given, today: NaiveDate) -> Option<Seed> {
    match given.field("seed_kind") {
        "text" => {
            let text = fields.text("seed_text", given.field("seed_text"), 200);
            if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                fields.wrong("seed_text", "sampling-seed-signs");
            }
            Some(Seed {
                text,
                kind: SeedKind::RecordedBefore,
            })
        }
        "public" => {
            let name = fields.text("public_name", given.field("public_name"), 200);
            let date = fields.day("public_date", given.field("public_date"));
            if date.is_none() && given.field("public_date").trim().is_empty() {
                fields.wrong("public_date", "field-empty");
            }
            if date.is_some_and(|date| date <= today) {
                fields.wrong("public_date", "sampling-value-too-early");
            }
            let text = String::new();
            date.map(|date| Seed {
                text,
                kind: SeedKind::PublicValue { name, date },
            })
        }
        _ => None,
    }
}

fn times(fields: &mut Fields, given: &Given) -> Option<VisitTimes> {
    let text = lines(fields, "days", given.field("days"));
    let slots = lines(fields, "slots", given.field("slots"));
    let per_place = whole(fields, "per_place", given.field("per_place"));
    if text.is_empty() && slots.is_empty() {
        return None;
    }
    let mut days = Vec::new();
    for line in &text {
        // A day, or the first and the last of a stretch: 2026-11-23 .. 2026-11-27
        let (first, last) = line.split_once("..").unwrap_or((line, line));
        let first = fields.day("days", first.trim());
        let last = fields.day("days", last.trim());
        let (Some(first), Some(last)) = (first, last) else {
            continue;
        };
        days.extend(
            first
                .iter_days()
                .take_while(|day| *day <= last)
                .take(MOST_DAYS),
        );
    }
    days.sort();
    days.dedup();
    if days.is_empty() && text.is_empty() {
        fields.wrong("days", "field-empty");
    }
    if slots.is_empty() {
        fields.wrong("slots", "field-empty");
    }
    if slots.iter().any(|slot| slot.contains('\t')) {
        fields.wrong("slots", "field-signs");
    }
    if days.len() > MOST_DAYS {
        fields.wrong("days", "sampling-days-many");
    }
    let per_place = per_place.unwrap_or(1);
    Some(VisitTimes {
        days,
        slots,
        per_place: u32::try_from(per_place).unwrap_or(u32::MAX),
    })
}
