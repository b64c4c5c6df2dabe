//! Names are given once, and texts are there and readable.

use std::collections::HashSet;

use super::{Fault, Place, Report};
use crate::domain::case::{Case, Standing};
use crate::domain::code::Code;

/// Longest text of one field, in characters. A page of print holds about 3,000.
const LONGEST_TEXT: usize = 20_000;

pub(super) fn check(case: &Case, report: &mut Report) {
    let root = Place::default();
    once(
        report,
        &root.at("sources"),
        case.sources.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("parties"),
        case.parties.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("places"),
        case.places.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("agreements"),
        case.agreements.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("obligations"),
        case.obligations.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("payments"),
        case.payments.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("claims"),
        case.claims.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("samples"),
        case.samples.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("tallies"),
        case.tallies.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("visits"),
        case.visits.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("categories"),
        case.categories.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("reconciliations"),
        case.reconciliations.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("derivations"),
        case.derivations.iter().map(|x| &x.id),
    );
    once(report, &root.at("money"), case.money.iter().map(|x| &x.id));
    once(
        report,
        &root.at("accounts"),
        case.accounts.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("evidence"),
        case.evidence.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("responses"),
        case.responses.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("findings"),
        case.findings.iter().map(|x| &x.id),
    );
    once(
        report,
        &root.at("recommendations"),
        case.recommendations.iter().map(|x| &x.id),
    );
    for (i, agreement) in case.agreements.iter().enumerate() {
        let place = root.at("agreements").at(i).at("versions");
        once(report, &place, agreement.versions.iter().map(|v| &v.id));
    }
    for (i, obligation) in case.obligations.iter().enumerate() {
        let place = root.at("obligations").at(i);
        once(
            report,
            &place.at("criteria"),
            obligation.criteria.iter().map(|c| &c.id),
        );
        if obligation.criteria.is_empty() {
            report.add(place.at("criteria"), Fault::Empty("criteria"));
        }
        text(report, place.at("promise"), "promise", &obligation.promise);
        text(report, place.at("unit"), "unit", &obligation.unit);
    }
    texts(case, report);
}

/// A figure that is both a claim and a tally would be counted twice, so the two share one space of names.
fn once<'a>(report: &mut Report, section: &Place, ids: impl Iterator<Item = &'a Code>) {
    let mut seen = HashSet::new();
    for (i, id) in ids.enumerate() {
        if !seen.insert(id) {
            report.add(section.at(i).at("id"), Fault::Duplicate(id.to_string()));
        }
    }
}

fn texts(case: &Case, report: &mut Report) {
    let root = Place::default();
    text(report, root.at("title"), "title", &case.title);
    if case.obligations.is_empty() {
        report.add(root.at("obligations"), Fault::Empty("obligations"));
    }
    if let Standing::Restated(bodies) = &case.standing {
        if bodies.is_empty() {
            report.add(root.at("standing").at("restated"), Fault::Empty("restated"));
        }
        for (i, body) in bodies.iter().enumerate() {
            text(
                report,
                root.at("standing").at("restated").at(i).at("body"),
                "body",
                &body.body,
            );
        }
    }
    for (i, party) in case.parties.iter().enumerate() {
        let place = root.at("parties").at(i);
        text(report, place.at("name"), "name", &party.name);
        if party.roles.is_empty() {
            report.add(place.at("roles"), Fault::Empty("roles"));
        }
    }
    for (section, figures) in [("claims", &case.claims), ("tallies", &case.tallies)] {
        for (i, figure) in figures.iter().enumerate() {
            text(
                report,
                root.at(section).at(i).at("title"),
                "title",
                &figure.title,
            );
        }
    }
    for (i, finding) in case.findings.iter().enumerate() {
        let place = root.at("findings").at(i);
        text(report, place.at("title"), "title", &finding.title);
        text(
            report,
            place.at("condition"),
            "condition",
            &finding.condition,
        );
    }
    for (i, line) in case.money.iter().enumerate() {
        let place = root.at("money").at(i);
        text(report, place.at("title"), "title", &line.title);
        if line.states.is_empty() {
            report.add(place.at("states"), Fault::Empty("states"));
        }
    }
    for (i, derivation) in case.derivations.iter().enumerate() {
        if derivation.steps.is_empty() {
            report.add(
                root.at("derivations").at(i).at("steps"),
                Fault::Empty("steps"),
            );
        }
    }
}

fn text(report: &mut Report, place: Place, what: &'static str, text: &str) {
    if text.trim().is_empty() {
        report.add(place, Fault::Empty(what));
    } else if text.chars().count() > LONGEST_TEXT
        || text.chars().any(|c| c.is_control() && c != '\n')
    {
        report.add(place, Fault::BadText(what));
    }
}
