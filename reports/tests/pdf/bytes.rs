//! The same bytes for the same report: again, in another order, beside another, in another process.

use super::edition;
use crate::samples;
use sha2::{Digest, Sha256};
use std::process::Command;

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn a_report_printed_again_is_the_same() {
    let report = samples::everything();
    assert_eq!(digest(&edition(&report)), digest(&edition(&report)));
}

#[test]
fn the_order_of_printing_leaves_no_trace() {
    let (one, two, three) = (
        samples::mshengu(),
        samples::everything(),
        samples::all_kept(),
    );
    let first = [&one, &two, &three].map(|report| digest(&edition(report)));
    let again = [&three, &two, &one].map(|report| digest(&edition(report)));
    assert_eq!(first[0], again[2]);
    assert_eq!(first[1], again[1]);
    assert_eq!(first[2], again[0]);
}

#[test]
fn reports_printed_at_the_same_time_do_not_mix() {
    let expected = digest(&edition(&samples::mshengu()));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|index| {
                scope.spawn(move || {
                    if index % 2 == 1 {
                        edition(&samples::all_kept());
                    }
                    digest(&edition(&samples::mshengu()))
                })
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

#[test]
fn another_report_has_another_id() {
    let id = |bytes: &[u8]| {
        let doc = lopdf::Document::load_mem(bytes).unwrap();
        doc.trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone()
    };
    assert_ne!(
        id(&edition(&samples::mshengu())),
        id(&edition(&samples::all_kept()))
    );
}

/// Says the digest where the test below asks for it, in a process of its own.
#[test]
fn say_the_digest() {
    println!("digest {}", digest(&edition(&samples::everything())));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test needs another process, and the only program at hand is itself"
)]
fn another_process_prints_the_same() {
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own)
        .args(["--exact", "pdf::bytes::say_the_digest", "--nocapture"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let expected = format!("digest {}", digest(&edition(&samples::everything())));
    assert!(said.contains(&expected), "{said}");
}
