//! Links: rectangles over words that lead to a place of the document or out of it, and nowhere else.

use lopdf::{Document, Object, ObjectId, StringFormat};

use super::{destination, dictionary, name, number, real, text};
use crate::document::{LinkTarget, SafeUrl};
use crate::export::pdf::paint::{LinkArea, Painting};
use crate::layout::Pages;

/// The annotations of a document.
pub(super) struct Links {
    /// For each link area its annotation, page, and place among the annotations.
    areas: Vec<Option<(ObjectId, usize, usize)>>,
    count: usize,
}

impl Links {
    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The annotation of a link area; none where it leads nowhere.
    pub(super) fn annotation(&self, area: usize) -> Option<ObjectId> {
        self.areas.get(area)?.map(|(id, _, _)| id)
    }

    /// Its place among all annotations.
    pub(super) fn place(&self, area: usize) -> Option<usize> {
        self.areas.get(area)?.map(|(_, _, place)| place)
    }

    /// The annotations of a page.
    pub(super) fn on_page(&self, page: usize) -> Vec<Object> {
        let areas = self.areas.iter().flatten();
        areas
            .filter(|(_, on, _)| *on == page)
            .map(|(id, _, _)| Object::Reference(*id))
            .collect()
    }
}

/// Adds an annotation for each area that leads somewhere.
pub(super) fn add(
    doc: &mut Document,
    pages: &Pages,
    painting: &Painting,
    page_ids: &[ObjectId],
) -> Links {
    let mut links = Links {
        areas: Vec::with_capacity(painting.links.len()),
        count: 0,
    };
    for area in &painting.links {
        let place = links.count;
        let annotation = target(area, pages, page_ids).map(|target| {
            let parent = number(page_ids.len() + place);
            doc.add_object(annotation(area, target, parent))
        });
        links.count += usize::from(annotation.is_some());
        links
            .areas
            .push(annotation.map(|id| (id, area.page, place)));
    }
    links
}

fn annotation(area: &LinkArea, (key, target): (&str, Object), parent: Object) -> Object {
    let corners = [area.left, area.bottom, area.right, area.top].map(real);
    let border = [0, 0, 0].map(Object::Integer);
    dictionary([
        ("Type", name("Annot")),
        ("Subtype", name("Link")),
        ("Rect", Object::Array(corners.to_vec())),
        ("Border", Object::Array(border.to_vec())),
        ("F", Object::Integer(4)),
        ("Contents", text(&area.words)),
        ("StructParent", parent),
        (key, target),
    ])
}

fn target(area: &LinkArea, pages: &Pages, page_ids: &[ObjectId]) -> Option<(&'static str, Object)> {
    match &area.to {
        LinkTarget::Anchor(anchor) => {
            let place = pages.anchors.get(anchor)?;
            Some(("Dest", destination(*page_ids.get(place.page)?, place.y)))
        }
        LinkTarget::Web(url) => {
            let address = Object::String(in_ascii(url), StringFormat::Literal);
            Some(("A", dictionary([("S", name("URI")), ("URI", address)])))
        }
    }
}

/// An address in the letters that the format allows; everything else percent-encoded.
fn in_ascii(url: &SafeUrl) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in url.as_str().bytes() {
        if byte.is_ascii_graphic() && !b"()\\".contains(&byte) {
            out.push(byte);
        } else {
            out.extend(format!("%{byte:02X}").bytes());
        }
    }
    out
}
