//! Clocks that run after a report: until when whoever was asked decides what to do, and until when it is done. What ran out
//! goes one step up, by a letter that people write.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::following::{Following, following};
use super::{Given, day_gone, field, opened, value_of};
use crate::db::findings::{
    KeptLetter, KeptProblem, KeptRecommendation, recommendations_of, save_recommendation,
};
use crate::db::write;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::Recommendation;
use crate::domain::follow_up::{
    Clock, ClockKind, ClockRules, Decision, Escalation, HearingPromise, Problem, ProblemState,
    Running, clock_of, escalation,
};
use crate::domain::period::PartialDate;
use crate::domain::reply::{About, ReplyState};
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::asked::Asked;

/// What clocks are worked out from, besides the audit itself.
#[derive(Debug, Default)]
pub struct Behind {
    /// What was written down as decided, with the recommendation it is about.
    pub recommendations: Vec<KeptRecommendation>,
    /// What was asked of whom, with what was answered.
    pub rounds: Vec<Asked>,
    /// When each finding was last published.
    pub published: BTreeMap<Code, NaiveDate>,
    /// Letters that were kept.
    pub letters: Vec<KeptLetter>,
}

/// A clock of a recommendation, or of what was promised at a hearing.
#[derive(Clone, Debug)]
pub struct Due {
    /// The recommendation, `c-01`, or the promise.
    pub id: Code,
    /// What was asked or promised.
    pub action: String,
    /// Of whom, or by whom.
    pub to: Code,
    /// The clock.
    pub clock: Clock,
    /// The step that may be taken now.
    pub step: Option<Escalation>,
}

impl Due {
    /// Whether it ran out.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        matches!(self.clock.on(today), Running::Over(_))
    }
}

impl Behind {
    /// The decisions about a recommendation, oldest first: those that were written down, and what the body that is asked
    /// answered to it.
    #[must_use]
    pub fn decisions(&self, id: &Code) -> Vec<Decision> {
        let mut all = self.recommendations.iter();
        let found = all.find(|one| one.is.recommendation.id == *id);
        let mut decisions = found.map_or_else(Vec::new, |one| one.is.decisions.clone());
        let about = About::Recommendation(id.clone());
        let of_body =
            |one: &&Asked| found.is_some_and(|is| one.kept.round.party == is.is.recommendation.to);
        let answers = self
            .rounds
            .iter()
            .filter(of_body)
            .flat_map(|one| &one.answers);
        let answers = answers.filter(|one| one.about == about);
        decisions.extend(answers.filter_map(Decision::by_answer));
        decisions.sort_by_key(|one| one.on);
        decisions
    }

    /// The clocks of a recommendation that is published. `met` is the day on which the last of its problems was seen to be
    /// fixed.
    #[must_use]
    pub fn clocks(
        &self,
        asked: &Recommendation,
        met: Option<NaiveDate>,
        (today, rules): (NaiveDate, &ClockRules),
    ) -> Vec<Due> {
        let days = asked.findings.iter().map(|id| self.published.get(id));
        let since: Option<Vec<&NaiveDate>> = days.collect();
        let since = since.and_then(|days| days.into_iter().max().copied());
        let named = asked.due;
        // What was published elsewhere has the day that it names, and no other.
        let Some(from) = since.or(named.map(|due| due.first_day())) else {
            return Vec::new();
        };
        let decisions = self.decisions(&asked.id);
        let decided = decisions.first().map(|one| one.on);
        let refused = decisions
            .last()
            .is_some_and(|one| one.is == ReplyState::Disagrees);
        let mut clocks = Vec::new();
        if since.is_some() {
            // What is done needs no decision any more.
            let settled = [decided, met].into_iter().flatten().min();
            clocks.push(clock_of(ClockKind::Decision, from, None, settled, rules));
        }
        if !refused {
            clocks.push(clock_of(ClockKind::Action, from, named, met, rules));
        }
        let due = |clock: Clock| Due {
            id: asked.id.clone(),
            action: asked.action.clone(),
            to: asked.to.clone(),
            step: escalation(&clock, &self.sent(&asked.id, clock.due), today, rules),
            clock,
        };
        clocks.into_iter().map(due).collect()
    }

