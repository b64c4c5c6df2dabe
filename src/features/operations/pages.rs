//! The operator's page: jobs, mail, storage, health.

use axum::extract::{Extension, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Operations;
use super::actions::{Check, OperationError, Overview, overview as overview_of};
use crate::domain::actor::Actor;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Templates, WebError};
use crate::infra::words::Words;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct OverviewPage {
    /// Whether all is in order, and each check with the last part of the key of its words.
    pub is_well: bool,
    /// What was looked at: last part of its key, and whether it is in order.
    pub checks: Vec<(String, String)>,
    /// Jobs: state in words, how many.
    pub jobs: Vec<Vec<String>>,
    /// Since when the job that waits longest has waited.
    pub waiting_since: Option<String>,
    /// Jobs that are not done: name, state, tries, due, last error.
    pub open_jobs: Vec<Vec<String>>,
    /// Whether mail is sent at all.
    pub mail_is_on: bool,
    /// Mails: state in words, how many.
    pub mails: Vec<Vec<String>>,
    /// Mails that were not sent: name, state, tries, since, last error.
    pub unsent: Vec<Vec<String>>,
    /// Size of the database with its unit.
    pub database: String,
    /// Size of the stored files, and the most that they may have.
    pub stored: (String, String),
    /// The newest schema.
    pub schema: String,
    /// Migrations that have not run.
    pub pending: Vec<String>,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "pages/operations/overview.html";
}

impl OverviewPage {
    fn of(overview: &Overview, words: &Words) -> Self {
        let state = |word: &str| words.get(&format!("operations-state-{word}"));
        let error = |code: &Option<String>| code.clone().unwrap_or_else(|| "—".to_owned());
        let check = |check: &Check| {
            let word = if check.in_order { "in-order" } else { "failed" };
            let said = words.get(&format!("operations-check-{word}"));
            (words.get(&format!("operations-check-{}", check.what)), said)
        };
        Self {
            is_well: overview.checks.iter().all(|check| check.in_order),
            checks: overview.checks.iter().map(check).collect(),
            jobs: counted(overview.jobs.iter().map(|(s, n)| (state(s.word()), *n))),
            waiting_since: overview.waiting_since.map(instant),
            open_jobs: overview
                .open_jobs
                .iter()
                .map(|job| {
                    vec![
                        job.name.clone(),
                        state(job.state.word()),
                        job.attempts.to_string(),
                        instant(job.run_at),
                        error(&job.last_error),
                    ]
                })
                .collect(),
            mail_is_on: overview.mail_is_on,
            mails: counted(overview.mails.iter().map(|(s, n)| (state(s.word()), *n))),
            unsent: overview
                .unsent
                .iter()
                .map(|mail| {
                    vec![
                        mail.name.clone(),
                        state(mail.state.word()),
                        mail.attempts.to_string(),
                        instant(mail.queued_at),
                        error(&mail.last_error),
                    ]
                })
                .collect(),
            database: size(overview.database_bytes),
            stored: (size(overview.stored.0), size(overview.stored.1)),
            schema: overview.schema.clone(),
            pending: overview.pending.clone(),
        }
    }
}

/// Shows how things stand. What is not open to the reader is not there.
pub async fn overview(
    State(operations): State<Operations>,
    Extension(actor): Extension<Actor>,
) -> Result<Response, WebError> {
    let web = &operations.web;
    let ctx = Ctx {
        actor,
        ..web.begin()
    };
    let overview = overview_of(&ctx).await.map_err(|error| match error {
        OperationError::Forbidden(_) => WebError::NotFound,
        other => WebError::internal(other),
    })?;
    web.templates
        .answer(&OverviewPage::of(&overview, &web.words()))
}

/// The page over a context, as text: for whoever holds no browser.
pub async fn rendered(templates: &Templates, ctx: &Ctx) -> Result<String, String> {
    let overview = overview_of(ctx).await.map_err(|error| error.to_string())?;
    templates
        .html(&OverviewPage::of(&overview, &ctx.app.words))
        .map_err(|error| format!("{error:#}"))
}

/// The page rendered from samples, by its template: nothing there, and awkward values everywhere.
#[must_use]
pub fn rendered_samples(
    templates: &Templates,
) -> Vec<(&'static str, Result<String, minijinja::Error>)> {
    let text = || "Donaudampfschifffahrtsgesellschaft <script>alert(1)</script> كل".to_owned();
    let rows = |columns| vec![vec![text(); columns]; 2];
    let full = OverviewPage {
        is_well: false,
        checks: vec![(text(), text())],
        jobs: rows(2),
        waiting_since: Some(text()),
        open_jobs: rows(5),
        mail_is_on: true,
        mails: rows(2),
        unsent: rows(5),
        database: size(u64::MAX),
        stored: (size(u64::MAX), size(u64::MAX)),
        schema: text(),
        pending: vec![text()],
    };
    let bare = OverviewPage {
        is_well: true,
        checks: Vec::new(),
        jobs: Vec::new(),
        waiting_since: None,
        open_jobs: Vec::new(),
        mail_is_on: false,
        mails: Vec::new(),
        unsent: Vec::new(),
        database: size(0),
        stored: (size(0), size(0)),
        schema: text(),
        pending: Vec::new(),
    };
    [full, bare]
        .map(|page| (OverviewPage::TEMPLATE, templates.html(&page)))
        .into()
}

fn counted(counts: impl Iterator<Item = (String, u64)>) -> Vec<Vec<String>> {
    counts
        .map(|(state, count)| vec![state, count.to_string()])
        .collect()
}

/// A day and a minute, in UTC.
fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Bytes in the unit in which they are a number below a thousand, cut to one decimal.
fn size(bytes: u64) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"];
    let mut tenths = bytes.saturating_mul(10);
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < units.len() {
        tenths /= 1_000;
        unit += 1;
    }
    match (tenths % 10, unit) {
        (_, 0) | (0, _) => format!("{} {}", tenths / 10, units[unit]),
        (rest, _) => format!("{}.{rest} {}", tenths / 10, units[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_at_a_glance() {
        for (bytes, said) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_000, "1 kB"),
            (1_250_000, "1.2 MB"),
            (5_000_000_000, "5 GB"),
            (u64::MAX, "1844674.4 TB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}
