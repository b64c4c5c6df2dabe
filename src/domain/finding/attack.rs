//! What will the lawyer attack? A list of points for each finding, with the facts: how places were chosen, how well it is
//! proven, when it was seen, what speaks against it, what was changed, who checked it, what the other side can say.

use std::collections::BTreeSet;

use super::publishable::Beside;
use super::rests::{contrary, rows_of};
use super::{CauseCertainty, Citation, Draft};
use crate::domain::code::Code;
use crate::domain::comparison::{Grade, Row};
use crate::domain::fieldwork::{AccessGiven, Visit, VisitPurpose};
use crate::domain::figure::{Seen, Value};
use crate::domain::money_line::Certainty;
use crate::domain::number::Exact;
use crate::domain::obligation::CriterionRank;
use crate::domain::period::PartialDate;
use crate::domain::plan::Deviation;
use crate::domain::reply::ReplyState;
use crate::domain::sample::{Announced, Design, Sample};
use crate::domain::sampling::Substitution;

/// What is known of the field besides the audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'f> {
    /// What was changed after the plan was locked.
    pub deviations: &'f [Deviation],
    /// Units that were replaced.
    pub substitutions: &'f [Substitution],
    /// Whether the plan was locked before the first visit.
    pub locked: bool,
    /// Members of the team with a declared tie, by code.
    pub ties: &'f [&'f str],
}

/// When something was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// How many visits.
    pub visits: usize,
    /// How many observers.
    pub observers: usize,
    /// The first day.
    pub first: PartialDate,
    /// The last day.
    pub last: PartialDate,
}

/// One point that a hostile reader will make, with its facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Attack {
    /// Places were chosen, not drawn; why, where that is said.
    Chosen {
        /// The sample.
        sample: Code,
        /// Why these.
        because: Option<String>,
    },
    /// Only a part was seen, by chance: so many of so many.
    PartSeen {
        /// The sample.
        sample: Code,
        /// How many.
        seen: u64,
        /// Of how many.
        of: u64,
    },
    /// How they were chosen, or how many there are, is not known.
    BasisUnknown(Code),
    /// There is no sample at all behind what was found.
    NoSample,
    /// How well it is proven is less than two independent looks.
    Grade(Grade),
    /// Evidence contradicts it, shown or not.
    Contrary(Citation),
    /// Contrary evidence is not shown, with the reason.
    Excluded(Citation, String),
    /// When it was seen, and by how many: little, or long ago.
    Seen(Visited),
    /// The audited side knew when visits would come.
    Announced,
    /// Some visits were announced and some not, and they stand together.
    AnnouncedMixed,
    /// Units that could not be judged: so many not inspectable, so many refused, of so many judged.
    LeftOut {
        /// Not inspectable.
        not_inspectable: u64,
        /// Access refused.
        refused: u64,
        /// Judged.
        of: u64,
    },
    /// Observers were let in only in part on so many visits.
    PartialAccess(usize),
    /// The plan was not locked before the first visit.
    NotLocked,
    /// A change after the plan was locked.
    Deviation(u32, String),
    /// A unit was replaced: this one, by that one.
    Substituted(String, Option<String>),
    /// One person checked their own finding.
    OneChecker,
    /// Somebody of the team declared a tie.
    Tie(String),
    /// The standard is not law and not the agreement: where it comes from.
    Standard(Code, CriterionRank),
    /// Criteria disagree, or the parties dispute which applies.
    StandardDisputed,
    /// The promise can be read in more than one way, in these words.
    Unclear(String),
    /// The provider or funder claims more than was found: so much, by its own figure.
    ClaimsMore {
        /// The figure.
        figure: Code,
        /// Claimed minus found.
        by: Exact,
    },
    /// A claim of theirs that stands against the finding and has no measure to compare.
    Claims(Code),
    /// An amount rests on an estimate.
    Estimated(Code),
    /// A party objects, in the words of its reply.
    Objection(Code, ReplyState),
    /// The party was never asked.
    NotAsked(Code),
    /// Nobody found out why.
    CauseUnknown,
    /// Why is only what somebody says.
    CauseAlleged,
}

