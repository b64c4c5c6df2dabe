//! Events and proofs as files: written in one way, read in no other.

use chrono::{DateTime, NaiveDate, Utc};

use super::note::verifier_of;
use super::tree::{append, inclusion, siblings_of_append, whole};
use super::*;
use crate::domain::code::Code;
use crate::domain::fieldwork::Audience;
use crate::domain::keys::Secret;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_059, 987_654_321).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn label(text: &str) -> Label {
    Label::try_from(text.to_owned()).unwrap()
}

fn number(number: u64) -> Number {
    Number::try_from(number).unwrap()
}

/// One event of every kind.
fn happenings() -> Vec<Happening> {
    let digest = Digest([0xab; 32]);
    let day = NaiveDate::from_ymd_opt(2027, 1, 31).unwrap();
    vec![
        Happening::ObservationReceived {
            record: digest,
            blobs: vec![digest],
        },
        Happening::ObservationCorrected {
            corrects: number(0),
            record: digest,
            blobs: Vec::new(),
            reason: code("typing-error"),
        },
        Happening::ObservationWithdrawn {
            withdraws: number(1),
            reason: code("wrong-place"),
        },
        Happening::PhotoRedacted {
            parent: digest,
            sha256: digest,
            operations: vec![code("box"), code("scale")],
        },
        Happening::TestimonyConsent {
            audience: Audience::Public,
            obtained: code("spoken"),
            language: code("xh"),
            interpreter: true,
        },
        Happening::ConsentWithdrawn {
            withdraws: number(4),
        },
        Happening::AgreementVersion {
            record: digest,
            sha256: Some(digest),
            version: number(2),
            profile: code("groundtruth-case"),
            profile_version: number(1),
        },
        Happening::DocumentReceived { blob: digest },
        Happening::PlanLocked { sha256: digest },
        Happening::SeedRecorded {
            seed: label("2026-11-22 lottery 07 13 21"),
        },
        Happening::PlacesSealed { sha256: digest },
        Happening::ReviewDecided {
            decision: code("accepted"),
            reason: code("complete"),
            rules: number(1),
        },
        Happening::FindingWritten { record: digest },
        Happening::FindingPublished { record: digest },
        Happening::FindingWithdrawn {
            reason: code("error"),
        },
        Happening::MoneyRecorded {
            record: digest,
            state: code("flagged"),
        },
        Happening::ProblemRecorded {
            record: digest,
            state: code("claimed-fixed"),
        },
        Happening::HearingRecorded { record: digest },
        Happening::ReportIssued {
            number: label("R-2026-0007"),
            pdf: digest,
            html: digest,
            manifest: digest,
            predecessor: None,
        },
        Happening::ReportSuperseded {
            number: label("R-2026-0007"),
            successor: label("R-2026-0008"),
        },
        Happening::ReportWithdrawn {
            number: label("R-2026-0008"),
            reason: code("error"),
        },
        Happening::ReplyInvited {
            size: number(12),
            root: digest,
            sha256: digest,
        },
        Happening::ReplyReceived { sha256: digest },
        Happening::ReplyPublished { sha256: digest },
        Happening::SubjectErased {
            ground: code("asked-for"),
        },
        Happening::HoldPlaced {
            ground: code("court"),
            until: day,
        },
        Happening::HoldLifted {
            ground: code("court"),
        },
        Happening::AccessExported {
            bundle: code("report"),
            role: code("funder"),
        },
    ]
}

fn event(seq: u64, what: Happening) -> Event {
    let mut event = Event::new(seq, Subject([7; 16]), Digest([1; 32]), what, now()).unwrap();
    event.audit = Some(Digest([2; 32]));
    event.claimed = NaiveDate::from_ymd_opt(2026, 11, 18);
    event
}

