//! An instrument from promises: each kind of promise gets the questions that find out whether it was kept. Texts are
//! keys of the word catalogue with the promise filled in.

use super::{
    Activity, Asks, Channel, Decimal, Instrument, Question, RosterRole, SkipRule, Step, Test,
    Words, YesOrNo,
};
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::kit::{Asking, QuestionKind};
use crate::domain::obligation::{Kind, Obligation, Recurrence, Target};

/// Questions for a visit, in the order of the promises. A promise that the audit does not test gets none. `asking` has
/// the words of a kit for a promise that came of one.
#[must_use]
pub fn from_promises(
    code: Code,
    promises: &[Obligation],
    asking: impl Fn(&Obligation) -> Option<Asking>,
) -> Instrument {
    let tested = promises.iter().filter(|p| p.tested != Some(false));
    Instrument {
        code,
        version: 1,
        channel: Channel::OrdinaryVisit,
        title: Words::key("instrument-title-visit"),
        opening: Some(Words::key("instrument-opening-visit")),
        questions: tested
            .flat_map(|promise| match asking(promise) {
                Some(asking) => worded(promise, questions_of(promise), asking),
                None => questions_of(promise),
            })
            .collect(),
    }
}

/// The questions with the words of a kit for the last of them, which is the one that the promise is judged by. Where the
/// kit asks for something that this promise cannot be judged by, the questions stay as they are.
fn worded(promise: &Obligation, mut questions: Vec<Question>, kit: Asking) -> Vec<Question> {
    let said = |unit: &str| {
        kit.unit
            .as_ref()
            .is_none_or(|u| u.every().any(|(_, u)| u == unit))
    };
    let in_its_unit = said(&promise.unit) && has_a_number(promise);
    let adds_up = matches!(promise.kind, Kind::Quantity | Kind::Outcome);
    let asks = match kit.kind {
        QuestionKind::Count if in_its_unit => count(promise),
        QuestionKind::Measure if in_its_unit => price(promise),
        QuestionKind::Time if in_its_unit && kit.unit.is_some() => price(promise),
        QuestionKind::YesNo if !adds_up => yes_no(),
        QuestionKind::Scale if !adds_up => condition(promise).asks,
        QuestionKind::StaffPresent if promise.kind == Kind::Presence => presence(promise).asks,
        _ => return questions,
    };
    if let Some(question) = questions.last_mut() {
        question.asks = asks;
        question.text = Words::Own(kit.prompt);
        question.help = kit.help.map(Words::Own);
    }
    questions
}

/// Whether one number of the promise's unit is what must be reached.
fn has_a_number(promise: &Obligation) -> bool {
    promise.criteria.iter().any(|c| match &c.target {
        Target::AtLeast(n)
        | Target::MoreThan(n)
        | Target::AtMost(n)
        | Target::FewerThan(n)
        | Target::Exactly(n) => !n.is_percent(),
        Target::Between { .. } => true,
        _ => false,
    })
}

/// The questions of one promise.
fn questions_of(promise: &Obligation) -> Vec<Question> {
    match promise.kind {
        Kind::Quantity => quantity(promise),
        Kind::Frequency => vec![frequency(promise)],
        Kind::Ratio => vec![asking(promise, "ratio", sharing(promise), 0)],
        Kind::Condition => vec![condition(promise)],
        Kind::Presence => vec![presence(promise)],
        Kind::TimeUse => vec![asking(promise, "time-use", time_use(), 0)],
        Kind::Outcome => vec![asking(promise, "outcome", count(promise), 1)],
        Kind::Deadline => vec![asking(promise, "deadline", yes_no(), 1)],
        Kind::Access => vec![explained(asking(promise, "access", yes_no(), 1))],
        Kind::NonDiscrimination => {
            vec![explained(asking(
                promise,
                "non-discrimination",
                yes_no(),
                0,
            ))]
        }
        Kind::Price => vec![asking(promise, "price", price(promise), 1)],
        Kind::Eligibility => vec![explained(asking(promise, "eligibility", yes_no(), 0))],
    }
}

