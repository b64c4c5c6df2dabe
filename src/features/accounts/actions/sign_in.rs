//! Signing in, in one step or two, and out.

use zeroize::Zeroizing;

use super::{AccountError, noted_of, refused};
use crate::db::member::memberships_of;
use crate::db::person::{
    Person, credentials_named, person_of, recovery_codes_left, use_recovery_code, use_step,
};
use crate::db::session::{NewSession, Session, add_session, end_session, forget_sessions};
use crate::db::throttle::forgive;
use crate::db::{IdSource, OrganisationId, PersonId, StorageError, write};
use crate::domain::patience::{MANY, WHOLE};
use crate::domain::totp;
use crate::domain::typed_code::TypedCode;
use crate::features::accounts::Accounts;
use crate::infra::app::Ctx;
use crate::infra::http::{token_hash, token_of_chance};
use crate::infra::shown_again::{self, Again, whose};

/// Somebody who signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The token of the session.
    pub token: String,
    /// Whether the second factor is still to be shown.
    pub code_is_due: bool,
}

/// Counts a try before it is made.
async fn admitted(desk: &Accounts, ctx: &Ctx, whose: [u8; 32]) -> Result<(), AccountError> {
    match shown_again::admitted(ctx, desk.web.scope, whose).await? {
        Some(until) => Err(AccountError::Wait(Some(until))),
        None => Ok(()),
    }
}

/// Whether somebody who is signed in has shown the password again, for what asks for it.
pub(super) async fn confirmed(
    desk: &Accounts,
    ctx: &Ctx,
    id: PersonId,
    password: Zeroizing<String>,
) -> Result<Person, AccountError> {
    let who = (desk.web.scope, id);
    match shown_again::shown_again(ctx, &desk.passwords, who, password).await? {
        Again::Shown(person) => Ok(*person),
        Again::Wrong => Err(refused("current", "current")),
        Again::Wait(until) => Err(AccountError::Wait(Some(until))),
    }
}

/// Signs in by name and password. Who is not known and who typed a wrong password are told the same, after the same work.
pub async fn sign_in(
    desk: &Accounts,
    ctx: &Ctx,
    (sign_in_name, password): (&str, Zeroizing<String>),
    before: Option<&Session>,
) -> Result<SignedIn, AccountError> {
    let (home, master) = (desk.web.scope, &ctx.app.master);
    let whose = whose(ctx, "sign-in", sign_in_name);
    admitted(desk, ctx, whose).await?;
    let found = credentials_named(ctx.app.db.reads(), home, master, sign_in_name).await?;
    let kept = found.as_ref().map(|found| found.password.clone());
    let is_kept = desk.passwords.is_kept(password, kept).await;
    let Some(found) = found.filter(|_| is_kept) else {
        return Err(refused("sign_in_name", "wrong"));
    };
    let code_is_due = found.second_factor_on;
    let chosen = only_organisation(ctx, found.person).await?;
    let token = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let failed = forgive(txn, home, whose).await?;
        noted_after(txn, ctx, found.person, failed).await?;
        forget_sessions(txn, home, ctx.now - WHOLE).await?;
        // A token that was there before signing in is worth nothing after it.
        if let Some(before) = before {
            end_session(txn, home, (before.person, before.id)).await?;
        }
        let new = (found.person, chosen, !code_is_due);
        begin(desk, txn, new, &mut ids).await
    });
    Ok(SignedIn {
        token: token.await?,
        code_is_due,
    })
}

/// Begins a session and gives its token.
pub(super) async fn begin(
    desk: &Accounts,
    txn: &sea_orm::DatabaseTransaction,
    (person, chosen, passed): (PersonId, Option<OrganisationId>, bool),
    ids: &mut dyn IdSource,
) -> Result<String, StorageError> {
    let token = token_of_chance(ids.random_secret());
    let new = NewSession {
        hash: token_hash(&token),
        person,
        chosen,
        passed,
    };
    add_session(txn, desk.web.scope, new, ids).await?;
    Ok(token)
}

/// Notes that somebody came in after tries that failed, where they were so many that somebody else may have made them. That a
/// try fails is noted nowhere before: the same must be done for names that exist and names that do not.
async fn noted_after(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    person: PersonId,
    failed: i32,
) -> Result<(), StorageError> {
    if failed < MANY {
        return Ok(());
    }
    let what = ("signed-in-after-tries", failed.to_string());
    noted_of(txn, ctx, person, (what.0, &what.1)).await
}

async fn only_organisation(
    ctx: &Ctx,
    person: PersonId,
) -> Result<Option<OrganisationId>, StorageError> {
    let all = memberships_of(ctx.app.db.reads(), person).await?;
    let mut active = all.iter().filter(|member| member.disabled_at.is_none());
    let first = active.next().map(|member| member.scope.organisation());
    Ok(first.filter(|_| active.next().is_none()))
}

/// The second step: six digits of the telephone, or a recovery code. Gives a new token in the place of the old.
pub async fn second_step(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    typed: &str,
) -> Result<String, AccountError> {
    let (home, id) = (desk.web.scope, session.person);
    let whose = whose(ctx, "second-factor", &id.as_uuid().to_string());
    admitted(desk, ctx, whose).await?;
    let person = person_of(ctx.app.db.reads(), home, &ctx.app.master, id).await?;
    let token = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let is_right = match TypedCode::read(typed) {
            Some(code) => use_recovery_code(txn, home, id, code.hash()).await?,
            None => match step_of(ctx, &person, typed) {
                Some(step) => use_step(txn, home, id, step).await?,
                None => false,
            },
        };
        if !is_right || !end_session(txn, home, (id, session.id)).await? {
            return Err(refused("code", "second-factor"));
        }
        let failed = forgive(txn, home, whose).await?;
        noted_after(txn, ctx, id, failed).await?;
        Ok(begin(desk, txn, (id, session.chosen, true), &mut ids).await?)
    });
    token.await
}

/// The step of the digits that were typed, where they fit.
pub(super) fn step_of(ctx: &Ctx, person: &Person, typed: &str) -> Option<i64> {
    let secret = person.second_factor.as_ref()?;
    totp::accepted(secret, typed, ctx.now.timestamp(), person.last_step)
}

/// Signs out.
pub async fn sign_out(desk: &Accounts, ctx: &Ctx, session: &Session) -> Result<(), AccountError> {
    let home = desk.web.scope;
    let ended = (session.person, session.id);
    write(&ctx.app.db, async |txn| end_session(txn, home, ended).await).await?;
    Ok(())
}

/// How many recovery codes are left.
pub async fn codes_left(desk: &Accounts, ctx: &Ctx, id: PersonId) -> Result<u64, AccountError> {
    Ok(recovery_codes_left(ctx.app.db.reads(), desk.web.scope, id).await?)
}
