//! Forms: what was typed is kept, everything that is wrong is told, and hostile text does no harm.

use super::{lead, plain, read, sent};
use crate::support::house::House;
use crate::support::station::Station;

#[tokio::test(flavor = "multi_thread")]
async fn a_form_keeps_what_was_typed_and_names_every_wrong_field() {
    let house = House::on_sqlite().await;
    let amina = lead(&house).await;
    let wrong = [
        ("title", " "),
        ("kind", "contract"),
        ("from", "2026-05-01"),
        ("to", "2026-04-01"),
        ("value", "a lot"),
        ("url", "javascript:alert(1)"),
        ("note", "kept <i>as typed</i>"),
    ];
    let answer = amina.post("/register/new", &wrong);
    let text = answer.text();
    assert_eq!(answer.status, 422);
    for field in ["title", "to", "value", "url"] {
        assert!(
            text.contains(&format!("<a href=\"#f-{field}\">")),
            "{field} at the top"
        );
        assert!(
            text.contains(&format!("id=\"f-{field}-error\"")),
            "{field} beside the field"
        );
        assert!(
            text.contains(&format!("f-{field}-error\"")),
            "{field} described"
        );
    }
    assert!(
        plain(&answer).contains("4 things are not right yet"),
        "{}",
        plain(&answer)
    );
    assert!(
        text.contains("value=\"a lot\"") && text.contains("kept &lt;i&gt;as typed&lt;&#x2f;i&gt;")
    );
    assert!(
        text.contains("<details open>"),
        "what is wrong is not hidden"
    );
    assert!(read(&amina, "/register").contains("There is no agreement here yet"));

    let agreement = sent(
        &amina,
        "/register/new",
        &[
            ("title", "One"),
            ("kind", "contract"),
            ("places", "Block A"),
        ],
    );
    let wrong = [
        ("promise", ""),
        ("unit", ""),
        ("target", "between"),
        ("amount", "15"),
        ("high", "10"),
        ("places", "Nowhere"),
        ("page", "0"),
        ("document", "d-0009"),
        ("from", "soon"),
        ("weight", "heavy"),
        ("penalty", "kept"),
    ];
    let answer = amina.post(&format!("{agreement}/promises/new"), &wrong);
    assert_eq!(answer.status, 422);
    for field in [
        "promise", "unit", "high", "places", "page", "document", "from", "weight",
    ] {
        assert!(
            answer.text().contains(&format!("id=\"f-{field}-error\"")),
            "{field}: {}",
            plain(&answer)
        );
    }
    assert!(
        answer.text().contains("value=\"kept\"")
            && plain(&answer).contains("“Nowhere” is no place")
    );

    let asked = format!("{agreement}/requests");
    let answer = amina.post(
        &asked,
        &[("what", "x"), ("days", "many"), ("asked_on", "2999-01-01")],
    );
    assert_eq!(answer.status, 422);
    for field in ["asked_of", "how", "days", "asked_on"] {
        assert!(
            answer.text().contains(&format!("id=\"f-{field}-error\"")),
            "{field}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn correcting_keeps_what_the_form_does_not_ask_for() {
    let house = House::on_sqlite().await;
    let amina = lead(&house).await;
    let first = [
        ("title", "One"),
        ("kind", "contract"),
        ("funders", "City"),
        ("places", "Block A"),
    ];
    let agreement = sent(&amina, "/register/new", &first);
    let promise = [
        ("promise", "Open."),
        ("unit", "days"),
        ("target", "times"),
        ("amount", "2"),
        ("per", "week"),
        ("places", "Block A"),
        ("each_place", "yes"),
    ];
    sent(&amina, &format!("{agreement}/promises/new"), &promise);
    sent(
        &amina,
        &format!("{agreement}/promises/O-01/criteria"),
        &[("target", "every"), ("rank", "law")],
    );
    // The place is left out of the list; a promise names it, so it stays.
    sent(
        &amina,
        &format!("{agreement}/edit"),
        &[("title", "Two"), ("kind", "contract"), ("funders", "City")],
    );
    let page = read(&amina, &agreement);
    assert!(
        page.contains("Two") && page.contains("Block A") && page.contains("twice a week · days")
    );
    let form = amina.get(&format!("{agreement}/promises/O-01/edit")).text();
    assert!(
        form.contains("value=\"yes\" checked") && form.contains("<option value=\"week\" selected>")
    );
    let changed = [
        ("promise", "Open twice."),
        ("unit", "days"),
        ("target", "times"),
        ("amount", "3"),
        ("per", "week"),
    ];
    sent(&amina, &format!("{agreement}/promises/O-01/edit"), &changed);
    let page = read(&amina, &format!("{agreement}/promises/O-01"));
    assert!(
        page.contains("3 times a week") && page.contains("law or regulation"),
        "{page}"
    );
    // Saving what is there records nothing new.
    let before = read(&amina, &format!("{agreement}/versions"));
    sent(&amina, &format!("{agreement}/promises/O-01/edit"), &changed);
    assert_eq!(read(&amina, &format!("{agreement}/versions")), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_is_refused_or_shown_as_text() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        let long = "a".repeat(301);
        for title in [long.as_str(), "a\u{0}b", "a\u{1b}[31mb"] {
            let answer = amina.post("/register/new", &[("title", title), ("kind", "contract")]);
            assert_eq!(answer.status, 422, "{title:?}");
        }
        let evil = "<script>alert(1)</script>\" onload=\"x \u{202e}لوحة 100% _";
        let agreement = sent(
            &amina,
            "/register/new",
            &[("title", evil), ("kind", "contract"), ("providers", evil)],
        );
        let promise = [
            ("promise", evil),
            ("unit", evil),
            ("target", "every"),
            ("quote", evil),
        ];
        sent(&amina, &format!("{agreement}/promises/new"), &promise);
        sent(
            &amina,
            &format!("{agreement}/amend"),
            &[("effective", "2026"), ("changed", evil)],
        );
        for path in [
            "",
            "/edit",
            "/versions",
            "/promises/O-01",
            "/promises/O-01/edit",
            "/promises/O-01/drop",
            "/requests",
        ] {
            let text = amina.get(&format!("{agreement}{path}")).text();
            assert!(
                text.contains("&lt;script&gt;alert(1)") && !text.contains("<script>alert"),
                "{path}"
            );
            assert!(!text.contains("\" onload=\""), "{path}");
        }
        // Searching with anything answers; what stands for anything in a pattern is a sign like any other.
        for q in [
            "%00",
            "%25",
            "_",
            "%5C",
            "%FF",
            "'%22--",
            "100%25",
            &"z+".repeat(3000),
        ] {
            let status = amina
                .get(&format!(
                    "/register?q={q}&page=99999999999999999999&sort=%00&kind=x&show=y"
                ))
                .status;
            assert!([200, 400].contains(&status), "{q}: {status}");
        }
        assert!(read(&amina, "/register?q=100%25").contains("One agreement"));
        assert!(read(&amina, "/register?q=%25%25").contains("Nothing in the register fits"));
        assert!(read(&amina, "/register?page=7").contains("Nothing in the register fits"));
        for path in [
            "/register/A-1",
            "/register/a-0001",
            "/register/A-0002",
            "/register/A-99999999999999999999",
            "/register/%00",
        ] {
            assert_eq!(amina.get(path).status, 404, "{path}");
        }
        let big = "b".repeat(70_000);
        let answer = amina.post(
            "/register/new",
            &[("title", "x"), ("kind", "contract"), ("note", &big)],
        );
        assert!((400..500).contains(&answer.status), "{}", answer.status);
        // A link of a document page with everything wrong in it.
        let status = amina
            .get(&format!(
                "{agreement}/promises/new?promise=x&document=%3Cb%3E&page=-1&quote=%00"
            ))
            .status;
        assert_eq!(status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_what_its_address_says() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        for n in 0..53 {
            let title = format!("School meals {n:02}");
            let ended = if n % 2 == 0 {
                "2020-12-31"
            } else {
                "2030-12-31"
            };
            sent(
                &amina,
                "/register/new",
                &[("title", &title), ("kind", "grant"), ("to", ended)],
            );
        }
        let page = read(&amina, "/register?q=meals&sort=title");
        assert!(page.contains("53 agreements") && page.contains("Page 1 of 2"));
        assert!(page.contains("School meals 49") && !page.contains("School meals 50"));
        let first = amina.get("/register?q=meals&sort=title").text();
        assert!(
            first.contains("sort=title&amp;page=2") || first.contains("sort=title&page=2"),
            "the way on keeps the state"
        );
        assert!(read(&amina, "/register?q=meals&sort=title&page=2").contains("School meals 52"));
        assert!(read(&amina, "/register?show=ended").contains("27 agreements"));
        assert!(read(&amina, "/register?show=running").contains("26 agreements"));
        assert!(read(&amina, "/register?show=bare").contains("53 agreements"));
        // Words are found in the number of an agreement too: A-0007 is "meals 06".
        let found = read(&amina, "/register?q=meals+07");
        assert!(found.contains("2 agreements") && found.contains("School meals 07"));
    }
}
