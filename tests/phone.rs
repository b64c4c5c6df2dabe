//! The phone of an observer: letting it in and shutting it out, what it is told, what it sends part by part over bad networks,
//! a visit as a sealed file, and the app itself in a real browser.

use std::io::Write as _;
use std::net::SocketAddr;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::portal::browser::{Answer, between, raw};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;
use crate::visits::{TAPS, begun};

mod clients;
mod cutting;
mod journey;
mod letting_in;
mod old_browser;
mod parts;
mod regressions;
mod rules;
mod sealed_file;
mod shell;
mod today;

/// A house on each engine that this machine has.
async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}

/// The phone of an observer, as a program that speaks for it.
#[derive(Clone, Debug)]
struct Phone {
    address: SocketAddr,
    token: String,
    observer: String,
    device: String,
}

/// An answer as JSON.
fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| panic!("{}: {}", answer.status, answer.text()))
}

fn hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A UUID of version 4 that follows from a number.
fn id(number: u64) -> String {
    format!("{number:08x}-0000-4000-8000-00000000abcd")
}

/// Somebody of the audit; gives their code.
fn somebody(lead: &Visitor, name: &str) -> String {
    let before = codes(lead);
    let fields = [
        ("name", name),
        ("role-observer", "yes"),
        ("declared", "yes"),
    ];
    let added = lead.post("/checks/a-0001/people", &fields);
    assert_eq!(added.status, 303, "{}", added.text());
    let new = codes(lead).into_iter().find(|code| !before.contains(code));
    new.expect("a code was given")
}

fn codes(lead: &Visitor) -> Vec<String> {
    let page = lead.get("/checks/a-0001/phones").text();
    let options = page.split("<option value=\"").skip(1);
    let codes = options.filter_map(|rest| rest.split('"').next());
    codes
        .filter(|code| code.starts_with("W-"))
        .map(str::to_owned)
        .collect()
}

/// What stands behind the sign of a link for somebody.
fn link(lead: &Visitor, code: &str) -> String {
    let page = lead.post("/checks/a-0001/phones", &[("code", code)]);
    assert_eq!(page.status, 200, "{}", page.text());
    between(&page.text(), "field#e=", "<").to_owned()
}

