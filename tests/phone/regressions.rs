//! What went wrong elsewhere, each named after the fault of another collector, and must not go wrong here.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::{House, Phone, houses, id, json, originals, with_a_phone};
use crate::pictures::makers::{jpeg, scene};

fn picture(seed: u32) -> Vec<u8> {
    jpeg(&scene(640, 480, seed), 92)
}

fn address(phone: &Phone, visit: &str, file: &[u8]) -> String {
    let begun = phone.creates(visit, file);
    assert_eq!(begun.status, 201, "{}", begun.text());
    begun.header("location").to_owned()
}

/// Begins to send from an offset and breaks off after some of the bytes.
fn cut_off(phone: &Phone, at: &str, (from, bytes): (usize, &[u8]), after: usize) -> TcpStream {
    let mut stream = TcpStream::connect(phone.address).unwrap();
    let head = format!(
        "PATCH {at} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {from}\r\n\
         Content-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n\r\n",
        phone.address,
        phone.token,
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes[..after]).unwrap();
    stream.flush().unwrap();
    stream
}

/// kobotoolbox/kpi#5047: on a bad network one visit came in several times.
#[tokio::test(flavor = "multi_thread")]
async fn no_duplicates_by_a_race_on_a_bad_network() {
    for house in houses().await {
        let (_, phone) = with_a_phone(&house).await;
        let body = phone.visit(&[]);
        let threads: Vec<_> = (0..20)
            .map(|_| {
                let (phone, body) = (phone.clone(), body.clone());
                std::thread::spawn(move || {
                    let answer = phone.put(&id(1), &body);
                    (answer.status, answer.body)
                })
            })
            .collect();
        let answers: Vec<_> = threads.into_iter().map(|one| one.join().unwrap()).collect();
        assert_eq!(
            answers.iter().filter(|(status, _)| *status == 201).count(),
            1
        );
        assert!(answers.iter().all(|(_, said)| *said == answers[0].1));
        assert_eq!(
            json(&phone.get("/field/visits")).as_array().unwrap().len(),
            1
        );
    }
}

/// getodk/central-backend#299 and #330: two attachments with equal bytes, or with equal names, answered 409 for ever.
#[tokio::test(flavor = "multi_thread")]
async fn two_files_of_one_visit_may_have_equal_bytes_and_equal_names() {
    for house in houses().await {
        let (_, phone) = with_a_phone(&house).await;
        let (same, other) = (picture(1), picture(2));
        phone.sends(&id(1), &[&same, &same, &other]);
        let at = address(&phone, &id(1), &same);
        assert_eq!(phone.patches(&at, 0, &same).status, 204);
        assert_eq!(phone.arrived(), 2, "{}", house.station.engine);
        let at = address(&phone, &id(1), &other);
        assert_eq!(phone.patches(&at, 0, &other).status, 204);
        assert_eq!(phone.arrived(), 3);
        assert_eq!(originals(&house).await, [same.clone(), same, other]);
    }
}

/// getodk/collect#5317, enketo/enketo#1405: the same id with changed content after half of it was sent.
#[tokio::test(flavor = "multi_thread")]
async fn changed_content_under_the_same_id_is_refused_and_what_was_sent_first_is_completed() {
    for house in houses().await {
        let (_, phone) = with_a_phone(&house).await;
        let (file, new) = (picture(3), picture(4));
        let first = phone.sends(&id(1), &[&file]);
        let at = address(&phone, &id(1), &file);
        assert_eq!(phone.patches(&at, 0, &file[..file.len() / 2]).status, 204);
        let changed = phone.put(&id(1), &phone.visit(&[&new]));
        assert_eq!(
            (changed.status, &json(&changed)["sha256"]),
            (409, &first["sha256"])
        );
        assert_eq!(phone.creates(&id(1), &new).status, 404);
        assert_eq!(phone.offset(&at), file.len() / 2);
        assert_eq!(
            phone
                .patches(&at, file.len() / 2, &file[file.len() / 2..])
                .status,
            204
        );
        assert_eq!(originals(&house).await, [file]);
    }
}

/// getodk/collect#7356: each retry sent everything again. Here what arrived counts, however the connection ended.
#[tokio::test(flavor = "multi_thread")]
async fn no_retry_sends_again_what_has_arrived() {
    for house in houses().await {
        let (_, phone) = with_a_phone(&house).await;
        let file = picture(5);
        phone.sends(&id(1), &[&file]);
        let at = address(&phone, &id(1), &file);
        let mut from = 0;
        for quarter in 1..4 {
            let to = file.len() * quarter / 4;
            let stream = cut_off(&phone, &at, (from, &file[from..]), to - from);
            // What was written before the end of the connection reaches the server.
            stream.shutdown(Shutdown::Write).unwrap();
            let reached = (0..200).find_map(|_| {
                std::thread::sleep(Duration::from_millis(25));
                (phone.offset(&at) == to).then_some(to)
            });
            assert_eq!(reached, Some(to), "{}", house.station.engine);
            from = to;
        }
        assert_eq!(phone.patches(&at, from, &file[from..]).status, 204);
        assert_eq!(originals(&house).await, [file]);
    }
}

/// The broken connection still hangs when the phone comes again: it goes on at once, and nothing is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_hangs_holds_nobody_up() {
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    let file = picture(6);
    phone.sends(&id(1), &[&file]);
    let at = address(&phone, &id(1), &file);
    let mut hangs = cut_off(&phone, &at, (0, &file), 10_000);
    std::thread::sleep(Duration::from_millis(200));
    let began = tokio::time::Instant::now();
    let from = phone.offset(&at);
    assert_eq!(from, 10_000);
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(phone.patches(&at, from, &file[from..]).status, 204);
    assert_eq!(originals(&house).await, [file]);
    hangs
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let mut answer = Vec::new();
    let _ = hangs.read_to_end(&mut answer);
    assert!(
        !answer.starts_with(b"HTTP/1.1 2"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
}

/// getodk/central#794: what was deleted was taken in again when it was sent again.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_is_not_taken_in_again() {
    use groundtruth::db::fieldwork::{erase_submission, submission_with};
    use groundtruth::db::{StorageError, write};
    for house in houses().await {
        let (_, phone) = with_a_phone(&house).await;
        let file = picture(7);
        phone.sends(&id(1), &[&file]);
        let at = address(&phone, &id(1), &file);
        assert_eq!(phone.patches(&at, 0, &file[..1_000]).status, 204);
        let ctx = house.station.ctx();
        let client = id(1).parse().unwrap();
        let came = submission_with(ctx.app.db.reads(), ctx.scope, &ctx.app.master, client).await;
        let line = came.unwrap().unwrap().line;
        let erased = write(&ctx.app.db, async |txn| {
            erase_submission(txn, ctx.scope, line.id).await?;
            Ok::<_, StorageError>(())
        });
        erased.await.unwrap();
        let again = phone.put(&id(1), &phone.visit(&[&file]));
        assert_eq!(
            (again.status, &json(&again)["code"]),
            (410, &"erased".into())
        );
        assert_eq!(phone.creates(&id(1), &file).status, 404);
        let rest = phone.patches(&at, 1_000, &file[1_000..]);
        assert_eq!(rest.status, 404, "{}", rest.text());
        assert!(originals(&house).await.is_empty());
    }
}
