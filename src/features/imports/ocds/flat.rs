//! OCDS as flatten-tool writes it: tables whose headings are ways to members, `contracts/0/value/amount`, joined by what
//! names the release and each thing in it. The rows of one process are grown into what its releases say, every value at
//! its cell, and are read like any other release.

mod growing;

use std::collections::HashMap;

use super::releases::{record, release, together};
use crate::domain::exchange::{Harvest, Note};
use crate::features::imports::json::Value;
use crate::features::imports::refusal::note;
use crate::features::imports::tables::Sheet;
use growing::{Grown, Leaf};

/// Rows in which headings are looked for.
const HEAD_WITHIN: usize = 20;
/// Steps of one heading.
const LONGEST_WAY: usize = 16;
/// Filled cells of one process.
const MOST_CELLS: usize = 1 << 17;
/// Members of a release or a record, in which something more stands.
const HOLDERS: [&str; 8] = [
    "buyer",
    "planning",
    "tender",
    "awards",
    "contracts",
    "parties",
    "relatedProcesses",
    "compiledRelease",
];

/// One step of a heading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// Into a member.
    Member(String),
    /// Into a thing of a list. Numbers tell the things of one row apart and mean nothing from row to row.
    Item(u32),
}

/// A table of one file, or the columns of one release in each of its rows.
struct Table<'a> {
    sheet: &'a Sheet,
    /// The first row below the headings.
    first: usize,
    /// Column and way, in the order of the ways: what belongs together stands together.
    columns: Vec<(usize, Vec<Step>)>,
    /// The column that names the process.
    ocid: usize,
}

/// Whether tables are flattened OCDS: one of them names processes and says something of what they hold.
#[must_use]
pub fn is_flat(sheets: &[&Sheet]) -> bool {
    let mut ignored = Vec::new();
    let tables = sheets
        .iter()
        .flat_map(|sheet| tables_of(sheet, &mut ignored));
    tables.into_iter().any(|table| {
        table.columns.iter().any(|(_, way)| match &way[..] {
            [Step::Member(holder), _, ..] => HOLDERS.contains(&holder.as_str()),
            _ => false,
        })
    })
}

/// Reads the processes of flattened tables.
pub fn read_flat(sheets: &[&Sheet], harvest: &mut dyn Harvest) {
    let mut tables = Vec::new();
    for sheet in sheets {
        let mut notes = Vec::new();
        let found = tables_of(sheet, &mut notes);
        if found.is_empty() && sheet.height() > 0 {
            let about = [("sheet", sheet.name.as_str())];
            harvest.note(note("flat-sheet-left", &sheet.name, &about));
        }
        tables.extend(found);
        notes.into_iter().for_each(|one| harvest.note(one));
    }
    // Which rows speak of which process, processes in the order in which they are first named.
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut processes: Vec<Vec<(usize, usize)>> = Vec::new();
    for (nth, table) in tables.iter().enumerate() {
        for row in table.first..table.sheet.height() {
            let ocid = table.sheet.cell(row, table.ocid);
            let says = |(column, _): &(usize, _)| !table.sheet.cell(row, *column).is_empty();
            if !ocid.is_empty() {
                let place = *places.entry(ocid.text.to_string()).or_insert_with(|| {
                    processes.push(Vec::new());
                    processes.len() - 1
                });
                processes[place].push((nth, row));
            } else if table.columns.iter().any(says) {
                harvest.refused(note("ocid-missing", &table.sheet.row_pointer(row).0, &[]));
            }
        }
    }
    for rows in processes {
        process(&tables, &rows, harvest);
    }
}

/// The tables of a sheet: one, or one for each release that stands side by side in its rows; none where no heading names
/// the process.
fn tables_of<'a>(sheet: &'a Sheet, notes: &mut Vec<Note>) -> Vec<Table<'a>> {
    let rows = 0..sheet.height().min(HEAD_WITHIN);
    for row in rows {
        let cells = sheet.row(row).iter().enumerate();
        let texts: Vec<_> = cells.map(|(column, cell)| (column, &*cell.text)).collect();
        if texts.iter().any(|(_, text)| *text == "ocid") {
            return table(sheet, row, &texts, notes).into_iter().collect();
        }
        let mut tables = Vec::new();
        let named = texts.iter().filter_map(|(_, text)| {
            let way = text.strip_suffix("/ocid")?;
            let number = way.strip_prefix("releases/")?;
            number
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then_some(way)
        });
        for way in named {
            let own = texts.iter().filter_map(|(column, text)| {
                let rest = text.strip_prefix(way)?.strip_prefix('/')?;
                Some((*column, rest))
            });
            let own: Vec<_> = own.collect();
            tables.extend(table(sheet, row, &own, notes));
        }
        if !tables.is_empty() {
            return tables;
        }
    }
    Vec::new()
}

