//! The steps of the work on a finding besides writing and publishing: given to a checker, sent back, passed, withdrawn.

use crate::db::findings::{KeptFinding, KeptStep, StepWord, steps_of};
use crate::db::{remove_finding, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::finding::{Stage, Step};
use crate::domain::log::{EventError, Happening, Number};
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::asked::keep;

use super::desk::{Desk, desk};
use super::drafting::kept;
use super::{name_of, refused, taken, who};

/// The version of the rules by which findings are checked.
const RULES: u64 = 1;

/// A step that somebody chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// To a checker.
    Submit,
    /// Back to its author.
    SendBack,
    /// The checker passes it.
    Pass,
    /// It is taken back.
    Withdraw,
}

impl Chosen {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Submit, Self::SendBack, Self::Pass, Self::Withdraw];

    /// The word in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::SendBack => "send_back",
            Self::Pass => "pass",
            Self::Withdraw => "withdraw",
        }
    }

    /// The step of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    fn step(self, by: &str) -> Step {
        match self {
            Self::Submit => Step::Submit,
            Self::SendBack => Step::SendBack,
            Self::Pass => Step::Pass { by: by.to_owned() },
            Self::Withdraw => Step::Withdraw,
        }
    }

    fn taken(self) -> StepWord {
        match self {
            Self::Submit => StepWord::Submitted,
            Self::SendBack => StepWord::SentBack,
            Self::Pass => StepWord::Passed,
            Self::Withdraw => StepWord::Withdrawn,
        }
    }
}

/// Which steps the actor may take with a finding now.
#[must_use]
pub fn open_steps(ctx: &Ctx, desk: &Desk, finding: &KeptFinding) -> Vec<Chosen> {
    let me = who(ctx);
    let others = desk.others(&finding.progress.author);
    let may = |one: &Chosen| {
        let allowed = *one != Chosen::Withdraw || ctx.actor.may(Permission::ChangeAudits);
        let (step, positive) = (one.step(&me), finding.draft.positive);
        let after = finding
            .progress
            .step(&step, &me, others, positive, desk.today);
        allowed && after.is_ok()
    };
    Chosen::ALL.into_iter().filter(may).collect()
}

/// The steps that a finding took, oldest first.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn history(
    ctx: &Ctx,
    desk: &Desk,
    finding: &KeptFinding,
) -> Result<Vec<KeptStep>, ActionError> {
    ctx.require(super::WRITES)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let at = (desk.line.id, finding.number);
    Ok(steps_of(conn, ctx.scope, master, at).await?)
}

/// Takes a step. Sending back and withdrawing need their reason.
///
/// # Errors
/// Every field that does not do, and why the step cannot be taken; [`ActionError::NotThere`]; those of the database.
pub async fn take(
    ctx: &Ctx,
    code: &str,
    (number, chosen): (u32, Chosen),
    note: &str,
) -> Result<(), ActionError> {
    if chosen == Chosen::Withdraw {
        ctx.require(Permission::ChangeAudits)?;
    }
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let mut fields = Fields::default();
    let needs = matches!(chosen, Chosen::SendBack | Chosen::Withdraw);
    let note = match needs {
        true => Some(fields.text("note", note, 1_000)),
        false => fields.optional("note", note, 1_000),
    };
    fields.done(())?;
    let me = who(ctx);
    let others = desk.others(&finding.progress.author);
    let (step, positive) = (chosen.step(&me), finding.draft.positive);
    let progress = finding
        .progress
        .step(&step, &me, others, positive, desk.today);
    let now = KeptFinding {
        progress: progress.map_err(refused)?,
        ..finding.clone()
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = kept(txn, ctx, code, (finding, &now), &mut ids).await?;
        let step = (chosen.taken(), note, None);
        taken(txn, ctx, (&line, number), step, &mut ids).await?;
        let name = name_of(&now);
        match chosen {
            Chosen::Withdraw => {
                remove_finding(txn, ctx.scope, (line.id, &now.draft.id)).await?;
                keep(txn, ctx, &line, &mut ids).await?;
                let reason = code_of("taken-back")?;
                let says = |_| Happening::FindingWithdrawn { reason };
                bare(txn, ctx, (&line, &name), says, &mut ids).await?;
            }
            Chosen::Pass | Chosen::SendBack => {
                let decision = match chosen {
                    Chosen::Pass => "passed",
                    _ => "sent-back",
                };
                let (decision, reason) = (code_of(decision)?, code_of("none")?);
                let rules = Number::try_from(RULES)
                    .map_err(|error: EventError| crate::db::StorageError::Log(error.to_string()))?;
                let says = |_| Happening::ReviewDecided {
                    decision,
                    reason,
                    rules,
                };
                bare(txn, ctx, (&line, &name), says, &mut ids).await?;
            }
            Chosen::Submit => {}
        }
        noted(txn, ctx, ("findings-step", code), &mut ids).await
    })
    .await
}

fn code_of(word: &str) -> Result<Code, ActionError> {
    Code::parse(word).map_err(|_| ActionError::NotThere)
}

/// Tells the evidence log something of a finding that carries no record.
async fn bare(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    (line, name): (&crate::db::audit::AuditLine, &str),
    what: impl FnOnce(()) -> Happening,
    ids: &mut dyn crate::db::IdSource,
) -> Result<(), ActionError> {
    let subject = crate::db::log::subject_named(txn, ctx.scope, line.id, name, ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    let told = ctx.record(txn, ids, fact, |_| what(()));
    let _seq: u64 = told.await?;
    Ok(())
}

/// Whether a finding is in the report.
#[must_use]
pub fn is_published(finding: &KeptFinding) -> bool {
    finding.progress.stage == Stage::Published
}
