//! Leaves on their way into the log: several at once go into few statements, each in its order.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{Fact, missing, node_at, number, opening_of, place_of_opening, refused};
use crate::db::encrypted::Encrypted;
use crate::db::entity::{log_event, log_node};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::keys::OrganisationKey;
use crate::domain::log::tree::{Address, append, siblings_of_append};
use crate::domain::log::{Digest, Event, Happening, OpenedField, Opening, Salt, leaf_of};

/// What is appended behind a log of some size.
pub(super) struct Appending<'a> {
    scope: Scope,
    key: &'a OrganisationKey,
    size: u64,
    /// Hashes that were made here, which the database does not have yet.
    made: HashMap<Address, Digest>,
    nodes: Vec<log_node::Model>,
    events: Vec<log_event::Model>,
}

impl<'a> Appending<'a> {
    /// Nothing yet.
    pub fn behind(scope: Scope, key: &'a OrganisationKey, size: u64) -> Self {
        Self {
            scope,
            key,
            size,
            made: HashMap::new(),
            nodes: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Adds what happened; gives the index of its leaf.
    ///
    /// # Errors
    /// As [`super::record`].
    pub async fn add(
        &mut self,
        txn: &DatabaseTransaction,
        fact: &Fact<'_>,
        ids: &mut dyn IdSource,
        what: impl FnOnce(&Opening) -> Happening,
    ) -> Result<u64, StorageError> {
        let size = self.size;
        let opening = opening_of(fact, ids);
        let what = what(&opening);
        let actor = opening.actor.commitment();
        let mut event = Event::new(size, fact.subject, actor, what, ids.now()).map_err(refused)?;
        event.audit = opening.audit.as_ref().map(OpenedField::commitment);
        event.claimed = fact.claimed;
        if !opening.opens(&event) {
            let reason = format!("a {} does not carry what it is said to carry", event.kind());
            return Err(StorageError::Log(reason));
        }
        let body = event.to_bytes().map_err(refused)?;
        let salt = Salt::new(ids.random_secret());
        self.add_leaf(txn, leaf_of(&salt, &body)).await?;
        let place = place_of_opening(self.scope, size);
        let sealed = match fact.sealed_by {
            Some((_, key)) => Encrypted::seal(key, &place, &opening, ids.nonce()),
            None => Encrypted::seal(self.key, &place, &opening, ids.nonce()),
        };
        self.events.push(log_event::Model {
            organisation_id: self.scope.organisation(),
            seq: number(size)?,
            subject: Uuid::from_bytes(fact.subject.0),
            salt: Some(salt.0.0.to_vec()),
            body: Some(body),
            opening: Some(sealed),
            subject_key_id: fact.sealed_by.map(|(id, _)| id),
        });
        self.size += 1;
        Ok(size)
    }

    async fn add_leaf(
        &mut self,
        txn: &DatabaseTransaction,
        leaf: Digest,
    ) -> Result<(), StorageError> {
        let mut siblings = Vec::new();
        for address in siblings_of_append(self.size) {
            let hash = match self.made.get(&address) {
                Some(hash) => Some(*hash),
                None => node_at(txn, self.scope, address).await?,
            };
            siblings.push(hash.ok_or_else(|| missing(address))?);
        }
        for (address, hash) in append(self.size, leaf, &siblings) {
            self.made.insert(address, hash);
            self.nodes.push(log_node::Model {
                organisation_id: self.scope.organisation(),
                level: i16::from(address.level),
                position: number(address.index)?,
                hash: hash.0.to_vec(),
            });
        }
        Ok(())
    }

    /// Writes what was added.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn finish(self, txn: &DatabaseTransaction) -> Result<(), StorageError> {
        insert_all(txn, self.nodes).await?;
        insert_all(txn, self.events).await
    }
}