/// Is it there, and then how many.
fn quantity(promise: &Obligation) -> Vec<Question> {
    let mut how_many = asking(promise, "quantity", count(promise), 0);
    let Some(id) = named(&promise.id, "there") else {
        return vec![how_many];
    };
    let there = Question {
        id: id.clone(),
        ..explained(asking(promise, "there", Asks::Place, 1))
    };
    how_many.when = Some(SkipRule {
        question: id,
        answer: Test::Is("yes".into()),
    });
    vec![there, how_many]
}

/// How many times in its stretch of time, or whether it was done.
fn frequency(promise: &Obligation) -> Question {
    let times = promise.criteria.iter().find_map(|c| match c.target {
        Target::Times { per, .. } => Some(per),
        _ => None,
    });
    match times {
        Some(per) => {
            let mut question = asking(promise, "times", count(promise), 0);
            question.text = question.text.with("per", word_of(per));
            question
        }
        None if has_a_number(promise) => Question {
            help: Some(Words::key("instrument-help-times")),
            ..asking(promise, "occurrences", count(promise), 0)
        },
        None => explained(asking(promise, "frequency", yes_no(), 0)),
    }
}

fn condition(promise: &Obligation) -> Question {
    let step = |id: &str, key: &str, seen| {
        Code::parse(id).ok().map(|id| Step {
            id,
            label: Words::key(key),
            seen,
        })
    };
    let scale = [
        step("in-order", "instrument-scale-in-order", SeenAs::InOrder),
        step("partly", "instrument-scale-partly", SeenAs::Partly),
        step(
            "not-in-order",
            "instrument-scale-not-in-order",
            SeenAs::NotInOrder,
        ),
    ];
    let asks = Asks::Condition {
        scale: scale.into_iter().flatten().collect(),
    };
    explained(asking(promise, "condition", asks, 1))
}

fn presence(promise: &Obligation) -> Question {
    let promised = promise.criteria.iter().find_map(|c| match &c.target {
        Target::AtLeast(n) | Target::Exactly(n) if !n.is_percent() => {
            u32::try_from(n.value().ceil()).ok()
        }
        _ => None,
    });
    let role = Code::parse("staff").ok().map(|id| RosterRole {
        id,
        label: Words::key("instrument-role").with("unit", &promise.unit),
        promised,
    });
    let asks = Asks::Staff {
        roster: role.into_iter().collect(),
    };
    explained(asking(promise, "presence", asks, 0))
}

/// `households per toilet` says who shares what. Where the unit does not, the form has words of its own for both.
fn sharing(promise: &Obligation) -> Asks {
    let unit = promise.unit.as_str();
    let parts = [" per ", " por ", " par "];
    let parts = parts.iter().find_map(|between| unit.split_once(between));
    let (users, units) = parts.unwrap_or(("", unit));
    Asks::Sharing {
        users: users.trim().to_owned(),
        units: units.trim().to_owned(),
    }
}

fn time_use() -> Asks {
    let activity = |id: &str, key: &str, promised| {
        Code::parse(id).ok().map(|id| Activity {
            id,
            label: Words::key(key),
            promised,
        })
    };
    let activities = [
        activity("promised", "instrument-time-promised", true),
        activity("travel", "instrument-time-travel", false),
        activity("paperwork", "instrument-time-paperwork", false),
        activity("waiting", "instrument-time-waiting", false),
        activity("other", "instrument-time-other", false),
    ];
    Asks::TimeUse {
        activities: activities.into_iter().flatten().collect(),
    }
}

fn price(promise: &Obligation) -> Asks {
    Asks::Measure {
        unit: promise.unit.clone(),
        min: Some(Decimal::whole(0)),
        max: None,
        decimals: 2,
    }
}

fn count(promise: &Obligation) -> Asks {
    Asks::Count {
        unit: promise.unit.clone(),
        min: Some(Decimal::whole(0)),
        max: None,
    }
}

fn yes_no() -> Asks {
    Asks::YesNo {
        kept_by: YesOrNo::Yes,
    }
}

