//! A table read with what was answered about it: its sheet, its columns, what must be asked first, and then its rows.

use super::{Answered, Handing, Heading, Piece, TableRead, told};
use crate::domain::exchange::{Harvest, Note, Pointer};
use crate::features::imports::DateOrder;
use crate::features::imports::ocds;
use crate::features::imports::profile::{
    Field, Profile, ProfileError, Question, RowIs, apply, apply_joined, ask_about, is_giving,
    is_iati_tables, read_iati_tables, suggest_as, suggest_for,
};
use crate::features::imports::refusal::{Unreadable, note};
use crate::features::imports::tables::head::{self, Head};
use crate::features::imports::tables::{Sheet, Tables, column_letters};
use crate::features::imports::visits::{self, Check};

/// Values of a column that are shown beside its heading.
const SHOWN: usize = 3;
const LONGEST_SHOWN: usize = 40;

fn bad(error: &ProfileError) -> Note {
    Note {
        code: error.code().to_owned(),
        at: Pointer(String::new()),
        about: vec![("reason".to_owned(), error.to_string())],
    }
}

pub(super) fn read(
    tables: &Tables,
    (answered, check): (&Answered, Option<&Check>),
    to: &mut Handing,
) -> Result<(), Note> {
    let sheets: Vec<_> = tables.sheets.iter().collect();
    let is_visits = answered.check.is_some();
    let open: Vec<_> = sheets
        .iter()
        .filter(|one| !one.is_hidden)
        .copied()
        .collect();
    let is_unsaid = answered.profile.is_none() && answered.sheet.is_none();
    if is_unsaid && !is_visits && ocds::is_flat(&open) {
        to.hand(Piece::Format("ocds-tables"));
        ocds::read_flat(&open, to);
        return Ok(());
    }
    if answered.profile.is_none() && !is_visits && is_iati_tables(&sheets) {
        to.hand(Piece::Format("iati-tables"));
        let read = read_iati_tables(&sheets, to);
        return read.map(|_| ()).map_err(|error| bad(&error));
    }
    let (mut profile, mut questions) = guess(tables, answered)?;
    if let Some(order) = answered.dates {
        for column in &mut profile.columns {
            if column.field.is_date() && column.dates.is_none() {
                column.dates = Some(order);
            }
        }
        questions.retain(|question| !matches!(question, Question::DateOrder { .. }));
    }
    let sheet = profile.sheet_of(tables).map_err(|error| bad(&error))?;
    let head = profile.head_of(sheet).map_err(|error| bad(&error))?;
    if profile.is_of_visits() {
        if answered.profile.is_none() {
            visits::guessed(&mut profile, sheet, &head, check);
        }
        questions = visits::questions(&mut profile, sheet, &head, check);
    }
    let lists = match belongs(&profile, &head) {
        true => lists_of(tables, (&profile, sheet), answered, &mut questions),
        false => Lists::default(),
    };
    let is_open = !questions.is_empty();
    to.hand(Piece::Table(Box::new(TableRead {
        profile: profile.clone(),
        questions,
        headings: headings(sheet, &head),
        sheets: choice(tables),
    })));
    if is_open {
        return Ok(());
    }
    for name in &lists.left {
        to.note(note("sheet-left", name, &[("sheet", name)]));
    }
    if !lists.tables.is_empty() {
        let mut joined = vec![(profile, sheet)];
        joined.extend(lists.tables);
        return apply_joined(&joined, to)
            .map(|_| ())
            .map_err(|error| bad(&error));
    }
    let Some(check) = check.filter(|_| profile.is_of_visits()) else {
        return apply(&profile, sheet, to)
            .map(|_| ())
            .map_err(|error| bad(&error));
    };
    let read = visits::read(&profile, sheet, check).map_err(|error| bad(&error))?;
    for note in read.notes {
        to.note(note);
    }
    for reason in read.refused {
        to.refused(reason);
    }
    for visit in read.visits {
        to.hand(Piece::Visit(Box::new(visit)));
    }
    Ok(())
}

/// The further tables of an unrolled workbook of 360Giving.
#[derive(Default)]
struct Lists<'a> {
    /// Lists of the grants, each row with the name of its grant.
    tables: Vec<(Profile, &'a Sheet)>,
    /// Sheets that are none.
    left: Vec<String>,
}

