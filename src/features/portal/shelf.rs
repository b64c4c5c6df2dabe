//! The published audits of a running program: each report once, its editions when they are first asked for.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use groundtruth_reports::model::Report;

use crate::domain::code::Code;
use crate::infra::app::Ctx;

/// Makes the editions of a report.
pub trait Press: Send + Sync {
    /// Endings of the editions, in the order in which they are offered.
    fn endings(&self) -> &'static [&'static str];

    /// Every edition.
    ///
    /// # Errors
    /// Says why a report cannot be printed.
    fn print(&self, report: &Report) -> Result<Vec<Printed>, String>;

    /// The copy of a photograph that may be shown, by its number of evidence. It may wait for a disk.
    fn photograph(&self, evidence: &str) -> Option<Vec<u8>>;
}

/// One edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Ending of its name: `html`, `json`.
    pub ending: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// One published audit.
pub struct Volume {
    /// Its name in addresses.
    pub code: Code,
    /// Its report.
    pub report: Report,
    press: Box<dyn Press>,
    printed: OnceLock<Result<Vec<Printed>, String>>,
}

impl Volume {
    /// A report under its name, with the press that prints it.
    #[must_use]
    pub fn new(code: Code, report: Report, press: Box<dyn Press>) -> Self {
        Self {
            code,
            report,
            press,
            printed: OnceLock::new(),
        }
    }

    /// Which editions there are, each with its size once it is made.
    pub fn offered(&self) -> impl Iterator<Item = (&'static str, Option<usize>)> {
        let made = self.printed.get().and_then(|printed| printed.as_ref().ok());
        self.press.endings().iter().map(move |ending| {
            let one = made.and_then(|made| made.iter().find(|one| one.ending == *ending));
            (*ending, one.map(|one| one.bytes.len()))
        })
    }

    /// The copy of a photograph that may be shown, where the report tells of one. It may wait for a disk.
    #[must_use]
    pub fn photograph(&self, evidence: &str) -> Option<Vec<u8>> {
        let mut pieces = self.report.evidence.iter();
        pieces.find(|one| one.number == evidence && one.picture.is_some())?;
        self.press.photograph(evidence)
    }

    /// Its editions; the first who asks waits for them.
    pub fn editions(&self) -> Result<&[Printed], &str> {
        let printed = self.printed.get_or_init(|| self.press.print(&self.report));
        printed.as_deref().map_err(String::as_str)
    }
}

/// What a library has of one name, when it has looked.
pub type Looked<'a> = Pin<Box<dyn Future<Output = Result<Option<Volume>, String>> + Send + 'a>>;

/// Where the audits of an organisation are that are not published: made into a volume when one of its people asks.
pub trait Library: Send + Sync {
    /// The audit of this name in the part of the database that the context speaks of.
    fn draft<'a>(&'a self, ctx: &'a Ctx, code: &'a str) -> Looked<'a>;
}

/// The published audits.
pub struct Shelf {
    volumes: Vec<Arc<Volume>>,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf")
            .field("volumes", &self.volumes.len())
            .finish_non_exhaustive()
    }
}

impl Shelf {
    /// A shelf of reports.
    #[must_use]
    pub fn new(volumes: Vec<Volume>) -> Self {
        let volumes = volumes.into_iter().map(Arc::new).collect();
        Self { volumes }
    }

    /// The audits, in their order.
    #[must_use]
    pub fn volumes(&self) -> &[Arc<Volume>] {
        &self.volumes
    }

    /// The audit of this name.
    #[must_use]
    pub fn volume(&self, code: &str) -> Option<&Arc<Volume>> {
        self.volumes
            .iter()
            .find(|volume| volume.code.as_str() == code)
    }

    /// Makes every edition, so that nobody waits for one.
    pub fn print_all(&self) {
        for volume in &self.volumes {
            let _ = volume.editions();
        }
    }
}
