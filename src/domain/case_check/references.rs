//! Every name that refers to something refers to something that is there.

use std::collections::HashSet;

use super::{Fault, Place, Report};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::derivation::Operation;
use crate::domain::figure::Figure;
use crate::domain::party::Counter;

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
}

/// Looks names up and reports the unknown ones.
struct Lookup<'r> {
    report: &'r mut Report,
}

impl Lookup<'_> {
    fn one<'a>(&mut self, place: Place, names: &HashSet<&Code>, section: &'static str, name: impl Into<Option<&'a Code>>) {
        if let Some(name) = name.into().filter(|n| !names.contains(n)) {
            self.report.add(place, Fault::Unknown { name: name.to_string(), section });
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
        figures: case.claims.iter().chain(&case.tallies).map(|x| &x.id).collect(),
        visits: case.visits.iter().map(|x| &x.id).collect(),
        evidence: case.evidence.iter().map(|x| &x.id).collect(),
        derivations: case.derivations.iter().map(|x| &x.id).collect(),
        findings: case.findings.iter().map(|x| &x.id).collect(),
    };
    let mut lookup = Lookup { report };
    agreements(case, &names, &mut lookup);
    obligations(case, &names, &mut lookup);
    figures(case, &names, &mut lookup);
    fieldwork(case, &names, &mut lookup);
    money(case, &names, &mut lookup);
    derivations(case, &names, &mut lookup);
    since(case, &names, &mut lookup);
}

fn agreements(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, agreement) in case.agreements.iter().enumerate() {
        let place = Place::default().at("agreements").at(i);
        lookup.all(&place.at("funders"), &names.parties, "parties", &agreement.funders);
        lookup.all(&place.at("providers"), &names.parties, "parties", &agreement.providers);
        lookup.all(&place.at("subcontractors"), &names.parties, "parties", &agreement.subcontractors);
        lookup.all(&place.at("sources"), &names.sources, "sources", &agreement.sources);
        let versions = agreement.versions.iter().map(|v| &v.id).collect();
        for (j, version) in agreement.versions.iter().enumerate() {
            let place = place.at("versions").at(j).at("supersedes");
            lookup.one(place, &versions, "versions", version.supersedes.as_ref());
        }
    }
    for (i, payment) in case.payments.iter().enumerate() {
        let place = Place::default().at("payments").at(i);
        lookup.one(place.at("agreement"), &names.agreements, "agreements", &payment.agreement);
        lookup.all(&place.at("sources"), &names.sources, "sources", &payment.sources);
    }
    for (i, sample) in case.samples.iter().enumerate() {
        let place = Place::default().at("samples").at(i);
        lookup.all(&place.at("sources"), &names.sources, "sources", &sample.sources);
    }
}

fn obligations(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, obligation) in case.obligations.iter().enumerate() {
        let place = Place::default().at("obligations").at(i);
        lookup.one(place.at("agreement"), &names.agreements, "agreements", obligation.agreement.as_ref());
        lookup.all(&place.at("places"), &names.places, "places", &obligation.places);
        if let Some(clause) = &obligation.clause {
            lookup.one(place.at("clause").at("document"), &names.sources, "sources", clause.document.as_ref());
        }
        let siblings = obligation.criteria.iter().map(|c| &c.id).collect();
        for (j, criterion) in obligation.criteria.iter().enumerate() {
            let place = place.at("criteria").at(j);
            lookup.all(&place.at("sources"), &names.sources, "sources", &criterion.sources);
            lookup.all(&place.at("held_by"), &names.parties, "parties", &criterion.held_by);
            lookup.one(place.at("other_wording_of"), &siblings, "criteria", criterion.other_wording_of.as_ref());
            for (k, target) in criterion.targets.iter().enumerate() {
                let place = place.at("targets").at(k);
                lookup.one(place.at("place"), &names.places, "places", target.place.as_ref());
                lookup.one(place.at("party"), &names.parties, "parties", target.party.as_ref());
            }
        }
    }
}

