//! Opening what a command needs: the program with its database, and an audit by file, stored name or shipped name.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::db::audit::{AuditLine, audit_named};
use crate::db::comparison::{ComparedAudit, compared, compared_in_passing};
use crate::db::key::{has_keys, organisation_key_of};
use crate::db::organisation::{add_organisation, all_organisations};
use crate::db::{Db, Scope, SeededIds, StorageError, connect, write};
use crate::domain::actor::Actor;
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;
use crate::features::cases::reading::{
    Located, ReadCase, UnreadableCase, read_case, read_case_file,
};
use crate::infra::app::{App, Ctx};
use crate::infra::assets::{shipped_audits, shipped_file};
use crate::infra::blobs::Blobs;
use crate::infra::clock::{Machine, Surroundings};
use crate::infra::config::Config;
use crate::infra::master_key::KeySource;
use crate::infra::reader::Reader;
use crate::infra::words::Words;

use super::Failure;

/// Where the files of an audit's evidence lie.
#[derive(Clone, Debug)]
pub enum Files {
    /// In a folder, beside the case file.
    Folder(PathBuf),
    /// In the program, under the name of a shipped audit.
    Shipped(String),
}

impl Files {
    /// A file by the path that the evidence gives.
    pub fn load(&self, file: &str) -> Option<Vec<u8>> {
        match self {
            Self::Folder(folder) => std::fs::read(folder.join(file)).ok(),
            Self::Shipped(name) => shipped_file(name, file).map(Cow::into_owned),
        }
    }
}

/// An audit with its comparison, and where it came from.
pub struct Opened {
    /// The audit, compared.
    pub compared: ComparedAudit,
    /// Its number in the organisation, where it is stored.
    pub number: Option<i64>,
    /// Where the files of its evidence lie.
    pub files: Files,
    /// The settings with what its organisation says of itself, where it is stored.
    pub settled: Option<(Config, Words)>,
}

/// Opens the database of the settings, brings it up to date, and begins an operation of whoever runs the program.
/// A database without an organisation gets the one that the settings name.
/// What an organisation said of itself on the pages stands above what the settings file says of it.
pub async fn open(mut config: Config, mut words: Words) -> Result<Ctx, Failure> {
    if config.database.is_none() {
        std::fs::create_dir_all(&config.data)
            .map_err(|e| Failure::Failed(format!("{}: {e}", config.data.display())))?;
    }
    let db = connect(&config.database_url())
        .await
        .map_err(Failure::failed)?;
    db.migrate().await.map_err(Failure::failed)?;
    let surroundings = Box::new(Machine);
    let master = master_key(&config, &db, surroundings.as_ref()).await?;
    let organisations = all_organisations(db.reads())
        .await
        .map_err(Failure::failed)?;
    let organisation = match organisations.first() {
        Some(organisation) => {
            if let Some(work_name) = &organisation.work_name {
                config.organisation.clone_from(&organisation.name);
                config.work_name.clone_from(work_name);
            }
            if let Some(chosen) = organisation.language.as_deref().and_then(Words::of) {
                config.language = chosen.code().to_owned();
                words = chosen;
            }
            organisation.id
        }
        None => {
            let code = Code::parse("home").map_err(Failure::Failed)?;
            let mut ids = SeededIds::new(surroundings.seed(), surroundings.now());
            let added = write(&db, async |txn| {
                add_organisation(txn, &code, &config.organisation, "UTC", &mut ids).await
            });
            added.await.map_err(|e: StorageError| Failure::failed(e))?
        }
    };
    let scope = Scope::of(organisation);
    if let Err(StorageError::Sealed(_)) = organisation_key_of(db.reads(), scope, &master).await {
        return Err(Failure::Failed(
            "this master key does not open this database: it was made with another one. Put that one back, or type its \
             recovery sheet into `groundtruth key restore`"
                .to_owned(),
        ));
    }
    let app = Arc::new(App {
        blobs: Blobs::in_folder(config.blob_folder()),
        reader: Reader::of_this_program().map_err(Failure::failed)?,
        config,
        db,
        master,
        words,
        surroundings,
    });
    Ok(Ctx::begin(app, Actor::Console, scope))
}

