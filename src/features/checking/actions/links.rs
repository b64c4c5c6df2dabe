//! What one piece of evidence says of another: chosen by a checker, shown at both, and printed where both count. It decides
//! nothing; contrary evidence is kept and shown.

use std::collections::BTreeMap;

use groundtruth_reports::model::{Evidence as Indexed, Report};

use super::deciding::{Checker, checker, others_may_check};
use super::{audit, is_sealed, tests_of};
use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::db::fieldwork::{
    Came, KeptLink, SubmissionLine, add_link, codes_of, drop_link, files_of, links_of,
    submission_numbered, submissions_of,
};
use crate::db::{Conn, StorageError, load_case_within, write};
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::log::{EventError, Happening, Number};
use crate::domain::obligation::Obligation;
use crate::domain::review::{Bearing, EvidenceLink};
use crate::infra::accepting::{evidence_name, subject_of};
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::words::Words;

/// So many are told of one visit; more are not read by anybody.
const MOST: usize = 50;

/// What the form of a link says.
#[derive(Clone, Debug, Default)]
pub struct NewLink {
    /// The number of a file of the visit; the visit as a whole where it is empty.
    pub file: String,
    /// `corroborates` or `contradicts`.
    pub bearing: String,
    /// The other visit: `V-0001`.
    pub to: String,
    /// The promise of which something was seen there; the visit as a whole where it is empty.
    pub promise: String,
    /// In words.
    pub note: String,
}

/// How reports number a promise: `O-01`.
#[must_use]
pub fn promise_number(promises: &[Obligation], promise: &Code) -> Option<String> {
    let at = promises.iter().position(|one| one.id == *promise)?;
    Some(format!("O-{:02}", at + 1))
}

/// Says what a visit, or a file of it, says of another.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn add(
    ctx: &Ctx,
    (code, number): (&str, i64),
    form: &NewLink,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::CheckVisits).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let line = audit(txn, ctx, (code, Permission::CheckVisits)).await?;
        let came = submission_numbered(txn, scope, master, (line.id, number)).await?;
        let came = came.ok_or(ActionError::NotThere)?;
        let codes = codes_of(txn, scope, master, line.id).await?;
        let others = others_may_check(txn, ctx).await?;
        if checker(ctx, &came, (&codes, others)) == Checker::SomebodyElse {
            return Err(ActionError::field("link", "link-somebody-else"));
        }
        let link = read(txn, ctx, (&line, &came), form).await?;
        let there = links_of(txn, scope, master, line.id).await?;
        if there.iter().any(|one| one.link.is_about_the_same(&link)) {
            return Err(ActionError::field("to", "link-there"));
        }
        let touching = there.iter().filter(|one| one.link.touches(number));
        if touching.count() >= MOST {
            return Err(ActionError::field("link", "link-many"));
        }
        add_link(txn, scope, master, (line.id, &link), &mut ids).await?;
        tell(txn, ctx, (&line, &came), link.bearing.word(), &mut ids).await?;
        noted(txn, ctx, ("visits-linked", line.code.as_str()), &mut ids).await
    })
    .await
}

async fn read(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    (line, came): (&AuditLine, &Came),
    form: &NewLink,
) -> Result<EvidenceLink, ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let mut fields = Fields::default();
    let bearing = fields.choice("bearing", &form.bearing, Bearing::of_word);
    let note = fields.optional("link-note", &form.note, 500);
    let tests = tests_of(txn, ctx, line).await?;
    let typed = form.to.trim().to_uppercase();
    let other = match Series::Submission.number_of(&typed) {
        Some(other) => submission_numbered(txn, scope, master, (line.id, other)).await?,
        None => None,
    };
    // Half of a paired test is not there for anybody before the other half is in.
    let other = other.filter(|other| !is_sealed(other, &tests));
    if other.is_none() || is_sealed(came, &tests) {
        fields.wrong("to", "link-no-visit");
    }
    let file = match form.file.as_str() {
        "" => None,
        typed => {
            let files = files_of(txn, scope, master, &[came.line.id]).await?;
            let mut files = files.into_values().flatten();
            let file = files.find(|file| file.number.to_string() == typed);
            if file.is_none() {
                fields.wrong("file", "field-choice");
            }
            file.map(|file| file.number)
        }
    };
    let case = load_case_within(txn, scope, master, line.id).await?;
    let promise = match form.promise.as_str() {
        "" => None,
        typed => {
            let found = case.obligations.iter().find(|one| one.id.as_str() == typed);
            if found.is_none() {
                fields.wrong("promise", "field-choice");
            }
            found.map(|one| one.id.clone())
        }
    };
    let link = EvidenceLink {
        from: came.line.number,
        file,
        bearing: bearing.unwrap_or(Bearing::Corroborates),
        to: other.map_or(0, |other| other.line.number),
        promise,
        note,
        by: by(ctx),
        at: ctx.now,
    };
    if !link.says_something() {
        fields.wrong("to", "link-itself");
    }
    fields.done(link)
}

