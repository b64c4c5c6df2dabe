//! Agreements and amendments as people type them, or as a program sends them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{period, word, word_of};
use crate::domain::agreement::{AgreementType, PaymentBasis};
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;
use crate::domain::register::Terms;
use crate::infra::action::{ActionError, Fields};

/// An agreement as a form or a JSON body gives it. Everything but the title and the kind may be left
/// out.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AgreementForm {
    /// Title, or a plain description.
    pub title: String,
    /// Kind of instrument: `contract`, `law`, `not_produced`.
    pub kind: String,
    /// Who pays, or owes the service: one name to a line.
    pub funders: String,
    /// Who delivers.
    pub providers: String,
    /// To whom the providers pass work.
    pub subcontractors: String,
    /// Total value.
    pub value: String,
    /// Currency.
    pub currency: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// What payment depends on.
    pub basis: String,
    /// What it covers, in words.
    pub covers: String,
    /// How it was obtained.
    pub obtained: String,
    /// The document: a title.
    pub document: String,
    /// Where it can be found.
    pub url: String,
    /// Where the service should arrive: one place to a line, a group behind a `|`.
    pub places: String,
    /// Anything a reader must know.
    pub note: String,
}

/// What a form says, read.
#[derive(Clone, Debug)]
pub struct AgreementGiven {
    pub(in crate::features::register) title: String,
    pub(in crate::features::register) kind: AgreementType,
    pub(in crate::features::register) funders: Vec<String>,
    pub(in crate::features::register) providers: Vec<String>,
    pub(in crate::features::register) subcontractors: Vec<String>,
    pub(in crate::features::register) value: Option<Stated>,
    pub(in crate::features::register) currency: Option<Currency>,
    pub(in crate::features::register) period: Option<Period>,
    pub(in crate::features::register) basis: PaymentBasis,
    pub(in crate::features::register) covers: Option<String>,
    pub(in crate::features::register) obtained: Option<String>,
    pub(in crate::features::register) document: Option<String>,
    pub(in crate::features::register) url: Option<String>,
    pub(in crate::features::register) places: Vec<(String, Option<String>)>,
    pub(in crate::features::register) note: Option<String>,
}

fn names(fields: &mut Fields, field: &str, text: &str) -> Vec<String> {
    let text = fields.optional(field, text, 4_000).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !names.iter().any(|name| name == line) {
            names.push(line.to_owned());
        }
    }
    names
}

impl AgreementForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self) -> Result<AgreementGiven, ActionError> {
        let mut fields = Fields::default();
        let title = fields.text("title", &self.title, 300);
        let kind = fields.choice("kind", &self.kind, word);
        let basis = match self.basis.as_str() {
            "" => Some(PaymentBasis::NotPublished),
            basis => fields.choice("basis", basis, word),
        };
        let value = fields.number("value", &self.value);
        let currency = match self.currency.trim() {
            "" => None,
            code => fields.choice("currency", code, |code| {
                Currency::parse(&code.to_uppercase()).ok()
            }),
        };
        if value.is_some() && currency.is_none() && self.currency.trim().is_empty() {
            fields.wrong("currency", "field-currency-needed");
        }
        let url = fields.optional("url", &self.url, 2_000);
        if let Some(url) = &url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            fields.wrong("url", "field-url");
        }
        let places = names(&mut fields, "places", &self.places);
        let places = places.iter().map(|line| match line.split_once('|') {
            Some((name, group)) => (name.trim().to_owned(), Some(group.trim().to_owned())),
            None => (line.clone(), None),
        });
        let places = places.filter(|(name, _)| !name.is_empty()).collect();
        let given = AgreementGiven {
            title,
            kind: kind.unwrap_or(AgreementType::Contract),
            funders: names(&mut fields, "funders", &self.funders),
            providers: names(&mut fields, "providers", &self.providers),
            subcontractors: names(&mut fields, "subcontractors", &self.subcontractors),
            value,
            currency,
            period: period(&mut fields, &self.from, &self.to),
            basis: basis.unwrap_or(PaymentBasis::NotPublished),
            covers: fields.optional("covers", &self.covers, 1_000),
            obtained: fields.optional("obtained", &self.obtained, 1_000),
            document: fields.optional("document", &self.document, 300),
            url,
            places,
            note: fields.optional("note", &self.note, 4_000),
        };
        fields.done(given)
    }

    /// The form of terms that are there, for correcting them.
    #[must_use]
    pub fn of(terms: &Terms) -> Self {
        let agreement = &terms.agreement;
        let names = |codes: &[Code]| {
            let names = codes.iter().filter_map(|code| terms.party_name(code));
            names.collect::<Vec<_>>().join("\n")
        };
        let date = |date: Option<PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
        let period = agreement.period.clone().unwrap_or_default();
        let source = agreement.sources.first();
        let source = source.and_then(|code| terms.sources.iter().find(|one| one.id == *code));
        let places = terms.places.iter().map(|place| match &place.stratum {
            Some(group) => format!("{} | {group}", place.name),
            None => place.name.clone(),
        });
        let stated = |value: &Option<Stated>| {
            let value = value.as_ref();
            value
                .map(|value| value.text().to_owned())
                .unwrap_or_default()
        };
        Self {
            title: agreement.title.clone(),
            kind: word_of(&agreement.kind),
            funders: names(&agreement.funders),
            providers: names(&agreement.providers),
            subcontractors: names(&agreement.subcontractors),
            value: stated(&agreement.value),
            currency: agreement.currency.map_or("", Currency::code).to_owned(),
            from: date(period.from),
            to: date(period.to),
            basis: word_of(&agreement.payment_basis),
            covers: agreement.covers.clone().unwrap_or_default(),
            obtained: agreement.obtained.clone().unwrap_or_default(),
            document: source.map(|one| one.title.clone()).unwrap_or_default(),
            url: source.and_then(|one| one.url.clone()).unwrap_or_default(),
            places: places.collect::<Vec<_>>().join("\n"),
            note: agreement.note.clone().unwrap_or_default(),
        }
    }
}

/// An amendment as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AmendmentForm {
    /// From when it is in force.
    pub effective: String,
    /// What changed, in a sentence.
    pub changed: String,
}
