//! What every answer of every route carries, errors included. The routes are those of the table, so that a new one is
//! asked too.

use std::sync::Arc;

use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::config::Config;
use groundtruth::infra::http::Web;
use groundtruth::server::{Entrance, every_route};

use super::{Running, named, secure, this_machine};
use crate::portal::browser::{Answer, ask};
use crate::support::authority::Authority;
use crate::support::house::House;
use crate::support::station::Station;

const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE",
];

/// Every path of the table, its places filled with something, and paths that are not there.
async fn paths() -> Vec<String> {
    let station = Station::on_sqlite().await;
    let web = Web::new(Arc::clone(&station.app), station.scope);
    let routes = every_route(&web, &Arc::new(Shelf::new(Vec::new())));
    let mut paths = Vec::new();
    for line in routes.table() {
        for filling in ["nothing", "..%2f..%2fetc", "%00", "%3Cscript%3E"] {
            let parts: Vec<_> = line
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { filling } else { part })
                .collect();
            paths.push(parts.join("/"));
        }
    }
    paths.extend(["/nothing", "/%ff", "//", "/api/nothing"].map(str::to_owned));
    paths.sort();
    paths.dedup();
    assert!(paths.len() > 20);
    paths
}

fn carries_the_headers(what: &str, answer: &Answer, secure: bool) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    if policy != "default-src 'none'; sandbox" {
        for part in ["base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{what}: {policy}");
        }
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("server", ""),
        ("x-powered-by", ""),
        ("access-control-allow-origin", ""),
        ("access-control-allow-credentials", ""),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    let only_tls = if secure {
        "max-age=31536000; includeSubDomains"
    } else {
        ""
    };
    assert_eq!(
        answer.header("strict-transport-security"),
        only_tls,
        "{what}"
    );
    let kind = answer.header("content-type");
    if kind.starts_with("text/") {
        assert!(kind.ends_with("charset=utf-8"), "{what}: {kind}");
    }
    assert!(answer.status < 500, "{what}: {}", answer.status);
}

