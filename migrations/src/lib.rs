//! The database schema of Groundtruth, one file per change. Not the entities: those are the application's,
//! and a migration never imports them, so that an old migration keeps its meaning when they change.

use sea_orm_migration::async_trait;
pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m20261121_000001_organisations;
mod m20261121_000002_audits;
mod m20261121_000003_promises;
mod m20261121_000004_figures;
mod m20261121_000005_fieldwork;
mod m20261121_000006_money;
mod m20261121_000007_replies;
mod m20261122_000001_keys;
mod m20261122_000002_evidence_log;
mod m20261122_000003_jobs_and_mail;
mod m20261122_000004_people;
mod m20261122_000005_documents;
mod m20261122_000006_register;
mod m20261122_000007_plans;
mod m20261122_000008_findings;
mod shape;

/// Every change to the schema, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_organisations::Migration),
            Box::new(m20261121_000002_audits::Migration),
            Box::new(m20261121_000003_promises::Migration),
            Box::new(m20261121_000004_figures::Migration),
            Box::new(m20261121_000005_fieldwork::Migration),
            Box::new(m20261121_000006_money::Migration),
            Box::new(m20261121_000007_replies::Migration),
            Box::new(m20261122_000001_keys::Migration),
            Box::new(m20261122_000002_evidence_log::Migration),
            Box::new(m20261122_000003_jobs_and_mail::Migration),
            Box::new(m20261122_000004_people::Migration),
            Box::new(m20261122_000005_documents::Migration),
            Box::new(m20261122_000006_register::Migration),
            Box::new(m20261122_000007_plans::Migration),
            Box::new(m20261122_000008_findings::Migration),
        ]
    }
}
