//! Before a finding is published, and what will be attacked: a small audit of toilets, and what is changed in it.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::*;
use crate::domain::comparison::compare;
use crate::domain::finding::{Attack, Category, Field, attacks, drafts};
use crate::domain::reply::{Answer, Evaluation, ReplyRound, ReplyRules, positions};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn case(change: impl FnOnce(&mut Json)) -> Case {
    let mut value = json!({
        "format": "groundtruth-case/1", "id": "toilets", "title": "Toilets", "standing": "own",
        "as_of": "2026-06-01",
        "sources": [{ "id": "contract", "title": "Contract", "date": "2025-01-10" }],
        "parties": [
            { "id": "kitchen", "name": "Clean Ltd", "roles": ["provider"] },
            { "id": "city", "name": "City", "roles": ["funder"] },
        ],
        "agreements": [{ "id": "a", "title": "Contract", "type": "contract", "funders": ["city"],
            "providers": ["kitchen"], "payment_basis": "fixed_price" }],
        "obligations": [
            { "id": "present", "agreement": "a", "promise": "There are 346 toilets.", "kind": "quantity",
              "unit": "toilets", "clause": { "document": "contract", "page": 4 },
              "criteria": [{ "id": "c", "target": { "at_least": "346" }, "rank": "agreement" }] },
            { "id": "paper", "agreement": "a", "promise": "There is paper in 200 toilets.", "kind": "quantity",
              "unit": "toilets", "clause": { "document": "contract", "page": 5 },
              "criteria": [{ "id": "c2", "target": { "at_least": "200" }, "rank": "agreement" }] },
        ],
        "samples": [{ "id": "all", "frame": "list of the city", "unit": "toilets", "design": "census",
            "universe": 346, "seen": 346 }],
        "claims": [{ "id": "report", "obligation": "present", "title": "in the report", "value": { "count": "346" },
            "counted_by": "provider", "party": "kitchen" }],
        "tallies": [
            { "id": "count", "obligation": "present", "title": "toilets found", "value": { "count": "256" },
              "counted_by": "auditor", "sample": "all", "observers": 2 },
            { "id": "papers", "obligation": "paper", "title": "with paper", "value": { "count": "210" },
              "counted_by": "auditor", "sample": "all", "observers": 2 },
        ],
        "evidence": [{ "id": "e-1", "type": "physical", "title": "a place without a toilet" }],
    });
    change(&mut value);
    serde_json::from_value(value).unwrap()
}

struct Desk {
    case: Case,
    comparison: Comparison,
    round: ReplyRound,
    answers: Vec<Answer>,
    evaluations: Vec<Evaluation>,
    today: NaiveDate,
    checked_by: Option<&'static str>,
    checkers: Vec<&'static str>,
}

impl Desk {
    fn of(case: Case) -> Self {
        let comparison = compare(&case, &[], day("2026-06-01")).unwrap();
        let round = json!({
            "number": 1, "party": "kitchen", "about": [{ "finding": "f-present" }],
            "notice": { "sent_on": "2026-05-04", "sha256": "00", "log_size": 7, "log_root": "00" },
            "deadline": "2026-05-18", "proofs": [{ "kind": "mail_taken", "on": "2026-05-04" }],
        });
        Self {
            case,
            comparison,
            round: serde_json::from_value(round).unwrap(),
            answers: Vec::new(),
            evaluations: Vec::new(),
            today: day("2026-06-01"),
            checked_by: Some("W-02"),
            checkers: vec!["W-01", "W-02"],
        }
    }

    fn draft(&self, of: &str) -> Draft {
        let all = drafts(&self.case, &self.comparison, &[]);
        all.into_iter()
            .find(|d| d.obligations == [code(of)])
            .unwrap()
    }

    fn with<T>(&self, ask: impl FnOnce(&Beside) -> T) -> T {
        let rules = ReplyRules::default();
        let positions = positions(
            &self.round,
            &self.answers,
            &self.evaluations,
            self.today,
            &rules,
        );
        let replies = [(self.round.party.clone(), positions)];
        ask(&Beside {
            case: &self.case,
            comparison: &self.comparison,
            language: Language::English,
            author: "W-01",
            checked_by: self.checked_by,
            checkers: &self.checkers,
            replies: &replies,
        })
    }

    fn lacks(&self, draft: &Draft) -> Vec<Lack> {
        let found = self.with(|beside| publishable(draft, beside));
        found.lacks.into_iter().map(|(_, lack)| lack).collect()
    }
}

fn desk() -> Desk {
    Desk::of(case(|_| {}))
}

