//! Whom a mail goes to and whom it comes from. Nothing in here may end a line of a mail's head.

use std::fmt;

use lettre::Address;
use serde::{Deserialize, Serialize};

use super::MailError;

/// A mailbox: an address, and a name where there is one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    name: Option<String>,
    address: String,
}

// Whom a mail goes to stands in no log.
impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mailbox(…)")
    }
}

impl Mailbox {
    /// A mailbox; `field` says in an error whose it was to be.
    pub fn new(field: &'static str, name: Option<&str>, address: &str) -> Result<Self, MailError> {
        let address = one_line(field, address)?.trim();
        address
            .parse::<Address>()
            .map_err(|_| MailError::NotAnAddress { field })?;
        let name = match name {
            Some(name) => Some(one_line("name", name)?.trim()).filter(|name| !name.is_empty()),
            None => None,
        };
        Ok(Self {
            name: name.map(str::to_owned),
            address: address.to_owned(),
        })
    }

    /// Reads `Name <address>` or an address alone.
    pub fn parse(field: &'static str, text: &str) -> Result<Self, MailError> {
        match text
            .trim()
            .strip_suffix('>')
            .and_then(|t| t.rsplit_once('<'))
        {
            Some((name, address)) => Self::new(field, Some(name.trim().trim_matches('"')), address),
            None => Self::new(field, None, text),
        }
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn for_sending(
        &self,
        field: &'static str,
    ) -> Result<lettre::message::Mailbox, MailError> {
        let address = self
            .address
            .parse::<Address>()
            .map_err(|_| MailError::NotAnAddress { field })?;
        Ok(lettre::message::Mailbox::new(self.name.clone(), address))
    }
}

/// A text that stays on its line: no control character, and none of the separators that some readers take for a
/// line's end.
pub(super) fn one_line<'a>(field: &'static str, text: &'a str) -> Result<&'a str, MailError> {
    let ends_a_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(ends_a_line) {
        Err(MailError::Unsafe { field })
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_read_with_and_without_a_name() {
        for (text, address) in [
            ("ana@example.org", "ana@example.org"),
            (" Ana Müller <ana@example.org> ", "ana@example.org"),
            (
                "\"Water, Watch\" <office@example.org>",
                "office@example.org",
            ),
        ] {
            assert_eq!(Mailbox::parse("from", text).unwrap().address(), address);
        }
        for text in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "<>",
            "a b@example.org",
            "a@b@c",
        ] {
            assert!(Mailbox::parse("from", text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_could_end_a_line_is_refused() {
        for bad in [
            "\r", "\n", "\r\n", "\0", "\u{85}", "\u{2028}", "\u{2029}", "\t", "\u{b}",
        ] {
            let name = format!("Ana{bad}Bcc: all@example.org");
            let refused = Mailbox::new("recipient", Some(&name), "ana@example.org");
            assert!(matches!(refused, Err(MailError::Unsafe { .. })), "{bad:?}");
            let address = format!("ana@example.org{bad}bcc@example.org");
            assert!(
                Mailbox::new("recipient", None, &address).is_err(),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn a_mailbox_is_not_shown_in_a_log() {
        let mailbox = Mailbox::parse("to", "Ana <ana@example.org>").unwrap();
        assert_eq!(format!("{mailbox:?}"), "Mailbox(…)");
    }
}
