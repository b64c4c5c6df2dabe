//! The comparison as one row for each promise, every figure of it, and every refusal of the report.

use super::plan::{Plan, amount, lines, read_figure};
use super::{Cell, Number, Table, reading, refusals};
use crate::model::{
    Cell as FourCell, Direction, Figure, FourWord, Interval, Label, PromiseRow, Report,
};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        comparison(report),
        figures(report),
        refusals::refusals(report),
    ]
}

/// A row of the comparison with its place.
type Row<'a> = (usize, &'a PromiseRow);

fn rows(report: &Report) -> impl Iterator<Item = Row<'_>> {
    report.promises.iter().enumerate()
}

fn comparison(report: &Report) -> Table {
    let labels = &report.labels;
    let plan = Plan::new(
        labels,
        "comparison",
        Label::TableComparison,
        Label::TableComparisonText,
    )
    .number("row", Label::ColumnRow, |(at, _): &Row<'_>| place(*at))
    .text("promise", Label::EvidenceNumber, |(_, row)| &row.number)
    .text("sentence", Label::ColumnPromise, |(_, row)| &row.sentence)
    .maybe("reading", Label::ColumnReading, |(_, row)| &row.reading)
    .maybe("slice", Label::ColumnSlice, |(_, row)| &row.slice);
    let plan = money(report, gaps(cells(verdict(plan))));
    plan.joined("evidence", Label::Evidence, |(_, row)| {
        row.evidence.join(", ")
    })
    .joined("workings", Label::Working, |(_, row)| {
        row.workings.join(", ")
    })
    .joined("notes", Label::Notes, |(_, row)| lines(&row.notes))
    .joined("clause", Label::ColumnClause, |(_, row)| clause(row))
    .joined("agreement_says", Label::AgreementSays, |(_, row)| {
        let clause = row.clause.as_ref();
        clause.and_then(|c| c.words.clone()).unwrap_or_default()
    })
    .joined("judged_by", Label::Criterion, |(_, row)| {
        let criterion = row.criterion.as_ref();
        criterion.map_or_else(String::new, |one| one.source.clone())
    })
    .joined("target", Label::ColumnTarget, |(_, row)| {
        let criterion = row.criterion.as_ref();
        criterion.and_then(|c| c.target.clone()).unwrap_or_default()
    })
    .coded("kind", Label::Kind, |(_, row)| row.kind.as_ref())
    .rows(rows(report))
}

fn verdict<'a>(plan: Plan<'a, Row<'a>>) -> Plan<'a, Row<'a>> {
    plan.group("verdict", Label::Verdict)
        .text("", Label::Verdict, |(_, row)| {
            let verdict = row.verdict.as_ref();
            verdict.map_or("", |verdict| &verdict.label)
        })
        .text("code", Label::ColumnCode, |(_, row)| {
            let verdict = row.verdict.as_ref();
            verdict.map_or("", |verdict| verdict.code.code())
        })
        .coded("reason", Label::ColumnReason, |(_, row)| {
            row.verdict.as_ref()?.reason.as_ref()
        })
        .text("qualifier", Label::ColumnQualifier, |(_, row)| {
            let verdict = row.verdict.as_ref();
            let qualifier = verdict.and_then(|verdict| verdict.qualifier.as_deref());
            qualifier.unwrap_or_default()
        })
        .text("sentence", Label::ColumnSentence, |(_, row)| {
            let verdict = row.verdict.as_ref();
            verdict.map_or("", |verdict| &verdict.sentence)
        })
        .number("rule", Label::ColumnRule, |(_, row)| {
            let rule = row.verdict.as_ref().and_then(|verdict| verdict.rule);
            Cell::number(rule.map(|rule| Number::from(u32::from(rule))))
        })
        .group("grade", Label::Grade)
        .text("", Label::Grade, |(_, row)| {
            row.grade.as_ref().map_or("", |grade| &grade.label)
        })
        .text("code", Label::ColumnCode, |(_, row)| {
            row.grade.as_ref().map_or("", |grade| &grade.code)
        })
        .apart()
}

