//! The tables as they stand, one file each. Not a public face: outside `db` nobody builds a query.

#![expect(
    clippy::disallowed_methods,
    reason = "the macro of the models writes code that could begin a transaction; nothing here calls it"
)]

pub(super) mod access_entry;
pub(super) mod account;
pub(super) mod agreement;
pub(super) mod agreement_version;
pub(super) mod api_token;
pub(super) mod audit;
pub(super) mod blob;
pub(super) mod body;
pub(super) mod body_identifier;
pub(super) mod category_set;
pub(super) mod cell;
pub(super) mod counter;
pub(super) mod criterion;
pub(super) mod derivation;
pub(super) mod document;
pub(super) mod document_page;
pub(super) mod dossier;
pub(super) mod dossier_claim;
pub(super) mod dossier_flow;
pub(super) mod dossier_promise;
pub(super) mod dossier_version;
pub(super) mod event;
pub(super) mod evidence;
pub(super) mod figure;
pub(super) mod finding;
pub(super) mod import;
pub(super) mod import_line;
pub(super) mod import_profile;
pub(super) mod job;
pub(super) mod log;
pub(super) mod log_checkpoint;
pub(super) mod log_event;
pub(super) mod log_node;
pub(super) mod log_subject;
pub(super) mod mail;
pub(super) mod member;
pub(super) mod money_line;
pub(super) mod money_state;
pub(super) mod obligation;
pub(super) mod observation;
pub(super) mod organisation;
pub(super) mod organisation_key;
pub(super) mod party;
pub(super) mod payment;
pub(super) mod person;
pub(super) mod place;
pub(super) mod recommendation;
pub(super) mod reconciliation;
pub(super) mod records_request;
pub(super) mod recovery_code;
pub(super) mod response;
pub(super) mod sample;
pub(super) mod session;
pub(super) mod site;
pub(super) mod slice_target;
pub(super) mod source;
pub(super) mod subject_key;
pub(super) mod throttle;
pub(super) mod ticket;
pub(super) mod visit;
pub(super) mod visit_observer;
pub(super) mod visit_origin;
