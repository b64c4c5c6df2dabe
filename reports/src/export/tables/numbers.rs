//! Numbers that are no promise: other figures, ranges side by side, sets of categories, checks.

use super::comparison::word;
use super::plan::{Plan, exact, lines, words};
use super::reading::{self, Reading};
use super::{Cell, Number, Table};
use crate::model::{
    Base, CategoryKind, CategoryRow, CategorySet, Check, CheckOutcome, FigureEntry, FigureGroup,
    IntervalPlot, IntervalPlotRow, Label, Report, Share,
};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        other_figures(report),
        intervals(report),
        category_sets(report),
        categories(report),
        checks(report),
    ]
}

type Entry<'a> = (&'a FigureGroup, &'a FigureEntry);

fn other_figures(report: &Report) -> Table {
    let labels = &report.labels;
    let entries = report
        .other_figures
        .iter()
        .flat_map(|group| group.entries.iter().map(move |entry| (group, entry)));
    Plan::new(
        labels,
        "other_figures",
        Label::TableOtherFigures,
        Label::TableOtherFiguresText,
    )
    .text("part", Label::ColumnPart, |(group, _): &Entry<'_>| {
        &group.title
    })
    .text("what", Label::What, |(_, entry)| &entry.what)
    .text("column", Label::Column, |(_, entry)| {
        labels.get(word(entry.column))
    })
    .group("figure", Label::Figure)
    .figure(Label::Figure, |(_, entry)| Some(&entry.figure))
    .maybe("of", Label::ColumnOfHow, |(_, entry)| &entry.figure.of)
    .apart()
    .maybe("how", Label::ColumnHow, |(_, entry)| {
        &entry.figure.how_counted
    })
    .maybe("place", Label::ColumnPlace, |(_, entry)| {
        &entry.figure.place
    })
    .date("date", Label::Date, |(_, entry)| entry.figure.date.as_ref())
    .text("grade", Label::Grade, |(group, entry)| {
        let own = entry.figure.grade.as_ref().map(|grade| &grade.label);
        let of_all = group.grade.as_ref().map(|grade| &grade.label);
        own.or(of_all).map_or("", String::as_str)
    })
    .joined("notes", Label::Notes, |(_, entry)| {
        lines(&entry.figure.notes)
    })
    .maybe("no_verdict", Label::NoVerdict, |(group, _)| {
        &group.no_verdict
    })
    .maybe("working", Label::Working, |(_, entry)| {
        &entry.figure.working
    })
    .sources(|(_, entry)| &entry.figure.sources)
    .rows(entries)
}

type Line<'a> = (&'a IntervalPlot, &'a IntervalPlotRow);

fn intervals(report: &Report) -> Table {
    let all = report
        .interval_plots
        .iter()
        .flat_map(|plot| plot.rows.iter().map(move |row| (plot, row)));
    Plan::new(
        &report.labels,
        "ranges",
        Label::TableIntervals,
        Label::TableIntervalsText,
    )
    .text("part", Label::ColumnPart, |(plot, _): &Line<'_>| {
        &plot.title
    })
    .text("what", Label::What, |(_, row)| &row.label)
    .text("figure", Label::Figure, |(_, row)| &row.text)
    .number("value", Label::Value, |(_, row)| drawn(row.point))
    .number("low", Label::ColumnLow, |(_, row)| drawn(row.low))
    .number("high", Label::ColumnHigh, |(_, row)| drawn(row.high))
    .text("unit", Label::ColumnUnit, |(plot, _)| &plot.unit)
    .number("target", Label::ColumnTarget, |(plot, _)| {
        drawn(plot.target)
    })
    .maybe("notes", Label::Notes, |(plot, _)| &plot.note)
    .rows(all)
}

/// A position of a drawing, which is a number but never an exact value.
fn drawn(position: Option<f64>) -> Cell {
    let text = position.filter(|p| p.is_finite()).map(|p| p.to_string());
    exact(&text)
}

fn category_sets(report: &Report) -> Table {
    let labels = &report.labels;
    let sets = report.category_sets.iter();
    Plan::new(
        labels,
        "category_sets",
        Label::TableCategorySets,
        Label::TableCategorySetsText,
    )
    .text("set", Label::ColumnCode, |set: &&CategorySet| &set.id)
    .text("title", Label::ColumnTitle, |set| &set.title)
    .text("kind", Label::ColumnKind, |set| match set.kind {
        CategoryKind::Partition => labels.get(Label::Partition),
        CategoryKind::Overlapping => labels.get(Label::Overlapping),
    })
    .text("column", Label::Column, |set| labels.get(word(set.column)))
    .joined("bases", Label::ColumnBase, |set| {
        let bases: Vec<_> = set.bases.iter().map(|base| base.text.clone()).collect();
        lines(&bases)
    })
    .maybe("sum", Label::Sum, |set| &set.sum)
    .maybe("residual", Label::Residual, |set| &set.residual)
    .joined("notes", Label::Notes, |set| lines(&set.notes))
    .maybe("working", Label::Working, |set| &set.working)
    .sources(|set| &set.sources)
    .rows(sets)
}

