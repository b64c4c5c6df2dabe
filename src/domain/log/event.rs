//! Events: what happened, one typed struct for each kind, as canonical JSON (RFC 8785). They carry commitments, hashes
//! and codes; never content, never a name, never the id of a row.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::commitment::{Commitment, Salt};
use super::hash::{Digest, from_hex, hex};
use super::tree::leaf_hash;
use crate::domain::code::Code;
use crate::domain::fieldwork::Audience;

/// The form of events that this program writes.
const VERSION: u64 = 1;
/// More than this is no event.
const LONGEST: usize = 64 * 1024;
/// The largest whole number that every reader of JSON holds exactly.
const LARGEST: u64 = 1 << 53;

/// Why bytes are not an event of this program, or an event cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// A number is beyond 2^53.
    #[error("{0} is more than 2^53, which not every reader of JSON holds exactly")]
    TooLarge(u64),
    /// They are not an event, or one of a kind or version that this program does not know.
    #[error("this is not an event: {0}")]
    Unreadable(String),
    /// They are one, but not written in the one canonical way.
    #[error("this event is not written canonically")]
    NotCanonical,
}

/// A whole number up to 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Number(u64);

impl TryFrom<u64> for Number {
    type Error = EventError;

    fn try_from(number: u64) -> Result<Self, EventError> {
        if number <= LARGEST {
            Ok(Self(number))
        } else {
            Err(EventError::TooLarge(number))
        }
    }
}

impl From<Number> for u64 {
    fn from(number: Number) -> Self {
        number.0
    }
}

/// A short text that is printed anyway: a report's number, a seed. 1 to 256 printable ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

impl TryFrom<String> for Label {
    type Error = EventError;

    fn try_from(text: String) -> Result<Self, EventError> {
        let fits =
            (1..=256).contains(&text.len()) && text.bytes().all(|b| (b' '..=b'~').contains(&b));
        if fits {
            Ok(Self(text))
        } else {
            let reason = "a label has 1 to 256 printable ASCII characters";
            Err(EventError::Unreadable(reason.to_owned()))
        }
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

/// What an event is about: 16 random bytes that stand in the log only, so that the log links to no row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(pub [u8; 16]);

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = from_hex(&text).ok_or_else(|| D::Error::custom("32 small hex digits"))?;
        Ok(Self(bytes))
    }
}

/// When the server received something: to the minute, and for testimony to the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// `2026-11-22T09:15Z`
    Minute(NaiveDateTime),
    /// `2026-11-22`
    Day(NaiveDate),
}

const MINUTE: &str = "%Y-%m-%dT%H:%MZ";

impl Received {
    fn parse(text: &str) -> Option<Self> {
        let minute = NaiveDateTime::parse_from_str(text, MINUTE).map(Self::Minute);
        minute.or_else(|_| text.parse().map(Self::Day)).ok()
    }
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minute(at) => write!(f, "{}", at.format(MINUTE)),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Serialize for Received {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Received {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a minute or a day in UTC"))
    }
}

/// What happened, with what only this kind carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the fields are named for what they hold; docs/evidence-log.md lists them"
)]
pub enum Happening {
    /// An observation came in, with the files that belong to it.
    #[serde(rename = "observation.received")]
    ObservationReceived {
        record: Commitment,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blobs: Vec<Commitment>,
    },
    /// An observation was corrected; the first one stays.
    #[serde(rename = "observation.corrected")]
    ObservationCorrected {
        corrects: Number,
        record: Commitment,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blobs: Vec<Commitment>,
        reason: Code,
    },
    /// An observation no longer counts.
    #[serde(rename = "observation.withdrawn")]
    ObservationWithdrawn { withdraws: Number, reason: Code },
    /// A public copy of a photograph was made.
    #[serde(rename = "photo.redacted")]
    PhotoRedacted {
        parent: Commitment,
        sha256: Digest,
        operations: Vec<Code>,
    },
    /// Somebody agreed that what they said is used.
    #[serde(rename = "testimony.consent")]
    TestimonyConsent {
        audience: Audience,
        obtained: Code,
        language: Code,
        interpreter: bool,
    },
    /// And took it back.
    #[serde(rename = "testimony.consent_withdrawn")]
    ConsentWithdrawn { withdraws: Number },
    /// A version of an agreement was stored, by an import profile.
    #[serde(rename = "agreement.version")]
    AgreementVersion {
        record: Commitment,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<Digest>,
        version: Number,
        profile: Code,
        profile_version: Number,
    },
    /// A document was stored, as it was sent.
    #[serde(rename = "document.received")]
    DocumentReceived { blob: Commitment },
    /// An organisation said what it is called, what it calls its work, its language and time zone.
    #[serde(rename = "organisation.named")]
    OrganisationNamed { record: Commitment },
    /// The plan of an audit was fixed before the field work.
    #[serde(rename = "plan.locked")]
    PlanLocked { sha256: Digest },
    /// The seed of a draw was fixed.
    #[serde(rename = "seed.recorded")]
    SeedRecorded { seed: Label },
    /// The list that is drawn from was fixed.
    #[serde(rename = "places.sealed")]
    PlacesSealed { sha256: Digest },
    /// A checker decided on the subject.
    #[serde(rename = "review.decided")]
    ReviewDecided {
        decision: Code,
        reason: Code,
        rules: Number,
    },
    /// A finding was begun or changed: what it says now.
    #[serde(rename = "finding.written")]
    FindingWritten { record: Commitment },
    /// A finding was put into the report.
    #[serde(rename = "finding.published")]
    FindingPublished { record: Commitment },
    /// A finding was taken back; what was published of it stays.
    #[serde(rename = "finding.withdrawn")]
    FindingWithdrawn { reason: Code },
    /// An amount of money came into a state.
    #[serde(rename = "money.recorded")]
    MoneyRecorded { record: Commitment, state: Code },
    /// Something became of a problem: a claim, a look, an end.
    #[serde(rename = "problem.recorded")]
    ProblemRecorded { record: Commitment, state: Code },
    /// A hearing was held, or more of it was written down.
    #[serde(rename = "hearing.recorded")]
    HearingRecorded { record: Commitment },
    /// A report was issued.
    #[serde(rename = "report.issued")]
    ReportIssued {
        number: Label,
        pdf: Digest,
        html: Digest,
        manifest: Digest,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        predecessor: Option<Label>,
    },
    /// A later report took its place.
    #[serde(rename = "report.superseded")]
    ReportSuperseded { number: Label, successor: Label },
    /// A report was withdrawn; it stays verifiable.
    #[serde(rename = "report.withdrawn")]
    ReportWithdrawn { number: Label, reason: Code },
    /// A party was asked to reply, and sent this checkpoint.
    #[serde(rename = "reply.invited")]
    ReplyInvited {
        size: Number,
        root: Digest,
        sha256: Digest,
    },
    /// A reply came in.
    #[serde(rename = "reply.received")]
    ReplyReceived { sha256: Digest },
    /// A reply was published.
    #[serde(rename = "reply.published")]
    ReplyPublished { sha256: Digest },
    /// Everything about the subject was made unreadable; its leaves stay.
    #[serde(rename = "subject.erased")]
    SubjectErased { ground: Code },
    /// The subject may not be erased until a day.
    #[serde(rename = "hold.placed")]
    HoldPlaced { ground: Code, until: NaiveDate },
    /// It may again.
    #[serde(rename = "hold.lifted")]
    HoldLifted { ground: Code },
    /// Somebody took a bundle out.
    #[serde(rename = "access.exported")]
    AccessExported { bundle: Code, role: Code },
}

