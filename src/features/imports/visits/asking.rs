//! What must be asked about a table of visits before it is sure, and what its values let one guess.

use std::collections::BTreeSet;

use super::{Check, SEEN};
use crate::domain::fieldwork::SeenAs;
use crate::domain::obligation::Obligation;
use crate::features::imports::profile::{Column, Field, Profile, Question, ask_about};
use crate::features::imports::tables::amounts::read_figure;
use crate::features::imports::tables::head::Head;
use crate::features::imports::tables::months::plain_words;
use crate::features::imports::tables::visits::{Seen, word_of};
use crate::features::imports::tables::{Cell, CellKind, Sheet};

/// What stands for a number alone among the meanings of a column.
pub const NUMBER: &str = "#";
/// Words that are asked about at once.
const ASKED: usize = 20;
/// A column with more words, or longer ones, holds remarks.
const WORDS: usize = 12;
const LONGEST_WORD: usize = 40;

/// What a word means for a promise: as it was said for this column, else where its meaning is plain.
pub(super) fn meaning(column: &Column, text: &str) -> Option<SeenAs> {
    let plain = plain_words(text);
    let said = column.meanings.get(&plain);
    said.copied().or_else(|| match word_of(text) {
        Some(Seen::Yes) => Some(SeenAs::InOrder),
        Some(Seen::No) => Some(SeenAs::NotInOrder),
        Some(Seen::CouldNot) => Some(SeenAs::NotInspectable),
        _ => SEEN
            .iter()
            .find(|(code, _)| code.replace('_', " ") == plain)
            .map(|(_, seen)| *seen),
    })
}

/// The filled cells of a column.
fn cells<'a>(sheet: &'a Sheet, head: &Head, place: usize) -> impl Iterator<Item = &'a Cell> {
    let rows = head.below()..sheet.height();
    rows.map(move |row| sheet.cell(row, place))
        .filter(|cell| !crate::features::imports::profile::is_nothing(&cell.text))
}

/// Settles what the values of a guess show: numbers are how much was seen, long remarks are remarks, and a heading may name
/// a promise.
pub fn guessed(profile: &mut Profile, sheet: &Sheet, head: &Head, check: Option<&Check>) {
    let places = profile.places(head);
    let mut has_note = profile.columns.iter().any(|c| c.field == Field::VisitNote);
    let mut left_out = Vec::new();
    for (column, place) in profile.columns.iter_mut().zip(places) {
        let Some(place) = place.filter(|_| column.field.is_seen()) else {
            continue;
        };
        column.promise = check
            .and_then(|check| named_in(check, &column.heading))
            .map(|promise| promise.id.clone());
        if column.field != Field::Answer {
            continue;
        }
        let (mut numbers, mut others) = (0, BTreeSet::new());
        for cell in cells(sheet, head, place) {
            if meaning(column, &cell.text).is_some() {
                continue;
            }
            if cell.kind == CellKind::Number || read_figure(&cell.text, None).is_ok() {
                numbers += 1;
            } else {
                others.insert(cell.text.as_ref());
            }
        }
        let is_remark = others.len() > WORDS
            || others
                .iter()
                .any(|text| text.chars().count() > LONGEST_WORD);
        if numbers > 0 && numbers >= others.len() {
            column.field = Field::AnswerValue;
        } else if is_remark && column.promise.is_some() {
            column.field = Field::AnswerNote;
        } else if is_remark && !has_note {
            column.field = Field::VisitNote;
            has_note = true;
        } else if is_remark {
            left_out.push(column.heading.clone());
        }
    }
    profile.columns.retain(|c| !left_out.contains(&c.heading));
    profile.left_out.extend(left_out);
}

/// The promise that a heading names: by its code, its sentence or, where no other has it, its unit.
fn named_in<'a>(check: &'a Check, heading: &str) -> Option<&'a Obligation> {
    let plain = plain_words(heading);
    let by_code = check.promises.iter().find(|one| {
        let code = plain_words(one.id.as_str());
        plain == code || plain.starts_with(&format!("{code} "))
    });
    by_code.or_else(|| check.promise(heading)).or_else(|| {
        let mut of_unit = check
            .promises
            .iter()
            .filter(|one| plain_words(&one.unit) == plain);
        of_unit.next().filter(|_| of_unit.next().is_none())
    })
}

/// What is still open: asked, never guessed.
#[must_use]
pub fn questions(
    profile: &mut Profile,
    sheet: &Sheet,
    head: &Head,
    check: Option<&Check>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    if check.is_none() {
        questions.push(Question::Check);
    }
    let has = |field: Field| {
        profile.columns.iter().any(|column| column.field == field)
            || profile.fixed.contains_key(&field)
    };
    for field in [Field::VisitPlace, Field::VisitDate, Field::Observer] {
        if !has(field) {
            questions.push(Question::Missing(field));
        }
    }
    let by_row = has(Field::VisitPromise);
    if !profile.columns.iter().any(|c| c.field.is_seen()) {
        questions.push(Question::Missing(Field::Answer));
    }
    let places = profile.places(head);
    let answered: Vec<_> = profile
        .columns
        .iter()
        .filter(|column| column.field == Field::Answer)
        .map(|column| column.promise.clone())
        .collect();
    for (index, place) in places.iter().enumerate() {
        let Some(place) = *place else { continue };
        let column = &mut profile.columns[index];
        let is_open = column.field.is_date() && column.dates.is_none()
            || column.field == Field::AnswerValue && column.decimals.is_none();
        if is_open {
            ask_about(column, index, sheet, head, place, &mut questions);
        }
        let known =
            |code| check.is_none_or(|check| check.promises.iter().any(|one| one.id == code));
        if column.field.is_seen()
            && !by_row
            && !column.promise.clone().is_some_and(known)
            && check.is_some()
        {
            questions.push(Question::Promise { column: index });
        }
        let words = match column.field {
            Field::Answer => unknown_words(column, sheet, head, place),
            Field::AnswerValue
                if !((by_row || column.promise.is_some())
                    && answered.contains(&column.promise))
                    && !column.meanings.contains_key(NUMBER) =>
            {
                vec![NUMBER.to_owned()]
            }
            _ => Vec::new(),
        };
        if !words.is_empty() {
            questions.push(Question::Meaning {
                column: index,
                words,
            });
        }
    }
    questions
}

fn unknown_words(column: &Column, sheet: &Sheet, head: &Head, place: usize) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut words = Vec::new();
    for cell in cells(sheet, head, place) {
        if words.len() == ASKED {
            break;
        }
        if meaning(column, &cell.text).is_none() && seen.insert(plain_words(&cell.text)) {
            words.push(cell.text.chars().take(LONGEST_WORD).collect());
        }
    }
    words
}
