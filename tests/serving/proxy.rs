//! A program in front is believed if the settings name it, and nobody else.

use groundtruth::infra::config::{Config, ProxySettings};
use groundtruth::server::Entrance;

use super::{Running, named};

fn behind(proxy: &str) -> Config {
    Config {
        proxy: Some(ProxySettings {
            addresses: vec![proxy.parse().unwrap()],
        }),
        ..named("https://watch.example")
    }
}

const FORWARDED: [(&str, &str); 4] = [
    ("Host", "watch.example"),
    ("X-Forwarded-For", "203.0.113.9"),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Host", "watch.example"),
];

#[test]
fn the_program_in_front_says_how_a_request_came() {
    let running = Running::start(behind("127.0.0.1"), Entrance::on_this_machine(0));
    let answer = running.ask("/", &FORWARDED);
    assert_eq!(answer.status, 200);
    assert!(!answer.header("strict-transport-security").is_empty());
    // A request that reached it in clear is sent to TLS, under the public name and no other.
    let mut in_clear = FORWARDED;
    in_clear[2].1 = "http";
    let answer = running.ask("//evil.example/audits?a=b", &in_clear);
    assert_eq!(answer.status, 308);
    assert_eq!(
        answer.header("location"),
        "https://watch.example//evil.example/audits?a=b"
    );
    // Another name is refused, also through the program in front.
    let mut other = FORWARDED;
    other[3].1 = "evil.example";
    assert_eq!(running.ask("/", &other).status, 421);
    let mut other = FORWARDED;
    other[0].1 = "evil.example";
    assert_eq!(running.ask("/", &other).status, 421);
    // It must say for whom it asks.
    let silent = [("Host", "watch.example"), ("X-Forwarded-Proto", "https")];
    assert_eq!(running.ask("/", &silent).status, 400);
    assert_eq!(running.ask("/", &[]).status, 400);
    // It does not open what is for this machine alone.
    let mut loopback = FORWARDED;
    loopback[3].1 = "localhost";
    assert_eq!(running.ask("/", &loopback).status, 421);
}

#[test]
fn what_somebody_else_claims_is_ignored() {
    for config in [named("https://watch.example"), behind("192.0.2.99")] {
        let running = Running::start(config, Entrance::on_this_machine(0));
        // It came through a program that nobody named, so it is not from this machine; and not over TLS either.
        let answer = running.ask("/", &FORWARDED);
        assert_eq!(answer.status, 308);
        assert_eq!(answer.header("location"), "https://watch.example/");
        assert_eq!(answer.header("strict-transport-security"), "");
        for (name, value) in [
            ("X-Forwarded-Host", "evil.example"),
            ("Forwarded", "host=evil.example;proto=https"),
            ("X-Forwarded-Proto", "https"),
            ("X-Real-Ip", "203.0.113.9"),
        ] {
            let answer = running.ask("/", &[(name, value)]);
            assert_eq!(answer.status, 421, "{name}");
            assert!(!answer.text().contains("evil.example"), "{name}");
            assert_eq!(answer.header("strict-transport-security"), "", "{name}");
        }
        let evil = [
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "watch.example"),
        ];
        assert_eq!(running.ask("/", &evil).status, 421);
        // Nor is it kept: no file of the program holds the address.
        for file in std::fs::read_dir(&running.app.config.data)
            .unwrap()
            .flatten()
        {
            let bytes = std::fs::read(file.path()).unwrap();
            for address in ["203.0.113.9", "127.0.0.1"] {
                let held = bytes
                    .windows(address.len())
                    .any(|part| part == address.as_bytes());
                assert!(!held, "{address} is in {:?}", file.path());
            }
        }
    }
}
