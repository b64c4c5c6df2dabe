//! The evidence log of an organisation: what happened, in the transaction in which it happens. A failed append fails
//! the change. Not the formats: those are `domain::log`'s.
//!
//! * [`record`] is all that a feature needs: it says what happened, and the log does the rest
//! * [`checkpoint_now`] signs the head, [`proof_of`] and [`consistency_from`] make files that stand for themselves
//! * [`erase_subject`] makes what is said of a subject unreadable and leaves the leaves
//! * [`verify_log`] looks at every row

mod appending;
mod checkpoint;
mod erasure;
mod list;
mod proofs;
mod subject;
mod verification;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use self::appending::Appending;
use super::encrypted::Encrypted;
use super::entity::{log, log_event, log_node};
use super::insert::insert_all;
use super::{IdSource, Scope, StorageError, SubjectKeyId};
use crate::domain::keys::{OrganisationKey, Place, Secret, SubjectKey};
use crate::domain::log::note::{NoteError, Verifier, verifier_of};
use crate::domain::log::tree::Address;
use crate::domain::log::{
    Digest, EventError, Happening, OpenedField, Opening, Origin, Salt, Subject, normal_text,
};

pub use checkpoint::{StoredCheckpoint, checkpoint_now, checkpoints_of, latest_checkpoint};
pub use erasure::erase_subject;
pub use list::{LogLine, events_of, events_of_subject, last_record_of};
pub use proofs::{consistency_from, proof_of};
pub use subject::subject_named;
pub use verification::{LogFault, LogState, verify_log};

/// What a feature says of something that happened. Begin with [`Fact::about`] and name what there is.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// What it is about: a subject of its own for each observation, testimony, agreement version or report.
    pub subject: Subject,
    /// Who acts, by the code that the person has in this audit: `W-07`, `console`.
    pub actor: &'a str,
    /// In which audit, by its name.
    pub audit: Option<&'a str>,
    /// The day that a device gives.
    pub claimed: Option<NaiveDate>,
    /// The fields of the record, by name; each is committed to with a salt of its own.
    pub record: Vec<(String, String)>,
    /// The SHA-256 of original files.
    pub blobs: Vec<Digest>,
    /// The key of the person that the record speaks of; without it, salts and values are sealed with the key of the
    /// organisation.
    pub sealed_by: Option<(SubjectKeyId, &'a SubjectKey)>,
}

impl<'a> Fact<'a> {
    /// A fact about a subject, by an actor, and nothing further.
    #[must_use]
    pub fn about(subject: Subject, actor: &'a str) -> Self {
        Self {
            subject,
            actor,
            audit: None,
            claimed: None,
            record: Vec::new(),
            blobs: Vec::new(),
            sealed_by: None,
        }
    }
}

/// A subject for something new.
#[must_use]
pub fn new_subject(ids: &mut dyn IdSource) -> Subject {
    Subject(ids.random_bytes())
}

/// Records what happened, in the transaction of the change, and gives the index of the leaf. `what` puts the
/// commitments of the opening where its kind has them.
///
/// # Errors
/// [`StorageError::Log`] where the event does not carry the commitments of what it is said to carry.
pub async fn record(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    fact: Fact<'_>,
    ids: &mut dyn IdSource,
    what: impl FnOnce(&Opening) -> Happening,
) -> Result<u64, StorageError> {
    lock(txn, scope).await?;
    let size = size_of(txn, scope).await?;
    if size == 0 {
        begin(txn, scope, key, ids).await?;
    }
    let mut appending = Appending::behind(scope, key, size);
    let index = appending.add(txn, &fact, ids, what).await?;
    appending.finish(txn).await?;
    Ok(index)
}

