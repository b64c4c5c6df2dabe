//! The shipped audits come out as their publishers printed them: verdicts, grades, refusals, who counted, figures.

mod concluding;
mod expectation;
mod languages;
mod office;

use std::path::PathBuf;

use chrono::NaiveDate;
use groundtruth::db::SeededIds;
use groundtruth::db::comparison::{ComparedAudit, compared_in_passing};
use groundtruth::domain::case::Case;
use groundtruth::domain::comparison::{Comparison, Row, Stage};
use groundtruth::domain::number::{Grouping, Rounding, group};
use groundtruth::features::cases::reading::{UnreadableCase, read_case, read_case_file};
use groundtruth::features::publications::{Imprint, report_of};
use groundtruth::infra::words::Words;
use groundtruth_reports::export::{html, json};
use groundtruth_reports::model::Report;

use expectation::{Expectation, ExpectedRow, Variant, expectations, variants};

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

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn ids() -> SeededIds {
    SeededIds::new([7; 32], today().and_hms_opt(12, 0, 0).unwrap().and_utc())
}

async fn compared(case: Case) -> ComparedAudit {
    compared_in_passing(case, today(), &mut ids())
        .await
        .unwrap()
}

fn report(audit: &ComparedAudit) -> Report {
    let imprint = Imprint {
        number: "R-2026-0001".to_owned(),
        version: "1".to_owned(),
        date: today().into(),
        organisation: "Groundtruth".to_owned(),
        work_name: "audit".to_owned(),
    };
    let report = report_of(&audit.case, &audit.comparison, &Words::english(), &imprint);
    report.check().unwrap();
    report
}

