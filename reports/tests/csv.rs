//! The CSV edition: read back by another reader, cell for cell, and described by its package.

use crate::everywhere::led_everywhere;
use crate::samples;
use crate::tables::every_sample;
use csv::ReaderBuilder;
use groundtruth_reports::export::csv::{File, Licence, write};
use groundtruth_reports::export::tables::{Cell, Table, tables};
use groundtruth_reports::model::Report;
use serde_json::Value;
use sha2::{Digest, Sha256};

const TRIGGERS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0'];

fn files(report: &Report) -> Vec<File> {
    write(report, &[]).expect("written")
}

fn package(files: &[File]) -> Value {
    let file = files.iter().find(|file| file.name == "datapackage.json");
    serde_json::from_slice(&file.expect("a description").bytes).expect("JSON")
}

fn records(file: &File) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(file.bytes.as_slice());
    let records = reader.records().map(|record| record.expect("a record"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// What a reader who knows of the guard makes of a field.
fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(TRIGGERS) => rest,
        _ => field,
    }
}

fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => words.clone(),
        Cell::Number(number) | Cell::Share(number) => number.as_str().to_owned(),
        Cell::Day(day) => day.iso(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Link(url) => url.as_str().to_owned(),
    }
}

fn compare(table: &Table, file: &File) {
    let records = records(file);
    let heads: Vec<_> = table.columns.iter().map(|c| c.name.clone()).collect();
    assert_eq!(records[0][..heads.len()], heads[..], "{}", table.name);
    assert_eq!(records.len() - 1, table.rows.len(), "{}", table.name);
    for (row, record) in table.rows.iter().zip(&records[1..]) {
        for ((cell, field), column) in row.iter().zip(record).zip(&table.columns) {
            let name = format!("{} of {}", column.name, table.name);
            match cell {
                Cell::Text(_) | Cell::Link(_) => {
                    assert!(!field.starts_with(TRIGGERS), "{name}: {field:?}");
                    assert_eq!(unguarded(field), text_of(cell), "{name}");
                }
                Cell::Number(_) | Cell::Share(_) => {
                    assert_eq!(*field, text_of(cell), "{name}");
                    field.parse::<f64>().expect("a number");
                }
                _ => assert_eq!(*field, text_of(cell), "{name}"),
            }
        }
    }
}

#[test]
fn every_cell_comes_back_as_it_was() {
    for report in every_sample() {
        let files = files(&report);
        for table in &tables(&report).expect("tables").tables {
            let name = format!("{}.csv", table.name);
            let file = files.iter().find(|file| file.name == name);
            compare(table, file.expect("a file for each table"));
        }
    }
}

#[test]
fn text_that_tries_to_be_a_formula_is_led_and_comes_back() {
    for attack in [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\tx",
        "\rx",
        "\nx",
        "\0x",
        "'=x",
        "''@",
        "=cmd|' /C calc'!A0",
    ] {
        let report = led_everywhere(&samples::everything(), attack);
        let files = files(&report);
        for (table, file) in tables(&report)
            .expect("tables")
            .tables
            .iter()
            .zip(&files[1..])
        {
            compare(table, file);
        }
    }
}

#[test]
fn a_negative_number_stays_a_number() {
    let report = samples::mshengu();
    let all = files(&report);
    let file = all.iter().find(|file| file.name == "comparison.csv");
    let records = records(file.expect("the comparison"));
    let column = records[0].iter().position(|name| name == "gap_value");
    assert_eq!(records[1][column.expect("the gap")], "-90");
}

#[test]
fn the_same_report_gives_the_same_files() {
    for report in every_sample() {
        assert_eq!(files(&report), files(&report.clone()));
    }
}

#[test]
fn lines_end_as_the_standard_says_and_every_file_is_utf_8() {
    for file in files(&samples::everything()) {
        let text = String::from_utf8(file.bytes).expect("UTF-8");
        if file.name.ends_with(".csv") {
            assert!(text.ends_with("\r\n"), "{}", file.name);
            let first = text.split("\r\n").next().expect("a head");
            assert!(!first.contains('\n'), "{}", file.name);
        }
    }
}

#[test]
fn the_package_agrees_with_its_files() {
    for report in every_sample() {
        let files = files(&report);
        let package = package(&files);
        let resources = package["resources"].as_array().expect("resources");
        assert_eq!(resources.len(), files.len() - 1);
        for resource in resources {
            let path = resource["path"].as_str().expect("a path");
            let file = files.iter().find(|file| file.name == path);
            let file = file.expect("the file is there");
            let hash: String = Sha256::digest(&file.bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(resource["hash"], format!("sha256:{hash}"), "{path}");
            assert_eq!(resource["bytes"], file.bytes.len(), "{path}");
            assert!(!resource["description"].as_str().expect("words").is_empty());
            let fields = resource["schema"]["fields"].as_array().expect("fields");
            let names: Vec<_> = fields.iter().map(|f| f["name"].as_str()).collect();
            let heads = &records(file)[0];
            let heads: Vec<_> = heads.iter().map(|head| Some(head.as_str())).collect();
            assert_eq!(names, heads, "{path}");
            check_types(fields, file);
        }
    }
}

/// Every field that is filled is of the type that the description gives it.
fn check_types(fields: &[Value], file: &File) {
    for record in &records(file)[1..] {
        for (field, value) in fields.iter().zip(record) {
            if value.is_empty() {
                continue;
            }
            let name = &field["name"];
            match field["type"].as_str().expect("a type") {
                "string" => {}
                "number" => assert!(value.parse::<f64>().is_ok(), "{name}: {value}"),
                "boolean" => assert!(value == "true" || value == "false", "{name}: {value}"),
                "date" => assert_eq!(value.len(), "2026-11-21".len(), "{name}: {value}"),
                other => panic!("{name} is of a type {other}"),
            }
        }
    }
}

#[test]
fn stamps_are_in_the_description_and_in_every_row() {
    let report = samples::everything();
    let files = files(&report);
    let description = package(&files)["description"].clone();
    let description = description.as_str().expect("words");
    for stamp in &report.stamps {
        assert!(description.contains(&stamp.text));
        for file in &files[1..] {
            let records = records(file);
            assert_eq!(records[0].last().map(String::as_str), Some("stamps"));
            for record in &records[1..] {
                assert!(record.last().expect("a field").contains(&stamp.text));
            }
        }
    }
    assert!(description.contains("apostrophe"), "the guard is told");
}

#[test]
fn the_licence_is_the_one_given() {
    let report = samples::mshengu();
    assert!(package(&files(&report)).get("licenses").is_none());
    let licence = Licence {
        name: "CC-BY-4.0".into(),
        path: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        title: None,
    };
    let given = package(&write(&report, &[licence]).expect("written"));
    assert_eq!(given["licenses"][0]["name"], "CC-BY-4.0");
    assert_eq!(given["name"], "r-2026-0001-1");
}
