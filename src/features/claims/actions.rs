//! What people can do with claims: enter one, correct one, set one aside. What was entered stays.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::db::counter::Series;
use crate::db::register::{
    Claim, KeptClaim, KeptFlow, PromiseLine, add_claims, kept_claims_of, kept_flows_of,
    promises_of, set_claim_aside,
};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::figure::{Figure, ResultInWords, Seen, Value};
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::register::Terms;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::dossier::{self, Entry, entry, entry_to_change};
use crate::infra::sources;

/// Who can claim. Everybody else is independent, and what they count is found.
pub const CLAIMANTS: [Counter; 5] = [
    Counter::Provider,
    Counter::Funder,
    Counter::Official,
    Counter::Press,
    Counter::NotPublished,
];

/// In which ways a claim can be said.
pub const WAYS: [&str; 7] = [
    "count", "in_order", "measure", "share", "amount", "done_on", "words",
];

/// What words of a claim can mean for a promise.
pub const RESULTS: [ResultInWords; 5] = [
    ResultInWords::Kept,
    ResultInWords::BrokenInSome,
    ResultInWords::BrokenInMost,
    ResultInWords::NotMet,
    ResultInWords::Undecided,
];

/// A claim as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimForm {
    /// The promise it speaks to: `O-01`; empty for none.
    pub promise: String,
    /// What was counted, as a phrase.
    pub title: String,
    /// How the value is meant: one of [`WAYS`].
    pub way: String,
    /// The number, or the date.
    pub value: String,
    /// Of how many, where it is so many of so many.
    pub of: String,
    /// The words, where it is said in words.
    pub says: String,
    /// What the words mean for the promise.
    pub result: String,
    /// Unit, where it is not the promise's.
    pub unit: String,
    /// Who counted.
    pub counted_by: String,
    /// Which party: a code of the terms.
    pub party: String,
    /// How it was counted.
    pub how: String,
    /// Where: a code of a place of the terms.
    pub place: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The document: a code of a source of the terms, or the number of a stored one: `D-0007`.
    pub document: String,
    /// Anything a reader must know.
    pub note: String,
    /// Why the claim before was wrong; asked only where one is corrected.
    pub reason: String,
}

/// Everything that is claimed under an agreement.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The agreement.
    pub entry: Entry,
    /// Its promises, also those that no longer stand.
    pub promises: Vec<PromiseLine>,
    /// Its claims.
    pub claims: Vec<KeptClaim>,
    /// Its money.
    pub flows: Vec<KeptFlow>,
    /// What can be named as its document, each with what it is called.
    pub documents: Vec<(String, String)>,
}

/// What is claimed under an agreement.
pub async fn claimed(ctx: &Ctx, number: i64) -> Result<Claimed, ActionError> {
    let entry = entry(ctx, number).await?;
    let (conn, id) = (ctx.app.db.reads(), entry.line.id);
    Ok(Claimed {
        promises: promises_of(conn, ctx.scope, id).await?,
        claims: kept_claims_of(conn, ctx.scope, id).await?,
        flows: kept_flows_of(conn, ctx.scope, id).await?,
        documents: sources::offered(ctx, &entry.newest()?.terms).await?,
        entry,
    })
}

/// The code word of a plain enum of the domain.
pub fn word_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn of_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// One of the codes that a list of the terms has; wrong where it is another.
fn named<'a>(
    fields: &mut Fields,
    field: &str,
    code: &str,
    mut of: impl Iterator<Item = &'a Code>,
) -> Option<Code> {
    if code.trim().is_empty() {
        return None;
    }
    fields.choice(field, code, |code| {
        let code = code.to_lowercase();
        of.find(|one| one.as_str() == code).cloned()
    })
}

