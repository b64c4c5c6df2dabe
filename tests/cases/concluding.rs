//! The shipped audits carried on: from the comparison to findings that say what they lack, money that is never added across
//! grounds or states, and replies that stand in full with what they answer, in every edition that is a table or a text.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use groundtruth::domain::comparison::VerdictCode;
use groundtruth::domain::finding::{Beside, Draft, Lack, drafts, publishable};
use groundtruth::domain::money::Currency;
use groundtruth::domain::money_line::{MoneyLine, pipeline};
use groundtruth::domain::number::{Exact, Grouping, Rounding, group};
use groundtruth::domain::wording::{FlawKind, Language};
use groundtruth_reports::export::{csv, html, json, xlsx};
use groundtruth_reports::model::Report;

use super::expectation::expectations;
use super::{compared, read, report, text_of, today};
use groundtruth::db::comparison::ComparedAudit;

/// Words without what stands between them.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every text edition of a report, as it reads, without white space.
fn editions(report: &Report) -> [(&'static str, String); 4] {
    let page = String::from_utf8(html::write(report).unwrap()).unwrap();
    let data: serde_json::Value = serde_json::from_slice(&json::write(report).unwrap()).unwrap();
    let mut said = String::new();
    texts_in(&data, &mut said);
    let mut table = String::new();
    for file in csv::write(report, &[]).unwrap() {
        if file.name.ends_with(".csv") {
            let text = String::from_utf8(file.bytes).unwrap();
            table.push_str(&text.replace("\"\"", "\""));
        }
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx::write(report).unwrap())).unwrap();
    let mut cells = String::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        for row in sheet.rows() {
            for cell in row {
                cells.push_str(&cell.to_string());
                cells.push('\n');
            }
        }
    }
    [
        ("html", squeezed(&text_of(&page))),
        ("json", squeezed(&said)),
        ("csv", squeezed(&table)),
        ("xlsx", squeezed(&cells)),
    ]
}

fn texts_in(value: &serde_json::Value, into: &mut String) {
    match value {
        serde_json::Value::String(text) => {
            into.push_str(text);
            into.push('\n');
        }
        serde_json::Value::Array(all) => all.iter().for_each(|one| texts_in(one, into)),
        serde_json::Value::Object(all) => all.values().for_each(|one| texts_in(one, into)),
        _ => {}
    }
}

fn lacks_of(audit: &ComparedAudit, draft: &Draft, checked_by: Option<&str>) -> Vec<Lack> {
    let beside = Beside {
        case: &audit.case,
        comparison: &audit.comparison,
        language: Language::English,
        author: "P-0001",
        checked_by,
        checkers: &["P-0001", "P-0002"],
        replies: &[],
    };
    let found = publishable(draft, &beside).lacks;
    found.into_iter().map(|(_, lack)| lack).collect()
}

#[tokio::test]
async fn every_shipped_audit_drafts_findings_that_are_not_published_before_they_are_fair() {
    for expected in expectations() {
        let audit = compared(read(&expected.id)).await;
        let all = drafts(&audit.case, &audit.comparison, &[]);
        for draft in &all {
            let at = format!("{} {}", expected.id, draft.id);
            let promises = &audit.comparison.promises;
            let verdict = promises
                .iter()
                .find(|one| draft.obligations == [one.obligation.clone()]);
            let verdict = verdict
                .unwrap_or_else(|| panic!("{at}: no promise"))
                .verdict
                .code;
            assert_eq!(draft.positive, verdict == VerdictCode::Delivered, "{at}");
            let lacks = lacks_of(&audit, draft, None);
            // What the program writes rests on what the audit holds, in words that accuse nobody, and a claim stays one. That a
            // source gives a number alone is told, for people to say of how many.
            for lack in &lacks {
                let own = match lack {
                    Lack::Words(flaw) => flaw.kind != FlawKind::NumberAlone,
                    Lack::Uncited
                    | Lack::CitesUnknown(_)
                    | Lack::AllegedAsEstablished
                    | Lack::OneAccount
                    | Lack::Promise => true,
                    _ => false,
                };
                assert!(!own, "{at}: {lack:?}");
            }
            // Nobody has checked it, and nobody who is meant was asked.
            assert!(lacks.contains(&Lack::Unchecked), "{at}: {lacks:?}");
            for addressee in draft.addressees.iter().filter(|_| !draft.positive) {
                assert!(
                    lacks.contains(&Lack::NotAsked(addressee.clone())),
                    "{at}: {lacks:?}"
                );
            }
            // Its author is not its checker where there is another; another is.
            let by_author = lacks_of(&audit, draft, Some("P-0001"));
            assert!(by_author.contains(&Lack::CheckedByAuthor), "{at}");
            let by_another = lacks_of(&audit, draft, Some("P-0002"));
            let left: Vec<&Lack> = lacks
                .iter()
                .filter(|one| **one != Lack::Unchecked)
                .collect();
            assert_eq!(by_another.iter().collect::<Vec<_>>(), left, "{at}");
        }
        // Kept promises are findings like broken ones, and a report of these alone is complete without money.
        if expected.id == "seniors-meals" {
            assert!(all.iter().all(|one| one.positive) && !all.is_empty());
            let report = report(&audit);
            assert!(report.findings.iter().all(|one| one.positive));
            assert!(report.money.lines.is_empty() && report.money.totals.is_empty());
            report.check().unwrap();
        }
    }
}