/// Records several things in their order, each as [`record`] does, in few statements. `what` is asked with the place of
/// each among them.
///
/// # Errors
/// As [`record`].
pub async fn record_all(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    facts: &[Fact<'_>],
    ids: &mut dyn IdSource,
    what: impl Fn(usize, &Opening) -> Happening,
) -> Result<(), StorageError> {
    lock(txn, scope).await?;
    let size = size_of(txn, scope).await?;
    if size == 0 {
        begin(txn, scope, key, ids).await?;
    }
    let mut appending = Appending::behind(scope, key, size);
    for (place, fact) in facts.iter().enumerate() {
        let what = |opening: &Opening| what(place, opening);
        appending.add(txn, fact, ids, what).await?;
    }
    appending.finish(txn).await
}

fn opening_of(fact: &Fact<'_>, ids: &mut dyn IdSource) -> Opening {
    let mut field = |name: &str, value: &str| OpenedField {
        name: name.to_owned(),
        salt: Salt::new(ids.random_secret()),
        value: normal_text(value),
    };
    let actor = field("actor", fact.actor);
    let audit = fact.audit.map(|audit| field("audit", audit));
    let record = fact.record.iter();
    let record = record.map(|(name, value)| field(name, value)).collect();
    let blobs = fact.blobs.iter();
    Opening {
        actor,
        audit,
        record,
        blobs: blobs
            .map(|sha256| (Salt::new(ids.random_secret()), *sha256))
            .collect(),
    }
}

/// One writer for each organisation until the transaction ends: on SQLite there is only one anyway. Whoever takes numbers or
/// counts rows before the log is told asks for it first, so that no two wait for each other.
pub async fn lock(txn: &DatabaseTransaction, scope: Scope) -> Result<(), StorageError> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let (high, low) = scope.organisation().as_uuid().as_u64_pair();
        let number = i64::from_be_bytes((high ^ low).to_be_bytes());
        let sql = "SELECT pg_advisory_xact_lock($1)";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [number.into()]);
        txn.execute_raw(statement).await?;
    }
    Ok(())
}

/// The log with its signing key, made when it is first needed.
async fn begin(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    ids: &mut dyn IdSource,
) -> Result<log::Model, StorageError> {
    if let Some(row) = scope.rows::<log::Entity>().one(txn).await? {
        return Ok(row);
    }
    let origin = Origin::new(ids.random_bytes());
    let secret = ids.random_secret();
    let verifier = verifier_of(origin.as_str(), &Secret::new(secret)).map_err(unsigned)?;
    let row = log::Model {
        organisation_id: scope.organisation(),
        origin: origin.as_str().to_owned(),
        public_key: verifier.bytes().to_vec(),
        signing_key: Encrypted::seal(key, &place_of_key(scope), &secret, ids.nonce()),
    };
    insert_all(txn, vec![row.clone()]).await?;
    Ok(row)
}

/// The public key of a log, with the log's name; nothing where no log has begun.
pub async fn verifier(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Option<Verifier>, StorageError> {
    let row = scope.rows::<log::Entity>().one(conn).await?;
    row.map(|row| verifier_in(&row)).transpose()
}

fn verifier_in(row: &log::Model) -> Result<Verifier, StorageError> {
    let bytes: Option<&[u8; 32]> = row.public_key.as_slice().try_into().ok();
    let bytes = bytes.ok_or_else(|| unsigned(NoteError::NotAKey))?;
    Verifier::new(&row.origin, bytes).map_err(unsigned)
}

/// How many leaves a log has.
pub async fn size_of(conn: &impl ConnectionTrait, scope: Scope) -> Result<u64, StorageError> {
    // Of the last event its index alone is read: the event may be long.
    let last = scope
        .rows::<log_event::Entity>()
        .select_only()
        .column(log_event::Column::Seq)
        .order_by_desc(log_event::Column::Seq)
        .into_tuple::<i64>()
        .one(conn)
        .await?;
    Ok(last.map_or(0, |seq| seq.unsigned_abs() + 1))
}

async fn node_at(
    conn: &impl ConnectionTrait,
    scope: Scope,
    address: Address,
) -> Result<Option<Digest>, StorageError> {
    let row = scope
        .rows::<log_node::Entity>()
        .filter(log_node::Column::Level.eq(i16::from(address.level)))
        .filter(log_node::Column::Position.eq(number(address.index)?))
        .one(conn)
        .await?;
    Ok(row.and_then(|row| digest(&row.hash)))
}

fn digest(bytes: &[u8]) -> Option<Digest> {
    bytes.try_into().ok().map(Digest)
}

fn place_of_opening(scope: Scope, seq: u64) -> Place {
    scope.place(Uuid::from_u64_pair(0, seq), "log_event.opening")
}

fn place_of_key(scope: Scope) -> Place {
    // An organisation has one log, so its row needs no further name.
    scope.place(Uuid::nil(), "log.signing_key")
}

fn number(count: u64) -> Result<i64, StorageError> {
    count.try_into().map_err(|_| StorageError::TooMany {
        what: "events of the log",
        count,
    })
}

fn missing(address: Address) -> StorageError {
    let Address { level, index } = address;
    StorageError::Log(format!("the hash {index} of level {level} is missing"))
}

fn refused(error: EventError) -> StorageError {
    StorageError::Log(error.to_string())
}

fn unsigned(error: NoteError) -> StorageError {
    StorageError::Log(error.to_string())
}
