//! Letters with what was found: filled in from what is published, changed in their words and not in their figures, kept, printed,
//! copied, sent.

use chrono::TimeDelta;
use groundtruth::infra::config::{Config, MailSettings, MailWay};

use super::whole::to_publication;
use super::{audit, back, houses, jobs_run, read, refused, sends, text};
use crate::portal::browser::Answer;
use crate::portal::looks::look;
use crate::support::house::{House, Visitor};
use crate::support::programs::said;
use crate::support::station::Station;

/// The value of an area or a line of a form.
fn value(page: &str, name: &str) -> String {
    let at = format!("id=\"f-{name}\"");
    let rest = page
        .split(&at)
        .nth(1)
        .unwrap_or_else(|| panic!("{name}: {page}"));
    let area = page.contains(&format!("<textarea {at}"));
    match area {
        true => {
            let body = rest.split_once('>').unwrap().1;
            body.split("</textarea>")
                .next()
                .unwrap()
                .trim_start_matches('\n')
                .to_owned()
        }
        false => rest
            .split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned(),
    }
}

/// The form as the page shows it, every box ticked.
fn form(page: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = ["to", "mail", "subject", "before", "after"]
        .iter()
        .map(|name| ((*name).to_owned(), value(page, name)))
        .collect();
    for part in page.split("name=\"fact-").skip(1) {
        let name = part.split('"').next().unwrap();
        fields.push((format!("fact-{name}"), "yes".to_owned()));
    }
    fields
}

fn as_sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn put(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(kept, _)| kept != name);
    fields.push((name.to_owned(), value.to_owned()));
}

