//! Results: for each indicator and period a target is a promise and an actual is a claim. Targets repeat for parts of
//! the people or places; a total is never added to its parts.

use super::activity::day;
use super::element::Element;
use crate::domain::exchange::{
    Given, Note, Pointer, PublishedClaim, PublishedPromise, ResultLevel,
};
use crate::domain::figure::{ResultInWords, Value};
use crate::domain::number::Exact;
use crate::domain::obligation::Kind;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;
use crate::features::imports::refusal::note;
use crate::features::imports::values::grouped;

/// All promises and claims of an activity.
pub(super) fn results(
    root: Element<'_>,
    counted_by: Counter,
    notes: &mut Vec<Note>,
) -> (Vec<PublishedPromise>, Vec<PublishedClaim>) {
    let mut found = Found {
        promises: Vec::new(),
        claims: Vec::new(),
        counted_by,
        notes,
    };
    for (index, result) in root.all("result").enumerate() {
        let level = match result.attribute("type").map(str::to_lowercase).as_deref() {
            Some("1" | "output") => ResultLevel::Output,
            Some("2" | "outcome") => ResultLevel::Outcome,
            Some("3" | "impact") => ResultLevel::Impact,
            _ => ResultLevel::Other,
        };
        for (place, indicator) in result.all("indicator").enumerate() {
            found.indicator(
                result,
                indicator,
                level,
                &format!("result/{}/indicator/{}", index + 1, place + 1),
            );
        }
    }
    (found.promises, found.claims)
}

struct Found<'n> {
    promises: Vec<PublishedPromise>,
    claims: Vec<PublishedClaim>,
    counted_by: Counter,
    notes: &'n mut Vec<Note>,
}

/// What holds for all targets and actuals of a period.
struct Period {
    from: Option<Given<PartialDate>>,
    to: Option<Given<PartialDate>>,
}

