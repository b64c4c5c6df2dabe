//! Checking the wording through its doors: the command line, and the page that keeps nothing.

use groundtruth::features::wording::pages::rendered;
use groundtruth::infra::http::Templates;
use groundtruth::infra::words::Words;

use crate::command_line::{groundtruth, stderr, stdout};
use crate::support::house::House;

#[test]
fn a_contract_is_checked_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put(
        "contract.txt",
        b"1. The provider shall clean 24 toilets daily.\n2. Meals must be nutritious and/or hot.\n",
    );
    put("none.md", b"# Hello\n\nNothing binds here.\n");
    put("paper.txt", b"%PDF-1.7\n");
    put("letter.txt", b"PK\x03\x04\0\0");
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    let output = run(&["check-wording", "contract.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    for part in [
        "1  4 of 8 rules kept",
        "Each side can read this its own way: and/or",
        "2 promises were found",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let output = run(&["check-wording", "contract.txt", "--json"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["clauses"].as_array().unwrap().len(), 2);
    let first = &told["clauses"][0]["judged"][2];
    assert_eq!(
        (&first["rule"], &first["outcome"]),
        (&"dated".into(), &"passes".into())
    );
    assert_eq!(
        first["spans"][0],
        serde_json::json!({"start": 39, "end": 44})
    );
    // No promise is a result; what cannot be read is told apart from what is not there.
    assert_eq!(run(&["check-wording", "none.md"]).status.code(), Some(0));
    for (file, code, says) in [
        ("paper.txt", 1, "This is a PDF"),
        ("letter.txt", 1, "office program"),
        ("missing.txt", 3, "missing.txt"),
    ] {
        let output = run(&["check-wording", file]);
        assert_eq!(output.status.code(), Some(code), "{file}");
        assert!(
            stderr(&output).contains(says),
            "{file}: {}",
            stderr(&output)
        );
    }
    // A case is read with its fields, by the same reader as everywhere.
    assert!(run(&["case", "new", "my.yaml"]).status.success());
    let output = run(&["check-wording", "my.yaml"]);
    assert!(
        stdout(&output).contains("taps  4 of 8 rules kept"),
        "{}",
        stdout(&output)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_what_the_rules_say_and_keeps_nothing() {
    let house = House::on_sqlite().await;
    let visitor = house.visitor();
    let page = visitor.get("/check-wording").text();
    assert!(page.contains("The eight rules") && page.contains("maxlength=\"20000\""));
    let text = "We shall be <b>reasonable</b> & clean 24 toilets daily.";
    let answer = visitor.post("/check-wording", &[("text", text), ("language", "en")]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.text();
    assert!(page.contains("<mark>reasonable</mark>"), "{page}");
    assert!(
        page.contains("&lt;b&gt;") && !page.contains("<b>"),
        "{page}"
    );
    assert!(page.contains("of 8 rules kept"));
    // Too long, empty, or with more than the form has: told, and what was typed stands there again.
    let long = "We shall come. ".repeat(2_000);
    let answer = visitor.post("/check-wording", &[("text", &long), ("language", "en")]);
    assert_eq!(answer.status, 422);
    assert!(
        answer.text().contains("longer than 20000 letters"),
        "{}",
        answer.text()
    );
    let answer = visitor.post("/check-wording", &[("text", " "), ("language", "en")]);
    assert_eq!(answer.status, 422);
    let more = [("text", "x"), ("language", "en"), ("role", "administrator")];
    assert_eq!(visitor.post("/check-wording", &more).status, 422);
    let huge = "x".repeat(70_000);
    let answer = visitor.post("/check-wording", &[("text", &huge), ("language", "en")]);
    assert_eq!(answer.status, 413);
    assert!(!visitor.get("/check-wording").text().contains("reasonable"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_renders_from_its_samples_in_every_language() {
    let house = House::on_sqlite().await;
    let templates = Templates::new(std::sync::Arc::clone(&house.station.app));
    for words in Words::every() {
        for page in rendered(&templates, &words) {
            let page = page.unwrap();
            assert!(page.contains("</html>") && !page.contains("<script>"));
        }
    }
}
