//! What people can do with the money of an agreement.

pub mod flows;
pub mod terms;

use std::collections::HashMap;

use crate::db::counter::Series;
use crate::db::register::{KeptFlow, PromiseLine, bodies_of, kept_flows_of, promises_of};
use crate::domain::calculation::Calculated;
use crate::domain::code::Code;
use crate::domain::number::NumberError;
use crate::domain::register::{
    Followed, LineUse, Moved, Terms, Whole, followed, use_of_budget, whole_of_budget,
    whole_of_shares,
};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::dossier::{Entry, entry};
use crate::infra::sources;

/// The money of an agreement.
#[derive(Clone, Debug)]
pub struct Money {
    /// The agreement.
    pub entry: Entry,
    /// What its newest version says.
    pub terms: Terms,
    /// Its promises.
    pub promises: Vec<PromiseLine>,
    /// Every flow, those that were set aside among them.
    pub flows: Vec<KeptFlow>,
    /// Names of bodies of the register by their codes.
    pub names: HashMap<Code, String>,
    /// What can be named as a document, each with what it is called.
    pub documents: Vec<(String, String)>,
}

/// What was worked out of it.
#[derive(Clone, Debug)]
pub struct WorkedOut {
    /// Line by line.
    pub lines: Result<Vec<LineUse>, NumberError>,
    /// Whether the lines make the value.
    pub budget: Result<Whole, NumberError>,
    /// Whether the shares make the whole.
    pub shares: Result<Whole, NumberError>,
    /// From level to level.
    pub followed: Calculated<Vec<Followed>>,
}

/// The money of an agreement.
pub async fn money(ctx: &Ctx, number: i64) -> Result<Money, ActionError> {
    let entry = entry(ctx, number).await?;
    let (conn, id) = (ctx.app.db.reads(), entry.line.id);
    let mut names = HashMap::new();
    for body in bodies_of(conn, ctx.scope).await? {
        let code = Series::Body.label(body.number).to_lowercase();
        if let Ok(code) = Code::parse(&code) {
            names.insert(code, body.name);
        }
    }
    Ok(Money {
        terms: entry.newest()?.terms.clone(),
        promises: promises_of(conn, ctx.scope, id).await?,
        flows: kept_flows_of(conn, ctx.scope, id).await?,
        names,
        documents: sources::offered(ctx, &entry.newest()?.terms).await?,
        entry,
    })
}

impl Money {
    /// The name of a party or a body.
    #[must_use]
    pub fn name(&self, code: &Code) -> String {
        let known = self.terms.party_name(code).map(str::to_owned);
        let known = known.or_else(|| self.names.get(code).cloned());
        known.unwrap_or_else(|| code.as_str().to_owned())
    }

    /// What is in the sums.
    fn moved(&self) -> Vec<Moved> {
        let used = self.flows.iter().filter(|kept| kept.set_aside.is_none());
        used.map(|kept| Moved {
            kind: kept.flow.kind,
            amount: kept.flow.amount.value(),
            currency: kept.flow.currency,
            line: kept.flow.budget_line.clone(),
            payer: kept.flow.payer.clone(),
            payee: kept.flow.payee.clone(),
            level: kept.flow.level,
        })
        .collect()
    }

    /// Works it out. What is missing on a day after the last of the agreement is lost; before it, it is late.
    #[must_use]
    pub fn worked_out(&self, today: chrono::NaiveDate) -> WorkedOut {
        let moved = self.moved();
        let agreement = &self.terms.agreement;
        let end = agreement.period.as_ref().and_then(|period| period.to);
        let is_over = end.is_some_and(|end| end.last_day() < today);
        WorkedOut {
            lines: use_of_budget(&self.terms, &moved),
            budget: whole_of_budget(&self.terms),
            shares: whole_of_shares(&self.terms),
            followed: followed(&moved, (agreement.currency, is_over), |code| {
                self.name(code)
            }),
        }
    }
}
