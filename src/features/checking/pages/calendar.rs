//! The visits that are due, as a calendar (RFC 5545): where and when, never who. For whoever is signed in.

use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveDate, Utc};

use super::Asking;
use crate::features::checking::actions::morning::{DueDay, due_days};
use crate::infra::http::{Download, Web, WebError};
use crate::infra::words::Words;

/// Octets of a line; what is longer is folded.
const LONGEST: usize = 75;

/// `GET /checks/{code}/calendar.ics`
pub async fn calendar(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (line, days) = due_days(&ctx, &code).await?;
    let text = written(&web.words(), (line.code.as_str(), &line.title), &days, ctx.now);
    let download = Download {
        name: format!("{}.ics", line.code),
        content_type: "text/calendar; charset=utf-8",
        shown: false,
        policy: None,
        bytes: text.into_bytes(),
    };
    Ok(download.into_response())
}

/// The calendar as text.
fn written(
    words: &Words,
    (code, title): (&str, &str),
    days: &[DueDay],
    now: DateTime<Utc>,
) -> String {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Groundtruth//Visits//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(title)),
    ];
    for day in days {
        let summary = words.say("checking-calendar-visit", &[("place", &day.place)]);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{code}-{}@groundtruth.invalid", day.number),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{}", date(day.on)),
            format!("DTEND;VALUE=DATE:{}", date(after(day.on))),
            format!("SUMMARY:{}", escaped(&summary)),
        ]);
        if let Some(slot) = &day.slot {
            lines.push(format!("DESCRIPTION:{}", escaped(slot)));
        }
        lines.extend(["CLASS:PRIVATE".to_owned(), "END:VEVENT".to_owned()]);
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut text = String::new();
    for line in lines {
        fold(&mut text, &line);
    }
    text
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A day of a calendar ends where the next begins.
fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A line, folded between letters so that none of its parts is longer than 75 octets.
fn fold(text: &mut String, line: &str) {
    let mut long = 0;
    for letter in line.chars() {
        if long + letter.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            long = 1;
        }
        text.push(letter);
        long += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_names_places_and_days_and_nobody_and_folds_what_is_long() {
        let day = DueDay {
            number: 3,
            place: format!("Ward 5; tap, {}", "é".repeat(60)),
            on: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            slot: Some("morning\r\nATTENDEE:x".into()),
        };
        let now = DateTime::UNIX_EPOCH;
        let text = written(&Words::english(), ("taps", "Taps"), &[day], now);
        assert!(text.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
        assert!(text.contains("UID:taps-3@groundtruth.invalid\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST), "{text}");
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains(&format!("Ward 5\\; tap\\, {}", "é".repeat(60))), "{whole}");
        // What somebody typed begins no line of its own.
        assert!(whole.contains("DESCRIPTION:morning\\nATTENDEE:x\r\n"), "{whole}");
        assert!(!text.lines().any(|line| line.starts_with("ATTENDEE")));
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
