//! How the money of an agreement stands, and how the losses between its levels were worked out.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{number, period};
use crate::db::register::KeptFlow;
use crate::domain::actor::Permission;
use crate::domain::agreement::Rate;
use crate::domain::calculation::leakage::Missing;
use crate::domain::calculation::tiers::{PriceTier, TierTable};
use crate::domain::money::Currency;
use crate::domain::number::{Exact, Grouping, Rounding, group};
use crate::domain::register::{Followed, LineUse, Whole};
use crate::domain::working::Working;
use crate::features::money::actions::{self as acts, Money, WorkedOut, terms::volumes};
use crate::infra::http::{Page, Visit, Web, WebError};
use crate::infra::words::Words;

/// A budget line with what became of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) code: Option<String>,
    pub(super) title: String,
    pub(super) planned: String,
    pub(super) spent: String,
    pub(super) left: String,
    pub(super) paid: String,
    pub(super) unpaid: String,
    pub(super) over: bool,
    pub(super) promises: Vec<String>,
    pub(super) apart: Vec<String>,
}

/// Money that moved.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Move {
    pub(super) number: u32,
    pub(super) kind: serde_json::Value,
    pub(super) title: String,
    pub(super) amount: String,
    pub(super) period: Option<String>,
    pub(super) payer: Option<String>,
    pub(super) payee: Option<String>,
    pub(super) level: Option<u32>,
    pub(super) line: Option<String>,
    pub(super) who: String,
    pub(super) set_aside: Option<String>,
}

/// From one level to the next.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Step {
    pub(super) anchor: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) lost: Option<String>,
    pub(super) late: bool,
    pub(super) by_body: bool,
    pub(super) over: Vec<String>,
    pub(super) undefined: Vec<String>,
}

/// Money of one currency through the levels.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LevelPath {
    pub(super) anchor: String,
    pub(super) currency: &'static str,
    pub(super) totals: Vec<(u32, String)>,
    pub(super) steps: Vec<Step>,
    pub(super) in_all: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyPage {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) may_change: bool,
    pub(super) value: Option<String>,
    /// Who pays which part: name and share.
    pub(super) shares: Vec<(String, Option<String>)>,
    /// What is to be said of the shares and of the budget, where they do not make the whole.
    pub(super) shares_say: Option<String>,
    pub(super) budget_says: Option<String>,
    pub(super) lines: Vec<Line>,
    pub(super) failed: bool,
    pub(super) unit: Option<String>,
    pub(super) volume: Option<String>,
    pub(super) tiers: Vec<(String, String)>,
    pub(super) gaps: Vec<String>,
    pub(super) flows: Vec<Move>,
    pub(super) aside: Vec<Move>,
    pub(super) followed: Vec<LevelPath>,
}

impl Page for MoneyPage {
    const TEMPLATE: &'static str = "pages/money/money.html";
}

/// One working of the page of workings.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Worked {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) working: serde_json::Value,
}

/// How the losses were worked out.
#[derive(Clone, Debug, Serialize)]
pub struct WorkingPage {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) workings: Vec<Worked>,
}

impl Page for WorkingPage {
    const TEMPLATE: &'static str = "pages/money/working.html";
}

/// A sum as it is read: exact, with its currency.
fn shown(currency: Option<Currency>, value: Exact) -> String {
    let text = group(&value.to_string(), Grouping::Western).replace('-', "−");
    let currency = currency.map(|c| format!("{} ", c.code()));
    format!("{}{text}", currency.unwrap_or_default())
}

fn says(words: &Words, currency: Option<Currency>, of: &str, whole: &Whole) -> Option<String> {
    let sum = |value: &Exact| shown(currency, *value);
    match whole {
        Whole::NoParts | Whole::Made => None,
        Whole::Percent(parts) => {
            let parts = parts.to_string();
            Some(words.say("money-parts-percent", &[("parts", &parts)]))
        }
        Whole::Sum { parts, whole } => Some(words.say(
            &format!("money-parts-{of}"),
            &[("parts", &sum(parts)), ("whole", &sum(whole))],
        )),
        Whole::NoWhole(parts) => Some(words.say("money-parts-no-whole", &[("parts", &sum(parts))])),
        Whole::Mixed => Some(words.get("money-parts-mixed")),
    }
}

