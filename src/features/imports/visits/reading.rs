//! Each row of a table of visits, held against the check: what does not do is refused by sheet, row and column.

use std::collections::{BTreeMap, HashMap};

use super::asking::{NUMBER, meaning};
use super::{Check, VisitFound, VisitsRead, Where};
use crate::db::register::name_key;
use crate::domain::code::Code;
use crate::domain::exchange::{Given, Note, Pointer};
use crate::domain::fieldwork::{Observation, SeenAs};
use crate::domain::published::Stated;
use crate::features::imports::profile::{
    Field, Profile, ProfileError, Reason, RowState, read_visits,
};
use crate::features::imports::tables::Sheet;
use crate::features::imports::tables::visits::{Seen, VisitAnswer, VisitRow};

/// Decimals that the database holds.
const DECIMALS: u32 = 4;
const LONGEST_NOTE: usize = 2_000;

/// Reads the visits of a sheet. Rows with one name, or with one place, day and observer, are one visit.
///
/// # Errors
/// The profile does not fit the sheet.
pub fn read(profile: &Profile, sheet: &Sheet, check: &Check) -> Result<VisitsRead, ProfileError> {
    let table = read_visits(profile, sheet)?;
    let mut read = VisitsRead::default();
    for row in &table.rows {
        match &row.state {
            RowState::Refused(reasons) => read.refused.extend(reasons.iter().map(Reason::note)),
            RowState::Totals => read.notes.push(note(
                "row-totals",
                &sheet.row_pointer(row.row - 1),
                &first_text(sheet, row.row - 1),
            )),
            RowState::Taken if row.is_hidden => read.notes.push(note(
                "row-hidden",
                &sheet.row_pointer(row.row - 1),
                &first_text(sheet, row.row - 1),
            )),
            RowState::Taken | RowState::Empty => {}
        }
    }
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for row in &table.visits {
        let at = sheet.row_pointer(row.row - 1);
        match found(profile, row, check, &at) {
            Err(reasons) => read.refused.extend(reasons),
            Ok(visit) => match by_key.get(&visit.key) {
                None => {
                    by_key.insert(visit.key.clone(), read.visits.len());
                    read.visits.push(visit);
                }
                Some(index) => match join(&mut read.visits[*index], visit) {
                    Ok(()) => {}
                    Err(code) => {
                        let name = row.name.as_ref().map_or("", |name| name.value.as_str());
                        read.refused.push(note(code, &at, name));
                    }
                },
            },
        }
    }
    Ok(read)
}

fn note(code: &str, at: &Pointer, text: &str) -> Note {
    Note {
        code: code.to_owned(),
        at: at.clone(),
        about: vec![("text".to_owned(), text.chars().take(200).collect())],
    }
}

fn first_text(sheet: &Sheet, row: usize) -> String {
    let filled = sheet.row(row).iter().find(|cell| !cell.is_empty());
    filled.map_or_else(String::new, |cell| cell.text.chars().take(60).collect())
}

/// A further row of one visit. A visit is in one place on one day.
fn join(visit: &mut VisitFound, more: VisitFound) -> Result<(), &'static str> {
    if visit.place != more.place || visit.date != more.date || visit.observers != more.observers {
        return Err("visit-name-twice");
    }
    for (path, cell) in more.cells {
        let path = match path.strip_prefix("observations[") {
            Some(rest) => shifted(rest, visit.observations.len()),
            None if visit.cells.contains_key(&path) => continue,
            None => path,
        };
        visit.cells.insert(path, cell);
    }
    visit.observations.extend(more.observations);
    if let Some(more) = more.note.filter(|more| visit.note.as_ref() != Some(more)) {
        let both = [visit.note.take().unwrap_or_default(), more];
        visit.note = Some(cut(both.join(" ").trim()));
    }
    Ok(())
}

/// The path of a field of an observation, so many later.
fn shifted(rest: &str, by: usize) -> String {
    let (nth, field) = rest.split_once(']').unwrap_or((rest, ""));
    let nth = nth.parse::<usize>().unwrap_or(0) + by;
    format!("observations[{nth}]{field}")
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_NOTE).collect()
}

