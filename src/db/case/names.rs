//! Names inside one case and the ids behind them: a file refers by name, a row by id.

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::DbErr;

use crate::db::StorageError;
use crate::domain::code::Code;

/// The ids behind the names of one list.
pub(super) struct Names<Id> {
    /// What the list holds, in the singular: `obligation`.
    what: &'static str,
    ids: HashMap<Code, Id>,
}

impl<Id: Copy> Names<Id> {
    pub(super) fn of(what: &'static str) -> Self {
        Self {
            what,
            ids: HashMap::new(),
        }
    }

    /// Takes a name up; no name is given twice in a list.
    pub(super) fn add(&mut self, code: &Code, id: Id) -> Result<(), StorageError> {
        match self.ids.insert(code.clone(), id) {
            None => Ok(()),
            Some(_) => Err(StorageError::Twice {
                what: self.what,
                code: code.clone(),
            }),
        }
    }

    /// The id behind a name that stands in the list `from`.
    pub(super) fn id(&self, from: &'static str, code: &Code) -> Result<Id, StorageError> {
        let found = self.ids.get(code).copied();
        found.ok_or_else(|| StorageError::Dangling {
            from,
            what: self.what,
            code: code.clone(),
        })
    }

    /// The same for a name that may be absent.
    pub(super) fn id_of(
        &self,
        from: &'static str,
        code: Option<&Code>,
    ) -> Result<Option<Id>, StorageError> {
        code.map(|code| self.id(from, code)).transpose()
    }
}

/// The names behind the ids of one list.
pub(super) struct Codes<Id>(HashMap<Id, Code>);

impl<Id: Copy + Eq + Hash + std::fmt::Debug> Codes<Id> {
    pub(super) fn of(pairs: impl IntoIterator<Item = (Id, Code)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The name behind an id. A foreign key holds every id that rows refer to, within one organisation.
    pub(super) fn code(&self, id: Id) -> Result<Code, StorageError> {
        let found = self.0.get(&id).cloned();
        found.ok_or_else(|| DbErr::RecordNotFound(format!("{id:?} is not in this audit")).into())
    }

    /// The same for an id that may be absent.
    pub(super) fn code_of(&self, id: Option<Id>) -> Result<Option<Code>, StorageError> {
        id.map(|id| self.code(id)).transpose()
    }
}
