//! The desk of the party: it is let in by its link or its code, sees the findings that it was asked about and nothing else, and
//! answers each of them. A later answer stands beside the earlier one.

use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;

use super::answering::{LONGEST, office, refused};
use super::desk::{Asked, Desk, gathered, label};
use super::files::{Stored, answer_told};
use super::mails::{address, tell_leads};
use super::{Given, field, mailed, value_of};
use crate::db::audit::{AuditLine, audits_of};
use crate::db::findings::{
    Claims, Door, KeptProblem, PassKind, ReplyPass, add_answer, add_pass_at, add_problem_step,
    close_passes, door_of, keep_typing, pass_with, problems_of, round_numbered, save_round,
    typing_of,
};
use crate::db::organisation::organisation_of;
use crate::db::throttle::forgive;
use crate::db::{IdSource, load_case_within, read, write};
use crate::domain::actor::Actor;
use crate::domain::code::Code;
use crate::domain::follow_up::{ProblemState, ProblemStep};
use crate::domain::log::Happening;
use crate::domain::reply::{About, Answer, HowGiven, ProofKind, ProofOfService, ReplyState};
use crate::domain::typed_code::TypedCode;
use crate::features::replies::Replies;
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;
use crate::infra::asked::keep;
use crate::infra::http::{Arrival, token_hash, token_of_chance};
use crate::infra::mail::{FixClaimed, ReplyReceived};
use crate::infra::shown_again::{admitted, whose};

/// For how long a party is let in; then it shows link or code again.
pub const LASTS: TimeDelta = TimeDelta::hours(12);

/// What came of showing a link or code. Each holds the token of its pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// Whoever showed it is in.
    In(String),
    /// It went by mail, and this browser shows it for the first time: a code is mailed, and waited for.
    Waits(String),
}

/// Exchanges a link's token or a typed code for a pass. Neither is used up. `known` is what a browser shows that was asked
/// for a mailed code before. That the link was opened shows that the notice arrived.
///
/// # Errors
/// Told at the field `code` where it opens nothing, or where there were too many tries.
pub async fn enter(
    replies: &Replies,
    ctx: &Ctx,
    (arrival, typed): (Arrival, &str),
    known: Option<&str>,
) -> Result<Entered, ActionError> {
    let home = replies.web.scope;
    let wrong = || ActionError::field("code", "replies-code-wrong");
    if !replies.web.admits(arrival) {
        return Err(ActionError::field("code", "replies-code-network"));
    }
    // A code can be guessed at, however long it takes; a token of 256 bits cannot. Tries are counted by the network they
    // come from, in the database, so that a restart forgives nothing.
    let code = TypedCode::read(typed);
    let network = arrival
        .address
        .map(|one| one.to_string())
        .unwrap_or_default();
    let whose = whose(ctx, "reply", &network);
    if code.is_some()
        && let Some(until) = admitted(ctx, home, whose).await?
    {
        let until = until.format("%H:%M:%S UTC").to_string();
        let about = vec![("until", until)];
        return Err(ActionError::about("code", "replies-code-wait", about));
    }
    let secret = match &code {
        Some(code) => code.hash(),
        None => token_hash(typed.trim()),
    };
    let door = door_of(ctx.app.db.reads(), secret).await?;
    let door = door.ok_or_else(wrong)?;
    let mailbox = mailed::asks(ctx, &door, known).await?;
    if mailbox.is_some() {
        mailed::counted(replies, ctx, (door.audit, door.round)).await?;
    }
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        // The link may have been taken back meanwhile.
        let door = door_of(txn, secret).await?.ok_or_else(wrong)?;
        if code.is_some() {
            forgive(txn, home, whose).await?;
        }
        if let Some(mailbox) = &mailbox {
            let token = mailed::waits(replies, txn, ctx, (door, mailbox), &mut ids).await?;
            return Ok(Entered::Waits(token));
        }
        Ok(Entered::In(let_in(txn, ctx, door, &mut ids).await?))
    })
    .await
}

/// Lets somebody in; gives the token of the pass.
pub(super) async fn let_in(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    door: Door,
    ids: &mut dyn IdSource,
) -> Result<String, ActionError> {
    let token = token_of_chance(ids.random_secret());
    let made = (token_hash(&token), ctx.now + LASTS);
    let pass = add_pass_at(txn, door, (PassKind::Opens, made), &mut *ids).await?;
    served(txn, ctx, &pass, ids).await?;
    Ok(token)
}

