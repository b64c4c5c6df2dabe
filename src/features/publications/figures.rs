//! Figures of a comparison as a report prints them: text, unit, n of N, who counted, how, since when.

use groundtruth_reports::model::{Cell, Coded, Figure as FigureText, SourceRef};

use crate::domain::comparison::Entry;
use crate::domain::figure::{Figure, Value};
use crate::domain::money::Currency;

use super::wording::Wording;

/// Facts that say n of N; they stand with the figure itself.
const OF_FACTS: [&str; 7] = [
    "fact-of-promised",
    "fact-in-order",
    "fact-kept-places",
    "fact-kept-visits",
    "fact-at-least-once",
    "fact-part-of-whole",
    "fact-share-plain",
];
/// Facts that say what is missing; they stand with the gap.
const GAP_FACTS: [&str; 12] = [
    "fact-short",
    "fact-surplus",
    "fact-not-in-order",
    "fact-not-kept-places",
    "fact-not-kept-visits",
    "fact-not-at-all",
    "fact-whole-units-short",
    "fact-points-short",
    "fact-range-short",
    "fact-wrong-way",
    "fact-beyond-limit",
    "fact-price-above-agreed",
];

impl Wording<'_> {
    /// What is printed for a value.
    pub fn value(&self, figure: &Figure, unit: &str, currency: Option<Currency>) -> String {
        let of = |a: &str, b: &str| self.words.say("check-of", &[("part", a), ("whole", b)]);
        let n = |v: u64| {
            crate::domain::number::group(&v.to_string(), crate::domain::number::Grouping::Western)
        };
        match &figure.value {
            Value::Count(count) => self.number(count),
            Value::InOrder(seen) => of(&n(seen.count), &n(seen.of)),
            Value::AtLeastOnce(seen) => self.words.say(
                "value-at-least-once",
                &[
                    ("count", &n(seen.count)),
                    ("of", &n(seen.of)),
                    ("unit", unit),
                ],
            ),
            Value::Measure {
                value,
                of: Some(whole),
            } => self.words.say(
                "value-part",
                &[
                    ("part", &self.number(value)),
                    ("whole", &self.number(whole)),
                    ("unit", unit),
                ],
            ),
            Value::Measure { value, of: None } => self.number(value),
            Value::Share(share) => self.number(share),
            Value::Change(change) => change.text().to_owned(),
            Value::Amount(amount) => self.amount(amount, currency),
            Value::Rate {
                price,
                units: Some(units),
                ..
            } => {
                let names = [
                    ("price", self.amount(price, currency)),
                    ("units", self.number(units)),
                    ("unit", unit.to_owned()),
                ];
                let names: Vec<(&str, &str)> =
                    names.iter().map(|(k, v)| (*k, v.as_str())).collect();
                self.words.say("value-rate", &names)
            }
            Value::Rate { price, .. } => self.amount(price, currency),
            Value::Sharing { users, units, .. } => self.words.say(
                "value-sharing",
                &[("users", &n(*users)), ("units", &n(*units))],
            ),
            Value::Staff {
                rostered,
                off_shift,
                authorised,
                unexplained,
            } => {
                let due = rostered - off_shift;
                of(&n(due - authorised - unexplained), &n(due))
            }
            Value::Recount {
                recounted,
                reported,
            } => self.words.say(
                "value-recount",
                &[("recounted", &n(*recounted)), ("reported", &n(*reported))],
            ),
            Value::DoneOn(date) => self.date_text(*date),
            Value::Words { says, .. } => says.clone(),
        }
    }

    /// A figure with everything that must stand beside it.
    pub fn figure(&self, entry: &Entry, unit: &str, currency: Option<Currency>) -> FigureText {
        let figure = &entry.figure;
        let unit = figure.unit.as_deref().unwrap_or(unit);
        let each = self.each(entry);
        let unit = each.as_deref().unwrap_or(unit);
        let facts = entry.measured.iter().flat_map(|m| &m.facts);
        let mut notes: Vec<String> = Vec::new();
        if !figure.title.is_empty() {
            notes.push(figure.title.clone());
        }
        let is_own = |key: &str| OF_FACTS.contains(&key) || GAP_FACTS.contains(&key);
        notes.extend(
            facts
                .clone()
                .filter(|f| !is_own(f.key))
                .map(|f| self.fact(f)),
        );
        if let Some(asked) = &figure.asked
            && let (Some(said), Some(of)) = (asked.said, asked.of)
        {
            notes.push(self.words.say(
                "grade-users_said-n-of-n",
                &[("said", &said.to_string()), ("of", &of.to_string())],
            ));
        }
        if let Some(what) = &figure.also_given {
            notes.push(self.words.say("cell-also-given", &[("what", what)]));
        }
        notes.extend(figure.note.clone());
        let how = match (figure.how.as_deref(), figure.tested) {
            (Some("visits"), _) => self.words.get("how-visits"),
            (Some("recheck_visits"), _) => self.words.get("how-recheck_visits"),
            (Some(how), _) => how.to_owned(),
            (None, Some(tested)) => self.coded_of("tested", &tested).label,
            (None, None) => self.words.get("how-not-published"),
        };
        FigureText {
            text: self.value(figure, unit, currency),
            exact: entry
                .measured
                .as_ref()
                .and_then(|m| m.value)
                .map(|v| v.to_string())
                .or_else(|| exact_of(&figure.value)),
            unit: has_unit(&figure.value).then(|| unit.to_owned()),
            of: facts
                .clone()
                .find(|f| OF_FACTS.contains(&f.key))
                .map(|f| self.fact(f)),
            qualifier: stated(&figure.value).and_then(|s| self.qualifier(s.qualifier())),
            who_counted: Some(self.counter(figure.counted_by)),
            how_counted: Some(how),
            place: None,
            date: figure.period.as_ref().map(|p| self.period(p)),
            grade: None,
            standing: self.standing(figure),
            notes,
            working: None,
            sources: figure
                .sources
                .iter()
                .map(|s| SourceRef::to(s.as_str()))
                .collect(),
        }
    }

    /// What a figure counts, where that is not the unit of the promise, in words.
    pub fn each(&self, entry: &Entry) -> Option<String> {
        let each = entry.each?;
        Some(self.words.get(&format!("unit-{}", each.word())))
    }

    /// The figures of one column, or a sentence in their place.
    pub fn cell(
        &self,
        entries: &[Entry],
        unit: &str,
        currency: Option<Currency>,
        nothing: &str,
    ) -> Cell {
        Cell {
            figures: entries
                .iter()
                .map(|e| self.figure(e, unit, currency))
                .collect(),
            sentence: entries.is_empty().then(|| self.words.get(nothing)),
        }
    }

    /// What is missing, or more, in words: the facts about the gap, joined.
    pub fn gap_text(&self, entries: &[&Entry]) -> String {
        let facts = entries
            .iter()
            .filter_map(|e| e.measured.as_ref())
            .flat_map(|m| &m.facts);
        let texts: Vec<String> = facts
            .filter(|f| GAP_FACTS.contains(&f.key))
            .map(|f| self.fact(f))
            .collect();
        texts.join(" · ")
    }

    fn standing(&self, figure: &Figure) -> Option<Coded> {
        if let Some(why) = &figure.set_aside {
            return Some(Coded::new(
                "kept_beside",
                self.words.say("cell-standing-set_aside", &[("why", why)]),
            ));
        }
        figure
            .context
            .then(|| Coded::new("context", self.words.get("cell-standing-context")))
    }
}

fn stated(value: &Value) -> Option<&crate::domain::published::Stated> {
    match value {
        Value::Count(n) | Value::Share(n) | Value::Amount(n) | Value::Measure { value: n, .. } => {
            Some(n)
        }
        _ => None,
    }
}

fn exact_of(value: &Value) -> Option<String> {
    stated(value).map(|s| s.value().to_string())
}

/// Whether the unit stands beside the text rather than inside it.
fn has_unit(value: &Value) -> bool {
    matches!(
        value,
        Value::Count(_) | Value::InOrder(_) | Value::Measure { of: None, .. } | Value::Staff { .. }
    )
}
