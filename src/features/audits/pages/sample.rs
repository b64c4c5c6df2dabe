//! Which places, and how they come to be chosen: the list, the design with what it allows to conclude, how many, the draw
//! and how to repeat it, who goes where, what stands in for what.

mod doing;
mod planner;
mod shown;

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::desk::coverage_rows;
use super::{At, Choice, FormPage, Head, Posted};
use crate::domain::plan::Replacement;
use crate::domain::sampling::NotSeen;
use crate::features::audits::actions::places::sites_not_listed;
use crate::features::audits::actions::plan::looked_at;
use crate::features::audits::actions::sampling::save;
use crate::features::audits::forms::Given;
use crate::features::audits::forms::plan::DESIGNS;
use crate::features::audits::forms::sampling::{self as form, groups_of};
use crate::infra::http::{Errors, Page, WebError};

pub use doing::{added, assigned, dropped, known, listed, replaced, sites, taken_out, uploaded};
pub(super) use planner::Answer;
pub use planner::Asked;
pub(super) use shown::{DrawnShown, TaskShown};

/// Longer lists are folded.
const MOST_SHOWN: usize = 400;

/// A design with what it allows to conclude.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DesignShown {
    pub value: String,
    pub label: String,
    pub concludes: String,
}

/// A place of the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Listed {
    pub code: String,
    pub name: String,
    pub group: Option<String>,
    pub may_go: bool,
}

/// The page of the sample.
#[derive(Clone, Debug, Serialize)]
pub struct SamplePage {
    pub(super) head: Head,
    pub(super) form: Given,
    pub(super) errors: Errors,
    pub(super) designs: Vec<DesignShown>,
    pub(super) replacements: Vec<Choice>,
    pub(super) reasons: Vec<Choice>,
    /// Groups of the list: name, size, field.
    pub(super) groups: Vec<(String, u64, String)>,
    pub(super) places: Vec<Listed>,
    pub(super) count: usize,
    /// Sites of the register that are not in the list, by group.
    pub(super) sites: Vec<(String, usize)>,
    pub(super) sites_all: usize,
    /// A public value that the draw waits for.
    pub(super) awaits: Option<(String, String)>,
    pub(super) drawn: Option<DrawnShown>,
    pub(super) draw_wrong: Option<String>,
    pub(super) coverage: Vec<Vec<String>>,
    pub(super) undrawn: usize,
    pub(super) tasks: Vec<TaskShown>,
    pub(super) observers: Vec<String>,
    pub(super) instruments: Vec<String>,
    pub(super) substitutions: Vec<Vec<String>>,
    pub(super) planner: Answer,
    pub(super) is_locked: bool,
}

impl Page for SamplePage {
    const TEMPLATE: &'static str = "pages/audits/sample.html";
}

impl FormPage for SamplePage {
    const LEADS_TO: &'static str = "/sample";

    async fn of(at: &At, typed: Option<Given>, errors: Errors) -> Result<Self, WebError> {
        page(at, typed, &Asked::default(), errors).await
    }
}

async fn page(
    at: &At,
    typed: Option<Given>,
    asked: &Asked,
    errors: Errors,
) -> Result<SamplePage, WebError> {
    let ctx = &at.ctx;
    let planned = &looked_at(ctx, &at.code).await?;
    let words = at.audits.web.words();
    let plan = planned.plan();
    let before = form::of(plan.sampling.as_ref(), &planned.case);
    let form = match typed {
        Some(typed) => typed.over(&before),
        None => before,
    };
    let sites = match ctx
        .actor
        .may(crate::domain::actor::Permission::ChangeAudits)
    {
        true => sites_not_listed(ctx, planned).await?,
        false => Vec::new(),
    };
    let mut by_group: BTreeMap<String, usize> = BTreeMap::new();
    for site in &sites {
        if let Some(group) = &site.stratum {
            *by_group.entry(group.clone()).or_insert(0) += 1;
        }
    }
    let design = |design: &crate::domain::sample::Design| {
        let value = crate::features::audits::forms::word_of(design);
        DesignShown {
            label: words.get(&format!("design-{value}")),
            concludes: words.get(&format!("sampling-concludes-{value}")),
            value,
        }
    };
    let groups = groups_of(&planned.case).into_iter();
    let groups = (1..)
        .zip(groups)
        .map(|(at, (name, size))| (name, size, format!("group-{at}")));
    let listed = |place: &crate::domain::fieldwork::Place| {
        let visits = &planned.case.visits;
        let promises = &planned.case.obligations;
        Listed {
            code: place.id.to_string(),
            name: place.name.clone(),
            group: place.stratum.clone(),
            may_go: !visits.iter().any(|visit| visit.place == place.id)
                && !promises.iter().any(|one| one.places.contains(&place.id)),
        }
    };
    let because = [
        NotSeen::NotReached,
        NotSeen::NotSafe,
        NotSeen::NotOfTheList,
        NotSeen::Refused,
        NotSeen::NotFound,
    ];
    let rules = [
        Replacement::NextUnlessResult,
        Replacement::None,
        Replacement::NextAlways,
    ];
    let (drawn, draw_wrong) = shown::drawn(planned, &words);
    let instruments = planned.newest_instruments();
    Ok(SamplePage {
        head: Head::of(ctx, planned, &words),
        errors,
        designs: DESIGNS.iter().map(design).collect(),
        replacements: Choice::all(&words, "sampling-replacement", &rules),
        reasons: Choice::all(&words, "sampling-because", &because),
        groups: groups.collect(),
        places: planned
            .case
            .places
            .iter()
            .take(MOST_SHOWN)
            .map(listed)
            .collect(),
        count: planned.case.places.len(),
        sites_all: sites.len(),
        sites: by_group.into_iter().collect(),
        awaits: planned
            .awaits_value()
            .map(|(name, date)| (name, words.day(date))),
        drawn,
        draw_wrong,
        coverage: coverage_rows(planned, &words.get("sampling-whole-list")),
        undrawn: planned.visited_undrawn().len(),
        tasks: shown::tasks(planned, &words),
        observers: plan.team.iter().map(|one| one.code.clone()).collect(),
        instruments: instruments.iter().map(|one| one.code.to_string()).collect(),
        substitutions: shown::substitutions(planned, &words),
        planner: planner::answer(planned, &plan, asked, &words),
        is_locked: planned.locked().is_some(),
        form,
    })
}

/// `GET /checks/{code}/sample`
pub async fn asked(at: At, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let page = page(&at, None, &asked, Errors::new()).await?;
    at.audits.web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/sample`
pub async fn given(sent: Posted) -> Result<Response, WebError> {
    let outcome = save(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<SamplePage, _>(outcome).await
}
