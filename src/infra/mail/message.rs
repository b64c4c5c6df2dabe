//! A mail as it goes over the wire: the same bytes at every try, so that a repeat can be told from a second mail.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{MultiPart, MultiPartKind, SinglePart};

use super::MailError;
use super::address::{Mailbox, one_line};
use super::letter::Written;

/// Everything that makes a mail.
pub(super) struct Parts<'a> {
    pub(super) from: &'a Mailbox,
    pub(super) to: &'a Mailbox,
    pub(super) reply_to: Option<&'a Mailbox>,
    /// Where whoever gets it takes themselves off mails of its sort.
    pub(super) leaving: Option<&'a str>,
    /// Without its brackets.
    pub(super) message_id: &'a str,
    pub(super) date: DateTime<Utc>,
    pub(super) written: &'a Written,
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// The envelope and the bytes.
pub(super) fn composed(parts: &Parts<'_>) -> Result<(Envelope, Vec<u8>), MailError> {
    // A subject that looks encoded would be read as something else than was written.
    let subject = one_line("subject", &parts.written.subject)?.replace("=?", "= ?");
    let mut builder = Message::builder()
        .from(parts.from.for_sending("from")?)
        .to(parts.to.for_sending("recipient")?)
        .subject(subject)
        .message_id(Some(format!(
            "<{}>",
            one_line("message-id", parts.message_id)?
        )))
        .date(SystemTime::from(parts.date))
        // So that an absence notice does not answer.
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    if let Some(reply_to) = parts.reply_to {
        builder = builder.reply_to(reply_to.for_sending("reply-to")?);
    }
    if let Some(leaving) = parts.leaving {
        let address = one_line("unsubscribe", leaving)?;
        builder = builder.raw_header(header("List-Unsubscribe", format!("<{address}>")));
        // One click, without a page (RFC 8058), where the address can be reached safely.
        if address.starts_with("https://") {
            let click = "List-Unsubscribe=One-Click".to_owned();
            builder = builder.raw_header(header("List-Unsubscribe-Post", click));
        }
    }
    // Of our own making, so that chance has no part in it.
    let boundary: String = parts
        .message_id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect();
    let both = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("=_{boundary}"))
        .singlepart(SinglePart::plain(parts.written.text.clone()))
        .singlepart(SinglePart::html(parts.written.html.clone()));
    let message = builder
        .multipart(both)
        .map_err(|error| MailError::Settings(error.to_string()))?;
    Ok((message.envelope().clone(), message.formatted()))
}
