//! Nothing that a person enters gets into the head of a mail. A second reader, Python's, looks at the result.

use std::io::Write as _;

use groundtruth::db::write;
use groundtruth::infra::mail::{MailError, MailTest, Mailbox, Memory, Transport};

use super::{ana, jobs, outbox, run_due};
use crate::support::python::python;
use crate::support::station::Station;

const HOSTILE: [&str; 10] = [
    "\r",
    "\n",
    "\r\n",
    "\r\nBcc: all@people.example",
    "\n\nbody",
    "\0",
    "\u{2028}Bcc: all@people.example",
    "\u{2029}",
    "\u{85}Subject: x",
    "\u{b}",
];

/// Odd, and allowed.
const ODD: [&str; 8] = [
    "Zoë Müller",
    "Watch, Water; \"and\" (others) <them@people.example>",
    "=?utf-8?q?Bcc:_all?=",
    "நீர் கண்காணிப்பு",
    "\u{202e}retaW",
    "back\\slash",
    "a very long name that goes on and on, past the seventy-eight characters of a line, and then past the nine hundred",
    "Bcc: all@people.example",
];

#[tokio::test]
async fn what_would_end_a_line_of_the_head_is_refused() {
    let station = Station::on_sqlite().await;
    let (ctx, outbox) = (station.ctx(), outbox());
    for bad in HOSTILE {
        let name = format!("Ana{bad}x");
        for field in ["recipient", "reply-to", "from"] {
            let named = Mailbox::new(field, Some(&name), "ana@people.example");
            assert!(matches!(named, Err(MailError::Unsafe { .. })), "{bad:?}");
            let addressed = Mailbox::new(field, None, &format!("ana{bad}@people.example"));
            assert!(addressed.is_err(), "{bad:?}");
        }
        let letter = MailTest {
            organisation: name,
            when: "now".to_owned(),
        };
        let queued = write(&station.app.db, async |txn| {
            outbox.queue(txn, &ctx, &ana(), None, &letter).await
        });
        let refused = queued.await;
        assert!(
            matches!(refused, Err(MailError::Unsafe { field: "subject" })),
            "{bad:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn another_reader_finds_the_same_head_whatever_the_names_are() {
    let station = Station::on_sqlite().await;
    let memory = Memory::default();
    let jobs = jobs(Transport::Memory(memory.clone()));
    let mut expected = Vec::new();
    for odd in ODD {
        let (ctx, outbox) = (station.ctx(), outbox());
        let to = Mailbox::new("recipient", Some(odd), "ana@people.example").unwrap();
        let reply = Mailbox::new("reply-to", Some(odd), "office@watch.example").unwrap();
        let letter = MailTest {
            organisation: odd.to_owned(),
            when: "now".to_owned(),
        };
        let queued = write(&station.app.db, async |txn| {
            outbox.queue(txn, &ctx, &to, Some(&reply), &letter).await
        });
        queued.await.unwrap();
        run_due(&station, &jobs).await;
        expected.push(serde_json::json!({
            "subject": format!("{}: mail works", odd.replace("=?", "= ?")),
            "to": [[together(odd), "ana@people.example"]],
            "reply_to": [[together(odd), "office@watch.example"]],
            "headers": ["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "reply-to", "subject", "to"],
            "parts": ["text/plain", "text/html"],
        }));
    }
    let sent = memory.sent();
    assert_eq!(sent.len(), ODD.len());
    for (mail, expected) in sent.iter().zip(expected) {
        assert_eq!(mail.to, ["ana@people.example"]);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&mail.bytes).unwrap();
        let Some(read) = python(READER, &[&file.path().to_string_lossy()]) else {
            return;
        };
        let read: serde_json::Value = serde_json::from_str(&read).unwrap();
        assert_eq!(read, expected);
    }
}

/// A name without its spaces: the reader puts one where an encoded name goes on in the next line.
fn together(name: &str) -> String {
    name.split_whitespace().collect()
}

const READER: &str = r#"
import email, email.policy, json, sys
mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
def people(header):
    return [["".join(a.display_name.split()), a.addr_spec] for a in mail[header].addresses]
print(json.dumps({
    "subject": str(mail["subject"]),
    "to": people("to"),
    "reply_to": people("reply-to"),
    "headers": sorted(name.lower() for name in mail.keys()),
    "parts": [part.get_content_type() for part in mail.iter_parts()],
}))
"#;
