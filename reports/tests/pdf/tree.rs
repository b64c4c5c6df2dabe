//! The tags: their order, their names, and what a person who listens is told.

use super::reader::{Reader, Tag, words};
use super::spoken::{spoken, squeezed};
use super::{edition, scripts};
use crate::samples;
use groundtruth_reports::compose::compose;
use groundtruth_reports::model::Report;
use lopdf::Object;

/// What the tags say, without the contents and the footnotes, which repeat what stands elsewhere.
fn said(tag: &Tag) -> String {
    let skipped = |tag: &Tag| matches!(tag.name.as_str(), "TOC" | "Note");
    fn whole(tag: &Tag, skipped: &dyn Fn(&Tag) -> bool) -> String {
        let mut text = tag.text.clone();
        for inner in &tag.tags {
            if skipped(inner) {
                text = text.replacen(&inner.text, "", 1);
            } else {
                text = text.replacen(&inner.text, &whole(inner, skipped), 1);
            }
        }
        text
    }
    squeezed(&whole(tag, &skipped))
}

fn reports() -> Vec<(&'static str, Report)> {
    vec![
        ("mshengu", samples::mshengu()),
        ("all kept", samples::all_kept()),
        ("everything", samples::everything()),
        ("right to left", samples::from_right_to_left()),
        ("empty", samples::empty()),
        ("arabic", scripts::arabic()),
        ("hindi", scripts::hindi()),
    ]
}

