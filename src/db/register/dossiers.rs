//! Dossiers: one line each to find an agreement by, and versions that say everything. A version is never changed.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::{Builder, Uuid};

use super::promises::refresh_promises;
use super::recorded::version_of;
use super::words::Pointers;
use crate::db::columns::{Instant, Json, Scaled, days_of};
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{dossier, dossier_version};
use crate::db::id::{AuditId, DossierId, DossierVersionId, ImportId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::agreement::{AgreementType, PaymentBasis};
use crate::domain::code::Code;
use crate::domain::log::Subject;
use crate::domain::money::Currency;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;
use crate::domain::register::{Terms, Version};

/// One line of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierLine {
    /// Its id.
    pub id: DossierId,
    /// Its number: A-0001 is 1.
    pub number: i64,
    /// The name under which it is published elsewhere.
    pub source_key: Option<String>,
    /// Title.
    pub title: String,
    /// Kind of instrument.
    pub kind: AgreementType,
    /// Names of those who pay, as one line.
    pub funders: String,
    /// Names of those who deliver, as one line.
    pub providers: String,
    /// Currency.
    pub currency: Option<Currency>,
    /// Total value as stated.
    pub value: Option<Stated>,
    /// First day.
    pub first_day: Option<NaiveDate>,
    /// Last day.
    pub last_day: Option<NaiveDate>,
    /// What payment depends on.
    pub payment_basis: PaymentBasis,
    /// The state by the publisher's word.
    pub status: Option<String>,
    /// How many promises stand.
    pub promises: u32,
    /// How many versions there are.
    pub versions: u32,
    /// The audit in which visits to it are kept.
    pub audit: Option<AuditId>,
    /// Its name in the evidence log.
    pub subject: Subject,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// When a version was last added.
    pub changed_at: DateTime<Utc>,
}

/// A version to record.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// Its name: `original`, `mod-5`.
    pub code: Code,
    /// From when it is in force.
    pub effective: Option<PartialDate>,
    /// What changed.
    pub changed: &'a str,
    /// What it says.
    pub terms: &'a Terms,
    /// Where its fields stand in the file it came from.
    pub pointers: Pointers,
    /// What its file said by itself, where what people entered stands beside it in the terms.
    pub said: Option<&'a Terms>,
    /// The import that brought it.
    pub import: Option<ImportId>,
    /// The member who recorded it, 0 for the console.
    pub by: i64,
}

/// Adds a dossier with its first version; the terms bear the name of its number: `a-0001`.
pub async fn add_dossier(
    txn: &DatabaseTransaction,
    scope: Scope,
    (source_key, status): (Option<&str>, Option<&str>),
    version: NewVersion<'_>,
    ids: &mut dyn IdSource,
) -> Result<(DossierId, i64), StorageError> {
    let id = DossierId::new(ids);
    let number = take_numbers(txn, scope, Series::Dossier, 1).await?;
    let mut terms = version.terms.clone();
    terms.agreement.id = named(number)?;
    for obligation in &mut terms.obligations {
        obligation.agreement = Some(terms.agreement.id.clone());
    }
    let now = Instant::from(ids.now());
    let row = dossier::Model {
        source_key: source_key.map(str::to_owned),
        status: status.map(str::to_owned),
        subject: Builder::from_random_bytes(ids.random_bytes()).into_uuid(),
        ..line_of(scope, (id, number), &terms, now)?
    };
    insert_all(txn, vec![row]).await?;
    let version = NewVersion {
        terms: &terms,
        ..version
    };
    insert_version(txn, scope, id, 1, version, ids).await?;
    refresh_promises(txn, scope, id, &terms, ids).await?;
    Ok((id, number))
}

pub(super) fn named(number: i64) -> Result<Code, StorageError> {
    let label = Series::Dossier.label(number).to_lowercase();
    Code::parse(&label).map_err(StorageError::Log)
}

/// Adds a version and gives its number. What finds the dossier follows the version that is the last by its date.
pub async fn add_version(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: DossierId,
    version: NewVersion<'_>,
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let before = versions_of(txn, scope, id).await?;
    let number = before.last().map_or(1, |last| last.number + 1);
    let effective = version.effective;
    let terms = version.terms;
    insert_version(txn, scope, id, number, version, ids).await?;
    let begins = |date: Option<PartialDate>| date.map_or(NaiveDate::MIN, |on| on.first_day());
    let is_last = before
        .iter()
        .all(|one| begins(one.effective) <= begins(effective));
    let changes = scope
        .changes::<dossier::Entity>()
        .filter(dossier::Column::Id.eq(id))
        .col_expr(dossier::Column::Versions, Expr::value(stored(number)?))
        .col_expr(
            dossier::Column::ChangedAt,
            Expr::value(Instant::from(ids.now())),
        );
    changes.exec(txn).await?;
    if is_last {
        refresh_line(txn, scope, id, terms, ids).await?;
    }
    Ok(number)
}