fn typed(part: Part, words: &str, cites: Vec<Citation>) -> Sentence {
    Sentence {
        part,
        says: crate::domain::finding::Says::Typed(words.into()),
        assertion: Assertion::Established,
        cites,
    }
}

fn count() -> Vec<Citation> {
    vec![Citation::Figure(code("count"))]
}

#[test]
fn a_draft_says_what_should_be_and_what_is_with_what_it_rests_on() {
    let desk = desk();
    let draft = desk.draft("present");
    assert_eq!(draft.category, Some(Category::OverClaimed));
    assert_eq!(
        (draft.addressees.as_slice(), draft.positive),
        (&[code("kitchen")][..], false)
    );
    assert!(draft.sentences.iter().all(|s| !s.cites.is_empty()));
    let stored = serde_json::to_string(&draft).unwrap();
    for part in ["\"256\"", "\"346\"", "finding-seen-census", "\"page\":4"] {
        assert!(stored.contains(part), "{part} in {stored}");
    }
}

#[test]
fn a_finding_that_was_checked_and_heard_can_be_published_as_it_was_drafted() {
    let desk = desk();
    assert_eq!(desk.lacks(&desk.draft("present")), []);
    let notes = desk
        .with(|beside| publishable(&desk.draft("present"), beside))
        .notes;
    assert_eq!(notes, [Note::NoReply(code("kitchen"))]);
}

#[test]
fn a_promise_that_was_kept_is_a_finding_too_and_need_not_be_defended() {
    let desk = desk();
    let kept = desk.draft("paper");
    assert!(kept.positive && kept.category.is_none());
    assert!(kept.of(Part::Condition).next().is_some());
    assert_eq!(desk.lacks(&kept), []);
}

#[test]
fn a_sentence_that_rests_on_nothing_is_named_by_its_place() {
    let desk = desk();
    let mut draft = desk.draft("present");
    draft.sentences.push(typed(
        Part::Condition,
        "90 of 346 toilets were not found.",
        Vec::new(),
    ));
    let at = draft.sentences.len() - 1;
    let found = desk.with(|beside| publishable(&draft, beside));
    assert_eq!(found.lacks, [(Some(at), Lack::Uncited)]);
    draft.sentences[at].cites = vec![Citation::Evidence(code("e-9"))];
    assert_eq!(
        desk.lacks(&draft),
        [Lack::CitesUnknown(Citation::Evidence(code("e-9")))]
    );
    draft.sentences[at].cites = vec![Citation::Evidence(code("e-1"))];
    assert_eq!(desk.lacks(&draft), []);
}

#[test]
fn accusations_lost_money_and_numbers_that_stand_alone_are_named_by_their_words() {
    let desk = desk();
    let kinds = |words: &str| -> Vec<FlawKind> {
        let mut draft = desk.draft("present");
        draft.sentences.push(typed(Part::Condition, words, count()));
        let lacks = desk.lacks(&draft).into_iter();
        let flaws = lacks.map(|lack| match lack {
            Lack::Words(flaw) => flaw.kind,
            other => panic!("{other:?}"),
        });
        flaws.collect()
    };
    assert_eq!(kinds("The provider stole 90 toilets."), [FlawKind::Accuses]);
    assert_eq!(
        kinds("26% of the toilets were not found."),
        [FlawKind::PercentAlone]
    );
    assert_eq!(kinds("We counted 90."), [FlawKind::NumberAlone]);
    // Every toilet of the list was seen.
    assert_eq!(kinds("All toilets of the list were looked at."), []);
}

#[test]
fn what_speaks_of_all_must_have_seen_all() {
    let chosen = case(|v| {
        v["samples"][0]["design"] = json!("judgmental");
        v["samples"][0]["seen"] = json!(20);
    });
    let desk = Desk::of(chosen);
    let mut draft = desk.draft("present");
    draft
        .sentences
        .push(typed(Part::Condition, "Every toilet is dirty.", count()));
    let lacks = desk.lacks(&draft);
    assert!(
        matches!(
            lacks.as_slice(),
            [Lack::Words(Flaw {
                kind: FlawKind::Generalises,
                ..
            })]
        ),
        "{lacks:?}"
    );
}

#[test]
fn a_sum_needs_its_line() {
    let desk = desk();
    let mut draft = desk.draft("present");
    draft.sentences.push(typed(
        Part::Effect,
        "USD 5,000 were paid for them.",
        count(),
    ));
    assert_eq!(desk.lacks(&draft), [Lack::AmountWithoutLine]);
}

