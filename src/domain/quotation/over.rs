//! Words that begin on one page and end on the next. What is passed over at the page end is how pages are set: the number
//! of the page, and lines that stand at the same place on both pages alike but for numbers.

use std::ops::Range;

use super::super::page_text::{PageText, Word};
use super::{find, folded};

/// A page has no more lines at its head or foot that belong to every page.
const MOST_LINES: usize = 4;

/// Where words stand that begin on one page and end on the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// The words on the page on which they begin, as places in [`PageText::words`].
    pub first: Range<usize>,
    /// The words on the page on which they end.
    pub next: Range<usize>,
}

/// Looks for a quotation that begins on the first page and ends on the next.
#[must_use]
pub fn find_over(first: &PageText, next: &PageText, quotation: &str) -> Option<Over> {
    let (above, below): (Vec<&[Word]>, Vec<&[Word]>) =
        (first.lines().collect(), next.lines().collect());
    let feet = above.iter().rev().zip(counterparts(below.iter().rev()));
    let heads = below.iter().zip(counterparts(above.iter()));
    let set_aside = |lines: &mut dyn Iterator<Item = (&&[Word], Option<&&[Word]>)>| -> usize {
        let belongs = lines
            .take(MOST_LINES)
            .take_while(|(line, other)| is_of_every_page(line, other.copied()));
        belongs.map(|(line, _)| line.len()).sum()
    };
    let end = first.words.len() - set_aside(&mut feet.into_iter());
    let begin = set_aside(&mut heads.into_iter());
    if end == 0 || begin == next.words.len() {
        return None;
    }
    let last_line = first.words[end - 1].line;
    let first_line = next.words[begin].line;
    let moved = next.words[begin..].iter().map(|word| Word {
        line: word.line.saturating_sub(first_line) + last_line + 1,
        ..word.clone()
    });
    let both = PageText {
        words: first.words[..end].iter().cloned().chain(moved).collect(),
        ..PageText::default()
    };
    let found = find(&both, quotation)?.words;
    // What stands on one page alone is no quotation over its end.
    (found.start < end && found.end > end).then(|| Over {
        first: found.start..end,
        next: begin..found.end - end + begin,
    })
}

/// The lines at the same places of the other page; none where it has fewer.
fn counterparts<'a, 'b: 'a>(
    lines: impl Iterator<Item = &'a &'b [Word]>,
) -> impl Iterator<Item = Option<&'a &'b [Word]>> {
    lines.map(Some).chain(std::iter::repeat(None))
}

/// Whether a line is the number of the page, or stands on the other page as well, alike but for numbers.
fn is_of_every_page(line: &[Word], other: Option<&[Word]>) -> bool {
    let text = without_numbers(line);
    let numbers = text.matches('0').count();
    let is_number = numbers == 1 && !text.contains(char::is_alphabetic);
    is_number || other.is_some_and(|other| without_numbers(other) == text)
}

/// The words of a line, with every number as `0`.
fn without_numbers(line: &[Word]) -> String {
    let words: Vec<String> = line.iter().map(|word| folded(&word.text)).collect();
    let mut text = String::new();
    for character in words.join(" ").chars() {
        match character.is_numeric() {
            true if text.ends_with('0') => {}
            true => text.push('0'),
            false => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> PageText {
        let text = lines.join("\n");
        PageText::of_plain_text(&text).remove(0)
    }

    fn over(first: &[&str], next: &[&str], quotation: &str) -> Option<(String, String)> {
        let (first, next) = (page(first), page(next));
        let over = find_over(&first, &next, quotation)?;
        let words = |page: &PageText, range: Range<usize>| {
            let words: Vec<&str> = page.words[range].iter().map(|w| w.text.as_str()).collect();
            words.join(" ")
        };
        Some((words(&first, over.first), words(&next, over.next)))
    }

    #[test]
    fn a_clause_goes_on_below_the_foot_and_the_head_of_pages() {
        let first = [
            "Agreement 2026 Draft 3",
            "4. The Provider shall clean every toi-",
            "- 3 -",
        ];
        let next = ["Agreement 2026 Draft 3", "let three times a week.", "- 4 -"];
        let found = over(&first, &next, "clean every toilet three times");
        let expected = ("clean every toi-".to_owned(), "let three times".to_owned());
        assert_eq!(found, Some(expected));
        assert!(over(&first, &next, "clean every toi- let three").is_some());
        assert!(over(&["a b", "page 1 of 2"], &["c d", "page 2 of 2"], "b c").is_some());
        assert!(over(&["a b"], &["c d"], "b c").is_some());
    }

    #[test]
    fn no_line_of_what_is_said_is_passed_over() {
        for (first, next, quotation) in [
            // A line that says something stands between.
            (
                vec!["shall pay", "only if asked"],
                vec!["ten dollars"],
                "shall pay ten dollars",
            ),
            (
                vec!["shall pay"],
                vec!["at most", "ten dollars"],
                "shall pay ten dollars",
            ),
            // Two numbers are no number of a page.
            (
                vec!["shall pay", "40 50"],
                vec!["ten dollars"],
                "shall pay ten dollars",
            ),
            // Not over the end at all.
            (vec!["shall pay ten"], vec!["dollars"], "shall pay ten"),
            (
                vec!["shall pay ten"],
                vec!["dollars a day"],
                "dollars a day",
            ),
            // Inside of words.
            (vec!["shall pay ten"], vec!["dollars"], "en dollars"),
            (vec!["shall pay toi-"], vec!["lets"], "pay toi"),
            (
                vec!["shall pay ten"],
                vec!["dollars"],
                "shall pay nine dollars",
            ),
            (vec!["shall pay ten"], vec!["dollars"], ""),
        ] {
            assert_eq!(over(&first, &next, quotation), None, "{quotation}");
        }
    }

    #[test]
    fn pages_without_words_have_nothing_over_their_end() {
        let (empty, some) = (PageText::default(), page(&["a b"]));
        for (first, next) in [(&empty, &some), (&some, &empty), (&empty, &empty)] {
            assert_eq!(find_over(first, next, "a b"), None);
        }
        let number = page(&["3"]);
        assert_eq!(find_over(&number, &some, "3 a"), None);
    }
}