/// The four words, the figure that counts first in each.
fn cells<'a>(plan: Plan<'a, Row<'a>>) -> Plan<'a, Row<'a>> {
    plan.group("promised", Label::Promised)
        .four(|(_, row)| &row.promised, Label::Promised)
        .group("claimed", Label::Claimed)
        .four(|(_, row)| &row.claimed, Label::Claimed)
        .group("found", Label::Found)
        .four(|(_, row)| &row.found, Label::Found)
        .apart()
        .joined("since", Label::Since, |(_, row)| {
            let figures = row.since.figures.iter().map(|figure| figure.text.clone());
            let all: Vec<_> = figures.chain(row.since.sentence.clone()).collect();
            lines(&all)
        })
}

impl<'a> Plan<'a, Row<'a>> {
    /// One of the four words: its first figure, or the sentence in its place.
    fn four(self, cell: fn(&Row<'a>) -> &'a FourCell, head: Label) -> Self {
        self.text("", head, move |row| {
            let cell = cell(row);
            let first = cell.figures.first().map(|figure| figure.text.as_str());
            first.or(cell.sentence.as_deref()).unwrap_or_default()
        })
        .numbers(
            move |row| cell(row).figures.first()?.unit.as_deref(),
            move |row| {
                cell(row)
                    .figures
                    .first()
                    .map(read_figure)
                    .unwrap_or_default()
            },
        )
        .coded("counted_by", Label::ColumnCountedBy, move |row| {
            cell(row).figures.first()?.who_counted.as_ref()
        })
        .coded("qualifier", Label::ColumnQualifier, move |row| {
            cell(row).figures.first()?.qualifier.as_ref()
        })
    }
}

fn gaps<'a>(plan: Plan<'a, Row<'a>>) -> Plan<'a, Row<'a>> {
    plan.group("gap", Label::ColumnGap)
        .text("", Label::ColumnGap, |(_, row)| {
            row.gap.as_ref().map_or("", |gap| &gap.text)
        })
        .number("value", Label::ColumnNumber, |(_, row)| {
            let gap = row.gap.as_ref();
            gap.map_or(Cell::Empty, |gap| amount(&gap.text, &gap.exact))
        })
        .meaning(Label::ColumnGapText)
        .number("low", Label::ColumnLow, |(_, row)| gap_end(row, 0))
        .number("high", Label::ColumnHigh, |(_, row)| gap_end(row, 1))
        .text("unit", Label::ColumnUnit, |(_, row)| {
            let gap = row.gap.as_ref();
            gap.and_then(|gap| gap.unit.as_deref()).unwrap_or_default()
        })
        .text("direction", Label::ColumnDirection, |(_, row)| {
            row.gap.as_ref().map_or("", |gap| code(gap.direction))
        })
        .group("over_claim", Label::OverClaim)
        .text("", Label::OverClaim, |(_, row)| {
            row.over_claim.as_ref().map_or("", |over| &over.text)
        })
        .number("value", Label::ColumnNumber, |(_, row)| {
            let over = row.over_claim.as_ref();
            over.map_or(Cell::Empty, |over| amount(&over.text, &over.exact))
        })
        .text("unit", Label::ColumnUnit, |(_, row)| {
            let over = row.over_claim.as_ref();
            let unit = over.and_then(|over| over.unit.as_deref());
            unit.unwrap_or_default()
        })
        .group("interval", Label::Interval)
        .text("", Label::Interval, |(_, row)| {
            row.interval.as_ref().map_or("", |one| &one.text)
        })
        .number("low", Label::ColumnLow, |(_, row)| {
            let interval = row.interval.as_ref();
            interval.map_or(Cell::Empty, |one| end(one, &one.low))
        })
        .meaning(Label::ColumnRangeText)
        .number("high", Label::ColumnHigh, |(_, row)| {
            let interval = row.interval.as_ref();
            interval.map_or(Cell::Empty, |one| end(one, &one.high))
        })
        .meaning(Label::ColumnRangeText)
        .text("level", Label::ColumnLevel, |(_, row)| {
            row.interval.as_ref().map_or("", |one| &one.level)
        })
        .text("method", Label::ColumnBy, |(_, row)| {
            row.interval.as_ref().map_or("", |one| &one.method.label)
        })
        .apart()
}

fn money<'a>(report: &'a Report, plan: Plan<'a, Row<'a>>) -> Plan<'a, Row<'a>> {
    plan.joined("money", Label::Money, |(_, row)| amounts(report, row))
        .maybe("money_instead", Label::ColumnMoneyInstead, |(_, row)| {
            &row.money.refused
        })
        .joined("refusals", Label::Codes, |(_, row)| {
            let codes: Vec<_> = row.refusals.iter().map(|one| one.code.as_str()).collect();
            codes.join(", ")
        })
}

