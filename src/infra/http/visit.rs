//! Who asks: the session of a cookie or the token of a program becomes an actor in one organisation's part of the
//! database. Anyone else reads as the public.

use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, COOKIE, HeaderMap, ORIGIN};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::Web;
use super::reach::Arrival;
use crate::db::api_token::{see_token, token_of};
use crate::db::fieldwork::{device_of, see_device};
use crate::db::member::{Membership, memberships_of};
use crate::db::person::has_second_factor;
use crate::db::session::{Session, see_session, session_of};
use crate::db::{Scope, StorageError, write};
use crate::domain::actor::Actor;
use crate::domain::patience::session_is_over;
use crate::infra::config::SecondFactor;

/// Over TLS: the browser gives it to this host alone, and only what came from it over TLS may set it.
const SECURE_COOKIE: &str = "__Host-groundtruth";
/// In clear, on this machine alone.
const LOCAL_COOKIE: &str = "groundtruth-local";
/// How the token of a program begins.
pub const TOKEN_HEAD: &str = "gt_";
/// How the token of a phone begins.
pub const DEVICE_HEAD: &str = "gtd_";
/// For how long a phone is good that is not used.
pub const DEVICE_LASTS: TimeDelta = TimeDelta::days(60);

/// Who asks, and in whose part of the database.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who.
    pub actor: Actor,
    /// In whose part of the database.
    pub scope: Scope,
    /// The session, also one that still waits for its second factor.
    pub session: Option<Session>,
    /// What the person is in each organisation that has not taken them out.
    pub memberships: Vec<Membership>,
    /// Over TLS.
    pub secure: bool,
    /// Whether a page of ours sent it.
    pub same_origin: bool,
    /// Why a phone that asks is not let in: `revoked`, `expired`.
    pub shut_out: Option<&'static str>,
}

/// 256 bits of chance as a browser or a program carries them.
#[must_use]
pub fn token_of_chance(chance: [u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(chance)
}

/// Under which hash a token is kept.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    let hash = Sha256::new().chain_update(b"gt/token/v1\n");
    hash.chain_update(token).finalize().into()
}

impl Visit {
    /// Whether the session is through with signing in.
    #[must_use]
    pub fn signed_in(&self) -> Option<&Session> {
        self.session.as_ref().filter(|session| session.passed)
    }

    /// The cookie that begins a session. Lax and not Strict: a link in a mail must find its reader signed in, no GET has
    /// an effect, and what has one is taken from our own pages only.
    #[must_use]
    pub fn cookie(&self, token: &str) -> HeaderValue {
        self.set_cookie(token, "")
    }

    /// The cookie that ends it.
    #[must_use]
    pub fn no_cookie(&self) -> HeaderValue {
        self.set_cookie("", "; Max-Age=0")
    }

