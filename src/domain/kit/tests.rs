//! A small kit filled rightly and wrongly, and kits made of cases.

use super::*;
use crate::domain::case_check::problems_of;

const SMALL: &str = r#"{"format":"groundtruth-kit/1","id":"taps","title":"Taps in {place}","about":"Taps.",
  "for_whom":"All.",
  "blanks":[
   {"id":"place","question":"Where?","kind":"text","example":"Elm Street","fills":"places"},
   {"id":"taps","question":"How many taps?","kind":"number","example":"4"},
   {"id":"often","question":"How often?","kind":"number","example":"2","default":"2"},
   {"id":"price","question":"For how much?","kind":"money","example":"ZAR 5.50"},
   {"id":"from","question":"From when?","kind":"date","example":"2027-01-01","fills":"from"},
   {"id":"to","question":"Until when?","kind":"date","example":"2027-12-31","fills":"to"},
   {"id":"who","question":"Who?","kind":"choice","example":"city","choices":[{"id":"city","text":{"en":"the city","es":"la ciudad"}}]}],
  "promises":[
   {"id":"work","text":{"en":"{taps} taps of {who} work.","es":"{taps} grifos de {who} funcionan."},"kind":"quantity","unit":"taps","target":{"at_least":"{taps}"},
    "split_by_place":true,"price":"{price}","proof":"A photograph."},
   {"id":"clean","text":"Cleaned {often} times a week.","kind":"frequency","unit":"times","target":{"times":{"count":"{often}","per":"week"}}}],
  "checklist":[{"id":"count","promise":"work","kind":"count","prompt":"How many work?"},
   {"id":"seen","promise":"clean","kind":"yes_no","prompt":"Clean?"}],
  "card":{"title":"Taps","lines":["{taps} taps"]}}"#;

fn small() -> Kit {
    serde_json::from_str(SMALL).unwrap()
}

#[test]
fn a_kit_is_filled_with_its_examples() {
    let kit = small();
    assert_eq!(kit.problems(), []);
    let filled = kit.fill(&kit.examples()).unwrap();
    assert_eq!(filled.title, "Taps in Elm Street");
    assert_eq!(filled.obligations[0].promise, "4 taps of the city work.");
    assert_eq!(filled.obligations[1].promise, "Cleaned 2 times a week.");
    let price = filled.obligations[0].unit_price.as_ref().unwrap();
    assert_eq!(price.amount.text(), "5.50");
    assert_eq!(filled.currency.unwrap().code(), "ZAR");
    let case = filled.case(Code::parse("my-taps").unwrap());
    assert_eq!(problems_of(&case), []);
    assert_eq!(case.places[0].name, "Elm Street");
}

#[test]
fn another_language_is_said_and_promises_are_left_out_with_their_questions() {
    let kit = small();
    let answers = Answers {
        language: "es".to_owned(),
        without: [Code::parse("clean").unwrap()].into(),
        ..kit.examples()
    };
    let filled = kit.fill(&answers).unwrap();
    assert_eq!(filled.obligations.len(), 1);
    assert_eq!(
        filled.obligations[0].promise,
        "4 grifos de la ciudad funcionan."
    );
    assert_eq!(filled.questions.len(), 1);
}

#[test]
fn every_wrong_answer_names_its_blank() {
    let kit = small();
    for (blank, answer, fault) in [
        ("taps", "", BlankFault::Missing),
        ("taps", "many", BlankFault::NotANumber),
        ("taps", "about 4", BlankFault::NotANumber),
        ("taps", "-4", BlankFault::Negative),
        ("often", "2.5", BlankFault::NotWhole),
        ("place", "a\nb", BlankFault::NotOneLine),
        ("place", &"x".repeat(501), BlankFault::TooLong),
        ("price", "5.50", BlankFault::NotMoney),
        ("price", "XYZ 5", BlankFault::NotMoney),
        ("from", "31.12.2027", BlankFault::NotADate),
        ("to", "2026-12-31", BlankFault::EndsBeforeItBegins),
        ("who", "mayor", BlankFault::NotAChoice("city".to_owned())),
        ("nothing", "4", BlankFault::Unknown),
    ] {
        let mut answers = kit.examples();
        answers.values.insert(blank.to_owned(), answer.to_owned());
        let problems = kit.fill(&answers).unwrap_err();
        let expected = FieldProblem {
            blank: blank.to_owned(),
            fault,
        };
        assert_eq!(problems, [expected], "{blank} {answer}");
    }
    let problems = kit.fill(&Answers::default()).unwrap_err();
    assert_eq!(
        problems.len(),
        6,
        "all at once, but for the one with a default"
    );
}

#[test]
fn what_does_not_fit_in_a_kit_is_found() {
    for (from, to, key) in [
        (
            "\"id\":\"clean\"",
            "\"id\":\"work\"",
            "problem-kit-duplicate",
        ),
        (
            "{taps} taps\"",
            "{tapz} taps\"",
            "problem-kit-unknown-place",
        ),
        (
            "\"promise\":\"work\"",
            "\"promise\":\"works\"",
            "problem-kit-unknown-promise",
        ),
        (
            "Cleaned {often} times",
            "Cleaned {often",
            "problem-kit-unknown-place",
        ),
        (
            "\"example\":\"4\"",
            "\"example\":\"four\"",
            "problem-kit-bad-example",
        ),
        ("\"How many work?\"", "\"\"", "problem-kit-empty"),
        (
            "{\"en\":\"{taps} taps of {who} work.\",",
            "{",
            "problem-kit-no-english",
        ),
        (
            "\"count\":\"{often}\"",
            "\"count\":\"often\"",
            "problem-kit-bad-target",
        ),
        ("\"price\":\"{price}\",", "", "problem-kit-unused"),
    ] {
        let text = SMALL.replacen(from, to, 1);
        let kit: Kit = serde_json::from_str(&text).unwrap();
        let keys: Vec<_> = kit.problems().iter().map(|p| p.fault.key()).collect();
        assert!(keys.contains(&key), "{from} {keys:?}");
    }
    let unknown = SMALL.replacen("\"title\"", "\"name\"", 1);
    assert!(serde_json::from_str::<Kit>(&unknown).is_err());
}

#[test]
fn a_kit_made_of_a_case_gives_its_promises_back() {
    let kit = small();
    let case = kit
        .fill(&kit.examples())
        .unwrap()
        .case(Code::parse("mine").unwrap());
    let own = Kit::from_case(&case);
    assert_eq!(own.problems(), []);
    let again = own.fill(&Answers::default()).unwrap();
    for (one, other) in case.obligations.iter().zip(&again.obligations) {
        assert_eq!(
            (&one.promise, &one.kind, &one.unit),
            (&other.promise, &other.kind, &other.unit)
        );
        assert_eq!(one.criteria[0].target, other.criteria[0].target);
        assert_eq!(
            (&one.split_by, &one.unit_price, &one.proof),
            (&other.split_by, &other.unit_price, &other.proof)
        );
    }
    assert_eq!(again.case(Code::parse("mine").unwrap()).places, case.places);
    // The number became a blank.
    let mut answers = Answers::default();
    answers
        .values
        .insert("work-number".to_owned(), "7".to_owned());
    let more = own.fill(&answers).unwrap();
    assert_eq!(more.obligations[0].promise, "7 taps of the city work.");
    let text = serde_json::to_string(&own).unwrap();
    assert_eq!(serde_json::from_str::<Kit>(&text).unwrap(), own);
}
