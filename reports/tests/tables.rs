//! The tables of a report: whole, consistent, numbers where there are numbers.

use crate::samples;
use groundtruth_reports::export::tables::{Cell, ColumnKind, Table, Tables, tables};
use groundtruth_reports::model::{Label, Report};
use std::collections::{BTreeMap, BTreeSet};

pub fn every_sample() -> Vec<Report> {
    vec![
        samples::mshengu(),
        samples::all_kept(),
        samples::everything(),
        samples::from_right_to_left(),
        samples::empty(),
    ]
}

fn named<'a>(tables: &'a Tables<'_>, name: &str) -> &'a Table {
    let mut all = tables.tables.iter();
    all.find(|table| table.name == name)
        .unwrap_or_else(|| panic!("a table {name}"))
}

/// What stands in a column of a row, as text.
fn at<'a>(table: &'a Table, row: usize, column: &str) -> &'a Cell {
    let mut columns = table.columns.iter();
    let place = columns
        .position(|one| one.name == column)
        .unwrap_or_else(|| panic!("a column {column}"));
    &table.rows[row][place]
}

fn number(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Number(number) | Cell::Share(number) => Some(number.as_str()),
        _ => None,
    }
}

#[test]
fn every_row_is_as_long_as_its_table_and_every_name_is_its_own() {
    for report in every_sample() {
        let tables = tables(&report).expect("tables");
        let mut names = BTreeSet::new();
        for table in tables.tables.iter().chain([&tables.dictionary()]) {
            assert!(names.insert(table.name), "two tables {}", table.name);
            let columns: BTreeSet<_> = table.columns.iter().map(|c| &c.name).collect();
            assert_eq!(columns.len(), table.columns.len(), "{}", table.name);
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{}", table.name);
            }
            for column in &table.columns {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                assert!(column.name.chars().all(plain), "{}", column.name);
                assert!(!column.title.is_empty(), "{}", column.name);
            }
            assert!(!table.title.is_empty() && !table.text.is_empty());
        }
    }
}

#[test]
fn every_cell_is_what_its_column_says() {
    for report in every_sample() {
        for table in &tables(&report).expect("tables").tables {
            for (place, column) in table.columns.iter().enumerate() {
                for cell in table.rows.iter().map(|row| &row[place]) {
                    let fits = match (cell, column.kind) {
                        (Cell::Empty, _) => true,
                        (Cell::Text(_), kind) => {
                            matches!(kind, ColumnKind::Text | ColumnKind::Code | ColumnKind::Link)
                        }
                        (Cell::Number(_) | Cell::Share(_), ColumnKind::Number) => true,
                        (Cell::Share(_), kind) => kind == ColumnKind::Share,
                        (Cell::Number(_), _) => false,
                        (Cell::Day(_), kind) => kind == ColumnKind::Day,
                        (Cell::Flag(_), kind) => kind == ColumnKind::Flag,
                        (Cell::Link(_), kind) => kind == ColumnKind::Link,
                    };
                    assert!(fits, "{} of {}: {cell:?}", column.name, table.name);
                }
            }
        }
    }
}

/// How many rows each table must have, counted from the model.
fn expected(report: &Report) -> BTreeMap<&'static str, usize> {
    let figures = |report: &Report| {
        let rows = report.promises.iter();
        rows.flat_map(|row| [&row.promised, &row.claimed, &row.found, &row.since])
            .map(|cell| cell.figures.len())
            .sum::<usize>()
    };
    let sum = |counts: Vec<usize>| counts.into_iter().sum::<usize>();
    let versions = || report.agreements.iter().flat_map(|a| &a.versions);
    let rates = || versions().filter_map(|version| version.rates.as_ref());
    let method = &report.method;
    BTreeMap::from([
        ("comparison", report.promises.len()),
        ("figures", figures(report)),
        (
            "refusals",
            sum(vec![
                report.refusals.len(),
                report.promises.iter().map(|p| p.refusals.len()).sum(),
                report.other_figures.iter().map(|g| g.refusals.len()).sum(),
                report.category_sets.iter().map(|s| s.refusals.len()).sum(),
                report.checks.iter().map(|c| c.refusals.len()).sum(),
                report.money.lines.iter().map(|l| l.refusals.len()).sum(),
                report.money.refusals.len(),
                rates().map(|rates| rates.gaps.len()).sum(),
            ]),
        ),
        (
            "other_figures",
            report.other_figures.iter().map(|g| g.entries.len()).sum(),
        ),
        (
            "ranges",
            report.interval_plots.iter().map(|p| p.rows.len()).sum(),
        ),
        ("category_sets", report.category_sets.len()),
        ("checks", report.checks.len()),
        ("money", report.money.lines.len()),
        (
            "money_states",
            report.money.lines.iter().map(|l| l.states.len()).sum(),
        ),
        ("money_totals", report.money.totals.len()),
        ("payments", report.payments.len()),
        ("agreements", report.agreements.len()),
        ("agreement_versions", versions().count()),
        ("prices", rates().map(|r| r.rows.len() + r.gaps.len()).sum()),
        (
            "method",
            sum(vec![
                method.purposes.len(),
                method.objectives.len(),
                method.scope.len(),
                method.not_covered.len(),
                method.field_work.len(),
                method.instruments.len(),
                method.observers.len(),
                method.agreement.len(),
                method.access.len(),
                method.limits.len(),
                method.facts.len(),
            ]),
        ),
        ("samples", method.samples.len()),
        ("findings", report.findings.len()),
        ("recommendations", report.recommendations.len()),
        ("responses", report.responses.len()),
        (
            "response_texts",
            report
                .responses
                .iter()
                .map(|r| {
                    let sent = r.sent.len() + r.sent_note.iter().count();
                    sent + r.text.len() + r.points.len() + r.evaluation.len()
                })
                .sum(),
        ),
        ("follow_up", report.follow_up.items.len()),
        (
            "decisions",
            report
                .follow_up
                .items
                .iter()
                .map(|one| one.decided.len())
                .sum(),
        ),
        ("fixes", report.follow_up.fixes.len()),
        ("chronology", report.chronology.len()),
        ("earlier_findings", report.earlier_findings.len()),
        ("evidence", report.evidence.len()),
        ("sources", report.sources.len()),
        (
            "left_out_and_corrected",
            report.omissions.len() + report.completeness.len() + report.corrections.len(),
        ),
        ("workings", report.workings.len()),
        (
            "working_inputs",
            report.workings.iter().map(|w| w.inputs.len()).sum(),
        ),
        (
            "working_steps",
            report.workings.iter().map(|w| w.steps.len()).sum(),
        ),
        ("words", report.glossary.len()),
    ])
}

