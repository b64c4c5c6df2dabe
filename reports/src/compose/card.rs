//! From a promise card to its document.

use crate::document::{Block, CardBlock, ChromeWords, Document, Inlines};
use crate::model::Card;

/// Puts a card in reading order.
pub fn compose_card(card: &Card) -> Document {
    let all = |lines: &[String]| lines.iter().map(Inlines::from).collect();
    let pair =
        |promise: &crate::model::CardPromise| ((&promise.text).into(), (&promise.under).into());
    let block = CardBlock {
        kind: (&card.kind).into(),
        title: (&card.title).into(),
        lines: all(&card.lines),
        promises: card.promises.iter().map(pair).collect(),
        more: all(&card.more),
        tell_title: (&card.tell_title).into(),
        tell: all(&card.tell),
        notes_title: (&card.notes_title).into(),
    };
    Document {
        language: card.language.clone(),
        direction: card.direction,
        title: card.title.clone(),
        stamps: card.stamps.clone(),
        number_line: card.number_line.clone(),
        issued_line: card.issued_line.clone(),
        check_line: String::new(),
        check_code: String::new(),
        words: ChromeWords {
            skip: card.skip.clone(),
            stamps: card.stamps_name.clone(),
            top: card.top.clone(),
            ..ChromeWords::default()
        },
        front: vec![Block::Card(Box::new(block))],
        sections: Vec::new(),
    }
}
