//! The published audits of a running program: each report once, its editions when they are first asked for.

use std::fmt;
use std::sync::OnceLock;

use groundtruth_reports::model::Report;

use crate::domain::code::Code;

/// Makes the editions of a report.
pub trait Press: Send + Sync {
    /// Every edition, in the order in which they are offered.
    ///
    /// # Errors
    /// Says why a report cannot be printed.
    fn print(&self, report: &Report) -> Result<Vec<Printed>, String>;
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
    printed: OnceLock<Result<Vec<Printed>, String>>,
}

impl Volume {
    /// A report under its name.
    #[must_use]
    pub fn new(code: Code, report: Report) -> Self {
        Self { code, report, printed: OnceLock::new() }
    }
}

/// The published audits.
pub struct Shelf {
    volumes: Vec<Volume>,
    press: Box<dyn Press>,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("volumes", &self.volumes.len()).finish_non_exhaustive()
    }
}

impl Shelf {
    /// A shelf of reports with the press that prints them.
    #[must_use]
    pub fn new(volumes: Vec<Volume>, press: Box<dyn Press>) -> Self {
        Self { volumes, press }
    }

    /// The audits, in their order.
    #[must_use]
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// The audit of this name.
    #[must_use]
    pub fn volume(&self, code: &str) -> Option<&Volume> {
        self.volumes.iter().find(|volume| volume.code.as_str() == code)
    }

    /// The editions of an audit; the first who asks waits for them.
    pub fn editions<'a>(&self, volume: &'a Volume) -> Result<&'a [Printed], &'a str> {
        let printed = volume.printed.get_or_init(|| self.press.print(&volume.report));
        printed.as_deref().map_err(String::as_str)
    }

    /// Makes every edition, so that nobody waits for one.
    pub fn print_all(&self) {
        for volume in &self.volumes {
            let _ = self.editions(volume);
        }
    }
}
