//! What stands under Claimed and under Found in one row: published figures, sums of single observations,
//! and for promises that are only visible in money, the money lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::EvidenceType;
use crate::domain::figure::{Column, EvidenceKind, Figure, RestsOn, Seen, Tested, Value, Visits};
use crate::domain::money_line::{MoneyBasis, MoneyLine, MoneyState};
use crate::domain::number::{Exact, NumberError};
use crate::domain::obligation::{Kind, Obligation, SplitBy, Target};
use crate::domain::party::Counter;
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;
use crate::domain::sample::Design;

use super::measure::Measured;
use super::slices::{Slice, figures_of, lines_of};

/// The sum of single observations of one promise at one place in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedCell {
    /// Which promise.
    pub obligation: Code,
    /// Where.
    pub place: Option<Code>,
    /// In which of the promise's periods.
    pub period: Option<Period>,
    /// Whether these looked again after a fix was claimed.
    pub recheck: bool,
    /// What was seen; `of` counts units that were judged, found or not found.
    pub seen: Seen,
    /// Units not found at the time of the visit; they are among `seen.of` for a promise of units.
    pub not_found: u64,
    /// Sum of the counts or measures noted.
    pub sum: Exact,
    /// How many observations carry a count or measure.
    pub values: u64,
    /// Distinct visits.
    pub visits: u64,
    /// Distinct observers.
    pub observers: u64,
    /// First and last day.
    pub days: Option<(PartialDate, PartialDate)>,
}

/// What a judgement of yes or no is one of, where the promise is a number of something else: water for twelve hours
/// is kept at so many places, or on so many visits, never for so many hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Every place was visited once.
    Place,
    /// Some place was visited more than once, or nobody said which it was.
    Visit,
}

impl Each {
    /// Its plural in results and keys: `places`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "places",
            Self::Visit => "visits",
        }
    }
}

/// One figure in a row, with how it compares.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The figure, published or summed up.
    pub figure: Figure,
    /// What it counts, where that is not the unit of the promise.
    pub each: Option<Each>,
    /// What was seen place by place, where places were drawn within groups or in groups.
    pub places: Vec<PlaceSeen>,
    /// How it compares with the target; absent where it is only shown.
    pub measured: Option<Measured>,
}

/// What was seen at one place of a draw.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceSeen {
    /// Which place.
    pub place: Code,
    /// Units as promised.
    pub in_order: u64,
    /// Units that were judged.
    pub judged: u64,
    /// Everything that was looked for, judged or not.
    pub looked: u64,
    /// Distinct visits.
    pub visits: u64,
    /// Sum of the counts or measures noted.
    pub sum: Exact,
    /// How many observations carry one.
    pub values: u64,
}

impl Entry {
    /// Whether the figure is kept beside the others and not used.
    #[must_use]
    pub fn is_set_aside(&self) -> bool {
        self.figure.set_aside.is_some()
    }
}

/// What stands in one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    pub claimed: Vec<Entry>,
    pub found: Vec<Entry>,
    pub rechecked: Vec<Entry>,
}

/// Gathers the figures of a row.
pub(super) fn evidence_of(
    case: &Case,
    obligation: &Obligation,
    target: &Target,
    slice: &Slice,
    cells: &[ObservedCell],
) -> Result<Evidence, NumberError> {
    let by = obligation.split_by.as_slice();
    let mut evidence = Evidence::default();
    for figure in figures_of(case, obligation).filter(|f| slice.holds_figure(by, f)) {
        let entry = Entry {
            figure: figure.clone(),
            each: None,
            places: Vec::new(),
            measured: None,
        };
        match figure.column() {
            Column::Claimed => evidence.claimed.push(entry),
            Column::Found => evidence.found.push(entry),
        }
    }
    for recheck in [false, true] {
        let here = cells.iter().filter(|c| {
            c.obligation == obligation.id && c.recheck == recheck && slice.holds_cell(by, c)
        });
        if let Some(entry) = summed(case, obligation, target, here, recheck)? {
            let list = if recheck {
                &mut evidence.rechecked
            } else {
                &mut evidence.found
            };
            list.push(entry);
        }
    }
    for line in lines_of(case, obligation)
        .into_iter()
        .filter(|l| slice.holds_line(by, l))
    {
        lines(obligation, target, line, &mut evidence);
    }
    Ok(evidence)
}

