//! An audit of one's own with its plan, opened to be read or changed: every ability that needs to know what was planned,
//! sealed and drawn asks here. What the plan says of the method, the samples and the chronology follows it into the case
//! through [`follow`], so that the comparison and the report say what the plan says.

mod follow;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DatabaseTransaction;

use crate::db::audit::{AuditLine, audit_named};
use crate::db::fieldwork::{
    Assignment, KeptDeviation, KeptPlan, Listed, Milestone, MilestoneKind, SealedPlaces,
    Substitution, assignments_of, deviations_of, instruments_of, milestones_of, plans_of,
    sealed_places_of, substitutions_of,
};
use crate::db::{
    load_case_within, load_outline, places_missed, read, visited_places, visits_before,
};
use crate::domain::case::{Case, Standing};
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, SeenAs};
use crate::domain::instrument::Instrument;
use crate::domain::plan::{Beside, Missing, Plan, SeedKind, missing};
use crate::domain::sample::Design;
use crate::domain::sampling::{
    self, DrawnSample, FrameUnit, NotSeen, PlanDrawError, UnitState, draw_plan,
};

use super::action::ActionError;
use super::app::Ctx;
use super::words::Words;

pub use follow::follow;

/// An audit and everything that was planned for it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its line.
    pub line: AuditLine,
    /// All of it; without visits and what was seen where `counted` stands for them.
    pub case: Case,
    /// What the visits come to, where they were not loaded.
    pub counted: Option<Counted>,
    /// The versions of its plan, oldest first.
    pub versions: Vec<KeptPlan>,
    /// What departed from the one that was locked.
    pub deviations: Vec<KeptDeviation>,
    /// Lists of places that were sealed, oldest first.
    pub lists: Vec<SealedPlaces>,
    /// Which places stand in for which.
    pub substitutions: Vec<Substitution>,
    /// Days that are told.
    pub milestones: Vec<Milestone>,
    /// Who goes where.
    pub assignments: Vec<Assignment>,
    /// Every version of what is asked.
    pub instruments: Vec<Instrument>,
}

/// What the visits of an audit come to, for what a plan says of them.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Places that were visited.
    places: BTreeSet<Code>,
    /// How many visits were made before the day of the first lock.
    before_lock: usize,
    /// How many of the places were refused or not found, on every visit.
    missed: u64,
}

/// The line of an audit of one's own.
///
/// # Errors
/// [`ActionError::NotThere`] where there is none of that name.
pub async fn own_audit(
    conn: &DatabaseTransaction,
    ctx: &Ctx,
    code: &str,
) -> Result<AuditLine, ActionError> {
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let line = audit_named(conn, ctx.scope, &code).await?;
    let line = line.filter(|one| one.standing == Standing::Own);
    line.ok_or(ActionError::NotThere)
}

/// An audit with its plan, to be read.
///
/// # Errors
/// [`ActionError::NotThere`] where there is none of that name.
pub async fn planned(ctx: &Ctx, code: &str) -> Result<Planned, ActionError> {
    read(&ctx.app.db, async |txn| {
        planned_to_change(txn, ctx, code).await
    })
    .await
}

/// The same inside a transaction, before a change.
///
/// # Errors
/// As [`planned`].
pub async fn planned_to_change(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    code: &str,
) -> Result<Planned, ActionError> {
    let line = own_audit(txn, ctx, code).await?;
    let case = load_case_within(txn, ctx.scope, &ctx.app.master, line.id).await?;
    gathered(txn, ctx, line, case).await
}

/// An audit with its plan whose visits are counted and not loaded: however many there are, what the plan says of them can be
/// written.
///
/// # Errors
/// Those of the database.
pub async fn planned_to_follow(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    line: &AuditLine,
) -> Result<Planned, ActionError> {
    let case = load_outline(txn, ctx.scope, line.id).await?;
    let mut planned = gathered(txn, ctx, line.clone(), case).await?;
    let lock = planned.first_locked().and_then(|kept| kept.locked);
    let before_lock = match lock {
        Some((at, _)) => visits_before(txn, ctx.scope, line.id, at.date_naive()).await?,
        None => 0,
    };
    let places = visited_places(txn, ctx.scope, line.id).await?;
    planned.counted = Some(Counted {
        places: places.into_iter().collect(),
        before_lock: usize::try_from(before_lock).unwrap_or(usize::MAX),
        missed: places_missed(txn, ctx.scope, line.id).await?,
    });
    Ok(planned)
}

