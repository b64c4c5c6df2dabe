//! Requests that mean harm, by a fixed seed: every route, six roles, hostile values in address, question and body. None
//! ends in a fault of the server, and afterwards all is as before.

#![expect(clippy::disallowed_methods, reason = "a drill is chosen from outside")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use groundtruth::domain::actor::Role;
use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::http::{RouteLine, Takes, Web};
use groundtruth::server::every_route;
use sha2::{Digest, Sha256};

use crate::portal::browser::read;
use crate::support::house::{House, Visitor};
use crate::support::postgres::say;

/// How many are sent; a drill sends more: `GROUNDTRUTH_TEST_REQUESTS=50000`.
const REQUESTS: u64 = 3_000;

fn how_many() -> u64 {
    let asked = std::env::var("GROUNDTRUTH_TEST_REQUESTS").ok();
    asked.map_or(REQUESTS, |text| text.parse().unwrap())
}

/// Chance by a seed, so that what was found can be found again.
struct Dice(Sha256, u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.1 += 1;
        let thrown = self.0.clone().chain_update(self.1.to_be_bytes()).finalize();
        let bytes = <[u8; 8]>::try_from(&thrown[..8]).unwrap();
        usize::try_from(u64::from_be_bytes(bytes) % most as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// What is put where something is asked for; as it stands in an address or a form, escaped where it must be.
fn values() -> Vec<String> {
    let long = "A".repeat(5_000);
    let deep = "%5B".repeat(300);
    let mut all: Vec<String> = [
        "",
        "0",
        "-1",
        "1e309",
        "NaN",
        "99999999999999999999999999",
        "9223372036854775808",
        "0x10",
        "1,000",
        "%20",
        "%00",
        "%ff%fe",
        "%c3%28",
        "%ed%a0%80",
        "%F4%90%80%80",
        "..%2f..%2fetc%2fpasswd",
        "..%5C..%5Cwin",
        "%2e%2e",
        "%27%20OR%20%271%27%3D%271",
        "%27%3B%20DROP%20TABLE%20audit%3B--",
        "%22%29%20UNION%20SELECT%201",
        "%25%25",
        "%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
        "%22%3E%3Csvg%20onload%3Dalert%281%29%3E",
        "%7B%7B7*7%7D%7D",
        "%7B%25%20include%20%22x%22%20%25%7D",
        "%24%7Bjndi%3Aldap%3A%2F%2Fa%7D",
        "%0D%0ASet-Cookie%3A%20a%3Db",
        "%E2%80%AE",
        "%E2%80%A8",
        "%F0%9F%9A%BD",
        "%D9%83%D9%84",
        "CON",
        "NUL",
        "null",
        "true",
        "[]",
        "%7B%7D",
        "%22",
        "A-0001",
        "a-0001",
        "O-01",
        "D-0001",
        "Q-0001",
        "B-0001",
        "S-0001",
        "s-0001",
        "2026-02-30",
        "0000-00-00",
        "-2026-01-01",
        "9999-12-31",
        "10000-01-01",
        "at_least",
        "contract",
        "quantity",
        "fields",
        "yes",
        "in_order",
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "javascript%3Aalert%281%29",
        "%3D1%2B1",
        "%40SUM%281%29",
    ]
    .map(String::from)
    .to_vec();
    all.push(long);
    all.push(deep);
    all
}

/// Every name of a field that a template of ours asks for.
fn names_of_fields() -> Vec<String> {
    fn look(folder: &Path, names: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, names);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for mark in ["name=\"", "text(\"", "area(\"", "secret(\""] {
                let after = text.split(mark).skip(1);
                let named = after.filter_map(|rest| rest.split('"').next());
                names.extend(named.filter(|n| !n.contains('{')).map(str::to_owned));
            }
        }
    }
    let mut names = BTreeSet::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/pages");
    look(Path::new(pages), &mut names);
    names.extend(
        [
            "page",
            "q",
            "on",
            "place",
            "seen-o-01",
            "value-o-01",
            "organisation_id",
        ]
        .map(String::from),
    );
    names.into_iter().collect()
}

struct Attack {
    values: Vec<String>,
    names: Vec<String>,
    dice: Dice,
}

impl Attack {
    fn value(&mut self) -> String {
        let at = self.dice.below(self.values.len());
        self.values[at].clone()
    }

    fn pairs(&mut self, most: usize) -> String {
        let mut pairs = Vec::new();
        for _ in 0..self.dice.below(most + 1) {
            let at = self.dice.below(self.names.len());
            let value = self.value();
            pairs.push(format!("{}={value}", self.names[at]));
        }
        pairs.join("&")
    }

    fn path(&mut self, line: &RouteLine) -> String {
        let parts: Vec<String> = line
            .path
            .split('/')
            .map(|part| match part.starts_with('{') {
                true => self.value(),
                false => part.to_owned(),
            })
            .collect();
        let path = parts.join("/");
        match self.dice.below(3) {
            0 => path,
            _ => format!("{path}?{}", self.pairs(3)),
        }
    }

