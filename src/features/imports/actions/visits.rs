//! Visits that an import brought into a check: shown with where they stood, and taken back.

use sea_orm::DatabaseTransaction;

use super::{ImportError, PLACE_ADDED, answers_of};
use crate::db::audit::audit_named;
use crate::db::register::{
    ImportRun, KeptOrigin, drop_origins, imports_of, lines_of, origins_of, origins_of_import,
};
use crate::db::{IdSource, add_visits, remove_unvisited, remove_visits};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::visits::{corrected, withdrawn};

/// What an import brought into a check.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenVisits {
    /// The name of the check.
    pub check: Code,
    /// Its title; none where it is gone.
    pub title: Option<String>,
    /// The visits that it made or changed.
    pub origins: Vec<KeptOrigin>,
}

/// What an import brought into a check, where it brought visits.
pub async fn taken_visits(ctx: &Ctx, run: &ImportRun) -> Result<Option<TakenVisits>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let Some(check) = answers_of(run).check else {
        return Ok(None);
    };
    let conn = ctx.app.db.reads();
    let line = audit_named(conn, ctx.scope, &check).await?;
    let origins = origins_of_import(conn, ctx.scope, &ctx.app.master, run.id).await?;
    Ok(Some(TakenVisits {
        check,
        title: line.map(|line| line.title),
        origins,
    }))
}

/// Takes the visits of an import back: those it made go, those it changed are as they were.
pub(super) async fn undo(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    run: &ImportRun,
    ids: &mut dyn IdSource,
) -> Result<(), ImportError> {
    let Some(check) = answers_of(run).check else {
        return Ok(());
    };
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let Some(line) = audit_named(txn, scope, &check).await? else {
        return Ok(drop_origins(txn, scope, run.id).await?);
    };
    let all = origins_of(txn, scope, master, line.id).await?;
    let (mut gone, mut back) = (Vec::new(), Vec::new());
    for origin in all.into_iter().filter(|one| one.import == run.id) {
        if let Some(later) = origin.replaced_by {
            let runs = imports_of(txn, scope, master).await?;
            let later = runs.iter().find(|run| run.id == later);
            return Err(ImportError::BuiltOnBy(later.map_or(0, |run| run.number)));
        }
        let (visit, event) = (origin.visit, origin.origin.event);
        match origin.origin.before {
            Some(before) => {
                let told = (&line, &before.0, before.1.as_slice());
                corrected(txn, ctx, told, event, ids).await?;
                back.push(before);
            }
            None => {
                withdrawn(txn, ctx, (&line, &visit), event, ids).await?;
            }
        }
        gone.push(visit);
    }
    remove_visits(txn, scope, (line.id, &gone)).await?;
    add_visits(txn, scope, master, (line.id, &back), ids).await?;
    drop_origins(txn, scope, run.id).await?;
    let lines = lines_of(txn, scope, run.id).await?;
    let added = lines.into_iter().filter_map(|line| {
        let note = line.note.filter(|note| note.code == PLACE_ADDED)?;
        let (_, code) = note.about.into_iter().find(|(name, _)| name == "place")?;
        Code::parse(&code).ok()
    });
    let added: Vec<Code> = added.collect();
    Ok(remove_unvisited(txn, scope, (line.id, &added)).await?)
}
