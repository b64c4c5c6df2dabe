//! Sample values of every page: the awkward ones, so that a test that renders them proves something.

use super::agreement::{AgreementPage, PromiseRow, SourceLine};
use super::amendment::AmendmentPage;
use super::choosing::{ChoosingPage, Possible};
use super::criteria::{CriterionLine, PromiseInWords, PromisePage};
use super::differing::ChangeLine;
use super::dropping::DropPage;
use super::editing::AgreementFormPage;
use super::kits::{KitLine, KitPage, KitsPage};
use super::letters::{LetterShown, LettersForm, LettersPage};
use super::list::{Line, ListPage};
use super::own_kit::OwnKitPage;
use super::promise::{
    HeardLine, PromiseFormPage, SentencePage, per_choices, rank_choices, target_choices,
};
use super::read_in::{FieldLine, ReadLines};
use super::requests::{AllRequestsPage, RequestLine, RequestPage, RequestsPage};
use super::start::StartPage;
use super::versions::{VersionLine, VersionsPage};
use super::{Choice, Errors, Head, Pages};
use crate::domain::agreement::AgreementType;
use crate::domain::code::Code;
use crate::domain::register::Terms;
use crate::features::register::forms::{
    AgreementForm, AmendmentForm, AnswerForm, PromiseForm, RequestForm, TargetForm,
};
use crate::infra::http::{Page, Templates};
use crate::infra::words::Words;

/// A word that no column is wide enough for, a tag, and words that run from right to left.
const AWKWARD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau <script>alert(1)</script> كل مرحاض";