#[test]
fn the_tags_say_what_the_document_says_in_its_order() {
    for (name, report) in reports() {
        let document = compose(&report).unwrap();
        let reader = Reader::new(&edition(&report));
        let mut heard = said(&reader.tags());
        // The headings over the contents stand before it in the tags and nowhere in the blocks.
        for heading in [&document.words.contents, &document.words.annexes] {
            heard = heard.replacen(&squeezed(heading), "", 1);
        }
        let expected = spoken(&document);
        if heard != expected {
            let at = heard
                .chars()
                .zip(expected.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let around = |text: &str| -> String {
                text.chars().skip(at.saturating_sub(60)).take(160).collect()
            };
            panic!(
                "{name} at {at}:\nheard    …{}\nexpected …{}",
                around(&heard),
                around(&expected)
            );
        }
    }
}

#[test]
fn everything_on_a_page_is_content_or_decoration() {
    for (name, report) in reports() {
        let reader = Reader::new(&edition(&report));
        assert_eq!(reader.unmarked, "", "{name}");
        assert!(reader.pieces() > 2, "{name}");
    }
}

#[test]
fn tables_have_heads_with_a_scope_and_rows_of_one_length() {
    let reader = Reader::new(&edition(&samples::everything()));
    let tags = reader.tags();
    let tables: Vec<_> = tags.named("Table").collect();
    assert!(tables.len() > 8);
    for table in tables {
        assert!(table.named("THead").count() == 1, "{}", table.text);
        let lengths: Vec<usize> = table.named("TR").map(|row| columns(&reader, row)).collect();
        assert!(
            lengths.windows(2).all(|pair| pair[0] == pair[1]),
            "{lengths:?} {}",
            table.text
        );
        for head in table.named("TH") {
            let attributes = reader.entry(&head.dict, "A").expect("attributes");
            let scope = attributes.as_dict().unwrap().get(b"Scope").unwrap();
            assert!(matches!(scope.as_name().unwrap(), b"Row" | b"Column"));
        }
    }
}

fn columns(reader: &Reader, row: &Tag) -> usize {
    let span = |cell: &Tag| {
        let attributes = reader.entry(&cell.dict, "A").and_then(|a| a.as_dict().ok());
        let span = attributes.and_then(|a| a.get(b"ColSpan").ok()?.as_i64().ok());
        usize::try_from(span.unwrap_or(1)).unwrap()
    };
    row.tags.iter().map(span).sum()
}

#[test]
fn every_figure_says_what_it_shows_and_where_it_stands() {
    let reader = Reader::new(&edition(&samples::everything()));
    let tags = reader.tags();
    let figures: Vec<_> = tags.named("Figure").collect();
    assert!(figures.len() > 10);
    for figure in figures {
        assert!(!figure.text.trim().is_empty());
        let attributes = reader.entry(&figure.dict, "A").expect("attributes");
        assert!(attributes.as_dict().unwrap().has(b"BBox"));
    }
}

#[test]
fn headings_begin_at_one_and_skip_no_level() {
    for (name, report) in reports() {
        let tags = Reader::new(&edition(&report)).tags();
        let mut last = 0;
        for tag in tags.all() {
            if let Some(level) = tag
                .name
                .strip_prefix('H')
                .and_then(|n| n.parse::<usize>().ok())
            {
                assert!(
                    level <= last + 1,
                    "{name}: H{level} after H{last}: {}",
                    tag.text
                );
                last = level;
            }
        }
        assert_eq!(tags.named("H1").count(), 1, "{name}");
    }
}

#[test]
fn the_document_names_its_language_title_and_order() {
    let report = samples::mshengu();
    let reader = Reader::new(&edition(&report));
    let catalogue = reader.catalogue();
    assert_eq!(words(catalogue.get(b"Lang").unwrap()), "en");
    let marked = reader
        .entry(catalogue, "MarkInfo")
        .unwrap()
        .as_dict()
        .unwrap();
    assert_eq!(marked.get(b"Marked").unwrap(), &Object::Boolean(true));
    let preferences = reader
        .entry(catalogue, "ViewerPreferences")
        .unwrap()
        .as_dict()
        .unwrap();
    assert_eq!(
        preferences.get(b"DisplayDocTitle").unwrap(),
        &Object::Boolean(true)
    );
    let info = reader
        .doc
        .trailer
        .get(b"Info")
        .map(|info| reader.follow(info))
        .unwrap();
    let info = info.as_dict().unwrap();
    assert_eq!(words(info.get(b"Title").unwrap()), report.title);
    assert_eq!(
        words(info.get(b"CreationDate").unwrap()),
        "D:20261121000000Z"
    );
    for index in 0..reader.pages() {
        let tabs = reader
            .page_dict(index)
            .get(b"Tabs")
            .unwrap()
            .as_name()
            .unwrap();
        assert_eq!(tabs, b"S");
    }
    // Page 1 is the first sheet, for the window as for whoever cites it.
    let labels = reader.entry(catalogue, "PageLabels").unwrap();
    let numbers = reader.entry(labels.as_dict().unwrap(), "Nums").unwrap();
    let [Object::Integer(0), style] = numbers.as_array().unwrap().as_slice() else {
        panic!("{numbers:?}");
    };
    assert_eq!(
        style.as_dict().unwrap().get(b"S").unwrap(),
        &Object::Name(b"D".to_vec())
    );
    let intents = reader.entry(catalogue, "OutputIntents").unwrap();
    let intent = reader.follow(&intents.as_array().unwrap()[0]);
    let profile = reader.entry(intent.as_dict().unwrap(), "DestOutputProfile");
    assert!(
        profile.unwrap().as_stream().unwrap().content.len() > 100,
        "colours without what they mean"
    );
    let xmp = reader
        .entry(catalogue, "Metadata")
        .unwrap()
        .as_stream()
        .unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    assert!(
        xmp.contains(&report.title) && xmp.contains("R-2026-0001"),
        "{xmp}"
    );
    assert!(
        !xmp.contains("pdfaid:part"),
        "nothing is claimed that was not checked"
    );
}

#[test]
fn foreign_words_carry_their_language() {
    let tags = Reader::new(&edition(&samples::everything())).tags();
    let foreign: Vec<_> = tags
        .all()
        .into_iter()
        .filter(|tag| tag.dict.has(b"Lang"))
        .map(|tag| words(tag.dict.get(b"Lang").unwrap()))
        .collect();
    assert!(foreign.contains(&"xh".to_owned()), "{foreign:?}");
}

#[test]
fn bookmarks_are_nested_and_lead_to_pages() {
    let reader = Reader::new(&edition(&samples::everything()));
    let outlines = reader
        .entry(reader.catalogue(), "Outlines")
        .unwrap()
        .as_dict()
        .unwrap();
    let mut next = reader.entry(outlines, "First");
    let (mut tops, mut below) = (0, 0);
    while let Some(entry) = next {
        let entry = entry.as_dict().unwrap();
        assert!(entry.has(b"Title") && entry.has(b"Dest"));
        tops += 1;
        if let Some(count) = entry
            .get(b"Count")
            .ok()
            .and_then(|count| count.as_i64().ok())
        {
            below += count.unsigned_abs();
        }
        next = reader.entry(entry, "Next");
    }
    let composed = compose(&samples::everything()).unwrap();
    assert_eq!(tops, composed.sections.len() + 1);
    assert!(below > 8, "{below}");
}

#[test]
fn contents_name_the_page_on_which_a_section_begins() {
    let report = samples::everything();
    let reader = Reader::new(&edition(&report));
    let tags = reader.tags();
    let entries: Vec<_> = tags.named("TOCI").collect();
    let document = compose(&report).unwrap();
    for section in &document.sections {
        let entry = entries
            .iter()
            .find(|entry| entry.text.trim().starts_with(&section.title));
        let entry = entry.unwrap_or_else(|| panic!("{} is not in the contents", section.title));
        let number: usize = entry.text.trim()[section.title.len()..]
            .trim()
            .parse()
            .unwrap();
        let heading = tags
            .named("H2")
            .find(|heading| heading.text == section.title)
            .unwrap();
        let page = heading
            .dict
            .get(b"Pg")
            .and_then(Object::as_reference)
            .unwrap();
        let pages = reader.doc.get_pages();
        assert_eq!(
            pages.get(&u32::try_from(number).unwrap()),
            Some(&page),
            "{}",
            section.title
        );
        assert!(
            leads_to(&reader, &section.title, page),
            "{}: nothing in the contents leads there",
            section.title
        );
    }
}

/// Whether a link with these words leads to a page.
fn leads_to(reader: &Reader, words_of: &str, page: lopdf::ObjectId) -> bool {
    (0..reader.pages()).any(|index| {
        let annotations = reader.entry(reader.page_dict(index), "Annots");
        let annotations = annotations.and_then(|all| all.as_array().ok());
        annotations.into_iter().flatten().any(|annotation| {
            let annotation = reader.follow(annotation).as_dict().unwrap();
            let says = annotation.get(b"Contents").map(words);
            let to = reader.entry(annotation, "Dest");
            let to = to.and_then(|dest| dest.as_array().ok()?.first()?.as_reference().ok());
            to == Some(page) && says.is_ok_and(|says| says.contains(words_of))
        })
    })
}
