//! Codes that people type: of an invitation, of a recovery. 80 bits in four groups of four letters, read however they
//! are written. Not what a code opens.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::keys::OrganisationKey;
use super::log::Digest;

/// No I, L, O or U: nothing that is taken for something else.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 16;

/// A code, its letters without the hyphens.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedCode(Zeroizing<String>);

impl std::fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedCode")
    }
}

impl TypedCode {
    /// A code from chance: five bits of each byte.
    #[must_use]
    pub fn new(chance: [u8; LENGTH]) -> Self {
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte & 31)]);
        Self(Zeroizing::new(chance.iter().map(letter).collect()))
    }

    /// Reads what a person typed: small or capital letters, with or without hyphens and spaces; `O` is zero, `I` and
    /// `L` are one.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let mut letters = Zeroizing::new(String::with_capacity(LENGTH));
        for letter in typed.chars() {
            let letter = match letter.to_ascii_uppercase() {
                ' ' | '-' | '.' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{2010}'..='\u{2015}' => {
                    continue;
                }
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if letters.len() == LENGTH || !u8::try_from(letter).is_ok_and(|l| LETTERS.contains(&l))
            {
                return None;
            }
            letters.push(letter);
        }
        (letters.len() == LENGTH).then_some(Self(letters))
    }

    /// As it is written: `7VQ2-K0HM-3XWA-9TNE`.
    #[must_use]
    pub fn written(&self) -> String {
        let groups = self.0.as_bytes().chunks(4).map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join("-")
    }

    /// Under which hash it is kept. 80 bits of chance need no slow hash.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let hash = Sha256::new().chain_update(b"gt/code/v1\n");
        hash.chain_update(self.0.as_bytes()).finalize().into()
    }
}

/// The code of the slip of something that was sent under an id with this content. It follows from the key of the
/// organisation, so that nobody else can work it out and the answer to a request that is sent again has the same one.
#[must_use]
pub fn slip_of(key: &OrganisationKey, (client_id, content): (Uuid, Digest)) -> TypedCode {
    let hash = key
        .slip_index()
        .of_exactly(&format!("{client_id}\n{content}"));
    let mut chance = [0; LENGTH];
    chance.copy_from_slice(&hash[..LENGTH]);
    TypedCode::new(chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = TypedCode::new([
            0, 1, 2, 31, 32, 33, 40, 50, 60, 70, 80, 90, 100, 110, 120, 255,
        ]);
        let written = code.written();
        assert_eq!(written.len(), 19);
        for typed in [
            written.clone(),
            written.to_lowercase(),
            written.replace('-', ""),
            format!("  {} \n", written.replace('-', " ")),
            written.replace('0', "O").replace('1', "l"),
        ] {
            assert_eq!(TypedCode::read(&typed), Some(code.clone()), "{typed}");
        }
        for wrong in [
            "",
            "7VQ2",
            &format!("{written}0"),
            &written.replace('2', "U"),
            "é",
        ] {
            assert_eq!(TypedCode::read(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "TypedCode");
    }
}
