//! Frozen meals for homebound seniors, 2006: every promise kept, no money line, and complete so. Facts
//! of a published audit, restated in our own words.

use super::{auditor, from, labels, refusal, stamp, words};
use groundtruth_reports::model::*;

pub fn all_kept() -> Report {
    let promises = [
        ("Meals arrive on time", "on time", "observed once"),
        (
            "Meals stay frozen throughout the delivery",
            "kept frozen",
            "observed once",
        ),
        ("Meals match the approved menu", "matched", "documented"),
        (
            "Meals are handed to the client in person",
            "handed over in person",
            "observed once",
        ),
        (
            "The vendor phones the client when late",
            "phoned when late",
            "observed once",
        ),
        (
            "The full route is completed each day",
            "completed",
            "observed once",
        ),
    ];
    Report {
        stamps: vec![stamp(
            "restated",
            "Restated from New York City Comptroller, 30 June 2006; \
             not an audit by this organisation",
        )],
        number: "R-2026-0002".into(),
        version: "1".into(),
        date: DateText::new("21 November 2026", "2026-11-21"),
        organisation: "Groundtruth examples".into(),
        work_name: "Audit".into(),
        title: "Frozen meals for homebound seniors, New York City, 2004 \
             to 2005"
            .into(),
        answer: vec![
            "All six promises that were checked were kept on the \
             routes that were seen."
                .into(),
        ],
        page_one: PageOne {
            how_sure: vec![
                "The auditor went along on delivery routes. How many \
             routes, days and clients were seen is not published, so \
             no percentage is given."
                    .into(),
            ],
            money: vec!["No amount is questioned, and none is missed.".into()],
            answered: vec!["Replies are not given in our sources.".into()],
            asked: vec![],
        },
        does_not_say: vec!["anything about routes or days that nobody saw.".into()],
        promises: promises
            .iter()
            .enumerate()
            .map(|(index, (sentence, found, grade))| PromiseRow {
                number: format!("O-{:02}", index + 1),
                sentence: (*sentence).into(),
                criterion: Some(Criterion {
                    source: "the funder’s home-delivered meals standards; date not \
             published"
                        .into(),
                    rank: Some(Coded::new("funder_standard", "published by the funder")),
                    ..Criterion::default()
                }),
                verdict: Some(Verdict {
                    code: VerdictCode::Delivered,
                    label: "Delivered".into(),
                    qualifier: Some("for what was seen".into()),
                    rule: Some(14),
                    sentence: "Kept in all that was seen.".into(),
                    reason: None,
                }),
                grade: Some(Grade {
                    code: grade.replace(' ', "_"),
                    label: (*grade).into(),
                    because: None,
                }),
                promised: Cell::without("always"),
                claimed: Cell::without("no figures published"),
                found: Cell::of(Figure {
                    how_counted: Some("on the routes".into()),
                    sources: from("a"),
                    ..words(found, auditor())
                }),
                since: Cell::without("replies not published"),
                instead_of_bar: Some(
                    "Nothing to draw: how many were seen is not published.".into(),
                ),
                money: RowMoney {
                    no_line: true,
                    ..RowMoney::default()
                },
                refusals: vec![refusal(
                    "SAMPLE_NOT_PUBLISHED",
                    "How many units were seen, or how they were chosen, is \
             not published, so there is no interval.",
                    "the number of routes and clients seen",
                )],
                ..PromiseRow::default()
            })
            .collect(),
        other_figures: vec![FigureGroup {
            id: "satisfaction".into(),
            title: "What clients said".into(),
            no_verdict: Some("Satisfaction is not a promise of the agreement.".into()),
            entries: vec![FigureEntry {
                what: "satisfied with the meals".into(),
                column: FourWord::Found,
                figure: words("for the most part", Some(Coded::new("users", "users"))),
            }],
            refusals: vec![refusal(
                "USERS_N_UNKNOWN",
                "Users reported this, but how many of how many asked is \
             not published.",
                "the number of clients asked",
            )],
            ..FigureGroup::default()
        }],
        sources: vec![Source {
            id: "a".into(),
            by: Some("New York City Comptroller".into()),
            title: "MD06-072A".into(),
            date: Some(DateText::new("30 June 2006", "2006-06-30")),
            url: Some("https://comptroller.nyc.gov/".into()),
            ..Source::default()
        }],
        labels: labels(),
        ..Report::default()
    }
}
