//! The draw, repeated by everybody: by the page, by the command line, by the few lines of Python in the docs.

use std::path::Path;

use super::{houses, listed, read, sent};
use crate::command_line::{groundtruth, stderr, stdout};
use crate::support::python::python;

const SEED: &str = "2026-11-21 Khayelitsha";
const FIRST: [&str; 5] = ["site-09", "site-07", "site-02", "site-05", "site-06"];
const LIST: &str = "077d5c77b70ea0a35bb438f4741d59f3290fa48db1cecbacdc54b8d6128018ea";

fn list(folder: &Path, text: &str) {
    std::fs::write(folder.join("places.txt"), text).unwrap();
}

fn drawn(folder: &Path, more: &[&str]) -> String {
    let mut arguments = vec!["sample", "draw", "--list", "places.txt", "--seed", SEED];
    arguments.extend(more);
    let output = groundtruth(folder, &arguments);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

/// The names of a draw in the order in which they stand.
fn units(json: &str) -> (String, Vec<String>) {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let taken = value["groups"].as_array().unwrap().iter();
    let taken = taken.flat_map(|group| group["taken"].as_array().unwrap());
    (text(&value["list_sha256"]), taken.map(text).collect())
}

/// The Python of the docs: the first block of it.
fn script() -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sampling.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let block = docs.split("```python\n").nth(1).unwrap();
    block.split("```").next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn anyone_can_repeat_the_draw() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let design = [
            ("unit", "toilets"),
            ("design", "simple_random"),
            ("planned", "5"),
            ("seed_kind", "text"),
            ("seed_text", SEED),
            ("replacement", "next_unless_result"),
        ];
        sent(&lead, "/checks/a-0001/sample", &design);
        // Before the lock nothing is drawn, so that nobody can try seeds here.
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(page.contains("drawn when the plan is locked"), "{page}");
        assert!(!page.contains("Places drawn"), "{page}");
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(page.contains("5 of 12") && page.contains(LIST), "{page}");
        let order: Vec<usize> = FIRST
            .iter()
            .map(|site| page.find(&format!(">{site}<")).unwrap())
            .collect();
        let told = page.find("Places drawn").unwrap();
        assert!(order.iter().all(|at| *at > told || *at > 0));
        let drawn_list = &page[told..];
        let order: Vec<usize> = FIRST
            .iter()
            .map(|site| drawn_list.find(site).unwrap())
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        assert!(page.contains("site-04, site-03"), "{page}");
        let command = format!("--seed '{SEED}' --stratum all --n 5");
        assert!(page.contains(&command), "{page}");
        // A member who is no lead reads it, and takes the list away.
        let observer = house.member(&lead, "observer", "ben").await;
        let file = observer.get("/checks/a-0001/sample/places.txt");
        assert_eq!(file.status, 200);
        assert_eq!(file.text(), super::twelve());
        // The command line, with that list and the printed seed.
        let folder = tempfile::tempdir().unwrap();
        list(folder.path(), &file.text());
        let json = drawn(folder.path(), &["--stratum", "all", "--n", "5", "--json"]);
        let expected = (LIST.to_owned(), FIRST.map(str::to_owned).to_vec());
        assert_eq!(units(&json), expected);
        let table = drawn(folder.path(), &["--n", "5"]);
        assert!(table.contains("next  site-04, site-03"), "{table}");
        // The comparison says how they were chosen.
        let method = read(&lead, "/audits/a-0001/method");
        assert!(method.contains("drawn with equal chance"), "{method}");
    }
    let Some(told) = python(&script(), &[]) else {
        return;
    };
    let quoted = FIRST.map(|site| format!("'{site}'")).join(", ");
    assert_eq!(
        told,
        format!("{LIST}\n[{quoted}] ['site-04', 'site-03']\n[0, 2, 4, 7, 9]\n")
    );
}

#[test]
fn the_command_line_draws_every_design_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    list(folder.path(), &super::twelve());
    let (_, taken) = units(&drawn(
        folder.path(),
        &["--n", "5", "--systematic", "--json"],
    ));
    assert_eq!(
        taken,
        ["site-01", "site-03", "site-05", "site-08", "site-10"]
    );
    let times = [
        "--n",
        "2",
        "--days",
        "2026-11-23,2026-11-24",
        "--slots",
        "08:00,14:00",
        "--times",
        "2",
    ];
    let table = drawn(folder.path(), &times);
    let visits = table
        .lines()
        .filter(|line| line.contains("  2026-11-23") || line.contains("  2026-11-24"));
    assert_eq!(visits.count(), 4, "{table}");
    let grouped: String = (1..=12)
        .map(|at| format!("site-{at:02}\t{}\n", ["north", "south", "west"][at % 3]))
        .collect();
    list(folder.path(), &grouped);
    let (sha256, taken) = units(&drawn(
        folder.path(),
        &["--strata", "north=1,south=2,west=1", "--json"],
    ));
    assert_eq!((sha256.as_str(), taken.len()), (LIST, 4));
    // One stratum by itself is a part of the whole draw.
    let (_, alone) = units(&drawn(
        folder.path(),
        &["--stratum", "south", "--n", "2", "--json"],
    ));
    assert!(
        alone.iter().all(|unit| taken.contains(unit)),
        "{alone:?} {taken:?}"
    );
    let (_, clustered) = units(&drawn(
        folder.path(),
        &["--clusters", "2", "--within", "3", "--json"],
    ));
    assert_eq!(clustered.len(), 6);
    for (arguments, code, said) in [
        (&["--n", "13"][..], 1, "cannot be drawn from"),
        (
            &["--stratum", "east", "--n", "1"],
            1,
            "no place of the list",
        ),
        (&["--strata", "north"], 1, "is not a stratum with a number"),
        (
            &["--days", "tomorrow", "--slots", "8", "--n", "1"],
            1,
            "is not a day",
        ),
        (&["--systematic"], 2, "--n"),
    ] {
        let mut all = vec!["sample", "draw", "--list", "places.txt", "--seed", SEED];
        all.extend(arguments);
        let output = groundtruth(folder.path(), &all);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    let missing = [
        "sample",
        "draw",
        "--list",
        "nothing.txt",
        "--seed",
        "s",
        "--n",
        "1",
    ];
    assert_eq!(groundtruth(folder.path(), &missing).status.code(), Some(3));
    list(folder.path(), "site-01\nsite-01\n");
    let twice = [
        "sample",
        "draw",
        "--list",
        "places.txt",
        "--seed",
        "s",
        "--n",
        "1",
    ];
    let output = groundtruth(folder.path(), &twice);
    assert!(
        stderr(&output).contains("stands in the list twice"),
        "{}",
        stderr(&output)
    );
}
