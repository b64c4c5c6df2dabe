//! Promises as people type them, or as a program sends them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TargetForm, period, word, word_of};
use crate::domain::code::Code;
use crate::domain::obligation::{Clause, Kind, Obligation, SplitBy, UnitPrice};
use crate::domain::period::{PartialDate, Period};
use crate::domain::register::Terms;
use crate::infra::action::{ActionError, Fields};

/// A promise as a form or a JSON body gives it. Everything but the sentence may be left out.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PromiseForm {
    /// The promise as a plain sentence.
    pub promise: String,
    /// What kind of thing it is: `quantity`, `frequency`.
    pub kind: String,
    /// What is counted or measured.
    pub unit: String,
    /// What must be reached.
    #[serde(flatten)]
    pub target: TargetForm,
    /// First day, where it is not the agreement's.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Places it applies to, one name to a line; none named means all.
    pub places: String,
    /// `yes` where each place is held against the target by itself.
    pub each_place: String,
    /// Price of a unit.
    pub price: String,
    /// The share of the payment that depends on it.
    pub weight: String,
    /// What follows when it is not kept.
    pub penalty: String,
    /// What would prove it.
    pub proof: String,
    /// Number of the clause.
    pub clause: String,
    /// The document it stands in: the name of a source of the terms.
    pub document: String,
    /// Page.
    pub page: String,
    /// The words themselves.
    pub quote: String,
    /// Why it cannot be read in one way.
    pub unclear: String,
}

impl PromiseForm {
    /// Reads the form into a promise of terms. Criteria after the first, and targets for single places, stay as they were
    /// in `before`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(
        &self,
        terms: &Terms,
        id: Code,
        before: Option<&Obligation>,
    ) -> Result<Obligation, ActionError> {
        let mut fields = Fields::default();
        let promise = fields.text("promise", &self.promise, 1_000);
        let kind = match self.kind.as_str() {
            "" => Some(Kind::Quantity),
            kind => fields.choice("kind", kind, word),
        };
        let unit = fields.text("unit", &self.unit, 100);
        let agreed = Code::parse("agreed").map_err(|_| ActionError::NotThere)?;
        let mut criteria = before.map(|one| one.criteria.clone()).unwrap_or_default();
        let first = self
            .target
            .criterion(&mut fields, (agreed, criteria.first()), terms);
        match criteria.first_mut() {
            Some(there) => *there = first,
            None => criteria.push(first),
        }
        let mut places = Vec::new();
        let named = fields
            .optional("places", &self.places, 4_000)
            .unwrap_or_default();
        for name in named.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let same = |place: &&crate::domain::fieldwork::Place| place.name == name;
            match terms.places.iter().find(same) {
                Some(place) => places.push(place.id.clone()),
                None => {
                    let about = vec![("text", name.to_owned())];
                    fields.wrong_about("places", "field-no-place", about);
                }
            }
        }
        let price = fields.number("price", &self.price);
        let obligation = Obligation {
            id,
            agreement: Some(terms.agreement.id.clone()),
            promise,
            kind: kind.unwrap_or(Kind::Quantity),
            unit,
            clause: self.clause(&mut fields, terms),
            criteria,
            period: with_words(period(&mut fields, &self.from, &self.to), before),
            places,
            split_by: self.split(before),
            unit_price: price.map(
                |amount| match before.and_then(|one| one.unit_price.clone()) {
                    Some(price) => UnitPrice { amount, ..price },
                    None => UnitPrice {
                        amount,
                        up_to: None,
                        periods: None,
                    },
                },
            ),
            paid_by_result: before.and_then(|one| one.paid_by_result),
            tested: before.and_then(|one| one.tested),
            penalty: fields.optional("penalty", &self.penalty, 1_000),
            weight: fields.number("weight", &self.weight),
            proof: fields.optional("proof", &self.proof, 1_000),
            unclear: fields.optional("unclear", &self.unclear, 1_000),
            note: before.and_then(|one| one.note.clone()),
        };
        fields.done(obligation)
    }

    /// How the comparison is split: by place as the form says, otherwise as it was.
    fn split(&self, before: Option<&Obligation>) -> Vec<SplitBy> {
        let before = before.map(|one| one.split_by.clone()).unwrap_or_default();
        let others = before.into_iter().filter(|by| *by != SplitBy::Place);
        let place = (self.each_place == "yes").then_some(SplitBy::Place);
        place.into_iter().chain(others).collect()
    }

    fn clause(&self, fields: &mut Fields, terms: &Terms) -> Option<Clause> {
        let number = fields.optional("clause", &self.clause, 60);
        let quote = fields.optional("quote", &self.quote, 4_000);
        let page = match self.page.trim() {
            "" => None,
            text => {
                let page = text.parse().ok().filter(|page| *page > 0);
                if page.is_none() {
                    fields.wrong("page", "field-count");
                }
                page
            }
        };
        let document = match self.document.trim() {
            "" => None,
            name => {
                let name = name.to_lowercase();
                let found = terms.sources.iter().find(|one| one.id.as_str() == name);
                if found.is_none() {
                    fields.wrong("document", "field-choice");
                }
                found.map(|one| one.id.clone())
            }
        };
        let says = number.is_some() || quote.is_some() || page.is_some() || document.is_some();
        says.then_some(Clause {
            document,
            number,
            page,
            quote,
            checked: None,
        })
    }

    /// The form of a promise that is there.
    #[must_use]
    pub fn of(obligation: &Obligation, terms: &Terms) -> Self {
        let date =
            |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let period = obligation.period.clone().unwrap_or_default();
        let clause = obligation.clause.clone();
        let places = terms.places.iter();
        let places = places.filter(|place| obligation.places.contains(&place.id));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let price = obligation.unit_price.as_ref();
        Self {
            promise: obligation.promise.clone(),
            kind: word_of(&obligation.kind),
            unit: obligation.unit.clone(),
            target: obligation
                .criteria
                .first()
                .map(|first| TargetForm::of(first, terms))
                .unwrap_or_default(),
            from: date(period.from),
            to: date(period.to),
            places: places
                .map(|one| one.name.clone())
                .collect::<Vec<_>>()
                .join("\n"),
            each_place: match obligation.split_by.contains(&SplitBy::Place) {
                true => "yes".to_owned(),
                false => String::new(),
            },
            price: price
                .map(|one| one.amount.text().to_owned())
                .unwrap_or_default(),
            weight: obligation
                .weight
                .as_ref()
                .map_or("", |one| one.text())
                .to_owned(),
            penalty: text(&obligation.penalty),
            proof: text(&obligation.proof),
            clause: clause
                .as_ref()
                .and_then(|one| one.number.clone())
                .unwrap_or_default(),
            document: clause
                .as_ref()
                .and_then(|one| one.document.as_ref())
                .map(|code| code.as_str().to_owned())
                .unwrap_or_default(),
            page: clause
                .as_ref()
                .and_then(|one| one.page)
                .map(|page| page.to_string())
                .unwrap_or_default(),
            quote: clause.and_then(|one| one.quote).unwrap_or_default(),
            unclear: text(&obligation.unclear),
        }
    }
}

/// A period that its source gives in words keeps them as long as no dates are typed.
fn with_words(typed: Option<Period>, before: Option<&Obligation>) -> Option<Period> {
    let words = || before.and_then(|one| one.period.as_ref()?.words.clone());
    match typed {
        Some(period) => Some(period),
        None => words().map(|words| Period {
            words: Some(words),
            ..Period::default()
        }),
    }
}
