//! The people of an organisation: who they are, inviting them, changing what they may do, and what was read.

use chrono::TimeDelta;

use super::{AccountError, address, fresh_code, line, noted, refused, still_may};
use crate::db::access::{AccessEntry, entries_of};
use crate::db::audit::{AuditLine, audits_of};
use crate::db::counter::Series;
use crate::db::member::{
    Member, Membership, change_member, members_of, membership_numbered, memberships_of,
};
use crate::db::organisation::organisation_of;
use crate::db::person::set_second_factor;
use crate::db::ticket::{
    NewTicket, Ticket, TicketKind, add_ticket, open_invitations, withdraw_all, withdraw_ticket,
};
use crate::db::{Scope, write};
use crate::domain::actor::{Actor, Permission, Role};
use crate::domain::typed_code::TypedCode;
use crate::features::accounts::Accounts;
use crate::infra::app::Ctx;
use crate::infra::mail::{Invitation, Mailbox};

/// How long an invitation is good.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// How long the link for a new password is good.
const RESET: TimeDelta = TimeDelta::hours(1);
/// How many lines of the access log are shown.
const MOST: u64 = 200;

/// Everybody, and the invitations that wait. That somebody looked is noted.
pub async fn people(ctx: &Ctx) -> Result<(Vec<Member>, Vec<Ticket>), AccountError> {
    ctx.require(Permission::ManagePeople)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let members = members_of(conn, ctx.scope, master).await?;
    let invitations = open_invitations(conn, ctx.scope, master, ctx.now).await?;
    noted_apart(ctx, "people-read", "").await?;
    Ok((members, invitations))
}

/// Notes what was read, in a transaction of its own.
async fn noted_apart(ctx: &Ctx, what: &str, subject: &str) -> Result<(), AccountError> {
    write(&ctx.app.db, async |txn| {
        Ok(noted(txn, ctx, (what, subject), &mut ctx.ids()).await?)
    })
    .await
}

/// Whom to invite.
#[derive(Clone, Copy, Debug)]
pub struct Invited<'a> {
    /// As what.
    pub role: Role,
    /// For whom it is, so that the list can be read.
    pub note: &'a str,
    /// To which address it is mailed; empty: not at all.
    pub mail: &'a str,
}

/// Invites somebody: by the code alone, or by mail too.
pub async fn invite(
    desk: &Accounts,
    ctx: &Ctx,
    invited: Invited<'_>,
) -> Result<TypedCode, AccountError> {
    ctx.require(Permission::ManagePeople)?;
    let note = line("note", invited.note)?;
    let to = match invited.mail.trim() {
        "" => None,
        _ if ctx.app.config.mail.is_none() || desk.web.reach.origin().is_none() => {
            return Err(refused("mail", "no-mail"));
        }
        address => {
            let parsed = Mailbox::parse("recipient", address);
            Some(parsed.map_err(|_| refused("mail", "mail"))?)
        }
    };
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ManagePeople).await?;
        let mut ids = ctx.ids();
        let code = fresh_code(&mut ids);
        let until = ctx.now + INVITATION;
        let new = NewTicket {
            kind: TicketKind::Invitation,
            hash: code.hash(),
            role: Some(invited.role),
            person: None,
            note: Some(note),
            until,
        };
        add_ticket(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        noted(txn, ctx, ("invited", invited.role.word()), &mut ids).await?;
        if let Some(to) = &to {
            let organisation = organisation_of(txn, ctx.scope).await?;
            let work_name = organisation.work_name;
            let letter = Invitation {
                organisation: organisation.name,
                work_name: work_name.unwrap_or_else(|| ctx.app.config.work_name.clone()),
                link: address(
                    desk.web.reach.origin(),
                    &format!("/join#{}", code.written()),
                ),
                until: ctx.app.words.instant(until),
            };
            desk.outbox.queue(txn, ctx, to, None, &letter).await?;
        }
        Ok(code)
    })
    .await
}

