//! One row as a part of its agreement, and the joining of parts: several rows with one name make one agreement.

use crate::domain::exchange::{
    Amount, FlowKind, Given, Note, OrgId, Pointer, PublishedAgreement, PublishedClaim,
    PublishedDocument, PublishedFlow, PublishedParty, PublishedPlace, PublishedPromise,
    ResultLevel,
};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::obligation::Kind;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;

use super::super::super::tables::column_letters;
use super::super::super::tables::months::plain_words;
use super::super::row::{Placed, Row};
use super::super::{Field, RowIs, parties};
use super::{Building, Reason};

/// What one row says.
pub(super) struct Part {
    pub agreement: PublishedAgreement,
}

/// Reads a row. All its reasons come together, so that one correction is enough.
pub(super) fn read(
    mut row: Row<'_>,
    extras: &[usize],
    headings: &[String],
) -> Result<Part, Vec<Reason>> {
    let source_id = row.text(Field::SourceId).or_else(|| {
        // Without a column of names the title is the name.
        row.columns
            .iter()
            .all(|placed| placed.column.field != Field::SourceId)
            .then(|| row.words(Field::Title))
            .flatten()
    });
    let currency = row.currency();
    let amount = money(&mut row, Field::Amount, currency)
        .into_iter()
        .next()
        .map(|(_, amount)| amount);
    let other_amounts = money(&mut row, Field::OtherAmount, currency)
        .into_iter()
        .map(|(placed, amount)| (placed.column.heading.clone(), amount))
        .collect();
    let (signed, start, end) = (
        row.date(Field::Signed),
        row.date(Field::Start),
        row.date(Field::End),
    );
    let (promises, claims) = promises_and_claims(&mut row);
    let flows = flows(&mut row, currency);
    let is_there = match row.profile.row {
        RowIs::Promise => !promises.is_empty(),
        RowIs::Claim => !claims.is_empty(),
        RowIs::Payment => !flows.is_empty(),
        RowIs::Agreement | RowIs::Place | RowIs::Visit => true,
    };
    let refused = !row.reasons.is_empty();
    if !is_there && !refused {
        row.refuse("row-says-nothing", None, "");
    }
    let Some(source_id) = source_id else {
        row.refuse("row-no-name", None, "");
        return Err(row.reasons);
    };
    if !row.reasons.is_empty() {
        return Err(row.reasons);
    }
    let agreement = PublishedAgreement {
        kind: row.profile.agreement,
        title: row.words(Field::Title),
        description: row.words(Field::Description),
        funders: body(
            &row,
            Field::FunderName,
            &[(Field::FunderId, |t| Some(parties::org_id(t)))],
            false,
        ),
        providers: providers(&row),
        amount,
        other_amounts,
        signed,
        start,
        end,
        status: row.words(Field::Status),
        places: places(&row),
        promises,
        claims,
        flows,
        documents: documents(&row),
        notes: std::mem::take(&mut row.notes),
        extras: kept(&row, extras, headings),
        source_id,
    };
    Ok(Part { agreement })
}

type ReadId = fn(&str) -> Option<OrgId>;

fn body(
    row: &Row<'_>,
    name: Field,
    ids: &[(Field, ReadId)],
    is_person: bool,
) -> Vec<PublishedParty> {
    let mut found: Vec<Given<OrgId>> = Vec::new();
    for (field, read) in ids {
        if let Some(given) = row.words(*field) {
            if let Some(value) = read(&given.value)
                .filter(|id| found.iter().all(|known| known.value.normal != id.normal))
            {
                found.push(Given {
                    value,
                    text: given.text,
                    at: given.at,
                });
            }
        }
    }
    parties::party(row.words(name), found, is_person)
        .into_iter()
        .collect()
}

fn providers(row: &Row<'_>) -> Vec<PublishedParty> {
    let mut all = body(
        row,
        Field::ProviderName,
        &[
            (Field::ProviderId, |t| Some(parties::org_id(t))),
            (Field::ProviderCharity, parties::charity),
            (Field::ProviderCompany, parties::company),
        ],
        false,
    );
    all.extend(body(
        row,
        Field::PersonName,
        &[(Field::PersonId, |t| Some(parties::org_id(t)))],
        true,
    ));
    all
}

