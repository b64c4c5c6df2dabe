//! A value of a parsed part, or of several parts merged: its members, its text, its number and its JSON Pointer.

use std::borrow::Cow;

use super::parse::{Kind, Node, Tape};
use super::text::unescaped;

/// A parsed part of a file.
#[derive(Debug)]
pub(in super::super) struct Doc<'d> {
    /// The text that was parsed.
    pub text: &'d str,
    /// Its nodes.
    pub tape: &'d Tape,
    /// The JSON Pointer of the part in its file: `/releases/17`, or nothing for the whole file.
    pub at: &'d str,
}

impl<'d> Doc<'d> {
    /// The value that the part is.
    pub fn root(&'d self) -> Value<'d> {
        Value::Read(self, 0)
    }

    fn node(&self, index: u32) -> Option<&'d Node> {
        self.tape.nodes.get(index as usize)
    }

    fn slice(&self, start: u32, end: u32) -> &'d str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    fn name(&self, node: &Node) -> Cow<'d, str> {
        let from = self.text.get(node.place as usize..).unwrap_or("");
        if !node.name_escaped {
            return Cow::Borrowed(from.find('"').map_or("", |end| &from[..end]));
        }
        let mut escaped = false;
        let end = from.bytes().position(|byte| match byte {
            b'"' if !escaped => true,
            b'\\' => {
                escaped = !escaped;
                false
            }
            _ => {
                escaped = false;
                false
            }
        });
        unescaped(end.map_or("", |end| &from[..end]))
    }

    fn is_named(&self, node: &Node, name: &str) -> bool {
        if node.name_escaped {
            return self.name(node) == name;
        }
        let start = node.place as usize;
        let bytes = self.text.as_bytes();
        bytes.get(start + name.len()) == Some(&b'"')
            && bytes.get(start..start + name.len()) == Some(name.as_bytes())
    }

    fn pointer(&self, index: u32) -> String {
        let mut way = [0_u32; super::DEPTH + 1];
        let mut steps = 0;
        let mut at = index;
        while at != 0 && steps < way.len() {
            way[steps] = at;
            steps += 1;
            at = self.node(at).map_or(0, |node| node.parent);
        }
        let mut pointer = String::with_capacity(self.at.len() + steps * 14);
        pointer.push_str(self.at);
        for node in way[..steps].iter().rev().filter_map(|at| self.node(*at)) {
            pointer.push('/');
            let in_array = self
                .node(node.parent)
                .is_some_and(|holder| holder.kind == Kind::Array);
            if in_array {
                push_number(&mut pointer, node.place);
            } else {
                let name = self.name(node);
                if name.contains(['~', '/']) {
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                } else {
                    pointer.push_str(&name);
                }
            }
        }
        pointer
    }
}

