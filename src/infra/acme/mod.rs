//! Certificates that the server asks for itself (ACME, RFC 8555): an account, an order, an answer in the handshake
//! (TLS-ALPN-01, RFC 8737), and again before it ends. Not the certificates of files: those are `tls`.

mod folder;
mod http;
mod order;
mod shown;
mod validity;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rustls::ServerConfig;

use super::clock::{Machine, Surroundings as _};

pub use self::folder::Folder;
pub use self::shown::Shown;
pub use self::validity::{Validity, validity};

/// The directory of Let's Encrypt.
pub const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// How often it is looked whether a new certificate is due.
const LOOK_AGAIN: Duration = Duration::from_secs(3_600);
/// The first wait after an authority gave nothing; each wait after it is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(120);
/// The longest wait after an authority gave nothing.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3_600);

/// What is asked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcmeSettings {
    /// The names of the certificate.
    pub domains: Vec<String>,
    /// An e-mail address that the authority may write to.
    pub contact: Option<String>,
    /// The directory of the authority.
    pub directory: String,
    /// The one authority that may have signed the directory's own certificate, PEM; absent: the public ones.
    pub root: Option<PathBuf>,
}

/// Looks after a certificate for as long as it is polled.
#[derive(Debug)]
pub struct Acme {
    settings: AcmeSettings,
    folder: Folder,
    shown: Arc<Shown>,
}

impl Acme {
    /// Takes up the certificate that was given before, where there is one.
    ///
    /// # Errors
    /// Where the folder cannot be made for its owner alone, or a name is none.
    pub fn open(settings: AcmeSettings, data: &std::path::Path) -> Result<Self, String> {
        if settings.domains.is_empty() {
            return Err("a certificate needs a name".to_owned());
        }
        if !settings.directory.starts_with("https://") {
            return Err(format!(
                "{}: the directory of an authority begins with https://",
                settings.directory
            ));
        }
        let folder = Folder::open(data, &settings)?;
        let shown = Arc::new(Shown::default());
        // One that cannot be used is asked for anew.
        if let Ok(Some(key)) = folder.certificate() {
            shown.put(key);
        }
        Ok(Self {
            settings,
            folder,
            shown,
        })
    }

    /// How the server speaks TLS: with the certificate it has, and with the answer that an authority looks for.
    ///
    /// # Errors
    /// As [`super::tls::Certificate::server_config`].
    pub fn server_config(&self) -> Result<ServerConfig, String> {
        let mut config = super::tls::speaking(Arc::<Shown>::clone(&self.shown))?;
        config.alpn_protocols.push(super::http::ACME_ALPN.to_vec());
        Ok(config)
    }

    /// Asks for a certificate whenever one is due, for ever.
    pub async fn look_after(self) {
        let mut wait = FIRST_WAIT;
        loop {
            if !self.is_due(Machine.now()) {
                tokio::time::sleep(LOOK_AGAIN).await;
                continue;
            }
            match self.renewed().await {
                Ok(()) => {
                    wait = FIRST_WAIT;
                    anstream::eprintln!(
                        "a certificate was given for {}",
                        self.settings.domains.join(", ")
                    );
                }
                Err(why) => {
                    anstream::eprintln!(
                        "attention: no certificate was given for {}: {why}. Asked again in {} minutes",
                        self.settings.domains.join(", "),
                        wait.as_secs() / 60
                    );
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
    }

    /// Whether there is no certificate, or less than a third of its time is left.
    fn is_due(&self, now: DateTime<Utc>) -> bool {
        match self.shown.validity() {
            Some(validity) => validity.is_due(now),
            None => true,
        }
    }

    async fn renewed(&self) -> Result<(), String> {
        let pem = order::certificate(&self.settings, &self.folder, &self.shown).await?;
        self.folder.put_certificate(&pem)?;
        let key = self.folder.certificate()?;
        self.shown.put(key.ok_or("the certificate was not kept")?);
        // An authority that gives what has ended already is asked no more often than one that gives nothing.
        if self.is_due(Machine.now()) {
            return Err("what was given is due already".to_owned());
        }
        Ok(())
    }
}
