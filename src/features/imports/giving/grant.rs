//! One grant to an agreement.

use super::Answers;
use crate::domain::agreement::AgreementType;
use crate::domain::exchange::{
    FlowKind, Given, Note, OrgId, PublishedAgreement, PublishedDocument, PublishedFlow,
    PublishedParty, PublishedPlace,
};
use crate::features::imports::json::{Reading, Value};
use crate::features::imports::profile::{charity, company};
use crate::features::imports::refusal::note;

/// Members that have a place of their own here.
const KNOWN: [&str; 17] = [
    "id",
    "title",
    "description",
    "currency",
    "amountAwarded",
    "amountDisbursed",
    "awardDate",
    "plannedDates",
    "actualDates",
    "recipientOrganization",
    "recipientIndividual",
    "fundingOrganization",
    "beneficiaryLocation",
    "relatedDocument",
    "commitmentTransaction",
    "disbursementTransaction",
    "locationScope",
];

/// How a number of a register is read.
type Read = fn(&str) -> Option<OrgId>;

/// Reads a grant. The error is why it is none.
pub(super) fn grant(grant: Value<'_>, answers: Answers) -> Result<PublishedAgreement, Note> {
    let at = grant.pointer();
    if !grant.is_object() {
        return Err(note("wrong-type", &at, &[("wanted", "object")]));
    }
    let mut notes = Vec::new();
    let mut reading = Reading {
        notes: &mut notes,
        order: answers.dates,
    };
    let Some(source_id) = reading.text(grant, "id") else {
        return Err(note("id-missing", &at, &[]));
    };
    let currency = grant.get("currency");
    let amount = grant.get("amountAwarded");
    let amount = amount.and_then(|amount| reading.amount(amount, currency));
    if amount.is_none() {
        reading.note("amount-not-stated", grant, &[]);
    }
    let (start, end, mut extras) = dates(grant, &mut reading);
    let mut agreement = PublishedAgreement {
        kind: AgreementType::Grant,
        title: reading.text(grant, "title"),
        description: reading.text(grant, "description"),
        funders: parties(grant, "fundingOrganization", false, &mut reading),
        providers: parties(grant, "recipientOrganization", false, &mut reading),
        amount,
        other_amounts: Vec::new(),
        signed: reading.date(grant, "awardDate"),
        start,
        end,
        as_of: None,
        status: None,
        places: places(grant, &mut reading),
        promises: Vec::new(),
        claims: Vec::new(),
        flows: flows(grant, &source_id, &mut reading),
        documents: documents(grant, &mut reading),
        notes: Vec::new(),
        extras: Vec::new(),
        source_id,
    };
    let people = parties(grant, "recipientIndividual", true, &mut reading);
    agreement.providers.extend(people);
    if agreement.providers.is_empty() {
        reading.note("provider-missing", grant, &[]);
    }
    if agreement.funders.is_empty() {
        reading.note("funder-missing", grant, &[]);
    }
    extras.extend(reading.extras(grant, &KNOWN));
    if let Some(scope) = reading.text(grant, "locationScope") {
        extras.push(("locationScope".to_owned(), scope));
    }
    agreement.extras = extras;
    agreement.notes = notes;
    Ok(agreement)
}

type Extras = Vec<(String, Given<String>)>;

/// Planned dates, else actual ones. A duration without an end is kept as it is: nothing is added to a date.
fn dates(
    grant: Value<'_>,
    reading: &mut Reading<'_>,
) -> (
    Option<Given<crate::domain::period::PartialDate>>,
    Option<Given<crate::domain::period::PartialDate>>,
    Extras,
) {
    let mut extras = Vec::new();
    let (mut start, mut end) = (None, None);
    for (list, name) in [("plannedDates", "planned"), ("actualDates", "actual")] {
        for (index, dates) in list_or_one(grant, list, reading).into_iter().enumerate() {
            let (from, to) = (
                reading.date(dates, "startDate"),
                reading.date(dates, "endDate"),
            );
            if start.is_none() && end.is_none() {
                (start, end) = (from, to);
            } else {
                for (at, date) in [("startDate", from), ("endDate", to)] {
                    let Some(date) = date else { continue };
                    let kept = Given {
                        value: date.text.clone(),
                        text: date.text,
                        at: date.at,
                    };
                    extras.push((format!("{list}/{index}/{at}"), kept));
                }
            }
            if let Some(duration) = reading.text(dates, "duration") {
                extras.push((format!("{name} duration, months"), duration));
            }
        }
    }
    if let (Some(from), Some(to)) = (&start, &end)
        && from.value.first_day() > to.value.last_day()
    {
        let about = [("start", from.text.as_str()), ("end", to.text.as_str())];
        reading
            .notes
            .push(note("end-before-start", &to.at.0, &about));
    }
    (start, end, extras)
}

/// The objects of a list; one object where a list is wanted is taken and noted.
fn list_or_one<'d>(grant: Value<'d>, name: &str, reading: &mut Reading<'_>) -> Vec<Value<'d>> {
    match grant.get(name) {
        Some(one) if one.is_object() => {
            reading.note("wrong-type", one, &[("wanted", "array")]);
            vec![one]
        }
        _ => reading.objects(grant, name),
    }
}

