//! Taking the file of a waiting import, all in one transaction: what fails leaves nothing, and the file waits on.

use sea_orm::DatabaseTransaction;

use super::previewing::check_of;
use super::{ImportError, PLACE_ADDED, waiting};
use crate::db::counter::Series;
use crate::db::register::{
    ImportLine, LineOutcome, add_lines, import_of_bytes, keep_profile, settle_import,
};
use crate::db::{IdSource, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::exchange::{Note, Pointer, PublishedAgreement};
use crate::domain::fieldwork::Place;
use crate::features::imports::reading::{Answered, Piece, Source, pieces};
use crate::features::imports::store::{Keeping, Outcome};
use crate::features::imports::visits::KeepingVisits;
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
    let (into, check) = check_of(ctx, &answered).await?.unzip();
    let mut stream = pieces(source, answered, check);
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let there = import_of_bytes(txn, ctx.scope, &ctx.app.master, &run.sha256).await?;
        if let Some(there) = there {
            return Err(ImportError::There(there.number));
        }
        let mut keeping = Keeping::new(ctx, (run.id, number), &run.sha256);
        let (mut lines, mut refusals, mut format) = (Vec::new(), Vec::new(), "table");
        let mut waiting = Waiting::default();
        let mut visits = Vec::new();
        while let Some(piece) = stream.recv().await {
            match piece {
                Piece::Format(found) => format = found,
                Piece::Table(table) if table.questions.is_empty() => {
                    answers.profile = Some(table.profile);
                }
                Piece::Table(table) => return Err(ImportError::Asked(table.questions)),
                Piece::Unreadable(note) => return Err(ImportError::Unreadable(note)),
                Piece::Note(note) if into.is_some() => {
                    waiting.line(line(LineOutcome::Note, unsaid(note)));
                }
                Piece::Note(note) => waiting.line(line(LineOutcome::Note, note)),
                Piece::Refused(note) => {
                    let kept = if into.is_some() {
                        unsaid(note.clone())
                    } else {
                        note.clone()
                    };
                    waiting.line(line(LineOutcome::Refused, kept));
                    refusals.push(note);
                }
                Piece::Visit(visit) => visits.push(*visit),
                Piece::Agreement(agreement) => waiting.agreement(*agreement),
            }
            if waiting.is_full() {
                let some = std::mem::take(&mut waiting);
                lines.extend(some.keep(txn, ctx, &mut keeping, &mut ids).await?);
            }
        }
        lines.extend(waiting.keep(txn, ctx, &mut keeping, &mut ids).await?);
        if taking == Taking::AllOrNothing && !refusals.is_empty() {
            return Err(ImportError::Refused(refusals));
        }
        let counts = (keeping.taken() + visits.len() as u64, refusals.len() as u64);
        if let Some(line) = into.clone().filter(|_| !visits.is_empty()) {
            format = "visits";
            let keeping = KeepingVisits::begin(txn, ctx, (run.id, line)).await?;
            let (outcomes, places) = keeping.keep(txn, ctx, visits, &mut ids).await?;
            lines.extend(outcomes.into_iter().map(|one| of_visit(one.outcome)));
            lines.extend(places.iter().map(place_added));
        }
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

/// Agreements that are kept together: so many, or so many with so much in them.
const TOGETHER: usize = 256;
const MOST_PARTS: usize = 4_096;

/// What waits to be kept, in the order of the file.
#[derive(Default)]
struct Waiting {
    agreements: Vec<PublishedAgreement>,
    /// Lines, each behind so many of the agreements.
    lines: Vec<(usize, ImportLine)>,
    parts: usize,
}

impl Waiting {
    fn agreement(&mut self, one: PublishedAgreement) {
        self.parts += one.promises.len() + one.claims.len() + one.flows.len();
        self.agreements.push(one);
    }

    fn line(&mut self, line: ImportLine) {
        self.lines.push((self.agreements.len(), line));
    }

    fn is_full(&self) -> bool {
        self.agreements.len() >= TOGETHER || self.parts >= MOST_PARTS
    }

    /// Keeps what waits; gives the lines of it in the order of the file.
    async fn keep(
        self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        keeping: &mut Keeping,
        ids: &mut dyn IdSource,
    ) -> Result<Vec<ImportLine>, StorageError> {
        let outcomes = keeping.keep(txn, ctx, self.agreements, ids).await?;
        let mut lines = Vec::with_capacity(outcomes.len() + self.lines.len());
        let mut between = self.lines.into_iter().peekable();
        for (place, outcome) in outcomes.into_iter().enumerate() {
            while let Some((_, line)) = between.next_if(|(behind, _)| *behind <= place) {
                lines.push(line);
            }
            lines.extend(outcome.lines());
        }
        lines.extend(between.map(|(_, line)| line));
        Ok(lines)
    }
}

/// What stands in the answers of a table of visits may speak of people: where it stands is kept, what it says is not.
fn unsaid(mut note: Note) -> Note {
    let is_of_place = note.code.starts_with("visit-place-") || note.code.starts_with("date-");
    for (name, text) in &mut note.about {
        if name == "text" && !text.is_empty() && !is_of_place {
            "…".clone_into(text);
        }
    }
    note
}

fn of_visit(outcome: LineOutcome) -> ImportLine {
    ImportLine {
        outcome,
        dossier: None,
        added_version: None,
        note: None,
    }
}

/// A place that the check did not have: what is taken back with the import.
fn place_added(place: &Place) -> ImportLine {
    let about = [("place", place.id.as_str()), ("name", place.name.as_str())];
    let about = about.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let note = Note {
        code: PLACE_ADDED.to_owned(),
        at: Pointer(String::new()),
        about: about.to_vec(),
    };
    line(LineOutcome::Note, note)
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
