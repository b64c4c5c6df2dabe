//! A document into its promises: paragraphs and numbered items, sentences, and among them those that bind somebody.

use super::lexicon::Lexicon;
use super::tokens::{Span, Token, any_of, tokens};

/// A promise as it stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number or letter, where it has one: `4.2`, `(a)`.
    pub label: Option<String>,
    /// Where it stands, with the sentences that belong to it.
    pub span: Span,
    /// The sentence that binds; the rest says more about it.
    pub sentence: Span,
}

/// A paragraph or an item of a list.
struct Paragraph {
    label: Option<String>,
    /// Whether its label is one of an item under a heading sentence.
    is_item: bool,
    span: Span,
}

/// A line shorter than this that ends without a mark is a heading.
const SHORT: usize = 60;

/// The promises of a text, and the text between them that binds nobody.
#[must_use]
pub fn split(text: &str, lexicon: &Lexicon) -> (Vec<Piece>, Vec<Span>) {
    let (mut pieces, mut others) = (Vec::new(), Vec::new());
    let mut under_a_duty = false;
    for paragraph in paragraphs(text) {
        let sentences = sentences(text, paragraph.span, lexicon);
        let binds = |span: &Span| !duties(&tokens(span.of(text)), lexicon).is_empty();
        if !paragraph.is_item {
            under_a_duty = false;
        }
        let leads = sentences
            .last()
            .is_some_and(|last| last.of(text).trim_end().ends_with(':') && binds(last));
        let mut label = paragraph.label;
        let mut open: Option<Piece> = None;
        for (index, sentence) in sentences.iter().enumerate() {
            let is_lead = leads && index + 1 == sentences.len();
            let is_promise =
                !is_lead && (binds(sentence) || index == 0 && under_a_duty && paragraph.is_item);
            if is_promise {
                pieces.extend(open.take());
                open = Some(Piece {
                    label: label.take(),
                    span: *sentence,
                    sentence: *sentence,
                });
            } else if let (Some(piece), false) = (&mut open, is_lead) {
                piece.span.end = sentence.end;
            } else {
                others.push(*sentence);
            }
        }
        pieces.extend(open);
        under_a_duty |= leads;
    }
    (pieces, others)
}

/// The words of a sentence that bind.
#[must_use]
pub fn duties(tokens: &[Token], lexicon: &Lexicon) -> Vec<Span> {
    let no_duties = any_of(tokens, &lexicon.no_duties);
    let all = any_of(tokens, &lexicon.duties);
    all.into_iter()
        .filter(|duty| {
            !no_duties
                .iter()
                .any(|no| no.start <= duty.start && duty.end <= no.end)
        })
        .collect()
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open: Option<Paragraph> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let said = line.trim();
        if said.is_empty() {
            found.extend(open.take());
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let is_heading = said.starts_with('#');
        let unhashed = said.trim_start_matches('#').trim_start();
        let (label, is_item, skipped) = label_of(unhashed);
        let begins = start + indent + (said.len() - unhashed.len()) + skipped;
        let end = start + indent + said.len();
        let before_was_heading = open.as_ref().is_some_and(|open| {
            let so_far = open.span.of(text);
            so_far.len() < SHORT
                && !so_far.ends_with(['.', ',', ';', ':', '-'])
                && unhashed.chars().next().is_some_and(char::is_uppercase)
        });
        if is_heading || label.is_some() || is_item || before_was_heading {
            found.extend(open.take());
        }
        match &mut open {
            Some(open) => open.span.end = end,
            None if begins < end => {
                open = Some(Paragraph {
                    label,
                    is_item,
                    span: Span { start: begins, end },
                });
            }
            None => {}
        }
        if is_heading {
            found.extend(open.take());
        }
    }
    found.extend(open);
    found
}

