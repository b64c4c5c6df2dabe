//! Reading: it changes nothing, what is private is kept by nobody on the way, files can do nothing where they are opened, and
//! pages from elsewhere have none of the pictures.

use std::collections::{BTreeMap, BTreeSet};

use groundtruth::db::access::entries_of;

use super::{Full, Walk, pages_of_a_party};
use crate::accounts::drill::everything;
use crate::portal::browser::Answer;
use crate::support::postgres::say;

/// What is the same for everyone and says nothing of anybody: looks, the app of the phone, the words of its pages.
fn is_of_the_program(path: &str) -> bool {
    ["/assets/", "/field/"]
        .iter()
        .any(|one| path.starts_with(one))
        || path == "/field"
}

fn is_picture(answer: &Answer) -> bool {
    answer.header("content-type").starts_with("image/")
}

/// How many routes of those that are read were opened, and which were not.
fn covered(full: &Full, walk: &Walk) -> (usize, Vec<&'static str>) {
    let mut open = BTreeSet::new();
    for (address, answer) in &walk.answers {
        if let Some(line) = super::route_of(&full.routes, "GET", address)
            && answer.status == 200
        {
            open.insert(line.path);
        }
    }
    let all = full.routes.iter().filter(|line| line.method == "GET");
    let missed = all
        .map(|line| line.path)
        .filter(|path| !open.contains(path));
    (open.len(), missed.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_changes_nothing_is_kept_by_nobody_and_can_do_nothing() {
    let full = Full::new().await;
    let first = full.walk(full.lead());
    let (open, missed) = covered(&full, &first);
    say(&format!(
        "{} addresses of {open} routes are read; not opened: {missed:?}",
        first.answers.len()
    ));
    // A walk that found nothing would show nothing.
    assert!(open >= 120, "{open}: {missed:?}");
    assert!(missed.len() <= 26, "{missed:?}");

    // V3.5.3: the second walk over everything finds the database as it was; HEAD and reading as others, too.
    let before = everything(&full.house).await;
    let walk = full.walk(full.lead());
    for address in walk.answers.keys() {
        full.lead().ask("HEAD", address, &[], "");
        full.story.ben.get(address);
        full.house.visitor().get(address);
    }
    pages_of_a_party(&full);
    let after = everything(&full.house).await;
    let (before, after): (BTreeSet<_>, BTreeSet<_>) =
        (before.into_iter().collect(), after.into_iter().collect());
    let changed: Vec<_> = before.symmetric_difference(&after).collect();
    assert!(changed.is_empty(), "{changed:#?}");

    kept_by_nobody(&full, &walk);
    files_can_do_nothing(&walk);
    pictures_are_for_our_pages(&full, &walk);
    nothing_names_a_row(&walk);
    let noted = entries_of(
        full.house.station.app.db.reads(),
        full.house.station.scope,
        500,
    )
    .await;
    assert!(noted.unwrap().iter().any(|one| one.what == "people-read"));
}

/// V14.2.2, V14.3.2: nobody on the way keeps what somebody who is signed in reads, errors included, or what a party reads.
fn kept_by_nobody(full: &Full, walk: &Walk) {
    let mut asked = 0;
    let party = pages_of_a_party(full);
    let own = walk
        .answers
        .iter()
        .filter(|(path, _)| !is_of_the_program(path));
    for (path, answer) in own.chain(party.iter().map(|(path, answer)| (path, answer))) {
        // A program that shows dates keeps them, and nobody between.
        let wanted = match path.starts_with("/calendar/") {
            true => "private, no-cache",
            false => "no-store",
        };
        assert_eq!(
            answer.header("cache-control"),
            wanted,
            "{path}: {}",
            answer.status
        );
        asked += 1;
    }
    for (path, method) in [
        ("/nothing", "GET"),
        ("/checks/a-0001", "PUT"),
        ("/people", "POST"),
    ] {
        let answer = full.lead().ask(method, path, &[], "");
        assert!(answer.status >= 400, "{path}");
        assert_eq!(
            answer.header("cache-control"),
            "no-store",
            "{method} {path}"
        );
    }
    // Where nobody is signed in, what was sent is kept by nobody, too.
    let typed = full.house.visitor().post("/slip", &[("code", "none")]);
    assert_eq!(typed.header("cache-control"), "no-store");
    assert!(asked > 200, "{asked}");
}

/// V3.2.1: what was stored, and every other file, is saved or runs nothing; its type is told, and nothing is guessed.
fn files_can_do_nothing(walk: &Walk) {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (path, answer) in &walk.answers {
        let kind = answer.header("content-type");
        let is_page = kind.starts_with("text/html") && !path.contains("/report.");
        if answer.status != 200 || is_of_the_program(path) || is_page {
            continue;
        }
        let policy = answer.header("content-security-policy");
        let shown = answer.header("content-disposition");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!kind.is_empty(), "{path}");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("script"),
            "{path}: {policy}"
        );
        // What programs are told is no file.
        if shown.is_empty() {
            let for_machines = ["/api", "/healthz", "/readyz", "/metrics"];
            let is_told = for_machines.iter().any(|one| path.starts_with(one));
            assert!(is_told || kind.starts_with("text/plain"), "{path}: {kind}");
            continue;
        }
        *kinds.entry(kind.to_owned()).or_default() += 1;
        if is_picture(answer) || path.ends_with("/report.html") {
            continue;
        }
        assert!(
            shown.starts_with("attachment; filename=\""),
            "{path}: {shown}"
        );
        assert!(policy.contains("sandbox"), "{path}: {policy}");
        let name = shown.trim_start_matches("attachment; filename=\"");
        let name = name.trim_end_matches('"');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        assert!(name.chars().all(is_plain), "{path}: {name}");
    }
    say(&format!("files by their type: {kinds:?}"));
    assert!(kinds.len() >= 6, "{kinds:?}");
}