impl Happening {
    /// Times of testimony are kept to the day, so that nobody can tell who was where at which hour.
    fn is_kept_by_day(&self) -> bool {
        matches!(
            self,
            Self::TestimonyConsent { .. } | Self::ConsentWithdrawn { .. }
        )
    }

    /// When this was received, as finely as its kind may tell.
    #[must_use]
    pub fn received(&self, now: DateTime<Utc>) -> Received {
        if self.is_kept_by_day() {
            Received::Day(now.date_naive())
        } else {
            use chrono::{DurationRound, TimeDelta};
            let now = now.naive_utc();
            Received::Minute(now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now))
        }
    }
}

/// One leaf of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    v: Number,
    /// The index of the leaf.
    pub seq: Number,
    /// The audit, committed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Commitment>,
    /// What it is about.
    pub subject: Subject,
    /// When the server received it.
    pub received: Received,
    /// The day that a device gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<NaiveDate>,
    /// Who acted, committed to: a person's code in this audit.
    pub actor: Commitment,
    /// What happened.
    #[serde(flatten)]
    pub what: Happening,
}

impl Event {
    /// An event at a leaf.
    ///
    /// # Errors
    /// Where the log has more than 2^53 leaves.
    pub fn new(
        seq: u64,
        subject: Subject,
        actor: Commitment,
        what: Happening,
        now: DateTime<Utc>,
    ) -> Result<Self, EventError> {
        Ok(Self {
            v: Number(VERSION),
            seq: seq.try_into()?,
            audit: None,
            subject,
            received: what.received(now),
            claimed: None,
            actor,
            what,
        })
    }

    /// The event as canonical JSON.
    ///
    /// # Errors
    /// Never for an event that was made here; the writer of JSON has an error all the same.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EventError> {
        serde_json_canonicalizer::to_vec(self).map_err(|e| EventError::Unreadable(e.to_string()))
    }

    /// Reads an event. Bytes that this program would not write for it are refused, whatever the difference: an unknown
    /// or repeated field, spaces, another order, another way of writing a number, anything after the end.
    ///
    /// # Errors
    /// Where they are refused.
    pub fn read(bytes: &[u8]) -> Result<Self, EventError> {
        if bytes.len() > LONGEST {
            return Err(EventError::Unreadable("it is too long".to_owned()));
        }
        let event: Self =
            serde_json::from_slice(bytes).map_err(|e| EventError::Unreadable(e.to_string()))?;
        if event.v.0 != VERSION {
            let reason = format!("version {} is not known", event.v.0);
            return Err(EventError::Unreadable(reason));
        }
        let by_day = matches!(event.received, Received::Day(_));
        if by_day == event.what.is_kept_by_day() && event.to_bytes()? == bytes {
            Ok(event)
        } else {
            Err(EventError::NotCanonical)
        }
    }

    /// The kind of event: `agreement.version`.
    #[must_use]
    pub fn kind(&self) -> String {
        let tagged = serde_json::to_value(&self.what).unwrap_or_default();
        tagged["type"].as_str().unwrap_or_default().to_owned()
    }
}

/// The hash of the leaf that holds an event.
#[must_use]
pub fn leaf_of(salt: &Salt, body: &[u8]) -> Digest {
    let opened = Digest::of(&[&salt.0.0, body]);
    leaf_hash(&[b"gt/leaf/v1\n".as_slice(), &opened.0].concat())
}