async fn gathered(
    conn: &DatabaseTransaction,
    ctx: &Ctx,
    line: AuditLine,
    case: Case,
) -> Result<Planned, ActionError> {
    let (scope, master, audit) = (ctx.scope, &ctx.app.master, line.id);
    Ok(Planned {
        versions: plans_of(conn, scope, master, audit).await?,
        deviations: deviations_of(conn, scope, master, audit).await?,
        lists: sealed_places_of(conn, scope, audit).await?,
        substitutions: substitutions_of(conn, scope, master, audit).await?,
        milestones: milestones_of(conn, scope, master, audit).await?,
        assignments: assignments_of(conn, scope, master, audit).await?,
        instruments: instruments_of(conn, scope, audit).await?,
        line,
        case,
        counted: None,
    })
}

impl Planned {
    /// What the newest version says; nothing where no plan was made.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let newest = self.versions.last();
        newest.map(|kept| kept.plan.clone()).unwrap_or_default()
    }

    /// The newest version that is locked.
    #[must_use]
    pub fn locked(&self) -> Option<&KeptPlan> {
        self.versions
            .iter()
            .rev()
            .find(|kept| kept.locked.is_some())
    }

    /// The version that was locked first.
    #[must_use]
    pub fn first_locked(&self) -> Option<&KeptPlan> {
        self.versions.iter().find(|kept| kept.locked.is_some())
    }

    /// The list that is drawn from.
    #[must_use]
    pub fn list(&self) -> Option<&SealedPlaces> {
        self.lists.last()
    }

    /// The places of the audit as they are sealed: by name, each with its group.
    #[must_use]
    pub fn listed(&self, design: Option<Design>) -> Vec<Listed> {
        let clusters = design == Some(Design::Cluster);
        let one = |place: &crate::domain::fieldwork::Place| Listed {
            id: place.id.clone(),
            stratum: place.stratum.clone().filter(|_| !clusters),
            cluster: place.stratum.clone().filter(|_| clusters),
        };
        let mut listed: Vec<Listed> = self.case.places.iter().map(one).collect();
        listed.sort();
        listed
    }

    /// The draw of the locked plan. `None` where nothing was locked, or chance does not decide in its design.
    #[must_use]
    pub fn drawn(&self) -> Option<Result<DrawnSample, PlanDrawError>> {
        let sampling = self.locked()?.plan.sampling.as_ref()?;
        let by_chance = sampling.design.is_probability()
            || matches!(sampling.design, Design::Lqas | Design::Census);
        let units: Vec<FrameUnit> = self.list()?.units.iter().map(frame_unit).collect();
        by_chance.then(|| draw_plan(sampling, &units))
    }

    /// Why the draw waits: the seed is a public value that is not known yet.
    #[must_use]
    pub fn awaits_value(&self) -> Option<(String, chrono::NaiveDate)> {
        let sampling = self.locked()?.plan.sampling.as_ref()?;
        let seed = sampling.seed.as_ref()?;
        match &seed.kind {
            SeedKind::PublicValue { name, date } if seed.text.trim().is_empty() => {
                Some((name.clone(), *date))
            }
            _ => None,
        }
    }

    /// The log of substitutions as the draw knows it.
    #[must_use]
    pub fn log(&self, drawn: &DrawnSample) -> Vec<sampling::Substitution> {
        let entry = |one: &Substitution| {
            let unit = one.taken_out.as_str();
            let because = serde_json::from_value(one.reason.clone().into());
            sampling::Substitution {
                group: drawn
                    .group_of(unit)
                    .map_or_else(String::new, |group| group.name.clone()),
                unit: unit.to_owned(),
                because: because.unwrap_or(NotSeen::NotReached),
                by: Some(one.taken_in.as_str().to_owned()),
                none_because: None,
            }
        };
        self.substitutions.iter().map(entry).collect()
    }

    /// What is known of each place that was visited: a refusal where nobody was let in, not found where nothing else was
    /// seen of it.
    #[must_use]
    pub fn states(&self) -> BTreeMap<String, UnitState> {
        let mut states = BTreeMap::new();
        for visit in &self.case.visits {
            let seen = self.case.observations.iter();
            let mut seen = seen.filter(|one| one.visit == visit.id).peekable();
            let not_found = seen.peek().is_some() && seen.all(|one| one.seen == SeenAs::NotFound);
            let state = match visit.access {
                AccessGiven::Refused => UnitState::Refused,
                _ if not_found => UnitState::NotFound,
                _ => UnitState::Visited,
            };
            // Of several visits to a place, the one on which most was seen counts.
            let place = visit.place.as_str().to_owned();
            let known = states.entry(place).or_insert(state);
            *known = (*known).min(state);
        }
        states
    }

    /// Places that were visited though chance did not choose them, of a draw.
    #[must_use]
    pub fn visited_undrawn(&self) -> BTreeSet<&str> {
        let Some(Ok(drawn)) = self.drawn() else {
            return BTreeSet::new();
        };
        let log = self.log(&drawn);
        let drawn: BTreeSet<&str> = drawn
            .taken()
            .chain(log.iter().filter_map(|entry| entry.by.as_deref()))
            .collect();
        let visited = self.visited().into_iter().map(Code::as_str);
        visited.filter(|place| !drawn.contains(place)).collect()
    }

    /// Places that were visited.
    #[must_use]
    pub fn visited(&self) -> BTreeSet<&Code> {
        match &self.counted {
            Some(counted) => counted.places.iter().collect(),
            None => self.case.visits.iter().map(|visit| &visit.place).collect(),
        }
    }

    /// How many of the places that were visited were not seen: refused or not found on every visit.
    fn missed(&self) -> u64 {
        match &self.counted {
            Some(counted) => counted.missed,
            None => {
                let states = self.states();
                let missed = states.values().filter(|one| **one != UnitState::Visited);
                missed.count() as u64
            }
        }
    }

    /// In how many groups of the list a place was visited.
    fn groups_visited(&self) -> u64 {
        let visited = self.visited();
        let places = self.case.places.iter();
        let groups = places.filter(|place| visited.contains(&place.id));
        let groups: BTreeSet<_> = groups.map(|place| &place.stratum).collect();
        groups.len() as u64
    }

    /// How many visits were made before the day of the first lock, which is given.
    fn visits_before(&self, day: chrono::NaiveDate) -> usize {
        match &self.counted {
            Some(counted) => counted.before_lock,
            None => {
                let visits = self.case.visits.iter();
                visits.filter(|visit| visit.date.last_day() < day).count()
            }
        }
    }

    /// The newest version of each instrument.
    #[must_use]
    pub fn newest_instruments(&self) -> Vec<Instrument> {
        let mut newest: BTreeMap<&Code, &Instrument> = BTreeMap::new();
        for one in &self.instruments {
            let known = newest.entry(&one.code).or_insert(one);
            if known.version < one.version {
                *known = one;
            }
        }
        newest.into_values().cloned().collect()
    }

    /// What would make the plan stronger.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let promises: Vec<Code> = self
            .case
            .obligations
            .iter()
            .map(|one| one.id.clone())
            .collect();
        let beside = Beside {
            promises: &promises,
            instruments: self.newest_instruments().len(),
            list_sealed: self.list().is_some(),
        };
        let mut missing = missing(&self.plan(), &beside);
        // Drawn by chance at the lock, or a value that is named and not there yet: nothing is missing.
        let plan = self.plan();
        let seed = plan.sampling.as_ref().and_then(|one| one.seed.as_ref());
        missing.retain(|one| *one != Missing::Seed || seed.is_none());
        missing
    }

    /// What is missing, in words.
    #[must_use]
    pub fn missing_said(&self, missing: &Missing, words: &Words) -> String {
        let about = match missing {
            Missing::Fit(question) => match serde_json::to_value(question) {
                Ok(serde_json::Value::String(word)) => words.get(&format!("plan-fit-{word}")),
                _ => String::new(),
            },
            Missing::Declaration(code) => code.clone(),
            Missing::Measures(group) | Missing::StopRule(group) => group.clone(),
            Missing::DecisionRule(code) => {
                let promise = self.case.obligation(code);
                promise.map_or_else(|| code.to_string(), |one| one.promise.clone())
            }
            _ => String::new(),
        };
        words.say(missing.key(), &[("about", &about)])
    }

    /// Since when the visits are stopped, where they are.
    #[must_use]
    pub fn stopped(&self) -> Option<&Milestone> {
        let last = self
            .milestones
            .iter()
            .rev()
            .find(|one| matches!(one.kind, MilestoneKind::Stopped | MilestoneKind::Resumed));
        last.filter(|one| one.kind == MilestoneKind::Stopped)
    }

    /// The first day of this kind.
    #[must_use]
    pub fn day_of(&self, kind: MilestoneKind) -> Option<chrono::NaiveDate> {
        let days = self.milestones.iter().filter(|one| one.kind == kind);
        days.map(|one| one.on).min()
    }
}

/// A unit of a sealed list as the draw takes it.
#[must_use]
pub fn frame_unit(listed: &Listed) -> FrameUnit {
    FrameUnit {
        id: listed.id.as_str().to_owned(),
        stratum: listed.cluster.clone().or_else(|| listed.stratum.clone()),
    }
}
