//! What can go wrong between the domain and the database. Not the sentences a person reads: a code with its
//! parameters, from which they are written.

use sea_orm::DbErr;

use crate::domain::code::Code;
use crate::domain::keys::CannotOpen;
use crate::domain::number::NumberError;

/// Why something was not stored or not read. Nothing of what was being written stays behind.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database refused or could not be reached.
    #[error("the database: {0}")]
    Database(#[from] DbErr),
    /// An audit of this name is there already, and nothing is replaced silently.
    #[error(
        "an audit named `{code}` is there already; replace it on purpose or choose another name"
    )]
    AlreadyThere {
        /// The name in question.
        code: Code,
    },
    /// There is no such thing, or it belongs to another organisation, which is the same from here.
    #[error("there is no such {what}")]
    NotThere {
        /// What was looked for: `audit`, `organisation`.
        what: &'static str,
    },
    /// A row names something that its case does not have.
    #[error("{from} names {what} `{code}`, which this case does not have")]
    Dangling {
        /// Where the name stands: `claims`.
        from: &'static str,
        /// What it should name: `obligation`.
        what: &'static str,
        /// The name.
        code: Code,
    },
    /// Two things of one kind have the same name.
    #[error("two {what} are named `{code}`")]
    Twice {
        /// Which list.
        what: &'static str,
        /// The name.
        code: Code,
    },
    /// A number cannot be stored exactly.
    #[error("{what}: `{text}` cannot be stored: {reason}")]
    Number {
        /// Where it stands: `payments.amount`.
        what: &'static str,
        /// The number as stated.
        text: String,
        /// Why.
        reason: NumberError,
    },
    /// A count or a list is longer than the database can number.
    #[error("{what}: {count} is more than can be stored")]
    TooMany {
        /// Where it stands.
        what: &'static str,
        /// How many.
        count: u64,
    },
    /// A sealed value does not open.
    #[error(transparent)]
    Sealed(#[from] CannotOpen),
    /// The evidence log refuses an event, or what is kept of it is not whole.
    #[error("the evidence log: {0}")]
    Log(String),
    /// Erased rows are still in the database's write-ahead log, because somebody goes on reading from it.
    #[error("what was erased is not overwritten yet: somebody is still reading; try again")]
    StillRead,
    /// The key of an organisation is gone, and what it sealed is there.
    #[error(
        "the organisation's key is missing, and rows that it sealed are there: restore it from a backup"
    )]
    KeyMissing,
    /// Something came in from the field for an audit, and evidence is never lost.
    #[error("something came in from the field for this audit: it cannot be taken away")]
    HoldsFieldwork,
    /// A party was asked about an audit, and what it was sent is never lost.
    #[error("a party was asked about this audit: it cannot be taken away")]
    HoldsReplies,
    /// Nothing about a subject may be erased while a hold on it stands.
    #[error("a hold stands on this subject; nothing of it is erased before the hold is lifted")]
    Held,
    /// The schema is behind or ahead of this program.
    #[error("the database waits for migrations: {}", names.join(", "))]
    PendingMigrations {
        /// Those that have not run.
        names: Vec<String>,
    },
    /// The address names a database that this program cannot use.
    #[error("`{url}` is not a database of this program: {reason}")]
    Address {
        /// The address without its password.
        url: String,
        /// Why not.
        reason: &'static str,
    },
}
