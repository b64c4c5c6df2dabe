//! Grants as the 360Giving Data Standard 1.4 publishes them in JSON: `{grants: [...]}`, one grant read at a time.
//! Tables with its headings are read by the part for tables.

mod grant;

use std::io::{Read, Seek};

use super::json::{Doc, Part, Parts, Tape, outline};
use super::ocds::{broken, located};
use super::refusal::{Unreadable, note};
use super::tables::dates::DateOrder;
use crate::domain::exchange::{Harvest, Note, Pointer};

/// What people answered about a file before it was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers {
    /// How `05/06/2014` is meant in this file. Without an answer such dates are left out, and asked about once.
    pub dates: Option<DateOrder>,
}

/// Reads a file of 360Giving.
///
/// # Errors
/// Where the file cannot be read, is no JSON as a whole, or has no list of grants. What is wrong with one grant goes to
/// the harvest.
pub fn read(
    source: &mut (impl Read + Seek),
    answers: Answers,
    harvest: &mut dyn Harvest,
) -> Result<(), Unreadable> {
    let outline = outline(source, &["grants"]).map_err(|fault| located(source, fault))?;
    let Some(list) = outline.list("grants") else {
        return Err(Unreadable::because("not-giving", "/"));
    };
    let mut parts = Parts::new(source)?;
    let (mut room, mut tape) = (Vec::new(), Tape::default());
    let mut questions = Questions::default();
    let mut seen = std::collections::HashSet::new();
    for (index, part) in list.parts.iter().enumerate() {
        let at = format!("{}/{index}", list.at);
        let part: &Part = part;
        let text = match parts.read(part, &at, &mut room)? {
            Ok(text) => text,
            Err(refusal) => {
                harvest.refused(refusal);
                continue;
            }
        };
        if let Err(bad) = tape.parse(text) {
            harvest.refused(broken(part, &at, text, bad));
            continue;
        }
        let doc = Doc {
            text,
            tape: &tape,
            at: &at,
        };
        match grant::grant(doc.root(), answers) {
            Ok(mut agreement) => {
                if !seen.insert(agreement.source_id.value.clone()) {
                    let about = [("id", agreement.source_id.text.as_str())];
                    harvest.refused(note("id-twice", &agreement.source_id.at.0, &about));
                    continue;
                }
                questions.take(&mut agreement.notes);
                harvest.agreement(agreement);
            }
            Err(refusal) => harvest.refused(refusal),
        }
    }
    questions.ask(harvest);
    Ok(())
}

/// Dates that could mean two days, by the member they stand in: asked once each, not once a grant.
#[derive(Default)]
struct Questions(Vec<Question>);

struct Question {
    member: String,
    first: Pointer,
    example: String,
    count: u64,
    /// One of them has a day above 12 in front, or behind.
    shows: Option<DateOrder>,
    disagree: bool,
}

impl Questions {
    /// Takes the questions out of the notes of one grant.
    fn take(&mut self, notes: &mut Vec<Note>) {
        notes.retain(|note| {
            if note.code != "date-ambiguous" {
                return true;
            }
            let text = note.about.first().map_or("", |(_, text)| text.as_str());
            self.add(&note.at, text);
            false
        });
    }

    fn add(&mut self, at: &Pointer, text: &str) {
        let member: Vec<_> =
            at.0.split('/')
                .skip(3)
                .filter(|step| step.parse::<u32>().is_err())
                .collect();
        let member = member.join("/");
        let shows = shown_by(text);
        if let Some(known) = self.0.iter_mut().find(|known| known.member == member) {
            known.count += 1;
            known.disagree |= shows.is_some() && known.shows.is_some() && shows != known.shows;
            known.shows = known.shows.or(shows);
            return;
        }
        self.0.push(Question {
            member,
            first: at.clone(),
            example: text.to_owned(),
            count: 1,
            shows,
            disagree: false,
        });
    }

    fn ask(self, harvest: &mut dyn Harvest) {
        for asked in self.0 {
            let count = asked.count.to_string();
            let shows = match (asked.disagree, asked.shows) {
                (true, _) => "both",
                (_, Some(DateOrder::DayFirst)) => "day-first",
                (_, Some(DateOrder::MonthFirst)) => "month-first",
                (_, None) => "neither",
            };
            let about = [
                ("member", asked.member.as_str()),
                ("example", &asked.example),
                ("count", &count),
                ("shows", shows),
            ];
            harvest.note(note("dates-ambiguous", &asked.first.0, &about));
        }
    }
}

/// What a date with a number above 12 says about its order.
fn shown_by(text: &str) -> Option<DateOrder> {
    let mut parts = text.split(['/', '.', '-']);
    let first: u32 = parts.next()?.trim().parse().ok()?;
    let second: u32 = parts.next()?.trim().parse().ok()?;
    match (first > 12, second > 12) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}
