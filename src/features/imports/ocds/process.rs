//! One contracting process to agreements: one for each contract, else one for each award. A tender alone is no
//! agreement, and the import says so.

use std::collections::HashSet;

use super::money::{Paid, award_beside, transactions};
use super::parties::Parties;
use super::{milestones, promises};
use crate::domain::agreement::AgreementType;
use crate::domain::exchange::{
    Given, Harvest, Note, Pointer, PublishedAgreement, PublishedDocument, PublishedParty,
};
use crate::domain::period::PartialDate;
use crate::features::imports::json::{Reading, Value};
use crate::features::imports::refusal::note;
use crate::features::imports::values::{self, DateText};

/// Members of a contract that have a place of their own here.
const OF_CONTRACT: [&str; 16] = [
    "id",
    "awardID",
    "title",
    "description",
    "status",
    "period",
    "value",
    "items",
    "dateSigned",
    "documents",
    "implementation",
    "milestones",
    "amendments",
    "agreedMetrics",
    "suppliers",
    "amendment",
];
/// Members of an award that have a place of their own here.
const OF_AWARD: [&str; 11] = [
    "id",
    "title",
    "description",
    "status",
    "date",
    "value",
    "suppliers",
    "items",
    "contractPeriod",
    "documents",
    "agreedMetrics",
];

/// A compiled release, or one that stands alone.
pub(super) struct Process<'d> {
    pub release: Value<'d>,
    /// The release that was published last, whose date counts.
    pub last: Value<'d>,
    pub ocid: String,
    pub parties: Parties<'d>,
    pub awards: Vec<Value<'d>>,
    pub contracts: Vec<Value<'d>>,
}

impl<'d> Process<'d> {
    /// The award that a contract names; where it names none, the only one, beside the only contract.
    fn award_of(&self, contract: Value<'d>, reading: &mut Reading<'_>) -> Option<Value<'d>> {
        let Some(name) = contract.get("awardID").and_then(Value::scalar) else {
            if let ([only], [_]) = (&self.awards[..], &self.contracts[..]) {
                reading.note("award-assumed", contract, &[]);
                return Some(*only);
            }
            return None;
        };
        let named =
            |award: &&Value<'d>| award.get("id").and_then(Value::scalar).as_deref() == Some(&*name);
        let award = self.awards.iter().find(named).copied();
        if award.is_none() && !self.awards.is_empty() {
            reading.note("award-unknown", contract, &[("id", &name)]);
        }
        award
    }
}

/// Takes one process. `last` is the release that was published last: what is merged has no date of its own.
pub(super) fn process<'d>(release: Value<'d>, last: Value<'d>, harvest: &mut dyn Harvest) {
    let mut notes = Vec::new();
    let mut reading = Reading {
        notes: &mut notes,
        order: None,
    };
    let Some(ocid) = reading.text(release, "ocid") else {
        harvest.refused(note("ocid-missing", &release.pointer(), &[]));
        return;
    };
    let process = Process {
        release,
        last,
        ocid: ocid.value,
        parties: Parties::of(release, &mut reading),
        awards: reading.objects(release, "awards"),
        contracts: reading.objects(release, "contracts"),
    };
    let mut agreements = 0;
    let mut seen = HashSet::new();
    let (list, of_contracts) = if process.contracts.is_empty() {
        (&process.awards, false)
    } else {
        unsigned_awards(&process, &mut reading);
        (&process.contracts, true)
    };
    for (index, thing) in list.iter().enumerate() {
        let mut own = Vec::new();
        let mut reading = Reading {
            notes: &mut own,
            order: None,
        };
        let Some(source_id) = name_of(&process, *thing, index, of_contracts, &mut reading) else {
            continue;
        };
        if !seen.insert(source_id.text.clone()) {
            let about = [("id", source_id.text.as_str())];
            harvest.refused(note("id-twice", &thing.pointer(), &about));
            continue;
        }
        let agreement = if of_contracts {
            Some(of_contract(&process, *thing, source_id, &mut reading))
        } else {
            of_award(&process, *thing, source_id, &mut reading, harvest)
        };
        if let Some(mut agreement) = agreement {
            agreement.notes = own;
            if agreements == 0 {
                agreement.notes.append(&mut notes);
            }
            agreements += 1;
            harvest.agreement(agreement);
        }
    }
    for left in notes {
        harvest.note(left);
    }
    if list.is_empty() {
        let code = if release.get("tender").is_some() {
            "tender-only"
        } else {
            "nothing-agreed"
        };
        let about = [("ocid", process.ocid.as_str())];
        harvest.refused(note(code, &release.pointer(), &about));
    }
}

