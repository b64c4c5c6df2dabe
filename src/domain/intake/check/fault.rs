//! What may be wrong with a submission, and which of it stops it.

use crate::domain::code::Code;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeProblem {
    /// Where it stands: `answers[3].value`.
    pub path: String,
    /// What does not fit.
    pub fault: IntakeFault,
}

impl IntakeProblem {
    pub(super) fn new(path: &str, fault: IntakeFault) -> Self {
        Self {
            path: path.trim_start_matches('.').to_owned(),
            fault,
        }
    }

    /// Whether the submission cannot be taken in with it. All others are told beside it.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.fault.stops()
    }
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeFault {
    /// It belongs to another instrument.
    OtherInstrument,
    /// It belongs to another version of the instrument.
    OtherVersion,
    /// It came another way than the instrument is for.
    OtherChannel,
    /// Nobody looked.
    NoObserver,
    /// One observer stands there twice.
    ObserverTwice,
    /// The observer is not in the team of the plan.
    ObserverNotInTeam,
    /// An interview names nobody who was asked, not even by a pseudonym.
    NoRespondent,
    /// A paired test does not say which half it is.
    NoPair,
    /// It is of a day that has not come.
    InTheFuture,
    /// It is of a day before this program: the clock of the device was not set.
    ClockNotSet,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// It lasts longer than a visit can.
    LastsTooLong,
    /// It lies outside the weeks of the plan.
    OutsideWindow,
    /// The plan says that visits are announced, or not, and this one was otherwise.
    AnnouncedOtherwise,
    /// There is no such point on earth.
    NotOnEarth,
    /// The instrument has no such question.
    UnknownQuestion,
    /// The question is answered twice.
    AnsweredTwice,
    /// It was not to be asked after the answers before it.
    NotAsked,
    /// A question that must be answered is not.
    Unanswered,
    /// There is neither an answer nor why it could not be checked.
    NoAnswer,
    /// There is an answer, and why it could not be checked.
    BothAnswers,
    /// The answer is of another kind than the question asks for.
    WrongKind,
    /// It is no whole number.
    NotWhole,
    /// It is below zero.
    Negative,
    /// It is less than makes sense.
    BelowLimit,
    /// It is more than makes sense.
    AboveLimit,
    /// It has more decimals than are asked for.
    TooManyDecimals,
    /// It is none of the choices.
    UnknownChoice(Code),
    /// Only one may be chosen.
    OnlyOne,
    /// Nothing is chosen.
    NothingChosen,
    /// Its parts are more than the whole.
    PartsExceedWhole,
    /// It is longer than fits.
    TooLong,
    /// The file's hash is not one.
    NotAHash,
    /// Photographs are wanted and fewer are there.
    PhotographMissing {
        /// How many are wanted.
        wanted: u32,
        /// How many there are.
        got: u32,
    },
    /// It is not in order, and what staff said is the reason is not noted.
    ReasonMissing,
    /// The reason is "other" and the note is empty.
    OtherUnexplained,
}

impl IntakeFault {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::OtherInstrument => "intake-other-instrument",
            Self::OtherVersion => "intake-other-version",
            Self::OtherChannel => "intake-other-channel",
            Self::NoObserver => "intake-no-observer",
            Self::ObserverTwice => "intake-observer-twice",
            Self::ObserverNotInTeam => "intake-observer-not-in-team",
            Self::NoRespondent => "intake-no-respondent",
            Self::NoPair => "intake-no-pair",
            Self::InTheFuture => "intake-in-the-future",
            Self::ClockNotSet => "intake-clock-not-set",
            Self::EndsBeforeItBegins => "intake-ends-before-it-begins",
            Self::LastsTooLong => "intake-lasts-too-long",
            Self::OutsideWindow => "intake-outside-window",
            Self::AnnouncedOtherwise => "intake-announced-otherwise",
            Self::NotOnEarth => "intake-not-on-earth",
            Self::UnknownQuestion => "intake-unknown-question",
            Self::AnsweredTwice => "intake-answered-twice",
            Self::NotAsked => "intake-not-asked",
            Self::Unanswered => "intake-unanswered",
            Self::NoAnswer => "intake-no-answer",
            Self::BothAnswers => "intake-both-answers",
            Self::WrongKind => "intake-wrong-kind",
            Self::NotWhole => "intake-not-whole",
            Self::Negative => "intake-negative",
            Self::BelowLimit => "intake-below-limit",
            Self::AboveLimit => "intake-above-limit",
            Self::TooManyDecimals => "intake-too-many-decimals",
            Self::UnknownChoice(_) => "intake-unknown-choice",
            Self::OnlyOne => "intake-only-one",
            Self::NothingChosen => "intake-nothing-chosen",
            Self::PartsExceedWhole => "intake-parts-exceed-whole",
            Self::TooLong => "intake-too-long",
            Self::NotAHash => "intake-not-a-hash",
            Self::PhotographMissing { .. } => "intake-photograph-missing",
            Self::ReasonMissing => "intake-reason-missing",
            Self::OtherUnexplained => "intake-other-unexplained",
        }
    }

    /// Whether the submission cannot be taken in with it: it cannot be read as answers to these questions.
    #[must_use]
    pub fn stops(&self) -> bool {
        matches!(
            self,
            Self::OtherInstrument
                | Self::OtherVersion
                | Self::OtherChannel
                | Self::NoObserver
                | Self::ObserverTwice
                | Self::NoPair
                | Self::NotOnEarth
                | Self::UnknownQuestion
                | Self::AnsweredTwice
                | Self::NoAnswer
                | Self::BothAnswers
                | Self::WrongKind
                | Self::NotWhole
                | Self::Negative
                | Self::UnknownChoice(_)
                | Self::OnlyOne
                | Self::NothingChosen
                | Self::TooLong
                | Self::NotAHash
        )
    }
}
