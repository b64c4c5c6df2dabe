//! Audits that are not published, for the people of their organisation: compared and made into a report when asked for.

use chrono::NaiveDate;
use groundtruth_reports::model::Stamp;

use super::drafts::DraftPress;
use crate::db::audit::audit_named;
use crate::db::comparison::compared_so_far;
use crate::db::organisation::organisation_of;
use crate::domain::code::Code;
use crate::features::portal::shelf::{Library, Looked, Volume};
use crate::features::publications::{Imprint, report_of};
use crate::features::{checking, findings, replies};
use crate::infra::app::Ctx;

/// What this program has stored.
pub(super) struct OurLibrary;

impl Library for OurLibrary {
    fn draft<'a>(&'a self, ctx: &'a Ctx, code: &'a str) -> Looked<'a> {
        Box::pin(async move { draft(ctx, code).await })
    }
}

async fn draft(ctx: &Ctx, name: &str) -> Result<Option<Volume>, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let Ok(code) = Code::parse(name) else {
        return Ok(None);
    };
    let conn = ctx.app.db.reads();
    let found = audit_named(conn, ctx.scope, &code).await;
    let Some(line) = found.map_err(|error| told(&error))? else {
        return Ok(None);
    };
    let organisation = organisation_of(conn, ctx.scope).await;
    let organisation = organisation.map_err(|error| told(&error))?;
    let today: NaiveDate = ctx.now.date_naive();
    let result = compared_so_far(&ctx.app.db, ctx.scope, &ctx.app.master, line.id, today).await;
    let mut result = result.map_err(|error| told(&error))?;
    let printed = checking::actions::method::print_into(conn, ctx, &line, &mut result.case.method);
    printed.await.map_err(|error| told(&error))?;
    let into = (&mut result.comparison, &mut result.case.method.limits);
    let printed = checking::actions::printed_pairs::print_into(ctx, &line, into);
    printed.await.map_err(|error| told(&error))?;
    let words = &ctx.app.words;
    let imprint = Imprint {
        number: words.get("draft-number"),
        version: "0".to_owned(),
        date: today.into(),
        organisation: organisation.name,
        work_name: organisation
            .work_name
            .unwrap_or_else(|| ctx.app.config.work_name.clone()),
    };
    let mut report = report_of(&result.case, &result.comparison, words, &imprint);
    let forms = checking::actions::method::instruments_in_use(conn, ctx, &line).await;
    report.method.instruments = forms.map_err(|error| told(&error))?;
    report.stamps.push(Stamp {
        code: "draft".to_owned(),
        text: words.get("stamp-draft"),
    });
    let of = (&line, &result.case);
    let press = DraftPress::with_pictures(ctx, of, &mut report).await;
    let press = Box::new(press.map_err(|error| told(&error))?);
    // After the pictures: visits that say something stand behind the pieces of the case.
    let linked = checking::actions::links::print_into(conn, ctx, of, &mut report);
    linked.await.map_err(|error| told(&error))?;
    let concluded = findings::actions::printing::print_into(conn, ctx, of, &mut report);
    concluded.await.map_err(|error| told(&error))?;
    let came = replies::actions::printing::print_into(conn, ctx, of, &mut report);
    came.await.map_err(|error| told(&error))?;
    report.check().map_err(|error| told(&error))?;
    Ok(Some(Volume::new(code, report, press)))
}
