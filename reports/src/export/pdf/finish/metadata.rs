//! Who, what and when, from the report alone. There is no clock here.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, Stream};

use super::text;
use crate::model::{Card, Letter, Report};

/// A switch that stays off until a full validator has passed the file: then the metadata may claim to
/// conform to PDF/A and PDF/UA.
const CLAIMS_CONFORMANCE: bool = false;

/// What the metadata says.
pub(in crate::export::pdf) struct Facts {
    pub language: String,
    title: String,
    author: String,
    identifier: String,
    /// `YYYY-MM-DD`, where the date of the report is one day.
    date: Option<String>,
}

const PROGRAM: &str = "Groundtruth";

impl Facts {
    pub(in crate::export::pdf) fn of(report: &Report) -> Self {
        let day = |iso: &&String| {
            let parts: Vec<usize> = iso.split('-').map(str::len).collect();
            let digits = iso
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-');
            digits && parts == [4, 2, 2]
        };
        let version = match report.version.as_str() {
            "" => String::new(),
            version => format!(" · {version}"),
        };
        Self {
            language: language(&report.language),
            title: report.title.clone(),
            author: report.organisation.clone(),
            identifier: format!("{}{version}", report.number),
            date: report.date.iso.as_ref().filter(day).cloned(),
        }
    }

    pub(in crate::export::pdf) fn of_card(card: &Card) -> Self {
        Self {
            language: language(&card.language),
            title: card.title.clone(),
            author: card.organisation.clone(),
            identifier: card.kind.clone(),
            date: card.date.as_ref().filter(|iso| iso.len() == 10).cloned(),
        }
    }

    pub(in crate::export::pdf) fn of_letter(letter: &Letter) -> Self {
        Self {
            language: language(&letter.language),
            title: letter.subject.clone(),
            author: letter.organisation.clone(),
            identifier: letter.number_line.clone(),
            date: letter.date.as_ref().filter(|iso| iso.len() == 10).cloned(),
        }
    }

    /// The older form of metadata.
    pub(super) fn info(&self) -> Dictionary {
        let mut dict = Dictionary::from_iter([
            ("Title", text(&self.title)),
            ("Author", text(&self.author)),
            ("Subject", text(&self.identifier)),
            ("Creator", text(PROGRAM)),
            ("Producer", text(PROGRAM)),
        ]);
        if let Some(date) = &self.date {
            let date = format!("D:{}000000Z", date.replace('-', ""));
            dict.set("CreationDate", Object::string_literal(date.clone()));
            dict.set("ModDate", Object::string_literal(date));
        }
        dict
    }

    /// The newer form.
    pub(super) fn xmp(&self) -> Stream {
        let mut xml = String::from(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
             xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
             xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n",
        );
        let one = |xml: &mut String, name: &str, words: &str| {
            let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(words));
        };
        let list = |xml: &mut String, (name, kind): (&str, &str), words: &str| {
            let attribute = if kind == "Alt" {
                " xml:lang=\"x-default\""
            } else {
                ""
            };
            let words = escaped(words);
            let _ = writeln!(
                xml,
                "<{name}><rdf:{kind}><rdf:li{attribute}>{words}</rdf:li></rdf:{kind}></{name}>"
            );
        };
        one(&mut xml, "dc:format", "application/pdf");
        list(&mut xml, ("dc:title", "Alt"), &self.title);
        list(&mut xml, ("dc:creator", "Seq"), &self.author);
        list(&mut xml, ("dc:language", "Bag"), &self.language);
        list(&mut xml, ("dc:description", "Alt"), &self.identifier);
        one(&mut xml, "dc:identifier", &self.identifier);
        one(&mut xml, "xmp:CreatorTool", PROGRAM);
        one(&mut xml, "pdf:Producer", PROGRAM);
        if let Some(date) = &self.date {
            let instant = format!("{date}T00:00:00Z");
            one(&mut xml, "xmp:CreateDate", &instant);
            one(&mut xml, "xmp:ModifyDate", &instant);
        }
        if CLAIMS_CONFORMANCE {
            one(&mut xml, "pdfaid:part", "2");
            one(&mut xml, "pdfaid:conformance", "A");
            one(&mut xml, "pdfuaid:part", "1");
        }
        xml.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
        let dict = Dictionary::from_iter([
            ("Type", Object::Name(b"Metadata".to_vec())),
            ("Subtype", Object::Name(b"XML".to_vec())),
        ]);
        Stream::new(dict, xml.into_bytes()).with_compression(false)
    }
}

/// A language tag, or none that could be misread.
fn language(tag: &str) -> String {
    let proper = tag.split('-').all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if proper {
        tag.to_owned()
    } else {
        "und".to_owned()
    }
}

/// Words as text of XML, without signs that XML forbids.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_end_their_element() {
        assert_eq!(
            escaped("</x> & \"\u{0}\u{FFFF}"),
            "&lt;/x&gt; &amp; &quot; "
        );
    }

    #[test]
    fn a_language_is_a_tag_or_unknown() {
        assert_eq!(language("en-GB"), "en-GB");
        assert_eq!(language("en) /X"), "und");
        assert_eq!(language(""), "und");
    }
}
