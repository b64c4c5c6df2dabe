//! How a mail's contents are encrypted while they wait. The key hierarchy implements it; there is none without keys.

use crate::db::{MailId, OrganisationId};

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
