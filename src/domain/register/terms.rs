//! What one version of an agreement says, whole: who, for how much, what is promised, where and by which document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::agreement::{Agreement, AgreementType, PaymentBasis, Rate};
use crate::domain::case::{Case, Format, Method, Source, Standing};
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::obligation::Obligation;
use crate::domain::party::Party;
use crate::domain::published::Stated;

/// What a funder pays of the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The funder.
    pub party: Code,
    /// How much: a sum in the agreement's currency, or a percentage.
    pub of: Stated,
}

/// A line of the budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// Name inside this agreement.
    pub id: Code,
    /// What it is for.
    pub title: String,
    /// How much, in the agreement's currency.
    pub amount: Stated,
    /// Promises it pays for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Code>,
}

/// What one version says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The agreement, law or standard. Its versions are not in here: each has terms of its own.
    pub agreement: Agreement,
    /// Everyone named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Where the service should arrive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// The documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Who pays which part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
    /// The budget.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budget: Vec<BudgetLine>,
    /// The price of a unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// What is promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
}

impl Terms {
    /// Terms that say nothing but a title and a kind.
    #[must_use]
    pub fn begun(id: Code, title: String, kind: AgreementType) -> Self {
        Self {
            agreement: Agreement {
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
            },
            parties: Vec::new(),
            places: Vec::new(),
            sources: Vec::new(),
            shares: Vec::new(),
            budget: Vec::new(),
            rate: None,
            obligations: Vec::new(),
        }
    }

    /// An audit of these terms in which nobody has looked yet.
    #[must_use]
    pub fn case(&self) -> Case {
        Case {
            format: Format::V1,
            id: self.agreement.id.clone(),
            title: self.agreement.title.clone(),
            answer: None,
            standing: Standing::Own,
            as_of: None,
            method: Method::default(),
            sources: self.sources.clone(),
            parties: self.parties.clone(),
            places: self.places.clone(),
            agreements: vec![self.agreement.clone()],
            obligations: self.obligations.clone(),
            payments: Vec::new(),
            claims: Vec::new(),
            samples: Vec::new(),
            tallies: Vec::new(),
            visits: Vec::new(),
            observations: Vec::new(),
            categories: Vec::new(),
            reconciliations: Vec::new(),
            derivations: Vec::new(),
            money: Vec::new(),
            accounts: Vec::new(),
            accounts_withdrawn: 0,
            evidence: Vec::new(),
            responses: Vec::new(),
            findings: Vec::new(),
            recommendations: Vec::new(),
            events: Vec::new(),
            does_not_say: Vec::new(),
        }
    }

    /// The name of a party, for people.
    #[must_use]
    pub fn party_name(&self, id: &Code) -> Option<&str> {
        self.parties
            .iter()
            .find(|party| party.id == *id)
            .map(|party| party.name.as_str())
    }

    /// The promise of this name.
    #[must_use]
    pub fn obligation(&self, id: &Code) -> Option<&Obligation> {
        self.obligations.iter().find(|one| one.id == *id)
    }
}
