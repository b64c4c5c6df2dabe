//! Letters that are filled in from an audit: to ask for records, to remind, to go a step up, to complain to whoever
//! supervises, to thank for what was kept. The words are those of the kits and may be changed; what a letter tells comes from
//! findings that are published, each with what it rests on, and may be left out and not changed.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::telling;
use crate::db::findings::{KeptLetter, add_letter, findings_kept_of, letters_of, save_letter};
use crate::db::organisation::organisation_of;
use crate::db::{replace_case, write};
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::Recommendation;
use crate::domain::kit::{Letter as Wording, LetterKind, filled};
use crate::domain::letter::{Fact, Letter, OPEN, Sent, Way};
use crate::domain::party::{Counter, Role};
use crate::domain::reply::Event;
use crate::features::audits::Audits;
use crate::features::audits::forms::{Given, value_of};
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::kits::letters as wordings;
use crate::infra::led_to::published_words;
use crate::infra::mail::{LetterMail, Mailbox};
use crate::infra::particulars::particulars;
use crate::infra::planned::{Planned, own_audit, planned, planned_to_change};
use crate::infra::words::Words;

/// For how many days an answer is asked at first.
const DAYS: u64 = 14;

/// A kind of letter by its word, of those that are written here.
#[must_use]
pub fn kind_of(word: &str) -> Option<LetterKind> {
    let mut all = LetterKind::OF_AUDITS.into_iter();
    all.find(|kind| kind.word() == word)
}

/// A letter as the program fills it in, with everything that it could tell.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn begun(
    ctx: &Ctx,
    (code, kind): (&str, LetterKind),
    about: &str,
    words: &Words,
) -> Result<(Planned, Letter), ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let planned = planned(ctx, code).await?;
    let organisation = organisation_of(ctx.app.db.reads(), ctx.scope).await?.name;
    let case = &planned.case;
    let mut asked = case.recommendations.iter();
    let about = asked.find(|one| one.id.as_str() == about).cloned();
    let facts = facts(ctx, &planned, (kind, about.as_ref()), words).await?;
    let wording = wordings(words).into_iter().find(|one| one.kind == kind);
    let wording = wording.ok_or(ActionError::NotThere)?;
    let today = ctx.now.date_naive();
    let deadline = today.checked_add_days(Days::new(DAYS)).unwrap_or(today);
    let known = [
        ("service", planned.line.title.clone()),
        ("organisation", organisation),
        ("date", words.day(today)),
        ("deadline", words.day(deadline)),
        ("regulator", OPEN.to_owned()),
    ];
    let known = known.map(|(name, text)| (name.to_owned(), text));
    let (subject, before, after) = said(&wording, words.code(), &BTreeMap::from(known));
    let letter = Letter {
        kind,
        to: to(case, kind, about.as_ref()),
        about: about.map(|one| one.id),
        language: words.code().to_owned(),
        mail: None,
        subject,
        before,
        facts,
        after,
        sent: None,
    };
    Ok((planned, letter))
}

/// The words of a letter: its subject, what stands before the place of the finding, and what stands behind it.
fn said(
    wording: &Wording,
    language: &str,
    known: &BTreeMap<String, String>,
) -> (String, String, String) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut is_behind = false;
    for part in &wording.body {
        let text = part.of(language);
        if text.trim() == "{finding}" {
            is_behind = true;
            continue;
        }
        let text = filled(text, known);
        match is_behind {
            true => after.push(text),
            false => before.push(text),
        }
    }
    // A letter without that place tells what it tells behind its first paragraph.
    if !is_behind && before.len() > 1 {
        after = before.split_off(1);
    }
    let subject = filled(wording.subject.of(language), known);
    (subject, before.join("\n\n"), after.join("\n\n"))
}

/// To whom a letter goes at first.
fn to(case: &Case, kind: LetterKind, about: Option<&Recommendation>) -> String {
    let name = |id: &Code| case.party(id).map(|one| one.name.clone());
    let of = |role: Role| {
        let parties = case.parties.iter().filter(|one| one.roles.contains(&role));
        let names: Vec<String> = parties.map(|one| one.name.clone()).collect();
        names.join("\n")
    };
    match (kind, about) {
        (LetterKind::RegulatorComplaint, _) => OPEN.to_owned(),
        (LetterKind::Escalation, _) => of(Role::Funder),
        (LetterKind::Reminder, Some(about)) => {
            let lines = [about.office.clone(), name(&about.to)];
            let lines: Vec<String> = lines.into_iter().flatten().collect();
            lines.join("\n")
        }
        _ => of(Role::Provider),
    }
}

