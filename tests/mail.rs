//! Mail from the outbox to a mail server, on both engines, with a server that fails in every way.

mod faults;
mod injection;
mod journey;

use std::sync::Arc;

use groundtruth::db::mail::{MailState, mail_of, mails_by_state};
use groundtruth::db::{MailId, StorageError, write};
use groundtruth::infra::config::{MailSettings, MailTls, MailWay};
use groundtruth::infra::jobs::{Jobs, Ran};
use groundtruth::infra::mail::{
    Deliver, Delivery, Letters, MailError, MailTest, Mailbox, Memory, Outbox, PasswordReset,
    Transport, resend,
};
use groundtruth::infra::words::Words;

use crate::support::authority::{Authority, Identity};
use crate::support::sealing::TestSealing;
use crate::support::smtp::{PASSWORD, USER};
use crate::support::station::Station;

fn outbox() -> Outbox {
    let letters = Letters::new(Words::english());
    Outbox::new(letters, Arc::new(TestSealing), Some("watch.example"))
}

fn letter() -> MailTest {
    MailTest {
        organisation: "Water Watch".to_owned(),
        when: "1 July 2026, 12:00 UTC".to_owned(),
    }
}

fn from() -> Mailbox {
    Mailbox::parse("from", "Water Watch <mail@watch.example>").unwrap()
}

fn ana() -> Mailbox {
    Mailbox::parse("recipient", "Ana Müller <ana@people.example>").unwrap()
}

/// Jobs that deliver by one way.
fn jobs(transport: Transport) -> Jobs {
    let delivery = Delivery {
        from: from(),
        transport,
    };
    Jobs::default().with(Deliver::new(outbox(), delivery))
}

async fn queue(station: &Station, to: &Mailbox) -> MailId {
    let ctx = station.ctx();
    let outbox = outbox();
    let queued = write(&station.app.db, async |txn| {
        outbox.queue(txn, &ctx, to, None, &letter()).await
    });
    queued.await.unwrap()
}

async fn state(station: &Station, id: MailId) -> (MailState, Option<String>) {
    let mail = mail_of(station.app.db.reads(), station.scope, id).await;
    let mail = mail.unwrap().unwrap();
    (mail.state, mail.last_error)
}

/// Runs everything that is due.
async fn run_due(station: &Station, jobs: &Jobs) {
    while jobs.run_one(&station.app).await.unwrap() != Ran::Nothing {}
}

/// An authority, its file, and a server certificate that it signed.
fn trusted(station: &Station) -> (std::path::PathBuf, Identity) {
    let authority = Authority::new("Mail authority");
    let file = authority.file(station.folder());
    let identity = authority.identity(station.folder(), "mail", &["localhost"]);
    (file, identity)
}

fn smtp(station: &Station, port: u16, authority: &std::path::Path) -> Transport {
    let password_file = station.file("password");
    std::fs::write(&password_file, format!("{PASSWORD}\n")).unwrap();
    let settings = MailSettings {
        from: "mail@watch.example".to_owned(),
        way: MailWay::Smtp {
            server: "localhost".to_owned(),
            port: Some(port),
            tls: MailTls::Starttls,
            authority: Some(authority.to_owned()),
            user: Some(USER.to_owned()),
            password_file: Some(password_file),
            patience: 20,
        },
    };
    Transport::of(&settings, Some("watch.example")).unwrap()
}

#[tokio::test]
async fn a_mail_is_queued_with_its_change_or_not_at_all() {
    for station in Station::on_each().await {
        let (ctx, outbox) = (station.ctx(), outbox());
        let given_up = write(&station.app.db, async |txn| {
            outbox.queue(txn, &ctx, &ana(), None, &letter()).await?;
            Err::<(), MailError>(StorageError::NotThere { what: "change" }.into())
        });
        assert!(given_up.await.is_err());
        let memory = Memory::default();
        run_due(&station, &jobs(Transport::Memory(memory.clone()))).await;
        assert!(memory.sent().is_empty(), "{}", station.engine);
        // A mail that cannot be written takes its change back.
        let unwritable = PasswordReset {
            organisation: "Water\r\nWatch".to_owned(),
            link: "https://watch.example/reset".to_owned(),
            minutes: 10,
        };
        let refused = write(&station.app.db, async |txn| {
            outbox.queue(txn, &ctx, &ana(), None, &unwritable).await
        });
        assert!(matches!(refused.await, Err(MailError::Unsafe { .. })));
        let counts = mails_by_state(station.app.db.reads(), station.scope)
            .await
            .unwrap();
        assert!(counts.iter().all(|(_, count)| *count == 0));
    }
}