fn is_row(row: &Row, expected: &ExpectedRow) -> bool {
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
        let Some(row) = comparison.rows.iter().find(|r| is_row(r, want)) else {
            wrong.push(format!("{at}: no such row"));
            continue;
        };
        let verdict = (
            row.verdict.code.code(),
            row.verdict.code.reason().map(|r| r.code()),
        );
        if want
            .verdict
            .as_deref()
            .is_some_and(|v| verdict != (v, want.reason.as_deref()))
        {
            wrong.push(format!(
                "{at}: {verdict:?}, not {:?} {:?}",
                want.verdict, want.reason
            ));
        }
        if want.grade.as_ref().is_some_and(|g| g != row.grade.code()) {
            wrong.push(format!(
                "{at}: grade {}, not {:?}",
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
            .flatten()
            .filter(|c| !found.contains(&c.as_str()))
        {
            wrong.push(format!(
                "{at}: found not counted by {counter} but {found:?}"
            ));
        }
        if want.counted.found.as_ref().is_some_and(Vec::is_empty) && !found.is_empty() {
            wrong.push(format!("{at}: something found: {found:?}"));
        }
        let obligation = case.obligation(&row.obligation).unwrap();
        let criterion = obligation
            .criteria
            .iter()
            .find(|c| c.id == row.criterion)
            .unwrap();
        let promised = criterion.counted_by.map(|c| c.code());
        if want.counted.promised.is_some() && want.counted.promised.as_deref() != promised {
            wrong.push(format!("{at}: promised counted by {promised:?}"));
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
        if let Some(wanted) = &want.at_risk {
            let amount = row
                .money
                .at_risk
                .as_ref()
                .map(|a| Rounding::to(2).show(&a.low));
            if amount.map(|a| group(&a, Grouping::Western)).as_ref() != Some(wanted) {
                wrong.push(format!(
                    "{at}: at risk {:?}, not {wanted}",
                    row.money.at_risk
                ));
            }
        }
        // Lines may stand beside a refusal: what was questioned is shown, what is recoverable is refused.
        let money_differs = match want.money.as_str() {
            "lines" => !lines,
            "amount" => !amount,
            "" => false,
            "refused" => amount || (lines && row.money.refusals.is_empty()),
            _ => lines || amount,
        };
        if money_differs {
            wrong.push(format!("{at}: money {:?}, not {}", row.money, want.money));
        }
    }
    wrong
}

#[tokio::test]
async fn every_shipped_audit_comes_out_as_published() {
    let mut wrong = Vec::new();
    for expected in expectations() {
        let audit = compared(read(&expected.id)).await;
        let found = differences(&audit.case, &audit.comparison, &expected);
        wrong.extend(found.into_iter().map(|w| format!("{}: {w}", expected.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A case with the changes of a variant, by way of its text, so that the reader sees what a person would write.
fn varied(variant: &Variant) -> Case {
    let text = std::fs::read_to_string(folder().join(&variant.case).join("case.yaml")).unwrap();
    // Numbers stay as they are written: a case is read back from the same text.
    let case: Case = serde_saphyr::from_str(&text).unwrap();
    let mut value = serde_json::to_value(&case).unwrap();
    for change in &variant.set {
        let mut at = &mut value;
        let parts: Vec<&str> = change.path.split('/').collect();
        for part in &parts[..parts.len() - 1] {
            at = match at {
                serde_json::Value::Array(list) => {
                    list.iter_mut().find(|item| item["id"] == *part).unwrap()
                }
                other => &mut other[*part],
            };
        }
        let last = parts[parts.len() - 1];
        if change.to.is_null() {
            at.as_object_mut().unwrap().remove(last);
        } else {
            at[last] = change.to.clone();
        }
    }
    match read_case(&serde_saphyr::to_string(&value).unwrap(), &Words::english()) {
        Ok(read) => read.case,
        Err(UnreadableCase::Problems(problems)) => panic!("{}: {problems:#?}", variant.id),
        Err(error) => panic!("{}: {error}", variant.id),
    }
}

#[tokio::test]
async fn a_change_of_who_counted_or_when_changes_just_what_it_must() {
    let mut wrong = Vec::new();
    for variant in variants() {
        let audit = compared(varied(&variant)).await;
        let expected = Expectation {
            rows: variant.rows,
            ..Expectation::default()
        };
        let found = differences(&audit.case, &audit.comparison, &expected);
        wrong.extend(found.into_iter().map(|w| format!("{}: {w}", variant.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text of a page, as a reader meets it: no markup, one space between words.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let body = html.find("<body").map_or(html, |at| &html[at..]);
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
        text.push(' ');
    }
    let plain = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn every_expected_figure_stands_in_both_editions_and_no_refused_one_does() {
    let mut wrong = Vec::new();
    for expected in expectations() {
        let report = report(&compared(read(&expected.id)).await);
        let html = text_of(&String::from_utf8(html::write(&report).unwrap()).unwrap());
        let json = String::from_utf8(json::write(&report).unwrap()).unwrap();
        let flat = json.replace('\u{a0}', " ");
        let html = html.replace('\u{a0}', " ");
        for (edition, text) in [("html", &html), ("json", &flat)] {
            let mut say = |what: String| wrong.push(format!("{} {edition}: {what}", expected.id));
            for figure in expected
                .figures
                .iter()
                .filter(|f| !text.contains(f.as_str()))
            {
                say(format!("no “{figure}”"));
            }
            for code in expected
                .whole
                .codes
                .iter()
                .filter(|c| !text.contains(c.as_str()))
            {
                say(format!("no {code}"));
            }
            for stamp in expected
                .stamps
                .iter()
                .filter(|s| !text.contains(s.as_str()))
            {
                say(format!("no stamp “{stamp}”"));
            }
            for never in expected.never.iter().filter(|n| text.contains(n.as_str())) {
                say(format!("“{never}” stands in it"));
            }
        }
        for derived in expected
            .derived
            .iter()
            .filter(|d| !flat.contains(d.as_str()))
        {
            wrong.push(format!("{} json: no “{derived}”", expected.id));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
