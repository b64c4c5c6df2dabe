//! What locking a plan seals: the plan, the criteria, the instruments, the list of places and the sampling, each by its
//! hash. Not the event in the evidence log.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Plan, Seed, SeedKind};
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;
use crate::domain::log::Digest;
use crate::domain::obligation::{Criterion, Obligation};

/// The hashes of everything that is fixed before fieldwork. SHA-256 of canonical JSON (RFC 8785), small hex digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The plan as a whole.
    pub plan: String,
    /// The criteria of the promises that it covers.
    pub criteria: String,
    /// Each instrument.
    pub instruments: Vec<SealedInstrument>,
    /// The sampling by itself.
    pub sampling: Option<String>,
    /// The sealed list of places: the hash that the draw uses.
    pub list: Option<String>,
}

/// One instrument by its hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedInstrument {
    /// Its name.
    pub code: Code,
    /// Its version.
    pub version: u32,
    /// Its hash.
    pub sha256: String,
}

/// The hash of a value's canonical JSON. An error where it cannot be written.
fn hash_of(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let bytes = serde_json_canonicalizer::to_vec(value)?;
    Ok(Digest::of(&[&bytes]).to_string())
}

impl Plan {
    /// SHA-256 of the plan's canonical JSON. An error where it cannot be written, which no plan that was read can
    /// cause.
    pub fn sha256(&self) -> Result<String, serde_json::Error> {
        hash_of(self)
    }

    /// Everything that locking seals. `list` is the hash of the sealed list of places, where there is one.
    pub fn sealed(
        &self,
        promises: &[Obligation],
        instruments: &[Instrument],
        list: Option<&str>,
    ) -> Result<Sealed, serde_json::Error> {
        let covered = promises
            .iter()
            .filter(|p| self.scope.promises.covers(&p.id));
        // The rules of the plan are sealed with the plan.
        let own = |p: &'_ Obligation| -> Vec<Criterion> {
            let own = p.criteria.iter().filter(|one| !super::is_of_plan(one));
            own.cloned().collect()
        };
        let mut criteria: Vec<(&Code, Vec<Criterion>)> = covered.map(|p| (&p.id, own(p))).collect();
        criteria.sort_by_key(|(id, _)| *id);
        let instruments = instruments.iter().map(|instrument| {
            Ok(SealedInstrument {
                code: instrument.code.clone(),
                version: instrument.version,
                sha256: hash_of(instrument)?,
            })
        });
        let mut instruments = instruments.collect::<Result<Vec<_>, serde_json::Error>>()?;
        instruments.sort();
        Ok(Sealed {
            plan: self.sha256()?,
            criteria: hash_of(&criteria)?,
            instruments,
            sampling: self.sampling.as_ref().map(hash_of).transpose()?,
            list: list.map(str::to_owned),
        })
    }
}

impl Sealed {
    /// One hash over all of them, which the evidence log holds.
    pub fn sha256(&self) -> Result<String, serde_json::Error> {
        hash_of(self)
    }
}

/// Why a seed proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeedProblem {
    /// It is empty: the public value is not known yet, or nobody entered one.
    Empty,
    /// It was not recorded before the list was sealed, so somebody could have tried several.
    RecordedTooLate,
    /// The public value is of the day the list was sealed, or before.
    ValueTooEarly,
}

impl SeedProblem {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "seed-empty",
            Self::RecordedTooLate => "seed-recorded-too-late",
            Self::ValueTooEarly => "seed-value-too-early",
        }
    }
}

impl Seed {
    /// Whether somebody could have shopped for it. `recorded_before` says that the evidence log holds the seed at an
    /// earlier place than the list.
    pub fn check(
        &self,
        list_sealed_on: NaiveDate,
        recorded_before: bool,
    ) -> Result<(), SeedProblem> {
        if self.text.trim().is_empty() {
            return Err(SeedProblem::Empty);
        }
        match &self.kind {
            SeedKind::RecordedBefore if !recorded_before => Err(SeedProblem::RecordedTooLate),
            SeedKind::PublicValue { date, .. } if *date <= list_sealed_on => {
                Err(SeedProblem::ValueTooEarly)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn any_change_of_the_plan_changes_its_hash_and_the_order_of_fields_does_not() {
        let read = |text: &str| {
            serde_json::from_str::<Plan>(text)
                .unwrap()
                .sha256()
                .unwrap()
        };
        let one = read(r#"{"objectives":["a"],"methods":["observation"]}"#);
        assert_eq!(
            one,
            read(r#"{"methods":["observation"],"objectives":["a"]}"#)
        );
        assert_ne!(one, read(r#"{"objectives":["a"],"methods":["interview"]}"#));
        let canonical = r#"{"budget":{},"mandate":{},"methods":["observation"],"objectives":["a"],"scope":{"promises":"all"}}"#;
        assert_eq!(one, Digest::of(&[canonical.as_bytes()]).to_string());
    }

    #[test]
    fn criteria_are_sealed_whatever_their_order_and_only_those_covered() {
        let promise = |id: &str, target: &str| -> Obligation {
            serde_json::from_value(json!({
                "id": id, "promise": "p", "kind": "quantity", "unit": "toilets",
                "criteria": [{ "id": "c", "target": { "at_least": target }, "rank": "agreement" }],
            }))
            .unwrap()
        };
        let plan: Plan =
            serde_json::from_value(json!({ "scope": { "promises": { "only": ["a", "b"] } } }))
                .unwrap();
        let of = |promises: &[Obligation]| plan.sealed(promises, &[], None).unwrap().criteria;
        let (a, b) = (promise("a", "1"), promise("b", "2"));
        let both = of(&[a.clone(), b.clone()]);
        assert_eq!(both, of(&[b.clone(), a.clone()]));
        assert_eq!(both, of(&[a.clone(), b, promise("c", "3")]));
        assert_ne!(both, of(&[a, promise("b", "9")]));
    }

    #[test]
    fn nobody_can_shop_for_a_seed() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let seed = |text: &str, kind| Seed {
            text: text.into(),
            kind,
        };
        let recorded = seed("s", SeedKind::RecordedBefore);
        assert_eq!(recorded.check(day(20), true), Ok(()));
        assert_eq!(
            recorded.check(day(20), false),
            Err(SeedProblem::RecordedTooLate)
        );
        let public = |date| SeedKind::PublicValue {
            name: "lottery".into(),
            date,
        };
        assert_eq!(seed("7", public(day(21))).check(day(20), false), Ok(()));
        let same_day = seed("7", public(day(20))).check(day(20), true);
        assert_eq!(same_day, Err(SeedProblem::ValueTooEarly));
        assert_eq!(
            seed(" ", public(day(21))).check(day(20), true),
            Err(SeedProblem::Empty)
        );
    }
}
