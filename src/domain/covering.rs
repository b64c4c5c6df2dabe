//! What of a picture others may not see: boxes over it, or all of it. A box is written in shares of the picture, so that it
//! lies in the same place on every copy, however large.

use serde::{Deserialize, Serialize};

/// The whole of a side: a hundredth of a percent is one.
pub const SIDE: u16 = 10_000;
/// More boxes than this hide a picture rather than parts of it.
pub const MOST_BOXES: usize = 40;

/// A box over a picture, in shares of its width and height, each of 10,000; never empty, never beyond the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "[u16; 4]", into = "[u16; 4]")]
pub struct Covered {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

/// What a checker covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covering {
    /// These boxes; none where there is nothing to hide.
    Boxes(Vec<Covered>),
    /// Nobody sees any of it: there is no public copy.
    Whole,
}

/// Why a box is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoverFault {
    /// One of its four numbers is missing, or is no share from 0 to 100 with at most two decimals.
    #[error("it is no share from 0 to 100")]
    NoShare,
    /// It has no width or no height.
    #[error("it covers nothing")]
    Nothing,
    /// It reaches beyond the picture.
    #[error("it reaches beyond the picture")]
    Beyond,
    /// There are more than [`MOST_BOXES`].
    #[error("there are too many boxes")]
    TooMany,
}

impl CoverFault {
    /// Last part of the key of its words, `redaction-wrong-…`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoShare => "no-share",
            Self::Nothing => "nothing",
            Self::Beyond => "beyond",
            Self::TooMany => "too-many",
        }
    }
}

impl TryFrom<[u16; 4]> for Covered {
    type Error = CoverFault;

    fn try_from([left, top, width, height]: [u16; 4]) -> Result<Self, CoverFault> {
        if width == 0 || height == 0 {
            return Err(CoverFault::Nothing);
        }
        let within = |from: u16, length: u16| u32::from(from) + u32::from(length) <= SIDE.into();
        if !within(left, width) || !within(top, height) {
            return Err(CoverFault::Beyond);
        }
        Ok(Self {
            left,
            top,
            width,
            height,
        })
    }
}

impl From<Covered> for [u16; 4] {
    fn from(one: Covered) -> Self {
        [one.left, one.top, one.width, one.height]
    }
}

impl Covered {
    /// A box as people type it: left, top, width and height in percent, `12.5` or `12,5`.
    ///
    /// # Errors
    /// Where one of them is no share, and where the box is empty or reaches beyond the picture.
    pub fn of_percents(typed: [&str; 4]) -> Result<Self, CoverFault> {
        let [left, top, width, height] = typed.map(share);
        Self::try_from([left?, top?, width?, height?])
    }

    /// The same as text: `12.5`.
    #[must_use]
    pub fn percents(self) -> [String; 4] {
        <[u16; 4]>::from(self).map(percent)
    }
}

impl Covering {
    /// Reads the fields of the editor: `withhold`, and `box-1-left`, `box-1-top`, `box-1-width`, `box-1-height` and so on.
    /// A box without any number is passed over; other fields are not looked at.
    ///
    /// # Errors
    /// Every box that is none, by the field `box-1` of its place.
    pub fn read<'a>(
        fields: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Result<Self, Vec<(String, CoverFault)>> {
        let of = |name: &str| {
            let mut found = fields.clone().filter(|(known, _)| *known == name);
            found.next().map_or("", |(_, value)| value.trim())
        };
        if !of("withhold").is_empty() {
            return Ok(Self::Whole);
        }
        let (mut boxes, mut wrong) = (Vec::new(), Vec::new());
        for number in 1..=MOST_BOXES + 1 {
            let names = ["left", "top", "width", "height"];
            let names = names.map(|side| format!("box-{number}-{side}"));
            let typed = [0, 1, 2, 3].map(|at| of(&names[at]));
            if typed.iter().all(|one| one.is_empty()) {
                continue;
            }
            match Covered::of_percents(typed) {
                _ if number > MOST_BOXES => {
                    wrong.push((format!("box-{number}"), CoverFault::TooMany));
                }
                Ok(one) => boxes.push(one),
                Err(fault) => wrong.push((format!("box-{number}"), fault)),
            }
        }
        if wrong.is_empty() {
            Ok(Self::Boxes(boxes))
        } else {
            Err(wrong)
        }
    }
}