    /// A body and what it says it is.
    fn body(&mut self, line: &RouteLine) -> (String, Vec<u8>) {
        let form = "application/x-www-form-urlencoded".to_owned();
        let parted = "multipart/form-data; boundary=X".to_owned();
        let takes_file = matches!(line.takes, Takes::File);
        match self.dice.below(8) {
            0 => (form, vec![b'a'; 200_000]),
            1 => (form, b"%%%=%&&&==;\xff\xfe\x00".to_vec()),
            2 => {
                let json = "[".repeat(2_000);
                ("application/json".to_owned(), json.into_bytes())
            }
            3 if takes_file => (
                parted,
                b"--X\r\nContent-Disposition: form-data\r\n\r\n".to_vec(),
            ),
            _ if takes_file => {
                let name = self.value();
                let kinds = ["application/pdf", "text/csv", "image/svg+xml", "x", ""];
                let kind = self.dice.of(&kinds);
                let contents: [&[u8]; 6] = [
                    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
                    b"PK\x03\x04\x00\x00\x00\x00\xff\xff",
                    b"<svg onload=alert(1)>",
                    b"a,b\n=1+1,\"\n",
                    b"{\"releases\":[{\"ocid\":1}]}",
                    b"",
                ];
                let content = self.dice.of(&contents);
                let at = self.dice.below(self.names.len());
                let mut body = format!(
                    "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
                )
                .into_bytes();
                body.extend_from_slice(content);
                let more = format!(
                    "\r\n--X\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{name}\r\n--X--\r\n",
                    self.names[at]
                );
                body.extend_from_slice(more.as_bytes());
                (parted, body)
            }
            _ => (form, self.pairs(12).into_bytes()),
        }
    }
}

fn send(
    visitor: &Visitor,
    method: &str,
    path: &str,
    body: Option<(String, Vec<u8>)>,
) -> (u16, String) {
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n",
        visitor.address
    );
    if let Some(cookie) = visitor.cookie.borrow().as_ref() {
        head.push_str(&format!("Cookie: {cookie}\r\n"));
    }
    let mut bytes = Vec::new();
    if let Some((kind, body)) = body {
        head.push_str(&format!(
            "Content-Type: {kind}\r\nContent-Length: {}\r\n",
            body.len()
        ));
        bytes = body;
    }
    let mut request = format!("{head}\r\n").into_bytes();
    request.extend(bytes);
    let mut stream = TcpStream::connect(visitor.address).unwrap();
    let patience = Some(Duration::from_secs(60));
    stream.set_read_timeout(patience).unwrap();
    let mut answer = Vec::new();
    // Who sends too much may be cut off before the answer is read.
    let _ = stream.write_all(&request);
    let _ = stream.read_to_end(&mut answer);
    if answer.is_empty() && request.len() > 64 * 1024 {
        return (413, String::new());
    }
    let answer = read(&answer);
    (
        answer.status,
        String::from_utf8_lossy(&answer.body).into_owned(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_of_any_role_ends_in_a_fault() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let mut visitors = vec![house.visitor()];
    for (role, name) in Role::ALL
        .into_iter()
        .zip(["ann", "bea", "cai", "dan", "eve"])
    {
        visitors.push(house.member(&administrator, role.word(), name).await);
    }
    let web = Web::new(Arc::clone(&house.station.app), house.station.scope);
    let routes = every_route(&web, &Arc::new(Shelf::new(Vec::new())));
    // Signing out would end the walk.
    let table: Vec<RouteLine> = routes
        .table()
        .iter()
        .filter(|line| line.path != "/sign-out")
        .copied()
        .collect();
    let seed: &[u8] = b"hostile requests, 1";
    let mut attack = Attack {
        values: values(),
        names: names_of_fields(),
        dice: Dice(Sha256::new_with_prefix(seed), 0),
    };
    assert!(attack.names.len() > 40, "{:?}", attack.names);
    let mut told: BTreeMap<u16, u64> = BTreeMap::new();
    let mut routes_asked = BTreeSet::new();
    for number in 0..how_many() {
        let line = table[attack.dice.below(table.len())];
        let who = attack.dice.below(visitors.len());
        let path = attack.path(&line);
        let body = (line.method == "POST").then(|| attack.body(&line));
        let shown = body.as_ref().map(|(kind, bytes)| {
            let most = bytes.len().min(300);
            format!("{kind}: {}", String::from_utf8_lossy(&bytes[..most]))
        });
        let (status, text) = send(&visitors[who], line.method, &path, body);
        assert!(
            status < 500,
            "request {number} as {who}: {} {path} {shown:?}: {status} {text}",
            line.method
        );
        assert!(
            !text.contains("<script>alert"),
            "request {number}: {path} {shown:?}"
        );
        *told.entry(status).or_default() += 1;
        routes_asked.insert((line.method, line.path));
    }
    assert!(
        routes_asked.len() * 10 > table.len() * 9,
        "{}",
        routes_asked.len()
    );
    assert!(told.len() >= 5, "{told:?}");
    // All are still there, and so is the server.
    assert_eq!(house.visitor().get("/").status, 200);
    for visitor in &visitors[1..] {
        assert_eq!(visitor.get("/account").status, 200);
    }
    say(&format!(
        "hostile requests by their answers: {told:?}, on {} routes",
        routes_asked.len()
    ));
}
