//! What people can do with files of others: see what one would bring, take it, take it back.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;

use super::reading::{Answered, Piece, Source as Readable, pieces};
use super::store::{Keeping, Outcome};
use crate::db::register::{
    ImportLine, ImportRun, LineOutcome, NewImport, add_import, add_lines, dossier_of_source,
    import_numbered, import_of_bytes, imports_of, lines_of, settle_import, undo_import,
};
use crate::db::{ImportId, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::exchange::{Note, PublishedAgreement};
use crate::features::imports::profile::{Profile, Question};
use crate::infra::action::{ActionError, by, noted, still_may};
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
    pub sums: std::collections::BTreeMap<String, crate::domain::number::Exact>,
    /// The first of them.
    pub first: Vec<Coming>,
    /// How many rows would not be taken.
    pub refused: usize,
    /// Those rows, as many as are shown.
    pub refusals: Vec<Note>,
    /// What a reader must know, as much as is shown.
    pub notes: Vec<Note>,
    /// How its columns are read, where it is a table.
    pub profile: Option<Profile>,
    /// What must be answered first.
    pub questions: Vec<Question>,
    /// Why it cannot be read at all.
    pub unreadable: Option<Note>,
}

/// Whether rows that do not do stop everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// One that does not do stops everything.
    AllOrNothing,
    /// The good ones are taken, the others listed.
    GoodOnes,
}

/// A file to take.
#[derive(Clone, Debug)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: &'a str,
    /// How many bytes.
    pub bytes: u64,
    /// Where its bytes are kept.
    pub blob: Option<uuid::Uuid>,
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Like every other action.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// It cannot be read.
    #[error("{} at {}", .0.code, .0.at.0)]
    Unreadable(Note),
    /// Rows do not do, and all or nothing was asked for.
    #[error("{} rows do not do", .0.len())]
    Refused(Vec<Note>),
    /// Something must be answered first.
    #[error("{} questions are open", .0.len())]
    Asked(Vec<Question>),
    /// These bytes are taken already: the number of the import.
    #[error("taken already as {0}")]
    There(i64),
    /// Something was built on it since: the number of an agreement.
    #[error("agreement {0} was built on")]
    BuiltOn(i64),
}

impl From<StorageError> for ImportError {
    fn from(error: StorageError) -> Self {
        Self::Action(error.into())
    }
}

