//! What people said, with their consent, in their own words and in translation.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{DOT, maybe_date};
use crate::document::{Block, Inline, Inlines, Quotation, text};
use crate::model::{Label, Voice};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let voices = &composer.report.voices;
    voices
        .iter()
        .flat_map(|voice| one(composer, voice))
        .collect()
}

fn one(composer: &Composer<'_>, voice: &Voice) -> Vec<Block> {
    let consent = voice.consent.as_ref().map_or_else(Inlines::new, |consent| {
        format!("{}: {consent}", composer.word(Label::Consent)).into()
    });
    let by = Inlines::join(
        [
            voice.who.as_str().into(),
            maybe_date(&voice.date),
            composer.links(Kind::Promise, &voice.promises),
            consent,
            composer.sources(&voice.sources),
        ],
        DOT,
    );
    let mut said = vec![Inlines::from(&voice.quote)];
    if let Some(language) = &voice.quote_language {
        said = vec![
            Inline::Foreign {
                language: language.clone(),
                text: voice.quote.clone(),
            }
            .into(),
        ];
    }
    said.extend(voice.translation.as_ref().map(|translation| {
        let term = composer.word(Label::Translation);
        vec![Inline::Soft(format!("{term}: ").into()), text(translation)].into()
    }));
    vec![Block::Quotation(Quotation {
        language: None,
        text: said,
        by: Some(by),
    })]
}
