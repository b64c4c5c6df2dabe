//! An address that a calendar subscribes to: it shows the due visits of one audit, by itself, until it is taken back.

use crate::portal::browser::{Answer, between};
use crate::support::house::{House, Visitor};

/// A check of two taps with visits that are due.
fn due(lead: &Visitor, title: &str) {
    let agreement = [
        ("title", title),
        ("kind", "contract"),
        ("places", "Tap one\nTap two"),
    ];
    assert_eq!(lead.post("/register/new", &agreement).status, 303);
    let promise = [
        ("promise", "Taps work."),
        ("step", "fields"),
        ("kind", "condition"),
        ("unit", "taps"),
        ("target", "every"),
    ];
    assert_eq!(
        lead.post("/register/A-0001/promises/new", &promise).status,
        303
    );
    assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
    let made = lead.post("/checks/a-0001/sample/assign", &[("due", "2026-12-05")]);
    assert_eq!(made.status, 303, "{}", made.text());
}

/// Makes an address and gives its path.
fn made(visitor: &Visitor) -> String {
    let page = visitor.post("/checks/a-0001/calendar", &[]);
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text().replace("&#x2f;", "/");
    let token = between(&text, "/calendar/", "\"").to_owned();
    assert_eq!(token.len(), 43, "{text}");
    assert!(
        !visitor
            .get("/checks/a-0001/calendar")
            .text()
            .contains(&token),
        "it is shown once"
    );
    format!("/calendar/{token}")
}

fn without_number(answer: &Answer) -> String {
    let text = answer.text();
    let number = between(&text, "Number of this request: ", "<").to_owned();
    text.replace(&number, "")
}

/// The one address of a page that can be taken back.
fn reference(visitor: &Visitor) -> String {
    let text = visitor
        .get("/checks/a-0001/calendar")
        .text()
        .replace("&#x2f;", "/");
    between(&text, "action=\"/checks/a-0001/calendar/", "\"").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_address_shows_due_visits_to_its_holder_until_it_is_taken_back() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    due(&lead, "Taps in Ward 5");
    let observer = house.member(&lead, "observer", "ben").await;
    let (theirs, path) = (made(&observer), made(&lead));
    // Nobody signs in there, and what is shown is place and day alone.
    let nobody = house.visitor();
    let feed = nobody.get(&path);
    assert_eq!(feed.status, 200);
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(feed.header("cache-control"), "private, no-cache");
    let text = feed.text();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
    assert!(
        text.contains("Tap one") && text.contains("DTSTART;VALUE=DATE:20261205"),
        "{text}"
    );
    for secret in ["amina", "ben", "W-", "P-0", "Water Watch"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    // The address opens nothing else, and cannot be written to.
    let token = path.trim_start_matches("/calendar/");
    let bearer = format!("Bearer {token}");
    let other = nobody.ask("GET", "/checks/a-0001", &[("Authorization", &bearer)], "");
    assert_eq!(other.status, 404);
    let own = [("Sec-Fetch-Site", "same-origin")];
    let written = nobody.ask("POST", &path, &own, "").status;
    assert!([403, 405].contains(&written), "{written}");
    // Its token stands nowhere in the database.
    crate::planning::nowhere(house.station.folder(), &[token]);
    // Wrong, and taken back: the same bytes as for any address where nothing is.
    let nothing = without_number(&nobody.get("/calendar/nothing"));
    let taken = format!("/checks/a-0001/calendar/{}", reference(&observer));
    let foreign = house.visitor();
    let scope = house.station.another("theirs").await;
    foreign.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&foreign, "olga").await;
    assert_eq!(
        foreign.post(&taken, &[]).status,
        404,
        "nobody else takes it back"
    );
    assert_eq!(nobody.get(&theirs).status, 200);
    assert_eq!(observer.post(&taken, &[]).status, 303);
    let mut changed = token.to_owned();
    let last = if changed.pop() == Some('A') { 'B' } else { 'A' };
    changed.push(last);
    for wrong in [
        theirs.as_str(),
        &format!("/calendar/{changed}"),
        "/calendar/%00",
    ] {
        let answer = nobody.get(wrong);
        assert_eq!(
            (answer.status, without_number(&answer)),
            (404, nothing.clone()),
            "{wrong}"
        );
        assert_ne!(answer.header("cache-control"), "private, no-cache");
    }
    // Whoever leads takes back what others made; five are the most.
    for _ in 0..5 {
        made(&observer);
    }
    let sixth = observer.post("/checks/a-0001/calendar", &[]);
    assert_eq!(sixth.status, 422, "{}", sixth.text());
    let page = lead.get("/checks/a-0001/calendar").text();
    assert!(page.contains("P-0002"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_address_ends_with_its_maker() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    due(&lead, "Taps in Ward 5");
    let observer = house.member(&lead, "observer", "ben").await;
    let path = made(&observer);
    let nobody = house.visitor();
    assert_eq!(nobody.get(&path).status, 200);
    let role = |role: &str, standing: &str| {
        let fields = [("number", "2"), ("role", role), ("standing", standing)];
        assert_eq!(lead.post("/people/change", &fields).status, 303);
    };
    // A funder may not go there.
    role("funder", "in");
    assert_eq!(nobody.get(&path).status, 404);
    role("observer", "in");
    assert_eq!(nobody.get(&path).status, 200);
    role("observer", "out");
    assert_eq!(nobody.get(&path).status, 404);
}
