//! Deciding about what came in: all that was chosen or nothing, each with its reason, none by itself.

use std::collections::BTreeMap;

use sea_orm::DatabaseTransaction;

use super::{RULES, audit, is_own, is_sealed, tests_of};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    Came, PairedLine, Review, Who, codes_of, set_state, submission_numbered,
};
use crate::db::{IdSource, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::log::{EventError, Happening, Number};
use crate::domain::review::{Decision, ReasonCode, ReviewState, WrongDecision as Wrong};
use crate::infra::accepting::{accept, decided, subject_of, take_back};
use crate::infra::action::{ActionError, FieldProblem, by, noted, still_may};
use crate::infra::app::Ctx;
pub use crate::infra::checkers::others_may_check;
use crate::infra::telling::{News, tell_soon};

/// Words to an observer are no longer than this.
const LONGEST_WORDS: usize = 2_000;
/// More at once is not looked at by anybody.
const MOST_AT_ONCE: usize = 50;

/// What is to become of what was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Of what it becomes.
    pub to: ReviewState,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// In words, for whoever sent it.
    pub words: Option<String>,
}

/// Who may decide about one that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checker {
    /// Somebody who did not send it.
    Another,
    /// Who sent it, because nobody else of the organisation may check. It is printed.
    Alone,
    /// Somebody else must: the actor sent it, and there is somebody else.
    SomebodyElse,
}

/// Who the actor is to something that came in.
#[must_use]
pub fn checker(ctx: &Ctx, came: &Came, (codes, others): (&BTreeMap<String, Who>, bool)) -> Checker {
    match (is_own(ctx, came, codes), others) {
        (false, _) => Checker::Another,
        (true, false) => Checker::Alone,
        (true, true) => Checker::SomebodyElse,
    }
}

/// Reads what a form chose.
///
/// # Errors
/// Every field that does not do.
pub fn choice(decision: &str, reason: &str, words: &str) -> Result<Choice, ActionError> {
    let mut fields = crate::infra::action::Fields::default();
    let to = ReviewState::of_word(decision).filter(|to| *to != ReviewState::Received);
    let to = fields.choice("decision", decision, |_| to);
    let of_word = |word: &str| {
        let all = ReasonCode::ALL.into_iter();
        let mut all = all.filter(|reason| reason_word(*reason) == word);
        all.next()
    };
    let reason = match reason {
        "" => None,
        word => fields.choice("reason", word, of_word),
    };
    let words = fields.optional("words", words, LONGEST_WORDS);
    fields.done(Choice {
        to: to.unwrap_or_default(),
        // What is accepted needs no reason; one that was left chosen in the form means nothing.
        reason: reason.filter(|_| to != Some(ReviewState::Accepted)),
        words,
    })
}

/// The word of a reason: `photograph_missing`.
#[must_use]
pub fn reason_word(reason: ReasonCode) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Decides about everything that was chosen, or about nothing where one of them cannot be decided so.
///
/// # Errors
/// [`ActionError::Invalid`] with what is wrong with which; [`ActionError::NotThere`]; those of the database.
pub async fn decide(
    ctx: &Ctx,
    code: &str,
    numbers: &[i64],
    choice: &Choice,
) -> Result<(), ActionError> {
    ctx.require(Permission::CheckVisits)?;
    if numbers.is_empty() || numbers.len() > MOST_AT_ONCE {
        return Err(ActionError::field("form", "checking-choose-some"));
    }
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::CheckVisits).await?;
        let mut ids = ctx.ids();
        let line = audit(txn, ctx, (code, Permission::CheckVisits)).await?;
        let codes = codes_of(txn, ctx.scope, &ctx.app.master, line.id).await?;
        let tests = tests_of(txn, ctx, &line).await?;
        let others = others_may_check(txn, ctx).await?;
        let mut wrong = Vec::new();
        for number in numbers {
            let came = came(txn, ctx, &line, *number).await?;
            let who = checker(ctx, &came, (&codes, others));
            match refused(&came, &tests, (who, choice)) {
                Some(problem) => wrong.push(problem),
                None => one(txn, ctx, (&line, &came), choice, &mut ids).await?,
            }
        }
        if !wrong.is_empty() {
            return Err(ActionError::Invalid(wrong));
        }
        tell_soon(txn, ctx, (News::Checked, line.id), numbers).await?;
        noted(txn, ctx, ("visits-checked", line.code.as_str()), &mut ids).await
    })
    .await
}

