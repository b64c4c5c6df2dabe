//! What came of an audit, for its report: what was decided about what is asked, what was promised at hearings, what is to be put
//! right, and how much was fixed. A claim of a fix at which nobody has looked is not in it: whoever looks again reads reports.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use groundtruth_reports::model::{Coded, DateText, Decided, Fixes, FollowUp, Followed, Report};

use super::clocks::{Behind, Due, met_on, promised};
use super::following::behind;
use crate::db::audit::AuditLine;
use crate::db::findings::{
    Claims, KeptHearing, KeptProblem, clock_rules_of, hearings_of, problems_of,
};
use crate::db::{Conn, StorageError};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::Recommendation;
use crate::domain::follow_up::{
    ClockKind, ClockRules, Decision, Monitored, Problem, ProblemState, RecommendationState,
    Running, fixing,
};
use crate::domain::period::PartialDate;
use crate::infra::app::Ctx;
use crate::infra::words::Words;

/// An audit with what came of it, for printing.
struct Came<'a> {
    case: &'a Case,
    words: &'a Words,
    behind: Behind,
    problems: Vec<KeptProblem>,
    rules: ClockRules,
    today: NaiveDate,
    /// The numbers that findings have in the report, by their names in the audit.
    findings: BTreeMap<Code, String>,
    /// The same of what is asked.
    recommendations: BTreeMap<Code, String>,
}

/// Says it in a report.
///
/// # Errors
/// Those of the database.
pub async fn print_into(
    conn: &impl Conn,
    ctx: &Ctx,
    (line, case): (&AuditLine, &Case),
    report: &mut Report,
) -> Result<(), StorageError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let mut problems = problems_of(conn, scope, master, (line.id, Claims::Read)).await?;
    for one in &mut problems {
        one.problem = one.problem.as_seen();
    }
    let published = |one: &KeptProblem| has(case, &one.problem.finding);
    problems.retain(published);
    let hearings = hearings_of(conn, scope, master, line.id).await?;
    if case.recommendations.is_empty() && hearings.is_empty() && problems.is_empty() {
        return Ok(());
    }
    let came = Came {
        case,
        words: &ctx.app.words,
        behind: behind(ctx, line.id).await?,
        rules: clock_rules_of(conn, scope).await?,
        today: ctx.now.date_naive(),
        problems,
        findings: numbers(
            case.findings.iter().map(|one| &one.id),
            report.findings.iter().map(|one| &one.number),
        ),
        recommendations: numbers(
            case.recommendations.iter().map(|one| &one.id),
            report.recommendations.iter().map(|one| &one.number),
        ),
    };
    let mut items = Vec::new();
    for asked in &case.recommendations {
        let item = came.asked(asked);
        let mut printed = report.recommendations.iter_mut();
        if let Some(printed) = printed.find(|one| one.number == item.number) {
            printed.state = Some(item.state.clone());
            if let (None, Some(last)) = (&printed.reply, item.decided.last()) {
                printed.reply = Some(last.state.clone());
            }
        }
        items.push(item);
    }
    items.extend(hearings.iter().flat_map(|one| came.promises(one)));
    items.extend(came.problems.iter().map(|one| came.problem(&one.problem)));
    let fixes = came.fixes()?;
    report.follow_up = FollowUp { items, fixes };
    Ok(())
}

/// What a report lists in the order of its audit, by name.
fn numbers<'a>(
    names: impl Iterator<Item = &'a Code>,
    numbers: impl Iterator<Item = &'a String>,
) -> BTreeMap<Code, String> {
    names.cloned().zip(numbers.cloned()).collect()
}

fn has(case: &Case, finding: &Code) -> bool {
    case.findings.iter().any(|one| one.id == *finding)
}

fn label(id: &Code) -> String {
    id.as_str().to_uppercase()
}

