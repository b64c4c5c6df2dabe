//! A small reader of the HTML this crate writes: tags, attributes and text, and nothing forgiving.

/// One opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(&found.1)
    }
}

/// What stands in the file, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Open(Tag),
    Close(String),
    Text(String),
}

/// Reads a page; panics on anything that is not well formed.
pub fn read(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page
        .strip_prefix("<!DOCTYPE html>")
        .expect("begins with its type");
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            pieces.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
            continue;
        };
        let end = end_of_tag(after);
        let inside = &after[..end];
        rest = &after[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            pieces.push(Piece::Close(name.to_owned()));
            continue;
        }
        let tag = tag(inside.trim_end_matches('/'));
        if tag.name == "style" {
            let close = rest.find("</style>").expect("a style sheet ends");
            rest = &rest[close..];
        }
        pieces.push(Piece::Open(tag));
    }
    pieces
}

/// The opening tags of a page.
pub fn tags(page: &str) -> Vec<Tag> {
    read(page)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Open(tag) => Some(tag),
            _ => None,
        })
        .collect()
}

/// Names of tags and attributes in order: what the page is, without what it says.
pub fn skeleton(page: &str) -> Vec<String> {
    read(page)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Open(tag) => {
                // Classes and hints of language follow from the words; all else is structure.
                let names = tag.attributes.iter().map(|(name, _)| name.as_str());
                let names: Vec<_> = names.filter(|name| *name != "class").collect();
                Some(format!("{} {}", tag.name, names.join(" ")))
            }
            Piece::Close(name) => Some(format!("/{name}")),
            Piece::Text(_) => None,
        })
        .collect()
}

fn end_of_tag(after: &str) -> usize {
    let mut quoted = false;
    for (place, sign) in after.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            '>' if !quoted => return place,
            '<' => panic!("a sign of markup inside a tag: {after:.60}"),
            _ => {}
        }
    }
    panic!("a tag without end: {after:.60}");
}

fn tag(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
    assert!(
        name.chars().all(|c| c.is_ascii_alphanumeric()),
        "not a name of a tag: {name:?}"
    );
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let (key, after) = rest
            .split_once("=\"")
            .expect("attributes have values in quotes");
        let (value, after) = after.split_once('"').expect("values end");
        assert!(
            key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
            "not a name of an attribute: {key:?}"
        );
        attributes.push((key.to_owned(), value.to_owned()));
        rest = after;
    }
    Tag {
        name: name.to_owned(),
        attributes,
    }
}
