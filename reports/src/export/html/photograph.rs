//! Photographs inside the file: the bytes of each are written once, as they are; further places link
//! to the first.

use std::collections::BTreeMap;

use super::escape::attribute;
use super::{base64, inline};
use crate::document::PhotographBlock;
use crate::model::{Report, ReportError};
use crate::photographs::{self, Photograph, Photographs};

/// The photographs of a report that may be written, by number of evidence.
#[derive(Default)]
pub(super) struct Pictures<'a>(BTreeMap<&'a str, Photograph<'a>>);

impl<'a> Pictures<'a> {
    pub(super) fn of(report: &'a Report, source: &'a dyn Photographs) -> Result<Self, ReportError> {
        let mut pictures = BTreeMap::new();
        for evidence in &report.evidence {
            if let Some(photograph) = photographs::take(evidence, source)? {
                pictures.insert(evidence.number.as_str(), photograph);
            }
        }
        Ok(Self(pictures))
    }
}

/// The photograph in the text, or the words in its place.
pub(super) fn large(out: &mut String, pictures: &Pictures<'_>, block: &PhotographBlock) {
    if block.repeated {
        out.push_str("<p class=\"small\">");
        inline::runs(out, &block.again);
        out.push_str("</p>");
        return;
    }
    out.push_str("<figure class=\"photograph\"");
    attribute(out, "id", &block.anchor);
    out.push('>');
    if !picture(out, pictures, block) {
        out.push_str("<p class=\"not-here\">");
        inline::runs(out, &block.missing);
        out.push_str("</p>");
    }
    out.push_str("<figcaption>");
    inline::runs(out, &block.caption);
    out.push_str("</figcaption></figure>");
}

/// The photograph in a cell of a table.
pub(super) fn small(out: &mut String, pictures: &Pictures<'_>, block: &PhotographBlock) {
    if block.repeated {
        out.push_str("<div>");
        inline::runs(out, &block.again);
        out.push_str("</div>");
        return;
    }
    out.push_str("<div class=\"thumb\"");
    attribute(out, "id", &block.anchor);
    out.push('>');
    if !picture(out, pictures, block) {
        inline::runs(out, &block.missing);
    }
    out.push_str("</div>");
}

/// Writes the picture itself; false where its bytes are missing.
fn picture(out: &mut String, pictures: &Pictures<'_>, block: &PhotographBlock) -> bool {
    let Some(photograph) = pictures.0.get(block.evidence.as_str()) else {
        return false;
    };
    out.push_str("<img src=\"data:");
    out.push_str(photograph.copy.format.media_type());
    out.push_str(";base64,");
    base64::write(out, &photograph.bytes);
    out.push('"');
    attribute(out, "width", &photograph.copy.width.to_string());
    attribute(out, "height", &photograph.copy.height.to_string());
    attribute(out, "alt", &block.alt);
    out.push_str(" loading=\"lazy\" decoding=\"async\">");
    true
}
