//! Letting a phone in by a link that is good once, and shutting it out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::db::audit::{AuditLine, audit_with};
use crate::db::counter::Series;
use crate::db::fieldwork::{
    Device, DeviceLink, NewDevice, NewDeviceLink, Who, add_device, add_device_link, codes_of,
    device_again, device_link_of, device_links_of, device_numbered, devices_of, renew_device,
    retired_codes, revoke_device, use_device_link, withdraw_device_link,
};
use crate::db::organisation::organisation_of;
use crate::db::{IdSource, Scope, read, write};
use crate::domain::actor::{Actor, Permission};
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::http::{DEVICE_HEAD, DEVICE_LASTS, token_hash, token_of_chance};
use crate::infra::planned::own_audit;

/// How long a link can be used.
pub const LINK_LASTS: TimeDelta = TimeDelta::days(7);
/// How long a phone may ask again that never saw the answer.
const AGAIN: TimeDelta = TimeDelta::hours(24);
/// A phone is called so much at most.
const LONGEST_NAME: usize = 60;

/// The phones of an audit, for its lead.
#[derive(Debug)]
pub struct Phones {
    /// The audit.
    pub audit: AuditLine,
    /// Who stands behind which code; those under whose code nobody goes any more left out.
    pub codes: BTreeMap<String, Who>,
    /// Phones with what they are called.
    pub devices: Vec<(Device, String)>,
    /// Links that wait.
    pub links: Vec<DeviceLink>,
}

/// The phones of an audit.
///
/// # Errors
/// [`ActionError::NotThere`].
pub async fn phones(ctx: &Ctx, code: &str) -> Result<Phones, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let master = &ctx.app.master;
    read(&ctx.app.db, async |txn| {
        let audit = own_audit(txn, ctx, code).await?;
        let mut codes = codes_of(txn, ctx.scope, master, audit.id).await?;
        let retired: BTreeSet<String> = retired_codes(txn, ctx.scope, audit.id).await?;
        codes.retain(|code, _| !retired.contains(code));
        Ok::<_, ActionError>(Phones {
            codes,
            devices: devices_of(txn, ctx.scope, master, audit.id).await?,
            links: device_links_of(txn, ctx.scope, audit.id, ctx.now).await?,
            audit,
        })
    })
    .await
}

/// Makes a link for somebody of the audit; gives what stands behind its `#e=`, which is kept nowhere.
///
/// # Errors
/// [`ActionError::NotThere`]; the code that is nobody's.
pub async fn link(ctx: &Ctx, (code, observer): (&str, &str)) -> Result<String, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let audit = own_audit(txn, ctx, code).await?;
        let codes = codes_of(txn, ctx.scope, &ctx.app.master, audit.id).await?;
        let retired = retired_codes(txn, ctx.scope, audit.id).await?;
        if !codes.contains_key(observer) || retired.contains(observer) {
            return Err(ActionError::field("code", "field-choice"));
        }
        let token = token_of_chance(ids.random_secret());
        let new = NewDeviceLink {
            code: observer,
            hash: token_hash(&token),
            by: by(ctx),
            until: ctx.now + LINK_LASTS,
        };
        add_device_link(txn, ctx.scope, (audit.id, new), &mut ids).await?;
        let subject = format!("{code} {observer}");
        noted(txn, ctx, ("phone-invited", &subject), &mut ids).await?;
        Ok(token)
    })
    .await
}

/// Takes a link back.
///
/// # Errors
/// [`ActionError::NotThere`].
pub async fn withdraw(ctx: &Ctx, (code, reference): (&str, &str)) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let audit = own_audit(txn, ctx, code).await?;
        let links = device_links_of(txn, ctx.scope, audit.id, ctx.now).await?;
        let link = links.into_iter().find(|link| link.reference == reference);
        let link = link.ok_or(ActionError::NotThere)?;
        withdraw_device_link(txn, ctx.scope, (audit.id, link.id), ctx.now).await?;
        let subject = format!("{code} {}", link.code);
        noted(txn, ctx, ("phone-link-withdrawn", &subject), &mut ctx.ids()).await
    })
    .await
}

/// Shuts a phone out, at once.
///
/// # Errors
/// [`ActionError::NotThere`].
pub async fn revoke(ctx: &Ctx, (code, number): (&str, i64)) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let audit = own_audit(txn, ctx, code).await?;
        if !revoke_device(txn, ctx.scope, (audit.id, number), ctx.now).await? {
            return Err(ActionError::NotThere);
        }
        let label = Series::Device.label(number);
        noted(txn, ctx, ("phone-revoked", &label), &mut ctx.ids()).await
    })
    .await
}

