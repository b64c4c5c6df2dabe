//! Replies beside published findings: whatever was answered, or that nothing was by the date, goes into the audit in full, and
//! with it into every page and edition. Of findings that are not published nothing is put in.

use sea_orm::DatabaseTransaction;

use super::desk::{Asked, Desk, gathered};
use super::{hash_of, text_of, told};
use crate::db::audit::AuditLine;
use crate::db::{IdSource, load_case_within, put_response};
use crate::domain::log::Happening;
use crate::domain::reply::{About, Evaluation, Position, Response, positions, responses};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::words::Words;

/// Puts in what is answered by now; gives how many replies were new or changed. Doing it twice changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn keep(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    line: &AuditLine,
    ids: &mut dyn IdSource,
) -> Result<usize, ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let case = load_case_within(txn, scope, master, line.id).await?;
    if case.findings.is_empty() {
        return Ok(0);
    }
    let desk = gathered(txn, ctx, line.clone(), case).await?;
    let mut changed = 0;
    for asked in &desk.rounds {
        for response in of_round(&desk, asked, &ctx.app.words) {
            if desk.case.responses.contains(&response) {
                continue;
            }
            let sha256 = hash_of(&text_of(&response));
            put_response(txn, scope, master, (line.id, &response), &mut *ids).await?;
            let name = format!("response/{}", response.id);
            let says = move |_: &_| Happening::ReplyPublished { sha256 };
            told(txn, ctx, (line, &name), None, says, &mut *ids).await?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// What is printed of a round, as far as its findings are published.
fn of_round(desk: &Desk, asked: &Asked, words: &Words) -> Vec<Response> {
    if asked.kept.round.notice.is_none() {
        return Vec::new();
    }
    let evaluations: Vec<Evaluation> = asked
        .evaluations
        .iter()
        .map(|one| with_what_changed(one, words))
        .collect();
    let round = &asked.kept.round;
    let rules = &desk.rules.comment;
    let published = |about: &About| match about {
        About::Finding(id) => desk.case.findings.iter().any(|one| one.id == *id),
        About::Recommendation(id) => desk.case.recommendations.iter().any(|one| one.id == *id),
        About::Everything => true,
    };
    let mut all = positions(round, &asked.answers, &evaluations, desk.today, rules);
    all.retain(|one| published(one.about) && one.state.is_some());
    let what = words.get("replies-sent-what");
    let (findings, recommendations) = (&desk.case.findings, &desk.case.recommendations);
    let mut printed = responses(round, &all, findings, recommendations, &what);
    for (response, position) in printed.iter_mut().zip(&all) {
        response.note = note(asked, position, words);
    }
    printed
}

/// The words of the auditor, and behind them what changed.
fn with_what_changed(evaluation: &Evaluation, words: &Words) -> Evaluation {
    let changes = evaluation.changed.iter();
    let changes: Vec<String> = changes
        .map(|one| words.get(&format!("reply-change-{}", one.code())))
        .collect();
    let changed = words.say("replies-what-changed", &[("what", &changes.join(", "))]);
    Evaluation {
        says: format!("{} {changed}", evaluation.says),
        ..evaluation.clone()
    }
}

/// What else a reader must know: that it came late, and what came with it.
fn note(asked: &Asked, position: &Position<'_>, words: &Words) -> Option<String> {
    let mut said = Vec::new();
    if position.late {
        said.push(words.get("replies-came-late"));
    }
    let named = position.answers.iter().flat_map(|one| &one.documents);
    let titles = named.filter_map(|code| {
        let file = asked.files.iter().find(|one| one.code == *code)?;
        let hash = file.sha256.to_string();
        let title = match file.about.title.as_str() {
            "" => file.code.as_str(),
            title => title,
        };
        Some(words.say("replies-document", &[("title", title), ("hash", &hash)]))
    });
    let titles: Vec<String> = titles.collect();
    if !titles.is_empty() {
        said.push(words.say("replies-came-with", &[("what", &titles.join("; "))]));
    }
    (!said.is_empty()).then(|| said.join(" "))
}
