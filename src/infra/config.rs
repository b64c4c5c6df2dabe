//! Settings: defaults, then `groundtruth.toml`, then the environment (`GROUNDTRUTH_…`), then the command line.
//! The one place that reads the environment.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

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
    /// The file of the master key; absent means one in the user's configuration folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub master_key_file: Option<PathBuf>,
    /// A program that prints the master key, and its arguments; instead of a file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub master_key_command: Vec<String>,
    /// What the organisation calls its work: audit, social audit, community check, monitoring.
    pub work_name: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("groundtruth-data"),
            database: None,
            organisation: "Groundtruth".to_owned(),
            master_key_file: None,
            master_key_command: Vec::new(),
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
                "master_key_file",
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

/// The master key as `GROUNDTRUTH_MASTER_KEY` gives it. Not a setting like the others, so that no list of settings
/// prints it.
#[must_use]
pub fn master_key_in_environment() -> Option<Zeroizing<String>> {
    named("GROUNDTRUTH_MASTER_KEY").map(Zeroizing::new)
}

/// The folder where the user's programs keep their settings.
#[must_use]
pub fn configuration_folder() -> Option<PathBuf> {
    let folder = named("XDG_CONFIG_HOME").or_else(|| named("APPDATA"));
    let folder = folder.map(PathBuf::from);
    folder.or_else(|| Some(Path::new(&named("HOME")?).join(".config")))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn named(variable: &str) -> Option<String> {
    std::env::var(variable)
        .ok()
        .filter(|value| !value.is_empty())
}
