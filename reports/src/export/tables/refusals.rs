//! Every refusal of the report in one table: what was not computed is a result like any other.

use super::Table;
use super::plan::Plan;
use crate::model::{Label, Refusal, Report};

/// A refusal and to what it belongs.
struct Refused<'a> {
    at: String,
    refusal: &'a Refusal,
}

pub(super) fn refusals(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(
        labels,
        "refusals",
        Label::TableRefusals,
        Label::TableRefusalsText,
    )
    .text("where", Label::ColumnWhere, |one: &Refused<'_>| &one.at)
    .maybe("about", Label::About, |one| &one.refusal.about)
    .text("code", Label::Codes, |one| &one.refusal.code)
    .text("why", Label::ColumnWhy, |one| &one.refusal.sentence)
    .maybe("lifted_by", Label::ColumnLift, |one| &one.refusal.lifted_by)
    .rows(every_refusal(report))
}

fn every_refusal(report: &Report) -> Vec<Refused<'_>> {
    let mut list = Vec::new();
    let labels = &report.labels;
    let mut put = |at: &str, refusals| each(&mut list, at, refusals);
    put(labels.get(Label::AboutAllRows), &report.refusals);
    for row in &report.promises {
        put(&row.number, &row.refusals);
    }
    for group in &report.other_figures {
        put(&group.title, &group.refusals);
    }
    for set in &report.category_sets {
        put(&set.title, &set.refusals);
    }
    for check in &report.checks {
        put(&check.what, &check.refusals);
    }
    for line in &report.money.lines {
        put(&line.number, &line.refusals);
    }
    put(labels.get(Label::Money), &report.money.refusals);
    for agreement in &report.agreements {
        for version in &agreement.versions {
            for gap in version.rates.iter().flat_map(|rates| &rates.gaps) {
                let at = format!("{}, {}, {}", agreement.number, version.name, gap.at);
                put(&at, std::slice::from_ref(&gap.refusal));
            }
        }
    }
    list
}

fn each<'a>(list: &mut Vec<Refused<'a>>, at: &str, refusals: &'a [Refusal]) {
    list.extend(refusals.iter().map(|refusal| Refused {
        at: at.to_owned(),
        refusal,
    }));
}
