//! Evidence of further kinds: sound, film, papers and archives are told by their content, kept as they came, never shown, and
//! stand in the report only in the words that somebody wrote down of them.

use groundtruth::infra::config::{Config, Storage};
use sha2::{Digest as _, Sha256};

use super::{TAPS, begun, houses, sent, text, whole};
use crate::pictures::makers::{jpeg, scene};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const BYTES: &str = "application/octet-stream";

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn song() -> Vec<u8> {
    [&b"ID3\x04\0\0\0\0\0\0"[..], &[7; 3_000]].concat()
}

fn paper() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>>\n%%EOF\n".to_vec()
}

/// Sends an observation that announces these files, each with its kind.
fn announced(observer: &Visitor, id: u32, files: &[(&str, &[u8])]) -> String {
    let files: Vec<String> = files
        .iter()
        .map(|(kind, bytes)| {
            format!(
                r#"{{"sha256":"{}","len":{},"kind":"{kind}","class":"document"}}"#,
                hash(bytes),
                bytes.len()
            )
        })
        .collect();
    let body = format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"s-0001","channel":"ordinary_visit",
        "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"8"}},"evidence":[{}]}}]}}"#,
        files.join(",")
    );
    let path = format!("/observations/00000000-0000-4000-8000-{id:012}");
    let put = sent(
        observer,
        "PUT",
        &path,
        ("application/json", body.as_bytes()),
    );
    assert_eq!(put.status, 201, "{}", put.text());
    path
}

