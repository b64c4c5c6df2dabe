//! Versions of an agreement, and which of them is in force on a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::terms::Terms;
use crate::domain::code::Code;
use crate::domain::obligation::Obligation;
use crate::domain::period::{PartialDate, Period};

/// One version: the original or an amendment. Recorded once, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// 1 for the first that was recorded.
    pub number: u32,
    /// Its name: `original`, `mod-5`.
    pub code: Code,
    /// From when it is in force; without a date from the beginning.
    pub effective: Option<PartialDate>,
    /// What changed, in a sentence.
    pub changed: String,
    /// What it says.
    pub terms: Terms,
}

impl Version {
    /// The day from which it is in force; without a date the first of all days.
    #[must_use]
    pub fn begins(&self) -> NaiveDate {
        self.effective.map_or(NaiveDate::MIN, |on| on.first_day())
    }
}

/// Versions in the order in which they come into force. Two of one day: the later recorded one holds.
#[must_use]
pub fn in_order(versions: &[Version]) -> Vec<&Version> {
    let mut ordered: Vec<_> = versions.iter().collect();
    ordered.sort_by_key(|version| (version.begins(), version.number));
    ordered.dedup_by(|later, earlier| {
        let same = later.begins() == earlier.begins();
        if same {
            *earlier = later;
        }
        same
    });
    ordered
}

/// The version in force on a day; `None` before the first one begins.
#[must_use]
pub fn in_force(versions: &[Version], on: NaiveDate) -> Option<&Version> {
    in_order(versions)
        .into_iter()
        .rev()
        .find(|version| version.begins() <= on)
}

/// A promise as it stood through a stretch of time.
struct Stretch<'a> {
    obligation: &'a Obligation,
    version: &'a Version,
    begins: NaiveDate,
    ends: Option<NaiveDate>,
}

impl Stretch<'_> {
    /// Whether nothing lies between its last day and the first of a version.
    fn reaches(&self, version: &Version) -> bool {
        self.ends.and_then(|ends| ends.succ_opt()) == Some(version.begins())
    }
}

/// The stretches in which a promise said one thing, oldest first.
fn stretches<'a>(ordered: &[&'a Version], id: &Code) -> Vec<Stretch<'a>> {
    let mut found: Vec<Stretch<'a>> = Vec::new();
    for (at, version) in ordered.iter().enumerate() {
        let Some(obligation) = version.terms.obligation(id) else {
            continue;
        };
        let ends = ordered
            .get(at + 1)
            .and_then(|next| next.begins().pred_opt());
        match found.last_mut() {
            Some(last) if last.obligation == obligation && last.reaches(version) => {
                last.ends = ends;
            }
            _ => found.push(Stretch {
                obligation,
                version,
                begins: version.begins(),
                ends,
            }),
        }
    }
    found
}

/// Every promise as it stood through time: one that an amendment changed stands once for each wording, each for its own
/// days, under the name of the version that worded it so.
pub(super) fn obligations_through(versions: &[Version]) -> Vec<Obligation> {
    let ordered = in_order(versions);
    let mut ids: Vec<&Code> = Vec::new();
    for version in &ordered {
        for obligation in &version.terms.obligations {
            if !ids.contains(&&obligation.id) {
                ids.push(&obligation.id);
            }
        }
    }
    let last = ordered.last();
    let mut all = Vec::new();
    for id in ids {
        let parts = stretches(&ordered, id);
        let dropped = last.is_some_and(|last| last.terms.obligation(id).is_none());
        if parts.len() == 1 && !dropped {
            all.extend(parts.into_iter().map(|part| part.obligation.clone()));
            continue;
        }
        for (nth, part) in parts.iter().enumerate() {
            let mut obligation = part.obligation.clone();
            obligation.period = Some(clipped(obligation.period.as_ref(), part));
            if nth > 0 {
                obligation.id = worded(id, &part.version.code);
            }
            all.push(obligation);
        }
    }
    all
}

/// The name of a promise in the words of a later version. A name that is too long is cut where the version's begins.
fn worded(id: &Code, version: &Code) -> Code {
    let room = 63usize.saturating_sub(version.as_str().len());
    let kept: String = id.as_str().chars().take(room).collect();
    Code::parse(&format!("{kept}-{version}")).unwrap_or_else(|_| id.clone())
}

