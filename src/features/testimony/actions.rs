//! Recording what a user said.

use std::collections::BTreeSet;

use crate::db::audit::{AuditLine, audit_named};
use crate::db::log::subject_named;
use crate::db::{IdSource, StorageError, add_account, load_case, load_case_within, write};
use crate::domain::actor::Permission;
use crate::domain::case::{Case, Standing};
use crate::domain::code::Code;
use crate::domain::fieldwork::Account;
use crate::domain::log::Happening;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::users::settle_users;

use super::form::{AccountForm, word};

/// An audit in which accounts are recorded.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn audit(ctx: &Ctx, code: &str) -> Result<(AuditLine, Case), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let line = audit_named(ctx.app.db.reads(), ctx.scope, &code).await?;
    let line = line.filter(|one| one.standing == Standing::Own);
    let line = line.ok_or(ActionError::NotThere)?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    Ok((line, case))
}

/// Records what a user said, and gives the pseudonym. The evidence log tells that consent was given, for whom and how, to the
/// day; never what was said.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn record(ctx: &Ctx, code: &str, form: &AccountForm) -> Result<String, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let master = &ctx.app.master;
        let line = audit_named(txn, ctx.scope, &code).await?;
        let line = line.filter(|one| one.standing == Standing::Own);
        let line = line.ok_or(ActionError::NotThere)?;
        let case = load_case_within(txn, ctx.scope, master, line.id).await?;
        let name = account_name(&case, &mut ids)?;
        let read = form.read(&case, name, ctx.now.date_naive())?;
        let speaker = read.speaker.unwrap_or_else(|| pseudonym(&case, &mut ids));
        let account = Account {
            speaker: speaker.clone(),
            ..read.account
        };
        add_account(txn, ctx.scope, master, (line.id, &account), &mut ids).await?;
        let subject = format!("account/{}", account.id);
        let subject = subject_named(txn, ctx.scope, line.id, &subject, &mut ids).await?;
        let mut fact = ctx.fact(subject);
        fact.audit = Some(line.code.as_str());
        let obtained = Code::parse(&word(read.given.obtained).replace('_', "-"));
        let happened = Happening::TestimonyConsent {
            audience: account.consent,
            obtained: obtained.map_err(StorageError::Log)?,
            language: read.language,
            interpreter: read.given.interpreter,
        };
        ctx.record(txn, &mut ids, fact, |_| happened).await?;
        settle_users(txn, ctx, (&line, None), &mut ids).await?;
        noted(txn, ctx, ("account-recorded", line.code.as_str()), &mut ids).await?;
        Ok(speaker)
    })
    .await
}

/// A number by chance that nobody has, from 1 to 99 while there is room, then longer: it tells nothing, not even in which
/// order people came.
fn drawn(
    taken: &BTreeSet<String>,
    ids: &mut dyn IdSource,
    label: impl Fn(u64) -> String,
) -> String {
    let most = match taken.len() {
        0..60 => 99,
        60..700 => 999,
        _ => 99_999,
    };
    loop {
        let bytes = ids.random_bytes();
        let number = bytes.iter().fold(0_u64, |sum, byte| {
            sum.wrapping_mul(251).wrapping_add(u64::from(*byte))
        });
        let label = label(number % most + 1);
        if !taken.contains(&label) {
            return label;
        }
    }
}

fn pseudonym(case: &Case, ids: &mut dyn IdSource) -> String {
    let taken = case.accounts.iter().map(|one| one.speaker.clone());
    drawn(&taken.collect(), ids, |number| format!("U-{number:02}"))
}

fn account_name(case: &Case, ids: &mut dyn IdSource) -> Result<Code, ActionError> {
    let taken = case.accounts.iter().map(|one| one.id.to_string());
    let name = drawn(&taken.collect(), ids, |number| format!("t-{number:02}"));
    Code::parse(&name).map_err(|_| ActionError::NotThere)
}
