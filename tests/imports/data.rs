//! Published files for tests, and a harvest that keeps what it is given.
#![expect(
    clippy::disallowed_methods,
    reason = "where the published files lie is the affair of whoever runs the tests"
)]

use std::env;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use groundtruth::domain::exchange::{FlowKind, Harvest, Note, PublishedAgreement};
use groundtruth::domain::number::Exact;
use groundtruth::features::imports::refusal::Unreadable;
use groundtruth::features::imports::{giving, iati, ocds};

/// Everything a reader found.
#[derive(Debug, Default)]
pub struct Kept {
    pub agreements: Vec<PublishedAgreement>,
    pub refused: Vec<Note>,
    pub notes: Vec<Note>,
}

impl Harvest for Kept {
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

impl Kept {
    pub fn of_ocds(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut kept = Self::default();
        ocds::read(&mut Cursor::new(bytes), &mut kept)?;
        Ok(kept)
    }

    pub fn of_giving(bytes: &[u8], answers: giving::Answers) -> Result<Self, Unreadable> {
        let mut kept = Self::default();
        giving::read(&mut Cursor::new(bytes), answers, &mut kept)?;
        Ok(kept)
    }

    pub fn of_iati(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut kept = Self::default();
        iati::read(bytes, &mut kept)?;
        Ok(kept)
    }

    /// All notes with this code, of agreements and of the file.
    pub fn noted(&self, code: &str) -> Vec<&Note> {
        let of_agreements = self
            .agreements
            .iter()
            .flat_map(|agreement| &agreement.notes);
        of_agreements
            .chain(&self.notes)
            .filter(|note| note.code == code)
            .collect()
    }

    /// Codes of what was refused.
    pub fn refusals(&self) -> Vec<&str> {
        self.refused.iter().map(|note| note.code.as_str()).collect()
    }

    /// The sum of the amounts, of all currencies: a test names which one it is.
    pub fn total(&self) -> String {
        let amounts: Vec<Exact> = self
            .agreements
            .iter()
            .filter_map(|agreement| Some(agreement.amount.as_ref()?.value.value))
            .collect();
        Exact::sum(&amounts).unwrap().to_string()
    }

    /// The sum of the flows of a kind.
    pub fn flow(&self, kind: FlowKind) -> String {
        let flows = self
            .agreements
            .iter()
            .flat_map(|agreement| &agreement.flows);
        let amounts: Vec<Exact> = flows
            .filter(|flow| flow.kind == kind)
            .map(|flow| flow.amount.value.value)
            .collect();
        Exact::sum(&amounts).unwrap().to_string()
    }

    pub fn count<T>(&self, of: impl Fn(&PublishedAgreement) -> &Vec<T>) -> usize {
        self.agreements
            .iter()
            .map(|agreement| of(agreement).len())
            .sum()
    }
}

/// The folder of published files. Where there is none the test is skipped aloud; under `CI=true` it fails.
pub fn folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("GROUNDTRUTH_TEST_DATA") {
        return Some(PathBuf::from(folder));
    }
    let missing = "published files (set GROUNDTRUTH_TEST_DATA to the folder that holds them)";
    assert!(
        env::var("CI").is_ok_and(|ci| ci != "true") || env::var_os("CI").is_none(),
        "{missing}"
    );
    eprintln!("skipped: {missing}");
    None
}

/// The bytes of one published file.
pub fn file(folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder whose names end so, sorted.
pub fn files(folder: &Path, name: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(name)).unwrap();
    let mut found: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}
