//! How a mail's contents are encrypted while they wait. [`KeySealing`] does it with the keys of the
//! program.

use std::sync::Arc;

use crate::db::{MailId, OrganisationId};
use crate::domain::keys::{NONCE, Place, open, seal};
use crate::infra::app::App;

/// Seals and opens one field of one mail. What is sealed for one organisation, mail or field must not open for
/// another: the three are bound to it.
pub trait Sealing: Send + Sync {
    /// Seals.
    fn seal(
        &self,
        organisation: OrganisationId,
        mail: MailId,
        field: &'static str,
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError>;

    /// Opens.
    fn open(
        &self,
        organisation: OrganisationId,
        mail: MailId,
        field: &'static str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError>;
}

/// The contents cannot be sealed or opened: the key is not there, or what was sealed was changed or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the contents of the mail cannot be sealed or opened: the key is missing or does not fit")]
pub struct SealError;

/// Sealing with a key that the master key gives each organisation for its mail.
pub struct KeySealing(pub Arc<App>);

impl Sealing for KeySealing {
    fn seal(
        &self,
        organisation: OrganisationId,
        mail: MailId,
        field: &'static str,
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let key = self.0.master.mail_key(organisation.as_uuid());
        let mut nonce = [0; NONCE];
        let chance = self.0.surroundings.seed();
        nonce.copy_from_slice(&chance[..NONCE]);
        Ok(seal(&key, &place(organisation, mail, field), plain, nonce))
    }

    fn open(
        &self,
        organisation: OrganisationId,
        mail: MailId,
        field: &'static str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let key = self.0.master.mail_key(organisation.as_uuid());
        let plain = open(&key, &place(organisation, mail, field), sealed);
        plain.map(|plain| plain.to_vec()).map_err(|_| SealError)
    }
}

fn place(organisation: OrganisationId, mail: MailId, field: &'static str) -> Place {
    Place {
        organisation: organisation.as_uuid(),
        record: mail.as_uuid(),
        field,
    }
}
