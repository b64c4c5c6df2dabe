//! `groundtruth migrate` and `groundtruth doctor`: what an operator needs before anything else.

use crate::db::blob::every_blob;
use crate::db::{Db, connect};
use crate::infra::assets::shipped_audits;
use crate::infra::blobs::Blobs;
use crate::infra::config::Config;
use crate::infra::master_key::{KeySource, is_confirmed};

use super::Failure;

pub async fn migrate(config: &Config) -> Result<(), Failure> {
    if config.database.is_none() {
        std::fs::create_dir_all(&config.data).map_err(Failure::failed)?;
    }
    let db = connect(&config.database_url())
        .await
        .map_err(Failure::failed)?;
    let pending = db.pending_migrations().await.map_err(Failure::failed)?;
    db.migrate().await.map_err(Failure::failed)?;
    if pending.is_empty() {
        anstream::println!("the database is up to date");
    }
    for name in pending {
        anstream::println!("applied {name}");
    }
    db.close().await.map_err(Failure::failed)
}

/// Looks, changes nothing, and says for each thing whether it is in order and what to do if not.
pub async fn doctor(config: &Config) -> Result<(), Failure> {
    let mut wrong = 0;
    let mut tell = |what: &str, result: Result<String, String>| match result {
        Ok(said) => anstream::println!("in order   {what}: {said}"),
        Err(said) => {
            wrong += 1;
            anstream::println!("attention  {what}: {said}");
        }
    };
    tell(
        "program",
        Ok(format!("version {}", env!("CARGO_PKG_VERSION"))),
    );
    tell("shipped audits", Ok(shipped_audits().len().to_string()));
    let file = config.data.join("groundtruth.db");
    if config.database.is_none() && !file.is_file() {
        tell(
            "database",
            Err(format!(
                "there is none yet at {}: run `groundtruth migrate`",
                file.display()
            )),
        );
    } else {
        match connect(&config.database_url()).await {
            Err(error) => tell("database", Err(error.to_string())),
            Ok(db) => {
                let pending = db.pending_migrations().await.map_err(Failure::failed)?;
                tell("database", Ok("can be opened".to_owned()));
                tell(
                    "schema",
                    if pending.is_empty() {
                        Ok("up to date".to_owned())
                    } else {
                        Err(format!(
                            "{} migrations wait: run `groundtruth migrate`",
                            pending.len()
                        ))
                    },
                );
                if pending.is_empty() {
                    tell("stored files", stored_files(config, &db).await?);
                }
                db.close().await.map_err(Failure::failed)?;
            }
        }
    }
    for (what, result) in master_key(config) {
        tell(what, result);
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(Failure::Unusable(format!("{wrong} to look after")))
    }
}

/// Whether every stored file is there with its length.
async fn stored_files(config: &Config, db: &Db) -> Result<Result<String, String>, Failure> {
    let blobs = Blobs::in_folder(config.blob_folder());
    let all = every_blob(db.reads()).await.map_err(Failure::failed)?;
    let mut missing = 0;
    for (id, bytes) in &all {
        missing += usize::from(!blobs.is_there(*id, *bytes).await);
    }
    let count = all.len();
    Ok(match missing {
        0 => Ok(format!("{count}, each with its length")),
        _ => Err(format!(
            "{missing} of {count} are missing or changed in {}: put them back from a backup",
            config.blob_folder().display()
        )),
    })
}

/// Whether the master key is where it should be, and its sheet written down.
fn master_key(config: &Config) -> Vec<(&'static str, Result<String, String>)> {
    const WHAT: &str = "master key";
    let source = match KeySource::of(config) {
        Ok(source) => source,
        Err(error) => return vec![(WHAT, Err(error.to_string()))],
    };
    let place = source.place();
    let key = match source.read() {
        Err(error) => return vec![(WHAT, Err(error.to_string()))],
        Ok(None) => {
            let said = format!("none yet; one is made at {place} when it is first needed");
            return vec![(WHAT, Ok(said))];
        }
        Ok(Some(key)) => key,
    };
    let mut told = vec![(WHAT, Ok(format!("{} at {place}", key.fingerprint())))];
    let warnings = source.warnings(&config.data).into_iter();
    told.extend(warnings.map(|warning| (WHAT, Err(warning))));
    told.push(if is_confirmed(&config.data, &key) {
        ("recovery sheet", Ok("written down and typed back".to_owned()))
    } else {
        (
            "recovery sheet",
            Err(
                "not confirmed: run `groundtruth key sheet`, write it down, then `groundtruth key confirm`"
                    .to_owned(),
            ),
        )
    });
    told
}
