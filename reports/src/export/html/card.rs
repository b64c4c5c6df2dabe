//! A promise card as HTML: a heading, a list, whom to tell, lines to write on.

use super::inline;
use crate::document::{CardBlock, Inlines};

/// Blank lines for those who print it.
const NOTES: usize = 4;

pub(super) fn write(out: &mut String, card: &CardBlock) {
    out.push_str("<article class=\"card\">");
    element(out, "p", " class=\"kicker\"", &card.kind);
    element(out, "h1", "", &card.title);
    for line in &card.lines {
        element(out, "p", "", line);
    }
    out.push_str("<ol>");
    for (text, under) in &card.promises {
        out.push_str("<li>");
        element(out, "p", " class=\"owed\"", text);
        if !under.is_empty() && !under.plain().is_empty() {
            element(out, "p", "", under);
        }
        out.push_str("</li>");
    }
    out.push_str("</ol>");
    if !card.tell.is_empty() {
        out.push_str("<div class=\"ruled\">");
        element(out, "h2", "", &card.tell_title);
        for line in &card.tell {
            element(out, "p", "", line);
        }
        out.push_str("</div>");
    }
    element(out, "h2", "", &card.notes_title);
    for _ in 0..NOTES {
        out.push_str("<div class=\"blank\"></div>");
    }
    out.push_str("</article>");
}

/// Runs in an element.
pub(super) fn element(out: &mut String, tag: &str, attributes: &str, runs: &Inlines) {
    out.push_str(&format!("<{tag}{attributes}>"));
    inline::runs(out, runs);
    out.push_str(&format!("</{tag}>"));
}
