//! Figures of a case: claims, published tallies and facts of the method, in one table.

use crate::db::StorageError;
use crate::db::columns::{Json, Scaled, Section, days_of, read_count, stored_count};
use crate::db::entity::figure;
use crate::db::id::{FigureId, ObligationId, PartyId, PlaceId, SampleId};
use crate::db::insert::insert_all;
use crate::domain::figure::{Figure, Seen, Value};
use crate::domain::number::Exact;

use super::names::{Codes, Names};
use super::reading::Reading;
use super::slots::AllSlots;
use super::writing::{Writing, in_order};

/// What a figure may refer to.
pub(super) struct References<'a> {
    pub(super) obligations: &'a Names<ObligationId>,
    pub(super) parties: &'a Names<PartyId>,
    pub(super) samples: &'a Names<SampleId>,
    pub(super) places: &'a Names<PlaceId>,
    pub(super) slots: &'a AllSlots<'a>,
}

/// The same on the way back.
pub(super) struct Named<'a> {
    pub(super) obligations: &'a Codes<ObligationId>,
    pub(super) parties: &'a Codes<PartyId>,
    pub(super) samples: &'a Codes<SampleId>,
    pub(super) places: &'a Codes<PlaceId>,
}

/// The figures of a case, list by list.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) facts: Vec<Figure>,
    pub(super) claims: Vec<Figure>,
    pub(super) tallies: Vec<Figure>,
}

pub(super) async fn store_figures(
    w: &mut Writing<'_>,
    section: Section,
    figures: &[Figure],
    to: &References<'_>,
) -> Result<(), StorageError> {
    store_figures_from(w, section, (figures, 0), to).await
}

/// The same from a place in the list on.
pub(super) async fn store_figures_from(
    w: &mut Writing<'_>,
    section: Section,
    (figures, from): (&[Figure], i32),
    to: &References<'_>,
) -> Result<(), StorageError> {
    let list = match section {
        Section::Fact => "facts",
        Section::Claim => "claims",
        Section::Tally => "tallies",
    };
    let mut names = Names::of("figure");
    let mut rows = Vec::with_capacity(figures.len());
    for (position, figure) in in_order(figures) {
        let id = FigureId::new(w.ids);
        names.add(&figure.id, id)?;
        let (first_day, last_day) = days_of(figure.period.as_ref());
        let seen = SeenColumns::of(&figure.value)?;
        rows.push(figure::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position: from + position,
            code: figure.id.clone(),
            section,
            obligation_id: to.obligations.id_of(list, figure.obligation.as_ref())?,
            title: figure.title.clone(),
            value: Json(figure.value.clone()),
            quantity: quantity_of(&figure.value)?,
            in_order: seen.in_order,
            partly: seen.partly,
            not_in_order: seen.not_in_order,
            not_inspectable: seen.not_inspectable,
            refused: seen.refused,
            not_applicable: seen.not_applicable,
            unit: figure.unit.clone(),
            counted_by: figure.counted_by,
            party_id: to.parties.id_of(list, figure.party.as_ref())?,
            how: figure.how.clone(),
            tested: figure.tested,
            sample_id: to.samples.id_of(list, figure.sample.as_ref())?,
            full_count: figure.full_count,
            asked: figure.asked.map(Json),
            rests_on: Json(figure.rests_on.clone()),
            visits: figure.visits,
            observers: figure.observers.map(i64::from),
            place_id: to.places.id_of(list, figure.place.as_ref())?,
            slot: slot_of(figure, to.slots),
            period: figure.period.clone().map(Json),
            first_day,
            last_day,
            published_share: figure.published_share.clone(),
            also_given: figure.also_given.clone(),
            contradicts: Json(figure.contradicts.clone()),
            context: figure.context,
            set_aside: figure.set_aside.clone(),
            sources: Json(figure.sources.clone()),
            note: figure.note.clone(),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_figures(r: &Reading<'_>, to: &Named<'_>) -> Result<Figures, StorageError> {
    let mut figures = Figures::default();
    for row in r.rows::<figure::Entity>().await? {
        let section = row.section;
        let figure = figure_of(row, to)?;
        match section {
            Section::Fact => figures.facts.push(figure),
            Section::Claim => figures.claims.push(figure),
            Section::Tally => figures.tallies.push(figure),
        }
    }
    Ok(figures)
}

fn figure_of(row: figure::Model, to: &Named<'_>) -> Result<Figure, StorageError> {
    let observers = row.observers.map(read_count).transpose()?;
    Ok(Figure {
        id: row.code,
        obligation: to.obligations.code_of(row.obligation_id)?,
        title: row.title,
        value: row.value.0,
        unit: row.unit,
        counted_by: row.counted_by,
        party: to.parties.code_of(row.party_id)?,
        how: row.how,
        tested: row.tested,
        sample: to.samples.code_of(row.sample_id)?,
        full_count: row.full_count,
        asked: row.asked.map(|asked| asked.0),
        rests_on: row.rests_on.0,
        visits: row.visits,
        observers: observers.map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
        place: to.places.code_of(row.place_id)?,
        period: row.period.map(|period| period.0),
        published_share: row.published_share,
        also_given: row.also_given,
        contradicts: row.contradicts.0,
        context: row.context,
        set_aside: row.set_aside,
        sources: row.sources.0,
        note: row.note,
    })
}

fn slot_of(figure: &Figure, slots: &AllSlots<'_>) -> i32 {
    let slots = figure
        .obligation
        .as_ref()
        .and_then(|code| slots.of_obligation(code));
    slots.map_or(0, |slots| slots.of_figure(figure.period.as_ref()))
}

/// What of a figure can be summed: a count, a measure or an amount. A share, a change or words cannot.
fn quantity_of(value: &Value) -> Result<Option<Scaled>, StorageError> {
    let stated = match value {
        Value::Count(number) | Value::Amount(number) | Value::Measure { value: number, .. } => {
            number
        }
        Value::Rate { price, .. } => price,
        Value::Recount { recounted, .. } => {
            let whole = Exact::from(*recounted);
            return Scaled::exact("figures", &whole, &whole.to_string()).map(Some);
        }
        _ => return Ok(None),
    };
    // A percentage that stands for a count is not one.
    if stated.is_percent() {
        Ok(None)
    } else {
        Scaled::stated("figures", stated).map(Some)
    }
}

/// What of a figure counts units by what was seen of them.
#[derive(Default)]
struct SeenColumns {
    in_order: i64,
    partly: i64,
    not_in_order: i64,
    not_inspectable: i64,
    refused: i64,
    not_applicable: i64,
}

impl SeenColumns {
    fn of(value: &Value) -> Result<Self, StorageError> {
        let (Value::InOrder(seen) | Value::AtLeastOnce(seen)) = value else {
            return Ok(Self::default());
        };
        let Seen {
            count,
            of,
            partly,
            not_inspectable,
            refused,
            not_applicable,
        } = *seen;
        let stored = |count| stored_count("figures", count);
        Ok(Self {
            in_order: stored(count)?,
            partly: stored(partly)?,
            // Where the parts are more than the whole, the comparison says so; a count is never below zero.
            not_in_order: stored(of.saturating_sub(count).saturating_sub(partly))?,
            not_inspectable: stored(not_inspectable)?,
            refused: stored(refused)?,
            not_applicable: stored(not_applicable)?,
        })
    }
}
