//! Mails about replies and what follows: to the party that is asked, and to those who answer for the audit.

use serde::Serialize;

use super::Letter;

/// A party is asked to reply, with everything that is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyInvitation {
    /// Who asks.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// The last day, as it is read.
    pub until: String,
    /// The whole link; what opens stands behind its `#`.
    pub link: String,
    /// The code to type where there is no script.
    pub code: String,
    /// The notice in full, with the head of the evidence log.
    pub notice: String,
}

impl Letter for ReplyInvitation {
    const NAME: &'static str = "reply_invitation";
}

/// Somebody shows the link or code of a notice in a browser for the first time: the code that opens it, to the address the
/// notice went to.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyCode {
    /// Who asks.
    pub organisation: String,
    /// Six digits.
    pub code: String,
    /// For how many minutes they open.
    pub minutes: i64,
}

impl Letter for ReplyCode {
    const NAME: &'static str = "reply_code";
}

/// A party that has not answered is reminded. It carries no link that opens: that came with the notice.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyDue {
    /// Who asks.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// The last day, as it is read.
    pub until: String,
    /// When the notice was sent, as it is read.
    pub sent: String,
    /// Where the code is typed.
    pub link: String,
}

impl Letter for ReplyDue {
    const NAME: &'static str = "reply_due";
}

/// A reply came in: for those who answer for the audit.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyReceived {
    /// The organisation.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// Who answered.
    pub party: String,
    /// Where it is read.
    pub link: String,
}

impl Letter for ReplyReceived {
    const NAME: &'static str = "reply_received";
}

/// Something is said to be fixed: for those who answer for the audit. It does not say what the body says, so that whoever
/// opens it may still be asked to find somebody who has not read it.
#[derive(Clone, Debug, Serialize)]
pub struct FixClaimed {
    /// The organisation.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// The finding: `F-01`.
    pub finding: String,
    /// Where it is read.
    pub link: String,
}

impl Letter for FixClaimed {
    const NAME: &'static str = "fix_claimed";
}

/// Somebody is to look again today: for those who answer for the audit.
#[derive(Clone, Debug, Serialize)]
pub struct RecheckDue {
    /// The organisation.
    pub organisation: String,
    /// The title of the audit.
    pub audit: String,
    /// Where it is read.
    pub link: String,
}

impl Letter for RecheckDue {
    const NAME: &'static str = "recheck_due";
}

/// A letter of an audit, as it was kept.
#[derive(Clone, Debug, Serialize)]
pub struct LetterMail {
    /// Who writes.
    pub organisation: String,
    /// What it is about, one line.
    pub subject: String,
    /// All of it as text.
    pub text: String,
    /// The paragraphs before what it tells.
    pub before: Vec<String>,
    /// What it tells, each with where it comes from.
    pub items: Vec<String>,
    /// The paragraphs behind it.
    pub after: Vec<String>,
}

impl LetterMail {
    /// The mail of a letter.
    #[must_use]
    pub fn of(organisation: &str, letter: &crate::domain::letter::Letter) -> Self {
        use crate::domain::letter::paragraphs;
        Self {
            organisation: organisation.to_owned(),
            subject: letter.subject.clone(),
            text: letter.text(),
            before: paragraphs(&letter.before),
            items: letter.lines().collect(),
            after: paragraphs(&letter.after),
        }
    }
}

impl Letter for LetterMail {
    const NAME: &'static str = "letter";
}