/// A row of the table as a visit, or everything that is wrong with it.
fn found(
    profile: &Profile,
    row: &VisitRow,
    check: &Check,
    at: &Pointer,
) -> Result<VisitFound, Vec<Note>> {
    let mut wrong = Vec::new();
    let place = check.place(&row.place.value).cloned().map(Where::Known);
    let place = match place {
        Some(known) => known,
        None if check.adds_places => Where::New(row.place.value.clone()),
        None => {
            wrong.push(note("visit-place-unknown", &row.place.at, &row.place.value));
            Where::New(String::new())
        }
    };
    let day = row.date.value.first_day();
    if day > check.today {
        wrong.push(note("visit-not-yet", &row.date.at, &row.date.text));
    }
    let observers = match &row.observer {
        Some(given) => observers(&given.value),
        None => Vec::new(),
    };
    if observers.is_empty() {
        wrong.push(note("visit-no-observer", at, ""));
    }
    let mut cells = BTreeMap::new();
    let mut keep = |path: &str, given: &Given<String>| {
        cells.insert(path.to_owned(), (given.at.0.clone(), given.text.clone()));
    };
    keep("place", &row.place);
    for (path, given) in [("observers", &row.observer), ("note", &row.note)] {
        if let Some(given) = given {
            keep(path, given);
        }
    }
    cells.insert(
        "date".to_owned(),
        (row.date.at.0.clone(), row.date.text.clone()),
    );
    let mut seen = Seeing {
        profile,
        check,
        wrong,
        about: Vec::new(),
    };
    seen.row(row);
    let observations = seen.settle(day, &mut cells);
    let mut wrong = seen.wrong;
    if observations.is_empty() && wrong.is_empty() {
        wrong.push(note("row-says-nothing", at, ""));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut who = observers.clone();
    who.sort();
    let key = match &row.name {
        Some(name) => format!("name/{}", name_key(&name.value)),
        None => format!(
            "{}/{}/{}",
            name_key(&row.place.value),
            row.date.value,
            name_key(&who.join("+"))
        ),
    };
    Ok(VisitFound {
        key,
        place,
        place_name: row.place.value.clone(),
        date: row.date.value,
        observers,
        note: row.note.as_ref().map(|given| cut(&given.value)),
        observations,
        cells,
    })
}

/// Who looked: codes, or names with a sign between them.
fn observers(text: &str) -> Vec<String> {
    let upper = text.to_uppercase();
    let by_blanks: Vec<&str> = upper
        .split([',', ' ', ';', '\n'])
        .filter(|w| !w.is_empty())
        .collect();
    let mut who: Vec<String> = if by_blanks.iter().all(|word| is_code(word)) {
        by_blanks.into_iter().map(str::to_owned).collect()
    } else {
        let names = text.split([',', ';', '/', '&', '+', '\n']);
        let names = names.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        names.filter(|name| !name.is_empty()).collect()
    };
    let mut seen = Vec::new();
    who.retain(|one| {
        let key = name_key(one);
        let is_new = !seen.contains(&key);
        seen.push(key);
        is_new
    });
    who
}

/// Whether a text is the code of an observer: `W-01`.
pub(super) fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix("W-").unwrap_or_default();
    (2..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a row says of one promise.
struct About {
    promise: Code,
    seen: Option<SeenAs>,
    value: Option<Stated>,
    note: Option<String>,
    cells: Vec<(&'static str, Pointer, String)>,
}

/// The answers of a row, promise by promise.
struct Seeing<'a> {
    profile: &'a Profile,
    check: &'a Check,
    wrong: Vec<Note>,
    about: Vec<About>,
}

impl Seeing<'_> {
    fn row(&mut self, row: &VisitRow) {
        let of_row = match &row.promise {
            None => None,
            Some(given) => match self.check.promise(&given.value) {
                Some(promise) => Some(promise.id.clone()),
                None => {
                    let unknown = note("visit-promise-unknown", &given.at, &given.value);
                    self.wrong.push(unknown);
                    return;
                }
            },
        };
        for answer in &row.answers {
            let column = &self.profile.columns[answer.column];
            let promise = column.promise.clone().or_else(|| of_row.clone());
            let Some(promise) = promise else {
                if self
                    .profile
                    .columns
                    .iter()
                    .any(|c| c.field == Field::VisitPromise)
                {
                    self.refuse("visit-promise-missing", answer);
                }
                continue;
            };
            self.answer(answer, promise);
        }
    }

    fn refuse(&mut self, code: &str, answer: &VisitAnswer) {
        let mut wrong = note(code, &answer.at, &answer.text);
        wrong
            .about
            .push(("column".to_owned(), answer.question.clone()));
        self.wrong.push(wrong);
    }

    fn answer(&mut self, answer: &VisitAnswer, promise: Code) {
        let column = &self.profile.columns[answer.column];
        let mut said = (None, None, None);
        let what = match (answer.field, &answer.seen) {
            (Field::AnswerNote, _) => {
                said.2 = Some(cut(&answer.text));
                "note"
            }
            (Field::AnswerValue, Seen::Number { value, is_percent }) => {
                let fits = value.finite_decimals().is_some_and(|d| d <= DECIMALS);
                let stated = match is_percent {
                    true => Stated::parse(&format!("{value}%")).ok(),
                    false => Some(Stated::exactly(*value)),
                };
                let Some(stated) = stated.filter(|_| fits) else {
                    return self.refuse("number-unread", answer);
                };
                said.1 = Some(stated);
                said.0 = column.meanings.get(NUMBER).copied();
                "value"
            }
            (Field::AnswerValue, Seen::Words(_)) => {
                return self.refuse("number-unread", answer);
            }
            _ => match meaning(column, &answer.text) {
                Some(seen) => {
                    said.0 = Some(seen);
                    "seen"
                }
                None => return self.refuse("visit-word-unknown", answer),
            },
        };
        let index = match self.about.iter().position(|one| one.promise == promise) {
            Some(index) => index,
            None => {
                self.about.push(About {
                    promise,
                    seen: None,
                    value: None,
                    note: None,
                    cells: Vec::new(),
                });
                self.about.len() - 1
            }
        };
        let about = &mut self.about[index];
        about
            .cells
            .push((what, answer.at.clone(), answer.text.clone()));
        // A word that was chosen says more than a number alone.
        about.seen = about.seen.or(said.0);
        about.value = about.value.take().or(said.1);
        about.note = match (about.note.take(), said.2) {
            (Some(one), Some(more)) => Some(cut(&format!("{one} {more}"))),
            (one, more) => one.or(more),
        };
    }

    fn settle(
        &mut self,
        day: chrono::NaiveDate,
        cells: &mut BTreeMap<String, (String, String)>,
    ) -> Vec<Observation> {
        let mut observations = Vec::new();
        for about in std::mem::take(&mut self.about) {
            let at = about.cells.first().map(|(_, at, _)| at.clone());
            let at = at.unwrap_or(Pointer(String::new()));
            let promise = self
                .check
                .promises
                .iter()
                .find(|one| one.id == about.promise);
            let Some(promise) = promise else {
                let unknown = note("visit-promise-unknown", &at, about.promise.as_str());
                self.wrong.push(unknown);
                continue;
            };
            if promise
                .period
                .as_ref()
                .is_some_and(|period| !period.holds(day))
            {
                let early = note("visit-not-in-force", &at, &promise.promise);
                self.wrong.push(early);
                continue;
            }
            let Some(seen) = about.seen else {
                let open = note("visit-seen-needed", &at, &promise.promise);
                self.wrong.push(open);
                continue;
            };
            let nth = observations.len() + 1;
            for (what, at, text) in about.cells {
                cells.insert(format!("observations[{nth}].{what}"), (at.0, text));
            }
            observations.push(Observation {
                visit: self.check.code.clone(),
                obligation: about.promise,
                seen,
                value: about.value,
                note: about.note,
                evidence: Vec::new(),
            });
        }
        observations
    }
}
