//! Sample values of every page: the awkward ones, so that a test that renders them proves something.

use std::sync::Arc;

use groundtruth_reports::model::{
    Bar, Cell, ChronologyEntry, Clause, Coded, DateText, Decided, Difference, Direction, Evidence,
    Fact, Figure, Finding, Fixes, FollowUp, Followed, Grade, Interval, Label, Labels, MoneyLine,
    PromiseRow, Refusal, Report, Response, Source, Stamp, Target, Verdict, VerdictCode, Voice,
    Working, WorkingInput, WorkingResult, WorkingStep,
};

use super::audit::AuditPage;
use super::catalogue::{ComponentsPage, PARTS};
use super::detail::{ChronologyPage, FindingsPage, MethodPage, PromisePage, WorkingPage};
use super::front::HomePage;
use crate::domain::code::Code;
use crate::domain::covering::Covering;
use crate::features::portal::choice::Choice;
use crate::features::portal::shelf::{Press, Printed, Volume};
use crate::infra::http::{Page, Redaction, Templates};
use crate::infra::words::Words;

/// A word that no column is wide enough for.
pub const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
/// A number that no column is wide enough for.
pub const HUGE: &str = "922,337,203,685,477";
/// Words that run from right to left.
pub const RTL: &str = "كل مرحاض مثبت في الأرض";

