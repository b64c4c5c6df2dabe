//! The only way by which text reaches the page: every sign that could be markup is written as text.

/// Writes text for use between tags or inside a quoted attribute.
///
/// Signs that HTML forbids, such as control characters, become U+FFFD.
pub(super) fn escape(out: &mut String, words: &str) {
    for sign in words.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(sign),
            '\r' => out.push('\n'),
            _ if forbidden(sign) => out.push('\u{FFFD}'),
            _ => out.push(sign),
        }
    }
}

/// Writes ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

/// A language tag as far as it is one; anything else would only mislead.
pub(super) fn language(tag: &str) -> &str {
    let proper = !tag.is_empty()
        && tag.len() <= 35
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if proper { tag } else { "und" }
}

fn forbidden(sign: char) -> bool {
    let code = u32::from(sign);
    sign.is_control() || (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(words: &str) -> String {
        let mut out = String::new();
        escape(&mut out, words);
        out
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(
            escaped("<a href=\"x\" title='y'>&amp;"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;"
        );
    }

    #[test]
    fn signs_that_html_forbids_are_replaced() {
        assert_eq!(
            escaped("a\0b\u{1b}c\u{FFFE}d\re"),
            "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\ne"
        );
    }

    #[test]
    fn a_language_tag_cannot_carry_anything_else() {
        assert_eq!(language("xh-ZA"), "xh-ZA");
        assert_eq!(language("en\" onload=\"x"), "und");
        assert_eq!(language(""), "und");
    }
}