/// Adds up the cells of a row into one figure by the auditor.
fn summed<'c>(
    case: &Case,
    obligation: &Obligation,
    target: &Target,
    cells: impl Iterator<Item = &'c ObservedCell>,
    recheck: bool,
) -> Result<Option<Entry>, NumberError> {
    let sample = (case.samples.iter())
        .find(|s| s.unit == obligation.unit)
        .or_else(|| case.samples.iter().find(|s| s.visited));
    // A row of one place says nothing of its group.
    let grouped = sample.filter(|s| s.visited && !obligation.split_by.contains(&SplitBy::Place));
    let grouped = grouped.is_some_and(|s| matches!(s.design, Design::Stratified | Design::Cluster));
    let mut by_place: BTreeMap<&Code, PlaceSeen> = BTreeMap::new();
    let mut seen = Seen::default();
    let mut places = BTreeSet::new();
    let (mut not_found, mut sum, mut values, mut visits, mut observers) = (0, Exact::ZERO, 0, 0, 0);
    let mut any = false;
    for cell in cells {
        any = true;
        places.extend(cell.place.as_ref());
        if let Some(place) = cell.place.as_ref().filter(|_| grouped) {
            add_place(&mut by_place, obligation, place, cell)?;
        }
        seen.count += cell.seen.count;
        seen.of += cell.seen.of;
        seen.partly += cell.seen.partly;
        seen.not_inspectable += cell.seen.not_inspectable;
        seen.refused += cell.seen.refused;
        seen.not_applicable += cell.seen.not_applicable;
        not_found += cell.not_found;
        sum = sum.plus(cell.sum)?;
        values += cell.values;
        visits += cell.visits;
        observers = std::cmp::max(observers, cell.observers);
    }
    if !any {
        return Ok(None);
    }
    let adds_up = matches!(
        obligation.kind,
        Kind::Quantity | Kind::Frequency | Kind::Outcome
    ) && matches!(target, Target::AtLeast(t) | Target::MoreThan(t) | Target::Exactly(t) if !t.is_percent());
    // Units that were not there count once, under the promise of their number.
    if obligation.kind == Kind::Condition {
        seen.of -= not_found;
    }
    let value = if adds_up && values > 0 {
        Value::Count(Stated::exactly(sum))
    } else {
        Value::InOrder(seen)
    };
    let by_itself =
        matches!(value, Value::InOrder(_)) && is_judged_by_place(case, obligation, target);
    let each = by_itself.then_some(match usize::try_from(visits) == Ok(places.len()) {
        true => Each::Place,
        false => Each::Visit,
    });
    let rests_on = kinds_of(case, obligation);
    let id = Code::parse(if recheck { "rechecked" } else { "observed" }).ok();
    let figure = id.map(|id| Figure {
        obligation: Some(obligation.id.clone()),
        how: Some(if recheck { "recheck_visits" } else { "visits" }.to_owned()),
        sample: sample.map(|s| s.id.clone()),
        rests_on,
        visits: Some(if visits > 1 {
            Visits::Several
        } else {
            Visits::One
        }),
        observers: u32::try_from(observers).ok(),
        ..Figure::of(id, String::new(), value, Counter::Auditor)
    });
    Ok(figure.map(|figure| Entry {
        figure,
        each,
        places: by_place.into_values().collect(),
        measured: None,
    }))
}

