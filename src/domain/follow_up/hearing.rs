//! Hearings: who came, as far as they agreed to be named, and what was promised there. A promise with a day is a new
//! obligation, to be looked at like any other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::obligation::{Clause, Criterion, CriterionRank, Kind, Obligation, Target};
use crate::domain::party::{Party, Role};
use crate::domain::period::PartialDate;

/// Somebody who came, or a group of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// For whom: an office, a body, `residents`. Kept; printed only with consent.
    pub who: String,
    /// How many people.
    pub people: u32,
    /// Whether they agreed that the report says that they came.
    #[serde(default)]
    pub consented: bool,
    /// The name of a person who agreed to be named; of nobody else is a name kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Why somebody cannot be written down as having come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongAttendance {
    /// A name of somebody who did not agree to be named.
    #[error("a name is written down only of who agreed to be named")]
    NotAgreed,
    /// A name stands for one person.
    #[error("a name stands for one person")]
    OneName,
    /// Nobody came.
    #[error("say how many people")]
    Nobody,
}

impl WrongAttendance {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotAgreed => "hearing-not-agreed",
            Self::OneName => "hearing-one-name",
            Self::Nobody => "hearing-nobody",
        }
    }
}

impl Attendance {
    /// Whether it can be written down: a name only of one person, who agreed to be named.
    pub fn check(&self) -> Result<(), WrongAttendance> {
        if self.people == 0 {
            return Err(WrongAttendance::Nobody);
        }
        if self.name.is_some() && !self.consented {
            return Err(WrongAttendance::NotAgreed);
        }
        if self.name.is_some() && self.people != 1 {
            return Err(WrongAttendance::OneName);
        }
        Ok(())
    }
}

/// A public hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    /// Name inside the audit.
    pub id: Code,
    /// The day. Never the days of the field work.
    pub on: PartialDate,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
    /// What was promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<HearingPromise>,
}

/// Something promised aloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HearingPromise {
    /// Name inside the audit; the obligation gets the same.
    pub id: Code,
    /// The body that promised it.
    pub by: Code,
    /// The office that spoke for it.
    pub office: String,
    /// What was promised, as a plain sentence.
    pub says: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// The words as they were said, where somebody wrote them down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The minutes or recording, one of `sources`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Code>,
    /// The finding it is to mend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Code>,
    /// The problem of that finding, where it is to mend one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Code>,
}

/// Why a promise is no obligation yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongPromise {
    /// It names no day: ask for one.
    #[error("a promise without a day cannot be checked: ask for one")]
    NoDay,
    /// The day lies before the hearing.
    #[error("the day lies before the hearing")]
    BeforeHearing,
    /// It says nothing.
    #[error("say what was promised")]
    Silent,
    /// No party of the audit has this name.
    #[error("no party of this audit has this name")]
    UnknownBody,
}

impl WrongPromise {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoDay => "hearing-no-day",
            Self::BeforeHearing => "hearing-before-hearing",
            Self::Silent => "hearing-silent",
            Self::UnknownBody => "hearing-unknown-body",
        }
    }
}

impl Hearing {
    /// Who came, as it may be printed, and how many people came of whom nothing is said.
    #[must_use]
    pub fn printed(&self) -> (Vec<&Attendance>, u32) {
        let (named, unnamed): (Vec<&Attendance>, Vec<&Attendance>) =
            self.attendance.iter().partition(|one| one.consented);
        let others = unnamed.iter().map(|one| one.people).sum();
        (named, others)
    }
}

