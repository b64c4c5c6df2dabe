//! An audit with everything that findings stand beside: its comparison, what was written, what parties were asked and answered,
//! and who may check.

use chrono::NaiveDate;

use crate::db::audit::AuditLine;
use crate::db::comparison::{ComparedAudit, ComparisonError, compared_so_far};
use crate::db::counter::Series;
use crate::db::findings::{
    KeptFinding, KeptRound, answers_of, clock_rules_of, evaluations_of, findings_kept_of, rounds_of,
};
use crate::db::member::memberships_in;
use crate::db::{Scope, StorageError, read};
use crate::domain::actor::Actor;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::comparison::Comparison;
use crate::domain::finding::{Beside, Draft, Part, Readiness, Says, Sentence, drafts, publishable};
use crate::domain::reply::{
    About, Answer, Evaluation, Position, ReplyRound, ReplyRules, Window, positions,
};
use crate::domain::wording::Language;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::planned::own_audit;

use super::{WRITES, who};

/// A round of asking with what came of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The round.
    pub kept: KeptRound,
    /// What was answered in it.
    pub answers: Vec<Answer>,
    /// What the auditor made of that.
    pub evaluations: Vec<Evaluation>,
}

/// An audit with everything that its findings stand beside.
#[derive(Debug)]
pub struct Desk {
    /// The audit.
    pub line: AuditLine,
    /// All of it.
    pub case: Case,
    /// What it comes to today.
    pub comparison: Comparison,
    /// Its findings, by number.
    pub findings: Vec<KeptFinding>,
    /// Who was asked about what.
    pub rounds: Vec<Asked>,
    /// How long a party has.
    pub rules: ReplyRules,
    /// Everybody who may check: P-0001.
    pub checkers: Vec<String>,
    /// Who looks: P-0001.
    pub me: String,
    /// The language in which people write.
    pub language: Language,
    /// The day.
    pub today: NaiveDate,
}

/// An audit with its findings, for whoever may work on them.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn desk(ctx: &Ctx, code: &str) -> Result<Desk, ActionError> {
    ctx.require(WRITES)?;
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let line = read(&ctx.app.db, async |txn| own_audit(txn, ctx, code).await).await?;
    let today = ctx.now.date_naive();
    let compared = compared_so_far(&ctx.app.db, scope, master, line.id, today).await;
    let ComparedAudit { case, comparison } = compared.map_err(storage)?;
    let conn = ctx.app.db.reads();
    let findings = findings_kept_of(conn, scope, master, line.id).await?;
    let answers = answers_of(conn, scope, master, line.id).await?;
    let evaluations = evaluations_of(conn, scope, master, line.id).await?;
    let rounds = rounds_of(conn, scope, master, line.id).await?;
    let asked = |kept: KeptRound| {
        let here = |round: u32| round == kept.number;
        let answers = answers.iter().filter(|one| here(one.round));
        let evaluations = evaluations.iter().filter(|one| here(one.round));
        Asked {
            answers: answers.map(|one| one.answer.clone()).collect(),
            evaluations: evaluations.map(|one| one.evaluation.clone()).collect(),
            kept,
        }
    };
    Ok(Desk {
        rounds: rounds.into_iter().map(asked).collect(),
        rules: clock_rules_of(conn, scope).await?.comment,
        checkers: checkers(ctx, scope).await?,
        me: who(ctx),
        language: Language::of(ctx.app.words.code()).unwrap_or_default(),
        line,
        case,
        comparison,
        findings,
        today,
    })
}

/// What keeps an audit from being compared, as it is told: numbers that cannot be computed with are a fault of what is stored.
pub(super) fn storage(error: ComparisonError) -> ActionError {
    ActionError::Storage(match error {
        ComparisonError::Storage(error) => error,
        other => StorageError::Log(other.to_string()),
    })
}

async fn checkers(ctx: &Ctx, scope: Scope) -> Result<Vec<String>, StorageError> {
    let members = memberships_in(ctx.app.db.reads(), scope).await?;
    let may = members.iter().filter(|member| {
        let actor = Actor::Member {
            number: member.number,
            role: member.role,
            operator: false,
        };
        actor.may(WRITES)
    });
    Ok(may.map(|member| Series::who(member.number)).collect())
}

