//! Who is involved: the parties of an audit, their roles, and who counted a figure.
//! Not accounts of this program: those are people who sign in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;

/// What a party is to the service that is audited.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Pays for the service, or owes it.
    Funder,
    /// Delivers it.
    Provider,
    /// Looked whether it arrived.
    Auditor,
    /// Supervises provider or funder.
    Regulator,
    /// Receives the service.
    Users,
    /// Anyone else who answered or was asked.
    Other,
}

/// A body or group named in an audit. Never a private person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Name inside this file.
    pub id: Code,
    /// The body's own name.
    pub name: String,
    /// One body may be funder and provider at once.
    pub roles: Vec<Role>,
    /// Identifier in a public register, such as `GB-CHC-1164883`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Anything a reader must know, such as a declared interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who counted a figure. The column a figure stands in follows from this, never from who printed it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// The auditor looked, recounted, or tested a record against its source.
    Auditor,
    /// Another examiner, independent of the parties.
    ThirdParty,
    /// Residents, clients, patients who were asked.
    Users,
    /// Whoever pays or owes the service.
    Funder,
    /// Whoever delivers it.
    Provider,
    /// A public register, letter or count of neither auditor nor funder.
    Official,
    /// A figure that the press attributes to nobody.
    Press,
    /// The source does not say who counted.
    NotPublished,
}

impl Counter {
    /// Every variant, in the order of the vocabulary.
    pub const ALL: [Self; 8] = [
        Self::Auditor,
        Self::ThirdParty,
        Self::Users,
        Self::Funder,
        Self::Provider,
        Self::Official,
        Self::Press,
        Self::NotPublished,
    ];

    /// Whether a figure of this counter may fill *Found* by itself.
    #[must_use]
    pub fn is_independent(self) -> bool {
        matches!(self, Self::Auditor | Self::ThirdParty | Self::Users)
    }

    /// Whether this counter is a party to the agreement.
    #[must_use]
    pub fn is_party(self) -> bool {
        matches!(self, Self::Funder | Self::Provider)
    }

    /// The code word, as it stands in files and in the word catalogue.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Auditor => "auditor",
            Self::ThirdParty => "third_party",
            Self::Users => "users",
            Self::Funder => "funder",
            Self::Provider => "provider",
            Self::Official => "official",
            Self::Press => "press",
            Self::NotPublished => "not_published",
        }
    }
}