impl ClaimForm {
    /// Reads the form into a figure of this name.
    fn read(
        &self,
        (terms, promises): (&Terms, &[PromiseLine]),
        id: Code,
        corrects: bool,
    ) -> Result<(Figure, String), ActionError> {
        let mut fields = Fields::default();
        let promise = match self.promise.trim() {
            "" => None,
            label => fields.choice("promise", label, |label| {
                let number = Series::Obligation.number_of(label)?;
                promises.iter().find(|one| i64::from(one.number) == number)
            }),
        };
        let title = match (fields.optional("title", &self.title, 300), promise) {
            (Some(title), _) => title,
            (None, Some(promise)) => promise.promise.clone(),
            (None, None) => {
                if self.title.trim().is_empty() {
                    fields.wrong("title", "claim-title-needed");
                }
                String::new()
            }
        };
        let counted_by = fields.choice("counted_by", &self.counted_by, of_word::<Counter>);
        if counted_by.is_some_and(Counter::is_independent) {
            fields.wrong("counted_by", "claim-is-found");
        }
        let value = self.value(&mut fields);
        let (from, to) = (fields.date("from", &self.from), fields.date("to", &self.to));
        if let (Some(from), Some(to)) = (from, to)
            && to.last_day() < from.first_day()
        {
            fields.wrong("to", "field-ends-before");
        }
        let reason = match corrects {
            true => fields.text("reason", &self.reason, 300),
            false => String::new(),
        };
        let counter = counted_by.unwrap_or(Counter::NotPublished);
        let parties = terms.parties.iter().map(|one| &one.id);
        let sources = terms.sources.iter().map(|one| &one.id);
        let figure = Figure {
            obligation: promise.map(|one| one.code.clone()),
            unit: fields.optional("unit", &self.unit, 100),
            party: named(&mut fields, "party", &self.party, parties),
            how: fields.optional("how", &self.how, 1_000),
            place: named(
                &mut fields,
                "place",
                &self.place,
                terms.places.iter().map(|one| &one.id),
            ),
            period: (from.is_some() || to.is_some()).then_some(Period {
                from,
                to,
                words: None,
            }),
            sources: named(&mut fields, "document", &self.document, sources)
                .into_iter()
                .collect(),
            note: fields.optional("note", &self.note, 4_000),
            ..Figure::of(id, title, value.unwrap_or_else(nothing), counter)
        };
        fields.done((figure, reason))
    }

    fn value(&self, fields: &mut Fields) -> Option<Value> {
        let number = |fields: &mut Fields, field: &str, text: &str| {
            if text.trim().is_empty() {
                fields.wrong(field, "field-empty");
            }
            fields.number(field, text)
        };
        match self.way.as_str() {
            "count" => number(fields, "value", &self.value).map(Value::Count),
            "share" => number(fields, "value", &self.value).map(Value::Share),
            "amount" => number(fields, "value", &self.value).map(Value::Amount),
            "measure" => {
                let value = number(fields, "value", &self.value)?;
                let of = fields.number("of", &self.of);
                Some(Value::Measure { value, of })
            }
            "in_order" => {
                let whole = |fields: &mut Fields, field: &str, text: &str| {
                    let read = text.trim().parse::<u64>().ok();
                    if read.is_none() {
                        fields.wrong(field, "field-whole");
                    }
                    read
                };
                let count = whole(fields, "value", &self.value);
                let of = whole(fields, "of", &self.of);
                let (count, of) = (count?, of?);
                if count > of {
                    fields.wrong("value", "claim-more-than-all");
                }
                Some(Value::InOrder(Seen {
                    count,
                    of,
                    ..Seen::default()
                }))
            }
            "done_on" => {
                if self.value.trim().is_empty() {
                    fields.wrong("value", "field-empty");
                }
                fields.date("value", &self.value).map(Value::DoneOn)
            }
            "words" => {
                let says = fields.text("says", &self.says, 2_000);
                let result = fields.choice("result", &self.result, of_word)?;
                Some(Value::Words { says, result })
            }
            _ => {
                fields.wrong("way", "field-choice");
                None
            }
        }
    }

