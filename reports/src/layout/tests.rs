//! What holds together stays together, numbers stand under each other, long words divide: on laid-out pages.

use super::slab::{Item, What};
use super::text::Line;
use super::{Pages, lay_out};
use crate::document::{
    Block, ChromeWords, Column, ColumnKind, Document, RowGroup, Section, Table, TableCell, TableRow,
};
use crate::model::TextDirection;

fn laid_out(blocks: Vec<Block>) -> Pages {
    let document = Document {
        language: "en".to_owned(),
        direction: TextDirection::Ltr,
        title: "A report".to_owned(),
        stamps: Vec::new(),
        number_line: "R-2026-0001".to_owned(),
        issued_line: String::new(),
        check_line: String::new(),
        check_code: "R-2026-0001".to_owned(),
        words: ChromeWords::default(),
        front: vec![Block::heading(1, "A report")],
        sections: vec![Section {
            anchor: "one".to_owned(),
            title: "One".to_owned(),
            annex: false,
            blocks,
        }],
    };
    lay_out(&document, false, &|_| false).expect("the fonts are read")
}

fn said(line: &Line) -> String {
    let runs = line.runs.iter();
    runs.map(|run| run.word.text.as_str()).collect()
}

/// Every line of text with its item, by page.
fn lines(pages: &Pages) -> Vec<Vec<(&Item, &Line)>> {
    let of =
        |item: &'_ Item| matches!(&item.what, What::Line { nodes, .. } if nodes.text.is_some());
    let pages = pages.pages.iter();
    pages
        .map(|page| {
            let items = page.items.iter().filter(|item| of(item));
            let lines = items.filter_map(|item| match &item.what {
                What::Line { line, .. } => Some((item, line)),
                _ => None,
            });
            lines.collect()
        })
        .collect()
}

/// A text of so many words, each with the number of its paragraph.
fn paragraph(number: usize, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|_| format!("p{number:03}q")).collect();
    words.join(" ")
}

#[test]
fn no_page_begins_or_ends_with_one_line_of_a_longer_paragraph() {
    // Of one line to nine, so that page ends fall everywhere in them.
    let blocks =
        (0..240).map(|number| Block::paragraph(paragraph(number, 8 + (number * 13) % 110)));
    let pages = laid_out(blocks.collect());
    let pages = lines(&pages);
    let mut divided = 0;
    for number in 0..240 {
        let mark = format!("p{number:03}q");
        let counts: Vec<usize> = pages
            .iter()
            .map(|page| {
                page.iter()
                    .filter(|(_, line)| said(line).contains(&mark))
                    .count()
            })
            .filter(|count| *count > 0)
            .collect();
        if let [first, .., last] = counts.as_slice() {
            divided += 1;
            assert!(*first > 1 && *last > 1, "{mark}: {counts:?}");
        }
    }
    assert!(
        divided > 5,
        "only {divided} paragraphs go over a page's end"
    );
}

#[test]
fn a_heading_stands_on_the_page_of_what_it_is_over() {
    let blocks = (0..200).flat_map(|number| {
        [
            Block::heading(3, format!("h{number:03}q")),
            Block::paragraph(paragraph(number, 5 + (number * 17) % 90)),
        ]
    });
    let pages = laid_out(blocks.collect());
    let pages = lines(&pages);
    let page_of = |mark: &str| {
        let has =
            |page: &Vec<(&Item, &Line)>| page.iter().any(|(_, line)| said(line).contains(mark));
        pages.iter().position(has).expect("it is there")
    };
    let (mut first, mut changes) = (0, 0);
    for number in 0..200 {
        let (heading, text) = (format!("h{number:03}q"), format!("p{number:03}q"));
        assert_eq!(page_of(&heading), page_of(&text), "{heading}");
        changes += usize::from(page_of(&heading) != first);
        first = page_of(&heading);
    }
    assert!(changes > 5, "only {changes} pages begin among them");
}

fn table(kind: ColumnKind, share: u8, cells: &[&str]) -> Block {
    let column = |title: &str, kind, share| Column {
        title: title.into(),
        kind,
        share,
    };
    let row = |cell: &&str| TableRow {
        cells: vec![TableCell::line("row"), TableCell::line(*cell)],
        ..TableRow::default()
    };
    Block::Table(Table {
        anchor: None,
        caption: "A table".into(),
        named_above: false,
        columns: vec![
            column("Of", ColumnKind::Text, 12 - share),
            column("How many", kind, share),
        ],
        groups: vec![RowGroup {
            title: None,
            rows: cells.iter().map(row).collect(),
        }],
        notes: Vec::new(),
    })
}

/// Where a sign stands on the page, from its left edge.
fn place_of(sign: char, (item, line): &(&Item, &Line)) -> f64 {
    for run in &line.runs {
        if let Some(at) = run.word.text.find(sign) {
            let glyph = run
                .word
                .glyphs
                .iter()
                .find(|glyph| glyph.from as usize == at);
            let glyph = glyph.expect("a sign has a glyph");
            return item.x + run.x + f64::from(glyph.x) * run.style.size / 1000.0;
        }
    }
    panic!("{} has no {sign}", said(line));
}

#[test]
fn decimal_marks_stand_under_each_other() {
    let numbers = ["9.5", "10.25", "1,234.5", "0.125"];
    let pages = laid_out(vec![table(ColumnKind::Number, 4, &numbers)]);
    let pages = lines(&pages);
    let places = numbers.map(|number| {
        let mut all = pages.iter().flatten();
        let line = all.find(|(_, line)| said(line) == number);
        place_of('.', line.unwrap_or_else(|| panic!("{number} is not there")))
    });
    for place in places {
        assert!((place - places[0]).abs() < 0.05, "{places:?}");
    }
}

#[test]
fn long_words_divide_with_a_hyphen_that_is_not_part_of_the_text() {
    let phrase = "intergovernmental responsibilities";
    let columns = (0..8).map(|_| Column {
        title: "Of".into(),
        kind: ColumnKind::Text,
        share: 0,
    });
    let narrow = Block::Table(Table {
        anchor: None,
        caption: "A table".into(),
        named_above: false,
        columns: columns.collect(),
        groups: vec![RowGroup {
            title: None,
            rows: vec![TableRow {
                cells: (0..8).map(|_| TableCell::line(phrase)).collect(),
                ..TableRow::default()
            }],
        }],
        notes: Vec::new(),
    });
    let pages = laid_out(vec![narrow]);
    let pages = lines(&pages);
    // Lines of one cell begin at one place; the last column stands for all.
    let edge = pages.iter().flatten().map(|(item, _)| item.x);
    let edge = edge.fold(0.0, f64::max);
    let of_last = pages
        .iter()
        .flatten()
        .filter(|(item, _)| item.x > edge - 0.01);
    let parts: Vec<String> = of_last.map(|(_, line)| said(line)).collect();
    let parts: Vec<String> = parts.into_iter().filter(|part| part != "Of").collect();
    assert!(
        parts.iter().any(|part| part.ends_with('\u{AD}')),
        "{parts:?}"
    );
    let whole = parts.concat().replace('\u{AD}', "");
    assert_eq!(whole.trim(), phrase, "{parts:?}");
}
