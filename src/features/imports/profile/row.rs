//! One row through a profile: each value with its text, its cell, and what is wrong with it.

use crate::domain::exchange::{Amount, Given, Note, Pointer};
use crate::domain::figure::{ResultInWords, Value};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

use super::{Column, Field, Profile, Reason};
use crate::features::imports::tables::amounts::{self, DecimalSign, Figure};
use crate::features::imports::tables::{CellKind, Sheet, dates};

/// A column of the profile and where it is in this sheet.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub column: &'a Column,
    pub place: usize,
}

/// A row that is being read.
pub(super) struct Row<'a> {
    pub sheet: &'a Sheet,
    pub number: usize,
    pub columns: &'a [Placed<'a>],
    pub profile: &'a Profile,
    /// Why the row cannot be taken.
    pub reasons: Vec<Reason>,
    /// What must be said about it though it is taken.
    pub notes: Vec<Note>,
}

/// A value that may stand in for nothing.
pub(crate) fn is_nothing(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "" | "-"
            | "--"
            | "\u{2013}"
            | "\u{2014}"
            | "n/a"
            | "na"
            | "#n/a"
            | "null"
            | "none"
            | "nil"
            | "."
    )
}

impl<'a> Row<'a> {
    fn pointer(&self, place: usize) -> Pointer {
        self.sheet.pointer(self.number, place)
    }

