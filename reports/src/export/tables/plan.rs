//! How a table is made: columns in order, each with its head, its kind and what stands in it for one
//! thing of the model.

use super::cell::{Cell, Day};
use super::reading::{self, Reading};
use super::{Column, ColumnKind, Table};
use crate::model::{Coded, DateText, Figure, Label, Labels, SourceRef};

type Fill<'a, T> = Box<dyn Fn(&T) -> Cell + 'a>;

/// A table under construction. `T` is what one row stands for.
pub(super) struct Plan<'a, T> {
    labels: &'a Labels,
    name: &'static str,
    title: Label,
    text: Label,
    group: Option<(&'static str, Label)>,
    columns: Vec<Column>,
    fill: Vec<Fill<'a, T>>,
}

impl<'a, T: 'a> Plan<'a, T> {
    pub(super) fn new(labels: &'a Labels, name: &'static str, title: Label, text: Label) -> Self {
        Self {
            labels,
            name,
            title,
            text,
            group: None,
            columns: Vec::new(),
            fill: Vec::new(),
        }
    }

    /// The columns that follow belong together: their names and heads begin alike.
    pub(super) fn group(mut self, name: &'static str, head: Label) -> Self {
        self.group = Some((name, head));
        self
    }

    /// The columns that follow stand alone again.
    pub(super) fn apart(mut self) -> Self {
        self.group = None;
        self
    }

    fn column(
        mut self,
        name: &str,
        head: Label,
        kind: ColumnKind,
        fill: impl Fn(&T) -> Cell + 'a,
    ) -> Self {
        let word = self.labels.get(head);
        let (name, title) = match self.group {
            None => (name.to_owned(), word.to_owned()),
            Some((group, _)) if name.is_empty() => (group.to_owned(), word.to_owned()),
            Some((group, head)) => {
                let values = [("group", self.labels.get(head)), ("what", word)];
                let title = self.labels.fill(Label::ColumnOf, &values);
                (format!("{group}_{name}"), title)
            }
        };
        self.columns.push(Column {
            name,
            title,
            kind,
            unit: None,
            meaning: None,
        });
        self.fill.push(Box::new(fill));
        self
    }

    /// Says what the last column holds, where its head does not.
    pub(super) fn meaning(mut self, label: Label) -> Self {
        let words = self.labels.get(label).to_owned();
        if let Some(column) = self.columns.last_mut() {
            column.meaning = Some(words);
        }
        self
    }

    /// Words.
    pub(super) fn text(self, name: &str, head: Label, words: impl Fn(&T) -> &str + 'a) -> Self {
        self.column(name, head, ColumnKind::Text, move |row| {
            Cell::text(words(row))
        })
    }

    /// Words put together.
    pub(super) fn joined(self, name: &str, head: Label, words: impl Fn(&T) -> String + 'a) -> Self {
        self.column(name, head, ColumnKind::Text, move |row| {
            Cell::text(&words(row))
        })
    }

    /// Words that may be missing.
    pub(super) fn maybe(
        self,
        name: &str,
        head: Label,
        words: impl Fn(&T) -> &Option<String> + 'a,
    ) -> Self {
        self.column(name, head, ColumnKind::Text, move |row| {
            words(row).as_deref().map_or(Cell::Empty, Cell::text)
        })
    }

    /// Hashes, file names and other long codes.
    pub(super) fn code(self, name: &str, head: Label, words: impl Fn(&T) -> &str + 'a) -> Self {
        self.column(name, head, ColumnKind::Code, move |row| {
            Cell::text(words(row))
        })
    }

    /// The words of a code.
    pub(super) fn coded(
        self,
        name: &str,
        head: Label,
        coded: impl Fn(&T) -> Option<&Coded> + 'a,
    ) -> Self {
        self.column(name, head, ColumnKind::Text, move |row| {
            coded(row).map_or(Cell::Empty, |coded| Cell::text(&coded.label))
        })
    }

    /// A number.
    pub(super) fn number(self, name: &str, head: Label, fill: impl Fn(&T) -> Cell + 'a) -> Self {
        self.column(name, head, ColumnKind::Number, fill)
    }

    /// A share; 1 is the whole.
    pub(super) fn share(self, name: &str, head: Label, fill: impl Fn(&T) -> Cell + 'a) -> Self {
        let mut plan = self.column(name, head, ColumnKind::Share, fill);
        if let Some(column) = plan.columns.last_mut() {
            column.unit = Some("1");
        }
        plan
    }

    /// Yes or no.
    pub(super) fn flag(self, name: &str, head: Label, flag: impl Fn(&T) -> bool + 'a) -> Self {
        self.column(name, head, ColumnKind::Flag, move |row| {
            Cell::Flag(flag(row))
        })
    }

    /// Addresses; one that may not lead anywhere is text.
    pub(super) fn link(self, name: &str, head: Label, fill: impl Fn(&T) -> Cell + 'a) -> Self {
        self.column(name, head, ColumnKind::Link, fill)
    }

    /// A date: in words, and as a day where it is known to the day.
    pub(super) fn date(
        self,
        name: &str,
        head: Label,
        date: impl Fn(&T) -> Option<&DateText> + Copy + 'a,
    ) -> Self {
        let day = move |row: &T| {
            let iso = date(row)?.iso.as_deref()?;
            Some(Cell::Day(Day::parse(iso)?))
        };
        let values = [
            ("group", self.labels.get(head)),
            ("what", self.labels.get(Label::ColumnDay)),
        ];
        let title = self.labels.fill(Label::ColumnOf, &values);
        let mut plan = self
            .column(name, head, ColumnKind::Text, move |row| {
                date(row).map_or(Cell::Empty, |date| Cell::text(&date.text))
            })
            .column(
                &format!("{name}_day"),
                Label::ColumnDay,
                ColumnKind::Day,
                move |row| day(row).unwrap_or(Cell::Empty),
            )
            .meaning(Label::ColumnDayText);
        if let Some(column) = plan.columns.last_mut().filter(|_| plan.group.is_none()) {
            column.title = title;
        }
        plan
    }

    /// References to sources, as `a page 3; b`.
    pub(super) fn sources(self, sources: impl Fn(&T) -> &[SourceRef] + 'a) -> Self {
        self.joined("sources", Label::SourcesShort, move |row| {
            let each = sources(row).iter().map(|source| match &source.place {
                Some(place) => format!("{} {place}", source.id),
                None => source.id.clone(),
            });
            each.collect::<Vec<_>>().join("; ")
        })
    }

    /// The numbers behind printed words: value, unit, numerator, denominator, share.
    pub(super) fn numbers(
        self,
        unit: impl Fn(&T) -> Option<&str> + 'a,
        read: impl Fn(&T) -> Reading + Copy + 'a,
    ) -> Self {
        self.number("value", Label::ColumnNumber, move |row| {
            Cell::number(read(row).value)
        })
        .meaning(Label::ColumnNumberText)
        .column("unit", Label::ColumnUnit, ColumnKind::Text, move |row| {
            unit(row).map_or(Cell::Empty, Cell::text)
        })
        .parts(read)
    }

    /// Numerator, denominator and share.
    pub(super) fn parts(self, read: impl Fn(&T) -> Reading + Copy + 'a) -> Self {
        self.number("numerator", Label::ColumnNumerator, move |row| {
            Cell::number(read(row).part.map(|part| part.0))
        })
        .meaning(Label::ColumnNumeratorText)
        .number("denominator", Label::ColumnDenominator, move |row| {
            Cell::number(read(row).part.map(|part| part.1))
        })
        .meaning(Label::ColumnNumeratorText)
        .share("share", Label::ColumnShare, move |row| {
            Cell::share(read(row).share)
        })
        .meaning(Label::ColumnShareText)
    }

    /// A figure: in words, as numbers, who counted it, how precise it is.
    pub(super) fn figure(
        self,
        head: Label,
        figure: impl Fn(&T) -> Option<&Figure> + Copy + 'a,
    ) -> Self {
        self.column("", head, ColumnKind::Text, move |row| {
            figure(row).map_or(Cell::Empty, |figure| Cell::text(&figure.text))
        })
        .numbers(
            move |row| figure(row)?.unit.as_deref(),
            move |row| figure(row).map_or_else(Reading::default, read_figure),
        )
        .coded("counted_by", Label::ColumnCountedBy, move |row| {
            figure(row)?.who_counted.as_ref()
        })
        .coded("qualifier", Label::ColumnQualifier, move |row| {
            figure(row)?.qualifier.as_ref()
        })
    }

    /// The table.
    pub(super) fn rows(self, rows: impl IntoIterator<Item = T>) -> Table {
        let row = |row: T| self.fill.iter().map(|fill| fill(&row)).collect();
        Table {
            name: self.name,
            title: self.labels.get(self.title).to_owned(),
            text: self.labels.get(self.text).to_owned(),
            rows: rows.into_iter().map(row).collect(),
            columns: self.columns,
        }
    }
}

/// The numbers of a figure.
pub(super) fn read_figure(figure: &Figure) -> Reading {
    reading::read(&figure.text, figure.exact.as_deref(), figure.of.as_deref())
}

/// Paragraphs in one cell.
pub(super) fn lines(list: &[String]) -> String {
    list.join("\n")
}

/// Words of several codes.
pub(super) fn words(list: &[Coded]) -> String {
    let labels: Vec<_> = list.iter().map(|coded| coded.label.as_str()).collect();
    labels.join(", ")
}

/// A number from exact text that stands beside no words.
pub(super) fn exact(exact: &Option<String>) -> Cell {
    Cell::number(
        exact
            .as_deref()
            .and_then(|text| reading::value("", Some(text))),
    )
}

/// A number as its words give it.
pub(super) fn amount(text: &str, exact: &Option<String>) -> Cell {
    Cell::number(reading::value(text, exact.as_deref()))
}
