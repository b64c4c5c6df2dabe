//! The tables as the entities expect them, for comparing with the tables as the migrations made them. Never
//! used to make a table of the product: that is the migrations' alone.

use sea_orm::{EntityTrait, Schema};

use super::Db;
use super::entity;

/// One table as its entity expects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedTable {
    /// Its name.
    pub name: String,
    /// The statement that would make it.
    pub create: String,
}

/// Every table, as the entities expect it in the dialect of this database.
#[must_use]
pub fn expected_tables(db: &Db) -> Vec<ExpectedTable> {
    use entity::*;
    vec![
        expected::<person::Entity>(db),
        expected::<recovery_code::Entity>(db),
        expected::<member::Entity>(db),
        expected::<ticket::Entity>(db),
        expected::<session::Entity>(db),
        expected::<api_token::Entity>(db),
        expected::<throttle::Entity>(db),
        expected::<access_entry::Entity>(db),
        expected::<account::Entity>(db),
        expected::<agreement::Entity>(db),
        expected::<agreement_version::Entity>(db),
        expected::<audit::Entity>(db),
        expected::<blob::Entity>(db),
        expected::<boundary::Entity>(db),
        expected::<calendar_feed::Entity>(db),
        expected::<category_set::Entity>(db),
        expected::<cell::Entity>(db),
        expected::<counter::Entity>(db),
        expected::<criterion::Entity>(db),
        expected::<derivation::Entity>(db),
        expected::<document::Entity>(db),
        expected::<document_page::Entity>(db),
        expected::<event::Entity>(db),
        expected::<evidence::Entity>(db),
        expected::<figure::Entity>(db),
        expected::<finding::Entity>(db),
        expected::<log::Entity>(db),
        expected::<log_checkpoint::Entity>(db),
        expected::<log_event::Entity>(db),
        expected::<log_node::Entity>(db),
        expected::<log_subject::Entity>(db),
        expected::<job::Entity>(db),
        expected::<mail::Entity>(db),
        expected::<money_line::Entity>(db),
        expected::<money_state::Entity>(db),
        expected::<obligation::Entity>(db),
        expected::<observation::Entity>(db),
        expected::<organisation::Entity>(db),
        expected::<organisation_key::Entity>(db),
        expected::<party::Entity>(db),
        expected::<payment::Entity>(db),
        expected::<place::Entity>(db),
        expected::<recommendation::Entity>(db),
        expected::<reconciliation::Entity>(db),
        expected::<response::Entity>(db),
        expected::<sample::Entity>(db),
        expected::<seen_sum::Entity>(db),
        expected::<slice_target::Entity>(db),
        expected::<source::Entity>(db),
        expected::<subject_key::Entity>(db),
        expected::<visit::Entity>(db),
        expected::<visit_observer::Entity>(db),
        expected::<visit_origin::Entity>(db),
        expected::<body::Entity>(db),
        expected::<body_identifier::Entity>(db),
        expected::<site::Entity>(db),
        expected::<import::Entity>(db),
        expected::<import_line::Entity>(db),
        expected::<import_profile::Entity>(db),
        expected::<dossier::Entity>(db),
        expected::<dossier_version::Entity>(db),
        expected::<dossier_promise::Entity>(db),
        expected::<dossier_claim::Entity>(db),
        expected::<dossier_flow::Entity>(db),
        expected::<records_request::Entity>(db),
        expected::<plan::Entity>(db),
        expected::<deviation::Entity>(db),
        expected::<sealed_list::Entity>(db),
        expected::<substitution::Entity>(db),
        expected::<instrument::Entity>(db),
        expected::<field_code::Entity>(db),
        expected::<assignment::Entity>(db),
        expected::<spent::Entity>(db),
        expected::<milestone::Entity>(db),
        expected::<submission::Entity>(db),
        expected::<came_count::Entity>(db),
        expected::<submission_file::Entity>(db),
        expected::<review::Entity>(db),
        expected::<sheet::Entity>(db),
        expected::<paired_test::Entity>(db),
        expected::<draft::Entity>(db),
        expected::<device::Entity>(db),
        expected::<device_link::Entity>(db),
        expected::<upload::Entity>(db),
        expected::<evidence_link::Entity>(db),
        expected::<finding_draft::Entity>(db),
        expected::<finding_step::Entity>(db),
        expected::<money_record::Entity>(db),
        expected::<money_entry::Entity>(db),
        expected::<recommendation_draft::Entity>(db),
        expected::<reply_round::Entity>(db),
        expected::<reply_pass::Entity>(db),
        expected::<reply_answer::Entity>(db),
        expected::<reply_file::Entity>(db),
        expected::<reply_evaluation::Entity>(db),
        expected::<problem::Entity>(db),
        expected::<problem_step::Entity>(db),
        expected::<claim_reader::Entity>(db),
        expected::<recheck::Entity>(db),
        expected::<hearing::Entity>(db),
        expected::<letter::Entity>(db),
        expected::<clock_rules::Entity>(db),
    ]
}

fn expected<E: EntityTrait>(db: &Db) -> ExpectedTable {
    let backend = db.reads().get_database_backend();
    let create = Schema::new(backend).create_table_from_entity(E::default());
    ExpectedTable {
        name: E::default().table_name().to_owned(),
        create: backend.build(&create).to_string(),
    }
}