/// Lets the line of a dossier and its promises say what terms say.
pub(super) async fn refresh_line(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: DossierId,
    terms: &Terms,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    use dossier::Column;
    let now = Instant::from(ids.now());
    let line = line_of(scope, (id, 0), terms, now)?;
    scope
        .changes::<dossier::Entity>()
        .filter(Column::Id.eq(id))
        .col_expr(Column::Title, Expr::value(line.title))
        .col_expr(Column::Kind, Expr::value(line.kind))
        .col_expr(Column::Funders, Expr::value(line.funders))
        .col_expr(Column::Providers, Expr::value(line.providers))
        .col_expr(Column::Currency, Expr::value(line.currency))
        .col_expr(Column::Value, Expr::value(line.value))
        .col_expr(Column::ValueText, Expr::value(line.value_text))
        .col_expr(Column::FirstDay, Expr::value(line.first_day))
        .col_expr(Column::LastDay, Expr::value(line.last_day))
        .col_expr(Column::PaymentBasis, Expr::value(line.payment_basis))
        .col_expr(Column::Promises, Expr::value(line.promises))
        .col_expr(Column::Haystack, Expr::value(line.haystack))
        .exec(txn)
        .await?;
    refresh_promises(txn, scope, id, terms, ids).await
}

fn stored(number: u32) -> Result<i32, StorageError> {
    i32::try_from(number).map_err(|_| StorageError::TooMany {
        what: "versions",
        count: number.into(),
    })
}

async fn insert_version(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    number: u32,
    version: NewVersion<'_>,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = dossier_version::Model {
        id: DossierVersionId::new(ids),
        organisation_id: scope.organisation(),
        dossier_id: dossier,
        number: stored(number)?,
        code: version.code,
        effective: version.effective,
        changed: version.changed.to_owned(),
        terms: Json(version.terms.clone()),
        pointers: Json(version.pointers),
        said: version.said.map(|said| Json(said.clone())),
        import_id: version.import,
        by: version.by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// What a dossier is found by.
pub(super) fn line_of(
    scope: Scope,
    (id, number): (DossierId, i64),
    terms: &Terms,
    now: Instant,
) -> Result<dossier::Model, StorageError> {
    let agreement = &terms.agreement;
    let names = |codes: &[Code]| {
        let names = codes.iter().filter_map(|code| terms.party_name(code));
        names.collect::<Vec<_>>().join(", ")
    };
    let (first_day, last_day) = days_of(agreement.period.as_ref());
    let value = agreement.value.as_ref();
    let value = value.map(|value| Scaled::stated("agreement.value", value));
    let (funders, providers) = (names(&agreement.funders), names(&agreement.providers));
    let mut haystack = vec![
        agreement.id.as_str().to_owned(),
        agreement.title.clone(),
        funders.clone(),
        providers.clone(),
        names(&agreement.subcontractors),
        agreement.covers.clone().unwrap_or_default(),
    ];
    haystack.extend(terms.obligations.iter().map(|one| one.promise.clone()));
    haystack.extend(terms.places.iter().map(|place| place.name.clone()));
    // By the code of a body its agreements are found: b-0001.
    haystack.extend(terms.parties.iter().map(|one| one.id.as_str().to_owned()));
    let identifiers = terms
        .parties
        .iter()
        .filter_map(|one| one.identifier.clone());
    haystack.extend(identifiers);
    Ok(dossier::Model {
        id,
        organisation_id: scope.organisation(),
        number,
        source_key: None,
        title: agreement.title.clone(),
        kind: agreement.kind,
        funders,
        providers,
        currency: agreement.currency,
        value: value.transpose()?,
        value_text: agreement.value.clone(),
        first_day,
        last_day,
        payment_basis: agreement.payment_basis,
        status: None,
        promises: i32::try_from(terms.obligations.len()).unwrap_or(i32::MAX),
        versions: 1,
        haystack: haystack.join("\n").to_lowercase(),
        audit_id: None,
        subject: Uuid::nil(),
        added_at: now,
        changed_at: now,
    })
}

pub(super) fn read_line(row: dossier::Model) -> DossierLine {
    DossierLine {
        id: row.id,
        number: row.number,
        source_key: row.source_key,
        title: row.title,
        kind: row.kind,
        funders: row.funders,
        providers: row.providers,
        currency: row.currency,
        value: row.value_text,
        first_day: row.first_day,
        last_day: row.last_day,
        payment_basis: row.payment_basis,
        status: row.status,
        promises: u32::try_from(row.promises).unwrap_or(0),
        versions: u32::try_from(row.versions).unwrap_or(0),
        audit: row.audit_id,
        subject: Subject(row.subject.into_bytes()),
        added_at: row.added_at.utc(),
        changed_at: row.changed_at.utc(),
    }
}

/// The dossier of this number.
pub async fn dossier_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    number: i64,
) -> Result<Option<DossierLine>, StorageError> {
    let rows = scope
        .rows::<dossier::Entity>()
        .filter(dossier::Column::Number.eq(number));
    Ok(rows.one(conn).await?.map(read_line))
}