/// What another program reads in a PDF file, where it is installed.
fn text_of(file: &Answer) -> Option<String> {
    assert!(file.body.starts_with(b"%PDF-"), "{}", file.status);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.pdf");
    std::fs::write(&path, &file.body).unwrap();
    let path = path.display().to_string();
    let said = said("pdftotext", &["-enc", "UTF-8", &path, "-"])?;
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Every line that tells something found carries n of N, and where it comes from.
fn is_grounded(letter: &str) {
    let facts: Vec<&str> = letter
        .lines()
        .filter(|line| line.starts_with("- F-"))
        .collect();
    assert!(!facts.is_empty(), "{letter}");
    for fact in facts {
        let (says, from) = fact
            .split_once(" (rests on: ")
            .unwrap_or_else(|| panic!("{fact}"));
        let words: Vec<&str> = says.split_whitespace().collect();
        let number = |word: &str| {
            let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
            let is_one =
                !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
            is_one && !word.starts_with("F-")
        };
        let mut counted = 0;
        for (at, word) in words.iter().enumerate().filter(|(_, word)| number(word)) {
            // A number is the n or the N of "n of N", or the percentage that stands behind it.
            let near = |from: usize, to: usize| words[from..to.min(words.len())].contains(&"of");
            assert!(near(at.saturating_sub(4), at + 3), "{word} in {fact}");
            counted += 1;
        }
        assert!(counted >= 2, "{fact}");
        for source in [
            "Visit to Tap one, 20 June 2026",
            "Contract 7, page 2",
            "finding F-01 of",
        ] {
            assert!(from.contains(source), "{source}: {fact}");
        }
    }
}

fn recommends(lead: &Visitor, provider: &str, due: &str) {
    let ask = [
        ("to", provider),
        ("office", "head of works"),
        ("action", "Mend the taps at Tap one."),
        ("due", due),
        ("finding-f-01", "yes"),
    ];
    sends(lead, "/checks/a-0001/recommendations", &ask);
}

/// Two amounts of the promise: one that was sustained in part, one estimated, on another ground.
fn amounts(lead: &Visitor) {
    let line = |title, basis, amount| {
        [
            ("title", title),
            ("basis", basis),
            ("certainty", "known"),
            ("amount", amount),
            ("date", "2026-01-10"),
            ("promise", "o-01"),
        ]
    };
    let at = "/checks/a-0001/money";
    sends(lead, at, &line("Taps not found", "undelivered", "1000"));
    let mut estimate = line("Estimated", "unsupported", "700").to_vec();
    estimate[2] = ("certainty", "likely");
    estimate.push(("lower_limit", "600"));
    sends(lead, at, &estimate);
    let sustained = [
        ("state", "sustained"),
        ("amount", "800"),
        ("date", "2026-02-01"),
        ("counted_by", "funder"),
    ];
    sends(lead, &format!("{at}/1"), &sustained);
}

#[tokio::test(flavor = "multi_thread")]
async fn advocate_gets_a_letter() {
    for house in houses().await {
        let engine = house.station.engine;
        let story = to_publication(&house).await;
        let lead = &story.lead;
        let (_, case) = audit(&house).await;
        let provider = case.agreements[0].providers[0].to_string();
        recommends(lead, &provider, "2026-08");
        amounts(lead);
        let list = read(lead, "/checks/a-0001/letters");
        for kind in [
            "records_request",
            "reminder",
            "escalation",
            "regulator_complaint",
            "thanks",
        ] {
            let path = format!("/checks/a-0001/letters/new/{kind}");
            assert!(list.contains(&path), "{engine} {kind}: {list}");
            assert_eq!(lead.get(&path).status, 200, "{engine} {kind}");
        }
        assert_eq!(
            lead.get("/checks/a-0001/letters/new/love_letter").status,
            404
        );
        // Filled in: whoever may read the audit may copy it, and nobody else has it.
        let new = "/checks/a-0001/letters/new/escalation";
        let page = text(&story.ben.get(new));
        assert!(page.contains("4 of 10 taps"), "{engine}: {page}");
        assert!(!page.contains("<form class=\"long\""), "{engine}: {page}");
        assert_ne!(house.visitor().get(new).status, 200);
        let page = read(lead, new);
        is_grounded(&value(&page, "plain"));
        assert!(
            value(&page, "short").contains("4 of 10 taps"),
            "{engine}: {page}"
        );
        assert_eq!(value(&page, "to"), "The City");
        assert!(
            page.contains("Mend the taps at Tap one."),
            "{engine}: {page}"
        );

        // Amounts by their ground and in each state, what was answered, and no sum of amounts.
        let page = page.replace('\u{a0}', " ");
        for said in [
            "M-01: Taps not found: flagged €1,000 (10 January 2026); sustained €800 (1 February 2026) – ground: undelivered; known",
            "M-02: Estimated: flagged €700 (10 January 2026) – ground: unsupported; likely (estimated), at least €600",
            "an amount beside F-01; each state is told by itself, and amounts are not added",
            "Water Works: partly agrees. “Six taps wait for spare parts.",
            "reply to F-01, 1 July 2026",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        for mixed in ["1,700", "1,800", "1,600", "1,500", "2,500", "1,400"] {
            assert!(!page.contains(mixed), "{engine} {mixed}: {page}");
        }

        // The words may be changed, the figures not.
        let mut fields = form(&page);
        put(&mut fields, "subject", "Six taps wait in Ward 5");
        put(
            &mut fields,
            "before",
            "Dear councillor,\n\nplease read this.",
        );
        put(&mut fields, "fact-f-01-says", "3 of 10 taps");
        let mut empty = fields.clone();
        empty.retain(|(name, _)| !name.starts_with("fact-"));
        let none = refused(lead, new, &as_sent(&empty));
        assert!(
            none.contains("Choose at least one thing"),
            "{engine}: {none}"
        );
        assert!(
            none.contains("Dear councillor,"),
            "what was typed stays: {none}"
        );
        let mut open = fields.clone();
        put(&mut open, "to", "The ____ of works");
        assert!(refused(lead, new, &as_sent(&open)).contains("A place is still open"));
        let mut wrong = fields.clone();
        put(&mut wrong, "mail", "nobody");
        refused(lead, new, &as_sent(&wrong));
        sends(lead, new, &as_sent(&fields));
        let kept = "/checks/a-0001/letters/kept/1";
        let page = read(lead, kept);
        for said in [
            "Six taps wait in Ward 5",
            "Dear councillor,",
            "The City",
            "Not sent yet",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        assert!(!page.contains("3 of 10 taps"), "{engine}: {page}");
        // Kept letters are for those who check; observers do not read whom was written to.
        assert_eq!(story.ben.get(kept).status, 404);
        assert!(!text(&story.ben.get("/checks/a-0001/letters")).contains("Six taps wait"));
        let file = lead.get(&format!("{kept}/letter.txt"));
        assert_eq!(file.header("cache-control"), "no-store");
        let plain = String::from_utf8(file.body).unwrap();
        is_grounded(&plain);
        let facts: Vec<&str> = plain
            .lines()
            .filter_map(|line| line.strip_prefix("- "))
            .collect();
        for sheet in ["letter.pdf", "slip.pdf"] {
            let file = lead.get(&format!("{kept}/{sheet}"));
            assert_eq!(
                file.body,
                lead.get(&format!("{kept}/{sheet}")).body,
                "the same bytes"
            );
            let Some(read) = text_of(&file) else { continue };
            for fact in &facts {
                let fact = fact.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(read.contains(&fact), "{engine} {sheet} {fact}: {read}");
            }
            assert_eq!(read.contains("Dear councillor,"), sheet == "letter.pdf");
        }
        assert_eq!(lead.get(&format!("{kept}/letter.exe")).status, 404);
        assert_eq!(lead.get("/checks/a-0001/letters/kept/9").status, 404);
        // Nothing was kept promised, so there is nobody to thank; records are asked for by what was promised.
        let thanks = read(lead, "/checks/a-0001/letters/new/thanks");
        assert!(
            thanks.contains("Nothing is published yet"),
            "{engine}: {thanks}"
        );
        let records = read(lead, "/checks/a-0001/letters/new/records_request");
        assert!(
            records.contains("Contract 7, page 2"),
            "{engine}: {records}"
        );
        // Without a mail server it is written down that somebody sent it; it stands in the chronology then.
        refused(lead, kept, &[("do", "mail")]);
        let early = [("do", "hand"), ("way", "post"), ("on", "2026-06-30")];
        assert!(refused(lead, kept, &early).contains("The letter was written later"));
        sends(
            lead,
            kept,
            &[("do", "hand"), ("way", "post"), ("on", "2026-07-01")],
        );
        assert!(read(lead, kept).contains("Sent on 1 July 2026: by post"));
        refused(
            lead,
            kept,
            &[("do", "hand"), ("way", "post"), ("on", "2026-07-01")],
        );
        let chronology = read(lead, "/audits/a-0001/chronology");
        assert!(
            chronology.contains("Those above were written to"),
            "{engine}: {chronology}"
        );
        // In another language: its words, not what was found.
        let spanish = lead.ask("GET", new, &[("Accept-Language", "es")], "");
        let page = text(&spanish);
        assert!(
            page.contains("Sin respuesta hasta ahora"),
            "{engine}: {page}"
        );
        assert!(page.contains("4 of 10 taps"), "{engine}: {page}");
        let mut fields = form(&page);
        put(&mut fields, "subject", "Agua");
        sends(lead, new, &as_sent(&fields));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_out_as_a_mail_once() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::with(Config {
        mail: Some(MailSettings {
            from: "mail@watch.example".to_owned(),
            way: MailWay::Files {
                folder: folder.path().join("mails"),
            },
        }),
        ..Config::default()
    })
    .await;
    let house = House::over(station).await;
    let story = to_publication(&house).await;
    let lead = &story.lead;
    let new = "/checks/a-0001/letters/new/escalation";
    let mut fields = form(&read(lead, new));
    put(&mut fields, "mail", "council@city.example");
    sends(lead, new, &as_sent(&fields));
    let kept = "/checks/a-0001/letters/kept/1";
    sends(lead, kept, &[("do", "mail")]);
    refused(lead, kept, &[("do", "mail")]);
    house.advance(TimeDelta::minutes(1));
    jobs_run(&house).await;
    let files = std::fs::read_dir(folder.path().join("mails")).unwrap();
    let all: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .filter(|mail| mail.contains("council@city.example"))
        .collect();
    let [mail] = all.as_slice() else {
        panic!("{}", all.len())
    };
    let mail = super::mails::readable(mail);
    for said in [
        "multipart/alternative",
        "Message-ID: <",
        "4 of 10 taps",
        "Visit to Tap one",
    ] {
        assert!(mail.contains(said), "{said}: {mail}");
    }
    // Nobody takes themselves off a letter that is addressed to them.
    assert!(!mail.contains("List-Unsubscribe"), "{mail}");
    let lead = back(&house, "amina").await;
    assert!(read(&lead, kept).contains("as a mail"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_letters_is_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = to_publication(&house).await.lead;
    let (_, case) = audit(&house).await;
    let provider = case.agreements[0].providers[0].to_string();
    recommends(&lead, &provider, "2026-08");
    let new = "/checks/a-0001/letters/new/escalation";
    let fields = form(&read(&lead, new));
    sends(&lead, new, &as_sent(&fields));
    let pages = [
        "/checks/a-0001/follow-up",
        "/checks/a-0001/letters",
        "/checks/a-0001/letters/new/records_request",
        new,
        "/checks/a-0001/letters/kept/1",
    ];
    let pages = pages.map(str::to_owned);
    let cookie = lead.cookie.borrow().clone();
    let wrong = look(house.address, &pages, cookie.as_deref());
    let wrong = wrong.unwrap_or_default();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
