//! Where the server lets people in, and where it does not: plain on this machine, over TLS everywhere else.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;

use crate::infra::acme::{Acme, AcmeSettings};
use crate::infra::config::Config;
use crate::infra::http::{Door, Limits, Reach};
use crate::infra::tls::Certificate;

/// How often it is looked whether the certificate's files changed.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Where to listen, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entrance {
    /// Address and port; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Where the certificate comes from; without one, the server speaks in clear.
    pub tls: Option<Tls>,
}

/// Where a certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Files of the certificate with its chain, and of its key.
    Files {
        /// Certificate and chain.
        chain: PathBuf,
        /// Key.
        key: PathBuf,
    },
    /// The server asks an authority for it.
    Acme(AcmeSettings),
}

/// An open entrance.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) door: Door,
    /// Looks after the certificate.
    _keeper: Option<Keeper>,
}

#[derive(Debug)]
struct Keeper(AbortHandle);

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Entrance {
    /// Plain, on this machine alone.
    #[must_use]
    pub fn on_this_machine(port: u16) -> Self {
        Self {
            bind: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port),
            tls: None,
        }
    }

    /// Whether the server may listen there; if not, what the choices are.
    ///
    /// # Errors
    /// With the choices.
    pub fn permitted(&self, config: &Config) -> Result<(), String> {
        let reach = Reach::of(config)?;
        if self.bind.ip().is_loopback() {
            return Ok(());
        }
        if self.tls.is_none() && !reach.has_proxy() {
            return Err(format!(
                "{} can be reached from other machines, and what is sent there in clear can be read and changed on \
                 the way. The choices:\n  \
                 --tls-cert FILE --tls-key FILE   the server speaks TLS itself\n  \
                 --acme-domain NAME               the same, and it asks for its certificate itself\n  \
                 [proxy] addresses = [\"…\"]        in the settings: a program in front ends TLS and asks from there\n  \
                 --bind 127.0.0.1:PORT            this machine alone\n\
                 docs/serving.md says how.",
                self.bind
            ));
        }
        if reach.origin().is_none() {
            return Err(format!(
                "{} can be reached from other machines; the settings must say under which name: origin = \"https://…\". \
                 Requests for another name are refused.",
                self.bind
            ));
        }
        Ok(())
    }

    pub(super) async fn open(&self, config: &Config) -> Result<Opened, String> {
        let limits = Limits {
            in_front: Reach::of(config)?.proxies().to_vec(),
            ..Limits::default()
        };
        let told = |error: std::io::Error| format!("{} cannot be used: {error}", self.bind);
        let open = async |tls| Door::open(self.bind, tls, limits).await.map_err(told);
        let (door, keeper) = match self.tls.clone() {
            None => (open(None).await?, None),
            Some(Tls::Files { chain, key }) => {
                let certificate = Certificate::read(chain, key)?;
                let door = open(Some(certificate.server_config()?)).await?;
                (door, Some(tokio::spawn(look_after(certificate))))
            }
            Some(Tls::Acme(settings)) => {
                let acme = Acme::open(settings, &config.data)?;
                let door = open(Some(acme.server_config()?)).await?;
                (door, Some(tokio::spawn(acme.look_after())))
            }
        };
        Ok(Opened {
            door,
            _keeper: keeper.map(|task| Keeper(task.abort_handle())),
        })
    }
}

/// Reads the certificate again when its files change, and when the program is told to (SIGHUP).
async fn look_after(certificate: Arc<Certificate>) {
    #[cfg(unix)]
    let mut hangup = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::hangup()).ok()
    };
    loop {
        #[cfg(unix)]
        let told = async {
            match &mut hangup {
                Some(signal) => _ = signal.recv().await,
                None => std::future::pending::<()>().await,
            }
        };
        #[cfg(not(unix))]
        let told = std::future::pending::<()>();
        let in_any_case = tokio::select! {
            () = told => true,
            () = tokio::time::sleep(LOOK_AGAIN) => false,
        };
        match certificate.look_again(in_any_case) {
            Ok(true) => anstream::eprintln!("the certificate was read again"),
            Ok(false) => {}
            Err(why) => {
                anstream::eprintln!("attention: the certificate in use stays in use: {why}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::infra::config::ProxySettings;

    fn at(bind: &str, tls: bool) -> Entrance {
        Entrance {
            bind: bind.parse().unwrap(),
            tls: tls.then(|| Tls::Files {
                chain: "chain.pem".into(),
                key: "key.pem".into(),
            }),
        }
    }

    fn settings(origin: Option<&str>, proxy: bool) -> Config {
        Config {
            origin: origin.map(str::to_owned),
            proxy: proxy.then(|| ProxySettings {
                addresses: vec!["127.0.0.1".parse().unwrap()],
            }),
            ..Config::default()
        }
    }

    #[test]
    fn in_clear_only_this_machine_is_served_and_the_choices_are_named() {
        let named = Some("https://watch.example");
        for own in ["127.0.0.1:0", "127.0.0.2:8700", "[::1]:8700"] {
            assert!(at(own, false).permitted(&settings(None, false)).is_ok());
        }
        for other in ["0.0.0.0:8700", "192.0.2.7:80", "[::]:8700"] {
            let refused = at(other, false)
                .permitted(&settings(named, false))
                .unwrap_err();
            for choice in [
                "--tls-cert",
                "--tls-key",
                "--acme-domain",
                "[proxy]",
                "127.0.0.1",
            ] {
                assert!(refused.contains(choice), "{refused}");
            }
            assert!(at(other, true).permitted(&settings(named, false)).is_ok());
            assert!(at(other, false).permitted(&settings(named, true)).is_ok());
            let nameless = at(other, true).permitted(&settings(None, false));
            assert!(nameless.unwrap_err().contains("origin"));
        }
        let no_origin = settings(Some("http://watch.example"), false);
        assert!(at("127.0.0.1:0", false).permitted(&no_origin).is_err());
    }
}
