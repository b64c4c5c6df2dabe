//! What was answered: as the fields of its form, and in words.

use std::collections::BTreeMap;

use super::{spoken, why_word};
use crate::domain::code::Code;
use crate::domain::instrument::{Asks, Instrument, YesOrNo};
use crate::domain::intake::{Answer, AnswerValue};
use crate::infra::words::Words;

/// What was answered, as the fields of its form.
#[must_use]
pub fn given(answer: &Answer) -> BTreeMap<String, String> {
    let mut given = BTreeMap::new();
    let mut put = |name: &str, value: String| {
        given.insert(name.to_owned(), value);
    };
    match &answer.value {
        Some(AnswerValue::Count(number) | AnswerValue::Measure(number)) => {
            put("value", number.to_string());
        }
        Some(AnswerValue::YesNo(said)) => put("value", said.word().to_owned()),
        Some(AnswerValue::Condition(step)) => put("value", step.to_string()),
        Some(AnswerValue::Time(time)) => put("value", time.to_string()),
        Some(AnswerValue::Staff(seen)) => {
            for staff in seen {
                let role = &staff.role;
                put(&format!("present-{role}"), staff.present.to_string());
                if let Some(rostered) = staff.rostered {
                    put(&format!("rostered-{role}"), rostered.to_string());
                }
                put(&format!("off-{role}"), staff.off_shift.to_string());
                put(&format!("leave-{role}"), staff.authorised.to_string());
            }
        }
        Some(AnswerValue::Sharing {
            users,
            units,
            broken,
            locked,
            both,
        }) => {
            put("users", users.to_string());
            put("units", units.to_string());
            put("broken", broken.to_string());
            put("locked", locked.to_string());
            if let Some(both) = both {
                put("both", both.to_string());
            }
        }
        Some(AnswerValue::TimeUse { shift, activities }) => {
            put("shift", shift.to_string());
            for one in activities {
                put(&format!("hours-{}", one.activity), one.hours.to_string());
            }
        }
        Some(AnswerValue::Choice(chosen)) => {
            if let Some(first) = chosen.first() {
                put("value", first.to_string());
            }
            for one in chosen {
                put(&format!("choice-{one}"), "yes".to_owned());
            }
        }
        Some(AnswerValue::Text(text)) => put("value", text.clone()),
        Some(AnswerValue::Satisfaction(step)) => put("value", step.to_string()),
        Some(AnswerValue::Complaint {
            made,
            answered,
            after_days,
        }) => {
            put("value", made.word().to_owned());
            if let Some(answered) = answered {
                put("answered", answered.word().to_owned());
            }
            if let Some(days) = after_days {
                put("days", days.to_string());
            }
        }
        Some(AnswerValue::Recount {
            recorded,
            recounted,
            documents_seen,
        }) => {
            put("recorded", recorded.to_string());
            put("recounted", recounted.to_string());
            let seen = if *documents_seen { "yes" } else { "no" };
            put("documents", seen.to_owned());
        }
        Some(AnswerValue::Place { found }) => {
            put("value", if *found { "yes" } else { "no" }.to_owned());
        }
        Some(AnswerValue::Photograph) => put("value", "taken".to_owned()),
        None => {}
    }
    if let Some(why) = answer.could_not_check {
        put("could-not", why_word(why).to_owned());
    }
    for (name, text) in [("reason", &answer.reason), ("note", &answer.note)] {
        if let Some(text) = text {
            put(name, text.clone());
        }
    }
    given
}

/// What was answered, in words, for a page that shows all of it.
#[must_use]
pub fn in_words(words: &Words, instrument: &Instrument, answer: &Answer) -> String {
    let label = |id: &Code| {
        let asks = instrument.question(&answer.question).map(|q| &q.asks);
        let said = match asks {
            Some(Asks::Condition { scale }) => scale.iter().find(|s| s.id == *id).map(|s| &s.label),
            Some(Asks::Choice { options, .. }) => {
                options.iter().find(|o| o.id == *id).map(|o| &o.label)
            }
            _ => None,
        };
        said.map_or_else(|| id.to_string(), |said| spoken(words, said))
    };
    let yes_no = |yes: bool| {
        words.get(if yes {
            "visit-answer-yes"
        } else {
            "visit-answer-no"
        })
    };
    if let Some(why) = answer.could_not_check {
        let why = words.get(&format!("visit-why-{}", why_word(why).replace('_', "-")));
        return words.say("visit-could-not-because", &[("why", &why)]);
    }
    match &answer.value {
        Some(AnswerValue::YesNo(said) | AnswerValue::Complaint { made: said, .. }) => {
            yes_no(*said == YesOrNo::Yes)
        }
        Some(AnswerValue::Place { found }) => yes_no(*found),
        Some(AnswerValue::Condition(step)) => label(step),
        Some(AnswerValue::Choice(chosen)) => {
            let chosen: Vec<String> = chosen.iter().map(label).collect();
            chosen.join(" · ")
        }
        Some(AnswerValue::Photograph) => words.get("visit-answer-taken"),
        Some(AnswerValue::Recount {
            recorded,
            recounted,
            ..
        }) => {
            let (recorded, recounted) = (recorded.to_string(), recounted.to_string());
            let names = [("recorded", &*recorded), ("recounted", &*recounted)];
            words.say("visit-answer-recount", &names)
        }
        Some(_) => {
            let given = given(answer);
            let rest = |name: &str| matches!(name, "reason" | "note" | "could-not");
            let values = given.iter().filter(|(name, _)| !rest(name));
            let values: Vec<String> = values
                .map(|(name, value)| match name.as_str() {
                    "value" => value.clone(),
                    other => format!("{other} {value}"),
                })
                .collect();
            values.join(" · ")
        }
        None => String::new(),
    }
}
