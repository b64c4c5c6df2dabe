//! What parties were asked about findings and what came of it; and how that stands beside published findings: whatever was
//! answered, or that nothing was by the date, goes into the audit in full, and with it into every page and edition. Of findings
//! that are not published nothing is put in.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;

use super::action::ActionError;
use super::app::Ctx;
use super::words::Words;
use crate::db::audit::AuditLine;
use crate::db::findings::{
    KeptAnswer, KeptRound, ReplyFile, answers_of, clock_rules_of, evaluations_of, reply_files_of,
    rounds_of,
};
use crate::db::log::subject_named;
use crate::db::{
    AuditId, Conn, IdSource, StorageError, load_case_within, put_response, remove_response,
};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::log::{Digest, Happening};
use crate::domain::reply::{
    About, Answer, Evaluation, Position, ReplyRules, Response, Window, positions, responses,
};

/// A round of asking with what came of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The round.
    pub kept: KeptRound,
    /// What was answered in it, as it was entered.
    pub came: Vec<KeptAnswer>,
    /// The answers alone, in the same order.
    pub answers: Vec<Answer>,
    /// What the auditor made of them.
    pub evaluations: Vec<Evaluation>,
    /// Documents that came with them.
    pub files: Vec<ReplyFile>,
}

impl Asked {
    /// Where everything that it asks about stands on a day.
    #[must_use]
    pub fn positions(&self, today: NaiveDate, rules: &ReplyRules) -> Vec<Position<'_>> {
        let round = &self.kept.round;
        positions(round, &self.answers, &self.evaluations, today, rules)
    }

    /// Whether everything that it asks about was answered.
    #[must_use]
    pub fn is_answered(&self, today: NaiveDate, rules: &ReplyRules) -> bool {
        let all = self.positions(today, rules);
        all.iter().all(Position::is_answered)
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn window(&self, today: NaiveDate, rules: &ReplyRules) -> Window {
        self.kept.round.window(today, rules)
    }
}

/// What was asked about an audit, round by round.
///
/// # Errors
/// Those of the database.
pub async fn asked_of(
    conn: &impl Conn,
    ctx: &Ctx,
    audit: AuditId,
) -> Result<Vec<Asked>, StorageError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let came = answers_of(conn, scope, master, audit).await?;
    let evaluations = evaluations_of(conn, scope, master, audit).await?;
    let files = reply_files_of(conn, scope, master, audit).await?;
    let rounds = rounds_of(conn, scope, master, audit).await?;
    let asked = |kept: KeptRound| {
        let came: Vec<KeptAnswer> = came
            .iter()
            .filter(|one| one.round == kept.number)
            .cloned()
            .collect();
        let weighed = evaluations.iter().filter(|one| one.round == kept.number);
        let files = files.iter().filter(|one| one.round == kept.number);
        Asked {
            answers: came.iter().map(|one| one.answer.clone()).collect(),
            evaluations: weighed.map(|one| one.evaluation.clone()).collect(),
            files: files.cloned().collect(),
            came,
            kept,
        }
    };
    Ok(rounds.into_iter().map(asked).collect())
}

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
    // What was answered to a finding leaves the audit with it.
    for response in case.responses.iter().filter(|one| is_left_over(&case, one)) {
        remove_response(txn, scope, (line.id, &response.id)).await?;
    }
    if case.findings.is_empty() {
        return Ok(0);
    }
    let rules = clock_rules_of(txn, scope).await?.comment;
    let at = (ctx.now.date_naive(), &rules);
    let mut changed = 0;
    for asked in &asked_of(txn, ctx, line.id).await? {
        for response in of_round(&case, asked, at, &ctx.app.words) {
            if case.responses.contains(&response) {
                continue;
            }
            let text = serde_json::to_string(&response).unwrap_or_default();
            let sha256 = Digest::of(&[text.as_bytes()]);
            put_response(txn, scope, master, (line.id, &response), &mut *ids).await?;
            let name = format!("response/{}", response.id);
            let subject = subject_named(txn, scope, line.id, &name, &mut *ids).await?;
            let mut fact = ctx.fact(subject);
            fact.audit = Some(line.code.as_str());
            let says = move |_: &_| Happening::ReplyPublished { sha256 };
            let _seq: u64 = ctx.record(txn, &mut *ids, fact, says).await?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Whether a reply names findings and recommendations of which none is in the audit any more.
fn is_left_over(case: &Case, response: &Response) -> bool {
    let finding = |id: &Code| case.findings.iter().any(|one| one.id == *id);
    let asked = |id: &Code| case.recommendations.iter().any(|one| one.id == *id);
    let names = !response.findings.is_empty() || !response.recommendations.is_empty();
    let is_there =
        response.findings.iter().any(finding) || response.recommendations.iter().any(asked);
    names && !is_there
}

/// What is printed of a round, as far as its findings are published.
fn of_round(
    case: &Case,
    asked: &Asked,
    (today, rules): (NaiveDate, &ReplyRules),
    words: &Words,
) -> Vec<Response> {
    if asked.kept.round.notice.is_none() {
        return Vec::new();
    }
    let evaluations: Vec<Evaluation> = asked
        .evaluations
        .iter()
        .map(|one| with_what_changed(one, words))
        .collect();
    let round = &asked.kept.round;
    let published = |about: &About| match about {
        About::Finding(id) => case.findings.iter().any(|one| one.id == *id),
        About::Recommendation(id) => case.recommendations.iter().any(|one| one.id == *id),
        About::Everything => true,
    };
    let mut all = positions(round, &asked.answers, &evaluations, today, rules);
    all.retain(|one| published(one.about) && one.state.is_some());
    let what = words.get("replies-sent-what");
    let (findings, recommendations) = (&case.findings, &case.recommendations);
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
    if let Some(office) = position.answers.last().and_then(|one| one.office()) {
        said.push(words.say("replies-answered-by", &[("office", office)]));
    }
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
