//! Contracts as the Open Contracting Data Standard 1.1 publishes them, in each shape it comes in: packages of releases
//! or records, single ones, lists and lines. The file is run over once to see where its releases lie and which belong
//! to one process, then each is read alone; so no file must fit into memory.

mod flat;
mod merging;
mod milestones;
mod money;
mod parties;
mod process;
mod promises;
mod releases;
mod shape;

use std::io::{Read, Seek};

use super::json::{BadJson, Doc, Fault, List, Outline, Part, Parts, Tape, outline, place_of};
use super::refusal::{Unreadable, note};
use crate::domain::exchange::{Harvest, Note};

pub use flat::{is_flat, read_flat};
pub use shape::Shape;
pub(super) use shape::shape;

/// Reads a file of OCDS.
///
/// # Errors
/// Where the file cannot be read, is no JSON as a whole, or holds nothing of OCDS. What is wrong with one release goes
/// to the harvest.
pub fn read(source: &mut (impl Read + Seek), harvest: &mut dyn Harvest) -> Result<(), Unreadable> {
    let outline =
        outline(source, &["releases", "records"]).map_err(|fault| located(source, fault))?;
    let shape = shape(&outline).map_err(|code| Unreadable::because(code, "/"))?;
    let mut file = File::new(source)?;
    match shape {
        Shape::ReleasePackage => {
            file.check_members(&outline)?;
            file.releases(outline.list("releases"), harvest)
        }
        Shape::RecordPackage => {
            file.check_members(&outline)?;
            file.records(outline.list("records"), harvest)
        }
        Shape::Release => file.alone(&outline.root, false, harvest),
        Shape::Record => file.alone(&outline.root, true, harvest),
        Shape::List => file.mixed(&outline, harvest),
    }
}

/// A fault with its line and column.
pub(super) fn located(source: &mut (impl Read + Seek), fault: Fault) -> Unreadable {
    match fault {
        Fault::Io(error) => Unreadable::Io(error),
        Fault::Bad(code, byte) => match place_of(source, byte) {
            Ok(place) => Unreadable::because(code, &place),
            Err(error) => Unreadable::Io(error),
        },
    }
}

/// A file whose parts are read one at a time, with room that is used again.
struct File<R: Seek> {
    parts: Parts<R>,
    room: Vec<u8>,
    tape: Tape,
}

impl<R: Read + Seek> File<R> {
    fn new(source: R) -> Result<Self, Unreadable> {
        Ok(Self {
            parts: Parts::new(source)?,
            room: Vec::new(),
            tape: Tape::default(),
        })
    }

    /// Reads one part and hands it on; a part that is not taken goes to the harvest.
    fn with<T>(
        &mut self,
        part: &Part,
        at: &str,
        harvest: &mut dyn Harvest,
        take: impl FnOnce(&Doc<'_>, &mut dyn Harvest) -> T,
    ) -> Result<Option<T>, Unreadable> {
        let text = match self.parts.read(part, at, &mut self.room)? {
            Ok(text) => text,
            Err(refusal) => {
                harvest.refused(refusal);
                return Ok(None);
            }
        };
        if let Err(bad) = self.tape.parse(text) {
            harvest.refused(broken(part, at, text, bad));
            return Ok(None);
        }
        let doc = Doc {
            text,
            tape: &self.tape,
            at,
        };
        Ok(Some(take(&doc, harvest)))
    }

    /// What else stands at the root must be JSON, too: a broken file is not taken in halves.
    fn check_members(&mut self, outline: &Outline) -> Result<(), Unreadable> {
        for (name, part) in &outline.members {
            let at = format!("/{name}");
            let text = self.parts.read(part, &at, &mut self.room)?;
            let text = text.map_err(Unreadable::Refused)?;
            if let Err(bad) = self.tape.parse(text) {
                let byte = part.offset + bad.at as u64;
                return Err(located(self.parts.source(), Fault::Bad(bad.code, byte)));
            }
        }
        Ok(())
    }

    /// The root is one release or one record.
    fn alone(
        &mut self,
        root: &Part,
        is_record: bool,
        harvest: &mut dyn Harvest,
    ) -> Result<(), Unreadable> {
        self.with(root, "", harvest, |doc, harvest| {
            if is_record {
                releases::record(doc.root(), harvest);
            } else {
                releases::release(doc.root(), harvest);
            }
        })?;
        Ok(())
    }

    fn records(
        &mut self,
        list: Option<&List>,
        harvest: &mut dyn Harvest,
    ) -> Result<(), Unreadable> {
        let Some(list) = list else { return Ok(()) };
        for (index, part) in list.parts.iter().enumerate() {
            let at = format!("{}/{index}", list.at);
            self.with(part, &at, harvest, |doc, harvest| {
                releases::record(doc.root(), harvest);
            })?;
        }
        Ok(())
    }

    /// A list, or lines: each part a release or a record.
    fn mixed(&mut self, outline: &Outline, harvest: &mut dyn Harvest) -> Result<(), Unreadable> {
        for list in &outline.lists {
            let is_record = |part: &Part| part.has("compiledRelease") || part.has("releases");
            if !list.parts.iter().any(is_record) {
                self.releases(Some(list), harvest)?;
                continue;
            }
            for (index, part) in list.parts.iter().enumerate() {
                let at = format!("{}/{index}", list.at);
                self.with(part, &at, harvest, |doc, harvest| {
                    if is_record(part) {
                        releases::record(doc.root(), harvest);
                    } else {
                        releases::release(doc.root(), harvest);
                    }
                })?;
            }
        }
        Ok(())
    }
}

/// A part that is no JSON, with its byte in the file.
pub(super) fn broken(part: &Part, at: &str, text: &str, bad: BadJson) -> Note {
    let byte = (part.offset + bad.at as u64).to_string();
    let before = text.as_bytes().get(..bad.at).unwrap_or_default();
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    note(
        bad.code,
        at,
        &[("byte", &byte), ("line", &line.to_string())],
    )
}
