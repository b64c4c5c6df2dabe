//! Saying what happened: the evidence log as a feature meets it, with the key, the actor and the scope of the
//! operation filled in.

use sea_orm::DatabaseTransaction;
use serde_json::Value;

use super::app::Ctx;
use crate::db::key::organisation_key;
use crate::db::log::{Fact, StoredCheckpoint, checkpoint_now, record, record_all};
use crate::db::{IdSource, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::OrganisationKey;
use crate::domain::log::{Digest, EventError, Happening, Number, Opening, Subject, normal_text};
use crate::domain::register::Terms;

impl Ctx {
    /// The key of the operation's organisation.
    ///
    /// # Errors
    /// Where the master key is not the one that wrapped it.
    pub async fn organisation_key(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
    ) -> Result<OrganisationKey, StorageError> {
        organisation_key(txn, self.scope, &self.app.master, ids).await
    }

    /// A fact about a subject, by whoever acts.
    #[must_use]
    pub fn fact(&self, subject: Subject) -> Fact<'static> {
        Fact::about(subject, self.actor.code())
    }

    /// Records what happened, in the transaction of the change; gives the index in the log. A failure must fail the
    /// change: hand it on.
    ///
    /// # Errors
    /// As [`record`].
    pub async fn record(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
        fact: Fact<'_>,
        what: impl FnOnce(&Opening) -> Happening,
    ) -> Result<u64, StorageError> {
        let key = self.organisation_key(txn, ids).await?;
        self.record_with(txn, &key, ids, fact, what).await
    }

    /// The same with the key, where it is at hand.
    ///
    /// # Errors
    /// As [`record`].
    pub async fn record_with(
        &self,
        txn: &DatabaseTransaction,
        key: &OrganisationKey,
        ids: &mut dyn IdSource,
        fact: Fact<'_>,
        what: impl FnOnce(&Opening) -> Happening,
    ) -> Result<u64, StorageError> {
        record(txn, self.scope, key, fact, ids, what).await
    }

    /// Records a version of an agreement of the register: its terms, field by field. `sha256` is the hash of the document
    /// it was read from, `profile` how it was read.
    ///
    /// # Errors
    /// As [`record`].
    pub async fn record_version(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
        subject: Subject,
        (number, terms): (u32, &Terms),
        (sha256, profile): (Option<&str>, (&str, u64)),
    ) -> Result<u64, StorageError> {
        let mut fact = self.fact(subject);
        fact.record = fields_of(terms);
        let read = Read::of(sha256, profile)?;
        let version = version_of(number)?;
        self.record(txn, ids, fact, |opening| read.version(version, opening))
            .await
    }

    /// Records several versions in their order, as [`Self::record_version`] does each, in few statements.
    ///
    /// # Errors
    /// As [`record`].
    pub async fn record_versions(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
        versions: &[(Subject, u32, &Terms)],
        (sha256, profile): (Option<&str>, (&str, u64)),
    ) -> Result<(), StorageError> {
        let facts = versions.iter().map(|(subject, _, terms)| {
            let mut fact = self.fact(*subject);
            fact.record = fields_of(terms);
            fact
        });
        let facts: Vec<_> = facts.collect();
        let numbers = versions.iter().map(|(_, number, _)| version_of(*number));
        let numbers: Vec<Number> = numbers.collect::<Result<_, _>>()?;
        let read = Read::of(sha256, profile)?;
        let key = self.organisation_key(txn, ids).await?;
        let what = |place: usize, opening: &Opening| read.version(numbers[place], opening);
        record_all(txn, self.scope, &key, &facts, ids, what).await
    }

    /// Signs the head of the log as it is in this transaction.
    ///
    /// # Errors
    /// As [`checkpoint_now`].
    pub async fn checkpoint(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
    ) -> Result<StoredCheckpoint, StorageError> {
        let key = self.organisation_key(txn, ids).await?;
        checkpoint_now(txn, self.scope, &key, ids).await
    }
}

fn version_of(number: u32) -> Result<Number, StorageError> {
    Number::try_from(u64::from(number)).map_err(unfit)
}

fn unfit(error: EventError) -> StorageError {
    StorageError::Log(error.to_string())
}

/// How versions were read: from which document, by which profile.
struct Read {
    sha256: Option<Digest>,
    profile: Code,
    profile_version: Number,
}

impl Read {
    fn of(sha256: Option<&str>, profile: (&str, u64)) -> Result<Self, StorageError> {
        Ok(Self {
            sha256: sha256.and_then(Digest::parse),
            profile: Code::parse(profile.0).map_err(StorageError::Log)?,
            profile_version: Number::try_from(profile.1).map_err(unfit)?,
        })
    }

    fn version(&self, version: Number, opening: &Opening) -> Happening {
        Happening::AgreementVersion {
            record: opening.record_commitment(),
            sha256: self.sha256,
            version,
            profile: self.profile.clone(),
            profile_version: self.profile_version,
        }
    }
}

/// The members of terms: texts as they are, everything compound as JSON. Numbers of terms are texts.
fn fields_of(terms: &Terms) -> Vec<(String, String)> {
    let Ok(Value::Object(members)) = serde_json::to_value(terms) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for (name, value) in members {
        match value {
            Value::Object(inner) if name == "agreement" => {
                let inner = inner.into_iter();
                fields.extend(
                    inner.map(|(field, value)| (format!("agreement.{field}"), text(value))),
                );
            }
            value => fields.push((name, text(value))),
        }
    }
    fields
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => normal_text(&text),
        other => other.to_string(),
    }
}