fn places(row: &Row<'_>) -> Vec<PublishedPlace> {
    let mut all = Vec::new();
    let code = row.words(Field::PlaceCode);
    let country = row.words(Field::PlaceCountry);
    let point = row
        .words(Field::Latitude)
        .zip(row.words(Field::Longitude))
        .map(|(lat, lon)| Given {
            text: format!("{}, {}", lat.text, lon.text),
            value: (lat.value, lon.value),
            at: lat.at,
        });
    let name = row
        .words(Field::PlaceName)
        .or_else(|| code.clone())
        .or_else(|| country.clone());
    if let Some(name) = name.or_else(|| {
        point.as_ref().map(|p| Given {
            value: p.text.clone(),
            text: p.text.clone(),
            at: p.at.clone(),
        })
    }) {
        all.push(PublishedPlace {
            name,
            code: code.or(country),
            point,
            is_weak: false,
        });
    }
    for (_, name) in row.filled(Field::ProviderPlace) {
        all.push(PublishedPlace {
            name,
            code: None,
            point: None,
            is_weak: true,
        });
    }
    all
}

fn documents(row: &Row<'_>) -> Vec<PublishedDocument> {
    let url = row.words(Field::DocumentUrl);
    let title = row.words(Field::DocumentTitle).or_else(|| url.clone());
    title
        .map(|title| PublishedDocument {
            title,
            url,
            kind: None,
            date: None,
        })
        .into_iter()
        .collect()
}

fn kept(row: &Row<'_>, extras: &[usize], headings: &[String]) -> Vec<(String, Given<String>)> {
    let cells = extras
        .iter()
        .map(|place| (*place, row.sheet.cell(row.number, *place)));
    cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(place, cell)| {
            let text = cell.text.to_string();
            let heading = headings
                .get(place)
                .filter(|heading| !heading.is_empty())
                .cloned();
            let given = Given {
                value: text.clone(),
                text,
                at: row.sheet.pointer(row.number, place),
            };
            (heading.unwrap_or_else(|| column_letters(place)), given)
        })
        .collect()
}

/// The time of a column, with the cell as its place.
fn time_of(placed: Placed<'_>, at: &Pointer) -> Option<(Given<PartialDate>, Given<PartialDate>)> {
    let time = placed.column.time?;
    let given = |value: PartialDate| Given {
        value,
        text: placed.column.heading.clone(),
        at: at.clone(),
    };
    Some((given(time.from), given(time.to)))
}

fn level(row: &Row<'_>) -> ResultLevel {
    let Some(said) = row.words(Field::Level) else {
        return ResultLevel::Output;
    };
    let words = plain_words(&said.value);
    match words.split(' ').next().unwrap_or_default() {
        "1" | "output" | "outputs" | "producto" | "productos" | "produit" | "produits" => {
            ResultLevel::Output
        }
        "2" | "outcome" | "outcomes" | "resultado" | "resultados" | "resultat" | "resultats"
        | "effet" => ResultLevel::Outcome,
        "3" | "impact" | "impacts" | "impacto" => ResultLevel::Impact,
        _ => ResultLevel::Other,
    }
}

