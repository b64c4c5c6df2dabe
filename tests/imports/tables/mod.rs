//! Tables: real files with their counts, invented ones in every format, hostile ones.

mod formats;
mod hostile;
mod months_and_visits;
pub mod ods;
mod old_workbooks;
mod profiles;
mod published;
mod unrolled;

use groundtruth::domain::exchange::{Harvest, Note, PublishedAgreement};
use groundtruth::features::imports::tables::{self, Limits, Sheet, Tables};

/// Keeps all that comes.
#[derive(Default)]
pub struct Basket {
    pub agreements: Vec<PublishedAgreement>,
    pub refused: Vec<Note>,
    pub notes: Vec<Note>,
}

impl Harvest for Basket {
    fn agreement(&mut self, agreement: PublishedAgreement) {
        self.agreements.push(agreement);
    }
    fn refused(&mut self, reason: Note) {
        self.refused.push(reason);
    }
    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }
}

impl Basket {
    /// The codes of all notes of all agreements.
    pub fn codes(&self) -> Vec<&str> {
        self.agreements
            .iter()
            .flat_map(|a| &a.notes)
            .map(|note| note.code.as_str())
            .collect()
    }
}

pub fn read(bytes: &[u8], name: &str) -> Tables {
    tables::read(bytes, name, &Limits::WEB).unwrap()
}

/// A sheet as texts, without what is empty at the end.
pub fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
    (0..sheet.height())
        .map(|row| {
            sheet
                .row(row)
                .iter()
                .map(|cell| cell.text.to_string())
                .collect()
        })
        .collect()
}
