//! One's own account: password, second factor, sessions, tokens, the organisation at work in. What changes how one signs
//! in asks for the password again.

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::sign_in::{begin, confirmed, step_of};
use super::{
    AccountError, fresh_code, good_password, line, noted, refused, still_may, tell_of_change,
};
use crate::db::api_token::{ApiToken, NewToken, add_token, revoke_token, tokens_of};
use crate::db::member::{Membership, membership_numbered};
use crate::db::organisation::organisation_named;
use crate::db::person::{
    Person, person_of, put_recovery_codes, set_password, set_second_factor, use_step,
};
use crate::db::session::{Session, choose, end_session, end_sessions, sessions_of};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::totp;
use crate::features::accounts::Accounts;
use crate::infra::app::Ctx;
use crate::infra::http::{TOKEN_HEAD, token_hash, token_of_chance};

/// How many recovery codes there are.
const CODES: usize = 10;
/// How long a token is good.
const TOKEN: TimeDelta = TimeDelta::days(365);

/// Somebody's own account.
pub async fn whoami(desk: &Accounts, ctx: &Ctx, session: &Session) -> Result<Person, AccountError> {
    ctx.require(Permission::SignedIn)?;
    let conn = ctx.app.db.reads();
    Ok(person_of(conn, desk.web.scope, &ctx.app.master, session.person).await?)
}

/// Where somebody is signed in.
pub async fn sessions(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
) -> Result<Vec<Session>, AccountError> {
    ctx.require(Permission::SignedIn)?;
    Ok(sessions_of(ctx.app.db.reads(), desk.web.scope, session.person).await?)
}

/// Ends one of one's own sessions.
pub async fn end_one(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    reference: &str,
) -> Result<(), AccountError> {
    let all = sessions(desk, ctx, session).await?;
    let found = all.into_iter().find(|one| one.reference == reference);
    let ended = found.ok_or(AccountError::NotThere)?;
    let (home, ended) = (desk.web.scope, (session.person, ended.id));
    write(&ctx.app.db, async |txn| end_session(txn, home, ended).await).await?;
    Ok(())
}

/// Changes the password: every session ends, and the one at hand goes on under a new token.
pub async fn change_password(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    (current, password): (Zeroizing<String>, Zeroizing<String>),
) -> Result<String, AccountError> {
    ctx.require(Permission::SignedIn)?;
    let person = confirmed(desk, ctx, session.person, current).await?;
    good_password(&password, &[&person.sign_in_name])?;
    let kept = desk
        .passwords
        .kept(password, ctx.app.surroundings.seed())
        .await;
    let home = desk.web.scope;
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        set_password(txn, home, person.id, kept.clone()).await?;
        end_sessions(txn, home, person.id).await?;
        tell_of_change(desk, txn, ctx, (&person, "password")).await?;
        Ok(begin(desk, txn, (person.id, session.chosen, true), &mut ids).await?)
    })
    .await
}

/// Begins to set up the second factor: a new secret, to be confirmed with a code.
pub async fn begin_factor(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    current: Zeroizing<String>,
) -> Result<(), AccountError> {
    ctx.require(Permission::SignedIn)?;
    let person = confirmed(desk, ctx, session.person, current).await?;
    // The old one counts until it is dropped on purpose: half a set-up must not take it away.
    if person.second_factor_on {
        return Err(refused("current", "factor-on"));
    }
    let (home, master) = (desk.web.scope, &ctx.app.master);
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let chance = ids.random_secret();
        let secret = Some(&chance[..totp::SECRET]);
        set_second_factor(txn, home, master, (person.id, secret), &mut ids).await
    })
    .await?;
    Ok(())
}

/// Confirms the second factor with its first code; gives the recovery codes, which are shown once.
pub async fn confirm_factor(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    typed: &str,
) -> Result<Vec<String>, AccountError> {
    let person = whoami(desk, ctx, session).await?;
    let step = step_of(ctx, &person, typed).filter(|_| !person.second_factor_on);
    let step = step.ok_or_else(|| refused("code", "second-factor"))?;
    write(&ctx.app.db, async |txn| {
        if !use_step(txn, desk.web.scope, person.id, step).await? {
            return Err(refused("code", "second-factor"));
        }
        tell_of_change(desk, txn, ctx, (&person, "second-factor")).await?;
        new_codes(desk, txn, ctx, &person).await
    })
    .await
}

