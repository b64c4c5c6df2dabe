//! The shipped audits come out as their publishers printed them: verdicts, grades, refusals, who counted, figures.

mod expectation;

use std::path::PathBuf;

use chrono::NaiveDate;
use groundtruth::domain::case::Case;
use groundtruth::domain::comparison::{Comparison, Row, Stage, compare};
use groundtruth::features::cases::reading::{UnreadableCase, read_case_file};
use groundtruth::infra::words::Words;

use expectation::{Expectation, ExpectedRow, expectations};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates/cases")
}

fn read(id: &str) -> Case {
    match read_case_file(&folder().join(id).join("case.yaml"), &Words::english()) {
        Ok(read) => read.case,
        Err(UnreadableCase::Problems(problems)) => panic!("{id}: {problems:#?}"),
        Err(error) => panic!("{id}: {error}"),
    }
}

fn compared(case: &Case) -> Comparison {
    compare(case, &[], NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()).unwrap()
}

fn is_row(row: &Row, expected: &ExpectedRow, case: &Case) -> bool {
    let stage = match &row.stage {
        None => None,
        Some(Stage::Before(_)) => Some("before"),
        Some(Stage::After(_)) => Some("after"),
    };
    let period = row
        .slice
        .period
        .as_ref()
        .map(|p| match (&p.words, p.from, p.to) {
            (Some(words), ..) => words.clone(),
            (None, Some(from), Some(to)) => format!("{from}..{to}"),
            _ => String::new(),
        });
    let _ = case;
    row.obligation.as_str() == expected.obligation
        && expected
            .criterion
            .as_ref()
            .is_none_or(|c| c == row.criterion.as_str())
        && expected.stage.as_deref() == stage
        && expected.place.as_deref() == row.slice.place.as_ref().map(|p| p.as_str())
        && expected.party.as_deref() == row.slice.party.as_ref().map(|p| p.as_str())
        && expected.period == period
}

fn differences(case: &Case, comparison: &Comparison, expected: &Expectation) -> Vec<String> {
    let mut wrong = Vec::new();
    for want in &expected.rows {
        let at = format!(
            "{} {:?} {:?} {:?} {:?} {:?}",
            want.obligation, want.criterion, want.place, want.period, want.party, want.stage
        );
        let Some(row) = comparison.rows.iter().find(|r| is_row(r, want, case)) else {
            wrong.push(format!("{at}: no such row"));
            continue;
        };
        let verdict = (
            row.verdict.code.code(),
            row.verdict.code.reason().map(|r| r.code()),
        );
        if verdict != (want.verdict.as_str(), want.reason.as_deref()) {
            wrong.push(format!(
                "{at}: {verdict:?}, not {:?} {:?}",
                want.verdict, want.reason
            ));
        }
        if row.grade.code() != want.grade {
            wrong.push(format!(
                "{at}: grade {}, not {}",
                row.grade.code(),
                want.grade
            ));
        }
        let codes: Vec<&str> = row.all_refusals().iter().map(|r| r.code.as_str()).collect();
        for code in want.codes.iter().filter(|c| !codes.contains(&c.as_str())) {
            wrong.push(format!("{at}: no {code} in {codes:?}"));
        }
        let found: Vec<&str> = row
            .found_in_use()
            .map(|e| e.figure.counted_by.code())
            .collect();
        for counter in want
            .counted
            .found
            .iter()
            .filter(|c| !found.contains(&c.as_str()))
        {
            wrong.push(format!(
                "{at}: found not counted by {counter} but {found:?}"
            ));
        }
        if want.counted.found.is_empty() && !found.is_empty() {
            wrong.push(format!("{at}: something found: {found:?}"));
        }
        let claimed: Vec<&str> = row
            .claimed
            .iter()
            .map(|e| e.figure.counted_by.code())
            .collect();
        for counter in want
            .counted
            .claimed
            .iter()
            .filter(|c| !claimed.contains(&c.as_str()))
        {
            wrong.push(format!(
                "{at}: claimed not counted by {counter} but {claimed:?}"
            ));
        }
        let (lines, amount) = (!row.money.lines.is_empty(), row.money.at_risk.is_some());
        // Lines may stand beside a refusal: what was questioned is shown, what is recoverable is refused.
        let money_differs = match want.money.as_str() {
            "lines" => !lines,
            "amount" => !amount,
            "refused" => amount || (lines && row.money.refusals.is_empty()),
            _ => lines || amount,
        };
        if money_differs {
            wrong.push(format!("{at}: money {:?}, not {}", row.money, want.money));
        }
    }
    wrong
}

#[test]
fn every_shipped_audit_comes_out_as_published() {
    let mut wrong = Vec::new();
    for expected in expectations() {
        let case = read(&expected.id);
        let comparison = compared(&case);
        wrong.extend(
            differences(&case, &comparison, &expected)
                .into_iter()
                .map(|w| format!("{}: {w}", expected.id)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