/// A question of a promise: its name is that of the promise, its text has the promise and the unit filled in.
fn asking(promise: &Obligation, key: &str, asks: Asks, photographs: u32) -> Question {
    Question {
        id: promise.id.clone(),
        text: Words::key(&format!("instrument-ask-{key}"))
            .with("promise", &promise.promise)
            .with("unit", &promise.unit),
        help: Some(Words::key(&format!("instrument-help-{key}"))),
        asks,
        promise: Some(promise.id.clone()),
        required: true,
        when: None,
        photographs,
        why_not: false,
    }
}

/// With "what did staff say is the reason?" where it is not in order.
fn explained(question: Question) -> Question {
    Question {
        why_not: true,
        ..question
    }
}

fn named(promise: &Code, what: &str) -> Option<Code> {
    Code::parse(&format!("{promise}-{what}")).ok()
}

fn word_of(per: Recurrence) -> &'static str {
    match per {
        Recurrence::Day => "day",
        Recurrence::Week => "week",
        Recurrence::Month => "month",
        Recurrence::Quarter => "quarter",
        Recurrence::Year => "year",
    }
}

/// The keys of the word catalogue that these questions use.
pub const KEYS: [&str; 40] = [
    "instrument-title-visit",
    "instrument-opening-visit",
    "instrument-ask-there",
    "instrument-help-there",
    "instrument-ask-quantity",
    "instrument-help-quantity",
    "instrument-ask-times",
    "instrument-help-times",
    "instrument-ask-frequency",
    "instrument-help-frequency",
    "instrument-ask-occurrences",
    "instrument-ask-ratio",
    "instrument-help-ratio",
    "instrument-ask-condition",
    "instrument-help-condition",
    "instrument-scale-in-order",
    "instrument-scale-partly",
    "instrument-scale-not-in-order",
    "instrument-ask-presence",
    "instrument-help-presence",
    "instrument-role",
    "instrument-ask-time-use",
    "instrument-help-time-use",
    "instrument-time-promised",
    "instrument-time-travel",
    "instrument-time-paperwork",
    "instrument-time-waiting",
    "instrument-time-other",
    "instrument-ask-outcome",
    "instrument-help-outcome",
    "instrument-ask-deadline",
    "instrument-help-deadline",
    "instrument-ask-access",
    "instrument-help-access",
    "instrument-ask-non-discrimination",
    "instrument-help-non-discrimination",
    "instrument-ask-price",
    "instrument-help-price",
    "instrument-ask-eligibility",
    "instrument-help-eligibility",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::check;
    use super::*;
    use crate::domain::kit::Said;

    const KINDS: [&str; 12] = [
        "quantity",
        "frequency",
        "ratio",
        "condition",
        "presence",
        "time_use",
        "outcome",
        "deadline",
        "price",
        "eligibility",
        "non_discrimination",
        "access",
    ];

    fn promise(id: &str, kind: &str, target: serde_json::Value) -> Obligation {
        serde_json::from_value(serde_json::json!({
            "id": id, "promise": "There are 24 toilets.", "kind": kind, "unit": "toilets",
            "criteria": [{ "id": "agreed", "target": target, "rank": "agreement" }],
        }))
        .unwrap()
    }

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    #[test]
    fn every_kind_of_promise_is_asked_about_and_the_instrument_can_be_used() {
        let promises: Vec<_> = KINDS
            .iter()
            .map(|kind| promise(&kind.replace('_', "-"), kind, serde_json::json!("every")))
            .collect();
        let instrument = from_promises(code("visit"), &promises, |_| None);
        assert_eq!(check(&instrument), []);
        let asked: BTreeSet<_> = instrument
            .questions
            .iter()
            .flat_map(|q| &q.promise)
            .collect();
        assert_eq!(asked.len(), promises.len());
    }

    #[test]
    fn every_sentence_is_one_of_the_list() {
        let mut promises: Vec<_> = KINDS
            .iter()
            .map(|kind| promise(&kind.replace('_', "-"), kind, serde_json::json!("every")))
            .collect();
        let times = serde_json::json!({ "times": { "count": 3, "per": "week" } });
        promises.push(promise("times", "frequency", times));
        let number = serde_json::json!({ "at_least": "3" });
        promises.push(promise("number", "frequency", number));
        let json =
            serde_json::to_string(&from_promises(code("visit"), &promises, |_| None)).unwrap();
        let used: BTreeSet<&str> = json
            .split("\"key\":\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"').map(|(key, _)| key))
            .collect();
        assert_eq!(used, KEYS.into_iter().collect());
    }

    #[test]
    fn how_many_is_asked_where_there_are_any_and_how_often_by_the_promised_stretch_of_time() {
        let quantity = promise("o-1", "quantity", serde_json::json!({ "at_least": "24" }));
        let times = serde_json::json!({ "times": { "count": 3, "per": "week" } });
        let cleaned = promise("o-2", "frequency", times);
        let instrument = from_promises(code("visit"), &[quantity, cleaned], |_| None);
        let names: Vec<_> = instrument.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(names, ["o-1-there", "o-1", "o-2"]);
        let rule = instrument.questions[1].when.as_ref().unwrap();
        assert_eq!(rule.question, code("o-1-there"));
        let Words::Catalogue { with, .. } = &instrument.questions[2].text else {
            panic!("from the catalogue")
        };
        assert_eq!(
            (with["per"].as_str(), with["unit"].as_str()),
            ("week", "toilets")
        );
    }

    #[test]
    fn the_roster_knows_how_many_are_promised_and_what_is_not_tested_is_not_asked() {
        let nurses = promise("o-1", "presence", serde_json::json!({ "at_least": "2" }));
        let mut untested = promise("o-2", "access", serde_json::json!("every"));
        untested.tested = Some(false);
        let instrument = from_promises(code("visit"), &[nurses, untested], |_| None);
        assert_eq!(instrument.questions.len(), 1);
        let Asks::Staff { roster } = &instrument.questions[0].asks else {
            panic!("a roster")
        };
        assert_eq!(roster[0].promised, Some(2));
    }

    #[test]
    fn who_shares_what_is_read_from_the_unit_and_never_from_the_denominator() {
        let mut shared = promise("o-1", "ratio", serde_json::json!({ "at_most": "5" }));
        shared.criteria[0].of = Some("each toilet".to_owned());
        let asks = |promise: &Obligation| {
            from_promises(code("visit"), std::slice::from_ref(promise), |_| None).questions[0]
                .asks
                .clone()
        };
        let sharing = |users: &str, units: &str| Asks::Sharing {
            users: users.to_owned(),
            units: units.to_owned(),
        };
        assert_eq!(asks(&shared), sharing("", "toilets"));
        shared.unit = "households per toilet".to_owned();
        assert_eq!(asks(&shared), sharing("households", "toilet"));
    }

    #[test]
    fn a_kit_words_the_question_of_its_promise_where_the_promise_can_be_judged_by_it() {
        let hours = promise("o-1", "access", serde_json::json!({ "at_least": "12" }));
        let kit = |kind| Asking {
            kind,
            prompt: Said::each(&[("en", "How many came?"), ("es", "¿Cuántos?")]),
            help: None,
            unit: Some(Said::english("toilets")),
        };
        let made = |promise: &Obligation, kit: &Asking| {
            let promises = std::slice::from_ref(promise);
            let mut made = from_promises(code("visit"), promises, |_| Some(kit.clone()));
            assert_eq!(check(&made), []);
            made.questions.pop().unwrap()
        };
        let measured = made(&hours, &kit(QuestionKind::Measure));
        assert!(matches!(measured.asks, Asks::Measure { .. }));
        let Words::Own(said) = &measured.text else {
            panic!("of the kit")
        };
        assert_eq!(said.of("es"), "¿Cuántos?");
        assert_eq!(measured.promise, Some(code("o-1")));
        // In another unit the number would not be the promised one.
        let mut other = kit(QuestionKind::Measure);
        other.unit = Some(Said::english("minutes"));
        assert!(matches!(made(&hours, &other).text, Words::Catalogue { .. }));
        // One that must be added up is not asked with yes or no.
        let quantity = promise("o-2", "quantity", serde_json::json!({ "at_least": "24" }));
        let asked = made(&quantity, &kit(QuestionKind::YesNo));
        assert!(matches!(asked.asks, Asks::Count { .. }));
        assert!(matches!(
            made(&hours, &kit(QuestionKind::YesNo)).asks,
            Asks::YesNo { .. }
        ));
    }
}
