//! The shipped kits: each is read, filled with its examples, checked as a case, and read at about age twelve.

pub mod plain;

use groundtruth::domain::case_check::problems_of;
use groundtruth::domain::code::Code;
use groundtruth::domain::kit::{Answers, Kit};
use groundtruth::infra::assets::{shipped_kit, shipped_kits};
use groundtruth::infra::kits::{all_shipped, kit_schema, kit_to_yaml, read_kit, shipped};
use groundtruth::infra::words::Words;

use crate::command_line::{groundtruth, stderr, stdout};

fn words() -> Words {
    Words::english()
}

#[test]
fn eight_kits_are_shipped_and_each_is_whole() {
    let names = shipped_kits();
    assert_eq!(
        names,
        [
            "clinic",
            "home-care",
            "phone-line",
            "refuse",
            "school-meals",
            "shelter",
            "toilets",
            "water-point"
        ]
    );
    for name in names {
        let read = read_kit(&shipped_kit(&name).unwrap(), &words());
        let kit = read.unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!(kit.id.as_str(), name);
        assert!(kit.blanks.len() <= 8, "{name}: {} blanks", kit.blanks.len());
        assert!((5..=8).contains(&kit.promises.len()), "{name}");
        assert!(
            kit.promises
                .iter()
                .all(|p| kit.checklist.iter().any(|q| q.promise == p.id))
        );
        let kit = shipped(&name, &words()).unwrap();
        assert_eq!(kit.letters.len(), 7, "{name}");
        // Everything is said in every language, the letters too; but not what is nothing but places to fill in.
        for (place, said, _) in kit.sentences() {
            let text = said.of("en").split('{');
            let words = text.map(|part| part.split_once('}').map_or(part, |(_, after)| after));
            if words.clone().any(|part| part.contains(char::is_alphabetic)) {
                let codes: Vec<&str> = said.every().map(|(code, _)| code).collect();
                assert_eq!(codes, ["en", "es", "fr"], "{name}{}", place.as_str());
            }
        }
    }
}

#[test]
fn each_kit_filled_with_its_examples_is_a_case_in_order() {
    for kit in all_shipped(&words()) {
        for language in ["en", "es", "fr"] {
            let answers = Answers {
                language: language.to_owned(),
                ..kit.examples()
            };
            let filled = kit.fill(&answers).unwrap();
            let case = filled.case(Code::parse("mine").unwrap());
            assert_eq!(problems_of(&case), [], "{}", kit.id);
            assert_eq!(case.obligations.len(), kit.promises.len());
            assert_eq!(case.agreements.len(), 1);
            let own = Kit::from_case(&case);
            assert_eq!(own.problems(), [], "{}", kit.id);
            let again = own.fill(&Answers::default()).unwrap().case(case.id.clone());
            for (one, other) in case.obligations.iter().zip(&again.obligations) {
                assert_eq!(one.promise, other.promise, "{}", kit.id);
                assert_eq!(one.criteria, other.criteria, "{}", kit.id);
            }
        }
        // Nothing answered: every blank is named.
        let problems = kit.fill(&Answers::default()).unwrap_err();
        assert_eq!(problems.len(), kit.blanks.len(), "{}", kit.id);
        let written = kit_to_yaml(&kit).unwrap();
        assert_eq!(read_kit(&written, &words()).unwrap(), kit);
    }
}

#[test]
fn a_kit_becomes_a_case_file_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    assert_eq!(stdout(&run(&["kit", "list"])).lines().count(), 8);
    assert!(stdout(&run(&["kit", "show", "toilets"])).contains("How many toilets must there be?"));
    let answers = [
        "provider=Tshwane",
        "place=Hillside; Riverside",
        "paper=Contract 7",
        "start=2027-01-01",
        "toilets=24",
        "cleanings=7",
        "days=2",
    ];
    let mut arguments = vec![
        "kit",
        "fill",
        "toilets",
        "--id",
        "my-toilets",
        "--without",
        "light",
    ];
    for answer in &answers {
        arguments.extend(["--answer", answer]);
    }
    let output = run(&arguments);
    assert!(output.status.success(), "{}", stderr(&output));
    std::fs::write(folder.path().join("case.yaml"), &output.stdout).unwrap();
    let checked = run(&["case", "check", "case.yaml"]);
    assert!(
        stdout(&checked).contains("in order. 6 promises"),
        "{}{}",
        stdout(&checked),
        stderr(&checked)
    );
    assert!(run(&["compare", "case.yaml"]).status.success());
    let kit = run(&["kit", "from-case", "case.yaml"]);
    std::fs::write(folder.path().join("kit.yaml"), &kit.stdout).unwrap();
    let checked = run(&["kit", "check", "kit.yaml"]);
    assert!(
        stdout(&checked).contains("in order"),
        "{}",
        stderr(&checked)
    );
    let wrong = run(&[
        "kit",
        "fill",
        "toilets",
        "--answer",
        "toilets=many",
        "--answer",
        "size=4",
    ]);
    assert_eq!(wrong.status.code(), Some(1));
    for part in [
        "toilets: This is not a number",
        "size: The kit has no blank",
        "provider: This has no answer",
    ] {
        assert!(stderr(&wrong).contains(part), "{part}: {}", stderr(&wrong));
    }
    assert_eq!(run(&["kit", "show", "nothing"]).status.code(), Some(3));
    let text = shipped_kit("toilets")
        .unwrap()
        .replace("{cleanings} times a week", "{often} times a week");
    std::fs::write(folder.path().join("broken.yaml"), text).unwrap();
    let wrong = run(&["kit", "check", "broken.yaml"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        stderr(&wrong).contains("broken.yaml:") && stderr(&wrong).contains("{often} is no blank"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn the_schema_of_kits_is_as_committed_and_takes_every_kit() {
    let committed = include_str!("../docs/kit.schema.json");
    assert_eq!(
        kit_schema(),
        committed,
        "groundtruth kit schema > docs/kit.schema.json"
    );
    let schema: serde_json::Value = serde_json::from_str(committed).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for kit in all_shipped(&words()) {
        let value = serde_json::to_value(&kit).unwrap();
        assert!(
            validator.is_valid(&value),
            "{}: {:?}",
            kit.id,
            validator.iter_errors(&value).next().map(|e| e.to_string())
        );
    }
    assert!(!validator.is_valid(&serde_json::json!({"format": "groundtruth-kit/1"})));
}

#[test]
fn a_filled_kit_gives_a_promise_card() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    assert!(run(&["case", "new", "my.yaml"]).status.success());
    let output = run(&[
        "card",
        "my.yaml",
        "--out",
        "cards",
        "--tell",
        "Tell Ann at 12.",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("cards/my-audit-card.html")).unwrap();
    for part in [
        "Four taps work at the water point.",
        "Clause 3, page 1.",
        "The Water Company promised this.",
        "Tell Ann at 12.",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        std::fs::read(folder.path().join("cards/my-audit-card.pdf"))
            .unwrap()
            .starts_with(b"%PDF-1.7")
    );
    for (code, says) in [("es", "Tarjeta de promesas"), ("fr", "Carte des promesses")] {
        let output = run(&["card", "my.yaml", "--out", "cards", "--language", code]);
        assert!(output.status.success(), "{}", stderr(&output));
        let page = std::fs::read_to_string(folder.path().join("cards/my-audit-card.html")).unwrap();
        assert!(page.contains(says), "{code}");
    }
    assert_eq!(
        run(&["card", "missing.yaml", "--out", "cards"])
            .status
            .code(),
        Some(3)
    );
}
