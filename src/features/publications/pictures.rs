//! Pictures of an audit's evidence: taken by name from where they lie, checked against the hash on record, and
//! known by their size before anything is laid out.

use std::collections::BTreeMap;

use groundtruth_reports::model::{Picture, Report};
use groundtruth_reports::photographs::{InMemory, PixelFormat, PublicCopy, Unfit};
use sha2::{Digest, Sha256};

use crate::domain::case::Case;

/// The pictures of one audit.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// Their bytes, for the editions.
    pub copies: InMemory,
    heads: BTreeMap<String, (PublicCopy, &'static str)>,
}

/// A picture that cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file is another than the one on record.
    #[error("{file} is not the file on record: its SHA-256 is {found}, the case says {recorded}")]
    OtherFile {
        /// Which file.
        file: String,
        /// Its hash.
        found: String,
        /// The hash on record.
        recorded: String,
    },
    /// It is no public copy.
    #[error("{file}: {reason}")]
    Unfit {
        /// Which file.
        file: String,
        /// Why.
        reason: Unfit,
    },
}

/// Number of a piece of evidence by its place in the case: `E-001`.
pub fn evidence_number(position: usize) -> String {
    format!("E-{:03}", position + 1)
}

/// Takes the pictures that the evidence of a case names. A picture that is not there is described instead.
pub fn pictures_of(
    case: &Case,
    load: impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<Pictures, PictureError> {
    let mut copies = Vec::new();
    let mut heads = BTreeMap::new();
    for (i, evidence) in case.evidence.iter().enumerate() {
        let Some(file) = evidence.file.as_deref().filter(|f| is_picture(f)) else {
            continue;
        };
        let Some(bytes) = load(file) else { continue };
        let found: String = Sha256::digest(&bytes)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        if let Some(recorded) = evidence.sha256.as_ref().filter(|r| **r != found) {
            return Err(PictureError::OtherFile {
                file: file.to_owned(),
                found,
                recorded: recorded.clone(),
            });
        }
        let head = PublicCopy::read(&bytes).map_err(|reason| PictureError::Unfit {
            file: file.to_owned(),
            reason,
        })?;
        let ending = match head.format {
            PixelFormat::Jpeg => "jpg",
            PixelFormat::Png => "png",
        };
        heads.insert(evidence_number(i), (head, ending));
        copies.push((evidence_number(i), bytes));
    }
    Ok(Pictures {
        copies: InMemory::new(copies),
        heads,
    })
}

/// Tells a report which of its evidence has a picture.
pub fn attach(report: &mut Report, pictures: &Pictures) {
    for evidence in &mut report.evidence {
        let Some((head, ending)) = pictures.heads.get(&evidence.number) else {
            continue;
        };
        evidence.picture = Some(Picture {
            file: format!("{}.{ending}", evidence.number),
            media_type: head.format.media_type().to_owned(),
            width: head.width,
            height: head.height,
            alt: evidence
                .note
                .clone()
                .unwrap_or_else(|| evidence.title.clone()),
            caption: evidence.title.clone(),
        });
    }
}

fn is_picture(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    [".png", ".jpg", ".jpeg"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}
