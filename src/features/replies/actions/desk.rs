//! An audit with everything that was asked and answered about it.

use chrono::NaiveDate;

use super::{READS, today};
use crate::db::audit::AuditLine;
use crate::db::findings::{
    KeptAnswer, KeptFinding, KeptRound, ReplyFile, answers_of, clock_rules_of, evaluations_of,
    findings_kept_of, reply_files_of, rounds_of,
};
use crate::db::{Conn, load_case_within, read};
use crate::domain::case::Case;
use crate::domain::finding::Stage;
use crate::domain::follow_up::ClockRules;
use crate::domain::reply::{About, Answer, Evaluation, Position, ReplyRules, Window, positions};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::planned::own_audit;

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

/// An audit with everything that was asked and answered about it.
#[derive(Debug)]
pub struct Desk {
    /// The audit.
    pub line: AuditLine,
    /// All of it.
    pub case: Case,
    /// Its findings, by number.
    pub findings: Vec<KeptFinding>,
    /// Who was asked about what.
    pub rounds: Vec<Asked>,
    /// How long clocks run.
    pub rules: ClockRules,
    /// The day.
    pub today: NaiveDate,
}

impl Desk {
    /// A round by its number.
    ///
    /// # Errors
    /// [`ActionError::NotThere`] where there is none.
    pub fn round(&self, number: u32) -> Result<&Asked, ActionError> {
        let mut all = self.rounds.iter();
        let found = all.find(|one| one.kept.number == number);
        found.ok_or(ActionError::NotThere)
    }

    /// Findings about which a party may be asked: a checker passed them, or somebody else was asked already.
    #[must_use]
    pub fn to_ask(&self) -> Vec<&KeptFinding> {
        let may = |one: &&KeptFinding| matches!(one.progress.stage, Stage::Reviewed | Stage::Asked);
        self.findings.iter().filter(may).collect()
    }

    /// What people call a party.
    #[must_use]
    pub fn party(&self, id: &crate::domain::code::Code) -> String {
        let party = self.case.party(id);
        party.map_or_else(|| id.to_string(), |one| one.name.clone())
    }
}

/// What people call what is asked about: `F-01`.
#[must_use]
pub fn label(about: &About) -> String {
    match about {
        About::Finding(id) | About::Recommendation(id) => id.as_str().to_uppercase(),
        About::Everything => String::new(),
    }
}

/// An audit with everything that was asked and answered, for whoever may read it.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn desk(ctx: &Ctx, code: &str) -> Result<Desk, ActionError> {
    ctx.require(READS)?;
    let (line, case) = read(&ctx.app.db, async |txn| {
        let line = own_audit(txn, ctx, code).await?;
        let case = load_case_within(txn, ctx.scope, &ctx.app.master, line.id).await?;
        Ok::<_, ActionError>((line, case))
    })
    .await?;
    gathered(ctx.app.db.reads(), ctx, line, case).await
}

/// The same of an audit that is at hand.
///
/// # Errors
/// Those of the database.
pub async fn gathered(
    conn: &impl Conn,
    ctx: &Ctx,
    line: AuditLine,
    case: Case,
) -> Result<Desk, ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let came = answers_of(conn, scope, master, line.id).await?;
    let evaluations = evaluations_of(conn, scope, master, line.id).await?;
    let files = reply_files_of(conn, scope, master, line.id).await?;
    let rounds = rounds_of(conn, scope, master, line.id).await?;
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
    Ok(Desk {
        findings: findings_kept_of(conn, scope, master, line.id).await?,
        rules: clock_rules_of(conn, scope).await?,
        rounds: rounds.into_iter().map(asked).collect(),
        today: today(ctx),
        line,
        case,
    })
}
