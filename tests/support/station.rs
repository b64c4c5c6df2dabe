//! A program over a fresh database, with a clock that can be moved and one organisation, on each engine.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundtruth::db::organisation::add_organisation;
use groundtruth::db::{Scope, SeededIds, StorageError, connect, write};
use groundtruth::domain::actor::Actor;
use groundtruth::domain::code::Code;
use groundtruth::domain::keys::MasterKey;
use groundtruth::infra::app::{App, Ctx};
use groundtruth::infra::blobs::Blobs;
use groundtruth::infra::config::Config;
use groundtruth::infra::reader::Reader;
use groundtruth::infra::words::Words;

use super::clock::TestClock;
use super::postgres::fresh_database;

/// A program with its surroundings.
pub struct Station {
    pub app: Arc<App>,
    pub scope: Scope,
    pub clock: TestClock,
    pub engine: &'static str,
    folder: tempfile::TempDir,
    _database: Box<dyn Any>,
}

impl Station {
    pub async fn on_sqlite() -> Self {
        Self::with(Config::default()).await
    }

    /// On SQLite, with settings; the data folder is a fresh one.
    pub async fn with(config: Config) -> Self {
        Self::open(config, "SQLite", Box::new(())).await
    }

    /// One on each engine that this machine has.
    pub async fn on_each() -> Vec<Self> {
        Self::on_each_with(|_| Config::default()).await
    }

    /// The same with settings, by the name of the engine.
    pub async fn on_each_with(settings: impl Fn(&str) -> Config) -> Vec<Self> {
        let mut all = vec![Self::with(settings("SQLite")).await];
        if let Some(database) = fresh_database().await {
            let config = Config {
                database: Some(database.url().to_owned()),
                ..settings("PostgreSQL")
            };
            all.push(Self::open(config, "PostgreSQL", Box::new(database)).await);
        }
        all
    }

    async fn open(mut config: Config, engine: &'static str, database: Box<dyn Any>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        config.data = folder.path().to_owned();
        let db = connect(&config.database_url()).await.unwrap();
        db.migrate().await.unwrap();
        let clock = TestClock::new();
        let app = Arc::new(App {
            blobs: Blobs::in_folder(config.blob_folder()),
            reader: Reader::new(env!("CARGO_BIN_EXE_groundtruth").into()),
            master: MasterKey::new([5; 32]),
            config,
            db,
            words: Words::english(),
            surroundings: Box::new(clock.clone()),
        });
        let scope = organisation(&app, "water-watch").await;
        Self {
            app,
            scope,
            clock,
            engine,
            folder,
            _database: database,
        }
    }

    /// A further organisation.
    pub async fn another(&self, name: &str) -> Scope {
        organisation(&self.app, name).await
    }

    /// An operation that begins now.
    pub fn ctx(&self) -> Ctx {
        Ctx::begin(Arc::clone(&self.app), Actor::Console, self.scope)
    }

    /// A place for files.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

async fn organisation(app: &App, name: &str) -> Scope {
    let code = Code::parse(name).unwrap();
    let mut ids = SeededIds::new(app.surroundings.seed(), app.surroundings.now());
    let added = write(&app.db, async |txn| {
        add_organisation(txn, &code, name, "UTC", &mut ids).await
    });
    let added: Result<_, StorageError> = added.await;
    Scope::of(added.unwrap())
}