/// A category over one base.
struct Counted<'a> {
    set: &'a CategorySet,
    row: &'a CategoryRow,
    combined: bool,
    base: Option<(&'a Base, &'a Share)>,
}

fn categories(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "categories",
        Label::TableCategories,
        Label::TableCategoriesText,
    )
    .text("set", Label::ColumnPart, |one: &Counted<'_>| &one.set.title)
    .text("category", Label::Category, |one| &one.row.name)
    .flag("combined", Label::Combined, |one| one.combined)
    .text("count", Label::Count, |one| &one.row.count)
    .group("share", Label::ColumnShare)
    .text("", Label::ColumnShare, |one| {
        one.base.map_or("", |(_, share)| &share.text)
    })
    .text("of", Label::ColumnBase, |one| {
        one.base.map_or("", |(base, _)| &base.text)
    })
    .number("numerator", Label::ColumnNumerator, |one| {
        exact(&one.row.exact)
    })
    .number("denominator", Label::ColumnDenominator, |one| {
        one.base.map_or(Cell::Empty, |(base, _)| exact(&base.exact))
    })
    .share("value", Label::ColumnShare, |one| {
        one.base
            .map_or(Cell::Empty, |(base, _)| share(one.row, base))
    })
    .meaning(Label::ColumnShareText)
    .text("published", Label::Published, |one| {
        let share = one.base.map(|(_, share)| share);
        let published = share.and_then(|share| share.published.as_deref());
        published.unwrap_or_default()
    })
    .apart()
    .coded("counted_by", Label::WhoCounted, |one| {
        one.row.who_counted.as_ref()
    })
    .maybe("notes", Label::Notes, |one| &one.row.note)
    .text("working", Label::Working, |one| {
        let share = one.base.map(|(_, share)| share);
        let working = share.and_then(|share| share.working.as_deref());
        working.unwrap_or_default()
    })
    .rows(counted(report))
}

/// One row for each base a category has a share of, one at least.
fn counted(report: &Report) -> Vec<Counted<'_>> {
    let mut all = Vec::new();
    for set in &report.category_sets {
        let plain = set.rows.iter().map(|row| (row, false));
        let combined = set.combined.iter().map(|row| (row, true));
        for (row, combined) in plain.chain(combined) {
            let shares = set.bases.iter().zip(&row.shares);
            let mut bases: Vec<_> = shares
                .filter_map(|(base, share)| Some((base, share.as_ref()?)))
                .map(Some)
                .collect();
            if bases.is_empty() {
                bases.push(None);
            }
            all.extend(bases.into_iter().map(|base| Counted {
                set,
                row,
                combined,
                base,
            }));
        }
    }
    all
}

fn share(row: &CategoryRow, base: &Base) -> Cell {
    let number = |text: &Option<String>| Number::parse(text.as_deref()?);
    let share = number(&row.exact)
        .zip(number(&base.exact))
        .and_then(|(count, base)| reading::share_of(&count, &base));
    Cell::share(share.map(reading::number_of))
}

fn checks(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(labels, "checks", Label::TableChecks, Label::TableChecksText)
        .text("part", Label::ColumnPart, |check: &&Check| &check.group)
        .text("what", Label::What, |check| &check.what)
        .maybe("slice", Label::ColumnSlice, |check| &check.slice)
        .text("from", Label::ComputedFrom, |check| &check.from)
        .maybe("base", Label::ColumnBase, |check| &check.base)
        .group("computed", Label::Computed)
        .text("", Label::Computed, |check| &check.computed)
        .number("value", Label::ColumnNumber, |check| {
            Cell::number(read(check).value)
        })
        .meaning(Label::ColumnNumberText)
        .parts(|check| read(check))
        .apart()
        .maybe("published", Label::Published, |check| &check.published)
        .group("outcome", Label::Outcome)
        .text("", Label::Outcome, |check| {
            labels.get(outcome(check.outcome).1)
        })
        .text("code", Label::ColumnCode, |check| outcome(check.outcome).0)
        .apart()
        .maybe("remark", Label::ColumnRemark, |check| &check.remark)
        .joined("counted_by", Label::WhoCounted, |check| {
            words(&check.who_counted)
        })
        .joined("refusals", Label::Codes, |check| {
            let codes = check.refusals.iter().map(|one| one.code.as_str());
            codes.collect::<Vec<_>>().join(", ")
        })
        .maybe("working", Label::Working, |check| &check.working)
        .sources(|check| &check.sources)
        .rows(report.checks.iter())
}

/// The numbers of a check; its value is not the numerator but what was worked out.
fn read(check: &Check) -> Reading {
    let computed = check.exact.as_deref();
    let reading = reading::read(&check.computed, computed, Some(&check.from));
    match reading.part {
        None => reading,
        Some(_) => Reading {
            value: None,
            ..reading
        },
    }
}

const fn outcome(outcome: CheckOutcome) -> (&'static str, Label) {
    match outcome {
        CheckOutcome::Agrees => ("agrees", Label::Agrees),
        CheckOutcome::Differs => ("differs", Label::Differs),
        CheckOutcome::NotPublished => ("not_published", Label::NotPublished),
        CheckOutcome::Refused => ("refused", Label::Refused),
    }
}
