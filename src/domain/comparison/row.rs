//! Rows: one promise under one criterion, for one slice, at one stage; its figures, its verdict, its refusals.

use chrono::NaiveDate;

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::number::{Exact, NumberError};
use crate::domain::obligation::{Criterion, Ended, Obligation, Target};
use crate::domain::party::Counter;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::{Design, Sample};

use super::claims::{by_claims, claim_refusals};
use super::dispute::{inconsistent, settle_dispute};
use super::evidence::{Entry, Evidence, ObservedCell, evidence_of};
use super::grade::{Grade, grade};
use super::measure::{Measure, Standing};
use super::money::{RowMoney, money_of};
use super::slices::{Slice, slices_of};
use super::verdict::{Reason, Verdict, VerdictCode, together};

/// Before or after a criterion ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before it ended.
    Before(Ended),
    /// After it ended.
    After(Ended),
}

/// One row of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which promise.
    pub obligation: Code,
    /// Under which criterion.
    pub criterion: Code,
    /// For which part of it.
    pub slice: Slice,
    /// At which stage, where a criterion ended.
    pub stage: Option<Stage>,
    /// Whether no later stage follows.
    pub is_last_stage: bool,
    /// What had to be reached; `None` once the criterion has ended.
    pub target: Option<Target>,
    /// What parties say.
    pub claimed: Vec<Entry>,
    /// What was found.
    pub found: Vec<Entry>,
    /// What was seen on looking again.
    pub rechecked: Vec<Entry>,
    /// Claimed minus found in the promise's measure, where both are known.
    pub over_claim: Option<Exact>,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict by this criterion alone, where the standard is disputed.
    pub by_this_criterion: Verdict,
    /// How well it is proven.
    pub grade: Grade,
    /// What it means in money.
    pub money: RowMoney,
    /// What is not computed, and why.
    pub refusals: Vec<Refusal>,
}

impl Row {
    /// Every refusal of the row, those about money included, each code once.
    #[must_use]
    pub fn all_refusals(&self) -> Vec<&Refusal> {
        let mut all: Vec<&Refusal> = Vec::new();
        for refusal in self.refusals.iter().chain(&self.money.refusals) {
            if !all.iter().any(|r| r.code == refusal.code) {
                all.push(refusal);
            }
        }
        all
    }

    /// Found figures that are used in the result.
    pub fn found_in_use(&self) -> impl Iterator<Item = &Entry> {
        self.found
            .iter()
            .filter(|e| !e.is_set_aside() && !e.figure.context)
    }
}

/// The rows of one promise.
pub(super) fn rows_of(
    case: &Case,
    obligation: &Obligation,
    cells: &[ObservedCell],
    as_of: NaiveDate,
) -> Result<Vec<Row>, NumberError> {
    let mut rows = Vec::new();
    for slice in slices_of(case, obligation, cells) {
        let ended: Vec<&Ended> = obligation
            .criteria
            .iter()
            .filter_map(|c| c.ended.as_ref())
            .collect();
        let Some(end) = ended.first() else {
            rows.extend(stage_rows(
                case, obligation, &slice, cells, as_of, None, true,
            )?);
            continue;
        };
        let (before, after) = (Stage::Before((*end).clone()), Stage::After((*end).clone()));
        rows.extend(stage_rows(
            case,
            obligation,
            &slice,
            cells,
            as_of,
            Some(&before),
            false,
        )?);
        rows.extend(stage_rows(
            case,
            obligation,
            &slice,
            cells,
            as_of,
            Some(&after),
            true,
        )?);
    }
    Ok(rows)
}

fn stage_rows(
    case: &Case,
    obligation: &Obligation,
    slice: &Slice,
    cells: &[ObservedCell],
    as_of: NaiveDate,
    stage: Option<&Stage>,
    is_last_stage: bool,
) -> Result<Vec<Row>, NumberError> {
    let is_after = matches!(stage, Some(Stage::After(_)));
    let in_force: Vec<&Criterion> = obligation
        .criteria
        .iter()
        .filter(|c| !(is_after && c.ended.is_some()))
        .collect();
    if in_force.is_empty() {
        return Ok(obligation
            .criteria
            .first()
            .map(|c| dropped(obligation, c, slice, stage))
            .into_iter()
            .collect());
    }
    let mut rows = Vec::with_capacity(in_force.len());
    for criterion in &in_force {
        let row = judged(case, obligation, criterion, slice, cells, as_of)?;
        rows.push(Row {
            stage: stage.cloned(),
            is_last_stage,
            ..row
        });
    }
    for (row, criterion) in rows.iter_mut().zip(&in_force) {
        let before = match stage {
            Some(Stage::Before(end)) => Some(end),
            _ => None,
        };
        row.grade = grade(&in_use(&row.found), &in_use(&row.claimed), before);
        if inconsistent(obligation, criterion) {
            row.refusals
                .push(Refusal::new(RefusalCode::CriterionInconsistent));
        }
    }
    settle_dispute(&in_force, &mut rows);
    for (row, criterion) in rows.iter_mut().zip(&in_force) {
        row.money = money_of(case, obligation, criterion, row)?;
    }
    Ok(rows)
}

