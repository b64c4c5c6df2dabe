//! Runs of text as HTML.

use super::escape::{attribute, escape, language};
use crate::document::{Inline, Inlines, LinkTarget};

/// Writes runs in order.
pub(super) fn runs(out: &mut String, runs: &Inlines) {
    for run in &runs.0 {
        one(out, run);
    }
}

fn one(out: &mut String, run: &Inline) {
    match run {
        Inline::Text(words) => escape(out, words),
        Inline::Strong(inner) => wrap(out, "strong", inner),
        Inline::Emphasis(inner) => wrap(out, "em", inner),
        Inline::Soft(inner) => wrap(out, "small", inner),
        Inline::Code(words) => {
            out.push_str("<code>");
            escape(out, words);
            out.push_str("</code>");
        }
        Inline::Time { text, iso } => {
            out.push_str("<time");
            attribute(out, "datetime", iso);
            out.push('>');
            escape(out, text);
            out.push_str("</time>");
        }
        Inline::Foreign {
            language: tag,
            text,
        } => {
            out.push_str("<span");
            attribute(out, "lang", language(tag));
            out.push_str(" dir=\"auto\">");
            escape(out, text);
            out.push_str("</span>");
        }
        Inline::Link { to, text } => link(out, to, text),
    }
}

fn wrap(out: &mut String, tag: &str, inner: &Inlines) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    runs(out, inner);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn link(out: &mut String, to: &LinkTarget, words: &Inlines) {
    out.push_str("<a");
    match to {
        LinkTarget::Anchor(anchor) => attribute(out, "href", &format!("#{anchor}")),
        LinkTarget::Web(url) => {
            attribute(out, "href", url.as_str());
            out.push_str(" rel=\"noopener noreferrer nofollow\"");
        }
    }
    out.push('>');
    runs(out, words);
    out.push_str("</a>");
}
