//! Small turns of phrase that several sections share: facts, dates, refusals, figures with who counted.

use super::anchors::Kind;
use super::context::Composer;
use crate::document::{Block, Definition, Inline, Inlines, PromiseEntry, code, strong, text};
use crate::model::{Coded, DateText, Fact, Figure, Label, Refusal};

/// Between small statements in one line.
pub(super) const DOT: &str = " · ";

/// A date with its machine form.
pub(super) fn date(date: &DateText) -> Inline {
    match &date.iso {
        None => text(&date.text),
        Some(iso) => Inline::Time {
            text: date.text.clone(),
            iso: iso.clone(),
        },
    }
}

/// A date that may be missing.
pub(super) fn maybe_date(value: &Option<DateText>) -> Inlines {
    value
        .as_ref()
        .map_or_else(Inlines::new, |value| date(value).into())
}

/// The words of a code that may be missing.
pub(super) fn maybe_coded(value: &Option<Coded>) -> Inlines {
    value
        .as_ref()
        .map_or_else(Inlines::new, |value| value.label.as_str().into())
}

/// Words that may be missing.
pub(super) fn maybe(value: &Option<String>) -> Inlines {
    value.as_ref().map_or_else(Inlines::new, Inlines::from)
}

/// Who counted, each once.
pub(super) fn counters(list: &[Coded]) -> Inlines {
    Inlines::join(list.iter().map(|who| who.label.as_str().into()), ", ")
}

/// Paragraphs as runs.
pub(super) fn paragraphs(list: &[String]) -> Vec<Inlines> {
    list.iter().map(Inlines::from).collect()
}

/// Paragraphs as blocks.
pub(super) fn paragraph_blocks(list: &[String]) -> Vec<Block> {
    list.iter().map(Block::paragraph).collect()
}

/// Definitions under construction; empty ones are left out.
#[derive(Default)]
pub(super) struct Terms(Vec<Definition>);

impl Terms {
    pub(super) fn add(&mut self, term: &str, text: Inlines) {
        self.add_all(term, vec![text]);
    }

    pub(super) fn add_all(&mut self, term: &str, text: Vec<Inlines>) {
        let text: Vec<_> = text.into_iter().filter(|line| !line.is_empty()).collect();
        if !text.is_empty() {
            self.0.push(Definition {
                anchor: None,
                term: term.into(),
                text,
            });
        }
    }

    /// The block, or nothing.
    pub(super) fn block(self) -> Option<Block> {
        (!self.0.is_empty()).then_some(Block::Definitions(self.0))
    }
}

impl Composer<'_> {
    /// Named facts as definitions.
    pub(super) fn facts(&self, facts: &[Fact]) -> Option<Block> {
        let mut terms = Terms::default();
        for fact in facts {
            terms.add_all(&fact.term, self.fact_lines(fact));
        }
        terms.block()
    }

    /// The paragraphs of a fact with who counted and sources.
    pub(super) fn fact_lines(&self, fact: &Fact) -> Vec<Inlines> {
        let mut lines = paragraphs(&fact.text);
        let who = fact.who_counted.as_ref().map(|who| self.who(who));
        let sources = self.sources(&fact.sources);
        let small = Inlines::join(who.into_iter().map(Inlines::from).chain([sources]), DOT);
        if !small.is_empty() {
            lines.push(Inline::Soft(small).into());
        }
        lines
    }

    /// "counted by: …".
    pub(super) fn who(&self, who: &Coded) -> String {
        self.say(Label::CountedBy, &[("who", &who.label)])
    }

    /// A refusal: sentence, code, what would lift it.
    pub(super) fn refusal(&self, refusal: &Refusal) -> Inlines {
        let mut runs = self.refusal_in_words(refusal);
        if !refusal.code.is_empty() {
            runs.push(text(" "));
            runs.push(code(&refusal.code));
        }
        runs
    }

    /// The same without its code.
    pub(super) fn refusal_in_words(&self, refusal: &Refusal) -> Inlines {
        let mut runs = Inlines::new();
        if let Some(about) = &refusal.about {
            runs.push(strong(format!("{about}: ")));
        }
        runs.push(text(&refusal.sentence));
        if let Some(input) = &refusal.lifted_by {
            let lift = self.say(Label::WouldLift, &[("input", input)]);
            runs.push(text(" "));
            runs.push(Inline::Soft(lift.into()));
        }
        runs
    }

    /// Refusals as lines.
    pub(super) fn refusals(&self, refusals: &[Refusal]) -> Vec<Inlines> {
        refusals
            .iter()
            .map(|refusal| self.refusal(refusal))
            .collect()
    }

    /// A figure with everything that stands under it.
    pub(super) fn entry(&self, figure: &Figure) -> PromiseEntry {
        let mut lines = Vec::new();
        lines.extend(figure.of.as_ref().map(Inlines::from));
        let who = figure.who_counted.as_ref().map(|who| self.who(who));
        let how = figure
            .how_counted
            .as_ref()
            .map(|how| self.say(Label::HowCounted, &[("how", how)]));
        lines.extend(who.map(Inlines::from));
        lines.extend(how.map(Inlines::from));
        let standing = figure.standing.as_ref().filter(|s| s.code != "used");
        lines.push(Inlines::join(
            [
                maybe(&figure.place),
                maybe_date(&figure.date),
                maybe_coded(&figure.grade),
                standing.map_or_else(Inlines::new, |s| s.label.as_str().into()),
            ],
            DOT,
        ));
        lines.extend(figure.notes.iter().map(Inlines::from));
        lines.push(self.sources(&figure.sources));
        lines.retain(|line| !line.is_empty());
        PromiseEntry {
            main: figure.text.as_str().into(),
            is_figure: true,
            exact: figure.exact.clone(),
            unit: figure.unit.clone(),
            lines,
        }
    }

    /// A figure as one line of text: number, unit, then the rest softly.
    pub(super) fn figure_lines(&self, figure: &Figure) -> Vec<Inlines> {
        let entry = self.entry(figure);
        let mut main = entry.main;
        if let Some(unit) = &entry.unit {
            main.push(text(format!(" {unit}")));
        }
        let mut lines = vec![main];
        if let Some(id) = &figure.working {
            let link = self.link_as(Kind::Working, id, self.word(Label::Working));
            lines.push(link.into());
        }
        let soft = Inlines::join(entry.lines, DOT);
        if !soft.is_empty() {
            lines.push(Inline::Soft(soft).into());
        }
        lines
    }
}
