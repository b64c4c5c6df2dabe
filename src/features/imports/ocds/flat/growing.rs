//! A release grown row by row: members where their headings lead, things of lists joined by their `id`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Step;
use crate::domain::exchange::Pointer;
use crate::features::imports::json::{Doc, Merged, Tape, Value};
use crate::features::imports::tables::Cell;

/// Members that are numbers in OCDS: a table knows no kinds, or has another one.
const NUMBERS: [&str; 4] = ["amount", "quantity", "durationInDays", "numberOfTenderers"];
/// Members that are lists of words in OCDS, written with semicolons between them.
const LISTS: [&str; 5] = [
    "tag",
    "roles",
    "relationship",
    "submissionMethod",
    "additionalProcurementCategories",
];
/// A list of numbers, written like that.
const POINT: &str = "coordinates";

/// A filled cell as a value of JSON.
pub(super) struct Leaf {
    /// The text as published.
    pub text: String,
    /// The cell.
    pub at: String,
    json: String,
    tape: Tape,
}

impl Leaf {
    pub fn of(way: &[Step], cell: &Cell, at: Pointer) -> Self {
        let name = match way.last() {
            Some(Step::Member(name)) => name.as_str(),
            _ => "",
        };
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let parts = || cell.text.split(';').map(str::trim);
        let mut tape = Tape::default();
        let mut json = if NUMBERS.contains(&name) {
            cell.text.to_string()
        } else if LISTS.contains(&name) {
            format!("[{}]", parts().map(quoted).collect::<Vec<_>>().join(","))
        } else if name == POINT {
            format!("[{}]", parts().collect::<Vec<_>>().join(","))
        } else {
            quoted(&cell.text)
        };
        // What is no number stays a text, and is told where it is read.
        if tape.parse(&json).is_err() {
            json = quoted(&cell.text);
            let _ = tape.parse(&json);
        }
        Self {
            text: cell.text.to_string(),
            at: at.0,
            json,
            tape,
        }
    }

    pub fn doc(&self) -> Doc<'_> {
        Doc {
            text: &self.json,
            tape: &self.tape,
            at: &self.at,
        }
    }
}

/// The cells of a row with the rest of their ways, in the order of these.
type Cells<'c> = [(&'c [Step], usize)];

/// An object that grows.
#[derive(Debug)]
pub(super) struct Grown {
    members: Vec<(String, Part)>,
    places: HashMap<String, usize>,
    /// The leaf where it first stood.
    first: usize,
}

#[derive(Debug)]
enum Part {
    Leaf(usize),
    Thing(Grown),
    /// Things in their order, and which of them have this `id`.
    List(Vec<Grown>, HashMap<String, usize>),
}

impl Grown {
    /// Nothing yet, first told at a leaf.
    pub fn at(first: usize) -> Self {
        Self {
            members: Vec::new(),
            places: HashMap::new(),
            first,
        }
    }

    /// Takes the cells of a row. Gives the first that says something else than what was told before; that stays.
    pub fn grow(&mut self, cells: &Cells<'_>, leaves: &[Leaf]) -> Option<usize> {
        let mut differs = None;
        for group in cells.chunk_by(|one, other| one.0.first() == other.0.first()) {
            let Some((way, leaf)) = group.first() else {
                continue;
            };
            let Some(Step::Member(name)) = way.first() else {
                continue;
            };
            let fresh = || match way.get(1) {
                None => Part::Leaf(*leaf),
                Some(Step::Member(_)) => Part::Thing(Self::at(*leaf)),
                Some(Step::Item(_)) => Part::List(Vec::new(), HashMap::new()),
            };
            let other = match (self.part(name, fresh), way.get(1)) {
                (Part::Leaf(known), None) => {
                    (leaves[*known].text != leaves[*leaf].text).then_some(*leaf)
                }
                (Part::Thing(thing), Some(Step::Member(_))) => {
                    thing.grow(&behind(group, 1), leaves)
                }
                (Part::List(things, known), Some(Step::Item(_))) => {
                    grow_list(things, known, &behind(group, 1), leaves)
                }
                // One table has a value where another has something that holds others.
                _ => Some(*leaf),
            };
            differs = differs.or(other);
        }
        differs
    }