impl Attack {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Chosen { .. } => "attack-chosen",
            Self::PartSeen { .. } => "attack-part-seen",
            Self::BasisUnknown(_) => "attack-basis-unknown",
            Self::NoSample => "attack-no-sample",
            Self::Grade(_) => "attack-grade",
            Self::Contrary(_) => "attack-contrary",
            Self::Excluded(..) => "attack-excluded",
            Self::Seen(_) => "attack-seen",
            Self::Announced => "attack-announced",
            Self::AnnouncedMixed => "attack-announced-mixed",
            Self::LeftOut { .. } => "attack-left-out",
            Self::PartialAccess(_) => "attack-partial-access",
            Self::NotLocked => "attack-not-locked",
            Self::Deviation(..) => "attack-deviation",
            Self::Substituted(..) => "attack-substituted",
            Self::OneChecker => "attack-one-checker",
            Self::Tie(_) => "attack-tie",
            Self::Standard(..) => "attack-standard",
            Self::StandardDisputed => "attack-standard-disputed",
            Self::Unclear(_) => "attack-unclear",
            Self::ClaimsMore { .. } => "attack-claims-more",
            Self::Claims(_) => "attack-claims",
            Self::Estimated(_) => "attack-estimated",
            Self::Objection(..) => "attack-objection",
            Self::NotAsked(_) => "attack-not-asked",
            Self::CauseUnknown => "attack-cause-unknown",
            Self::CauseAlleged => "attack-cause-alleged",
        }
    }

    /// The facts that its sentence names: text, codes and numbers, by name.
    #[must_use]
    pub fn names(&self) -> Vec<(&'static str, String)> {
        let one = |name, value: &dyn ToString| vec![(name, value.to_string())];
        match self {
            Self::Chosen { sample, because } => vec![
                ("sample", sample.to_string()),
                ("because", because.clone().unwrap_or_default()),
            ],
            Self::PartSeen { sample, seen, of } => vec![
                ("sample", sample.to_string()),
                ("seen", seen.to_string()),
                ("of", of.to_string()),
            ],
            Self::BasisUnknown(sample) => one("sample", sample),
            Self::Grade(grade) => one("grade", &grade.code()),
            Self::Seen(when) => vec![
                ("visits", when.visits.to_string()),
                ("observers", when.observers.to_string()),
                ("first", when.first.to_string()),
                ("last", when.last.to_string()),
            ],
            Self::LeftOut {
                not_inspectable,
                refused,
                of,
            } => vec![
                ("not_inspectable", not_inspectable.to_string()),
                ("refused", refused.to_string()),
                ("of", of.to_string()),
            ],
            Self::PartialAccess(visits) => one("visits", visits),
            Self::Deviation(number, reason) => {
                vec![("number", number.to_string()), ("reason", reason.clone())]
            }
            Self::Substituted(unit, by) => vec![
                ("unit", unit.clone()),
                ("by", by.clone().unwrap_or_default()),
            ],
            Self::Tie(who) => one("who", who),
            Self::Standard(criterion, _) => one("criterion", criterion),
            Self::Unclear(why) => one("why", why),
            Self::ClaimsMore { figure, by } => {
                vec![("figure", figure.to_string()), ("by", by.to_string())]
            }
            Self::Claims(figure) => one("figure", figure),
            Self::Estimated(line) => one("line", line),
            Self::Excluded(_, because) => one("because", because),
            Self::Objection(party, state) => vec![
                ("party", party.to_string()),
                ("state", state.code().to_owned()),
            ],
            Self::NotAsked(party) => one("party", party),
            Self::Contrary(_)
            | Self::NoSample
            | Self::Announced
            | Self::AnnouncedMixed
            | Self::NotLocked
            | Self::OneChecker
            | Self::StandardDisputed
            | Self::CauseUnknown
            | Self::CauseAlleged => Vec::new(),
        }
    }
}

