//! The Frictionless Data Package that describes the files: names, titles, types, units, hashes.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{File, STAMPS, stamps, stamps_head};
use crate::document::SafeUrl;
use crate::export::tables::{Column, Table, Tables};
use crate::model::{Label, Report, ReportError};

/// The profile that the description follows.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// Terms under which the data may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// Name by the Open Definition, such as `CC-BY-4.0`.
    pub name: String,
    /// Address of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    name: String,
    title: &'a str,
    description: String,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<&'a str>,
    contributors: Vec<Contributor<'a>>,
    sources: Vec<SourceOut<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    licenses: &'a [Licence],
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Contributor<'a> {
    title: &'a str,
    roles: [&'a str; 1],
}

#[derive(Serialize)]
struct SourceOut<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    path: &'a str,
    title: &'a str,
    description: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    format: &'a str,
    mediatype: &'a str,
    encoding: &'a str,
    bytes: usize,
    hash: String,
    dialect: Dialect<'a>,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect<'a> {
    delimiter: &'a str,
    line_terminator: &'a str,
    quote_char: &'a str,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<FieldOut<'a>>,
    missing_values: [&'a str; 1],
}

#[derive(Serialize)]
struct FieldOut<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
}

const DIALECT: Dialect<'_> = Dialect {
    delimiter: ",",
    line_terminator: "\r\n",
    quote_char: "\"",
    double_quote: true,
    header: true,
};

pub(super) fn write(
    tables: &Tables<'_>,
    licences: &[Licence],
    files: &[File],
) -> Result<Vec<u8>, ReportError> {
    let report = tables.report;
    let resources = tables.tables.iter().zip(files);
    let package = Package {
        schema: PROFILE,
        name: name(report),
        title: &report.title,
        description: description(report),
        version: &report.version,
        homepage: SafeUrl::parse(&report.check_address).map(|_| report.check_address.as_str()),
        contributors: vec![Contributor {
            title: &report.organisation,
            roles: ["publisher"],
        }],
        sources: report.sources.iter().map(source).collect(),
        licenses: licences,
        resources: resources
            .map(|(table, file)| resource(report, table, file))
            .collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The report's number in small letters, as the profile asks.
fn name(report: &Report) -> String {
    let number = format!("{}-{}", report.number, report.version);
    let clean = number.chars().map(|sign| match sign.to_ascii_lowercase() {
        sign if sign.is_ascii_alphanumeric() => sign,
        _ => '-',
    });
    let clean: String = clean.collect();
    match clean.trim_matches('-') {
        "" => "report".to_owned(),
        name => name.to_owned(),
    }
}

/// What the files are, the stamps first, and how text is guarded.
fn description(report: &Report) -> String {
    let labels = &report.labels;
    let number = [
        ("number", report.number.as_str()),
        ("version", report.version.as_str()),
    ];
    let number = labels.fill(Label::NumberAndVersion, &number);
    let values = [("title", report.title.as_str()), ("number", &number)];
    let what = labels.fill(Label::PackageText, &values);
    let guard = labels.get(Label::PackageGuard);
    let parts = [stamps(report), what, guard.to_owned()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

fn source(source: &crate::model::Source) -> SourceOut<'_> {
    let address = source.url.as_deref();
    SourceOut {
        title: &source.title,
        path: address.filter(|address| SafeUrl::parse(address).is_some()),
    }
}

fn resource<'a>(report: &'a Report, table: &'a Table, file: &'a File) -> Resource<'a> {
    let mut fields: Vec<_> = table.columns.iter().map(field).collect();
    if !report.stamps.is_empty() {
        fields.push(FieldOut {
            name: STAMPS,
            kind: "string",
            title: stamps_head(report),
            description: None,
            unit: None,
        });
    }
    Resource {
        name: table.name,
        path: &file.name,
        title: &table.title,
        description: &table.text,
        kind: "table",
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: file.bytes.len(),
        hash: hash(&file.bytes),
        dialect: DIALECT,
        schema: Schema {
            fields,
            missing_values: [""],
        },
    }
}

fn field(column: &Column) -> FieldOut<'_> {
    FieldOut {
        name: &column.name,
        kind: column.kind.name(),
        title: &column.title,
        description: column.meaning.as_deref(),
        unit: column.unit,
    }
}

/// `sha256:` and the hash in small letters.
fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let signs = digest.iter().map(|byte| format!("{byte:02x}"));
    signs.fold("sha256:".to_owned(), |hash, sign| hash + &sign)
}
