//! A letter as HTML: who writes, to whom, a heading, paragraphs, a list, who signs.

use super::card::element;
use crate::document::{Inlines, LetterBlock};

pub(super) fn write(out: &mut String, letter: &LetterBlock) {
    out.push_str("<article class=\"card\">");
    lines(out, &letter.head);
    lines(out, &letter.to);
    element(out, "h1", "", &letter.subject);
    if let Some(badge) = &letter.badge {
        element(out, "p", " class=\"owed\"", badge);
    }
    lines(out, &letter.paragraphs);
    if !letter.items.is_empty() {
        out.push_str("<ul>");
        for item in &letter.items {
            element(out, "li", "", item);
        }
        out.push_str("</ul>");
    }
    lines(out, &letter.after);
    lines(out, &letter.signed);
    out.push_str("</article>");
}

fn lines(out: &mut String, lines: &[Inlines]) {
    for line in lines {
        element(out, "p", "", line);
    }
}
