//! An audit as one value, in and out of its tables. Storing and loading are each other's inverse; what the
//! parts mean is `domain`'s.

mod accounts;
mod adding;
mod agreements;
mod asked;
mod bringing;
mod concluding;
mod fieldwork;
mod figures;
mod meeting;
mod method;
mod money;
mod names;
mod numbers;
mod obligations;
mod observations;
mod reading;
mod register;
mod removing;
mod replies;
mod settling;
mod slots;
mod tallies;
mod workings;
mod writing;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter};

use crate::domain::case::{Case, Method, Standing};
use crate::domain::code::Code;
use crate::domain::keys::{MasterKey, OrganisationKey};

pub use self::accounts::{add_account, erase_account};
pub use self::adding::{add_places, add_visit, add_visits, visited_places, visits_before};
pub use self::asked::{category_sets_of, put_category_set, remove_category_set, visited_sample};
pub use self::bringing::{
    accounts_of, add_evidence, change_evidence, has_place, places_of, promises_named, promises_of,
    put_derivation, remove_derivation, remove_evidence, withhold_evidence,
};
pub use self::concluding::{
    findings_in, put_criterion_sources, put_finding, put_money_line, put_recommendation,
    put_response, put_source, remove_finding, remove_recommendation, remove_response,
};
pub use self::method::{
    load_outline, places_missed, put_method, visit_at, visited_more_than, was_missing,
};
use self::numbers::Numbers;
use self::reading::Reading;
pub use self::removing::{remove_unvisited, remove_visits};
use self::slots::AllSlots;
pub use self::tallies::{put_tally, remove_tally};
use self::writing::Writing;
use super::audit::standing_of;
use super::columns::{Instant, Json, Section, StandingWord};
use super::connection::read;
use super::entity::audit;
use super::fieldwork::remove_fieldwork;
use super::findings::remove_findings;
use super::insert::insert_all;
use super::key::{destroy_keys_of_accounts, organisation_key, organisation_key_of};
use super::{AuditId, Db, IdSource, Scope, StorageError};

/// Stores a case. Refuses with [`StorageError::AlreadyThere`] where the organisation has an audit of that name.
pub async fn store_case(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    case: &Case,
    ids: &mut dyn IdSource,
) -> Result<AuditId, StorageError> {
    if find(txn, scope, &case.id).await?.is_some() {
        return Err(StorageError::AlreadyThere {
            code: case.id.clone(),
        });
    }
    let audit = AuditId::new(ids);
    let numbers = Numbers::default();
    let key = organisation_key(txn, scope, master, ids).await?;
    store(txn, scope, key, case, (audit, numbers), ids).await
}

/// Stores a case in the place of the one of the same name, or as a new one. The audit keeps its id, and what
/// keeps its name keeps its number.
pub async fn replace_case(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    case: &Case,
    ids: &mut dyn IdSource,
) -> Result<AuditId, StorageError> {
    let Some(before) = find(txn, scope, &case.id).await? else {
        return store_case(txn, scope, master, case, ids).await;
    };
    let key = organisation_key(txn, scope, master, ids).await?;
    let numbers = Numbers::given(txn, scope, &before).await?;
    take_rows_away(txn, scope, before.id).await?;
    let audit = store(txn, scope, key, case, (before.id, numbers), ids).await?;
    // An older file does not know of those who withdrew since.
    if before.accounts_withdrawn > stored_withdrawn(case) {
        let known = Expr::value(before.accounts_withdrawn);
        accounts::set_withdrawn(txn, scope, audit, known).await?;
    }
    Ok(audit)
}

/// Takes an audit away with everything in it, what was planned too, and destroys the keys of what users said.
///
/// # Errors
/// [`StorageError::HoldsFieldwork`] where something came in from the field for it,
/// [`StorageError::HoldsReplies`] where a party was asked about it.
pub async fn remove_case(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    remove_fieldwork(txn, scope, audit).await?;
    remove_findings(txn, scope, audit).await?;
    take_rows_away(txn, scope, audit).await
}

/// Takes away the rows of a case. What was planned and what came in name the audit by its id and stay.
async fn take_rows_away(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    destroy_keys_of_accounts(txn, scope, audit).await?;
    let removal = scope
        .removal::<audit::Entity>()
        .filter(audit::Column::Id.eq(audit));
    match removal.exec(txn).await?.rows_affected {
        0 => Err(StorageError::NotThere { what: "audit" }),
        _ => Ok(()),
    }
}

