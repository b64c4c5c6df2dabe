//! An audit with everything that was asked and answered about it.

use chrono::NaiveDate;

use super::{READS, today};
use crate::db::audit::AuditLine;
use crate::db::findings::{
    KeptFinding, KeptRecommendation, clock_rules_of, findings_kept_of, recommendations_of,
};
use crate::db::{Conn, load_case_within, read};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::{Recommendation, Stage};
use crate::domain::follow_up::ClockRules;
use crate::domain::reply::About;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
pub use crate::infra::asked::Asked;
use crate::infra::asked::asked_of;
use crate::infra::planned::own_audit;

/// An audit with everything that was asked and answered about it.
#[derive(Debug)]
pub struct Desk {
    /// The audit.
    pub line: AuditLine,
    /// All of it.
    pub case: Case,
    /// Its findings, by number.
    pub findings: Vec<KeptFinding>,
    /// What is asked of whom, by number, without what was taken back.
    pub recommendations: Vec<KeptRecommendation>,
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

    /// Recommendations about which the body that is asked may be asked: they follow from findings that a checker passed.
    #[must_use]
    pub fn to_ask_of(&self) -> Vec<&KeptRecommendation> {
        let passed = |id: &Code| {
            let mut all = self.findings.iter();
            let stages = [Stage::Reviewed, Stage::Asked, Stage::Published];
            all.any(|one| one.draft.id == *id && stages.contains(&one.progress.stage))
        };
        let may = |one: &&KeptRecommendation| {
            let findings = &one.is.recommendation.findings;
            !findings.is_empty() && findings.iter().all(passed)
        };
        self.recommendations.iter().filter(may).collect()
    }

    /// Whether a party may be asked about a recommendation together with these: it is asked of that party, which was told of
    /// each of its findings, is told now, or can read it.
    #[must_use]
    pub fn is_told(&self, asked: &Recommendation, party: &Code, with: &[About]) -> bool {
        let before = |about: &About| {
            let mut rounds = self.rounds.iter().map(|one| &one.kept.round);
            rounds
                .any(|one| one.party == *party && one.notice.is_some() && one.about.contains(about))
        };
        let published = |id: &Code| self.case.findings.iter().any(|one| one.id == *id);
        asked.findings.iter().all(|id| {
            let about = About::Finding(id.clone());
            published(id) || with.contains(&about) || before(&about)
        })
    }

    /// What people call a party.
    #[must_use]
    pub fn party(&self, id: &Code) -> String {
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
    let mut recommendations = recommendations_of(conn, scope, master, line.id).await?;
    recommendations.retain(|one| !one.dropped);
    Ok(Desk {
        recommendations,
        findings: findings_kept_of(conn, scope, master, line.id).await?,
        rules: clock_rules_of(conn, scope).await?,
        rounds: asked_of(conn, ctx, line.id).await?,
        today: today(ctx),
        line,
        case,
    })
}