    /// The form of a claim that is there, for correcting it. `None` for one that came from a file in a form that nobody
    /// types.
    #[must_use]
    pub fn of(figure: &Figure, promises: &[PromiseLine]) -> Option<Self> {
        let mut form = Self::default();
        let way = match &figure.value {
            Value::Count(value) => {
                value.text().clone_into(&mut form.value);
                "count"
            }
            Value::Share(value) => {
                value.text().clone_into(&mut form.value);
                "share"
            }
            Value::Amount(value) => {
                value.text().clone_into(&mut form.value);
                "amount"
            }
            Value::Measure { value, of } => {
                value.text().clone_into(&mut form.value);
                form.of = of.as_ref().map_or("", |of| of.text()).to_owned();
                "measure"
            }
            Value::InOrder(seen) => {
                (form.value, form.of) = (seen.count.to_string(), seen.of.to_string());
                "in_order"
            }
            Value::DoneOn(date) => {
                form.value = date.to_string();
                "done_on"
            }
            Value::Words { says, result } => {
                says.clone_into(&mut form.says);
                form.result = word_of(result);
                "words"
            }
            _ => return None,
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let code = |code: Option<&Code>| code.map_or("", Code::as_str).to_owned();
        let promise = figure.obligation.as_ref();
        let promise = promise.and_then(|code| promises.iter().find(|one| one.code == *code));
        let period = figure.period.clone().unwrap_or_default();
        Some(Self {
            way: way.to_owned(),
            promise: promise
                .map(|one| Series::Obligation.label(one.number.into()))
                .unwrap_or_default(),
            title: figure.title.clone(),
            unit: text(&figure.unit),
            counted_by: figure.counted_by.code().to_owned(),
            party: code(figure.party.as_ref()),
            how: text(&figure.how),
            place: code(figure.place.as_ref()),
            from: period.from.map(|d| d.to_string()).unwrap_or_default(),
            to: period.to.map(|d| d.to_string()).unwrap_or_default(),
            document: code(figure.sources.first()),
            note: text(&figure.note),
            ..form
        })
    }
}

/// Stands in a figure that is thrown away, because something is wrong with it.
fn nothing() -> Value {
    Value::Words {
        says: String::new(),
        result: ResultInWords::Undecided,
    }
}

/// The next name of a claim of an agreement: `c-01`. None is given twice.
fn next_code(there: &[KeptClaim]) -> Result<Code, ActionError> {
    let known: BTreeSet<&str> = there
        .iter()
        .map(|one| one.claim.figure.id.as_str())
        .collect();
    let mut names = (there.len() + 1..).map(|number| format!("c-{number:02}"));
    let name = names.find(|name| !known.contains(name.as_str()));
    Code::parse(&name.unwrap_or_default()).map_err(|_| ActionError::NotThere)
}

/// Enters a claim.
pub async fn add(ctx: &Ctx, number: i64, form: &ClaimForm) -> Result<Code, ActionError> {
    record(ctx, number, (form, None)).await
}

/// Corrects a claim: the one before stays, set aside with the reason, and a new one stands beside it.
pub async fn correct(
    ctx: &Ctx,
    (number, claim): (i64, &Code),
    form: &ClaimForm,
) -> Result<Code, ActionError> {
    record(ctx, number, (form, Some(claim))).await
}

async fn record(
    ctx: &Ctx,
    number: i64,
    (form, corrects): (&ClaimForm, Option<&Code>),
) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let line = entry.line.id;
        let promises = promises_of(txn, ctx.scope, line).await?;
        let there = kept_claims_of(txn, ctx.scope, line).await?;
        let code = next_code(&there)?;
        let mut terms = entry.newest()?.terms.clone();
        sources::taken_up(ctx, &mut terms, &form.document).await?;
        let (figure, reason) = form.read((&terms, &promises), code.clone(), corrects.is_some())?;
        // A document that nothing named before is a source from now on.
        dossier::correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        if let Some(before) = corrects
            && !set_claim_aside(txn, ctx.scope, line, (before, &reason)).await?
        {
            return Err(ActionError::NotThere);
        }
        let claim = Claim {
            figure,
            read_at: None,
            import: None,
        };
        add_claims(txn, ctx.scope, line, (vec![claim], by(ctx)), &mut ids).await?;
        let what = corrects.map_or("claim-entered", |_| "claim-corrected");
        let subject = format!("{} {code}", entry.label());
        noted(txn, ctx, (what, &subject), &mut ids).await?;
        Ok(code)
    })
    .await
}

/// Sets a claim aside with the reason. It stays to be read and is used in no result.
pub async fn set_aside(
    ctx: &Ctx,
    (number, claim): (i64, &Code),
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
        if !set_claim_aside(txn, ctx.scope, entry.line.id, (claim, &reason)).await? {
            return Err(ActionError::NotThere);
        }
        let subject = format!("{} {claim}", entry.label());
        noted(txn, ctx, ("claim-set-aside", &subject), &mut ids).await
    })
    .await
}
