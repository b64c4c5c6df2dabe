//! The keys: from one master key down to the key of a field, and what they seal. Not where keys are kept.
//!
//! A [`MasterKey`] wraps the key of each organisation, an [`OrganisationKey`] wraps the key of each subject (a person,
//! a testimony), and either gives the key of a field by derivation. What is wrapped is random, so that taking a wrapped
//! key away makes everything under it unreadable for ever.

mod blob;
mod index;
mod part;
mod sealed;
mod sheet;
mod visit_file;

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

pub use blob::{
    BlobOpener, BlobSealer, FRAME, HEAD, PREFIX, SEGMENT, open_blob, seal_blob, sealed_length,
};
pub use index::{BlindIndex, normal_address};
pub use part::{PART, PART_HEAD, open_part, part_length, seal_part};
pub use sealed::{CannotOpen, NONCE, Place, decrypt, encrypt, open, seal};
pub use sheet::{SheetError, read_sheet, write_sheet};
pub use visit_file::{PublicSealKey, SEAL_FIELD, VisitFileError, open_visit_file, seal_pair};

/// 32 bytes that are overwritten when they are dropped and never printed.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// The bytes of a secret.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for sealing and for handing to a signer.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Another secret for one purpose: HKDF-SHA256 without salt.
    fn derive(&self, purpose: &str, detail: &str) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        let expanded = Hkdf::<Sha256>::new(None, self.bytes())
            .expand_multi_info(&[purpose.as_bytes(), b"\n", detail.as_bytes()], &mut *bytes);
        match expanded {
            Ok(()) => Self(bytes),
            // The function refuses more than 8,160 bytes and nothing else.
            Err(_) => unreachable!("32 bytes can always be derived"),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What has keys for its fields.
pub trait SealsFields {
    /// The key of one field: `person.name`.
    fn field_key(&self, field: &str) -> Secret;
}

/// The key over everything; kept outside the database and outside the data folder.
#[derive(Clone, Debug)]
pub struct MasterKey(Secret);

/// The key of one organisation; kept wrapped under the master key.
#[derive(Clone, Debug)]
pub struct OrganisationKey(Secret);

/// The key of one subject; kept wrapped under the key of its organisation.
#[derive(Clone, Debug)]
pub struct SubjectKey(Secret);

impl MasterKey {
    /// A master key from its 32 bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }

    /// The bytes, for the key file and the recovery sheet.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    /// 16 hex digits that tell two keys apart and tell nothing else.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let derived = self.0.derive("gt/key/fingerprint/v1", "");
        let first = derived.bytes().iter().take(8);
        first.map(|byte| format!("{byte:02x}")).collect()
    }

    /// Wraps the key of an organisation.
    #[must_use]
    pub fn wrap(&self, key: &OrganisationKey, place: &Place, nonce: [u8; NONCE]) -> Vec<u8> {
        seal(&self.wrapping(), place, key.0.bytes(), nonce)
    }

    /// The key of an organisation, or nothing where another master key wrapped it.
    ///
    /// # Errors
    /// Where the wrapped key was made under another key, for another place, or was changed.
    pub fn unwrap(&self, wrapped: &[u8], place: &Place) -> Result<OrganisationKey, CannotOpen> {
        key_of(open(&self.wrapping(), place, wrapped)?).map(OrganisationKey)
    }

    /// The index of e-mail addresses over the whole server, for signing in before the organisation is known.
    #[must_use]
    pub fn address_index(&self) -> BlindIndex {
        BlindIndex::new(self.0.derive("gt/key/index/v1", "e-mail"))
    }

    /// What signs the address by which somebody takes themselves off a sort of mail.
    #[must_use]
    pub fn leaving_index(&self) -> BlindIndex {
        BlindIndex::new(self.0.derive("gt/key/index/v1", "leaving"))
    }

    /// The key of an organisation's mail while it waits.
    #[must_use]
    pub fn mail_key(&self, organisation: uuid::Uuid) -> Secret {
        let organisation = organisation.simple().to_string();
        self.0.derive("gt/key/mail/v1", &organisation)
    }

    fn wrapping(&self) -> Secret {
        self.0.derive("gt/key/wrap/v1", "organisation")
    }
}

impl OrganisationKey {
    /// A key from 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }

    /// Wraps the key of a subject.
    #[must_use]
    pub fn wrap(&self, key: &SubjectKey, place: &Place, nonce: [u8; NONCE]) -> Vec<u8> {
        seal(&self.wrapping(), place, key.0.bytes(), nonce)
    }

    /// The key of a subject.
    ///
    /// # Errors
    /// Where the wrapped key was made under another key, for another place, or was changed.
    pub fn unwrap(&self, wrapped: &[u8], place: &Place) -> Result<SubjectKey, CannotOpen> {
        key_of(open(&self.wrapping(), place, wrapped)?).map(SubjectKey)
    }

    /// The index of e-mail addresses inside the organisation.
    #[must_use]
    pub fn address_index(&self) -> BlindIndex {
        BlindIndex::new(self.0.derive("gt/key/index/v1", "e-mail"))
    }

    /// The index of observers inside one audit; in another audit the same person has another hash.
    #[must_use]
    pub fn observer_index(&self, audit: uuid::Uuid) -> BlindIndex {
        let purpose = format!("observer/{}", audit.simple());
        BlindIndex::new(self.0.derive("gt/key/index/v1", &purpose))
    }

    /// What slips follow from, so that whoever sent something and never saw the answer is told the same code again.
    #[must_use]
    pub fn slip_index(&self) -> BlindIndex {
        BlindIndex::new(self.0.derive("gt/key/index/v1", "slip"))
    }

    /// The index of whoever writes a visit down.
    #[must_use]
    pub fn writer_index(&self) -> BlindIndex {
        BlindIndex::new(self.0.derive("gt/key/index/v1", "writer"))
    }

    fn wrapping(&self) -> Secret {
        self.0.derive("gt/key/wrap/v1", "subject")
    }
}

impl SubjectKey {
    /// A key from 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }
}

impl SealsFields for OrganisationKey {
    fn field_key(&self, field: &str) -> Secret {
        self.0.derive("gt/key/field/v1", field)
    }
}

impl SealsFields for SubjectKey {
    fn field_key(&self, field: &str) -> Secret {
        self.0.derive("gt/key/field/v1", field)
    }
}

fn key_of(bytes: Zeroizing<Vec<u8>>) -> Result<Secret, CannotOpen> {
    let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| CannotOpen)?;
    Ok(Secret::new(bytes))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn place(organisation: u128, record: u128) -> Place {
        Place {
            organisation: Uuid::from_u128(organisation),
            record: Uuid::from_u128(record),
            field: "organisation_key.wrapped",
        }
    }

    #[test]
    fn a_key_is_unwrapped_by_the_key_above_it_at_its_own_place_and_nowhere_else() {
        let (master, other) = (MasterKey::new([1; 32]), MasterKey::new([2; 32]));
        let key = OrganisationKey::new([3; 32]);
        let wrapped = master.wrap(&key, &place(1, 1), [9; NONCE]);
        let back = master.unwrap(&wrapped, &place(1, 1)).unwrap();
        assert_eq!(back.0.bytes(), key.0.bytes());
        assert!(other.unwrap(&wrapped, &place(1, 1)).is_err());
        assert!(master.unwrap(&wrapped, &place(2, 1)).is_err());
        assert!(master.unwrap(&wrapped, &place(1, 2)).is_err());
        for at in 0..wrapped.len() * 8 {
            let mut flipped = wrapped.clone();
            flipped[at / 8] ^= 1 << (at % 8);
            assert!(master.unwrap(&flipped, &place(1, 1)).is_err(), "bit {at}");
        }
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let (organisation, subject) = (OrganisationKey::new([1; 32]), SubjectKey::new([2; 32]));
        let keys = [
            *organisation.field_key("person.name").bytes(),
            *organisation.field_key("person.mail").bytes(),
            *organisation.wrapping().bytes(),
            *subject.field_key("person.name").bytes(),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(keys.iter().skip(at + 1).all(|other| other != key));
        }
    }

    #[test]
    fn no_secret_is_printed() {
        let master = MasterKey::new([0xab; 32]);
        let printed = format!("{master:?} {:?}", SubjectKey::new([0xab; 32]));
        assert_eq!(printed, "MasterKey(Secret) SubjectKey(Secret)");
        assert_eq!(master.fingerprint().len(), 16);
        assert_ne!(master.fingerprint(), MasterKey::new([1; 32]).fingerprint());
    }
}
