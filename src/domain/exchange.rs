//! What a published file says, in our words: agreements, parties, money, promises and claims, each value with the text
//! as published and its place in the file. Not the reading of formats, and not what the register makes of it.

use serde::{Deserialize, Serialize};

use super::agreement::AgreementType;
use super::figure::Value;
use super::money::Currency;
use super::number::Exact;
use super::obligation::Kind;
use super::org_id;
use super::party::Counter;
use super::period::PartialDate;

/// Where a value stands in its file: `Grants!F12`, a JSON Pointer, or an XPath.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pointer(pub String);

/// A value that was read, as it was published, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given<T> {
    /// What it means.
    pub value: T,
    /// The text as published.
    pub text: String,
    /// Where it stands.
    pub at: Pointer,
}

/// A sum of money as published. Without a currency it is no amount that could be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// How much, exactly.
    pub value: Exact,
    /// In which currency, where the file says.
    pub currency: Option<Currency>,
}

/// An identifier in a public register. A claim of the publisher, not a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OrgId {
    /// For comparing: as [`org_id::normal`] gives it, `GB-CHC-1164883`. What has no list and number is in capitals, without
    /// spaces, and compared within its file alone.
    pub normal: String,
    /// As published.
    pub original: String,
}

impl OrgId {
    /// Reads an identifier as published: `gb-chc 1164883`, `SV–ORP0052007`.
    #[must_use]
    pub fn published(text: &str) -> Self {
        Self {
            normal: org_id::normal(text).unwrap_or_else(|| org_id::plain(text)),
            original: text.to_owned(),
        }
    }

    /// Whether it stands in a public register, so that it means one body wherever it is met. What a publisher made up for
    /// itself, and a number without a list, may mean another body in the next file.
    #[must_use]
    pub fn is_public(&self) -> bool {
        let normal = org_id::normal(&self.normal);
        normal.is_some_and(|normal| normal == self.normal && !org_id::is_made_up(&normal))
    }
}

/// A body named in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedParty {
    /// Its name, as published.
    pub name: Given<String>,
    /// Its identifiers; those a publisher made up for itself are kept and never match across files.
    pub identifiers: Vec<Given<OrgId>>,
    /// Its share of the money in per cent, where the file says.
    pub share: Option<Given<Exact>>,
    /// A person, not a body: the name stays out of reports and exports.
    pub is_person: bool,
}

/// A place named in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedPlace {
    /// Its name.
    pub name: Given<String>,
    /// Code and whose it is: `E09000007`.
    pub code: Option<Given<String>>,
    /// Latitude and longitude in degrees, as published.
    pub point: Option<Given<(String, String)>>,
    /// The provider's address, say: it need not be where the service arrives.
    pub is_weak: bool,
}

/// A deliverable with its target.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedPromise {
    /// What names it inside the agreement: pointed to by claims, and stable across imports of the same file.
    pub source_id: String,
    /// The promise in words.
    pub what: Given<String>,
    /// The kind it most likely is.
    pub kind: Kind,
    /// Unit.
    pub unit: Option<Given<String>>,
    /// What is to be reached; text that is no number stays text, and is a target in words.
    pub target: Option<Given<Option<Exact>>>,
    /// Where it began.
    pub baseline: Option<Given<Option<Exact>>>,
    /// Lower is better.
    pub lower_is_better: bool,
    /// A share in per cent.
    pub is_percent: bool,
    /// First day.
    pub from: Option<Given<PartialDate>>,
    /// Last day, or the day it is due.
    pub to: Option<Given<PartialDate>>,
    /// Where.
    pub place: Option<Given<String>>,
    /// For whom: a dimension of the file, such as `sex: female`. A total is never added to its parts.
    pub group: Option<Given<String>>,
    /// How far the provider answers for it: an output, an outcome, an impact.
    pub level: ResultLevel,
}

/// How far a provider answers for a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultLevel {
    /// What is delivered: a fair test of delivery.
    #[default]
    Output,
    /// What changes for people.
    Outcome,
    /// What changes in the world.
    Impact,
    /// The file does not say, or says something else.
    Other,
}

/// What a party says was delivered. It never fills *Found*.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedClaim {
    /// The promise it speaks to, by its `source_id`.
    pub promise: Option<String>,
    /// What is said.
    pub what: String,
    /// The value: a number, or words.
    pub value: Given<Value>,
    /// Who counted: the funder or the provider that published it.
    pub counted_by: Counter,
    /// First day.
    pub from: Option<Given<PartialDate>>,
    /// Last day.
    pub to: Option<Given<PartialDate>>,
}

