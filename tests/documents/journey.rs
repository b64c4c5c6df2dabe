//! An agreement from the upload to a quotation, on each database.

use groundtruth::db::key::organisation_key_of;
use groundtruth::db::log::{events_of, verify_log};

use super::papers::agreement;
use super::{adds, form_with, sends};
use crate::portal::browser::{Answer, attributes, between};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

fn quotes(visitor: &Visitor, page: &str, quote: &str) -> Answer {
    visitor.post(
        "/documents/D-0001/pages/1",
        &[("page", page), ("quote", quote)],
    )
}

/// Where a page offers to make a promise.
fn promise_of(answer: &Answer) -> Option<String> {
    let links = attributes(&answer.text(), "href");
    links
        .into_iter()
        .find(|link| link.starts_with("/register/promises"))
}

/// What a page says, without the number of its request.
fn words(answer: &Answer) -> String {
    let text = answer.text();
    let number = between(&text, "Number of this request: ", "<").to_owned();
    text.replace(&number, "")
}

fn hex(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_is_stored_looked_at_and_quoted() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let administrator = house.administrator("amina").await;
        let lead = house.member(&administrator, "audit_lead", "lea").await;
        let checker = house.member(&administrator, "checker", "che").await;
        assert!(lead.get("/documents").text().contains("No document yet"));
        let file = agreement();
        let added = adds(&lead, "Canarytitle 2026", &file);
        assert_eq!(
            (added.status, added.header("location")),
            (303, "/documents/D-0001"),
            "{}",
            added.text()
        );
        let page = lead.get("/documents/D-0001").text();
        assert!(
            page.contains(&hex(&file)) && page.contains("3 pages"),
            "{page}"
        );
        looks_at_pages(&lead);
        quotes_words(&lead, &checker);
        takes_the_file(&lead, &administrator, &file);
        refuses(&lead, &checker, &file);
        another_organisation_sees_nothing(&house).await;
        let (app, scope) = (&house.station.app, house.station.scope);
        let key = organisation_key_of(app.db.reads(), scope, &app.master).await;
        let key = key.unwrap().unwrap();
        let events = events_of(app.db.reads(), scope, 0, 100).await.unwrap();
        let kinds = events
            .iter()
            .filter_map(|line| line.event.as_ref())
            .map(|event| event.kind());
        assert_eq!(kinds.filter(|kind| kind == "document.received").count(), 3);
        let state = verify_log(app.db.reads(), scope, &key).await.unwrap();
        assert!(state.faults.is_empty(), "{:?}", state.faults);
        if house.station.engine == "SQLite" {
            nothing_is_readable_without_the_key(&house);
        }
        a_changed_file_is_noticed(&house, &lead);
    }
}

