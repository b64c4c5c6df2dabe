//! The program as a person runs it: commands, exit codes, files.

use std::path::Path;
use std::process::{Command, Output};

#[expect(
    clippy::disallowed_methods,
    reason = "the program itself is what is tested"
)]
pub fn groundtruth(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_groundtruth"))
        .current_dir(folder)
        .env_remove("GROUNDTRUTH_DATABASE")
        .env_remove("GROUNDTRUTH_DATA")
        .env_remove("GROUNDTRUTH_MASTER_KEY")
        .env_remove("GROUNDTRUTH_MASTER_KEY_FILE")
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .args(arguments)
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_demo_writes_every_audit_in_every_edition_and_may_be_run_twice() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let output = groundtruth(folder.path(), &["demo", "--no-serve", "--out", "reports"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let told = stdout(&output);
        for figure in ["346", "256", "90 missing: 26.0% of 346", "0 of 256"] {
            assert!(told.contains(figure), "the tour does not say {figure}");
        }
        assert!(!told.contains('\u{1b}'), "colours are for terminals");
    }
    let files: Vec<String> = std::fs::read_dir(folder.path().join("reports"))
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    for ending in ["html", "json"] {
        assert_eq!(
            files.iter().filter(|f| f.ends_with(ending)).count(),
            13,
            "{files:?}"
        );
    }
    assert!(!files.iter().any(|f| f.ends_with(".part")), "{files:?}");
}

#[test]
fn a_new_case_is_checked_compared_stored_and_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    assert!(run(&["case", "new", "a.yaml"]).status.success());
    assert_eq!(
        run(&["case", "new", "a.yaml"]).status.code(),
        Some(1),
        "nothing is overwritten"
    );
    assert!(stdout(&run(&["case", "check", "a.yaml"])).contains("in order"));
    let table = stdout(&run(&["compare", "a.yaml"]));
    assert!(
        table.contains("3 taps") && table.contains("€500"),
        "{table}"
    );
    assert!(run(&["case", "import", "a.yaml"]).status.success());
    let again = run(&["case", "import", "a.yaml"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("--replace"), "{}", stderr(&again));
    assert!(
        run(&["case", "import", "a.yaml", "--replace"])
            .status
            .success()
    );
    assert!(
        run(&["case", "export", "my-audit", "--out", "b.yaml"])
            .status
            .success()
    );
    let of_file = stdout(&run(&["compare", "a.yaml", "--format", "csv"]));
    assert_eq!(
        of_file,
        stdout(&run(&["compare", "b.yaml", "--format", "csv"]))
    );
    assert_eq!(
        of_file,
        stdout(&run(&["compare", "my-audit", "--format", "csv"]))
    );
    assert!(stdout(&run(&["case", "list"])).contains("my-audit"));
    assert!(
        run(&["report", "my-audit", "--out", "r.html"])
            .status
            .success()
    );
    assert!(
        std::fs::read_to_string(folder.path().join("r.html"))
            .unwrap()
            .contains("3 of 4 taps")
    );
    assert_eq!(
        run(&["report", "my-audit", "--out", "r.doc"]).status.code(),
        Some(1)
    );
}

#[test]
fn what_is_wrong_is_told_with_file_line_and_column_and_the_exit_code_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("bad.yaml"),
        "format: groundtruth-case/1\nid: x\ntitel: y\n",
    )
    .unwrap();
    let output = groundtruth(folder.path(), &["case", "check", "bad.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).starts_with("bad.yaml:3:1: error:"),
        "{}",
        stderr(&output)
    );
    assert_eq!(
        groundtruth(folder.path(), &["compare", "no-such-audit"])
            .status
            .code(),
        Some(3)
    );
    assert_eq!(
        groundtruth(folder.path(), &["nonsense"]).status.code(),
        Some(2)
    );
}

#[test]
fn the_doctor_says_what_to_do_and_migrate_does_it() {
    let folder = tempfile::tempdir().unwrap();
    let before = groundtruth(folder.path(), &["doctor"]);
    assert_eq!(before.status.code(), Some(1));
    assert!(stdout(&before).contains("groundtruth migrate"));
    assert!(groundtruth(folder.path(), &["migrate"]).status.success());
    assert!(groundtruth(folder.path(), &["doctor"]).status.success());
    assert!(stdout(&groundtruth(folder.path(), &["migrate"])).contains("up to date"));
}

#[test]
fn the_published_schema_is_the_one_of_the_types_and_every_case_fits_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let published = std::fs::read_to_string(folder.join("docs/case.schema.json")).unwrap();
    let schema = stdout(&groundtruth(folder, &["case", "schema"]));
    assert_eq!(
        schema, published,
        "run `groundtruth case schema > docs/case.schema.json`"
    );
    let validator = jsonschema::validator_for(&serde_json::from_str(&published).unwrap()).unwrap();
    for entry in std::fs::read_dir(folder.join("templates/cases")).unwrap() {
        let path = entry.unwrap().path().join("case.yaml");
        if !path.is_file() {
            continue;
        }
        let value: serde_json::Value =
            serde_saphyr::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}

