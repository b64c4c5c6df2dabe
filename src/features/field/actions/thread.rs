//! What became of what an observer sent: the thread from the phone to the check, and back.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::asking;
use super::spoken::{Every, every};
use crate::db::fieldwork::{Came, Device, FileLine, Review, files_of, reviews_of, submitted};
use crate::db::key::organisation_key_of;
use crate::domain::code::Code;
use crate::domain::keys::OrganisationKey;
use crate::domain::review::ReviewState;
use crate::domain::typed_code::slip_of;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::led_to::{LedTo, led_to};

/// One visit that was sent.
#[derive(Clone, Debug, Serialize)]
pub struct Sent {
    id: Uuid,
    number: String,
    /// The code of the slip, for the phone that sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    slip: Option<String>,
    place: Code,
    day: NaiveDate,
    state: &'static str,
    /// What the checker wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    files: Files,
    since: Vec<Step>,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Files {
    announced: usize,
    arrived: usize,
}

/// What happened on a day.
#[derive(Clone, Debug, Serialize)]
struct Step {
    day: NaiveDate,
    words: Every,
}

/// What became of the visits of the observer whose phone asks, newest first.
///
/// # Errors
/// [`ActionError::NotThere`] where it is no phone; those of the database.
pub async fn sent(ctx: &Ctx) -> Result<Vec<Sent>, ActionError> {
    let (device, line) = asking(ctx).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let all = submitted(conn, ctx.scope, master, line.id).await?;
    let own: Vec<Came> = all
        .into_iter()
        .rev()
        .filter(|came| is_of(came, &device))
        .collect();
    let ids: Vec<_> = own.iter().map(|came| came.line.id).collect();
    let mut reviews = reviews_of(conn, ctx.scope, master, &ids).await?;
    let mut files = files_of(conn, ctx.scope, master, &ids).await?;
    let key = organisation_key_of(conn, ctx.scope, master).await?;
    let counts = |came: &Came| came.line.visit.is_some();
    let mut led = match own.iter().any(counts) {
        true => led_to(ctx, ctx.scope, line.id).await?,
        false => std::collections::BTreeMap::new(),
    };
    let told = own.into_iter().filter_map(|came| {
        let visit = came.line.visit.as_ref();
        let led = visit
            .and_then(|visit| led.remove(visit))
            .unwrap_or_default();
        let files = files.remove(&came.line.id).unwrap_or_default();
        let reviews = reviews.remove(&came.line.id).unwrap_or_default();
        told(&came, (&files, &reviews, &led), key.as_ref(), &device)
    });
    Ok(told.collect())
}

/// What it sent, and what other phones of the same observer sent.
fn is_of(came: &Came, device: &Device) -> bool {
    let sent = came.submission.as_ref();
    let looked = sent.is_some_and(|sent| sent.observers == [device.code.as_str()]);
    looked && came.by.is_some_and(|by| by < 0)
}

fn told(
    came: &Came,
    (files, reviews, led): (&[FileLine], &[Review], &[LedTo]),
    key: Option<&OrganisationKey>,
    device: &Device,
) -> Option<Sent> {
    let sent = came.submission.as_ref()?;
    let line = &came.line;
    let last = reviews.last();
    let step = |day, key: String| Step {
        day,
        words: every(|words| words.get(&key)),
    };
    let received = step(
        line.received_at.date_naive(),
        "phones-since-received".to_owned(),
    );
    let decided = reviews.iter().map(|review| {
        let key = format!("phones-since-{}", word(review.to).replace('_', "-"));
        step(review.decided_at.date_naive(), key)
    });
    let led = led.iter().map(|one| {
        let key = format!("since-{}", one.became.word());
        Step {
            day: one.on,
            words: every(|words| words.say(&key, &[("finding", &one.finding)])),
        }
    });
    let own = key.filter(|_| came.by == Some(-device.number));
    Some(Sent {
        id: line.client_id,
        number: line.label(),
        slip: own.map(|key| slip_of(key, (line.client_id, line.content)).written()),
        place: line.place.clone(),
        day: sent.started.date(),
        state: word(line.state),
        said: last.and_then(|review| review.note.clone()),
        files: Files {
            announced: files.len(),
            arrived: files.iter().filter(|file| file.blob.is_some()).count(),
        },
        since: std::iter::once(received)
            .chain(decided)
            .chain(led)
            .collect(),
    })
}

fn word(state: ReviewState) -> &'static str {
    match state {
        ReviewState::RevisionAsked => "asked_again",
        other => other.word(),
    }
}