fn said(people: usize) -> Desk {
    Desk::of(case(|v| {
        let accounts: Vec<Json> = (0..people)
            .map(|at| {
                json!({ "id": format!("u-{at}"), "obligation": "present", "speaker": format!("U-{at}"),
                    "says": "There is none.", "consent": "public", "seen": "not_found" })
            })
            .collect();
        v["accounts"] = json!(accounts);
    }))
}

#[test]
fn one_persons_account_alone_does_not_pass_and_four_do() {
    for (people, expected) in [
        (1, vec![Lack::OneAccount]),
        (3, vec![Lack::FewAccounts(3)]),
        (4, vec![]),
    ] {
        let desk = said(people);
        let mut draft = desk.draft("present");
        let cites = (0..people).map(|at| Citation::Account(code(&format!("u-{at}"))));
        let mut sentence = typed(
            Part::Condition,
            "People said that there is none.",
            cites.collect(),
        );
        sentence.assertion = Assertion::Alleged;
        draft.sentences.push(sentence);
        assert_eq!(desk.lacks(&draft), expected, "{people}");
    }
}

#[test]
fn what_somebody_says_is_not_what_is() {
    let desk = said(4);
    let mut draft = desk.draft("present");
    let cites: Vec<_> = (0..4)
        .map(|at| Citation::Account(code(&format!("u-{at}"))))
        .collect();
    draft
        .sentences
        .push(typed(Part::Condition, "There is none.", cites));
    assert_eq!(desk.lacks(&draft), [Lack::AllegedAsEstablished]);
    draft.sentences.last_mut().unwrap().assertion = Assertion::Alleged;
    assert_eq!(desk.lacks(&draft), [Lack::HedgeMissing]);
    // A cause that nobody determined is not stated as one.
    let mut draft = desk.draft("present");
    draft
        .sentences
        .push(typed(Part::Cause, "There was no money.", count()));
    assert_eq!(desk.lacks(&draft), [Lack::AllegedAsEstablished]);
    draft.cause.certainty = CauseCertainty::Known;
    assert_eq!(desk.lacks(&draft), [Lack::Cause]);
    draft.cause.kind = Some(crate::domain::finding::CauseKind::Money);
    assert_eq!(desk.lacks(&draft), []);
}

#[test]
fn words_without_consent_are_not_printed() {
    let mut desk = said(4);
    desk.case.accounts[2].consent = Audience::Internal;
    let mut draft = desk.draft("present");
    let cites: Vec<_> = (0..4)
        .map(|at| Citation::Account(code(&format!("u-{at}"))))
        .collect();
    let mut sentence = typed(Part::Condition, "People said that there is none.", cites);
    sentence.assertion = Assertion::Alleged;
    draft.sentences.push(sentence);
    assert_eq!(desk.lacks(&draft), [Lack::NotConsented(code("u-2"))]);
}

#[test]
fn contrary_evidence_is_shown_or_its_exclusion_is_explained() {
    let desk = Desk::of(case(|v| {
        v["accounts"] = json!([{ "id": "u-1", "obligation": "present", "speaker": "U-1",
            "says": "There is one.", "consent": "public", "seen": "in_order" }]);
        let other = json!({ "id": "recount", "obligation": "present", "title": "toilets found",
            "value": { "count": "300" }, "counted_by": "third_party", "sample": "all", "contradicts": ["count"] });
        v["tallies"].as_array_mut().unwrap().push(other);
    }));
    let mut draft = desk.draft("present");
    let told = Citation::Account(code("u-1"));
    // The program writes both counts; what the person said is nowhere.
    assert_eq!(desk.lacks(&draft), [Lack::Contrary(told.clone())]);
    draft.exclusions.push(crate::domain::finding::Exclusion {
        of: told.clone(),
        because: " ".into(),
    });
    assert_eq!(desk.lacks(&draft), [Lack::ExclusionReason(told.clone())]);
    draft.exclusions[0].because = "It is about a toilet outside the list.".into();
    assert_eq!(desk.lacks(&draft), []);
    let recount = Citation::Figure(code("recount"));
    draft.sentences.retain(|s| !s.cites.contains(&recount));
    assert_eq!(desk.lacks(&draft), [Lack::Contrary(recount)]);
    let points = desk.with(|beside| attacks(&draft, beside, &Field::default()));
    assert!(
        points
            .iter()
            .any(|p| matches!(p, Attack::Excluded(of, _) if *of == told))
    );
    assert!(points.contains(&Attack::Contrary(Citation::Figure(code("recount")))));
}

