//! Proofs as files: that an event is in a log (C2SP tlog-proof, the event in its `extra` line), and that one
//! checkpoint of a log continues another.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::checkpoint::Checkpoint;
use super::commitment::Salt;
use super::event::{Event, EventError, leaf_of};
use super::hash::Digest;
use super::note::{NoteError, Verifier};
use super::tree::{DoesNotProve, verify_consistency, verify_inclusion};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// A proof with an event of the longest kind is far shorter.
const LONGEST: usize = 256 * 1024;
/// The height of the highest tree.
const MOST_HASHES: usize = 128;

/// Why a proof was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It does not have the form of a proof.
    #[error("this is not a proof file: {0}")]
    NotAProof(&'static str),
    /// The checkpoint in it.
    #[error("the checkpoint: {0}")]
    Note(#[from] NoteError),
    /// The event in it.
    #[error("the event: {0}")]
    Event(#[from] EventError),
    /// The hashes do not lead from the event to the checkpoint, or from one checkpoint to the other.
    #[error("the hashes do not lead from the one to the other: something was changed")]
    Tree(#[from] DoesNotProve),
    /// It proves something, but about something else.
    #[error("{0}")]
    Other(&'static str),
}

/// That an event is in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The salt of the leaf.
    pub salt: Salt,
    /// The event as canonical JSON.
    pub body: Vec<u8>,
    /// The index of its leaf.
    pub index: u64,
    /// From the leaf's sibling up.
    pub hashes: Vec<Digest>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Proof {
    /// The proof as a file.
    #[must_use]
    pub fn text(&self) -> String {
        let extra = BASE64.encode([self.salt.0.0.as_slice(), &self.body].concat());
        let (index, hashes) = (self.index, lines(&self.hashes));
        let checkpoint = &self.checkpoint;
        format!("{FIRST_LINE}\nextra {extra}\nindex {index}\n{hashes}\n{checkpoint}")
    }

    /// Reads a file without checking it.
    ///
    /// # Errors
    /// Where it does not have the form.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let (head, checkpoint) = halves(text)?;
        let mut head = head.split('\n');
        if head.next() != Some(FIRST_LINE) {
            return Err(ProofError::NotAProof("another first line is expected"));
        }
        let extra = head.next().and_then(|line| line.strip_prefix("extra "));
        let extra = extra.and_then(|extra| BASE64.decode(extra).ok());
        let extra = extra.ok_or(ProofError::NotAProof("it has no event"))?;
        let split = extra.split_first_chunk::<32>();
        let (salt, body) = split.ok_or(ProofError::NotAProof("its event is too short"))?;
        let index = head.next().and_then(|line| line.strip_prefix("index "));
        let index = index
            .and_then(number)
            .ok_or(ProofError::NotAProof("it has no index"))?;
        Ok(Self {
            salt: Salt::new(*salt),
            body: body.to_vec(),
            index,
            hashes: hashes(head)?,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Checks everything: signature, tree, event, and that the file is written in the one way.
    ///
    /// # Errors
    /// Names what does not hold.
    pub fn verify(text: &str, verifier: &Verifier) -> Result<(Event, Checkpoint), ProofError> {
        let proof = Self::read(text)?;
        let checkpoint = Checkpoint::open(&proof.checkpoint, verifier)?;
        let leaf = leaf_of(&proof.salt, &proof.body);
        let (size, root) = (checkpoint.size, &checkpoint.root);
        verify_inclusion(&leaf, proof.index, size, &proof.hashes, root)?;
        let event = Event::read(&proof.body)?;
        if u64::from(event.seq) != proof.index {
            return Err(ProofError::Other(
                "the event says that it stands at another index",
            ));
        }
        Ok((event, checkpoint))
    }
}

/// That a newer checkpoint continues an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistency {
    /// The size of the older tree.
    pub old: u64,
    /// As RFC 6962 orders them.
    pub hashes: Vec<Digest>,
    /// The newer checkpoint, signed.
    pub checkpoint: String,
}

impl Consistency {
    /// The proof as a file.
    #[must_use]
    pub fn text(&self) -> String {
        let (hashes, checkpoint) = (lines(&self.hashes), &self.checkpoint);
        format!("old {}\n{hashes}\n{checkpoint}", self.old)
    }

    /// Reads a file without checking it.
    ///
    /// # Errors
    /// Where it does not have the form.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let (head, checkpoint) = halves(text)?;
        let mut head = head.split('\n');
        let old = head.next().and_then(|line| line.strip_prefix("old "));
        let old = old
            .and_then(number)
            .ok_or(ProofError::NotAProof("another first line is expected"))?;
        Ok(Self {
            old,
            hashes: hashes(head)?,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Checks both signatures and the way from the older checkpoint, which somebody kept, to the newer one.
    ///
    /// # Errors
    /// Names what does not hold.
    pub fn verify(
        text: &str,
        kept: &str,
        verifier: &Verifier,
    ) -> Result<(Checkpoint, Checkpoint), ProofError> {
        let proof = Self::read(text)?;
        let old = Checkpoint::open(kept, verifier)?;
        let new = Checkpoint::open(&proof.checkpoint, verifier)?;
        if proof.old != old.size {
            return Err(ProofError::Other(
                "the proof begins at a checkpoint of another size",
            ));
        }
        verify_consistency(old.size, new.size, &proof.hashes, &old.root, &new.root)?;
        Ok((old, new))
    }
}

fn lines(hashes: &[Digest]) -> String {
    let lines = hashes.iter().map(|hash| BASE64.encode(hash.0) + "\n");
    lines.collect()
}

/// What stands before the first blank line, and the checkpoint after it.
fn halves(text: &str) -> Result<(&str, &str), ProofError> {
    if text.len() > LONGEST {
        return Err(ProofError::NotAProof("it is too long"));
    }
    text.split_once("\n\n")
        .ok_or(ProofError::NotAProof("it has no checkpoint"))
}

fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Digest>, ProofError> {
    let hashes: Option<Vec<Digest>> = lines
        .take(MOST_HASHES)
        .map(|line| Some(Digest(BASE64.decode(line).ok()?.try_into().ok()?)))
        .collect();
    hashes.ok_or(ProofError::NotAProof("a line is not a hash"))
}
