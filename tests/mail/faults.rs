//! Each way in which a mail server can fail, by itself.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use groundtruth::db::mail::MailState;
use groundtruth::db::write;
use groundtruth::infra::config::{MailSettings, MailTls, MailWay};
use groundtruth::infra::mail::{Transport, resend};

use super::{ana, jobs, queue, run_due, smtp, state, trusted};
use crate::support::authority::Authority;
use crate::support::smtp::{Fault, MailServer, PASSWORD, USER};
use crate::support::station::Station;

#[tokio::test]
async fn a_mail_goes_out_over_tls_signed_in_and_comes_whole() {
    let station = Station::on_sqlite().await;
    let (authority, identity) = trusted(&station);
    let server = MailServer::start(&identity, |_| Fault::None).await;
    let id = queue(&station, &ana()).await;
    run_due(&station, &jobs(smtp(&station, server.port, &authority))).await;
    assert_eq!(state(&station, id).await, (MailState::Sent, None));
    let attempts = server.attempts();
    assert_eq!(attempts.len(), 1);
    let mail = attempts[0].mail.clone().unwrap();
    for part in [
        "From: \"Water Watch\" <mail@watch.example>",
        "ana@people.example>",
        "Auto-Submitted: auto-generated",
        "Date: Wed, 01 Jul 2026 12:00:00 +0000",
        "@watch.example>",
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
    ] {
        assert!(mail.contains(part), "{part} is not in\n{mail}");
    }
}

/// What becomes of one mail at its first try, and what the server saw of it.
async fn tried(fault: Fault) -> (Station, MailServer, PathBuf, (MailState, Option<String>)) {
    let station = Station::on_sqlite().await;
    let (authority, identity) = trusted(&station);
    let server = MailServer::start(
        &identity,
        move |number| {
            if number == 0 { fault } else { Fault::None }
        },
    )
    .await;
    let id = queue(&station, &ana()).await;
    let jobs = jobs(smtp(&station, server.port, &authority));
    run_due(&station, &jobs).await;
    let first = state(&station, id).await;
    station.clock.advance(TimeDelta::minutes(2));
    run_due(&station, &jobs).await;
    let expected = if first.0 == MailState::Dead {
        MailState::Dead
    } else {
        MailState::Sent
    };
    assert_eq!(state(&station, id).await.0, expected, "{fault:?}");
    (station, server, authority, first)
}

#[tokio::test]
async fn what_is_not_refused_for_good_is_tried_again() {
    for (fault, code) in [
        (Fault::HangUp, "smtp-connection"),
        (Fault::NoTls, "smtp-not-offered"),
        (Fault::Temporary, "smtp-451"),
        (Fault::SignIn, "smtp-535"),
        (Fault::MidData, "smtp-connection"),
        (Fault::Full, "smtp-452"),
        (Fault::NoAnswer, "smtp-connection"),
        // Of 5xx only what answers the mail is about the mail.
        (Fault::Unwelcome, "smtp-554"),
        (Fault::Sender, "smtp-550"),
    ] {
        let (_, server, _, (state, said)) = tried(fault).await;
        assert_eq!(
            (state, said.as_deref()),
            (MailState::Queued, Some(code)),
            "{fault:?}"
        );
        let whole: Vec<_> = server
            .attempts()
            .iter()
            .filter_map(|attempt| attempt.message_id())
            .collect();
        // Twice only where the server had it all and its answer was lost; then under the same name.
        let expected = if fault == Fault::NoAnswer { 2 } else { 1 };
        assert_eq!(whole.len(), expected, "{fault:?}");
        assert!(whole.iter().all(|id| *id == whole[0]));
    }
}

