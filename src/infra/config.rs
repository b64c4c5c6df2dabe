//! Settings: defaults, then `groundtruth.toml`, then the environment (`GROUNDTRUTH_…`), then the command line.
//! The one place that reads the environment.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Every setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder of everything that is kept.
    pub data: PathBuf,
    /// Database; absent means a file in the data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Name of the organisation, as it stands on reports.
    pub organisation: String,
    /// What the organisation calls its work: audit, social audit, community check, monitoring.
    pub work_name: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("groundtruth-data"),
            database: None,
            organisation: "Groundtruth".to_owned(),
            work_name: "audit".to_owned(),
        }
    }
}

impl Config {
    /// Reads the settings of a folder; `file` is `groundtruth.toml` there unless named.
    pub fn read(file: &Path) -> Result<Self, Box<figment::Error>> {
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(Env::prefixed("GROUNDTRUTH_").only(&[
                "data",
                "database",
                "organisation",
                "work_name",
            ]))
            .extract()
            .map_err(Box::new)
    }

    /// Where the database is.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.database {
            Some(url) => url.clone(),
            None => format!(
                "sqlite://{}?mode=rwc",
                self.data.join("groundtruth.db").display()
            ),
        }
    }
}
