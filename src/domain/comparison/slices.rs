//! Which rows a promise has: one, or one for each place, period or party that its figures speak of.

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::figure::Figure;
use crate::domain::money_line::{MoneyLine, MoneyState};
use crate::domain::obligation::{Criterion, Kind, Obligation, SplitBy, Target};
use crate::domain::period::Period;

use super::evidence::ObservedCell;

/// The part of a promise that a row speaks of; nothing named means all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slice {
    /// One place.
    pub place: Option<Code>,
    /// One period.
    pub period: Option<Period>,
    /// One party.
    pub party: Option<Code>,
}

impl Slice {
    fn of(
        split_by: &[SplitBy],
        place: Option<&Code>,
        period: Option<&Period>,
        party: Option<&Code>,
    ) -> Self {
        Self {
            place: place
                .filter(|_| split_by.contains(&SplitBy::Place))
                .cloned(),
            period: period
                .filter(|_| split_by.contains(&SplitBy::Period))
                .cloned(),
            party: party
                .filter(|_| split_by.contains(&SplitBy::Party))
                .cloned(),
        }
    }

    pub(super) fn holds_figure(&self, split_by: &[SplitBy], figure: &Figure) -> bool {
        let (place, period, party) = (
            figure.place.as_ref(),
            figure.period.as_ref(),
            figure.party.as_ref(),
        );
        *self == Self::of(split_by, place, period, party)
    }

    pub(super) fn holds_line(&self, split_by: &[SplitBy], line: &MoneyLine) -> bool {
        let (place, period, party) = (
            line.place.as_ref(),
            line.period.as_ref(),
            line.party.as_ref(),
        );
        *self == Self::of(split_by, place, period, party)
    }

    pub(super) fn holds_cell(&self, split_by: &[SplitBy], cell: &ObservedCell) -> bool {
        *self == Self::of(split_by, cell.place.as_ref(), cell.period.as_ref(), None)
    }

    /// The target of a criterion here: its own for this slice, or the one for all.
    pub(super) fn target<'c>(&self, criterion: &'c Criterion) -> &'c Target {
        let special = criterion.targets.iter().find(|t| {
            (t.place.is_some() || t.period.is_some() || t.party.is_some())
                && (t.place.is_none() || t.place == self.place)
                && (t.period.is_none() || t.period == self.period)
                && (t.party.is_none() || t.party == self.party)
        });
        special.map_or(&criterion.target, |t| &t.target)
    }
}

/// The slices of a promise, in the order in which its figures stand in the case.
pub(super) fn slices_of(
    case: &Case,
    obligation: &Obligation,
    cells: &[ObservedCell],
) -> Vec<Slice> {
    let by = obligation.split_by.as_slice();
    if by.is_empty() {
        return vec![Slice::default()];
    }
    let mut slices: Vec<Slice> = Vec::new();
    let mut add = |slice: Slice| {
        if !slices.contains(&slice) {
            slices.push(slice);
        }
    };
    for target in obligation.criteria.iter().flat_map(|c| &c.targets) {
        add(Slice::of(
            by,
            target.place.as_ref(),
            target.period.as_ref(),
            target.party.as_ref(),
        ));
    }
    for figure in figures_of(case, obligation) {
        add(Slice::of(
            by,
            figure.place.as_ref(),
            figure.period.as_ref(),
            figure.party.as_ref(),
        ));
    }
    for line in lines_of(case, obligation) {
        add(Slice::of(
            by,
            line.place.as_ref(),
            line.period.as_ref(),
            line.party.as_ref(),
        ));
    }
    for cell in cells.iter().filter(|c| c.obligation == obligation.id) {
        add(Slice::of(
            by,
            cell.place.as_ref(),
            cell.period.as_ref(),
            None,
        ));
    }
    if slices.is_empty() {
        slices.push(Slice::default());
    }
    slices
}

/// Claims and tallies of a promise that are used in results.
pub(super) fn figures_of<'c>(
    case: &'c Case,
    obligation: &Obligation,
) -> impl Iterator<Item = &'c Figure> {
    let id = obligation.id.clone();
    case.claims
        .iter()
        .chain(&case.tallies)
        .filter(move |f| f.obligation.as_ref() == Some(&id))
}

/// Money lines of a promise. What was spent against the rules shows in sums only: a promise of that kind
/// that has no figure and no line of its own is spoken to by every line that was flagged.
pub(super) fn lines_of<'c>(case: &'c Case, obligation: &Obligation) -> Vec<&'c MoneyLine> {
    let own: Vec<_> = case
        .money
        .iter()
        .filter(|l| l.obligation.as_ref() == Some(&obligation.id))
        .collect();
    let speaks_of_sums =
        obligation.kind == Kind::Eligibility && figures_of(case, obligation).next().is_none();
    if !own.is_empty() || !speaks_of_sums {
        return own;
    }
    let flagged = |line: &&MoneyLine| line.states.iter().any(|s| s.state == MoneyState::Flagged);
    case.money.iter().filter(flagged).collect()
}