/// Takes an invitation back.
pub async fn withdraw(ctx: &Ctx, reference: &str) -> Result<(), AccountError> {
    ctx.require(Permission::ManagePeople)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let all = open_invitations(conn, ctx.scope, master, ctx.now).await?;
    let found = all.into_iter().find(|ticket| ticket.reference == reference);
    let ticket = found.ok_or(AccountError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ManagePeople).await?;
        withdraw_ticket(txn, ctx.scope, ticket.id, ctx.now).await?;
        Ok(noted(txn, ctx, ("invitation-withdrawn", ""), &mut ctx.ids()).await?)
    })
    .await
}

async fn one(ctx: &Ctx, number: i64) -> Result<Membership, AccountError> {
    ctx.require(Permission::ManagePeople)?;
    let found = membership_numbered(ctx.app.db.reads(), ctx.scope, number).await?;
    found.ok_or(AccountError::NotThere)
}

/// Changes what somebody may do, or takes them out; it counts from their next request, and inside of those under way.
pub async fn change(
    ctx: &Ctx,
    number: i64,
    (role, is_out): (Role, bool),
) -> Result<(), AccountError> {
    let member = one(ctx, number).await?;
    let disabled_at = is_out.then(|| member.disabled_at.unwrap_or(ctx.now));
    let subject = Series::Person.label(number);
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ManagePeople).await?;
        if !change_member(txn, ctx.scope, number, (role, disabled_at)).await? {
            return Err(refused("people", "last"));
        }
        let mut ids = ctx.ids();
        if role != member.role {
            noted(txn, ctx, ("role-changed", &subject), &mut ids).await?;
        }
        if is_out != member.disabled_at.is_some() {
            let what = if is_out { "taken-out" } else { "let-in" };
            noted(txn, ctx, (what, &subject), &mut ids).await?;
        }
        Ok(())
    })
    .await
}

/// A link with which somebody chooses a new password. Only for who belongs to this organisation alone: otherwise one
/// organisation could take over what somebody is in another. Whoever runs the program may do it for everybody.
pub async fn reset_link(ctx: &Ctx, number: i64) -> Result<TypedCode, AccountError> {
    let member = one(ctx, number).await?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ManagePeople).await?;
        let elsewhere = memberships_of(txn, member.person).await?.len() != 1;
        if elsewhere && ctx.actor != Actor::Console {
            return Err(refused("people", "elsewhere"));
        }
        let mut ids = ctx.ids();
        let kind = (TicketKind::Reset, Some(member.person));
        withdraw_all(txn, ctx.scope, kind, ctx.now).await?;
        let code = fresh_code(&mut ids);
        let new = NewTicket {
            kind: TicketKind::Reset,
            hash: code.hash(),
            role: None,
            person: Some(member.person),
            note: None,
            until: ctx.now + RESET,
        };
        add_ticket(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        let subject = Series::Person.label(number);
        noted(txn, ctx, ("reset-link", &subject), &mut ids).await?;
        Ok(code)
    })
    .await
}

/// Takes the second factor of somebody away who lost the telephone and the recovery codes. Only whoever runs the program
/// may: `home` is the part of the home organisation.
pub async fn drop_factor_of(ctx: &Ctx, home: Scope, number: i64) -> Result<(), AccountError> {
    if ctx.actor != Actor::Console {
        return Err(AccountError::NotThere);
    }
    let member = one(ctx, number).await?;
    let subject = Series::Person.label(number);
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let person = (member.person, None);
        set_second_factor(txn, home, &ctx.app.master, person, &mut ids).await?;
        Ok(noted(txn, ctx, ("factor-dropped", &subject), &mut ids).await?)
    })
    .await
}

/// Who read or changed what.
pub async fn access_log(ctx: &Ctx) -> Result<Vec<AccessEntry>, AccountError> {
    ctx.require(Permission::ReadAccessLog)?;
    Ok(entries_of(ctx.app.db.reads(), ctx.scope, MOST).await?)
}

/// The stored audits of the organisation, for a program. That it asked is noted.
pub async fn audits(ctx: &Ctx) -> Result<Vec<AuditLine>, AccountError> {
    ctx.require(Permission::ReadAudits)?;
    let audits = audits_of(ctx.app.db.reads(), ctx.scope).await?;
    noted_apart(ctx, "audits-read", "").await?;
    Ok(audits)
}