fn parties(
    grant: Value<'_>,
    name: &str,
    is_person: bool,
    reading: &mut Reading<'_>,
) -> Vec<PublishedParty> {
    let told = match grant.get(name) {
        Some(one) if is_person && one.is_object() => vec![one],
        _ => list_or_one(grant, name, reading),
    };
    let mut found = Vec::new();
    for party in told {
        let name = reading
            .text(party, "name")
            .or_else(|| reading.text(party, "id"));
        let Some(name) = name else {
            reading.note("party-without-name", party, &[]);
            continue;
        };
        let mut identifiers: Vec<_> = reading.identifier(party, "id").into_iter().collect();
        let registers: [(_, _, Read); 2] = [
            ("charityNumber", "GB-CHC-", charity),
            ("companyNumber", "GB-COH-", company),
        ];
        for (member, prefix, read) in registers {
            let Some(number) = reading.text(party, member) else {
                continue;
            };
            let id = read(&number.text);
            let id = id.unwrap_or_else(|| OrgId::published(&with_prefix(prefix, &number.text)));
            if !identifiers
                .iter()
                .any(|known| known.value.normal == id.normal)
            {
                identifiers.push(Given {
                    value: id,
                    text: number.text,
                    at: number.at,
                });
            }
        }
        found.push(PublishedParty {
            name,
            identifiers,
            share: None,
            is_person,
        });
    }
    found
}

/// A charity of Scotland or Northern Ireland has its register in front of its number.
fn with_prefix(prefix: &str, number: &str) -> String {
    let number = number.trim();
    match (prefix, number.get(..2)) {
        ("GB-CHC-", Some("SC")) => format!("GB-SC-{number}"),
        ("GB-CHC-", Some("NI")) => format!("GB-NIC-{}", &number[2..]),
        _ => format!("{prefix}{number}"),
    }
}

fn places(grant: Value<'_>, reading: &mut Reading<'_>) -> Vec<PublishedPlace> {
    let mut found = Vec::new();
    for place in list_or_one(grant, "beneficiaryLocation", reading) {
        let code = reading.text(place, "geoCode");
        let country = reading.text(place, "countryCode");
        let point = point(place);
        let name = reading
            .text(place, "name")
            .or_else(|| code.clone())
            .or_else(|| country.clone());
        let Some(name) = name else {
            reading.note("place-without-name", place, &[]);
            continue;
        };
        found.push(PublishedPlace {
            name,
            code: code.or(country),
            point,
            is_weak: false,
        });
    }
    if found.is_empty() {
        for party in grant
            .get("recipientOrganization")
            .into_iter()
            .flat_map(Value::items)
        {
            let Some(code) = party.get("postalCode") else {
                continue;
            };
            let Some(name) = reading.text_of(code) else {
                continue;
            };
            found.push(PublishedPlace {
                code: None,
                name,
                point: None,
                is_weak: true,
            });
        }
    }
    found
}

fn point(place: Value<'_>) -> Option<Given<(String, String)>> {
    let latitude = place.get("latitude")?;
    let (north, east) = (latitude.scalar()?, place.get("longitude")?.scalar()?);
    Some(Given {
        text: format!("{north}, {east}"),
        value: (north.into_owned(), east.into_owned()),
        at: crate::domain::exchange::Pointer(latitude.pointer()),
    })
}

fn flows(grant: Value<'_>, id: &Given<String>, reading: &mut Reading<'_>) -> Vec<PublishedFlow> {
    let mut found = Vec::new();
    let currency = grant.get("currency");
    for (list, kind) in [
        ("commitmentTransaction", FlowKind::Commitment),
        ("disbursementTransaction", FlowKind::Payment),
    ] {
        for (index, moved) in list_or_one(grant, list, reading).into_iter().enumerate() {
            let sum = moved.get("value").or_else(|| moved.get("amount"));
            let own = moved.get("currency").or(currency);
            let Some(amount) = sum.and_then(|sum| reading.amount(sum, own)) else {
                reading.note("payment-without-amount", moved, &[]);
                continue;
            };
            let date = ["transactionDate", "date"]
                .iter()
                .find_map(|name| reading.date(moved, name));
            found.push(PublishedFlow {
                source_id: format!("{list}/{index}"),
                kind,
                amount,
                date,
                to: None,
                payer: None,
                payee: None,
                what: reading.text(moved, "description"),
            });
        }
    }
    // The total paid stands beside the single payments; it is a payment of its own only where there are none.
    if let Some(total) = grant.get("amountDisbursed")
        && let Some(amount) = reading.amount(total, currency)
        && !found.iter().any(|flow| flow.kind == FlowKind::Payment)
    {
        found.push(PublishedFlow {
            source_id: format!("{}/amountDisbursed", id.text),
            kind: FlowKind::Payment,
            amount,
            date: None,
            to: None,
            payer: None,
            payee: None,
            what: None,
        });
    }
    found
}

fn documents(grant: Value<'_>, reading: &mut Reading<'_>) -> Vec<PublishedDocument> {
    let mut found = Vec::new();
    for document in list_or_one(grant, "relatedDocument", reading) {
        let url = reading
            .text(document, "webAddress")
            .or_else(|| reading.text(document, "url"));
        let title = reading.text(document, "title").or_else(|| url.clone());
        let Some(title) = title else { continue };
        found.push(PublishedDocument {
            title,
            url,
            kind: document
                .get("documentType")
                .and_then(|kind| Some(kind.scalar()?.into_owned())),
            date: reading.date(document, "dateModified"),
        });
    }
    found
}