/// What a letter could tell.
async fn facts(
    ctx: &Ctx,
    planned: &Planned,
    (kind, about): (LetterKind, Option<&Recommendation>),
    words: &Words,
) -> Result<Vec<Fact>, ActionError> {
    let case = &planned.case;
    if kind == LetterKind::RecordsRequest {
        return Ok(promises(case, words));
    }
    let (conn, master, audit) = (ctx.app.db.reads(), &ctx.app.master, planned.line.id);
    let mut facts = Vec::new();
    for kept in findings_kept_of(conn, ctx.scope, master, audit).await? {
        let finding = case.findings.iter().find(|one| one.id == kept.draft.id);
        let wanted = finding.is_some_and(|one| one.positive == (kind == LetterKind::Thanks));
        let meant = about.is_none_or(|about| about.findings.contains(&kept.draft.id));
        if !wanted || !meant {
            continue;
        }
        let at = (audit, &kept);
        let Some((on, draft)) = published_words(conn, ctx, ctx.scope, at).await? else {
            continue;
        };
        let told = particulars(case, &draft, words, &ctx.app.words);
        let said: Vec<String> = told.parts.into_iter().map(|(_, said)| said).collect();
        facts.push(Fact {
            id: draft.id.clone(),
            says: format!("{}: {}", told.label, said.join(" ")),
            from: words.say(
                "letter-fact-finding",
                &[
                    ("rests", &told.rests.join("; ")),
                    ("finding", &told.label),
                    ("audit", planned.line.title.as_str()),
                    ("date", &words.day(on)),
                ],
            ),
        });
        if let Some(finding) = finding.filter(|_| kind != LetterKind::Thanks) {
            let money = telling::money(case, (finding, &draft), words);
            let replies = telling::replies(case, finding, words);
            for fact in money.into_iter().chain(replies) {
                // What stands with two findings is told once.
                if !facts.iter().any(|one: &Fact| one.id == fact.id) {
                    facts.push(fact);
                }
            }
        }
    }
    let own: Vec<Code> = facts.iter().map(|one| one.id.clone()).collect();
    for asked in &case.recommendations {
        let named = about.is_none_or(|about| about.id == asked.id);
        let follows = asked.findings.iter().any(|id| own.contains(id));
        if named && follows && kind != LetterKind::Thanks {
            facts.push(recommended(case, asked, words));
            facts.extend(telling::decided(case, asked, words));
        }
    }
    Ok(facts)
}

/// What was asked of whom, by when.
fn recommended(case: &Case, asked: &Recommendation, words: &Words) -> Fact {
    let party = case.party(&asked.to);
    let party = party.map_or_else(|| asked.to.to_string(), |one| one.name.clone());
    let whom = match &asked.office {
        Some(office) => format!("{party}, {office}"),
        None => party,
    };
    let label = asked.id.as_str().to_uppercase();
    let due = asked.due.map(|due| words.partial(due));
    let names = [
        ("label", label.as_str()),
        ("whom", whom.as_str()),
        ("action", asked.action.as_str()),
        ("due", due.as_deref().unwrap_or_default()),
    ];
    let key = match due {
        Some(_) => "letter-fact-asked-by",
        None => "letter-fact-asked",
    };
    let findings: Vec<String> = asked
        .findings
        .iter()
        .map(|id| id.as_str().to_uppercase())
        .collect();
    Fact {
        id: asked.id.clone(),
        says: words.say(key, &names),
        from: words.say("letter-fact-follows", &[("findings", &findings.join(", "))]),
    }
}

/// What was promised, and where it is written: what records are asked for.
fn promises(case: &Case, words: &Words) -> Vec<Fact> {
    let fact = |one: &crate::domain::obligation::Obligation| {
        let clause = one.clause.as_ref();
        let document = clause.and_then(|clause| clause.document.as_ref());
        let source = document.and_then(|id| case.sources.iter().find(|one| one.id == *id));
        let from = match source {
            Some(source) => {
                let page = clause
                    .and_then(|clause| clause.page)
                    .map(|page| page.to_string());
                let names = [
                    ("title", source.title.as_str()),
                    ("page", page.as_deref().unwrap_or_default()),
                ];
                match &page {
                    Some(_) => words.say("replies-rests-page", &names),
                    None => source.title.clone(),
                }
            }
            None => words.get("letter-fact-no-document"),
        };
        Fact {
            id: one.id.clone(),
            says: one.promise.clone(),
            from,
        }
    };
    case.obligations.iter().map(fact).collect()
}

/// Reads the form: the words as they were changed, and of what the letter could tell what is ticked.
fn read(given: &Given, begun: Letter) -> Result<Letter, ActionError> {
    let mut fields = Fields::default();
    let to = fields.text("to", given.field("to"), 500);
    let mail = fields.optional("mail", given.field("mail"), 200);
    if let Some(address) = &mail
        && Mailbox::new("mail", None, address).is_err()
    {
        fields.wrong("mail", "replies-no-address");
    }
    let subject = fields.text("subject", given.field("subject"), 200);
    if subject.contains(['\r', '\n']) {
        fields.wrong("subject", "field-signs");
    }
    let before = fields.text("before", given.field("before"), 4_000);
    let after = fields.optional("after", given.field("after"), 4_000);
    let ticked = |one: &Fact| given.is_ticked(&format!("fact-{}", one.id));
    let letter = Letter {
        to,
        mail,
        subject,
        before,
        after: after.unwrap_or_default(),
        facts: begun.facts.into_iter().filter(ticked).collect(),
        ..begun
    };
    if letter.is_open() {
        fields.wrong("form", "letter-still-open");
    }
    if letter.facts.is_empty() {
        fields.wrong("facts", "letter-tells-nothing");
    }
    fields.done(letter)
}

