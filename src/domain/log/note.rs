//! Signed notes of C2SP: text, a blank line, then lines of signatures by named Ed25519 keys. Not what the text says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::domain::keys::Secret;

/// The mark of an Ed25519 key in a key that is written as text.
const ED25519: u8 = 1;
/// More than this is no note of a log.
const LONGEST: usize = 64 * 1024;
const DASH: &str = "\u{2014} ";

/// Why a note or a key was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It does not have the form of a note.
    #[error("this is not a signed note")]
    NotANote,
    /// It does not have the form of a verifier key, or its parts do not fit each other.
    #[error("this is not a verifier key: it looks like name+0123abcd+base64")]
    NotAKey,
    /// The key did not sign it.
    #[error("the note carries no signature of this key")]
    NotSigned,
    /// A signature in the name of the key is not its signature.
    #[error(
        "the signature on the note does not fit: the note was changed, or another key signed it"
    )]
    BadSignature,
}

/// A public key with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// Where the name cannot stand in a note, or the bytes are no key.
    pub fn new(name: &str, key: &[u8; 32]) -> Result<Self, NoteError> {
        let key = VerifyingKey::from_bytes(key).map_err(|_| NoteError::NotAKey)?;
        if !is_name(name) || key.is_weak() {
            return Err(NoteError::NotAKey);
        }
        let name = name.to_owned();
        Ok(Self { name, key })
    }

    /// Reads a key as it is written: `name+hash+base64`.
    ///
    /// # Errors
    /// Where it is anything else.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (name, id, key) = match (parts.next(), parts.next(), parts.next()) {
            (Some(name), Some(id), Some(key)) => (name, id, key),
            _ => return Err(NoteError::NotAKey),
        };
        let bytes = BASE64.decode(key).map_err(|_| NoteError::NotAKey)?;
        let Some((&ED25519, key)) = bytes.split_first() else {
            return Err(NoteError::NotAKey);
        };
        let key: &[u8; 32] = key.try_into().map_err(|_| NoteError::NotAKey)?;
        let verifier = Self::new(name, key)?;
        if super::hash::from_hex(id) == Some(verifier.id()) {
            Ok(verifier)
        } else {
            Err(NoteError::NotAKey)
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// The key as it is written.
    #[must_use]
    pub fn text(&self) -> String {
        let id = super::hex(&self.id());
        let key = BASE64.encode([&[ED25519], self.key.as_bytes().as_slice()].concat());
        format!("{}+{id}+{key}", self.name)
    }

    /// The first four bytes of the hash of name, kind and key.
    fn id(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.as_bytes())
            .finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Checks a signature over bytes, by the strict rules: none that another program might take differently.
    ///
    /// # Errors
    /// Where it is not this key's.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), NoteError> {
        let signature = Signature::from_slice(signature).map_err(|_| NoteError::BadSignature)?;
        let verified = self.key.verify_strict(message, &signature);
        verified.map_err(|_| NoteError::BadSignature)
    }

    /// The text of a note that this key signed. Lines of other keys are passed over.
    ///
    /// # Errors
    /// Where it is not a note, or the key's signature is missing or wrong.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        let (text, signatures) = parts(note)?;
        let mut is_signed = false;
        for line in signatures.split('\n') {
            let (name, bytes) = signature_line(line)?;
            if name != self.name || bytes[..4] != self.id() {
                continue;
            }
            // A second line of the same key could only contradict the first.
            if is_signed {
                return Err(NoteError::NotANote);
            }
            self.verify(text.as_bytes(), &bytes[4..])?;
            is_signed = true;
        }
        if is_signed {
            Ok(text)
        } else {
            Err(NoteError::NotSigned)
        }
    }
}

/// Signs text. The text ends with a line feed and has no control characters but line feeds.
///
/// # Errors
/// Where the name or the text cannot stand in a note.
pub fn sign(name: &str, secret: &Secret, text: &str) -> Result<String, NoteError> {
    if !is_text(text) || !is_name(name) {
        return Err(NoteError::NotANote);
    }
    let key = SigningKey::from_bytes(secret.bytes());
    let verifier = Verifier::new(name, key.verifying_key().as_bytes())?;
    let signature = key.sign(text.as_bytes()).to_bytes();
    let signed = BASE64.encode([verifier.id().as_slice(), &signature].concat());
    Ok(format!("{text}\n{DASH}{name} {signed}\n"))
}

