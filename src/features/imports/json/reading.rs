//! JSON values as what they mean: text, numbers, dates and sums, with what was wrong about them noted by its place.

use super::Value;
use crate::domain::exchange::{Amount, Given, Note, OrgId, Pointer};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::period::PartialDate;
use crate::features::imports::refusal::{note, shortened};
use crate::features::imports::tables::dates::DateOrder;
use crate::features::imports::values::{self, DateText, SumNotice};

/// Reading with one list of notes.
pub(in super::super) struct Reading<'n> {
    /// What a reader must know.
    pub notes: &'n mut Vec<Note>,
    /// How dates with slashes are read, where that was answered.
    pub order: Option<DateOrder>,
}

impl Reading<'_> {
    pub fn note(&mut self, code: &str, value: Value<'_>, about: &[(&str, &str)]) {
        self.notes.push(note(code, &value.pointer(), about));
    }

    /// A member that is an object; anything else is noted.
    pub fn object<'d>(&mut self, value: Value<'d>, name: &str) -> Option<Value<'d>> {
        let member = value.get(name)?;
        if member.is_object() {
            return Some(member);
        }
        self.note("wrong-type", member, &[("wanted", "object")]);
        None
    }

    /// The objects of a member that is a list; anything else is noted.
    pub fn objects<'d>(&mut self, value: Value<'d>, name: &str) -> Vec<Value<'d>> {
        let Some(member) = value.get(name) else {
            return Vec::new();
        };
        if !member.is_array() {
            self.note("wrong-type", member, &[("wanted", "array")]);
        }
        let mut found = Vec::new();
        for item in member.items().filter(|item| !item.is_null()) {
            if item.is_object() {
                found.push(item);
            } else {
                self.note("wrong-type", item, &[("wanted", "object")]);
            }
        }
        found
    }

    /// The text of a member, or of a number its digits.
    pub fn text(&mut self, value: Value<'_>, name: &str) -> Option<Given<String>> {
        let member = value.get(name)?;
        self.text_of(member)
    }

    /// The text of a value.
    pub fn text_of(&mut self, value: Value<'_>) -> Option<Given<String>> {
        let Some(text) = value.scalar() else {
            self.note("wrong-type", value, &[("wanted", "text")]);
            return None;
        };
        if text.trim().is_empty() {
            self.note("empty-member", value, &[]);
            return None;
        }
        Some(Given {
            value: text.clone().into_owned(),
            text: text.into_owned(),
            at: Pointer(value.pointer()),
        })
    }

    /// The date of a member.
    pub fn date(&mut self, value: Value<'_>, name: &str) -> Option<Given<PartialDate>> {
        let member = value.get(name)?;
        let Some(text) = member.scalar() else {
            self.note("wrong-type", member, &[("wanted", "date")]);
            return None;
        };
        match values::date(&text, self.order) {
            DateText::Known(value) => Some(Given {
                value,
                text: text.into_owned(),
                at: Pointer(member.pointer()),
            }),
            DateText::Slashed => {
                self.note("date-ambiguous", member, &[("text", &text)]);
                None
            }
            DateText::Unreadable => {
                let code = if text.trim().is_empty() {
                    "empty-member"
                } else {
                    "date-unreadable"
                };
                self.note(code, member, &[("text", &text)]);
                None
            }
        }
    }

    /// The number of a value; a number published as text is read and noted.
    pub fn number(&mut self, value: Value<'_>) -> Option<Given<Exact>> {
        let text = value.scalar()?;
        let number = values::exact(text.trim());
        match number {
            Some(number) => {
                if value.is_string() {
                    self.note("number-as-text", value, &[("text", &text)]);
                }
                Some(Given {
                    value: number,
                    text: text.into_owned(),
                    at: Pointer(value.pointer()),
                })
            }
            None => {
                self.note("number-unreadable", value, &[("text", &text)]);
                None
            }
        }
    }

    /// A sum from its number and its currency.
    pub fn amount(
        &mut self,
        number: Value<'_>,
        currency: Option<Value<'_>>,
    ) -> Option<Given<Amount>> {
        if !(number.is_number() || number.is_string()) {
            self.note("wrong-type", number, &[("wanted", "number")]);
            return None;
        }
        let read = self.number(number)?;
        let currency = self.currency(number, currency);
        let (amount, notice) = values::sum(read.value, currency);
        if let Some(notice) = notice {
            let code = match notice {
                SumNotice::Noise => "amount-noise",
                SumNotice::MoreDigits => "amount-more-digits",
            };
            let used = amount.value.to_string();
            self.note(code, number, &[("text", &read.text), ("used", &used)]);
        }
        Some(Given {
            value: amount,
            text: read.text,
            at: read.at,
        })
    }

    fn currency(&mut self, number: Value<'_>, code: Option<Value<'_>>) -> Option<Currency> {
        let Some(code) = code else {
            self.note("currency-missing", number, &[]);
            return None;
        };
        let text = code.scalar().unwrap_or_default();
        let read = Currency::parse(&text).or_else(|_| Currency::parse(&text.trim().to_uppercase()));
        if read.is_err() {
            self.note("currency-unknown", code, &[("text", &text)]);
        }
        read.ok()
    }

    /// An object `{amount, currency}`.
    pub fn value(&mut self, value: Value<'_>, name: &str) -> Option<Given<Amount>> {
        let object = self.object(value, name)?;
        let amount = object.get("amount")?;
        self.amount(amount, object.get("currency"))
    }

    /// An identifier as it stands.
    pub fn identifier(&mut self, value: Value<'_>, name: &str) -> Option<Given<OrgId>> {
        let given = self.text(value, name)?;
        Some(Given {
            value: OrgId::published(&given.value),
            text: given.text,
            at: given.at,
        })
    }

    /// Members that have no place of their own, as they are.
    pub fn extras(&mut self, value: Value<'_>, known: &[&str]) -> Vec<(String, Given<String>)> {
        let mut found = Vec::new();
        for (name, member) in value.members() {
            if known.contains(&&*name) || member.is_null() {
                continue;
            }
            let text = member.scalar().or_else(|| member.raw().map(Into::into));
            let Some(text) = text else { continue };
            found.push((
                name.into_owned(),
                Given {
                    value: shortened(&text),
                    text: text.into_owned(),
                    at: Pointer(member.pointer()),
                },
            ));
        }
        found
    }
}