fn looks_at_pages(lead: &Visitor) {
    let answer = lead.get("/documents/D-0001/pages/1");
    assert!(
        answer
            .header("content-security-policy")
            .contains("script-src 'self'")
    );
    let page = answer.text();
    assert!(!page.contains(" style="));
    let text = between(&page, "class=\"read\"", "</div>");
    let read: Vec<String> = text
        .split("<p>")
        .skip(1)
        .map(|line| line.split("</p>").next().unwrap().trim().to_owned())
        .collect();
    assert_eq!(
        read,
        [
            "AGREEMENT between the Department and Canaryprovider Ltd about toilets",
            "1. The Provider shall deliver, clean",
            "and keep forty \u{fb01}tted toilets in the pro-",
            "vince, three times a week.",
            "2. The Department shall pay for each",
            "toilet that is in order, every month,",
            "within thirty days of the invoice.",
            "page 1 of 3",
        ]
    );
    // Each word lies over its picture where it is printed: 60 points from the left, 92 from above.
    let word = page
        .split("<text ")
        .find(|part| part.contains(">1.</text>"))
        .unwrap();
    let number = |name: &str| {
        between(word, &format!("{name}=\""), "\"")
            .parse::<i64>()
            .unwrap()
    };
    assert!(
        (number("x") - 6_000).abs() <= 10 && (number("y") - 9_200).abs() <= 30,
        "{word}"
    );
    let image = lead.get("/documents/D-0001/pages/1/image");
    assert_eq!(
        (image.status, image.header("content-type")),
        (200, "image/png")
    );
    assert!(image.body.starts_with(b"\x89PNG"));
    assert_eq!(
        u32::from_be_bytes(image.body[16..20].try_into().unwrap()),
        1_240
    );
    assert_eq!(
        image.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    let foreign = [("Sec-Fetch-Site", "cross-site")];
    assert_eq!(
        lead.ask("GET", "/documents/D-0001/pages/1/image", &foreign, "")
            .status,
        404
    );
    for path in [
        "D-0001/pages/0",
        "D-0001/pages/4",
        "D-0001/pages/01",
        "D-0001/pages/4/image",
        "D-1/pages/1",
        "D-0002",
        "d-0001",
    ] {
        assert_eq!(
            lead.get(&format!("/documents/{path}")).status,
            404,
            "{path}"
        );
    }
}

fn quotes_words(lead: &Visitor, checker: &Visitor) {
    // Over the line end, without the hyphen and the ligature that only the setting made.
    let right = quotes(
        lead,
        "1",
        "deliver, clean and keep forty fitted toilets in the province",
    );
    let text = right.text();
    assert!(text.contains("These words stand on page 1."), "{text}");
    let marked: Vec<&str> = text
        .split("<mark>")
        .skip(1)
        .filter_map(|part| part.split("</mark>").next())
        .collect();
    assert_eq!(
        marked.join(" "),
        "deliver, clean and keep forty \u{fb01}tted toilets in the pro- vince,"
    );
    assert_eq!(text.matches("class=\"marked\"").count(), marked.len());
    let promise = promise_of(&right).unwrap();
    assert!(
        promise.starts_with(
            "/register/promises/new?document=D-0001&page=1&quote=deliver%2C%20clean%20"
        ),
        "{promise}"
    );
    assert_eq!(
        promise_of(&quotes(checker, "1", "forty fitted toilets")),
        None
    );
    for (page, quote, said, is_ground) in [
        (
            "1",
            "kept for (at least) five years",
            "but on page 2.",
            false,
        ),
        (
            "1",
            "keep fifty fitted toilets",
            "do not stand in this document",
            false,
        ),
        ("3", "signed in Pretoria", "Not checked", true),
    ] {
        let answer = quotes(lead, page, quote);
        assert!(answer.text().contains(said), "{quote}: {}", answer.text());
        assert_eq!(promise_of(&answer).is_some(), is_ground, "{quote}");
    }
    let empty = quotes(lead, "1", "  ");
    assert_eq!(empty.status, 422);
    assert_eq!(quotes(lead, "1", &"long ".repeat(401)).status, 422);
    assert_eq!(quotes(lead, "9", "toilets").status, 404);
    // Nothing that is typed becomes part of the page.
    let evil = quotes(lead, "1", "<script>alert(1)</script>").text();
    assert!(!evil.contains("<script>alert"));
}

fn takes_the_file(lead: &Visitor, administrator: &Visitor, file: &[u8]) {
    let taken = lead.get("/documents/D-0001/file");
    assert_eq!(
        (taken.status, taken.header("content-type")),
        (200, "application/pdf")
    );
    assert_eq!(
        taken.header("content-disposition"),
        "attachment; filename=\"D-0001.pdf\""
    );
    assert_eq!(
        taken.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    // Pieces of an answer whose length nobody said come with their lengths between them.
    let whole = taken.body.windows(file.len()).any(|part| part == file);
    assert!(whole, "{} bytes", taken.body.len());
    let log = administrator.get("/access-log").text();
    assert!(log.contains("saved the file of a document") && log.contains("added a document"));
}

fn refuses(lead: &Visitor, checker: &Visitor, file: &[u8]) {
    let again = adds(lead, "Again", file);
    assert_eq!(again.status, 409);
    assert!(again.text().contains("/documents/D-0001"));
    assert_eq!(adds(checker, "Not theirs", b"text").status, 404);
    for (title, file, status) in [
        ("", b"some text".as_slice(), 422),
        ("Nothing", b"", 422),
        (
            "Drawing",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
            415,
        ),
    ] {
        assert_eq!(adds(lead, title, file).status, status, "{title}");
    }
    let text = String::from_utf8(form_with("Twice", b"x")).unwrap();
    let more = text.replace("name=\"title\"", "name=\"organisation_id\"");
    assert_eq!(sends(lead, "/documents", more.as_bytes()).status, 400);
    assert_eq!(
        sends(lead, "/documents", &text.as_bytes()[..text.len() - 30]).status,
        400
    );
    // What is refused leaves no number behind, and nothing to see.
    assert!(!lead.get("/documents").text().contains("D-0002"));
    let kept = adds(
        lead,
        "A letter",
        "Dear Provider,\nforty toilets.\n".as_bytes(),
    );
    assert_eq!(kept.header("location"), "/documents/D-0002");
    assert!(
        lead.get("/documents/D-0002/pages/1")
            .text()
            .contains("forty")
    );
    let office = adds(lead, "Annex", b"PK\x03\x04 an office file");
    assert_eq!(office.header("location"), "/documents/D-0003");
    assert!(
        lead.get("/documents/D-0003")
            .text()
            .contains("kept as it is")
    );
    assert_eq!(lead.get("/documents/D-0003/pages/1").status, 404);
}

async fn another_organisation_sees_nothing(house: &House) {
    let theirs = house.visitor();
    let scope = house.station.another("theirs").await;
    theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&theirs, "olga").await;
    assert!(theirs.get("/documents").text().contains("No document yet"));
    for path in ["", "/file", "/pages/1", "/pages/1/image"] {
        let foreign = theirs.get(&format!("/documents/D-0001{path}"));
        let missing = theirs.get(&format!("/documents/D-0099{path}"));
        assert_eq!((foreign.status, missing.status), (404, 404), "{path}");
        assert_eq!(
            words(&foreign).replace("D-0001", ""),
            words(&missing).replace("D-0099", ""),
            "{path}"
        );
    }
    assert_eq!(quotes(&theirs, "1", "toilets").status, 404);
    // The same bytes are no secret knock: they become a document of their own.
    assert_eq!(
        adds(&theirs, "Theirs", &agreement()).header("location"),
        "/documents/D-0001"
    );
}

fn files(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn nothing_is_readable_without_the_key(house: &House) {
    let mut found = Vec::new();
    files(house.station.folder(), &mut found);
    assert!(
        found
            .iter()
            .any(|path| path.starts_with(house.station.app.config.blob_folder()))
    );
    for path in found {
        let bytes = std::fs::read(&path).unwrap();
        for canary in [
            "Canarytitle",
            "Canaryprovider",
            "Canaryperson",
            "082 555 0199",
            "%PDF-",
            "agreement.exe",
        ] {
            let is_there = bytes
                .windows(canary.len())
                .any(|part| part == canary.as_bytes());
            assert!(!is_there, "{canary} is readable in {}", path.display());
        }
        assert!(!path.display().to_string().contains("agreement"));
    }
}

fn a_changed_file_is_noticed(house: &House, lead: &Visitor) {
    let mut found = Vec::new();
    files(&house.station.app.config.blob_folder(), &mut found);
    for path in found {
        let mut bytes = std::fs::read(&path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }
    assert_eq!(lead.get("/documents/D-0001/file").status, 500);
    assert_eq!(lead.get("/documents/D-0001/pages/1/image").status, 500);
    // What was read of it before stands.
    assert_eq!(lead.get("/documents/D-0001/pages/1").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn contract_to_promises() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        assert_eq!(adds(&lead, "The contract", &agreement()).status, 303);
        let marked = quotes(&lead, "1", "three times a week");
        let address = promise_of(&marked).expect("a promise can be made of it");
        assert!(
            lead.get(&address)
                .text()
                .contains("There is no agreement yet")
        );
        let entered = [("title", "Toilets in ten villages"), ("kind", "contract")];
        assert_eq!(lead.post("/register/new", &entered).status, 303);
        let choosing = lead.get(&address);
        let links = attributes(&choosing.text(), "href");
        let form = links
            .iter()
            .find(|link| link.starts_with("/register/A-0001/promises/new?"));
        let form = lead.get(
            &form
                .expect("the agreement is offered")
                .replace("&amp;", "&"),
        );
        assert_eq!(form.status, 200);
        assert!(
            form.text().contains("three times a week"),
            "{}",
            form.text()
        );
        let promise = |page: &str, quote: &str| {
            let fields = [
                ("step", "fields"),
                ("promise", "Every toilet is cleaned three times a week."),
                ("kind", "frequency"),
                ("unit", "toilets"),
                ("target", "times"),
                ("amount", "3"),
                ("per", "week"),
                ("document", "D-0001"),
                ("page", page),
                ("quote", quote),
            ];
            lead.post("/register/A-0001/promises/new", &fields)
        };
        let elsewhere = promise("2", "three times a week");
        assert_eq!(elsewhere.status, 422);
        assert!(
            elsewhere.text().contains("stand on page 1"),
            "{}",
            elsewhere.text()
        );
        let nowhere = promise("1", "four times a week");
        assert_eq!(nowhere.status, 422);
        assert!(nowhere.text().contains("do not stand in the document"));
        assert_eq!(promise("9", "three times a week").status, 422);
        let made = promise("1", "three times a week");
        assert_eq!(made.status, 303, "{}", made.text());
        let page = lead.get("/register/A-0001/promises/O-01").text();
        assert!(page.contains("three times a week"), "{page}");
        // The hash of the document stands in the terms, its title does not.
        let line = groundtruth::db::register::dossier_numbered(
            house.station.app.db.reads(),
            house.station.scope,
            1,
        );
        let line = line.await.unwrap().unwrap();
        let versions = groundtruth::db::register::versions_of(
            house.station.app.db.reads(),
            house.station.scope,
            line.id,
        );
        let versions = versions.await.unwrap();
        let source = &versions.last().unwrap().terms.sources[0];
        assert_eq!(source.sha256.as_deref(), Some(hex(&agreement()).as_str()));
        assert_eq!(source.title, "Document D-0001");
    }
}