fn line(words: &Words, money: &Money, used: &LineUse) -> Line {
    let currency = money.terms.agreement.currency;
    let own = used.line.as_ref();
    let own = own.and_then(|code| money.terms.budget.iter().find(|one| one.id == *code));
    let sum = |value: Exact| shown(currency, value);
    let known = |value: Option<Exact>| match value {
        Some(value) => sum(value),
        None => words.get("money-not-recorded"),
    };
    let promises = own.into_iter().flat_map(|line| &line.obligations);
    let apart = used.apart.iter().map(|(kind, currency, amount)| {
        let kind = words.get(&format!("flow-kind-{}", word(kind)));
        format!("{kind}: {}", shown(Some(*currency), *amount))
    });
    Line {
        code: own.map(|line| line.id.as_str().to_owned()),
        title: own.map_or_else(|| words.get("money-no-line"), |line| line.title.clone()),
        planned: match (own, used.planned) {
            (_, Some(planned)) => sum(planned),
            (Some(line), None) => line.amount.text().to_owned(),
            (None, None) => words.get("money-nothing-planned"),
        },
        spent: sum(used.spent),
        left: known(used.left),
        paid: sum(used.paid),
        unpaid: known(used.unpaid),
        over: [used.left, used.unpaid]
            .iter()
            .flatten()
            .any(Exact::is_negative),
        promises: promises
            .filter_map(|code| money.promises.iter().find(|one| one.code == *code))
            .map(|one| crate::db::counter::Series::Obligation.label(one.number.into()))
            .collect(),
        apart: apart.collect(),
    }
}

fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn moved(words: &Words, money: &Money, kept: &KeptFlow) -> Move {
    let flow = &kept.flow;
    let currency = flow.currency.or(money.terms.agreement.currency);
    let currency = currency
        .map(|c| format!("{} ", c.code()))
        .unwrap_or_default();
    let line = flow.budget_line.as_ref();
    let line = line.and_then(|code| money.terms.budget.iter().find(|one| one.id == *code));
    Move {
        number: kept.number,
        kind: serde_json::to_value(flow.kind).unwrap_or_default(),
        title: flow.title.clone(),
        amount: format!("{currency}{}", flow.amount.text()),
        period: flow.period.as_ref().and_then(|p| period(words, p)),
        payer: flow.payer.as_ref().map(|code| money.name(code)),
        payee: flow.payee.as_ref().map(|code| money.name(code)),
        level: flow.level,
        line: line.map(|line| line.title.clone()),
        who: words.get(&format!("counted-{}", flow.counted_by.code())),
        set_aside: kept.set_aside.clone(),
    }
}

fn path(words: &Words, one: &Followed) -> LevelPath {
    let level = |level: u32| words.say("money-level-name", &[("level", &level.to_string())]);
    let code = one.currency.map_or("", |c| c.code());
    let percent = |value: &Exact| Rounding::to(1).show_percent(value);
    let steps = one.steps.iter().map(|step| Step {
        anchor: format!("w-{code}-{}-{}", step.from, step.to),
        from: level(step.from),
        to: level(step.to),
        lost: step.leakage.of_totals.as_ref().map(percent),
        late: step.leakage.missing_is == Missing::Delayed,
        by_body: step.by_body,
        over: step
            .leakage
            .over_receipts
            .iter()
            .map(|(name, more)| format!("{name}: {}", shown(one.currency, *more)))
            .collect(),
        undefined: step.leakage.undefined.clone(),
    });
    LevelPath {
        anchor: format!("w-{code}"),
        currency: code,
        totals: one
            .totals
            .iter()
            .map(|(level, sum)| (*level, shown(one.currency, *sum)))
            .collect(),
        steps: steps.collect(),
        in_all: one.in_all.as_ref().map(percent),
    }
}

/// The money of an agreement, worked out.
async fn opened(web: &Web, visit: &Visit, agreement: &str) -> Result<(Money, WorkedOut), WebError> {
    let ctx = web.begin_as(visit);
    let money = acts::money(&ctx, number(agreement)?).await?;
    let worked = money.worked_out(ctx.now.date_naive());
    Ok((money, worked))
}

/// `GET /register/{agreement}/money`
pub async fn money(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let (money, worked) = opened(&web, &visit, &agreement).await?;
    let words = web.words();
    let terms = &money.terms;
    let currency = terms.agreement.currency;
    let share = |code: &crate::domain::code::Code| {
        let found = terms.shares.iter().find(|share| share.party == *code);
        found.map(|share| share.of.text().to_owned())
    };
    let (unit, volume, tiers, gaps) = rate(&words, &money);
    let (aside, used): (Vec<_>, Vec<_>) = money
        .flows
        .iter()
        .partition(|kept| kept.set_aside.is_some());
    let all = |list: Vec<&KeptFlow>| {
        list.iter()
            .map(|kept| moved(&words, &money, kept))
            .collect()
    };
    let failed = worked.lines.is_err()
        || worked.budget.is_err()
        || worked.shares.is_err()
        || worked.followed.is_err();
    let page = MoneyPage {
        label: money.entry.label(),
        title: money.entry.line.title.clone(),
        may_change: visit.actor.may(Permission::ChangeAudits),
        value: terms.agreement.value.as_ref().map(|value| {
            let currency = currency
                .map(|c| format!("{} ", c.code()))
                .unwrap_or_default();
            format!("{currency}{}", value.text())
        }),
        shares: terms
            .agreement
            .funders
            .iter()
            .map(|code| (money.name(code), share(code)))
            .collect(),
        shares_say: worked
            .shares
            .ok()
            .and_then(|w| says(&words, currency, "shares", &w)),
        budget_says: worked
            .budget
            .ok()
            .and_then(|w| says(&words, currency, "budget", &w)),
        lines: worked
            .lines
            .unwrap_or_default()
            .iter()
            .map(|used| line(&words, &money, used))
            .collect(),
        failed,
        unit,
        volume,
        tiers,
        gaps,
        flows: all(used),
        aside: all(aside),
        followed: worked
            .followed
            .unwrap_or_default()
            .iter()
            .map(|one| path(&words, one))
            .collect(),
    };
    web.shown(StatusCode::OK, &page)
}

