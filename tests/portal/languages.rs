//! A page is read in the language that was chosen, wished for, or usual; nothing else can be done with that.

use super::browser::{Answer, ask, raw};
use super::site;

fn read(path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(site().address, "GET", path, headers)
}

fn language_of(answer: &Answer) -> String {
    let page = answer.text();
    let tag = page.split("<html lang=\"").nth(1).unwrap();
    let code = tag.split('"').next().unwrap().to_owned();
    assert_eq!(answer.header("content-language"), code);
    for named in ["Accept-Language", "Cookie"] {
        assert!(answer.header("vary").contains(named));
    }
    code
}

/// What the form in the foot of a page sends.
/// What a browser says of a form on a page of ours.
const OWN: [(&str, &str); 1] = [("Sec-Fetch-Site", "same-origin")];

fn choose(body: &str, headers: &[(&str, &str)]) -> Answer {
    let address = site().address;
    let mut request = format!(
        "POST /language HTTP/1.1\r\nConnection: close\r\nHost: {address}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    raw(address, format!("{request}\r\n{body}").as_bytes())
}

#[test]
fn the_browser_wishes_and_the_cookie_decides() {
    for (wish, cookie, code) in [
        ("", "", "en"),
        ("de, pt;q=0.5", "", "en"),
        ("es-MX, en;q=0.5", "", "es"),
        ("en;q=0.2, fr;q=0.9", "", "fr"),
        ("fr", "language=es", "es"),
        ("fr", "session=x; language=en", "en"),
    ] {
        let headers = [("Accept-Language", wish), ("Cookie", cookie)];
        for path in ["/", "/components", "/audits/mshengu-toilets", "/nothing"] {
            assert_eq!(
                language_of(&read(path, &headers)),
                code,
                "{path} {headers:?}"
            );
        }
    }
    let page = read("/", &[("Accept-Language", "es")]).text();
    assert!(page.contains("¿Se cumplió?") && page.contains("Prometido"));
    let lost = read("/nothing", &[("Accept-Language", "fr")]);
    assert_eq!(lost.status, 404);
    assert!(lost.text().contains("Il n’y a rien à cette adresse"));
}

#[test]
fn what_an_audit_says_in_another_language_is_marked_as_that() {
    let path = "/audits/mshengu-toilets";
    let page = read(path, &[("Accept-Language", "fr")]).text();
    assert!(page.contains("<h1 lang=\"en\" dir=\"ltr\">"));
    assert!(page.contains("Ce rapport ne dit pas"));
    let page = read(path, &[("Accept-Language", "en")]).text();
    assert!(page.contains("<h1><bdi>"));
}

#[test]
fn hostile_wishes_change_nothing() {
    let long = "es,".repeat(1_500);
    let wishes = [
        "<script>",
        "../../es",
        "es;q=2",
        "es;q=NaN",
        "\"es\"",
        ";;;,,,q=",
        long.as_str(),
    ];
    for wish in wishes {
        assert_eq!(
            language_of(&read("/", &[("Accept-Language", wish)])),
            "en",
            "{wish}"
        );
    }
    for cookie in [
        "language=",
        "language=ES",
        "language=../es",
        "language=<b>",
        "language=es%00",
    ] {
        let page = read("/", &[("Cookie", cookie)]);
        assert_eq!(language_of(&page), "en", "{cookie}");
        assert!(!page.text().contains("<b>"), "{cookie}");
    }
}

#[test]
fn a_choice_is_kept_and_leads_back() {
    let page = read("/audits/mshengu-toilets?sort=gap", &[]).text();
    assert!(page.contains("value=\"&#x2f;audits&#x2f;mshengu-toilets?sort=gap\""));
    for name in ["English", "Español", "Français"] {
        assert!(page.contains(&format!(">{name}</button>")), "{name}");
    }
    let body = "back=%2Faudits%2Fmshengu-toilets%3Fsort%3Dgap&language=es";
    let answer = choose(
        body,
        &[("Sec-Fetch-Site", "same-origin"), ("Origin", "null")],
    );
    assert_eq!(answer.status, 303);
    assert_eq!(
        answer.header("location"),
        "/audits/mshengu-toilets?sort=gap"
    );
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("language=es; Path=/; Max-Age="),
        "{cookie}"
    );
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
}

#[test]
fn a_choice_leads_nowhere_else_and_comes_from_nowhere_else() {
    for back in [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "%2Fa%0D%0AX%3A+y",
        "",
    ] {
        let answer = choose(&format!("language=fr&back={back}"), &OWN);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/"),
            "{back}"
        );
        assert_eq!(answer.header("x"), "");
    }
    for body in [
        "language=de",
        "language=",
        "language=es%3B+Secure",
        "back=%2F",
        "",
        "language=es&evil=1",
        "\u{1}",
    ] {
        let answer = choose(body, &OWN);
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (400, ""),
            "{body:?}"
        );
    }
    let here = format!("http://{}", site().address);
    assert_eq!(choose("language=es", &[("Origin", &here)]).status, 303);
    for foreign in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "null"),
        ("Origin", "https://evil.example"),
        ("Origin", "http://localhost.evil.example"),
    ] {
        let answer = choose("language=es", &[foreign]);
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (403, ""),
            "{foreign:?}"
        );
    }
    assert_eq!(read("/language", &[]).status, 405);
}