/// Notes the first time that somebody came in.
async fn served(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    pass: &ReplyPass,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let at = (pass.audit, pass.round);
    let (scope, master) = (pass.scope, &ctx.app.master);
    let kept = round_numbered(txn, scope, master, at).await?;
    let mut round = kept.ok_or(ActionError::NotThere)?.round;
    if round
        .proofs
        .iter()
        .any(|one| one.kind == ProofKind::LinkOpened)
    {
        return Ok(());
    }
    round.proofs.push(ProofOfService {
        kind: ProofKind::LinkOpened,
        on: super::today(ctx),
        evidence: None,
        note: None,
    });
    Ok(save_round(txn, scope, master, (at, &round), ids).await?)
}

/// What a party sees.
#[derive(Debug)]
pub struct Party {
    /// In whose part of the database it acts.
    pub ctx: Ctx,
    /// The audit, with everything that was asked; it is shown its own round alone.
    desk: Desk,
    /// Its round.
    number: u32,
    /// Who asks.
    pub organisation: String,
    /// What it was typing and did not send.
    pub typing: Vec<Answer>,
    /// Problems that it is to fix, of its findings.
    pub problems: Vec<KeptProblem>,
}

/// Somebody who was let in; nothing where the pass has lapsed.
///
/// # Errors
/// Those of the database.
pub async fn party(replies: &Replies, token: &str) -> Result<Option<Party>, ActionError> {
    let now = replies.web.begin();
    let conn = now.app.db.reads();
    let Some(pass) = pass_with(conn, token_hash(token), now.now).await? else {
        return Ok(None);
    };
    let ctx = Ctx {
        scope: pass.scope,
        actor: Actor::Public,
        ..now
    };
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let conn = ctx.app.db.reads();
    let lines = audits_of(conn, scope).await?;
    let Some(line) = lines.into_iter().find(|one| one.id == pass.audit) else {
        return Ok(None);
    };
    let audit = line.id;
    let case = read(&ctx.app.db, async |txn| {
        load_case_within(txn, scope, master, audit).await
    });
    let case = case.await?;
    let desk = gathered(conn, &ctx, line, case).await?;
    let typing = typing_of(conn, scope, master, (audit, pass.round)).await?;
    let organisation = organisation_of(conn, scope).await?.name;
    let mut problems = problems_of(conn, scope, master, (audit, Claims::Read)).await?;
    let asked = desk.round(pass.round)?;
    let round = &asked.kept.round;
    let sent = asked.kept.invited.iter();
    let named: Vec<Code> = sent
        .flat_map(|one| &one.recommendations)
        .flat_map(|one| one.recommendation.findings.clone())
        .collect();
    let own = |one: &KeptProblem| {
        let finding = &one.problem.finding;
        let about = About::Finding(finding.clone());
        let asked = round.about.contains(&about) || named.contains(finding);
        one.problem.body == round.party && asked
    };
    problems.retain(own);
    Ok(Some(Party {
        number: pass.round,
        ctx,
        desk,
        organisation,
        typing,
        problems,
    }))
}

impl Party {
    /// Its round.
    ///
    /// # Errors
    /// [`ActionError::NotThere`], which does not happen: it was there when the pass was shown.
    pub fn asked(&self) -> Result<&Asked, ActionError> {
        self.desk.round(self.number)
    }

    /// The audit and its rules, for whoever words what it sees.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What it is asked about under a label of its round: `F-01`.
    ///
    /// # Errors
    /// [`ActionError::NotThere`] for everything else, whether there is such a finding or not.
    pub fn about(&self, name: &str) -> Result<About, ActionError> {
        let asked = self.asked()?;
        let mut all = asked.kept.round.about.iter();
        let found = all.find(|one| label(one) == name);
        found.cloned().ok_or(ActionError::NotThere)
    }

    fn line(&self) -> &AuditLine {
        &self.desk.line
    }
}

/// Takes an answer in, or keeps what was typed for later. The document that came with it is kept with it.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn answer(
    replies: &Replies,
    party: &Party,
    (about, given): (&About, &Given),
    file: Option<Stored>,
) -> Result<(), ActionError> {
    let ctx = &party.ctx;
    let outcome = write(&ctx.app.db, async |txn| {
        answered(replies, party, txn, (about, given), file.as_ref()).await
    });
    let outcome = outcome.await;
    if let (Err(_), Some(file)) = (&outcome, file) {
        file.dropped(ctx).await;
    }
    outcome
}