/// The amounts of a line, in each state that it went through.
fn amounts(line: &MoneyLine) -> impl Iterator<Item = Exact> + '_ {
    line.states.iter().map(|entry| entry.amount.value())
}

#[tokio::test]
async fn no_edition_adds_money_across_grounds_states_or_periods() {
    let mut lines_in_all = 0;
    for expected in expectations() {
        let audit = compared(read(&expected.id)).await;
        let case = &audit.case;
        let with: Vec<(&MoneyLine, Option<Currency>)> = case
            .money
            .iter()
            .map(|line| (line, case.currency_of(line)))
            .collect();
        lines_in_all += with.len();
        let line = |id: &str| case.money.iter().find(|one| one.id.as_str() == id).unwrap();
        let mut placed = 0;
        for cell in pipeline(&case.id, &with, today()).unwrap() {
            for (id, held) in &cell.lines {
                let line = line(id.as_str());
                assert_eq!(
                    (line.basis, held.state),
                    (cell.basis, cell.state),
                    "{}",
                    expected.id
                );
                assert_eq!(line.period, cell.period, "{} {id}", expected.id);
                assert_eq!(line.party, cell.party, "{} {id}", expected.id);
                placed += 1;
            }
        }
        // Each state of each line stands in one cell, and none is lost.
        let states = case.money.iter().map(|line| {
            let states: BTreeSet<_> = line.states.iter().map(|entry| entry.state).collect();
            states.len()
        });
        assert_eq!(placed, states.sum::<usize>(), "{}", expected.id);

        let report = report(&audit);
        let editions = editions(&report);
        let mut sums = Vec::new();
        for (at, one) in case.money.iter().enumerate() {
            let others = case.money.iter().skip(at + 1);
            let mixed =
                others.filter(|other| other.basis != one.basis || other.period != one.period);
            for (a, b) in mixed.flat_map(|other| {
                amounts(one).flat_map(move |a| amounts(other).map(move |b| (a, b)))
            }) {
                sums.push(a.plus(b).unwrap());
            }
        }
        let own: Vec<Exact> = case.money.iter().flat_map(amounts).collect();
        for sum in sums.iter().filter(|sum| !own.contains(sum)) {
            let given = report
                .money
                .totals
                .iter()
                .filter_map(|one| one.exact.as_deref());
            assert!(
                !given.clone().any(|exact| exact == sum.to_string()),
                "{} {sum}",
                expected.id
            );
            let figure = group(&Rounding::to(0).show(sum), Grouping::Western);
            if figure.len() > 6 {
                for (edition, text) in &editions {
                    assert!(
                        !text.contains(&figure),
                        "{} {edition}: {figure}",
                        expected.id
                    );
                }
            }
        }
        for never in &expected.never {
            for (edition, text) in &editions {
                assert!(
                    !text.contains(&squeezed(never)),
                    "{} {edition}: {never}",
                    expected.id
                );
            }
        }
    }
    assert!(lines_in_all > 20, "{lines_in_all} lines");
}

#[tokio::test]
async fn every_reply_of_the_shipped_audits_stands_in_full_with_what_it_answers() {
    let mut words = 0;
    for expected in expectations() {
        let audit = compared(read(&expected.id)).await;
        let case = &audit.case;
        let report = report(&audit);
        let editions = editions(&report);
        for response in &case.responses {
            for point in &response.points {
                let all = std::iter::once(&point.says).chain(&point.evaluation);
                for said in all {
                    words += 1;
                    for (edition, text) in &editions {
                        assert!(
                            text.contains(&squeezed(said)),
                            "{} {edition} {}: “{said}”",
                            expected.id,
                            response.id
                        );
                    }
                }
            }
        }
        for (finding, printed) in case.findings.iter().zip(&report.findings) {
            let own = case.responses.iter().filter(|one| one.answers(finding));
            let own: Vec<&str> = own.map(|one| one.id.as_str()).collect();
            assert_eq!(printed.responses, own, "{} {}", expected.id, finding.id);
            // Whoever is meant and said something is told beside it; whoever is not meant is not.
            for response in &case.responses {
                let is_meant = finding.addressees.contains(&response.party);
                assert!(
                    is_meant || !own.contains(&response.id.as_str()),
                    "{}",
                    expected.id
                );
            }
        }
        if expected.id == "electronic-tagging" {
            let of = |at: usize| report.findings[at].responses.clone();
            assert_eq!(of(0), ["g4s-reply", "moj-reply"]);
            assert_eq!(of(1), ["serco-reply", "moj-reply"]);
        }
        // Where nothing came by the date, that is said, and no words are put in anybody's mouth.
        for response in &report.responses {
            if response.state.code == "no_reply_by_the_date" {
                assert!(response.received.is_none() && response.points.is_empty());
            }
        }
    }
    assert!(words > 20, "{words} words of parties");
}
