//! Questions and answers in words.

use crate::domain::code::Code;
use crate::domain::instrument::{Asks, Instrument, Question, Words as Said, YesOrNo};
use crate::domain::intake::{Answer, AnswerValue, WhyNot};
use crate::infra::words::Words;

/// What an instrument says, in the language of whoever reads, where it is said in it.
#[must_use]
pub fn said(words: &Words, text: &Said) -> String {
    match text {
        Said::Own(own) => own.of(words.code()).to_owned(),
        Said::Catalogue { key, with } => {
            let names: Vec<(&str, &str)> = with.iter().map(|(k, v)| (&**k, &**v)).collect();
            words.say(key, &names)
        }
    }
}

/// A question in words; its name where its instrument does not know it.
#[must_use]
pub fn question(words: &Words, instrument: &Instrument, question: &Code) -> String {
    let known = instrument.question(question);
    known.map_or_else(|| question.to_string(), |known| said(words, &known.text))
}

/// An answer in words.
#[must_use]
pub fn answer(words: &Words, question: Option<&Question>, answer: &Answer) -> String {
    let asks = question.map(|question| &question.asks);
    match (&answer.value, answer.could_not_check) {
        (Some(value), _) => valued(words, asks, value),
        (None, Some(why)) => words.say(
            "checking-not-checked",
            &[("why", &words.get(&format!("checking-why-{}", word_of(why))))],
        ),
        (None, None) => words.get("checking-no-answer"),
    }
}

fn word_of(why: WhyNot) -> String {
    let value = serde_json::to_value(why).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('_', "-")
}

fn yes_no(words: &Words, said: YesOrNo) -> String {
    words.get(match said {
        YesOrNo::Yes => "checking-yes",
        YesOrNo::No => "checking-no",
    })
}

fn valued(words: &Words, asks: Option<&Asks>, value: &AnswerValue) -> String {
    match (value, asks) {
        (AnswerValue::Count(number), Some(Asks::Count { unit, .. }))
        | (AnswerValue::Measure(number), Some(Asks::Measure { unit, .. })) => {
            format!("{number} {unit}")
        }
        (AnswerValue::Count(number) | AnswerValue::Measure(number), _) => number.to_string(),
        (AnswerValue::YesNo(said), _) => yes_no(words, *said),
        (AnswerValue::Condition(step), asks) => {
            let label = match asks {
                Some(Asks::Condition { scale }) => scale.iter().find(|one| one.id == *step),
                _ => None,
            };
            label.map_or_else(|| step.to_string(), |one| said(words, &one.label))
        }
        (AnswerValue::Time(time), _) => time.to_string(),
        (AnswerValue::Staff(seen), asks) => {
            let roles = match asks {
                Some(Asks::Staff { roster }) => roster.as_slice(),
                _ => &[],
            };
            let one = |staff: &crate::domain::intake::StaffSeen| {
                let role = roles.iter().find(|role| role.id == staff.role);
                let role = role.map_or_else(|| staff.role.to_string(), |r| said(words, &r.label));
                let (present, rostered) = (staff.present.to_string(), staff.rostered);
                match rostered {
                    Some(rostered) => words.say(
                        "checking-staff-of",
                        &[
                            ("role", &role),
                            ("present", &present),
                            ("rostered", &rostered.to_string()),
                        ],
                    ),
                    None => words.say("checking-staff", &[("role", &role), ("present", &present)]),
                }
            };
            seen.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        (AnswerValue::TimeUse { shift, activities }, asks) => {
            let known = match asks {
                Some(Asks::TimeUse { activities }) => activities.as_slice(),
                _ => &[],
            };
            let spent = activities.iter().map(|spent| {
                let name = known.iter().find(|one| one.id == spent.activity);
                let name =
                    name.map_or_else(|| spent.activity.to_string(), |n| said(words, &n.label));
                format!("{name} {}", spent.hours)
            });
            let spent = spent.collect::<Vec<_>>().join("; ");
            let names = [("shift", shift.to_string()), ("spent", spent)];
            let names = names.each_ref().map(|(k, v)| (*k, v.as_str()));
            words.say("checking-time-use", &names)
        }
        (AnswerValue::Choice(chosen), asks) => {
            let options = match asks {
                Some(Asks::Choice { options, .. }) => options.as_slice(),
                _ => &[],
            };
            let one = |code: &Code| {
                let option = options.iter().find(|option| option.id == *code);
                option.map_or_else(|| code.to_string(), |option| said(words, &option.label))
            };
            chosen.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        (AnswerValue::Text(text), _) => text.clone(),
        (AnswerValue::Satisfaction(step), Some(Asks::Satisfaction { steps })) => words.say(
            "checking-satisfaction",
            &[("step", &step.to_string()), ("steps", &steps.to_string())],
        ),
        (AnswerValue::Satisfaction(step), _) => step.to_string(),
        (
            AnswerValue::Complaint {
                made,
                answered,
                after_days,
            },
            _,
        ) => {
            let mut parts = vec![words.say(
                "checking-complaint-made",
                &[("said", &yes_no(words, *made))],
            )];
            if let Some(answered) = answered {
                let said = yes_no(words, *answered);
                parts.push(words.say("checking-complaint-answered", &[("said", &said)]));
            }
            if let Some(days) = after_days {
                parts.push(words.say("checking-complaint-days", &[("days", &days.to_string())]));
            }
            parts.join("; ")
        }
        (
            AnswerValue::Recount {
                recorded,
                recounted,
                documents_seen,
            },
            _,
        ) => {
            let seen = if *documents_seen {
                YesOrNo::Yes
            } else {
                YesOrNo::No
            };
            let names = [
                ("recorded", recorded.to_string()),
                ("recounted", recounted.to_string()),
                ("seen", yes_no(words, seen)),
            ];
            let names = names.each_ref().map(|(k, v)| (*k, v.as_str()));
            words.say("checking-recount", &names)
        }
        (AnswerValue::Place { found: true }, _) => words.get("checking-place-found"),
        (AnswerValue::Place { found: false }, _) => words.get("checking-place-not-found"),
        (AnswerValue::Photograph, _) => words.get("checking-photograph"),
        (
            AnswerValue::Sharing {
                users,
                units,
                broken,
                locked,
                ..
            },
            _,
        ) => {
            let names = [
                ("users", users.to_string()),
                ("units", units.to_string()),
                ("broken", broken.to_string()),
                ("locked", locked.to_string()),
            ];
            let names = names.each_ref().map(|(k, v)| (*k, v.as_str()));
            words.say("checking-sharing", &names)
        }
    }
}
