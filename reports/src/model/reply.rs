//! What the parties answered, what they had been sent, and what became of it.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, SourceRef};

/// The response of one party, in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Response {
    /// Id, unique among responses.
    pub id: String,
    /// Who answers.
    pub party: String,
    /// Provider, funder, other respondent.
    pub role: Option<Coded>,
    /// What it answers: numbers of findings, promises or recommendations; empty means the whole report.
    pub about: Vec<String>,
    /// What had been sent to the party, when and how.
    pub sent: Vec<Sent>,
    /// Printed where nothing was sent, or where this is not published.
    pub sent_note: Option<String>,
    /// Date by which a reply was asked.
    pub due: Option<DateText>,
    /// When the reply came.
    pub received: Option<DateText>,
    /// Agrees, partly agrees, disagrees, declined, no reply by the date.
    pub state: Coded,
    /// The text, paragraph by paragraph, in full.
    pub text: Vec<String>,
    /// True where `text` is a summary because the full text is not published.
    pub summarised: bool,
    /// Single points with the evaluation of each.
    pub points: Vec<ResponsePoint>,
    /// The auditor's evaluation of the whole.
    pub evaluation: Vec<String>,
    /// What was changed because of it.
    pub change: Option<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// Something sent to a party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// What: window notice, draft finding, reminder.
    pub what: String,
    /// When.
    pub date: Option<DateText>,
    /// How, and what proves it.
    pub how: Option<String>,
}

/// One point of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResponsePoint {
    /// What the party says.
    pub says: String,
    /// The auditor's evaluation.
    pub evaluation: Option<String>,
}