fn push_number(text: &mut String, number: u32) {
    let mut digits = [0_u8; 10];
    let mut rest = number;
    let mut used = digits.len();
    loop {
        used -= 1;
        digits[used] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text.push_str(str::from_utf8(&digits[used..]).unwrap_or("0"));
}

/// What several releases say together: plain values stay where they were published.
#[derive(Debug)]
pub(in super::super) enum Merged<'d> {
    /// A value that stands in one release as it is.
    Plain(Value<'d>),
    /// An object, and where it last stood.
    Object(Vec<(Cow<'d, str>, Merged<'d>)>, Value<'d>),
    /// An array, and where it last stood.
    Array(Vec<Merged<'d>>, Value<'d>),
}

/// A value: read from one part, or merged.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Value<'d> {
    /// A node of a part.
    Read(&'d Doc<'d>, u32),
    /// A merged value.
    Of(&'d Merged<'d>),
}

impl<'d> Value<'d> {
    fn plain(self) -> Self {
        match self {
            Self::Of(Merged::Plain(value)) => value.plain(),
            other => other,
        }
    }

    fn node(self) -> Option<(&'d Doc<'d>, u32, &'d Node)> {
        match self.plain() {
            Self::Read(doc, index) => doc.node(index).map(|node| (doc, index, node)),
            Self::Of(_) => None,
        }
    }

    fn kind(self) -> Kind {
        match self.plain() {
            Self::Read(doc, index) => doc.node(index).map_or(Kind::Null, |node| node.kind),
            Self::Of(Merged::Array(..)) => Kind::Array,
            Self::Of(_) => Kind::Object,
        }
    }

    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    pub fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    pub fn is_array(self) -> bool {
        self.kind() == Kind::Array
    }

    pub fn is_string(self) -> bool {
        self.kind() == Kind::String
    }

    pub fn is_number(self) -> bool {
        self.kind() == Kind::Number
    }

    /// A member that is there and not null.
    pub fn get(self, name: &str) -> Option<Self> {
        let found = match self.plain() {
            Self::Read(doc, index) => {
                let holder = doc.node(index).filter(|node| node.kind == Kind::Object)?;
                let mut at = index + 1;
                loop {
                    if at >= holder.next {
                        return None;
                    }
                    let node = doc.node(at)?;
                    if doc.is_named(node, name) {
                        break Self::Read(doc, at);
                    }
                    at = node.next;
                }
            }
            Self::Of(Merged::Object(members, _)) => {
                let member = members.iter().find(|(key, _)| key == name);
                Self::Of(&member?.1)
            }
            Self::Of(_) => return None,
        };
        (!found.is_null()).then_some(found)
    }

    /// A member of a member.
    pub fn at(self, way: &[&str]) -> Option<Self> {
        way.iter().try_fold(self, |value, name| value.get(name))
    }

    /// The values of an array; of anything else none.
    pub fn items(self) -> Items<'d> {
        let this = self.plain();
        match this {
            Self::Read(doc, index) => match doc.node(index) {
                Some(node) if node.kind == Kind::Array => Items::Read(doc, index + 1, node.next),
                _ => Items::Of([].iter()),
            },
            Self::Of(Merged::Array(items, _)) => Items::Of(items.iter()),
            Self::Of(_) => Items::Of([].iter()),
        }
    }

    /// The members of an object that is read from one part, nulls among them.
    pub fn members(self) -> Vec<(Cow<'d, str>, Self)> {
        match self.plain() {
            Self::Read(doc, index) => {
                let mut found = Vec::new();
                let Some(holder) = doc.node(index).filter(|n| n.kind == Kind::Object) else {
                    return found;
                };
                let mut at = index + 1;
                while at < holder.next {
                    let Some(node) = doc.node(at) else { break };
                    found.push((doc.name(node), Self::Read(doc, at)));
                    at = node.next;
                }
                found
            }
            Self::Of(Merged::Object(members, _)) => members
                .iter()
                .map(|(name, value)| (name.clone(), Self::Of(value)))
                .collect(),
            Self::Of(_) => Vec::new(),
        }
    }

    /// The text of a string, or the digits of a number, as published.
    pub fn scalar(self) -> Option<Cow<'d, str>> {
        let (doc, _, node) = self.node()?;
        let raw = doc.slice(node.start, node.end);
        match node.kind {
            Kind::String if node.escaped => Some(unescaped(raw)),
            Kind::String | Kind::Number | Kind::True | Kind::False => Some(Cow::Borrowed(raw)),
            _ => None,
        }
    }

    /// The JSON of it, where it stands in one part.
    pub fn raw(self) -> Option<&'d str> {
        let (doc, _, node) = self.node()?;
        Some(doc.slice(node.start, node.end))
    }

    /// Its JSON Pointer in the file. Of a merged object, where it last stood.
    pub fn pointer(self) -> String {
        match self.plain() {
            Self::Read(doc, index) => doc.pointer(index),
            Self::Of(Merged::Object(_, last) | Merged::Array(_, last) | Merged::Plain(last)) => {
                last.pointer()
            }
        }
    }
}

/// The values of an array, one after another.
#[derive(Clone, Debug)]
pub(in super::super) enum Items<'d> {
    /// Of one part: the next node and the end.
    Read(&'d Doc<'d>, u32, u32),
    /// Of a merged array.
    Of(std::slice::Iter<'d, Merged<'d>>),
}

impl<'d> Iterator for Items<'d> {
    type Item = Value<'d>;

    fn next(&mut self) -> Option<Value<'d>> {
        match self {
            Self::Read(doc, at, end) => {
                if at >= end {
                    return None;
                }
                let value = Value::Read(doc, *at);
                *at = doc.node(*at)?.next;
                Some(value)
            }
            Self::Of(rest) => rest.next().map(Value::Of),
        }
    }
}
