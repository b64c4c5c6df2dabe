//! A visit as a sealed file: sealed by the app's own code, opened by whom it is for, and taken in as if it had been sent.
#![expect(
    clippy::disallowed_methods,
    reason = "the app's own code is run by another program"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json as value};

use super::{House, Phone, hash, houses, id, json, originals, with_a_phone};
use crate::pictures::makers::{jpeg, scene};
use crate::portal::browser::Answer;
use crate::support::house::{PASSWORD, Visitor};
use crate::support::programs::browser;
use crate::visits::uploaded;

/// Seals parts as the app does; nothing where there is no node, which is said aloud.
fn sealed(key: &Value, parts: &[&[u8]]) -> Option<Vec<u8>> {
    const SCRIPT: &str = r#"
        import { readFileSync } from "node:fs";
        const { visitFile } = await import(process.argv[1]);
        const { key, parts } = JSON.parse(readFileSync(0, "utf8"));
        const bytes = parts.map((part) => Uint8Array.from(Buffer.from(part, "base64")));
        process.stdout.write(await visitFile(key, bytes));
    "#;
    let node = browser()?.node;
    let mut running = Command::new(node)
        .args(["--input-type=module", "-e", SCRIPT])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/static/field/seal.js"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let parts: Vec<String> = parts.iter().map(|part| STANDARD.encode(part)).collect();
    let asked = value!({ "key": key, "parts": parts }).to_string();
    running
        .stdin
        .take()
        .unwrap()
        .write_all(asked.as_bytes())
        .unwrap();
    let output = running.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(output.stdout)
}

/// What stands before the files.
fn first(phone: &Phone, id: &str, files: &[&[u8]]) -> Vec<u8> {
    let submission: Value = serde_json::from_str(&phone.visit(files)).unwrap();
    let named: Vec<Value> = files
        .iter()
        .map(|file| value!({"sha256": hash(file), "len": file.len(), "question": "o-01", "source": "camera"}))
        .collect();
    value!({"id": id, "observer": phone.observer, "device": phone.device, "submission": submission, "files": named})
        .to_string()
        .into_bytes()
}

fn given(lead: &Visitor, file: &[u8]) -> Answer {
    uploaded(
        lead,
        "/checks/a-0001/visits/file",
        &[("file", "visit.gtvisit", file)],
    )
}

