//! What checking adds to the method that a report prints: that somebody checked their own visits, and how far two observers
//! saw the same. Worked out each time, typed by nobody.

use std::collections::BTreeSet;

use crate::db::Conn;

use super::is_by;
use super::observers::agreed;
use crate::db::StorageError;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, codes_of, instruments_of, reviews_of, submissions_of, submitted};
use crate::domain::case::Method;
use crate::domain::number::Rounding;
use crate::domain::review::ReviewState;
use crate::features::checking::sentences::said;
use crate::infra::app::Ctx;

/// Adds to a method what checking has to say, in the words of the organisation.
///
/// # Errors
/// Those of the database.
pub async fn print_into(
    conn: &impl Conn,
    ctx: &Ctx,
    line: &AuditLine,
    method: &mut Method,
) -> Result<(), StorageError> {
    let words = &ctx.app.words;
    let (own, all) = checked_by_themselves(conn, ctx, line).await?;
    if own > 0 {
        let numbers = [("own", own.to_string()), ("all", all.to_string())];
        let numbers = numbers.each_ref().map(|(name, n)| (*name, n.as_str()));
        method
            .limits
            .push(words.say("checking-one-person", &numbers));
    }
    let (agreed, _) = agreed(conn, ctx, line).await?;
    for of in &agreed {
        for question in &of.questions {
            let name = crate::features::checking::sentences::question(
                words,
                &of.instrument,
                &question.question,
            );
            let Ok(observed) = &question.observed else {
                let said = words.say("checking-agreement-together", &[("question", &name)]);
                method.limits.push(said);
                continue;
            };
            let Some(share) = &observed.agreed else {
                continue;
            };
            let percent = share.percent(0);
            let (alike, both) = (share.numerator.to_string(), share.denominator.to_string());
            let mut about = vec![
                ("question", name.as_str()),
                ("alike", alike.as_str()),
                ("both", both.as_str()),
                ("percent", percent.as_str()),
            ];
            let kappa = observed.kappa.as_ref().map(|k| Rounding::to(2).show(k));
            let key = match &kappa {
                Some(kappa) => {
                    about.push(("kappa", kappa));
                    "checking-agreement-kappa"
                }
                None => "checking-agreement-plain",
            };
            method.steps.push(words.say(key, &about));
        }
    }
    Ok(())
}

/// The forms by which what counts was asked, each version with how many questions it has.
///
/// # Errors
/// Those of the database.
pub async fn instruments_in_use(
    conn: &impl Conn,
    ctx: &Ctx,
    line: &AuditLine,
) -> Result<Vec<String>, StorageError> {
    let came = submissions_of(conn, ctx.scope, line.id).await?;
    let counting = came.iter().filter(|one| one.state == ReviewState::Accepted);
    let used: BTreeSet<_> = counting.map(|one| &one.instrument).collect();
    let all = instruments_of(conn, ctx.scope, line.id).await?;
    let used = all
        .iter()
        .filter(|one| used.contains(&(one.code.clone(), one.version)));
    let words = &ctx.app.words;
    let told = used.map(|one| {
        let title = said(words, &one.title);
        let about = [
            ("title", title.as_str()),
            ("version", &one.version.to_string()),
        ];
        words.count("method-instrument", one.questions.len(), &about)
    });
    Ok(told.collect())
}

/// How many of those that count were accepted by who made or sent them, and how many count.
async fn checked_by_themselves(
    conn: &impl Conn,
    ctx: &Ctx,
    line: &AuditLine,
) -> Result<(usize, usize), StorageError> {
    let master = &ctx.app.master;
    let all = submitted(conn, ctx.scope, master, line.id).await?;
    let counting: Vec<&Came> = all
        .iter()
        .filter(|came| came.line.state == ReviewState::Accepted)
        .collect();
    let ids: Vec<_> = counting.iter().map(|came| came.line.id).collect();
    let reviews = reviews_of(conn, ctx.scope, master, &ids).await?;
    let codes = codes_of(conn, ctx.scope, master, line.id).await?;
    let own = counting.iter().filter(|came| {
        let decided = reviews.get(&came.line.id).into_iter().flatten();
        let accepted = decided.rev().find(|one| one.to == ReviewState::Accepted);
        accepted.is_some_and(|one| is_by(one.by, came, &codes))
    });
    Ok((own.count(), counting.len()))
}
