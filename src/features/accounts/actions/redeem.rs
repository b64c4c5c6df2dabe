//! Using a link: to begin an organisation, to join one, to choose a new password. Each works once.

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::settings::record_imprint;
use super::{AccountError, fresh_code, good_password, line, noted, refused, tell_of_change};
use crate::db::member::{add_member, has_members};
use crate::db::organisation::{Imprint, name_organisation, organisation_of};
use crate::db::person::{add_person, person_of, set_password};
use crate::db::session::{NewSession, Session, add_session, choose, end_sessions};
use crate::db::ticket::{
    NewTicket, Ticket, TicketKind, add_ticket, ticket_of, use_ticket, withdraw_all,
};
use crate::db::{IdSource, PersonId, StorageError, write};
use crate::domain::actor::{Actor, Permission, Role};
use crate::domain::typed_code::TypedCode;
use crate::features::accounts::Accounts;
use crate::infra::app::Ctx;
use crate::infra::http::{token_hash, token_of_chance};

/// How long the link of the first run is good; each start of the server makes a new one.
const FIRST_RUN: TimeDelta = TimeDelta::hours(24);

/// Who uses a link.
#[derive(Clone, Debug)]
pub enum Who<'a> {
    /// Somebody without an account.
    New {
        /// Under what they will sign in.
        sign_in_name: &'a str,
        /// Their password.
        password: Zeroizing<String>,
    },
    /// Somebody who is signed in.
    Known(&'a Session),
}

/// How an organisation is named when it begins.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it calls its work.
    pub work_name: &'a str,
    /// Code of the language of its reports.
    pub language: Option<&'a str>,
}

/// The code of the first run, while the organisation of the context has no member. An older code is worth nothing then.
pub async fn first_run(ctx: &Ctx) -> Result<Option<TypedCode>, AccountError> {
    ctx.require(Permission::Operate)?;
    write(&ctx.app.db, async |txn| {
        if has_members(txn, ctx.scope).await? {
            return Ok(None);
        }
        let mut ids = ctx.ids();
        withdraw_all(txn, ctx.scope, (TicketKind::FirstRun, None), ctx.now).await?;
        let code = fresh_code(&mut ids);
        let new = NewTicket {
            kind: TicketKind::FirstRun,
            hash: code.hash(),
            role: Some(Role::Administrator),
            person: None,
            note: None,
            until: ctx.now + FIRST_RUN,
        };
        add_ticket(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        Ok(Some(code))
    })
    .await
}

async fn usable(ctx: &Ctx, kind: TicketKind, typed: &str) -> Result<Ticket, AccountError> {
    let code = TypedCode::read(typed).ok_or_else(|| refused("code", "code"))?;
    let ticket = ticket_of(ctx.app.db.reads(), code.hash(), ctx.now).await?;
    let ticket = ticket.filter(|ticket| ticket.kind == kind);
    ticket.ok_or_else(|| refused("code", "code"))
}

/// Begins an organisation, or joins one: gives the token of a session to who is new, and nothing to who is signed in
/// already. The link is used in the transaction that makes the member, so fifty at once make one.
pub async fn enter(
    desk: &Accounts,
    ctx: &Ctx,
    (typed, name): (&str, &str),
    who: Who<'_>,
    naming: Option<Naming<'_>>,
) -> Result<Option<String>, AccountError> {
    let kind = naming.map_or(TicketKind::Invitation, |_| TicketKind::FirstRun);
    // Before anything costs work, and before anything is told: who has no code learns nothing here.
    let ticket = usable(ctx, kind, typed).await?;
    let naming = match naming {
        Some(naming) => Some(Naming {
            name: line("organisation", naming.name)?,
            work_name: line("work_name", naming.work_name)?,
            language: naming.language,
        }),
        None => None,
    };
    let name = line("name", name)?;
    let organisation = organisation_of(ctx.app.db.reads(), ticket.scope)
        .await?
        .name;
    let kept = match &who {
        Who::New {
            sign_in_name,
            password,
        } => {
            let sign_in_name = line("sign_in_name", sign_in_name)?;
            let called = naming.map_or(organisation.as_str(), |naming| naming.name);
            good_password(password, &[sign_in_name, name, called])?;
            let chance = ctx.app.surroundings.seed();
            Some(desk.passwords.kept(password.clone(), chance).await)
        }
        Who::Known(_) => None,
    };
    let home = desk.web.scope;
    let master = &ctx.app.master;
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let is_begun = kind == TicketKind::FirstRun && has_members(txn, ticket.scope).await?;
        if is_begun || !use_ticket(txn, &ticket, ctx.now).await? {
            return Err(refused("code", "code"));
        }
        if let Some(naming) = naming {
            let imprint = Imprint {
                name: naming.name,
                work_name: naming.work_name,
                language: naming.language,
                zone: None,
            };
            name_organisation(txn, ticket.scope, &imprint).await?;
        }
        let (person, token) = match (&who, kept.clone()) {
            (Who::New { sign_in_name, .. }, Some(kept)) => {
                let named = (sign_in_name.trim(), kept);
                let added = add_person(txn, home, master, named, &mut ids).await?;
                let person = added.ok_or_else(|| refused("sign_in_name", "taken"))?;
                let token = new_session(desk, txn, (person, true), &ticket, &mut ids).await?;
                (person, Some(token))
            }
            (Who::Known(session), _) => {
                let organisation = ticket.scope.organisation();
                choose(txn, home, session.id, organisation).await?;
                (session.person, None)
            }
            (Who::New { .. }, None) => return Err(AccountError::NotThere),
        };
        let role = ticket.role.unwrap_or(Role::Observer);
        let added = add_member(txn, ticket.scope, master, (person, role, name), &mut ids).await?;
        let number = added.ok_or_else(|| refused("code", "member"))?;
        let actor = Actor::Member {
            number,
            role,
            operator: false,
        };
        let ctx = Ctx {
            actor,
            scope: ticket.scope,
            ..ctx.clone()
        };
        noted(txn, &ctx, ("joined", role.word()), &mut ids).await?;
        if naming.is_some() {
            record_imprint(txn, &ctx, &mut ids).await?;
        }
        Ok(token)
    })
    .await
}

