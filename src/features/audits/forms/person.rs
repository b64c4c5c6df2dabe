//! Somebody of an audit: what they do, and what ties them to those who are audited.

use chrono::NaiveDate;

use super::{Given, value_of, word_of};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::plan::{Declaration, Interest, TeamRole};
use crate::infra::action::Fields;

/// What people do, in the order of the form.
pub const ROLES: [TeamRole; 4] = [
    TeamRole::Observer,
    TeamRole::Checker,
    TeamRole::Lead,
    TeamRole::Interpreter,
];

/// Kinds of ties, in the order of the form.
pub const INTERESTS: [Interest; 6] = [
    Interest::Employment,
    Interest::Relative,
    Interest::Money,
    Interest::Competitor,
    Interest::Politics,
    Interest::Other,
];

/// What somebody does: at least one thing.
pub fn roles(fields: &mut Fields, given: &Given) -> Vec<TeamRole> {
    let ticked = ROLES.into_iter();
    let ticked = ticked.filter(|role| given.is_ticked(&format!("role-{}", word_of(role))));
    let roles: Vec<TeamRole> = ticked.collect();
    if roles.is_empty() {
        fields.wrong("role-observer", "person-roles");
    }
    roles
}

/// What was declared and when: `declared` says that somebody was asked, and without a tie that there is none.
pub fn declared(
    fields: &mut Fields,
    given: &Given,
    case: &Case,
    today: NaiveDate,
) -> (Vec<Declaration>, Option<NaiveDate>) {
    let kind: Option<Interest> = match given.field("tie") {
        "" => None,
        word => fields.choice("tie", word, value_of),
    };
    let with = given.field("tie_with");
    let code = Code::parse(with).ok();
    let party = code.as_ref().and_then(|code| case.party(code));
    let place = with
        .strip_prefix("at:")
        .and_then(|code| Code::parse(code).ok());
    let place = place.as_ref().and_then(|code| case.place(code));
    if !with.is_empty() && party.is_none() && place.is_none() {
        fields.wrong("tie_with", "field-choice");
    }
    let since = fields.date("tie_since", given.field("tie_since"));
    let until = fields.date("tie_until", given.field("tie_until"));
    let note = fields.optional("tie_note", given.field("tie_note"), 1_000);
    if kind.is_none() && (!with.is_empty() || note.is_some()) {
        fields.wrong("tie", "field-choice");
    }
    let declarations: Vec<Declaration> = kind
        .map(|kind| Declaration {
            party: party.map(|party| party.id.clone()),
            place: place.map(|place| place.id.clone()),
            kind,
            since,
            until,
            note,
        })
        .into_iter()
        .collect();
    let declared = !declarations.is_empty() || given.is_ticked("declared");
    (declarations, declared.then_some(today))
}
