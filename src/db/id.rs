//! Ids: one type for each kind of row, made from chance and a clock that are handed in. Not the numbers that
//! people meet (A-0001): those are [`super::counter`].

use chrono::{DateTime, Utc};
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Where ids come from: the chance and the instant of one operation.
pub trait IdSource: Send + Sync {
    /// Sixteen bytes that nobody can guess.
    fn random_bytes(&mut self) -> [u8; 16];

    /// The instant of the operation.
    fn now(&self) -> DateTime<Utc>;

    /// 32 bytes that nobody can guess: a key, a salt.
    fn random_secret(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.random_bytes());
        bytes[16..].copy_from_slice(&self.random_bytes());
        bytes
    }

    /// 24 bytes for sealing one value.
    fn nonce(&mut self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..16].copy_from_slice(&self.random_bytes());
        bytes[16..].copy_from_slice(&self.random_bytes()[..8]);
        bytes
    }
}

/// Ids drawn from a seed: the same seed and instant give the same ids. A server seeds it from the operating
/// system's chance for each operation; a test seeds it with a constant.
#[derive(Debug, Clone)]
pub struct SeededIds {
    seed: [u8; 32],
    drawn: u64,
    now: DateTime<Utc>,
}

impl SeededIds {
    /// A stream of ids for one operation.
    #[must_use]
    pub fn new(seed: [u8; 32], now: DateTime<Utc>) -> Self {
        Self {
            seed,
            drawn: 0,
            now,
        }
    }
}

impl IdSource for SeededIds {
    fn random_bytes(&mut self) -> [u8; 16] {
        self.drawn += 1;
        let digest = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.drawn.to_be_bytes())
            .finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes
    }

    fn now(&self) -> DateTime<Utc> {
        self.now
    }
}