/// Awards for which no contract is published yet, beside others that have one.
fn unsigned_awards(process: &Process<'_>, reading: &mut Reading<'_>) {
    let named: HashSet<_> = process
        .contracts
        .iter()
        .filter_map(|contract| contract.get("awardID")?.scalar())
        .collect();
    if named.is_empty() {
        return;
    }
    for award in &process.awards {
        let id = award.get("id").and_then(Value::scalar).unwrap_or_default();
        if !named.contains(&id) {
            reading.note("award-without-contract", *award, &[("id", &id)]);
        }
    }
}

/// The process and the contract together: several contracts share one process.
fn name_of(
    process: &Process<'_>,
    thing: Value<'_>,
    index: usize,
    of_contracts: bool,
    reading: &mut Reading<'_>,
) -> Option<Given<String>> {
    let (text, at) = match reading.text(thing, "id") {
        Some(id) => (id.text, id.at),
        None => {
            reading.note("id-missing", thing, &[]);
            let list = if of_contracts { "contracts" } else { "awards" };
            (format!("{list}/{index}"), Pointer(thing.pointer()))
        }
    };
    let value = format!("{}/{text}", process.ocid);
    Some(Given { value, text, at })
}

fn of_contract<'d>(
    process: &Process<'d>,
    contract: Value<'d>,
    source_id: Given<String>,
    reading: &mut Reading<'_>,
) -> PublishedAgreement {
    let award = process.award_of(contract, reading);
    let tender = process
        .release
        .get("tender")
        .filter(|tender| tender.is_object());
    let mut first_text = |name: &str| {
        let places = [Some(contract), award, tender];
        places
            .into_iter()
            .flatten()
            .find_map(|place| reading.text(place, name))
    };
    let (title, description) = (first_text("title"), first_text("description"));
    let providers = match award.map(|award| reading.objects(award, "suppliers")) {
        Some(suppliers) if !suppliers.is_empty() => suppliers,
        _ => reading.objects(contract, "suppliers"),
    };
    let period = reading.object(contract, "period");
    let period = period.or_else(|| award.and_then(|award| reading.object(award, "contractPeriod")));
    let mut agreement = PublishedAgreement {
        title,
        description,
        amount: reading.value(contract, "value"),
        signed: reading.date(contract, "dateSigned"),
        ..empty(process, contract, source_id, reading)
    };
    agreement.providers = named(process, &providers, reading);
    dated(&mut agreement, period, reading);
    award_beside(process, contract, award, &mut agreement, reading);
    let implementation = reading.object(contract, "implementation");
    promises::items(contract, &mut agreement, reading);
    milestones::milestones(contract, implementation, &mut agreement, reading);
    let agreed = if contract.get("agreedMetrics").is_some() {
        Some(contract)
    } else {
        award
    };
    promises::metrics(agreed, implementation, &mut agreement, reading);
    if let Some(implementation) = implementation {
        agreement.flows = transactions(implementation, &process.parties, reading);
        Paid::of(&agreement.flows).compare(&agreement, contract, reading);
        agreement.documents = documents(implementation, reading);
    }
    agreement.documents.extend(documents(contract, reading));
    agreement.places = process.parties.places(contract, &providers, reading);
    for amendment in reading.objects(contract, "amendments") {
        let date = amendment
            .get("date")
            .and_then(Value::scalar)
            .unwrap_or_default();
        let why = amendment
            .get("rationale")
            .or_else(|| amendment.get("description"));
        let why = why.and_then(Value::scalar).unwrap_or_default();
        reading.note("amended", amendment, &[("date", &date), ("why", &why)]);
    }
    agreement.extras = reading.extras(contract, &OF_CONTRACT);
    agreement
}

