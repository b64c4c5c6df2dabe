//! Mail: what is written, how it is kept until it is sent, and the ways to send it. The only place that names lettre.
//! What a mail says stands in `templates/mails/<name>/`; when one is written is the business of the abilities.
//!
//! * a [`Letter`] is what one mail says, with the template of its name
//! * [`Outbox::queue`] renders and seals it in the transaction of the change that causes it
//! * [`Deliver`] is the job that hands it to a [`Transport`]: a mail server, a folder of files, or memory
//! * [`Sealing`] is how its contents are encrypted; without one there is no outbox
//!
//! At least once: a repeat happens only where the mail server had the whole mail and its answer was lost, and it
//! carries the same Message-ID.

mod address;
mod deliver;
mod leaving;
mod letter;
mod message;
mod outbox;
mod replying;
mod sealing;
mod smtp;
mod transport;
mod working;

use crate::db::StorageError;

pub use address::Mailbox;
pub use deliver::{Deliver, Delivery, Tidy};
pub use leaving::{LEAVING, Leaving, Stream};
pub use letter::{
    CredentialChanged, Invitation, Letter, Letters, MailTest, PasswordReset, Written,
};
pub use outbox::{Outbox, resend};
pub use replying::{
    FixClaimed, LetterMail, RecheckDue, ReplyCode, ReplyDue, ReplyInvitation, ReplyReceived,
};
pub use sealing::{KeySealing, SealError, Sealing};
pub use transport::{Memory, Sent, Transport, Undelivered};
pub use working::{Assigned, CameOfIt, Checked, WeekOfAudit, Weekly};

/// Why a mail was not written or not queued.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// A part of the head holds a character that could end its line.
    #[error("the {field} holds a control character or a line break, which a mail's head must not")]
    Unsafe {
        /// Which part: `name`, `subject`.
        field: &'static str,
    },
    /// A text is no address of a mailbox.
    #[error("the {field} is not an address of a mailbox")]
    NotAnAddress {
        /// Which part: `recipient`, `reply-to`.
        field: &'static str,
    },
    /// The template failed.
    #[error("the mail `{name}` cannot be written: {reason}")]
    Template {
        /// The name of the mail.
        name: &'static str,
        /// Why.
        reason: String,
    },
    /// The contents cannot be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The settings do not describe a way to send.
    #[error("mail: {0}")]
    Settings(String),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}
