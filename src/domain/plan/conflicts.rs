//! Declared ties against the parties of the agreements: who must not go, and what is printed.

use chrono::{Months, NaiveDate};

use super::team::{Declaration, Interest, Member, TeamRole};
use crate::domain::code::Code;

/// Employment that ended longer ago than this does not count: a year, as 24 CFR 125.107 has it for testers.
const EMPLOYMENT_COUNTS: Months = Months::new(12);

/// A tie that matters to this audit, or a declaration that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Whose, by code.
    pub member: String,
    /// What follows.
    pub follows: Follows,
    /// The tie; nothing where none was declared.
    pub tie: Option<Declaration>,
}

/// What follows from a tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follows {
    /// Nobody asked yet.
    NotDeclared,
    /// This person goes to no place of that party, and judges nothing about it.
    MustNotGo,
    /// This person does not go to that one place.
    MustNotGoThere(Code),
    /// It is printed; the person may go.
    Printed,
}

impl Follows {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotDeclared => "conflict-not-declared",
            Self::MustNotGo => "conflict-must-not-go",
            Self::MustNotGoThere(_) => "conflict-must-not-go-there",
            Self::Printed => "conflict-printed",
        }
    }
}

/// Every conflict of a team, with visits from a day on. `parties` are those of the agreements: whoever pays and whoever
/// delivers.
#[must_use]
pub fn conflicts(team: &[Member], parties: &[Code], visits_from: NaiveDate) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for member in team {
        let mut tell = |follows, tie: Option<&Declaration>| {
            conflicts.push(Conflict {
                member: member.code.clone(),
                follows,
                tie: tie.cloned(),
            });
        };
        if member.declared_on.is_none() {
            tell(Follows::NotDeclared, None);
        }
        for tie in &member.declarations {
            let with_a_party = tie.party.as_ref().is_some_and(|p| parties.contains(p));
            let follows = match (&tie.place, with_a_party, lasts(tie, visits_from)) {
                (_, _, false) => continue,
                (Some(place), _, true) if bars(tie.kind, member) => {
                    Follows::MustNotGoThere(place.clone())
                }
                (None, true, true) if bars(tie.kind, member) => Follows::MustNotGo,
                (Some(_), _, true) | (None, true, true) => Follows::Printed,
                (None, false, true) if tie.kind == Interest::Politics => Follows::Printed,
                (None, false, true) => continue,
            };
            tell(follows, Some(tie));
        }
    }
    conflicts
}

/// Whether a tie of this kind keeps somebody away. An interpreter who is a relative hears what was said in confidence,
/// so roles make no difference to family and employer; a lead of a competitor may plan, and it is printed.
fn bars(kind: Interest, member: &Member) -> bool {
    let sees_or_judges = member.roles.iter().any(|role| *role != TeamRole::Lead);
    match kind {
        Interest::Employment | Interest::Relative => true,
        Interest::Money | Interest::Competitor => sees_or_judges,
        Interest::Politics | Interest::Other => false,
    }
}

/// Whether a tie still counts on a day.
fn lasts(tie: &Declaration, on: NaiveDate) -> bool {
    let Some(until) = tie.until.map(|until| until.last_day()) else {
        return true;
    };
    let counts_until = match tie.kind {
        Interest::Employment => until.checked_add_months(EMPLOYMENT_COUNTS),
        _ => Some(until),
    };
    counts_until.is_none_or(|last| last >= on)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn follows(roles: serde_json::Value, tie: serde_json::Value) -> Vec<Follows> {
        let member: Member = serde_json::from_value(json!({
            "code": "W-01", "roles": roles, "declared_on": "2026-11-01", "declarations": [tie],
        }))
        .unwrap();
        let parties = [Code::parse("provider").unwrap()];
        let from = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let found = conflicts(&[member], &parties, from);
        found.into_iter().map(|conflict| conflict.follows).collect()
    }

    fn observer(tie: serde_json::Value) -> Vec<Follows> {
        follows(json!(["observer"]), tie)
    }

    #[test]
    fn employment_counts_for_a_year_after_its_end() {
        let until = |until: &str| {
            observer(json!({ "party": "provider", "kind": "employment", "until": until }))
        };
        assert_eq!(until("2025-11-23"), [Follows::MustNotGo]);
        assert_eq!(until("2025-11-22"), []);
        assert_eq!(until("2025-11"), [Follows::MustNotGo]);
        assert_eq!(
            observer(json!({ "party": "provider", "kind": "employment" })),
            [Follows::MustNotGo]
        );
    }

    #[test]
    fn a_relative_at_one_place_keeps_away_from_that_place() {
        let tie = json!({ "place": "site-03", "kind": "relative" });
        let place = Code::parse("site-03").unwrap();
        assert_eq!(observer(tie), [Follows::MustNotGoThere(place)]);
    }

    #[test]
    fn politics_are_printed_and_strangers_do_not_matter() {
        assert_eq!(observer(json!({ "kind": "politics" })), [Follows::Printed]);
        assert_eq!(
            observer(json!({ "party": "other-firm", "kind": "employment" })),
            []
        );
        assert_eq!(
            observer(json!({ "party": "provider", "kind": "other" })),
            [Follows::Printed]
        );
    }

    #[test]
    fn a_lead_of_a_competitor_may_plan_and_not_look() {
        let tie = || json!({ "party": "provider", "kind": "competitor" });
        assert_eq!(follows(json!(["lead"]), tie()), [Follows::Printed]);
        assert_eq!(
            follows(json!(["lead", "observer"]), tie()),
            [Follows::MustNotGo]
        );
    }

    #[test]
    fn who_was_not_asked_is_named() {
        let member: Member =
            serde_json::from_value(json!({ "code": "W-02", "roles": ["observer"] })).unwrap();
        let found = conflicts(&[member], &[], NaiveDate::MIN);
        assert_eq!(found[0].follows, Follows::NotDeclared);
    }
}