impl Came<'_> {
    fn finding(&self, id: &Code) -> String {
        self.findings.get(id).cloned().unwrap_or_else(|| label(id))
    }

    fn day(&self, day: NaiveDate) -> DateText {
        self.date(day.into())
    }

    fn date(&self, date: PartialDate) -> DateText {
        DateText::new(self.words.partial(date), date.to_string())
    }

    fn coded(&self, group: &str, code: &str) -> Coded {
        Coded::new(code, self.words.get(&format!("{group}-{code}")))
    }

    fn party(&self, id: &Code, office: Option<&str>) -> String {
        let party = self.case.party(id);
        let name = party.map_or_else(|| id.to_string(), |one| one.name.clone());
        match office {
            Some(office) => format!("{name}, {office}"),
            None => name,
        }
    }

    fn decided(&self, one: Decision) -> Decided {
        Decided {
            on: self.day(one.on),
            state: self.coded("reply", one.is.code()),
            by: one.by,
            says: one.says,
        }
    }

    /// Something that was asked.
    fn asked(&self, asked: &Recommendation) -> Followed {
        let own = |problem: &Problem| asked.findings.contains(&problem.finding);
        let met = met_on(&self.problems, own);
        let clocks = self.behind.clocks(asked, met, (self.today, &self.rules));
        let action = clocks
            .iter()
            .find(|one| one.clock.kind == ClockKind::Action);
        let decisions = self.behind.decisions(&asked.id);
        let problems: Vec<&Problem> = self.problems.iter().map(|one| &one.problem).collect();
        let problems: Vec<&Problem> = problems.into_iter().filter(|one| own(one)).collect();
        let state = RecommendationState::of(decisions.last().map(|one| one.is), &problems);
        let days = asked.findings.iter();
        let days = days.map(|id| self.behind.published.get(id).copied());
        let since = days
            .collect::<Option<Vec<_>>>()
            .and_then(|days| days.into_iter().max());
        Followed {
            number: match self.recommendations.get(&asked.id) {
                Some(number) => number.clone(),
                None => label(&asked.id),
            },
            kind: self.coded("follow-kind", "asked"),
            what: asked.action.clone(),
            to: self.party(&asked.to, asked.office.as_deref()),
            since: since.map(|on| self.day(on)),
            due: match (asked.due, action) {
                (Some(due), _) => Some(self.date(due)),
                (None, Some(action)) => Some(self.day(action.clock.due)),
                (None, None) => None,
            },
            findings: asked.findings.iter().map(|id| self.finding(id)).collect(),
            decided: decisions.into_iter().map(|one| self.decided(one)).collect(),
            state: self.coded("recommendation-state", state.code()),
            settled: met.map(|on| self.day(on)),
        }
    }

    /// What was promised at a hearing, of findings that are in the report.
    fn promises(&self, kept: &KeptHearing) -> Vec<Followed> {
        let hearing = &kept.hearing;
        let own = hearing.promises.iter().filter_map(|one| {
            let finding = one.finding.as_ref()?;
            has(self.case, finding).then_some((one, finding))
        });
        let item = |(one, finding): (&crate::domain::follow_up::HearingPromise, &Code)| {
            let due: Due = promised((hearing.on, one), &self.problems, &self.rules);
            let state = match due.clock.on(self.today) {
                Running::Left(_) => "waits",
                Running::Over(_) => "over",
                Running::Met => "met",
                Running::MetLate(_) => "met_late",
            };
            Followed {
                number: label(&one.id),
                kind: self.coded("follow-kind", "promised"),
                what: one.says.clone(),
                to: self.party(&one.by, Some(&one.office)),
                since: Some(self.date(hearing.on)),
                due: one.due.map(|due| self.date(due)),
                findings: vec![self.finding(finding)],
                decided: Vec::new(),
                state: self.coded("follow-promised", state),
                settled: due.clock.met_on.map(|on| self.day(on)),
            }
        };
        own.map(item).collect()
    }

    /// Something that was found and is to be put right.
    fn problem(&self, problem: &Problem) -> Followed {
        let promise = self.case.obligation(&problem.promise);
        let place = problem.place.as_ref().and_then(|id| self.case.place(id));
        let said = [
            promise.map(|one| one.promise.clone()),
            place.map(|one| one.name.clone()),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let state = problem.state();
        let is_open = matches!(state, ProblemState::Open | ProblemState::ClaimedFixed);
        let last = problem.steps.last().filter(|_| !is_open);
        Followed {
            number: label(&problem.id),
            kind: self.coded("follow-kind", "problem"),
            what: said.join(" · "),
            to: self.party(&problem.body, None),
            since: Some(self.day(problem.opened)),
            due: None,
            findings: vec![self.finding(&problem.finding)],
            decided: Vec::new(),
            state: self.coded("follow-state", state.code()),
            settled: last.map(|step| self.day(step.on)),
        }
    }

    /// How much each body fixed, never a rate alone.
    fn fixes(&self) -> Result<Vec<Fixes>, StorageError> {
        let all: Vec<Problem> = self
            .problems
            .iter()
            .map(|one| one.problem.clone())
            .collect();
        let one = Monitored {
            projects: 1,
            value: None,
        };
        let bodies = all.iter().map(|problem| (problem.body.clone(), one));
        let bodies: BTreeMap<Code, Monitored> = bodies.collect();
        let fixing = fixing(&all, &bodies, self.today);
        let fixing = fixing.map_err(|refusal| StorageError::Log(format!("{refusal:?}")))?;
        let line = |key: &str, names: &[(&str, u64)]| {
            let names = names.iter().map(|(name, count)| (*name, count.to_string()));
            let names: Vec<(&str, String)> = names.collect();
            let names: Vec<(&str, &str)> = names.iter().map(|(n, c)| (*n, c.as_str())).collect();
            self.words.say(key, &names)
        };
        let fixes = fixing.into_iter().map(|one| {
            let (problems, marked) = (&one.rate.problems, one.false_closure);
            let (fixed, found) = (problems.resolved, problems.identified);
            let mut text = vec![line("follow-rate", &[("fixed", fixed), ("found", found)])];
            if one.closed_unfixed > 0 {
                text.push(line("follow-closed", &[("closed", one.closed_unfixed)]));
            }
            if marked.looked_at > 0 {
                let names = [
                    ("was_not", marked.was_not),
                    ("looked_at", marked.looked_at),
                    ("marked", marked.marked),
                ];
                text.push(line("follow-marked-fixed", &names));
            }
            Fixes {
                body: self.party(&one.body, None),
                found,
                fixed,
                closed: one.closed_unfixed,
                looked_at: marked.looked_at,
                was_not: marked.was_not,
                text,
            }
        });
        Ok(fixes.collect())
    }
}
