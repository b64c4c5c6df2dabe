//! A file becomes a stream of what it says, whatever its format: read in a thread of its own, handed on piece by piece, so
//! that no file must fit into memory as agreements.

mod table;

use std::io::{Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::giving::{self, Answers};
use super::profile::{Profile, Question};
use super::refusal::Unreadable;
use super::sniff::{FileKind, sniff, unpack};
use super::tables::{self, Limits};
use super::visits::{Check, VisitFound};
use super::{DateOrder, iati, ocds};
use crate::domain::code::Code;
use crate::domain::exchange::{Harvest, Note, Pointer, PublishedAgreement};

/// How many pieces wait for whoever takes them.
const AHEAD: usize = 64;
/// How much a packed file may become.
const MOST_UNPACKED: u64 = 1 << 30;

/// What people answered about a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// How `05/06/2014` is meant in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// How its columns are read; without it as they are suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// The sheet that is read; without it the one that says most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The check that visits go into; with it a table is one of visits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Code>,
    /// Whether places that the check does not have are added to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adds_places: bool,
}

/// A piece of what a file says.
#[derive(Debug)]
pub enum Piece {
    /// An agreement.
    Agreement(Box<PublishedAgreement>),
    /// A row or element that was not taken.
    Refused(Note),
    /// A visit.
    Visit(Box<VisitFound>),
    /// Something about the file.
    Note(Note),
    /// How its columns are read, where it is a table, and what must be asked first.
    Table(Box<TableRead>),
    /// What it is.
    Format(&'static str),
    /// It cannot be read; nothing comes after.
    Unreadable(Note),
}

/// How a table is read.
#[derive(Clone, Debug)]
pub struct TableRead {
    /// Which column means what.
    pub profile: Profile,
    /// What must be answered first.
    pub questions: Vec<Question>,
    /// The letters and the heading of every column, and the first things that stand in it.
    pub headings: Vec<Heading>,
    /// The sheets that are not hidden, where there are several.
    pub sheets: Vec<String>,
}

/// A column of a table as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its letters.
    pub letters: String,
    /// Its heading.
    pub text: String,
    /// The first values of it.
    pub first: Vec<String>,
}

struct Handing(Sender<Piece>);

impl Handing {
    fn hand(&self, piece: Piece) {
        // Whoever takes may have had enough; then the rest is read for nothing, and bounded.
        let _ = self.0.blocking_send(piece);
    }
}

impl Harvest for Handing {
    fn agreement(&mut self, agreement: PublishedAgreement) {
        self.hand(Piece::Agreement(Box::new(agreement)));
    }

    fn refused(&mut self, reason: Note) {
        self.hand(Piece::Refused(reason));
    }

    fn note(&mut self, note: Note) {
        self.hand(Piece::Note(note));
    }
}

/// A file that can be read from any place of it.
pub trait Source: Read + Seek + Send + 'static {}

impl<T: Read + Seek + Send + 'static> Source for T {}

/// Reads a file in a thread of its own. The pieces come in the order of the file; after the last one the stream ends.
#[must_use]
pub fn pieces(
    source: Box<dyn Source>,
    answered: Answered,
    check: Option<Check>,
) -> Receiver<Piece> {
    let (sender, receiver) = channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut handing = Handing(sender);
        let answered = (&answered, check.as_ref());
        if let Err(note) = read(source, answered, &mut handing) {
            handing.hand(Piece::Unreadable(note));
        }
    });
    receiver
}

fn told(unreadable: Unreadable) -> Note {
    match unreadable {
        Unreadable::Refused(note) => note,
        Unreadable::Io(error) => Note {
            code: "not-readable".to_owned(),
            at: Pointer(String::new()),
            about: vec![("reason".to_owned(), error.to_string())],
        },
    }
}

fn read(
    mut source: Box<dyn Source>,
    (answered, check): (&Answered, Option<&Check>),
    to: &mut Handing,
) -> Result<(), Note> {
    let kind = sniff(&mut source).map_err(told)?;
    match kind {
        FileKind::Gzip => {
            let mut file = tempfile::tempfile().map_err(|error| told(error.into()))?;
            unpack(&mut source, &mut file, MOST_UNPACKED).map_err(told)?;
            file.seek(SeekFrom::Start(0))
                .map_err(|error| told(error.into()))?;
            match sniff(&mut file).map_err(told)? {
                FileKind::Gzip => Err(told(Unreadable::because("gzip-twice", ""))),
                _ => read(Box::new(file), (answered, check), to),
            }
        }
        FileKind::Ocds(_) => {
            to.hand(Piece::Format("ocds"));
            ocds::read(&mut source, to).map_err(told)
        }
        FileKind::Giving => {
            to.hand(Piece::Format("360giving"));
            let answers = Answers {
                dates: answered.dates,
            };
            giving::read(&mut source, answers, to).map_err(told)
        }
        FileKind::Iati => {
            to.hand(Piece::Format("iati"));
            iati::read(source, to).map_err(told)
        }
        FileKind::Case => Err(told(Unreadable::because("is-a-case", ""))),
        FileKind::Kit => Err(told(Unreadable::because("is-a-kit", ""))),
        FileKind::Workbook | FileKind::OldWorkbook | FileKind::Text(_) => {
            to.hand(Piece::Format("table"));
            read_table(source, (answered, check), to)
        }
    }
}

fn read_table(
    mut source: Box<dyn Source>,
    (answered, check): (&Answered, Option<&Check>),
    to: &mut Handing,
) -> Result<(), Note> {
    let limits = Limits::WEB;
    let mut bytes = Vec::new();
    let most = limits.file_bytes + 1;
    let taken = source.by_ref().take(most).read_to_end(&mut bytes);
    taken.map_err(|error| told(error.into()))?;
    let tables = tables::read(&bytes, "", &limits).map_err(|error| error.note())?;
    drop(bytes);
    for remark in &tables.remarks {
        to.note(Note {
            code: remark.code.to_owned(),
            at: Pointer(String::new()),
            about: remark.about.clone(),
        });
    }
    table::read(&tables, (answered, check), to)
}
