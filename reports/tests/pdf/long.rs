//! Long reports, long tables, long words.

use super::edition;
use super::reader::Reader;
use crate::samples::extremes::{WORD, long_table, long_word, many_findings};

#[test]
fn a_table_of_two_thousand_rows_keeps_its_rows_and_repeats_its_heads() {
    let reader = Reader::new(&edition(&long_table(2_000)));
    let tags = reader.tags();
    let table = tags.named("Table").next().unwrap();
    assert_eq!(table.named("TR").count(), 2_001);
    assert_eq!(table.named("THead").count(), 1, "heard once");
    let heads = reader
        .decoration
        .iter()
        .filter(|page| page.contains("Fingerprint (SHA-256)"));
    assert!(heads.count() > 30, "printed on every page");
    for row in table.named("TBody").flat_map(|body| body.tags.iter()) {
        let pages: Vec<_> = row
            .tags
            .iter()
            .filter_map(|cell| cell.dict.get(b"Pg").ok())
            .collect();
        assert!(
            pages.windows(2).all(|pair| pair[0] == pair[1]),
            "a row stays on one page"
        );
    }
}

#[test]
fn two_hundred_pages_are_written() {
    let reader = Reader::new(&edition(&many_findings(200)));
    let last = reader.pages();
    assert!(
        (200..210).contains(&last),
        "{last}: each finding begins a page"
    );
    assert!(reader.decoration[last - 1].contains(&format!("{last} / {last}")));
}

#[test]
fn no_word_leaves_its_column() {
    assert_eq!(WORD.chars().count(), 80);
    let bytes = edition(&long_word());
    let reader = Reader::new(&bytes);
    assert!(reader.tags().text.replace('\u{AD}', "").contains(WORD));
    for index in 0..reader.pages() {
        let content = reader
            .doc
            .get_page_content(reader.doc.get_pages()[&(index as u32 + 1)]);
        for (x, width) in lines(&reader, index, &content) {
            assert!(
                x >= 45.0 && x + width <= 595.28 - 45.0 + 0.5,
                "page {} at {x}, {width} wide",
                index + 1
            );
        }
    }
}

/// Where each shown text begins, and how wide it is.
fn lines(reader: &Reader, page: usize, content: &[u8]) -> Vec<(f32, f32)> {
    let fonts = widths(reader, page);
    let content = lopdf::content::Content::decode(content).unwrap();
    let (mut font, mut size, mut x) = (Vec::new(), 0.0, 0.0);
    let mut found = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => {
                font = operands[0].as_name().unwrap().to_vec();
                size = operands[1].as_float().unwrap();
            }
            "Tm" => x = operands[4].as_float().unwrap(),
            "TJ" => {
                let mut units = 0.0;
                let mut most: f32 = 0.0;
                for one in operands[0].as_array().unwrap() {
                    match one {
                        lopdf::Object::String(code, _) => {
                            let code = i64::from(code[0]) << 8 | i64::from(code[1]);
                            let blank = fonts[&font].1.contains(&code);
                            units += fonts[&font].0.get(&code).copied().unwrap_or(1000.0);
                            if !blank {
                                most = most.max(units);
                            }
                        }
                        number => units -= number.as_float().unwrap(),
                    }
                }
                found.push((x, most * size / 1000.0));
            }
            _ => {}
        }
    }
    found
}

type Widths = std::collections::BTreeMap<Vec<u8>, (std::collections::BTreeMap<i64, f32>, Vec<i64>)>;

/// Widths of the codes of each font, and the codes that show nothing.
fn widths(reader: &Reader, page: usize) -> Widths {
    let resources = reader
        .entry(reader.page_dict(page), "Resources")
        .unwrap()
        .as_dict()
        .unwrap();
    let fonts = reader.entry(resources, "Font").unwrap().as_dict().unwrap();
    fonts
        .iter()
        .map(|(name, font)| {
            let font = reader.follow(font).as_dict().unwrap();
            let below = &reader
                .entry(font, "DescendantFonts")
                .unwrap()
                .as_array()
                .unwrap()[0];
            let list = reader
                .entry(reader.follow(below).as_dict().unwrap(), "W")
                .unwrap()
                .as_array()
                .unwrap();
            let mut widths = std::collections::BTreeMap::new();
            for pair in list.chunks(2) {
                let first = pair[0].as_i64().unwrap();
                for (at, width) in (first..).zip(pair[1].as_array().unwrap()) {
                    widths.insert(at, width.as_float().unwrap());
                }
            }
            let map = reader
                .entry(font, "ToUnicode")
                .unwrap()
                .as_stream()
                .unwrap();
            let map = String::from_utf8(map.get_plain_content().unwrap()).unwrap();
            let blank = map.lines().filter_map(|line| line.strip_suffix("> <0020>"));
            let blank = blank
                .map(|code| i64::from_str_radix(&code[1..], 16).unwrap())
                .collect();
            (name.clone(), (widths, blank))
        })
        .collect()
}