fn of_award<'d>(
    process: &Process<'d>,
    award: Value<'d>,
    source_id: Given<String>,
    reading: &mut Reading<'_>,
    harvest: &mut dyn Harvest,
) -> Option<PublishedAgreement> {
    let status = award
        .get("status")
        .and_then(Value::scalar)
        .unwrap_or_default();
    if matches!(&*status, "unsuccessful" | "cancelled") {
        let about = [("status", &*status), ("id", &source_id.text)];
        harvest.refused(note("award-not-made", &award.pointer(), &about));
        return None;
    }
    reading.note("award-only", award, &[("id", &source_id.text)]);
    let tender = process
        .release
        .get("tender")
        .filter(|tender| tender.is_object());
    let mut first_text = |name: &str| {
        let places = [Some(award), tender];
        places
            .into_iter()
            .flatten()
            .find_map(|place| reading.text(place, name))
    };
    let (title, description) = (first_text("title"), first_text("description"));
    let suppliers = reading.objects(award, "suppliers");
    let mut agreement = PublishedAgreement {
        title,
        description,
        amount: reading.value(award, "value"),
        signed: reading.date(award, "date"),
        ..empty(process, award, source_id, reading)
    };
    agreement.providers = named(process, &suppliers, reading);
    let period = reading.object(award, "contractPeriod");
    dated(&mut agreement, period, reading);
    promises::items(award, &mut agreement, reading);
    promises::metrics(Some(award), None, &mut agreement, reading);
    agreement.documents = documents(award, reading);
    agreement.places = process.parties.places(award, &suppliers, reading);
    agreement.extras = reading.extras(award, &OF_AWARD);
    Some(agreement)
}

fn empty(
    process: &Process<'_>,
    thing: Value<'_>,
    source_id: Given<String>,
    reading: &mut Reading<'_>,
) -> PublishedAgreement {
    PublishedAgreement {
        source_id,
        kind: AgreementType::Contract,
        title: None,
        description: None,
        funders: process.parties.funders(process.release, reading),
        providers: Vec::new(),
        amount: None,
        other_amounts: Vec::new(),
        signed: None,
        start: None,
        end: None,
        as_of: as_of(process, thing),
        status: reading.text(thing, "status"),
        places: Vec::new(),
        promises: Vec::new(),
        claims: Vec::new(),
        flows: Vec::new(),
        documents: Vec::new(),
        notes: Vec::<Note>::new(),
        extras: Vec::new(),
    }
}

/// From when a contract is as the file says: the day of its last amendment; without one, the day on which the last release
/// was published.
fn as_of(process: &Process<'_>, thing: Value<'_>) -> Option<Given<PartialDate>> {
    let dated = |holder: Value<'_>| {
        let member = holder.get("date")?;
        let text = member.scalar()?.into_owned();
        match values::date(&text, None) {
            DateText::Known(value) => Some(Given {
                value,
                text,
                at: Pointer(member.pointer()),
            }),
            _ => None,
        }
    };
    let amendments = thing.get("amendments").into_iter().flat_map(Value::items);
    // In OCDS 1.0 there was one.
    let amendments = amendments.chain(thing.get("amendment"));
    let last = amendments
        .filter_map(dated)
        .max_by_key(|amended| amended.value.first_day());
    last.or_else(|| dated(process.last))
}

fn named(
    process: &Process<'_>,
    references: &[Value<'_>],
    reading: &mut Reading<'_>,
) -> Vec<PublishedParty> {
    references
        .iter()
        .filter_map(|reference| process.parties.party(*reference, reading))
        .collect()
}

fn dated(agreement: &mut PublishedAgreement, period: Option<Value<'_>>, reading: &mut Reading<'_>) {
    let Some(period) = period else { return };
    agreement.start = reading.date(period, "startDate");
    agreement.end = reading.date(period, "endDate");
    if let (Some(start), Some(end)) = (&agreement.start, &agreement.end)
        && start.value.first_day() > end.value.last_day()
    {
        let about = [("start", start.text.as_str()), ("end", end.text.as_str())];
        reading.note("end-before-start", period, &about);
    }
}

fn documents(holder: Value<'_>, reading: &mut Reading<'_>) -> Vec<PublishedDocument> {
    let list = reading.objects(holder, "documents");
    list.into_iter()
        .filter_map(|document| {
            let url = reading.text(document, "url");
            let title = reading
                .text(document, "title")
                .or_else(|| reading.text(document, "description"));
            Some(PublishedDocument {
                title: title.or_else(|| url.clone())?,
                url,
                kind: document
                    .get("documentType")
                    .and_then(|kind| Some(kind.scalar()?.into_owned())),
                date: reading.date(document, "datePublished"),
            })
        })
        .collect()
}
