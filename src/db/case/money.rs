//! Money lines of a case with every state they went through.

use std::collections::HashMap;

use crate::db::StorageError;
use crate::db::columns::{Json, Scaled};
use crate::db::entity::{money_line, money_state};
use crate::db::id::{DerivationId, MoneyLineId, MoneyStateId};
use crate::db::insert::insert_all;
use crate::domain::money_line::{MoneyLine, StateEntry};
use crate::domain::published::Stated;

use super::figures::{Named, References};
use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_money_lines(
    w: &mut Writing<'_>,
    lines: &[MoneyLine],
    to: &References<'_>,
    derivations: &Names<DerivationId>,
) -> Result<(), StorageError> {
    store_money_lines_from(w, (lines, 0), to, derivations).await
}

/// The same from a place in the list on.
pub(super) async fn store_money_lines_from(
    w: &mut Writing<'_>,
    (lines, from): (&[MoneyLine], i32),
    to: &References<'_>,
    derivations: &Names<DerivationId>,
) -> Result<(), StorageError> {
    let mut names = Names::of("money line");
    let (mut rows, mut states) = (Vec::with_capacity(lines.len()), Vec::new());
    for (position, line) in (from..).zip(lines) {
        let id = MoneyLineId::new(w.ids);
        names.add(&line.id, id)?;
        rows.push(money_line::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: line.id.clone(),
            obligation_id: to.obligations.id_of("money", line.obligation.as_ref())?,
            title: line.title.clone(),
            basis: line.basis,
            certainty: line.certainty,
            lower_limit: scaled("money.lower_limit", line.lower_limit.as_ref())?,
            lower_limit_text: line.lower_limit.clone(),
            currency: line.currency,
            rests_on: Json(line.rests_on.clone()),
            sample_id: to.samples.id_of("money", line.sample.as_ref())?,
            party_id: to.parties.id_of("money", line.party.as_ref())?,
            place_id: to.places.id_of("money", line.place.as_ref())?,
            period: line.period.clone().map(Json),
            of: scaled("money.of", line.of.as_ref())?,
            of_text: line.of.clone(),
            of_counted_by: line.of_counted_by,
            published_share: line.published_share.clone(),
            disjoint_group: line.disjoint_group.clone(),
            derivation_id: derivations.id_of("money", line.derivation.as_ref())?,
            note: line.note.clone(),
        });
        for (position, state) in in_order(&line.states) {
            states.push(state_row(w, id, position, state)?);
        }
    }
    insert_all(w.txn, rows).await?;
    insert_all(w.txn, states).await
}

fn state_row(
    w: &mut Writing<'_>,
    money_line_id: MoneyLineId,
    position: i32,
    state: &StateEntry,
) -> Result<money_state::Model, StorageError> {
    Ok(money_state::Model {
        id: MoneyStateId::new(w.ids),
        organisation_id: w.scope.organisation(),
        audit_id: w.audit,
        position,
        money_line_id,
        state: state.state,
        amount: Scaled::stated("money.states.amount", &state.amount)?,
        amount_text: state.amount.clone(),
        date: state.date,
        counted_by: state.counted_by,
        called: state.called.clone(),
        published_rate: state.published_rate.clone(),
        sources: Json(state.sources.clone()),
    })
}

fn scaled(what: &'static str, number: Option<&Stated>) -> Result<Option<Scaled>, StorageError> {
    number
        .map(|number| Scaled::stated(what, number))
        .transpose()
}

pub(super) async fn load_money_lines(
    r: &Reading<'_>,
    to: &Named<'_>,
    derivations: &Codes<DerivationId>,
) -> Result<Vec<MoneyLine>, StorageError> {
    let mut states: HashMap<MoneyLineId, Vec<StateEntry>> = HashMap::new();
    for row in r.rows::<money_state::Entity>().await? {
        states
            .entry(row.money_line_id)
            .or_default()
            .push(StateEntry {
                state: row.state,
                amount: row.amount_text,
                date: row.date,
                counted_by: row.counted_by,
                called: row.called,
                published_rate: row.published_rate,
                sources: row.sources.0,
            });
    }
    let rows = r.rows::<money_line::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            Ok(MoneyLine {
                states: states.remove(&row.id).unwrap_or_default(),
                id: row.code,
                obligation: to.obligations.code_of(row.obligation_id)?,
                title: row.title,
                basis: row.basis,
                certainty: row.certainty,
                lower_limit: row.lower_limit_text,
                currency: row.currency,
                rests_on: row.rests_on.0,
                sample: to.samples.code_of(row.sample_id)?,
                party: to.parties.code_of(row.party_id)?,
                place: to.places.code_of(row.place_id)?,
                period: row.period.map(|period| period.0),
                of: row.of_text,
                of_counted_by: row.of_counted_by,
                published_share: row.published_share,
                disjoint_group: row.disjoint_group,
                derivation: derivations.code_of(row.derivation_id)?,
                note: row.note,
            })
        })
        .collect()
}
