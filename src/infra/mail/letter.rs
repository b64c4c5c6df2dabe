//! What mails say: one type for each, with the template of its name. Rendered strictly; a mail that cannot be
//! rendered is not queued, and with it the change that would have caused it does not happen.

use std::fmt;

use minijinja::value::Serde;
use minijinja::{Environment, Value};
use serde::Serialize;

use super::MailError;
use super::address::one_line;
use crate::infra::templates::environment;
use crate::infra::words::Words;

/// What one mail says. Its template is the folder of its name below `templates/mails/`, with `subject.txt`,
/// `body.txt` and `body.html`.
pub trait Letter: Serialize {
    /// Its name: `password_reset`.
    const NAME: &'static str;
}

/// A mail in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

// What a mail says stands in no log.
impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Written(…)")
    }
}

/// The templates of mails, in every language.
pub struct Letters {
    templates: Vec<(Words, Environment<'static>)>,
    usual: Words,
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letters").finish_non_exhaustive()
    }
}

impl Letters {
    /// The mails; where nothing else is said, in the words of one language.
    #[must_use]
    pub fn new(usual: Words) -> Self {
        Self {
            templates: Words::every()
                .map(|words| (words, environment(words, words)))
                .collect(),
            usual,
        }
    }

    /// The language in which mails are written where nothing else is said.
    #[must_use]
    pub fn usual(&self) -> Words {
        self.usual
    }

    /// Writes a mail in the usual language.
    pub fn write<L: Letter>(&self, letter: &L) -> Result<Written, MailError> {
        self.write_in(self.usual, letter)
    }

    /// Writes a mail in a language.
    pub fn write_in<L: Letter>(&self, words: Words, letter: &L) -> Result<Written, MailError> {
        self.write_to_leave(words, letter, None)
    }

    /// Writes a mail in a language, of a sort that whoever gets it can take themselves off at this address.
    pub fn write_to_leave<L: Letter>(
        &self,
        words: Words,
        letter: &L,
        leaving: Option<&str>,
    ) -> Result<Written, MailError> {
        let kept = self.templates.iter().find(|(kept, _)| *kept == words);
        let Some((_, templates)) = kept else {
            return Err(MailError::Template {
                name: L::NAME,
                reason: format!("there are no mails in `{}`", words.code()),
            });
        };
        let part = |file: &str| {
            let shown = minijinja::context! { mail => Value::from(Serde(letter)), leaving };
            templates
                .get_template(&format!("mails/{}/{file}", L::NAME))
                .and_then(|template| template.render(shown))
                .map_err(|error| MailError::Template {
                    name: L::NAME,
                    reason: format!("{file}: {error:#}"),
                })
        };
        let subject = part("subject.txt")?;
        Ok(Written {
            subject: one_line("subject", subject.trim_end_matches('\n'))?.to_owned(),
            text: part("body.txt")?,
            html: part("body.html")?,
        })
    }
}

/// Somebody is invited to work in an organisation.
#[derive(Clone, Debug, Serialize)]
pub struct Invitation {
    /// The organisation.
    pub organisation: String,
    /// What it calls its work: `audit`, `community check`.
    pub work_name: String,
    /// The whole address to follow, which can be used once.
    pub link: String,
    /// When it ends, as it is read.
    pub until: String,
}

impl Letter for Invitation {
    const NAME: &'static str = "invitation";
}

/// Somebody has forgotten their password, or says so.
#[derive(Clone, Debug, Serialize)]
pub struct PasswordReset {
    /// The organisation.
    pub organisation: String,
    /// The whole address to follow, which can be used once.
    pub link: String,
    /// For how many minutes.
    pub minutes: u32,
}

impl Letter for PasswordReset {
    const NAME: &'static str = "password_reset";
}

