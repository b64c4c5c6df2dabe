//! Sample values of the pages of documents, so that a test renders each.

use super::Errors;
use super::list::{DocumentPage, Line, ListPage};
use super::page::{Mark, PageView, Placed, Read, Said};
use crate::infra::http::{AWKWARD, Rendered, Templates};

fn text() -> String {
    AWKWARD.to_owned()
}

fn line(full: bool) -> Line {
    Line {
        number: "D-0001".to_owned(),
        title: text(),
        kind: text(),
        pages: if full { 3 } else { 0 },
        has_text: full,
        stored: text(),
    }
}

fn view(how: Option<&'static str>, picture: Option<&'static str>) -> PageView {
    let said = how.map(|how| Said {
        how,
        page: (how == "on-page").then_some(2),
        ends: (how == "over").then_some(4),
        times: 3,
        promise: Some("/register/promises/new".to_owned()),
    });
    let read = Read {
        text: text(),
        is_found: true,
    };
    PageView {
        number: "D-0001".to_owned(),
        title: text(),
        page: 3,
        pages: 5,
        picture,
        width: 59_500,
        height: 84_200,
        words: vec![Placed {
            text: text(),
            x: 1,
            base: 2,
            width: 3,
            size: 4,
        }],
        marks: vec![Mark {
            x: 1,
            y: 2,
            width: 3,
            height: 4,
        }],
        lines: if picture.is_some() {
            vec![vec![read]]
        } else {
            Vec::new()
        },
        quote: text(),
        said,
    }
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        all.push(templates.sample(&ListPage {
            documents: if full {
                vec![line(true), line(false)]
            } else {
                Vec::new()
            },
            may_add: full,
            most: 100,
            title: text(),
            there: full.then(|| "D-0001".to_owned()),
            errors: match full {
                true => Errors::from([("title", text()), ("file", text())]),
                false => Errors::new(),
            },
        }));
        all.push(templates.sample(&DocumentPage {
            is: line(full),
            sha256: text(),
            media_type: text(),
            numbers: if full { vec![1, 2, 3] } else { Vec::new() },
        }));
    }
    for how in [
        "here",
        "over",
        "on-page",
        "nowhere",
        "not-checked",
        "empty",
        "long",
    ] {
        all.push(templates.sample(&view(Some(how), Some("pdf"))));
    }
    all.push(templates.sample(&view(None, Some("picture"))));
    all.push(templates.sample(&view(None, None)));
    all
}
