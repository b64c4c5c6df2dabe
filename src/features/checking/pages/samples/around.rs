//! Samples of what stands around the visits: the calendar, the map, what was seen so far.

use super::super::calendar::{CalendarPage, FeedLine};
use super::super::map::{Dot, MapPage, Shape};
use super::super::so_far::{self, SoFarPage};
use super::{errors, head, many, some, text};

pub(super) fn calendar(full: bool) -> CalendarPage {
    let feed = || FeedLine {
        id: "00000000-0000-4000-8000-000000000000".to_owned(),
        made_on: "2026-11-22".to_owned(),
        by: Some("P-0002".to_owned()),
    };
    CalendarPage {
        head: head("calendar", full),
        days: 3,
        feeds: many(full, feed),
        address: some(full),
        errors: errors(full),
    }
}

pub(super) fn map(full: bool) -> MapPage {
    let dot = |standing| Dot {
        number: 1,
        place: text(),
        code: "s-0001".to_owned(),
        stratum: Some(text()),
        standing,
        visits: 2,
        at: Some(("24.0".to_owned(), "24.0".to_owned())),
        lies: Some(if standing == "visited" {
            "inside"
        } else {
            "outside"
        }),
        within: vec![text()],
        strays: true,
    };
    let shape = || Shape {
        name: text(),
        path: "M24.0 24.0L60.0 24.0L60.0 60.0Z".to_owned(),
        places: 2,
    };
    MapPage {
        head: head("map", true),
        wide: 640,
        high: 400,
        drawn: usize::from(full) * 3,
        shapes: many(full, shape),
        outside: usize::from(full),
        may_change: full,
        errors: errors(full),
        dots: if full {
            ["visited", "refused", "not-yet"].map(dot).into()
        } else {
            Vec::new()
        },
    }
}

pub(super) fn so_far(full: bool) -> SoFarPage {
    let row = |agreement| so_far::Row {
        agreement,
        in_order: 256,
        judged: 346,
        partly: 12,
        not_in_order: 70,
        not_found: 8,
        not_judged: 5,
        cells: 120,
    };
    SoFarPage {
        head: head("so-far", full),
        rows: match full {
            true => vec![row(Some(text())), row(None)],
            false => Vec::new(),
        },
        asked: many(full, || so_far::Asked {
            question: text(),
            answered: "30".to_owned(),
            users: full,
            several: full,
            lines: vec![(text(), 12), ("2 of 5".to_owned(), 0)],
            note: some(full),
        }),
    }
}