/// Adds a cell to what was seen at its place.
fn add_place<'c>(
    places: &mut BTreeMap<&'c Code, PlaceSeen>,
    obligation: &Obligation,
    place: &'c Code,
    cell: &ObservedCell,
) -> Result<(), NumberError> {
    let known = places.entry(place).or_insert_with(|| PlaceSeen {
        place: place.clone(),
        in_order: 0,
        judged: 0,
        looked: 0,
        visits: 0,
        sum: Exact::ZERO,
        values: 0,
    });
    let absent = match obligation.kind {
        Kind::Condition => cell.not_found,
        _ => 0,
    };
    let seen = &cell.seen;
    known.in_order += seen.count;
    known.judged += seen.of - absent;
    known.looked += seen.of + seen.not_inspectable + seen.refused + seen.not_applicable;
    known.visits += cell.visits;
    known.sum = known.sum.plus(cell.sum)?;
    known.values += cell.values;
    Ok(())
}

/// Whether an observation is the judgement of one place on one day, and not one of the units that the promise counts.
/// Where the list of places is a list of those units, each of them is one.
fn is_judged_by_place(case: &Case, obligation: &Obligation, target: &Target) -> bool {
    let of_units = matches!(
        obligation.kind,
        Kind::Quantity | Kind::Frequency | Kind::Outcome | Kind::Condition
    );
    let in_number = match target {
        Target::AtLeast(n)
        | Target::MoreThan(n)
        | Target::AtMost(n)
        | Target::FewerThan(n)
        | Target::Exactly(n) => !n.is_percent(),
        Target::Between { .. } | Target::By(_) => true,
        _ => false,
    };
    in_number && !of_units && !case.samples.iter().any(|s| s.unit == obligation.unit)
}

/// The kinds of evidence behind the single observations of a promise.
fn kinds_of(case: &Case, obligation: &Obligation) -> Vec<RestsOn> {
    let mut kinds = vec![EvidenceKind::Observation];
    for id in case
        .observations
        .iter()
        .filter(|o| o.obligation == obligation.id)
        .flat_map(|o| &o.evidence)
    {
        let kind = match case.evidence.iter().find(|e| e.id == *id).map(|e| e.kind) {
            Some(EvidenceType::Documentary) => EvidenceKind::Document,
            Some(EvidenceType::Testimonial) => EvidenceKind::Account,
            Some(EvidenceType::Analytical) => EvidenceKind::Analysis,
            Some(EvidenceType::Physical) | None => EvidenceKind::Observation,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
        .into_iter()
        .map(|kind| RestsOn {
            kind,
            date: None,
            note: None,
        })
        .collect()
}

/// A money line as figures of the promise it belongs to: what came back is claimed by who says so, what was
/// questioned or upheld is found by who found it.
fn lines(obligation: &Obligation, target: &Target, line: &MoneyLine, evidence: &mut Evidence) {
    let recovers = matches!(target, Target::RecoverableSum);
    // Money that could be saved in future says nothing about what was delivered.
    if line.basis == MoneyBasis::CouldBeSaved || (!recovers && !obligation.kind.is_about_money()) {
        return;
    }
    // A line that belongs to another promise lends its flagged sum and nothing of what became of it.
    let own = line.obligation.as_ref() == Some(&obligation.id);
    for entry in &line.states {
        let speaks = match entry.state {
            MoneyState::Recovered => recovers,
            MoneyState::Flagged => !recovers,
            MoneyState::Sustained => !recovers && own,
            _ => false,
        };
        if !speaks {
            continue;
        }
        let figure = Figure {
            obligation: Some(obligation.id.clone()),
            party: line.party.clone(),
            place: line.place.clone(),
            period: line.period.clone(),
            sample: line.sample.clone(),
            rests_on: line.rests_on.clone(),
            how: entry.called.clone(),
            sources: entry.sources.clone(),
            tested: line
                .rests_on
                .iter()
                .any(|r| r.kind == EvidenceKind::Document)
                .then_some(Tested::TracedToSource),
            ..Figure::of(
                line.id.clone(),
                line.title.clone(),
                Value::Amount(entry.amount.clone()),
                entry.counted_by,
            )
        };
        match figure.column() {
            Column::Found if !recovers => evidence.found.push(Entry {
                figure,
                each: None,
                places: Vec::new(),
                measured: None,
            }),
            _ => evidence.claimed.push(Entry {
                figure,
                each: None,
                places: Vec::new(),
                measured: None,
            }),
        }
    }
}
