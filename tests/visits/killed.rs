//! The program is killed while observations come in: what it acknowledged is there when it serves again, and nothing twice.

#![expect(
    clippy::disallowed_methods,
    reason = "the program itself is what is tested"
)]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::{TAPS, begun, observation, request, sent};
use crate::portal::browser::read;
use crate::support::house::Visitor;
use crate::support::postgres::fresh_database;

/// The program, serving on a free port; at its first start it tells the code to begin with.
fn served(folder: &Path, database: Option<&str>) -> (Child, SocketAddr, mpsc::Receiver<String>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundtruth"));
    command
        .current_dir(folder)
        .env_remove("GROUNDTRUTH_DATABASE")
        .env_remove("GROUNDTRUTH_DATA");
    if let Some(database) = database {
        command.env("GROUNDTRUTH_DATABASE", database);
    }
    let mut child = command
        .args(["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (says, said) = mpsc::channel();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let _ = says.send(line);
        }
    });
    let address = loop {
        let line = said
            .recv_timeout(Duration::from_secs(120))
            .expect("it says where it is");
        let Some((_, rest)) = line.split_once("http://") else {
            continue;
        };
        let host = rest.split('/').next().unwrap();
        break host.trim().parse().unwrap();
    };
    (child, address, said)
}

fn visitor(address: SocketAddr, cookie: Option<String>) -> Visitor {
    Visitor {
        address,
        cookie: RefCell::new(cookie),
    }
}

fn id(number: u64) -> String {
    format!("{number:08x}-0000-4000-8000-000000000000")
}

/// Sends observations until the program does not answer any more, and tells of each that was acknowledged.
fn sending(visitor: &Visitor, from: u64, told: &mpsc::Sender<u64>) -> BTreeSet<u64> {
    let mut acknowledged = BTreeSet::new();
    for number in from.. {
        let body = observation("s-0001", u32::try_from(number % 11).unwrap());
        let path = format!("/observations/{}", id(number));
        let bytes = request(visitor, "PUT", &path, ("application/json", body.as_bytes()));
        let Ok(mut stream) = TcpStream::connect(visitor.address) else {
            break;
        };
        let mut answer = Vec::new();
        if stream.write_all(&bytes).is_err() || stream.read_to_end(&mut answer).is_err() {
            break;
        }
        if !answer.windows(4).any(|four| four == b"\r\n\r\n") {
            break;
        }
        let answer = read(&answer);
        assert_eq!(answer.status, 201, "{}", answer.text());
        acknowledged.insert(number);
        let _ = told.send(number);
    }
    acknowledged
}

fn killed_and_served_again(folder: &Path, database: Option<&str>) {
    let cycles = std::env::var("GROUNDTRUTH_KILLS").ok();
    let usual = match std::env::var("CI").as_deref() {
        Ok("true") => 20,
        _ => 3,
    };
    let cycles: u64 = cycles
        .and_then(|cycles| cycles.parse().ok())
        .unwrap_or(usual);
    std::fs::write(
        folder.join("groundtruth.toml"),
        "second_factor = \"optional\"\n",
    )
    .unwrap();
    let (mut child, address, said) = served(folder, database);
    let code = loop {
        let line = said
            .recv_timeout(Duration::from_secs(120))
            .expect("it tells the code");
        if let Some((_, code)) = line.split_once("/begin and type ") {
            break code.trim().to_owned();
        }
    };
    let lead = visitor(address, None);
    let begins = lead.begins(&code, "Water Watch", "amina");
    assert_eq!(begins.status, 303, "{}", begins.text());
    begun(&lead, &[TAPS]);
    let cookie = lead.cookie.borrow().clone();
    let (mut from, mut place) = (0, address);
    for cycle in 0..cycles {
        let writer = visitor(place, cookie.clone());
        let (tells, told) = mpsc::channel();
        let thread = std::thread::spawn(move || sending(&writer, from, &tells));
        // Somewhere in the stream: after one was acknowledged, a little later each time.
        let first = told.recv_timeout(Duration::from_secs(120));
        first.expect("one is acknowledged");
        std::thread::sleep(Duration::from_millis(137 * (cycle % 7)));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = thread.join().unwrap();
        (child, place, _) = served(folder, database);
        let lead = visitor(place, cookie.clone());
        for number in &acknowledged {
            let body = observation("s-0001", u32::try_from(number % 11).unwrap());
            let path = format!("/observations/{}", id(*number));
            let there = sent(&lead, "PUT", &path, ("application/json", body.as_bytes()));
            assert_eq!(
                there.status, 200,
                "cycle {cycle}: {number} was acknowledged and is lost"
            );
        }
        from = acknowledged.last().unwrap() + 2;
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn killed_while_observations_come_in_it_loses_none_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    killed_and_served_again(folder.path(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_observations_come_in_it_loses_none_on_postgresql() {
    let Some(database) = fresh_database().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let url = database.url().to_owned();
    let folder_path = folder.path().to_owned();
    tokio::task::spawn_blocking(move || killed_and_served_again(&folder_path, Some(&url)))
        .await
        .unwrap();
}
