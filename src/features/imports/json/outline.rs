//! Where the parts of a JSON file lie: the releases, records or grants of its lists, and what else stands at its root.
//! One pass over the file; kept are 24 bytes a part.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek};

use super::skim::{Fault, Skim};

/// One part of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Part {
    /// Its first byte.
    pub offset: u64,
    /// A number made from its `ocid`: equal for equal ones, 0 where there is none.
    pub name: u64,
    /// Its length in bytes; one of 4 GiB and more has the largest.
    pub length: u32,
    /// Names among its members, see [`Part::has`]; none for a part that is no object.
    marks: u8,
}

/// Members by which a part is told from another.
const MARKS: [&str; 7] = [
    "ocid",
    "releases",
    "records",
    "compiledRelease",
    "versionedRelease",
    "grants",
    "publishedDate",
];
const IS_OBJECT: u8 = 1 << 7;

impl Part {
    /// Whether it has a member of this name.
    pub fn has(&self, name: &str) -> bool {
        MARKS
            .iter()
            .position(|mark| *mark == name)
            .is_some_and(|bit| self.marks & (1 << bit) != 0)
    }

    /// Whether it is an object at all.
    pub fn is_object(&self) -> bool {
        self.marks & IS_OBJECT != 0
    }
}

/// A list of parts.
#[derive(Debug)]
pub(in super::super) struct List {
    /// Its JSON Pointer: `/releases`, or nothing where the root is the list.
    pub at: String,
    /// Its parts, as they stand.
    pub parts: Vec<Part>,
}

/// What a file is made of.
#[derive(Debug, Default)]
pub(in super::super) struct Outline {
    /// The lists that were asked for.
    pub lists: Vec<List>,
    /// Other members of the root, by name.
    pub members: Vec<(String, Part)>,
    /// The root as a part of its own.
    pub root: Part,
}

impl Outline {
    /// A list by its member name.
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists
            .iter()
            .find(|list| list.at.strip_prefix('/') == Some(name))
    }
}

/// Reads where the parts of `source` lie; `wanted` are the members of the root that are lists of parts.
pub(in super::super) fn outline(
    source: &mut (impl Read + Seek),
    wanted: &[&str],
) -> Result<Outline, Fault> {
    let mut skim = Skim::new(source)?;
    let mut found = Outline::default();
    match skim.peek()? {
        Some(b'{') => root_object(&mut skim, wanted, &mut found)?,
        Some(b'[') => {
            let parts = list(&mut skim)?;
            let at = String::new();
            found.lists.push(List { at, parts });
        }
        _ => return Err(skim.bad("json-broken")),
    }
    match skim.peek()? {
        None => Ok(found),
        Some(b'{') if found.root.is_object() => lines(&mut skim),
        Some(_) => Err(skim.bad("json-broken")),
    }
}

fn root_object<R: Read + Seek>(
    skim: &mut Skim<'_, R>,
    wanted: &[&str],
    found: &mut Outline,
) -> Result<(), Fault> {
    let mut name = Vec::new();
    found.root = Part {
        offset: skim.position(),
        marks: IS_OBJECT,
        ..Part::default()
    };
    skim.expect(b'{')?;
    let mut goes_on = skim.peek()? != Some(b'}');
    if !goes_on {
        skim.take();
    }
    while goes_on {
        skim.string(&mut name)?;
        skim.expect(b':')?;
        let first = skim.peek()?;
        let known = String::from_utf8_lossy(&name).into_owned();
        let twice = found.members.iter().any(|(earlier, _)| *earlier == known);
        if twice || found.list(&known).is_some() {
            return Err(skim.bad("member-twice"));
        }
        if found.members.len() >= 1_000 {
            return Err(skim.bad("too-many-values"));
        }
        found.root.marks |= mark_of(&name);
        if first == Some(b'[') && wanted.contains(&known.as_str()) {
            let parts = list(skim)?;
            let at = format!("/{known}");
            found.lists.push(List { at, parts });
        } else {
            let part = part(skim)?;
            if known == "ocid" {
                found.root.name = part.name;
            }
            found.members.push((known, part));
        }
        goes_on = skim.goes_on(b'}')?;
    }
    found.root.length = length(found.root.offset, skim.position());
    Ok(())
}

