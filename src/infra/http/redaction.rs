//! What the editor of boxes over a picture shows: `templates/components/redaction.html`, with the script `redact.js`. A page
//! with it is sent with [`super::POLICY_WITH_SCRIPT`]; its form is read by [`Covering::read`].

use serde::Serialize;

use crate::domain::covering::{CoverFault, Covered, Covering, MOST_BOXES};

/// Fields of boxes that are there without a script, at least.
const ROWS: usize = 4;
const SIDES: [&str; 4] = ["left", "top", "width", "height"];

/// A picture with the boxes over it.
#[derive(Clone, Debug, Serialize)]
pub struct Redaction {
    picture: String,
    width: u32,
    height: u32,
    withheld: bool,
    open: bool,
    rows: Vec<Row>,
    most: usize,
}

#[derive(Clone, Debug, Serialize)]
struct Row {
    number: usize,
    sides: Vec<Side>,
    share: Option<Covered>,
    wrong: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Side {
    name: &'static str,
    typed: String,
}

impl Row {
    fn new(number: usize, typed: [String; 4]) -> Self {
        let share = Covered::of_percents([0, 1, 2, 3].map(|at| typed[at].as_str())).ok();
        let sides = SIDES.into_iter().zip(typed);
        Self {
            number,
            sides: sides.map(|(name, typed)| Side { name, typed }).collect(),
            share,
            wrong: None,
        }
    }
}

impl Redaction {
    /// The editor for what is covered now. `picture` is the address of a preview, `size` its width and height in pixels.
    #[must_use]
    pub fn of(picture: String, size: (u32, u32), covering: &Covering) -> Self {
        let boxes = match covering {
            Covering::Boxes(boxes) => boxes.as_slice(),
            Covering::Whole => &[],
        };
        let typed = boxes.iter().map(|one| one.percents()).collect();
        Self::with(picture, size, typed, *covering == Covering::Whole)
    }

    /// The same again for what was typed and could not be read, each wrong box with its reason.
    #[must_use]
    pub fn again<'a>(
        picture: String,
        size: (u32, u32),
        fields: impl Iterator<Item = (&'a str, &'a str)> + Clone,
        wrong: &[(String, CoverFault)],
    ) -> Self {
        let of = |name: &str| {
            let mut found = fields.clone().filter(|(known, _)| *known == name);
            found.next().map_or("", |(_, value)| value).to_owned()
        };
        let typed = |number: usize| SIDES.map(|side| of(&format!("box-{number}-{side}")));
        let all = (1..=MOST_BOXES + 1).map(typed);
        let mut all: Vec<[String; 4]> = all.collect();
        let is_empty = |row: &[String; 4]| row.iter().all(|one| one.trim().is_empty());
        while all.last().is_some_and(is_empty) {
            all.pop();
        }
        let withheld = !of("withhold").is_empty();
        let mut again = Self::with(picture, size, all, withheld);
        for (field, fault) in wrong {
            let mut rows = again.rows.iter_mut();
            if let Some(row) = rows.find(|row| *field == format!("box-{}", row.number)) {
                row.wrong = Some(fault.word());
            }
        }
        again.open = !wrong.is_empty();
        again
    }

    fn with(
        picture: String,
        (width, height): (u32, u32),
        mut typed: Vec<[String; 4]>,
        withheld: bool,
    ) -> Self {
        let rows = ROWS.max((typed.len() + 1).min(MOST_BOXES));
        if typed.len() < rows {
            typed.resize_with(rows, Default::default);
        }
        let rows = (1..).zip(typed);
        Self {
            picture,
            width,
            height,
            withheld,
            open: false,
            rows: rows
                .map(|(number, typed)| Row::new(number, typed))
                .collect(),
            most: MOST_BOXES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_with_what_is_wrong_beside_it() {
        let fields = [
            ("box-2-left", "60"),
            ("box-2-top", "0"),
            ("box-2-width", "50"),
            ("box-2-height", "5"),
        ];
        let wrong = Covering::read(fields.into_iter()).unwrap_err();
        let again = Redaction::again("/x".into(), (4, 3), fields.into_iter(), &wrong);
        assert_eq!(again.rows.len(), 4);
        assert_eq!(again.rows[1].wrong, Some("beyond"));
        assert_eq!(again.rows[1].sides[2].typed, "50");
        assert!(again.open && again.rows[1].share.is_none() && again.rows[0].wrong.is_none());
    }

    #[test]
    fn there_is_always_room_for_one_more_up_to_the_most() {
        let one = Covered::of_percents(["1", "2", "3", "4.5"]).unwrap();
        for (count, rows) in [(0, 4), (4, 5), (39, 40), (40, 40)] {
            let covering = Covering::Boxes(vec![one; count]);
            let shown = Redaction::of("/x".into(), (4, 3), &covering);
            assert_eq!(shown.rows.len(), rows);
            assert_eq!(
                shown.rows.iter().filter(|row| row.share.is_some()).count(),
                count
            );
        }
        assert!(Redaction::of("/x".into(), (4, 3), &Covering::Whole).withheld);
    }
}
