//! `groundtruth migrate` and `groundtruth doctor`: what an operator needs before anything else.

use crate::db::connect;
use crate::infra::assets::shipped_audits;
use crate::infra::config::Config;

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
                db.close().await.map_err(Failure::failed)?;
            }
        }
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(Failure::Unusable(format!("{wrong} to look after")))
    }
}
