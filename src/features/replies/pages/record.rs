//! The record of a body over all audits: each figure with what it is of, and the way to its audit.

use std::collections::BTreeMap;

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::Asking;
use super::following::{FixedLine, fixed_line};
use crate::db::counter::Series;
use crate::domain::comparison::VerdictCode;
use crate::domain::follow_up::{FindingCounts, Trend};
use crate::domain::money_line::Held;
use crate::features::replies::Replies;
use crate::features::replies::actions::record::{InAudit, InRounds, record_of};
use crate::infra::amounts::{came_back, total};
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

/// An audit and a figure of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Of {
    pub code: String,
    pub title: String,
    pub figure: String,
}

/// A figure over all audits, and that of each audit.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Counted {
    pub label: String,
    pub all: String,
    pub audits: Vec<Of>,
}

/// Money of one audit: cells of its schedule, and what came back.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MoneyOf {
    pub code: String,
    pub title: String,
    pub cells: Vec<Vec<String>>,
    pub came_back: Vec<String>,
}

/// A round beside the round before it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RoundsOf {
    pub earlier: String,
    pub later: String,
    /// Promise, verdict before or why none, verdict now.
    pub trends: Vec<Vec<String>>,
    /// How many findings came again, of how many that both rounds could have.
    pub repeats: String,
}

/// The record of a body.
#[derive(Clone, Debug, Serialize)]
pub struct RecordPage {
    pub(super) label: String,
    pub(super) name: String,
    /// The audits, with how many findings each has about the body.
    pub(super) audits: Vec<Of>,
    pub(super) findings: u64,
    pub(super) kinds: Vec<Counted>,
    pub(super) became: Vec<Counted>,
    pub(super) answered: Vec<Counted>,
    pub(super) fixed: Option<FixedLine>,
    /// The audits with problems that it is to fix.
    pub(super) problems: Vec<Of>,
    pub(super) money: Vec<MoneyOf>,
    pub(super) rounds: Vec<RoundsOf>,
}

impl Page for RecordPage {
    const TEMPLATE: &'static str = "pages/replies/record.html";
}

/// So many of so many.
fn n_of(words: &Words, n: u64, of: u64) -> String {
    let (n, of) = (n.to_string(), of.to_string());
    words.say("record-n-of", &[("n", &n), ("of", &of)])
}

fn of(audit: &InAudit, figure: String) -> Of {
    Of {
        code: audit.line.code.as_str().to_owned(),
        title: audit.line.title.clone(),
        figure,
    }
}

/// A list of counts, over all audits and in each that has any.
fn counts<K: Ord + Copy>(
    words: &Words,
    (all, audits): (&FindingCounts, &[InAudit]),
    list: impl Fn(&FindingCounts) -> &BTreeMap<K, u64>,
    label: impl Fn(K) -> String,
) -> Vec<Counted> {
    let line = |(key, n): (&K, &u64)| {
        let each = audits.iter().filter_map(|audit| {
            let n = list(&audit.counts).get(key)?;
            Some(of(audit, n_of(words, *n, audit.counts.of)))
        });
        Counted {
            label: label(*key),
            all: n_of(words, *n, all.of),
            audits: each.collect(),
        }
    };
    list(all).iter().map(line).collect()
}

fn cell(words: &Words, held: &Held) -> Vec<String> {
    let lines = held.lines.iter().map(|(id, _)| id.as_str().to_uppercase());
    vec![
        words.get(&format!("money-basis-{}", held.basis.code())),
        words.get(&format!("money-certainty-{}", held.certainty.code())),
        words.get(&format!("money-state-{}", held.state.code())),
        lines.collect::<Vec<_>>().join(", "),
        total(words, held),
    ]
}

fn money(words: &Words, audit: &InAudit) -> Option<MoneyOf> {
    let back = audit.came_back.iter();
    (!audit.cells.is_empty()).then(|| MoneyOf {
        code: audit.line.code.as_str().to_owned(),
        title: audit.line.title.clone(),
        cells: audit.cells.iter().map(|held| cell(words, held)).collect(),
        came_back: back
            .flat_map(|(label, rates)| came_back(words, label, rates))
            .collect(),
    })
}

fn rounds(words: &Words, rounds: &InRounds) -> RoundsOf {
    let verdict = |code: VerdictCode| words.get(&format!("verdict-{}", code.code()));
    let trend = |one: &Trend| {
        let promise = rounds.promises.get(&one.promise);
        let before = match &one.before {
            Ok(code) => verdict(*code),
            Err(why) => {
                let why = words.get(why.key());
                words.say("record-not-compared", &[("why", &why)])
            }
        };
        vec![
            promise.cloned().unwrap_or_default(),
            before,
            verdict(one.now),
        ]
    };
    let repeats = &rounds.is.repeats;
    let new = repeats.new.to_string();
    let repeats = match &repeats.rate {
        Some(rate) => {
            let (n, of) = (rate.numerator.to_string(), rate.denominator.to_string());
            let percent = rate.percent(1);
            let names = [
                ("n", n.as_str()),
                ("of", &of),
                ("percent", &percent),
                ("new", &new),
            ];
            words.say("record-repeats", &names)
        }
        None => words.say("record-repeats-none", &[("new", &new)]),
    };
    RoundsOf {
        earlier: rounds.is.earlier.as_str().to_owned(),
        later: rounds.is.later.as_str().to_owned(),
        trends: rounds.is.trends.iter().map(trend).collect(),
        repeats,
    }
}

/// `GET /bodies/{body}/record`
pub async fn shown(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(body): Path<String>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let number = Series::Body.number_of(&body).ok_or(WebError::NotFound)?;
    let record = record_of(&ctx, number).await?;
    let words = replies.web.words();
    let (all, audits) = (&record.counts, record.audits.as_slice());
    let findings = |n: u64| {
        let n = usize::try_from(n).unwrap_or(usize::MAX);
        words.count("record-findings", n, &[])
    };
    let to_fix = audits.iter().filter(|audit| audit.problems > 0);
    let page = RecordPage {
        label: Series::Body.label(record.body.number),
        name: record.body.name.clone(),
        audits: audits
            .iter()
            .map(|audit| of(audit, findings(audit.counts.of)))
            .collect(),
        findings: all.of,
        kinds: counts(
            &words,
            (all, audits),
            |one| &one.kinds,
            |kind| match kind {
                Some(kind) => words.get(&format!("finding-category-{}", kind.code())),
                None => words.get("record-no-kind"),
            },
        ),
        became: counts(
            &words,
            (all, audits),
            |one| &one.became,
            |became| words.get(&became.key()),
        ),
        answered: counts(
            &words,
            (all, audits),
            |one| &one.answered,
            |answered| words.get(&answered.key()),
        ),
        fixed: record
            .fixed
            .as_ref()
            .map(|one| fixed_line(&words, record.body.name.clone(), one)),
        problems: to_fix
            .map(|audit| of(audit, words.count("record-problems", audit.problems, &[])))
            .collect(),
        money: audits
            .iter()
            .filter_map(|audit| money(&words, audit))
            .collect(),
        rounds: record
            .rounds
            .iter()
            .map(|one| rounds(&words, one))
            .collect(),
    };
    replies.web.shown(StatusCode::OK, &page)
}