/// What somebody signs in with was changed.
#[derive(Clone, Debug, Serialize)]
pub struct CredentialChanged {
    /// The organisation.
    pub organisation: String,
    /// Last part of the key of its words: `password`, `address`, `second-factor`, `recovery-codes`, `token`.
    pub what: &'static str,
    /// When, as it is read, with the zone.
    pub when: String,
    /// Where it can be looked at and undone.
    pub link: String,
}

impl Letter for CredentialChanged {
    const NAME: &'static str = "credential_changed";
}

/// The operator tries whether mail arrives.
#[derive(Clone, Debug, Serialize)]
pub struct MailTest {
    /// The organisation.
    pub organisation: String,
    /// When, as it is read, with the zone.
    pub when: String,
}

impl Letter for MailTest {
    const NAME: &'static str = "mail_test";
}

#[cfg(test)]
mod tests {
    use super::super::replying::{LetterMail, ReplyCode};
    use super::*;

    fn letters() -> Letters {
        Letters::new(Words::english())
    }

    fn test(organisation: &str) -> MailTest {
        MailTest {
            organisation: organisation.to_owned(),
            when: "1 March 2026, 12:00 UTC".to_owned(),
        }
    }

    #[test]
    fn every_mail_there_is_can_be_written_in_every_language() {
        for words in Words::every() {
            every_mail_in(words);
        }
    }

    fn every_mail_in(words: Words) {
        let letters = Letters::new(words);
        let link = "https://watch.example/invitations#abc".to_owned();
        let organisation = "Water Watch".to_owned();
        let mut written = vec![(
            Invitation::NAME,
            letters.write(&Invitation {
                organisation: organisation.clone(),
                work_name: "audit".to_owned(),
                link: link.clone(),
                until: "8 March 2026".to_owned(),
            }),
        )];
        written.push((
            PasswordReset::NAME,
            letters.write(&PasswordReset {
                organisation: organisation.clone(),
                link: link.clone(),
                minutes: 10,
            }),
        ));
        for what in [
            "password",
            "address",
            "second-factor",
            "recovery-codes",
            "token",
        ] {
            let changed = CredentialChanged {
                organisation: organisation.clone(),
                what,
                when: "1 March 2026, 12:00 UTC".to_owned(),
                link: link.clone(),
            };
            written.push((CredentialChanged::NAME, letters.write(&changed)));
        }
        written.push((MailTest::NAME, letters.write(&test("Water Watch"))));
        written.extend(of_replies(&letters, &organisation, &link));
        let mut names = std::collections::BTreeSet::new();
        for (name, mail) in written {
            let mail = mail.unwrap_or_else(|error| panic!("{name}: {error}"));
            names.insert(name.to_owned());
            assert!(
                mail.subject.contains("Water Watch"),
                "{name}: {}",
                mail.subject
            );
            // A letter says what whoever wrote it said, and a code is typed where it was asked for: they lead nowhere.
            if ![MailTest::NAME, LetterMail::NAME, ReplyCode::NAME].contains(&name) {
                assert!(mail.text.contains(&link), "{name}");
                assert!(mail.html.replace("&#x2f;", "/").contains(&link), "{name}");
            }
            let tongue = format!("<html lang=\"{}\" dir=\"ltr\">", words.code());
            assert!(mail.html.contains(&tongue), "{name}");
            let sentence = words.say("mail-automatic", &[("organisation", "Water Watch")]);
            assert!(mail.text.contains(&sentence), "{name}");
            for part in [&mail.text, &mail.html] {
                assert!(!part.contains("[mail-"), "{name}");
            }
        }
        let all: Vec<_> = names.into_iter().collect();
        assert_eq!(all, crate::infra::templates::mail_names());
    }

