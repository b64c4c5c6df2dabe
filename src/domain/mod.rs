//! What is true: the nouns and rules of a service audit, pure. No storage, no clock, no chance, no words on screen.
//!
//! The glossary, in the order of the work:
//!
//! * a [`case::Case`] is one audit as one value; [`case_check`] says whether its parts fit together
//! * a [`party::Party`] pays, delivers or looks; [`party::Counter`] is who counted a figure
//! * an [`agreement::Agreement`] has versions, rates and payments
//! * an [`obligation::Obligation`] is one promise with its criteria and their targets
//! * a [`sample::Sample`] says what could have been seen and how what was seen was chosen
//! * a [`figure::Figure`] is a claim or a published tally; [`fieldwork`] holds visits and single observations
//! * a [`money_line::MoneyLine`] is an amount with a basis and its states
//! * a [`derivation::Derivation`] is a figure worked out from others, step by step
//! * a [`finding::Finding`] is what the audit says, worked on as a [`finding::Draft`]; a [`reply::Response`] is what a
//!   party answered, asked in a [`reply::ReplyRound`]
//! * a [`follow_up::Problem`] is what stays open until somebody has looked again
//! * a [`letter::Letter`] tells somebody of it, each figure with where it comes from
//! * a [`comparison::Comparison`] puts promised, claimed and found side by side and judges what can be judged
//! * a [`refusal::Refusal`] is a result too: what is not computed, and what would lift that
//! * an identifier in a public register is brought into one form by [`org_id::normal`]
//! * a [`retry::Retry`] is how often and how late work that failed is tried again
//! * a [`working::Working`] is how a number came about
//!
//! From the decision to look to what counts: a [`plan::Plan`] says what is checked, where and by whom; an
//! [`instrument::Instrument`] asks; an [`intake::Submission`] answers; a [`review::Decision`] accepts it or sends it back.
//!
//! Before and between audits: [`register`] holds agreements in versions, with what is in force on a day.
//! Before any fieldwork: [`wording`] checks what a promise says, a [`kit::Kit`] holds promises with blanks.
//!
//! Files of others: [`exchange`] is what a published file says, before the register takes it.
//!
//! Documents: [`page_text`] (what stands on a page, and where), [`quotation`] (whether it does).
//!
//! Pictures: [`covering`] (what of one others may not see). Maps: [`boundary`] (which places lie inside of an area).
//!
//! Evidence and secrets: [`log`] (what happened, provable by anyone), [`keys`] (who can read it).
//!
//! People: [`actor`] (who may do what), [`password`], [`totp`] and [`typed_code`] (how they show who they are),
//! [`patience`] (how often they may try).
//!
//! Arithmetic: [`number`] (exact), [`calculation`], [`statistics`] (the only floats, besides distances on the
//! map in [`review::metres`] and the degrees of a file, which [`boundary`] makes whole), [`sampling`] (how many, and the draw).

pub mod actor;
pub mod agreement;
pub mod boundary;
pub mod calculation;
pub mod case;
pub mod case_check;
pub mod code;
pub mod comparison;
pub mod content;
pub mod covering;
pub mod derivation;
pub mod exchange;
pub mod fieldwork;
pub mod figure;
pub mod finding;
pub mod follow_up;
pub mod instrument;
pub mod intake;
pub mod keys;
pub mod kit;
pub mod letter;
pub mod log;
pub mod money;
pub mod money_line;
pub mod number;
pub mod obligation;
pub mod org_id;
pub mod page_text;
pub mod party;
pub mod password;
pub mod patience;
pub mod period;
pub mod plan;
pub mod published;
pub mod quotation;
pub mod refusal;
pub mod register;
pub mod reply;
pub mod retry;
pub mod review;
pub mod sample;
pub mod sampling;
pub mod site;
pub mod statistics;
pub mod totp;
pub mod typed_code;
pub mod wording;
pub mod working;
