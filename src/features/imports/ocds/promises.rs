//! What was bought, and what was to be measured: items as quantities, agreed metrics as targets, reported ones as claims.

use std::collections::HashSet;

use crate::domain::exchange::{
    Given, Pointer, PublishedAgreement, PublishedClaim, PublishedPromise, ResultLevel,
};
use crate::domain::figure::{ResultInWords, Value as FigureValue};
use crate::domain::number::Exact;
use crate::domain::obligation::Kind;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;
use crate::features::imports::json::{Reading, Value};
use crate::features::imports::values::exact;

/// Goods and units of a contract, due within its period.
pub(super) fn items(
    thing: Value<'_>,
    agreement: &mut PublishedAgreement,
    reading: &mut Reading<'_>,
) {
    let mut seen = HashSet::new();
    for (index, item) in reading.objects(thing, "items").into_iter().enumerate() {
        let what = reading.text(item, "description");
        let what = what.or_else(|| reading.text_of(item.at(&["classification", "description"])?));
        let what = what.or_else(|| reading.text(item, "id"));
        let Some(what) = what else {
            reading.note("promise-without-words", item, &[]);
            continue;
        };
        let id = item.get("id").and_then(Value::scalar);
        let mut source_id = match &id {
            Some(id) => format!("item/{id}"),
            None => format!("item/at/{index}"),
        };
        if !seen.insert(source_id.clone()) {
            reading.note("id-twice", item, &[("id", &id.unwrap_or_default())]);
            source_id = format!("{source_id}#{index}");
        }
        let unit = item.get("unit").filter(|unit| unit.is_object());
        agreement.promises.push(PublishedPromise {
            source_id,
            what,
            kind: Kind::Quantity,
            unit: unit.and_then(|unit| {
                reading
                    .text(unit, "name")
                    .or_else(|| reading.text(unit, "id"))
            }),
            target: item.get("quantity").map(target),
            baseline: None,
            lower_is_better: false,
            is_percent: false,
            from: agreement.start.clone(),
            to: agreement.end.clone(),
            place: item
                .at(&["deliveryLocation", "description"])
                .or_else(|| item.at(&["deliveryAddress", "locality"]))
                .and_then(|place| reading.text_of(place)),
            group: None,
            level: ResultLevel::Output,
        });
    }
}

/// A number, or the words that stand in its place. The metrics extension writes its numbers as text.
fn target(value: Value<'_>) -> Given<Option<Exact>> {
    let text = value.scalar().unwrap_or_default();
    Given {
        value: exact(text.trim()),
        text: text.into_owned(),
        at: Pointer(value.pointer()),
    }
}

/// One observation of the metrics extension.
struct Observed<'d> {
    metric: String,
    id: Option<String>,
    what: Given<String>,
    value: Option<Value<'d>>,
    unit: Option<Given<String>>,
    from: Option<Given<PartialDate>>,
    to: Option<Given<PartialDate>>,
    group: Option<Given<String>>,
    source_id: String,
}

/// Agreed metrics are promises; metrics of the implementation are claims about them.
pub(super) fn metrics(
    agreed: Option<Value<'_>>,
    implementation: Option<Value<'_>>,
    agreement: &mut PublishedAgreement,
    reading: &mut Reading<'_>,
) {
    let agreed = agreed
        .map(|agreed| observed(agreed, "agreedMetrics", reading))
        .unwrap_or_default();
    for target_of in &agreed {
        agreement.promises.push(PublishedPromise {
            source_id: target_of.source_id.clone(),
            what: target_of.what.clone(),
            kind: Kind::Quantity,
            unit: target_of.unit.clone(),
            target: target_of.value.map(target),
            baseline: None,
            lower_is_better: false,
            is_percent: false,
            from: target_of.from.clone(),
            to: target_of.to.clone(),
            place: None,
            group: target_of.group.clone(),
            level: ResultLevel::Other,
        });
    }
    let Some(implementation) = implementation else {
        return;
    };
    for reported in observed(implementation, "metrics", reading) {
        let Some(value) = reported.value else {
            continue;
        };
        let promise = promise_of(&reported, &agreed);
        if promise.is_none() {
            reading.note(
                "claim-without-promise",
                value,
                &[("metric", &reported.metric)],
            );
        }
        let given = target(value);
        let figure = match Stated::parse(&given.text) {
            Ok(stated) if given.value.is_some() => FigureValue::Measure {
                value: stated,
                of: None,
            },
            _ => FigureValue::Words {
                says: given.text.clone(),
                result: ResultInWords::Undecided,
            },
        };
        agreement.claims.push(PublishedClaim {
            promise,
            what: reported.what.value,
            value: Given {
                value: figure,
                text: given.text,
                at: given.at,
            },
            counted_by: Counter::Funder,
            from: reported.from,
            to: reported.to,
        });
    }
}

/// The agreed observation that a reported one speaks to: of the same metric, period and group; else the only one.
fn promise_of(reported: &Observed<'_>, agreed: &[Observed<'_>]) -> Option<String> {
    let same: Vec<_> = agreed
        .iter()
        .filter(|one| one.metric == reported.metric)
        .collect();
    let value = |given: &Option<Given<PartialDate>>| given.as_ref().map(|given| given.value);
    let group = |one: &Observed<'_>| one.group.as_ref().map(|group| group.text.clone());
    let exactly = same.iter().find(|one| {
        value(&one.from) == value(&reported.from)
            && value(&one.to) == value(&reported.to)
            && group(one) == group(reported)
    });
    let by_id = || {
        same.iter()
            .find(|one| one.id.is_some() && one.id == reported.id)
    };
    let only = || {
        if let [only] = &same[..] {
            Some(only)
        } else {
            None
        }
    };
    let found = exactly.or_else(by_id).or_else(only)?;
    Some(found.source_id.clone())
}

fn observed<'d>(holder: Value<'d>, name: &str, reading: &mut Reading<'_>) -> Vec<Observed<'d>> {
    let mut found = Vec::new();
    for (index, metric) in reading.objects(holder, name).into_iter().enumerate() {
        let id = metric.get("id").and_then(Value::scalar);
        let id = id.map_or_else(|| index.to_string(), std::borrow::Cow::into_owned);
        let what = reading
            .text(metric, "title")
            .or_else(|| reading.text(metric, "description"));
        let Some(what) = what.or_else(|| reading.text(metric, "id")) else {
            reading.note("promise-without-words", metric, &[]);
            continue;
        };
        for (place, one) in reading
            .objects(metric, "observations")
            .into_iter()
            .enumerate()
        {
            let own = one.get("id").and_then(|id| Some(id.scalar()?.into_owned()));
            let period = reading.object(one, "period");
            let value = one.at(&["value", "amount"]).or_else(|| one.get("measure"));
            let dimensions = reading.object(one, "dimensions");
            let unit = one
                .at(&["unit", "name"])
                .or_else(|| one.at(&["value", "currency"]));
            found.push(Observed {
                source_id: format!("metric/{id}/{place}"),
                metric: id.clone(),
                id: own,
                what: what.clone(),
                value,
                unit: unit.and_then(|unit| reading.text_of(unit)),
                from: period.and_then(|period| reading.date(period, "startDate")),
                to: period.and_then(|period| reading.date(period, "endDate")),
                group: dimensions.map(group_of),
            });
        }
    }
    found
}

fn group_of(dimensions: Value<'_>) -> Given<String> {
    let told: Vec<_> = dimensions
        .members()
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", value.scalar()?)))
        .collect();
    let text = told.join("; ");
    Given {
        value: text.clone(),
        text,
        at: Pointer(dimensions.pointer()),
    }
}
