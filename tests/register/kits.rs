//! Kits of one's own on the web: made of an agreement, passed on, opened by others, and the letters.

use super::{lead, plain, read, sent};
use crate::portal::browser::{Answer, raw};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const MARK: &str = "a-mark-between-parts";

/// Sends fields as a form with files does.
fn sends(visitor: &Visitor, fields: &[(&str, &[u8])]) -> Answer {
    let mut body: Vec<u8> = Vec::new();
    for (name, value) in fields {
        let head = format!(
            "--{MARK}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"kit.yaml\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend_from_slice(value);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{MARK}--\r\n").as_bytes());
    let cookie = visitor.cookie.borrow().clone().unwrap_or_default();
    let mut request = format!(
        "POST /start/kits/own HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nContent-Length: {}\r\n\
         Cookie: {cookie}\r\nContent-Type: multipart/form-data; boundary={MARK}\r\n\
         Sec-Fetch-Site: same-origin\r\n\r\n",
        visitor.address,
        body.len()
    )
    .into_bytes();
    request.extend(body);
    raw(visitor.address, &request)
}

async fn taps(house: &House) -> Visitor {
    let amina = lead(house).await;
    let fields = [
        ("title", "Taps in Ward 5"),
        ("kind", "contract"),
        ("providers", "The Water Company"),
        ("places", "Tap one\nTap two"),
    ];
    sent(&amina, "/register/new", &fields);
    let promise = [
        ("promise", "At least 10 taps work at each place."),
        ("unit", "taps"),
        ("target", "at_least"),
        ("amount", "10"),
        ("each_place", "yes"),
    ];
    sent(&amina, "/register/A-0001/promises/new", &promise);
    amina
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kit_made_of_an_agreement_is_passed_on_and_used_by_others() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = taps(&house).await;
        assert!(read(&amina, "/register/A-0001").contains("Make a kit of this"));
        let file = amina.get("/register/A-0001/kit");
        assert_eq!(file.status, 200);
        assert_eq!(
            file.header("content-type"),
            "application/yaml; charset=utf-8"
        );
        let disposition = file.header("content-disposition");
        assert!(disposition.contains("A-0001-kit.yaml"), "{disposition}");
        assert!(file.text().starts_with("format: groundtruth-kit/1"));

        // Another organisation opens it, fills in a number of its own, and has the promise.
        let theirs = house.visitor();
        let scope = house.station.another("theirs").await;
        theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
        house.sets_up_a_factor(&theirs, "olga").await;
        assert_eq!(theirs.get("/register/A-0001/kit").status, 404);
        assert!(read(&theirs, "/start/kits").contains("Use a kit that you were given"));
        read(&theirs, "/start/kits/own");
        let opened = sends(&theirs, &[("kit", &file.body)]);
        assert_eq!(opened.status, 200, "{}", plain(&opened));
        let form = opened.text();
        assert!(
            form.contains("How many: taps?") && form.contains("value=\"10\""),
            "{form}"
        );
        let with = |number: &[u8]| {
            sends(
                &theirs,
                &[
                    ("kit", &file.body),
                    ("fill", b"yes"),
                    ("provider", b"The Well Company"),
                    ("places", b"Well one; Well two; Well three"),
                    ("o-01-number", number),
                ],
            )
        };
        let wrong = with(b"many");
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("value=\"many\"") && plain(&wrong).contains("not a number"));
        assert!(
            wrong.text().contains("groundtruth-kit"),
            "the kit goes along"
        );
        let done = with(b"12");
        assert_eq!(done.status, 303, "{}", plain(&done));
        let page = read(&theirs, done.header("location"));
        assert!(
            page.contains("At least 12 taps work at each place."),
            "{page}"
        );
        assert!(
            page.contains("The Well Company") && page.contains("Well three"),
            "{page}"
        );
        // Only who may change the register makes something of it.
        let observer = house.member(&amina, "observer", "otto").await;
        assert_eq!(observer.get("/register/A-0001/kit").status, 200);
        assert_eq!(observer.get("/start/kits/own").status, 404);
        assert_eq!(sends(&observer, &[("kit", &file.body)]).status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_kit_is_refused_with_its_place() {
    let house = House::on_sqlite().await;
    let amina = taps(&house).await;
    let file = amina.get("/register/A-0001/kit").text();
    let broken = file.replace("{o-01-number}", "{nobody}");
    let deep = "[".repeat(100_000);
    let large = "# x\n".repeat(400_000);
    for (kit, says) in [
        ("", "Choose a file first"),
        ("title: [", "Line"),
        ("format: groundtruth-kit/1\nid: x\n", "Line"),
        (broken.as_str(), "Line"),
        ("a: &b c\nd: *b\n", "anchors"),
        (deep.as_str(), "not YAML"),
        (large.as_str(), "larger than 1 MB"),
        ("a: b\n---\nc: d\n", "one document"),
    ] {
        let answer = sends(&amina, &[("kit", kit.as_bytes())]);
        let head: String = kit.chars().take(40).collect();
        assert_eq!(answer.status, 422, "{head}");
        let page = plain(&answer);
        assert!(page.contains(says), "{head}: {page}");
    }
    assert_eq!(sends(&amina, &[("kit", b"\xff\xfe\x00")]).status, 422);
    let script = file.replace("Taps in Ward 5", "<script>alert(1)</script>");
    let opened = sends(&amina, &[("kit", script.as_bytes())]);
    assert_eq!(opened.status, 200);
    assert!(!opened.text().contains("<script>"));
    // Twice the same field, and a form that ends early, are no form of ours.
    let one = file.as_bytes();
    assert_eq!(sends(&amina, &[("kit", one), ("kit", one)]).status, 400);
    // Where nothing is promised there is nothing to pass on.
    sent(
        &amina,
        "/register/new",
        &[("title", "Nothing yet"), ("kind", "contract")],
    );
    assert_eq!(amina.get("/register/A-0002/kit").status, 404);
    assert_eq!(amina.get("/register/A-0009/kit").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_filled_in_and_what_is_open_is_a_line() {
    let house = House::on_sqlite().await;
    let amina = taps(&house).await;
    let page = read(&amina, "/register/A-0001/letters");
    for says in [
        "Request for records: Taps in Ward 5",
        "Water Watch, 1 July 2026",
        "Please answer by ____",
        "Complain to who supervises",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains('{'), "{page}");
    let typed = [
        ("deadline", "2026-07-31"),
        ("regulator", "The Water Board"),
        ("finding", "Three of ten taps are <b>dry</b>."),
    ];
    let filled = amina.post("/register/A-0001/letters", &typed);
    assert_eq!(filled.status, 200);
    let text = filled.text();
    assert!(
        text.contains("Three of ten taps are &lt;b&gt;dry"),
        "{text}"
    );
    let page = plain(&filled);
    for says in ["Please answer by 31 July 2026", "To The Water Board."] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("____"), "{page}");
    let wrong = amina.post("/register/A-0001/letters", &[("deadline", "soon")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"soon\""));
    // In the language of whoever reads.
    for (code, says) in [
        ("es", "Solicitud de documentos"),
        ("fr", "Demande de documents"),
    ] {
        let headers = [("Accept-Language", code)];
        let page = amina.ask("GET", "/register/A-0001/letters", &headers, "");
        assert!(page.text().contains(says), "{code}: {}", plain(&page));
    }
    assert_eq!(amina.get("/register/A-0009/letters").status, 404);
}
