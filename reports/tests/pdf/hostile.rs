//! Text from people can never become syntax, a link or a script of the format, whatever field it stands in.

use super::edition;
use super::reader::{Reader, words};
use crate::everywhere::with_everywhere;
use crate::samples;
use groundtruth_reports::model::{Report, Source};
use lopdf::{Dictionary, Object};
use proptest::prelude::*;

const ATTACKS: &[&str] = &[
    ") /JS (app.alert(1)) /S /JavaScript",
    ">> /OpenAction << /S /URI /URI (https://evil.example) >>",
    "\\) ET Q endstream endobj 9 0 obj << /Type /Catalog >>",
    "\\051 /Launch \\050cmd.exe\\051 \\",
    "\u{FEFF})\u{0}/AA\u{0}<<\r\n>>%",
    "þÿ) /EmbeddedFile",
    "(((((((((((((((((((",
    "%%EOF\nstartxref\n0\n%%EOF",
    "javascript:app.alert(1) https://evil.example file:///etc/passwd",
    "\u{202E}fdp.exe\u{2066}\u{2029}",
    "EMC /Artifact BMC",
];

/// Keys that must not occur anywhere.
const FORBIDDEN: &[&[u8]] = &[
    b"JS",
    b"JavaScript",
    b"Launch",
    b"OpenAction",
    b"AA",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"AcroForm",
    b"XFA",
    b"GoToR",
    b"GoToE",
    b"SubmitForm",
    b"ImportData",
    b"RichMedia",
    b"Encrypt",
];

/// Kinds of actions and objects, and the addresses that the file leads to.
#[derive(Default, Debug, PartialEq, Eq)]
struct Census {
    addresses: Vec<String>,
    keys: std::collections::BTreeSet<String>,
    kinds: std::collections::BTreeSet<String>,
}

fn census(reader: &Reader) -> Census {
    let mut census = Census::default();
    for object in reader.doc.objects.values() {
        count(object, &mut census);
    }
    count(&Object::Dictionary(reader.doc.trailer.clone()), &mut census);
    census
}

fn count(object: &Object, census: &mut Census) {
    match object {
        Object::Array(list) => list.iter().for_each(|one| count(one, census)),
        Object::Dictionary(dict) => count_dictionary(dict, census),
        Object::Stream(stream) => count_dictionary(&stream.dict, census),
        _ => {}
    }
}

fn count_dictionary(dict: &Dictionary, census: &mut Census) {
    for (key, value) in dict {
        assert!(
            !FORBIDDEN.contains(&key.as_slice()),
            "{}",
            String::from_utf8_lossy(key)
        );
        census
            .keys
            .insert(String::from_utf8_lossy(key).into_owned());
        if let (b"S" | b"Type" | b"Subtype", Ok(name)) = (key.as_slice(), value.as_name()) {
            assert!(
                !FORBIDDEN.contains(&name),
                "{}",
                String::from_utf8_lossy(name)
            );
            census
                .kinds
                .insert(String::from_utf8_lossy(name).into_owned());
        }
        if key == b"URI" && value.as_str().is_ok() {
            census.addresses.push(words(value));
        }
        count(value, census);
    }
}

/// Only these addresses may be led to: those of the sources, as far as they are web or mail.
fn allowed(report: &Report) -> Vec<String> {
    let addresses = report
        .sources
        .iter()
        .filter_map(|source| source.url.clone());
    addresses
        .filter(|url| url.starts_with("http") || url.starts_with("mailto:"))
        .collect()
}

#[test]
fn known_attacks_stay_text() {
    for base in [samples::everything(), samples::mshengu()] {
        let calm = census(&Reader::new(&edition(&with_everywhere(&base, "x"))));
        for attack in ATTACKS {
            let report = with_everywhere(&base, attack);
            let reader = Reader::new(&edition(&report));
            let found = census(&reader);
            for address in &found.addresses {
                assert!(allowed(&report).contains(address), "{attack}: {address}");
            }
            // Text that runs over a page is tagged by references; that is the only new thing there may be.
            let kinds: Vec<_> = found
                .kinds
                .difference(&calm.kinds)
                .filter(|kind| *kind != "MCR")
                .collect();
            assert_eq!(kinds, Vec::<&String>::new(), "{attack}");
            assert_eq!(found.unexpected(&calm), Vec::<String>::new(), "{attack}");
        }
    }
}

impl Census {
    /// Keys that the calm file does not have, apart from names of fonts.
    fn unexpected(&self, calm: &Self) -> Vec<String> {
        let new = self.keys.difference(&calm.keys);
        new.filter(|key| !key.starts_with("GT") && *key != "MCID")
            .cloned()
            .collect()
    }
}

#[test]
fn an_attack_is_read_as_it_was_written() {
    let mut report = samples::empty();
    report.background = ATTACKS.iter().map(|attack| (*attack).to_owned()).collect();
    let said = super::spoken::squeezed(&Reader::new(&edition(&report)).tags().text);
    for attack in ATTACKS {
        let steering = |letter: &char| !matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
        let expected: String = super::spoken::squeezed(attack)
            .chars()
            .filter(steering)
            .collect();
        assert!(said.contains(&expected), "{expected}\n{said}");
    }
}

#[test]
fn only_web_and_mail_addresses_of_the_model_become_links() {
    let source = |id: &str, url: &str| Source {
        id: id.into(),
        title: format!("Source {id}"),
        url: Some(url.into()),
        ..Source::default()
    };
    let report = Report {
        sources: vec![
            source("a", "https://example.org/a?b=(c)&d=\\)#ü"),
            source("b", "https://example.org/(x)"),
            source("c", "javascript:app.alert(1)"),
            source("d", "file:///etc/passwd"),
            source("e", "mailto:a@example.org"),
            source("f", "data:text/html,x"),
            source("g", "https://example.org/ü"),
        ],
        title: "https://evil.example/ mailto:evil@example.org".into(),
        ..samples::empty()
    };
    let mut found = census(&Reader::new(&edition(&report))).addresses;
    found.sort();
    assert_eq!(
        found,
        [
            "https://example.org/%28x%29",
            "https://example.org/%C3%BC",
            "mailto:a@example.org"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_text_changes_what_a_file_can_do(words in "\\PC{1,40}|[()<>/%\\\\\\[\\]{} a-zþÿ\u{0}\r\n]{1,40}") {
        let report = with_everywhere(&samples::all_kept(), &words);
        let found = census(&Reader::new(&edition(&report)));
        let allowed = allowed(&report);
        prop_assert!(found.addresses.iter().all(|address| allowed.contains(address)));
    }
}