/// V3.5.8: a picture is for pages of ours; whatever cookie a browser sends along, a page from elsewhere has none.
fn pictures_are_for_our_pages(full: &Full, walk: &Walk) {
    let mut routes = BTreeSet::new();
    let pictures = walk.answers.iter().filter(|(path, answer)| {
        answer.status == 200 && is_picture(answer) && !is_of_the_program(path)
    });
    for (path, answer) in pictures {
        for site in ["cross-site", "same-site"] {
            for (dest, mode) in [
                ("image", "no-cors"),
                ("empty", "cors"),
                ("iframe", "navigate"),
            ] {
                let heads = [
                    ("Sec-Fetch-Site", site),
                    ("Sec-Fetch-Dest", dest),
                    ("Sec-Fetch-Mode", mode),
                ];
                let elsewhere = full.lead().ask("GET", path, &heads, "");
                assert_eq!(elsewhere.status, 404, "{path} {heads:?}");
                assert!(!is_picture(&elsewhere));
            }
        }
        let ours = [("Sec-Fetch-Site", "same-origin")];
        assert_eq!(
            full.lead().ask("GET", path, &ours, "").status,
            200,
            "{path}"
        );
        let policy = answer.header("cross-origin-resource-policy");
        assert_eq!(policy, "same-origin", "{path}");
        let line = super::route_of(&full.routes, "GET", path).unwrap();
        routes.insert(line.path);
    }
    say(&format!("pictures of {routes:?}"));
    assert!(routes.len() >= 3, "{routes:?}");
    assert!(
        routes.iter().any(|path| path.contains("/visits/")),
        "{routes:?}"
    );
}

/// GT-ID: no page shows an id of the database; what a field of a form sends by reference says nothing.
fn nothing_names_a_row(walk: &Walk) {
    let shape = [8, 4, 4, 4, 12];
    for (path, answer) in &walk.answers {
        let text = String::from_utf8_lossy(&answer.body);
        let mut words = text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
        let found = words.find(|word| {
            let parts: Vec<_> = word.split('-').map(str::len).collect();
            parts == shape
        });
        assert!(found.is_none(), "{path} shows {found:?}");
    }
}
