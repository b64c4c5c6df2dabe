//! Fieldwork: places, visits, single observations, pieces of evidence and accounts of users.
//! Sums of observations are [`crate::domain::figure`] values; the database adds them up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::period::PartialDate;
use super::published::Stated;
use super::sample::Announced;

/// A place where the service should arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Name inside this file.
    pub id: Code,
    /// What people call it.
    pub name: String,
    /// The group it was drawn in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whether the observers were let in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessGiven {
    /// Yes.
    #[default]
    Granted,
    /// In part.
    Partial,
    /// No.
    Refused,
}

/// Whether a visit found things out, or checked a fix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitPurpose {
    /// To find out.
    #[default]
    Audit,
    /// To look again after a fix was claimed. Its observations stand under *Since then*.
    Recheck,
}

/// One visit to one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Name inside this file.
    pub id: Code,
    /// Where.
    pub place: Code,
    /// On which day.
    pub date: PartialDate,
    /// At what time of day, local.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Who looked, by the code of the audit (W-01), never by name.
    pub observers: Vec<String>,
    /// Whether the audited side knew.
    #[serde(default)]
    pub announced: Announced,
    /// Whether they were let in.
    #[serde(default)]
    pub access: AccessGiven,
    /// Why they went.
    #[serde(default)]
    pub purpose: VisitPurpose,
    /// Weather and what else mattered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What was seen of one unit.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SeenAs {
    /// As promised.
    InOrder,
    /// Partly as promised.
    Partly,
    /// Not as promised.
    NotInOrder,
    /// Not found at the time of the visit.
    NotFound,
    /// Could not be inspected.
    NotInspectable,
    /// Access was refused.
    Refused,
    /// The promise does not apply here.
    NotApplicable,
}

/// One thing seen on one visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The visit it was seen on.
    pub visit: Code,
    /// The promise it speaks to.
    pub obligation: Code,
    /// What was seen.
    pub seen: SeenAs,
    /// A count or measure in the unit of the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Stated>,
    /// What staff said is the reason, or what else was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Pieces of evidence taken with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Code>,
}

/// The four kinds of audit evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceType {
    /// Seen or photographed.
    Physical,
    /// A document.
    Documentary,
    /// What somebody said.
    Testimonial,
    /// Worked out.
    Analytical,
}

/// A piece of evidence that may be shown to everyone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Name inside this file.
    pub id: Code,
    /// What kind.
    #[serde(rename = "type")]
    pub kind: EvidenceType,
    /// What it shows.
    pub title: String,
    /// What it shows, for someone who cannot see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<String>,
    /// Its file, relative to the case file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// SHA-256 of that file, lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// When it was taken or made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// By whom, by the code of the audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// For whom the person agreed that words may be shown.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Only inside the audit.
    Internal,
    /// The funder.
    Funder,
    /// The provider.
    Provider,
    /// Everyone, without a name.
    Public,
}

/// For what somebody agreed that their words are used. Each is asked by itself.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ConsentUse {
    /// To take part.
    TakePart,
    /// To quote the words.
    Quote,
    /// To share them with the funder.
    Funder,
    /// To show them to everyone.
    Public,
    /// To say who spoke. The program prints no name all the same.
    Name,
}

impl ConsentUse {
    /// Every use, in the order in which they are asked.
    pub const ALL: [Self; 5] = [
        Self::TakePart,
        Self::Quote,
        Self::Funder,
        Self::Public,
        Self::Name,
    ];
}

/// How consent was given.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Obtained {
    /// Said, after the questions were read aloud.
    Spoken,
    /// Signed.
    Signed,
    /// Said, and recorded.
    Recorded,
    /// By whoever may speak for the person, who agrees too.
    ThroughAnother,
}

impl Obtained {
    /// Every way.
    pub const ALL: [Self; 4] = [
        Self::Spoken,
        Self::Signed,
        Self::Recorded,
        Self::ThroughAnother,
    ];
}

/// What somebody agreed to, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentGiven {
    /// For what.
    pub uses: Vec<ConsentUse>,
    /// How.
    pub obtained: Obtained,
    /// Whether an interpreter helped.
    #[serde(default)]
    pub interpreter: bool,
    /// Whether the words stand as they were said. Otherwise they are a summary that was read back.
    #[serde(default)]
    pub verbatim: bool,
}

impl ConsentGiven {
    /// For whom the words may be shown: nobody outside where quoting was not agreed to.
    #[must_use]
    pub fn audience(&self) -> Audience {
        let agreed = |to| self.uses.contains(&to);
        match (
            agreed(ConsentUse::Quote),
            agreed(ConsentUse::Public),
            agreed(ConsentUse::Funder),
        ) {
            (true, true, _) => Audience::Public,
            (true, false, true) => Audience::Funder,
            _ => Audience::Internal,
        }
    }
}

/// What one user of the service said, under a pseudonym.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Name inside this file.
    pub id: Code,
    /// The promise it speaks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Code>,
    /// Pseudonym: `resident, RR-Section`, `W-07`.
    pub speaker: String,
    /// The words, as read back to the speaker.
    pub says: String,
    /// For whom the words may be shown.
    pub consent: Audience,
    /// Whether the speaker had the words read back and confirmed them.
    #[serde(default)]
    pub read_back: bool,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// Language spoken, and whether an interpreter helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What they come to for the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenAs>,
    /// From which stated list or place the speaker was chosen: `clients of March`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_from: Option<String>,
    /// What the speaker agreed to, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<ConsentGiven>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_for_nobody_outside_who_was_not_named() {
        let of = |uses: &[ConsentUse]| {
            let given = ConsentGiven {
                uses: uses.to_vec(),
                obtained: Obtained::Spoken,
                interpreter: false,
                verbatim: false,
            };
            given.audience()
        };
        use ConsentUse::{Funder, Name, Public, Quote, TakePart};
        assert_eq!(of(&[]), Audience::Internal);
        assert_eq!(of(&[TakePart, Public, Funder, Name]), Audience::Internal);
        assert_eq!(of(&[TakePart, Quote]), Audience::Internal);
        assert_eq!(of(&[TakePart, Quote, Funder]), Audience::Funder);
        assert_eq!(of(&[TakePart, Quote, Public]), Audience::Public);
    }
}