/// Every point that will be made against a finding.
#[must_use]
pub fn attacks(draft: &Draft, beside: &Beside, field: &Field) -> Vec<Attack> {
    let rows = rows_of(draft, beside.comparison);
    let mut found = Vec::new();
    of_samples(&rows, beside, &mut found);
    for row in &rows {
        let weak = matches!(
            row.grade,
            Grade::ClaimedOnly | Grade::UsersSaid(_) | Grade::ObservedOnce | Grade::Conflicting
        );
        if weak && !found.contains(&Attack::Grade(row.grade)) {
            found.push(Attack::Grade(row.grade));
        }
    }
    of_visits(draft, beside, &mut found);
    of_units(&rows, &mut found);
    for one in contrary(draft, beside.case, beside.comparison) {
        match draft.exclusions.iter().find(|e| e.of == one.what) {
            Some(e) => found.push(Attack::Excluded(one.what, e.because.clone())),
            None => found.push(Attack::Contrary(one.what)),
        }
    }
    if !field.locked {
        found.push(Attack::NotLocked);
    }
    for deviation in field.deviations {
        found.push(Attack::Deviation(
            deviation.number,
            deviation.reason.clone(),
        ));
    }
    for entry in field.substitutions {
        found.push(Attack::Substituted(entry.unit.clone(), entry.by.clone()));
    }
    if beside.checked_by.is_none_or(|by| by == beside.author) {
        found.push(Attack::OneChecker);
    }
    found.extend(field.ties.iter().map(|who| Attack::Tie((*who).to_owned())));
    of_standards(draft, beside, &rows, &mut found);
    of_claims(&rows, &mut found);
    for id in rows.iter().flat_map(|row| &row.money.lines) {
        let line = beside.case.money.iter().find(|line| line.id == *id);
        let point = Attack::Estimated(id.clone());
        if line.is_some_and(|l| l.certainty == Certainty::Likely) && !found.contains(&point) {
            found.push(point);
        }
    }
    of_replies(draft, beside, &mut found);
    match draft.cause.certainty {
        _ if draft.positive => {}
        CauseCertainty::NotDetermined => found.push(Attack::CauseUnknown),
        CauseCertainty::Alleged => found.push(Attack::CauseAlleged),
        CauseCertainty::Known => {}
    }
    found
}

fn of_samples(rows: &[&Row], beside: &Beside, found: &mut Vec<Attack>) {
    let mut samples: Vec<&Sample> = Vec::new();
    let mut without = false;
    for entry in rows.iter().flat_map(|row| row.found_in_use()) {
        match entry
            .figure
            .sample
            .as_ref()
            .and_then(|id| beside.case.sample(id))
        {
            Some(sample) if !samples.iter().any(|s| s.id == sample.id) => samples.push(sample),
            Some(_) => {}
            None => without |= !entry.figure.full_count,
        }
    }
    for sample in samples {
        let id = || sample.id.clone();
        match (sample.design, sample.seen, sample.universe) {
            (Design::Census, Some(seen), Some(of)) if seen < of => {
                found.push(Attack::PartSeen {
                    sample: id(),
                    seen,
                    of,
                });
            }
            (Design::Census, ..) => {}
            (Design::Judgmental | Design::Convenience, ..) => found.push(Attack::Chosen {
                sample: id(),
                because: sample.chosen_because.clone(),
            }),
            (Design::NotPublished, ..) | (_, None, _) | (_, _, None) => {
                found.push(Attack::BasisUnknown(id()));
            }
            (_, Some(seen), Some(of)) => found.push(Attack::PartSeen {
                sample: id(),
                seen,
                of,
            }),
        }
        match sample.announced {
            Announced::Announced => found.push(Attack::Announced),
            Announced::Both => found.push(Attack::AnnouncedMixed),
            Announced::Unannounced | Announced::NotPublished => {}
        }
    }
    if without {
        found.push(Attack::NoSample);
    }
}

