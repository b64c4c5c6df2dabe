//! The index of the evidence with its hashes, and the sources.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{DOT, maybe, maybe_coded, maybe_date};
use crate::document::{
    Block, Column, Definition, Inline, Inlines, LinkTarget, SafeUrl, Table, TableCell, TableRow,
    code, strong, text,
};
use crate::model::{Evidence, Label, Source};

pub(super) fn index(composer: &mut Composer<'_>) -> Vec<Block> {
    let evidence = &composer.report.evidence;
    if evidence.is_empty() {
        return Vec::new();
    }
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::EvidenceNumber),
        head(Label::What),
        head(Label::Date),
        head(Label::By),
        head(Label::Supports),
        Column::code(composer.word(Label::Fingerprint)),
    ];
    let mut rows: Vec<_> = evidence.iter().map(|one| row(composer, one)).collect();
    for (row, one) in rows.iter_mut().zip(evidence) {
        if let Some(cell) = row.cells.get_mut(1) {
            cell.photograph = composer.photograph_in_table(one).map(Box::new);
        }
    }
    let caption = composer.word(Label::EvidenceIndex);
    vec![Block::Table(
        Table::new(caption, columns, rows).under_heading(),
    )]
}

fn row(composer: &Composer<'_>, one: &Evidence) -> TableRow {
    let kind = Inlines::join([maybe_coded(&one.kind), maybe_coded(&one.origin)], DOT);
    let kinds = [Kind::Promise, Kind::Finding];
    let supports = one.supports.iter().map(|id| {
        let kind = kinds
            .into_iter()
            .find(|kind| composer.anchors.get(*kind, id).is_some());
        Inlines::from(kind.map_or_else(|| text(id), |kind| composer.link(kind, id)))
    });
    let mut hashes: Vec<Inlines> = Vec::new();
    hashes.extend(one.sha256.as_ref().map(|hash| code(hash).into()));
    hashes.extend(one.copy_sha256.as_ref().map(|hash| {
        let of = format!("{}: ", composer.word(Label::OfTheCopy));
        Inlines(vec![text(of), code(hash)])
    }));
    let anchor = composer.anchors.get(Kind::Evidence, &one.number);
    TableRow {
        anchor: anchor.map(str::to_owned),
        total: false,
        cells: vec![
            TableCell::line(one.number.as_str()),
            TableCell::lines([one.title.as_str().into(), kind, maybe(&one.note)]),
            TableCell::lines([maybe_date(&one.date)]),
            TableCell::lines([maybe(&one.by)]),
            TableCell::lines([Inlines::join(supports, ", ")]),
            TableCell::lines(hashes),
        ],
    }
}

pub(super) fn sources(composer: &mut Composer<'_>) -> Vec<Block> {
    let sources = &composer.report.sources;
    if sources.is_empty() {
        return Vec::new();
    }
    let list = sources.iter().map(|source| one_source(composer, source));
    vec![Block::Definitions(list.collect())]
}

fn one_source(composer: &Composer<'_>, source: &Source) -> Definition {
    let title = match source.url.as_deref().map(|url| (url, SafeUrl::parse(url))) {
        Some((_, Some(url))) => Inlines::from(Inline::Link {
            to: LinkTarget::Web(url),
            text: source.title.as_str().into(),
        }),
        Some((url, None)) => vec![text(format!("{} ", source.title)), text(url)].into(),
        None => source.title.as_str().into(),
    };
    let line = Inlines::join(
        [
            maybe(&source.by),
            title,
            maybe_date(&source.date),
            maybe_coded(&source.strength),
            maybe(&source.note),
        ],
        ", ",
    );
    let hash = source.sha256.as_ref().map(|hash| Inlines::from(code(hash)));
    let anchor = composer.anchors.get(Kind::Source, &source.id);
    Definition {
        anchor: anchor.map(str::to_owned),
        term: strong(format!("[{}]", source.id)).into(),
        text: [line].into_iter().chain(hash).collect(),
    }
}
