//! Sample values of every page: the awkward ones, so that a test that renders them proves something.

use super::desk::{Check, ChecksPage, DeskPage, PlaceLine};
use super::letters::{Day, LetterPage, LettersPage};
use super::people::{PeoplePage, Person};
use super::plan::{Choices, Departed, LockPage, PlanPage, Promise};
use super::rounds::{RoundsPage, TrendLine};
use super::sample::{Answer, DrawnShown, Listed, SamplePage, TaskShown};
use super::spending::HoursPage;
use super::withdrawal::{AccountLine, AccountsPage, WithdrawalPage};
use super::written::{KeptPage, WritePage};
use super::{Choice, Head};
use crate::features::audits::forms::Given;
use crate::infra::http::{AWKWARD, Errors, Page, Rendered, Templates};
use crate::infra::words::Words;

fn page<P: Page>(templates: &Templates, page: &P) -> Rendered {
    templates.sample(page)
}

fn text() -> String {
    AWKWARD.to_owned()
}

fn head(full: bool) -> Head {
    Head {
        code: "a-0001".to_owned(),
        title: text(),
        agreement: "A-0001".to_owned(),
        may_change: full,
        locked_on: full.then(|| "2026-11-22".to_owned()),
        has_plan: full,
        stopped_on: full.then(|| "2026-11-23".to_owned()),
    }
}

fn many<T>(full: bool, one: impl Fn() -> T) -> Vec<T> {
    if full { vec![one(), one()] } else { Vec::new() }
}

fn choice() -> Choice {
    Choice {
        value: "one".to_owned(),
        label: text(),
    }
}

fn errors(full: bool) -> Errors {
    let names = ["form", "reason", "name", "lines", "unit", "on"];
    let one = |name: &str| (name.to_owned(), text());
    if full {
        names.map(one).into()
    } else {
        Errors::new()
    }
}

/// Every page with something in every place of it, and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates, words: &Words) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        all.extend(of_plan(templates, words, full));
        all.extend(of_work(templates, words, full));
        all.extend(of_accounts(templates, full));
    }
    all
}

fn of_plan(templates: &Templates, words: &Words, full: bool) -> Vec<Rendered> {
    let check = || Check {
        code: "a-0001".to_owned(),
        title: text(),
    };
    let place = || PlaceLine {
        code: "s-0001".to_owned(),
        name: text(),
        stratum: Some(text()),
        days: vec!["2026-11-22".to_owned()],
    };
    let row = || vec![text(); 8];
    let departed = || Departed {
        number: 1,
        on: "2026-11-22".to_owned(),
        part: text(),
        before: text(),
        after: text(),
        reason: text(),
    };
    let promise = || Promise {
        code: "o-01".to_owned(),
        text: text(),
    };
    vec![
        page(
            templates,
            &ChecksPage {
                checks: many(full, check),
            },
        ),
        page(
            templates,
            &DeskPage {
                head: head(full),
                promises: 3,
                visits: 1,
                visited: 1,
                lines: many(full, text),
                missing: many(full, text),
                coverage: many(full, row),
                waiting: usize::from(full),
                deviations: usize::from(full),
                round: full.then(|| (2, "a-0001".to_owned())),
                before_plan: usize::from(full),
                may_check: full,
                may_conclude: full,
                accounts: full.then_some(3),
                withdrawn: if full { 2 } else { 0 },
                places: many(full, place),
            },
        ),
        page(
            templates,
            &PlanPage {
                head: head(full),
                form: Given::default(),
                errors: errors(full),
                choices: Choices::of(words),
                promises: many(full, promise),
                parties: many(full, choice),
                groups: vec![1],
                team: 0,
                places: 12,
                missing: many(full, text),
                deviations: many(full, departed),
                sha256: full.then(text),
            },
        ),
        page(
            templates,
            &LockPage {
                head: head(full),
                plan: text(),
                criteria: text(),
                promises: 3,
                instruments: many(full, || vec![text(); 3]),
                places: 12,
                list: full.then(text),
                seed: full.then_some("chance"),
                missing: many(full, text),
                wrong: many(full, text),
            },
        ),
    ]
}