async fn answered(
    replies: &Replies,
    party: &Party,
    txn: &DatabaseTransaction,
    (about, given): (&About, &Given),
    file: Option<&Stored>,
) -> Result<(), ActionError> {
    let (ctx, line, asked) = (&party.ctx, party.line(), party.asked()?);
    let (scope, master, number) = (ctx.scope, &ctx.app.master, party.number);
    let at = (line.id, number);
    let mut ids = ctx.ids();
    let keeps = field(given, "do") == "keep";
    let mut fields = Fields::default();
    let state: Option<ReplyState> = fields.choice("state", field(given, "state"), value_of);
    let text = fields
        .optional("text", field(given, "text"), LONGEST)
        .unwrap_or_default();
    // What is kept for later may lack it.
    let by = office(&mut fields, given, Some(about).filter(|_| !keeps));
    let state = fields.done(state)?.ok_or(ActionError::NotThere)?;
    let mut typing = typing_of(txn, scope, master, at).await?;
    let before = typing.iter().position(|one| one.about == *about);
    let before = before.map(|at| typing.remove(at));
    let mut answer = Answer {
        about: about.clone(),
        state,
        by,
        text,
        documents: before.map(|one| one.documents).unwrap_or_default(),
        received_on: super::today(ctx),
        how: HowGiven::Desk,
    };
    if let Some(file) = file {
        let code = file.keep(txn, ctx, (line, number), &mut ids).await?;
        answer.documents.push(code);
    }
    if keeps {
        typing.push(answer);
    } else {
        answer.check(&asked.kept.round).map_err(refused)?;
        let which = add_answer(txn, scope, master, (at, &answer, 0), &mut ids).await?;
        answer_told(txn, ctx, (line, number, which), &answer, &mut ids).await?;
        keep(txn, ctx, line, &mut ids).await?;
        let today = super::today(ctx);
        // One mail a day says that something came, however many findings are answered.
        let first = !asked
            .came
            .iter()
            .any(|one| one.by == 0 && one.received_at.date_naive() == today);
        if first {
            let letter = ReplyReceived {
                organisation: party.organisation.clone(),
                audit: line.title.clone(),
                party: party.desk.party(&asked.kept.round.party),
                link: address(replies, &format!("/checks/{}/replies/{number}", line.code)),
            };
            tell_leads(replies, txn, ctx, &letter).await?;
        }
    }
    let typing = (!typing.is_empty()).then_some(typing);
    let kept = (at, typing.as_ref());
    Ok(keep_typing(txn, scope, master, kept, &mut ids).await?)
}

/// The party says that a problem is fixed. That is a claim; somebody who has not seen it looks again.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`] for a problem that is not its own; those of the database.
pub async fn fixed(
    replies: &Replies,
    party: &Party,
    (number, given): (u32, &Given),
) -> Result<(), ActionError> {
    let ctx = &party.ctx;
    let mut all = party.problems.iter();
    let kept = all
        .find(|one| one.number == number)
        .ok_or(ActionError::NotThere)?;
    let mut fields = Fields::default();
    let today = super::today(ctx);
    let on = super::day_gone(&mut fields, given, "on", today);
    let words = fields.text("words", field(given, "words"), 2_000);
    fields.done(())?;
    let step = ProblemStep {
        to: ProblemState::ClaimedFixed,
        on,
        visit: None,
        evidence: Vec::new(),
        words: Some(words),
    };
    let after = kept.problem.after(step.clone(), today);
    after.map_err(|wrong| ActionError::field("on", wrong.key()))?;
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = party.line();
        let one = ((line.id, number), &step, 0);
        add_problem_step(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        problem_told(txn, ctx, (line, number), &step, &mut ids).await?;
        let letter = FixClaimed {
            organisation: party.organisation.clone(),
            audit: line.title.clone(),
            finding: kept.problem.finding.as_str().to_uppercase(),
            link: address(replies, &format!("/checks/{}/follow-up", line.code)),
        };
        tell_leads(replies, txn, ctx, &letter).await?;
        Ok(())
    })
    .await
}

/// Tells the evidence log what became of a problem.
pub(super) async fn problem_told(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, number): (&AuditLine, u32),
    step: &ProblemStep,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let state = step.to.code().replace('_', "-");
    let state = Code::parse(&state).map_err(|_| ActionError::NotThere)?;
    let name = format!("problem/{number}");
    let record = Some(("step", super::text_of(step)));
    let says = |opening: &crate::domain::log::Opening| Happening::ProblemRecorded {
        record: opening.record_commitment(),
        state,
    };
    Ok(super::told(txn, ctx, (line, &name), record, says, ids).await?)
}

/// Whoever was let in goes: every pass of the round is taken away, so that nobody else goes on from the same machine.
///
/// # Errors
/// Those of the database.
pub async fn leave(party: &Party) -> Result<(), ActionError> {
    let ctx = &party.ctx;
    let at = (party.line().id, party.number);
    write(&ctx.app.db, async |txn| {
        Ok(close_passes(txn, ctx.scope, at).await?)
    })
    .await
}