/// Hundredths of a percent.
fn share(typed: &str) -> Result<u16, CoverFault> {
    let typed = typed.trim().trim_end_matches('%').trim_end();
    let (whole, rest) = typed.split_once(['.', ',']).unwrap_or((typed, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(rest, 2) {
        return Err(CoverFault::NoShare);
    }
    let all = format!("{whole}{rest:0<2}").parse();
    all.ok()
        .filter(|all| *all <= SIDE)
        .ok_or(CoverFault::NoShare)
}

fn percent(share: u16) -> String {
    let text = format!("{}.{:02}", share / 100, share % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_box_is_read_as_people_type_it() {
        let read = |typed| Covered::of_percents(typed).map(<[u16; 4]>::from);
        assert_eq!(
            read(["12.5", "0", "12,25 %", "100"]),
            Ok([1_250, 0, 1_225, 10_000])
        );
        for (typed, fault) in [
            (["", "0", "10", "10"], CoverFault::NoShare),
            (["-1", "0", "10", "10"], CoverFault::NoShare),
            (["1.", "0", "10", "10"], CoverFault::NoShare),
            (["1.234", "0", "10", "10"], CoverFault::NoShare),
            (["1e1", "0", "10", "10"], CoverFault::NoShare),
            (["100.01", "0", "10", "10"], CoverFault::NoShare),
            (["99999", "0", "10", "10"], CoverFault::NoShare),
            (["0", "0", "0.00", "10"], CoverFault::Nothing),
            (["60", "0", "40.01", "10"], CoverFault::Beyond),
        ] {
            assert_eq!(read(typed), Err(fault), "{typed:?}");
        }
    }

    #[test]
    fn the_form_is_read_whole_or_every_wrong_box_is_named() {
        let form = |fields: &[(&str, &str)]| Covering::read(fields.iter().copied());
        assert_eq!(form(&[]), Ok(Covering::Boxes(vec![])));
        assert_eq!(
            form(&[("withhold", "yes"), ("box-1-left", "x")]),
            Ok(Covering::Whole)
        );
        let second = [
            ("box-2-left", "10"),
            ("box-2-top", "20"),
            ("box-2-width", "30"),
            ("box-2-height", "40"),
            ("box-1-left", " "),
        ];
        let expected = Covered::try_from([1_000, 2_000, 3_000, 4_000]).unwrap();
        assert_eq!(form(&second), Ok(Covering::Boxes(vec![expected])));
        assert_eq!(
            form(&[("box-1-left", "10"), ("box-41-top", "1")]),
            Err(vec![
                ("box-1".to_owned(), CoverFault::NoShare),
                ("box-41".to_owned(), CoverFault::TooMany)
            ])
        );
    }

    #[test]
    fn what_is_stored_is_checked_when_it_is_read() {
        let one = Covered::try_from([1, 2, 3, 4]).unwrap();
        let text = serde_json::to_string(&one).unwrap();
        assert_eq!(text, "[1,2,3,4]");
        assert_eq!(serde_json::from_str::<Covered>(&text).unwrap(), one);
        for wrong in ["[1,2,0,4]", "[9000,0,1001,1]", "[1,2,3]", "[-1,0,1,1]"] {
            assert!(serde_json::from_str::<Covered>(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_box_is_typed_as_it_is_shown(
            left in 0..SIDE, top in 0..SIDE, across in 1..=SIDE, down in 1..=SIDE,
        ) {
            let (across, down) = (across.min(SIDE - left), down.min(SIDE - top));
            let one = Covered::try_from([left, top, across, down]).unwrap();
            let typed = one.percents();
            let again = Covered::of_percents([&typed[0], &typed[1], &typed[2], &typed[3]]);
            prop_assert_eq!(again, Ok(one));
        }
    }
}
