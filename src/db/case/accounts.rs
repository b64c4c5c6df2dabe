//! What users said: each account under a key of its own, so that one who withdraws is unreadable from then on.

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::db::columns::Said;
use crate::db::entity::{account, audit, obligation, place};
use crate::db::id::{AccountId, ObligationId, PlaceId};
use crate::db::insert::insert_all;
use crate::db::key::{
    add_subject_key, add_subject_keys, destroy_subject_key, keys_of_accounts, organisation_key,
};
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::Account;
use crate::domain::keys::{MasterKey, Place};

use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_accounts(
    w: &mut Writing<'_>,
    accounts: &[Account],
    obligations: &Names<ObligationId>,
    places: &Names<PlaceId>,
) -> Result<(), StorageError> {
    let mut names = Names::of("account");
    let mut rows = Vec::with_capacity(accounts.len());
    let keys = add_subject_keys(w.txn, w.scope, &w.key, accounts.len(), w.ids).await?;
    for ((position, account), (subject_key_id, key)) in in_order(accounts).zip(keys) {
        let id = AccountId::new(w.ids);
        names.add(&account.id, id)?;
        let said = said_of(account);
        rows.push(account::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: account.id.clone(),
            obligation_id: obligations.id_of("accounts", account.obligation.as_ref())?,
            subject_key_id,
            said: Encrypted::seal(&key, &place_of(w.scope, id), &said, w.ids.nonce()),
            consent: account.consent,
            read_back: account.read_back,
            place_id: places.id_of("accounts", account.place.as_ref())?,
        });
    }
    insert_all(w.txn, rows).await
}

fn said_of(account: &Account) -> Said {
    Said {
        speaker: account.speaker.clone(),
        says: account.says.clone(),
        date: account.date,
        language: account.language.clone(),
        seen: account.seen,
        chosen_from: account.chosen_from.clone(),
        given: account.given.clone(),
    }
}

/// Adds one account to an audit that is stored, under a key of its own. Nothing that is there is touched.
///
/// # Errors
/// [`StorageError::Twice`] where the audit has an account of this name, [`StorageError::Dangling`] where it names a promise
/// or a place that is not there.
pub async fn add_account(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, account): (AuditId, &Account),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<account::Entity>(audit).all(txn).await?;
    if rows.iter().any(|row| row.code == account.id) {
        return Err(StorageError::Twice {
            what: "accounts",
            code: account.id.clone(),
        });
    }
    let dangling = |what, code: &Code| StorageError::Dangling {
        from: "accounts",
        what,
        code: code.clone(),
    };
    let obligation_id = match &account.obligation {
        None => None,
        Some(code) => {
            let named = scope.rows_of::<obligation::Entity>(audit);
            let named = named.filter(obligation::Column::Code.eq(code.as_str()));
            let row = named.one(txn).await?;
            Some(row.ok_or_else(|| dangling("obligation", code))?.id)
        }
    };
    let place_id = match &account.place {
        None => None,
        Some(code) => {
            let named = scope.rows_of::<place::Entity>(audit);
            let row = named.filter(place::Column::Code.eq(code.as_str())).one(txn);
            Some(row.await?.ok_or_else(|| dangling("place", code))?.id)
        }
    };
    let organisation = organisation_key(txn, scope, master, ids).await?;
    let (subject_key_id, key) = add_subject_key(txn, scope, &organisation, ids).await?;
    let id = AccountId::new(ids);
    let said = Encrypted::seal(&key, &place_of(scope, id), &said_of(account), ids.nonce());
    let row = account::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        position: rows.iter().map(|row| row.position + 1).max().unwrap_or(0),
        code: account.id.clone(),
        obligation_id,
        subject_key_id,
        said,
        consent: account.consent,
        read_back: account.read_back,
        place_id,
    };
    insert_all(txn, vec![row]).await
}

pub(super) async fn load_accounts(
    r: &Reading<'_>,
    obligations: &Codes<ObligationId>,
    places: &Codes<PlaceId>,
) -> Result<Vec<Account>, StorageError> {
    let rows = r.rows::<account::Entity>().await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let keys = keys_of_accounts(r.txn, r.scope, r.key()?, r.audit).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys
                .get(&row.subject_key_id)
                .ok_or(StorageError::KeyMissing)?;
            let said = row.said.open(key, &place_of(r.scope, row.id))?;
            Ok(Account {
                id: row.code,
                obligation: obligations.code_of(row.obligation_id)?,
                speaker: said.speaker,
                says: said.says,
                consent: row.consent,
                read_back: row.read_back,
                date: said.date,
                place: places.code_of(row.place_id)?,
                language: said.language,
                seen: said.seen,
                chosen_from: said.chosen_from,
                given: said.given,
            })
        })
        .collect()
}

/// Takes what one user said out of an audit, destroys its key, and counts it among those that were withdrawn.
///
/// On SQLite, [`crate::db::Db::overwrite_freed`] must follow once the transaction is on disk.
///
/// # Errors
/// [`StorageError::NotThere`] where the audit has no such account.
pub async fn erase_account(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    name: &Code,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<account::Entity>(audit);
    let rows = rows.filter(account::Column::Code.eq(name.as_str()));
    let row = rows.one(txn).await?;
    let row = row.ok_or(StorageError::NotThere { what: "account" })?;
    let removal = scope.removal::<account::Entity>();
    let removed = removal.filter(account::Column::Id.eq(row.id)).exec(txn);
    // Somebody else was faster.
    if removed.await?.rows_affected == 0 {
        return Err(StorageError::NotThere { what: "account" });
    }
    let one_more = Expr::col(audit::Column::AccountsWithdrawn).add(1_i64);
    set_withdrawn(txn, scope, audit, one_more).await?;
    destroy_subject_key(txn, scope, row.subject_key_id).await
}

/// Sets how many accounts of an audit were withdrawn.
pub(super) async fn set_withdrawn(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    count: impl Into<SimpleExpr>,
) -> Result<(), StorageError> {
    audit::Entity::update_many()
        .filter(audit::Column::OrganisationId.eq(scope.organisation()))
        .filter(audit::Column::Id.eq(audit))
        .col_expr(audit::Column::AccountsWithdrawn, count.into())
        .exec(txn)
        .await?;
    Ok(())
}

fn place_of(scope: Scope, id: AccountId) -> Place {
    scope.place(id.as_uuid(), "account.said")
}
