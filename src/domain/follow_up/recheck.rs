//! Who may look again, and with what: somebody who has not seen the claim, with the instrument that found the problem.

use chrono::NaiveDate;

use super::problem::Problem;
use crate::domain::code::Code;
use crate::domain::plan::{Conflict, Follows};
use crate::domain::sample::Announced;

/// What somebody knows of a problem, and how they are tied.
#[derive(Clone, Copy, Debug)]
pub struct Knows<'k> {
    /// Who, by code.
    pub who: &'k str,
    /// Whether they read or were told the claim of this body about this problem, or wrote it down.
    pub saw_the_claim: bool,
    /// Declared ties of the team.
    pub conflicts: &'k [Conflict],
}

/// A visit that is to look again.
#[derive(Clone, Copy, Debug)]
pub struct Recheck<'r> {
    /// Where.
    pub place: Option<&'r Code>,
    /// On which day.
    pub on: NaiveDate,
    /// With which instrument, in which version.
    pub instrument: (&'r Code, u32),
    /// With which instrument the problem was found, in which version.
    pub original: (&'r Code, u32),
    /// Whether the body knows when.
    pub announced: Announced,
    /// Whether the visit that found the problem was announced.
    pub was_announced: Announced,
}

/// Why a re-check would prove nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecheckRefusal {
    /// This person has seen the claim.
    SawTheClaim,
    /// This person has declared no ties yet.
    NotDeclared,
    /// This person must not go, by a declared tie.
    Tied,
    /// It asks something else than what found the problem.
    OtherInstrument,
    /// It asks in another version.
    OtherVersion,
    /// It is at another place.
    OtherPlace,
    /// It is not after the claim.
    BeforeTheClaim,
    /// The problem was found unannounced, and this visit is announced.
    Announced,
}

impl RecheckRefusal {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::SawTheClaim => "recheck-saw-the-claim",
            Self::NotDeclared => "recheck-not-declared",
            Self::Tied => "recheck-tied",
            Self::OtherInstrument => "recheck-other-instrument",
            Self::OtherVersion => "recheck-other-version",
            Self::OtherPlace => "recheck-other-place",
            Self::BeforeTheClaim => "recheck-before-the-claim",
            Self::Announced => "recheck-announced",
        }
    }
}

