//! What opens the commitments of an event: salts and values, kept sealed beside it and destroyed with its subject.

use serde::{Deserialize, Serialize};

use super::commitment::{Commitment, Salt, commit_blob, commit_field, commit_record};
use super::event::{Event, Happening};
use super::hash::Digest;

/// A field with what opens its commitment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedField {
    /// Its name.
    pub name: String,
    /// Its salt.
    pub salt: Salt,
    /// Its value.
    pub value: String,
}

impl OpenedField {
    /// Its commitment.
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        commit_field(&self.name, &self.salt, &self.value)
    }
}

/// Everything that opens the commitments of one event.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Who acted.
    pub actor: OpenedField,
    /// In which audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<OpenedField>,
    /// The fields of the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<OpenedField>,
    /// The files: salt and SHA-256 of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<(Salt, Digest)>,
}

impl Opening {
    /// The commitment to the record.
    #[must_use]
    pub fn record_commitment(&self) -> Commitment {
        let fields: Vec<Commitment> = self.record.iter().map(OpenedField::commitment).collect();
        commit_record(&fields)
    }

    /// The commitments to the files, in their order.
    #[must_use]
    pub fn blob_commitments(&self) -> Vec<Commitment> {
        let blobs = self.blobs.iter();
        blobs
            .map(|(salt, sha256)| commit_blob(salt, sha256))
            .collect()
    }

    /// Whether this opens the commitments of an event, all of them and no others.
    #[must_use]
    pub fn opens(&self, event: &Event) -> bool {
        let audit = self.audit.as_ref().map(OpenedField::commitment);
        if self.actor.commitment() != event.actor || audit != event.audit {
            return false;
        }
        match &event.what {
            Happening::ObservationReceived { record, blobs }
            | Happening::ObservationCorrected { record, blobs, .. } => {
                *record == self.record_commitment() && *blobs == self.blob_commitments()
            }
            Happening::AgreementVersion { record, .. }
            | Happening::OrganisationNamed { record }
            | Happening::FindingWritten { record }
            | Happening::FindingPublished { record }
            | Happening::MoneyRecorded { record, .. }
            | Happening::ProblemRecorded { record, .. }
            | Happening::HearingRecorded { record } => {
                *record == self.record_commitment() && self.blobs.is_empty()
            }
            Happening::PhotoRedacted { parent: blob, .. }
            | Happening::DocumentReceived { blob } => {
                [*blob] == self.blob_commitments()[..] && self.record.is_empty()
            }
            _ => self.record.is_empty() && self.blobs.is_empty(),
        }
    }
}