impl Found<'_> {
    fn indicator(
        &mut self,
        result: Element<'_>,
        indicator: Element<'_>,
        level: ResultLevel,
        name: &str,
    ) {
        let told = [
            indicator.first("title"),
            indicator.first("description"),
            result.first("title"),
        ];
        let what = told.into_iter().flatten().find_map(Element::narrative);
        let Some(what) = what else {
            self.notes
                .push(note("promise-without-words", &indicator.path(), &[]));
            return;
        };
        let measure = indicator
            .attribute("measure")
            .unwrap_or_default()
            .to_lowercase();
        let is_percent = matches!(&*measure, "2" | "percentage");
        let kind = match (level, &*measure) {
            (ResultLevel::Outcome | ResultLevel::Impact, _) => Kind::Outcome,
            (_, "2" | "percentage" | "5" | "qualitative") => Kind::Condition,
            _ => Kind::Quantity,
        };
        let baseline = indicator
            .first("baseline")
            .and_then(|baseline| value_of(baseline, "value"));
        let promise = PublishedPromise {
            source_id: name.to_owned(),
            what: what.clone(),
            kind,
            unit: None,
            target: None,
            baseline,
            lower_is_better: indicator
                .attribute("ascending")
                .is_some_and(|a| matches!(a.trim(), "0" | "false")),
            is_percent,
            from: None,
            to: None,
            place: None,
            group: None,
            level,
        };
        let mut periods = 0;
        for (index, period) in indicator.all("period").enumerate() {
            periods += 1;
            self.period(&promise, period, &format!("{name}/period/{}", index + 1));
        }
        if periods == 0 {
            self.notes.push(note(
                "indicator-without-target",
                &indicator.path(),
                &[("what", &what.value)],
            ));
            self.promises.push(promise);
        }
    }

    fn period(&mut self, of: &PublishedPromise, period: Element<'_>, name: &str) {
        let mut bound = |which: &'static str| {
            period
                .first(which)
                .and_then(|one| day(one, "iso-date", self.notes))
        };
        let dates = Period {
            from: bound("period-start"),
            to: bound("period-end"),
        };
        let mut here: Vec<(Option<String>, String)> = Vec::new();
        for (index, target) in period.all("target").enumerate() {
            let source_id = format!("{name}/target/{}", index + 1);
            let value = value_of(target, "value");
            if value
                .as_ref()
                .is_none_or(|value| value.text.trim().is_empty())
            {
                self.notes.push(note("target-empty", &target.path(), &[]));
            }
            here.push((part_of(target).map(|part| part.value), source_id.clone()));
            self.promise(of, source_id, value, target, &dates);
        }
        let actuals: Vec<_> = period.all("actual").collect();
        if actuals.is_empty() {
            let code = if here.is_empty() {
                "indicator-without-target"
            } else {
                "target-without-actual"
            };
            self.notes
                .push(note(code, &period.path(), &[("what", &of.what.value)]));
            if here.is_empty() {
                self.promise(of, name.to_owned(), None, period, &dates);
            }
        }
        for (index, actual) in actuals.into_iter().enumerate() {
            let part = part_of(actual).map(|part| part.value);
            let known = here
                .iter()
                .find(|(other, _)| *other == part)
                .map(|(_, id)| id.clone());
            let promise = known.unwrap_or_else(|| {
                // Nothing was promised for this part: what is said about it is shown and cannot be judged.
                let source_id = format!("{name}/actual/{}", index + 1);
                self.notes.push(note(
                    "actual-without-target",
                    &actual.path(),
                    &[("what", &of.what.value)],
                ));
                here.push((part.clone(), source_id.clone()));
                self.promise(of, source_id.clone(), None, actual, &dates);
                source_id
            });
            self.claim(of, promise, actual, &dates);
        }
    }

    fn promise(
        &mut self,
        of: &PublishedPromise,
        source_id: String,
        target: Option<Given<Option<Exact>>>,
        told: Element<'_>,
        dates: &Period,
    ) {
        self.promises.push(PublishedPromise {
            source_id,
            target,
            from: dates.from.clone(),
            to: dates.to.clone(),
            place: told
                .first("location")
                .and_then(|location| location.given("ref")),
            group: part_of(told),
            ..of.clone()
        });
    }

    fn claim(
        &mut self,
        of: &PublishedPromise,
        promise: String,
        actual: Element<'_>,
        dates: &Period,
    ) {
        let Some(text) = actual
            .attribute("value")
            .filter(|text| !text.trim().is_empty())
        else {
            self.notes.push(note("actual-empty", &actual.path(), &[]));
            return;
        };
        let stated = grouped(text.trim()).and_then(|_| Stated::parse(text.trim()).ok());
        let value = match stated {
            Some(share) if of.is_percent => Value::Share(share),
            Some(value) => Value::Measure { value, of: None },
            None => Value::Words {
                says: text.trim().to_owned(),
                result: ResultInWords::Undecided,
            },
        };
        self.claims.push(PublishedClaim {
            promise: Some(promise),
            what: of.what.value.clone(),
            value: Given {
                value,
                text: text.to_owned(),
                at: Pointer(format!("{}/@value", actual.path())),
            },
            counted_by: self.counted_by,
            from: dates.from.clone(),
            to: dates.to.clone(),
        });
    }
}

/// A value that may be anything: a number where it is one, else the words.
fn value_of(element: Element<'_>, attribute: &str) -> Option<Given<Option<Exact>>> {
    let text = element.attribute(attribute)?;
    Some(Given {
        value: grouped(text.trim()),
        text: text.to_owned(),
        at: Pointer(format!("{}/@{attribute}", element.path())),
    })
}

/// The part of the people or places that a target or an actual is for.
fn part_of(element: Element<'_>) -> Option<Given<String>> {
    let mut told: Vec<_> = element
        .all("dimension")
        .filter_map(|one| {
            Some(format!(
                "{}: {}",
                one.attribute("name")?,
                one.attribute("value")?
            ))
        })
        .collect();
    told.extend(
        element
            .all("location")
            .filter_map(|one| Some(format!("location: {}", one.attribute("ref")?))),
    );
    told.sort();
    let text = told.join("; ");
    (!text.is_empty()).then(|| Given {
        value: text.clone(),
        text,
        at: Pointer(element.path()),
    })
}