/// What a phone is told when it is let in.
#[derive(Clone, Debug, Serialize)]
pub struct LetIn {
    /// What it shows from now on.
    pub device_token: String,
    /// Its number: T-0001.
    pub device: String,
    /// As whom: W-07.
    pub observer: String,
    /// For which audit.
    pub audit: String,
    /// For whom.
    pub organisation: String,
    /// Until when, where it is not used.
    pub expires: DateTime<Utc>,
}

/// What a phone shows to be let in.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What stood in the link.
    pub token: &'a str,
    /// What the phone is called.
    pub name: &'a str,
    /// What it may ask again with, where the answer is lost.
    pub nonce: Option<&'a str>,
}

/// Lets a phone in; nothing where the link is no good. The answer may be lost on the way: whoever asks again with the same
/// nonce is the same phone, and gets a fresh token.
///
/// # Errors
/// Those of the database.
pub async fn let_in(ctx: &Ctx, shown: Shown<'_>) -> Result<Option<LetIn>, ActionError> {
    let hash = token_hash(shown.token);
    let nonce = shown.nonce.map(token_hash);
    let conn = ctx.app.db.reads();
    let found = match device_link_of(conn, hash, ctx.now).await? {
        Some(link) => first_time(ctx, &link, (shown.name, nonce)).await?,
        None => None,
    };
    if found.is_some() {
        return Ok(found);
    }
    let Some(nonce) = nonce else { return Ok(None) };
    let again = device_again(conn, (hash, nonce), ctx.now - AGAIN).await?;
    match again {
        Some((scope, device)) if device.is_good(ctx.now) => again_in(ctx, (scope, device)).await,
        _ => Ok(None),
    }
}

fn fresh_token(ids: &mut dyn IdSource) -> String {
    format!("{DEVICE_HEAD}{}", token_of_chance(ids.random_secret()))
}

async fn first_time(
    ctx: &Ctx,
    link: &DeviceLink,
    (name, nonce): (&str, Option<[u8; 32]>),
) -> Result<Option<LetIn>, ActionError> {
    let scope = link.scope;
    let ctx = of(ctx, scope);
    let mut ids = ctx.ids();
    let token = fresh_token(&mut ids);
    let until = ctx.now + DEVICE_LASTS;
    let name: String = name
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_NAME)
        .collect();
    let number = write(&ctx.app.db, async |txn| {
        let new = NewDevice {
            name: name.trim(),
            hash: token_hash(&token),
            until,
        };
        let master = &ctx.app.master;
        let number = add_device(txn, scope, master, (link, new), &mut ids).await?;
        if !use_device_link(txn, link, (number, nonce), ctx.now).await? {
            // Somebody was faster: nothing of this stays.
            return Err(ActionError::NotThere);
        }
        let ctx = Ctx {
            actor: Actor::Device { number },
            ..ctx.clone()
        };
        noted(txn, &ctx, ("phone-let-in", &link.code), &mut ids).await?;
        Ok(number)
    });
    let number = match number.await {
        Ok(number) => number,
        Err(ActionError::NotThere) => return Ok(None),
        Err(error) => return Err(error),
    };
    let device = device_numbered(ctx.app.db.reads(), scope, number).await?;
    let device = device.ok_or(ActionError::NotThere)?;
    told(&ctx, &device, (token, until)).await.map(Some)
}

async fn again_in(
    ctx: &Ctx,
    (scope, device): (Scope, Device),
) -> Result<Option<LetIn>, ActionError> {
    let ctx = of(ctx, scope);
    let token = fresh_token(&mut ctx.ids());
    let until = ctx.now + DEVICE_LASTS;
    write(&ctx.app.db, async |txn| {
        renew_device(txn, scope, device.id, (token_hash(&token), until)).await
    })
    .await?;
    told(&ctx, &device, (token, until)).await.map(Some)
}

fn of(ctx: &Ctx, scope: Scope) -> Ctx {
    Ctx {
        scope,
        ..ctx.clone()
    }
}

async fn told(
    ctx: &Ctx,
    device: &Device,
    (token, until): (String, DateTime<Utc>),
) -> Result<LetIn, ActionError> {
    let conn = ctx.app.db.reads();
    let audit = audit_with(conn, ctx.scope, device.audit).await?;
    let audit = audit.ok_or(ActionError::NotThere)?;
    Ok(LetIn {
        device_token: token,
        device: device.label(),
        observer: device.code.clone(),
        audit: audit.code.as_str().to_owned(),
        organisation: organisation_of(conn, ctx.scope).await?.name,
        expires: until,
    })
}
