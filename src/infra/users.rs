//! What users of a service said of a promise, as a figure of its own grade: worked out again whenever an account is recorded
//! or withdrawn, and whenever an interview is accepted or no longer counts.

use sea_orm::DatabaseTransaction;

use super::accepting::in_force;
use super::app::Ctx;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{instruments_of, submitted};
use crate::db::{IdSource, StorageError, accounts_of, put_tally, remove_tally};
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, Account, Observation, Visit, VisitPurpose};
use crate::domain::intake::{Taken, to_fieldwork};
use crate::domain::obligation::Obligation;
use crate::domain::review::{Told, users_said};
use crate::domain::sample::Announced;

/// One person's words: who, from which list, and what they come to.
struct Words {
    by: String,
    chosen_from: Option<String>,
    taken: Taken,
}

/// The name in the audit of what users said of a promise: `users-o-01`.
fn figure_name(promise: &Code) -> Result<Code, StorageError> {
    Code::parse(&format!("users-{promise}")).map_err(StorageError::Log)
}

/// Works out again what users said of every promise of an audit. There is no figure where too few people said something, or
/// nobody says from which list or place they were chosen. `without` is the number of an interview that no longer counts.
///
/// # Errors
/// Those of the database.
pub async fn settle_users(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, without): (&AuditLine, Option<i64>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let master = &ctx.app.master;
    let (promises, accounts) = accounts_of(txn, ctx.scope, master, audit.id).await?;
    let instruments = instruments_of(txn, ctx.scope, audit.id).await?;
    let mut told = Vec::new();
    for came in submitted(txn, ctx.scope, master, audit.id).await? {
        let counts = came.line.state.counts() && Some(came.line.number) != without;
        let Some(sent) = came.submission.filter(|_| counts) else {
            continue;
        };
        let (Some(person), (code, version)) = (&sent.respondent, &came.line.instrument) else {
            continue;
        };
        let is_it = |one: &&crate::domain::instrument::Instrument| {
            one.code == *code && one.version == *version
        };
        let Some(instrument) = instruments.iter().find(is_it) else {
            continue;
        };
        let promises: Vec<Obligation> = in_force(&promises, sent.started.date()).cloned().collect();
        let visit = came.line.visit.clone().unwrap_or(sent.place.clone());
        told.push(Words {
            by: person.code.clone(),
            chosen_from: person.chosen_from.clone(),
            taken: to_fieldwork(&sent, instrument, &promises, &visit, |_| None),
        });
    }
    told.extend(accounts.iter().filter_map(words_of));
    for promise in &promises {
        let name = figure_name(&promise.id)?;
        let all: Vec<Told> = told
            .iter()
            .map(|one| Told {
                by: &one.by,
                chosen_from: one.chosen_from.as_deref(),
                taken: &one.taken,
            })
            .collect();
        match users_said(&promise.id, &all, None) {
            Ok(mut figure) => {
                figure.id = name;
                let names = [("promise", promise.promise.as_str())];
                figure.title = ctx.app.words.say("users-said-title", &names);
                figure.unit = Some(ctx.app.words.get("users-said-unit"));
                put_tally(txn, ctx.scope, master, (audit.id, &figure), &mut *ids).await?;
            }
            Err(_) => remove_tally(txn, ctx.scope, (audit.id, &name)).await?,
        }
    }
    Ok(())
}

/// What an account comes to, where it says so of a promise.
fn words_of(account: &Account) -> Option<Words> {
    let (promise, seen) = (account.obligation.clone()?, account.seen?);
    let date = account.date?;
    Some(Words {
        by: account.speaker.clone(),
        chosen_from: account.chosen_from.clone(),
        taken: Taken {
            visit: Visit {
                id: account.id.clone(),
                place: account.place.clone().unwrap_or(account.id.clone()),
                date,
                time: None,
                observers: Vec::new(),
                announced: Announced::NotPublished,
                access: AccessGiven::Granted,
                purpose: VisitPurpose::Audit,
                note: None,
            },
            observations: vec![Observation {
                visit: account.id.clone(),
                obligation: promise,
                seen,
                value: None,
                note: None,
                evidence: Vec::new(),
            }],
            recounts: Vec::new(),
            rosters: Vec::new(),
            shifts: Vec::new(),
            criteria_differ: Vec::new(),
            not_judged: Vec::new(),
        },
    })
}
