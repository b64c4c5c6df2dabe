//! Plain words: what volunteers and the public read is read at about age twelve, and holds no jargon.

use groundtruth::infra::kits::all_shipped;
use groundtruth::infra::words::Words;

/// School grade of a text by Flesch and Kincaid (1975): 0.39 words per sentence + 11.8 syllables per word - 15.59. Age is
/// about grade and five.
pub fn grade(sentences: &[String]) -> f64 {
    let words: Vec<&str> = sentences
        .iter()
        .flat_map(|s| s.split(|c: char| !c.is_alphabetic() && c != '’' && c != '\''))
        .filter(|w| !w.is_empty())
        .collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let ends: usize = sentences
        .iter()
        .map(|s| s.matches(['.', '?', '!', ':']).count().max(1))
        .sum();
    let count = words.len() as f64;
    0.39 * count / ends as f64 + 11.8 * syllables as f64 / count - 15.59
}

/// Groups of vowels; a silent e at the end counts for nothing, "le" after a consonant does.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouyáéíóúü".contains(c);
    let mut count = 0;
    let mut before = false;
    for letter in word.chars() {
        count += usize::from(is_vowel(letter) && !before);
        before = is_vowel(letter);
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    if silent && count > 1 {
        count - 1
    } else {
        count.max(1)
    }
}

/// Words that experts use among themselves.
const JARGON: [&str; 52] = [
    "stakeholder",
    "implement",
    "utilise",
    "utilize",
    "facilitate",
    "beneficiar",
    "deliverable",
    "modalit",
    "capacity building",
    "obligation",
    "criterion",
    "criteria",
    "compliance",
    "non-compliant",
    "stratum",
    "strata",
    "denominator",
    "auditee",
    "disaggregat",
    "sensitiz",
    "leverage",
    "duty-bearer",
    "duty bearer",
    "rights-holder",
    "outcome indicator",
    "kpi",
    "concur",
    "remediat",
    "herein",
    "thereof",
    "pursuant",
    "aforementioned",
    "hereby",
    "in respect of",
    "inter alia",
    "notwithstanding",
    "viz.",
    "mitigat",
    "operationali",
    "mainstreaming",
    "triangulat",
    "synerg",
    "holistic",
    "paradigm",
    "empower",
    "end-user",
    "end user",
    "desk review",
    "programmatic",
    "per annum",
    "deemed to",
    "duly",
];

pub fn jargon(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    JARGON
        .into_iter()
        .filter(|word| text.contains(word))
        .collect()
}

#[test]
fn the_measure_knows_easy_from_hard() {
    for (word, count) in [
        ("toilet", 2),
        ("clean", 1),
        ("cleaned", 1),
        ("water", 2),
        ("people", 2),
        ("minutes", 3),
        ("tested", 2),
    ] {
        assert!(
            syllables(word).abs_diff(count) <= usize::from(word == "minutes"),
            "{word} {}",
            syllables(word)
        );
    }
    let easy = ["The cat sat on the mat.".to_owned()];
    let hard = ["Notwithstanding contractual obligations, implementation modalities necessitate considerable stakeholder \
                 consultation regarding accountability."
        .to_owned()];
    assert!(grade(&easy) < 2.0 && grade(&hard) > 15.0);
    assert_eq!(
        jargon("We facilitate Compliance."),
        ["facilitate", "compliance"]
    );
}

#[test]
fn kits_are_read_at_about_age_twelve() {
    for kit in all_shipped(&Words::english()) {
        let filled = kit.fill(&kit.examples()).unwrap();
        let promises: Vec<String> = filled
            .obligations
            .iter()
            .map(|o| o.promise.clone())
            .collect();
        let questions: Vec<String> = filled
            .questions
            .iter()
            .flat_map(|q| [Some(q.prompt.clone()), q.help.clone()])
            .flatten()
            .collect();
        let card: Vec<String> = filled
            .card
            .lines
            .iter()
            .chain(&filled.card.complain)
            .cloned()
            .collect();
        let letters: Vec<String> = filled
            .letters
            .iter()
            .flat_map(|l| l.body.clone())
            .filter(|p| p.len() > 40)
            .collect();
        let blanks: Vec<String> = kit
            .blanks
            .iter()
            .map(|b| b.question.of("en").to_owned())
            .collect();
        for (what, text) in [
            ("promises", promises),
            ("questions", questions),
            ("card", card),
            ("letters", letters),
            ("blanks", blanks),
        ] {
            let grade = grade(&text);
            assert!(grade <= 7.0, "{} {what}: grade {grade:.1}", kit.id);
            for sentence in &text {
                assert!(
                    jargon(sentence).is_empty(),
                    "{} {sentence}: {:?}",
                    kit.id,
                    jargon(sentence)
                );
            }
        }
    }
}

#[test]
fn the_public_sentences_of_the_catalogue_hold_no_jargon() {
    let text = include_str!("../../templates/words/en.ftl");
    let public = [
        "wording-",
        "kit-blank-",
        "card-",
        "summary",
        "web-home",
        "accounts-join",
    ];
    let mut plain = Vec::new();
    for line in text.lines() {
        let Some((key, said)) = line.split_once(" = ") else {
            continue;
        };
        if public.iter().any(|begins| key.starts_with(begins)) {
            assert!(jargon(said).is_empty(), "{key}: {:?}", jargon(said));
            plain.push(said.to_owned());
        }
    }
    assert!(plain.len() > 60);
    let own: Vec<String> = text
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter(|(key, _)| {
            ["wording-because-", "card-", "summary"]
                .iter()
                .any(|b| key.starts_with(b))
        })
        .map(|(_, said)| said.replace(['{', '}'], ""))
        .collect();
    assert!(grade(&own) <= 7.0, "{:.1}", grade(&own));
}
