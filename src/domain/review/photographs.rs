//! What can be told of a photograph without judging it: each check is a sentence with pass, warn or fail. A person
//! decides.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::distance::{accuracy_m, metres};
use crate::domain::intake::{CaptureClass, EvidenceRef, Position};

/// A photograph may be this much before or after the visit.
const AROUND_THE_VISIT: TimeDelta = TimeDelta::minutes(15);
/// Metres from the site that are near, besides what the position may be off.
const NEAR_M: u64 = 200;
/// Metres from the site that may still be an error of the device.
const FAR_M: u64 = 1000;
/// Pictures whose 64-bit hashes differ in so many bits or fewer are near-identical.
const NEAR_IDENTICAL_BITS: u32 = 6;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As expected.
    Pass,
    /// Worth a look.
    Warn,
    /// Cannot be right.
    Fail,
}

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoCheckKind {
    /// When it was taken, against the visit.
    Time,
    /// Where it was taken, against the site.
    Place,
    /// Whether the same or nearly the same picture was sent elsewhere.
    Repeated,
    /// How it came to be.
    Class,
    /// Whether it carries what a camera writes.
    Metadata,
}

/// One check with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoCheck {
    /// What was checked.
    pub check: PhotoCheckKind,
    /// How it came out.
    pub outcome: Outcome,
    /// The key of its sentence in the word catalogue.
    pub key: String,
    /// What is filled in.
    pub with: Vec<(String, String)>,
}

/// What is known of a photograph besides what the observer sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhotoFacts {
    /// When it was taken, by its own metadata, local.
    pub taken: Option<NaiveDateTime>,
    /// Where, by its own metadata; for the camera of the form, where the device was.
    pub position: Option<Position>,
    /// Whether there is any metadata of a camera.
    pub has_metadata: bool,
    /// A 64-bit perceptual hash of its pixels.
    pub looks_like: Option<u64>,
}

/// A picture that was sent before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPicture {
    /// What a reader calls it: `E-014`.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its perceptual hash.
    pub looks_like: Option<u64>,
    /// Whether it belongs to the same submission.
    pub same_submission: bool,
}

/// What a photograph is held against.
#[derive(Debug, Clone)]
pub struct Against<'a> {
    /// When the visit began.
    pub started: NaiveDateTime,
    /// When it ended, where that is known.
    pub ended: Option<NaiveDateTime>,
    /// Where the site is, where that is known.
    pub site: Option<&'a Position>,
    /// Every other picture of the audit.
    pub others: &'a [OtherPicture],
}

/// The checks of one photograph, in a fixed order.
#[must_use]
pub fn photo_checks(piece: &EvidenceRef, facts: &PhotoFacts, against: &Against) -> Vec<PhotoCheck> {
    vec![
        time(facts.taken.or(piece.taken), against),
        place(facts.position.as_ref(), against.site),
        repeated(&piece.sha256, facts.looks_like, against.others),
        class(piece.class),
        metadata(piece.class, facts.has_metadata),
    ]
}

fn told(check: PhotoCheckKind, outcome: Outcome, key: &str, with: &[(&str, String)]) -> PhotoCheck {
    let with = with
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    PhotoCheck {
        check,
        outcome,
        key: key.to_owned(),
        with: with.collect(),
    }
}

fn time(taken: Option<NaiveDateTime>, against: &Against) -> PhotoCheck {
    let check = PhotoCheckKind::Time;
    let Some(taken) = taken else {
        return told(check, Outcome::Warn, "photo-time-not-known", &[]);
    };
    let first = against.started - AROUND_THE_VISIT;
    let last = against.ended.unwrap_or(against.started) + AROUND_THE_VISIT;
    let with = [
        ("taken", taken.format("%Y-%m-%d %H:%M").to_string()),
        (
            "visit",
            against.started.format("%Y-%m-%d %H:%M").to_string(),
        ),
    ];
    let same_day = taken.date() == against.started.date();
    // Without an end nobody knows how long the visit lasted.
    let (outcome, key) = if (first..=last).contains(&taken) {
        (Outcome::Pass, "photo-time-during-visit")
    } else if same_day {
        (Outcome::Warn, "photo-time-same-day")
    } else {
        (Outcome::Fail, "photo-time-another-day")
    };
    told(check, outcome, key, &with)
}

