//! Photographs: large under a finding, small in the index, a reference everywhere else.

use super::anchors::Kind;
use super::context::Composer;
use crate::document::{
    Block, Inline, Inlines, LinkTarget, Paragraph, ParagraphRole, PhotographBlock, PhotographSize,
    strong, text,
};
use crate::model::{Evidence, Label, Picture};

/// How many stand large under one finding.
const LARGE: usize = 2;

impl<'a> Composer<'a> {
    /// Those among the numbers of evidence that have a picture.
    pub(super) fn pictured(&self, numbers: &[String]) -> Vec<String> {
        let has = |number: &&String| self.anchors.get(Kind::Photograph, number).is_some();
        numbers.iter().filter(has).cloned().collect()
    }

    /// Those among the numbers of evidence that no finding rests on: they are shown where the promise is.
    pub(super) fn in_no_finding(&self, numbers: &[String]) -> Vec<String> {
        let findings = &self.report.findings;
        let is_found = |number: &String| findings.iter().any(|one| one.evidence.contains(number));
        let left = numbers.iter().filter(|number| !is_found(number));
        left.cloned().collect()
    }

    /// The photographs among evidence: the first ones large, the rest by name.
    pub(super) fn photographs_of(&mut self, numbers: &[String]) -> Vec<Block> {
        let report = self.report;
        let pictured: Vec<&Evidence> = numbers
            .iter()
            .filter_map(|number| report.evidence.iter().find(|one| one.number == *number))
            .filter(|one| one.picture.is_some())
            .collect();
        let (large, rest) = pictured.split_at(pictured.len().min(LARGE));
        let mut blocks: Vec<Block> = large
            .iter()
            .filter_map(|one| self.photograph(one, PhotographSize::Large))
            .map(Block::Photograph)
            .collect();
        blocks.extend(self.rest(rest));
        blocks
    }

    /// The photograph of a piece of evidence as it stands in the index.
    pub(super) fn photograph_in_table(&mut self, one: &'a Evidence) -> Option<PhotographBlock> {
        let block = self.photograph(one, PhotographSize::Small)?;
        Some(PhotographBlock {
            caption: Inlines::new(),
            ..block
        })
    }

    fn photograph(&mut self, one: &'a Evidence, size: PhotographSize) -> Option<PhotographBlock> {
        let picture = one.picture.as_ref()?;
        let anchor = self.anchors.get(Kind::Photograph, &one.number)?.to_owned();
        let repeated = !self.take_photograph(&one.number);
        let number = [("number", one.number.as_str())];
        Some(PhotographBlock {
            evidence: one.number.clone(),
            repeated,
            size,
            width: picture.width,
            height: picture.height,
            alt: picture.alt.clone(),
            caption: self.caption(one, picture),
            missing: self
                .say(Label::PhotographMissing, &[("alt", &picture.alt)])
                .into(),
            again: Inline::Link {
                to: LinkTarget::Anchor(anchor.clone()),
                text: self.say(Label::PhotographAbove, &number).into(),
            }
            .into(),
            anchor,
        })
    }

    /// "Photograph E-001: the caption", its number leading to the index.
    fn caption(&self, one: &Evidence, picture: &Picture) -> Inlines {
        let number = self.say(Label::Photograph, &[("number", &one.number)]);
        let link = self.link_as(Kind::Evidence, &one.number, &number);
        let words = match picture.caption.as_str() {
            "" => one.title.as_str(),
            caption => caption,
        };
        let caption = (!words.is_empty()).then(|| text(format!(": {words}")));
        [link].into_iter().chain(caption).collect::<Vec<_>>().into()
    }

    fn rest(&self, rest: &[&Evidence]) -> Option<Block> {
        let captions = rest
            .iter()
            .filter_map(|one| Some(self.caption(one, one.picture.as_ref()?)));
        let list = Inlines::join(captions, "; ");
        let word = self.word(Label::MorePhotographs);
        let lead = Inlines(vec![strong(format!("{word}: "))]);
        (!list.is_empty()).then(|| {
            Block::Paragraph(Paragraph {
                role: ParagraphRole::Small,
                text: Inlines::join([lead, list], ""),
            })
        })
    }
}
