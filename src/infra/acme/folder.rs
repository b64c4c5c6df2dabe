//! Where the account with an authority and the certificate are kept: one folder for each authority and set of names,
//! readable by its owner alone.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use rustls::sign::CertifiedKey;
use sha2::{Digest as _, Sha256};

use super::AcmeSettings;
use crate::infra::tls::certified;

/// The account.
const ACCOUNT: &str = "account.json";
/// Key, certificate and chain in one file, so that they are exchanged together.
const CERTIFICATE: &str = "certificate.pem";

/// A folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder where it is not there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn open(data: &Path, settings: &AcmeSettings) -> Result<Self, String> {
        let named = format!("{}\n{}", settings.directory, settings.domains.join("\n"));
        let hash = Sha256::digest(named);
        let short: String = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
        let folder = data.join("acme").join(short);
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self(folder))
    }

    /// The account as it was kept.
    pub(super) fn account(&self) -> Option<String> {
        fs::read_to_string(self.0.join(ACCOUNT)).ok()
    }

    pub(super) fn put_account(&self, json: &str) -> Result<(), String> {
        self.put(ACCOUNT, json.as_bytes())
    }

    pub(super) fn put_certificate(&self, pem: &str) -> Result<(), String> {
        self.put(CERTIFICATE, pem.as_bytes())
    }

    /// The certificate that was given last.
    ///
    /// # Errors
    /// Where the file is there and cannot be used.
    pub fn certificate(&self) -> Result<Option<CertifiedKey>, String> {
        let file = self.0.join(CERTIFICATE);
        if !file.is_file() {
            return Ok(None);
        }
        certified(&file, &file).map(Some)
    }

    /// Written beside it and put in its place, so that half a file is never read.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let (file, fresh) = (self.0.join(name), self.0.join(format!("{name}.new")));
        let told = |error: std::io::Error| format!("{}: {error}", file.display());
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(told(error)),
            _ => {}
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut open = options.open(&fresh).map_err(told)?;
        open.write_all(bytes).map_err(told)?;
        open.sync_all().map_err(told)?;
        fs::rename(&fresh, &file).map_err(told)
    }
}