/// Takes away what was said: it is told nowhere any more.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn dropped(
    ctx: &Ctx,
    (code, number): (&str, i64),
    which: u32,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::CheckVisits).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let line = audit(txn, ctx, (code, Permission::CheckVisits)).await?;
        let there = links_of(txn, scope, master, line.id).await?;
        let found = there.iter().find(|one| one.number == which);
        let found = found.filter(|one| one.link.touches(number));
        let from = found.ok_or(ActionError::NotThere)?.link.from;
        let came = submission_numbered(txn, scope, master, (line.id, from)).await?;
        let came = came.ok_or(ActionError::NotThere)?;
        let codes = codes_of(txn, scope, master, line.id).await?;
        let others = others_may_check(txn, ctx).await?;
        if checker(ctx, &came, (&codes, others)) == Checker::SomebodyElse {
            return Err(ActionError::field("link", "link-somebody-else"));
        }
        drop_link(txn, scope, (line.id, which)).await?;
        tell(txn, ctx, (&line, &came), "link-dropped", &mut ids).await?;
        noted(txn, ctx, ("visits-linked", line.code.as_str()), &mut ids).await
    })
    .await
}

/// Tells the evidence log, of the visit that says something.
async fn tell(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    (line, came): (&AuditLine, &Came),
    word: &str,
    ids: &mut dyn crate::db::IdSource,
) -> Result<(), ActionError> {
    let unfit = |reason: String| StorageError::Log(reason);
    let decision = Code::parse(word).map_err(unfit)?;
    let reason = Code::parse("none").map_err(unfit)?;
    let rules = Number::try_from(u64::from(super::RULES));
    let rules = rules.map_err(|error: EventError| unfit(error.to_string()))?;
    let subject = subject_of(txn, ctx, (line, came.line.client_id), &mut *ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    let told = ctx.record(txn, ids, fact, |_| Happening::ReviewDecided {
        decision,
        reason,
        rules,
    });
    let _seq: u64 = told.await?;
    Ok(())
}

/// The links of an audit, without those of visits that are hidden.
///
/// # Errors
/// Those of the database.
pub async fn seen(
    conn: &impl Conn,
    ctx: &Ctx,
    line: &AuditLine,
    hidden: impl Fn(i64) -> bool,
) -> Result<Vec<KeptLink>, StorageError> {
    let mut links = links_of(conn, ctx.scope, &ctx.app.master, line.id).await?;
    links.retain(|one| !hidden(one.link.from) && !hidden(one.link.to));
    Ok(links)
}

/// Says in a report what evidence that counts says of other evidence that counts: at the promise, and in the index.
///
/// # Errors
/// Those of the database.
pub async fn print_into(
    conn: &impl Conn,
    ctx: &Ctx,
    (line, case): (&AuditLine, &Case),
    report: &mut Report,
) -> Result<(), StorageError> {
    let links = links_of(conn, ctx.scope, &ctx.app.master, line.id).await?;
    if links.is_empty() {
        return Ok(());
    }
    let lines = submissions_of(conn, ctx.scope, line.id).await?;
    let counts: BTreeMap<i64, &SubmissionLine> = lines
        .iter()
        .filter(|line| line.state.counts())
        .map(|line| (line.number, line))
        .collect();
    for KeptLink { link, .. } in &links {
        let both = counts.get(&link.from).zip(counts.get(&link.to));
        if let Some((from, to)) = both {
            print(&ctx.app.words, case, (link, from, to), report);
        }
    }
    Ok(())
}

fn print(
    words: &Words,
    case: &Case,
    (link, from, to): (&EvidenceLink, &SubmissionLine, &SubmissionLine),
    report: &mut Report,
) {
    let piece = link.file.and_then(|file| evidence_name(link.from, file));
    let at = piece.and_then(|name| case.evidence.iter().position(|one| one.id == name));
    if link.file.is_some() && at.is_none() {
        // The file is withheld, or nobody wrote down what it says.
        return;
    }
    let visit = visit_of(words, case, from);
    let speaker = match at.and_then(|at| report.evidence.get(at)) {
        Some(indexed) => words.say(
            "link-print-file",
            &[("number", &indexed.number), ("visit", &visit)],
        ),
        None => visit.clone(),
    };
    let said = sentence(words, case, (link, &speaker, &visit_of(words, case, to)));
    let speaks = match at.and_then(|at| report.evidence.get(at)) {
        Some(indexed) => indexed.number.clone(),
        None => Series::Submission.label(link.from),
    };
    match report.evidence.iter_mut().find(|one| one.number == speaks) {
        Some(indexed) => add_note(indexed, &said),
        // A visit without a file stands in the index where it says something.
        None => report.evidence.push(Indexed {
            number: speaks.clone(),
            title: visit,
            note: Some(said.clone()),
            ..Indexed::default()
        }),
    }
    let number = link.promise.as_ref();
    let number = number.and_then(|promise| promise_number(&case.obligations, promise));
    let Some(number) = number else { return };
    let piece = report.evidence.iter_mut().find(|one| one.number == speaks);
    let rows = report.promises.iter_mut();
    for row in rows.filter(|row| row.number == number) {
        row.notes.push(said.clone());
        if !row.evidence.contains(&speaks) {
            row.evidence.push(speaks.clone());
        }
    }
    if let Some(piece) = piece
        && !piece.supports.contains(&number)
    {
        piece.supports.push(number);
    }
}

/// `V-0002 contradicts what V-0001 says of O-01: the words of the checker`.
#[must_use]
pub fn sentence(
    words: &Words,
    case: &Case,
    (link, from, to): (&EvidenceLink, &str, &str),
) -> String {
    let bearing = link.bearing.word();
    let number = link.promise.as_ref();
    let number = number.and_then(|promise| promise_number(&case.obligations, promise));
    let said = match &number {
        Some(number) => words.say(
            &format!("link-print-{bearing}-promise"),
            &[("from", from), ("to", to), ("promise", number)],
        ),
        None => words.say(
            &format!("link-print-{bearing}"),
            &[("from", from), ("to", to)],
        ),
    };
    match &link.note {
        Some(note) => words.say("link-print-note", &[("said", &said), ("note", note)]),
        None => said,
    }
}

fn visit_of(words: &Words, case: &Case, line: &SubmissionLine) -> String {
    let label = line.label();
    let visit = line.visit.as_ref();
    let visit = visit.and_then(|name| case.visits.iter().find(|one| one.id == *name));
    let place = case.place(&line.place);
    let place = place.map_or_else(|| line.place.to_string(), |place| place.name.clone());
    match visit {
        Some(visit) => {
            let day = words.day(visit.date.first_day());
            let about = [("visit", &label), ("place", &place), ("day", &day)];
            words.say(
                "link-print-visit",
                &about.map(|(name, text)| (name, text.as_str())),
            )
        }
        // What a user said is no visit of the case.
        None => label,
    }
}

fn add_note(indexed: &mut Indexed, said: &str) {
    indexed.note = Some(match indexed.note.take() {
        Some(note) => format!("{note} · {said}"),
        None => said.to_owned(),
    });
}