async fn came(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    line: &AuditLine,
    number: i64,
) -> Result<Came, ActionError> {
    let found = submission_numbered(txn, ctx.scope, &ctx.app.master, (line.id, number)).await?;
    found.ok_or(ActionError::NotThere)
}

/// Why one of them cannot be decided so.
fn refused(
    came: &Came,
    tests: &[PairedLine],
    (who, choice): (Checker, &Choice),
) -> Option<FieldProblem> {
    let label = came.line.label();
    let problem = |field: &str, why: &'static str, about: Vec<(&'static str, String)>| {
        let mut all = vec![("number", label.clone())];
        all.extend(about);
        // All that cannot be decided so are told, not the first alone.
        let field = if field == "form" { &label } else { field };
        Some(FieldProblem {
            field: field.to_owned(),
            why,
            about: all,
        })
    };
    if is_sealed(came, tests) {
        return problem("form", "checking-is-sealed", Vec::new());
    }
    if who == Checker::SomebodyElse {
        return problem("form", "checking-somebody-else", Vec::new());
    }
    let decision = Decision {
        to: choice.to,
        reason: choice.reason,
        words: choice.words.clone(),
        by: String::new(),
        at: chrono::DateTime::UNIX_EPOCH,
    };
    match decision.check(came.line.state) {
        Ok(()) => None,
        Err(wrong @ Wrong::CannotBecome { .. }) => {
            let from = came.line.state.word().to_owned();
            problem("form", wrong.code(), vec![("from", from)])
        }
        Err(wrong @ (Wrong::NeedsReason | Wrong::ReasonDoesNotFit)) => {
            problem("reason", wrong.code(), Vec::new())
        }
        Err(wrong @ Wrong::NeedsWords) => problem("words", wrong.code(), Vec::new()),
    }
}

/// One decision, in the transaction of all.
async fn one(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, came): (&AuditLine, &Came),
    choice: &Choice,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let review = Review {
        to: choice.to,
        reason: choice.reason,
        note: choice.words.clone(),
        by: by(ctx),
        rules: RULES,
        decided_at: ctx.now,
    };
    if choice.to == ReviewState::Accepted {
        let first = corrected(txn, ctx, (line, came)).await?;
        accept(txn, ctx, line, came, &mut *ids).await?;
        if let Some(first) = first {
            let aside = (line, &first, came.line.label());
            stepped_aside(txn, ctx, (aside.0, aside.1, &aside.2), &mut *ids).await?;
        }
    } else {
        take_back(txn, ctx, line, came, &mut *ids).await?;
        set_state(txn, ctx.scope, came.line.id, (choice.to, None)).await?;
    }
    decided(txn, ctx, (line, came), &review, &mut *ids).await?;
    if choice.to == ReviewState::Withdrawn {
        withdrawn(txn, ctx, (line, came), choice.reason, ids).await?;
    }
    Ok(())
}

/// The one that is corrected, while it was not taken back: accepting the correction takes it back.
async fn corrected(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, came): (&AuditLine, &Came),
) -> Result<Option<Came>, ActionError> {
    let Some(number) = came.line.corrects else {
        return Ok(None);
    };
    let first = submission_numbered(txn, ctx.scope, &ctx.app.master, (line.id, number)).await?;
    Ok(first.filter(|first| first.line.state != ReviewState::Withdrawn))
}

/// That another one stands in its place now, among the decisions about it: it stays to be read.
async fn stepped_aside(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, first, by_label): (&AuditLine, &Came, &str),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let said = (ctx.app.words).say("checking-corrected-by", &[("number", by_label)]);
    let review = Review {
        to: ReviewState::Withdrawn,
        reason: Some(ReasonCode::Other),
        note: Some(said),
        by: by(ctx),
        rules: RULES,
        decided_at: ctx.now,
    };
    decided(txn, ctx, (line, first), &review, ids).await?;
    Ok(())
}

/// Tells the evidence log that an observation no longer counts because whoever gave it took it back.
pub(super) async fn withdrawn(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, came): (&AuditLine, &Came),
    reason: Option<ReasonCode>,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let unfit = |error: EventError| StorageError::Log(error.to_string());
    let withdraws = Number::try_from(came.line.log_seq).map_err(unfit)?;
    let reason = reason_word(reason.unwrap_or(ReasonCode::Other)).replace('_', "-");
    let reason = Code::parse(&reason).map_err(StorageError::Log)?;
    let subject = subject_of(txn, ctx, (line, came.line.client_id), &mut *ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    let told = ctx.record(txn, ids, fact, |_| Happening::ObservationWithdrawn {
        withdraws,
        reason,
    });
    let _seq: u64 = told.await?;
    Ok(())
}
