//! Every name that refers to something refers to something that is there.

mod evidence;
mod results;

use std::collections::HashSet;

use super::{Fault, Place, Report};
use crate::domain::case::Case;
use crate::domain::code::Code;

/// The names of each section that others refer to.
struct Names<'a> {
    sources: HashSet<&'a Code>,
    parties: HashSet<&'a Code>,
    places: HashSet<&'a Code>,
    agreements: HashSet<&'a Code>,
    obligations: HashSet<&'a Code>,
    samples: HashSet<&'a Code>,
    figures: HashSet<&'a Code>,
    visits: HashSet<&'a Code>,
    evidence: HashSet<&'a Code>,
    derivations: HashSet<&'a Code>,
    findings: HashSet<&'a Code>,
    recommendations: HashSet<&'a Code>,
}

/// Looks names up and reports the unknown ones.
struct Lookup<'r> {
    report: &'r mut Report,
}

impl Lookup<'_> {
    fn one<'a>(
        &mut self,
        place: Place,
        names: &HashSet<&Code>,
        section: &'static str,
        name: impl Into<Option<&'a Code>>,
    ) {
        if let Some(name) = name.into().filter(|n| !names.contains(n)) {
            self.report.add(
                place,
                Fault::Unknown {
                    name: name.to_string(),
                    section,
                },
            );
        }
    }

    fn all(&mut self, place: &Place, names: &HashSet<&Code>, section: &'static str, list: &[Code]) {
        for (i, name) in list.iter().enumerate() {
            self.one(place.at(i), names, section, name);
        }
    }
}

pub(super) fn check(case: &Case, report: &mut Report) {
    let names = Names {
        sources: case.sources.iter().map(|x| &x.id).collect(),
        parties: case.parties.iter().map(|x| &x.id).collect(),
        places: case.places.iter().map(|x| &x.id).collect(),
        agreements: case.agreements.iter().map(|x| &x.id).collect(),
        obligations: case.obligations.iter().map(|x| &x.id).collect(),
        samples: case.samples.iter().map(|x| &x.id).collect(),
        figures: case
            .claims
            .iter()
            .chain(&case.tallies)
            .map(|x| &x.id)
            .collect(),
        visits: case.visits.iter().map(|x| &x.id).collect(),
        evidence: case.evidence.iter().map(|x| &x.id).collect(),
        derivations: case.derivations.iter().map(|x| &x.id).collect(),
        findings: case.findings.iter().map(|x| &x.id).collect(),
        recommendations: case.recommendations.iter().map(|x| &x.id).collect(),
    };
    let mut lookup = Lookup { report };
    agreements(case, &names, &mut lookup);
    obligations(case, &names, &mut lookup);
    evidence::figures(case, &names, &mut lookup);
    evidence::fieldwork(case, &names, &mut lookup);
    results::money(case, &names, &mut lookup);
    results::derivations(case, &names, &mut lookup);
    results::since(case, &names, &mut lookup);
}

fn agreements(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, agreement) in case.agreements.iter().enumerate() {
        let place = Place::default().at("agreements").at(i);
        lookup.all(
            &place.at("funders"),
            &names.parties,
            "parties",
            &agreement.funders,
        );
        lookup.all(
            &place.at("providers"),
            &names.parties,
            "parties",
            &agreement.providers,
        );
        lookup.all(
            &place.at("subcontractors"),
            &names.parties,
            "parties",
            &agreement.subcontractors,
        );
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &agreement.sources,
        );
        let versions = agreement.versions.iter().map(|v| &v.id).collect();
        for (j, version) in agreement.versions.iter().enumerate() {
            let place = place.at("versions").at(j).at("supersedes");
            lookup.one(place, &versions, "versions", version.supersedes.as_ref());
        }
    }
    for (i, payment) in case.payments.iter().enumerate() {
        let place = Place::default().at("payments").at(i);
        lookup.one(
            place.at("agreement"),
            &names.agreements,
            "agreements",
            &payment.agreement,
        );
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &payment.sources,
        );
    }
    for (i, sample) in case.samples.iter().enumerate() {
        let place = Place::default().at("samples").at(i);
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &sample.sources,
        );
    }
}

fn obligations(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, obligation) in case.obligations.iter().enumerate() {
        let place = Place::default().at("obligations").at(i);
        lookup.one(
            place.at("agreement"),
            &names.agreements,
            "agreements",
            obligation.agreement.as_ref(),
        );
        lookup.all(
            &place.at("places"),
            &names.places,
            "places",
            &obligation.places,
        );
        if let Some(clause) = &obligation.clause {
            lookup.one(
                place.at("clause").at("document"),
                &names.sources,
                "sources",
                clause.document.as_ref(),
            );
        }
        let siblings = obligation.criteria.iter().map(|c| &c.id).collect();
        for (j, criterion) in obligation.criteria.iter().enumerate() {
            let place = place.at("criteria").at(j);
            lookup.all(
                &place.at("sources"),
                &names.sources,
                "sources",
                &criterion.sources,
            );
            lookup.all(
                &place.at("held_by"),
                &names.parties,
                "parties",
                &criterion.held_by,
            );
            lookup.one(
                place.at("other_wording_of"),
                &siblings,
                "criteria",
                criterion.other_wording_of.as_ref(),
            );
            for (k, target) in criterion.targets.iter().enumerate() {
                let place = place.at("targets").at(k);
                lookup.one(
                    place.at("place"),
                    &names.places,
                    "places",
                    target.place.as_ref(),
                );
                lookup.one(
                    place.at("party"),
                    &names.parties,
                    "parties",
                    target.party.as_ref(),
                );
            }
        }
    }
}
