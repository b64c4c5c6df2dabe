//! What is asked of a body: it is asked whether it will do it, answers at its own desk by its office, and what it decided stands
//! with what was promised at a hearing in every edition.

use std::io::{Cursor, Read as _};

use calamine::{Reader as _, Xlsx};
use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::domain::reply::ReplyState;

use super::whole::to_publication;
use super::{
    answers, asks, audit, begun, enters, finding, houses, jobs_run, party, read, refused, sends,
    text,
};
use crate::support::house::{House, Visitor, codes_in};
use crate::support::programs::said;

const ALL: &str = "/checks/a-0001/replies";
const C1: &str = "/checks/a-0001/recommendations/C-01";
/// Short words, so that no line divides them.
const DECIDED: &str = "Parts are bought in May.";
const PROMISED: &str = "Taps run by autumn.";

fn recommends(lead: &Visitor, to: &str, action: &str, finding: &str) {
    let ticked = format!("finding-{finding}");
    let ask = [
        ("to", to),
        ("office", "head of works"),
        ("action", action),
        ("due", "2027-08"),
        (ticked.as_str(), "yes"),
    ];
    sends(lead, "/checks/a-0001/recommendations", &ask);
}

/// Prepares a round and sends its notice by hand; gives the link.
fn sent(lead: &Visitor, party: &str, round: u32, about: &[&str]) -> String {
    let names: Vec<String> = about.iter().map(|one| format!("about-{one}")).collect();
    let mut fields = vec![("party", party), ("deadline", "2026-07-20")];
    fields.extend(names.iter().map(|name| (name.as_str(), "yes")));
    sends(lead, ALL, &fields);
    let send = [
        ("to", "Director of water"),
        ("mail", ""),
        ("language", "en"),
    ];
    let sent = lead.post(&format!("{ALL}/{round}/send"), &send);
    assert_eq!(sent.status, 200, "{}", text(&sent));
    assert!(text(&sent).contains("open alone"), "{}", text(&sent));
    codes_in(&text(&sent))[0].clone()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What an edition says of what came of it: the decision, by its office, the promise, and where they stand.
fn tells(edition: &str, text: &str) {
    let text = squeezed(text);
    for said in [
        "C-01",
        DECIDED,
        "partly agrees",
        "agreed, not done",
        "H-01-01",
        PROMISED,
        "not due yet",
        "P-01",
    ] {
        let wanted = squeezed(said);
        assert!(text.contains(&wanted), "{edition}: no “{said}” in {text}");
    }
    assert!(!text.contains("claimedfixed"), "{edition}: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_decides_about_what_is_asked_and_it_stands_in_every_edition() {
    for house in houses().await {
        let engine = house.station.engine;
        let story = to_publication(&house).await;
        let lead = &story.lead;
        let (_, case) = audit(&house).await;
        let (provider, funder) = (party(&case, Role::Provider), party(&case, Role::Funder));
        recommends(lead, &provider, "Mend the taps at Tap one.", "f-01");
        recommends(lead, &funder, "Pay for spare parts.", "f-01");
        // It is asked of the body that is to do it, and of nobody else.
        let page = read(lead, ALL);
        for said in [
            "C-01 · Water Works: Mend the taps",
            "C-02 · The City: Pay for",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        let wrong = [
            ("party", provider.as_str()),
            ("deadline", "2026-07-20"),
            ("about-c-02", "yes"),
        ];
        let page = refused(lead, ALL, &wrong);
        assert!(
            page.contains("C-02 is asked of another body."),
            "{engine}: {page}"
        );
        // Whoever is asked reads of every finding that it follows from.
        finding(&house, "Nobody had the key.").await;
        recommends(lead, &provider, "Give out keys.", "f-02");
        let untold = [
            ("party", provider.as_str()),
            ("deadline", "2026-07-20"),
            ("about-c-03", "yes"),
        ];
        let page = refused(lead, ALL, &untold);
        assert!(
            page.contains("C-03 follows from a finding"),
            "{engine}: {page}"
        );

        let link = sent(lead, &provider, 2, &["c-01"]);
        let notice = read(lead, &format!("{ALL}/2/notice"));
        for said in [
            "what is asked of you, and your decision",
            "Where a number begins with C",
            "Mend the taps at Tap one.",
            "head of works",
            "August 2027",
            "F-01.",
        ] {
            assert!(notice.contains(said), "{engine} {said}: {notice}");
        }
        assert!(
            !notice.contains("Pay for spare parts."),
            "{engine}: {notice}"
        );
        let page = read(lead, "/checks/a-0001/recommendations");
        assert!(page.contains("no answer yet"), "{engine}: {page}");
        let desk = enters(&house, &link);
        let page = read(&desk, "/reply/findings");
        assert!(
            page.contains("Mend the taps at Tap one."),
            "{engine}: {page}"
        );
        for path in ["/reply/findings/F-01", "/reply/findings/C-02"] {
            assert_eq!(desk.get(path).status, 404, "{engine} {path}");
        }
        let page = read(&desk, "/reply/findings/C-01");
        for said in [
            "What will you do about it?",
            "We will do a part of it",
            "head of works",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        // Which office decided is part of a decision.
        let bare = [
            ("state", "partly_agrees"),
            ("text", DECIDED),
            ("do", "send"),
        ];
        let away = answers(&desk, "C-01", &bare, None);
        assert_eq!(away.status, 422, "{engine}: {}", text(&away));
        let mut whole = bare.to_vec();
        whole.push(("office", "Director of water"));
        let done = answers(&desk, "C-01", &whole, None);
        assert_eq!(done.status, 303, "{engine}: {}", text(&done));
        let page = read(lead, "/checks/a-0001/recommendations");
        assert!(
            page.contains("partly agrees · 1 July 2026 · Director of water"),
            "{engine}: {page}"
        );
        // What was answered was answered to these words.
        let changed = [
            ("to", provider.as_str()),
            ("office", "head of works"),
            ("action", "Mend all taps at once."),
            ("due", "2027-08"),
            ("finding-f-01", "yes"),
            ("do", "save"),
        ];
        let page = refused(lead, C1, &changed);
        assert!(
            page.contains("was asked about it in these words"),
            "{engine}: {page}"
        );
        // It is the decision for which a clock ran.
        let page = read(lead, "/checks/a-0001/follow-up");
        for said in [
            "done in time",
            "Director of water: Parts are bought",
            "to act",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        let (_, case) = audit(&house).await;
        let own = case
            .responses
            .iter()
            .filter(|one| one.recommendations.len() == 1);
        let own: Vec<_> = own.collect();
        assert_eq!(own.len(), 1, "{engine}: {:?}", case.responses);
        assert_eq!(own[0].state, ReplyState::PartlyAgrees);
        assert!(own[0].findings.is_empty(), "{engine}: {:?}", own[0]);
        let note = own[0].note.clone().unwrap_or_default();
        assert!(
            note.contains("Answered by: Director of water."),
            "{engine}: {note}"
        );
        let letter = read(lead, "/checks/a-0001/letters/new/escalation");
        for said in [DECIDED, "reply to C-01, 1 July 2026"] {
            assert!(letter.contains(said), "{engine} {said}: {letter}");
        }

        to_be_put_right(lead, &provider);
        let claim = [("on", "2026-07-01"), ("words", "It is mended.")];
        sends(&desk, "/reply/fixed/1", &claim);
        every_edition(&house, lead);
        // An observer reads the same, and nothing of what is said to be fixed.
        let password = crate::support::house::PASSWORD;
        assert_eq!(story.ben.signs_in("ben", password).status, 303);
        let page = text(&story.ben.get("/audits/a-0001/findings"));
        tells("an observer", &page);
        assert!(!page.contains("It is mended."), "{engine}: {page}");
    }
}

/// A hearing with a promise, and a problem.
fn to_be_put_right(lead: &Visitor, provider: &str) {
    let problem = [
        ("finding", "f-01"),
        ("place", "s-0001"),
        ("body", provider),
        ("severity", ""),
        ("on", "2026-06-20"),
    ];
    sends(lead, "/checks/a-0001/follow-up", &problem);
    let held = [("on", "2026-06-28"), ("place", "The hall")];
    sends(lead, "/checks/a-0001/hearings", &held);
    let promise = [
        ("by", provider),
        ("office", "Director of water"),
        ("says", PROMISED),
        ("due", "2026-09-22"),
        ("mends", "f-01"),
    ];
    sends(lead, "/checks/a-0001/hearings/1/promises", &promise);
}

fn every_edition(house: &House, lead: &Visitor) {
    let engine = house.station.engine;
    let page = read(lead, "/audits/a-0001/findings");
    tells("the page", &page);
    assert!(page.contains("0 of 1 problems found"), "{engine}: {page}");
    tells("html", &read(lead, "/audits/a-0001/report.html"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, lead.get("/audits/a-0001/report.pdf").body).unwrap();
    let file = file.display().to_string();
    if let Some(text) = said("pdftotext", &["-enc", "UTF-8", &file, "-"]) {
        // Columns of a table stand beside each other: words by words.
        for word in ["C-01", "H-01-01", "bought", "autumn.", "Director"] {
            assert!(text.contains(word), "{engine} {word}: {text}");
        }
    }
    let book = lead.get("/audits/a-0001/report.xlsx").body;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let mut cells = Vec::new();
    for name in [
        "What is followed up",
        "What was decided",
        "What was fixed, body by body",
    ] {
        let sheet = book.worksheet_range(name).unwrap();
        let all = sheet.rows().flatten().map(ToString::to_string);
        cells.extend(all);
    }
    assert!(
        cells.iter().any(|cell| cell == "Director of water"),
        "{engine}: {cells:?}"
    );
    tells("xlsx", &cells.join(" "));
    let packed = lead.get("/audits/a-0001/report.zip").body;
    let mut packed = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut tables = String::new();
    for name in ["follow_up.csv", "decisions.csv", "fixes.csv"] {
        let mut file = packed.by_name(name).unwrap();
        file.read_to_string(&mut tables).unwrap();
    }
    tells("csv", &tables);
    let data = lead.get("/audits/a-0001/report.json").body;
    let data: serde_json::Value = serde_json::from_slice(&data).unwrap();
    let items = &data["follow_up"]["items"];
    assert_eq!(items.as_array().unwrap().len(), 4, "{engine}: {items:#}");
    assert_eq!(
        items[0]["decided"][0]["by"], "Director of water",
        "{engine}"
    );
    assert_eq!(
        items[0]["decided"][0]["on"]["iso"], "2026-07-01",
        "{engine}"
    );
    assert_eq!(
        data["recommendations"][0]["reply"]["code"], "partly_agrees",
        "{engine}"
    );
    assert_eq!(items[3]["state"]["code"], "open", "{engine}: {items:#}");
    tells("json", &items.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_goes_out_with_the_finding_and_waits_for_it() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        let draft = finding(&house, "Four of ten taps worked.").await;
        let (_, case) = audit(&house).await;
        let provider = party(&case, Role::Provider);
        recommends(&lead, &provider, "Mend six taps.", "f-01");
        let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01", "c-01"]).await;
        let notice = read(&lead, "/checks/a-0001/replies/1/notice");
        for said in [
            "your reply before publication",
            "Mend six taps.",
            "Four of ten",
        ] {
            assert!(notice.contains(said), "{engine} {said}: {notice}");
        }
        let desk = enters(&house, &link);
        let given = [
            ("state", "agrees"),
            ("office", "Director of water"),
            ("text", "By August."),
            ("do", "send"),
        ];
        assert_eq!(answers(&desk, "C-01", &given, None).status, 303, "{engine}");
        // Its finding is not published: neither is what was answered.
        jobs_run(&house).await;
        assert!(audit(&house).await.1.responses.is_empty(), "{engine}");
        super::published(&house, &draft).await;
        house.advance(TimeDelta::hours(1));
        jobs_run(&house).await;
        // What is asked enters the report with its finding by publishing; here the finding alone was put in.
        assert!(audit(&house).await.1.responses.is_empty(), "{engine}");
        // A letter that came is entered with the office that wrote it.
        let lead = super::back(&house, "amina").await;
        let came = [
            ("about", "c-01"),
            ("state", "disagrees"),
            ("how", "letter"),
            ("text", "There is no money."),
            ("on", "2026-07-01"),
        ];
        let path = "/checks/a-0001/replies/1/answer";
        refused(&lead, path, &came);
        let mut whole = came.to_vec();
        whole.push(("office", "Treasurer"));
        sends(&lead, path, &whole);
        let page = read(&lead, "/checks/a-0001/replies/1");
        for said in ["Treasurer", "There is no money.", "By August."] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_too_large_is_refused_with_a_sentence_and_the_words_stay() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead);
    finding(&house, "Four of ten taps worked.").await;
    let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
    let desk = enters(&house, &link);
    let page = read(&desk, "/reply/findings/F-01");
    assert!(page.contains("at most 10 MB"), "{page}");
    let given = [
        ("state", "agrees"),
        ("text", "All ten ran in May."),
        ("do", "send"),
    ];
    for bytes in [10 * 1024 * 1024 + 1, 60 * 1024 * 1024] {
        let mut file = b"%PDF-1.7\n".to_vec();
        file.resize(bytes, b'0');
        let away = answers(&desk, "F-01", &given, Some(&file));
        assert_eq!(away.status, 422, "{bytes}: {}", text(&away));
        let page = text(&away);
        assert!(page.contains("The file has more than 10 MB"), "{page}");
        assert!(
            page.contains("All ten ran in May."),
            "what was typed stays: {page}"
        );
    }
    let page = read(&lead, "/checks/a-0001/replies/1");
    assert!(
        !page.contains("All ten ran in May."),
        "nothing was sent: {page}"
    );
}