async fn key(phone: &Phone) -> Value {
    json(&phone.get("/field/today"))["audit"]["seal_key"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_file_is_taken_in_once_with_its_photographs_however_it_comes() {
    for house in houses().await {
        let (lead, phone) = with_a_phone(&house).await;
        let key = key(&phone).await;
        let (one, two) = (jpeg(&scene(320, 240, 1), 85), jpeg(&scene(320, 240, 2), 85));
        let begin = first(&phone, &id(1), &[&one, &two]);
        let Some(file) = sealed(&key, &[&begin, &one, &two]) else {
            return;
        };
        assert!(!String::from_utf8_lossy(&file).contains(&phone.observer));
        // The phone was taken away and shut out; what it saw before is taken in all the same.
        assert_eq!(
            lead.post("/checks/a-0001/phones/revoke", &[("number", "1")])
                .status,
            303
        );
        let taken = given(&lead, &file);
        assert_eq!(taken.status, 200, "{}", taken.text());
        assert!(taken.text().contains("V-0001"), "{}", taken.text());
        assert_eq!(originals(&house).await, [one.clone(), two.clone()]);
        let again = given(&lead, &file);
        assert_eq!(again.status, 200, "{}", again.text());
        assert_eq!(originals(&house).await.len(), 2);
        // Sealed again it is other bytes and the same visit; a phone of the same observer is told of it.
        let file = sealed(&key, &[&begin, &one, &two]).unwrap();
        assert_eq!(given(&lead, &file).status, 200);
        let phone = super::let_in(&house, &lead, &phone.observer);
        let visits = json(&phone.get("/field/visits"));
        assert_eq!(visits.as_array().unwrap().len(), 1);
        assert_eq!(visits[0]["files"]["arrived"], 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_already_is_completed_by_the_file_and_the_phone_keeps_its_slip() {
    let house = House::on_sqlite().await;
    let (lead, phone) = with_a_phone(&house).await;
    let picture = jpeg(&scene(320, 240, 3), 85);
    let sent = phone.sends(&id(1), &[&picture]);
    let begin = first(&phone, &id(1), &[&picture]);
    let Some(file) = sealed(&key(&phone).await, &[&begin, &picture]) else {
        return;
    };
    assert_eq!(given(&lead, &file).status, 200);
    assert_eq!(phone.arrived(), 1);
    let again = phone.put(&id(1), &phone.visit(&[&picture]));
    assert_eq!((again.status, &json(&again)["slip"]), (200, &sent["slip"]));
    let begun = phone.creates(&id(1), &picture);
    assert_eq!(
        (begun.status, &json(&begun)["code"]),
        (409, &"arrived".into())
    );
    // Other content under the same id is refused.
    let mut other: Value = serde_json::from_slice(&begin).unwrap();
    other["submission"]["note"] = "changed".into();
    let changed = sealed(
        &key(&phone).await,
        &[other.to_string().as_bytes(), &picture],
    )
    .unwrap();
    assert_eq!(given(&lead, &changed).status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_cut_off_or_sealed_for_others_is_refused_in_words() {
    let house = House::on_sqlite().await;
    let (lead, phone) = with_a_phone(&house).await;
    let own = key(&phone).await;
    let begin = first(&phone, &id(1), &[]);
    let Some(file) = sealed(&own, &[&begin]) else {
        return;
    };
    let sealed_of = |value: &Value| sealed(&own, &[value.to_string().as_bytes()]).unwrap();
    let told = |file: &[u8], said: &str| {
        let answer = given(&lead, file);
        assert_eq!(answer.status, 422, "{said}: {}", answer.text());
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    };
    let parsed: Value = serde_json::from_slice(&file).unwrap();
    for (name, said) in [
        ("ciphertext", "was changed or cut off"),
        ("salt", "was changed or cut off"),
        ("iv", "was changed or cut off"),
    ] {
        let mut changed = parsed.clone();
        let mut bytes = STANDARD.decode(changed[name].as_str().unwrap()).unwrap();
        bytes[0] ^= 1;
        changed[name] = STANDARD.encode(bytes).into();
        told(changed.to_string().as_bytes(), said);
    }
    let mut other = parsed.clone();
    other["to"] = "0000000000000000".into();
    told(other.to_string().as_bytes(), "another organisation");
    for wrong in [&b"nonsense"[..], b"{}", b"[]", &file[..file.len() / 2]] {
        told(wrong, "no visit file");
    }
    // A point that is on no curve.
    let mut bad = parsed.clone();
    bad["epk"]["y"] = parsed["epk"]["x"].clone();
    told(bad.to_string().as_bytes(), "no visit file");
    // Another observer, a phone that is not known, a visit without a clock, files that are missing.
    let inside: Value = serde_json::from_slice(&begin).unwrap();
    for (at, new) in [
        ("/device", value!("T-0009")),
        ("/submission/observers/0", value!("W-0000")),
        ("/submission/audit", value!("a-0002")),
    ] {
        let mut changed = inside.clone();
        *changed.pointer_mut(at).unwrap() = new;
        told(&sealed_of(&changed), "belongs to another check");
    }
    let mut short = inside.clone();
    short["files"] = value!([{"sha256": hash(b"x"), "len": 1}]);
    told(&sealed_of(&short), "was changed or cut off");
    let mut wrong = inside;
    wrong["submission"]["answers"][1]["value"]["count"] = "-8".into();
    assert_eq!(given(&lead, &sealed_of(&wrong)).status, 422);
    assert!(
        json(&phone.get("/field/visits"))
            .as_array()
            .unwrap()
            .is_empty()
    );
    // It is for the lead.
    let observer = house.member(&lead, "observer", "otto").await;
    assert_eq!(given(&observer, &file).status, 404);
    // Sealed for one organisation, another cannot open it.
    let theirs = house.visitor();
    let scope = house.station.another("theirs").await;
    theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&theirs, "olga").await;
    assert_eq!(given(&theirs, &file).status, 404);
    assert_eq!(lead.signs_in("amina", PASSWORD).status, 303);
}

/// The same visit, with another count, under an id of its own; it says what it corrects.
fn corrected(begin: &[u8], id: &str) -> Value {
    let first: Value = serde_json::from_slice(begin).unwrap();
    let mut second = first.clone();
    second["id"] = id.into();
    second["submission"]["answers"][1]["value"]["count"] = "9".into();
    second["before"] = value!({"id": first["id"], "submission": first["submission"]});
    second
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_file_of_the_same_visit_is_a_correction_in_whichever_order_they_come() {
    for house in houses().await {
        let (lead, phone) = with_a_phone(&house).await;
        let key = key(&phone).await;
        let picture = jpeg(&scene(320, 240, 1), 85);
        let begin = first(&phone, &id(1), &[&picture]);
        let second = corrected(&begin, &id(2)).to_string();
        let Some(early) = sealed(&key, &[&begin, &picture]) else {
            return;
        };
        let late = sealed(&key, &[second.as_bytes(), &picture]).unwrap();
        // The later one is brought first: what it corrects comes with it, its photograph too.
        let taken = given(&lead, &late);
        assert_eq!(taken.status, 200, "{}", taken.text());
        let told = taken.text();
        assert!(
            told.contains("V-0002") && told.contains("corrects V-0001"),
            "{told}"
        );
        let visits = json(&phone.get("/field/visits"));
        let files: Vec<_> = visits
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["number"].as_str().unwrap(), &one["files"]["arrived"]))
            .collect();
        assert_eq!(files, [("V-0002", &1.into()), ("V-0001", &1.into())]);
        let taken = given(&lead, &early);
        assert!(taken.text().contains("V-0001"), "{}", taken.text());
        // However often, and also where the phone itself sends both in the end, they stay these two.
        given(&lead, &late);
        given(&lead, &early);
        assert_eq!(phone.put(&id(1), &phone.visit(&[&picture])).status, 200);
        let all = json(&phone.get("/field/visits"));
        assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
        let one = lead.get("/checks/a-0001/visits/V-0002").text();
        assert!(one.contains("V-0001"), "{one}");
        // Accepting the correction takes the first back; there is one visit, with what was seen at last.
        let decided = [("decision", "accepted")];
        let accepted = lead.post("/checks/a-0001/visits/V-0002/decide", &decided);
        assert_eq!(accepted.status, 303, "{}", accepted.text());
        let all = json(&phone.get("/field/visits"));
        let states: Vec<_> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["state"].as_str().unwrap())
            .collect();
        assert_eq!(states, ["accepted", "withdrawn"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_corrects_what_is_not_the_observers_or_was_taken_back_stands_for_itself() {
    let house = House::on_sqlite().await;
    let (lead, phone) = with_a_phone(&house).await;
    let key = key(&phone).await;
    let other = super::somebody(&lead, "Bo");
    let other = super::let_in(&house, &lead, &other);
    other.sends(&id(7), &[]);
    let file = |id: &str, number: &str| {
        let mut head: Value = serde_json::from_slice(&first(&phone, id, &[])).unwrap();
        head["corrects"] = number.into();
        sealed(&key, &[head.to_string().as_bytes()])
    };
    let Some(sealed_one) = file(&id(1), "V-0001") else {
        return;
    };
    let told = given(&lead, &sealed_one).text();
    assert!(
        told.contains("V-0002") && !told.contains("corrects V-0001"),
        "{told}"
    );
    // By the number that the phone was told, it corrects what is its observer's.
    let told = given(&lead, &file(&id(2), "V-0002").unwrap()).text();
    assert!(
        told.contains("V-0003") && told.contains("corrects V-0002"),
        "{told}"
    );
    // What it names as the visit before is of another observer: refused, and nothing of it is taken in.
    let mut head = corrected(&first(&phone, &id(3), &[]), &id(4));
    head["before"]["submission"]["observers"][0] = other.observer.as_str().into();
    let mixed = sealed(&key, &[head.to_string().as_bytes()]).unwrap();
    let answer = given(&lead, &mixed);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("belongs to another check"));
    assert_eq!(
        json(&phone.get("/field/visits")).as_array().unwrap().len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn photographs_follow_from_the_next_phone_of_the_same_observer() {
    for house in houses().await {
        let (lead, phone) = with_a_phone(&house).await;
        let (one, two) = (jpeg(&scene(320, 240, 5), 85), jpeg(&scene(320, 240, 6), 85));
        phone.sends(&id(1), &[&one, &two]);
        let shut_out = [("number", "1")];
        lead.post("/checks/a-0001/phones/revoke", &shut_out);
        let next = super::let_in(&house, &lead, &phone.observer);
        let begun = next.creates(&id(1), &one);
        assert_eq!(begun.status, 201, "{}", begun.text());
        let path = begun.header("location").to_owned();
        assert_eq!(next.patches(&path, 0, &one).status, 204);
        assert_eq!(next.arrived(), 1);
        // By a file, too.
        let begin = first(&next, &id(1), &[&one, &two]);
        let Some(file) = sealed(&key(&next).await, &[&begin, &one, &two]) else {
            return;
        };
        assert_eq!(given(&lead, &file).status, 200);
        assert_eq!(next.arrived(), 2);
        // Another observer's phone gives nothing to it.
        let other = super::somebody(&lead, "Bo");
        let other = super::let_in(&house, &lead, &other);
        assert_eq!(other.creates(&id(1), &one).status, 404);
    }
}
