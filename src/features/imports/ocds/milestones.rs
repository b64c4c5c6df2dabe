//! Milestones: what is to be done by a day, and what is said about it.

use std::collections::HashSet;

use crate::domain::exchange::{
    Given, Pointer, PublishedAgreement, PublishedClaim, PublishedPromise, ResultLevel,
};
use crate::domain::figure::{ResultInWords, Value as FigureValue};
use crate::domain::obligation::Kind;
use crate::domain::party::Counter;
use crate::features::imports::json::{Reading, Value};

/// Milestones of the contract and of its implementation; one that stands in both is one promise.
pub(super) fn milestones(
    contract: Value<'_>,
    implementation: Option<Value<'_>>,
    agreement: &mut PublishedAgreement,
    reading: &mut Reading<'_>,
) {
    let mut known = HashSet::new();
    for (place, holder) in [Some(contract), implementation].into_iter().enumerate() {
        let Some(holder) = holder else { continue };
        let mut here = HashSet::new();
        for (index, milestone) in reading
            .objects(holder, "milestones")
            .into_iter()
            .enumerate()
        {
            let id = milestone.get("id").and_then(Value::scalar);
            let mut source_id = match &id {
                Some(id) => format!("milestone/{id}"),
                None => format!("milestone/{place}/{index}"),
            };
            if !here.insert(source_id.clone()) {
                reading.note("id-twice", milestone, &[("id", &id.unwrap_or_default())]);
                source_id = format!("{source_id}#{index}");
            }
            if known.insert(source_id.clone()) {
                match promise(milestone, source_id.clone(), reading) {
                    Some(promise) => agreement.promises.push(promise),
                    None => {
                        reading.note("promise-without-words", milestone, &[]);
                        continue;
                    }
                }
            }
            agreement
                .claims
                .extend(claim(milestone, source_id, reading));
        }
    }
}

fn promise(
    milestone: Value<'_>,
    source_id: String,
    reading: &mut Reading<'_>,
) -> Option<PublishedPromise> {
    let what = ["title", "description", "type", "code", "id"]
        .iter()
        .find_map(|name| reading.text(milestone, name))?;
    Some(PublishedPromise {
        source_id,
        what,
        kind: Kind::Deadline,
        unit: None,
        target: None,
        baseline: None,
        lower_is_better: false,
        is_percent: false,
        from: None,
        to: reading.date(milestone, "dueDate"),
        place: None,
        group: None,
        level: ResultLevel::Output,
    })
}

fn claim(
    milestone: Value<'_>,
    source_id: String,
    reading: &mut Reading<'_>,
) -> Option<PublishedClaim> {
    let status = milestone.get("status")?;
    let text = status.scalar()?;
    let met = reading.date(milestone, "dateMet");
    let result = match &*text {
        "met" => ResultInWords::Kept,
        "notMet" => ResultInWords::NotMet,
        "partiallyMet" => ResultInWords::BrokenInSome,
        "scheduled" => ResultInWords::Undecided,
        _ => {
            reading.note("code-unknown", status, &[("text", &text)]);
            ResultInWords::Undecided
        }
    };
    let words = || FigureValue::Words {
        says: text.clone().into_owned(),
        result,
    };
    let value = match &met {
        Some(date) if result == ResultInWords::Kept => FigureValue::DoneOn(date.value),
        _ => words(),
    };
    Some(PublishedClaim {
        promise: Some(source_id),
        what: text.clone().into_owned(),
        value: Given {
            value,
            text: text.into_owned(),
            at: Pointer(status.pointer()),
        },
        counted_by: Counter::Funder,
        from: None,
        to: met,
    })
}
