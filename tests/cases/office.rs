//! What an office program makes of the editions that it opens: no cell calculates, whatever an audit says, and numbers are
//! numbers (V1.2.10).

#![expect(
    clippy::disallowed_methods,
    reason = "the files are opened in another program"
)]

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use groundtruth::features::publications::edition;
use groundtruth_reports::photographs::InMemory;

use super::{compared, read, report};
use crate::support::postgres::say;
use crate::support::programs::on_path;

/// Each of these would be calculated, or do something, where a cell took it for what it looks like.
const ATTACKS: [&str; 12] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "=HYPERLINK(\"https://evil.example\";\"x\")",
    "=cmd|' /C calc'!A0",
    "=WEBSERVICE(\"http://127.0.0.1:9/\")",
    "=DDE(\"soffice\";\"/etc/passwd\";\"A1\")",
    "{=1+1}",
    " =1+1",
];

/// A file as the program keeps it in one text of XML.
fn opened(soffice: &Path, folder: &Path, file: &Path) -> String {
    let ran = Command::new(soffice)
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.display()
        ))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "fods",
            "--outdir",
        ])
        .arg(folder.join("out"))
        .arg(file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let out = folder.join("out").join(file.file_stem().unwrap());
    std::fs::read_to_string(out.with_extension("fods")).unwrap_or_else(|error| {
        panic!("{}: {error}: {said}", file.display());
    })
}

#[tokio::test]
async fn nothing_that_an_audit_says_is_calculated_by_an_office_program() {
    let Some(soffice) = on_path("soffice") else {
        let is_required = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(
            !is_required,
            "no soffice for the tests (install libreoffice-calc)"
        );
        say("skipped: editions in an office program: it is not here (install libreoffice-calc)");
        return;
    };
    let mut case = read("practice-lunch-tables");
    let mut attacks = ATTACKS.into_iter().cycle();
    let mut next = || attacks.next().unwrap().to_owned();
    for obligation in &mut case.obligations {
        obligation.promise = next();
    }
    for party in &mut case.parties {
        party.name = next();
    }
    for place in &mut case.places {
        place.name = next();
    }
    let audit = compared(case).await;
    let report = report(&audit);
    let folder = tempfile::tempdir().unwrap();
    let bytes = |ending: &str| {
        let made = edition(&report, &InMemory::default(), ending);
        made.unwrap().unwrap().bytes
    };
    let mut files: Vec<PathBuf> = Vec::new();
    let mut put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        files.push(path);
    };
    put("report.xlsx", &bytes("xlsx"));
    let mut tables = zip::ZipArchive::new(Cursor::new(bytes("zip"))).unwrap();
    for at in 0..tables.len() {
        let mut table = tables.by_index(at).unwrap();
        let name = table.name().unwrap().replace('/', "-");
        if name.ends_with(".csv") {
            let mut text = Vec::new();
            table.read_to_end(&mut text).unwrap();
            put(&name, &text);
        }
    }
    assert!(files.len() > 3, "{files:?}");
    let (mut numbers, mut texts) = (0, 0);
    for file in &files {
        let sheet = opened(&soffice, folder.path(), file);
        assert!(!sheet.contains("table:formula"), "{}", file.display());
        assert!(
            !sheet.contains("xlink:href=\"https://evil"),
            "{}",
            file.display()
        );
        numbers += sheet.matches("office:value-type=\"float\"").count();
        texts += sheet.matches("1+1").count();
    }
    // The attacks are there, as text, and figures are figures.
    assert!(texts > 10 && numbers > 40, "{texts} {numbers}");
    // The looking finds a formula where there is one.
    let formula = folder.path().join("formula.csv");
    std::fs::write(&formula, "a,b\n1,=1+1\n").unwrap();
    let sheet = opened(&soffice, folder.path(), &formula);
    assert!(sheet.contains("table:formula"), "{sheet}");
    say(&format!(
        "{} files opened in an office program: {numbers} numbers, no formula",
        files.len()
    ));
}
