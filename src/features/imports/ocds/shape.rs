//! Which shape of OCDS a file has, told by the members of its root and of its parts.

use crate::features::imports::json::Outline;

/// A shape that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{releases: [...]}`
    ReleasePackage,
    /// `{records: [...]}`
    RecordPackage,
    /// One release.
    Release,
    /// One record: `compiledRelease`, or `releases` of one process.
    Record,
    /// A list, or JSON Lines, of releases or records.
    List,
}

/// The shape of a file, or the code of the reason why it is none.
pub(in super::super) fn shape(outline: &Outline) -> Result<Shape, &'static str> {
    let root = &outline.root;
    let has = |name: &str| root.has(name);
    if !root.is_object() {
        let mut parts = outline.lists.iter().flat_map(|list| &list.parts);
        let any = parts
            .any(|part| part.has("ocid") || part.has("compiledRelease") || part.has("releases"));
        return if any {
            Ok(Shape::List)
        } else {
            Err("not-ocds")
        };
    }
    if has("compiledRelease") || (has("versionedRelease") && has("releases")) {
        Ok(Shape::Record)
    } else if outline.list("records").is_some() {
        Ok(Shape::RecordPackage)
    } else if outline.list("releases").is_some() {
        let is_record = has("ocid") && !has("publishedDate");
        Ok(if is_record {
            Shape::Record
        } else {
            Shape::ReleasePackage
        })
    } else if has("versionedRelease") {
        Err("versioned-release")
    } else if has("ocid") {
        Ok(Shape::Release)
    } else {
        Err("not-ocds")
    }
}
