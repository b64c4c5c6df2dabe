//! One mail over one connection to a mail server: what the server answered to the mail counts from the moment it is
//! there, whatever the server does afterwards.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters, TlsVersion,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use super::{MailError, Undelivered};
use crate::infra::config::MailTls;
use crate::infra::jobs::Reason;

type Error = lettre::transport::smtp::Error;

/// How long a parting may take; nothing depends on it.
const PARTING: Duration = Duration::from_secs(5);

/// A mail server, with what signs in to it.
pub struct MailServer {
    pub(super) name: String,
    pub(super) port: u16,
    pub(super) tls: MailTls,
    pub(super) parameters: TlsParameters,
    pub(super) hello: ClientId,
    pub(super) credentials: Option<Credentials>,
    /// How long one mail may take in all.
    pub(super) patience: Duration,
}

impl MailServer {
    /// Sends a mail: it is taken when this returns `Ok`.
    pub(super) async fn send(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Undelivered> {
        match tokio::time::timeout(self.patience, self.hand_over(envelope, bytes)).await {
            Ok(result) => result,
            Err(_elapsed) => Err(NO_ANSWER),
        }
    }

    async fn hand_over(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Undelivered> {
        let mut connection = self.connected().await.map_err(|error| about_us(&error))?;
        let result = transaction(&mut connection, envelope, bytes).await;
        // The answer to the mail is there: how the server parts changes nothing about it, and nobody waits for it.
        tokio::spawn(async move {
            let _ = tokio::time::timeout(PARTING, connection.abort()).await;
        });
        result
    }

    /// A connection over TLS, signed in.
    async fn connected(&self) -> Result<AsyncSmtpConnection, Error> {
        let wrapped = match self.tls {
            MailTls::Wrapped => Some(self.parameters.clone()),
            MailTls::Starttls => None,
        };
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            (self.name.as_str(), self.port),
            Some(self.patience),
            &self.hello,
            wrapped,
            None,
        )
        .await?;
        if self.tls == MailTls::Starttls {
            // Where it is not offered this fails: nothing is ever sent in clear.
            connection
                .starttls(self.parameters.clone(), &self.hello)
                .await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

const NO_ANSWER: Undelivered = Undelivered::Later(Reason::new("smtp-no-answer"));

/// From `MAIL FROM` to the answer to the whole mail.
async fn transaction(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    bytes: &[u8],
) -> Result<(), Undelivered> {
    let mut addresses = envelope.from().into_iter().chain(envelope.to());
    let mut options = Vec::new();
    for (needed, extension, option) in [
        (
            !addresses.all(|address| AsRef::<str>::as_ref(address).is_ascii()),
            Extension::SmtpUtfEight,
            MailParameter::SmtpUtfEight,
        ),
        (
            !bytes.is_ascii(),
            Extension::EightBitMime,
            MailParameter::Body(MailBodyParameter::EightBitMime),
        ),
    ] {
        if needed && !connection.server_info().supports_feature(extension) {
            return Err(NOT_OFFERED);
        }
        if needed {
            options.push(option);
        }
    }
    let from = Mail::new(envelope.from().cloned(), options);
    let answered = connection.command(from).await;
    answered.map_err(|error| match code(&error) {
        // The one answer here that is about the mail: it is too big.
        Some(552) => about_the_mail(&error),
        _ => about_us(&error),
    })?;
    for to in envelope.to() {
        let answered = connection.command(Rcpt::new(to.clone(), Vec::new())).await;
        answered.map_err(|error| about_the_mail(&error))?;
    }
    let answered = connection.command(Data).await;
    answered.map_err(|error| about_the_mail(&error))?;
    let answered = connection.message(bytes).await;
    answered.map_err(|error| about_the_mail(&error))?;
    Ok(())
}

/// How the program names itself: the public name, and where that is an address, as the literal that the rules of mail
/// ask for. Never the name of the machine, which is nobody's business.
pub(super) fn hello(host: Option<&str>) -> ClientId {
    let host = host.unwrap_or("localhost");
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<Ipv4Addr>() {
        ClientId::Ipv4(address)
    } else if let Ok(address) = bare.parse::<Ipv6Addr>() {
        ClientId::Ipv6(address)
    } else {
        ClientId::Domain(host.to_owned())
    }
}

/// Which certificates are believed.
pub(super) fn parameters(
    server: &str,
    authority: Option<&Path>,
) -> Result<TlsParameters, MailError> {
    let told = |error: Error| MailError::Settings(error.to_string());
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

const NOT_OFFERED: Undelivered = Undelivered::Later(Reason::new("smtp-not-offered"));

fn code(error: &Error) -> Option<u16> {
    error.status()?.to_string().parse().ok()
}

/// What an answer to the recipient or to the mail itself means: refused for good, unless the server still speaks of us
/// (sign in first, encrypt first).
fn about_the_mail(error: &Error) -> Undelivered {
    const ABOUT_US: [u16; 5] = [523, 530, 534, 535, 538];
    match code(error) {
        Some(code) if error.is_permanent() && !ABOUT_US.contains(&code) => {
            Undelivered::Refused(Reason::numbered("smtp", code))
        }
        _ => about_us(error),
    }
}

/// What goes wrong before the server was told of a mail, and everything that is no answer, may be otherwise at the
/// next try, whatever its number.
fn about_us(error: &Error) -> Undelivered {
    match code(error) {
        Some(code) => Undelivered::Later(Reason::numbered("smtp", code)),
        None if error.is_tls() || is_about_tls(error) => {
            Undelivered::Later(Reason::new("smtp-certificate"))
        }
        // It does not offer what we ask for: TLS, or our way of signing in.
        None if error.is_client() => NOT_OFFERED,
        None if error.is_timeout() => NO_ANSWER,
        None => Undelivered::Later(Reason::new("smtp-connection")),
    }
}

/// Whether TLS itself failed: most often a certificate that does not fit.
fn is_about_tls(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_itself_as_a_literal() {
        for (host, said) in [
            (None, "localhost"),
            (Some("watch.example"), "watch.example"),
            (Some("192.0.2.7"), "[192.0.2.7]"),
            (Some("[2001:db8::7]"), "[IPv6:2001:db8::7]"),
        ] {
            assert_eq!(hello(host).to_string(), said);
        }
    }
}
