//! Money that moved: entering it, correcting it, setting it aside. What was entered stays.

use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};

use super::terms::sum;
use crate::db::counter::Series;
use crate::db::register::{
    Flow, KeptFlow, NewBody, add_body, add_flows, bodies_named, kept_flows_of, set_flow_aside,
};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::money::Currency;
use crate::domain::party::{Counter, Role};
use crate::domain::period::Period;
use crate::domain::register::Terms;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::dossier::{correct, entry_to_change};
use crate::infra::sources;

/// What can be entered. What was set aside stands in the budget itself.
pub const KINDS: [FlowKind; 4] = [
    FlowKind::Payment,
    FlowKind::Spending,
    FlowKind::Commitment,
    FlowKind::Incoming,
];

/// More steps than money ever takes.
const DEEPEST: u32 = 20;

/// Money that moved, as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FlowForm {
    /// What it is: `payment`, `spending`.
    pub kind: String,
    /// For what.
    pub title: String,
    /// How much.
    pub amount: String,
    /// Currency, where it is not the agreement's.
    pub currency: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Who gave it, by name.
    pub payer: String,
    /// Who got it, by name.
    pub payee: String,
    /// Which step from the first who gives.
    pub level: String,
    /// The budget line.
    pub line: String,
    /// Who says so.
    pub counted_by: String,
    /// The document: a code of a source of the terms, or the number of a stored one: `D-0007`.
    pub document: String,
    /// Why the entry before was wrong; asked only where one is corrected.
    pub reason: String,
}

/// What a form says, before the bodies are looked up.
struct Given {
    flow: Flow,
    payer: Option<String>,
    payee: Option<String>,
    reason: String,
}

fn of_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

impl FlowForm {
    fn read(&self, terms: &Terms, corrects: bool) -> Result<Given, ActionError> {
        let mut fields = Fields::default();
        let kind = fields.choice("kind", &self.kind, of_word::<FlowKind>);
        let kind = kind.filter(|kind| KINDS.contains(kind) || fields_wrong(&mut fields, "kind"));
        let title = fields.text("title", &self.title, 300);
        let amount = sum(&mut fields, "amount", &self.amount);
        if amount.as_ref().is_some_and(|amount| amount.is_percent()) {
            fields.wrong("amount", "field-no-percent");
        }
        let currency = match self.currency.trim() {
            "" => None,
            code => fields.choice("currency", code, |code| {
                Currency::parse(&code.to_uppercase()).ok()
            }),
        };
        let none_known = currency.is_none() && terms.agreement.currency.is_none();
        if none_known && self.currency.trim().is_empty() {
            fields.wrong("currency", "field-currency-needed");
        }
        let (from, to) = (fields.date("from", &self.from), fields.date("to", &self.to));
        if let (Some(from), Some(to)) = (from, to)
            && to.last_day() < from.first_day()
        {
            fields.wrong("to", "field-ends-before");
        }
        let level = match self.level.trim() {
            "" => None,
            text => {
                let level = text
                    .parse::<u32>()
                    .ok()
                    .filter(|l| (1..=DEEPEST).contains(l));
                let follows = matches!(kind, Some(FlowKind::Payment | FlowKind::Spending) | None);
                if level.is_none() {
                    fields.wrong("level", "flow-level");
                } else if !follows {
                    fields.wrong("level", "flow-level-kind");
                }
                level
            }
        };
        let code = |fields: &mut Fields, field: &str, text: &str, all: Vec<&Code>| match text.trim()
        {
            "" => None,
            text => fields.choice(field, text, |text| {
                let text = text.to_lowercase();
                all.into_iter().find(|code| code.as_str() == text).cloned()
            }),
        };
        let lines = terms.budget.iter().map(|one| &one.id).collect();
        let line = code(&mut fields, "line", &self.line, lines);
        let sources = terms.sources.iter().map(|one| &one.id).collect();
        let source = code(&mut fields, "document", &self.document, sources);
        let counted_by = fields.choice("counted_by", &self.counted_by, of_word::<Counter>);
        let payer = fields.optional("payer", &self.payer, 300);
        let payee = fields.optional("payee", &self.payee, 300);
        let reason = match corrects {
            true => fields.text("reason", &self.reason, 300),
            false => String::new(),
        };
        let (Some(kind), Some(amount), Some(counted_by)) = (kind, amount, counted_by) else {
            return Err(fields.done(()).err().unwrap_or(ActionError::NotThere));
        };
        let flow = Flow {
            kind,
            title,
            amount,
            currency: currency.filter(|own| Some(*own) != terms.agreement.currency),
            period: (from.is_some() || to.is_some()).then_some(Period {
                from,
                to,
                words: None,
            }),
            payer: None,
            payee: None,
            level,
            budget_line: line,
            counted_by,
            source_id: None,
            source,
            read_at: None,
            import: None,
        };
        fields.done(Given {
            flow,
            payer,
            payee,
            reason,
        })
    }

