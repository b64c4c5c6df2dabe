//! What was answered to questions that speak to no promise: how often each answer was given, as a table of the audit. Worked out
//! anew whenever an answer to such a question is accepted or no longer counts. Words are counted and stay where they are.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DatabaseTransaction;

use super::action::ActionError;
use super::app::Ctx;
use super::words::Words;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{instruments_of, submitted};
use crate::db::{IdSource, put_category_set, remove_category_set, visited_sample};
use crate::domain::code::Code;
use crate::domain::derivation::{Category, CategorySet, SetKind};
use crate::domain::instrument::{Question, Words as Said, YesOrNo};
use crate::domain::intake::{Answer, Submission};
use crate::domain::party::Counter;
use crate::domain::review::{Counted, FEWEST_PEOPLE, Named, counted};

/// How the names of these tables begin in an audit.
pub const BEGINS: &str = "asked-";

/// Works the tables out again of every question without a promise that a submission answers. `without` is one that no longer
/// counts. Of what users say there is none before four people said it. Halves of paired tests are told pair by pair.
///
/// # Errors
/// Those of the database.
pub(super) async fn settle_own_questions(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    (changed, without): (&Submission, Option<i64>),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let every = instruments_of(txn, ctx.scope, audit.id).await?;
    let versions = every.iter().filter(|one| one.code == changed.instrument);
    let Some(newest) = versions.clone().max_by_key(|one| one.version) else {
        return Ok(());
    };
    let Some(used) = versions.clone().find(|one| one.version == changed.version) else {
        return Ok(());
    };
    let is_own = |question: &Question| question.promise.is_none();
    let asked = used.questions.iter().filter(|one| is_own(one));
    let asked: BTreeSet<&Code> = asked
        .filter(|one| changed.answer(&one.id).is_some())
        .map(|one| &one.id)
        .collect();
    if asked.is_empty() {
        return Ok(());
    }
    let mut sent: Vec<Submission> = Vec::new();
    for came in submitted(txn, ctx.scope, &ctx.app.master, audit.id).await? {
        let counts = came.line.state.counts() && Some(came.line.number) != without;
        let of_it = |one: &Submission| one.instrument == changed.instrument && one.pair.is_none();
        sent.extend(came.submission.filter(|one| counts && of_it(one)));
    }
    let sample = visited_sample(txn, ctx.scope, audit.id).await?;
    for id in asked {
        let Ok(name) = Code::parse(&format!("{BEGINS}{}-{id}", newest.code)) else {
            continue;
        };
        let question = newest.question(id).or_else(|| used.question(id));
        let table = question
            .filter(|one| is_own(one))
            .and_then(|question| table(ctx, (&name, question), &sent, sample.as_ref()));
        match table {
            Some(table) => {
                put_category_set(txn, ctx.scope, (audit.id, &table), &mut *ids).await?;
            }
            None => remove_category_set(txn, ctx.scope, (audit.id, &name)).await?,
        }
    }
    Ok(())
}

/// How often each answer was given; nothing where nobody answered, or too few people did.
fn table(
    ctx: &Ctx,
    (name, question): (&Code, &Question),
    sent: &[Submission],
    sample: Option<&Code>,
) -> Option<CategorySet> {
    let words = &ctx.app.words;
    let mut of_people: BTreeMap<&str, &Answer> = BTreeMap::new();
    let mut answers: Vec<&Answer> = Vec::new();
    for one in sent {
        match (one.answer(&question.id), &one.respondent) {
            // The last interview of a person replaces the earlier ones.
            (Some(answer), Some(person)) => _ = of_people.insert(&person.code, answer),
            (Some(answer), None) => answers.push(answer),
            (None, _) => {}
        }
    }
    let users = !of_people.is_empty();
    answers.extend(of_people.into_values());
    let Counted {
        answered,
        not_checked,
        several,
        lines,
    } = counted(question, answers)?;
    if answered == 0 || (users && answered < FEWEST_PEOPLE) {
        return None;
    }
    let categories = lines.into_iter().map(|(id, named, count)| Category {
        id,
        title: called(words, &named),
        count,
        published_share: None,
    });
    let left_out = [("count", &*not_checked.to_string())];
    Some(CategorySet {
        id: name.clone(),
        title: said(words, &question.text),
        obligation: None,
        set: match several {
            true => SetKind::Overlapping,
            false => SetKind::Partition,
        },
        base: answered,
        base_title: words.get(match users {
            true => "asked-base-people",
            false => "asked-base",
        }),
        counted_by: match users {
            true => Counter::Users,
            false => Counter::Auditor,
        },
        how: None,
        sample: sample.filter(|_| !users).cloned(),
        categories: categories.collect(),
        groups: Vec::new(),
        sources: Vec::new(),
        note: (not_checked > 0).then(|| words.say("asked-not-checked", &left_out)),
    })
}

/// What an instrument says, in the language of the organisation.
fn said(words: &Words, text: &Said) -> String {
    match text {
        Said::Own(own) => own.of(words.code()).to_owned(),
        Said::Catalogue { key, with } => {
            let names: Vec<(&str, &str)> = with.iter().map(|(k, v)| (&**k, &**v)).collect();
            words.say(key, &names)
        }
    }
}

fn called(words: &Words, named: &Named) -> String {
    let with_unit = |text: String, unit: &Option<String>| match unit {
        Some(unit) => format!("{text} {unit}"),
        None => text,
    };
    match named {
        Named::Said(label) => said(words, label),
        Named::YesNo(YesOrNo::Yes) => words.get("checking-yes"),
        Named::YesNo(YesOrNo::No) => words.get("checking-no"),
        Named::Step(step, steps) => words.say(
            "asked-step",
            &[("step", &step.to_string()), ("steps", &steps.to_string())],
        ),
        Named::Value(value, unit) => with_unit(value.clone(), unit),
        Named::Range(low, high, unit) => {
            let ends = words.say("asked-range", &[("low", low), ("high", high)]);
            with_unit(ends, unit)
        }
        Named::Complained => words.get("asked-complained"),
        Named::ComplaintAnswered => words.get("asked-complaint-answered"),
        Named::Words => words.get("asked-words"),
        Named::Parts => words.get("asked-parts"),
        Named::Former(_) => words.get("asked-former"),
    }
}
