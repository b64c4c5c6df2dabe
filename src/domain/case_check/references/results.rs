//! Names that money lines, derivations, replies, findings and events refer to.

use std::collections::HashSet;

use super::{Fault, Lookup, Names, Place};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::derivation::Operation;

pub(super) fn money(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, line) in case.money.iter().enumerate() {
        let place = Place::default().at("money").at(i);
        lookup.one(
            place.at("obligation"),
            &names.obligations,
            "obligations",
            line.obligation.as_ref(),
        );
        lookup.one(
            place.at("party"),
            &names.parties,
            "parties",
            line.party.as_ref(),
        );
        lookup.one(
            place.at("place"),
            &names.places,
            "places",
            line.place.as_ref(),
        );
        lookup.one(
            place.at("sample"),
            &names.samples,
            "samples",
            line.sample.as_ref(),
        );
        lookup.one(
            place.at("derivation"),
            &names.derivations,
            "derivations",
            line.derivation.as_ref(),
        );
        for (j, entry) in line.states.iter().enumerate() {
            let place = place.at("states").at(j).at("sources");
            lookup.all(&place, &names.sources, "sources", &entry.sources);
        }
    }
}

pub(super) fn derivations(case: &Case, names: &Names, lookup: &mut Lookup) {
    for (i, derivation) in case.derivations.iter().enumerate() {
        let place = Place::default().at("derivations").at(i);
        lookup.one(
            place.at("obligation"),
            &names.obligations,
            "obligations",
            derivation.obligation.as_ref(),
        );
        let mut known: HashSet<&Code> = HashSet::new();
        for (j, input) in derivation.inputs.iter().enumerate() {
            let place = place.at("inputs").at(j);
            if !known.insert(&input.id) {
                lookup
                    .report
                    .add(place.at("id"), Fault::Duplicate(input.id.to_string()));
            }
            let given = [
                input.value.is_some(),
                input.from.is_some(),
                input.days_of.is_some(),
            ];
            if given.iter().filter(|g| **g).count() != 1 {
                lookup.report.add(place.clone(), Fault::InputNotOneNumber);
            }
            lookup.one(
                place.at("from"),
                &names.derivations,
                "derivations",
                input.from.as_ref(),
            );
            lookup.all(
                &place.at("sources"),
                &names.sources,
                "sources",
                &input.sources,
            );
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
                lookup
                    .report
                    .add(place.at("id"), Fault::Duplicate(step.id.to_string()));
            }
        }
    }
}

pub(super) fn since(case: &Case, names: &Names, lookup: &mut Lookup) {
    let root = Place::default();
    for (i, response) in case.responses.iter().enumerate() {
        let place = root.at("responses").at(i);
        lookup.one(
            place.at("party"),
            &names.parties,
            "parties",
            &response.party,
        );
        lookup.all(
            &place.at("obligations"),
            &names.obligations,
            "obligations",
            &response.obligations,
        );
        lookup.all(
            &place.at("findings"),
            &names.findings,
            "findings",
            &response.findings,
        );
        lookup.all(
            &place.at("recommendations"),
            &names.recommendations,
            "recommendations",
            &response.recommendations,
        );
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &response.sources,
        );
    }
    for (i, finding) in case.findings.iter().enumerate() {
        let place = root.at("findings").at(i);
        lookup.all(
            &place.at("obligations"),
            &names.obligations,
            "obligations",
            &finding.obligations,
        );
        lookup.all(
            &place.at("addressees"),
            &names.parties,
            "parties",
            &finding.addressees,
        );
        lookup.all(
            &place.at("evidence"),
            &names.evidence,
            "evidence",
            &finding.evidence,
        );
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &finding.sources,
        );
        lookup.one(
            place.at("repeat_of"),
            &names.findings,
            "findings",
            finding.repeat_of.as_ref(),
        );
    }
    for (i, recommendation) in case.recommendations.iter().enumerate() {
        let place = root.at("recommendations").at(i);
        lookup.one(
            place.at("to"),
            &names.parties,
            "parties",
            &recommendation.to,
        );
        lookup.all(
            &place.at("findings"),
            &names.findings,
            "findings",
            &recommendation.findings,
        );
    }
    for (i, event) in case.events.iter().enumerate() {
        let place = root.at("events").at(i);
        lookup.all(
            &place.at("obligations"),
            &names.obligations,
            "obligations",
            &event.obligations,
        );
        lookup.all(
            &place.at("sources"),
            &names.sources,
            "sources",
            &event.sources,
        );
    }
}
