//! What the server shows in a handshake: its certificate to visitors, the answer for a name to an authority that looks.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::validity::{Validity, validity};
use crate::infra::http::ACME_ALPN;

/// A certificate, when there is one, and answers while an authority looks.
#[derive(Default)]
pub struct Shown(RwLock<State>);

#[derive(Default)]
struct State {
    certificate: Option<(Arc<CertifiedKey>, Option<Validity>)>,
    answers: HashMap<String, Arc<CertifiedKey>>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

impl Shown {
    /// Shows this certificate from now on.
    pub fn put(&self, key: CertifiedKey) {
        let validity = key
            .cert
            .first()
            .and_then(|certificate| validity(certificate));
        self.change(|state| state.certificate = Some((Arc::new(key), validity)));
    }

    /// From when until when the certificate is valid.
    pub fn validity(&self) -> Option<Validity> {
        let state = self.0.read().unwrap_or_else(PoisonError::into_inner);
        state
            .certificate
            .as_ref()
            .and_then(|(_, validity)| *validity)
    }

    /// Answers an authority that asks about this name.
    pub(super) fn answer(&self, name: &str, key: CertifiedKey) {
        let name = name.to_ascii_lowercase();
        self.change(|state| _ = state.answers.insert(name, Arc::new(key)));
    }

    pub(super) fn forget_answers(&self) {
        self.change(|state| state.answers.clear());
    }

    fn change(&self, what: impl FnOnce(&mut State)) {
        what(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let state = self.0.read().unwrap_or_else(PoisonError::into_inner);
        // An authority offers this protocol and no other (RFC 8737); so nobody else gets such an answer.
        let asked: Option<Vec<&[u8]>> = hello.alpn().map(Iterator::collect);
        if asked.is_some_and(|asked| asked == [ACME_ALPN]) {
            let name = hello.server_name()?.to_ascii_lowercase();
            return state.answers.get(&name).map(Arc::clone);
        }
        state.certificate.as_ref().map(|(key, _)| Arc::clone(key))
    }
}