#[tokio::test]
async fn what_is_refused_for_good_is_dead_visible_and_can_be_sent_again() {
    let (station, server, authority, first) = tried(Fault::Permanent).await;
    assert_eq!(first, (MailState::Dead, Some("smtp-550".to_owned())));
    assert_eq!(server.attempts().len(), 1);
    let ctx = station.ctx();
    let unsent = groundtruth::db::mail::unsent_mails_of(station.app.db.reads(), ctx.scope, 10);
    let dead = unsent.await.unwrap();
    assert_eq!((dead.len(), dead[0].name.as_str()), (1, "mail_test"));
    let again = write(&station.app.db, async |txn| {
        resend(txn, &ctx, dead[0].id).await
    });
    assert!(again.await.unwrap());
    run_due(&station, &jobs(smtp(&station, server.port, &authority))).await;
    assert_eq!(state(&station, dead[0].id).await.0, MailState::Sent);
    assert_eq!(
        server.attempts()[1].message_id().unwrap(),
        dead[0].message_id
    );
    // What was sent is not sent again by hand.
    let again = write(&station.app.db, async |txn| {
        resend(txn, &ctx, dead[0].id).await
    });
    assert!(!again.await.unwrap());
}

#[tokio::test]
async fn a_certificate_of_another_authority_gets_no_mail_and_no_password() {
    let station = Station::on_sqlite().await;
    let (authority, _) = trusted(&station);
    let impostor = Authority::new("Impostor").identity(station.folder(), "bad", &["localhost"]);
    let server = MailServer::start(&impostor, |_| Fault::None).await;
    let id = queue(&station, &ana()).await;
    run_due(&station, &jobs(smtp(&station, server.port, &authority))).await;
    let (state, code) = state(&station, id).await;
    assert_eq!(state, MailState::Queued);
    assert_eq!(code.as_deref(), Some("smtp-certificate"));
    assert!(
        server
            .attempts()
            .iter()
            .all(|attempt| attempt.mail.is_none())
    );
}

#[tokio::test]
async fn a_certificate_for_another_name_gets_no_mail() {
    let station = Station::on_sqlite().await;
    let authority = Authority::new("Mail authority");
    let file = authority.file(station.folder());
    let other = authority.identity(station.folder(), "other", &["elsewhere.example"]);
    let server = MailServer::start(&other, |_| Fault::None).await;
    let id = queue(&station, &ana()).await;
    run_due(&station, &jobs(smtp(&station, server.port, &file))).await;
    assert_eq!(state(&station, id).await.0, MailState::Queued);
    assert!(
        server
            .attempts()
            .iter()
            .all(|attempt| attempt.mail.is_none())
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_or_says_nothing_is_tried_again() {
    let station = Station::on_sqlite().await;
    let (authority, identity) = trusted(&station);
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = gone.local_addr().unwrap().port();
    drop(gone);
    let id = queue(&station, &ana()).await;
    run_due(&station, &jobs(smtp(&station, port, &authority))).await;
    assert_eq!(
        state(&station, id).await,
        (MailState::Queued, Some("smtp-connection".to_owned()))
    );

    let silent = MailServer::start(&identity, |_| Fault::Silent).await;
    station.clock.advance(TimeDelta::minutes(2));
    let transport = impatient(&station, silent.port, &authority);
    run_due(&station, &jobs(transport)).await;
    assert_eq!(
        state(&station, id).await,
        (MailState::Queued, Some("smtp-no-answer".to_owned()))
    );
}

/// Gives a mail two seconds.
fn impatient(station: &Station, port: u16, authority: &Path) -> Transport {
    let password_file = station.file("password");
    std::fs::write(&password_file, PASSWORD).unwrap();
    let settings = MailSettings {
        from: "mail@watch.example".to_owned(),
        way: MailWay::Smtp {
            server: "localhost".to_owned(),
            port: Some(port),
            tls: MailTls::Starttls,
            authority: Some(authority.to_owned()),
            user: Some(USER.to_owned()),
            password_file: Some(password_file),
            patience: 2,
        },
    };
    Transport::of(&settings, None).unwrap()
}

#[tokio::test]
async fn what_the_server_said_of_a_mail_counts_though_it_never_lets_go() {
    for (fault, expected) in [
        (Fault::Clings, (MailState::Sent, None)),
        (
            Fault::RefusesAndClings,
            (MailState::Dead, Some("smtp-550".to_owned())),
        ),
    ] {
        let station = Station::on_sqlite().await;
        let (authority, identity) = trusted(&station);
        let server = MailServer::start(&identity, move |_| fault).await;
        let id = queue(&station, &ana()).await;
        let transport = impatient(&station, server.port, &authority);
        run_due(&station, &jobs(transport)).await;
        assert_eq!(state(&station, id).await, expected, "{fault:?}");
    }
}
