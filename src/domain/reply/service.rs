//! Proof that a notice reached a party, or that it did not.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// What shows how a notice fared.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// The mail server of the party took it.
    MailTaken,
    /// Somebody there opened the link, by its secret.
    LinkOpened,
    /// A registered letter with its receipt.
    RegisteredLetter,
    /// A courier with a receipt.
    Courier,
    /// Handed over, and signed for.
    HandedOver,
    /// The party wrote that it has it.
    Acknowledged,
    /// It was offered and not taken. It counts as served: nobody escapes a letter by not taking it.
    NotTaken,
    /// The mail or letter came back: nobody there had it.
    CameBack,
}

impl ProofKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::MailTaken,
        Self::LinkOpened,
        Self::RegisteredLetter,
        Self::Courier,
        Self::HandedOver,
        Self::Acknowledged,
        Self::NotTaken,
        Self::CameBack,
    ];

    /// Whether the notice counts as served by it.
    #[must_use]
    pub fn serves(self) -> bool {
        self != Self::CameBack
    }

    /// The code word; its label is `reply-proof-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MailTaken => "mail_taken",
            Self::LinkOpened => "link_opened",
            Self::RegisteredLetter => "registered_letter",
            Self::Courier => "courier",
            Self::HandedOver => "handed_over",
            Self::Acknowledged => "acknowledged",
            Self::NotTaken => "not_taken",
            Self::CameBack => "came_back",
        }
    }
}

/// One proof, with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofOfService {
    /// What shows it.
    pub kind: ProofKind,
    /// On which day, in the zone of the organisation.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// The receipt itself, where it is held as evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Code>,
    /// Number of the letter, name of the server, office that signed. Never a private person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