/// The master key of the settings, made where there is none and nothing was ever encrypted with one.
async fn master_key(
    config: &Config,
    db: &Db,
    surroundings: &dyn Surroundings,
) -> Result<MasterKey, Failure> {
    let source = KeySource::of(config).map_err(Failure::failed)?;
    if let Some(key) = source.read().map_err(Failure::failed)? {
        return Ok(key);
    }
    let place = source.place();
    if has_keys(db.reads()).await.map_err(Failure::failed)? {
        return Err(Failure::Failed(format!(
            "the master key of this database is not at {place}. Put it back, or type its recovery sheet into \
             `groundtruth key restore`"
        )));
    }
    let key = source.make(surroundings).map_err(Failure::failed)?;
    anstream::eprintln!(
        "A master key was made at {place}. Whatever is personal is encrypted with it and lost without it:\n\
         write down its recovery sheet with `groundtruth key sheet`, and keep the sheet apart from the data."
    );
    Ok(key)
}

/// Compares the audit that an argument names: a file, a stored audit, or a shipped one.
pub async fn audit_at(argument: &str, config: &Config, words: &Words) -> Result<Opened, Failure> {
    let today = Machine.now().date_naive();
    let path = Path::new(argument);
    let (read, files) = if path.is_file() {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        (case_file(path, words)?, Files::Folder(folder))
    } else {
        if let Some(opened) = stored(argument, config).await? {
            return Ok(opened);
        }
        (
            shipped(argument, words)?,
            Files::Shipped(argument.to_owned()),
        )
    };
    let mut ids = SeededIds::new(Machine.seed(), Machine.now());
    let compared = compared_in_passing(read.case, today, &mut ids)
        .await
        .map_err(|e| Failure::Unusable(e.to_string()))?;
    Ok(Opened {
        compared,
        number: None,
        files,
        settled: None,
    })
}

/// Reads a case file; what is wrong with it is told by line and column.
pub fn case_file(path: &Path, words: &Words) -> Result<ReadCase, Failure> {
    read_case_file(path, words).map_err(|error| unusable(&path.display().to_string(), error))
}

/// Problems of a file, one to a line, the way compilers print them.
pub fn listed(file: &str, problems: &[Located]) -> String {
    use crate::domain::case_check::Severity;
    let lines = problems.iter().map(|p| {
        let what = if p.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        match p.at {
            Some((line, column)) => format!("{file}:{line}:{column}: {what}: {}", p.message),
            None => format!("{file}: {what}: {}", p.message),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Why a case that was read already cannot be used.
pub fn unusable(file: &str, error: UnreadableCase) -> Failure {
    match error {
        UnreadableCase::File(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Failure::NotThere(format!("{file}: {error}"))
        }
        UnreadableCase::File(error) => Failure::Failed(format!("{file}: {error}")),
        UnreadableCase::Problems(problems) => Failure::Unusable(listed(file, &problems)),
    }
}

/// A stored audit; `None` where there is no database yet, or none of that name in it.
async fn stored(name: &str, config: &Config) -> Result<Option<Opened>, Failure> {
    let Ok(code) = Code::parse(name) else {
        return Ok(None);
    };
    if config.database.is_none() && !config.data.join("groundtruth.db").is_file() {
        return Ok(None);
    }
    let ctx = open(config.clone(), Words::english()).await?;
    let found: Option<AuditLine> = audit_named(ctx.app.db.reads(), ctx.scope, &code)
        .await
        .map_err(Failure::failed)?;
    let Some(line) = found else { return Ok(None) };
    let result = compared(
        &ctx.app.db,
        ctx.scope,
        &ctx.app.master,
        line.id,
        ctx.now.date_naive(),
    )
    .await
    .map_err(Failure::failed)?;
    Ok(Some(Opened {
        compared: result,
        number: Some(line.number),
        // Stored audits keep the hashes of their evidence; only the shipped ones have their files in the program.
        files: Files::Shipped(name.to_owned()),
        settled: Some((ctx.app.config.clone(), ctx.app.words)),
    }))
}

/// A shipped audit by its name.
pub fn shipped(name: &str, words: &Words) -> Result<ReadCase, Failure> {
    let Some(bytes) = shipped_file(name, "case.yaml") else {
        let names = shipped_audits().join(", ");
        return Err(Failure::NotThere(format!(
            "there is no file and no audit named “{name}”. Shipped audits: {names}"
        )));
    };
    let text = String::from_utf8_lossy(&bytes);
    read_case(&text, words).map_err(|error| unusable(name, error))
}
