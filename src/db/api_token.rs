//! What programs show in the place of a member. Of a token, its hash alone is kept.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};

use super::columns::Instant;
use super::entity::{api_token, member};
use super::insert::insert_all;
use super::key::{organisation_key, organisation_key_of};
use super::{ApiTokenId, Encrypted, IdSource, MemberId, OrganisationId, Scope, StorageError};
use crate::domain::actor::Role;
use crate::domain::keys::MasterKey;

/// A token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// What it is for, as its owner says.
    pub name: String,
    /// Until when it is good.
    pub until: DateTime<Utc>,
    /// The last day on which it was shown.
    pub used_on: Option<NaiveDate>,
    /// Whether it writes, too.
    pub writes: bool,
    /// Under what it is named in a form; it opens nothing.
    pub reference: String,
}

/// For whom a token speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaks {
    /// The token.
    pub id: ApiTokenId,
    /// In which organisation.
    pub scope: Scope,
    /// The number of the member.
    pub number: i64,
    /// The role of the member, now.
    pub role: Role,
    /// Whether it writes, too.
    pub writes: bool,
    /// The last day on which it was shown.
    pub used_on: Option<NaiveDate>,
}

/// What a token may do, as it is kept: words with a space between them.
const READS: &str = "read";
const WRITES: &str = "read write";

/// A token that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// For which member it speaks.
    pub member: MemberId,
    /// What it is for.
    pub name: &'a str,
    /// The hash under which it is kept.
    pub hash: [u8; 32],
    /// Until when it is good.
    pub until: DateTime<Utc>,
    /// Whether it writes, too.
    pub writes: bool,
}

/// Adds a token.
pub async fn add_token(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    new: NewToken<'_>,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = ApiTokenId::new(ids);
    let place = scope.place(id.as_uuid(), "api_token.name");
    let row = api_token::Model {
        id,
        organisation_id: scope.organisation(),
        member_id: new.member,
        name: Encrypted::seal(&key, &place, &new.name.to_owned(), ids.nonce()),
        hash: new.hash.to_vec(),
        scopes: if new.writes { WRITES } else { READS }.to_owned(),
        until: new.until.into(),
        revoked_at: None,
        used_on: None,
    };
    insert_all(txn, vec![row]).await
}

/// For whom a token speaks; nobody where it was taken back, has lapsed, or its member is out.
pub async fn token_of(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Speaks>, StorageError> {
    // The token itself says of which organisation it is, and its member is one of the same.
    let of: RelationDef = api_token::Entity::belongs_to(member::Entity)
        .from(api_token::Column::MemberId)
        .to(member::Column::Id)
        .into();
    let same = Expr::col((api_token::Entity, api_token::Column::OrganisationId))
        .equals((member::Entity, member::Column::OrganisationId));
    let row = api_token::Entity::find()
        .join(JoinType::InnerJoin, of)
        .filter(same)
        .filter(api_token::Column::Hash.eq(hash.to_vec()))
        .filter(api_token::Column::RevokedAt.is_null())
        .filter(api_token::Column::Until.gt(Instant::from(now)))
        .filter(member::Column::DisabledAt.is_null())
        .select_only()
        .columns([
            api_token::Column::Id,
            api_token::Column::OrganisationId,
            api_token::Column::Scopes,
            api_token::Column::UsedOn,
        ])
        .columns([member::Column::Number, member::Column::Role])
        .into_tuple::<SpeaksRow>()
        .one(conn)
        .await?;
    let speaks = |(id, organisation, scopes, used_on, number, role): SpeaksRow| Speaks {
        id,
        scope: Scope::of(organisation),
        number,
        role,
        writes: scopes == WRITES,
        used_on,
    };
    Ok(row.map(speaks))
}

/// A token with its member: id and organisation of the token, what it may do, when it was shown last, number and role of the
/// member.
type SpeaksRow = (
    ApiTokenId,
    OrganisationId,
    String,
    Option<NaiveDate>,
    i64,
    Role,
);

/// Notes the day on which a token was shown.
pub async fn see_token(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: ApiTokenId,
    day: NaiveDate,
) -> Result<(), StorageError> {
    let change = scope
        .changes::<api_token::Entity>()
        .filter(api_token::Column::Id.eq(id));
    change
        .col_expr(api_token::Column::UsedOn, Expr::value(day))
        .exec(txn)
        .await?;
    Ok(())
}

/// The tokens of a member that are good.
pub async fn tokens_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (member, now): (MemberId, DateTime<Utc>),
) -> Result<Vec<ApiToken>, StorageError> {
    let rows = scope
        .rows::<api_token::Entity>()
        .filter(api_token::Column::MemberId.eq(member))
        .filter(api_token::Column::RevokedAt.is_null())
        .filter(api_token::Column::Until.gt(Instant::from(now)))
        .order_by_asc(api_token::Column::Until)
        .all(conn)
        .await?;
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let mut tokens = Vec::new();
    for row in rows {
        let place = scope.place(row.id.as_uuid(), "api_token.name");
        tokens.push(ApiToken {
            id: row.id,
            name: row.name.open(&key, &place)?,
            until: row.until.utc(),
            used_on: row.used_on,
            writes: row.scopes == WRITES,
            reference: super::session::reference(&row.hash),
        });
    }
    Ok(tokens)
}

/// Takes a token of a member back.
pub async fn revoke_token(
    txn: &DatabaseTransaction,
    scope: Scope,
    (member, id): (MemberId, ApiTokenId),
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let changed = scope
        .changes::<api_token::Entity>()
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::MemberId.eq(member))
        .col_expr(
            api_token::Column::RevokedAt,
            Expr::value(Instant::from(now)),
        )
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}
