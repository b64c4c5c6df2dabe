//! The program while it runs, and the context of one operation: who, since when, in whose part of the database.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::blobs::Blobs;
use super::clock::Surroundings;
use super::config::Config;
use super::reader::Reader;
use super::words::Words;
use crate::db::{Db, Scope, SeededIds};
use crate::domain::actor::{Actor, Permission};
use crate::domain::keys::MasterKey;

/// Everything that an operation can reach.
pub struct App {
    /// Settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The key over everything that is encrypted.
    pub master: MasterKey,
    /// The word catalogue.
    pub words: Words,
    /// Stored files.
    pub blobs: Blobs,
    /// What reads documents.
    pub reader: Reader,
    /// Time and chance.
    pub surroundings: Box<dyn Surroundings>,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

/// The context of one operation. Every action takes it first.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The program.
    pub app: Arc<App>,
    /// Who acts.
    pub actor: Actor,
    /// In whose part of the database.
    pub scope: Scope,
    /// One operation has one instant.
    pub now: DateTime<Utc>,
}

/// The actor lacks a permission.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this is not open to you")]
pub struct Forbidden;

impl Ctx {
    /// The context of an operation that begins now.
    #[must_use]
    pub fn begin(app: Arc<App>, actor: Actor, scope: Scope) -> Self {
        let now = app.surroundings.now();
        Self {
            app,
            actor,
            scope,
            now,
        }
    }

    /// Refuses an actor who lacks the permission.
    pub fn require(&self, permission: Permission) -> Result<(), Forbidden> {
        if self.actor.may(permission) {
            Ok(())
        } else {
            Err(Forbidden)
        }
    }

    /// Ids for this operation.
    #[must_use]
    pub fn ids(&self) -> SeededIds {
        SeededIds::new(self.app.surroundings.seed(), self.now)
    }
}