fn table<'a>(
    sheet: &'a Sheet,
    head: usize,
    texts: &[(usize, &str)],
    notes: &mut Vec<Note>,
) -> Option<Table<'a>> {
    let mut left = |column: usize, text: &str| {
        let at = sheet.pointer(head, column);
        notes.push(note("flat-column-left", &at.0, &[("text", text)]));
    };
    let mut columns: Vec<(usize, Vec<Step>)> = Vec::new();
    for (column, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        match way_of(text) {
            Some(way) => columns.push((*column, way)),
            None => left(*column, text),
        }
    }
    columns.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(&other.0)));
    // A heading that stands twice, and one that is a value and holds others, too.
    let text_of = |column: usize| sheet.cell(head, column).text.to_string();
    let mut kept: Vec<(usize, Vec<Step>)> = Vec::new();
    for (column, way) in columns {
        match kept.last() {
            Some((_, before)) if *before == way => left(column, &text_of(column)),
            Some((other, before)) if way.starts_with(before) => {
                left(*other, &text_of(*other));
                kept.pop();
                kept.push((column, way));
            }
            _ => kept.push((column, way)),
        }
    }
    let is_ocid = |(_, way): &&(usize, Vec<Step>)| way[..] == [Step::Member("ocid".to_owned())];
    let ocid = kept.iter().find(is_ocid)?.0;
    Some(Table {
        sheet,
        first: head + 1,
        columns: kept,
        ocid,
    })
}

/// The steps of a heading; none where it is no way to a value.
fn way_of(text: &str) -> Option<Vec<Step>> {
    let mut way: Vec<Step> = Vec::new();
    for step in text.split('/') {
        let is_number = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        let step = match is_number {
            true => Step::Item(step.parse().ok()?),
            false if step.trim().is_empty() => return None,
            false => Step::Member(step.trim().to_owned()),
        };
        let follows_member = matches!(way.last(), Some(Step::Member(_)));
        if way.len() == LONGEST_WAY || (is_number && !follows_member) {
            return None;
        }
        way.push(step);
    }
    matches!(way.last(), Some(Step::Member(_))).then_some(way)
}

/// Grows one process from its rows, and reads it.
fn process(tables: &[Table<'_>], rows: &[(usize, usize)], harvest: &mut dyn Harvest) {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut named: HashMap<String, usize> = HashMap::new();
    let mut releases: Vec<Grown> = Vec::new();
    for (table, row) in rows {
        let table = &tables[*table];
        let filled = table.columns.iter().filter_map(|(column, way)| {
            let cell = table.sheet.cell(*row, *column);
            (!cell.is_empty()).then_some((*column, way, cell))
        });
        let mut cells = Vec::new();
        let mut id = String::new();
        for (column, way, cell) in filled {
            if matches!(&way[..], [Step::Member(name)] if name == "id") {
                id = cell.text.to_string();
            }
            cells.push((&way[..], leaves.len()));
            leaves.push(Leaf::of(way, cell, table.sheet.pointer(*row, column)));
        }
        let at = table.sheet.row_pointer(*row);
        if leaves.len() > MOST_CELLS {
            let most = MOST_CELLS.to_string();
            harvest.refused(note("flat-too-large", &at.0, &[("most", &most)]));
            return;
        }
        if let Some(member) = growing::without_parent(&cells) {
            let about = [("member", member.as_str())];
            harvest.refused(note("flat-no-parent", &at.0, &about));
            continue;
        }
        let place = *named.entry(id).or_insert_with(|| {
            releases.push(Grown::at(cells[0].1));
            releases.len() - 1
        });
        if let Some(leaf) = releases[place].grow(&cells, &leaves) {
            let leaf = &leaves[leaf];
            harvest.note(note("flat-differs", &leaf.at, &[("text", &leaf.text)]));
        }
    }
    let docs: Vec<_> = leaves.iter().map(Leaf::doc).collect();
    let grown: Vec<_> = releases.iter().map(|one| one.merged(&docs)).collect();
    let values = grown.iter().map(Value::Of);
    let (records, mut alone): (Vec<_>, Vec<_>) =
        values.partition(|one| one.get("compiledRelease").is_some());
    records.into_iter().for_each(|one| record(one, harvest));
    match alone.len() {
        0 => {}
        1 => release(alone.remove(0), harvest),
        _ => together(alone, harvest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_ways_to_values() {
        let said = |text| way_of(text).map(|way| format!("{way:?}"));
        assert_eq!(
            said("contracts/0/id").unwrap(),
            r#"[Member("contracts"), Item(0), Member("id")]"#
        );
        for text in [
            "",
            "/id",
            "0/id",
            "a//b",
            "tag/0",
            "a/0/1/b",
            "a/99999999999/b",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
        let deep = "a/".repeat(15);
        assert!(said(deep.trim_end_matches('/')).is_some());
        assert_eq!(said(&vec!["a"; 17].join("/")), None);
    }
}