fn list<R: Read + Seek>(skim: &mut Skim<'_, R>) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    skim.expect(b'[')?;
    if skim.peek()? == Some(b']') {
        skim.take();
        return Ok(parts);
    }
    let begun = skim.position();
    loop {
        parts.push(part(skim)?);
        // A real part is longer; this bounds what the list of parts can take from a file made of `{},{},{}`.
        if parts.len() as u64 > 10_000 + (skim.position() - begun) / 32 {
            return Err(skim.bad("too-many-parts"));
        }
        if !skim.goes_on(b']')? {
            parts.shrink_to_fit();
            return Ok(parts);
        }
    }
}

fn lines<R: Read + Seek>(skim: &mut Skim<'_, R>) -> Result<Outline, Fault> {
    let mut parts = Vec::new();
    skim.seek(0)?;
    while skim.peek()?.is_some() {
        let offset = skim.position();
        skim.one_line = true;
        let read = part(skim).and_then(|part| match skim.peek()? {
            None | Some(b'\n') => Ok(part),
            Some(_) => Err(skim.bad("json-broken")),
        });
        skim.one_line = false;
        parts.push(match read {
            Ok(part) => part,
            Err(Fault::Bad(..)) => {
                skim.seek(offset)?;
                skim.skip_line()?;
                Part {
                    offset,
                    length: length(offset, skim.position()),
                    marks: IS_OBJECT,
                    name: 0,
                }
            }
            Err(io) => return Err(io),
        });
        if parts.len() as u64 > 10_000 + skim.position() / 32 {
            return Err(skim.bad("too-many-parts"));
        }
    }
    let at = String::new();
    Ok(Outline {
        lists: vec![List { at, parts }],
        ..Outline::default()
    })
}

/// Takes one value and says where it lay and what members it has.
fn part<R: Read + Seek>(skim: &mut Skim<'_, R>) -> Result<Part, Fault> {
    let first = skim.peek()?;
    let mut part = Part {
        offset: skim.position(),
        ..Part::default()
    };
    if first == Some(b'{') {
        members(skim, &mut part)?;
    } else if first == Some(b'"') {
        let mut text = Vec::new();
        skim.string(&mut text)?;
        part.name = name_of(&text);
    } else {
        skim.skip()?;
    }
    part.length = length(part.offset, skim.position());
    Ok(part)
}

fn members<R: Read + Seek>(skim: &mut Skim<'_, R>, part: &mut Part) -> Result<(), Fault> {
    let mut text = Vec::with_capacity(64);
    part.marks = IS_OBJECT;
    skim.expect(b'{')?;
    if skim.peek()? == Some(b'}') {
        skim.take();
        return Ok(());
    }
    loop {
        skim.string(&mut text)?;
        skim.expect(b':')?;
        part.marks |= mark_of(&text);
        if text == b"ocid" && skim.peek()? == Some(b'"') {
            skim.string(&mut text)?;
            part.name = name_of(&text);
        } else {
            skim.skip()?;
        }
        if !skim.goes_on(b'}')? {
            return Ok(());
        }
    }
}

fn mark_of(name: &[u8]) -> u8 {
    MARKS
        .iter()
        .position(|mark| mark.as_bytes() == name)
        .map_or(0, |bit| 1 << bit)
}

fn name_of(text: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish().max(1)
}

fn length(from: u64, to: u64) -> u32 {
    u32::try_from(to - from).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(text: &str) -> Result<Outline, Fault> {
        outline(&mut Cursor::new(text), &["releases"])
    }

    #[test]
    fn parts_of_a_list_are_found_with_their_names() {
        let found = read(
            r#"{"uri": "x", "releases": [{"ocid":"a","x":["}]",{"ocid":"no"}]}, {"ocid":"a"}, 7]}"#,
        );
        let found = found.unwrap();
        let parts = &found.list("releases").unwrap().parts;
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[0].name, parts[1].name);
        assert_ne!(parts[0].name, 0);
        assert!(parts[0].has("ocid") && parts[0].is_object() && !parts[2].is_object());
        assert_eq!((parts[0].offset, parts[0].length), (26, 37));
        assert_eq!(found.members.len(), 1);
    }

    #[test]
    fn lines_stand_alone_and_a_broken_one_does_not_swallow_the_next() {
        let found = read("{\"ocid\":\"a\"}\n{\"ocid\":[\"b\n\n{\"ocid\":\"c\"}\n").unwrap();
        assert_eq!(found.lists[0].at, "");
        assert_eq!(found.lists[0].parts.len(), 3);
        assert!(found.lists[0].parts[2].has("ocid"));
    }

    #[test]
    fn a_file_that_ends_early_or_goes_on_is_refused() {
        for text in [
            "",
            "{",
            r#"{"releases":[{"ocid":"a"}"#,
            r#"{"a":1} 7"#,
            r#"{"a" 1}"#,
            r#"{"a":1,"a":2}"#,
            "[1,]",
            "nonsense",
        ] {
            assert!(matches!(read(text), Err(Fault::Bad(..))), "{text}");
        }
    }

    #[test]
    fn a_file_of_nothing_but_tiny_parts_is_refused() {
        let text = format!("[{}{{}}]", "{},".repeat(40_000));
        assert!(matches!(read(&text), Err(Fault::Bad("too-many-parts", _))));
    }
}
