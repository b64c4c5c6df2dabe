//! What every action of a feature shares: why it was not done, reading the fields of a form, asking again whether the
//! actor still may, and noting what was done. Not the accounts' own, which have tries and passwords to think of.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;

use super::app::{Ctx, Forbidden};
use crate::db::access::note;
use crate::db::fieldwork::device_numbered;
use crate::db::member::membership_numbered;
use crate::db::{IdSource, StorageError};
use crate::domain::actor::{Actor, Permission};
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

/// Something is wrong with a field of a form, or a member of a JSON body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field by its name: `value`, `target-2`. `form` is all of it.
    pub field: String,
    /// The last part of the key of its words: `field-empty`.
    pub why: &'static str,
    /// What the sentence is about.
    pub about: Vec<(&'static str, String)>,
}

/// Why an action was not done.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// Not open to the actor, or not there: from outside, the same.
    #[error("not there")]
    NotThere,
    /// Fields do not do. All that is wrong is told at once.
    #[error("fields: {0:?}")]
    Invalid(Vec<FieldProblem>),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Forbidden> for ActionError {
    fn from(_: Forbidden) -> Self {
        Self::NotThere
    }
}

impl ActionError {
    /// One field does not do.
    #[must_use]
    pub fn field(field: impl Into<String>, why: &'static str) -> Self {
        Self::about(field, why, Vec::new())
    }

    /// The same with what the sentence is about.
    #[must_use]
    pub fn about(
        field: impl Into<String>,
        why: &'static str,
        about: Vec<(&'static str, String)>,
    ) -> Self {
        Self::Invalid(vec![FieldProblem {
            field: field.into(),
            why,
            about,
        }])
    }
}

/// Reads the fields of a form and gathers everything that is wrong with them.
#[derive(Debug, Default)]
pub struct Fields {
    problems: Vec<FieldProblem>,
}

impl Fields {
    /// Notes that a field does not do.
    pub fn wrong(&mut self, field: &str, why: &'static str) {
        self.wrong_about(field, why, Vec::new());
    }

    /// The same with what the sentence is about.
    pub fn wrong_about(
        &mut self,
        field: &str,
        why: &'static str,
        about: Vec<(&'static str, String)>,
    ) {
        self.problems.push(FieldProblem {
            field: field.to_owned(),
            why,
            about,
        });
    }

    /// A text that must be there, at most `most` letters, without signs that steer.
    pub fn text(&mut self, field: &str, text: &str, most: usize) -> String {
        let read = self.optional(field, text, most);
        if read.is_none() && text.trim().is_empty() {
            self.wrong(field, "field-empty");
        }
        read.unwrap_or_default()
    }

    /// A text that may be left out.
    pub fn optional(&mut self, field: &str, text: &str, most: usize) -> Option<String> {
        let text = text.trim();
        let steers = |c: char| c.is_control() && c != '\n' && c != '\r' && c != '\t';
        if text.is_empty() {
            None
        } else if text.chars().count() > most {
            self.wrong_about(field, "field-long", vec![("most", most.to_string())]);
            None
        } else if text.chars().any(steers) {
            self.wrong(field, "field-signs");
            None
        } else {
            Some(text.replace("\r\n", "\n"))
        }
    }

    /// A number as stated, which may be left out.
    pub fn number(&mut self, field: &str, text: &str) -> Option<Stated> {
        let text = self.optional(field, text, 60)?;
        match Stated::parse(&text) {
            Ok(number) => Some(number),
            Err(_) => {
                self.wrong_about(field, "field-number", vec![("text", text)]);
                None
            }
        }
    }

    /// A date known to the day, the month or the year, which may be left out.
    pub fn date(&mut self, field: &str, text: &str) -> Option<PartialDate> {
        let text = self.optional(field, text, 40)?;
        match PartialDate::parse(&text) {
            Ok(date) => Some(date),
            Err(_) => {
                self.wrong_about(field, "field-date", vec![("text", text)]);
                None
            }
        }
    }

    /// A day, which may be left out.
    pub fn day(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let date = self.date(field, text)?;
        if !date.is_a_day() {
            self.wrong(field, "field-day");
            return None;
        }
        Some(date.first_day())
    }

    /// One of some words.
    pub fn choice<T>(
        &mut self,
        field: &str,
        word: &str,
        of: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let chosen = of(word);
        if chosen.is_none() {
            self.wrong(field, "field-choice");
        }
        chosen
    }

    /// What was read, where nothing is wrong.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn done<T>(self, read: T) -> Result<T, ActionError> {
        if self.problems.is_empty() {
            Ok(read)
        } else {
            Err(ActionError::Invalid(self.problems))
        }
    }
}

/// Asks again inside the transaction whether the actor may: what was taken away a moment ago counts at once.
///
/// # Errors
/// [`ActionError::NotThere`] where the actor may not.
pub async fn still_may(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    permission: Permission,
) -> Result<(), ActionError> {
    ctx.require(permission)?;
    if let Actor::Device { number } = ctx.actor {
        let device = device_numbered(txn, ctx.scope, number).await?;
        let good = device.is_some_and(|device| device.is_good(ctx.now));
        return good.then_some(()).ok_or(ActionError::NotThere);
    }
    let Some(number) = ctx.actor.number() else {
        return Ok(());
    };
    let member = membership_numbered(txn, ctx.scope, number).await?;
    let member = member.filter(|member| member.disabled_at.is_none());
    let now = member.map(|member| ctx.actor.with_role(member.role));
    if now.is_some_and(|actor| actor.may(permission)) {
        Ok(())
    } else {
        Err(ActionError::NotThere)
    }
}

/// Notes in the access log what the actor did to what.
///
/// # Errors
/// Those of the database.
pub async fn noted(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (what, subject): (&str, &str),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    Ok(note(txn, ctx.scope, (by(ctx), what, subject), ids).await?)
}

/// The number under which the actor is kept beside what they did; 0 is whoever runs the program on its machine, below zero
/// is a phone.
#[must_use]
pub fn by(ctx: &Ctx) -> i64 {
    ctx.actor.kept_as()
}
