//! What is printed with a published finding besides its sentences: of what kind it is, that one person checked it, what was left
//! out and why, what help is needed, what would change our mind, what it repeats.

use groundtruth_reports::model::Report;

use crate::db::audit::AuditLine;
use crate::db::findings::{KeptStep, StepWord, findings_kept_of, steps_of};
use crate::db::{Conn, StorageError};
use crate::domain::case::Case;
use crate::domain::finding::Draft;
use crate::infra::app::Ctx;

use super::saying::Saying;

/// Says it in a report, at each finding that the report has.
///
/// # Errors
/// Those of the database.
pub async fn print_into(
    conn: &impl Conn,
    ctx: &Ctx,
    (line, case): (&AuditLine, &Case),
    report: &mut Report,
) -> Result<(), StorageError> {
    if case.findings.is_empty() {
        return Ok(());
    }
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let saying = Saying {
        case,
        words: &ctx.app.words,
    };
    for kept in findings_kept_of(conn, scope, master, line.id).await? {
        let label = kept.label();
        let Some(printed) = report.findings.iter_mut().find(|one| one.number == label) else {
            continue;
        };
        // What was published is printed, whatever was written since.
        let steps = steps_of(conn, scope, master, (line.id, kept.number)).await?;
        let last = steps
            .iter()
            .rposition(|one| one.taken.step == StepWord::Published);
        let until = last.and_then(|at| steps.get(..=at)).unwrap_or(&steps);
        let said = until.last().and_then(|one| one.taken.said.clone());
        let draft = said.unwrap_or_else(|| kept.draft.clone());
        printed.change_our_mind.clone_from(&draft.would_change);
        printed.notes = notes(&saying, &draft);
        if is_checked_alone(until) {
            printed
                .notes
                .push(saying.words.get("publish-note-one-person"));
        }
    }
    Ok(())
}

/// Whether whoever wrote it last passed it.
fn is_checked_alone(steps: &[KeptStep]) -> bool {
    let by = |words: &[StepWord]| {
        let mut back = steps.iter().rev();
        let found = back.find(|one| words.contains(&one.taken.step));
        found.map(|one| one.taken.by.as_str())
    };
    let wrote = by(&[StepWord::Begun, StepWord::Edited]);
    wrote.is_some() && by(&[StepWord::Passed]) == wrote
}

fn notes(saying: &Saying<'_>, draft: &Draft) -> Vec<String> {
    let words = saying.words;
    let mut notes = Vec::new();
    if let Some(category) = draft.category {
        let kind = words.get(&format!("finding-category-{}", category.code()));
        notes.push(words.say("finding-print-kind", &[("kind", &kind)]));
    }
    if let Some(kind) = draft.cause.kind {
        let kind = words.get(&format!("finding-cause-{}", kind.code()));
        notes.push(words.say("finding-print-cause", &[("kind", &kind)]));
    }
    if let Some(repeats) = &draft.repeat_of {
        let number = repeats.as_str().to_uppercase();
        notes.push(words.say("finding-print-repeats", &[("number", &number)]));
    }
    if let Some(help) = &draft.help_needed {
        notes.push(words.say("finding-print-help", &[("help", help)]));
    }
    for one in &draft.exclusions {
        let names = [
            ("about", saying.cited(&one.of)),
            ("because", one.because.clone()),
        ];
        let names = names.each_ref().map(|(name, text)| (*name, text.as_str()));
        notes.push(words.say("finding-print-left-out", &names));
    }
    notes
}