/// Unit, what the volume counts, tiers with their prices, and the volumes without one.
type Priced = (
    Option<String>,
    Option<String>,
    Vec<(String, String)>,
    Vec<String>,
);

/// The price: its unit, what the volume counts, its tiers, and the volumes without a price.
fn rate(words: &Words, money: &Money) -> Priced {
    let currency = money.terms.agreement.currency;
    let currency = currency
        .map(|c| format!("{} ", c.code()))
        .unwrap_or_default();
    match &money.terms.rate {
        None => (None, None, Vec::new(), Vec::new()),
        Some(Rate::Flat { price, unit }) => {
            let all = (
                words.get("rate-every-volume"),
                format!("{currency}{}", price.text()),
            );
            (Some(unit.clone()), None, vec![all], Vec::new())
        }
        Some(Rate::Tiered {
            unit,
            volume,
            tiers,
        }) => {
            let table = TierTable::new(tiers.iter().map(PriceTier::from).collect());
            let gaps = table.map(|table| table.gaps()).unwrap_or_default();
            let gaps = gaps.iter().map(|gap| match gap.to {
                Some(to) => format!("{}–{to}", gap.from),
                None => format!("{}+", gap.from),
            });
            let tiers = tiers.iter();
            let lines = tiers.map(|t| (volumes(t), format!("{currency}{}", t.price.text())));
            (
                Some(unit.clone()),
                Some(volume.clone()),
                lines.collect(),
                gaps.collect(),
            )
        }
    }
}

/// The name of a quantity of a working: the names of the formula are ours, those of bodies are theirs.
fn named(words: &Words, name: &str) -> String {
    for (end, key) in [
        (": intended", "money-got"),
        (": received", "money-passed-on"),
    ] {
        if let Some(body) = name.strip_suffix(end) {
            return format!("{body}: {}", words.get(key));
        }
    }
    match name {
        "of totals" => words.get("money-loss-of-totals"),
        "by mean" => words.get("money-loss-by-mean"),
        "by median" => words.get("money-loss-by-median"),
        "received nothing" => words.get("money-received-nothing"),
        other => other.to_owned(),
    }
}

fn worked(
    words: &Words,
    (anchor, title): (String, String),
    (working, result): (&Working, String),
) -> Worked {
    let inputs = working.inputs.iter().map(|input| {
        serde_json::json!({
            "name": named(words, &input.name), "text": input.value, "who_counted": null,
        })
    });
    let steps = working.steps.iter().map(|step| {
        let rounding = step.rounding.as_ref().map(|rounding| {
            words.say(
                "money-rounded",
                &[("decimals", &rounding.decimals.to_string())],
            )
        });
        serde_json::json!({
            "text": named(words, &step.name), "exact": step.exact, "shown": step.shown,
            "rounding": rounding,
        })
    });
    let inputs: Vec<_> = inputs.collect();
    let steps: Vec<_> = steps.collect();
    let none: [&str; 0] = [];
    Worked {
        anchor,
        title,
        working: serde_json::json!({
            "formula": working.formula, "formula_text": words.get("money-loss-formula"),
            "version": working.version.to_string(), "inputs": inputs, "steps": steps,
            "result": {"text": result, "unit": null},
            "exclusions": none, "observations": none, "notes": none,
        }),
    }
}

/// `GET /register/{agreement}/money/working`
pub async fn working(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let (money, out) = opened(&web, &visit, &agreement).await?;
    let words = web.words();
    let mut workings = Vec::new();
    for one in out.followed.unwrap_or_default() {
        let read = path(&words, &one);
        for (step, shown) in one.steps.iter().zip(&read.steps) {
            let title = format!("{} {} → {}", read.currency, shown.from, shown.to);
            let result = shown.lost.clone().unwrap_or_default();
            let working = (&step.leakage.working, result);
            workings.push(worked(&words, (shown.anchor.clone(), title), working));
        }
        if let Some(in_all) = &read.in_all {
            let title = format!("{} {}", read.currency, words.get("money-lost-in-all"));
            let working = (&one.working, in_all.clone());
            workings.push(worked(&words, (read.anchor.clone(), title), working));
        }
    }
    if workings.is_empty() {
        return Err(WebError::NotFound);
    }
    let page = WorkingPage {
        label: money.entry.label(),
        title: money.entry.line.title.clone(),
        workings,
    };
    web.shown(StatusCode::OK, &page)
}
