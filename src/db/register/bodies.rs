//! Bodies of the register. Two are never taken for one by name alone: that is offered, and who decided is kept.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::words::name_key;
use crate::db::columns::Json;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{body, body_identifier};
use crate::db::id::{BodyId, BodyIdentifierId};
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{Encrypted, IdSource, Scope, StorageError};
use crate::domain::exchange::OrgId;
use crate::domain::keys::MasterKey;
use crate::domain::party::Role;

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Its number: B-0001 is 1.
    pub number: i64,
    /// Its name; of a person only that it is one.
    pub name: String,
    /// Whether it is a person.
    pub is_person: bool,
    /// What it has been to services.
    pub roles: Vec<Role>,
    /// Identifiers in public registers, normal and original.
    pub identifiers: Vec<OrgId>,
    /// Anything a reader must know.
    pub note: Option<String>,
    /// The body that it is another name of, and the number of the member who decided so.
    pub same_as: Option<(BodyId, i64)>,
    /// Numbers of bodies that it was said not to be, each with the number of the member who said so.
    pub apart: Vec<(i64, i64)>,
}

/// A body to add.
#[derive(Clone, Debug)]
pub struct NewBody<'a> {
    /// Its name.
    pub name: &'a str,
    /// For a person: the words that stand in place of the name, which is sealed.
    pub person_as: Option<&'a str>,
    /// What it is to the service.
    pub roles: Vec<Role>,
    /// Identifiers.
    pub identifiers: Vec<OrgId>,
    /// Anything a reader must know.
    pub note: Option<String>,
}

/// Adds a body and gives it with its number.
pub async fn add_body(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    new: NewBody<'_>,
    ids: &mut dyn IdSource,
) -> Result<Body, StorageError> {
    let id = BodyId::new(ids);
    let number = take_numbers(txn, scope, Series::Body, 1).await?;
    let person_name = match new.person_as {
        None => None,
        Some(_) => {
            let key = organisation_key(txn, scope, master, ids).await?;
            let place = scope.place(id.as_uuid(), "body.person_name");
            Some(Encrypted::seal(
                &key,
                &place,
                &new.name.to_owned(),
                ids.nonce(),
            ))
        }
    };
    let name = new.person_as.unwrap_or(new.name).to_owned();
    let row = body::Model {
        id,
        organisation_id: scope.organisation(),
        number,
        name_key: name_key(&name),
        name: name.clone(),
        person_name,
        roles: Json(new.roles.clone()),
        note: new.note.clone(),
        same_as: None,
        decided_by: None,
        apart: Json(Vec::new()),
    };
    insert_all(txn, vec![row]).await?;
    let identifiers = new
        .identifiers
        .iter()
        .map(|identifier| body_identifier::Model {
            id: BodyIdentifierId::new(ids),
            organisation_id: scope.organisation(),
            body_id: id,
            normal: identifier.normal.clone(),
            original: identifier.original.clone(),
        });
    insert_all(txn, identifiers.collect::<Vec<_>>()).await?;
    Ok(Body {
        id,
        number,
        name,
        is_person: new.person_as.is_some(),
        roles: new.roles,
        identifiers: new.identifiers,
        note: new.note,
        same_as: None,
        apart: Vec::new(),
    })
}

/// Every body, by number.
pub async fn bodies_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<Body>, StorageError> {
    let rows = scope
        .rows::<body::Entity>()
        .order_by_asc(body::Column::Number)
        .all(conn)
        .await?;
    with_identifiers(conn, scope, rows).await
}

/// A body by number.
pub async fn body_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    number: i64,
) -> Result<Option<Body>, StorageError> {
    let rows = scope
        .rows::<body::Entity>()
        .filter(body::Column::Number.eq(number));
    let rows = rows.all(conn).await?;
    Ok(with_identifiers(conn, scope, rows).await?.pop())
}

/// The body with this identifier, in its normal form.
pub async fn body_identified(
    conn: &impl ConnectionTrait,
    scope: Scope,
    normal: &str,
) -> Result<Option<Body>, StorageError> {
    let found = scope
        .rows::<body_identifier::Entity>()
        .filter(body_identifier::Column::Normal.eq(normal))
        .order_by_asc(body_identifier::Column::Id)
        .one(conn)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let rows = scope
        .rows::<body::Entity>()
        .filter(body::Column::Id.eq(found.body_id));
    let rows = rows.all(conn).await?;
    Ok(with_identifiers(conn, scope, rows).await?.pop())
}

/// The bodies whose name may be this one.
pub async fn bodies_named(
    conn: &impl ConnectionTrait,
    scope: Scope,
    name: &str,
) -> Result<Vec<Body>, StorageError> {
    let rows = scope
        .rows::<body::Entity>()
        .filter(body::Column::NameKey.eq(name_key(name)))
        .order_by_asc(body::Column::Number);
    let rows = rows.all(conn).await?;
    with_identifiers(conn, scope, rows).await
}

/// Says that one body is another name of a second one, or (`None`) that it stands for itself.
pub async fn decide_same(
    txn: &DatabaseTransaction,
    scope: Scope,
    body: BodyId,
    same_as: Option<BodyId>,
    by: i64,
) -> Result<(), StorageError> {
    scope
        .changes::<body::Entity>()
        .filter(body::Column::Id.eq(body))
        .col_expr(body::Column::SameAs, Expr::value(same_as))
        .col_expr(body::Column::DecidedBy, Expr::value(same_as.map(|_| by)))
        .exec(txn)
        .await?;
    Ok(())
}

pub(super) async fn with_identifiers(
    conn: &impl ConnectionTrait,
    scope: Scope,
    rows: Vec<body::Model>,
) -> Result<Vec<Body>, StorageError> {
    let mut identifiers = scope
        .rows::<body_identifier::Entity>()
        .order_by_asc(body_identifier::Column::Id);
    if let [only] = rows.as_slice() {
        identifiers = identifiers.filter(body_identifier::Column::BodyId.eq(only.id));
    }
    let identifiers = match rows.len() {
        0 => Vec::new(),
        _ => identifiers.all(conn).await?,
    };
    let mut of: HashMap<BodyId, Vec<OrgId>> = HashMap::new();
    for one in identifiers {
        of.entry(one.body_id).or_default().push(OrgId {
            normal: one.normal,
            original: one.original,
        });
    }
    let mut read = |row: body::Model| Body {
        id: row.id,
        number: row.number,
        is_person: row.person_name.is_some(),
        name: row.name,
        roles: row.roles.0,
        identifiers: of.remove(&row.id).unwrap_or_default(),
        note: row.note,
        same_as: row.same_as.zip(row.decided_by),
        apart: row.apart.0.iter().map(|one| (one.body, one.by)).collect(),
    };
    Ok(rows.into_iter().map(&mut read).collect())
}