fn promises_and_claims(row: &mut Row<'_>) -> (Vec<PublishedPromise>, Vec<PublishedClaim>) {
    let (from, to) = (row.date(Field::PromiseFrom), row.date(Field::PromiseTo));
    let (claim_from, claim_to) = (row.date(Field::ClaimFrom), row.date(Field::ClaimTo));
    let what = row.words(Field::PromiseWhat);
    let base_id = base_id(row, what.as_ref());
    let level = level(row);
    let baseline = row
        .filled(Field::Baseline)
        .into_iter()
        .find_map(|(placed, _)| row.number_or_words(placed));
    let promise = |id: String,
                   what: Given<String>,
                   target: Option<(Given<Option<Exact>>, bool)>,
                   times: Option<(Given<PartialDate>, Given<PartialDate>)>| {
        let percent = target.as_ref().is_some_and(|(_, percent)| *percent);
        let (first, last) = times.map_or_else(
            || (from.clone(), to.clone()),
            |(from, to)| (Some(from), Some(to)),
        );
        PublishedPromise {
            source_id: id,
            what,
            kind: if level == ResultLevel::Output {
                Kind::Quantity
            } else {
                Kind::Outcome
            },
            unit: row.words(Field::Unit),
            target: target.map(|(target, _)| target),
            baseline: baseline.as_ref().map(|(baseline, _)| baseline.clone()),
            lower_is_better: false,
            is_percent: percent,
            from: first,
            to: last,
            place: row.words(Field::PromisePlace),
            group: row.words(Field::PromiseGroup),
            level,
        }
    };
    let mut promises = Vec::new();
    for (placed, given) in row.filled(Field::Target) {
        let Some(target) = row.number_or_words(placed) else {
            continue;
        };
        let times = time_of(placed, &given.at);
        let heading = Given {
            value: placed.column.heading.clone(),
            text: placed.column.heading.clone(),
            at: given.at.clone(),
        };
        let what = what
            .clone()
            .or_else(|| row.words(Field::Title))
            .unwrap_or(heading);
        promises.push(promise(timed(&base_id, placed), what, Some(target), times));
    }
    if let (true, Some(what)) = (
        promises.is_empty() && row.profile.row != RowIs::Claim,
        what.clone(),
    ) {
        promises.push(promise(base_id.clone(), what, None, None));
    }
    let counted_by = row
        .words(Field::CountedBy)
        .map_or(row.profile.counted_by, |said| counter(&said.value));
    let said = row.words(Field::ClaimWhat).or(what);
    let mut claims = Vec::new();
    for (placed, _) in row.filled(Field::ClaimValue) {
        let Some(value) = row.claim(placed) else {
            continue;
        };
        let id = timed(&base_id, placed);
        let known = row.profile.row == RowIs::Claim
            || promises.iter().any(|promise| promise.source_id == id);
        let whole = promises
            .iter()
            .any(|promise| promise.source_id == base_id)
            .then(|| base_id.clone());
        let (first, last) = match time_of(placed, &value.at) {
            Some((from, to)) => (Some(from), Some(to)),
            None => (
                claim_from.clone().or_else(|| from.clone()),
                claim_to.clone().or_else(|| to.clone()),
            ),
        };
        claims.push(PublishedClaim {
            promise: known.then_some(id).or(whole).filter(|id| !id.is_empty()),
            what: said
                .as_ref()
                .map_or_else(|| placed.column.heading.clone(), |said| said.value.clone()),
            value,
            counted_by,
            from: first,
            to: last,
        });
    }
    (promises, claims)
}

/// What names the promise of a row: its own name, else what is promised, to whom, where and until when.
fn base_id(row: &Row<'_>, what: Option<&Given<String>>) -> String {
    if let Some(id) = row.words(Field::PromiseId) {
        return id.value;
    }
    let others = [
        Field::Unit,
        Field::PromisePlace,
        Field::PromiseGroup,
        Field::PromiseFrom,
        Field::PromiseTo,
    ];
    let parts = std::iter::once(what.cloned()).chain(others.map(|field| row.words(field)));
    let parts: Vec<String> = parts
        .flatten()
        .map(|given| plain_words(&given.value))
        .filter(|words| !words.is_empty())
        .collect();
    parts.join(" | ")
}

fn timed(base: &str, placed: Placed<'_>) -> String {
    match placed.column.time {
        Some(time) if time.from == time.to => format!("{base}@{}", time.from),
        Some(time) => format!("{base}@{}..{}", time.from, time.to),
        None => base.to_owned(),
    }
}

fn counter(said: &str) -> Counter {
    match plain_words(said).as_str() {
        "funder" | "donor" | "financiador" | "donante" | "bailleur" | "financeur" => {
            Counter::Funder
        }
        "provider" | "recipient" | "grantee" | "contractor" | "proveedor" | "beneficiario"
        | "prestataire" | "beneficiaire" => Counter::Provider,
        "government" | "official" | "ministry" | "gobierno" | "gouvernement" => Counter::Official,
        _ => Counter::NotPublished,
    }
}