/// The number, letter or dot at the beginning of a line, whether it is one of an item of a list, and how many bytes it
/// takes.
fn label_of(line: &str) -> (Option<String>, bool, usize) {
    let Some((first, rest)) = line.split_once(char::is_whitespace) else {
        return (None, false, 0);
    };
    let taken = line.len() - rest.trim_start().len();
    if matches!(first, "-" | "*" | "•" | "–" | "—" | "▪") {
        return (None, true, taken);
    }
    let bare = first.trim_matches(['(', ')', '.', ':', '*']);
    let marked = first.ends_with([')', '.', ':']) || bare.contains('.');
    let is_number = !bare.is_empty()
        && bare
            .split('.')
            .all(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let is_letter = first.ends_with(')')
        && (1..=4).contains(&bare.len())
        && bare.bytes().all(|b| b.is_ascii_lowercase());
    if is_letter || is_number && first.ends_with(')') {
        return (Some(first.to_owned()), true, taken);
    }
    if is_number && marked {
        return (Some(bare.to_owned()), false, taken);
    }
    let named = ["clause", "article", "section", "cláusula", "artículo", "§"];
    if named.contains(&first.to_lowercase().as_str())
        && let Some((number, _)) = rest.trim_start().split_once(char::is_whitespace)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(['.', ':', ')'])
    {
        let taken = line.len()
            - rest
                .trim_start()
                .get(number.len()..)
                .unwrap_or_default()
                .trim_start()
                .len();
        let label = format!("{first} {}", number.trim_end_matches(['.', ':', ')']));
        return (Some(label), false, taken);
    }
    (None, false, 0)
}

fn sentences(text: &str, within: Span, lexicon: &Lexicon) -> Vec<Span> {
    let said = within.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in said.char_indices() {
        if !matches!(letter, '.' | '!' | '?') {
            continue;
        }
        let after = said.get(at + 1..).unwrap_or_default();
        let next = after.trim_start_matches(['"', '”', '’', '»', ')']);
        let ends = next.is_empty()
            || next.starts_with(char::is_whitespace)
                && next
                    .trim_start()
                    .starts_with(|c: char| !c.is_lowercase() && !matches!(c, ',' | ';' | ')'));
        let before = said.get(start..at).unwrap_or_default();
        let word = before
            .rsplit(|c: char| c.is_whitespace() || c == '(')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let is_short = letter == '.'
            && !next.is_empty()
            && (lexicon.abbreviations.contains(&word.as_str())
                || word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
        if ends && !is_short {
            let end = at + 1 + (after.len() - next.len());
            found.extend(trimmed(said, start, end));
            start = end;
        }
    }
    found.extend(trimmed(said, start, said.len()));
    let moved = |span: Span| Span {
        start: span.start + within.start,
        end: span.end + within.start,
    };
    found.into_iter().map(moved).collect()
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let part = text.get(start..end)?;
    let left = part.len() - part.trim_start().len();
    let span = Span {
        start: start + left,
        end: start + left + part.trim().len(),
    };
    (span.start < span.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Language;
    use super::*;

    fn promises(text: &str) -> Vec<(Option<String>, String)> {
        let (pieces, _) = split(text, Language::English.lexicon());
        let told = |piece: Piece| (piece.label, piece.span.of(text).to_owned());
        pieces.into_iter().map(told).collect()
    }

    #[test]
    fn promises_are_found_among_other_text() {
        let text = "# Contract\n\nThis contract is between A and B.\n\n4. Cleaning\n4.1 The Provider shall clean 24 toilets\n\
                    daily, e.g. in the morning. A log shows each cleaning.\n4.2 The will of Mr. Smith is read at will.\n\
                    (a) The City will pay R500. It must pay by noon.\n\nThe Provider shall:\n- empty bins;\n- sweep.\n\nDone.";
        let found = promises(text);
        let labels: Vec<_> = found.iter().map(|(label, _)| label.as_deref()).collect();
        assert_eq!(labels, [Some("4.1"), Some("(a)"), None, None, None]);
        assert!(found[0].1.ends_with("A log shows each cleaning."));
        assert_eq!(found[1].1, "The City will pay R500.");
        assert_eq!(found[2].1, "It must pay by noon.");
        assert_eq!(found[3].1, "empty bins;");
        assert_eq!(found[4].1, "sweep.");
    }

    #[test]
    fn nothing_of_a_text_is_lost() {
        for text in [
            "",
            "\n\n",
            ".",
            "1.",
            "(a)",
            "- ",
            "Clause 4: We shall.",
            "é shall. É must!",
            "A shall b.C shall d. 9",
            "shall\u{a0}:\n(a) x\n\n\u{feff}- y",
            "…shall…",
            "«Il doit.»",
        ] {
            let (pieces, others) = split(text, Language::English.lexicon());
            let spans = pieces.iter().map(|p| p.span).chain(others);
            for span in spans {
                assert!(
                    text.get(span.start..span.end).is_some(),
                    "{text:?} {span:?}"
                );
            }
        }
    }
}