fn place(position: Option<&Position>, site: Option<&Position>) -> PhotoCheck {
    let check = PhotoCheckKind::Place;
    let Some(position) = position else {
        return told(check, Outcome::Warn, "photo-place-not-known", &[]);
    };
    let Some(site) = site else {
        return told(check, Outcome::Warn, "photo-place-site-not-known", &[]);
    };
    let metres = metres(position, site);
    let off = accuracy_m(position) + accuracy_m(site);
    let (outcome, key) = if metres <= NEAR_M + off {
        (Outcome::Pass, "photo-place-at-site")
    } else if metres <= FAR_M + off {
        (Outcome::Warn, "photo-place-near-site")
    } else {
        (Outcome::Fail, "photo-place-elsewhere")
    };
    told(check, outcome, key, &[("metres", metres.to_string())])
}

fn repeated(sha256: &str, looks_like: Option<u64>, others: &[OtherPicture]) -> PhotoCheck {
    let check = PhotoCheckKind::Repeated;
    let other = |name: &str| [("other", name.to_owned())];
    if let Some(same) = others.iter().find(|other| other.sha256 == sha256) {
        let (outcome, key) = if same.same_submission {
            (Outcome::Warn, "photo-twice-here")
        } else {
            (Outcome::Fail, "photo-sent-before")
        };
        return told(check, outcome, key, &other(&same.name));
    }
    let nearest = looks_like.and_then(|one| {
        let distances = others.iter().filter(|other| !other.same_submission);
        let distances = distances.filter_map(|o| Some(((one ^ o.looks_like?).count_ones(), o)));
        distances.min_by_key(|(bits, _)| *bits)
    });
    match nearest {
        Some((bits, near)) if bits <= NEAR_IDENTICAL_BITS => {
            let with = [("other", near.name.clone()), ("bits", bits.to_string())];
            told(check, Outcome::Warn, "photo-nearly-the-same", &with)
        }
        _ if looks_like.is_none() => told(check, Outcome::Pass, "photo-not-same-bytes", &[]),
        _ => told(check, Outcome::Pass, "photo-not-seen-before", &[]),
    }
}

fn class(class: CaptureClass) -> PhotoCheck {
    let (outcome, key) = match class {
        CaptureClass::InCamera => (Outcome::Pass, "photo-class-in-camera"),
        CaptureClass::PaperSheet => (Outcome::Pass, "photo-class-paper-sheet"),
        CaptureClass::Scan => (Outcome::Warn, "photo-class-scan"),
        CaptureClass::Document => (Outcome::Warn, "photo-class-document"),
        CaptureClass::Gallery => (Outcome::Warn, "photo-class-gallery"),
    };
    told(PhotoCheckKind::Class, outcome, key, &[])
}

