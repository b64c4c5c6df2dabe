//! Agreements: entering one, correcting it, amending it.

use serde::Deserialize;

use super::{Entry, correct, entry_to_change, record};
use crate::db::counter::Series;
use crate::db::register::{
    NewBody, NewSite, NewVersion, add_body, add_dossier, add_sites, bodies_named, dossier_numbered,
};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::agreement::{AgreementType, PaymentBasis};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::money::Currency;
use crate::domain::party::{Party, Role};
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;
use crate::domain::register::Terms;
use crate::domain::site::SiteKind;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;

/// An agreement as a form or a JSON body gives it. Everything but the title may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
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
    title: String,
    kind: AgreementType,
    funders: Vec<String>,
    providers: Vec<String>,
    subcontractors: Vec<String>,
    value: Option<Stated>,
    currency: Option<Currency>,
    period: Option<Period>,
    basis: PaymentBasis,
    covers: Option<String>,
    obtained: Option<String>,
    document: Option<String>,
    url: Option<String>,
    places: Vec<(String, Option<String>)>,
    note: Option<String>,
}

/// The value of a plain enum of the domain by its code word.
pub(super) fn word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
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

/// A period from its ends; wrong where it ends before it begins.
pub(super) fn period(fields: &mut Fields, from: &str, to: &str) -> Option<Period> {
    let (from, to) = (fields.date("from", from), fields.date("to", to));
    if let (Some(from), Some(to)) = (from, to)
        && to.last_day() < from.first_day()
    {
        fields.wrong("to", "field-ends-before");
    }
    (from.is_some() || to.is_some()).then(|| Period {
        from,
        to,
        words: None,
    })
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
        let word = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
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
            kind: word(serde_json::to_value(agreement.kind)),
            funders: names(&agreement.funders),
            providers: names(&agreement.providers),
            subcontractors: names(&agreement.subcontractors),
            value: stated(&agreement.value),
            currency: agreement.currency.map_or("", Currency::code).to_owned(),
            from: date(period.from),
            to: date(period.to),
            basis: word(serde_json::to_value(agreement.payment_basis)),
            covers: agreement.covers.clone().unwrap_or_default(),
            obtained: agreement.obtained.clone().unwrap_or_default(),
            document: source.map(|one| one.title.clone()).unwrap_or_default(),
            url: source.and_then(|one| one.url.clone()).unwrap_or_default(),
            places: places.collect::<Vec<_>>().join("\n"),
            note: agreement.note.clone().unwrap_or_default(),
        }
    }
}

/// The code of a number of the register: B-0001 is `b-0001`.
fn named(series: Series, number: i64) -> Result<Code, ActionError> {
    Code::parse(&series.label(number).to_lowercase()).map_err(|_| ActionError::NotThere)
}

/// The bodies of these names: those that the terms have already, one of the register that bears just this name and no other
/// does, or new ones. Two of a name are never taken for one: a new one is made, and the choice is offered.
async fn parties(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    terms: &mut Terms,
    (names, role): (&[String], Role),
    ids: &mut dyn IdSource,
) -> Result<Vec<Code>, ActionError> {
    let mut codes = Vec::new();
    for name in names {
        if let Some(party) = terms.parties.iter_mut().find(|party| party.name == *name) {
            if !party.roles.contains(&role) {
                party.roles.push(role);
            }
            codes.push(party.id.clone());
            continue;
        }
        let known = bodies_named(txn, ctx.scope, name).await?;
        let body = match known.as_slice() {
            [only] if only.name == *name => only.clone(),
            _ => {
                let new = NewBody {
                    name,
                    person_as: None,
                    roles: vec![role],
                    identifiers: Vec::new(),
                    note: None,
                };
                add_body(txn, ctx.scope, &ctx.app.master, new, ids).await?
            }
        };
        let code = named(Series::Body, body.number)?;
        terms.parties.push(Party {
            id: code.clone(),
            name: body.name,
            roles: vec![role],
            identifier: body.identifiers.first().map(|one| one.normal.clone()),
            note: None,
        });
        codes.push(code);
    }
    Ok(codes)
}

