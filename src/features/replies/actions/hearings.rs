//! Hearings: when and where, who came as far as they agreed to be named, and what was promised there. What was promised has an
//! office and a day, mends a finding, and is followed with its clock. All of it is sealed; what the report may say of it stands
//! under *Since then*.

use super::following::since;
use super::{Given, READS, day_gone, field, opened, text_of, today, told};
use crate::db::audit::AuditLine;
use crate::db::findings::{
    Claims, KeptHearing, KeptProblem, add_hearing, hearings_of, problems_of, save_hearing,
};
use crate::db::{IdSource, write};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::follow_up::{
    Attendance, Hearing, HearingPromise, WrongAttendance, WrongPromise,
};
use crate::domain::log::{Happening, Opening};
use crate::domain::party::Counter;
use crate::domain::reply::Event;
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned};
use crate::infra::words::Words;

/// More people than come to a hearing.
const MOST_PEOPLE: u32 = 100_000;
/// More groups and promises than a hearing has.
const MOST: usize = 200;

/// An audit with its hearings.
#[derive(Debug)]
pub struct Hearings {
    /// The audit.
    pub planned: Planned,
    /// Its hearings, by number.
    pub all: Vec<KeptHearing>,
    /// Its problems, without what is said to be fixed.
    pub problems: Vec<KeptProblem>,
}

impl Hearings {
    /// A hearing by its number.
    ///
    /// # Errors
    /// [`ActionError::NotThere`] where there is none.
    pub fn numbered(&self, number: u32) -> Result<&KeptHearing, ActionError> {
        let mut all = self.all.iter();
        let found = all.find(|one| one.number == number);
        found.ok_or(ActionError::NotThere)
    }
}

/// The hearings of an audit.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn hearings(ctx: &Ctx, code: &str) -> Result<Hearings, ActionError> {
    ctx.require(READS)?;
    let planned = planned(ctx, code).await?;
    let (conn, scope, master) = (ctx.app.db.reads(), ctx.scope, &ctx.app.master);
    let audit = planned.line.id;
    Ok(Hearings {
        all: hearings_of(conn, scope, master, audit).await?,
        problems: problems_of(conn, scope, master, (audit, Claims::Left)).await?,
        planned,
    })
}

/// Writes down that a hearing was held; gives its number.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn held(ctx: &Ctx, code: &str, given: &Given) -> Result<u32, ActionError> {
    let now = hearings(ctx, code).await?;
    let mut fields = Fields::default();
    let on = day_gone(&mut fields, given, "on", today(ctx));
    let place = fields.text("place", field(given, "place"), 200);
    let place = fields.done(place)?;
    let number = now.all.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let hearing = Hearing {
        id: named("h", usize::try_from(number).unwrap_or(usize::MAX))?,
        on: on.into(),
        place: Some(place),
        attendance: Vec::new(),
        promises: Vec::new(),
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let number = add_hearing(txn, scope, master, (line.id, &hearing), &mut ids).await?;
        recorded(txn, ctx, (&line, number), &hearing, &mut ids).await?;
        let event = said(&ctx.app.words, &hearing);
        since(txn, ctx, code, (None, &event), &mut ids).await?;
        noted(txn, ctx, ("hearing-held", code), &mut ids).await?;
        Ok(number)
    })
    .await
}

/// A name inside the audit: `h-01`.
fn named(kind: &str, number: usize) -> Result<Code, ActionError> {
    Code::parse(&format!("{kind}-{number:02}")).map_err(|_| ActionError::NotThere)
}

/// Writes down who came: an office, a body or a group with how many people, and the name of one who agreed to be named.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn attended(
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    let now = hearings(ctx, code).await?;
    let before = &now.numbered(number)?.hearing;
    let mut fields = Fields::default();
    let who = fields.text("who", field(given, "who"), 200);
    let name = fields.optional("name", field(given, "name"), 200);
    let people = field(given, "people").trim();
    let people = match (people, &name) {
        // Whoever is named is one person.
        ("", Some(_)) => Some(1),
        (typed, _) => typed.parse::<u32>().ok().filter(|n| *n <= MOST_PEOPLE),
    };
    if people.is_none() {
        fields.wrong("people", WrongAttendance::Nobody.key());
    }
    let came = Attendance {
        who,
        people: people.unwrap_or(1),
        consented: field(given, "agreed") == "yes",
        name,
    };
    if let Err(wrong) = came.check() {
        let at = match wrong {
            WrongAttendance::Nobody | WrongAttendance::OneName => "people",
            WrongAttendance::NotAgreed => "name",
        };
        fields.wrong(at, wrong.key());
    }
    if before.attendance.len() >= MOST {
        fields.wrong("who", "hearing-many");
    }
    fields.done(())?;
    let mut after = before.clone();
    after.attendance.push(came);
    changed(ctx, (code, number), (before, &after), None).await
}

