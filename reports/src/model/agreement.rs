//! The agreement behind the promises: its versions, price tables and payments.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, Fact, Figure, Refusal, SourceRef};

/// One funding agreement, law, licence or standard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// Number people use: `A-0001`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Legal type: contract, grant, intergovernmental agreement, statute …
    pub legal_type: Option<Coded>,
    /// Who pays.
    pub funders: Vec<String>,
    /// Who delivers.
    pub providers: Vec<String>,
    /// Value, with its qualifier.
    pub value: Option<Figure>,
    /// Period it covers.
    pub period: Option<DateText>,
    /// Payment basis: fixed price, cost-reimbursement, per unit, milestone, not published.
    pub payment_basis: Option<Coded>,
    /// Places and units the payment covers.
    pub covers: Option<String>,
    /// How the document was obtained.
    pub obtained: Option<String>,
    /// SHA-256 of the document, lower-case hex.
    pub sha256: Option<String>,
    /// Versions in order; empty with `versions_note` where none are published.
    pub versions: Vec<AgreementVersion>,
    /// Said about the versions as a whole, such as "none published".
    pub versions_note: Option<String>,
    /// Further facts.
    pub facts: Vec<Fact>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// One version of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreementVersion {
    /// Name of the version: "original", "modification 5".
    pub name: String,
    /// From when; "not published" where it is not.
    pub effective: DateText,
    /// What it changed.
    pub changed: String,
    /// Value of this version.
    pub value: Option<Figure>,
    /// True for the version applied to the period examined.
    pub applied: bool,
    /// Its prices.
    pub rates: Option<RateTable>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// A table of prices, single or by volume.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateTable {
    /// What the price is for: "price of a detainee-day, by daily census".
    pub caption: String,
    /// The tiers.
    pub rows: Vec<RateRow>,
    /// Volumes for which the table gives no price.
    pub gaps: Vec<RateGap>,
}

/// One tier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateRow {
    /// The tier as written: "71 to 80".
    pub tier: String,
    /// The price as printed.
    pub price: String,
    /// The price as decimal text.
    pub exact: Option<String>,
}

/// A volume the table leaves without a price.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateGap {
    /// The volume: "exactly 70".
    pub at: String,
    /// The refusal that follows.
    pub refusal: Refusal,
}

/// An amount paid, or a total of payments as published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payment {
    /// What it was paid for.
    pub what: String,
    /// The amount with qualifier and who counted it.
    pub amount: Figure,
    /// The period.
    pub period: Option<DateText>,
    /// Places and units it covers.
    pub covers: Option<String>,
    /// Payer.
    pub payer: Option<String>,
    /// Payee.
    pub payee: Option<String>,
}
