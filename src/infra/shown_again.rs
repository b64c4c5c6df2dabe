//! Somebody who is signed in shows the password again, for what asks for it: what changes how one signs in, and what takes
//! something away for ever. Tries are counted before they are made.

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::action::ActionError;
use super::app::Ctx;
use super::passwords::Passwords;
use crate::db::person::{Person, person_of};
use crate::db::session::Session;
use crate::db::throttle::{admit, forgive};
use crate::db::{PersonId, Scope, StorageError, write};

/// What came of it.
#[derive(Clone, Debug)]
pub enum Again {
    /// It is the password of this person.
    Shown(Box<Person>),
    /// It is not.
    Wrong,
    /// There were too many tries; again after this.
    Wait(DateTime<Utc>),
}

/// Under what somebody who is signed in signs in: beside a password, so that whatever keeps passwords knows whose it is.
///
/// # Errors
/// Those of the database.
pub async fn name_of(
    ctx: &Ctx,
    home: Scope,
    session: Option<&Session>,
) -> Result<String, StorageError> {
    let Some(session) = session else {
        return Ok(String::new());
    };
    let person = person_of(ctx.app.db.reads(), home, &ctx.app.master, session.person);
    Ok(person.await?.sign_in_name)
}

/// Under which hash tries are counted: whether there is such an account or not.
#[must_use]
pub fn whose(ctx: &Ctx, kind: &str, name: &str) -> [u8; 32] {
    let name = crate::domain::keys::normal_address(name);
    let index = ctx.app.master.address_index();
    index.of(&format!("{kind}\n{name}"))
}

/// Counts a try before it is made; gives until when none is taken, where there were too many. `home` is the part of the
/// server's own organisation, where tries are kept.
///
/// # Errors
/// Those of the database.
pub async fn admitted(
    ctx: &Ctx,
    home: Scope,
    whose: [u8; 32],
) -> Result<Option<DateTime<Utc>>, StorageError> {
    let mut ids = ctx.ids();
    let until = write(&ctx.app.db, async |txn| {
        admit(txn, home, whose, &mut ids).await
    });
    until.await
}

/// As [`shown_again`], for a form of the pages: what is wrong is told beside the field `current`.
///
/// # Errors
/// [`ActionError::Invalid`] where it is not the password, or there were too many tries; those of the database.
pub async fn asked_again(
    ctx: &Ctx,
    passwords: &Passwords,
    who: (Scope, PersonId),
    password: Zeroizing<String>,
) -> Result<(), ActionError> {
    match shown_again(ctx, passwords, who, password).await? {
        Again::Shown(_) => Ok(()),
        Again::Wrong => Err(ActionError::field("current", "accounts-refused-current")),
        Again::Wait(until) => {
            let until = until.format("%H:%M:%S UTC").to_string();
            let about = vec![("until", until)];
            Err(ActionError::about(
                "current",
                "accounts-refused-wait",
                about,
            ))
        }
    }
}

/// Whether a person of the server has shown the password again.
///
/// # Errors
/// Those of the database.
pub async fn shown_again(
    ctx: &Ctx,
    passwords: &Passwords,
    (home, id): (Scope, PersonId),
    password: Zeroizing<String>,
) -> Result<Again, StorageError> {
    let whose = whose(ctx, "own", &id.as_uuid().to_string());
    if let Some(until) = admitted(ctx, home, whose).await? {
        return Ok(Again::Wait(until));
    }
    let person = person_of(ctx.app.db.reads(), home, &ctx.app.master, id).await?;
    let kept = Some(person.password.clone());
    if !passwords.is_kept(password, kept).await {
        return Ok(Again::Wrong);
    }
    let forgiven = write(&ctx.app.db, async |txn| forgive(txn, home, whose).await);
    forgiven.await?;
    Ok(Again::Shown(Box::new(person)))
}
