//! Bookmarks: sections, and what stands in them.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{destination, number, text};
use crate::layout::slab::Bookmark;
use crate::layout::{Pages, Place};

struct Entry<'a> {
    id: ObjectId,
    bookmark: &'a Bookmark,
    place: Place,
    /// Places of the entries below it.
    below: Vec<usize>,
}

/// Adds the bookmarks and gives their root; none where there are none.
pub(super) fn add(doc: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(pages.bookmarks.len());
    let mut tops = Vec::new();
    for (bookmark, place) in &pages.bookmarks {
        let index = entries.len();
        match tops.last().and_then(|top: &usize| entries.get_mut(*top)) {
            Some(top) if bookmark.depth > 1 => top.below.push(index),
            _ => tops.push(index),
        }
        entries.push(Entry {
            id: doc.new_object_id(),
            bookmark,
            place: *place,
            below: Vec::new(),
        });
    }
    let (Some(first), Some(last)) = (tops.first(), tops.last()) else {
        return None;
    };
    let root = doc.new_object_id();
    doc.set_object(
        root,
        Dictionary::from_iter([
            ("Type", Object::Name(b"Outlines".to_vec())),
            ("First", reference(&entries, *first)),
            ("Last", reference(&entries, *last)),
            ("Count", number(tops.len())),
        ]),
    );
    level(doc, &entries, &tops, root, page_ids);
    for top in &tops {
        if let Some(entry) = entries.get(*top) {
            level(doc, &entries, &entry.below, entry.id, page_ids);
        }
    }
    Some(root)
}

/// Entries that stand below one parent.
fn level(
    doc: &mut Document,
    entries: &[Entry<'_>],
    places: &[usize],
    parent: ObjectId,
    page_ids: &[ObjectId],
) {
    for (index, place) in places.iter().enumerate() {
        let Some(entry) = entries.get(*place) else {
            continue;
        };
        let mut dict = Dictionary::from_iter([
            ("Title", text(&entry.bookmark.title)),
            ("Parent", Object::Reference(parent)),
        ]);
        if let Some(page) = page_ids.get(entry.place.page) {
            dict.set("Dest", destination(*page, entry.place.y));
        }
        if let Some(before) = index.checked_sub(1).and_then(|before| places.get(before)) {
            dict.set("Prev", reference(entries, *before));
        }
        if let Some(after) = places.get(index + 1) {
            dict.set("Next", reference(entries, *after));
        }
        if let (Some(first), Some(last)) = (entry.below.first(), entry.below.last()) {
            dict.set("First", reference(entries, *first));
            dict.set("Last", reference(entries, *last));
            // Closed: the reader opens what it wants to see.
            let count = i64::try_from(entry.below.len()).unwrap_or(0);
            dict.set("Count", Object::Integer(-count));
        }
        doc.set_object(entry.id, dict);
    }
}

fn reference(entries: &[Entry<'_>], place: usize) -> Object {
    entries
        .get(place)
        .map_or(Object::Null, |entry| Object::Reference(entry.id))
}