impl HearingPromise {
    /// The promise as an obligation with a date. What the funder says stands as stated by the funder; what the provider
    /// says, as its own plan. Neither becomes the agreement.
    pub fn obligation(
        &self,
        hearing: &Hearing,
        parties: &[Party],
    ) -> Result<Obligation, WrongPromise> {
        if self.says.trim().is_empty() {
            return Err(WrongPromise::Silent);
        }
        let body = parties.iter().find(|party| party.id == self.by);
        let body = body.ok_or(WrongPromise::UnknownBody)?;
        let due = self.due.ok_or(WrongPromise::NoDay)?;
        if due.last_day() < hearing.on.first_day() {
            return Err(WrongPromise::BeforeHearing);
        }
        let rank = if body.roles.contains(&Role::Provider) {
            CriterionRank::ProvidersPlan
        } else {
            CriterionRank::StatedByFunder
        };
        let criterion = Criterion {
            id: self.id.clone(),
            target: Target::By(due),
            targets: Vec::new(),
            of: None,
            tolerance: None,
            pro_rata: false,
            rank,
            counted_by: None,
            reading: None,
            held_by: Vec::new(),
            payment_basis: None,
            other_wording_of: None,
            ended: None,
            dated: Some(hearing.on),
            sources: self.source.iter().cloned().collect(),
        };
        Ok(Obligation {
            id: self.id.clone(),
            agreement: None,
            promise: self.says.clone(),
            kind: Kind::Deadline,
            unit: String::new(),
            clause: Some(Clause {
                document: self.source.clone(),
                number: None,
                page: None,
                quote: self.quote.clone(),
                checked: None,
            }),
            criteria: vec![criterion],
            period: None,
            places: Vec::new(),
            split_by: Vec::new(),
            unit_price: None,
            paid_by_result: None,
            tested: None,
            penalty: None,
            weight: None,
            proof: None,
            unclear: None,
            note: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn hearing(promise: serde_json::Value) -> Hearing {
        serde_json::from_value(json!({
            "id": "hearing", "on": "2026-06-20",
            "attendance": [
                { "who": "residents", "people": 41 },
                { "who": "head of sanitation", "people": 1, "consented": true },
                { "who": "press", "people": 3 },
            ],
            "promises": [promise],
        }))
        .unwrap()
    }

    fn obligation(promise: serde_json::Value, role: &str) -> Result<Obligation, WrongPromise> {
        let hearing = hearing(promise);
        let city = json!([{ "id": "city", "name": "City", "roles": [role] }]);
        let parties: Vec<Party> = serde_json::from_value(city).unwrap();
        hearing.promises[0].obligation(&hearing, &parties)
    }

    fn promise(due: Option<&str>) -> serde_json::Value {
        let mut promise = json!({
            "id": "lights", "by": "city", "office": "head of sanitation",
            "says": "Every toilet has a light.", "source": "minutes",
        });
        if let Some(due) = due {
            promise["due"] = json!(due);
        }
        promise
    }

    #[test]
    fn a_promise_with_a_day_is_an_obligation_of_that_day() {
        let made = obligation(promise(Some("2026-09")), "funder").unwrap();
        assert_eq!(made.kind, Kind::Deadline);
        let criterion = &made.criteria[0];
        assert_eq!(
            criterion.target,
            Target::By(PartialDate::parse("2026-09").unwrap())
        );
        assert_eq!(criterion.rank, CriterionRank::StatedByFunder);
        assert_eq!(criterion.dated, PartialDate::parse("2026-06-20").ok());
        let providers = obligation(promise(Some("2026-09")), "provider").unwrap();
        assert_eq!(providers.criteria[0].rank, CriterionRank::ProvidersPlan);
    }

    #[test]
    fn a_promise_without_a_day_is_none_yet() {
        assert_eq!(
            obligation(promise(None), "funder"),
            Err(WrongPromise::NoDay)
        );
        assert_eq!(
            obligation(promise(Some("2026-06-19")), "funder"),
            Err(WrongPromise::BeforeHearing)
        );
        assert!(obligation(promise(Some("2026-06")), "funder").is_ok());
    }

    #[test]
    fn a_name_is_kept_only_of_one_who_agreed() {
        let came = |people: u32, consented: bool, name: Option<&str>| {
            let came = Attendance {
                who: "residents".to_owned(),
                people,
                consented,
                name: name.map(str::to_owned),
            };
            came.check()
        };
        assert_eq!(came(41, false, None), Ok(()));
        assert_eq!(came(1, true, Some("Nomsa")), Ok(()));
        assert_eq!(
            came(1, false, Some("Nomsa")),
            Err(WrongAttendance::NotAgreed)
        );
        assert_eq!(came(2, true, Some("Nomsa")), Err(WrongAttendance::OneName));
        assert_eq!(came(0, false, None), Err(WrongAttendance::Nobody));
    }

    #[test]
    fn who_did_not_agree_is_counted_and_not_named() {
        let held = hearing(promise(None));
        let (named, others) = held.printed();
        assert_eq!(named.len(), 1);
        assert_eq!((named[0].who.as_str(), others), ("head of sanitation", 44));
    }
}
