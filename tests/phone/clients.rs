//! Two public clients of the protocol send photographs over a network that cuts: everything arrives to the byte, and no cut
//! costs more than the part that was on its way.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look for programs on the machine they run on, and start them"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::cutting::Cutting;
use super::{hash, id, originals, with_a_phone};
use crate::pictures::makers::{jpeg, scene};
use crate::support::house::House;
use crate::support::postgres::say;
use crate::support::programs::on_path;

/// Bytes that a client sends with one request.
const CHUNK: u64 = 16 * 1024;
/// Each photograph is cut so often.
const CUTS: u64 = 6;
/// Heads of requests and of what is asked between them.
const HEAD: u64 = 1_200;

/// A client that reads lines (file, observation, SHA-256) and says `done` after each.
struct Client {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<PathBuf>,
}

fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}

fn missing(what: &str) {
    assert!(!is_ci(), "{what}");
    say(&format!("skipped: uploads by a public client: {what}"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tuspy() -> Option<Client> {
    let program = root().join("target/python/bin/python");
    let has = Command::new(&program)
        .args(["-c", "import tusclient"])
        .output();
    if !has.is_ok_and(|output| output.status.success()) {
        missing("no tuspy (install with: target/python/bin/pip install tuspy==1.1.0)");
        return None;
    }
    Some(Client {
        name: "tuspy",
        program,
        arguments: vec![root().join("tests/phone/tuspy_client.py")],
    })
}

fn tus_js() -> Option<Client> {
    let modules = std::env::var_os("GROUNDTRUTH_TEST_NODE_MODULES")
        .map_or_else(|| root().join("target/npm/node_modules"), PathBuf::from);
    let has = modules.join("tus-js-client/package.json").is_file();
    let (Some(program), true) = (on_path("node"), has) else {
        missing(
            "no tus-js-client (install with: npm install --prefix target/npm tus-js-client@4.3.1)",
        );
        return None;
    };
    Some(Client {
        name: "tus-js-client",
        program,
        arguments: vec![root().join("tests/phone/tus_client.mjs"), modules],
    })
}

/// The same picture with a number in a comment: other bytes each time, made at once.
fn numbered(picture: &[u8], number: u64) -> Vec<u8> {
    let mut file = picture[..2].to_vec();
    file.extend_from_slice(&[0xFF, 0xFE, 0, 10]);
    file.extend_from_slice(&number.to_be_bytes());
    file.extend_from_slice(&picture[2..]);
    file
}

async fn sends_everything(client: Client) {
    let wanted = std::env::var("GROUNDTRUTH_UPLOADS").ok();
    let wanted = wanted.and_then(|count| count.parse().ok());
    let wanted: u64 = wanted.unwrap_or(if is_ci() { 100 } else { 10 });
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    let proxy = Cutting::before(house.address, (2_000, 24_000));
    let folder = tempfile::tempdir().unwrap();
    let mut running = Command::new(&client.program)
        .args(&client.arguments)
        .arg(format!("http://{}/uploads", proxy.address))
        .args([
            format!("Bearer {}", phone.token),
            house.address.to_string(),
            CHUNK.to_string(),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = running.stdin.take().unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
    let (mut waste, mut cuts, mut sizes) = (0, 0, 0);
    let picture = jpeg(&scene(1600, 1200, 1), 97);
    let mut hashes = Vec::new();
    for number in 0..wanted {
        let file = numbered(&picture, number);
        assert!(file.len() as u64 > 6 * CHUNK, "{}", file.len());
        phone.sends(&id(number), &[&file]);
        let path = folder.path().join("photograph.jpg");
        std::fs::write(&path, &file).unwrap();
        let (sent, cut) = (proxy.sent(), proxy.cuts());
        proxy.cut(i64::try_from(CUTS).unwrap());
        writeln!(input, "{} {} {}", path.display(), id(number), hash(&file)).unwrap();
        input.flush().unwrap();
        let said = lines.next().expect("it goes on").unwrap();
        assert_eq!(said, "done", "{} at {number}", client.name);
        let (sent, cut) = (proxy.sent() - sent, proxy.cuts() - cut);
        let size = file.len() as u64;
        assert!(cut >= 5, "{}: only {cut} cuts at {number}", client.name);
        let requests = size.div_ceil(CHUNK) + 3 * cut + 3;
        let most = size + cut * CHUNK + requests * HEAD;
        assert!(
            sent <= most,
            "{}: {sent} bytes for {size} with {cut} cuts",
            client.name
        );
        waste += sent.saturating_sub(size);
        cuts += cut;
        sizes += size;
        hashes.push(hash(&file));
    }
    drop(input);
    assert!(running.wait().unwrap().success());
    let kept = originals(&house).await;
    let mut kept: Vec<String> = kept.iter().map(|one| hash(one)).collect();
    kept.sort();
    hashes.sort();
    assert!(kept == hashes, "{}: other bytes", client.name);
    println!(
        "{}: {wanted} photographs, {sizes} bytes, {cuts} cuts, {waste} bytes more",
        client.name
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tuspy_sends_photographs_over_a_network_that_cuts() {
    if let Some(client) = tuspy() {
        sends_everything(client).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tus_js_client_sends_photographs_over_a_network_that_cuts() {
    if let Some(client) = tus_js() {
        sends_everything(client).await;
    }
}