#[tokio::test]
async fn what_waits_is_sealed_and_what_was_sent_is_taken_away() {
    for station in Station::on_each().await {
        let id = queue(&station, &ana()).await;
        let conn = station.app.db.reads();
        let mail = mail_of(conn, station.scope, id).await.unwrap().unwrap();
        let holds = |bytes: &[u8], text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        for part in [
            &mail.sealed.recipient,
            &mail.sealed.subject,
            &mail.sealed.text,
            &mail.sealed.html,
        ] {
            assert!(!part.is_empty() && !holds(part, "ana") && !holds(part, "Watch"));
        }
        let memory = Memory::default();
        run_due(&station, &jobs(Transport::Memory(memory.clone()))).await;
        let sent = memory.sent();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].to, ["ana@people.example"]);
        let after = mail_of(conn, station.scope, id).await.unwrap().unwrap();
        assert_eq!((after.state, after.last_error), (MailState::Sent, None));
        assert!(after.sealed.recipient.is_empty() && after.sealed.html.is_empty());
        assert_eq!(after.message_id, mail.message_id);
    }
}

#[tokio::test]
async fn a_mail_sealed_for_one_organisation_does_not_open_for_another() {
    let station = Station::on_sqlite().await;
    let other = station.another("river-watch").await;
    let id = queue(&station, &ana()).await;
    let conn = station.app.db.reads();
    assert!(mail_of(conn, other, id).await.unwrap().is_none());
    let ctx = station.ctx();
    let theirs = groundtruth::infra::app::Ctx {
        scope: other,
        ..ctx
    };
    let revived = write(&station.app.db, async |txn| resend(txn, &theirs, id).await);
    assert!(!revived.await.unwrap());
}

#[tokio::test]
async fn files_hold_one_mail_each_and_are_the_owners_alone() {
    let station = Station::on_sqlite().await;
    let folder = station.file("mails");
    let settings = MailSettings {
        from: "mail@watch.example".to_owned(),
        way: MailWay::Files {
            folder: folder.clone(),
        },
    };
    let transport = Transport::of(&settings, None).unwrap();
    for _ in 0..3 {
        queue(&station, &ana()).await;
    }
    run_due(&station, &jobs(transport)).await;
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
    assert_eq!(files.len(), 3);
    for file in files {
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(text.contains("\r\n\r\n") && text.contains("ana@people.example"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}

#[tokio::test]
async fn a_mail_that_was_taken_is_not_sent_again_where_that_cannot_be_noted() {
    use sea_orm::ConnectionTrait as _;
    let station = Station::on_sqlite().await;
    let id = queue(&station, &ana()).await;
    let sql = async |text: &'static str| {
        let done = write(&station.app.db, async |txn| {
            let done = txn.execute_unprepared(text).await;
            done.map(|_| ()).map_err(StorageError::Database)
        });
        done.await.unwrap();
    };
    sql("create trigger full_disk before update on mail begin select raise(abort, 'full'); end")
        .await;
    let memory = Memory::default();
    let jobs = Arc::new(jobs(Transport::Memory(memory.clone())));
    let (ours, app) = (Arc::clone(&jobs), Arc::clone(&station.app));
    let worker = tokio::spawn(async move { ours.run_one(&app).await });
    while memory.sent().is_empty() {
        tokio::task::yield_now().await;
    }
    // The worker does not live to see it noted; another has the job after it.
    worker.abort();
    let _ = worker.await;
    sql("drop trigger full_disk").await;
    station
        .clock
        .advance(groundtruth::infra::jobs::LEASE + chrono::TimeDelta::minutes(1));
    run_due(&station, &jobs).await;
    assert_eq!(state(&station, id).await, (MailState::Sent, None));
    assert_eq!(memory.sent().len(), 1);
}