/// Version 7: begins with the instant, so that rows made together lie together.
fn timed(source: &mut dyn IdSource) -> Uuid {
    let millis = u64::try_from(source.now().timestamp_millis()).unwrap_or(0);
    let mut tail = [0; 10];
    tail.copy_from_slice(&source.random_bytes()[..10]);
    Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

/// Version 4: tells nothing about when.
fn timeless(source: &mut dyn IdSource) -> Uuid {
    Builder::from_random_bytes(source.random_bytes()).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $make:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id.
            pub fn new(source: &mut dyn IdSource) -> Self {
                Self($make(source))
            }

            /// The id as the database holds it.
            #[must_use]
            pub fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        // The ORM asks this of every key; an id is never a number.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// A phone of an observer. Tells nothing about when.
    DeviceId = timeless;
    /// A link that lets a phone in.
    DeviceLinkId = timeless;
    /// A file that is on its way. Tells nothing about when.
    UploadId = timeless;
    /// An organisation that makes audits.
    OrganisationId = timed;
    /// An audit.
    AuditId = timed;
    /// A source of facts.
    SourceId = timed;
    /// A party to an audit.
    PartyId = timed;
    /// A place.
    PlaceId = timed;
    /// An agreement.
    AgreementId = timed;
    /// A version of an agreement.
    AgreementVersionId = timed;
    /// A payment.
    PaymentId = timed;
    /// An obligation.
    ObligationId = timed;
    /// A criterion of an obligation.
    CriterionId = timed;
    /// A target of a criterion for one place, period or party.
    SliceTargetId = timed;
    /// A sample.
    SampleId = timed;
    /// A claim, a tally or a fact of the method.
    FigureId = timed;
    /// A visit; tells nothing about when.
    VisitId = timeless;
    /// The presence of one observer at one visit; tells nothing about when.
    VisitObserverId = timeless;
    /// Where a visit came from; tells nothing about when.
    VisitOriginId = timeless;
    /// A single observation; tells nothing about when.
    ObservationId = timeless;
    /// A set of categories.
    CategorySetId = timed;
    /// A sum and its parts.
    ReconciliationId = timed;
    /// A derivation.
    DerivationId = timed;
    /// A money line.
    MoneyLineId = timed;
    /// A state of a money line.
    MoneyStateId = timed;
    /// What a user said; tells nothing about when.
    AccountId = timeless;
    /// A piece of evidence.
    EvidenceId = timed;
    /// A party's reply.
    ResponseId = timed;
    /// A finding.
    FindingId = timed;
    /// A recommendation.
    RecommendationId = timed;
    /// An entry of the chronology.
    EventId = timed;
    /// The key of a subject; tells nothing about when.
    SubjectKeyId = timeless;
    /// Work that waits to be done.
    JobId = timed;
    /// A mail.
    MailId = timed;
    /// Somebody who signs in; tells nothing about when.
    PersonId = timeless;
    /// What somebody is in an organisation; tells nothing about when.
    MemberId = timeless;
    /// A code that stands in for the second factor.
    RecoveryCodeId = timeless;
    /// A link that opens a door once.
    TicketId = timeless;
    /// Somebody's being signed in.
    SessionId = timeless;
    /// What a program shows.
    ApiTokenId = timeless;
    /// Tries that failed.
    ThrottleId = timeless;
    /// A line of the access log.
    AccessEntryId = timeless;
    /// A body of the register.
    BodyId = timed;
    /// An identifier of a body.
    BodyIdentifierId = timed;
    /// A site of the register.
    SiteId = timed;
    /// An agreement of the register.
    DossierId = timed;
    /// A version of an agreement of the register.
    DossierVersionId = timed;
    /// A promise of the register.
    DossierPromiseId = timed;
    /// A claim of the register.
    DossierClaimId = timed;
    /// A flow of money of the register.
    DossierFlowId = timed;
    /// A request for a document.
    RecordsRequestId = timed;
    /// A file that was taken in.
    ImportId = timed;
    /// What an import did with one agreement or row.
    ImportLineId = timed;
    /// How the columns of a table are read.
    ImportProfileId = timed;
    /// A stored file; names it on the disk, and tells nothing about when.
    BlobId = timeless;
    /// A version of a plan.
    PlanId = timed;
    /// What departed from a plan.
    DeviationId = timed;
    /// Areas that a map shows.
    BoundaryId = timed;
    /// An address that a calendar subscribes to.
    CalendarFeedId = timeless;
    /// A list that was sealed.
    SealedListId = timed;
    /// A place that stands in for another.
    SubstitutionId = timed;
    /// A version of what is asked on a visit.
    InstrumentId = timed;
    /// The code of somebody in an audit; tells nothing about when.
    FieldCodeId = timeless;
    /// Who goes where and when; tells nothing about when it was said.
    AssignmentId = timeless;
    /// Hours and cost; tells nothing about when.
    SpentId = timeless;
    /// A day of the field work that is told.
    MilestoneId = timed;
    /// What came in from the field; tells nothing about when.
    SubmissionId = timeless;
    /// A file that came with it; tells nothing about when.
    SubmissionFileId = timeless;
    /// What a checker decided.
    ReviewId = timed;
    /// A paper sheet; tells nothing about when.
    SheetId = timeless;
    /// A visit that is being written down; tells nothing about when.
    DraftId = timeless;
    /// Id of what a piece of evidence says of something else.
    EvidenceLinkId = timeless;
    /// Two who ask for the same; tells nothing about when.
    PairedTestId = timeless;
    /// A finding in the making.
    FindingDraftId = timed;
    /// A step of the work on a finding.
    FindingStepId = timed;
    /// A money line of an audit of one's own.
    MoneyRecordId = timed;
    /// A state of such a line.
    MoneyEntryId = timed;
    /// A recommendation in the making.
    RecommendationDraftId = timed;
    /// A round of asking a party.
    ReplyRoundId = timed;
    /// Somebody let in to reply; tells nothing about when.
    ReplyPassId = timeless;
    /// A party's answer.
    ReplyAnswerId = timed;
    /// A document that came with a reply.
    ReplyFileId = timed;
    /// What the auditor made of an answer.
    ReplyEvaluationId = timed;
    /// What a finding leaves open.
    ProblemId = timed;
    /// What became of it.
    ProblemStepId = timed;
    /// Somebody who read a claim; tells nothing about when.
    ClaimReaderId = timeless;
    /// Who looks again; tells nothing about when it was said.
    RecheckId = timeless;
    /// A hearing.
    HearingId = timed;
    /// A letter that was kept.
    LetterId = timed;
    /// A document.
    DocumentId = timed;
    /// A page of a document.
    DocumentPageId = timed;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> SeededIds {
        SeededIds::new([7; 32], DateTime::from_timestamp(1_800_000_000, 0).unwrap())
    }

    #[test]
    fn an_audit_id_begins_with_its_instant_and_a_visit_id_tells_nothing() {
        let mut source = ids();
        let audit = AuditId::new(&mut source).as_uuid();
        assert_eq!(
            (
                audit.get_version_num(),
                audit.get_timestamp().unwrap().to_unix().0
            ),
            (7, 1_800_000_000)
        );
        assert_eq!(VisitId::new(&mut source).as_uuid().get_version_num(), 4);
    }

    #[test]
    fn the_same_seed_gives_the_same_ids_and_none_twice() {
        let (mut one, mut two) = (ids(), ids());
        let drawn: Vec<_> = (0..100).map(|_| ObservationId::new(&mut one)).collect();
        assert!(drawn.iter().all(|id| *id == ObservationId::new(&mut two)));
        assert_eq!(
            drawn
                .iter()
                .collect::<std::collections::BTreeSet<_>>()
                .len(),
            100
        );
    }
}
