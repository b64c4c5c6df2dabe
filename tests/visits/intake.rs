//! The intake: sent twice, raced or cut off, an observation is taken once, and nothing that was acknowledged is lost.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use groundtruth::db::audit::audit_named;
use groundtruth::db::fieldwork::{SubmissionLine, submissions_of};
use groundtruth::domain::code::Code;
use serde_json::Value;

use super::{TAPS, begun, houses, observation, request, sent};
use crate::portal::browser::read;
use crate::support::house::House;

/// A UUID of version 4 that follows from a number.
fn id(number: u64) -> String {
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{number:012x}",
        mixed >> 32,
        mixed >> 16 & 0xffff,
        mixed >> 4 & 0xfff,
        mixed & 0xfff
    )
}

async fn lines(house: &House) -> Vec<SubmissionLine> {
    let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
    let code = Code::parse("a-0001").unwrap();
    let audit = audit_named(conn, scope, &code).await.unwrap().unwrap();
    submissions_of(conn, scope, audit.id).await.unwrap()
}

const JSON: &str = "application/json";

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_and_content_is_answered_the_same_and_other_content_is_refused() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let observer = house.member(&lead, "observer", "ben").await;
        let path = format!("/observations/{}", id(1));
        let body = observation("s-0001", 8);
        let first = sent(&observer, "PUT", &path, (JSON, body.as_bytes()));
        assert_eq!(first.status, 201, "{}", first.text());
        let told: Value = serde_json::from_slice(&first.body).unwrap();
        assert_eq!(told["number"], "V-0001");
        assert_eq!(told["before_plan"], true);
        assert_eq!(told["slip"].as_str().unwrap().len(), 19);
        // Written otherwise it is the same: the hash is that of its canonical form.
        let spaced = body.replace(":", " : ");
        let spaced = spaced.replace("09 : 30 : 00", "09:30:00");
        let again = sent(&observer, "PUT", &path, (JSON, spaced.as_bytes()));
        assert_eq!((again.status, &again.body), (200, &first.body));
        // To somebody else the slip is not told.
        let other = house.member(&lead, "observer", "cleo").await;
        let seen = sent(&other, "PUT", &path, (JSON, body.as_bytes()));
        assert_eq!(seen.status, 200);
        assert!(!seen.text().contains("slip"), "{}", seen.text());

        let changed = observation("s-0001", 9);
        let refused = sent(&observer, "PUT", &path, (JSON, changed.as_bytes()));
        assert_eq!(refused.status, 409);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let problem: Value = serde_json::from_slice(&refused.body).unwrap();
        assert_eq!(problem["sha256"], told["sha256"]);
        assert_eq!(lines(&house).await.len(), 1);

        for (path, body, status) in [
            ("/observations/1".to_owned(), body.clone(), 404),
            (
                "/observations/6ba7b810-9dad-11d1-80b4-00c04fd430c8".to_owned(),
                body.clone(),
                404,
            ),
            (format!("/observations/{}", id(2)), "{".to_owned(), 400),
            (
                format!("/observations/{}", id(2)),
                body.replace("\"answers\"", "\"more\":1,\"answers\""),
                400,
            ),
            (
                format!("/observations/{}", id(2)),
                body.replace("\"place\"", "\"place\":\"s-0002\",\"place\""),
                400,
            ),
            (
                format!("/observations/{}", id(2)),
                body.replace("s-0001", "s-0009"),
                422,
            ),
            (
                format!("/observations/{}", id(2)),
                body.replace("\"version\":1", "\"version\":7"),
                422,
            ),
            (
                format!("/observations/{}", id(2)),
                body.replace("\"count\":\"8\"", "\"count\":\"-8\""),
                422,
            ),
            (
                format!("/observations/{}", id(2)),
                body.replace("a-0001", "a-0009"),
                404,
            ),
        ] {
            let answer = sent(&observer, "PUT", &path, (JSON, body.as_bytes()));
            assert_eq!(answer.status, status, "{path} {body} {}", answer.text());
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
        let key = [
            ("Content-Type", JSON),
            ("Sec-Fetch-Site", "same-origin"),
            ("Idempotency-Key", "\"other\""),
        ];
        assert_eq!(
            observer
                .ask("PUT", &format!("/observations/{}", id(3)), &key, &body)
                .status,
            400
        );
        let elsewhere = [("Content-Type", JSON), ("Sec-Fetch-Site", "cross-site")];
        assert_eq!(
            observer
                .ask(
                    "PUT",
                    &format!("/observations/{}", id(3)),
                    &elsewhere,
                    &body
                )
                .status,
            403
        );
        let funder = house.member(&lead, "funder", "fay").await;
        assert_eq!(
            sent(&funder, "PUT", &path, (JSON, body.as_bytes())).status,
            404
        );
        assert_eq!(lines(&house).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_make_one() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        for round in 0..3_u64 {
            let path = format!("/observations/{}", id(100 + round));
            let body = observation("s-0002", 7);
            let bytes = request(&lead, "PUT", &path, (JSON, body.as_bytes()));
            let threads: Vec<_> = (0..50)
                .map(|_| {
                    let (bytes, address) = (bytes.clone(), lead.address);
                    std::thread::spawn(move || {
                        let answer = crate::portal::browser::raw(address, &bytes);
                        (answer.status, answer.body)
                    })
                })
                .collect();
            let answers: Vec<_> = threads.into_iter().map(|one| one.join().unwrap()).collect();
            let made = answers.iter().filter(|(status, _)| *status == 201).count();
            let same = answers.iter().filter(|(status, _)| *status == 200).count();
            let others: Vec<_> = answers
                .iter()
                .filter(|(status, _)| !matches!(status, 200 | 201))
                .collect();
            assert_eq!(
                (made, same),
                (1, 49),
                "{}: {others:?}",
                house.station.engine
            );
            assert!(answers.iter().all(|(_, body)| *body == answers[0].1));
        }
        assert_eq!(lines(&house).await.len(), 3);
    }
}

