//! The pages of checking: one function to an address, one struct to a template.

pub mod behind;
pub mod calendar;
pub mod links;
pub mod map;
pub mod mine;
pub mod observers;
pub mod one;
pub mod own;
pub mod pairs;
pub mod picture;
pub mod queue;
mod samples;
pub mod slip;
pub mod so_far;
pub mod today;

use std::collections::BTreeMap;

use axum::extract::Extension;
use serde::Serialize;

use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, Review};
use crate::domain::review::{PhotoCheck, Sign};
use crate::features::checking::actions::deciding::reason_word;
use crate::features::checking::actions::photographs::Checked;
use crate::infra::http::Visit;
use crate::infra::led_to::LedTo;
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

type Asking = Extension<Visit>;

/// The audit above every page.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    code: String,
    title: String,
    /// The page of these that is shown: `visits`.
    here: &'static str,
    /// Whether whoever asks may check.
    checks: bool,
}

impl Head {
    fn of(line: &AuditLine, here: &'static str, visit: &Visit) -> Self {
        use crate::domain::actor::Permission::CheckVisits;
        Self {
            code: line.code.as_str().to_owned(),
            title: line.title.clone(),
            here,
            checks: visit.actor.may(CheckVisits),
        }
    }
}

/// What was decided, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionLine {
    state: String,
    reason: Option<String>,
    note: Option<String>,
    by: String,
    on: String,
}

impl DecisionLine {
    /// `names` are those of members that whoever reads may see.
    fn of(words: &Words, names: &BTreeMap<i64, String>, review: &Review) -> Self {
        Self {
            state: review.to.word().to_owned(),
            reason: review.reason.map(reason_word),
            note: review.note.clone(),
            by: match review.by {
                0 => words.get("checking-by-console"),
                number => match names.get(&number) {
                    Some(name) => name.clone(),
                    None => words.get("checking-by-checker"),
                },
            },
            on: words.day(review.decided_at.date_naive()),
        }
    }
}

/// A check of a picture as a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct CheckLine {
    outcome: &'static str,
    said: String,
}

/// A file as it is shown beside what was answered.
#[derive(Clone, Debug, Serialize)]
pub struct FileBox {
    number: u32,
    /// Whether there is a copy that may be shown.
    shown: bool,
    withheld: bool,
    arrived: bool,
    caption: Option<String>,
    /// `photograph`, `sound`, `video`, `document`, `archive`
    kind: &'static str,
    media_type: String,
    bytes: u64,
    sha256: String,
    /// What somebody wrote down of it.
    described: Option<String>,
    checks: Vec<CheckLine>,
}

impl FileBox {
    fn of(words: &Words, checked: &Checked) -> Self {
        Self {
            number: checked.file.number,
            shown: checked.file.copy.is_some() && !checked.file.withheld,
            withheld: checked.file.withheld,
            arrived: checked.file.blob.is_some(),
            caption: checked.file.about.said.caption.clone(),
            kind: checked.file.about.said.kind.word(),
            media_type: checked.file.media_type.clone(),
            bytes: checked.file.bytes,
            sha256: checked.file.sha256.to_string(),
            described: checked.file.about.described.clone(),
            checks: checked.checks.iter().map(|one| check(words, one)).collect(),
        }
    }
}

fn check(words: &Words, one: &PhotoCheck) -> CheckLine {
    use crate::domain::review::Outcome;
    // Times are told by the domain as ISO, and read here as the language says them.
    let told = |value: &String| {
        let at = chrono::NaiveDateTime::parse_from_str(value, "%Y-%m-%d %H:%M");
        at.map_or_else(|_| value.clone(), |at| words.local(at))
    };
    let with: Vec<(&String, String)> = one.with.iter().map(|(k, v)| (k, told(v))).collect();
    let with: Vec<(&str, &str)> = with.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    CheckLine {
        outcome: match one.outcome {
            Outcome::Pass => "pass",
            Outcome::Warn => "warn",
            Outcome::Fail => "fail",
        },
        said: words.say(&one.key, &with),
    }
}

/// A sign about visits, with its working: for the lead alone.
#[derive(Clone, Debug, Serialize)]
pub struct SignLine {
    said: String,
    innocent: String,
    observer: String,
    visits: Vec<String>,
    working: Vec<String>,
    result: String,
}

impl SignLine {
    fn of(words: &Words, sign: &Sign) -> Self {
        let key = sign.kind.key();
        let inputs = sign.working.inputs.iter();
        Self {
            said: words.get(key),
            innocent: words.get(&format!("{key}.innocent")),
            observer: sign.observer.clone(),
            visits: sign.submissions.clone(),
            working: inputs
                .map(|input| format!("{}: {}", input.name, input.value))
                .collect(),
            result: sign.working.result.clone(),
        }
    }
}

/// Who looked and when, of something that may be seen.
fn observers_of(came: &Came) -> String {
    let sent = came.submission.as_ref();
    sent.map(|sent| sent.observers.join(", "))
        .unwrap_or_default()
}

/// What a visit led to, each with its day, in words.
fn since(words: &Words, all: &[LedTo]) -> Vec<(String, String)> {
    let line = |one: &LedTo| {
        let key = format!("since-{}", one.became.word());
        let said = words.say(&key, &[("finding", &one.finding)]);
        (words.day(one.on), said)
    };
    all.iter().map(line).collect()
}

/// The day that is claimed.
fn day_of(words: &Words, came: &Came) -> Option<String> {
    let sent = came.submission.as_ref()?;
    Some(words.day(sent.started.date()))
}

/// The code word of a serialised enum: `in_camera`.
fn word<T: Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