#[test]
fn every_table_has_as_many_rows_as_the_model() {
    for report in every_sample() {
        let tables = tables(&report).expect("tables");
        let mut expected = expected(&report);
        for table in &tables.tables {
            match table.name {
                // One row for each statement, and for each category and base.
                "summary" => assert!(table.rows.len() > 1),
                "categories" => assert!(!report.category_sets.is_empty()),
                name => {
                    let count = expected.remove(name);
                    assert_eq!(count, Some(table.rows.len()), "{name}");
                }
            }
        }
        // What is left has no rows and no table.
        assert!(expected.values().all(|count| *count == 0), "{expected:?}");
    }
}

#[test]
fn a_category_stands_once_for_each_base_it_has_a_share_of() {
    let report = samples::everything();
    let tables = tables(&report).expect("tables");
    let table = named(&tables, "categories");
    // Four categories and one put together, two bases, and one that has no share of the second.
    assert_eq!(table.rows.len(), 9);
    assert_eq!(number(at(table, 0, "share_numerator")), Some("188"));
    assert_eq!(number(at(table, 0, "share_denominator")), Some("528"));
    let share = number(at(table, 0, "share_value"));
    assert_eq!(share, Some("0.356060606060606"));
}

#[test]
fn figures_are_numbers_with_unit_numerator_and_denominator() {
    let report = samples::mshengu();
    let tables = tables(&report).expect("tables");
    let table = named(&tables, "comparison");
    assert_eq!(number(at(table, 0, "promised_value")), Some("346"));
    assert_eq!(number(at(table, 0, "found_value")), Some("256"));
    assert_eq!(number(at(table, 0, "found_numerator")), Some("256"));
    assert_eq!(number(at(table, 0, "found_denominator")), Some("346"));
    assert_eq!(
        number(at(table, 0, "found_share")),
        Some("0.739884393063584")
    );
    assert_eq!(number(at(table, 0, "gap_value")), Some("-90"));
    assert_eq!(
        at(table, 0, "verdict_code"),
        &Cell::Text("partly_delivered".into())
    );
}

#[test]
fn an_interval_in_per_cent_is_a_share_and_any_other_is_a_number() {
    let mut report = samples::everything();
    let interval = report.promises[0].interval.clone().expect("an interval");
    report.promises[1].interval = Some(groundtruth_reports::model::Interval {
        low: "0.6166209188".into(),
        high: "0.8246205820".into(),
        text: "61.7% to 82.5%".into(),
        ..interval
    });
    let tables = tables(&report).expect("tables");
    let table = named(&tables, "comparison");
    assert!(matches!(at(table, 0, "interval_low"), Cell::Number(n) if n.as_str() == "882"));
    assert!(matches!(at(table, 1, "interval_low"), Cell::Share(n) if n.as_str() == "0.6166209188"));
    assert!(matches!(at(table, 1, "interval_high"), Cell::Share(_)));
}

#[test]
fn a_gap_that_is_a_range_gives_both_ends() {
    let mut report = samples::everything();
    if let Some(gap) = &mut report.promises[0].gap {
        gap.exact = Some("-2.8..-1.8".into());
    }
    let tables = tables(&report).expect("tables");
    let table = named(&tables, "comparison");
    assert_eq!(at(table, 0, "gap_value"), &Cell::Empty);
    assert_eq!(number(at(table, 0, "gap_low")), Some("-2.8"));
    assert_eq!(number(at(table, 0, "gap_high")), Some("-1.8"));
}

#[test]
fn only_an_address_that_may_be_followed_is_a_link() {
    let report = samples::everything();
    let tables = tables(&report).expect("tables");
    let table = named(&tables, "sources");
    let addresses: Vec<_> = (0..table.rows.len())
        .map(|row| at(table, row, "address"))
        .collect();
    assert!(addresses.contains(&&Cell::Text("javascript:alert(1)".into())));
    for report in every_sample() {
        let tables = groundtruth_reports::export::tables::tables(&report).expect("tables");
        let cells = tables.tables.iter().flat_map(|table| &table.rows).flatten();
        for cell in cells {
            if let Cell::Link(url) = cell {
                let address = url.as_str().to_ascii_lowercase();
                let safe = ["http://", "https://", "mailto:"];
                assert!(safe.iter().any(|start| address.starts_with(start)));
            }
        }
    }
}

#[test]
fn every_stamp_is_said_in_the_summary() {
    let report = samples::everything();
    let tables = tables(&report).expect("tables");
    let table = named(&tables, "summary");
    for (row, stamp) in report.stamps.iter().enumerate() {
        let head = report.labels.get(Label::StampsName);
        assert_eq!(at(table, row, "part"), &Cell::Text(head.into()));
        assert_eq!(at(table, row, "text"), &Cell::Text(stamp.text.clone()));
    }
}
