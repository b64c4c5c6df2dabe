//! What a file would bring, without changing anything.

use std::collections::BTreeMap;

use crate::db::register::dossier_of_source;
use crate::domain::actor::Permission;
use crate::domain::exchange::{Note, PublishedAgreement};
use crate::domain::number::Exact;
use crate::features::imports::reading::{Answered, Piece, Source, TableRead, pieces};
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

/// What a file would bring.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What it is.
    pub format: Option<&'static str>,
    /// How many agreements, promises, claims and flows.
    pub totals: [usize; 4],
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
    /// Why it cannot be read at all.
    pub unreadable: Option<Note>,
}

/// What a file would bring. Nothing is changed.
pub async fn preview(
    ctx: &Ctx,
    source: Box<dyn Source>,
    answered: Answered,
) -> Result<Preview, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut preview = Preview::default();
    let mut stream = pieces(source, answered);
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
        }
    }
    Ok(preview)
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