/// The sums of a field, one for each of its columns.
fn money<'a>(
    row: &mut Row<'a>,
    field: Field,
    currency: Option<Currency>,
) -> Vec<(Placed<'a>, Given<Amount>)> {
    let columns: Vec<_> = row
        .filled(field)
        .into_iter()
        .map(|(placed, _)| placed)
        .collect();
    columns
        .into_iter()
        .filter_map(|placed| Some((placed, row.money(placed, currency)?)))
        .collect()
}

fn flows(row: &mut Row<'_>, currency: Option<Currency>) -> Vec<PublishedFlow> {
    let date = row.date(Field::PaymentDate);
    let id = row.words(Field::PaymentId);
    let amounts = money(row, Field::PaymentAmount, currency);
    amounts
        .into_iter()
        .map(|(placed, amount)| {
            let times = time_of(placed, &amount.at);
            let (date, to) =
                times.map_or_else(|| (date.clone(), None), |(from, to)| (Some(from), Some(to)));
            let payee = row.words(Field::Payee);
            let named = id.as_ref().map(|id| id.value.clone()).unwrap_or_else(|| {
                let day = date
                    .as_ref()
                    .map(|date| date.value.to_string())
                    .unwrap_or_default();
                let to = payee
                    .as_ref()
                    .map(|payee| plain_words(&payee.value))
                    .unwrap_or_default();
                format!("{day}|{}|{to}", amount.value.value)
            });
            PublishedFlow {
                source_id: named,
                kind: FlowKind::Payment,
                amount,
                date,
                to,
                payer: row.words(Field::Payer),
                payee,
                what: row.words(Field::PaymentWhat),
            }
        })
        .collect()
}

impl Building {
    pub(super) fn begin(part: Part) -> Self {
        let mut this = Self {
            agreement: part.agreement,
            seen: std::collections::HashMap::new(),
        };
        let agreement = &mut this.agreement;
        let lists = Lists {
            funders: std::mem::take(&mut agreement.funders),
            providers: std::mem::take(&mut agreement.providers),
            other_amounts: std::mem::take(&mut agreement.other_amounts),
            places: std::mem::take(&mut agreement.places),
            promises: std::mem::take(&mut agreement.promises),
            claims: std::mem::take(&mut agreement.claims),
            flows: std::mem::take(&mut agreement.flows),
            documents: std::mem::take(&mut agreement.documents),
            extras: std::mem::take(&mut agreement.extras),
        };
        this.take_lists(lists);
        this
    }

    /// Adds another row of the same agreement. What it says otherwise is noted; the first row holds.
    pub(super) fn join(&mut self, part: Part) {
        let new = part.agreement;
        let known = &mut self.agreement;
        let mut notes = new.notes;
        first_holds("title", &mut known.title, new.title, &mut notes);
        first_holds(
            "description",
            &mut known.description,
            new.description,
            &mut notes,
        );
        first_holds("status", &mut known.status, new.status, &mut notes);
        first_holds("amount", &mut known.amount, new.amount, &mut notes);
        first_holds("signed", &mut known.signed, new.signed, &mut notes);
        first_holds("start", &mut known.start, new.start, &mut notes);
        first_holds("end", &mut known.end, new.end, &mut notes);
        known.notes.append(&mut notes);
        self.take_lists(Lists {
            funders: new.funders,
            providers: new.providers,
            other_amounts: new.other_amounts,
            places: new.places,
            promises: new.promises,
            claims: new.claims,
            flows: new.flows,
            documents: new.documents,
            extras: new.extras,
        });
    }

