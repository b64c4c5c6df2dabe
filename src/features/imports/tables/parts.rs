//! What an XLSX says around its cells: which part is which sheet, which rows are hidden, which cells are merged. The
//! cells themselves are read by `workbook`.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::packed::Parts;
use super::{Area, TableError};

/// Rows of a sheet in any spreadsheet program.
const MOST_ROWS: usize = 1_048_576;

/// The sheets of a workbook: the key of its part by the name of the sheet.
pub(super) fn sheet_parts(parts: &Parts) -> HashMap<String, String> {
    let (Some(book), Some(links)) = (
        text(parts, "xl/workbook.xml"),
        text(parts, "xl/_rels/workbook.xml.rels"),
    ) else {
        return HashMap::new();
    };
    let mut targets = HashMap::new();
    each_element(links, |element, _| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
        {
            let key = target
                .strip_prefix('/')
                .map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, key.to_lowercase());
        }
    });
    let mut sheets = HashMap::new();
    each_element(book, |element, _| {
        if element.local_name().as_ref() == "sheet" {
            let target = attribute(element, "id").and_then(|id| targets.get(&id).cloned());
            if let (Some(name), Some(target)) = (attribute(element, "name"), target) {
                sheets.insert(name, target);
            }
        }
    });
    sheets
}

fn text<'a>(parts: &'a Parts, key: &str) -> Option<&'a str> {
    std::str::from_utf8(&parts.get(key)?.bytes).ok()
}

/// Goes over the elements; what is broken ends it, since the reader of cells says so itself.
fn each_element(xml: &str, mut found: impl FnMut(&BytesStart<'_>, usize)) {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => {
                found(&element, depth);
                depth += 1;
            }
            Event::Empty(element) => found(&element, depth),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return,
            _ => {}
        }
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(std::borrow::Cow::into_owned)
        })
}

/// Rows that are hidden, from 0. Looks at the opening signs of rows alone, since the cells are read elsewhere.
pub(super) fn hidden_rows(xml: &[u8]) -> Vec<usize> {
    let mut rows = Vec::new();
    if find(xml, b"hidden=", 0).is_none() {
        return rows;
    }
    let (mut at, mut next) = (0, 0);
    while let Some(start) = find(xml, b"row ", at) {
        at = start + 4;
        if !matches!(xml.get(start.wrapping_sub(1)), Some(b'<' | b':')) {
            continue;
        }
        let end = xml[at..]
            .iter()
            .position(|b| *b == b'>')
            .map_or(xml.len(), |length| at + length);
        let opening = &xml[at..end];
        let row = value(opening, b"r")
            .and_then(|text| text.parse::<usize>().ok()?.checked_sub(1))
            .unwrap_or(next);
        next = row.saturating_add(1);
        // In order and within a sheet, or it is no row of this sheet.
        let follows = row < MOST_ROWS && rows.last().is_none_or(|last| *last < row);
        if follows && matches!(value(opening, b"hidden"), Some("1" | "true")) {
            rows.push(row);
        }
        at = end;
    }
    rows
}

/// The value of an attribute in an opening sign.
fn value<'a>(opening: &'a [u8], name: &[u8]) -> Option<&'a str> {
    let mut at = 0;
    loop {
        let start = find(opening, name, at)?;
        at = start + name.len();
        let alone = start == 0 || opening[start - 1].is_ascii_whitespace();
        if let (true, Some(b'='), Some(quote @ (b'"' | b'\''))) =
            (alone, opening.get(at), opening.get(at + 1))
        {
            let rest = &opening[at + 2..];
            let length = rest.iter().position(|b| b == quote)?;
            return std::str::from_utf8(&rest[..length]).ok();
        }
    }
}

/// Areas of merged cells.
pub(super) fn merged(xml: &[u8], sheet: &str) -> Result<Vec<Area>, TableError> {
    let mut areas = Vec::new();
    let mut at = 0;
    while let Some(start) = find(xml, b"mergeCell ", at) {
        at = start + 10;
        let end = xml[at..]
            .iter()
            .position(|b| *b == b'>')
            .map_or(xml.len(), |length| at + length);
        if let Some(text) = value(&xml[at..end], b"ref") {
            let area = area(text)
                .ok_or_else(|| TableError::new("table-broken").with("says", text).at(sheet))?;
            areas.push(area);
        }
        at = end;
    }
    Ok(areas)
}

fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (top, left) = corner(first)?;
    let (bottom, right) = corner(last)?;
    Some(Area {
        top,
        left,
        bottom,
        right,
    })
}

fn corner(text: &str) -> Option<(usize, usize)> {
    let text = text.replace('$', "");
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text[..letters].bytes().fold(0, |sum, letter| {
        sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: usize = text[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let (first, rest) = wanted.split_first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|b| b == first)?;
        if bytes[at + 1..].starts_with(rest) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_merged_cells_are_found_in_the_signs_alone() {
        let xml = br#"<sheetData><row r="1"><c r="A1"/></row><x:row spans="1:2" r="5" hidden="1"></x:row><row hidden='true'/><row r="9" hidden="0"/></sheetData><mergeCells count="1"><mergeCell ref="B2:AA10"/></mergeCells>"#;
        assert_eq!(hidden_rows(xml), [4, 5]);
        assert_eq!(
            merged(xml, "S").unwrap(),
            [Area {
                top: 1,
                left: 1,
                bottom: 9,
                right: 26
            }]
        );
        assert!(merged(br#"<mergeCell ref="12:A"/>"#, "S").is_err());
    }
}
