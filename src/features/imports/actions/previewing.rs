//! What a file would bring, without changing anything.

use std::collections::BTreeMap;

use crate::db::audit::{AuditLine, audit_named, audits_of};
use crate::db::load_case;
use crate::db::register::dossier_of_source;
use crate::domain::actor::Permission;
use crate::domain::case::Standing;
use crate::domain::code::Code;
use crate::domain::exchange::{Note, PublishedAgreement};
use crate::domain::number::Exact;
use crate::features::imports::reading::{Answered, Piece, Source, TableRead, pieces};
use crate::features::imports::visits::{Check, VisitFound, Where};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// How much of a file is shown before it is taken.
const SHOWN: usize = 50;

/// One agreement as it would come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Its name in the file.
    pub source_id: String,
    /// Its title.
    pub title: String,
    /// Its sum as published.
    pub amount: Option<String>,
    /// Promises, claims and flows of money.
    pub counts: (usize, usize, usize),
    /// The number of the agreement that is there already.
    pub there: Option<i64>,
}

/// One visit as it would come in. Who looked is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitComing {
    /// The row of the file.
    pub at: String,
    /// Where.
    pub place: String,
    /// The check does not have the place yet.
    pub is_new_place: bool,
    /// When.
    pub day: String,
    /// How many things were seen.
    pub seen: usize,
}

/// What a file would bring.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What it is.
    pub format: Option<&'static str>,
    /// How many agreements, promises, claims and flows.
    pub totals: [usize; 4],
    /// How many visits, and how many things were seen on them.
    pub visits: (usize, usize),
    /// The first of them.
    pub first_visits: Vec<VisitComing>,
    /// Sums of the agreements by currency, exactly. Never added up.
    pub sums: BTreeMap<String, Exact>,
    /// The first of them.
    pub first: Vec<Coming>,
    /// How many rows would not be taken.
    pub refused: usize,
    /// Those rows, as many as are shown.
    pub refusals: Vec<Note>,
    /// What a reader must know, as much as is shown.
    pub notes: Vec<Note>,
    /// How its columns are read and what must be answered first, where it is a table.
    pub table: Option<TableRead>,
    /// The check that its visits would go into.
    pub check: Option<Check>,
    /// Why it cannot be read at all.
    pub unreadable: Option<Note>,
}

impl Preview {
    /// Whether it can be taken as it is answered: nothing is open, and something would come.
    #[must_use]
    pub fn may_be_taken(&self) -> bool {
        let table = self.table.as_ref();
        let is_open = table.is_some_and(|table| !table.questions.is_empty());
        let comes = self.totals[0] > 0 || self.visits.0 > 0;
        !is_open && comes && self.unreadable.is_none()
    }
}

/// What a file would bring. Nothing is changed.
pub async fn preview(
    ctx: &Ctx,
    source: Box<dyn Source>,
    answered: Answered,
) -> Result<Preview, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut preview = Preview::default();
    let check = check_of(ctx, &answered).await?;
    preview.check = check.map(|(_, check)| check);
    let mut stream = pieces(source, answered, preview.check.clone());
    while let Some(piece) = stream.recv().await {
        match piece {
            Piece::Format(format) => preview.format = Some(format),
            Piece::Table(table) => preview.table = Some(*table),
            Piece::Refused(note) => {
                preview.refused += 1;
                if preview.refusals.len() < SHOWN {
                    preview.refusals.push(note);
                }
            }
            Piece::Note(note) => {
                if preview.notes.len() < SHOWN {
                    preview.notes.push(note);
                }
            }
            Piece::Unreadable(note) => preview.unreadable = Some(note),
            Piece::Agreement(agreement) => see(ctx, &mut preview, &agreement).await?,
            Piece::Visit(visit) => see_visit(&mut preview, &visit),
        }
    }
    Ok(preview)
}

fn see_visit(preview: &mut Preview, visit: &VisitFound) {
    preview.visits.0 += 1;
    preview.visits.1 += visit.observations.len();
    if preview.first_visits.len() < SHOWN {
        let at = visit.cells.get("place").map(|(at, _)| at.clone());
        preview.first_visits.push(VisitComing {
            at: at.unwrap_or_default(),
            place: visit.place_name.clone(),
            is_new_place: matches!(visit.place, Where::New(_)),
            day: visit.date.to_string(),
            seen: visit.observations.len(),
        });
    }
}

/// The check that was chosen for a table of visits. Where it is no longer there, nothing is chosen.
pub(super) async fn check_of(
    ctx: &Ctx,
    answered: &Answered,
) -> Result<Option<(AuditLine, Check)>, ActionError> {
    let Some(code) = &answered.check else {
        return Ok(None);
    };
    let line = audit_named(ctx.app.db.reads(), ctx.scope, code).await?;
    let Some(line) = line.filter(|one| one.standing == Standing::Own) else {
        return Ok(None);
    };
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    let check = Check::of(&case, answered.adds_places, ctx.now.date_naive());
    Ok(Some((line, check)))
}

/// The checks that visits can go into: name and title.
pub async fn checks(ctx: &Ctx) -> Result<Vec<(Code, String)>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let all = audits_of(ctx.app.db.reads(), ctx.scope).await?;
    let own = all.into_iter().filter(|one| one.standing == Standing::Own);
    Ok(own.map(|one| (one.code, one.title)).collect())
}

async fn see(
    ctx: &Ctx,
    preview: &mut Preview,
    agreement: &PublishedAgreement,
) -> Result<(), ActionError> {
    let counts = (
        agreement.promises.len(),
        agreement.claims.len(),
        agreement.flows.len(),
    );
    for (total, more) in preview
        .totals
        .iter_mut()
        .zip([1, counts.0, counts.1, counts.2])
    {
        *total += more;
    }
    if let Some(amount) = &agreement.amount {
        let currency = amount.value.currency.map_or("", |one| one.code());
        let sum = preview.sums.entry(currency.to_owned());
        let sum = sum.or_insert(Exact::ZERO);
        if let Ok(more) = sum.plus(amount.value.value) {
            *sum = more;
        }
    }
    let room = SHOWN.saturating_sub(preview.notes.len());
    preview
        .notes
        .extend(agreement.notes.iter().take(room).cloned());
    if preview.first.len() < SHOWN {
        let key = agreement.source_id.value.as_str();
        let there = dossier_of_source(ctx.app.db.reads(), ctx.scope, key).await?;
        preview.first.push(Coming {
            source_id: key.to_owned(),
            title: agreement
                .title
                .as_ref()
                .map_or_else(String::new, |title| title.value.clone()),
            amount: agreement.amount.as_ref().map(|amount| amount.text.clone()),
            counts,
            there: there.map(|line| line.number),
        });
    }
    Ok(())
}
