//! Every reply stands in full beside the finding that it answers, and beside no other, in every edition.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::domain::reply::ReplyState;

use super::{
    answers, asks, audit, back, begun, enters, finding, houses, jobs_run, published, read, sends,
};
use crate::support::programs::said;

/// What was found, what was answered, and what the auditor made of it; short words, so that no line divides them.
const FOUND: [&str; 3] = ["Four taps ran.", "Two taps leaked.", "One tap was gone."];
const SAID: [&str; 2] = ["All ten ran in May.", "It is so, and we mend it."];
const MADE: &str = "May was not seen.";
const NONE: &str = "no reply by the date, 15 July 2026";

/// Words without what stands between them.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A page of an edition as it reads.
fn words_of(html: &str) -> String {
    let body = html.find("<body").map_or(html, |at| &html[at..]);
    let parts = body.split('<');
    let parts = parts.map(|part| part.split_once('>').map_or(part, |(_, after)| after));
    let text = parts.collect::<Vec<_>>().join(" ");
    let text = text.replace("&#39;", "'").replace("&amp;", "&");
    squeezed(&text)
}

/// From the heading of each finding to the next; the last one ends where the replies begin.
fn parts(edition: &str, text: &str) -> [String; 3] {
    let heads: Vec<usize> = (0..3)
        .map(|at| {
            let head = format!("FindingF-0{}Abouttaps:{}", at + 1, squeezed(FOUND[at]));
            text.rfind(&head)
                .unwrap_or_else(|| panic!("{edition}: no {head} in {text}"))
        })
        .collect();
    let rest = &text[heads[2]..];
    let end = rest
        .find("Whatthepartiesanswered")
        .unwrap_or_else(|| panic!("{edition}: no section of replies: {rest}"));
    [
        text[heads[0]..heads[1]].to_owned(),
        text[heads[1]..heads[2]].to_owned(),
        rest[..end].to_owned(),
    ]
}

/// Each word beside its own finding and beside no other.
fn is_beside(edition: &str, parts: &[String; 3]) {
    let parts = parts.each_ref().map(|part| squeezed(part));
    let all = [SAID[0], SAID[1], MADE, NONE];
    let own: [&[&str]; 3] = [&[SAID[0], MADE, "disagrees"], &[SAID[1], "agrees"], &[NONE]];
    for (at, part) in parts.iter().enumerate() {
        for words in own[at] {
            let wanted = squeezed(words);
            assert!(
                part.contains(&wanted),
                "{edition} F-0{}: no “{words}” in {part}",
                at + 1
            );
        }
        for words in all.iter().filter(|one| !own[at].contains(*one)) {
            let other = squeezed(words);
            assert!(
                !part.contains(&other),
                "{edition} F-0{}: “{words}” in {part}",
                at + 1
            );
        }
    }
}

/// The rows of a table of findings with their cells in one.
fn rows(rows: impl Iterator<Item = Vec<String>>) -> [String; 3] {
    let mut found: [String; 3] = Default::default();
    for row in rows {
        for (at, part) in found.iter_mut().enumerate() {
            if row.iter().any(|cell| *cell == format!("F-0{}", at + 1)) {
                *part = row.join(" ");
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reply_stands_beside_its_own_finding_in_every_edition() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        let mut drafts = Vec::new();
        for says in FOUND {
            drafts.push(finding(&house, says).await);
        }
        let about = ["f-01", "f-02", "f-03"];
        let (link, _) = asks(&house, &lead, Role::Provider, 1, &about).await;
        let provider = enters(&house, &link);
        for (finding, state, text) in [("F-01", "disagrees", SAID[0]), ("F-02", "agrees", SAID[1])]
        {
            let given = [("state", state), ("text", text), ("do", "send")];
            let sent = answers(&provider, finding, &given, None);
            assert!(sent.status < 400, "{}", sent.text());
        }
        let weighed = [("about", "f-01"), ("says", MADE), ("changed-stands", "yes")];
        sends(&lead, "/checks/a-0001/replies/1/weigh", &weighed);
        for draft in &drafts {
            published(&house, draft).await;
        }
        house.advance(TimeDelta::days(20));
        jobs_run(&house).await;
        let (_, case) = audit(&house).await;
        // One promise, three findings, three replies, each to one of them.
        assert_eq!(case.responses.len(), 3, "{engine}: {:?}", case.responses);
        for finding in &case.findings {
            let to = case.responses.iter().filter(|one| one.answers(finding));
            assert_eq!(to.count(), 1, "{engine} {}", finding.id);
        }
        assert_eq!(case.responses[2].state, ReplyState::NoReplyByTheDate);
        let lead = back(&house, "amina").await;

        let page = lead.get("/audits/a-0001/report.html").text();
        is_beside("html", &parts("html", &words_of(&page)));

        let page = read(&lead, "/audits/a-0001/findings");
        let heads: Vec<&str> = page.split("<article class=\"finding\"").skip(1).collect();
        let last = heads[2].split("</article>").next().unwrap();
        is_beside("the page", &[heads[0], heads[1], last].map(words_of));

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.pdf");
        std::fs::write(&file, lead.get("/audits/a-0001/report.pdf").body).unwrap();
        let file = file.display().to_string();
        if let Some(text) = said("pdftotext", &["-enc", "UTF-8", &file, "-"]) {
            is_beside("pdf", &parts("pdf", &squeezed(&text)));
        }

        let book = lead.get("/audits/a-0001/report.xlsx").body;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
        let sheet = book.worksheet_range("Findings").unwrap();
        let cells = |row: &[Data]| row.iter().map(ToString::to_string).collect();
        is_beside("xlsx", &rows(sheet.rows().map(cells)));

        let packed = lead.get("/audits/a-0001/report.zip").body;
        let mut packed = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut table = String::new();
        let mut file = packed.by_name("findings.csv").unwrap();
        file.read_to_string(&mut table).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(table.as_bytes());
        let records = reader.records().map(|record| {
            let record = record.unwrap();
            record.iter().map(str::to_owned).collect()
        });
        is_beside("csv", &rows(records));

        let data = lead.get("/audits/a-0001/report.json").body;
        let data: serde_json::Value = serde_json::from_slice(&data).unwrap();
        let beside = [0, 1, 2].map(|at| {
            let finding = &data["findings"][at];
            let ids = finding["responses"].as_array().unwrap();
            let all = data["responses"].as_array().unwrap();
            let own = all.iter().filter(|one| ids.contains(&one["id"]));
            let own: Vec<_> = own
                .map(|one| {
                    assert_eq!(one["about"], serde_json::json!([finding["number"]]));
                    one.to_string()
                })
                .collect();
            own.join(" ")
        });
        is_beside("json", &beside);

        // What is withdrawn leaves with what was answered to it.
        let (scope, app) = (house.station.scope, &house.station.app);
        let (id, _) = audit(&house).await;
        let gone = &drafts[0].id;
        let out = groundtruth::db::write(&app.db, async |txn| {
            groundtruth::db::remove_finding(txn, scope, (id, gone)).await
        });
        let out: Result<(), groundtruth::db::StorageError> = out.await;
        out.unwrap();
        house.advance(TimeDelta::hours(1));
        jobs_run(&house).await;
        let (_, case) = audit(&house).await;
        assert_eq!(case.responses.len(), 2, "{engine}");
        let lead = back(&house, "amina").await;
        let page = read(&lead, "/audits/a-0001/report.html");
        assert!(!page.contains(SAID[0]), "{engine}");
    }
}
