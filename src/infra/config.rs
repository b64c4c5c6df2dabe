//! Settings: defaults, then `groundtruth.toml`, then the environment (`GROUNDTRUTH_…`), then the command line.
//! The one place that reads the environment.

use std::net::IpAddr;
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
    /// Code of the language of its reports, and of whoever wishes for none that there is.
    #[serde(default = "english")]
    pub language: String,
    /// Where people reach the pages: `https://watch.example.org`. Links in mails begin with it, and requests for
    /// another host are refused. Absent: this machine alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// A program in front of this one that ends TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxySettings>,
    /// How mail is sent; absent: not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailSettings>,
    /// Whether administrators and audit leads must sign in with a second factor.
    #[serde(default)]
    pub second_factor: SecondFactor,
    /// How much may be stored.
    #[serde(default)]
    pub storage: Storage,
    /// File whose content opens `/metrics` to another machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_token_file: Option<PathBuf>,
}

/// How much may be stored, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Storage {
    /// By one document.
    pub document: u64,
    /// By one photograph.
    pub photograph: u64,
    /// By one recording of sound or film.
    pub recording: u64,
    /// By one packed folder.
    pub packed: u64,
    /// By all files of one organisation.
    pub organisation: u64,
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            document: 100 * 1024 * 1024,
            photograph: 25 * 1024 * 1024,
            recording: 500 * 1024 * 1024,
            packed: 500 * 1024 * 1024,
            organisation: 10 * 1024 * 1024 * 1024,
        }
    }
}

/// Whether administrators and audit leads must sign in with a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactor {
    /// They must.
    #[default]
    Required,
    /// They may: for a group that shares no telephone. docs/accounts.md says what that costs.
    Optional,
}

/// A program in front of this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxySettings {
    /// From which addresses it asks. Its forwarded headers count, and nobody else's.
    pub addresses: Vec<IpAddr>,
}

/// How mail is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettings {
    /// Whom mails come from: `Water Watch <mail@watch.example.org>`.
    pub from: String,
    /// The way.
    #[serde(flatten)]
    pub way: MailWay,
}

/// The way mail goes, by the key `transport`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "transport", rename_all = "lowercase", deny_unknown_fields)]
pub enum MailWay {
    /// To a mail server.
    Smtp {
        /// Its name; the certificate must be for it.
        server: String,
        /// Its port; 587 for `starttls` and 465 for `wrapped` unless given.
        port: Option<u16>,
        /// How TLS begins. There is no mail without it.
        #[serde(default)]
        tls: MailTls,
        /// File of the one authority that may have signed the certificate; absent: the public ones.
        authority: Option<PathBuf>,
        /// Who signs in.
        user: Option<String>,
        /// File with the password.
        password_file: Option<PathBuf>,
        /// Seconds that one mail may take.
        #[serde(default = "patience")]
        patience: u64,
    },
    /// Into a folder, one file for each mail.
    Files {
        /// The folder.
        folder: PathBuf,
    },
}

/// How TLS begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Asked for after the greeting; a server that does not offer it gets no mail.
    #[default]
    Starttls,
    /// From the first byte.
    Wrapped,
}

fn english() -> String {
    "en".to_owned()
}

fn patience() -> u64 {
    60
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
            language: english(),
            origin: None,
            proxy: None,
            mail: None,
            second_factor: SecondFactor::Required,
            storage: Storage::default(),
            metrics_token_file: None,
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
                "language",
                "master_key_file",
                "origin",
                "metrics_token_file",
            ]))
            .extract()
            .map_err(Box::new)
    }

    /// The folder of stored files.
    #[must_use]
    pub fn blob_folder(&self) -> PathBuf {
        self.data.join("blobs")
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

/// A secret from its file, without the line's end.
pub fn secret_in(file: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(format!("{}: there is nothing in it", file.display()));
    }
    Ok(secret.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Box<figment::Error>> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("groundtruth.toml");
        std::fs::write(&file, text).unwrap();
        Config::read(&file)
    }

    #[test]
    fn mail_and_proxy_are_read_from_their_sections() {
        let config = read(
            "origin = \"https://watch.example\"\n[proxy]\naddresses = [\"127.0.0.1\", \"::1\"]\n[mail]\n\
             from = \"Watch <a@watch.example>\"\ntransport = \"smtp\"\nserver = \"mail.watch.example\"\n",
        );
        let config = config.unwrap();
        assert_eq!(config.proxy.unwrap().addresses.len(), 2);
        let MailWay::Smtp { tls, patience, .. } = config.mail.unwrap().way else {
            panic!("not a mail server");
        };
        assert_eq!((tls, patience), (MailTls::Starttls, 60));
        let files =
            read("[mail]\nfrom = \"a@b.example\"\ntransport = \"files\"\nfolder = \"out\"\n");
        assert!(matches!(
            files.unwrap().mail.unwrap().way,
            MailWay::Files { .. }
        ));
    }

    #[test]
    fn a_setting_that_does_not_exist_is_refused() {
        for text in [
            "orgin = \"https://watch.example\"\n",
            "[proxy]\naddress = \"127.0.0.1\"\naddresses = []\n",
            "[mail]\nfrom = \"a@b.example\"\ntransport = \"smtp\"\nserver = \"m\"\ntls = \"opportunistic\"\n",
            "[mail]\nfrom = \"a@b.example\"\ntransport = \"smtp\"\nserver = \"m\"\npassword = \"x\"\n",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
