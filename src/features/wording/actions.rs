//! What is given, told apart by what it holds; and what the rules say of it, in words.

use serde::Serialize;

use crate::domain::wording::{CheckedClause, CheckedText, Language, Outcome, Rule, Score, Span};
use crate::infra::words::Words;

/// Largest text, in bytes. A contract of 500 pages holds about half of it.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// Something given to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Plain text or Markdown.
    Text(String),
    /// A case file.
    Case(String),
}

/// Why something cannot be checked: the last part of the key of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// A PDF.
    Pdf,
    /// A document of a word processor, a spreadsheet, an archive.
    Office,
    /// Neither of these, and no text in UTF-8.
    Unreadable,
    /// Larger than anybody reads.
    TooLarge,
    /// Nothing in it.
    Empty,
}

impl NotText {
    /// Its sentence.
    #[must_use]
    pub fn say(self, words: &Words) -> String {
        words.get(match self {
            Self::Pdf => "wording-not-pdf",
            Self::Office => "wording-not-office",
            Self::Unreadable => "wording-not-text",
            Self::TooLarge => "wording-too-large",
            Self::Empty => "wording-empty",
        })
    }
}

/// Tells what was given by its bytes; its name says nothing.
pub fn given(bytes: Vec<u8>) -> Result<Given, NotText> {
    const OFFICE: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"{\\rtf"];
    if bytes.len() > LARGEST {
        return Err(NotText::TooLarge);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(NotText::Pdf);
    }
    if OFFICE.iter().any(|sign| bytes.starts_with(sign)) {
        return Err(NotText::Office);
    }
    let text = String::from_utf8(bytes).map_err(|_| NotText::Unreadable)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    if text.contains('\0') {
        return Err(NotText::Unreadable);
    }
    if text.trim().is_empty() {
        return Err(NotText::Empty);
    }
    let is_case = text.lines().any(|line| {
        let mut parts = line.splitn(2, ':').map(str::trim);
        parts.next() == Some("format")
            && parts
                .next()
                .is_some_and(|f| f.trim_matches(['"', '\'']).starts_with("groundtruth-case/"))
    });
    Ok(if is_case {
        Given::Case(text)
    } else {
        Given::Text(text)
    })
}

/// What the rules say of a text, in the words of a reader.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Language that the rules were read in.
    pub language: &'static str,
    /// The promises.
    pub clauses: Vec<ToldClause>,
    /// Each rule with how many promises keep it.
    pub rules: Vec<ToldRule>,
    /// All rules of all promises.
    pub overall: Score,
    /// Passages that bind nobody and were not judged.
    pub others: usize,
}

/// One rule over the whole text.
#[derive(Clone, Debug, Serialize)]
pub struct ToldRule {
    /// Its name in files.
    pub rule: &'static str,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub asks: String,
    /// How many promises keep it, of those it speaks of.
    pub score: Score,
}

/// One promise.
#[derive(Clone, Debug, Serialize)]
pub struct ToldClause {
    /// Its number in the document, or its place among the promises.
    pub label: String,
    /// First byte and the one after the last.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Its words in parts; those that break a rule are marked.
    pub parts: Vec<Part>,
    /// How many rules it keeps, of those that apply.
    pub score: Score,
    /// What each rule says.
    pub judged: Vec<ToldJudged>,
}

/// Some words of a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Whether they break a rule.
    pub marked: bool,
}

/// What one rule says of one promise.
#[derive(Clone, Debug, Serialize)]
pub struct ToldJudged {
    /// Its name in files.
    pub rule: &'static str,
    /// Its name.
    pub name: String,
    /// Whether it is kept.
    pub outcome: Outcome,
    /// The outcome in words.
    pub outcome_text: String,
    /// Why, in a sentence.
    pub because: String,
    /// The words that made it so.
    pub words: Vec<String>,
    /// Where they stand.
    pub spans: Vec<Span>,
    /// What could be written, with blanks; only where the rule is broken.
    pub suggestion: Option<String>,
}

/// Puts what was found into words. `text` is what the spans are places in; a case has its promises as texts of their own.
#[must_use]
pub fn told(checked: &CheckedText, language: Language, words: &Words) -> Told {
    let rules = Rule::ALL.into_iter().map(|rule| ToldRule {
        rule: rule.code(),
        name: words.get(&format!("wording-rule-{}", rule.code())),
        asks: words.get(&format!("wording-rule-{}.asks", rule.code())),
        score: checked.of_rule(rule),
    });
    let clauses = checked.clauses.iter().enumerate();
    Told {
        language: language.code(),
        clauses: clauses
            .map(|(index, clause)| told_clause(index, clause, words))
            .collect(),
        rules: rules.collect(),
        overall: checked.overall(),
        others: checked.others.len(),
    }
}