/// Drops the second factor.
pub async fn drop_factor(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    current: Zeroizing<String>,
) -> Result<(), AccountError> {
    ctx.require(Permission::SignedIn)?;
    let person = confirmed(desk, ctx, session.person, current).await?;
    let (home, master) = (desk.web.scope, &ctx.app.master);
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        set_second_factor(txn, home, master, (person.id, None), &mut ids).await?;
        tell_of_change(desk, txn, ctx, (&person, "second-factor")).await
    })
    .await
}

/// New recovery codes in the place of the old, shown once.
pub async fn renew_codes(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    current: Zeroizing<String>,
) -> Result<Vec<String>, AccountError> {
    ctx.require(Permission::SignedIn)?;
    let person = confirmed(desk, ctx, session.person, current).await?;
    if !person.second_factor_on {
        return Err(AccountError::NotThere);
    }
    write(&ctx.app.db, async |txn| {
        tell_of_change(desk, txn, ctx, (&person, "recovery-codes")).await?;
        new_codes(desk, txn, ctx, &person).await
    })
    .await
}

async fn new_codes(
    desk: &Accounts,
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    person: &Person,
) -> Result<Vec<String>, AccountError> {
    let mut ids = ctx.ids();
    let codes: Vec<_> = (0..CODES).map(|_| fresh_code(&mut ids)).collect();
    let hashes: Vec<_> = codes.iter().map(|code| code.hash()).collect();
    put_recovery_codes(txn, desk.web.scope, person.id, &hashes, &mut ids).await?;
    Ok(codes.iter().map(|code| code.written()).collect())
}

/// Goes to work in another of one's organisations.
pub async fn choose_organisation(
    desk: &Accounts,
    ctx: &Ctx,
    (session, memberships): (&Session, &[Membership]),
    code: &str,
) -> Result<(), AccountError> {
    ctx.require(Permission::SignedIn)?;
    let code = Code::parse(code).map_err(|_| AccountError::NotThere)?;
    let found = organisation_named(ctx.app.db.reads(), &code).await?;
    let found = found.map(|organisation| organisation.id);
    let is_own = |id| memberships.iter().any(|m| m.scope.organisation() == id);
    let organisation = found
        .filter(|id| is_own(*id))
        .ok_or(AccountError::NotThere)?;
    let (home, id) = (desk.web.scope, session.id);
    write(&ctx.app.db, async |txn| {
        choose(txn, home, id, organisation).await
    })
    .await?;
    Ok(())
}

async fn own_membership(ctx: &Ctx) -> Result<Membership, AccountError> {
    let number = ctx.actor.number().ok_or(AccountError::NotThere)?;
    let member = membership_numbered(ctx.app.db.reads(), ctx.scope, number).await?;
    member.ok_or(AccountError::NotThere)
}

/// The tokens of whoever asks, in the organisation at work in.
pub async fn tokens(ctx: &Ctx) -> Result<Vec<ApiToken>, AccountError> {
    ctx.require(Permission::ReadAudits)?;
    let member = own_membership(ctx).await?;
    let asked = (member.id, ctx.now);
    Ok(tokens_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master, asked).await?)
}

/// Makes a token for a program, shown once. Only who may change audits makes one that writes.
pub async fn make_token(
    desk: &Accounts,
    ctx: &Ctx,
    session: &Session,
    (name, writes): (&str, bool),
    current: Zeroizing<String>,
) -> Result<String, AccountError> {
    let needed = match writes {
        true => Permission::ChangeAudits,
        false => Permission::ReadAudits,
    };
    ctx.require(needed)?;
    let name = line("token_name", name)?;
    let person = confirmed(desk, ctx, session.person, current).await?;
    let member = own_membership(ctx).await?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, needed).await?;
        let mut ids = ctx.ids();
        let token = format!("{TOKEN_HEAD}{}", token_of_chance(ids.random_secret()));
        let new = NewToken {
            member: member.id,
            name,
            hash: token_hash(&token),
            until: ctx.now + TOKEN,
            writes,
        };
        add_token(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        noted(txn, ctx, ("token-made", ""), &mut ids).await?;
        tell_of_change(desk, txn, ctx, (&person, "token")).await?;
        Ok(token)
    })
    .await
}

/// Takes a token back.
pub async fn take_token_back(ctx: &Ctx, reference: &str) -> Result<(), AccountError> {
    ctx.require(Permission::SignedIn)?;
    let member = own_membership(ctx).await?;
    let all = tokens(ctx).await?;
    let found = all.into_iter().find(|token| token.reference == reference);
    let token = found.ok_or(AccountError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        revoke_token(txn, ctx.scope, (member.id, token.id), ctx.now).await?;
        Ok(noted(txn, ctx, ("token-revoked", ""), &mut ctx.ids()).await?)
    })
    .await
}
