//! What agreements say, in the words of a language: targets, periods, amounts, figures. Plain text without working; the
//! report has more to say about the same things, in `features/publications`.

use serde::Serialize;

use super::Words;
use crate::domain::figure::Value;
use crate::domain::money::Currency;
use crate::domain::number::{Grouping, group};
use crate::domain::obligation::{Criterion, Target};
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;

impl Words {
    /// A date as far as it is known.
    #[must_use]
    pub fn partial_date(&self, date: PartialDate) -> String {
        let (year, month, day) = date.parts();
        self.date(year, month, day)
    }

    /// A period: its words, or from one end to the other.
    #[must_use]
    pub fn period(&self, period: &Period) -> String {
        let said = |key: &str, name: &str, date| self.say(key, &[(name, &self.partial_date(date))]);
        match (&period.words, period.from, period.to) {
            (Some(words), ..) => words.clone(),
            (None, Some(from), Some(to)) if from == to => self.partial_date(from),
            (None, Some(from), Some(to)) => {
                let (from, to) = (self.partial_date(from), self.partial_date(to));
                self.say("period-from-to", &[("from", &from), ("to", &to)])
            }
            (None, Some(from), None) => said("period-from", "from", from),
            (None, None, Some(to)) => said("period-to", "to", to),
            (None, None, None) => self.get("date-not-published"),
        }
    }

    /// A number as stated; plain digits are grouped for reading.
    #[must_use]
    pub fn number(&self, stated: &Stated) -> String {
        let text = stated.text();
        let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if is_plain {
            group(text, Grouping::Western)
        } else {
            text.to_owned()
        }
    }

    /// An amount with its currency in front, by the code where the sign is not clear.
    #[must_use]
    pub fn amount(&self, stated: &Stated, currency: Option<Currency>) -> String {
        let number = self.number(stated);
        match currency {
            Some(currency) if number.starts_with(|c: char| c.is_ascii_digit()) => {
                match currency.sign() {
                    "" => format!("{}\u{a0}{number}", currency.code()),
                    sign => format!("{sign}{number}"),
                }
            }
            Some(currency) => format!("{}\u{a0}{number}", currency.code()),
            None => number,
        }
    }

    /// A code of the domain by its label: the key `group-code`.
    #[must_use]
    pub fn label_of<T: Serialize>(&self, group: &str, code: &T) -> String {
        match serde_json::to_value(code) {
            Ok(serde_json::Value::String(code)) => self.get(&format!("{group}-{code}")),
            _ => String::new(),
        }
    }

    /// What a standard asks for: `at least 95% of calls`.
    #[must_use]
    pub fn asked_by(&self, criterion: &Criterion) -> String {
        self.target(&criterion.target, criterion.of.as_deref())
    }

    /// A target: `at least 12`, `2 times a day`.
    #[must_use]
    pub fn target(&self, target: &Target, of: Option<&str>) -> String {
        let one = |key: &str, number: &Stated| self.say(key, &[("value", &self.number(number))]);
        let said = match target {
            Target::Every => self.get("target-every"),
            Target::AtLeast(number) => one("target-at_least", number),
            Target::MoreThan(number) => one("target-more_than", number),
            Target::AtMost(number) => one("target-at_most", number),
            Target::FewerThan(number) => one("target-fewer_than", number),
            Target::Exactly(number) => one("target-exactly", number),
            Target::Between { low, high } => {
                let (low, high) = (self.number(low), self.number(high));
                self.say("target-between", &[("low", &low), ("high", &high)])
            }
            Target::Times { count, per } => {
                let per = self.label_of("recurrence", per);
                let count = usize::try_from(*count).unwrap_or(usize::MAX);
                self.count("target-times", count, &[("per", &per)])
            }
            Target::MoveTo { baseline, to } => {
                let names = [("from", &*self.number(baseline)), ("to", &*self.number(to))];
                self.say("register-target-move-to", &names)
            }
            Target::MoveBy { baseline, by } => {
                let names = [("from", &*self.number(baseline)), ("by", by.text())];
                self.say("register-target-move-by", &names)
            }
            Target::By(date) => self.say("target-by", &[("date", &self.partial_date(*date))]),
            Target::AgreedRate => self.get("target-agreed_rate"),
            Target::SupportableRate => self.get("target-supportable_rate"),
            Target::RecoverableSum => self.get("target-recoverable_sum"),
            Target::NotQuantified => self.get("target-not_quantified"),
            Target::NotPublished => self.get("target-not_published"),
        };
        match of {
            Some(of) => self.say("target-of", &[("target", &said), ("of", of)]),
            None => said,
        }
    }

    /// A figure with its unit: `256 of 346 toilets`.
    #[must_use]
    pub fn figure(&self, value: &Value, unit: &str, currency: Option<Currency>) -> String {
        let with_unit = |number: String| format!("{number} {unit}").trim_end().to_owned();
        let part = |part: &str, whole: &str| {
            let names = [("part", part), ("whole", whole), ("unit", unit)];
            self.say("value-part", &names).trim_end().to_owned()
        };
        match value {
            Value::Count(number) => with_unit(self.number(number)),
            Value::InOrder(seen) => part(&seen.count.to_string(), &seen.of.to_string()),
            Value::AtLeastOnce(seen) => {
                let (count, of) = (seen.count.to_string(), seen.of.to_string());
                let names = [("count", &*count), ("of", &*of), ("unit", unit)];
                self.say("value-at-least-once", &names)
            }
            Value::Measure { value, of: None } => with_unit(self.number(value)),
            Value::Measure {
                value,
                of: Some(of),
            } => part(&self.number(value), &self.number(of)),
            Value::Share(share) => self.number(share),
            Value::Change(change) => change.text().to_owned(),
            Value::Amount(amount) => self.amount(amount, currency),
            Value::Rate { price, units, .. } => {
                let price = self.amount(price, currency);
                match units {
                    Some(units) => {
                        let units = self.number(units);
                        let names = [("price", &*price), ("units", &*units), ("unit", unit)];
                        self.say("value-rate", &names)
                    }
                    None => price,
                }
            }
            Value::Sharing { users, units, .. } => {
                let (users, units) = (users.to_string(), units.to_string());
                self.say("value-sharing", &[("users", &users), ("units", &units)])
            }
            Value::Staff {
                rostered,
                off_shift,
                authorised,
                unexplained,
            } => {
                let away = off_shift
                    .saturating_add(*authorised)
                    .saturating_add(*unexplained);
                part(
                    &rostered.saturating_sub(away).to_string(),
                    &rostered.to_string(),
                )
            }
            Value::Recount {
                recounted,
                reported,
            } => {
                let (recounted, reported) = (recounted.to_string(), reported.to_string());
                let names = [("recounted", &*recounted), ("reported", &*reported)];
                self.say("value-recount", &names)
            }
            Value::DoneOn(date) => self.partial_date(*date),
            Value::Words { says, .. } => says.clone(),
        }
    }
}
