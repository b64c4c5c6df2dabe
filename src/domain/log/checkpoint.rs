//! The signed head of a log (C2SP tlog-checkpoint): which log, how many leaves, which root. Not the proofs under it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::hash::{Digest, from_hex, hex};
use super::note::{NoteError, Verifier, sign};
use super::tree::empty_root;
use crate::domain::keys::Secret;

const ORIGIN: &str = "groundtruth/log/";

/// The name of a log, fixed when it begins: `groundtruth/log/` and 32 random hex digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// A name from 16 random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(format!("{ORIGIN}{}", hex(&random)))
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        from_hex::<16>(text.strip_prefix(ORIGIN)?)?;
        Some(Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: Origin,
    /// How many leaves.
    pub size: u64,
    /// The root of the tree of these leaves.
    pub root: Digest,
}

impl Checkpoint {
    /// The checkpoint as a note, signed in the name of the log.
    ///
    /// # Errors
    /// Never for a name that was made here.
    pub fn sign(&self, secret: &Secret) -> Result<String, NoteError> {
        sign(self.origin.as_str(), secret, &self.text())
    }

    fn text(&self) -> String {
        let root = BASE64.encode(self.root.0);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    /// Reads a note that the key of a log signed as a checkpoint of that log.
    ///
    /// # Errors
    /// Where it is not signed by this key, or is not a checkpoint.
    pub fn open(note: &str, verifier: &Verifier) -> Result<Self, NoteError> {
        let text = verifier.open(note)?;
        let mut lines = text.split('\n');
        let (origin, size, root) = (lines.next(), lines.next(), lines.next());
        let origin = origin.and_then(Origin::parse);
        let size = size.and_then(|size| size.parse().ok());
        let root = root.and_then(|root| BASE64.decode(root).ok()?.try_into().ok());
        let (Some(origin), Some(size), Some(root)) = (origin, size, root) else {
            return Err(NoteError::NotANote);
        };
        let root = Digest(root);
        let checkpoint = Self { origin, size, root };
        // Signed by this log, written in the one way, and without extensions, which this program does not make.
        let fits = verifier.name() == checkpoint.origin.as_str() && checkpoint.text() == text;
        let is_a_tree = size > 0 || root == empty_root();
        if fits && is_a_tree {
            Ok(checkpoint)
        } else {
            Err(NoteError::NotANote)
        }
    }
}