type Rendered = (&'static str, Result<String, minijinja::Error>);

/// Every page rendered from its sample, by template.
#[must_use]
pub fn rendered(templates: &Templates, words: &Words) -> Vec<Rendered> {
    let Ok(code) = Code::parse("sample") else {
        return Vec::new();
    };
    let full = Volume::new(code.clone(), report(words), Box::new(OutOfInk));
    let bare = Volume::new(
        code,
        Report {
            labels: labels(words),
            ..Report::default()
        },
        Box::new(OutOfInk),
    );
    let nothing = Choice {
        verdict: "nothing".to_owned(),
        ..Choice::default()
    };
    let mut all = vec![
        page(templates, &ComponentsPage::new(None, words)),
        page(templates, &HomePage::of(&[], words)),
    ];
    for part in PARTS {
        all.push(page(templates, &ComponentsPage::new(Some(part), words)));
    }
    for volume in [&Arc::new(full), &Arc::new(bare)] {
        let rows: Vec<_> = volume.report.promises.iter().collect();
        all.push(page(
            templates,
            &HomePage::of(std::slice::from_ref(volume), words),
        ));
        all.push(page(
            templates,
            &AuditPage::of(volume, &Choice::default(), words),
        ));
        all.push(page(templates, &AuditPage::of(volume, &nothing, words)));
        all.push(page(templates, &PromisePage::of(volume, &rows)));
        all.push(page(templates, &ChronologyPage::of(volume)));
        all.push(page(templates, &FindingsPage::of(volume)));
        all.push(page(templates, &MethodPage::of(volume)));
        all.extend(
            volume
                .report
                .workings
                .iter()
                .map(|w| page(templates, &WorkingPage::of(volume, w))),
        );
    }
    all
}

/// Samples have no editions.
struct OutOfInk;

impl Press for OutOfInk {
    fn endings(&self) -> &'static [&'static str] {
        &["html"]
    }

    fn print(&self, _: &Report) -> Result<Vec<Printed>, String> {
        Err("out of ink".to_owned())
    }

    fn photograph(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
}

fn page<P: Page>(templates: &Templates, page: &P) -> Rendered {
    (P::TEMPLATE, templates.html(page))
}

fn labels(words: &Words) -> Labels {
    Labels::new(Label::ALL.iter().map(|label| {
        let open: Vec<(String, String)> = label
            .placeholders()
            .iter()
            .map(|name| ((*name).to_owned(), format!("{{{name}}}")))
            .collect();
        let open: Vec<(&str, &str)> = open
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        (label.key(), words.say(label.key(), &open))
    }))
}

/// One promise under which everything stands that can stand there.
#[must_use]
pub fn row(words: &Words) -> PromiseRow {
    PromiseRow {
        number: "O-01".to_owned(),
        sentence: "Lunch for 40 children, each school day.".to_owned(),
        reading: Some("by the number".to_owned()),
        slice: Some("North school, March".to_owned()),
        clause: Some(Clause {
            document: "Agreement of 1 March 2024".to_owned(),
            clause: Some("4.2".to_owned()),
            page: Some("7".to_owned()),
            words: Some("The provider delivers forty lunches on each school day.".to_owned()),
            ..Clause::default()
        }),
        verdict: Some(verdict(words, VerdictCode::PartlyDelivered)),
        grade: Some(Grade {
            code: "corroborated".to_owned(),
            label: words.get("grade-corroborated"),
            because: None,
        }),
        promised: Cell::of(figure("40", Some("a day"), None)),
        claimed: Cell::of(figure(
            "39",
            Some("a day"),
            Some(("provider", words.get("counted-provider"))),
        )),
        found: Cell::of(Figure {
            of: Some("31 of 40 (77.5%)".to_owned()),
            working: Some("W-01".to_owned()),
            ..figure(
                "31",
                Some("a day"),
                Some(("auditor", words.get("counted-auditor"))),
            )
        }),
        gap: Some(Difference {
            text: "9 missing: 22.5% of 40".to_owned(),
            exact: Some("-9".to_owned()),
            direction: Direction::Short,
            working: Some("W-01".to_owned()),
            ..Difference::default()
        }),
        interval: Some(Interval {
            text: "62.5% to 87.7%".to_owned(),
            level: "0.95".to_owned(),
            ..Interval::default()
        }),
        bar: Some(Bar {
            target: Target::Value { at: 40.0 },
            claimed: Some(39.0),
            found: Some(31.0),
            whisker_low: Some(25.0),
            whisker_high: Some(35.1),
            ..Bar::default()
        }),
        refusals: vec![Refusal {
            code: "UNIT_PRICE_UNKNOWN".to_owned(),
            sentence: "There is no price per unit, so no amount is computed.".to_owned(),
            lifted_by: Some("the price of one unit".to_owned()),
            about: None,
        }],
        workings: vec!["W-01".to_owned()],
        evidence: vec!["E-001".to_owned()],
        notes: vec!["Counted at the door.".to_owned()],
        ..PromiseRow::default()
    }
}

/// A verdict in its words.
#[must_use]
pub fn verdict(words: &Words, code: VerdictCode) -> Verdict {
    Verdict {
        code,
        label: words.get(&format!("verdict-{}", code.code())),
        ..Verdict::default()
    }
}

fn figure(text: &str, unit: Option<&str>, who: Option<(&str, String)>) -> Figure {
    Figure {
        text: text.to_owned(),
        exact: Some(text.to_owned()),
        unit: unit.map(str::to_owned),
        who_counted: who.map(|(code, label)| Coded::new(code, label)),
        ..Figure::default()
    }
}

/// A picture under two boxes; its address is that of a drawing among the assets.
#[must_use]
pub fn redaction() -> Redaction {
    let boxes = [[7_200, 1_900, 1_600, 2_200], [6_700, 7_700, 2_600, 1_200]];
    let boxes = boxes.into_iter().filter_map(|one| one.try_into().ok());
    Redaction::of(String::new(), (800, 600), &Covering::Boxes(boxes.collect()))
}

/// One working.
#[must_use]
pub fn working() -> Working {
    Working {
        id: "W-01".to_owned(),
        title: "Lunch for 40 children, each school day.".to_owned(),
        formula: "delivery.shortfall".to_owned(),
        version: "1".to_owned(),
        inputs: vec![WorkingInput {
            name: "found".to_owned(),
            text: "31".to_owned(),
            ..WorkingInput::default()
        }],
        steps: vec![WorkingStep {
            text: "short of promised".to_owned(),
            exact: "9/40".to_owned(),
            shown: "22.5%".to_owned(),
            rounding: Some("to 1 decimals".to_owned()),
        }],
        result: WorkingResult {
            text: "31 of 40".to_owned(),
            ..WorkingResult::default()
        },
        notes: vec![LONG.to_owned()],
        ..Working::default()
    }
}

/// One piece of evidence.
#[must_use]
pub fn evidence() -> Evidence {
    Evidence {
        number: "E-001".to_owned(),
        title: "Count sheet, North school".to_owned(),
        kind: Some(Coded::new("count_sheet", "count sheet")),
        date: Some(DateText::new("4 March 2024", "2024-03-04")),
        by: Some("two observers".to_owned()),
        sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned()),
        supports: vec!["O-01".to_owned()],
        ..Evidence::default()
    }
}

