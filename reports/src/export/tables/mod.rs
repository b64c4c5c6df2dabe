//! A report as tables of typed cells, each designed once: sheets and data files write the same ones.

mod agreements;
mod back;
mod cell;
mod comparison;
mod findings;
mod following;
mod money;
mod number;
mod numbers;
mod plan;
mod printed;
mod reading;
mod refusals;
mod responses;
mod summary;
mod workings;

pub use cell::{Cell, Day};
pub use number::Number;

use crate::model::{Label, Report, ReportError};

/// The tables of one report.
#[derive(Clone, Debug)]
pub struct Tables<'a> {
    /// The report, for what stands around the tables.
    pub report: &'a Report,
    /// The tables, in reading order. A table without rows is left out.
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name in data files, in small letters: `comparison`.
    pub name: &'static str,
    /// Name for people, in the language of the report.
    pub title: String,
    /// What stands in it.
    pub text: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in data files, in small letters: `found_value`.
    pub name: String,
    /// Head, in the language of the report.
    pub title: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Unit of every cell, where it is the same; else a column of its own says it.
    pub unit: Option<&'static str>,
    /// What it holds in words, where the head does not say it.
    pub meaning: Option<String>,
}

/// What the cells of a column hold when they are not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Hashes, file names and other long codes.
    Code,
    /// Numbers, and shares of 1 among them.
    Number,
    /// Shares; 1 is the whole.
    Share,
    /// Days.
    Day,
    /// Yes or no.
    Flag,
    /// Addresses, or text where an address may not be followed.
    Link,
}

/// Makes the tables of a report.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses.
pub fn tables(report: &Report) -> Result<Tables<'_>, ReportError> {
    report.check()?;
    let mut tables = vec![summary::summary(report)];
    tables.extend(comparison::tables(report));
    tables.extend(numbers::tables(report));
    tables.extend(money::tables(report));
    tables.extend(agreements::tables(report));
    tables.extend(findings::tables(report));
    tables.extend(responses::tables(report));
    tables.extend(following::tables(report));
    tables.extend(back::tables(report));
    tables.extend(workings::tables(report));
    tables.push(back::glossary(report));
    tables.retain(|table| !table.rows.is_empty());
    Ok(Tables { report, tables })
}

/// A column with its table.
type Described<'a> = (&'a Table, &'a Column);

impl Tables<'_> {
    /// The columns of all tables as a table.
    pub fn dictionary(&self) -> Table {
        let labels = &self.report.labels;
        let every = self
            .tables
            .iter()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        plan::Plan::new(
            labels,
            "columns",
            Label::TableColumns,
            Label::TableColumnsText,
        )
        .text("table", Label::ColumnTable, |(table, _): &Described<'_>| {
            &table.title
        })
        .text("head", Label::ColumnHead, |(_, column)| &column.title)
        .code("name", Label::ColumnName, |(_, column)| &column.name)
        .text("type", Label::ColumnType, |(_, column)| column.kind.name())
        .text("unit", Label::ColumnUnit, |(_, column)| {
            column.unit.unwrap_or_default()
        })
        .maybe("meaning", Label::ColumnMeaning, |(_, column)| {
            &column.meaning
        })
        .rows(every)
    }
}

impl ColumnKind {
    /// The type by which data files know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Code | Self::Link => "string",
            Self::Number | Self::Share => "number",
            Self::Day => "date",
            Self::Flag => "boolean",
        }
    }
}