#[test]
fn an_event_of_every_kind_is_read_as_it_was_written_and_tells_no_finer_time_than_it_may() {
    let mut kinds = std::collections::BTreeSet::new();
    for what in happenings() {
        let by_day = matches!(
            what,
            Happening::TestimonyConsent { .. } | Happening::ConsentWithdrawn { .. }
        );
        let event = event(3, what);
        let bytes = event.to_bytes().unwrap();
        assert_eq!(Event::read(&bytes).as_ref(), Ok(&event));
        let text = String::from_utf8(bytes).unwrap();
        let received = if by_day {
            r#""received":"2026-11-18""#
        } else {
            r#""received":"2026-11-18T11:07Z""#
        };
        assert!(text.contains(received), "{text}");
        assert!(text.contains(&format!(r#""type":"{}""#, event.kind())));
        kinds.insert(event.kind());
    }
    assert_eq!(kinds.len(), 28);
}

#[test]
fn an_event_is_canonical_json() {
    let what = Happening::PlanLocked {
        sha256: Digest([0xab; 32]),
    };
    let digits = |byte: &str, count: usize| byte.repeat(count);
    let expected = format!(
        r#"{{"actor":"{}","audit":"{}","claimed":"2026-11-18","received":"2026-11-18T11:07Z","seq":3,"sha256":"{}","subject":"{}","type":"plan.locked","v":1}}"#,
        digits("01", 32),
        digits("02", 32),
        digits("ab", 32),
        digits("07", 16)
    );
    assert_eq!(event(3, what).to_bytes().unwrap(), expected.into_bytes());
}

#[test]
fn every_other_way_of_writing_an_event_is_refused() {
    let what = Happening::PlanLocked {
        sha256: Digest([0xab; 32]),
    };
    let text = String::from_utf8(event(3, what).to_bytes().unwrap()).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    for refused in [
        text.clone() + " ",
        text.clone() + "{}",
        format!(" {text}"),
        changed(r#""seq":3"#, r#""seq":3.0"#),
        changed(r#""seq":3"#, r#""seq":3e0"#),
        changed(r#""seq":3"#, r#""seq":"3""#),
        changed(r#""seq":3"#, r#""seq":-3"#),
        changed(r#""seq":3"#, r#""seq":9007199254740993"#),
        changed(r#""seq":3"#, r#""seq":9007199254740994"#),
        changed(r#""seq":3"#, r#""seq":3,"seq":3"#),
        changed(r#""seq":3"#, r#""seq":3,"note":"x""#),
        changed(r#""v":1"#, r#""v":1,"v":1"#),
        changed(r#""v":1"#, r#""v":2"#),
        changed(r#","v":1"#, ""),
        changed("plan.locked", "plan.unlocked"),
        changed("plan.locked", r"plan.\u006cocked"),
        changed("abab", "ABAB"),
        changed("T11:07Z", "T11:07:00Z"),
        changed("T11:07Z", ""),
        changed(r#""claimed":"2026-11-18""#, r#""claimed":null"#),
        text.replace(',', ", "),
        format!("[{text}]"),
        "{".repeat(100_000),
    ] {
        let read = Event::read(refused.as_bytes());
        assert!(
            read.is_err(),
            "{}",
            refused.chars().take(400).collect::<String>()
        );
    }
    assert!(Event::read(&[0xff; 10]).is_err());
    assert_eq!(Number::try_from(1 << 53).map(u64::from), Ok(1 << 53));
    assert!(Number::try_from((1 << 53) + 1).is_err());
    let text = |length: usize| Label::try_from("x".repeat(length));
    assert!(text(0).is_err() && text(256).is_ok() && text(257).is_err());
    assert!(Label::try_from("two\nlines".to_owned()).is_err());
}

#[test]
fn an_opening_opens_its_event_and_no_other() {
    let field = |name: &str, salt: u8, value: &str| OpenedField {
        name: name.to_owned(),
        salt: Salt::new([salt; 32]),
        value: value.to_owned(),
    };
    let opening = Opening {
        actor: field("actor", 1, "W-07"),
        audit: Some(field("audit", 2, "taps")),
        record: vec![field("seen", 3, "in_order"), field("place", 4, "Block C")],
        blobs: vec![(Salt::new([5; 32]), Digest([6; 32]))],
    };
    let what = Happening::ObservationReceived {
        record: opening.record_commitment(),
        blobs: opening.blob_commitments(),
    };
    let actor = opening.actor.commitment();
    let mut event = Event::new(0, Subject([7; 16]), actor, what, now()).unwrap();
    assert!(!opening.opens(&event), "the audit is not committed to");
    event.audit = opening.audit.as_ref().map(OpenedField::commitment);
    assert!(opening.opens(&event));
    let mut changes: Vec<Opening> = vec![opening.clone(); 6];
    changes[0].actor.value = "W-08".to_owned();
    changes[1].audit = None;
    changes[2].record[1].value = "Block D".to_owned();
    changes[3].record.pop();
    changes[4].blobs[0].1 = Digest([8; 32]);
    changes[5].record[0].salt = Salt::new([9; 32]);
    assert!(changes.iter().all(|changed| !changed.opens(&event)));
    event.what = Happening::PlanLocked {
        sha256: Digest([0; 32]),
    };
    assert!(!opening.opens(&event), "the kind has no record");
}

/// A log of five events with the proof of the fourth, the key, and the checkpoint of the first three.
fn proven() -> (note::Verifier, String, String, String) {
    let secret = Secret::new([9; 32]);
    let origin = Origin::new([3; 16]);
    let verifier = verifier_of(origin.as_str(), &secret).unwrap();
    let salt = Salt::new([4; 32]);
    let mut nodes = std::collections::BTreeMap::new();
    let mut bodies = Vec::new();
    for (seq, what) in (0..5).zip(happenings()) {
        let body = event(seq, what).to_bytes().unwrap();
        let siblings: Vec<Digest> = siblings_of_append(seq).iter().map(|a| nodes[a]).collect();
        nodes.extend(append(seq, leaf_of(&salt, &body), &siblings));
        bodies.push(body);
    }
    let hash = |run: tree::Run| run.hash(|at| nodes.get(&at).copied()).unwrap();
    let signed = |size| {
        let root = hash(whole(size));
        let origin = origin.clone();
        Checkpoint { origin, size, root }.sign(&secret).unwrap()
    };
    let proof = Proof {
        salt,
        body: bodies[3].clone(),
        index: 3,
        hashes: inclusion(3, 5).unwrap().into_iter().map(hash).collect(),
        checkpoint: signed(5),
    };
    let runs = tree::consistency(3, 5).unwrap();
    let consistency = Consistency {
        old: 3,
        hashes: runs.into_iter().map(hash).collect(),
        checkpoint: signed(5),
    };
    (verifier, proof.text(), consistency.text(), signed(3))
}

/// The texts that one flipped bit makes of a text, as far as they are texts.
fn flipped(text: &str) -> impl Iterator<Item = String> + '_ {
    (0..text.len() * 8).filter_map(|at| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at / 8] ^= 1 << (at % 8);
        String::from_utf8(bytes).ok()
    })
}

#[test]
fn a_proof_holds_and_with_any_bit_flipped_or_any_end_cut_off_it_does_not() {
    let (verifier, proof, consistency, kept) = proven();
    let (event, head) = Proof::verify(&proof, &verifier).unwrap();
    assert_eq!((u64::from(event.seq), head.size), (3, 5));
    assert_eq!(Proof::read(&proof).unwrap().text(), proof);
    assert!(flipped(&proof).all(|proof| Proof::verify(&proof, &verifier).is_err()));
    assert!((0..proof.len()).all(|end| {
        let cut = proof.get(..end).unwrap_or_default();
        Proof::verify(cut, &verifier).is_err()
    }));

    Consistency::verify(&consistency, &kept, &verifier).unwrap();
    assert_eq!(Consistency::read(&consistency).unwrap().text(), consistency);
    assert!(
        flipped(&consistency).all(|text| Consistency::verify(&text, &kept, &verifier).is_err())
    );
    assert!(
        flipped(&kept).all(|kept| Consistency::verify(&consistency, &kept, &verifier).is_err())
    );
}

#[test]
fn a_checkpoint_is_read_only_as_it_is_written_and_only_under_the_key_of_its_log() {
    let secret = Secret::new([9; 32]);
    let origin = Origin::new([3; 16]);
    let verifier = verifier_of(origin.as_str(), &secret).unwrap();
    let empty = Checkpoint {
        origin: origin.clone(),
        size: 0,
        root: tree::empty_root(),
    };
    let note = empty.sign(&secret).unwrap();
    assert_eq!(Checkpoint::open(&note, &verifier), Ok(empty));
    let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let other = Origin::new([4; 16]);
    for text in [
        format!("{other}\n0\n{root}\n"),
        format!("{origin}\n00\n{root}\n"),
        format!("{origin}\n+0\n{root}\n"),
        format!("{origin}\n0\n{root}\nmore\n"),
        format!("{origin}\n0\n{}\n", root.replace('4', "5")),
        format!("{origin}\n0\n"),
        "text\n".to_owned(),
    ] {
        let note = note::sign(origin.as_str(), &secret, &text).unwrap();
        assert!(Checkpoint::open(&note, &verifier).is_err(), "{text}");
    }
}
