//! The ways to send: a mail server over TLS, a folder of files, or memory.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;

use super::MailError;
use super::deliver::NOTING_IN_ALL;
use super::smtp::{MailServer, hello, parameters};
use crate::infra::config::{MailSettings, MailTls, MailWay, secret_in};
use crate::infra::jobs::{LONGEST_RUN, Reason};

/// How long one mail may take at most, whatever the settings say: the job that sends it must end, noting included,
/// before another worker may have it.
const LONGEST_PATIENCE: Duration = Duration::from_secs(120);
const _: () = assert!(LONGEST_PATIENCE.as_secs() + NOTING_IN_ALL < LONGEST_RUN.as_secs());

/// A way to send.
#[derive(Clone)]
pub enum Transport {
    /// A mail server.
    Smtp(Arc<MailServer>),
    /// A folder, one `.eml` file for each mail.
    Files(PathBuf),
    /// Memory, for tests.
    Memory(Memory),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smtp(_) => "Transport::Smtp",
            Self::Files(_) => "Transport::Files",
            Self::Memory(_) => "Transport::Memory",
        })
    }
}

/// Mails that were sent into memory, in their order.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Vec<Sent>>>);

/// A mail that was sent into memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Addresses of its recipients.
    pub to: Vec<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Memory {
    /// What was sent.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Why a mail was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// Refused for good: the same mail will be refused again.
    Refused(Reason),
    /// Not taken this time.
    Later(Reason),
}

impl Undelivered {
    /// Why, as a code.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self {
            Self::Refused(reason) | Self::Later(reason) => reason,
        }
    }
}

impl Transport {
    /// The way that the settings name. Reads the password and the authority from their files.
    pub fn of(settings: &MailSettings, host: Option<&str>) -> Result<Self, MailError> {
        match &settings.way {
            MailWay::Files { folder } => Ok(Self::Files(folder.clone())),
            MailWay::Smtp {
                server,
                port,
                tls,
                authority,
                user,
                password_file,
                patience,
            } => {
                let usual_port = match tls {
                    MailTls::Starttls => 587,
                    MailTls::Wrapped => 465,
                };
                let credentials = match (user, password_file) {
                    (Some(user), Some(file)) => {
                        let password = secret_in(file).map_err(MailError::Settings)?;
                        Some(Credentials::new(user.clone(), password))
                    }
                    (None, None) => None,
                    _ => {
                        let both = "`user` and `password_file` belong together";
                        return Err(MailError::Settings(both.to_owned()));
                    }
                };
                Ok(Self::Smtp(Arc::new(MailServer {
                    name: server.clone(),
                    port: port.unwrap_or(usual_port),
                    tls: *tls,
                    parameters: parameters(server, authority.as_deref())?,
                    hello: hello(host),
                    credentials,
                    patience: Duration::from_secs(*patience).min(LONGEST_PATIENCE),
                })))
            }
        }
    }

    /// Sends a mail: it is taken when this returns `Ok`.
    pub(super) async fn send(
        &self,
        message_id: &str,
        envelope: &Envelope,
        bytes: &[u8],
    ) -> Result<(), Undelivered> {
        match self {
            Self::Smtp(server) => server.send(envelope, bytes).await,
            Self::Files(folder) => put(folder, message_id, bytes)
                .map_err(|_| Undelivered::Later(Reason::new("file-not-written"))),
            Self::Memory(memory) => {
                let sent = Sent {
                    to: envelope.to().iter().map(ToString::to_string).collect(),
                    bytes: bytes.to_vec(),
                };
                memory
                    .0
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(sent);
                Ok(())
            }
        }
    }
}

/// Written beside and moved, so that nobody meets half a mail; readable by the owner alone.
fn put(folder: &Path, message_id: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let name: String = message_id
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let (file, beside) = (
        folder.join(format!("{name}.eml")),
        folder.join(format!("{name}.part")),
    );
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut part = options.open(&beside)?;
    part.write_all(bytes)?;
    part.sync_all()?;
    std::fs::rename(beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_patience_outlasts_the_job() {
        for (asked, given) in [(60, 60), (3_600, 120)] {
            let settings = MailSettings {
                from: "mail@watch.example".to_owned(),
                way: MailWay::Smtp {
                    server: "mail.example".to_owned(),
                    port: None,
                    tls: MailTls::Starttls,
                    authority: None,
                    user: None,
                    password_file: None,
                    patience: asked,
                },
            };
            let Transport::Smtp(server) = Transport::of(&settings, None).unwrap() else {
                panic!("not a mail server");
            };
            assert_eq!(server.patience.as_secs(), given);
        }
    }
}