impl Desk {
    /// A finding by its number.
    ///
    /// # Errors
    /// [`ActionError::NotThere`].
    pub fn finding(&self, number: u32) -> Result<&KeptFinding, ActionError> {
        let mut all = self.findings.iter();
        let found = all.find(|one| one.number == number);
        found.ok_or(ActionError::NotThere)
    }

    /// Whether somebody else than this one may check.
    #[must_use]
    pub fn others(&self, than: &str) -> bool {
        self.checkers.iter().any(|one| one != than)
    }

    /// Where everything that was asked stands today, round by round.
    #[must_use]
    pub fn replies(&self) -> Vec<(Code, Vec<Position<'_>>)> {
        let sent = self
            .rounds
            .iter()
            .filter(|one| one.kept.round.notice.is_some());
        sent.map(|one| {
            let round: &ReplyRound = &one.kept.round;
            let (answers, evaluations) = (&one.answers, &one.evaluations);
            let positions = positions(round, answers, evaluations, self.today, &self.rules);
            (round.party.clone(), positions)
        })
        .collect()
    }

    /// Asks something of a finding with everything that stands beside it.
    pub fn beside<T>(&self, finding: &KeptFinding, ask: impl FnOnce(&Beside) -> T) -> T {
        let checkers: Vec<&str> = self.checkers.iter().map(String::as_str).collect();
        let replies = self.replies();
        ask(&Beside {
            case: &self.case,
            comparison: &self.comparison,
            language: self.language,
            author: &finding.progress.author,
            checked_by: finding.progress.checked_by.as_deref(),
            checkers: &checkers,
            replies: &replies,
        })
    }

    /// Everything that is missing before a finding can be published.
    #[must_use]
    pub fn readiness(&self, finding: &KeptFinding) -> Readiness {
        self.beside(finding, |beside| publishable(&finding.draft, beside))
    }

    /// The window of everyone who was asked about a finding, the last round of each, with whether they answered.
    #[must_use]
    pub fn windows(&self, draft: &Draft) -> Vec<(Window, bool)> {
        let about = About::Finding(draft.id.clone());
        let last = |party: &Code| {
            let mut asked = self.rounds.iter().rev();
            asked.find(|one| {
                let round = &one.kept.round;
                round.party == *party && round.notice.is_some() && round.about.contains(&about)
            })
        };
        let asked = draft.addressees.iter().filter_map(last);
        asked
            .map(|one| {
                let round = &one.kept.round;
                let (answers, evaluations) = (&one.answers, &one.evaluations);
                let all = positions(round, answers, evaluations, self.today, &self.rules);
                let answered = all.iter().any(|p| *p.about == about && p.is_answered());
                (round.window(self.today, &self.rules), answered)
            })
            .collect()
    }

    /// What the program would write of the promises of a finding today.
    #[must_use]
    pub fn anew(&self, draft: &Draft) -> Vec<Draft> {
        let all = drafts(&self.case, &self.comparison, &[]);
        let same = |one: &Draft| {
            one.obligations
                .iter()
                .all(|id| draft.obligations.contains(id))
        };
        all.into_iter().filter(same).collect()
    }

    /// Whether the comparison says something else by now than a sentence that the program wrote, or than whether the promise
    /// was kept, where the program said what is.
    #[must_use]
    pub fn is_stale(&self, draft: &Draft) -> bool {
        let anew = self.anew(draft);
        let is_fresh = |says: &Says| {
            let mut fresh = anew.iter().flat_map(|one| &one.sentences);
            fresh.any(|one| one.says == *says)
        };
        let written: Vec<&Sentence> = written(draft).collect();
        let judged = written.iter().any(|one| one.part == Part::Condition);
        let kept = anew.iter().all(|one| one.positive);
        let turned = judged && !anew.is_empty() && kept != draft.positive;
        turned || written.iter().any(|one| !is_fresh(&one.says))
    }
}

/// The sentences of a finding that the program wrote.
pub(super) fn written(draft: &Draft) -> impl Iterator<Item = &Sentence> {
    draft.sentences.iter().filter(|one| one.typed().is_none())
}