/// Keeps a letter; gives its number.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn keep(
    ctx: &Ctx,
    (code, kind): (&str, LetterKind),
    given: &Given,
    words: &Words,
) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let (_, begun) = begun(ctx, (code, kind), given.field("about"), words).await?;
    let letter = read(given, begun)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let line = own_audit(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let new = (line.id, &letter, by(ctx));
        let number = add_letter(txn, scope, master, new, &mut ids).await?;
        noted(txn, ctx, ("letter-kept", code), &mut ids).await?;
        Ok(number)
    })
    .await
}

/// The letters of an audit that were kept.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn kept(ctx: &Ctx, planned: &Planned) -> Result<Vec<KeptLetter>, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    Ok(letters_of(conn, ctx.scope, master, planned.line.id).await?)
}

/// One of them.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn kept_one(
    ctx: &Ctx,
    code: &str,
    number: u32,
) -> Result<(Planned, KeptLetter), ActionError> {
    ctx.require(Permission::CheckVisits)?;
    let planned = planned(ctx, code).await?;
    let all = kept(ctx, &planned).await?;
    let one = all.into_iter().find(|one| one.number == number);
    Ok((planned, one.ok_or(ActionError::NotThere)?))
}

/// Sends a letter as a mail, or writes down that somebody sent it. It stands in the chronology then.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn send(
    audits: &Audits,
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let (_, one) = kept_one(ctx, code, number).await?;
    if one.is.sent.is_some() {
        return Err(ActionError::field("form", "replies-sent-already"));
    }
    let today = ctx.now.date_naive();
    let sent = match given.field("do") {
        "mail" => Sent {
            on: today,
            by: Way::Mail,
        },
        _ => by_hand(given, (one.kept_at.date_naive(), today))?,
    };
    let mailbox = match (&one.is.mail, sent.by) {
        (Some(address), Way::Mail) if ctx.app.config.mail.is_some() => {
            Some(Mailbox::new("mail", None, address).map_err(|_| wrong_address())?)
        }
        (_, Way::Mail) => return Err(ActionError::field("form", "letter-no-mail")),
        _ => None,
    };
    let words = Words::of(&one.is.language).unwrap_or(ctx.app.words);
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let (scope, master, audit) = (ctx.scope, &ctx.app.master, planned.line.id);
        let there = letters_of(txn, scope, master, audit).await?;
        let there = there.into_iter().find(|one| one.number == number);
        if there.is_none_or(|one| one.is.sent.is_some()) {
            return Err(ActionError::field("form", "replies-sent-already"));
        }
        let mut now = one.is.clone();
        now.sent = Some(sent.clone());
        save_letter(txn, scope, master, (audit, number, &now), &mut ids).await?;
        if let Some(to) = &mailbox {
            let mail = LetterMail::of(&organisation_of(txn, scope).await?.name, &now);
            let outbox = audits.outbox.in_words(words);
            let queued = outbox.queue(txn, ctx, to, None, &mail).await;
            queued.map_err(|_| wrong_address())?;
        }
        let event = Event {
            date: Some(sent.on.into()),
            to: None,
            what: ctx
                .app
                .words
                .get(&format!("letter-event-{}", now.kind.word())),
            since: now.step().is_some(),
            obligations: Vec::new(),
            counted_by: Some(Counter::Auditor),
            sources: Vec::new(),
        };
        if !planned.case.events.contains(&event) {
            planned.case.events.push(event);
            replace_case(txn, scope, master, &planned.case, &mut ids).await?;
        }
        noted(txn, ctx, ("letter-sent", code), &mut ids).await
    })
    .await
}

fn wrong_address() -> ActionError {
    ActionError::field("form", "replies-no-address")
}

/// On which day somebody sent it, and how.
fn by_hand(given: &Given, (from, today): (NaiveDate, NaiveDate)) -> Result<Sent, ActionError> {
    let mut fields = Fields::default();
    let way: Option<Way> = fields.choice("way", given.field("way"), |word| {
        value_of(word).filter(|way| Way::BY_HAND.contains(way))
    });
    let on = fields.day("on", given.field("on"));
    match on {
        None if given.field("on").trim().is_empty() => fields.wrong("on", "field-empty"),
        Some(on) if on > today => fields.wrong("on", "field-not-yet"),
        Some(on) if on < from => fields.wrong("on", "letter-before-kept"),
        _ => {}
    }
    let (way, on) = fields.done((way, on))?;
    match (way, on) {
        (Some(by), Some(on)) => Ok(Sent { on, by }),
        _ => Err(ActionError::NotThere),
    }
}