    fn set_cookie(&self, value: &str, rest: &str) -> HeaderValue {
        let text = if self.secure {
            format!("{SECURE_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{rest}")
        } else {
            format!("{LOCAL_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{rest}")
        };
        // A token is letters, digits, hyphen and underscore.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// Who asks.
pub(super) async fn visit_of(
    web: &Web,
    arrival: Arrival,
    headers: &HeaderMap,
) -> Result<Visit, StorageError> {
    let mut visit = Visit {
        actor: Actor::Public,
        scope: web.scope,
        session: None,
        memberships: Vec::new(),
        secure: arrival.secure,
        same_origin: is_our_own(web, arrival, headers),
        shut_out: None,
    };
    if let Some(token) = shown(headers, DEVICE_HEAD) {
        by_device(web, &mut visit, token).await?;
    } else if let Some(token) = shown(headers, TOKEN_HEAD) {
        by_token(web, &mut visit, token).await?;
    } else if let Some(token) = cookie_of(headers, arrival.secure) {
        by_cookie(web, &mut visit, token).await?;
    }
    Ok(visit)
}

async fn by_token(web: &Web, visit: &mut Visit, token: &str) -> Result<(), StorageError> {
    let (app, now) = (&web.app, web.app.surroundings.now());
    let Some(speaks) = token_of(app.db.reads(), token_hash(token), now).await? else {
        return Ok(());
    };
    let day = now.date_naive();
    if speaks.used_on != Some(day) {
        write(&app.db, async |txn| {
            see_token(txn, speaks.scope, speaks.id, day).await
        })
        .await?;
    }
    visit.actor = Actor::Program {
        number: speaks.number,
        role: speaks.role,
        writes: speaks.writes,
    };
    visit.scope = speaks.scope;
    Ok(())
}

async fn by_device(web: &Web, visit: &mut Visit, token: &str) -> Result<(), StorageError> {
    let (app, now) = (&web.app, web.app.surroundings.now());
    let found = device_of(app.db.reads(), token_hash(token)).await?;
    let (scope, device) = match found {
        Some((scope, device)) if device.is_good(now) => (scope, device),
        Some((_, device)) if device.revoked_at.is_none() => {
            visit.shut_out = Some("expired");
            return Ok(());
        }
        _ => {
            visit.shut_out = Some("revoked");
            return Ok(());
        }
    };
    let day = now.date_naive();
    if device.used_on != Some(day) {
        let until = now + DEVICE_LASTS;
        write(&app.db, async |txn| {
            see_device(txn, scope, device.id, (day, until)).await
        })
        .await?;
    }
    visit.actor = Actor::Device {
        number: device.number,
    };
    visit.scope = scope;
    Ok(())
}

async fn by_cookie(web: &Web, visit: &mut Visit, token: &str) -> Result<(), StorageError> {
    let (app, now) = (&web.app, web.app.surroundings.now());
    let conn = app.db.reads();
    let Some(session) = session_of(conn, web.scope, token_hash(token)).await? else {
        return Ok(());
    };
    if session_is_over(session.began_at, session.seen_at, now) {
        return Ok(());
    }
    // To the minute is enough for thirty of them, and spares most reads a write.
    if now - session.seen_at >= TimeDelta::minutes(1) {
        write(&app.db, async |txn| {
            see_session(txn, web.scope, session.id, now).await
        })
        .await?;
    }
    if session.passed {
        visit.actor = Actor::Guest;
        let all = memberships_of(conn, session.person).await?;
        visit.memberships = all
            .into_iter()
            .filter(|m| m.disabled_at.is_none())
            .collect();
        let chosen = visit.memberships.iter();
        let mut chosen = chosen.filter(|m| session.chosen == Some(m.scope.organisation()));
        let alone = match visit.memberships.as_slice() {
            [alone] => Some(alone),
            _ => None,
        };
        if let Some(member) = chosen.next().or(alone) {
            visit.scope = member.scope;
            let has_factor = has_second_factor(conn, web.scope, session.person).await?;
            let is_required = member.role.needs_second_factor()
                && app.config.second_factor == SecondFactor::Required;
            if has_factor || !is_required {
                visit.actor = Actor::Member {
                    number: member.number,
                    role: member.role,
                    operator: member.scope == web.scope,
                };
            }
        }
    }
    visit.session = Some(session);
    Ok(())
}

fn shown<'a>(headers: &'a HeaderMap, head: &str) -> Option<&'a str> {
    let shown = headers.get(AUTHORIZATION)?.to_str().ok()?;
    shown
        .strip_prefix("Bearer ")
        .filter(|token| token.starts_with(head))
}

fn cookie_of(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let name = if secure { SECURE_COOKIE } else { LOCAL_COOKIE };
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut found = lines.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    });
    // Two of one name: one of them is not ours.
    found.next().filter(|_| found.next().is_none())
}

/// Whether a page of ours sent it. A browser says so itself; one that does not names the page's origin. With
/// `no-referrer` some name it `null`, which tells nothing for or against.
fn is_our_own(web: &Web, arrival: Arrival, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text("sec-fetch-site");
    let named = text(ORIGIN.as_str()).filter(|origin| *origin != "null");
    let scheme = if arrival.secure { "https" } else { "http" };
    let host = text("host").map(|host| format!("{scheme}://{host}"));
    let public = web.reach.origin().map(|origin| origin.as_str().to_owned());
    let is_ours = |origin: &str| [&host, &public].into_iter().flatten().any(|o| o == origin);
    match (site, named) {
        (Some("same-origin"), named) => named.is_none_or(is_ours),
        (Some(_), _) => false,
        (None, named) => named.is_some_and(is_ours),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_cookie_is_for_this_host_over_tls_alone() {
        let visit = |secure| Visit {
            actor: Actor::Public,
            scope: Scope::of(uuid::Uuid::nil().into()),
            session: None,
            memberships: Vec::new(),
            secure,
            same_origin: false,
            shut_out: None,
        };
        assert_eq!(
            visit(true).cookie("t"),
            "__Host-groundtruth=t; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            visit(false).no_cookie(),
            "groundtruth-local=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
        let one = headers(&[("cookie", "a=b; __Host-groundtruth=t")]);
        assert_eq!(cookie_of(&one, true), Some("t"));
        assert_eq!(cookie_of(&one, false), None);
        let two = headers(&[("cookie", "groundtruth-local=t; groundtruth-local=u")]);
        assert_eq!(cookie_of(&two, false), None);
    }
}
