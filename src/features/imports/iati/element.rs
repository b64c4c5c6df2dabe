//! One activity as a tree of elements, each with its XPath.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::domain::exchange::{Given, Pointer};
use crate::features::imports::json::{DEPTH, MOST_VALUES};
use crate::features::imports::refusal::shortened;

/// Why an activity is no XML that is taken.
#[derive(Debug)]
pub(super) struct BadXml {
    pub code: &'static str,
    pub at: u64,
    pub about: String,
}

#[derive(Debug)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<u32>,
    parent: u32,
    /// Which of its name among its brothers, from 1.
    place: u32,
}

/// One activity.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    at: String,
}

impl Tree {
    /// Parses one activity; `at` is its XPath.
    pub fn parse(text: &str, at: &str) -> Result<Self, BadXml> {
        let mut reader = Reader::from_str(text);
        let mut tree = Self {
            nodes: Vec::new(),
            at: at.to_owned(),
        };
        let mut open: Vec<u32> = Vec::new();
        loop {
            let begun = reader.buffer_position();
            let bad = |code, about: String| BadXml {
                code,
                at: begun,
                about: shortened(&about),
            };
            let event = reader
                .read_event()
                .map_err(|error| bad("xml-broken", error.to_string()))?;
            match event {
                Event::Start(start) => {
                    if open.len() >= DEPTH {
                        return Err(bad("too-deep", String::new()));
                    }
                    let index = tree
                        .push(&start, open.last().copied())
                        .map_err(|(code, about)| bad(code, about))?;
                    open.push(index);
                }
                Event::Empty(start) => {
                    tree.push(&start, open.last().copied())
                        .map_err(|(code, about)| bad(code, about))?;
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(text) => tree.write(&open, &text.xml10_content()),
                Event::CData(text) => tree.write(&open, &text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let name: &str = &entity;
                    let letter = entity.resolve_char_ref().ok().flatten();
                    match (letter, resolve_predefined_entity(name)) {
                        (Some(letter), _) => tree.write(&open, letter.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => tree.write(&open, text),
                        (None, None) => return Err(bad("xml-entity", name.to_owned())),
                    }
                }
                Event::DocType(_) => return Err(bad("xml-with-dtd", String::new())),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        if tree.nodes.is_empty() || !open.is_empty() {
            return Err(BadXml {
                code: "xml-broken",
                at: reader.buffer_position(),
                about: String::new(),
            });
        }
        Ok(tree)
    }

    fn push(
        &mut self,
        start: &BytesStart<'_>,
        parent: Option<u32>,
    ) -> Result<u32, (&'static str, String)> {
        let index = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if self.nodes.len() >= MOST_VALUES / 4 {
            return Err(("too-many-values", String::new()));
        }
        let full = start.name();
        let name: &str = full.as_ref();
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| ("xml-broken", error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| ("xml-entity", error.to_string()))?;
            let key: &str = attribute.key.as_ref();
            attributes.push((key.to_owned(), value.into_owned()));
        }
        let mut place = 1;
        if let Some(holder) = parent.and_then(|parent| self.nodes.get(parent as usize)) {
            // Brothers of one name mostly follow each other: the last one of the name tells the place.
            let last = holder.children.iter().rev().take(64);
            let last = last.filter_map(|child| self.nodes.get(*child as usize));
            place = match last.into_iter().find(|child| child.name == name) {
                Some(brother) => brother.place + 1,
                None => {
                    let all = holder
                        .children
                        .iter()
                        .filter_map(|child| self.nodes.get(*child as usize));
                    let far = holder.children.len() > 64;
                    let most = far
                        .then(|| all.filter(|c| c.name == name).map(|c| c.place).max())
                        .flatten();
                    most.unwrap_or(0) + 1
                }
            };
        }
        self.nodes.push(Node {
            name: name.to_owned(),
            attributes,
            text: String::new(),
            children: Vec::new(),
            parent: parent.unwrap_or(0),
            place,
        });
        if let Some(holder) = parent.and_then(|parent| self.nodes.get_mut(parent as usize)) {
            holder.children.push(index);
        }
        Ok(index)
    }

    fn write(&mut self, open: &[u32], text: &str) {
        if let Some(node) = open
            .last()
            .and_then(|last| self.nodes.get_mut(*last as usize))
        {
            node.text.push_str(text);
        }
    }

    /// The activity.
    pub fn root(&self) -> Element<'_> {
        Element {
            tree: self,
            index: 0,
        }
    }
}

/// One element of an activity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    tree: &'t Tree,
    index: u32,
}

impl<'t> Element<'t> {
    fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.index as usize)
    }

    pub fn name(self) -> &'t str {
        self.node().map_or("", |node| &node.name)
    }

    /// The elements inside it.
    pub fn children(self) -> impl Iterator<Item = Self> + 't {
        let children = self.node().map_or(&[][..], |node| &node.children);
        children.iter().map(move |index| Self {
            tree: self.tree,
            index: *index,
        })
    }

    /// The elements of a name inside it.
    pub fn all(self, name: &'t str) -> impl Iterator<Item = Self> + 't {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element of a name inside it.
    pub fn first(self, name: &'t str) -> Option<Self> {
        self.all(name).next()
    }

    /// An attribute, as it stands.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let attributes = &self.node()?.attributes;
        let found = attributes.iter().find(|(known, _)| known == name)?;
        Some(&found.1)
    }

    /// An attribute with its place; an empty one is none.
    pub fn given(self, name: &str) -> Option<Given<String>> {
        let text = self
            .attribute(name)
            .filter(|text| !text.trim().is_empty())?;
        Some(Given {
            value: text.trim().to_owned(),
            text: text.to_owned(),
            at: Pointer(format!("{}/@{name}", self.path())),
        })
    }

    /// Its own text, with the white space at both ends taken off; none where it is empty.
    pub fn text(self) -> Option<Given<String>> {
        let text = self
            .node()
            .map(|node| node.text.trim())
            .filter(|text| !text.is_empty())?;
        Some(Given {
            value: text.to_owned(),
            text: text.to_owned(),
            at: Pointer(self.path()),
        })
    }

    /// Its narrative in the language of the activity, else the first one; in 1.0x its own text.
    pub fn narrative(self) -> Option<Given<String>> {
        let language = self.tree.root().attribute("xml:lang");
        let mut told: Vec<_> = self
            .all("narrative")
            .filter_map(|n| Some((n.attribute("xml:lang"), n.text()?)))
            .collect();
        let own = told
            .iter()
            .position(|(lang, _)| lang.is_none() || *lang == language);
        if told.is_empty() {
            return self.text();
        }
        Some(told.swap_remove(own.unwrap_or(0)).1)
    }

    /// Its XPath in the file.
    pub fn path(self) -> String {
        let mut steps = Vec::new();
        let mut at = self.index;
        while at != 0 && steps.len() <= DEPTH {
            let Some(node) = self.tree.nodes.get(at as usize) else {
                break;
            };
            steps.push(node);
            at = node.parent;
        }
        let mut path = self.tree.at.clone();
        for node in steps.iter().rev() {
            path.push_str(&format!("/{}[{}]", node.name, node.place));
        }
        path
    }
}