/// What a file would bring. Nothing is changed.
pub async fn preview(
    ctx: &Ctx,
    source: Box<dyn Readable>,
    answered: Answered,
) -> Result<Preview, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut preview = Preview::default();
    let mut stream = pieces(source, answered);
    while let Some(piece) = stream.recv().await {
        match piece {
            Piece::Format(format) => preview.format = Some(format),
            Piece::Table(profile, questions) => {
                preview.profile = Some(*profile);
                preview.questions = questions;
            }
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
        let sum = sum.or_insert(crate::domain::number::Exact::ZERO);
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

/// Takes a file, and gives the number of the import. All in one transaction: what fails leaves nothing.
pub async fn take(
    ctx: &Ctx,
    (file, source): (&File<'_>, Box<dyn Readable>),
    answered: Answered,
    taking: Taking,
) -> Result<i64, ImportError> {
    ctx.require(Permission::ChangeAudits)
        .map_err(ActionError::from)?;
    let profile = answered.profile.as_ref();
    let profile = profile.and_then(|one| serde_json::to_value(one).ok());
    let mut stream = pieces(source, answered);
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let there = import_of_bytes(txn, ctx.scope, &ctx.app.master, file.sha256).await?;
        if let Some(there) = there {
            return Err(ImportError::There(there.number));
        }
        let new = NewImport {
            format: "",
            file_name: file.name,
            sha256: file.sha256,
            bytes: file.bytes,
            blob: file.blob,
            profile: profile.clone(),
            counts: (0, 0),
            by: by(ctx),
        };
        let (id, number) = add_import(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        let mut keeping = Keeping::new(ctx, (id, number), file.sha256);
        let (mut lines, mut refusals, mut format) = (Vec::new(), Vec::new(), "table");
        while let Some(piece) = stream.recv().await {
            match piece {
                Piece::Format(found) => format = found,
                Piece::Table(_, questions) if questions.is_empty() => {}
                Piece::Table(_, questions) => return Err(ImportError::Asked(questions)),
                Piece::Unreadable(note) => return Err(ImportError::Unreadable(note)),
                Piece::Note(note) => lines.push(line(LineOutcome::Note, note)),
                Piece::Refused(note) => {
                    lines.push(line(LineOutcome::Refused, note.clone()));
                    refusals.push(note);
                }
                Piece::Agreement(agreement) => {
                    let kept = keeping.keep(txn, ctx, *agreement, &mut ids).await?;
                    lines.extend(kept.lines());
                }
            }
        }
        if taking == Taking::AllOrNothing && !refusals.is_empty() {
            return Err(ImportError::Refused(refusals));
        }
        let counts = (keeping.taken(), refusals.len() as u64);
        settle_import(txn, ctx.scope, id, (format, counts)).await?;
        add_lines(txn, ctx.scope, id, lines, &mut ids).await?;
        let label = crate::db::counter::Series::Import.label(number);
        noted(txn, ctx, ("import-taken", &label), &mut ids).await?;
        Ok(number)
    })
    .await
}

fn line(outcome: LineOutcome, note: Note) -> ImportLine {
    ImportLine {
        outcome,
        dossier: None,
        added_version: None,
        note: Some(note),
    }
}

impl Outcome {
    /// What is kept of it in the list of the import.
    fn lines(self) -> Vec<ImportLine> {
        let mut lines = vec![ImportLine {
            outcome: self.outcome,
            dossier: Some(self.dossier),
            added_version: self.added_version,
            note: None,
        }];
        lines.extend(self.notes.into_iter().map(|note| ImportLine {
            dossier: Some(self.dossier),
            ..line(LineOutcome::Note, note)
        }));
        lines
    }
}

/// Every import, the newest first.
pub async fn imports(ctx: &Ctx) -> Result<Vec<ImportRun>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    Ok(imports_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await?)
}

/// One import with what it did.
pub async fn import(ctx: &Ctx, number: i64) -> Result<(ImportRun, Vec<ImportLine>), ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let conn = ctx.app.db.reads();
    let run = import_numbered(conn, ctx.scope, &ctx.app.master, number).await?;
    let run = run.ok_or(ActionError::NotThere)?;
    let lines = lines_of(conn, ctx.scope, run.id).await?;
    Ok((run, lines))
}

/// Takes an import back: what it made goes, what it changed is as it was.
pub async fn undo(ctx: &Ctx, number: i64) -> Result<(), ImportError> {
    ctx.require(Permission::ChangeAudits)
        .map_err(ActionError::from)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let run: Option<ImportRun> =
            import_numbered(txn, ctx.scope, &ctx.app.master, number).await?;
        let run = run.ok_or(ActionError::NotThere)?;
        undone(txn, ctx, run.id, &mut ids).await?;
        let label = crate::db::counter::Series::Import.label(number);
        noted(txn, ctx, ("import-undone", &label), &mut ids).await?;
        Ok(())
    })
    .await
}

async fn undone(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    id: ImportId,
    ids: &mut dyn crate::db::IdSource,
) -> Result<(), ImportError> {
    match undo_import(txn, ctx.scope, id, ids).await? {
        Ok(()) => Ok(()),
        Err(agreement) => Err(ImportError::BuiltOn(agreement)),
    }
}

/// The numbers of the agreements that lines speak of.
pub async fn numbers_of(
    ctx: &Ctx,
    lines: &[ImportLine],
) -> Result<HashMap<crate::db::DossierId, i64>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let ids: Vec<_> = lines.iter().filter_map(|line| line.dossier).collect();
    Ok(crate::db::register::numbers_of(ctx.app.db.reads(), ctx.scope, &ids).await?)
}