    /// The steps that were sent about a recommendation since a day.
    fn sent(&self, id: &Code, since: NaiveDate) -> Vec<(Escalation, NaiveDate)> {
        let own = self.letters.iter().map(|one| &one.is);
        let own = own.filter(|letter| letter.about.as_ref() == Some(id));
        let sent = own.filter_map(|letter| Some((letter.step()?, letter.sent.as_ref()?.on)));
        sent.filter(|(_, on)| *on >= since).collect()
    }
}

/// The day on which the last of some problems was seen to be fixed; nothing while one is not, or where there is none.
pub(super) fn met_on(
    problems: &[KeptProblem],
    is_own: impl Fn(&Problem) -> bool,
) -> Option<NaiveDate> {
    let own = problems.iter().filter(|one| is_own(&one.problem));
    let mut last = None;
    for one in own {
        if one.problem.state() != ProblemState::RecheckedFixed {
            return None;
        }
        last = last.max(one.problem.steps.last().map(|step| step.on));
    }
    last
}

/// Every clock of an audit, in the order of its recommendations.
#[must_use]
pub fn clocks(
    case: &Case,
    (problems, behind): (&[KeptProblem], &Behind),
    (today, rules): (NaiveDate, &ClockRules),
) -> Vec<Due> {
    let asked = case.recommendations.iter();
    asked
        .flat_map(|one| {
            let met = met_on(problems, |problem| one.findings.contains(&problem.finding));
            behind.clocks(one, met, (today, rules))
        })
        .collect()
}

/// What was promised at a hearing of a day, with its clock. No letter is filled in from it.
#[must_use]
pub fn promised(
    (on, one): (PartialDate, &HearingPromise),
    problems: &[KeptProblem],
    rules: &ClockRules,
) -> Due {
    let met = met_on(problems, |problem| match &one.problem {
        Some(id) => problem.id == *id,
        None => one.finding.as_ref() == Some(&problem.finding),
    });
    Due {
        id: one.id.clone(),
        action: format!("{}: {}", one.office, one.says),
        to: one.by.clone(),
        clock: clock_of(ClockKind::Promise, on.first_day(), one.due, met, rules),
        step: None,
    }
}

impl Following {
    /// Every clock of the audit: what ran out first, the longest foremost; then what runs, the next to end foremost; then what
    /// was met.
    #[must_use]
    pub fn clocks(&self) -> Vec<Due> {
        let of = (self.problems.as_slice(), &self.behind);
        let mut all = clocks(&self.planned.case, of, (self.today, &self.rules));
        let hearings = self.hearings.iter().map(|kept| &kept.hearing);
        all.extend(hearings.flat_map(|hearing| {
            let promises = hearing.promises.iter();
            promises.map(|one| promised((hearing.on, one), &self.problems, &self.rules))
        }));
        all.sort_by_key(|one| {
            let group = match one.clock.on(self.today) {
                Running::Over(_) => 0,
                Running::Left(_) => 1,
                Running::Met | Running::MetLate(_) => 2,
            };
            (group, one.clock.due, one.id.clone())
        });
        all
    }
}

/// Writes down what was decided about a recommendation. An earlier decision stays in the record.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn decided(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    let now = following(ctx, code).await?;
    let asked = &now.planned.case.recommendations;
    let mut fields = Fields::default();
    let which = fields.choice("recommendation", field(given, "recommendation"), |word| {
        asked.iter().find(|one| one.id.as_str() == word)
    });
    let is: Option<ReplyState> = fields.choice("position", field(given, "position"), |word| {
        value_of(word).filter(|one| Decision::CHOICES.contains(one))
    });
    let on = day_gone(&mut fields, given, "decided", now.today);
    let says = fields.text("says", field(given, "says"), 2_000);
    let office = fields.optional("office", field(given, "office"), 200);
    let (which, is) = fields.done((which, is))?;
    let (Some(which), Some(is)) = (which, is) else {
        return Err(ActionError::NotThere);
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let all = recommendations_of(txn, scope, master, line.id).await?;
        let mut own = all.into_iter();
        let kept = own.find(|one| one.is.recommendation.id == which.id);
        let mut kept = kept.ok_or(ActionError::NotThere)?;
        kept.is.decisions.push(Decision {
            on,
            is,
            says: says.clone(),
            by: office.clone(),
        });
        kept.is.decisions.sort_by_key(|one| one.on);
        let one = (line.id, kept.number, &kept.is);
        save_recommendation(txn, scope, master, one, &mut ids).await?;
        noted(txn, ctx, ("decision-written", code), &mut ids).await
    })
    .await
}