async fn new_session(
    desk: &Accounts,
    txn: &sea_orm::DatabaseTransaction,
    (person, passed): (PersonId, bool),
    ticket: &Ticket,
    ids: &mut dyn IdSource,
) -> Result<String, StorageError> {
    let token = token_of_chance(ids.random_secret());
    let new = NewSession {
        hash: token_hash(&token),
        person,
        chosen: Some(ticket.scope.organisation()),
        passed,
    };
    add_session(txn, desk.web.scope, new, ids).await?;
    Ok(token)
}

/// Chooses a new password by a link that an administrator made. It ends every session and begins none: the second factor
/// is still asked for.
pub async fn reset(
    desk: &Accounts,
    ctx: &Ctx,
    typed: &str,
    password: Zeroizing<String>,
) -> Result<(), AccountError> {
    let ticket = usable(ctx, TicketKind::Reset, typed).await?;
    let id = ticket.person.ok_or(AccountError::NotThere)?;
    let home = desk.web.scope;
    let person = person_of(ctx.app.db.reads(), home, &ctx.app.master, id).await?;
    good_password(&password, &[&person.sign_in_name])?;
    let chance = ctx.app.surroundings.seed();
    let kept = desk.passwords.kept(password, chance).await;
    write(&ctx.app.db, async |txn| {
        if !use_ticket(txn, &ticket, ctx.now).await? {
            return Err(refused("code", "code"));
        }
        set_password(txn, home, id, kept.clone()).await?;
        end_sessions(txn, home, id).await?;
        let ctx = Ctx {
            scope: ticket.scope,
            ..ctx.clone()
        };
        tell_of_change(desk, txn, &ctx, (&person, "password")).await
    })
    .await
}
