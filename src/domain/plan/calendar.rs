//! Visits due as a calendar file (RFC 5545). It holds places by their codes, days and times; never a name.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// Octets of a line before it is folded.
const LINE: usize = 75;

/// One visit of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarVisit {
    /// A name that stays the same when the visit is moved: `V-014`.
    pub id: String,
    /// What to show: the audit and the place, by code or by the place's public name.
    pub title: String,
    /// When.
    pub at: VisitTime,
    /// Where, for people.
    pub place: Option<String>,
}

/// When a visit is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitTime {
    /// Any time of a day.
    Day(NaiveDate),
    /// From a local time on, for so many minutes; shown at that time of day wherever the calendar is.
    From(NaiveDateTime, u32),
}

/// A calendar of visits. `stamp` is when it was made; `host` makes the ids unique, and is the name of the server.
#[must_use]
pub fn calendar(title: &str, visits: &[CalendarVisit], host: &str, stamp: DateTime<Utc>) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| folded(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Groundtruth//Visits//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &escaped(title));
    for visit in visits {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&format!("{}@{host}", visit.id)));
        line("DTSTAMP", &stamp.format("%Y%m%dT%H%M%SZ").to_string());
        match visit.at {
            VisitTime::Day(day) => {
                line("DTSTART;VALUE=DATE", &day.format("%Y%m%d").to_string());
                let next = day.succ_opt().unwrap_or(day);
                line("DTEND;VALUE=DATE", &next.format("%Y%m%d").to_string());
            }
            VisitTime::From(start, minutes) => {
                let local = |at: NaiveDateTime| at.format("%Y%m%dT%H%M%S").to_string();
                let length = TimeDelta::minutes(i64::from(minutes));
                let end = start.checked_add_signed(length).unwrap_or(start);
                line("DTSTART", &local(start));
                line("DTEND", &local(end));
            }
        }
        line("SUMMARY", &escaped(&visit.title));
        if let Some(place) = &visit.place {
            line("LOCATION", &escaped(place));
        }
        line("CLASS", "PRIVATE");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

/// Text as a value: backslash, semicolon, comma and line breaks escaped, other signs that print nothing left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' | '\r' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// A line, folded so that no piece is longer than 75 octets and no character is cut.
fn folded(out: &mut String, line: &str) {
    let mut octets = 0;
    for sign in line.chars() {
        if octets + sign.len_utf8() > LINE {
            out.push_str("\r\n ");
            octets = 1;
        }
        let _ = out.write_char(sign);
        octets += sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn visit(title: &str, at: VisitTime) -> CalendarVisit {
        CalendarVisit {
            id: "V-014".into(),
            title: title.into(),
            at,
            place: None,
        }
    }

    fn text(visits: &[CalendarVisit]) -> String {
        calendar("Toilets", visits, "audit.example", DateTime::UNIX_EPOCH)
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
    }

    #[test]
    fn a_day_ends_on_the_next_and_a_time_is_local() {
        let found = text(&[visit("site-01", VisitTime::Day(day()))]);
        for line in [
            "BEGIN:VCALENDAR",
            "UID:V-014@audit.example",
            "DTSTAMP:19700101T000000Z",
            "DTSTART;VALUE=DATE:20261130",
            "DTEND;VALUE=DATE:20261201",
            "END:VCALENDAR",
        ] {
            assert!(found.contains(&format!("{line}\r\n")), "{line}");
        }
        let start = day().and_hms_opt(23, 30, 0).unwrap();
        let late = text(&[visit("site-01", VisitTime::From(start, 60))]);
        assert!(late.contains("DTSTART:20261130T233000\r\nDTEND:20261201T003000\r\n"));
    }

    #[test]
    fn nothing_in_a_title_can_begin_a_line_of_its_own() {
        let found = text(&[visit("a;b,c\\d\r\nATTENDEE:x\u{7}", VisitTime::Day(day()))]);
        assert!(found.contains("SUMMARY:a\\;b\\,c\\\\d\\nATTENDEE:x\r\n"));
        assert!(!found.contains("\nATTENDEE"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_was_said(title in "\\PC{0,200}") {
            let found = text(&[visit(&title, VisitTime::Day(day()))]);
            prop_assert!(found.ends_with("\r\n"));
            prop_assert!(found.split("\r\n").all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])));
            let unfolded = found.replace("\r\n ", "");
            let summary = format!("\r\nSUMMARY:{}\r\n", escaped(&title));
            prop_assert!(unfolded.contains(&summary));
        }
    }
}