#[test]
fn a_report_is_written_in_the_language_asked_for_or_set() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.html");
    let made = |more: &[&str]| {
        let mut arguments = vec!["report", "practice-lunch-tables", "--out", "a.html"];
        arguments.extend(more);
        let output = groundtruth(folder.path(), &arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        std::fs::read_to_string(&file).unwrap()
    };
    assert!(made(&[]).contains("<html lang=\"en\""));
    let spanish = made(&["--language", "es"]);
    assert!(spanish.contains("<html lang=\"es\"") && spanish.contains("Encontrado"));
    std::fs::write(
        folder.path().join("groundtruth.toml"),
        "language = \"fr\"\n",
    )
    .unwrap();
    let french = made(&[]);
    assert!(french.contains("<html lang=\"fr\"") && french.contains("Constaté"));
    let arguments = [
        "report",
        "practice-lunch-tables",
        "--out",
        "b.html",
        "--language",
        "tlh",
    ];
    let refused = groundtruth(folder.path(), &arguments);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("es (Español), fr (Français)"));
    std::fs::write(
        folder.path().join("groundtruth.toml"),
        "language = \"tlh\"\n",
    )
    .unwrap();
    assert_eq!(
        groundtruth(folder.path(), &["doctor"]).status.code(),
        Some(1)
    );
}

#[test]
fn a_published_file_is_seen_taken_listed_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    let table = "Identifier,Title,Amount Awarded,Currency,Award Date,Recipient Org:Name,Funding Org:Name\n\
        g-1,Meals,1000.50,GBP,2026-01-05,Canary Kitchen,North Fund\n\
        g-2,Beds,many,GBP,2026-01-06,Canary Beds,North Fund\n";
    std::fs::write(folder.path().join("grants.csv"), table).unwrap();
    let seen = run(&["import", "grants.csv", "--preview"]);
    assert!(seen.status.success(), "{}", stderr(&seen));
    let told = stdout(&seen);
    assert!(told.contains("1000.5") && told.contains("Nothing was changed"));
    assert!(told.contains("C3: “many” is not a number"), "{told}");
    let refused = run(&["import", "grants.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("--good-rows"));
    assert!(stdout(&run(&["imports", "list"])).contains("nothing was imported yet"));
    let taken = run(&["import", "grants.csv", "--good-rows"]);
    assert!(taken.status.success(), "{}", stderr(&taken));
    let told = stdout(&taken);
    assert!(
        told.contains("1 made: A-") && told.contains("not taken:"),
        "{told}"
    );
    let label = told
        .split_whitespace()
        .find(|word| word.starts_with("I-0"))
        .unwrap()
        .to_owned();
    let again = run(&["import", "grants.csv", "--good-rows"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("nothing was changed"));
    assert!(run(&["imports", "undo", &label]).status.success());
    assert!(stdout(&run(&["imports", "show", &label])).contains("taken back"));
    assert_eq!(run(&["imports", "show", "I-9999"]).status.code(), Some(3));
    assert_eq!(run(&["import", "nothing.csv"]).status.code(), Some(3));
    // Tables that belong together are given together.
    let places = "Identifier,Beneficiary Location:Name\ng-1,Ward 4\ng-9,Nowhere\n";
    std::fs::write(folder.path().join("places.csv"), places).unwrap();
    let both = run(&["import", "grants.csv", "places.csv", "--preview"]);
    let told = stdout(&both);
    assert!(
        told.contains("grants!C3") && told.contains("places!A3: “g-9” is not among"),
        "{told}"
    );
    // What only people know is asked, and the profile of columns is where it is answered.
    let asks =
        "Contract no,Title,Amount,Signed,Supplier\nc-1,Toilets,1200,05/06/2026,Canary Builders\n";
    std::fs::write(folder.path().join("c.csv"), asks).unwrap();
    let asked = run(&[
        "import",
        "c.csv",
        "--dates",
        "day-first",
        "--save-profile",
        "p.json",
    ]);
    assert_eq!(asked.status.code(), Some(1));
    assert!(
        stderr(&asked).contains("In which currency"),
        "{}",
        stderr(&asked)
    );
    let path = folder.path().join("p.json");
    let profile = std::fs::read_to_string(&path).unwrap();
    let mut profile: serde_json::Value = serde_json::from_str(&profile).unwrap();
    profile["fixed"] = serde_json::json!({"currency": "ZAR"});
    std::fs::write(&path, profile.to_string()).unwrap();
    let taken = run(&["import", "c.csv", "--profile", "p.json"]);
    assert!(taken.status.success(), "{}", stderr(&taken));
    assert!(stdout(&taken).contains("ZAR"));
}