#[test]
fn every_route_carries_the_headers_whatever_is_asked() {
    let paths = tokio::runtime::Runtime::new().unwrap().block_on(paths());
    let running = Running::start(Config::default(), Entrance::on_this_machine(0));
    for path in &paths {
        for method in METHODS {
            let answer = ask(running.address, method, path, &[]);
            carries_the_headers(&format!("{method} {path}"), &answer, false);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_no_page_uses_is_refused_on_every_route() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let web = Web::new(Arc::clone(&house.station.app), house.station.scope);
    let routes = every_route(&web, &Arc::new(Shelf::new(Vec::new())));
    let mut asked = 0;
    for line in routes.table() {
        let path = line.path.replace(['{', '}'], "");
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "NOTHING"] {
            // The observations of programs alone are put, their files alone come part by part.
            let mut same = routes.table().iter();
            if same.any(|one| one.path == line.path && one.method == method) {
                continue;
            }
            for visitor in [&administrator, &house.visitor()] {
                let same_site = [("Sec-Fetch-Site", "same-origin")];
                let answer = visitor.ask(method, &path, &same_site, "");
                assert_eq!(answer.status, 405, "{method} {path}");
                // Nothing of the request comes back, as TRACE would have it.
                assert!(!answer.text().contains("Sec-Fetch-Site"), "{method} {path}");
                asked += 1;
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_panics_answers_with_a_number_and_the_server_goes_on() {
    use axum::Router;
    use axum::routing::get;
    use groundtruth::infra::http::{Door, Limits, serve, wrapped};
    let station = Station::on_sqlite().await;
    let web = Web::new(Arc::clone(&station.app), station.scope);
    let broken = || async {
        let nothing: Option<&str> = std::iter::empty().next();
        nothing.expect("a secret of the inside")
    };
    let router = Router::new()
        .route("/broken", get(broken))
        .route("/well", get(|| async { "well" }));
    let door = Door::open("127.0.0.1:0".parse().unwrap(), None, Limits::default());
    let door = door.await.unwrap();
    let address = door.address();
    tokio::spawn(serve(door, wrapped(router, web), std::future::pending()));
    for (path, status) in [("/broken", 500), ("/well", 200)].repeat(3) {
        let answer = ask(address, "GET", path, &[]);
        assert_eq!(answer.status, status, "{path}");
        if status == 500 {
            let number = answer.header("x-request-id");
            let text = answer.text();
            assert!(!number.is_empty() && text.contains(number), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
    }
}

#[test]
fn over_tls_every_route_says_that_it_wants_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Web authority");
    let identity = authority.identity(folder.path(), "web", &["watch.example"]);
    let file = authority.file(folder.path());
    let paths = tokio::runtime::Runtime::new().unwrap().block_on(paths());
    let entrance = secure(this_machine(), &identity);
    let running = Running::start(named("https://watch.example"), entrance);
    for path in &paths {
        let answer = running.ask_over_tls(&file, "watch.example", "GET", path);
        carries_the_headers(path, &answer, true);
    }
}

#[test]
fn no_other_origin_is_allowed_to_read() {
    let paths = tokio::runtime::Runtime::new().unwrap().block_on(paths());
    let paths: Vec<_> = paths
        .into_iter()
        .filter(|path| !path.contains('%'))
        .collect();
    assert!(paths.len() > 200, "{}", paths.len());
    let running = Running::start(Config::default(), Entrance::on_this_machine(0));
    for origin in [
        "null",
        "http://evil.example",
        "https://evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1:1",
        "https://localhost",
        "file://",
        "chrome-extension://a",
        "http://[::1]",
    ] {
        for method in ["GET", "OPTIONS"] {
            let asked = [
                ("Origin", origin),
                ("Access-Control-Request-Method", "GET"),
                ("Access-Control-Request-Headers", "authorization"),
            ];
            for path in &paths {
                let answer = ask(running.address, method, path, &asked);
                let mut names = answer.headers.keys();
                assert!(
                    names.all(|name| !name.starts_with("access-control-")),
                    "{method} {path} from {origin}"
                );
            }
        }
    }
}

#[test]
fn what_cannot_be_one_request_is_not_taken_for_two() {
    use std::io::{Read as _, Write as _};
    let running = Running::start(Config::default(), Entrance::on_this_machine(0));
    let host = running.address;
    for smuggled in [
        format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"
        ),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nX-A: b\r\n folded\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost : {host}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n"),
        format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
        ),
    ] {
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        let second = format!("GET /second HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(smuggled.as_bytes()).unwrap();
        // A server that has hung up already takes no more.
        let _ = stream.write_all(second.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        let first = answer.lines().next().unwrap_or_default().to_owned();
        assert!(
            first.contains(" 400") || first.contains(" 421") || first.is_empty(),
            "{smuggled:?}: {first}"
        );
    }
    // What one program takes for the end of a request and another for its middle: nothing after it is heard.
    let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
    for (what, heads, body) in [
        (
            "a length, and pieces",
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            format!("0\r\n\r\n{hidden}"),
        ),
        (
            "pieces, and a length",
            "Transfer-Encoding: chunked\r\nContent-Length: 40",
            format!("0\r\n\r\n{hidden}"),
        ),
        (
            "pieces, written oddly, and a length",
            "Transfer-Encoding:\tchunked\r\nContent-Length: 5",
            format!("0\r\n\r\n{hidden}"),
        ),
        (
            "pieces that are none",
            "Transfer-Encoding: xchunked\r\nContent-Length: 5",
            format!("0\r\n\r\n{hidden}"),
        ),
        (
            "pieces of which the first ends with a lone LF",
            "Transfer-Encoding: chunked",
            format!("5\nhello\n0\n\n{hidden}"),
        ),
        (
            "a piece longer than any number",
            "Transfer-Encoding: chunked",
            format!("fffffffffffffffff1\r\n{hidden}"),
        ),
        (
            "a lone CR within a head",
            "X-A: b\rContent-Length: 40",
            hidden.to_owned(),
        ),
        (
            "a head that goes on in the next line",
            "X-A: b\r\n Content-Length: 40",
            hidden.to_owned(),
        ),
        (
            "a signed length",
            "Content-Length: +5",
            format!("hello{hidden}"),
        ),
        (
            "two lengths in one",
            "Content-Length: 5, 6",
            format!("hello{hidden}"),
        ),
    ] {
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        let request = format!("POST /sign-in HTTP/1.1\r\nHost: {host}\r\n{heads}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).unwrap();
        let patience = Some(std::time::Duration::from_secs(60));
        stream.set_read_timeout(patience).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let answers = answer.matches("HTTP/1.1 ").count();
        assert!(answers <= 1, "{what}: {answer}");
        let is_refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4");
        assert!(is_refused, "{what}: {answer}");
    }
    // A lone LF at the end of a line of the head ends it, as RFC 9112 (2.2) lets a server read it; it hides nothing: what
    // another program may have taken for one line more is a line of this request, with its length.
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    let body = "x".repeat(hidden.len());
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nX-A: b\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}
