//! From a letter to its document.

use crate::document::{Block, ChromeWords, Document, Inline, Inlines, LetterBlock};
use crate::model::Letter;

/// Puts a letter in reading order.
pub fn compose_letter(letter: &Letter) -> Document {
    let own = |text: &String| match &letter.own_language {
        Some(language) => Inlines(vec![Inline::Foreign {
            language: language.clone(),
            text: text.clone(),
        }]),
        None => text.into(),
    };
    let said = |lines: &[String]| lines.iter().map(Inlines::from).collect();
    let mut head = vec![Inlines(vec![Inline::Strong(own(&letter.organisation))])];
    if !letter.date_line.is_empty() {
        head.push((&letter.date_line).into());
    }
    let mut signed = Vec::new();
    if !letter.signed.is_empty() {
        signed = vec![(&letter.signed).into(), own(&letter.organisation)];
    }
    let block = LetterBlock {
        head,
        to: letter.to.iter().map(own).collect(),
        subject: (&letter.subject).into(),
        badge: letter.badge.as_ref().map(Inlines::from),
        paragraphs: said(&letter.paragraphs),
        items: letter.items.iter().map(own).collect(),
        after: said(&letter.after),
        signed,
    };
    Document {
        language: letter.language.clone(),
        direction: letter.direction,
        title: letter.subject.clone(),
        stamps: Vec::new(),
        number_line: letter.number_line.clone(),
        issued_line: String::new(),
        check_line: String::new(),
        check_code: String::new(),
        words: ChromeWords::default(),
        front: vec![Block::Letter(Box::new(block))],
        sections: Vec::new(),
    }
}
