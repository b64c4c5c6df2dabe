//! The page around the blocks: head, stamps, contents, sections, foot.

use super::escape::{attribute, escape, language};
use super::photograph::Pictures;
use super::{STYLE, blocks};
use crate::document::{Document, Section};
use crate::model::TextDirection;

/// No script, nothing from outside, no frame, no form: said to the browser as well.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

pub(super) fn write(document: &Document, pictures: &Pictures<'_>) -> String {
    let mut out = String::with_capacity(64 * 1024);
    head(&mut out, document);
    out.push_str("<body id=\"top\"><a class=\"skip\" href=\"#report\">");
    escape(&mut out, &document.words.skip);
    out.push_str("</a>\n<div class=\"sheet\">\n");
    band(&mut out, document);
    out.push_str("<main id=\"report\" tabindex=\"-1\">\n<div class=\"front\">");
    blocks::write_all(&mut out, pictures, &document.front);
    out.push_str("</div>\n");
    stamps_again(&mut out, document);
    contents(&mut out, document);
    for section in &document.sections {
        write_section(&mut out, pictures, document, section);
    }
    out.push_str("</main>\n");
    foot(&mut out, document);
    out.push_str("</div>\n</body>\n</html>\n");
    out
}

fn head(out: &mut String, document: &Document) {
    out.push_str("<!DOCTYPE html>\n<html");
    attribute(out, "lang", language(&document.language));
    let direction = match document.direction {
        TextDirection::Ltr => "ltr",
        TextDirection::Rtl => "rtl",
    };
    attribute(out, "dir", direction);
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\"");
    attribute(out, "content", POLICY);
    out.push_str(">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    escape(out, &document.title);
    out.push_str(" · ");
    escape(out, &document.number_line);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n");
}

/// The band that stays in sight on screen and heads every page on paper.
fn band(out: &mut String, document: &Document) {
    let class = if document.stamps.len() > 1 {
        "band several"
    } else {
        "band"
    };
    out.push_str("<header");
    attribute(out, "class", class);
    attribute(out, "aria-label", &document.words.stamps);
    out.push_str("><div class=\"band-inner\"><div class=\"stamps\">");
    for stamp in &document.stamps {
        out.push_str("<p class=\"stamp\">");
        escape(out, stamp);
        out.push_str("</p>");
    }
    out.push_str("</div><p class=\"running\">");
    escape(out, &document.number_line);
    out.push_str("</p></div></header>\n");
}

/// The stamps once more, at the end of a part.
fn stamps_again(out: &mut String, document: &Document) {
    out.push_str("<div class=\"stamps-again\">");
    for stamp in &document.stamps {
        out.push_str("<p class=\"stamp stamp-again\">");
        escape(out, stamp);
        out.push_str("</p>");
    }
    out.push_str("</div>\n");
}

fn contents(out: &mut String, document: &Document) {
    if document.sections.is_empty() {
        return;
    }
    out.push_str("<nav class=\"contents\" aria-labelledby=\"contents\"><h2 id=\"contents\">");
    escape(out, &document.words.contents);
    out.push_str("</h2>");
    let (annexes, body): (Vec<_>, Vec<_>) = document.sections.iter().partition(|s| s.annex);
    entries(out, &body);
    if !annexes.is_empty() {
        out.push_str("<h3>");
        escape(out, &document.words.annexes);
        out.push_str("</h3>");
        entries(out, &annexes);
    }
    out.push_str("</nav>\n");
}

fn entries(out: &mut String, sections: &[&Section]) {
    out.push_str("<ul>");
    for section in sections {
        out.push_str("<li><a");
        attribute(out, "href", &format!("#{}", section.anchor));
        out.push('>');
        escape(out, &section.title);
        out.push_str("</a></li>");
    }
    out.push_str("</ul>");
}

fn write_section(
    out: &mut String,
    pictures: &Pictures<'_>,
    document: &Document,
    section: &Section,
) {
    let heading = format!("{}-heading", section.anchor);
    out.push_str("<section");
    attribute(out, "id", &section.anchor);
    attribute(out, "aria-labelledby", &heading);
    out.push_str("><h2");
    attribute(out, "id", &heading);
    out.push('>');
    escape(out, &section.title);
    out.push_str("</h2>\n");
    blocks::write_all(out, pictures, &section.blocks);
    stamps_again(out, document);
    out.push_str("</section>\n");
}

fn foot(out: &mut String, document: &Document) {
    out.push_str("<footer><p>");
    escape(out, &document.number_line);
    out.push_str(" · ");
    escape(out, &document.issued_line);
    out.push_str(" · <a href=\"#top\">");
    escape(out, &document.words.top);
    out.push_str("</a></p>");
    stamps_again(out, document);
    out.push_str("</footer>\n");
}
