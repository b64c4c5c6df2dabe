//! Two audits of one organisation: what belongs to one is not there under the name of the other, and what is sent under the name
//! of the other changes nothing of it (V8.2.2, across audits).

use std::collections::BTreeMap;

use super::Full;
use crate::support::postgres::say;

/// An audit of something else, with what its pages need.
fn another_audit(full: &Full) -> String {
    let lead = full.lead();
    let agreement = [
        ("title", "Schools in Ward 9"),
        ("kind", "contract"),
        ("places", "School one\nSchool two"),
    ];
    let made = lead.post("/register/new", &agreement);
    assert_eq!(made.status, 303, "{}", made.text());
    let at = made.header("location").to_owned();
    let promise = [
        ("promise", "Every classroom has forty desks."),
        ("step", "fields"),
        ("kind", "quantity"),
        ("unit", "desks"),
        ("target", "at_least"),
        ("amount", "40"),
        ("each_place", "yes"),
    ];
    let added = lead.post(&format!("{at}/promises/new"), &promise);
    assert_eq!(added.status, 303, "{}", added.text());
    let begun = lead.post(&format!("{at}/check"), &[]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun
        .header("location")
        .trim_start_matches("/checks/")
        .to_owned()
}

/// Words that stand in the first audit alone.
const THEIRS: [&str; 4] = [
    "Taps in Ward 5",
    "Ten taps work",
    "wait for spare parts",
    "Spare parts are part",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_one_audit_is_not_there_under_the_name_of_another() {
    let full = Full::new().await;
    let other = another_audit(&full);
    assert_ne!(other, "a-0001");
    let lead = full.lead();
    let walk = full.walk(lead);
    let of_first =
        |path: &str| path.starts_with("/checks/a-0001/") || path.starts_with("/audits/a-0001/");
    let swap = |path: &str| path.replacen("a-0001", &other, 1);
    let (mut swapped, mut told) = (0, 0);
    for (path, answer) in walk.answers.iter().filter(|(path, _)| of_first(path)) {
        let own = String::from_utf8_lossy(&answer.body).into_owned();
        told += usize::from(THEIRS.iter().any(|words| own.contains(words)));
        let answer = lead.get(&swap(path));
        assert!(answer.status < 500, "{path}");
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        for words in THEIRS {
            assert!(!said.contains(words), "{}: {words}", swap(path));
        }
        swapped += 1;
    }
    // The words stand on the pages of their own audit, or the test would show nothing.
    assert!(swapped > 60 && told > 40, "{swapped} {told}");

    // The pages of the first audit, before and after every form of it was sent under the name of the other.
    let pages = || -> BTreeMap<String, Vec<u8>> {
        let paths = walk.answers.iter().filter(|(path, answer)| {
            of_first(path) && answer.header("content-type").starts_with("text/html")
        });
        let pages = paths.map(|(path, _)| (path.clone(), lead.get(path).body));
        pages.collect()
    };
    // What a page makes by chance, such as a seed, is another each time.
    let (before, again) = (pages(), pages());
    let steady = before.iter().filter(|(path, page)| again[*path] == **page);
    let before: BTreeMap<_, _> = steady.collect();
    assert!(before.len() * 10 > again.len() * 9, "{}", before.len());
    let mut sent = 0;
    for form in walk
        .forms
        .iter()
        .filter(|form| of_first(&form.action) && !form.is_file)
    {
        for fields in [form.standing(), form.filled(true, 0)] {
            let fields: Vec<_> = fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            let answer = lead.post(&swap(&form.action), &fields);
            assert!(answer.status < 500, "{} {fields:?}", swap(&form.action));
            sent += 1;
        }
    }
    let after = pages();
    for (path, page) in &before {
        let (was, is) = (
            String::from_utf8_lossy(page),
            String::from_utf8_lossy(&after[*path]),
        );
        assert_eq!(
            was, is,
            "{path} was changed under the name of the other audit"
        );
    }
    assert!(sent > 80, "{sent}");
    say(&format!(
        "{swapped} addresses of one audit asked for under the name of another, {sent} forms sent there"
    ));
}
