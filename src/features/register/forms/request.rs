//! Requests for documents as people type them: what was asked of whom, until when they must answer, and what they said.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::register::{Outcome, RecordsRequest};
use crate::infra::action::{ActionError, Fields};

/// A request as a form or a JSON body gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RequestForm {
    /// Which document.
    pub what: String,
    /// Which body was asked.
    pub asked_of: String,
    /// By which way.
    pub how: String,
    /// On which day.
    pub asked_on: String,
    /// The law that it rests on.
    pub law: String,
    /// How many days the law gives them.
    pub days: String,
    /// `working` where only Monday to Friday count.
    pub days_are: String,
    /// The last day itself, where it is known.
    pub due_on: String,
}

/// What came of a request, as a form or a JSON body gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    /// On which day they answered.
    pub answered_on: String,
    /// What came of it: `given`, `refused`.
    pub outcome: String,
    /// What they said.
    pub answer: String,
}

/// The most days that a law gives.
const MOST_DAYS: u64 = 1_000;

impl RequestForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, today: NaiveDate) -> Result<RecordsRequest, ActionError> {
        let mut fields = Fields::default();
        let asked_on = needed_day(&mut fields, "asked_on", &self.asked_on, today);
        let days = match self.days.trim() {
            "" => None,
            text => {
                let days = text.parse().ok().filter(|days| *days <= MOST_DAYS);
                if days.is_none() {
                    let about = vec![("most", MOST_DAYS.to_string())];
                    fields.wrong_about("days", "field-days", about);
                }
                days
            }
        };
        let is_working = match self.days_are.as_str() {
            "" | "all" => false,
            "working" => true,
            _ => {
                fields.wrong("days_are", "field-choice");
                false
            }
        };
        let counted = asked_on.zip(days);
        let counted = counted.and_then(|(from, days)| last_day(from, days, is_working));
        let given = fields.day("due_on", &self.due_on);
        if let (Some(given), Some(asked)) = (given, asked_on)
            && given < asked
        {
            fields.wrong("due_on", "field-ends-before");
        }
        if let (Some(given), Some(counted)) = (given, counted)
            && given != counted
        {
            let about = vec![("counted", counted.to_string())];
            fields.wrong_about("due_on", "field-due-differs", about);
        }
        let request = RecordsRequest {
            what: fields.text("what", &self.what, 500),
            asked_of: fields.text("asked_of", &self.asked_of, 300),
            how: fields.text("how", &self.how, 300),
            asked_on: asked_on.unwrap_or(today),
            law: fields.optional("law", &self.law, 500),
            due_on: given.or(counted),
            answered_on: None,
            outcome: None,
            answer: None,
        };
        fields.done(request)
    }
}

/// A day that must be given and has come.
fn needed_day(fields: &mut Fields, field: &str, text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let day = fields.day(field, text);
    if text.trim().is_empty() {
        fields.wrong(field, "field-empty");
    }
    if day.is_some_and(|day| day > today) {
        fields.wrong(field, "field-not-yet");
    }
    day
}

/// The last day of so many after a day. The day of the request is not counted.
fn last_day(from: NaiveDate, days: u64, is_working: bool) -> Option<NaiveDate> {
    if !is_working {
        return from.checked_add_days(Days::new(days));
    }
    let mut day = from;
    let mut left = days;
    while left > 0 {
        day = day.succ_opt()?;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(day)
}

impl AnswerForm {
    /// Reads the form, about a request of a day.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(
        &self,
        asked_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(NaiveDate, Outcome, Option<String>), ActionError> {
        let mut fields = Fields::default();
        let on = needed_day(&mut fields, "answered_on", &self.answered_on, today);
        if on.is_some_and(|on| on < asked_on) {
            fields.wrong("answered_on", "field-ends-before");
        }
        let outcome = fields.choice("outcome", &self.outcome, Outcome::of_word);
        let answer = fields.optional("answer", &self.answer, 4_000);
        let read = (
            on.unwrap_or(today),
            outcome.unwrap_or(Outcome::Given),
            answer,
        );
        fields.done(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_of_a_law_counts_from_the_day_after() {
        // Thirty days from 5 January end on 4 February; twenty working days from Monday 5 January on Monday 2 February.
        for (days, working, last) in [
            (30, false, "2026-02-04"),
            (20, true, "2026-02-02"),
            (0, false, "2026-01-05"),
            (5, true, "2026-01-12"),
        ] {
            let found = last_day(day("2026-01-05"), days, working);
            assert_eq!(found, Some(day(last)), "{days} {working}");
        }
        // Asked on a Saturday: the first working day is Monday.
        assert_eq!(
            last_day(day("2026-01-03"), 1, true),
            Some(day("2026-01-05"))
        );
    }

    #[test]
    fn two_last_days_that_differ_are_asked_about() {
        let form = RequestForm {
            what: "contract".to_owned(),
            asked_of: "city".to_owned(),
            how: "letter".to_owned(),
            asked_on: "2026-01-05".to_owned(),
            days: "30".to_owned(),
            due_on: "2026-02-05".to_owned(),
            ..RequestForm::default()
        };
        let wrong = form.read(day("2026-03-01")).unwrap_err();
        assert!(
            format!("{wrong:?}").contains("field-due-differs"),
            "{wrong:?}"
        );
        let agreed = RequestForm {
            due_on: "2026-02-04".to_owned(),
            ..form
        };
        let read = agreed.read(day("2026-03-01")).unwrap();
        assert_eq!(read.due_on, Some(day("2026-02-04")));
    }
}