    /// The mails about replies and what follows.
    fn of_replies(
        letters: &Letters,
        organisation: &str,
        link: &str,
    ) -> Vec<(&'static str, Result<Written, MailError>)> {
        use super::super::replying::{
            FixClaimed, LetterMail, RecheckDue, ReplyCode, ReplyDue, ReplyInvitation, ReplyReceived,
        };
        use super::super::working::{Assigned, CameOfIt, Checked, WeekOfAudit, Weekly};
        let text = str::to_owned;
        let invited = ReplyInvitation {
            organisation: text(organisation),
            audit: text("Taps"),
            until: text("8 March 2026"),
            link: text(link),
            code: text("7VQ2-K0HM-3XWA-9TNE"),
            notice: text("F-01. Taps\n\nthe notice"),
        };
        let opening = ReplyCode {
            organisation: text(organisation),
            code: text("012345"),
            minutes: 10,
        };
        let due = ReplyDue {
            organisation: text(organisation),
            audit: text("Taps"),
            until: text("8 March 2026"),
            sent: text("1 March 2026"),
            link: text(link),
        };
        let received = ReplyReceived {
            organisation: text(organisation),
            audit: text("Taps"),
            party: text("City"),
            link: text(link),
        };
        let claimed = FixClaimed {
            organisation: text(organisation),
            audit: text("Taps"),
            finding: text("F-01"),
            link: text(link),
        };
        let look = RecheckDue {
            organisation: text(organisation),
            audit: text("Taps"),
            link: text(link),
        };
        let letter = LetterMail {
            organisation: text(organisation),
            subject: text("Taps"),
            text: text("We write to you."),
            before: vec![text("We write to you.")],
            items: Vec::new(),
            after: Vec::new(),
        };
        let assigned = Assigned {
            organisation: text(organisation),
            audit: text("Taps"),
            link: text(link),
        };
        let came = CameOfIt {
            organisation: text(organisation),
            audit: text("Taps"),
            link: text(link),
        };
        let checked = Checked {
            organisation: text(organisation),
            audit: text("Taps"),
            link: text(link),
        };
        let weekly = Weekly {
            organisation: text(organisation),
            day: text("6 July 2026"),
            audits: vec![WeekOfAudit {
                audit: text("Taps"),
                link: text(link),
                to_check: 2,
                overdue: 1,
                rechecks: 1,
                over: 3,
                soon: 1,
            }],
            link: text(link),
        };
        vec![
            (Assigned::NAME, letters.write(&assigned)),
            (CameOfIt::NAME, letters.write(&came)),
            (Checked::NAME, letters.write(&checked)),
            (Weekly::NAME, letters.write(&weekly)),
            (ReplyInvitation::NAME, letters.write(&invited)),
            (ReplyCode::NAME, letters.write(&opening)),
            (ReplyDue::NAME, letters.write(&due)),
            (ReplyReceived::NAME, letters.write(&received)),
            (FixClaimed::NAME, letters.write(&claimed)),
            (RecheckDue::NAME, letters.write(&look)),
            (LetterMail::NAME, letters.write(&letter)),
        ]
    }

    #[test]
    fn a_mail_is_written_in_the_language_of_whoever_reads_it() {
        let letters = letters();
        let usual = letters.write(&test("Water Watch")).unwrap();
        assert_eq!(usual.subject, "Water Watch: mail works");
        let french = Words::of("fr").unwrap();
        let mail = letters.write_in(french, &test("Water Watch")).unwrap();
        assert_eq!(mail.subject, "Water Watch\u{202f}: le courriel marche");
    }

    #[test]
    fn what_is_given_is_escaped_in_html_and_plain_in_text() {
        let mail = letters().write(&test("Fair & <b>Square</b>")).unwrap();
        assert!(mail.subject.contains("Fair & <b>Square</b>"));
        assert!(mail.text.contains("Fair & <b>Square</b>"));
        assert!(mail.html.contains("Fair &amp; &lt;b&gt;Square&lt;"));
    }

    #[test]
    fn a_name_that_ends_the_line_of_the_subject_is_refused() {
        for bad in ["\r\nBcc: all@example.org", "\n", "\0", "\u{2028}"] {
            let refused = letters().write(&test(&format!("Water{bad}Watch")));
            let is_unsafe = matches!(refused, Err(MailError::Unsafe { field: "subject" }));
            assert!(is_unsafe, "{bad:?}");
        }
    }
}
