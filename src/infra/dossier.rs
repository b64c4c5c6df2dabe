//! One agreement of the register, opened to be read or changed: what is edited is its newest version, and what was recorded
//! stays. Every ability that changes terms goes through here.

use sea_orm::DatabaseTransaction;

use crate::db::counter::Series;
use crate::db::register::{
    DossierLine, NewVersion, Pointers, PromiseLine, add_version, dossier_numbered, terms_of,
    versions_of,
};
use crate::db::{IdSource, StorageError};
use crate::domain::actor::Permission;
use crate::domain::register::{Terms, Version, difference, highest_number, in_force};

use super::action::{ActionError, by};
use super::app::Ctx;

/// How terms that people type are recorded in the evidence log.
pub const TYPED: (&str, u64) = ("typed", 1);

/// An agreement with its versions, oldest number first.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its line.
    pub line: DossierLine,
    /// Its versions. Never empty.
    pub versions: Vec<Version>,
}

impl Entry {
    /// The version that is the last to come into force: what is edited and amended.
    pub fn newest(&self) -> Result<&Version, ActionError> {
        in_force(&self.versions, chrono::NaiveDate::MAX).ok_or(ActionError::NotThere)
    }

    /// A-0001.
    #[must_use]
    pub fn label(&self) -> String {
        Series::Dossier.label(self.line.number)
    }
}

/// One agreement.
pub async fn entry(ctx: &Ctx, number: i64) -> Result<Entry, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let conn = ctx.app.db.reads();
    let line = dossier_numbered(conn, ctx.scope, number).await?;
    let line = line.ok_or(ActionError::NotThere)?;
    let versions = versions_of(conn, ctx.scope, line.id).await?;
    Ok(Entry { line, versions })
}

/// The same inside a transaction, before a change.
pub async fn entry_to_change(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    number: i64,
) -> Result<Entry, ActionError> {
    let line = dossier_numbered(txn, ctx.scope, number).await?;
    let line = line.ok_or(ActionError::NotThere)?;
    let versions = versions_of(txn, ctx.scope, line.id).await?;
    Ok(Entry { line, versions })
}

/// Records a version of an agreement that is there, in the register and in the evidence log.
pub async fn record(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    entry: &Entry,
    version: NewVersion<'_>,
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let terms = version.terms.clone();
    let number = add_version(txn, ctx.scope, entry.line.id, version, ids).await?;
    let sha256 = document_of(&terms);
    ctx.record_version(
        txn,
        ids,
        entry.line.subject,
        (number, &terms),
        (sha256, TYPED),
    )
    .await?;
    Ok(number)
}

/// The hash of the document that terms come from, where one is held.
pub fn document_of(terms: &Terms) -> Option<&str> {
    terms.sources.iter().find_map(|one| one.sha256.as_deref())
}

/// Where the fields of terms were read that are built on a version: what people changed was read nowhere, everything else
/// still stands where it stood.
pub async fn pointers_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (entry, built_on): (&Entry, &Version),
    terms: &Terms,
) -> Result<Pointers, StorageError> {
    let found = terms_of(txn, ctx.scope, entry.line.id, built_on.number).await?;
    let pointers = found.map(|(_, pointers)| pointers).unwrap_or_default();
    Ok(still_standing(pointers, (&built_on.terms, terms)))
}

/// The pointers of fields that say after a change what they said before. What names a promise in its file stays for good.
#[must_use]
pub fn still_standing(mut pointers: Pointers, (before, after): (&Terms, &Terms)) -> Pointers {
    if pointers.is_empty() {
        return pointers;
    }
    let changes = difference(before, after);
    pointers.retain(|path, _| {
        let fields = fields_of(path);
        !changes.iter().any(|change| {
            fields.iter().any(|field| {
                let behind = change.path.strip_prefix(field.as_str());
                behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        })
    });
    pointers
}

/// The fields of terms that rest on a pointer. None for what only names something in the file.
fn fields_of(path: &str) -> Vec<String> {
    let list = |name: &str| vec![format!("agreement.{name}"), "parties".to_owned()];
    match path {
        _ if path.ends_with(".source_id") => Vec::new(),
        _ if path.starts_with("funders[") => list("funders"),
        _ if path.starts_with("providers[") => list("providers"),
        _ => {
            let end = path.rsplit_once('.');
            match end {
                Some((promise, "target")) => vec![format!("{promise}.criteria[agreed].target")],
                Some((promise, "baseline" | "group")) => vec![format!("{promise}.note")],
                _ => vec![path.to_owned()],
            }
        }
    }
}

/// The number that the next promise of an agreement bears: above every one that any of its versions ever had.
#[must_use]
pub fn next_promise(entry: &Entry, promises: &[PromiseLine]) -> u32 {
    let named = highest_number(entry.versions.iter().map(|version| &version.terms));
    let lines = promises.iter().map(|line| line.number);
    lines.chain([named]).max().unwrap_or(0) + 1
}

/// Corrects the newest version: what was recorded stays, and a version of the same day says it better.
pub async fn correct(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    entry: &Entry,
    (terms, changed): (&Terms, &str),
    ids: &mut dyn IdSource,
) -> Result<u32, ActionError> {
    let newest = entry.newest()?;
    if newest.terms == *terms {
        return Ok(newest.number);
    }
    let version = NewVersion {
        code: newest.code.clone(),
        effective: newest.effective,
        changed,
        terms,
        pointers: pointers_of(txn, ctx, (entry, newest), terms).await?,
        said: None,
        import: None,
        by: by(ctx),
    };
    Ok(record(txn, ctx, entry, version, ids).await?)
}
