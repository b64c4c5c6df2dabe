//! A case: one audit as one value, as the case file writes it and every door reads it.
//! Checking that its parts fit together is [`crate::domain::case_check`]; comparing is [`crate::domain::comparison`].

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, Payment};
use super::code::Code;
use super::derivation::{CategorySet, Derivation, Reconciliation};
use super::fieldwork::{Account, Evidence, Observation, Place, Visit};
use super::figure::Figure;
use super::finding::{Finding, Recommendation};
use super::money::Currency;
use super::money_line::MoneyLine;
use super::obligation::Obligation;
use super::party::Party;
use super::period::PartialDate;
use super::reply::{Event, Response};
use super::sample::Sample;

/// The format and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// Version 1.
    #[serde(rename = "groundtruth-case/1")]
    V1,
}

/// Whose audit this is. It is printed on every page and cannot be switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// An audit by this organisation.
    Own,
    /// Invented, for practice.
    Practice,
    /// Somebody else's published audit; one entry for each body, or each source that printed it.
    Restated(Vec<RestatedFrom>),
}

/// Whose audit is restated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestatedFrom {
    /// The body that made the audit.
    pub body: String,
    /// Who printed it, where it is known through somebody else only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// When it was published; absent when not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
}

/// Why an audit is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Is there a service at all?
    ServiceExists,
    /// Evidence for a campaign.
    CampaignEvidence,
    /// Is a funded service delivered as intended?
    DeliveredAsIntended,
    /// Protect those it is meant for.
    ProtectBeneficiaries,
    /// Protect those who pay.
    ProtectPayers,
    /// Improve how problems are solved.
    ImproveProblemSolving,
    /// Social change.
    SocialChange,
}

/// How the audit was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Purposes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Purpose>,
    /// What it set out to find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<String>,
    /// How it was done, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Counts that belong to the method and measure no promise: people interviewed, people taking part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Figure>,
    /// What was not covered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_covered: Vec<String>,
    /// Limits of the method.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
    /// Who paid for the audit, and declared interests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interests: Vec<String>,
}

/// Something written that facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name inside this file.
    pub id: Code,
    /// Title, or a plain description.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of the document, lower-case hex, where it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// One audit as one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Groundtruth case file")]
pub struct Case {
    /// Always `groundtruth-case/1`.
    pub format: Format,
    /// Name of the audit in addresses and file names.
    pub id: Code,
    /// Title: service, place, time.
    pub title: String,
    /// The answer in one to three plain sentences. Every figure in it must be one of the comparison's;
    /// without it the program writes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Whose audit this is.
    pub standing: Standing,
    /// The day the comparison speaks of; restated audits use the day they were published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub as_of: Option<NaiveDate>,
    /// How the audit was made.
    #[serde(default)]
    pub method: Method,
    /// Where facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Bodies and groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Agreements, laws, standards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// Promised.
    pub obligations: Vec<Obligation>,
    /// Money paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// Claimed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Figure>,
    /// Frames and samples.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// Found, as published sums.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tallies: Vec<Figure>,
    /// Visits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    /// Found, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    /// Sets of categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategorySet>,
    /// Sums and their parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reconciliations: Vec<Reconciliation>,
    /// Figures worked out from others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derivations: Vec<Derivation>,
    /// Money lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub money: Vec<MoneyLine>,
    /// What users said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// How many accounts were taken out for ever because whoever gave them withdrew.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub accounts_withdrawn: u64,
    /// Pieces of evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responses: Vec<Response>,
    /// Findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What is asked of whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
    /// What happened when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// What the report does not say, as sentences that follow "This report does not say".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub does_not_say: Vec<String>,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Case {
    /// The day the comparison speaks of, where the case itself fixes it.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        let published = match &self.standing {
            Standing::Restated(bodies) => bodies
                .iter()
                .filter_map(|b| b.date)
                .max()
                .map(|d| d.last_day()),
            Standing::Own | Standing::Practice => None,
        };
        self.as_of.or(published)
    }

    /// The agreement that a promise comes from.
    #[must_use]
    pub fn agreement_of(&self, obligation: &Obligation) -> Option<&Agreement> {
        let id = obligation.agreement.as_ref()?;
        self.agreements.iter().find(|a| a.id == *id)
    }

    /// The promise with this name.
    #[must_use]
    pub fn obligation(&self, id: &Code) -> Option<&Obligation> {
        self.obligations.iter().find(|o| o.id == *id)
    }

    /// The party with this name.
    #[must_use]
    pub fn party(&self, id: &Code) -> Option<&Party> {
        self.parties.iter().find(|p| p.id == *id)
    }

    /// The place with this name.
    #[must_use]
    pub fn place(&self, id: &Code) -> Option<&Place> {
        self.places.iter().find(|p| p.id == *id)
    }

    /// The sample with this name.
    #[must_use]
    pub fn sample(&self, id: &Code) -> Option<&Sample> {
        self.samples.iter().find(|s| s.id == *id)
    }

    /// The currency of a money line: its own, else its agreement's, else that of the only agreement.
    #[must_use]
    pub fn currency_of(&self, line: &MoneyLine) -> Option<Currency> {
        let of_agreement = || {
            let obligation = self.obligation(line.obligation.as_ref()?)?;
            self.agreement_of(obligation)?.currency
        };
        let of_the_only_one = || match self.agreements.as_slice() {
            [only] => only.currency,
            _ => None,
        };
        line.currency.or_else(of_agreement).or_else(of_the_only_one)
    }
}