fn told_clause(index: usize, clause: &CheckedClause, words: &Words) -> ToldClause {
    let said = |span: &Span| {
        let (start, end) = (span.start - clause.span.start, span.end - clause.span.start);
        let said = clause.text.get(start..end).unwrap_or_default();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let judged = clause.judged.iter().map(|judged| {
        let code = judged.rule.code();
        let found: Vec<String> = judged.words.iter().map(said).collect();
        let listed = found.join(", ");
        let outcome = match judged.outcome {
            Outcome::Passes => "passes",
            Outcome::Fails => "fails",
            Outcome::NotApplicable => "not-applicable",
        };
        ToldJudged {
            rule: code,
            name: words.get(&format!("wording-rule-{code}")),
            outcome: judged.outcome,
            outcome_text: words.get(&format!("wording-outcome-{outcome}")),
            because: words.say(
                &format!("wording-because-{}", judged.because),
                &[("words", &listed)],
            ),
            words: found,
            spans: judged.words.clone(),
            suggestion: (judged.outcome == Outcome::Fails)
                .then(|| words.get(&format!("wording-suggest-{code}"))),
        }
    });
    ToldClause {
        label: clause
            .label
            .clone()
            .unwrap_or_else(|| (index + 1).to_string()),
        span: clause.span,
        text: clause.text.clone(),
        parts: parts(clause),
        score: clause.score(),
        judged: judged.collect(),
    }
}

/// The words of a promise, cut where those that break a rule begin and end.
fn parts(clause: &CheckedClause) -> Vec<Part> {
    let failed = clause.judged.iter().filter(|j| j.outcome == Outcome::Fails);
    let mut spans: Vec<Span> = failed.flat_map(|j| j.words.clone()).collect();
    spans.sort();
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    let mut push = |from: usize, to: usize, marked: bool| {
        if let Some(text) = clause.text.get(from..to).filter(|text| !text.is_empty()) {
            let text = text.to_owned();
            parts.push(Part { text, marked });
        }
    };
    for span in spans {
        let (start, end) = (span.start - clause.span.start, span.end - clause.span.start);
        if end <= at {
            continue;
        }
        push(at, start.max(at), false);
        push(start.max(at), end, true);
        at = end;
    }
    push(at, clause.text.len(), false);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::wording::check_text;

    #[test]
    fn what_is_no_text_is_known_by_its_bytes() {
        for (bytes, expected) in [
            (b"%PDF-1.7 x".to_vec(), Err(NotText::Pdf)),
            (b"PK\x03\x04rest".to_vec(), Err(NotText::Office)),
            (b"{\\rtf1 x}".to_vec(), Err(NotText::Office)),
            (b"\xff\xfe".to_vec(), Err(NotText::Unreadable)),
            (b"a\0b".to_vec(), Err(NotText::Unreadable)),
            (b" \n".to_vec(), Err(NotText::Empty)),
            (vec![b'a'; LARGEST + 1], Err(NotText::TooLarge)),
            (b"We shall.".to_vec(), Ok(Given::Text("We shall.".into()))),
            (
                b"# note\nformat: groundtruth-case/1\n".to_vec(),
                Ok(Given::Case("# note\nformat: groundtruth-case/1\n".into())),
            ),
        ] {
            assert_eq!(given(bytes), expected);
        }
    }

    #[test]
    fn every_reason_and_suggestion_has_its_words_in_every_language() {
        let text = "We shall do it. We shall give up to 2, about 3, reasonably soon in various places at a market rate or \
                    may deduct. We shall use best endeavours; adequate to the satisfaction of all.";
        for words in Words::every() {
            let told = told(
                &check_text(text, Language::English),
                Language::English,
                &words,
            );
            let page = serde_json::to_string(&told).unwrap();
            assert!(!page.contains("wording-"), "{page}");
        }
        // Every reason that a rule can give.
        let rules = include_str!("../../domain/wording/rules.rs");
        for line in rules.lines().filter(|line| line.contains("Outcome::")) {
            if let Some(code) = line.split('"').nth(1) {
                let key = format!("wording-because-{code}");
                assert!(Words::every().all(|words| words.has_itself(&key)), "{key}");
            }
        }
    }

    #[test]
    fn marked_words_leave_the_text_whole() {
        let text = "1. We shall be reasonable and/or timely, up to 20 times. 2. Ü must, as appropriate, adequate.";
        for clause in &check_text(text, Language::English).clauses {
            let whole: String = parts(clause).iter().map(|p| p.text.as_str()).collect();
            assert_eq!(whole, clause.text);
        }
    }
}
