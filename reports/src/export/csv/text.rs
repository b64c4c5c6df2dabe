//! Fields and records as RFC 4180 writes them, and the guard of text that a program could take for a
//! formula.

/// Signs by which programs know a formula, or pass over to find one: the wide forms are the same to
/// some of them.
const BEGINS_FORMULA: &[char] = &[
    '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
];

/// Adds a field that holds text.
///
/// A text that could be taken for a formula is led by an apostrophe. So is one that already looks led,
/// so that taking one apostrophe away always gives the text back.
pub(super) fn guarded(out: &mut String, words: &str) {
    if must_be_led(words) {
        field(out, &format!("'{words}"));
    } else {
        field(out, words);
    }
}

fn must_be_led(words: &str) -> bool {
    words.trim_start_matches('\'').starts_with(BEGINS_FORMULA)
}

/// Adds a field as it is, in quotes where it must be, with a comma behind it.
pub(super) fn field(out: &mut String, words: &str) {
    if words.contains(['"', ',', '\n', '\r']) || words.starts_with(' ') || words.ends_with(' ') {
        out.push('"');
        out.push_str(&words.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(words);
    }
    out.push(',');
}

/// Ends a record: the last comma becomes the end of the line.
pub(super) fn end_of_record(out: &mut String) {
    if out.ends_with(',') {
        out.pop();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(words: &str) -> String {
        let mut out = String::new();
        guarded(&mut out, words);
        out
    }

    #[test]
    fn what_could_be_a_formula_is_led() {
        assert_eq!(one("=1+1"), "'=1+1,");
        assert_eq!(one("-2"), "'-2,");
        assert_eq!(one("\tx"), "'\tx,");
        assert_eq!(one("@sum"), "'@sum,");
        assert_eq!(one("＝1"), "'＝1,");
        assert_eq!(one("'=1"), "''=1,");
        assert_eq!(one("a=1"), "a=1,");
        assert_eq!(one("'tis"), "'tis,");
        assert_eq!(one("−66.0%"), "−66.0%,");
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(one("a,b"), "\"a,b\",");
        assert_eq!(one("say \"no\""), "\"say \"\"no\"\"\",");
        assert_eq!(one("a\nb"), "\"a\nb\",");
        assert_eq!(one(" a"), "\" a\",");
        let mut out = one("a");
        out.push(',');
        end_of_record(&mut out);
        assert_eq!(out, "a,\r\n");
    }
}
