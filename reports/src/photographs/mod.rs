//! Photographs beside a report: where their bytes come from, and the rule that only public copies get
//! into an edition. Nothing here decodes a picture.

mod jpeg;
mod png;
mod public_copy;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use public_copy::{PixelFormat, PublicCopy, Unfit};

use crate::model::{Evidence, Picture, Report, ReportError};

/// Gives the bytes of public copies, by number of evidence.
///
/// A source gives the same bytes each time it is asked. It may read them when asked, so that an edition
/// that takes one photograph after the other holds one at a time.
pub trait Photographs {
    /// The bytes of the public copy; none where this source does not hold it.
    fn bytes(&self, evidence_number: &str) -> Option<Cow<'_, [u8]>>;
}

/// No photographs: captions and descriptions stand in their places.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPhotographs;

impl Photographs for NoPhotographs {
    fn bytes(&self, _: &str) -> Option<Cow<'_, [u8]>> {
        None
    }
}

/// Photographs held in memory.
#[derive(Clone, Debug, Default)]
pub struct InMemory(BTreeMap<String, Vec<u8>>);

impl InMemory {
    /// Photographs from pairs of number and bytes.
    pub fn new<N: Into<String>>(pairs: impl IntoIterator<Item = (N, Vec<u8>)>) -> Self {
        let pairs = pairs.into_iter();
        Self(
            pairs
                .map(|(number, bytes)| (number.into(), bytes))
                .collect(),
        )
    }
}

impl Photographs for InMemory {
    fn bytes(&self, evidence_number: &str) -> Option<Cow<'_, [u8]>> {
        let bytes = self.0.get(evidence_number)?;
        Some(Cow::Borrowed(bytes))
    }
}

/// A photograph that may stand in an edition.
#[derive(Clone, Debug)]
pub struct Photograph<'a> {
    /// What was read from its head.
    pub copy: PublicCopy,
    /// Its bytes, to be passed through as they are.
    pub bytes: Cow<'a, [u8]>,
}

/// Takes the photograph of a piece of evidence from a source and holds it to the rule.
///
/// `None` where the evidence has no picture or the source does not hold it.
///
/// # Errors
/// [`ReportError::Photograph`] where the bytes are no public copy, or not the picture described.
pub fn take<'a>(
    evidence: &Evidence,
    photographs: &'a dyn Photographs,
) -> Result<Option<Photograph<'a>>, ReportError> {
    let Some(picture) = &evidence.picture else {
        return Ok(None);
    };
    let Some(bytes) = photographs.bytes(&evidence.number) else {
        return Ok(None);
    };
    let fit = PublicCopy::read(&bytes).and_then(|copy| as_described(copy, picture));
    let copy = fit.map_err(|why| ReportError::Photograph {
        number: evidence.number.clone(),
        why,
    })?;
    Ok(Some(Photograph { copy, bytes }))
}

/// Holds every photograph of a report to the rule, one at a time.
///
/// # Errors
/// As [`take`], for the first one that breaks it.
pub fn check(report: &Report, photographs: &dyn Photographs) -> Result<(), ReportError> {
    let mut evidence = report.evidence.iter();
    evidence.try_for_each(|one| take(one, photographs).map(|_| ()))
}

fn as_described(copy: PublicCopy, picture: &Picture) -> Result<PublicCopy, Unfit> {
    if picture.media_type != copy.format.media_type() {
        return Err(Unfit::OtherFormat {
            described: picture.media_type.clone(),
            is: copy.format.media_type(),
        });
    }
    if (picture.width, picture.height) != (copy.width, copy.height) {
        return Err(Unfit::OtherSize {
            described: (picture.width, picture.height),
            is: (copy.width, copy.height),
        });
    }
    Ok(copy)
}
