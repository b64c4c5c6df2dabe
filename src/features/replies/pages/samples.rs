//! Sample values of every page: the awkward ones, so that a test that renders them proves something.

use super::desk::{RepliesPage, RoundLine};
use super::following::{
    CandidateLine, ClockLine, FixedLine, FollowingPage, LookLine, ProblemLine, ProblemPage,
    StepLine,
};
use super::hearings::{CameLine, HearingLine, HearingPage, HearingsPage, PromisedLine};
use super::mailed::MailedPage;
use super::notice::{NoticePage, Told};
use super::party::{AnswerPage, DoorPage, FindingLine, FindingsPage, ReceivedPage, ToFix};
use super::record::{Counted, MoneyOf, Of, RecordPage, RoundsOf};
use super::round::{AnswerLine, LinkPage, RoundPage, Standing};
use super::{Choice, Head};
use crate::features::replies::actions::Given;
use crate::infra::http::{AWKWARD, Errors, Rendered, Templates};

fn text() -> String {
    AWKWARD.to_owned()
}

fn some(full: bool) -> Option<String> {
    full.then(text)
}

fn many<T>(full: bool, one: impl Fn() -> T) -> Vec<T> {
    if full { vec![one(), one()] } else { Vec::new() }
}

fn head(full: bool) -> Head {
    Head {
        code: "a-0001".to_owned(),
        title: text(),
        may_change: full,
        stopped_on: None,
    }
}

fn choice() -> Choice {
    Choice::new("one", text())
}

fn errors(full: bool) -> Errors {
    let mut errors = Errors::new();
    let names = [
        "form", "about", "code", "text", "file", "on", "who", "says", "words",
    ];
    for name in names.into_iter().filter(|_| full) {
        errors.insert(name.to_owned(), text());
    }
    errors
}

fn told() -> Told {
    Told {
        label: "F-01".to_owned(),
        title: text(),
        parts: vec![(text(), text())],
        rests: vec![text()],
    }
}

/// Every page with something in every place of it, and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        all.extend(of_askers(templates, full));
        all.extend(of_parties(templates, full));
        all.extend(of_following(templates, full));
        all.extend(of_hearings(templates, full));
        all.push(of_records(templates, full));
    }
    all
}

fn of_askers(templates: &Templates, full: bool) -> Vec<Rendered> {
    let round = || RoundLine {
        number: 1,
        party: text(),
        findings: "F-01".to_owned(),
        window: text(),
        answered: 1,
        of: 2,
        waiting: 1,
    };
    let answer = || AnswerLine {
        number: 1,
        state: text(),
        text: text(),
        on: text(),
        how: text(),
        unconfirmed: true,
        late: true,
        documents: vec![("reply-1-1".to_owned(), text())],
    };
    let standing = || Standing {
        value: "f-01".to_owned(),
        label: "F-01".to_owned(),
        title: text(),
        state: some(full),
        answers: many(full, answer),
        weighed: vec![(text(), text())],
        waits: full,
    };
    vec![
        templates.sample(&RepliesPage {
            head: head(full),
            rounds: many(full, round),
            findings: many(full, choice),
            recommendations: many(full, choice),
            parties: many(full, choice),
            form: Given::new(),
            errors: errors(full),
            fewest: 7,
            most: 30,
        }),
        templates.sample(&RoundPage {
            head: head(full),
            number: 1,
            party: text(),
            findings: "F-01".to_owned(),
            window: text(),
            is_sent: full,
            to: some(full),
            mail: some(full),
            sent_on: some(full),
            sha256: some(full),
            leaves: full.then_some(12),
            sends_mail: full,
            asks_code: Some(full),
            chat: text(),
            languages: many(full, choice),
            proofs: many(full, text),
            extensions: many(full, text),
            reminders: many(full, text),
            standing: vec![standing()],
            states: many(full, choice),
            kinds: many(full, choice),
            changes: many(full, choice),
            abouts: many(full, choice),
            form: Given::new(),
            errors: errors(full),
        }),
        templates.sample(&RoundPage {
            head: head(true),
            number: 1,
            party: text(),
            findings: "F-01".to_owned(),
            window: text(),
            is_sent: false,
            to: None,
            mail: None,
            sent_on: None,
            sha256: None,
            leaves: None,
            sends_mail: full,
            asks_code: None,
            chat: text(),
            languages: many(full, choice),
            proofs: Vec::new(),
            extensions: Vec::new(),
            reminders: Vec::new(),
            standing: vec![standing()],
            states: Vec::new(),
            kinds: Vec::new(),
            changes: Vec::new(),
            abouts: Vec::new(),
            form: Given::new(),
            errors: errors(full),
        }),
        templates.sample(&LinkPage {
            head: head(full),
            number: 1,
            link: text(),
            code: text(),
            door: text(),
            asks_code: full,
            chat: text(),
            picture: None,
        }),
        templates.sample(&NoticePage {
            head: head(full),
            round: 1,
            organisation: text(),
            date: text(),
            to: many(full, text),
            subject: text(),
            before: many(full, text),
            findings: many(full, told),
            rests: text(),
            after: many(full, text),
            checkpoint: some(full),
        }),
    ]
}