/// The dossiers of these ids, in no order.
pub async fn dossiers_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    ids: &[DossierId],
) -> Result<Vec<DossierLine>, StorageError> {
    let rows = scope
        .rows::<dossier::Entity>()
        .filter(dossier::Column::Id.is_in(ids.iter().copied()));
    Ok(rows.all(conn).await?.into_iter().map(read_line).collect())
}

/// The dossier of an agreement that is published under this name.
pub async fn dossier_of_source(
    conn: &impl ConnectionTrait,
    scope: Scope,
    source_key: &str,
) -> Result<Option<DossierLine>, StorageError> {
    let rows = scope
        .rows::<dossier::Entity>()
        .filter(dossier::Column::SourceKey.eq(source_key));
    Ok(rows.one(conn).await?.map(read_line))
}

/// Which of these names some agreement is published under.
pub async fn source_keys_known(
    conn: &impl ConnectionTrait,
    scope: Scope,
    keys: &[&str],
) -> Result<HashSet<String>, StorageError> {
    let mut known = HashSet::new();
    for some in keys.chunks(1_000) {
        let rows = scope
            .rows::<dossier::Entity>()
            .filter(dossier::Column::SourceKey.is_in(some.iter().copied()))
            .select_only()
            .column(dossier::Column::SourceKey)
            .into_tuple::<String>();
        known.extend(rows.all(conn).await?);
    }
    Ok(known)
}

/// The numbers of dossiers by their ids; those that are gone are left out.
pub async fn numbers_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    ids: &[DossierId],
) -> Result<HashMap<DossierId, i64>, StorageError> {
    let mut numbers = HashMap::new();
    for some in ids.chunks(1_000) {
        let rows = scope
            .rows::<dossier::Entity>()
            .filter(dossier::Column::Id.is_in(some.iter().copied()))
            .all(conn)
            .await?;
        numbers.extend(rows.into_iter().map(|row| (row.id, row.number)));
    }
    Ok(numbers)
}

/// The versions of a dossier, by number.
pub async fn versions_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<Version>, StorageError> {
    let rows = scope
        .rows::<dossier_version::Entity>()
        .filter(dossier_version::Column::DossierId.eq(dossier))
        .order_by_asc(dossier_version::Column::Number)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(version_of).collect())
}

/// What the newest version of each of some dossiers says, in one question.
pub async fn newest_terms_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossiers: &[DossierId],
) -> Result<HashMap<DossierId, Terms>, StorageError> {
    let rows = scope
        .rows::<dossier_version::Entity>()
        .filter(dossier_version::Column::DossierId.is_in(dossiers.iter().copied()))
        .order_by_asc(dossier_version::Column::Number)
        .all(conn)
        .await?;
    let mut newest: HashMap<DossierId, (Option<NaiveDate>, Terms)> = HashMap::new();
    for row in rows {
        let begins = row.effective.map(|on| on.first_day());
        let last = newest.get(&row.dossier_id).map(|(begins, _)| *begins);
        // Of one day, the later recorded holds; without a date is from the beginning.
        if last.is_none_or(|last| last <= begins) {
            newest.insert(row.dossier_id, (begins, row.terms.0));
        }
    }
    let terms = newest.into_iter().map(|(id, (_, terms))| (id, terms));
    Ok(terms.collect())
}

/// The terms of one version, with where each field stood in its file.
pub async fn terms_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
    number: u32,
) -> Result<Option<(Terms, Pointers)>, StorageError> {
    let rows = scope
        .rows::<dossier_version::Entity>()
        .filter(dossier_version::Column::DossierId.eq(dossier))
        .filter(dossier_version::Column::Number.eq(stored(number)?));
    let row = rows.one(conn).await?;
    Ok(row.map(|row| (row.terms.0, row.pointers.0)))
}

/// Names the audit in which visits to an agreement are kept.
pub async fn link_audit(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    audit: AuditId,
) -> Result<(), StorageError> {
    scope
        .changes::<dossier::Entity>()
        .filter(dossier::Column::Id.eq(dossier))
        .col_expr(dossier::Column::AuditId, Expr::value(audit))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes a dossier away with everything in it.
pub async fn remove_dossier(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
) -> Result<(), StorageError> {
    let removal = scope
        .removal::<dossier::Entity>()
        .filter(dossier::Column::Id.eq(dossier));
    match removal.exec(txn).await?.rows_affected {
        0 => Err(StorageError::NotThere { what: "agreement" }),
        _ => Ok(()),
    }
}
