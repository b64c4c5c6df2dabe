//! The numbers that the parts of a case bear. Who keeps the name keeps the number, also when a case is replaced.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;

use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{agreement, audit, evidence, finding, obligation};
use crate::db::{Scope, StorageError};
use crate::domain::code::Code;

/// Numbers given before, by series and name.
#[derive(Default)]
pub(super) struct Numbers {
    audit: Option<i64>,
    given: HashMap<(Series, Code), i64>,
}

impl Numbers {
    /// The numbers that an audit and its parts bear now.
    pub(super) async fn given(
        txn: &DatabaseTransaction,
        scope: Scope,
        before: &audit::Model,
    ) -> Result<Self, StorageError> {
        let mut given = HashMap::new();
        for row in scope
            .rows_of::<agreement::Entity>(before.id)
            .all(txn)
            .await?
        {
            given.insert((Series::Agreement, row.code), row.number);
        }
        for row in scope
            .rows_of::<obligation::Entity>(before.id)
            .all(txn)
            .await?
        {
            given.insert((Series::Obligation, row.code), row.number);
        }
        for row in scope.rows_of::<finding::Entity>(before.id).all(txn).await? {
            given.insert((Series::Finding, row.code), row.number);
        }
        for row in scope
            .rows_of::<evidence::Entity>(before.id)
            .all(txn)
            .await?
        {
            given.insert((Series::Evidence, row.code), row.number);
        }
        Ok(Self {
            audit: Some(before.number),
            given,
        })
    }

    /// The number of the audit itself.
    pub(super) async fn of_audit(
        &self,
        txn: &DatabaseTransaction,
        scope: Scope,
    ) -> Result<i64, StorageError> {
        match self.audit {
            Some(number) => Ok(number),
            None => take_numbers(txn, scope, Series::Audit, 1).await,
        }
    }

    /// A number for each name, in their order.
    pub(super) async fn of(
        &self,
        txn: &DatabaseTransaction,
        scope: Scope,
        series: Series,
        codes: impl Iterator<Item = &Code> + Clone,
    ) -> Result<Vec<i64>, StorageError> {
        let given = |code: &Code| self.given.get(&(series, code.clone())).copied();
        let new = codes.clone().filter(|code| given(code).is_none()).count();
        let mut next = match i64::try_from(new) {
            Ok(0) => 0,
            Ok(new) => take_numbers(txn, scope, series, new).await?,
            Err(_) => {
                return Err(StorageError::TooMany {
                    what: series.word(),
                    count: u64::MAX,
                });
            }
        };
        Ok(codes
            .map(|code| {
                given(code).unwrap_or_else(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect())
    }
}
