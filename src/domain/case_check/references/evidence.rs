//! Names that claims, tallies, categories, visits and accounts refer to.

use super::{Fault, Lookup, Names, Place};
use crate::domain::case::Case;
use crate::domain::figure::Figure;
use crate::domain::party::Counter;

pub(super) fn figures(case: &Case, names: &Names, lookup: &mut Lookup) {
    let root = Place::default();
    for (i, claim) in case.claims.iter().enumerate() {
        let place = root.at("claims").at(i);
        if matches!(
            claim.counted_by,
            Counter::Auditor | Counter::ThirdParty | Counter::Users
        ) {
            lookup.report.add(
                place.at("counted_by"),
                Fault::NotAClaim(claim.counted_by.code()),
            );
        }
        figure(claim, &place, names, lookup);
    }
    for (i, tally) in case.tallies.iter().enumerate() {
        figure(tally, &root.at("tallies").at(i), names, lookup);
    }
    for (i, fact) in case.method.facts.iter().enumerate() {
        figure(fact, &root.at("method").at("facts").at(i), names, lookup);
    }
    for (i, set) in case.categories.iter().enumerate() {
        let place = root.at("categories").at(i);
        lookup.one(
            place.at("obligation"),
            &names.obligations,
            "obligations",
            set.obligation.as_ref(),
        );
        lookup.one(
            place.at("sample"),
            &names.samples,
            "samples",
            set.sample.as_ref(),
        );
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &set.sources,
        );
        let categories = set.categories.iter().map(|c| &c.id).collect();
        for (j, group) in set.groups.iter().enumerate() {
            let place = place.at("groups").at(j);
            lookup.all(&place.at("of"), &categories, "categories", &group.of);
            lookup.all(
                &place.at("without"),
                &categories,
                "categories",
                &group.without,
            );
        }
    }
    for (i, reconciliation) in case.reconciliations.iter().enumerate() {
        let place = root.at("reconciliations").at(i).at("sources");
        lookup.all(&place, &names.sources, "sources", &reconciliation.sources);
    }
}

fn figure(figure: &Figure, place: &Place, names: &Names, lookup: &mut Lookup) {
    lookup.one(
        place.at("obligation"),
        &names.obligations,
        "obligations",
        figure.obligation.as_ref(),
    );
    lookup.one(
        place.at("party"),
        &names.parties,
        "parties",
        figure.party.as_ref(),
    );
    lookup.one(
        place.at("sample"),
        &names.samples,
        "samples",
        figure.sample.as_ref(),
    );
    lookup.one(
        place.at("place"),
        &names.places,
        "places",
        figure.place.as_ref(),
    );
    lookup.all(
        &place.at("contradicts"),
        &names.figures,
        "tallies",
        &figure.contradicts,
    );
    lookup.all(
        &place.at("sources"),
        &names.sources,
        "sources",
        &figure.sources,
    );
}

pub(super) fn fieldwork(case: &Case, names: &Names, lookup: &mut Lookup) {
    let root = Place::default();
    for (i, visit) in case.visits.iter().enumerate() {
        lookup.one(
            root.at("visits").at(i).at("place"),
            &names.places,
            "places",
            &visit.place,
        );
    }
    for (i, observation) in case.observations.iter().enumerate() {
        let place = root.at("observations").at(i);
        lookup.one(
            place.at("visit"),
            &names.visits,
            "visits",
            &observation.visit,
        );
        lookup.one(
            place.at("obligation"),
            &names.obligations,
            "obligations",
            &observation.obligation,
        );
        lookup.all(
            &place.at("evidence"),
            &names.evidence,
            "evidence",
            &observation.evidence,
        );
    }
    for (i, account) in case.accounts.iter().enumerate() {
        let place = root.at("accounts").at(i);
        lookup.one(
            place.at("obligation"),
            &names.obligations,
            "obligations",
            account.obligation.as_ref(),
        );
        lookup.one(
            place.at("place"),
            &names.places,
            "places",
            account.place.as_ref(),
        );
    }
    for (i, evidence) in case.evidence.iter().enumerate() {
        let place = root.at("evidence").at(i);
        lookup.one(
            place.at("place"),
            &names.places,
            "places",
            evidence.place.as_ref(),
        );
    }
}