fn of_visits(draft: &Draft, beside: &Beside, found: &mut Vec<Attack>) {
    let case = beside.case;
    let speaks = |visit: &&Visit| {
        let mut seen = case.observations.iter();
        visit.purpose == VisitPurpose::Audit
            && seen.any(|o| o.visit == visit.id && draft.obligations.contains(&o.obligation))
    };
    let visits: Vec<&Visit> = case.visits.iter().filter(speaks).collect();
    let days = || visits.iter().map(|v| v.date);
    let observers: BTreeSet<&String> = visits.iter().flat_map(|v| &v.observers).collect();
    if let (Some(first), Some(last)) = (days().min(), days().max()) {
        found.push(Attack::Seen(Visited {
            visits: visits.len(),
            observers: observers.len(),
            first,
            last,
        }));
    }
    let partial = visits.iter().filter(|v| v.access == AccessGiven::Partial);
    let partial = partial.count();
    if partial > 0 {
        found.push(Attack::PartialAccess(partial));
    }
}

fn of_units(rows: &[&Row], found: &mut Vec<Attack>) {
    for entry in rows.iter().flat_map(|row| row.found_in_use()) {
        if let Value::InOrder(seen) | Value::AtLeastOnce(seen) = &entry.figure.value {
            let Seen {
                not_inspectable,
                refused,
                of,
                ..
            } = *seen;
            let point = Attack::LeftOut {
                not_inspectable,
                refused,
                of,
            };
            if not_inspectable + refused > 0 && !found.contains(&point) {
                found.push(point);
            }
        }
    }
}

fn of_standards(draft: &Draft, beside: &Beside, rows: &[&Row], found: &mut Vec<Attack>) {
    let promises = beside.case.obligations.iter();
    for obligation in promises.filter(|o| draft.obligations.contains(&o.id)) {
        for criterion in &obligation.criteria {
            if !matches!(
                criterion.rank,
                CriterionRank::Law | CriterionRank::Agreement
            ) {
                found.push(Attack::Standard(criterion.id.clone(), criterion.rank));
            }
        }
        if let Some(why) = &obligation.unclear {
            found.push(Attack::Unclear(why.clone()));
        }
    }
    let disputed = crate::domain::comparison::VerdictCode::StandardDisputed;
    if rows.iter().any(|row| row.verdict.code == disputed) {
        found.push(Attack::StandardDisputed);
    }
}

/// What provider and funder say that is better than what was found.
fn of_claims(rows: &[&Row], found: &mut Vec<Attack>) {
    for row in rows {
        let claims = row
            .claimed
            .iter()
            .filter(|e| !e.is_set_aside() && !e.figure.context && e.figure.counted_by.is_party());
        for entry in claims {
            let figure = entry.figure.id.clone();
            let point = match row.over_claim {
                Some(by) if by.is_positive() => Attack::ClaimsMore { figure, by },
                Some(_) => continue,
                None => Attack::Claims(figure),
            };
            if !found.contains(&point) {
                found.push(point);
            }
        }
    }
}

fn of_replies(draft: &Draft, beside: &Beside, found: &mut Vec<Attack>) {
    let about = crate::domain::reply::About::Finding(draft.id.clone());
    for party in &draft.addressees {
        let asked = beside.replies.iter().filter(|(asked, _)| asked == party);
        let mut positions = asked.flat_map(|(_, all)| all).filter(|p| *p.about == about);
        match positions.next_back() {
            None => found.push(Attack::NotAsked(party.clone())),
            Some(position) => {
                if let Some(state) = position.state.filter(|state| state.objects()) {
                    found.push(Attack::Objection(party.clone(), state));
                }
            }
        }
    }
}
