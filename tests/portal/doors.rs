//! What every answer carries, what is refused, and what the address chooses.

use super::browser::{ask, attributes, between, raw};
use super::site;

const PAGES: [&str; 6] = [
    "/",
    "/components",
    "/audits/mshengu-toilets",
    "/audits/mshengu-toilets/report.json",
    "/nothing",
    "/audits/nothing",
];

#[test]
fn every_answer_carries_the_headers_errors_included() {
    let site = site();
    for path in PAGES {
        for method in [
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE",
        ] {
            let answer = ask(site.address, method, path, &[]);
            let what = format!("{method} {path}");
            let policy = answer.header("content-security-policy");
            assert!(
                policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
                "{what}: {policy}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{what}");
            assert_eq!(
                answer.header("cross-origin-opener-policy"),
                "same-origin",
                "{what}"
            );
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                "same-origin",
                "{what}"
            );
            assert_eq!(answer.header("x-request-id").len(), 16, "{what}");
            assert!(
                answer
                    .header("permissions-policy")
                    .contains("geolocation=()"),
                "{what}"
            );
            for told in ["server", "x-powered-by", "access-control-allow-origin"] {
                assert_eq!(answer.header(told), "", "{what}");
            }
        }
    }
}

#[test]
fn a_page_answers_to_reading_and_to_nothing_else() {
    let site = site();
    for path in ["/", "/audits/mshengu-toilets", "/components"] {
        let read = site.get(path);
        let head = ask(site.address, "HEAD", path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(
            head.header("content-length"),
            read.body.len().to_string(),
            "{path}"
        );
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
            let answer = ask(site.address, method, path, &[]);
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(
                answer.header("allow").replace(' ', ""),
                "GET,HEAD",
                "{method} {path}"
            );
            assert!(
                answer.text().contains("This page can only be read"),
                "{method} {path}"
            );
        }
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let site = site();
    for own in ["localhost", "127.0.0.1:1", "[::1]:80"] {
        assert_eq!(
            ask(site.address, "GET", "/", &[("Host", own)]).status,
            200,
            "{own}"
        );
    }
    for other in [
        "example.org",
        "127.0.0.1.example.org",
        "10.0.0.1",
        "localhost@example.org",
        "",
        "localhost:80:80",
    ] {
        let answer = ask(site.address, "GET", "/", &[("Host", other)]);
        assert!(
            [400, 421].contains(&answer.status),
            "{other}: {}",
            answer.status
        );
        assert!(!answer.text().contains("mshengu"), "{other}");
    }
    let spoofed = ask(
        site.address,
        "GET",
        "/",
        &[("X-Forwarded-Host", "example.org")],
    );
    assert!(!spoofed.text().contains("example.org"));
    let elsewhere = format!(
        "GET http://example.org/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        site.address
    );
    assert_eq!(raw(site.address, elsewhere.as_bytes()).status, 421);
}

#[test]
fn what_is_hostile_is_not_there() {
    let site = site();
    let names = [
        "..",
        "%2e%2e",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "%3Cscript%3E",
        "MSHENGU-TOILETS",
        "mshengu-toilets%20",
        "'or'1'='1",
    ];
    let plain = site.get("/audits/nothing");
    let without_request =
        |text: &str| text.replace(between(text, "Number of this request: ", "<"), "");
    for name in names {
        for path in [
            format!("/audits/{name}"),
            format!("/audits/mshengu-toilets/promises/{name}"),
            format!("/audits/mshengu-toilets/workings/{name}"),
            format!("/audits/mshengu-toilets/report.{name}"),
            format!("/audits/mshengu-toilets/{name}"),
            format!("/assets/{name}/groundtruth.css"),
        ] {
            let answer = site.get(&path);
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(
                without_request(&answer.text()),
                without_request(&plain.text()),
                "{path}"
            );
        }
    }
}

#[test]
fn a_number_that_cannot_be_a_name_is_told_as_an_error_page() {
    let answer = site().get("/audits/%ff%fe");
    assert!([400, 404].contains(&answer.status));
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(answer.text().contains("<h1>"));
}

#[test]
fn filters_and_order_stand_in_the_address() {
    let site = site();
    let numbers = |query: &str| -> Vec<String> {
        let page = site
            .get(&format!("/audits/practice-lunch-tables{query}"))
            .text();
        let rows = page.split("<article class=\"row\">").skip(1);
        rows.map(|row| between(row, "/promises/", "\"").to_owned())
            .collect()
    };
    assert_eq!(numbers("").len(), 9);
    assert_eq!(numbers("?verdict=delivered"), ["O-05", "O-06", "O-07"]);
    assert_eq!(numbers("?verdict=delivered&grade=users_said"), ["O-07"]);
    assert_eq!(numbers("?counted=provider"), ["O-01", "O-02"]);
    assert_eq!(
        numbers("?verdict=&grade=&counted=&sort=verdict")
            .first()
            .map(String::as_str),
        Some("O-04")
    );
    let by_gap = numbers("?sort=gap");
    assert_eq!(by_gap[..4], ["O-04", "O-03", "O-02", "O-01"]);
    assert!(numbers("?verdict=wrong_way").is_empty());
    let empty = site
        .get("/audits/practice-lunch-tables?verdict=wrong_way")
        .text();
    assert!(
        empty.contains("No promise is like that")
            && empty.contains("href=\"/audits/practice-lunch-tables#comparison\"")
    );
    let chosen = site
        .get("/audits/practice-lunch-tables?verdict=delivered&sort=gap")
        .text();
    assert!(
        chosen.contains("<option value=\"delivered\" selected>")
            && chosen.contains("<option value=\"gap\" selected>")
    );
    let hostile = site
        .get("/audits/practice-lunch-tables?verdict=%3Cscript%3E&sort=%22%3E")
        .text();
    assert!(!hostile.contains("<script"));
}

#[test]
fn editions_come_under_a_safe_name_and_a_policy_of_their_own() {
    let site = site();
    let html = site.get("/audits/mshengu-toilets/report.html");
    assert!(html.header("content-disposition").starts_with("inline"));
    let policy = html.header("content-security-policy");
    assert!(
        policy.contains("style-src 'sha256-")
            && !policy.contains("'self'")
            && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = site.get("/audits/mshengu-toilets").text();
    let editions = attributes(&page, "href");
    let editions: Vec<_> = editions
        .iter()
        .filter(|link| link.contains("/report.") && !link.ends_with(".html"))
        .collect();
    assert!(!editions.is_empty());
    for path in editions {
        let answer = site.get(path);
        let ending = path.rsplit('.').next().unwrap();
        assert_eq!(
            answer.header("content-disposition"),
            format!("attachment; filename=\"mshengu-toilets.{ending}\"")
        );
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; sandbox"
        );
        assert!(!answer.body.is_empty());
    }
}

#[test]
fn assets_may_be_kept_for_ever_and_pages_are_asked_for_again() {
    let site = site();
    let page = site.get("/");
    assert_eq!(page.header("cache-control"), "no-cache");
    let page = page.text();
    let style = attributes(&page, "href")
        .into_iter()
        .find(|link| link.ends_with(".css"))
        .unwrap();
    let folder = style.trim_end_matches("groundtruth.css");
    for file in [
        "groundtruth.css",
        "mark.svg",
        "plex-sans-400.woff2",
        "plex-sans-600.woff2",
        "plex-serif-600.woff2",
        "OFL-IBM-Plex.txt",
    ] {
        let answer = site.get(&format!("{folder}{file}"));
        assert_eq!(answer.status, 200, "{file}");
        assert!(
            answer.header("cache-control").contains("immutable"),
            "{file}"
        );
        assert!(answer.body.len() < 60_000, "{file}");
    }
    assert_eq!(
        site.get("/assets/0000000000000000/groundtruth.css").status,
        404
    );
    let small = ask(site.address, "GET", "/", &[("Accept-Encoding", "gzip")]);
    assert_eq!(small.header("content-encoding"), "gzip");
}

#[test]
fn a_chronology_tells_what_was_agreed_paid_claimed_seen_and_answered() {
    let page = site().get("/audits/practice-lunch-tables/chronology");
    let page = page.text();
    let mut at = 0;
    // In the order in which it happened.
    for said in [
        "The agreement was signed.",
        "Paid: €47,520.00, warm meals of March 2026 (counted by: the funder)",
        "Claimed by",
        "Sixteen visits to the lunch tables.",
        "The Kitchen answered the draft",
        "Looked at again, the allergen notice was there",
    ] {
        let next = page[at..].find(said);
        at += next.unwrap_or_else(|| panic!("{said} is not there, or not in its order: {page}"));
    }
}
