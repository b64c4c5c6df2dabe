//! Mails about the work to members: a visit waits, what they sent was looked at, what a week brought. Each can be left.

use serde::Serialize;

use super::Letter;

/// A visit waits for somebody. Where and when stands on their page, not in the mail.
#[derive(Clone, Debug, Serialize)]
pub struct Assigned {
    /// The organisation.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// Where it is read.
    pub link: String,
}

impl Letter for Assigned {
    const NAME: &'static str = "assigned";
}

/// Something was decided about what somebody sent. What was decided stands on their page, not in the mail.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// The organisation.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// Where it is read.
    pub link: String,
}

impl Letter for Checked {
    const NAME: &'static str = "checked";
}

/// Something came of a visit: a finding that rests on it was published, or somebody looked again. What it is stands on their page,
/// not in the mail.
#[derive(Clone, Debug, Serialize)]
pub struct CameOfIt {
    /// The organisation.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// Where it is read.
    pub link: String,
}

impl Letter for CameOfIt {
    const NAME: &'static str = "came_of_it";
}

/// What waits in an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeekOfAudit {
    /// The title of the audit.
    pub audit: String,
    /// Where it is read.
    pub link: String,
    /// Visits that wait to be checked.
    pub to_check: usize,
    /// Rounds whose time is over without an answer to everything.
    pub overdue: usize,
    /// Looks that are due.
    pub rechecks: usize,
    /// Clocks that ran out.
    pub over: usize,
    /// Clocks that run out within a month.
    pub soon: usize,
}

impl WeekOfAudit {
    /// Whether anything waits.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.to_check + self.overdue + self.rechecks + self.over + self.soon == 0
    }
}

/// What waits at the beginning of a week, for those who answer for audits.
#[derive(Clone, Debug, Serialize)]
pub struct Weekly {
    /// The organisation.
    pub organisation: String,
    /// The day, as it is read.
    pub day: String,
    /// Each audit in which something waits.
    pub audits: Vec<WeekOfAudit>,
    /// Where all of it is read.
    pub link: String,
}

impl Letter for Weekly {
    const NAME: &'static str = "weekly";
}