fn clipped(period: Option<&Period>, part: &Stretch<'_>) -> Period {
    let mut clipped = period.cloned().unwrap_or_default();
    if part.begins > NaiveDate::MIN
        && clipped
            .from
            .is_none_or(|from| from.first_day() < part.begins)
    {
        clipped.from = Some(part.begins.into());
    }
    if let Some(ends) = part.ends
        && clipped.to.is_none_or(|to| to.last_day() > ends)
    {
        clipped.to = Some(ends.into());
    }
    clipped
}

/// The name under which the case of an agreement holds a promise as it stood on a day. `None` where no version in force
/// that day has it.
#[must_use]
pub fn obligation_on(versions: &[Version], id: &Code, on: NaiveDate) -> Option<Code> {
    let ordered = in_order(versions);
    let parts = stretches(&ordered, id);
    let nth = parts.iter().rposition(|part| part.begins <= on)?;
    let part = &parts[nth];
    if part.ends.is_some_and(|ends| ends < on) {
        return None;
    }
    Some(if nth == 0 {
        id.clone()
    } else {
        worded(id, &part.version.code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::AgreementType;

    fn version(number: u32, effective: Option<&str>, promises: &[(&str, &str)]) -> Version {
        let code = |text: &str| Code::parse(text).unwrap();
        let mut terms = Terms::begun(code("a-0001"), "t".to_owned(), AgreementType::Contract);
        let obligation = |(id, target): &(&str, &str)| {
            serde_json::from_value(serde_json::json!({
                "id": id, "promise": "p", "kind": "quantity", "unit": "u",
                "criteria": [{"id": "c", "target": {"at_least": target}, "rank": "agreement"}],
            }))
            .unwrap()
        };
        terms.obligations = promises.iter().map(obligation).collect();
        Version {
            number,
            code: code(&format!("v{number}")),
            effective: effective.map(|date| PartialDate::parse(date).unwrap()),
            changed: String::new(),
            terms,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_correction_of_the_same_day_holds_and_an_earlier_dated_version_does_not_displace_a_later_one()
     {
        let versions = [
            version(1, Some("2026-01-01"), &[("a", "1")]),
            version(2, Some("2026-06-01"), &[("a", "2")]),
            version(3, Some("2026-01-01"), &[("a", "3")]),
        ];
        let number = |on: &str| in_force(&versions, day(on)).map(|version| version.number);
        assert_eq!(number("2025-12-31"), None);
        assert_eq!(number("2026-01-01"), Some(3));
        assert_eq!(number("2026-05-31"), Some(3));
        assert_eq!(number("2026-06-01"), Some(2));
    }

    #[test]
    fn a_promise_that_was_dropped_and_came_back_stands_twice_with_a_gap() {
        let versions = [
            version(1, None, &[("a", "1")]),
            version(2, Some("2026-02-01"), &[]),
            version(3, Some("2026-03-01"), &[("a", "1")]),
        ];
        let all = obligations_through(&versions);
        let told: Vec<_> = all
            .iter()
            .map(|one| {
                let period = one.period.as_ref().unwrap();
                let text = |date: Option<PartialDate>| date.map(|date| date.to_string());
                (one.id.as_str(), text(period.from), text(period.to))
            })
            .collect();
        assert_eq!(told[0], ("a", None, Some("2026-01-31".to_owned())));
        assert_eq!(told[1], ("a-v3", Some("2026-03-01".to_owned()), None));
        let on = |date: &str| obligation_on(&versions, &Code::parse("a").unwrap(), day(date));
        assert_eq!(on("2026-01-31").unwrap().as_str(), "a");
        assert_eq!(on("2026-02-10"), None);
        assert_eq!(on("2026-03-01").unwrap().as_str(), "a-v3");
    }

    #[test]
    fn what_no_amendment_touched_stands_as_it_is() {
        let versions = [
            version(1, None, &[("a", "1"), ("b", "1")]),
            version(2, Some("2026-02-01"), &[("a", "1"), ("b", "2")]),
        ];
        let all = obligations_through(&versions);
        assert_eq!(all[0], versions[0].terms.obligations[0]);
        assert_eq!(all.len(), 3);
    }
}