/// The public key of a signing key, under a name.
///
/// # Errors
/// Where the name cannot stand in a note.
pub fn verifier_of(name: &str, secret: &Secret) -> Result<Verifier, NoteError> {
    let key = SigningKey::from_bytes(secret.bytes()).verifying_key();
    Verifier::new(name, key.as_bytes())
}

/// Splits a note into its text, with the last line feed, and its lines of signatures, without the last line feed.
fn parts(note: &str) -> Result<(&str, &str), NoteError> {
    let blank = note.rfind("\n\n").ok_or(NoteError::NotANote)?;
    let (text, signatures) = (&note[..=blank], &note[blank + 2..]);
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::NotANote)?;
    if note.len() > LONGEST || !is_text(text) {
        return Err(NoteError::NotANote);
    }
    Ok((text, signatures))
}

fn signature_line(line: &str) -> Result<(&str, Vec<u8>), NoteError> {
    let named = line.strip_prefix(DASH).and_then(|l| l.split_once(' '));
    let (name, bytes) = named.ok_or(NoteError::NotANote)?;
    let bytes = BASE64.decode(bytes).map_err(|_| NoteError::NotANote)?;
    if is_name(name) && bytes.len() > 4 {
        Ok((name, bytes))
    } else {
        Err(NoteError::NotANote)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

fn is_text(text: &str) -> bool {
    text.ends_with('\n') && !text.contains(|c: char| c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                        then you don't know what your problem is.\n";
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const PETERS_SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const BY_PETER: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    const BY_ENOCH: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    fn secret(text: &str) -> Secret {
        let bytes = BASE64.decode(text).unwrap();
        Secret::new(bytes[1..].try_into().unwrap())
    }

    #[test]
    fn the_published_notes_are_read_and_made_to_the_byte() {
        let (peter, enoch) = (
            Verifier::parse(PETER).unwrap(),
            Verifier::parse(ENOCH).unwrap(),
        );
        assert_eq!((peter.text(), enoch.text()), (PETER.into(), ENOCH.into()));
        let note = format!("{TEXT}\n{BY_PETER}");
        let made = sign("PeterNeumann", &secret(PETERS_SECRET), TEXT).unwrap();
        assert_eq!(made, note);
        assert_eq!(
            verifier_of("PeterNeumann", &secret(PETERS_SECRET)).unwrap(),
            peter
        );
        assert_eq!(peter.open(&note), Ok(TEXT));
        assert_eq!(enoch.open(&note), Err(NoteError::NotSigned));
        let by_both = format!("{note}{BY_ENOCH}");
        assert_eq!(peter.open(&by_both), Ok(TEXT));
        assert_eq!(enoch.open(&by_both), Ok(TEXT));
        let twice = format!("{note}{BY_PETER}");
        assert_eq!(peter.open(&twice), Err(NoteError::NotANote));
    }

    #[test]
    fn every_changed_character_of_a_note_is_noticed() {
        let peter = Verifier::parse(PETER).unwrap();
        let note = format!("{TEXT}\n{BY_PETER}");
        for at in 0..note.len() * 8 {
            let mut flipped = note.clone().into_bytes();
            flipped[at / 8] ^= 1 << (at % 8);
            let Ok(flipped) = String::from_utf8(flipped) else {
                continue;
            };
            assert!(peter.open(&flipped).is_err(), "{flipped}");
        }
        for broken in ["", "\n", "\n\n", TEXT, &note[..note.len() - 1], "a\n\nb\n"] {
            assert!(peter.open(broken).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn a_key_whose_parts_do_not_fit_is_refused() {
        let note_of_a_weak_key = Verifier::new("weak", &[0; 32]);
        assert_eq!(note_of_a_weak_key, Err(NoteError::NotAKey));
        for begin in 0..PETER.len() {
            for end in begin..=PETER.len() {
                let whole = begin == 0 && end == PETER.len();
                assert_eq!(Verifier::parse(&PETER[begin..end]).is_ok(), whole);
            }
        }
        for at in 0..PETER.len() {
            let mut changed = PETER.as_bytes().to_vec();
            changed[at] += 1;
            let changed = String::from_utf8(changed).unwrap();
            assert!(Verifier::parse(&changed).is_err(), "{changed}");
        }
    }
}