/// Once nothing applies there is no target, and what was found before stands with the stage before.
fn dropped(
    obligation: &Obligation,
    criterion: &Criterion,
    slice: &Slice,
    stage: Option<&Stage>,
) -> Row {
    let verdict = Verdict::cannot(Reason::NoTarget);
    Row {
        obligation: obligation.id.clone(),
        criterion: criterion.id.clone(),
        slice: slice.clone(),
        stage: stage.cloned(),
        // A promise is judged while it stood; dropping it later takes nothing back.
        is_last_stage: false,
        target: None,
        claimed: Vec::new(),
        found: Vec::new(),
        rechecked: Vec::new(),
        over_claim: None,
        verdict,
        by_this_criterion: verdict,
        grade: Grade::None,
        money: RowMoney::refused_as_is(),
        refusals: vec![Refusal::new(RefusalCode::NoTarget)],
    }
}

fn judged(
    case: &Case,
    obligation: &Obligation,
    criterion: &Criterion,
    slice: &Slice,
    cells: &[ObservedCell],
    as_of: NaiveDate,
) -> Result<Row, NumberError> {
    let target = slice.target(criterion);
    let mut evidence = evidence_of(case, obligation, target, slice, cells)?;
    let period = slice.period.as_ref().or(obligation.period.as_ref());
    for entry in evidence
        .claimed
        .iter_mut()
        .chain(&mut evidence.found)
        .chain(&mut evidence.rechecked)
    {
        if entry.is_set_aside() || entry.figure.context {
            continue;
        }
        let sample = sample_of(case, entry);
        let figure = &entry.figure;
        let measured = Measure {
            case,
            obligation,
            criterion,
            target,
            figure,
            each: entry.each,
            places: &entry.places,
            sample,
            period,
            as_of,
        }
        .run()?;
        entry.measured = Some(measured);
    }
    let over_claim = over_claim(&evidence)?;
    let (verdict, mut refusals) = verdict_of(
        case, obligation, criterion, target, &evidence, period, as_of,
    );
    let found = evidence.found.iter().filter_map(|e| e.measured.as_ref());
    refusals.extend(found.flat_map(|m| m.refusals.iter().cloned()));
    let claimed = evidence.claimed.iter().filter_map(|e| e.measured.as_ref());
    // Beside a finding, how a claim was sampled matters no more.
    let spoken = |r: &&Refusal| evidence.found.is_empty() || !is_about_sampling(r.code);
    refusals.extend(
        claimed
            .flat_map(|m| m.refusals.iter())
            .filter(spoken)
            .cloned(),
    );
    refusals.extend(claim_refusals(&evidence.claimed));
    refusals.extend(users_refusals(&evidence.found));
    once_each(&mut refusals);
    Ok(Row {
        obligation: obligation.id.clone(),
        criterion: criterion.id.clone(),
        slice: slice.clone(),
        stage: None,
        is_last_stage: true,
        target: Some(target.clone()),
        claimed: evidence.claimed,
        found: evidence.found,
        rechecked: evidence.rechecked,
        over_claim,
        verdict,
        by_this_criterion: verdict,
        grade: Grade::None,
        money: RowMoney::default(),
        refusals,
    })
}

fn verdict_of(
    case: &Case,
    obligation: &Obligation,
    criterion: &Criterion,
    target: &Target,
    evidence: &Evidence,
    period: Option<&crate::domain::period::Period>,
    as_of: NaiveDate,
) -> (Verdict, Vec<Refusal>) {
    let found = in_use(&evidence.found);
    let claimed = in_use(&evidence.claimed);
    if is_not_due(criterion, target, &found, period, as_of) {
        return (Verdict::new(VerdictCode::NotDue, 1), Vec::new());
    }
    if obligation.unclear.is_some() {
        return (Verdict::cannot(Reason::PromiseUnclear), Vec::new());
    }
    if obligation.tested == Some(false) {
        return untested(target, &claimed);
    }
    if !found.is_empty() {
        return (by_found(&found), unseen(&found));
    }
    if !claimed.is_empty() {
        return by_claims(case, obligation, &claimed);
    }
    if target.is_quantified() {
        (
            Verdict::cannot(Reason::NobodyLooked),
            vec![Refusal::new(RefusalCode::NotObserved)],
        )
    } else {
        (
            Verdict::cannot(Reason::NoTarget),
            vec![Refusal::new(RefusalCode::NoTarget)],
        )
    }
}

