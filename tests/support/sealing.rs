//! Sealing for tests: not secret, but bound to organisation, mail and field as the real one must be, and not readable
//! in the database.

use groundtruth::db::{MailId, OrganisationId};
use groundtruth::infra::mail::{SealError, Sealing};
use sha2::{Digest, Sha256};

/// A key that everyone knows.
pub struct TestSealing;

impl TestSealing {
    fn pad(organisation: OrganisationId, mail: MailId, field: &str, at: usize) -> u8 {
        let block = Sha256::new()
            .chain_update(organisation.as_uuid())
            .chain_update(mail.as_uuid())
            .chain_update(field)
            .chain_update((at / 32).to_be_bytes())
            .finalize();
        block[at % 32]
    }
}

impl Sealing for TestSealing {
    fn seal(
        &self,
        organisation: OrganisationId,
        mail: MailId,
        field: &'static str,
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let tag = Sha256::digest(plain);
        let both = plain.iter().chain(tag.iter()).enumerate();
        Ok(both
            .map(|(at, byte)| byte ^ Self::pad(organisation, mail, field, at))
            .collect())
    }

    fn open(
        &self,
        organisation: OrganisationId,
        mail: MailId,
        field: &'static str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let mut both: Vec<u8> = sealed
            .iter()
            .enumerate()
            .map(|(at, byte)| byte ^ Self::pad(organisation, mail, field, at))
            .collect();
        let tag = both.split_off(both.len().checked_sub(32).ok_or(SealError)?);
        if Sha256::digest(&both).as_slice() == tag {
            Ok(both)
        } else {
            Err(SealError)
        }
    }
}
