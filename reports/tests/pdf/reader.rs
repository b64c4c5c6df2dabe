//! Reads a PDF as a program for those who listen would: through the tags, and through what the fonts say
//! their glyphs mean.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A file that was read.
pub struct Reader {
    pub doc: Document,
    pages: Vec<ObjectId>,
    /// Text of each marked content, by page and number.
    marked: BTreeMap<(usize, i64), String>,
    /// Decoration of each page: running heads, feet, heads that come back.
    pub decoration: Vec<String>,
    /// Text that is neither content nor decoration.
    pub unmarked: String,
}

/// A tag with what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub name: String,
    /// Its own text and that of what it holds; the alternative where there is one.
    pub text: String,
    pub tags: Vec<Tag>,
    pub dict: Dictionary,
}

impl Reader {
    pub fn new(bytes: &[u8]) -> Self {
        let doc = Document::load_mem(bytes).expect("a PDF");
        let pages: Vec<_> = doc.get_pages().into_values().collect();
        let mut reader = Self {
            marked: BTreeMap::new(),
            decoration: vec![String::new(); pages.len()],
            unmarked: String::new(),
            pages,
            doc,
        };
        for index in 0..reader.pages.len() {
            reader.page(index);
        }
        reader
    }

    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// What a reference leads to.
    pub fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        match object {
            Object::Reference(id) => self.doc.get_object(*id).expect("the object is there"),
            other => other,
        }
    }

    /// An entry of a dictionary, followed.
    pub fn entry<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dict.get(key.as_bytes())
            .ok()
            .map(|object| self.follow(object))
    }

    pub fn catalogue(&self) -> &Dictionary {
        self.doc.catalog().expect("a catalogue")
    }

    pub fn page_dict(&self, index: usize) -> &Dictionary {
        self.doc.get_dictionary(self.pages[index]).expect("a page")
    }

    fn page(&mut self, index: usize) {
        let fonts = self.fonts(index);
        let content = self.doc.get_page_content(self.pages[index]);
        let content = Content::decode(&content).expect("operators");
        let mut walk = Walk::default();
        for operation in &content.operations {
            walk.take(operation, &fonts);
        }
        assert!(
            walk.open.is_empty(),
            "marked content of page {index} is not closed"
        );
        for (id, text) in walk.marked {
            self.marked.insert((index, id), text);
        }
        self.decoration[index] = walk.decoration;
        self.unmarked.push_str(&walk.unmarked);
    }

    /// From codes to letters, for each font of a page.
    fn fonts(&self, index: usize) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
        let resources = self
            .entry(self.page_dict(index), "Resources")
            .expect("resources");
        let fonts = self.entry(resources.as_dict().expect("a dictionary"), "Font");
        let Some(fonts) = fonts.and_then(|fonts| fonts.as_dict().ok()) else {
            return BTreeMap::new();
        };
        fonts
            .iter()
            .map(|(name, font)| {
                let font = self.follow(font).as_dict().expect("a font");
                let map = self.entry(font, "ToUnicode").expect("a map to letters");
                let map = map.as_stream().expect("a stream").get_plain_content();
                (name.clone(), letters(&map.expect("content")))
            })
            .collect()
    }

    /// The tags from the root on.
    pub fn tags(&self) -> Tag {
        let root = self
            .entry(self.catalogue(), "StructTreeRoot")
            .expect("tags");
        let kids = self
            .entry(root.as_dict().expect("a dictionary"), "K")
            .expect("a root");
        let first = &kids.as_array().expect("a list")[0];
        self.tag(first)
    }

    fn tag(&self, object: &Object) -> Tag {
        let dict = self.follow(object).as_dict().expect("an element");
        let own_page = dict.get(b"Pg").and_then(Object::as_reference).ok();
        let name =
            String::from_utf8_lossy(dict.get(b"S").and_then(Object::as_name).expect("a name"));
        let mut tag = Tag {
            name: name.into_owned(),
            text: String::new(),
            tags: Vec::new(),
            dict: dict.clone(),
        };
        let kids = self.entry(dict, "K").and_then(|kids| kids.as_array().ok());
        for kid in kids.into_iter().flatten() {
            match self.follow(kid) {
                Object::Integer(id) => tag.text.push_str(&self.content(own_page, *id)),
                Object::Dictionary(inner) if inner.has(b"MCID") => {
                    let page = inner.get(b"Pg").and_then(Object::as_reference).ok();
                    let id = inner
                        .get(b"MCID")
                        .and_then(Object::as_i64)
                        .expect("a number");
                    tag.text.push_str(&self.content(page, id));
                }
                Object::Dictionary(inner) if inner.has(b"S") => {
                    let inner = self.tag(kid);
                    if !matches!(inner.name.as_str(), "Link" | "Code" | "Span" | "Note") {
                        tag.text.push(' ');
                    }
                    tag.text.push_str(&inner.text);
                    tag.tags.push(inner);
                }
                _ => {}
            }
        }
        if let Some(alt) = self.entry(dict, "Alt") {
            tag.text = words(alt);
        }
        tag
    }

    fn content(&self, page: Option<ObjectId>, id: i64) -> String {
        let page = self.pages.iter().position(|one| Some(*one) == page);
        let page = page.expect("content lies on a page");
        let found = self.marked.get(&(page, id));
        found
            .unwrap_or_else(|| panic!("page {page} has no content {id}"))
            .clone()
    }

    /// How many pieces of marked content there are.
    pub fn pieces(&self) -> usize {
        self.marked.len()
    }
}

