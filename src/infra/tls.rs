//! The certificate with which the server proves its name: read from files, and read again when they change. TLS 1.2
//! and 1.3 with one provider, ring. Not how a certificate is asked for: that is `acme`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

/// When the two files were changed last, and how long they are.
type Stamp = [(SystemTime, u64); 2];

/// A certificate and its key, in files that may change.
pub struct Certificate {
    chain: PathBuf,
    key: PathBuf,
    current: RwLock<Arc<CertifiedKey>>,
    stamp: Mutex<Stamp>,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("chain", &self.chain)
            .finish_non_exhaustive()
    }
}

impl Certificate {
    /// Reads the certificate with its chain, and the key, both PEM.
    ///
    /// # Errors
    /// Where a file cannot be read, or the key belongs to another certificate.
    pub fn read(chain: PathBuf, key: PathBuf) -> Result<Arc<Self>, String> {
        let stamp = stamp(&chain, &key)?;
        let current = RwLock::new(Arc::new(certified(&chain, &key)?));
        Ok(Arc::new(Self {
            chain,
            key,
            current,
            stamp: Mutex::new(stamp),
        }))
    }

    /// Reads the files again if they changed, or in any case; true where a new certificate is in use. The old one
    /// stays in use where the new one cannot be used.
    ///
    /// # Errors
    /// Where the files cannot be used.
    pub fn look_again(&self, in_any_case: bool) -> Result<bool, String> {
        let now = stamp(&self.chain, &self.key)?;
        let mut known = self.stamp.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == now && !in_any_case {
            return Ok(false);
        }
        let fresh = Arc::new(certified(&self.chain, &self.key)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        *known = now;
        Ok(true)
    }

    /// How the server speaks TLS with it.
    ///
    /// # Errors
    /// Where the provider has no protocol in common with us, which does not happen.
    pub fn server_config(self: &Arc<Self>) -> Result<ServerConfig, String> {
        speaking(Arc::<Self>::clone(self))
    }
}

/// How the server speaks TLS with what a resolver shows.
pub(super) fn speaking(resolver: Arc<dyn ResolvesServerCert>) -> Result<ServerConfig, String> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_cert_resolver(resolver);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }
}

fn stamp(chain: &PathBuf, key: &PathBuf) -> Result<Stamp, String> {
    let of = |file: &PathBuf| {
        let told = |error: std::io::Error| format!("{}: {error}", file.display());
        let about = std::fs::metadata(file).map_err(told)?;
        Ok::<_, String>((about.modified().map_err(told)?, about.len()))
    };
    Ok([of(chain)?, of(key)?])
}

/// A certificate with its chain, and its key, which may stand in one file.
pub(super) fn certified(chain: &Path, key: &Path) -> Result<CertifiedKey, String> {
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| format!("{}: {error}", chain.display()))?;
    if certificates.is_empty() {
        return Err(format!(
            "{}: there is no certificate in it",
            chain.display()
        ));
    }
    let private =
        PrivateKeyDer::from_pem_file(key).map_err(|error| format!("{}: {error}", key.display()))?;
    CertifiedKey::from_der(certificates, private, &ring::default_provider())
        .map_err(|error| format!("{} and {}: {error}", chain.display(), key.display()))
}