/// The camera of the form writes no metadata of its own, so only files of another origin should have some.
fn metadata(class: CaptureClass, has_metadata: bool) -> PhotoCheck {
    let (outcome, key) = match (class, has_metadata) {
        (CaptureClass::InCamera, _) => (Outcome::Pass, "photo-metadata-by-the-form"),
        (_, true) => (Outcome::Pass, "photo-metadata-there"),
        (_, false) => (Outcome::Warn, "photo-metadata-missing"),
    };
    told(PhotoCheckKind::Metadata, outcome, key, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instrument::Decimal;
    use crate::domain::intake::FileKind;

    fn piece(class: CaptureClass) -> EvidenceRef {
        EvidenceRef {
            sha256: "ab".repeat(32),
            len: 1,
            kind: FileKind::Photograph,
            class,
            taken: None,
            position: None,
            caption: None,
        }
    }

    fn at(lat: &str, accuracy: Option<&str>) -> Position {
        Position {
            lat: Decimal::parse(lat).unwrap(),
            lon: Decimal::parse("18.4").unwrap(),
            accuracy_m: accuracy.map(|m| Decimal::parse(m).unwrap()),
        }
    }

    fn outcome(facts: &PhotoFacts, against: &Against, kind: PhotoCheckKind) -> (Outcome, String) {
        let checks = photo_checks(&piece(CaptureClass::Gallery), facts, against);
        let check = checks
            .into_iter()
            .find(|check| check.check == kind)
            .unwrap();
        (check.outcome, check.key)
    }

    fn visit<'a>(site: Option<&'a Position>, others: &'a [OtherPicture]) -> Against<'a> {
        Against {
            started: "2026-11-21T09:30:00".parse().unwrap(),
            ended: "2026-11-21T10:00:00".parse().ok(),
            site,
            others,
        }
    }

    #[test]
    fn a_photograph_belongs_to_the_time_of_its_visit() {
        let of = |taken: &str| {
            let facts = PhotoFacts {
                taken: taken.parse().ok(),
                ..PhotoFacts::default()
            };
            outcome(&facts, &visit(None, &[]), PhotoCheckKind::Time).0
        };
        assert_eq!(of("2026-11-21T09:15:00"), Outcome::Pass);
        assert_eq!(of("2026-11-21T10:15:00"), Outcome::Pass);
        assert_eq!(of("2026-11-21T10:15:01"), Outcome::Warn);
        assert_eq!(of("2026-11-20T09:30:00"), Outcome::Fail);
        assert_eq!(of(""), Outcome::Warn);
    }

    #[test]
    fn a_photograph_belongs_to_the_place_of_its_visit() {
        let site = at("-33.9", None);
        let of = |position: Option<Position>| {
            let facts = PhotoFacts {
                position,
                ..PhotoFacts::default()
            };
            outcome(&facts, &visit(Some(&site), &[]), PhotoCheckKind::Place).0
        };
        assert_eq!(of(Some(at("-33.9015", None))), Outcome::Pass); // 167 m
        assert_eq!(of(Some(at("-33.903", None))), Outcome::Warn); // 334 m
        assert_eq!(of(Some(at("-33.903", Some("150")))), Outcome::Pass);
        assert_eq!(of(Some(at("-33.95", None))), Outcome::Fail); // 5.6 km
        assert_eq!(of(None), Outcome::Warn);
    }

    #[test]
    fn the_same_picture_elsewhere_fails_and_a_near_one_warns() {
        let other = |sha256: &str, looks_like, same_submission| OtherPicture {
            name: "E-014".into(),
            sha256: sha256.repeat(32),
            looks_like,
            same_submission,
        };
        let of = |others: &[OtherPicture]| {
            let facts = PhotoFacts {
                looks_like: Some(0),
                ..PhotoFacts::default()
            };
            outcome(&facts, &visit(None, others), PhotoCheckKind::Repeated)
        };
        assert_eq!(
            of(&[other("ab", None, false)]),
            (Outcome::Fail, "photo-sent-before".into())
        );
        assert_eq!(of(&[other("ab", None, true)]).0, Outcome::Warn);
        assert_eq!(of(&[other("cd", Some(0b11_1111), false)]).0, Outcome::Warn);
        assert_eq!(of(&[other("cd", Some(0b111_1111), false)]).0, Outcome::Pass);
        assert_eq!(of(&[other("cd", Some(0), true)]).0, Outcome::Pass);
        assert_eq!(of(&[]).1, "photo-not-seen-before");
    }

    #[test]
    fn a_lower_class_and_missing_metadata_are_told_and_do_not_fail() {
        let facts = PhotoFacts::default();
        let against = visit(None, &[]);
        assert_eq!(
            outcome(&facts, &against, PhotoCheckKind::Class).0,
            Outcome::Warn
        );
        assert_eq!(
            outcome(&facts, &against, PhotoCheckKind::Metadata).0,
            Outcome::Warn
        );
        let checks = photo_checks(&piece(CaptureClass::InCamera), &facts, &against);
        assert_eq!(checks[3].outcome, Outcome::Pass);
        assert_eq!(checks[4].outcome, Outcome::Pass);
    }
}