impl Tag {
    /// Every tag, in order.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.tags.iter().flat_map(Self::all));
        all
    }

    /// Those of a name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all().into_iter().filter(move |tag| tag.name == name)
    }
}

/// The words of a string of the format.
pub fn words(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units = units
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// One level of marked content.
enum Open {
    Content(i64),
    Decoration,
    Spelled(String),
    Other,
}

#[derive(Default)]
struct Walk {
    open: Vec<Open>,
    marked: BTreeMap<i64, String>,
    decoration: String,
    unmarked: String,
    font: Vec<u8>,
}

impl Walk {
    fn take(
        &mut self,
        operation: &lopdf::content::Operation,
        fonts: &BTreeMap<Vec<u8>, BTreeMap<u16, String>>,
    ) {
        match operation.operator.as_str() {
            "BDC" => {
                let dict = operation.operands[1].as_dict().expect("properties");
                let open = if let Ok(id) = dict.get(b"MCID").and_then(Object::as_i64) {
                    self.marked.entry(id).or_default();
                    Open::Content(id)
                } else if let Ok(actual) = dict.get(b"ActualText") {
                    Open::Spelled(words(actual))
                } else if operation.operands[0].as_name().ok() == Some(b"Artifact") {
                    Open::Decoration
                } else {
                    Open::Other
                };
                self.open.push(open);
            }
            "EMC" => {
                if let Some(Open::Spelled(text)) = self.open.pop() {
                    self.say(&text);
                }
            }
            "Tf" => self.font = operation.operands[0].as_name().expect("a font").to_vec(),
            "TJ" | "Tj" => {
                let font = fonts.get(&self.font).expect("the font is there");
                let mut said = String::new();
                for operand in &operation.operands {
                    shown(operand, font, &mut said);
                }
                let spelled = self
                    .open
                    .iter()
                    .any(|open| matches!(open, Open::Spelled(_)));
                if !spelled {
                    self.say(&said);
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let place = self.open.iter().rev().find_map(|open| match open {
            Open::Content(id) => Some(Ok(*id)),
            Open::Decoration => Some(Err(())),
            Open::Spelled(_) | Open::Other => None,
        });
        match place {
            Some(Ok(id)) => self.marked.entry(id).or_default().push_str(text),
            Some(Err(())) => self.decoration.push_str(text),
            None => self.unmarked.push_str(text),
        }
    }
}

fn shown(operand: &Object, font: &BTreeMap<u16, String>, said: &mut String) {
    match operand {
        Object::Array(list) => list.iter().for_each(|one| shown(one, font, said)),
        Object::String(bytes, _) => {
            for pair in bytes.chunks(2) {
                let code = u16::from_be_bytes([pair[0], pair[1]]);
                said.push_str(font.get(&code).map_or("\u{FFFD}", String::as_str));
            }
        }
        _ => {}
    }
}

/// Reads `<0001> <0041>` lines.
fn letters(map: &[u8]) -> BTreeMap<u16, String> {
    let map = String::from_utf8_lossy(map);
    let units = |hex: &str| -> Vec<u16> {
        let hex = hex.trim_matches(['<', '>']);
        (0..hex.len() / 4)
            .map(|at| u16::from_str_radix(&hex[at * 4..at * 4 + 4], 16).expect("hexadecimal"))
            .collect()
    };
    map.lines()
        .filter_map(|line| line.split_once("> <"))
        .filter(|(code, _)| code.len() == 5)
        .map(|(code, said)| (units(code)[0], String::from_utf16_lossy(&units(said))))
        .filter(|(_, said)| !said.is_empty())
        .collect()
}
