//! The shape that all tables of an audit share: whose they are, their place in the file, their references.
//! Not a schema by itself, and frozen with the migrations that use it: a later change writes its own words.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, uuid};

/// A table whose rows belong to an audit: id, organisation, audit, and the place of the row in its list.
///
/// The reference is to the pair of organisation and audit, so that no row can stand under an audit of
/// another organisation.
pub(crate) fn of_audit(table: &'static str) -> TableCreateStatement {
    let mut statement = Table::create();
    statement
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("audit_id"))
        .col(integer("position"))
        .foreign_key(&mut to_audit(table));
    statement
}

/// The same with a short name that is given once in an audit.
pub(crate) fn named_of_audit(table: &'static str) -> TableCreateStatement {
    let mut statement = of_audit(table);
    statement.col(string("code"));
    statement
}

/// The reference of a row to its organisation and audit; the row goes when the audit goes.
pub(crate) fn to_audit(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_audit"))
        .from(table, ("organisation_id", "audit_id"))
        .to("audit", ("organisation_id", "id"))
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// A reference to a row that must not be taken away alone.
pub(crate) fn to(
    table: &'static str,
    column: &'static str,
    parent: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(parent, "id")
        .take()
}

/// A reference to a row of which this one is a part; it goes with the whole.
pub(crate) fn part_of(
    table: &'static str,
    column: &'static str,
    parent: &'static str,
) -> ForeignKeyCreateStatement {
    to(table, column, parent)
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// No two rows with the same values in these columns.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).unique().take()
}

/// A way to find rows by these columns.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement
        .name(format!("ix_{table}_{}", columns.join("_")))
        .table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// Creates indexes one after the other.
pub(crate) async fn create_indexes(
    manager: &SchemaManager<'_>,
    indexes: impl IntoIterator<Item = IndexCreateStatement>,
) -> Result<(), DbErr> {
    for statement in indexes {
        manager.create_index(statement).await?;
    }
    Ok(())
}

/// Takes tables away, in the given order.
pub(crate) async fn drop_tables(
    manager: &SchemaManager<'_>,
    tables: impl IntoIterator<Item = &'static str>,
) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(table).take())
            .await?;
    }
    Ok(())
}
