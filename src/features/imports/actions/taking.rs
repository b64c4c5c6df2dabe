//! Taking the file of a waiting import, all in one transaction: what fails leaves nothing, and the file waits on.

use super::{ImportError, waiting};
use crate::db::counter::Series;
use crate::db::register::{
    ImportLine, LineOutcome, add_lines, import_of_bytes, keep_profile, settle_import,
};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::exchange::Note;
use crate::features::imports::reading::{Answered, Piece, Source, pieces};
use crate::features::imports::store::{Keeping, Outcome};
use crate::infra::action::{noted, still_may};
use crate::infra::app::Ctx;

/// Whether rows that do not do stop everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// One that does not do stops everything.
    AllOrNothing,
    /// The good ones are taken, the others listed.
    GoodOnes,
}

/// Takes a waiting import; `source` is its file.
pub async fn take(
    ctx: &Ctx,
    number: i64,
    source: Box<dyn Source>,
    (answered, taking): (Answered, Taking),
) -> Result<(), ImportError> {
    let run = waiting(ctx, number).await?;
    let mut answers = answered.clone();
    let mut stream = pieces(source, answered);
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let there = import_of_bytes(txn, ctx.scope, &ctx.app.master, &run.sha256).await?;
        if let Some(there) = there {
            return Err(ImportError::There(there.number));
        }
        let mut keeping = Keeping::new(ctx, (run.id, number), &run.sha256);
        let (mut lines, mut refusals, mut format) = (Vec::new(), Vec::new(), "table");
        while let Some(piece) = stream.recv().await {
            match piece {
                Piece::Format(found) => format = found,
                Piece::Table(table) if table.questions.is_empty() => {
                    answers.profile = Some(table.profile);
                }
                Piece::Table(table) => return Err(ImportError::Asked(table.questions)),
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
        let kept = serde_json::to_value(&answers).unwrap_or_default();
        keep_profile(txn, ctx.scope, run.id, kept).await?;
        settle_import(txn, ctx.scope, run.id, (format, counts)).await?;
        add_lines(txn, ctx.scope, run.id, lines, &mut ids).await?;
        let label = Series::Import.label(number);
        noted(txn, ctx, ("import-taken", &label), &mut ids).await?;
        Ok(())
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