    fn of(&self, field: Field) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        let columns = self.columns;
        columns
            .iter()
            .copied()
            .filter(move |placed| placed.column.field == field)
    }

    /// The columns of a field, filled ones alone, with their text.
    pub(super) fn filled(&self, field: Field) -> Vec<(Placed<'a>, Given<String>)> {
        self.of(field)
            .filter_map(|placed| Some((placed, self.text_at(placed)?)))
            .collect()
    }

    fn text_at(&self, placed: Placed<'_>) -> Option<Given<String>> {
        let cell = self.sheet.cell(self.number, placed.place);
        (!cell.is_empty()).then(|| Given {
            value: cell.text.to_string(),
            text: cell.text.to_string(),
            at: self.pointer(placed.place),
        })
    }

    /// A text: from its column, else what holds for every row.
    pub(super) fn text(&self, field: Field) -> Option<Given<String>> {
        let stands = self.of(field).find_map(|placed| self.text_at(placed));
        stands.or_else(|| {
            let fixed = self.profile.fixed.get(&field)?;
            Some(Given {
                value: fixed.clone(),
                text: fixed.clone(),
                at: self.sheet.row_pointer(self.number),
            })
        })
    }

    /// A text that is not a dash or `n/a`.
    pub(super) fn words(&self, field: Field) -> Option<Given<String>> {
        self.text(field).filter(|given| !is_nothing(&given.value))
    }

    pub(super) fn refuse(&mut self, code: &'static str, place: Option<Placed<'_>>, text: &str) {
        self.reasons.push(Reason {
            code,
            heading: place.map(|placed| placed.column.heading.clone()),
            at: place.map_or_else(
                || self.sheet.row_pointer(self.number),
                |placed| self.pointer(placed.place),
            ),
            text: text.chars().take(200).collect(),
        });
    }

    pub(super) fn note(&mut self, code: &str, at: Pointer, about: &[(&str, &str)]) {
        let about = about
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.chars().take(200).collect()))
            .collect();
        self.notes.push(Note {
            code: code.to_owned(),
            at,
            about,
        });
    }

    /// A date; one that cannot be read refuses the row.
    pub(super) fn date(&mut self, field: Field) -> Option<Given<PartialDate>> {
        let (placed, given) = self
            .filled(field)
            .into_iter()
            .find(|(_, given)| !is_nothing(&given.value))?;
        let cell = self.sheet.cell(self.number, placed.place);
        // A number without the form of a date may be a year; any other is a serial number whose epoch is not known.
        let read = match cell.kind {
            CellKind::Number if cell.text.len() != 4 => Err("date-unread"),
            _ => dates::read_date(&given.value, placed.column.dates),
        };
        match read {
            Ok(value) => Some(Given {
                value,
                text: given.text,
                at: given.at,
            }),
            Err(code) => {
                self.refuse(code, Some(placed), &given.value);
                None
            }
        }
    }

    fn sign(&self, placed: Placed<'_>) -> Option<DecimalSign> {
        match self.sheet.cell(self.number, placed.place).kind {
            CellKind::Number => Some(DecimalSign::Point),
            _ => placed.column.decimals,
        }
    }

    /// The figure in a cell: `Ok(None)` for an empty one.
    pub(super) fn figure(&self, placed: Placed<'_>) -> Result<Option<Figure>, &'static str> {
        let cell = self.sheet.cell(self.number, placed.place);
        if is_nothing(&cell.text) {
            return Ok(None);
        }
        if cell.kind == CellKind::Error {
            return Err("cell-error");
        }
        if matches!(cell.kind, CellKind::Date | CellKind::Bool) {
            return Err("number-unread");
        }
        amounts::read_figure(&cell.text, self.sign(placed)).map(Some)
    }

    /// A sum of money; one that cannot be read refuses the row. `currency` is that of the row.
    pub(super) fn money(
        &mut self,
        placed: Placed<'a>,
        currency: Option<Currency>,
    ) -> Option<Given<Amount>> {
        let given = self.text_at(placed)?;
        let figure = match self.figure(placed) {
            Ok(figure) => figure?,
            Err(code) => {
                self.refuse(code, Some(placed), &given.value);
                return None;
            }
        };
        if figure.is_percent {
            self.refuse("number-unread", Some(placed), &given.value);
            return None;
        }
        if let (Some(beside), Some(column)) = (figure.currency, currency)
            && beside != column
        {
            self.refuse("currencies-differ", Some(placed), &given.value);
            return None;
        }
        let currency = currency
            .or(figure.currency)
            .or_else(|| amounts::currency_in(&placed.column.heading));
        let (value, code) = amounts::settled(figure.value, currency);
        if let Some(code) = code {
            let used = value.to_string();
            self.note(
                code,
                given.at.clone(),
                &[("text", &given.text), ("used", &used)],
            );
        }
        Some(Given {
            value: Amount { value, currency },
            text: given.text,
            at: given.at,
        })
    }

    /// The currency of the row. A code that is none refuses it.
    pub(super) fn currency(&mut self) -> Option<Currency> {
        let placed = self.of(Field::Currency).next();
        let given = self.words(Field::Currency)?;
        let code = given.value.trim().to_uppercase();
        match Currency::parse(&code)
            .ok()
            .or_else(|| amounts::currency_in(&given.value))
        {
            Some(currency) => Some(currency),
            None => {
                self.refuse("currency-unknown", placed, &given.value);
                None
            }
        }
    }

    /// A number that may be words, as targets are: the text stays, the value is `None` for words.
    pub(super) fn number_or_words(
        &self,
        placed: Placed<'a>,
    ) -> Option<(Given<Option<Exact>>, bool)> {
        let given = self
            .text_at(placed)
            .filter(|given| !is_nothing(&given.value))?;
        let figure = self.figure(placed).ok().flatten();
        let percent = figure.is_some_and(|figure| figure.is_percent);
        let value = figure.map(|figure| figure.value);
        Some((
            Given {
                value,
                text: given.text,
                at: given.at,
            },
            percent,
        ))
    }

    /// What a party says was reached: a count, a share, or words.
    pub(super) fn claim(&self, placed: Placed<'a>) -> Option<Given<Value>> {
        let (number, percent) = self.number_or_words(placed)?;
        let value = match (number.value, percent) {
            (Some(value), true) => {
                Value::Share(Stated::parse(&number.text).unwrap_or_else(|_| Stated::exactly(value)))
            }
            (Some(value), false) => Value::Count(Stated::exactly(value)),
            (None, _) => Value::Words {
                says: number.text.clone(),
                result: ResultInWords::Undecided,
            },
        };
        Some(Given {
            value,
            text: number.text,
            at: number.at,
        })
    }
}
