//! The program serves, the demonstration too, and is asked to end while people are reading: what was begun ends, and nobody
//! new is let in.

#![expect(
    clippy::disallowed_methods,
    reason = "the program itself is what is tested"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The program, serving on a free port after `serve` or `demo`.
fn served(folder: &std::path::Path, command: &str) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_groundtruth"))
        .current_dir(folder)
        .env_remove("GROUNDTRUTH_DATABASE")
        .env_remove("GROUNDTRUTH_DATA")
        .args([command, "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = lines
        .by_ref()
        .map(Result::unwrap)
        .find_map(|line| line.split_once("http://").map(|(_, rest)| rest.to_owned()))
        .expect("it says where it is");
    // What it says later goes nowhere, and must not stop it.
    std::thread::spawn(move || lines.for_each(drop));
    (child, address.trim_end_matches('/').parse().unwrap())
}

/// How one visit ended.
enum Visit {
    /// With a whole answer.
    Whole,
    /// It was not let in, or told to come later.
    Outside,
    /// Its answer was cut.
    Cut(String),
}

fn visit(address: SocketAddr) -> Visit {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return Visit::Outside;
    };
    let request = format!(
        "GET /audits/lahsa-outreach HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    );
    if stream.write_all(request.as_bytes()).is_err() {
        return Visit::Outside;
    }
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    if answer.is_empty() {
        // Waited in line before the door when it closed.
        return Visit::Outside;
    }
    let text = String::from_utf8_lossy(&answer);
    if text.starts_with("HTTP/1.1 503") {
        return Visit::Outside;
    }
    if read.is_ok() && text.starts_with("HTTP/1.1 200") && text.trim_end().ends_with("</html>") {
        Visit::Whole
    } else {
        Visit::Cut(text.chars().take(200).collect())
    }
}

#[test]
fn asked_to_end_under_load_it_ends_what_it_began() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = served(folder.path(), "serve");
    let whole = Arc::new(AtomicUsize::new(0));
    let ended = Arc::new(AtomicBool::new(false));
    let visitors: Vec<_> = (0..8)
        .map(|_| {
            let (whole, ended) = (Arc::clone(&whole), Arc::clone(&ended));
            std::thread::spawn(move || {
                loop {
                    match visit(address) {
                        Visit::Whole => _ = whole.fetch_add(1, Ordering::Relaxed),
                        Visit::Outside if ended.load(Ordering::Relaxed) => return Ok(()),
                        Visit::Outside => {
                            return Err("the door was closed before anyone asked".to_owned());
                        }
                        Visit::Cut(answer) => return Err(format!("cut: {answer}")),
                    }
                }
            })
        })
        .collect();
    while whole.load(Ordering::Relaxed) < 50 {
        std::thread::yield_now();
    }
    ended.store(true, Ordering::Relaxed);
    let asked = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(asked.unwrap().success());
    for visitor in visitors {
        if let Err(why) = visitor.join().unwrap() {
            panic!("{why}");
        }
    }
    assert!(child.wait().unwrap().success());
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn the_demonstration_ends_in_a_first_page_that_shows_the_tour() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = served(folder.path(), "demo");
    let page = crate::portal::browser::ask(address, "GET", "/", &[]);
    let audit = crate::portal::browser::ask(address, "GET", "/audits/mshengu-toilets", &[]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((page.status, audit.status), (200, 200));
    let page = page.text();
    for said in ["Two minutes, three audits", "256", "nobody looked"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(
        audit
            .text()
            .contains("Restated from Social Justice Coalition")
    );
    assert!(folder.path().join("groundtruth-demo/reports").is_dir());
}