    /// The form of a flow that is there.
    #[must_use]
    pub fn of(flow: &Flow, name: impl Fn(&Code) -> String) -> Self {
        let word = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        };
        let period = flow.period.clone().unwrap_or_default();
        let code = |code: &Option<Code>| code.as_ref().map_or("", Code::as_str).to_owned();
        Self {
            kind: word(serde_json::to_value(flow.kind)),
            title: flow.title.clone(),
            amount: flow.amount.text().to_owned(),
            currency: flow.currency.map_or("", Currency::code).to_owned(),
            from: period.from.map(|d| d.to_string()).unwrap_or_default(),
            to: period.to.map(|d| d.to_string()).unwrap_or_default(),
            payer: flow.payer.as_ref().map(&name).unwrap_or_default(),
            payee: flow.payee.as_ref().map(&name).unwrap_or_default(),
            level: flow.level.map(|l| l.to_string()).unwrap_or_default(),
            line: code(&flow.budget_line),
            counted_by: flow.counted_by.code().to_owned(),
            document: code(&flow.source),
            reason: String::new(),
        }
    }
}

/// Notes that a choice is none of those that can be made; always false.
fn fields_wrong(fields: &mut Fields, field: &str) -> bool {
    fields.wrong(field, "field-choice");
    false
}

/// The body of a name: a party of the terms, the one body of the register that bears just this name, or a new one. Two of
/// a name are never taken for one.
async fn body(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    terms: &Terms,
    name: Option<String>,
    ids: &mut dyn IdSource,
) -> Result<Option<Code>, ActionError> {
    let Some(name) = name else { return Ok(None) };
    if let Some(party) = terms.parties.iter().find(|party| party.name == name) {
        return Ok(Some(party.id.clone()));
    }
    let known = bodies_named(txn, ctx.scope, &name).await?;
    let number = match known.as_slice() {
        [only] if only.name == name => only.number,
        _ => {
            let new = NewBody {
                name: &name,
                person_as: None,
                roles: vec![Role::Other],
                identifiers: Vec::new(),
                note: None,
            };
            add_body(txn, ctx.scope, &ctx.app.master, new, ids)
                .await?
                .number
        }
    };
    let code = Code::parse(&Series::Body.label(number).to_lowercase());
    Ok(Some(code.map_err(|_| ActionError::NotThere)?))
}

/// Enters money that moved (`None`), or corrects an entry: the one before stays, set aside with the reason. Gives the number
/// of the new entry.
pub async fn put_flow(
    ctx: &Ctx,
    (number, corrects): (i64, Option<u32>),
    form: &FlowForm,
) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let dossier = entry.line.id;
        let mut terms = entry.newest()?.terms.clone();
        sources::taken_up(ctx, &mut terms, &form.document).await?;
        let given = form.read(&terms, corrects.is_some())?;
        // A document that nothing named before is a source from now on.
        correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        if let Some(before) = corrects
            && !set_flow_aside(txn, ctx.scope, dossier, (before, &given.reason)).await?
        {
            return Err(ActionError::NotThere);
        }
        let mut flow = given.flow;
        flow.payer = body(txn, ctx, &terms, given.payer, &mut ids).await?;
        flow.payee = body(txn, ctx, &terms, given.payee, &mut ids).await?;
        add_flows(txn, ctx.scope, dossier, (vec![flow], by(ctx)), &mut ids).await?;
        let what = corrects.map_or("flow-entered", |_| "flow-corrected");
        noted(txn, ctx, (what, &entry.label()), &mut ids).await?;
        let all = kept_flows_of(txn, ctx.scope, dossier).await?;
        let newest = all.iter().map(|kept| kept.number).max();
        newest.ok_or(ActionError::NotThere)
    })
    .await
}

/// Sets an entry aside with the reason. It stays to be read and is in no sum.
pub async fn set_aside(
    ctx: &Ctx,
    (number, flow): (i64, u32),
    reason: &str,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut fields = Fields::default();
    let reason = fields.text("reason", reason, 300);
    let reason = fields.done(reason)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        if !set_flow_aside(txn, ctx.scope, entry.line.id, (flow, &reason)).await? {
            return Err(ActionError::NotThere);
        }
        noted(txn, ctx, ("flow-set-aside", &entry.label()), &mut ids).await
    })
    .await
}

/// The entry of this number, where it still counts.
#[must_use]
pub fn that_counts(flows: &[KeptFlow], number: u32) -> Option<&KeptFlow> {
    let mut counts = flows.iter().filter(|kept| kept.set_aside.is_none());
    counts.find(|kept| kept.number == number)
}
