//! What the program prints while it serves, and what it leaves on the disk, tells of nobody.

#![expect(
    clippy::disallowed_methods,
    reason = "the program itself is what is tested"
)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::support::house::Visitor;

/// The program, serving; everything that it prints.
pub(super) struct Served {
    pub(super) child: Child,
    pub(super) address: SocketAddr,
    code: String,
    printed: mpsc::Receiver<String>,
}

/// Serves until it says where it is and how to begin.
pub(super) fn served(folder: &Path, temporary: &Path) -> Served {
    let mut child = Command::new(env!("CARGO_BIN_EXE_groundtruth"))
        .current_dir(folder)
        .env_remove("GROUNDTRUTH_DATABASE")
        .env_remove("GROUNDTRUTH_DATA")
        .env("XDG_CONFIG_HOME", folder.join("settings"))
        .env("TMPDIR", temporary)
        .env("RUST_BACKTRACE", "1")
        .args(["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, printed) = mpsc::channel();
    let mut errors = child.stderr.take().unwrap();
    let to = sender.clone();
    std::thread::spawn(move || {
        let mut said = String::new();
        let _ = errors.read_to_string(&mut said);
        let _ = to.send(said);
    });
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (found, finds) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = String::new();
        for line in lines.map_while(Result::ok) {
            said.push_str(&line);
            said.push('\n');
            let _ = found.send(line);
        }
        let _ = sender.send(said);
    });
    let (mut address, mut code) = (None, None);
    while address.is_none() || code.is_none() {
        let line = finds
            .recv_timeout(Duration::from_secs(60))
            .expect("it says where it is");
        if let Some((_, rest)) = line.split_once("/begin#") {
            code = Some(rest.trim().to_owned());
        }
        if let Some((_, rest)) = line.split_once("http://") {
            let place: String = rest
                .chars()
                .take_while(|c| c.is_ascii_digit() || ".:".contains(*c))
                .collect();
            address = address.or(place.parse().ok());
        }
    }
    Served {
        child,
        address: address.unwrap(),
        code: code.unwrap(),
        printed,
    }
}

/// Every file below a folder, as text.
fn everything(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            everything(&path, found);
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            found.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn neither_what_is_printed_nor_what_is_left_on_the_disk_tells_of_anybody() {
    let (folder, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut served = served(folder.path(), temporary.path());
    let visitor = Visitor {
        address: served.address,
        cookie: Default::default(),
    };
    let begin = [
        ("code", served.code.as_str()),
        ("organisation", "Water Watch"),
        ("work_name", "social audit"),
        ("name", "Canary Person"),
        ("sign_in_name", "canary@example.org"),
        ("password", "seven brown canaries drift"),
    ];
    assert_eq!(visitor.post("/begin", &begin).status, 303);
    let session = visitor.cookie.borrow().clone().unwrap();
    let mut planted = vec![
        "Canary Person".to_owned(),
        "canary@example.org".to_owned(),
        "seven brown canaries drift".to_owned(),
        session.split_once('=').unwrap().1.to_owned(),
        served.code.clone(),
    ];
    // Wherever something can be typed: names, passwords, codes, addresses, heads, and forms that break.
    for at in 0..100 {
        let planting = |what: &str| format!("canary-{what}-{at:03}");
        let (name, password, code) = (planting("name"), planting("password"), planting("code"));
        let stranger = Visitor {
            address: served.address,
            cookie: Default::default(),
        };
        stranger.signs_in(&name, &password);
        let agent = planting("agent");
        let heads = [
            ("User-Agent", agent.as_str()),
            ("Referer", "http://canary-referer.example/"),
            ("X-Forwarded-For", "203.0.113.77"),
            ("Forwarded", "for=198.51.100.9"),
            ("Accept-Language", "canary-language"),
        ];
        let path = format!("/audits/{}?next={}#x", planting("path"), planting("query"));
        stranger.ask("GET", &path, &heads, "");
        stranger.ask(
            "GET",
            "/api/me",
            &[("Authorization", &format!("Bearer gt_{code}"))],
            "",
        );
        stranger.post(
            "/join",
            &[
                ("code", &code),
                ("name", &name),
                ("sign_in_name", &name),
                ("password", &password),
            ],
        );
        stranger.post("/join", &[("nonsense", &planting("field"))]);
        for what in [
            "name", "password", "code", "agent", "path", "query", "field",
        ] {
            planted.push(planting(what));
        }
    }
    planted.extend(
        [
            "canary-referer",
            "203.0.113.77",
            "198.51.100.9",
            "canary-language",
        ]
        .map(str::to_owned),
    );
    assert!(planted.len() > 500);
    // As a thief finds it: while it runs, with its log of writes and its temporary files.
    let mut found = Vec::new();
    everything(folder.path(), &mut found);
    everything(temporary.path(), &mut found);
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    let printed: Vec<String> = served.printed.iter().collect();
    assert_eq!(printed.len(), 2, "both ways of printing");
    everything(folder.path(), &mut found);
    everything(temporary.path(), &mut found);
    assert!(found.iter().any(|(name, _)| name.ends_with("-wal")));
    assert!(
        found.iter().any(|(_, text)| text.contains("Water Watch")),
        "the looking finds what is there"
    );
    let first_run = served.code.clone();
    for text in &planted {
        for form in [text.clone(), text.to_uppercase(), text.replace('-', "")] {
            for (name, content) in &found {
                assert!(!content.contains(&form), "{form} is readable in {name}");
            }
            // The link of the first run is printed on purpose, and worth nothing any more.
            if *text != first_run {
                assert!(
                    !printed.iter().any(|said| said.contains(&form)),
                    "{form} was printed"
                );
            }
        }
    }
}
