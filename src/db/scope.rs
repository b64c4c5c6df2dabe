//! The entry to every query: whose rows. A query cannot be built without it, so that no query forgets it.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{DeleteMany, EntityTrait, QueryFilter, Select, UpdateMany};
use uuid::Uuid;

use super::id::{AuditId, OrganisationId};
use crate::domain::keys::Place;

/// One organisation's part of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    organisation: OrganisationId,
}

impl Scope {
    /// The part that belongs to this organisation.
    #[must_use]
    pub fn of(organisation: OrganisationId) -> Self {
        Self { organisation }
    }

    /// The organisation.
    #[must_use]
    pub fn organisation(self) -> OrganisationId {
        self.organisation
    }

    /// Where a sealed value stands, among what is the organisation's: the row, then table and column.
    #[must_use]
    pub fn place(self, record: Uuid, field: &'static str) -> Place {
        Place {
            organisation: self.organisation.as_uuid(),
            record,
            field,
        }
    }

    /// The rows of one table that belong to the organisation.
    pub(super) fn rows<E: EntityTrait>(self) -> Select<E> {
        E::find().filter(self.owns::<E>())
    }

    /// The rows of one table that belong to one audit of the organisation.
    pub(super) fn rows_of<E: EntityTrait>(self, audit: AuditId) -> Select<E> {
        self.rows::<E>()
            .filter(Expr::col((E::default(), "audit_id")).eq(audit.as_uuid()))
    }

    /// Rows to take away, among those of the organisation.
    pub(super) fn removal<E: EntityTrait>(self) -> DeleteMany<E> {
        E::delete_many().filter(self.owns::<E>())
    }

    /// Rows to change, among those of the organisation.
    pub(super) fn changes<E: EntityTrait>(self) -> UpdateMany<E> {
        E::update_many().filter(self.owns::<E>())
    }

    fn owns<E: EntityTrait>(self) -> Expr {
        Expr::col((E::default(), "organisation_id")).eq(self.organisation.as_uuid())
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};

    use super::super::entity::source;
    use super::*;

    #[test]
    fn every_query_names_the_organisation() {
        let scope = Scope::of(Uuid::from_u128(1).into());
        let rows = scope
            .rows_of::<source::Entity>(Uuid::from_u128(2).into())
            .build(DbBackend::Sqlite)
            .to_string();
        let removal = scope
            .removal::<source::Entity>()
            .build(DbBackend::Sqlite)
            .to_string();
        for sql in [&rows, &removal] {
            assert!(sql.contains(r#""source"."organisation_id" = "#), "{sql}");
        }
        assert!(rows.contains(r#""source"."audit_id" = "#), "{rows}");
    }
}