fn knock(address: SocketAddr, body: &str) -> Answer {
    let headers = [
        ("Content-Type", "application/json"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    asked(address, ("POST", "/field/enrol"), &headers, body.as_bytes())
}

fn asked(
    address: SocketAddr,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut request = format!("{request}\r\n").into_bytes();
    request.write_all(body).unwrap();
    raw(address, &request)
}

/// A phone that was let in for somebody.
fn let_in(house: &House, lead: &Visitor, code: &str) -> Phone {
    let token = link(lead, code);
    let body = format!(r#"{{"token":"{token}","device_name":"Nokia"}}"#);
    let answer = knock(house.address, &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = json(&answer);
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    Phone {
        address: house.address,
        token: text("device_token"),
        observer: text("observer"),
        device: text("device"),
    }
}

/// The token of a phone that was let in to the audit of a house.
pub fn phone_token(house: &House, lead: &Visitor) -> String {
    let code = somebody(lead, "Ada");
    let_in(house, lead, &code).token
}

/// An audit with one phone that was let in.
async fn with_a_phone(house: &House) -> (Visitor, Phone) {
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let code = somebody(&lead, "Ada");
    let phone = let_in(house, &lead, &code);
    (lead, phone)
}

impl Phone {
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("Authorization", bearer.as_str())];
        all.extend_from_slice(headers);
        asked(self.address, (method, path), &all, body)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// A visit that announces these files.
    fn visit(&self, files: &[&[u8]]) -> String {
        let evidence: Vec<String> = files
            .iter()
            .map(|file| {
                format!(
                    r#"{{"sha256":"{}","len":{},"kind":"photograph","class":"in_camera","taken":"2026-01-05T09:31:00","position":{{"lat":"52.5","lon":"13.4","accuracy_m":"12"}}}}"#,
                    hash(file),
                    file.len()
                )
            })
            .collect();
        format!(
            r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"s-0001","channel":"ordinary_visit",
            "observers":["{}"],"started":"2026-01-05T09:30:00","clock":{{"device":"1970-01-01T00:10:00Z","drift_seconds":-1767605400,"measured":"2026-01-05T09:40:00Z"}},
            "position":{{"lat":"52.5","lon":"13.4","accuracy_m":"12"}},"answers":[
            {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
            {{"question":"o-01","value":{{"count":"8"}},"evidence":[{}]}}]}}"#,
            self.observer,
            evidence.join(",")
        )
    }

    fn put(&self, id: &str, body: &str) -> Answer {
        let headers = [("Content-Type", "application/json")];
        let path = format!("/observations/{id}");
        self.ask("PUT", &path, &headers, body.as_bytes())
    }

    /// Sends a visit with these files announced.
    fn sends(&self, id: &str, files: &[&[u8]]) -> Value {
        let answer = self.put(id, &self.visit(files));
        assert_eq!(answer.status, 201, "{}", answer.text());
        json(&answer)
    }

    /// How many files of its newest visit have arrived.
    fn arrived(&self) -> u64 {
        let visits = json(&self.get("/field/visits"));
        visits[0]["files"]["arrived"].as_u64().unwrap()
    }

    /// Asks by the protocol of files that come part by part.
    fn tus(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut all = vec![("Tus-Resumable", "1.0.0")];
        all.extend_from_slice(headers);
        self.ask(method, path, &all, body)
    }

    /// Begins a file.
    fn creates(&self, visit: &str, file: &[u8]) -> Answer {
        let length = file.len().to_string();
        let metadata = metadata(visit, &hash(file));
        let headers = [
            ("Upload-Length", length.as_str()),
            ("Upload-Metadata", metadata.as_str()),
        ];
        self.tus("POST", "/uploads", &headers, b"")
    }

    /// Sends bytes from an offset.
    fn patches(&self, path: &str, offset: usize, bytes: &[u8]) -> Answer {
        let offset = offset.to_string();
        let headers = [
            ("Upload-Offset", offset.as_str()),
            ("Content-Type", "application/offset+octet-stream"),
        ];
        self.tus("PATCH", path, &headers, bytes)
    }

    /// How far a file is.
    fn offset(&self, path: &str) -> usize {
        let answer = self.tus("HEAD", path, &[], b"");
        assert_eq!(answer.status, 200, "{:?}", answer.headers);
        answer.header("upload-offset").parse().unwrap()
    }
}

fn metadata(visit: &str, sha256: &str) -> String {
    use base64::Engine as _;
    let coded = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    format!("observation {},sha256 {}", coded(visit), coded(sha256))
}

/// The originals of an audit, opened: every file of every visit, in order, by its hash.
async fn originals(house: &House) -> Vec<Vec<u8>> {
    use groundtruth::db::audit::audit_named;
    use groundtruth::db::fieldwork::{files_of, submissions_of};
    use groundtruth::domain::code::Code;
    use groundtruth::features::visits::store;
    let ctx = house.station.ctx();
    let (conn, scope, master) = (ctx.app.db.reads(), ctx.scope, &ctx.app.master);
    let code = Code::parse("a-0001").unwrap();
    let audit = audit_named(conn, scope, &code).await.unwrap().unwrap();
    let lines = submissions_of(conn, scope, audit.id).await.unwrap();
    let mut all = Vec::new();
    for line in lines {
        let files = files_of(conn, scope, master, &[line.id]).await.unwrap();
        for file in files.into_values().flatten() {
            let Some(blob) = file.blob else { continue };
            let reading = store::read(&ctx, blob).await.unwrap();
            all.push(reading.whole(1 << 30).await.unwrap().to_vec());
        }
    }
    all
}
