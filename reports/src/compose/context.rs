//! What every section needs while composing: the report, its words, the anchors, and which workings
//! already stand somewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{Anchors, Kind};
use crate::document::{Inline, Inlines, LinkTarget, text};
use crate::model::{Label, Labels, Report, SourceRef, TextDirection, Working};

/// The state of one composition.
pub(super) struct Composer<'a> {
    pub(super) report: &'a Report,
    pub(super) labels: &'a Labels,
    pub(super) anchors: Anchors,
    workings: BTreeMap<&'a str, &'a Working>,
    placed: BTreeSet<&'a str>,
    photographs: BTreeSet<&'a str>,
}

impl<'a> Composer<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        Self {
            report,
            labels: &report.labels,
            anchors: Anchors::of(report),
            workings: report.workings.iter().map(|w| (w.id.as_str(), w)).collect(),
            placed: BTreeSet::new(),
            photographs: BTreeSet::new(),
        }
    }

    /// A fixed word.
    pub(super) fn word(&self, label: Label) -> &'a str {
        self.labels.get(label)
    }

    /// A fixed sentence with its places filled.
    pub(super) fn say(&self, label: Label, values: &[(&str, &str)]) -> String {
        self.labels.fill(label, values)
    }

    /// True when drawings read from right to left.
    pub(super) fn mirrored(&self) -> bool {
        self.report.direction == TextDirection::Rtl
    }

    /// A link to a thing of the report; its words alone when the report does not hold it.
    pub(super) fn link(&self, kind: Kind, id: &str) -> Inline {
        self.link_as(kind, id, id)
    }

    /// The same with other words.
    pub(super) fn link_as(&self, kind: Kind, id: &str, words: &str) -> Inline {
        match self.anchors.get(kind, id) {
            Some(anchor) => Inline::Link {
                to: LinkTarget::Anchor(anchor.to_owned()),
                text: words.into(),
            },
            None => text(words),
        }
    }

    /// Links to several things, with commas.
    pub(super) fn links(&self, kind: Kind, ids: &[String]) -> Inlines {
        Inlines::join(ids.iter().map(|id| self.link(kind, id).into()), ", ")
    }

    /// References to sources: "[a] page 3".
    pub(super) fn sources(&self, refs: &[SourceRef]) -> Inlines {
        Inlines::join(
            refs.iter().map(|reference| {
                let link =
                    self.link_as(Kind::Source, &reference.id, &format!("[{}]", reference.id));
                match &reference.place {
                    None => link.into(),
                    Some(place) => vec![link, text(format!(" {place}"))].into(),
                }
            }),
            ", ",
        )
    }

    /// The workings among `ids` that stand nowhere yet; they are taken to stand where this is asked.
    pub(super) fn take_workings<'i>(
        &mut self,
        ids: impl IntoIterator<Item = &'i String>,
    ) -> Vec<&'a Working> {
        ids.into_iter()
            .filter_map(|id| self.workings.get(id.as_str()).copied())
            .filter(|working| self.placed.insert(working.id.as_str()))
            .collect()
    }

    /// True the first time it is asked about a photograph, which is taken to stand where this is asked.
    pub(super) fn take_photograph(&mut self, number: &'a str) -> bool {
        self.photographs.insert(number)
    }

    /// The workings that stand nowhere yet.
    pub(super) fn remaining_workings(&mut self) -> Vec<&'a Working> {
        let report = self.report;
        report
            .workings
            .iter()
            .filter(|working| self.placed.insert(working.id.as_str()))
            .collect()
    }
}