/// Whether the table is one of grants that others may add to. How its columns are read may have been answered; its headings
/// say what it is.
fn belongs(profile: &Profile, head: &Head) -> bool {
    let has = |field: Field| profile.columns.iter().any(|column| column.field == field);
    let is_of_grants = has(Field::SourceId) && (has(Field::Title) || has(Field::Amount));
    profile.row == RowIs::Agreement && is_giving(head) && is_of_grants
}

/// Reads the other sheets as lists of the grants. Dates in them that can be two are asked about like those of the grants.
fn lists_of<'a>(
    tables: &'a Tables,
    (profile, grants): (&Profile, &Sheet),
    answered: &Answered,
    questions: &mut Vec<Question>,
) -> Lists<'a> {
    let of_grants = profile.columns.iter().find_map(|column| column.dates);
    let order = answered.dates.or(of_grants);
    let mut lists = Lists::default();
    let others = tables
        .sheets
        .iter()
        .filter(|sheet| !sheet.is_hidden && sheet.name != grants.name && sheet.height() > 1);
    for sheet in others {
        match list_of(sheet, order, questions) {
            Some(list) => lists.tables.push((list, sheet)),
            None => lists.left.push(sheet.name.clone()),
        }
    }
    lists
}

/// A sheet as a list of the grants; `None` where it names none, says nothing more, or has titles of its own.
fn list_of(
    sheet: &Sheet,
    order: Option<DateOrder>,
    questions: &mut Vec<Question>,
) -> Option<Profile> {
    let head = head::find(sheet)?;
    let mut list = Profile::giving(&head);
    let has = |field: Field| list.columns.iter().any(|column| column.field == field);
    if !has(Field::SourceId) || has(Field::Title) || list.columns.len() < 2 {
        return None;
    }
    let places = list.places(&head);
    for (index, place) in places.into_iter().enumerate() {
        let Some(place) = place else { continue };
        let mut asked = Vec::new();
        let column = &mut list.columns[index];
        ask_about(column, index, sheet, &head, place, &mut asked);
        if column.field.is_date() {
            column.dates = order;
        }
        let open = asked.into_iter().filter(|_| order.is_none());
        questions.extend(open.filter_map(|question| match question {
            Question::DateOrder { examples, .. } => Some(Question::ListDates {
                sheet: sheet.name.clone(),
                heading: column.heading.clone(),
                examples,
            }),
            _ => None,
        }));
    }
    Some(list)
}

/// The profile that was answered, or one that is guessed.
fn guess(tables: &Tables, answered: &Answered) -> Result<(Profile, Vec<Question>), Note> {
    let row = answered.check.is_some().then_some(RowIs::Visit);
    let fits = |profile: &&Profile| row.is_none() || profile.is_of_visits();
    if let Some(profile) = answered.profile.as_ref().filter(fits) {
        let mut profile = profile.clone();
        // A profile made for another file may name a sheet that is not in this one.
        let chosen = answered.sheet.clone().or(profile.sheet);
        profile.sheet = chosen.filter(|name| tables.sheet(name).is_some());
        return Ok((profile, Vec::new()));
    }
    let guess = match (&answered.sheet, row) {
        (Some(name), row) => tables.sheet(name).and_then(|sheet| suggest_as(sheet, row)),
        (None, None) => suggest_for(tables),
        (None, row) => {
            let open = tables.sheets.iter().filter(|sheet| !sheet.is_hidden);
            open.max_by_key(|sheet| sheet.height())
                .and_then(|sheet| suggest_as(sheet, row))
        }
    };
    let guess = guess.ok_or_else(|| told(Unreadable::because("no-head", "")))?;
    Ok((guess.profile, guess.questions))
}

fn headings(sheet: &Sheet, head: &Head) -> Vec<Heading> {
    let one = |(place, heading): (usize, &String)| {
        let cells = (head.below()..sheet.height()).map(|row| sheet.cell(row, place));
        let mut first: Vec<String> = Vec::new();
        for cell in cells.filter(|cell| !cell.is_empty()).take(50) {
            let text: String = cell.text.chars().take(LONGEST_SHOWN).collect();
            if first.len() < SHOWN && !first.contains(&text) {
                first.push(text);
            }
        }
        Heading {
            letters: column_letters(place),
            text: heading.clone(),
            first,
        }
    };
    head.headings.iter().enumerate().map(one).collect()
}

fn choice(tables: &Tables) -> Vec<String> {
    let open = tables.sheets.iter().filter(|sheet| !sheet.is_hidden);
    let open = open.filter(|sheet| sheet.height() > 0);
    let names: Vec<_> = open.map(|sheet| sheet.name.clone()).collect();
    if names.len() > 1 { names } else { Vec::new() }
}
