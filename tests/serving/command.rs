//! The operator's commands as they are typed: where to listen, jobs, mail.

#![expect(
    clippy::disallowed_methods,
    reason = "the program itself is what is tested"
)]

use std::path::Path;
use std::process::{Command, Output};

fn groundtruth(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_groundtruth"))
        .current_dir(folder)
        .env_remove("GROUNDTRUTH_DATABASE")
        .env_remove("GROUNDTRUTH_DATA")
        .env_remove("GROUNDTRUTH_ORIGIN")
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(both).unwrap()
}

#[test]
fn an_address_that_others_reach_is_refused_in_clear_with_the_choices() {
    let folder = tempfile::tempdir().unwrap();
    let refused = groundtruth(folder.path(), &["serve", "--bind", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    for choice in [
        "--tls-cert FILE --tls-key FILE",
        "[proxy]",
        "docs/serving.md",
    ] {
        assert!(said(&refused).contains(choice), "{}", said(&refused));
    }
    let half = groundtruth(folder.path(), &["serve", "--tls-cert", "a.pem"]);
    assert_eq!(half.status.code(), Some(2));
    let missing = [
        "serve",
        "--port",
        "0",
        "--tls-cert",
        "a.pem",
        "--tls-key",
        "b.pem",
    ];
    let missing = groundtruth(folder.path(), &missing);
    assert_eq!(missing.status.code(), Some(4));
    assert!(said(&missing).contains("a.pem"), "{}", said(&missing));
}

#[test]
fn jobs_and_mail_are_listed_and_a_trial_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    let listed = run(&["jobs", "list"]);
    assert!(listed.status.success());
    assert!(said(&listed).contains("0 queued, 0 running, 0 done, 0 dead"));
    let done = run(&["jobs", "run-due"]);
    // What comes round weekly is not caught up on at the end of a week.
    let weekly = said(&done).contains("replies.weekly");
    let count = if weekly { "6 done" } else { "5 done" };
    assert!(
        [
            "tidy",
            "uploads.lapsed",
            "log.sign",
            "replies.rounds",
            "replies.rechecks",
            count
        ]
        .iter()
        .all(|one| said(&done).contains(one)),
        "{}",
        said(&done)
    );
    assert!(said(&run(&["jobs", "list"])).contains(count));
    let cleared = run(&["jobs", "clear"]);
    assert!(said(&cleared).contains("0 taken off"), "{}", said(&cleared));
    assert!(said(&run(&["mail", "list"])).contains("no mail waits"));
    assert_eq!(
        run(&["mail", "resend", "nothing@there"]).status.code(),
        Some(3)
    );
    assert!(run(&["mail", "resend", "--all"]).status.success());

    let off = run(&["mail", "test", "ana@people.example"]);
    assert_eq!(off.status.code(), Some(1));
    assert!(said(&off).contains("[mail]"));
    std::fs::write(
        folder.path().join("groundtruth.toml"),
        "[mail]\nfrom = \"Water Watch <mail@watch.example>\"\ntransport = \"files\"\nfolder = \"mails\"\n",
    )
    .unwrap();
    let sent = run(&["mail", "test", "Ana <ana@people.example>"]);
    assert!(sent.status.success(), "{}", said(&sent));
    let mails: Vec<_> = std::fs::read_dir(folder.path().join("mails"))
        .unwrap()
        .flatten()
        .map(|file| std::fs::read_to_string(file.path()).unwrap())
        .collect();
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].contains("Subject: Groundtruth: mail works"),
        "{}",
        mails[0]
    );
    let wrong = run(&["mail", "test", "nobody"]);
    assert_eq!(wrong.status.code(), Some(1));
}