/// The case of an audit, as it was at one moment.
///
/// # Errors
/// [`StorageError::Sealed`] where another master key sealed it, [`StorageError::KeyMissing`] where the key was lost.
pub async fn load_case(
    db: &Db,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Case, StorageError> {
    read(db, async |txn| load(txn, scope, master, audit).await).await
}

/// The same inside a transaction, before a change.
pub async fn load_case_within(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Case, StorageError> {
    load(txn, scope, master, audit).await
}

async fn find(
    conn: &impl ConnectionTrait,
    scope: Scope,
    code: &Code,
) -> Result<Option<audit::Model>, StorageError> {
    let found = scope
        .rows::<audit::Entity>()
        .filter(audit::Column::Code.eq(code.as_str()));
    Ok(found.one(conn).await?)
}

async fn store(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: OrganisationKey,
    case: &Case,
    (audit, numbers): (AuditId, Numbers),
    ids: &mut dyn IdSource,
) -> Result<AuditId, StorageError> {
    let mut w = Writing {
        txn,
        scope,
        audit,
        ids,
        numbers,
        key,
    };
    let number = w.audit_number().await?;
    insert_all(txn, vec![row_of(case, &w, number)]).await?;

    let slots = AllSlots::of(&case.obligations);
    register::store_sources(&mut w, &case.sources).await?;
    let parties = register::store_parties(&mut w, &case.parties).await?;
    let places = register::store_places(&mut w, &case.places).await?;
    let agreements = agreements::store_agreements(&mut w, &case.agreements).await?;
    agreements::store_payments(&mut w, &case.payments, &agreements).await?;
    let obligations =
        obligations::store_obligations(&mut w, &case.obligations, &agreements).await?;
    obligations::store_criteria(
        &mut w,
        &case.obligations,
        &obligations,
        &places,
        &parties,
        &slots,
    )
    .await?;
    let samples = workings::store_samples(&mut w, &case.samples).await?;
    let to = figures::References {
        obligations: &obligations,
        parties: &parties,
        samples: &samples,
        places: &places,
        slots: &slots,
    };
    figures::store_figures(&mut w, Section::Fact, &case.method.facts, &to).await?;
    figures::store_figures(&mut w, Section::Claim, &case.claims, &to).await?;
    figures::store_figures(&mut w, Section::Tally, &case.tallies, &to).await?;
    workings::store_category_sets(&mut w, &case.categories, &obligations, &samples).await?;
    workings::store_reconciliations(&mut w, &case.reconciliations).await?;
    let derivations = workings::store_derivations(&mut w, &case.derivations, &obligations).await?;
    money::store_money_lines(&mut w, &case.money, &to, &derivations).await?;
    let visits = fieldwork::store_visits(&mut w, &case.visits, &places).await?;
    observations::store_observations(&mut w, case, &to, &visits).await?;
    fieldwork::store_evidence(&mut w, &case.evidence, &places).await?;
    accounts::store_accounts(&mut w, &case.accounts, &obligations, &places).await?;
    replies::store_responses(&mut w, &case.responses, &parties).await?;
    replies::store_findings(&mut w, &case.findings).await?;
    replies::store_recommendations(&mut w, &case.recommendations, &parties).await?;
    replies::store_events(&mut w, &case.events).await?;
    Ok(audit)
}

async fn load(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Case, StorageError> {
    let key = organisation_key_of(txn, scope, master).await?;
    let r = Reading {
        txn,
        scope,
        audit,
        key,
    };
    let row = scope
        .rows::<audit::Entity>()
        .filter(audit::Column::Id.eq(audit))
        .one(txn)
        .await?;
    let row = row.ok_or(StorageError::NotThere { what: "audit" })?;

    let sources = register::load_sources(&r).await?;
    let (parties, party_codes) = register::load_parties(&r).await?;
    let (places, place_codes) = register::load_places(&r).await?;
    let (agreements, agreement_codes) = agreements::load_agreements(&r).await?;
    let (obligations, obligation_codes) =
        obligations::load_obligations(&r, &agreement_codes, &place_codes, &party_codes).await?;
    let (samples, sample_codes) = workings::load_samples(&r).await?;
    let to = figures::Named {
        obligations: &obligation_codes,
        parties: &party_codes,
        samples: &sample_codes,
        places: &place_codes,
    };
    let figures = figures::load_figures(&r, &to).await?;
    let (derivations, derivation_codes) = workings::load_derivations(&r, &obligation_codes).await?;
    let (visits, visit_codes) = fieldwork::load_visits(&r, &place_codes).await?;

    let Json(method) = row.method;
    Ok(Case {
        format: row.format,
        id: row.code,
        title: row.title,
        answer: row.answer,
        standing: standing_of(row.standing, row.restated_from.0),
        as_of: row.as_of,
        method: Method {
            facts: figures.facts,
            ..method
        },
        sources,
        parties,
        places,
        agreements,
        payments: agreements::load_payments(&r, &agreement_codes).await?,
        obligations,
        claims: figures.claims,
        samples,
        tallies: figures.tallies,
        visits,
        observations: observations::load_observations(&r, &visit_codes, &obligation_codes).await?,
        categories: workings::load_category_sets(&r, &obligation_codes, &sample_codes).await?,
        reconciliations: workings::load_reconciliations(&r).await?,
        derivations,
        money: money::load_money_lines(&r, &to, &derivation_codes).await?,
        accounts: accounts::load_accounts(&r, &obligation_codes, &place_codes).await?,
        accounts_withdrawn: u64::try_from(row.accounts_withdrawn).unwrap_or(0),
        evidence: fieldwork::load_evidence(&r, &place_codes).await?,
        responses: replies::load_responses(&r, &party_codes).await?,
        findings: replies::load_findings(&r).await?,
        recommendations: replies::load_recommendations(&r, &party_codes).await?,
        events: replies::load_events(&r).await?,
        does_not_say: row.does_not_say.0,
    })
}

fn stored_withdrawn(case: &Case) -> i64 {
    i64::try_from(case.accounts_withdrawn).unwrap_or(i64::MAX)
}

fn row_of(case: &Case, w: &Writing<'_>, number: i64) -> audit::Model {
    let (standing, restated_from) = match &case.standing {
        Standing::Own => (StandingWord::Own, Vec::new()),
        Standing::Practice => (StandingWord::Practice, Vec::new()),
        Standing::Restated(bodies) => (StandingWord::Restated, bodies.clone()),
    };
    audit::Model {
        id: w.audit,
        organisation_id: w.scope.organisation(),
        number,
        format: case.format,
        code: case.id.clone(),
        title: case.title.clone(),
        answer: case.answer.clone(),
        standing,
        restated_from: Json(restated_from),
        as_of: case.as_of,
        // The facts are figures and stand among them.
        method: Json(Method {
            facts: Vec::new(),
            ..case.method.clone()
        }),
        does_not_say: Json(case.does_not_say.clone()),
        accounts_withdrawn: stored_withdrawn(case),
        stored_at: Instant::from(w.ids.now()),
    }
}