fn figures(case: &Case, names: &Names, lookup: &mut Lookup) {
    let root = Place::default();
    for (i, claim) in case.claims.iter().enumerate() {
        let place = root.at("claims").at(i);
        if matches!(claim.counted_by, Counter::Auditor | Counter::ThirdParty | Counter::Users) {
            lookup.report.add(place.at("counted_by"), Fault::NotAClaim(claim.counted_by.code()));
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
        lookup.one(place.at("obligation"), &names.obligations, "obligations", set.obligation.as_ref());
        lookup.one(place.at("sample"), &names.samples, "samples", set.sample.as_ref());
        lookup.all(&place.at("sources"), &names.sources, "sources", &set.sources);
        let categories = set.categories.iter().map(|c| &c.id).collect();
        for (j, group) in set.groups.iter().enumerate() {
            let place = place.at("groups").at(j);
            lookup.all(&place.at("of"), &categories, "categories", &group.of);
            lookup.all(&place.at("without"), &categories, "categories", &group.without);
        }
    }
    for (i, reconciliation) in case.reconciliations.iter().enumerate() {
        let place = root.at("reconciliations").at(i).at("sources");
        lookup.all(&place, &names.sources, "sources", &reconciliation.sources);
    }
}

fn figure(figure: &Figure, place: &Place, names: &Names, lookup: &mut Lookup) {
    lookup.one(place.at("obligation"), &names.obligations, "obligations", figure.obligation.as_ref());
    lookup.one(place.at("party"), &names.parties, "parties", figure.party.as_ref());
    lookup.one(place.at("sample"), &names.samples, "samples", figure.sample.as_ref());
    lookup.one(place.at("place"), &names.places, "places", figure.place.as_ref());
    lookup.all(&place.at("contradicts"), &names.figures, "tallies", &figure.contradicts);
    lookup.all(&place.at("sources"), &names.sources, "sources", &figure.sources);
}

fn fieldwork(case: &Case, names: &Names, lookup: &mut Lookup) {
    let root = Place::default();
    for (i, visit) in case.visits.iter().enumerate() {
        lookup.one(root.at("visits").at(i).at("place"), &names.places, "places", &visit.place);
    }
    for (i, observation) in case.observations.iter().enumerate() {
        let place = root.at("observations").at(i);
        lookup.one(place.at("visit"), &names.visits, "visits", &observation.visit);
        lookup.one(place.at("obligation"), &names.obligations, "obligations", &observation.obligation);
        lookup.all(&place.at("evidence"), &names.evidence, "evidence", &observation.evidence);
    }
    for (i, account) in case.accounts.iter().enumerate() {
        let place = root.at("accounts").at(i);
        lookup.one(place.at("obligation"), &names.obligations, "obligations", account.obligation.as_ref());
        lookup.one(place.at("place"), &names.places, "places", account.place.as_ref());
    }
    for (i, evidence) in case.evidence.iter().enumerate() {
        let place = root.at("evidence").at(i);
        lookup.one(place.at("place"), &names.places, "places", evidence.place.as_ref());
    }
}

fn money(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, line) in case.money.iter().enumerate() {
        let place = Place::default().at("money").at(i);
        lookup.one(place.at("obligation"), &names.obligations, "obligations", line.obligation.as_ref());
        lookup.one(place.at("party"), &names.parties, "parties", line.party.as_ref());
        lookup.one(place.at("place"), &names.places, "places", line.place.as_ref());
        lookup.one(place.at("sample"), &names.samples, "samples", line.sample.as_ref());
        lookup.one(place.at("derivation"), &names.derivations, "derivations", line.derivation.as_ref());
        for (j, entry) in line.states.iter().enumerate() {
            let place = place.at("states").at(j).at("sources");
            lookup.all(&place, &names.sources, "sources", &entry.sources);
        }
    }
}

fn derivations(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, derivation) in case.derivations.iter().enumerate() {
        let place = Place::default().at("derivations").at(i);
        lookup.one(place.at("obligation"), &names.obligations, "obligations", derivation.obligation.as_ref());
        let mut known: HashSet<&Code> = HashSet::new();
        for (j, input) in derivation.inputs.iter().enumerate() {
            let place = place.at("inputs").at(j);
            if !known.insert(&input.id) {
                lookup.report.add(place.at("id"), Fault::Duplicate(input.id.to_string()));
            }
            let given = [input.value.is_some(), input.from.is_some(), input.days_of.is_some()];
            if given.iter().filter(|g| **g).count() != 1 {
                lookup.report.add(place.clone(), Fault::InputNotOneNumber);
            }
            lookup.one(place.at("from"), &names.derivations, "derivations", input.from.as_ref());
            lookup.all(&place.at("sources"), &names.sources, "sources", &input.sources);
        }
        for (j, step) in derivation.steps.iter().enumerate() {
            let place = place.at("steps").at(j);
            let (Operation::Add(operands)
            | Operation::Subtract(operands)
            | Operation::Multiply(operands)
            | Operation::Divide(operands)) = &step.operation;
            if operands.len() < 2 {
                lookup.report.add(place.at("do"), Fault::Empty("operands"));
            }
            lookup.all(&place.at("do"), &known, "inputs", operands);
            if !known.insert(&step.id) {
                lookup.report.add(place.at("id"), Fault::Duplicate(step.id.to_string()));
            }
        }
    }
}

fn since(case: &Case, names: &Names, lookup: &mut Lookup) {
    let root = Place::default();
    for (i, response) in case.responses.iter().enumerate() {
        let place = root.at("responses").at(i);
        lookup.one(place.at("party"), &names.parties, "parties", &response.party);
        lookup.all(&place.at("obligations"), &names.obligations, "obligations", &response.obligations);
        lookup.all(&place.at("sources"), &names.sources, "sources", &response.sources);
    }
    for (i, finding) in case.findings.iter().enumerate() {
        let place = root.at("findings").at(i);
        lookup.all(&place.at("obligations"), &names.obligations, "obligations", &finding.obligations);
        lookup.all(&place.at("addressees"), &names.parties, "parties", &finding.addressees);
        lookup.all(&place.at("evidence"), &names.evidence, "evidence", &finding.evidence);
        lookup.all(&place.at("sources"), &names.sources, "sources", &finding.sources);
        lookup.one(place.at("repeat_of"), &names.findings, "findings", finding.repeat_of.as_ref());
    }
    for (i, recommendation) in case.recommendations.iter().enumerate() {
        let place = root.at("recommendations").at(i);
        lookup.one(place.at("to"), &names.parties, "parties", &recommendation.to);
        lookup.all(&place.at("findings"), &names.findings, "findings", &recommendation.findings);
    }
    for (i, event) in case.events.iter().enumerate() {
        let place = root.at("events").at(i);
        lookup.all(&place.at("obligations"), &names.obligations, "obligations", &event.obligations);
        lookup.all(&place.at("sources"), &names.sources, "sources", &event.sources);
    }
}