/// Every reason why this person, going there so, would prove nothing. Empty where nothing speaks against it.
#[must_use]
pub fn refusals(problem: &Problem, knows: &Knows, recheck: &Recheck) -> Vec<RecheckRefusal> {
    let mut found = Vec::new();
    let mut add = |is_wrong: bool, refusal| {
        if is_wrong {
            found.push(refusal);
        }
    };
    add(knows.saw_the_claim, RecheckRefusal::SawTheClaim);
    let of_person = || knows.conflicts.iter().filter(|c| c.member == knows.who);
    let undeclared = of_person().any(|c| c.follows == Follows::NotDeclared);
    add(undeclared, RecheckRefusal::NotDeclared);
    let tied = of_person().any(|c| match &c.follows {
        Follows::MustNotGo => true,
        Follows::MustNotGoThere(place) => recheck.place == Some(place),
        Follows::NotDeclared | Follows::Printed => false,
    });
    add(tied, RecheckRefusal::Tied);
    let ((code, version), (first_code, first_version)) = (recheck.instrument, recheck.original);
    add(code != first_code, RecheckRefusal::OtherInstrument);
    add(
        code == first_code && version != first_version,
        RecheckRefusal::OtherVersion,
    );
    let elsewhere = problem.place.is_some() && recheck.place != problem.place.as_ref();
    add(elsewhere, RecheckRefusal::OtherPlace);
    let claimed = problem.last_claim().map(|claim| claim.on);
    add(
        claimed.is_some_and(|claimed| recheck.on <= claimed),
        RecheckRefusal::BeforeTheClaim,
    );
    add(
        recheck.was_announced == Announced::Unannounced
            && recheck.announced == Announced::Announced,
        RecheckRefusal::Announced,
    );
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn problem() -> Problem {
        serde_json::from_value(json!({
            "id": "p-1", "finding": "f-fruit", "promise": "fruit", "place": "hall", "body": "kitchen",
            "opened": "2026-03-20",
            "steps": [{ "to": "claimed_fixed", "on": "2026-05-18", "words": "at every table" }],
        }))
        .unwrap()
    }

    fn found(knows: &Knows, change: impl FnOnce(&mut Recheck)) -> Vec<RecheckRefusal> {
        let (hall, visit) = (code("hall"), code("visit"));
        let mut recheck = Recheck {
            place: Some(&hall),
            on: day("2026-06-02"),
            instrument: (&visit, 1),
            original: (&visit, 1),
            announced: Announced::Unannounced,
            was_announced: Announced::Unannounced,
        };
        change(&mut recheck);
        refusals(&problem(), knows, &recheck)
    }

    fn blind(conflicts: &[Conflict]) -> Knows<'_> {
        Knows {
            who: "W-03",
            saw_the_claim: false,
            conflicts,
        }
    }

    #[test]
    fn somebody_who_saw_nothing_with_the_same_instrument_may_go() {
        assert_eq!(found(&blind(&[]), |_| {}), []);
    }

    #[test]
    fn who_saw_the_claim_may_not() {
        let knows = Knows {
            saw_the_claim: true,
            ..blind(&[])
        };
        assert_eq!(found(&knows, |_| {}), [RecheckRefusal::SawTheClaim]);
    }

    #[test]
    fn another_instrument_version_place_or_day_proves_nothing() {
        let (other, elsewhere) = (code("other"), code("elsewhere"));
        let visit = code("visit");
        let all = [
            (found_instrument(&other, 1), RecheckRefusal::OtherInstrument),
            (found_instrument(&visit, 2), RecheckRefusal::OtherVersion),
        ];
        for (refused, expected) in all {
            assert_eq!(refused, [expected]);
        }
        let refused = refusals(
            &problem(),
            &blind(&[]),
            &at(Some(&elsewhere), "2026-06-02", &visit),
        );
        assert_eq!(refused, [RecheckRefusal::OtherPlace]);
        let hall = code("hall");
        let refused = refusals(
            &problem(),
            &blind(&[]),
            &at(Some(&hall), "2026-05-18", &visit),
        );
        assert_eq!(refused, [RecheckRefusal::BeforeTheClaim]);
        let refused = found(&blind(&[]), |r| r.announced = Announced::Announced);
        assert_eq!(refused, [RecheckRefusal::Announced]);
    }

    fn at<'r>(place: Option<&'r Code>, on: &str, visit: &'r Code) -> Recheck<'r> {
        Recheck {
            place,
            on: day(on),
            instrument: (visit, 1),
            original: (visit, 1),
            announced: Announced::Unannounced,
            was_announced: Announced::Unannounced,
        }
    }

    fn found_instrument(instrument: &Code, version: u32) -> Vec<RecheckRefusal> {
        let (hall, visit) = (code("hall"), code("visit"));
        let recheck = Recheck {
            instrument: (instrument, version),
            ..at(Some(&hall), "2026-06-02", &visit)
        };
        refusals(&problem(), &blind(&[]), &recheck)
    }

    #[test]
    fn ties_keep_people_away_and_only_their_own() {
        let conflict = |member: &str, follows| Conflict {
            member: member.into(),
            follows,
            tie: None,
        };
        let own = [conflict("W-03", Follows::MustNotGoThere(code("hall")))];
        assert_eq!(found(&blind(&own), |_| {}), [RecheckRefusal::Tied]);
        let others = [
            conflict("W-04", Follows::MustNotGo),
            conflict("W-03", Follows::MustNotGoThere(code("school"))),
            conflict("W-03", Follows::Printed),
        ];
        assert_eq!(found(&blind(&others), |_| {}), []);
        let silent = [conflict("W-03", Follows::NotDeclared)];
        assert_eq!(
            found(&blind(&silent), |_| {}),
            [RecheckRefusal::NotDeclared]
        );
    }
}
