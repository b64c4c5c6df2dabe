//! Text from people can never become markup, a link or a script, whatever field it stands in.

use crate::everywhere::with_everywhere;
use crate::{markup, samples};
use groundtruth_reports::document::SafeUrl;
use groundtruth_reports::export::html;
use groundtruth_reports::model::Report;
use groundtruth_reports::photographs::{InMemory, Photographs};
use proptest::prelude::*;
use std::borrow::Cow;

/// The photographs of the sample, whatever was added to their numbers.
struct AnyNumber(InMemory);

impl Photographs for AnyNumber {
    fn bytes(&self, evidence_number: &str) -> Option<Cow<'_, [u8]>> {
        self.0.bytes(evidence_number.get(..5)?)
    }
}

fn page(report: &Report) -> String {
    let source = AnyNumber(samples::photographs());
    let bytes = html::write_with_photographs(report, &source).expect("renders");
    String::from_utf8(bytes).expect("UTF-8")
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "<!-- --><!DOCTYPE x>]]>",
    "&lt;script&gt;&#60;b&#62;",
    "\u{0}\u{8}\u{1b}[31m\u{feff}\u{fffe}",
    "\u{202e}gnp.exe\u{2066}",
    "{number}{{what}}${7*7}",
];

#[test]
fn known_attacks_leave_the_structure_as_it_was() {
    let report = samples::everything();
    let calm = markup::skeleton(&page(&with_everywhere(&report, "x")));
    for attack in ATTACKS {
        let page = page(&with_everywhere(&report, attack));
        assert_eq!(markup::skeleton(&page), calm, "{attack}");
        assert!(!page.contains("<script"), "{attack}");
        assert!(!page.contains("<img src=x"), "{attack}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_changes_the_structure(words in "\\PC{1,40}|[<>&\"'/=!\\-a-z \\n\u{0}]{1,40}") {
        let report = samples::mshengu();
        let calm = markup::skeleton(&page(&with_everywhere(&report, "x")));
        let wild = markup::skeleton(&page(&with_everywhere(&report, &words)));
        prop_assert_eq!(wild, calm);
    }

    #[test]
    fn no_text_can_end_an_address(words in "\\PC{0,30}") {
        let address = format!("https://example.org/{words}");
        if let Some(url) = SafeUrl::parse(&address) {
            let ends = ['"', '\'', '<', '>', ' ', '\n', '\\'];
            prop_assert!(!url.as_str().contains(ends));
        }
    }
}

#[test]
fn only_web_and_mail_addresses_become_links() {
    for good in [
        "https://example.org/a?b=c#d",
        "HTTP://example.org",
        "mailto:a@example.org",
    ] {
        assert!(SafeUrl::parse(good).is_some(), "{good}");
    }
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "https:example.org",
        "https://",
        "https://a b",
        "https://a\"onclick=",
        "mailto:",
        "",
        "example.org",
    ] {
        assert!(SafeUrl::parse(bad).is_none(), "{bad}");
    }
    let page = page(&samples::everything());
    assert!(!page.contains("href=\"javascript"));
    assert!(
        page.contains("javascript:alert(1)"),
        "the address is still printed"
    );
}

#[test]
fn ids_that_look_alike_get_anchors_of_their_own() {
    let mut report = samples::mshengu();
    let mut twin = report.sources[0].clone();
    twin.id = "a-".into();
    report.sources.push(twin.clone());
    twin.id = "a\"".into();
    report.sources.push(twin);
    let page = page(&report);
    assert!(page.contains("id=\"source-a\""));
    assert!(page.contains("id=\"source-a-\""));
    assert!(page.contains("id=\"source-a--2\""));
}
