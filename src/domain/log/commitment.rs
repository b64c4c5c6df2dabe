//! Commitments: 32 bytes that fix a value without telling it. With the salt anyone can check the value; without it,
//! not even a value that is easily guessed can be tried. Not the events that carry them.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::hash::Digest;

/// A value that is fixed and not told.
pub type Commitment = Digest;

/// 32 random bytes; one for each commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Salt(pub Digest);

impl Salt {
    /// A salt from random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Digest(bytes))
    }
}

/// Text as it is committed to: NFC.
#[must_use]
pub fn normal_text(text: &str) -> String {
    text.nfc().collect()
}

/// Commits to a named value. The value is text in NFC; money `EUR 41133.77`, dates as ISO 8601, numbers as decimals.
///
/// A name is a short word of this program; 65,535 bytes of it count at most.
#[must_use]
pub fn commit_field(name: &str, salt: &Salt, value: &str) -> Commitment {
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let name = &name.as_bytes()[..usize::from(length)];
    Digest::of(&[
        b"gt/field/v1\n",
        &length.to_be_bytes(),
        name,
        &salt.0.0,
        normal_text(value).as_bytes(),
    ])
}

/// Commits to a record: its fields, in whatever order they are given.
#[must_use]
pub fn commit_record(fields: &[Commitment]) -> Commitment {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    let mut parts: Vec<&[u8]> = vec![b"gt/record/v1\n"];
    parts.extend(sorted.iter().map(|field| field.0.as_slice()));
    Digest::of(&parts)
}

/// Commits to the original bytes of a file by their SHA-256.
#[must_use]
pub fn commit_blob(salt: &Salt, sha256: &Digest) -> Commitment {
    Digest::of(&[b"gt/blob/v1\n", &salt.0.0, &sha256.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_fixed_by_its_name_its_salt_and_its_value() {
        let salt = Salt::new([1; 32]);
        let committed = commit_field("name", &salt, "Zoë");
        assert_eq!(committed, commit_field("name", &salt, "Zoe\u{308}"));
        assert_ne!(committed, commit_field("nam", &salt, "Zoë"));
        assert_ne!(committed, commit_field("name", &Salt::new([2; 32]), "Zoë"));
        assert_ne!(committed, commit_field("name", &salt, "Zoe"));
        // The length of the name keeps the parts apart.
        let bytes = [
            b"gt/field/v1\n\0\x04name".as_slice(),
            &[1; 32],
            "Zoë".as_bytes(),
        ]
        .concat();
        assert_eq!(committed, Digest::of(&[&bytes]));
    }

    #[test]
    fn a_record_does_not_depend_on_the_order_of_its_fields() {
        let salt = Salt::new([1; 32]);
        let (a, b) = (commit_field("a", &salt, "1"), commit_field("b", &salt, "2"));
        assert_eq!(commit_record(&[a, b]), commit_record(&[b, a]));
        assert_ne!(commit_record(&[a, b]), commit_record(&[a]));
        assert_ne!(commit_record(&[a, b]), commit_blob(&salt, &a));
    }
}