fn sample_page(full: bool) -> SamplePage {
    let listed = || Listed {
        code: "s-0001".to_owned(),
        name: text(),
        group: Some(text()),
        may_go: true,
    };
    let task = || TaskShown {
        number: 1,
        place: text(),
        who: full.then(text),
        due: full.then(text),
        slot: full.then(text),
        state: "open".to_owned(),
    };
    SamplePage {
        head: head(full),
        form: Given::default(),
        errors: errors(full),
        designs: many(full, || super::sample::DesignShown {
            value: "census".to_owned(),
            label: text(),
            concludes: text(),
        }),
        replacements: many(full, choice),
        reasons: many(full, choice),
        groups: many(full, || (text(), 3, "group-1".to_owned())),
        places: many(full, listed),
        count: 12,
        sites: many(full, || (text(), 2)),
        sites_all: usize::from(full) * 2,
        awaits: full.then(|| (text(), text())),
        drawn: full.then(|| DrawnShown {
            seed: text(),
            sha256: text(),
            by_chance: true,
            groups: Vec::new(),
            clusters: Some(text()),
            commands: vec![text()],
            to_see: vec![("s-0001".to_owned(), text())],
            times: vec![text()],
        }),
        draw_wrong: full.then(text),
        coverage: many(full, || vec![text(); 8]),
        undrawn: usize::from(full),
        tasks: many(full, task),
        observers: many(full, text),
        instruments: many(full, text),
        substitutions: many(full, || vec![text(); 4]),
        planner: Answer::default(),
        is_locked: full,
    }
}

fn of_work(templates: &Templates, _: &Words, full: bool) -> Vec<Rendered> {
    let person = || Person {
        code: "W-07".to_owned(),
        who: full.then(text),
        roles: vec![text()],
        retired: full,
        declared_on: full.then(text),
        ties: many(full, text),
    };
    let trend = || TrendLine {
        asked: text(),
        before: text(),
        now: text(),
        differs: full.then(text),
    };
    vec![
        page(templates, &sample_page(full)),
        page(
            templates,
            &PeoplePage {
                head: head(full),
                form: Given::default(),
                errors: errors(full),
                people: many(full, person),
                accounts: many(full, choice),
                roles: many(true, choice),
                ties: many(true, choice),
                with: many(full, choice),
                is_locked: full,
            },
        ),
        page(
            templates,
            &LettersPage {
                head: head(full),
                form: Given::default(),
                errors: errors(full),
                kinds: many(true, choice),
                days: many(full, || Day {
                    on: text(),
                    what: text(),
                    note: full.then(text),
                }),
                observers: many(full, text),
                letters: super::letters::LETTERS.to_vec(),
                written: vec!["thanks", "escalation"],
                kept: many(full, || super::written::KeptLine {
                    number: 1,
                    subject: text(),
                    to: text(),
                    sent: full.then(text),
                }),
            },
        ),
        page(
            templates,
            &WritePage {
                head: head(full),
                kind: "escalation",
                facts: many(full, || ("told-f-01".to_owned(), text(), text())),
                plain: text(),
                short: text(),
                form: Given::default(),
                errors: errors(full),
            },
        ),
        page(
            templates,
            &KeptPage {
                head: head(full),
                number: 1,
                language: ("en".to_owned(), "ltr"),
                organisation: text(),
                date: text(),
                to: many(full, text),
                subject: text(),
                before: many(full, text),
                items: many(full, text),
                after: many(full, text),
                plain: text(),
                short: text(),
                mail: full.then(text),
                sent: (!full).then(text),
                ways: many(full, choice),
                form: Given::default(),
                errors: errors(full),
            },
        ),
        page(
            templates,
            &LetterPage {
                file: "window.pdf".to_owned(),
                head: head(full),
                organisation: text(),
                date: text(),
                to: many(full, text),
                subject: text(),
                paragraphs: many(full, text),
                items: many(full, text),
                closing: many(full, text),
                code: full.then(text),
                is_badge: full,
            },
        ),
        page(
            templates,
            &HoursPage {
                head: head(full),
                form: Given::default(),
                errors: errors(full),
                lines: many(full, || vec![text(); 5]),
                hours: "7:30".to_owned(),
                hours_planned: full.then(text),
                costs: many(full, text),
                money_planned: full.then(text),
                people: many(full, text),
            },
        ),
        page(
            templates,
            &RoundsPage {
                head: head(full),
                number: 2,
                earlier: full.then(|| "a-0001".to_owned()),
                trends: many(full, trend),
            },
        ),
    ]
}

fn of_accounts(templates: &Templates, full: bool) -> Vec<Rendered> {
    let account = |consent: &str, full: bool| AccountLine {
        code: "one".to_owned(),
        speaker: text(),
        date: full.then(|| "2024-03-05".to_owned()),
        place: full.then(text),
        promise: full.then(text),
        consent: consent.to_owned(),
    };
    let mut all = vec![page(
        templates,
        &AccountsPage {
            code: "a-0001".to_owned(),
            title: text(),
            accounts: many(full, || account("public", true)),
            withdrawn: u64::from(full),
        },
    )];
    for consent in ["internal", "funder", "provider", "public"] {
        let mut errors = Errors::new();
        if full {
            errors.insert("current".to_owned(), text());
        }
        all.push(page(
            templates,
            &WithdrawalPage {
                code: "a-0001".to_owned(),
                title: text(),
                account: account(consent, full),
                sign_in_name: text(),
                errors,
            },
        ));
    }
    all
}
