//! What is remembered: the database, its tables and every query. Not the rules: those are `domain`'s.
//!
//! * [`connect`] opens a database, [`write`] and [`read`] are the only ways into a transaction
//! * a [`Scope`] is the entry to every query: whose rows
//! * [`store_case`], [`load_case`], [`replace_case`], [`remove_case`]: an audit as one value, in and out
//! * [`cells_of`] adds up what was seen, beside what was claimed and published
//! * [`key`] keeps the keys, an [`Encrypted`] column is readable with the right one at its own place only
//! * [`log`] is the evidence log: [`log::record`] says what happened, in the transaction in which it happens
//! * people: [`person`] signs in, [`member`] is what a person is in an organisation, [`ticket`], [`session`] and
//!   [`api_token`] let them in, [`throttle`] counts what failed, [`access`] keeps who read what
//! * [`register`] holds agreements before, during and after audits, and how they came in
//! * [`fieldwork`] holds plans, what is asked, what came in from the field and how it was checked
//! * [`findings`] holds findings while people work on them, money, replies and what became of it all
//! * [`document`] keeps what was agreed as it was sent, [`blob`] the key of each stored file
//! * the functions of [`audit`], [`organisation`] and [`counter`] are questions and small changes
//!
//! The entities stay in here. Outside, rows are values of the domain or the plain structs of these modules.

pub mod access;
pub mod api_token;
pub mod audit;
pub mod blob;
pub mod cell;
pub mod comparison;
pub mod counter;
pub mod document;
pub mod fieldwork;
pub mod findings;
pub mod health;
pub mod id;
pub mod job;
pub mod key;
pub mod log;
pub mod mail;
pub mod member;
pub mod organisation;
pub mod person;
pub mod register;
pub mod schema;
pub mod session;
pub mod throttle;
pub mod ticket;

mod case;
mod columns;
mod connection;
mod encrypted;
mod entity;
mod error;
mod insert;
mod promised;
mod scope;

pub use case::{
    accounts_of, add_account, add_evidence, add_places, add_visit, add_visits, category_sets_of,
    change_evidence, erase_account, findings_in, has_place, load_case, load_case_within,
    load_outline, places_missed, places_of, promises_named, promises_of, put_category_set,
    put_criterion_sources, put_derivation, put_finding, put_method, put_money_line,
    put_recommendation, put_response, put_source, put_tally, remove_case, remove_category_set,
    remove_derivation, remove_evidence, remove_finding, remove_recommendation, remove_response,
    remove_tally, remove_unvisited, remove_visits, replace_case, store_case, visit_at,
    visited_more_than, visited_places, visited_sample, visits_before, was_missing,
    withhold_evidence,
};
pub use cell::{
    Cell, PublishedFigure, SeenCounts, SeenOfAgreement, cells_of, kept_cells_of, seen_by_agreement,
};
pub use columns::{Instant, Section};
pub use connection::{Conn, Db, connect, read, write};
pub use encrypted::Encrypted;
pub use error::StorageError;
pub use id::{
    ApiTokenId, AuditId, BlobId, DeviceId, DeviceLinkId, DocumentId, DossierId, IdSource, ImportId,
    JobId, MailId, MemberId, ObligationId, OrganisationId, PersonId, PlaceId, SeededIds, SessionId,
    SheetId, SubjectKeyId, SubmissionId, TicketId, UploadId,
};
pub use promised::{Promised, promised_of};
pub use scope::Scope;