    fn part(&mut self, name: &str, fresh: impl FnOnce() -> Part) -> &mut Part {
        let place = match self.places.get(name) {
            Some(place) => *place,
            None => {
                self.members.push((name.to_owned(), fresh()));
                self.places.insert(name.to_owned(), self.members.len() - 1);
                self.members.len() - 1
            }
        };
        &mut self.members[place].1
    }

    /// What it says, every value at its cell.
    pub fn merged<'d>(&'d self, docs: &'d [Doc<'d>]) -> Merged<'d> {
        let members = self.members.iter().map(|(name, part)| {
            let value = match part {
                Part::Leaf(leaf) => Merged::Plain(Value::Read(&docs[*leaf], 0)),
                Part::Thing(thing) => thing.merged(docs),
                Part::List(things, _) => {
                    let first = things.first().map_or(self.first, |thing| thing.first);
                    let all = things.iter().map(|thing| thing.merged(docs));
                    Merged::Array(all.collect(), Value::Read(&docs[first], 0))
                }
            };
            (Cow::Borrowed(name.as_str()), value)
        });
        Merged::Object(members.collect(), Value::Read(&docs[self.first], 0))
    }
}

/// The cells with so many steps less.
fn behind<'c>(cells: &Cells<'c>, steps: usize) -> Vec<(&'c [Step], usize)> {
    let cells = cells.iter();
    cells
        .map(|(way, leaf)| (way.get(steps..).unwrap_or_default(), *leaf))
        .collect()
}

fn grow_list(
    things: &mut Vec<Grown>,
    known: &mut HashMap<String, usize>,
    cells: &Cells<'_>,
    leaves: &[Leaf],
) -> Option<usize> {
    let mut differs = None;
    for thing in cells.chunk_by(|one, other| one.0.first() == other.0.first()) {
        let own = behind(thing, 1);
        let Some((_, first)) = own.first() else {
            continue;
        };
        let id = own.iter().find(|(way, _)| is_id(way));
        let id = id.map(|(_, leaf)| leaves[*leaf].text.as_str());
        let there = id.and_then(|id| known.get(id)).copied();
        let place = there.unwrap_or_else(|| {
            things.push(Grown::at(*first));
            if let Some(id) = id {
                known.insert(id.to_owned(), things.len() - 1);
            }
            things.len() - 1
        });
        differs = differs.or(things[place].grow(&own, leaves));
    }
    differs
}

fn is_id(way: &[Step]) -> bool {
    matches!(way, [Step::Member(name)] if name == "id")
}

/// Something of a list inside a thing that the row does not name, and of which it says nothing else: nobody knows where it
/// belongs. Gives the heading that would name it.
pub(super) fn without_parent(cells: &Cells<'_>) -> Option<String> {
    named_within(cells, "")
}

fn named_within(cells: &Cells<'_>, way: &str) -> Option<String> {
    for group in cells.chunk_by(|one, other| one.0.first() == other.0.first()) {
        let Some(step) = group.first().and_then(|(way, _)| way.first()) else {
            continue;
        };
        let own = behind(group, 1);
        let here = match step {
            Step::Member(name) if way.is_empty() => name.clone(),
            Step::Member(name) => format!("{way}/{name}"),
            Step::Item(number) => format!("{way}/{number}"),
        };
        let is_list = |step: &Step| matches!(step, Step::Item(_));
        if is_list(step) && own.iter().all(|(way, _)| way.iter().any(is_list)) {
            return Some(format!("{here}/id"));
        }
        if let Some(found) = named_within(&own, &here) {
            return Some(found);
        }
    }
    None
}
