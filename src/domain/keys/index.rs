//! Finding what is stored encrypted, an e-mail address or the code of an observer: a keyed hash. Not the thing itself.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use super::Secret;

/// The key of an index. Without it, a hash tells nothing of the address.
#[derive(Clone, Debug)]
pub struct BlindIndex(Secret);

impl BlindIndex {
    pub(super) fn new(key: Secret) -> Self {
        Self(key)
    }

    /// Under which 32 bytes an address is found; the same for every way of writing it.
    #[must_use]
    pub fn of(&self, address: &str) -> [u8; 32] {
        self.of_exactly(&normal_address(address))
    }

    /// Under which 32 bytes a text is found, each way of writing it under its own.
    #[must_use]
    pub fn of_exactly(&self, text: &str) -> [u8; 32] {
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(self.0.bytes()) else {
            // The function takes a key of any length.
            unreachable!("32 bytes are a key");
        };
        mac.chain_update(text.as_bytes())
            .finalize()
            .into_bytes()
            .into()
    }
}

/// An address as it is compared: without spaces around it, in NFC, in small letters.
#[must_use]
pub fn normal_address(address: &str) -> String {
    address.trim().nfc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::{MasterKey, OrganisationKey};

    #[test]
    fn an_address_is_found_however_it_is_written_and_only_under_its_own_key() {
        let ours = OrganisationKey::new([1; 32]).address_index();
        let theirs = OrganisationKey::new([2; 32]).address_index();
        let server = MasterKey::new([1; 32]).address_index();
        let address = "zoë@example.org";
        assert_eq!(ours.of(address), ours.of(" Zoe\u{308}@Example.ORG\n"));
        assert_ne!(ours.of(address), ours.of("zoe@example.org"));
        assert_ne!(ours.of(address), theirs.of(address));
        assert_ne!(theirs.of(address), server.of(address));
    }
}