/// A period or deadline that has not ended; what was done before its day is done.
fn is_not_due(
    criterion: &Criterion,
    target: &Target,
    found: &[Entry],
    period: Option<&crate::domain::period::Period>,
    as_of: NaiveDate,
) -> bool {
    if let Target::By(date) = target {
        let met = together(found.iter()).is_some_and(|v| v.code == VerdictCode::Delivered);
        return date.last_day() >= as_of && !met;
    }
    !criterion.pro_rata && period.is_some_and(|p| p.to.is_some() && !p.has_ended_by(as_of))
}

fn untested(target: &Target, claimed: &[Entry]) -> (Verdict, Vec<Refusal>) {
    let code = if claimed.is_empty() {
        RefusalCode::NotObserved
    } else {
        RefusalCode::NoFoundFigure
    };
    let mut refusals = vec![Refusal::new(code)];
    if !target.is_quantified() {
        refusals.push(Refusal::new(RefusalCode::NoTarget));
    }
    (Verdict::cannot(Reason::NobodyLooked), refusals)
}

/// What was found decides. The auditor's own figures come before what users said; accounts of fewer than
/// four people support no general statement.
fn by_found(found: &[Entry]) -> Verdict {
    let own = || {
        found
            .iter()
            .filter(|e| e.figure.counted_by != Counter::Users)
    };
    let users = || {
        found
            .iter()
            .filter(|e| e.figure.counted_by == Counter::Users)
    };
    let contradicted = found.iter().any(|e| {
        e.figure
            .contradicts
            .iter()
            .any(|id| found.iter().any(|f| f.figure.id == *id))
    });
    if contradicted {
        let kept = |e: &Entry| e.measured.as_ref().map(|m| m.standing == Standing::Met);
        let mut sides = found.iter().filter_map(kept);
        if let Some(first) = sides.next()
            && sides.any(|s| s != first)
        {
            return Verdict::cannot(Reason::TooFew);
        }
    }
    if let Some(verdict) = together(own()) {
        return verdict;
    }
    if let Some(verdict) = together(users()) {
        let said = users()
            .filter_map(|e| e.figure.asked.and_then(|a| a.of))
            .max();
        return if said.is_some_and(|n| n < 4) {
            Verdict::cannot(Reason::TooFew)
        } else {
            verdict
        };
    }
    let reason = found
        .iter()
        .filter_map(|e| e.measured.as_ref())
        .find_map(|m| match m.standing {
            Standing::Undecided(reason) => Some((reason, m.rule)),
            _ => None,
        });
    let (reason, rule) = reason.unwrap_or((Reason::NobodyLooked, 3));
    Verdict::new(VerdictCode::CannotJudge(reason), rule)
}

/// Where only users spoke and their words decide nothing, the promise itself was not observed.
fn unseen(found: &[Entry]) -> Vec<Refusal> {
    let only_users = found.iter().all(|e| e.figure.counted_by == Counter::Users);
    let refusal = only_users && together(found.iter()).is_none();
    refusal
        .then(|| Refusal::new(RefusalCode::NotObserved))
        .into_iter()
        .collect()
}

fn users_refusals(found: &[Entry]) -> Option<Refusal> {
    let unknown = found
        .iter()
        .filter(|e| e.figure.counted_by == Counter::Users && !e.is_set_aside())
        .any(|e| {
            e.figure
                .asked
                .is_none_or(|a| a.said.is_none() || a.of.is_none())
        });
    unknown.then(|| Refusal::new(RefusalCode::UsersNUnknown))
}

fn is_about_sampling(code: RefusalCode) -> bool {
    matches!(
        code,
        RefusalCode::CensusNoInterval
            | RefusalCode::SampleNotPublished
            | RefusalCode::NotProbabilitySample
            | RefusalCode::BeyondFrame
    )
}

fn over_claim(evidence: &Evidence) -> Result<Option<Exact>, NumberError> {
    let value = |entries: &[Entry]| {
        entries
            .iter()
            .filter(|e| !e.is_set_aside())
            .find_map(|e| e.measured.as_ref().and_then(|m| m.value))
    };
    match (value(&evidence.claimed), value(&evidence.found)) {
        (Some(claimed), Some(found)) => Ok(Some(claimed.minus(found)?)),
        _ => Ok(None),
    }
}

fn sample_of<'c>(case: &'c Case, entry: &Entry) -> Option<&'c Sample> {
    case.sample(entry.figure.sample.as_ref()?)
        .filter(|s| s.design != Design::NotPublished || s.seen.is_some())
}

fn in_use(entries: &[Entry]) -> Vec<Entry> {
    entries
        .iter()
        .filter(|e| !e.is_set_aside() && !e.figure.context)
        .cloned()
        .collect()
}

fn once_each(refusals: &mut Vec<Refusal>) {
    let mut seen = std::collections::HashSet::new();
    refusals.retain(|r| seen.insert(r.code));
}
