//! What a reader needs beyond the pages: tags in the order of reading, links, bookmarks, page labels,
//! metadata and the colours meant.

mod colour;
mod links;
mod metadata;
mod outline;
mod tags;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::fonts::name_letters;
use super::paint::Painting;
use crate::layout::{Pages, grid};
pub(super) use metadata::Facts;
pub(super) use tags::tag;

/// Finishes a document as printpdf gave it.
pub(super) fn finish(
    doc: &mut Document,
    pages: &Pages,
    painting: &Painting,
    facts: &Facts,
) -> lopdf::Result<()> {
    let page_ids: Vec<ObjectId> = doc.get_pages().into_values().collect();
    if let Some(first) = page_ids.first() {
        let fonts = fonts_of(doc, *first)?;
        name_letters(doc, &fonts, &painting.letters)?;
    }
    let links = links::add(doc, pages, painting, &page_ids);
    let tree = tags::add(doc, pages, painting, (&page_ids, &links));
    for (index, page) in page_ids.iter().enumerate() {
        let dict = doc.get_dictionary_mut(*page)?;
        dict.set("StructParents", number(index));
        dict.set("Tabs", name("S"));
        dict.remove(b"TrimBox");
        dict.remove(b"CropBox");
        let annotations = links.on_page(index);
        if annotations.is_empty() {
            dict.remove(b"Annots");
        } else {
            dict.set("Annots", Object::Array(annotations));
        }
    }
    let outline = outline::add(doc, pages, &page_ids);
    let intent = colour::output_intent(doc);
    let metadata = doc.add_object(facts.xmp());
    let info = doc.add_object(facts.info());
    doc.trailer.set("Info", Object::Reference(info));
    let catalogue = doc.catalog_mut()?;
    catalogue.remove(b"PageLayout");
    catalogue.set("Lang", text(&facts.language));
    catalogue.set("MarkInfo", dictionary([("Marked", Object::Boolean(true))]));
    catalogue.set("StructTreeRoot", Object::Reference(tree));
    catalogue.set("Metadata", Object::Reference(metadata));
    catalogue.set(
        "OutputIntents",
        Object::Array(vec![Object::Reference(intent)]),
    );
    let decimal = dictionary([("S", name("D"))]);
    let labels = Object::Array(vec![Object::Integer(0), decimal]);
    catalogue.set("PageLabels", dictionary([("Nums", labels)]));
    let mut preferences = vec![("DisplayDocTitle", Object::Boolean(true))];
    if pages.mirrored {
        preferences.push(("Direction", name("R2L")));
    }
    catalogue.set("ViewerPreferences", dictionary(preferences));
    if let Some(outline) = outline {
        catalogue.set("Outlines", Object::Reference(outline));
        catalogue.set("PageMode", name("UseOutlines"));
    }
    Ok(())
}

/// The fonts of a page, which are those of every page.
fn fonts_of(doc: &Document, page: ObjectId) -> lopdf::Result<Dictionary> {
    let resources = doc
        .get_dictionary(page)?
        .get(b"Resources")?
        .as_reference()?;
    let fonts = doc
        .get_dictionary(resources)?
        .get(b"Font")?
        .as_reference()?;
    doc.get_dictionary(fonts).cloned()
}

/// Where something stands, as a destination: a little above it.
fn destination(page: ObjectId, y: f64) -> Object {
    const ABOVE: f64 = 8.0;
    let top = (grid::PAGE_HEIGHT - y + ABOVE).min(grid::PAGE_HEIGHT);
    Object::Array(vec![
        Object::Reference(page),
        name("XYZ"),
        Object::Integer(0),
        real(top),
        Object::Null,
    ])
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

fn number(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

fn real(value: f64) -> Object {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "rounded to what a page needs"
    )]
    let short = ((value * 100.0).round() / 100.0) as f32;
    Object::Real(short)
}

/// Words of a person: always as hexadecimal UTF-16, in which nothing can end the string.
fn text(words: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn dictionary<'a>(entries: impl IntoIterator<Item = (&'a str, Object)>) -> Object {
    Object::Dictionary(Dictionary::from_iter(entries))
}
