//! What came of it: what is followed up, what was decided about it, what each body fixed.

use super::plan::Plan;
use super::{Cell, Number, Table};
use crate::model::{Decided, Fixes, Followed, Label, Report};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![items(report), decisions(report), fixes(report)]
}

fn items(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "follow_up",
        Label::TableFollowUp,
        Label::TableFollowUpText,
    )
    .text("number", Label::EvidenceNumber, |one: &&Followed| {
        &one.number
    })
    .coded("kind", Label::ColumnKind, |one| Some(&one.kind))
    .text("what", Label::ColumnFollowed, |one| &one.what)
    .text("to", Label::To, |one| &one.to)
    .date("since", Label::FollowedSince, |one| one.since.as_ref())
    .date("due", Label::Due, |one| one.due.as_ref())
    .joined("findings", Label::FromFindings, |one| {
        one.findings.join(", ")
    })
    .group("state", Label::State)
    .coded("", Label::State, |one| Some(&one.state))
    .text("code", Label::ColumnCode, |one| &one.state.code)
    .apart()
    .date("settled", Label::Settled, |one| one.settled.as_ref())
    .rows(report.follow_up.items.iter())
}

/// A decision with what it is about.
type Made<'a> = (&'a Followed, &'a Decided);

fn decisions(report: &Report) -> Table {
    let all = report.follow_up.items.iter();
    let all = all.flat_map(|of| of.decided.iter().map(move |one| (of, one)));
    Plan::new(
        &report.labels,
        "decisions",
        Label::TableDecisions,
        Label::TableDecisionsText,
    )
    .text("number", Label::EvidenceNumber, |one: &Made<'_>| {
        &one.0.number
    })
    .date("date", Label::Date, |one| Some(&one.1.on))
    .group("decided", Label::Decided)
    .coded("", Label::Decided, |one| Some(&one.1.state))
    .text("code", Label::ColumnCode, |one| &one.1.state.code)
    .apart()
    .maybe("by", Label::By, |one| &one.1.by)
    .text("text", Label::ColumnText, |one| &one.1.says)
    .rows(all)
}

fn fixes(report: &Report) -> Table {
    let count = |count: u64| {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Cell::number(Some(Number::from(count)))
    };
    Plan::new(
        &report.labels,
        "fixes",
        Label::TableFixes,
        Label::TableFixesText,
    )
    .text("body", Label::ColumnParty, |one: &&Fixes| &one.body)
    .number("found", Label::ColumnProblems, move |one| count(one.found))
    .number("fixed", Label::ColumnFixed, move |one| count(one.fixed))
    .number("closed", Label::ColumnClosed, move |one| count(one.closed))
    .number("looked_at", Label::ColumnLookedAt, move |one| {
        count(one.looked_at)
    })
    .number("was_not", Label::ColumnWasNot, move |one| {
        count(one.was_not)
    })
    .rows(report.follow_up.fixes.iter())
}