/// What money a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// Set aside for a time.
    Budget,
    /// Promised.
    Commitment,
    /// Paid to a provider.
    Payment,
    /// Spent by a provider.
    Spending,
    /// Received.
    Incoming,
    /// Promised to whoever publishes it, not received.
    IncomingCommitment,
    /// Anything else: interest, a loan paid back, a guarantee. `what` says what.
    Other,
}

/// Money that moved, or was set aside.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedFlow {
    /// What names it inside the agreement.
    pub source_id: String,
    /// What it is.
    pub kind: FlowKind,
    /// How much.
    pub amount: Given<Amount>,
    /// When.
    pub date: Option<Given<PartialDate>>,
    /// The last day of the time it is for.
    pub to: Option<Given<PartialDate>>,
    /// Who gave it.
    pub payer: Option<PublishedParty>,
    /// Who got it.
    pub payee: Option<PublishedParty>,
    /// For what, in words.
    pub what: Option<Given<String>>,
}

/// A document that a file points to. It is never fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedDocument {
    /// Its title.
    pub title: Given<String>,
    /// Its address.
    pub url: Option<Given<String>>,
    /// What kind, by the publisher's word.
    pub kind: Option<String>,
    /// When.
    pub date: Option<Given<PartialDate>>,
}

/// Something a reader must know about what was read: a code with figures, said in words by the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The code of the sentence: `amount-noise`, `amounts-differ`, `paid-more-than-agreed`, `tender-only`.
    pub code: String,
    /// Where.
    pub at: Pointer,
    /// What the sentence is about: names and values as text.
    pub about: Vec<(String, String)>,
}

/// One agreement of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedAgreement {
    /// What names it wherever it is published: a second import with this name updates.
    pub source_id: Given<String>,
    /// What kind of instrument.
    pub kind: AgreementType,
    /// Title.
    pub title: Option<Given<String>>,
    /// What it is about.
    pub description: Option<Given<String>>,
    /// Who pays.
    pub funders: Vec<PublishedParty>,
    /// Who delivers.
    pub providers: Vec<PublishedParty>,
    /// The sum agreed; absent when not stated.
    pub amount: Option<Given<Amount>>,
    /// Other sums that the file gives for the same thing: the award beside the contract.
    pub other_amounts: Vec<(String, Given<Amount>)>,
    /// When it was signed or awarded.
    pub signed: Option<Given<PartialDate>>,
    /// First day.
    pub start: Option<Given<PartialDate>>,
    /// Last day.
    pub end: Option<Given<PartialDate>>,
    /// From when it is as the file says, where the file tells: the day of its last amendment, or of its release.
    pub as_of: Option<Given<PartialDate>>,
    /// The state by the publisher's word: `active`, `closed`.
    pub status: Option<Given<String>>,
    /// Where.
    pub places: Vec<PublishedPlace>,
    /// What was promised.
    pub promises: Vec<PublishedPromise>,
    /// What a party says was delivered.
    pub claims: Vec<PublishedClaim>,
    /// Money.
    pub flows: Vec<PublishedFlow>,
    /// Documents.
    pub documents: Vec<PublishedDocument>,
    /// What a reader must know.
    pub notes: Vec<Note>,
    /// Columns and members that have no place here, kept as they are.
    pub extras: Vec<(String, Given<String>)>,
}

/// Whoever takes what a reader finds, one after another, so that no file must fit into memory.
pub trait Harvest {
    /// One agreement.
    fn agreement(&mut self, agreement: PublishedAgreement);

    /// A row or element that was not taken, with the reason.
    fn refused(&mut self, reason: Note);

    /// Something about the file as a whole.
    fn note(&mut self, note: Note);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_compare_without_case_spaces_and_kinds_of_dash() {
        let read = OrgId::published("SV\u{2013}ORP0052007");
        assert_eq!(
            (&*read.normal, &*read.original),
            ("SV-ORP0052007", "SV\u{2013}ORP0052007")
        );
        assert_eq!(
            OrgId::published(" gb-chc 1164883\u{a0}").normal,
            "GB-CHC-1164883"
        );
    }

    #[test]
    fn only_an_identifier_of_a_public_register_means_one_body_in_every_file() {
        for text in ["GB-CHC 1164883", "xm\u{2013}dac-12-1", "GB-COH-01234567"] {
            assert!(OrgId::published(text).is_public(), "{text:?}");
        }
        for text in [
            "1001",
            "SV-ORP0052007",
            "360G-trust-1001",
            "360g-trust:org-1",
            "",
            "Water Trust",
            "GB-CHC-\u{202e}1",
        ] {
            assert!(!OrgId::published(text).is_public(), "{text:?}");
        }
    }
}
