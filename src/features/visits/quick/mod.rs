//! The quick form: all promises on one page, for whoever was there and wants it written down. It goes the way of everything
//! else that comes in, with an instrument made from the promises; it counts at once where nobody else may check it.

mod form;

use chrono::NaiveDate;

use super::intake::{Coming, Receipt, Then, own, receive_and};
use crate::db::audit::{AuditLine, audit_named};
use crate::db::fieldwork::{Origin, add_instrument, instruments_of};
use crate::db::{IdSource, load_case, write};
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::instrument::{Asks, Channel, Instrument, Question, Step, Words, next_version};
use crate::domain::log::Digest;
use crate::domain::obligation::Obligation;
use crate::infra::accepting::in_force;
use crate::infra::action::{ActionError, by, still_may};
use crate::infra::app::Ctx;
use crate::infra::checkers::others_may_check;
use crate::infra::planned::{follow, planned_to_follow};

pub use form::VisitForm;
pub use form::observers_in;

/// The name of the instrument that the quick form asks by.
pub(super) const NAME: &str = "quick";
/// The rules by which it is decided; they change when what is looked at changes.
const RULES: u32 = 1;
/// Digits after the point of a number that is typed.
const DECIMALS: u8 = 4;

/// What can be said of a promise, in the order of the form. The empty word: nobody looked.
pub const SEEN: [(&str, SeenAs); 7] = [
    ("in_order", SeenAs::InOrder),
    ("partly", SeenAs::Partly),
    ("not_in_order", SeenAs::NotInOrder),
    ("not_found", SeenAs::NotFound),
    ("not_inspectable", SeenAs::NotInspectable),
    ("refused", SeenAs::Refused),
    ("not_applicable", SeenAs::NotApplicable),
];

/// An audit with all of it.
pub(super) async fn audit_of(ctx: &Ctx, code: &str) -> Result<(AuditLine, Case), ActionError> {
    ctx.require(Permission::RecordVisits)?;
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let line = own(audit_named(ctx.app.db.reads(), ctx.scope, &code).await?)?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    Ok((line, case))
}

/// What the quick form asks of these promises: what was seen of each, and how many or how much.
fn instrument(promises: &[&Obligation]) -> Instrument {
    let question = |id: Code, key: &str, promise: &Obligation, asks| Question {
        id,
        text: Words::key(key)
            .with("promise", &promise.promise)
            .with("unit", &promise.unit),
        help: None,
        asks,
        promise: Some(promise.id.clone()),
        required: false,
        when: None,
        photographs: 0,
        why_not: false,
    };
    let steps = SEEN.iter().filter_map(|(word, seen)| {
        Some(Step {
            id: Code::parse(&word.replace('_', "-")).ok()?,
            label: Words::key(&format!("visit-seen-{word}")),
            seen: *seen,
        })
    });
    let scale: Vec<Step> = steps.collect();
    let of = |promise: &&Obligation| {
        let scale = scale.clone();
        let seen = Asks::Condition { scale };
        let value = Asks::Measure {
            unit: promise.unit.clone(),
            min: None,
            max: None,
            decimals: DECIMALS,
        };
        let mut questions = vec![question(
            promise.id.clone(),
            "quick-ask-seen",
            promise,
            seen,
        )];
        if let Some(id) = value_question(&promise.id) {
            questions.push(question(id, "quick-ask-value", promise, value));
        }
        questions
    };
    Instrument {
        code: name(),
        version: 1,
        channel: Channel::OrdinaryVisit,
        title: Words::key("quick-title"),
        opening: None,
        questions: promises.iter().flat_map(of).collect(),
    }
}

fn name() -> Code {
    match Code::parse(NAME) {
        Ok(name) => name,
        Err(_) => unreachable!("letters are a name"),
    }
}

/// The question that takes the number of a promise.
fn value_question(promise: &Code) -> Option<Code> {
    Code::parse(&format!("{promise}-value")).ok()
}

/// The version of the quick instrument that asks about the promises of a day: one that is there, or a further one.
async fn version_for(
    ctx: &Ctx,
    audit: &AuditLine,
    case: &Case,
    day: NaiveDate,
) -> Result<u32, ActionError> {
    let promises: Vec<&Obligation> = in_force(&case.obligations, day).collect();
    let draft = instrument(&promises);
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let all = instruments_of(txn, ctx.scope, audit.id).await?;
        let ours = all.into_iter().filter(|one| one.code == draft.code);
        let ours: Vec<Instrument> = ours.collect();
        let same = ours.iter().find(|one| one.questions == draft.questions);
        if let Some(same) = same {
            return Ok(same.version);
        }
        let next = match ours.last() {
            Some(last) => next_version(last, &draft).unwrap_or_else(|| draft.clone()),
            None => draft.clone(),
        };
        let mut ids = ctx.ids();
        let sha256 = hash_of(&next);
        let made = (audit.id, by(ctx));
        add_instrument(txn, ctx.scope, made, (&next, sha256), &mut ids).await?;
        let mut planned = planned_to_follow(txn, ctx, audit).await?;
        follow(txn, ctx, &mut planned, &mut ids).await?;
        Ok(next.version)
    })
    .await
}

/// SHA-256 of an instrument's canonical JSON.
#[must_use]
pub fn hash_of(instrument: &Instrument) -> Digest {
    // A value of the domain has text for keys and no floats: it always has a canonical form.
    let bytes = serde_json_canonicalizer::to_vec(instrument).unwrap_or_default();
    Digest::of(&[&bytes])
}

/// Whether what the actor sends by the quick form counts at once: they lead the audit, and nobody else may check it.
///
/// # Errors
/// Those of the database.
pub(super) async fn counts_at_once(ctx: &Ctx) -> Result<bool, ActionError> {
    Ok(leads(ctx) && !others_may_check(ctx.app.db.reads(), ctx).await?)
}

fn leads(ctx: &Ctx) -> bool {
    ctx.actor.may(Permission::ChangeAudits) && ctx.actor.may(Permission::CheckVisits)
}

/// Takes in what the quick form says. It waits for somebody else who checks it. Where there is nobody else, whoever leads the
/// audit lets it count at once, and it is said that one person checked it.
///
/// # Errors
/// Everything that is wrong with the form.
pub async fn record(ctx: &Ctx, code: &str, form: &VisitForm) -> Result<Receipt, ActionError> {
    ctx.require(Permission::RecordVisits)?;
    let (audit, case) = audit_of(ctx, code).await?;
    let (mut submission, day) = form.read(&case, ctx.now.date_naive())?;
    submission.instrument = name();
    submission.version = version_for(ctx, &audit, &case, day).await?;
    let mut ids = ctx.ids();
    let coming = Coming {
        client_id: uuid::Builder::from_random_bytes(ids.random_bytes()).into_uuid(),
        origin: Origin::Web,
        submission,
        corrects: None,
        files: Vec::new(),
    };
    let then = match leads(ctx) {
        true => Then::AcceptAlone { rules: RULES },
        false => Then::Wait,
    };
    Ok(receive_and(ctx, &coming, then).await?)
}