#[test]
fn nobody_is_published_unheard() {
    let mut desk = desk();
    let draft = desk.draft("present");
    let party = || code("kitchen");
    desk.today = day("2026-05-18");
    assert_eq!(desk.lacks(&draft), [Lack::WindowOpen(party())]);
    let objection = json!({ "about": { "finding": "f-present" }, "state": "disagrees", "text": "no",
        "received_on": "2026-05-10", "how": "desk" });
    desk.answers
        .push(serde_json::from_value(objection).unwrap());
    assert_eq!(desk.lacks(&draft), [Lack::ObjectionOpen(party())]);
    let evaluation = json!({ "about": { "finding": "f-present" }, "says": "It stands, because …",
        "changed": ["stands"], "on": "2026-05-12", "by": "W-01" });
    desk.evaluations
        .push(serde_json::from_value(evaluation).unwrap());
    assert_eq!(desk.lacks(&draft), []);
    desk.round.about = vec![About::Finding(code("f-other"))];
    assert_eq!(desk.lacks(&draft), [Lack::NotAsked(party())]);
}

#[test]
fn nobody_checks_their_own_work_unless_there_is_nobody_else() {
    let mut desk = desk();
    let draft = desk.draft("present");
    desk.checked_by = None;
    assert_eq!(desk.lacks(&draft), [Lack::Unchecked]);
    desk.checked_by = Some("W-01");
    assert_eq!(desk.lacks(&draft), [Lack::CheckedByAuthor]);
    desk.checkers = vec!["W-01"];
    let found = desk.with(|beside| publishable(&draft, beside));
    assert!(found.is_ready() && found.notes.contains(&Note::CheckedByOnePerson));
    let points = desk.with(|beside| attacks(&draft, beside, &Field::default()));
    assert!(points.contains(&Attack::OneChecker));
}

#[test]
fn a_standard_needs_its_document_and_the_date_of_it() {
    let undated = Desk::of(case(|v| {
        v["sources"][0].as_object_mut().unwrap().remove("date");
    }));
    assert_eq!(
        undated.lacks(&undated.draft("present")),
        [Lack::CriterionDate(code("c"))]
    );
    let unwritten = Desk::of(case(|v| {
        v["obligations"][0]
            .as_object_mut()
            .unwrap()
            .remove("clause");
    }));
    let lacks = unwritten.lacks(&unwritten.draft("present"));
    assert_eq!(lacks, [Lack::CriterionDocument(code("c")), Lack::Uncited]);
}

#[test]
fn what_the_lawyer_attacks_has_its_facts() {
    let desk = Desk::of(case(|v| {
        v["samples"][0]["design"] = json!("judgmental");
        v["samples"][0]["chosen_because"] = json!("known to be bad");
        v["samples"][0]["announced"] = json!("announced");
        v["tallies"][0].as_object_mut().unwrap().remove("observers");
    }));
    let draft = desk.draft("present");
    let points = desk.with(|beside| attacks(&draft, beside, &Field::default()));
    let chosen = Attack::Chosen {
        sample: code("all"),
        because: Some("known to be bad".into()),
    };
    for point in [
        chosen,
        Attack::Announced,
        Attack::Grade(Grade::ObservedOnce),
        Attack::NotLocked,
        Attack::CauseUnknown,
        Attack::ClaimsMore {
            figure: code("report"),
            by: 90_i64.into(),
        },
    ] {
        assert!(points.contains(&point), "{point:?} in {points:?}");
        let names = point.names().into_iter().map(|(name, _)| name);
        assert!(names.collect::<std::collections::BTreeSet<_>>().len() == point.names().len());
    }
    assert!(
        !points
            .iter()
            .any(|p| matches!(p, Attack::NotAsked(_) | Attack::OneChecker))
    );
}

#[test]
fn a_finding_against_the_same_promise_is_a_repeat() {
    let desk = desk();
    let earlier = json!([
        { "id": "f-old", "title": "t", "obligations": ["present"], "condition": "c", "addressees": [], "counted_by": "auditor" },
        { "id": "f-kept", "title": "t", "obligations": ["paper"], "positive": true, "condition": "c", "addressees": [], "counted_by": "auditor" },
    ]);
    let earlier: Vec<crate::domain::finding::Finding> = serde_json::from_value(earlier).unwrap();
    let all = drafts(&desk.case, &desk.comparison, &earlier);
    let repeats: Vec<_> = all.iter().map(|d| d.repeat_of.clone()).collect();
    assert_eq!(repeats, [Some(code("f-old")), None]);
}