/// Lets terms say what a form says; promises, budget and what else the form does not ask for stay.
async fn apply(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    terms: &mut Terms,
    given: &AgreementGiven,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let funders = parties(txn, ctx, terms, (&given.funders, Role::Funder), ids).await?;
    let providers = parties(txn, ctx, terms, (&given.providers, Role::Provider), ids).await?;
    let subs = parties(
        txn,
        ctx,
        terms,
        (&given.subcontractors, Role::Provider),
        ids,
    )
    .await?;
    let new = given.places.iter().map(|(name, group)| NewSite {
        name: name.clone(),
        kind: SiteKind::Site,
        stratum: group.clone(),
        point: None,
        note: None,
    });
    let sites = add_sites(txn, ctx.scope, new.collect(), ids).await?;
    let mut places = Vec::new();
    for site in sites {
        let id = named(Series::Site, site.number)?;
        if !places.iter().any(|place: &Place| place.id == id) {
            places.push(Place {
                id,
                name: site.name,
                stratum: site.stratum,
                note: site.note,
            });
        }
    }
    // A place that a promise names stays, also where the list left it out.
    let needed = |id: &Code| {
        let mut promises = terms.obligations.iter();
        promises.any(|one| one.places.contains(id))
    };
    let kept = terms.places.iter().filter(|place| needed(&place.id));
    for place in kept {
        if !places.iter().any(|there| there.id == place.id) {
            places.push(place.clone());
        }
    }
    terms.places = places;
    let agreement = &mut terms.agreement;
    agreement.title.clone_from(&given.title);
    agreement.kind = given.kind;
    agreement.funders = funders;
    agreement.providers = providers;
    agreement.subcontractors = subs;
    agreement.value.clone_from(&given.value);
    agreement.currency = given.currency;
    agreement.period.clone_from(&given.period);
    agreement.payment_basis = given.basis;
    agreement.covers.clone_from(&given.covers);
    agreement.obtained.clone_from(&given.obtained);
    agreement.note.clone_from(&given.note);
    if let Some(title) = &given.document {
        let id = agreement.sources.first().cloned();
        let id = id.unwrap_or_else(|| agreement.id.clone());
        let source = terms.sources.iter_mut().find(|one| one.id == id);
        match source {
            Some(source) => {
                source.title.clone_from(title);
                source.url.clone_from(&given.url);
            }
            None => terms.sources.push(Source {
                id: id.clone(),
                title: title.clone(),
                publisher: None,
                date: None,
                url: given.url.clone(),
                sha256: None,
            }),
        }
        agreement.sources = vec![id];
    }
    let named = |id: &Code| {
        [
            &agreement.funders,
            &agreement.providers,
            &agreement.subcontractors,
        ]
        .iter()
        .any(|codes| codes.contains(id))
    };
    let held = |id: &Code| {
        let mut criteria = terms.obligations.iter().flat_map(|one| &one.criteria);
        criteria.any(|one| one.held_by.contains(id))
    };
    let pays = |id: &Code| terms.shares.iter().any(|share| share.party == *id);
    terms
        .parties
        .retain(|party| named(&party.id) || held(&party.id) || pays(&party.id));
    Ok(())
}

/// Enters an agreement and gives its number.
pub async fn register(ctx: &Ctx, given: &AgreementGiven) -> Result<i64, ActionError> {
    register_with(ctx, given, |_| Ok(())).await
}

/// The same with more in its terms from the beginning: the promises of a kit.
pub async fn register_with(
    ctx: &Ctx,
    given: &AgreementGiven,
    more: impl FnOnce(&mut Terms) -> Result<(), ActionError>,
) -> Result<i64, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let id = Code::parse("new").map_err(|_| ActionError::NotThere)?;
        let mut terms = Terms::begun(id, given.title.clone(), given.kind);
        apply(txn, ctx, &mut terms, given, &mut ids).await?;
        more(&mut terms)?;
        let version = NewVersion {
            code: Code::parse("original").map_err(|_| ActionError::NotThere)?,
            effective: None,
            changed: "",
            terms: &terms,
            pointers: Default::default(),
            import: None,
            by: by(ctx),
        };
        let (_, number) = add_dossier(txn, ctx.scope, (None, None), version, &mut ids).await?;
        let entry = entry_to_change(txn, ctx, number).await?;
        let first = entry.newest()?;
        let (subject, terms) = (entry.line.subject, (first.number, &first.terms));
        let sha256 = super::document_of(&first.terms);
        ctx.record_version(txn, &mut ids, subject, terms, (sha256, super::TYPED))
            .await?;
        let label = Series::Dossier.label(number);
        noted(txn, ctx, ("agreement-entered", &label), &mut ids).await?;
        Ok(number)
    })
    .await
}

/// Corrects what was typed wrong. What was recorded before stays in the list of versions.
pub async fn correct_agreement(
    ctx: &Ctx,
    number: i64,
    given: &AgreementGiven,
) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let mut terms = entry.newest()?.terms.clone();
        apply(txn, ctx, &mut terms, given, &mut ids).await?;
        let version = correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        let label = entry.label();
        noted(txn, ctx, ("agreement-corrected", &label), &mut ids).await?;
        Ok(version)
    })
    .await
}

/// An amendment as a form gives it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AmendmentForm {
    /// From when it is in force.
    pub effective: String,
    /// What changed, in a sentence.
    pub changed: String,
}

/// Begins an amendment: a version that is in force from a day on and says what the newest says, until it is corrected.
pub async fn amend(ctx: &Ctx, number: i64, form: &AmendmentForm) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut fields = Fields::default();
    let effective = fields.date("effective", &form.effective);
    if effective.is_none() && form.effective.trim().is_empty() {
        fields.wrong("effective", "field-empty");
    }
    let changed = fields.text("changed", &form.changed, 1_000);
    let changed = fields.done(changed)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let newest = entry.newest()?;
        let later = newest.effective.zip(effective);
        if later.is_some_and(|(before, now)| now.first_day() <= before.first_day()) {
            return Err(ActionError::field("effective", "field-not-later"));
        }
        let amendments = entry.versions.iter().map(|one| &one.code);
        let mut codes: Vec<_> = amendments.collect();
        codes.sort();
        codes.dedup();
        let code = Code::parse(&format!("amendment-{}", codes.len()));
        let version = NewVersion {
            code: code.map_err(|_| ActionError::NotThere)?,
            effective,
            changed: &changed,
            terms: &newest.terms,
            pointers: Default::default(),
            import: None,
            by: by(ctx),
        };
        let version = record(txn, ctx, &entry, version, &mut ids).await?;
        noted(txn, ctx, ("agreement-amended", &entry.label()), &mut ids).await?;
        Ok(version)
    })
    .await
}

/// Whether an agreement of this number is there for the actor.
pub async fn is_there(ctx: &Ctx, number: i64) -> Result<bool, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let found = dossier_numbered(ctx.app.db.reads(), ctx.scope, number).await?;
    Ok(found.is_some())
}

/// The newest terms of an agreement, for a form.
pub fn newest_terms(entry: &Entry) -> Result<&Terms, ActionError> {
    Ok(&entry.newest()?.terms)
}
