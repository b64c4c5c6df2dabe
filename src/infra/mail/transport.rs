//! The ways to send: a mail server over TLS, a folder of files, or memory. What an answer of a mail server means for
//! the next try is decided here.

use std::error::Error as _;
use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, Tls, TlsParameters, TlsVersion,
};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::MailError;
use crate::infra::config::{MailSettings, MailTls, MailWay, secret_in};
use crate::infra::jobs::Reason;

/// A way to send.
#[derive(Clone)]
pub enum Transport {
    /// A mail server.
    Smtp {
        /// The server, with what signs in to it.
        server: AsyncSmtpTransport<Tokio1Executor>,
        /// How long one mail may take in all.
        patience: Duration,
    },
    /// A folder, one `.eml` file for each mail.
    Files(PathBuf),
    /// Memory, for tests.
    Memory(Memory),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smtp { .. } => "Transport::Smtp",
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
                let parameters = parameters(server, authority.as_deref())?;
                let (tls, usual_port) = match tls {
                    MailTls::Starttls => (Tls::Required(parameters), 587),
                    MailTls::Wrapped => (Tls::Wrapper(parameters), 465),
                };
                let patience = Duration::from_secs(*patience);
                // The dangerous part of this builder is that it knows no TLS; ours is required in every case.
                let mut builder =
                    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.as_str())
                        .port(port.unwrap_or(usual_port))
                        .timeout(Some(patience))
                        // Not the name of the machine, which is nobody's business.
                        .hello_name(ClientId::Domain(host.unwrap_or("localhost").to_owned()))
                        .tls(tls);
                match (user, password_file) {
                    (Some(user), Some(file)) => {
                        let password = secret_in(file).map_err(MailError::Settings)?;
                        builder = builder.credentials(Credentials::new(user.clone(), password));
                    }
                    (None, None) => {}
                    _ => {
                        let both = "`user` and `password_file` belong together";
                        return Err(MailError::Settings(both.to_owned()));
                    }
                }
                Ok(Self::Smtp {
                    server: builder.build(),
                    patience,
                })
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
            Self::Smtp { server, patience } => {
                match tokio::time::timeout(*patience, server.send_raw(envelope, bytes)).await {
                    Ok(Ok(_answer)) => Ok(()),
                    Ok(Err(error)) => Err(meaning(&error)),
                    Err(_elapsed) => Err(Undelivered::Later(Reason::new("smtp-no-answer"))),
                }
            }
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

fn parameters(server: &str, authority: Option<&Path>) -> Result<TlsParameters, MailError> {
    let told = |error: lettre::transport::smtp::Error| MailError::Settings(error.to_string());
    let mut builder =
        TlsParameters::builder(server.to_owned()).set_min_tls_version(TlsVersion::Tlsv12);
    if let Some(file) = authority {
        let pem = std::fs::read(file)
            .map_err(|error| MailError::Settings(format!("{}: {error}", file.display())))?;
        // An authority of one's own is the only one: nobody else speaks for that server.
        builder = builder.certificate_store(CertificateStore::None);
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(told)?);
    }
    builder.build_rustls().map_err(told)
}

/// Refused for good is only what the server says about this mail. What it says about us (sign in first, encrypt
/// first), and everything that is no answer, may be otherwise at the next try.
fn meaning(error: &lettre::transport::smtp::Error) -> Undelivered {
    const ABOUT_US: [u16; 5] = [523, 530, 534, 535, 538];
    let code = error
        .status()
        .and_then(|code| code.to_string().parse::<u16>().ok());
    match code {
        Some(code) if error.is_permanent() && !ABOUT_US.contains(&code) => {
            Undelivered::Refused(Reason::numbered("smtp", code))
        }
        Some(code) => Undelivered::Later(Reason::numbered("smtp", code)),
        None if error.is_tls() || is_about_tls(error) => {
            Undelivered::Later(Reason::new("smtp-certificate"))
        }
        // It does not offer what we ask for: TLS, or our way of signing in.
        None if error.is_client() => Undelivered::Later(Reason::new("smtp-not-offered")),
        None if error.is_timeout() => Undelivered::Later(Reason::new("smtp-no-answer")),
        None => Undelivered::Later(Reason::new("smtp-connection")),
    }
}

/// Whether TLS itself failed: most often a certificate that does not fit.
fn is_about_tls(error: &lettre::transport::smtp::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.source();
    while let Some(error) = cause {
        let within = error
            .downcast_ref::<std::io::Error>()
            .and_then(|error| error.get_ref())
            .is_some_and(|inner| inner.is::<rustls::Error>());
        if within || error.is::<rustls::Error>() {
            return true;
        }
        cause = error.source();
    }
    false
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