fn came() -> FollowUp {
    let day = || Some(DateText::in_words(LONG));
    let item = Followed {
        number: "C-01".to_owned(),
        kind: Coded::new("asked", "asked"),
        what: format!("Mend <b>it</b> {LONG}"),
        to: RTL.to_owned(),
        due: day(),
        decided: vec![Decided {
            on: DateText::in_words("1 May"),
            state: Coded::new("agrees", "agrees"),
            by: Some(LONG.to_owned()),
            says: RTL.to_owned(),
        }],
        state: Coded::new("open", "open"),
        settled: day(),
        ..Followed::default()
    };
    FollowUp {
        items: vec![item],
        fixes: vec![Fixes {
            body: LONG.to_owned(),
            text: vec![HUGE.to_owned()],
            ..Fixes::default()
        }],
    }
}

fn report(words: &Words) -> Report {
    let mut odd = row(words);
    odd.number = "O-02".to_owned();
    odd.sentence = format!("{LONG} {RTL}");
    odd.promised = Cell::of(figure(HUGE, Some(LONG), None));
    odd.found = Cell::without(words.get("reason-nobody_looked"));
    odd.bar = None;
    odd.instead_of_bar = Some(words.get("cell-no-drawing"));
    Report {
        title: format!("A sample <script>alert(1)</script> {LONG}"),
        stamps: vec![Stamp {
            code: "practice".to_owned(),
            text: "Practice: invented".to_owned(),
        }],
        answer: vec!["Thirty-one of forty lunches were there.".to_owned()],
        does_not_say: vec!["why".to_owned()],
        made_by: vec![Fact::new("Audit by", "A group")],
        promises: vec![row(words), odd],
        findings: vec![Finding {
            number: "F-01".to_owned(),
            title: "Nine lunches of forty were missing".to_owned(),
            promises: vec!["O-01".to_owned()],
            ..Finding::default()
        }],
        voices: vec![Voice {
            id: "v".to_owned(),
            quote: RTL.to_owned(),
            who: "a parent".to_owned(),
            promises: vec!["O-01".to_owned()],
            ..Voice::default()
        }],
        responses: vec![Response {
            id: "r".to_owned(),
            party: "The provider".to_owned(),
            state: Coded::new("agrees", "agrees"),
            ..Response::default()
        }],
        follow_up: came(),
        chronology: vec![ChronologyEntry {
            date: DateText::new("4 March 2024", "2024-03-04"),
            what: "Visit".to_owned(),
            ..ChronologyEntry::default()
        }],
        money: groundtruth_reports::model::MoneySchedule {
            lines: vec![MoneyLine {
                number: "M-01".to_owned(),
                ..MoneyLine::default()
            }],
            ..Default::default()
        },
        workings: vec![working()],
        evidence: vec![evidence()],
        sources: vec![Source {
            id: "a".to_owned(),
            title: "Agreement".to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
            ..Source::default()
        }],
        labels: labels(words),
        ..Report::default()
    }
}