    /// Adds what is not there yet. Every question goes to a set of keys, so that a long table takes no longer a row.
    fn take_lists(&mut self, lists: Lists) {
        for funder in lists.funders {
            if self.is_new_party("funder", &funder) {
                self.agreement.funders.push(funder);
            }
        }
        for provider in lists.providers {
            if self.is_new_party("provider", &provider) {
                self.agreement.providers.push(provider);
            }
        }
        for (heading, amount) in lists.other_amounts {
            if self.is_new(format!("amount\u{0}{heading}\u{0}{}", amount.value.value)) {
                self.agreement.other_amounts.push((heading, amount));
            }
        }
        for place in lists.places {
            if self.is_new(place_key(&place)) {
                self.agreement.places.push(place);
            }
        }
        for document in lists.documents {
            let url = document
                .url
                .as_ref()
                .map(|url| url.value.as_str())
                .unwrap_or_default();
            if self.is_new(format!("document\u{0}{}\u{0}{url}", document.title.value)) {
                self.agreement.documents.push(document);
            }
        }
        self.agreement.claims.extend(lists.claims);
        for mut promise in lists.promises {
            let (name, repeated) = self.free_name("promise", promise.source_id);
            promise.source_id = name;
            if repeated {
                let about = vec![("promise".to_owned(), promise.what.value.clone())];
                self.agreement.notes.push(Note {
                    code: "promise-repeated".to_owned(),
                    at: promise.what.at.clone(),
                    about,
                });
            }
            self.agreement.promises.push(promise);
        }
        for mut flow in lists.flows {
            flow.source_id = self.free_name("flow", flow.source_id).0;
            self.agreement.flows.push(flow);
        }
        for (heading, given) in lists.extras {
            if self.is_new(format!("extra\u{0}{heading}\u{0}{}", given.value)) {
                self.agreement.extras.push((heading, given));
            }
        }
    }

    fn is_new(&mut self, key: String) -> bool {
        self.seen.insert(key, 1).is_none()
    }

    /// No identifier of it is known, or, where it has none, no body of its name without one.
    fn is_new_party(&mut self, list: &str, party: &PublishedParty) -> bool {
        if party.identifiers.is_empty() {
            return self.is_new(format!("{list}\u{0}name\u{0}{}", party.name.value));
        }
        let mut all_new = true;
        for id in &party.identifiers {
            all_new &= self.is_new(format!("{list}\u{0}id\u{0}{}", id.value.normal));
        }
        all_new
    }

    /// A name that is not taken: the second of one name becomes `name#2`.
    fn free_name(&mut self, list: &str, name: String) -> (String, bool) {
        let key = format!("{list}\u{0}{name}");
        let mut number = self.seen.get(&key).copied().unwrap_or(0);
        let repeated = number > 0;
        loop {
            number += 1;
            let free = if number == 1 {
                name.clone()
            } else {
                format!("{name}#{number}")
            };
            // A published name may itself end in #2.
            if number == 1 || !self.seen.contains_key(&format!("{list}\u{0}{free}")) {
                self.seen.insert(format!("{list}\u{0}{free}"), 1);
                self.seen.insert(key, number);
                return (free, repeated);
            }
        }
    }
}

/// The lists of an agreement.
struct Lists {
    funders: Vec<PublishedParty>,
    providers: Vec<PublishedParty>,
    other_amounts: Vec<(String, Given<Amount>)>,
    places: Vec<PublishedPlace>,
    promises: Vec<PublishedPromise>,
    claims: Vec<PublishedClaim>,
    flows: Vec<PublishedFlow>,
    documents: Vec<PublishedDocument>,
    extras: Vec<(String, Given<String>)>,
}

fn place_key(place: &PublishedPlace) -> String {
    let code = place
        .code
        .as_ref()
        .map(|code| code.value.as_str())
        .unwrap_or_default();
    let point = place
        .point
        .as_ref()
        .map(|point| point.text.as_str())
        .unwrap_or_default();
    format!(
        "place\u{0}{}\u{0}{code}\u{0}{point}\u{0}{}",
        place.name.value, place.is_weak
    )
}

fn first_holds<T: PartialEq>(
    field: &str,
    known: &mut Option<Given<T>>,
    new: Option<Given<T>>,
    notes: &mut Vec<Note>,
) {
    match (known.as_ref(), new) {
        (None, Some(new)) => *known = Some(new),
        (Some(first), Some(other)) if first.value != other.value => notes.push(Note {
            code: "rows-differ".to_owned(),
            at: other.at,
            about: vec![
                ("field".to_owned(), field.to_owned()),
                ("first".to_owned(), first.text.clone()),
                ("other".to_owned(), other.text),
            ],
        }),
        _ => {}
    }
}