fn of_parties(templates: &Templates, full: bool) -> Vec<Rendered> {
    let finding = || FindingLine {
        label: "F-01".to_owned(),
        title: text(),
        state: some(full),
        kept: full,
    };
    let to_fix = || ToFix {
        number: 1,
        finding: "F-01".to_owned(),
        place: some(full),
        state: text(),
        can_claim: full,
    };
    vec![
        templates.sample(&DoorPage {
            code: text(),
            errors: errors(full),
        }),
        templates.sample(&MailedPage {
            organisation: text(),
            mailbox: text(),
            minutes: 10,
            errors: errors(full),
        }),
        templates.sample(&FindingsPage {
            organisation: text(),
            audit: text(),
            party: text(),
            until: text(),
            is_over: full,
            findings: many(full, finding),
            to_fix: many(full, to_fix),
            form: Given::new(),
            errors: errors(full),
        }),
        templates.sample(&AnswerPage {
            organisation: text(),
            finding: told(),
            is_asked: full,
            until: text(),
            is_over: full,
            sent: many(full, || (text(), text(), text(), 1)),
            weighed: many(full, text),
            states: many(full, choice),
            waiting: usize::from(full),
            most: 10,
            form: Given::new(),
            errors: errors(full),
        }),
        templates.sample(&ReceivedPage {
            text: text(),
            sha256: text(),
        }),
    ]
}

fn of_following(templates: &Templates, full: bool) -> Vec<Rendered> {
    let line = || ProblemLine {
        number: 1,
        label: "P-01".to_owned(),
        finding: "F-01".to_owned(),
        promise: text(),
        place: some(full),
        body: text(),
        state: text(),
        look: some(full),
    };
    let fixed = || FixedLine {
        body: text(),
        rate: text(),
        claimed: 1,
        unfixed: 1,
        marked: text(),
    };
    let step = || StepLine {
        on: text(),
        state: text(),
        words: some(full),
        visit: some(full),
    };
    let candidate = || CandidateLine {
        code: "W-01".to_owned(),
        against: many(full, text),
    };
    let look = LookLine {
        number: 1,
        who: "W-01".to_owned(),
        due: some(full),
        visits: many(full, choice),
    };
    let problem = |look: Option<LookLine>| ProblemPage {
        head: head(full),
        is: line(),
        opened: text(),
        steps: many(full, step),
        false_closures: u64::from(full),
        can_claim: full,
        can_close: full,
        instrument: some(full),
        candidates: many(full, candidate),
        look,
        form: Given::new(),
        errors: errors(full),
    };
    vec![
        templates.sample(&FollowingPage {
            head: head(full),
            problems: many(full, line),
            fixed: many(full, fixed),
            clocks: many(full, || ClockLine {
                label: "C-01".to_owned(),
                what: text(),
                to: text(),
                kind: "decision",
                due: text(),
                standing: text(),
                is_over: full,
                decisions: many(full, || (text(), text(), text())),
                letter: full.then(|| ("/letters".to_owned(), text())),
            }),
            over: usize::from(full),
            asked: many(full, choice),
            positions: many(full, choice),
            findings: many(full, choice),
            places: many(full, choice),
            bodies: many(full, choice),
            severities: many(full, choice),
            rules: [7, 14, 6, 12, 30],
            form: Given::new(),
            errors: errors(full),
        }),
        templates.sample(&problem(Some(look))),
        templates.sample(&problem(None)),
    ]
}

fn of_hearings(templates: &Templates, full: bool) -> Vec<Rendered> {
    let hearing = || HearingLine {
        number: 1,
        on: text(),
        place: text(),
        promises: usize::from(full),
    };
    let came = || CameLine {
        who: text(),
        name: some(full),
        people: 3,
        agreed: full,
    };
    let promised = || PromisedLine {
        by: text(),
        says: text(),
        quote: some(full),
        due: text(),
        mends: "F-01 · P-01".to_owned(),
    };
    let page = |to_mend: bool| HearingPage {
        head: head(true),
        number: 1,
        on: text(),
        place: text(),
        came: many(full, came),
        printed: many(full, text),
        promises: many(full, promised),
        bodies: many(full, choice),
        findings: many(to_mend, choice),
        form: Given::new(),
        errors: errors(full),
    };
    vec![
        templates.sample(&HearingsPage {
            head: head(full),
            hearings: many(full, hearing),
            form: Given::new(),
            errors: errors(full),
        }),
        templates.sample(&page(true)),
        templates.sample(&page(false)),
    ]
}

fn of_records(templates: &Templates, full: bool) -> Rendered {
    let of = || Of {
        code: "a-0001".to_owned(),
        title: text(),
        figure: text(),
    };
    let counted = || Counted {
        label: text(),
        all: text(),
        audits: many(full, of),
    };
    let money = || MoneyOf {
        code: "a-0001".to_owned(),
        title: text(),
        cells: vec![vec![text(), text(), text(), text(), text()]],
        came_back: many(full, text),
    };
    let rounds = || RoundsOf {
        earlier: "a-0001".to_owned(),
        later: "a-0001-r2".to_owned(),
        trends: many(full, || vec![text(), text(), text()]),
        repeats: text(),
    };
    templates.sample(&RecordPage {
        label: "B-0001".to_owned(),
        name: text(),
        audits: many(full, of),
        findings: 2,
        kinds: many(full, counted),
        became: many(full, counted),
        answered: many(full, counted),
        fixed: full.then(|| FixedLine {
            body: text(),
            rate: text(),
            claimed: 1,
            unfixed: 1,
            marked: text(),
        }),
        problems: many(full, of),
        money: many(full, money),
        rounds: many(full, rounds),
    })
}