/// Writes down what was promised, by whom and until when, and which finding or problem it is to mend.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn promised(
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    let now = hearings(ctx, code).await?;
    let case = &now.planned.case;
    let before = &now.numbered(number)?.hearing;
    let mut fields = Fields::default();
    let by = fields.choice("by", field(given, "by"), |word| {
        let mut all = case.parties.iter();
        all.find(|one| one.id.as_str() == word)
            .map(|one| one.id.clone())
    });
    let office = fields.text("office", field(given, "office"), 200);
    let says = fields.text("says", field(given, "says"), 2_000);
    let quote = fields.optional("quote", field(given, "quote"), 2_000);
    let due = fields.day("due", field(given, "due"));
    let mends = fields.choice("mends", field(given, "mends"), |word| mends(&now, word));
    if before.promises.len() >= MOST {
        fields.wrong("says", "hearing-many");
    }
    let promise = HearingPromise {
        id: named(before.id.as_str(), before.promises.len() + 1)?,
        by: by.clone().unwrap_or_else(|| before.id.clone()),
        office,
        says,
        due: due.map(Into::into),
        quote,
        source: None,
        finding: mends.as_ref().map(|(finding, _)| finding.clone()),
        problem: mends.and_then(|(_, problem)| problem),
    };
    // It must be one that can be looked at like any other promise: it names its body and its day.
    if by.is_some()
        && let Err(wrong) = promise.obligation(before, &case.parties)
    {
        match wrong {
            WrongPromise::NoDay | WrongPromise::BeforeHearing => fields.wrong("due", wrong.key()),
            WrongPromise::UnknownBody => fields.wrong("by", wrong.key()),
            // That there are no words is told already.
            WrongPromise::Silent => {}
        }
    }
    fields.done(())?;
    let mut after = before.clone();
    after.promises.push(promise.clone());
    let event = promise_said(&ctx.app.words, case, before, &promise);
    changed(ctx, (code, number), (before, &after), Some(&event)).await
}

/// The finding that a word of the form names, or that of the problem that it names.
fn mends(now: &Hearings, word: &str) -> Option<(Code, Option<Code>)> {
    let findings = now.planned.case.findings.iter();
    let mut findings = findings.filter(|one| !one.positive);
    if let Some(finding) = findings.find(|one| one.id.as_str() == word) {
        return Some((finding.id.clone(), None));
    }
    let mut problems = now.problems.iter().map(|kept| &kept.problem);
    let problem = problems.find(|one| one.id.as_str() == word)?;
    Some((problem.finding.clone(), Some(problem.id.clone())))
}

/// Keeps more of a hearing, tells the evidence log, and says under *Since then* what may be said.
async fn changed(
    ctx: &Ctx,
    (code, number): (&str, u32),
    (before, after): (&Hearing, &Hearing),
    event: Option<&Event>,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        // What another wrote down meanwhile is not written over.
        let all = hearings_of(txn, scope, master, line.id).await?;
        let is_same = |one: &KeptHearing| one.number == number && one.hearing == *before;
        if !all.iter().any(is_same) {
            return Err(ActionError::field("form", "hearing-changed-meanwhile"));
        }
        save_hearing(txn, scope, master, (line.id, number, after), &mut ids).await?;
        recorded(txn, ctx, (&line, number), after, &mut ids).await?;
        let (was, is) = (said(&ctx.app.words, before), said(&ctx.app.words, after));
        since(txn, ctx, code, (Some(&was), &is), &mut ids).await?;
        if let Some(event) = event {
            since(txn, ctx, code, (None, event), &mut ids).await?;
        }
        noted(txn, ctx, ("hearing-written", code), &mut ids).await
    })
    .await
}

async fn recorded(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    (line, number): (&AuditLine, u32),
    hearing: &Hearing,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let record = Some(("hearing", text_of(hearing)));
    let says = |opening: &Opening| Happening::HearingRecorded {
        record: opening.record_commitment(),
    };
    let name = format!("hearing/{number}");
    Ok(told(txn, ctx, (line, &name), record, says, ids).await?)
}

/// Who came, as it may be said: whoever agreed, by name or office, with how many; of all others how many they were.
#[must_use]
pub fn came(words: &Words, hearing: &Hearing) -> Vec<String> {
    let (named, others) = hearing.printed();
    let mut all: Vec<String> = named
        .into_iter()
        .map(|one| match (&one.name, one.people) {
            (Some(name), _) => format!("{name}, {}", one.who),
            (None, 1) => one.who.clone(),
            (None, people) => format!("{} ({people})", one.who),
        })
        .collect();
    if others > 0 {
        let others = usize::try_from(others).unwrap_or(usize::MAX);
        let key = match all.is_empty() {
            true => "hearing-people",
            false => "hearing-others",
        };
        all.push(words.count(key, others, &[]));
    }
    all
}

/// What the chronology says of a hearing.
fn said(words: &Words, hearing: &Hearing) -> Event {
    let place = hearing.place.as_deref().unwrap_or_default();
    let mut what = words.say("hearing-event", &[("place", place)]);
    let came = came(words, hearing);
    if !came.is_empty() {
        what.push(' ');
        what.push_str(&words.say("hearing-event-came", &[("who", &came.join("; "))]));
    }
    Event {
        date: Some(hearing.on),
        to: None,
        what,
        since: true,
        obligations: Vec::new(),
        counted_by: Some(Counter::Auditor),
        sources: Vec::new(),
    }
}

/// What the chronology says of a promise that was made there.
fn promise_said(words: &Words, case: &Case, hearing: &Hearing, promise: &HearingPromise) -> Event {
    let body = case.party(&promise.by);
    let body = body.map_or_else(|| promise.by.to_string(), |one| one.name.clone());
    let due = promise.due.map(|due| words.day(due.last_day()));
    let names = [
        ("body", body.as_str()),
        ("office", &promise.office),
        ("due", due.as_deref().unwrap_or_default()),
        ("says", &promise.says),
    ];
    let finding = case
        .findings
        .iter()
        .find(|one| Some(&one.id) == promise.finding.as_ref());
    Event {
        date: Some(hearing.on),
        to: None,
        what: words.say("hearing-event-promise", &names),
        since: true,
        obligations: finding.map_or_else(Vec::new, |one| one.obligations.clone()),
        counted_by: Some(Counter::Auditor),
        sources: Vec::new(),
    }
}