fn put(observer: &Visitor, path: &str, bytes: &[u8]) -> crate::portal::browser::Answer {
    let path = format!("{path}/files/{}", hash(bytes));
    sent(observer, "PUT", &path, (BYTES, bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_kept_whole_and_stands_in_the_report_in_words_alone() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        begun(&lead, &[TAPS]);
        let (song, paper) = (song(), paper());
        let path = announced(&observer, 1, &[("sound", &song), ("document", &paper)]);
        for bytes in [&song, &paper] {
            assert_eq!(put(&observer, &path, bytes).status, 201, "{engine}");
            assert_eq!(put(&observer, &path, bytes).status, 200, "sent again");
        }
        let page = text(&lead.get("/checks/a-0001/visits/V-0001"));
        for said in [
            "audio/mpeg",
            "application/pdf",
            &hash(&song),
            "for whoever checks",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(
            !page.contains("size=preview") && !page.contains("<audio"),
            "{page}"
        );
        let files = "/checks/a-0001/visits/V-0001/files";
        for number in [1, 2] {
            assert_eq!(lead.get(&format!("{files}/{number}/copy")).status, 404);
            assert_eq!(
                observer.get(&format!("{files}/{number}/original")).status,
                404
            );
            let original = lead.get(&format!("{files}/{number}/original"));
            let kept = if number == 1 { &song } else { &paper };
            assert_eq!(&whole(&original), kept);
            let name = if number == 1 {
                "V-0001-1.mp3"
            } else {
                "V-0001-2.pdf"
            };
            let disposition = original.header("content-disposition").to_owned();
            assert_eq!(disposition, format!("attachment; filename=\"{name}\""));
            assert!(
                original
                    .header("content-security-policy")
                    .contains("sandbox")
            );
            assert_eq!(original.header("x-content-type-options"), "nosniff");
        }
        let accept = [("decision", "accepted")];
        let done = lead.post("/checks/a-0001/visits/V-0001/decide", &accept);
        assert_eq!(done.status, 303, "{}", text(&done));
        let report = text(&lead.get("/audits/a-0001/report.html"));
        assert!(!report.contains(&hash(&song)), "{engine}");

        let words = "A pump runs dry; a woman counts to eight.";
        let described = format!("{files}/1/words");
        assert_eq!(
            observer.post(&described, &[("described", words)]).status,
            404
        );
        let long = "a".repeat(20_001);
        assert_eq!(lead.post(&described, &[("described", &long)]).status, 422);
        assert_eq!(lead.post(&described, &[("described", words)]).status, 303);
        let report = text(&lead.get("/audits/a-0001/report.html"));
        assert!(
            report.contains(words) && report.contains(&hash(&song)),
            "{engine}"
        );
        assert!(
            !report.contains(&hash(&paper)),
            "of the paper nobody wrote anything"
        );
        let promise = text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(promise.contains(words), "{promise}");
        // Taken away again, nothing of it stands there.
        assert_eq!(lead.post(&described, &[("described", "")]).status, 303);
        let report = text(&lead.get("/audits/a-0001/report.html"));
        assert!(!report.contains(words) && !report.contains(&hash(&song)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_files_are_refused_whatever_they_are_called_or_announced_as() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let wide: Vec<u8> = svg.iter().flat_map(|byte| [*byte, 0]).collect();
    let late = [
        b"<!--".to_vec(),
        vec![b' '; 900],
        b"-->".to_vec(),
        svg.clone(),
    ]
    .concat();
    let xml = [b"<?xml version='1.0'?>".to_vec(), svg.clone()].concat();
    let marked = [b"\xef\xbb\xbf".to_vec(), svg.clone()].concat();
    let gif = b"GIF89a/*<svg onload=alert(1)>*/".to_vec();
    let mut both = paper();
    both.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    both.extend(b"%%EOF");
    let hostile: [(&str, Vec<u8>); 13] = [
        ("photograph", svg),
        ("document", wide),
        ("sound", late),
        ("video", xml),
        ("archive", marked),
        ("document", gif),
        ("document", both),
        ("document", b"MZ\x90\0program".to_vec()),
        (
            "document",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1macro".to_vec(),
        ),
        ("document", b"%PDF-1.7 cut".to_vec()),
        ("archive", b"PK\x03\x04cut".to_vec()),
        ("document", b"only words".to_vec()),
        ("photograph", paper()),
    ];
    for (at, (kind, bytes)) in (1..).zip(&hostile) {
        let path = announced(&lead, at, &[(kind, bytes)]);
        let refused = put(&lead, &path, bytes);
        let said = refused.text();
        // By its beginning it is a picture; a PDF is a paper.
        let as_other = [6, 13].contains(&at);
        let expected = if as_other { 422 } else { 415 };
        assert_eq!(refused.status, expected, "{at} {kind}: {said}");
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let problem: serde_json::Value = serde_json::from_slice(&refused.body).unwrap();
        assert_eq!(problem["code"], "file-refused");
        assert!(problem["detail"].as_str().unwrap().len() > 10, "{problem}");
    }
    // Nothing of them stays.
    let kept = std::fs::read_dir(house.station.folder().join("blobs"));
    let files = kept.into_iter().flatten().flatten();
    let files = files.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap());
    assert_eq!(files.count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_has_its_own_limit() {
    let config = Config {
        storage: Storage {
            photograph: 20_000,
            recording: 60_000,
            document: 40_000,
            packed: 50_000,
            ..Storage::default()
        },
        ..Config::default()
    };
    let house = House::over(Station::with(config).await).await;
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let with = |start: &[u8], length: usize, end: &[u8]| {
        let mut bytes = start.to_vec();
        bytes.resize(length - end.len(), b' ');
        bytes.extend(end);
        bytes
    };
    let picture = |length| {
        let mut bytes = jpeg(&scene(64, 64, 3), 60);
        // What follows the end stays in the original.
        bytes.resize(length, 0);
        bytes
    };
    let song = |length| with(b"ID3\x04", length, b"");
    let paper = |length| with(b"%PDF-1.7\n", length, b"%%EOF\n");
    let cases = [
        ("photograph", picture(20_000), 201),
        ("photograph", picture(20_001), 413),
        ("sound", song(60_000), 201),
        ("sound", song(60_001), 413),
        ("document", paper(40_000), 201),
        ("document", paper(40_001), 413),
    ];
    for (at, (kind, bytes, expected)) in (1..).zip(&cases) {
        let path = announced(&lead, at, &[(kind, bytes)]);
        let answer = put(&lead, &path, bytes);
        assert_eq!(
            answer.status,
            *expected,
            "{kind} {}: {}",
            bytes.len(),
            answer.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_id_is_gone_for_good() {
    use groundtruth::db::audit::audit_named;
    use groundtruth::db::fieldwork::{erase_submission, submissions_of};
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let path = announced(&lead, 1, &[]);
        let (app, scope) = (&house.station.app, house.station.scope);
        let code = groundtruth::domain::code::Code::parse("a-0001").unwrap();
        let audit = audit_named(app.db.reads(), scope, &code)
            .await
            .unwrap()
            .unwrap();
        let lines = submissions_of(app.db.reads(), scope, audit.id)
            .await
            .unwrap();
        let erased = groundtruth::db::write(&app.db, async |txn| {
            erase_submission(txn, scope, lines[0].id).await
        });
        erased.await.unwrap();
        let body = super::observation("s-0001", 8);
        for _ in 0..2 {
            let again = sent(&lead, "PUT", &path, ("application/json", body.as_bytes()));
            assert_eq!(again.status, 410, "{}", again.text());
            let problem: serde_json::Value = serde_json::from_slice(&again.body).unwrap();
            assert_eq!(problem["code"], "erased");
        }
        let file = put(&lead, &path, b"ID3\x04");
        assert_eq!(file.status, 404, "{}", file.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_programs_send_is_described_and_every_answer_fits() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let document: serde_json::Value =
        serde_json::from_slice(&lead.get("/api/openapi.json").body).unwrap();
    let of = |path: &str| document["paths"][path]["put"].clone();
    let (observation, file) = ("/observations/{id}", "/observations/{id}/files/{sha256}");
    let fits = |schema: &serde_json::Value, value: &serde_json::Value| {
        let whole = serde_json::json!({"allOf": [schema], "components": document["components"]});
        let validator = jsonschema::validator_for(&whole).unwrap();
        assert!(validator.is_valid(value), "{value:#} against {schema:#}");
    };
    let body: serde_json::Value = serde_json::from_str(&super::observation("s-0001", 8)).unwrap();
    fits(
        &of(observation)["requestBody"]["content"]["application/json"]["schema"],
        &body,
    );
    let answers = |path: &str, answer: &crate::portal::browser::Answer| {
        let status = answer.status.to_string();
        let told = of(path)["responses"][&status].clone();
        let kind = answer
            .header("content-type")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let schema = &told["content"][kind.as_str()]["schema"];
        assert!(schema.is_object(), "{path} {status} {kind}: {told:#}");
        fits(schema, &serde_json::from_slice(&answer.body).unwrap());
        status
    };
    let song = song();
    let path = announced(&lead, 1, &[("sound", &song)]);
    let json = "application/json";
    let send = |path: &str, body: &str| sent(&lead, "PUT", path, (json, body.as_bytes()));
    let at = "/observations/00000000-0000-4000-8000-000000000002";
    let body = super::observation("s-0001", 8);
    let statuses = [
        answers(observation, &send(at, &body)),
        answers(observation, &send(at, &body)),
        answers(observation, &send(at, &super::observation("s-0001", 9))),
        answers(observation, &send(at, "{")),
        answers(
            observation,
            &send(
                "/observations/00000000-0000-4000-8000-000000000003",
                &super::observation("nowhere", 9),
            ),
        ),
        answers(file, &put(&lead, &path, &song)),
        answers(file, &put(&lead, &path, &song)),
    ];
    assert_eq!(statuses, ["201", "200", "409", "400", "422", "201", "200"]);
    let reference = text(&lead.get("/api"));
    assert!(reference.contains("PUT /observations/{id}") && reference.contains("Receipt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_evidence_are_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let (song, picture) = (song(), jpeg(&scene(900, 600, 3), 85));
    for id in 1..=2 {
        let path = announced(&lead, id, &[("sound", &song), ("photograph", &picture)]);
        for bytes in [&song, &picture] {
            assert_eq!(put(&lead, &path, bytes).status, 201);
        }
    }
    let words = [("described", "A pump runs dry.")];
    let described = "/checks/a-0001/visits/V-0001/files/1/words";
    assert_eq!(lead.post(described, &words).status, 303);
    let says = [
        ("bearing", "contradicts"),
        ("to", "V-0002"),
        ("promise", "o-01"),
        ("file", "1"),
        ("link-note", "Three of ten taps ran an hour later."),
    ];
    let linked = lead.post("/checks/a-0001/visits/V-0001/links", &says);
    assert_eq!(linked.status, 303, "{}", text(&linked));
    for label in ["V-0001", "V-0002"] {
        let path = format!("/checks/a-0001/visits/{label}/decide");
        assert_eq!(lead.post(&path, &[("decision", "accepted")]).status, 303);
    }
    let paths = [
        "/checks/a-0001/visits/V-0001",
        "/checks/a-0001/visits/V-0001/files/1",
        "/checks/a-0001/visits/V-0001/files/2",
        "/checks/a-0001/folder",
        "/checks/a-0001/visits/new",
        "/checks/a-0001/promises/O-01/observations",
        "/audits/a-0001/promises/O-01",
        "/audits/a-0001/method",
    ];
    let paths = paths.map(str::to_owned);
    let cookie = lead.cookie.borrow().clone();
    let Some(wrong) = crate::portal::looks::look(house.address, &paths, cookie.as_deref()) else {
        return;
    };
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
