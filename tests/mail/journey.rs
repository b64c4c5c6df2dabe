//! Many mails through a server that fails at two connections of five, by a fixed seed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use groundtruth::db::job::{JobState, jobs_by_state};
use groundtruth::db::mail::{MailState, mail_of};
use groundtruth::infra::mail::Mailbox;
use sha2::{Digest, Sha256};

use super::{jobs, queue, run_due, smtp, trusted};
use crate::support::smtp::{Fault, MailServer};
use crate::support::station::Station;

const MAILS: usize = 120;

/// Another number of mails, for a drill: `GROUNDTRUTH_TEST_MAILS=10000`.
#[expect(clippy::disallowed_methods, reason = "a drill is chosen from outside")]
fn how_many() -> usize {
    let asked = std::env::var("GROUNDTRUTH_TEST_MAILS").ok();
    asked.map_or(MAILS, |text| text.parse().unwrap())
}
const SEED: &[u8] = b"a bad server, 1";

/// Every way to fail, from the first word of the server to its last: before the greeting, at the greeting, at STARTTLS, at the
/// signing in, at the sender, at the recipient for now and for good, in the middle of the mail, after all of it, and with the
/// answer lost.
const FAULTS: [Fault; 10] = [
    Fault::HangUp,
    Fault::Unwelcome,
    Fault::NoTls,
    Fault::SignIn,
    Fault::Sender,
    Fault::Temporary,
    Fault::Permanent,
    Fault::MidData,
    Fault::Full,
    Fault::NoAnswer,
];

/// Two of five connections fail, each in one of these ways.
fn fault(number: usize) -> Fault {
    let dice = Sha256::new()
        .chain_update(SEED)
        .chain_update(number.to_be_bytes())
        .finalize();
    if dice[0] % 5 > 1 {
        return Fault::None;
    }
    FAULTS[usize::from(dice[1]) % FAULTS.len()]
}

#[tokio::test]
async fn mail_survives_a_bad_server() {
    for station in Station::on_each().await {
        let (authority, identity) = trusted(&station);
        let server = MailServer::start(&identity, fault).await;
        let mut mails = Vec::new();
        let how_many = how_many();
        for number in 0..how_many {
            let address = format!("person-{number}@people.example");
            let to = Mailbox::new("recipient", None, &address).unwrap();
            mails.push(queue(&station, &to).await);
        }
        let jobs = jobs(smtp(&station, server.port, &authority));
        // Two days, an hour at a time.
        for _ in 0..48 {
            run_due(&station, &jobs).await;
            station.clock.advance(TimeDelta::hours(1));
        }
        let conn = station.app.db.reads();
        let attempts = server.attempts();
        let faults = attempts.iter().filter(|a| a.fault != Fault::None).count();
        let share = faults * 100 / attempts.len();
        assert!(
            (30..=50).contains(&share),
            "{share} of 100 connections failed"
        );

        // What the server had whole, by Message-ID: how often in all, and how often without an answer.
        let mut copies: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for one in FAULTS {
            let of_kind = attempts.iter().filter(|a| a.fault == one);
            assert!(of_kind.count() > 0, "no connection failed by {one:?}");
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for attempt in &attempts {
            if let Some(id) = attempt.message_id() {
                // Once it was said to be taken it never comes again: what comes twice, comes after an answer that was lost.
                assert!(!taken.contains(&id), "{id} came again");
                if attempt.acknowledged {
                    taken.insert(id.clone());
                } else {
                    assert_eq!(attempt.fault, Fault::NoAnswer, "{id}");
                }
                let copy = copies.entry(id).or_default();
                copy.0 += 1;
                copy.1 += usize::from(!attempt.acknowledged);
            }
        }
        let (mut sent, mut dead) = (0, 0);
        for id in mails {
            let mail = mail_of(conn, station.scope, id).await.unwrap().unwrap();
            let (all, unanswered) = copies.remove(&mail.message_id).unwrap_or_default();
            match mail.state {
                MailState::Sent => {
                    sent += 1;
                    assert_eq!(all, unanswered + 1, "{}", station.engine);
                }
                MailState::Dead => {
                    dead += 1;
                    assert_eq!(mail.last_error.as_deref(), Some("smtp-550"));
                    assert_eq!(all, unanswered);
                }
                MailState::Queued => panic!("a mail is neither sent nor dead: {mail:?}"),
            }
        }
        assert!(copies.is_empty(), "the server has mails that nobody queued");
        assert_eq!(sent + dead, how_many);
        let refused = attempts
            .iter()
            .filter(|a| a.fault == Fault::Permanent)
            .count();
        assert_eq!(dead, refused);
        assert!(sent > how_many / 2 && dead > 0);
        let states = jobs_by_state(conn, station.scope).await.unwrap();
        let open = states
            .iter()
            .filter(|(state, _)| matches!(state, JobState::Queued | JobState::Running));
        assert_eq!(open.map(|(_, count)| count).sum::<u64>(), 0);
    }
}