/// Sends a request over a bad network: it may be cut while it goes out, or before the answer is read.
fn over_a_bad_network(
    address: std::net::SocketAddr,
    bytes: &[u8],
    chance: &mut impl FnMut(u64) -> u64,
) -> Option<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .ok()?;
    match chance(10) {
        0 | 1 => {
            let at = usize::try_from(chance(bytes.len() as u64)).unwrap();
            stream.write_all(&bytes[..at]).ok()?;
            None
        }
        2 => {
            stream.write_all(bytes).ok()?;
            None
        }
        _ => {
            stream.write_all(bytes).ok()?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).ok()?;
            let answer = read(&answer);
            Some((answer.status, answer.body))
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "how many is chosen from outside")]
async fn with_three_in_ten_cut_nothing_is_taken_twice_and_nothing_acknowledged_is_lost() {
    let wanted = std::env::var("GROUNDTRUTH_SUBMISSIONS").ok();
    let wanted: u64 = wanted.and_then(|count| count.parse().ok()).unwrap_or(200);
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let address = lead.address;
        let threads: Vec<_> = (0..4_u64)
            .map(|thread| {
                let mine = (0..wanted).filter(move |number| number % 4 == thread);
                let requests: Vec<(String, Vec<u8>)> = mine
                    .map(|number| {
                        let body = observation("s-0003", u32::try_from(number % 11).unwrap());
                        let path = format!("/observations/{}", id(1_000 + number));
                        (
                            id(1_000 + number),
                            request(&lead, "PUT", &path, (JSON, body.as_bytes())),
                        )
                    })
                    .collect();
                std::thread::spawn(move || {
                    let mut state = 0x2545_F491_4F6C_DD1D ^ (thread + 1);
                    let mut chance = move |below: u64| {
                        state ^= state << 13;
                        state ^= state >> 7;
                        state ^= state << 17;
                        state % below
                    };
                    let mut acknowledged = BTreeMap::new();
                    for (id, bytes) in requests {
                        let answer = loop {
                            if let Some(answer) = over_a_bad_network(address, &bytes, &mut chance) {
                                break answer;
                            }
                        };
                        assert!([200, 201].contains(&answer.0), "{answer:?}");
                        let told: Value = serde_json::from_slice(&answer.1).unwrap();
                        acknowledged.insert(id, told["number"].as_str().unwrap().to_owned());
                    }
                    acknowledged
                })
            })
            .collect();
        let mut acknowledged = BTreeMap::new();
        for thread in threads {
            acknowledged.extend(thread.join().unwrap());
        }
        let kept = lines(&house).await;
        assert_eq!(
            (kept.len() as u64, acknowledged.len() as u64),
            (wanted, wanted)
        );
        for line in kept {
            assert_eq!(acknowledged[&line.client_id.to_string()], line.label());
        }
    }
}
