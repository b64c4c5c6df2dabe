//! Agreements: who pays whom for what, on which basis, in which version on which date, at which rate.
//! Not the promises themselves: those are [`crate::domain::obligation`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::money::Currency;
use super::party::Counter;
use super::period::{PartialDate, Period};
use super::published::Stated;

/// What kind of instrument an agreement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgreementType {
    /// A contract for a service.
    Contract,
    /// A grant.
    Grant,
    /// Between two public bodies.
    Intergovernmental,
    /// A law or statutory scheme.
    Law,
    /// A licence.
    Licence,
    /// A published standard.
    Standard,
    /// Nobody could produce one, which is itself a finding.
    NotProduced,
}

/// What payment depends on. It decides which money figures are possible at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentBasis {
    /// One price for the whole; a difference in cost is no debt.
    FixedPrice,
    /// Allowable cost is paid back.
    CostReimbursement,
    /// So much for each unit.
    PerUnit,
    /// So much for each step reached.
    Milestone,
    /// The source does not say.
    NotPublished,
}

/// Funding agreement, law or standard that promises come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Name inside this file.
    pub id: Code,
    /// Title of the document, or a plain description.
    pub title: String,
    /// Kind of instrument.
    #[serde(rename = "type")]
    pub kind: AgreementType,
    /// Parties that pay, or that owe the service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funders: Vec<Code>,
    /// Parties that deliver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<Code>,
    /// Parties that the providers pass work to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subcontractors: Vec<Code>,
    /// Currency of every amount under this agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Total value, with its qualifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Stated>,
    /// From when to when it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What payment depends on.
    pub payment_basis: PaymentBasis,
    /// Places and units that the agreement covers, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<String>,
    /// Versions and amendments, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<AgreementVersion>,
    /// How the document was obtained: published, by a records request, leaked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obtained: Option<String>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One version of an agreement: the original or an amendment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementVersion {
    /// Name inside this agreement: `original`, `mod-5`.
    pub id: Code,
    /// From when it is in force; absent when not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<PartialDate>,
    /// What changed, in a sentence.
    pub changed: String,
    /// The version this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Code>,
    /// The price that this version sets, if it is about the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
}

/// A price per unit of service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rate {
    /// One price at every volume.
    Flat {
        /// Price of one unit.
        price: Stated,
        /// The unit: `detainee-day`, `meal`.
        unit: String,
    },
    /// A price that depends on the volume.
    Tiered {
        /// The unit that is priced.
        unit: String,
        /// What the volume counts: `people held that day`.
        volume: String,
        /// The tiers, as written.
        tiers: Vec<Tier>,
    },
}

/// One line of a tiered price table. Ends that are written as "fewer than" or "more than" are
/// `below` and `above`; ends that are written as numbers are `from` and `to`, both included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Smallest volume, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
    /// Largest volume, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    /// Volumes strictly below this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u32>,
    /// Volumes strictly above this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<u32>,
    /// Price of one unit at these volumes.
    pub price: Stated,
}

/// How a payment's places and periods relate to those audited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// It paid for just what was audited.
    SameAsAudit,
    /// It paid for other or more places or periods as well.
    MoreThanAudit,
    /// The source does not say.
    NotPublished,
}

/// Money that was paid, or is paid, under an agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Name inside this file.
    pub id: Code,
    /// The agreement it was paid under.
    pub agreement: Code,
    /// What it was paid for, in words.
    pub title: String,
    /// How much, with its qualifier, in the agreement's currency.
    pub amount: Stated,
    /// For which time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// How it relates to the places and periods audited.
    pub coverage: Coverage,
    /// What it covers, in words: "the whole contract".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<String>,
    /// Who says so.
    pub counted_by: Counter,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The version whose price is in force through a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InForce<'a> {
    /// One version from the first day to the last.
    One(&'a AgreementVersion),
    /// The price changes inside the period.
    Mixed(&'a AgreementVersion, &'a AgreementVersion),
    /// No dated version with a price reaches the period.
    None,
}

impl Agreement {
    /// An agreement that says nothing but its name, title and kind.
    #[must_use]
    pub fn begun(id: Code, title: String, kind: AgreementType) -> Self {
        Self {
            id,
            title,
            kind,
            funders: Vec::new(),
            providers: Vec::new(),
            subcontractors: Vec::new(),
            currency: None,
            value: None,
            period: None,
            payment_basis: PaymentBasis::NotPublished,
            covers: None,
            versions: Vec::new(),
            obtained: None,
            sources: Vec::new(),
            note: None,
        }
    }

    /// The version whose price applies in `period`. Versions without a date, or that say nothing about the
    /// price, change nothing here; a version dated to the month counts from the month's first day.
    #[must_use]
    pub fn price_in_force(&self, period: &Period) -> InForce<'_> {
        let mut priced: Vec<_> = self
            .versions
            .iter()
            .filter(|v| v.rate.is_some())
            .filter_map(|v| v.effective.map(|date| (date.first_day(), v)))
            .collect();
        priced.sort_by_key(|(date, _)| *date);
        let (Some(from), Some(to)) = (period.from, period.to) else {
            return match priced.as_slice() {
                [(_, only)] => InForce::One(only),
                _ => InForce::None,
            };
        };
        let at_start = priced
            .iter()
            .rev()
            .find(|(date, _)| *date <= from.first_day());
        let later = priced
            .iter()
            .find(|(date, _)| *date > from.first_day() && *date <= to.last_day());
        match (at_start, later) {
            (Some((_, one)), None) => InForce::One(one),
            (Some((_, one)), Some((_, next))) => InForce::Mixed(one, next),
            (None, _) => InForce::None,
        }
    }
}
