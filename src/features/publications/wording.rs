//! Codes, numbers and dates in the words of a reader. No sentence of its own: those are in the catalogue.

use groundtruth_reports::model::{Coded, DateText, Refusal as RefusalText};

use crate::domain::comparison::Fact;
use crate::domain::money::Currency;
use crate::domain::number::{Grouping, Multiplier, Qualifier, group};
use crate::domain::party::Counter;
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;
use crate::domain::refusal::Refusal;
use crate::infra::words::Words;

/// Wording in one language.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'w> {
    pub words: &'w Words,
}

impl Wording<'_> {
    /// A code word with its label: key `group-code`.
    pub fn coded(&self, group: &str, code: &str) -> Coded {
        Coded::new(code, self.words.get(&format!("{group}-{code}")))
    }

    /// Who counted.
    pub fn counter(&self, counter: Counter) -> Coded {
        self.coded("counted", counter.code())
    }

    /// A code of the domain as it stands in files: `PaymentBasis::PerUnit` is `per_unit`.
    pub fn code_of<T: serde::Serialize>(&self, value: &T) -> String {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(code)) => code,
            _ => String::new(),
        }
    }

    /// A code of the domain with its label.
    pub fn coded_of<T: serde::Serialize>(&self, group: &str, value: &T) -> Coded {
        self.coded(group, &self.code_of(value))
    }

    /// A fact of a comparison as a sentence.
    pub fn fact(&self, fact: &Fact) -> String {
        let names: Vec<(&str, &str)> = fact.names.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.words.say(fact.key, &names)
    }

    /// How many were visited of how many.
    pub fn rest_not_visited(&self, seen: u64, universe: u64, unit: &str) -> String {
        let (seen, universe) = (seen.to_string(), universe.to_string());
        let names = [
            ("seen", seen.as_str()),
            ("universe", &universe),
            ("unit", unit),
        ];
        self.words.say("refusal-detail-rest", &names)
    }

    /// A refusal: code, sentence, what would lift it.
    pub fn refusal(&self, refusal: &Refusal) -> RefusalText {
        let key = format!("refusal-{}", refusal.code);
        let param = |name: &str| {
            refusal
                .params
                .get(name)
                .map(String::as_str)
                .filter(|v| !v.is_empty())
        };
        let mut about = Vec::new();
        if let Some(frame) = param("frame") {
            about.push(self.words.say("refusal-detail-frame", &[("frame", frame)]));
        }
        if let Some(beyond) = param("beyond") {
            about.push(
                self.words
                    .say("refusal-detail-beyond", &[("beyond", beyond)]),
            );
        }
        if let (Some(seen), Some(universe)) = (param("seen"), param("universe")) {
            let unit = param("unit").unwrap_or_default();
            let names = [("seen", seen), ("universe", universe), ("unit", unit)];
            about.push(self.words.say("refusal-detail-rest", &names));
        }
        if let (Some(version), Some(volume)) = (param("version"), param("volume")) {
            let names = [
                ("version", version),
                ("volume", volume),
                ("counts", param("counts").unwrap_or_default()),
            ];
            about.push(self.words.say("refusal-detail-tier", &names));
        }
        RefusalText {
            code: refusal.code.to_string(),
            sentence: self.words.get(&key),
            lifted_by: Some(self.words.get(&format!("{key}.lift"))),
            about: (!about.is_empty()).then(|| about.join(" ")),
        }
    }

    /// A date as known: `10 May 2013`, `May 2013`, `2013`.
    pub fn date(&self, date: PartialDate) -> DateText {
        DateText::new(self.date_text(date), date.to_string())
    }

    /// The same as text alone.
    pub fn date_text(&self, date: PartialDate) -> String {
        let (year, month, day) = date.parts();
        self.words.date(year, month, day)
    }

    /// A period: its words, or from one end to the other.
    pub fn period(&self, period: &Period) -> DateText {
        let text = match (&period.words, period.from, period.to) {
            (Some(words), ..) => words.clone(),
            (None, Some(from), Some(to)) if from == to => return self.date(from),
            (None, Some(from), Some(to)) => {
                let (from, to) = (self.date_text(from), self.date_text(to));
                self.words
                    .say("period-from-to", &[("from", &from), ("to", &to)])
            }
            (None, Some(from), None) => self
                .words
                .say("period-from", &[("from", &self.date_text(from))]),
            (None, None, Some(to)) => self.words.say("period-to", &[("to", &self.date_text(to))]),
            (None, None, None) => self.words.get("date-not-published"),
        };
        DateText::in_words(text)
    }

    /// A number as stated, grouped for reading, with its qualifier and unit word kept.
    pub fn number(&self, stated: &Stated) -> String {
        self.with_sign(stated, "")
    }

    /// An amount as stated, with the sign of its currency in the right place.
    pub fn amount(&self, stated: &Stated, currency: Option<Currency>) -> String {
        match currency {
            Some(currency) if currency.sign().is_empty() => {
                self.with_sign(stated, &format!("{}\u{a0}", currency.code()))
            }
            Some(currency) => self.with_sign(stated, currency.sign()),
            None => self.number(stated),
        }
    }

    /// What a qualifier is called; nothing for an exact figure.
    pub fn qualifier(&self, qualifier: Qualifier) -> Option<Coded> {
        qualifier
            .is_fuzzy()
            .then(|| self.coded_of("qualifier", &qualifier))
    }

    /// A figure of ours with the hedge that its inputs leave it.
    pub fn qualified(&self, qualifier: Qualifier, figure: &str) -> String {
        match self.qualifier(qualifier) {
            Some(hedge) => self.words.say(
                "qualified",
                &[("qualifier", &hedge.label), ("figure", figure)],
            ),
            None => figure.to_owned(),
        }
    }

    fn with_sign(&self, stated: &Stated, sign: &str) -> String {
        let text = stated.text();
        let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
            return text.to_owned();
        };
        let (before, rest) = text.split_at(start);
        let plain = rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let figure = if plain {
            group(rest, Grouping::Western)
        } else {
            rest.to_owned()
        };
        let shown = format!("{before}{sign}{figure}");
        // A reader of another number system finds the plain figure beside lakh, crore and their grouping.
        let indian = matches!(
            stated.number().multiplier,
            Multiplier::Lakh | Multiplier::Crore | Multiplier::LakhCrore
        );
        let value = group(&stated.value().to_string(), Grouping::Western);
        if indian
            || (rest.contains(',')
                && !figure.starts_with(&value)
                && stated.value().is_integer()
                && !has_unit(rest))
        {
            return self
                .words
                .say("number-both", &[("shown", &shown), ("plain", &value)]);
        }
        shown
    }
}

fn has_unit(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic() || c == '%')
}