type Rendered = (&'static str, Result<String, minijinja::Error>);

fn page<P: Page>(templates: &Templates, page: &P) -> Rendered {
    (P::TEMPLATE, templates.html(page))
}

fn head(may_change: bool) -> Head {
    Head {
        label: "A-0001".to_owned(),
        title: AWKWARD.to_owned(),
        address: "/register/A-0001".to_owned(),
        may_change,
        check: may_change.then(|| "a-0001".to_owned()),
    }
}

fn own_kit(full: bool) -> OwnKitPage {
    OwnKitPage {
        problems: match full {
            true => vec![AWKWARD.to_owned()],
            false => Vec::new(),
        },
    }
}

fn letters(full: bool) -> LettersPage {
    let text = || AWKWARD.to_owned();
    let letter = LetterShown {
        kind: "finding",
        subject: text(),
        body: vec![text()],
        plain: text(),
    };
    LettersPage {
        head: head(full),
        form: LettersForm {
            deadline: text(),
            regulator: text(),
            finding: text(),
            as_pdf: String::new(),
        },
        letters: if full { vec![letter] } else { Vec::new() },
        errors: match full {
            true => Errors::from([("deadline".to_owned(), text())]),
            false => Errors::new(),
        },
    }
}

fn request(state_kind: &'static str) -> RequestLine {
    let text = || AWKWARD.to_owned();
    let some = || (state_kind != "waiting").then(text);
    RequestLine {
        label: "Q-0001".to_owned(),
        address: "/register/A-0001/requests/Q-0001".to_owned(),
        what: text(),
        asked_of: text(),
        how: text(),
        asked_on: text(),
        law: some(),
        due_on: some(),
        answered_on: some(),
        answer: some(),
        state: text(),
        state_kind,
        agreement: Some(("A-0001".to_owned(), text())),
    }
}

fn version(number: u32) -> VersionLine {
    VersionLine {
        number,
        name: AWKWARD.to_owned(),
        from: AWKWARD.to_owned(),
        on: (number > 1).then(|| "2026-03-01".to_owned()),
        changed: AWKWARD.to_owned(),
        is_corrected: number == 1,
        in_force: number == 2,
    }
}

fn read_lines() -> ReadLines {
    let text = || AWKWARD.to_owned();
    let line = FieldLine {
        field: text(),
        at: text(),
        text: text(),
    };
    ReadLines {
        import: "I-0001".to_owned(),
        file: Some(text()),
        fields: vec![line],
    }
}

fn agreement(full: bool) -> AgreementPage {
    let text = || AWKWARD.to_owned();
    let row = || {
        if full {
            vec![vec![text(); 4]]
        } else {
            Vec::new()
        }
    };
    let some = full.then(text);
    let promise = PromiseRow {
        label: "O-01".to_owned(),
        address: "/register/A-0001/promises/O-01".to_owned(),
        sentence: text(),
        target: text(),
        kind: text(),
        clause: some.clone(),
        document_page: full.then(|| "/documents/D-0001/pages/2".to_owned()),
        places: some.clone(),
        further: 2,
    };
    let document = SourceLine {
        title: text(),
        url: Some("https://example.org/a?b=<c>".to_owned()),
        is_held: true,
    };
    AgreementPage {
        head: head(full),
        kind: text(),
        is_missing: full,
        on: "2026-03-01".to_owned(),
        on_words: text(),
        on_wrong: full,
        version: text(),
        is_older: full,
        is_before: full,
        read_in: full.then(read_lines),
        facts: if full {
            vec![("value", text())]
        } else {
            Vec::new()
        },
        rate: full.then(|| (text(), vec![vec![text(); 2]])),
        budget: if full {
            vec![vec![text(); 2]]
        } else {
            Vec::new()
        },
        promises: if full { vec![promise] } else { Vec::new() },
        others: if full {
            vec![(text(), "/register/A-0001/promises/O-02".to_owned(), text())]
        } else {
            Vec::new()
        },
        claims: row(),
        flows: row(),
        documents: if full { vec![document] } else { Vec::new() },
        requests: if full {
            vec![request("late")]
        } else {
            Vec::new()
        },
        requests_of: usize::from(full),
        versions: vec![version(1), version(2)],
    }
}

fn pages_of(before: bool) -> Pages {
    Pages {
        now: 2,
        of: 3,
        before: before.then(|| "/register".to_owned()),
        after: (!before).then(|| "/register?page=3".to_owned()),
    }
}

fn list(lines: usize) -> ListPage {
    let line = Line {
        label: "A-0001".to_owned(),
        title: AWKWARD.to_owned(),
        address: "/register/A-0001".to_owned(),
        kind: AWKWARD.to_owned(),
        funders: AWKWARD.to_owned(),
        providers: String::new(),
        period: Some(AWKWARD.to_owned()),
        value: Some("R922,337,203,685,477".to_owned()),
        promises: 3,
        ended: true,
    };
    let options = vec![Choice {
        value: String::new(),
        label: AWKWARD.to_owned(),
        chosen: true,
    }];
    ListPage {
        q: AWKWARD.to_owned(),
        kinds: options.clone(),
        shows: options.clone(),
        sorts: options,
        of: u64::try_from(lines).unwrap_or(0),
        is_narrowed: lines == 1,
        lines: vec![line; lines],
        pages: pages_of(lines == 1),
        may_change: lines == 1,
    }
}

/// Every page rendered from its sample, by template.
#[must_use]
pub fn rendered(templates: &Templates, words: &Words) -> Vec<Rendered> {
    let words = *words;
    let text = || AWKWARD.to_owned();
    let Ok(code) = Code::parse("a-0001") else {
        return Vec::new();
    };
    let terms = Terms::begun(code, text(), AgreementType::Contract);
    let wrong = |fields: &[&str]| -> Errors {
        fields
            .iter()
            .map(|field| ((*field).to_owned(), text()))
            .collect()
    };
    let mut all = Vec::new();
    for full in [true, false] {
        all.push(page(templates, &StartPage { may_change: full }));
        let kit = KitLine {
            title: text(),
            about: text(),
            address: "/start/kits/toilets".to_owned(),
        };
        let kits = if full { vec![kit] } else { Vec::new() };
        all.push(page(
            templates,
            &KitsPage {
                kits,
                may_change: full,
            },
        ));
        all.push(page(templates, &KitPage::sample(AWKWARD, full)));
        all.push(page(templates, &own_kit(full)));
        all.push(page(templates, &letters(full)));
        let agreements = vec![Possible {
            label: "A-0001".to_owned(),
            title: text(),
            address: "/register/A-0001/promises/new".to_owned(),
        }];
        all.push(page(
            templates,
            &ChoosingPage {
                quote: text(),
                document: "D-0001".to_owned(),
                agreements: if full { agreements } else { Vec::new() },
            },
        ));
        all.push(page(templates, &list(usize::from(full))));
        all.push(page(templates, &agreement(full)));
        let errors = if full {
            wrong(&["title", "value", "url", "places"])
        } else {
            Errors::new()
        };
        for kind in ["contract", "law", "not_produced"] {
            let form = AgreementForm {
                title: text(),
                kind: kind.to_owned(),
                ..AgreementForm::default()
            };
            let shown =
                AgreementFormPage::of(words, full.then(|| head(true)), form, errors.clone());
            all.push(page(templates, &shown));
        }
        let errors = if full {
            wrong(&["effective", "changed"])
        } else {
            Errors::new()
        };
        let amendment = AmendmentPage {
            head: head(true),
            newest_from: full.then(text),
            form: AmendmentForm::default(),
            errors,
        };
        all.push(page(templates, &amendment));
        let change = ChangeLine {
            about: full.then(text),
            field: text(),
            before: full.then(text),
            after: Some(text()),
        };
        let versions = VersionsPage {
            head: head(full),
            versions: vec![version(1), version(2)],
            between: full.then_some((1, 2)),
            changes: if full { vec![change] } else { Vec::new() },
        };
        all.push(page(templates, &versions));
        all.extend(promises(templates, words, &terms, full));
        let errors = if full {
            wrong(&["what", "days", "due_on"])
        } else {
            Errors::new()
        };
        let requests = RequestsPage {
            head: head(full),
            is_missing: full,
            requests: if full {
                vec![request("late"), request("answered")]
            } else {
                Vec::new()
            },
            form: RequestForm::default(),
            days_are: Vec::new(),
            errors,
        };
        all.push(page(templates, &requests));
        let one = RequestPage {
            head: head(full),
            request: request(if full { "answered" } else { "waiting" }),
            outcomes: Vec::new(),
            form: AnswerForm::default(),
            errors: if full {
                wrong(&["answered_on", "outcome"])
            } else {
                Errors::new()
            },
        };
        all.push(page(templates, &one));
        let every = AllRequestsPage {
            counts: [1, 1, 1],
            requests: if full {
                vec![request("late")]
            } else {
                Vec::new()
            },
            pages: pages_of(full),
        };
        all.push(page(templates, &every));
    }
    all
}

fn promises(templates: &Templates, words: Words, terms: &Terms, full: bool) -> Vec<Rendered> {
    let text = || AWKWARD.to_owned();
    let wrong = |fields: &[&str]| -> Errors {
        let told = |field: &&str| ((*field).to_owned(), text());
        if full {
            fields.iter().map(told).collect()
        } else {
            Errors::new()
        }
    };
    let sentence = SentencePage {
        head: head(true),
        promise: text(),
        document: "D-0001".to_owned(),
        page: "3".to_owned(),
        quote: text(),
        clause: String::new(),
        errors: wrong(&["promise"]),
    };
    let form = PromiseForm {
        promise: text(),
        ..PromiseForm::default()
    };
    let errors = wrong(&["unit", "amount", "places", "high"]);
    let label = full.then(|| "O-01".to_owned());
    let mut editor = PromiseFormPage::of(words, head(true), terms, (label, form, errors));
    let heard = HeardLine {
        what: "assumed",
        words: text(),
    };
    editor.heard = (!full).then(|| vec![heard]);
    let criterion = CriterionLine {
        code: "agreed".to_owned(),
        target: text(),
        slices: vec![text()],
        rank: text(),
        sources: vec![text()],
        tolerance: full.then(text),
    };
    let shown = PromisePage {
        head: head(full),
        label: "O-01".to_owned(),
        address: "/register/A-0001/promises/O-01".to_owned(),
        stands: full,
        promise: PromiseInWords {
            sentence: text(),
            kind: text(),
            unit: text(),
            criteria: vec![criterion.clone(), criterion],
            facts: vec![("penalty", text())],
            quote: full.then(text),
            quote_checked: full.then_some("not-checked"),
            document_page: full.then(|| "/documents/D-0001/pages/2".to_owned()),
        },
        form: TargetForm::default(),
        targets: target_choices(words, "at_least"),
        pers: per_choices(words, ""),
        ranks: rank_choices(words, ""),
        sources: vec![text()],
        read_in: full.then(read_lines),
        errors: wrong(&["amount"]),
    };
    let drop = DropPage {
        head: head(true),
        label: "O-01".to_owned(),
        address: "/register/A-0001/promises/O-01".to_owned(),
        sentence: text(),
    };
    vec![
        page(templates, &sentence),
        page(templates, &editor),
        page(templates, &shown),
        page(templates, &drop),
    ]
}
