//! Fonts: handed to printpdf, which subsets them, and told afterwards what their glyphs say.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{ParsedFont, PdfDocument, PdfFont};

use super::PdfError;
use super::paint::{Letters, font_id};
use crate::layout::text::Face;

/// Adds the faces that a document uses.
pub(super) fn add(pdf: &mut PdfDocument, letters: &Letters) -> Result<(), PdfError> {
    for face in Face::ALL {
        if letters.of_face(face).next().is_none() {
            continue;
        }
        let parsed = ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new());
        let parsed = parsed.ok_or_else(|| PdfError::Font(format!("{face:?}")))?;
        let fonts = &mut pdf.resources.fonts.map;
        fonts.insert(font_id(face), PdfFont::new(parsed));
    }
    Ok(())
}

/// Writes into each font what its glyphs say. printpdf knows letters only where the font's own table
/// leads from one letter to the glyph, which ligatures and joined letters escape.
pub(super) fn name_letters(
    doc: &mut Document,
    fonts: &Dictionary,
    letters: &Letters,
) -> lopdf::Result<()> {
    for face in Face::ALL {
        let name = font_id(face).0;
        let Ok(font) = fonts.get(name.as_bytes()).and_then(Object::as_reference) else {
            continue;
        };
        let map = to_unicode(&name, letters.of_face(face));
        let stream = doc
            .get_dictionary(font)?
            .get(b"ToUnicode")?
            .as_reference()?;
        doc.set_object(stream, Stream::new(Dictionary::new(), map.into_bytes()));
        hide_carriers(doc, font, letters, face)?;
    }
    Ok(())
}

/// The code of each glyph: its place among the glyphs used, after the one for a missing glyph.
fn codes<'a>(
    glyphs: impl Iterator<Item = (u16, &'a str)>,
) -> impl Iterator<Item = (u16, u16, &'a str)> {
    let used = glyphs.filter(|(id, _)| *id != 0);
    (1u16..)
        .zip(used)
        .map(|(code, (id, said))| (code, id, said))
}

/// What is carried and never seen takes no room.
fn hide_carriers(
    doc: &mut Document,
    font: ObjectId,
    letters: &Letters,
    face: Face,
) -> lopdf::Result<()> {
    let carriers: Vec<u16> = codes(letters.of_face(face))
        .filter(|(_, id, _)| letters.is_carrier(face, *id))
        .map(|(code, _, _)| code)
        .collect();
    if carriers.is_empty() {
        return Ok(());
    }
    let descendants = doc.get_dictionary_mut(font)?.get_mut(b"DescendantFonts")?;
    for descendant in descendants.as_array_mut()? {
        let widths = descendant.as_dict_mut()?.get_mut(b"W")?.as_array_mut()?;
        let mut first = 0;
        for part in widths {
            match part {
                Object::Integer(code) => first = *code,
                Object::Array(list) => {
                    for code in &carriers {
                        let place = usize::try_from(i64::from(*code) - first).ok();
                        if let Some(width) = place.and_then(|place| list.get_mut(place)) {
                            *width = Object::Integer(0);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// A map from codes to letters, as the format wants it.
fn to_unicode<'a>(name: &str, glyphs: impl Iterator<Item = (u16, &'a str)>) -> String {
    let mut map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry \
         (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /{name} def\n/CMapType 2 def\n1 \
         begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    );
    let entries: Vec<_> = codes(glyphs)
        .filter(|(_, _, said)| !said.is_empty())
        .collect();
    for part in entries.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", part.len());
        for (code, _, said) in part {
            let _ = write!(map, "<{code:04X}> <");
            for unit in said.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
