//! What holds for every HTML edition.

use crate::markup::{self, Piece, Tag};
use crate::samples;
use groundtruth_reports::export::html;
use groundtruth_reports::model::{EmptySection, Report, ReportError, SectionCode};
use std::collections::BTreeSet;

fn every_sample() -> Vec<Report> {
    vec![
        samples::mshengu(),
        samples::all_kept(),
        samples::everything(),
        samples::from_right_to_left(),
        samples::empty(),
    ]
}

fn page(report: &Report) -> String {
    let bytes = html::write(report).expect("the sample renders");
    String::from_utf8(bytes).expect("the page is UTF-8")
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for report in every_sample() {
        assert_eq!(page(&report), page(&report.clone()));
    }
}

#[test]
fn every_stamp_stands_in_the_band_in_every_section_and_in_the_foot() {
    for report in every_sample() {
        let page = page(&report);
        let sections: Vec<_> = page.split("<section").skip(1).collect();
        for stamp in &report.stamps {
            let band = page.split("</header>").next().expect("a band");
            assert!(band.contains(&stamp.text), "{}", stamp.text);
            for section in &sections {
                let section = section.split("</section>").next().expect("an end");
                assert!(section.contains(&stamp.text), "{section:.80}");
            }
            let foot = page.split("<footer").nth(1).expect("a foot");
            assert!(foot.contains(&stamp.text));
        }
    }
}

#[test]
fn paper_repeats_the_band_on_every_page() {
    let style = html::STYLE;
    let print = style
        .split("@media print {")
        .nth(1)
        .expect("rules for print");
    assert!(print.contains(".band { display: table-header-group;"));
}

#[test]
fn there_is_no_script_and_nothing_comes_from_outside() {
    for report in every_sample() {
        let page = page(&report);
        let forbidden = [
            "script", "iframe", "img", "link", "object", "embed", "form", "base",
        ];
        for tag in markup::tags(&page) {
            assert!(!forbidden.contains(&tag.name.as_str()), "{tag:?}");
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on"), "{tag:?}");
                assert!(!["src", "srcset", "style", "background"].contains(&name.as_str()));
                let scheme = value.to_ascii_lowercase();
                assert!(
                    name != "href" || !scheme.starts_with("javascript:"),
                    "{tag:?}"
                );
            }
        }
        assert!(!html::STYLE.contains("url("));
        assert!(!html::STYLE.contains("@import"));
    }
}

#[test]
fn there_is_one_heading_of_level_one_and_no_level_is_skipped() {
    for report in every_sample() {
        let mut before = 0;
        let mut first = 0;
        for tag in markup::tags(&page(&report)) {
            let Some(level) = heading_level(&tag) else {
                continue;
            };
            first += u32::from(level == 1);
            assert!(level <= before + 1, "h{level} after h{before}");
            before = level;
        }
        assert_eq!(first, 1);
    }
}

fn heading_level(tag: &Tag) -> Option<u32> {
    tag.name
        .strip_prefix('h')
        .filter(|rest| rest.len() == 1)?
        .parse()
        .ok()
}

#[test]
fn every_link_inside_leads_somewhere_and_every_id_is_unique() {
    for report in every_sample() {
        let tags = markup::tags(&page(&report));
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.attribute("id")) {
            assert!(ids.insert(id.to_owned()), "two of {id}");
        }
        for tag in &tags {
            let labelled = tag.attribute("aria-labelledby");
            let linked = tag
                .attribute("href")
                .and_then(|href| href.strip_prefix('#'));
            for id in labelled.into_iter().chain(linked) {
                assert!(ids.contains(id), "nothing has the id {id}");
            }
        }
    }
}

#[test]
fn every_tag_that_opens_closes() {
    for report in every_sample() {
        let void = ["meta", "rect", "line", "polyline", "path"];
        let mut open: Vec<String> = Vec::new();
        for piece in markup::read(&page(&report)) {
            match piece {
                Piece::Open(tag) if !void.contains(&tag.name.as_str()) => open.push(tag.name),
                Piece::Close(name) => assert_eq!(open.pop(), Some(name)),
                Piece::Open(_) | Piece::Text(_) => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

#[test]
fn tables_have_heads_with_a_scope_and_drawings_have_words() {
    for report in every_sample() {
        for tag in markup::tags(&page(&report)) {
            match tag.name.as_str() {
                "th" => assert!(tag.attribute("scope").is_some(), "{tag:?}"),
                "svg" => {
                    let spoken = tag
                        .attribute("aria-label")
                        .is_some_and(|words| !words.is_empty());
                    let hidden = tag.attribute("aria-hidden") == Some("true");
                    assert!(spoken != hidden, "{tag:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn the_page_says_its_language_and_direction() {
    let page = page(&samples::from_right_to_left());
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn a_section_that_is_empty_is_left_out_or_says_why() {
    let mut report = samples::all_kept();
    assert!(!page(&report).contains("id=\"findings\""));
    report.empty_sections.push(EmptySection {
        section: SectionCode::Findings,
        sentence: "Nothing was found to be missing.".into(),
    });
    let page = page(&report);
    assert!(page.contains("id=\"findings\""));
    assert!(page.contains("Nothing was found to be missing."));
}

#[test]
fn a_report_with_everything_kept_has_no_money_section_and_no_warning() {
    let page = page(&samples::all_kept());
    assert!(!page.contains("id=\"money\""));
    assert!(page.contains("No amount belongs to this promise."));
    assert_eq!(
        page.matches("v-delivered").count() - style_mentions("v-delivered"),
        12
    );
}

fn style_mentions(word: &str) -> usize {
    html::STYLE.matches(word).count()
}

#[test]
fn a_refusal_stands_with_its_code_and_what_would_lift_it() {
    let page = page(&samples::mshengu());
    for words in [
        "MONEY_COVERS_MORE",
        "VISITS_NOT_COUNTED",
        "OVERLAPPING_CATEGORIES",
        "What would change this: the price of one toilet for a period",
        "90 not found · 26.0% of 346",
        "0 of 256 (0%)",
        "who counted: auditor",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for wrong in ["437", "32.76", "stolen by"] {
        assert!(!page.contains(wrong), "{wrong}");
    }
}

#[test]
fn every_working_stands_exactly_once() {
    let report = samples::everything();
    let page = page(&report);
    for working in &report.workings {
        let id = format!("id=\"working-{}\"", working.id);
        assert_eq!(page.matches(&id).count(), 1, "{id}");
    }
}

#[test]
fn words_in_another_language_say_so() {
    let page = page(&samples::everything());
    assert!(page.contains("<span lang=\"xh\" dir=\"auto\">Ukutya"));
}

#[test]
fn a_reference_to_nothing_is_refused() {
    let mut report = samples::mshengu();
    report.promises[0].workings.push("W-99".into());
    let refused = html::write(&report).expect_err("W-99 does not exist");
    assert!(matches!(
        refused,
        ReportError::BrokenReference {
            kind: "working",
            ..
        }
    ));
    assert!(refused.to_string().contains("W-99"));
}

#[test]
fn an_id_used_twice_is_refused() {
    let mut report = samples::mshengu();
    let twice = report.sources[0].clone();
    report.sources.push(twice);
    assert!(matches!(
        html::write(&report),
        Err(ReportError::DuplicateId { .. })
    ));
}

#[test]
fn a_label_without_words_is_refused() {
    let report = Report::default();
    let refused = html::write(&report).expect_err("there are no labels");
    assert!(refused.to_string().contains("report-promised"));
}