/// "M-01: $297,510", one line each.
fn amounts(report: &Report, row: &PromiseRow) -> String {
    let amount = |number: &String| {
        let line = report
            .money
            .lines
            .iter()
            .find(|line| line.number == *number);
        line.map_or_else(
            || number.clone(),
            |line| format!("{number}: {}", line.amount),
        )
    };
    lines(&row.money.lines.iter().map(amount).collect::<Vec<_>>())
}

/// One end of a gap that is a range, written as `low..high`.
fn gap_end(row: &PromiseRow, at: usize) -> Cell {
    let exact = row.gap.as_ref().and_then(|gap| gap.exact.as_deref());
    let end = exact
        .and_then(|exact| exact.split_once(".."))
        .map(|(low, high)| if at == 0 { low } else { high });
    Cell::number(end.and_then(|end| reading::value("", Some(end))))
}

fn end(interval: &Interval, end: &str) -> Cell {
    let number = reading::value("", Some(end));
    if reading::is_in_percent(&interval.text, end) {
        Cell::share(number)
    } else {
        Cell::number(number)
    }
}

const fn code(direction: Direction) -> &'static str {
    match direction {
        Direction::Short => "short",
        Direction::Met => "met",
        Direction::Surplus => "surplus",
        Direction::WrongWay => "wrong_way",
        Direction::OverClaim => "over_claim",
        Direction::UnderClaim => "under_claim",
        Direction::NotComputed => "not_computed",
    }
}

fn clause(row: &PromiseRow) -> String {
    let Some(clause) = &row.clause else {
        return String::new();
    };
    let parts = [
        Some(&clause.document),
        clause.clause.as_ref(),
        clause.page.as_ref(),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect();
    parts.join(", ")
}

/// A figure of the comparison: its row, its word, its place among the figures of its cell.
struct Placed<'a> {
    row: usize,
    promise: &'a PromiseRow,
    word: FourWord,
    order: usize,
    figure: &'a Figure,
}

fn figures(report: &Report) -> Table {
    let labels = &report.labels;
    let every = rows(report).flat_map(|(at, row)| {
        let cells = [
            (FourWord::Promised, &row.promised),
            (FourWord::Claimed, &row.claimed),
            (FourWord::Found, &row.found),
            (FourWord::Since, &row.since),
        ];
        cells.into_iter().flat_map(move |(word, cell)| {
            let figures = cell.figures.iter().enumerate();
            figures.map(move |(order, figure)| Placed {
                row: at,
                promise: row,
                word,
                order,
                figure,
            })
        })
    });
    Plan::new(
        labels,
        "figures",
        Label::TableFigures,
        Label::TableFiguresText,
    )
    .number("row", Label::ColumnRow, |one: &Placed<'_>| place(one.row))
    .text("promise", Label::EvidenceNumber, |one| &one.promise.number)
    .text("column", Label::Column, |one| labels.get(word(one.word)))
    .number("order", Label::ColumnOrder, |one| place(one.order))
    .group("figure", Label::Figure)
    .figure(Label::Figure, |one| Some(one.figure))
    .maybe("of", Label::ColumnOfHow, |one| &one.figure.of)
    .apart()
    .maybe("how", Label::ColumnHow, |one| &one.figure.how_counted)
    .maybe("place", Label::ColumnPlace, |one| &one.figure.place)
    .date("date", Label::Date, |one| one.figure.date.as_ref())
    .coded("grade", Label::Grade, |one| one.figure.grade.as_ref())
    .coded("standing", Label::ColumnStanding, |one| {
        one.figure.standing.as_ref()
    })
    .joined("notes", Label::Notes, |one| lines(&one.figure.notes))
    .maybe("working", Label::Working, |one| &one.figure.working)
    .sources(|one| &one.figure.sources)
    .rows(every)
}

/// The word above a column of the comparison.
pub(super) const fn word(word: FourWord) -> Label {
    match word {
        FourWord::Promised => Label::Promised,
        FourWord::Claimed => Label::Claimed,
        FourWord::Found => Label::Found,
        FourWord::Since => Label::Since,
    }
}

/// Counted from one.
pub(super) fn place(index: usize) -> Cell {
    Cell::Number(Number::from(index + 1))
}
