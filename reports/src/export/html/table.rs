//! Tables that stay tables for those who listen and stack, row by row, where there is no room.

use super::escape::attribute;
use super::photograph::{self, Pictures};
use super::{inline, svg};
use crate::document::{Column, ColumnKind, RowGroup, Table, TableCell, TableRow};

pub(super) fn write(out: &mut String, pictures: &Pictures<'_>, table: &Table) {
    out.push_str("<div class=\"table\"><table role=\"table\"");
    if table.columns.len() == 2 {
        out.push_str(" class=\"cols-2\"");
    }
    if let Some(anchor) = &table.anchor {
        attribute(out, "id", anchor);
    }
    out.push_str(if table.named_above {
        "><caption class=\"aside\">"
    } else {
        "><caption>"
    });
    inline::runs(out, &table.caption);
    out.push_str("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
    for column in &table.columns {
        out.push_str("<th scope=\"col\" role=\"columnheader\"");
        class(out, &[class_of(column.kind)]);
        out.push('>');
        inline::runs(out, &column.title);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>");
    let pads = paddings(table);
    let mut index = 0;
    for group in &table.groups {
        write_group(out, pictures, table, group, &pads, &mut index);
    }
    out.push_str("</table>");
    for note in &table.notes {
        out.push_str("<p class=\"table-note\">");
        inline::runs(out, note);
        out.push_str("</p>");
    }
    out.push_str("</div>");
}

fn write_group(
    out: &mut String,
    pictures: &Pictures<'_>,
    table: &Table,
    group: &RowGroup,
    pads: &[Vec<Option<usize>>],
    index: &mut usize,
) {
    out.push_str("<tbody role=\"rowgroup\">");
    if let Some(title) = &group.title {
        out.push_str("<tr role=\"row\" class=\"group\"><th scope=\"rowgroup\" role=\"rowheader\"");
        attribute(out, "colspan", &table.columns.len().to_string());
        out.push('>');
        inline::runs(out, title);
        out.push_str("</th></tr>");
    }
    for row in &group.rows {
        let pads = pads.get(*index).map_or(&[][..], Vec::as_slice);
        write_row(out, pictures, table, row, pads);
        *index += 1;
    }
    out.push_str("</tbody>");
}

fn write_row(
    out: &mut String,
    pictures: &Pictures<'_>,
    table: &Table,
    row: &TableRow,
    pads: &[Option<usize>],
) {
    out.push_str("<tr role=\"row\"");
    if row.total {
        out.push_str(" class=\"total\"");
    }
    if let Some(anchor) = &row.anchor {
        attribute(out, "id", anchor);
    }
    out.push('>');
    for (place, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let pad = pads.get(place).copied().flatten();
        out.push_str(if place == 0 {
            "<th scope=\"row\" role=\"rowheader\""
        } else {
            "<td role=\"cell\""
        });
        let long = cell.lines.iter().any(|line| has_long_word(&line.plain()));
        let classes = [
            class_of(column.kind),
            if cell.is_empty() { "empty" } else { "" },
            if long { "long" } else { "" },
        ];
        class(out, &classes);
        out.push('>');
        if place > 0 && !cell.is_empty() {
            label(out, column);
        }
        write_cell(out, pictures, cell, pad);
        out.push_str(if place == 0 { "</th>" } else { "</td>" });
    }
    out.push_str("</tr>");
}

/// The column's head beside the cell, shown only where the row is stacked.
fn label(out: &mut String, column: &Column) {
    out.push_str("<span class=\"cell-label\" aria-hidden=\"true\">");
    inline::runs(out, &column.title);
    out.push_str("</span>");
}

/// The first line may be pushed in, so that decimal marks stand under each other.
fn write_cell(out: &mut String, pictures: &Pictures<'_>, cell: &TableCell, pad: Option<usize>) {
    for (index, line) in cell.lines.iter().enumerate() {
        match pad.filter(|_| index == 0) {
            Some(pad) => out.push_str(&format!("<div class=\"pad{pad}\">")),
            None => out.push_str("<div>"),
        }
        inline::runs(out, line);
        out.push_str("</div>");
    }
    if let Some(drawing) = &cell.drawing {
        svg::write(out, drawing, "drawing");
    }
    if let Some(block) = &cell.photograph {
        photograph::small(out, pictures, block);
    }
}

const fn class_of(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "",
        ColumnKind::Number => "num",
        ColumnKind::Figure => "fig",
        ColumnKind::Code => "hash",
    }
}

/// Writes ` class="…"` from the names that are not empty.
fn class(out: &mut String, names: &[&str]) {
    let names: Vec<_> = names
        .iter()
        .filter(|name| !name.is_empty())
        .copied()
        .collect();
    if !names.is_empty() {
        attribute(out, "class", &names.join(" "));
    }
}

/// A word that would push its column apart.
fn has_long_word(words: &str) -> bool {
    words
        .split_whitespace()
        .any(|word| word.chars().count() > 20)
}

/// For each cell of a number column, how many digits are missing behind its decimal mark.
fn paddings(table: &Table) -> Vec<Vec<Option<usize>>> {
    let rows: Vec<_> = table.groups.iter().flat_map(|group| &group.rows).collect();
    let mut pads = vec![vec![None; table.columns.len()]; rows.len()];
    for (place, column) in table.columns.iter().enumerate() {
        if column.kind != ColumnKind::Number {
            continue;
        }
        let shapes: Vec<_> = rows
            .iter()
            .map(|row| row.cells.get(place).and_then(decimals))
            .collect();
        let tails = || shapes.iter().flatten().map(|(_, tail)| tail);
        let same_tail = tails().zip(tails().skip(1)).all(|(a, b)| a == b);
        let most = shapes.iter().flatten().map(|(digits, _)| *digits).max();
        let Some(most) = most.filter(|most| same_tail && (1..=8).contains(most)) else {
            continue;
        };
        for (row, shape) in pads.iter_mut().zip(&shapes) {
            if let (Some(slot), Some((digits, _))) = (row.get_mut(place), shape) {
                let mark = usize::from(*digits == 0);
                let missing = most - digits + mark;
                *slot = (missing > 0).then_some(missing.min(9));
            }
        }
    }
    pads
}

/// How many digits stand behind the decimal mark, and what follows them.
fn decimals(cell: &TableCell) -> Option<(usize, String)> {
    let shown = cell.lines.first()?.plain();
    let end = shown.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, tail) = shown.split_at(end);
    let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let before = number.get(..number.len() - digits)?.chars().next_back();
    let decimal = match before {
        Some('.') => true,
        Some(',') => digits != 3,
        _ => false,
    };
    Some((if decimal { digits } else { 0 }, tail.to_owned()))
}
