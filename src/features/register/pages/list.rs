//! The list of the register. The address is its state: what is looked for, which kind, in which order, which page.

use axum::extract::{Extension, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, Choice, LINES, Pages, address_of, choices, query, shown};
use crate::db::counter::Series;
use crate::db::register::{DossierLine, Order, Search};
use crate::domain::actor::Permission;
use crate::domain::period::Period;
use crate::features::register::Register;
use crate::features::register::actions::reading;
use crate::features::register::forms::word;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

/// The kinds of instrument, in the order in which they are offered.
pub(super) const KINDS: [&str; 7] = [
    "contract",
    "grant",
    "intergovernmental",
    "law",
    "licence",
    "standard",
    "not_produced",
];

/// The longest text that is looked for.
const LONGEST: usize = 200;

/// The farthest page there is a way to.
const LAST_PAGE: u64 = 100_000;

/// What the address asks for. What it asks for in a way that nobody offers counts as not asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words to look for.
    pub q: String,
    /// Kind of instrument.
    pub kind: String,
    /// `running`, `ended` or `bare`: without promises.
    pub show: String,
    /// `title`, `ends`, `value`, `number`; otherwise what changed last.
    pub sort: String,
    /// Page, from 1.
    pub page: String,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// A-0001.
    pub label: String,
    /// Title.
    pub title: String,
    /// Where it is.
    pub address: String,
    /// Kind of instrument in words.
    pub kind: String,
    /// Who pays.
    pub funders: String,
    /// Who delivers.
    pub providers: String,
    /// From when to when.
    pub period: Option<String>,
    /// Total value.
    pub value: Option<String>,
    /// How many promises stand.
    pub promises: u32,
    /// Whether it has ended.
    pub ended: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    /// What is looked for.
    pub q: String,
    /// The kinds.
    pub kinds: Vec<Choice>,
    /// Which of them are shown.
    pub shows: Vec<Choice>,
    /// The orders.
    pub sorts: Vec<Choice>,
    /// How many were found.
    pub of: u64,
    /// Whether anything narrows the list.
    pub is_narrowed: bool,
    /// The lines of this page.
    pub lines: Vec<Line>,
    /// The pages.
    pub pages: Pages,
    /// Whether whoever reads may add to it.
    pub may_change: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "pages/register/list.html";
}

/// The first option, of which nothing is said in the address, and the others.
fn with_any(words: Words, any: &str, rest: Vec<Choice>) -> Vec<Choice> {
    let first = Choice {
        value: String::new(),
        label: words.get(any),
        chosen: rest.iter().all(|option| !option.chosen),
    };
    std::iter::once(first).chain(rest).collect()
}

/// A line in words, on a day.
pub(super) fn line_of(words: Words, line: DossierLine, today: chrono::NaiveDate) -> Line {
    let period = Period {
        from: line.first_day.map(Into::into),
        to: line.last_day.map(Into::into),
        words: None,
    };
    let is_known = line.first_day.is_some() || line.last_day.is_some();
    let value = line.value.as_ref();
    Line {
        label: Series::Dossier.label(line.number),
        address: address_of(line.number),
        kind: words.label_of("agreement-type", &line.kind),
        period: is_known.then(|| words.period(&period)),
        value: value.map(|value| words.amount(value, line.currency)),
        ended: line.last_day.is_some_and(|last| last < today),
        title: line.title,
        funders: line.funders,
        providers: line.providers,
        promises: line.promises,
    }
}

/// `GET /register`
pub async fn list(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let words = desk.web.words();
    let today = ctx.now.date_naive();
    let cleaned = asked.q.chars().filter(|c| !c.is_control());
    let q: String = cleaned.take(LONGEST).collect();
    let kind = word(&asked.kind);
    let now = asked.page.parse().unwrap_or(1).clamp(1, LAST_PAGE);
    let search = Search {
        words: &q,
        kind,
        runs_on: (asked.show == "running").then_some(today),
        ended_before: (asked.show == "ended").then_some(today),
        without_promises: asked.show == "bare",
        order: match asked.sort.as_str() {
            "title" => Order::Title,
            "ends" => Order::Ends,
            "value" => Order::Value,
            "number" => Order::Number,
            _ => Order::Changed,
        },
        skip: (now - 1) * LINES,
        take: LINES,
    };
    let found = reading::list(&ctx, &search).await?;
    let kinds = choices(words, "agreement-type", &KINDS, &asked.kind);
    let shows = choices(
        words,
        "register-show",
        &["running", "ended", "bare"],
        &asked.show,
    );
    let sorts = choices(
        words,
        "register-sort",
        &["title", "ends", "value", "number"],
        &asked.sort,
    );
    let chosen = |options: &[Choice]| {
        let chosen = options.iter().find(|option| option.chosen);
        chosen
            .map(|option| option.value.clone())
            .unwrap_or_default()
    };
    let state = [chosen(&kinds), chosen(&shows), chosen(&sorts)];
    let address = |page: u64| {
        let page = if page == 1 {
            String::new()
        } else {
            page.to_string()
        };
        let fields = [
            ("q", q.as_str()),
            ("kind", state[0].as_str()),
            ("show", state[1].as_str()),
            ("sort", state[2].as_str()),
            ("page", page.as_str()),
        ];
        format!("/register{}", query(&fields))
    };
    let page = ListPage {
        is_narrowed: !q.trim().is_empty() || !state[0].is_empty() || !state[1].is_empty(),
        of: found.of,
        pages: Pages::over(found.of, now, address),
        kinds: with_any(words, "register-kind-any", kinds),
        shows: with_any(words, "register-show-any", shows),
        sorts: with_any(words, "register-sort-changed", sorts),
        lines: found
            .lines
            .into_iter()
            .map(|line| line_of(words, line, today))
            .collect(),
        may_change: ctx.actor.may(Permission::ChangeAudits),
        q,
    };
    shown(&desk, &page)
}
