//! What the page of an audit says first is read at about age twelve, and so are promise cards made from cases.

use groundtruth::domain::case_check::problems_of;
use groundtruth::domain::code::Code;
use groundtruth::domain::period::PartialDate;
use groundtruth::features::publications::{CardText, Imprint, card_of};
use groundtruth::infra::kits::all_shipped;
use groundtruth::infra::words::Words;

use super::site;
use crate::kits::plain::{grade, jargon};

/// Age is about grade and five.
const AGE_TWELVE: f64 = 7.0;

/// The sentences that stand in front of everything else: the answer, the four words, and the four questions.
fn summary(report: &groundtruth_reports::model::Report) -> Vec<String> {
    let one = &report.page_one;
    let four = &report.four_words;
    let words = [&four.promised, &four.claimed, &four.found, &four.since];
    let boxes = [&one.how_sure, &one.money, &one.answered, &one.asked];
    let mut all = report.answer.clone();
    all.extend(words.into_iter().flatten().cloned());
    all.extend(boxes.into_iter().flatten().cloned());
    all
}

/// A sentence in which a name of several words is one short word: what somebody is called is not a matter of plain words.
fn with_short_names(sentence: &str) -> String {
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let words: Vec<&str> = sentence.split(' ').collect();
    let runs = words
        .chunk_by(|one, next| is_name(one) && is_name(next) && !one.ends_with(['.', ':', ';']));
    let shortened = runs.map(|run| match run {
        [.., last] if run.len() > 1 => {
            let end = last.trim_start_matches(|c: char| c.is_alphanumeric() || "’'-".contains(c));
            format!("Ann{end}")
        }
        _ => run.join(" "),
    });
    shortened.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_name_counts_as_one_short_word() {
    let text = "Metropolitan Transportation Authority: partly agrees. The Bowery Residents’ Committee declined.";
    assert_eq!(with_short_names(text), "Ann: partly agrees. Ann declined.");
    assert_eq!(
        with_short_names("We ask. They answer."),
        "We ask. They answer."
    );
}

#[test]
fn the_summary_of_every_shipped_audit_is_read_at_about_age_twelve() {
    let reports = site().reports();
    assert!(reports.len() >= 4);
    let mut hard = Vec::new();
    for (code, report) in reports {
        let said = summary(report);
        assert!(said.len() >= 4, "{code}: {said:?}");
        let measured: Vec<String> = said.iter().map(|one| with_short_names(one)).collect();
        let grade = grade(&measured);
        if grade > AGE_TWELVE {
            hard.push(format!("{code}: grade {grade:.1}: {said:#?}"));
        }
        for sentence in &said {
            let found = jargon(sentence);
            if !found.is_empty() {
                hard.push(format!("{code}: {found:?}: {sentence}"));
            }
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn a_card_made_from_a_case_is_read_at_about_age_twelve() {
    let words = Words::english();
    let imprint = Imprint {
        number: "A-0001".to_owned(),
        version: "1".to_owned(),
        date: PartialDate::parse("2026-07-01").unwrap(),
        organisation: "Water Watch".to_owned(),
        work_name: String::new(),
    };
    for kit in all_shipped(&words) {
        let case = kit.fill(&kit.examples()).unwrap();
        let case = case.case(Code::parse("mine").unwrap());
        assert_eq!(problems_of(&case), []);
        let card = card_of(&case, &CardText::default(), &words, &imprint);
        let mut said = vec![card.kind, card.tell_title, card.notes_title];
        said.extend(card.lines);
        said.extend(card.more);
        said.extend(card.tell);
        for promise in card.promises {
            said.push(promise.text);
            said.push(promise.under);
        }
        said.retain(|sentence| !sentence.is_empty());
        let grade = grade(&said);
        assert!(grade <= AGE_TWELVE, "{}: {grade:.1}: {said:#?}", kit.id);
        for sentence in &said {
            let found = jargon(sentence);
            assert!(found.is_empty(), "{}: {found:?}: {sentence}", kit.id);
        }
    }
}
