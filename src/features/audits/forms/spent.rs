//! Hours and cost as a form: `7:30` or `7.5` hours.

use chrono::NaiveDate;

use super::Given;
use crate::db::fieldwork::Spent;
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::plan::Member;
use crate::infra::action::{ActionError, Fields};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// Reads the form.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(given: &Given, team: &[Member], today: NaiveDate) -> Result<Spent, ActionError> {
    let mut fields = Fields::default();
    let code = given.field("who");
    if !team.iter().any(|one| one.code == code) {
        fields.wrong("who", "field-choice");
    }
    let on = fields.day("on", given.field("on"));
    if on.is_none() && given.field("on").trim().is_empty() {
        fields.wrong("on", "field-empty");
    }
    if on.is_some_and(|on| on > today) {
        fields.wrong("on", "field-not-yet");
    }
    let minutes = minutes(&mut fields, given.field("hours"));
    let cost = cost(&mut fields, given);
    if minutes == 0 && cost.is_none() && given.field("hours").trim().is_empty() {
        fields.wrong("hours", "field-empty");
    }
    let what = fields.text("what", given.field("what"), 300);
    let spent = on.map(|on| Spent {
        code: code.to_owned(),
        on,
        minutes,
        cost,
        what,
    });
    fields.done(spent)?.ok_or(ActionError::NotThere)
}

fn minutes(fields: &mut Fields, text: &str) -> u32 {
    let Some(text) = fields.optional("hours", text, 20) else {
        return 0;
    };
    let read = match text.split_once(':') {
        Some((hours, minutes)) => {
            let (hours, minutes) = (hours.parse::<u32>().ok(), minutes.parse::<u32>().ok());
            hours
                .zip(minutes.filter(|minutes| *minutes < 60))
                .and_then(|(hours, minutes)| hours.checked_mul(60)?.checked_add(minutes))
        }
        None => text
            .replace(',', ".")
            .parse::<Exact>()
            .ok()
            .and_then(|hours| {
                let minutes = hours.times(Exact::from(60_u64)).ok()?;
                let whole = (minutes.floor() == minutes.ceil()).then(|| minutes.floor())?;
                u32::try_from(whole).ok()
            }),
    };
    match read.filter(|minutes| *minutes <= DAY) {
        Some(minutes) => minutes,
        None => {
            fields.wrong_about("hours", "hours-unreadable", vec![("text", text)]);
            0
        }
    }
}

fn cost(fields: &mut Fields, given: &Given) -> Option<String> {
    let amount = fields.number("cost", given.field("cost"))?;
    if amount.value().is_negative() {
        fields.wrong("cost", "hours-negative");
    }
    let currency = fields.choice("currency", given.field("currency").trim(), |code| {
        Currency::parse(&code.to_uppercase()).ok()
    })?;
    Some(format!("{currency} {}", amount.value()))
}
