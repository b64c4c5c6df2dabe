//! Sample values of every page of accounts: the awkward ones, so that a test that renders them proves something.

use super::account::{AccountPage, Line, OrganisationsPage, WelcomePage};
use super::door::DoorPage;
use super::mails::{LeavingPage, Wish};
use super::people::{AccessPage, PeoplePage, Someone, Waiting};
use super::settings::SettingsPage;
use super::sign_in::{CodePage, SignInPage};
use super::{Errors, OncePage, START, Tongue};
use crate::domain::actor::Role;
use crate::infra::http::{Page, Templates};
use crate::infra::qr::picture;

/// A word that no column is wide enough for, a tag, and words that run from right to left.
const AWKWARD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau <script>alert(1)</script> كل مرحاض";

type Rendered = (&'static str, Result<String, minijinja::Error>);

/// Every page rendered from its samples, by template.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for is_full in [true, false] {
        all.push(page(templates, &sign_in(is_full)));
        all.push(page(templates, &code(is_full)));
        all.push(page(templates, &settings(is_full)));
        all.push(page(templates, &people(is_full)));
        all.push(page(templates, &access_log(is_full)));
        all.push(page(templates, &organisations(is_full)));
        all.push(page(templates, &welcome(is_full)));
        for kind in ["begin", "join", "reset"] {
            all.push(page(templates, &door(kind, is_full)));
        }
        for kind in ["recovery", "token", "invitation", "reset"] {
            all.push(page(templates, &once(kind, is_full)));
        }
    }
    for state in [Factor::None, Factor::Waits, Factor::On] {
        all.push(page(templates, &account(state)));
    }
    for is_sent in [true, false] {
        let leaving = LeavingPage {
            stream: if is_sent { "weekly" } else { "news" },
            is_sent,
            token: "QUJD".to_owned(),
        };
        all.push(page(templates, &leaving));
    }
    all
}

fn page<P: Page>(templates: &Templates, page: &P) -> Rendered {
    (P::TEMPLATE, templates.html(page))
}

fn text() -> String {
    AWKWARD.to_owned()
}

/// Something wrong with these fields, or nothing.
fn errors(is_full: bool, fields: &[&'static str]) -> Errors {
    let fields = fields.iter().filter(|_| is_full);
    fields.map(|field| (*field, text())).collect()
}

fn tongues() -> Vec<Tongue> {
    let tongue = |(code, name, chosen)| Tongue { code, name, chosen };
    [("en", "English", false), ("fr", "Français", true)]
        .map(tongue)
        .to_vec()
}

fn sign_in(is_full: bool) -> SignInPage {
    SignInPage {
        sign_in_name: text(),
        errors: errors(is_full, &["form", "sign_in_name"]),
    }
}

fn code(is_full: bool) -> CodePage {
    CodePage {
        errors: errors(is_full, &["form", "code"]),
    }
}

fn settings(is_full: bool) -> SettingsPage {
    SettingsPage {
        organisation: text(),
        work_name: text(),
        zone: "Africa/Johannesburg".to_owned(),
        languages: tongues(),
        errors: errors(
            is_full,
            &["form", "organisation", "work_name", "zone", "language"],
        ),
    }
}

fn people(is_full: bool) -> PeoplePage {
    let someone = |number| Someone {
        number,
        label: format!("P-{number:04}"),
        name: text(),
        role: Role::Observer.word(),
        is_out: number > 1,
    };
    let waiting = Waiting {
        note: text(),
        role: Role::Checker.word(),
        until: "2026-11-29 12:00 UTC".to_owned(),
        reference: "0123456789abcdef".to_owned(),
    };
    PeoplePage {
        people: if is_full {
            (1..4).map(someone).collect()
        } else {
            Vec::new()
        },
        invitations: is_full.then_some(waiting).into_iter().collect(),
        roles: Role::ALL.iter().map(|role| role.word()).collect(),
        mail_is_on: is_full,
        note: text(),
        mail: "ana@people.example".to_owned(),
        errors: errors(is_full, &["form", "people", "note", "mail"]),
    }
}

fn access_log(is_full: bool) -> AccessPage {
    let line = || vec![text(), "P-0001".to_owned(), text(), text()];
    AccessPage {
        entries: is_full.then(line).into_iter().collect(),
    }
}

fn organisations(is_full: bool) -> OrganisationsPage {
    let one = |here| {
        let role = Role::AuditLead.word();
        ("theirs".to_owned(), text(), role, here)
    };
    OrganisationsPage {
        organisations: if is_full {
            vec![one(true), one(false)]
        } else {
            Vec::new()
        },
    }
}

fn welcome(is_full: bool) -> WelcomePage {
    WelcomePage {
        organisation: is_full.then(text),
        work_name: text(),
        must_set_up: is_full,
        may_people: is_full,
        may_audits: is_full,
        operates: is_full,
        start: START,
    }
}

fn door(kind: &'static str, is_full: bool) -> DoorPage {
    DoorPage {
        kind,
        known: !is_full,
        code: text(),
        organisation: text(),
        work_name: text(),
        languages: tongues(),
        name: text(),
        sign_in_name: text(),
        errors: errors(
            is_full,
            &[
                "form",
                "code",
                "language",
                "organisation",
                "work_name",
                "name",
                "sign_in_name",
                "password",
            ],
        ),
    }
}

fn once(kind: &'static str, is_full: bool) -> OncePage {
    OncePage {
        kind,
        lines: vec![text(), text()],
        code: is_full.then(text),
        picture: is_full
            .then(|| picture("https://watch.example/join"))
            .flatten(),
        next: "/people",
    }
}

/// Where the second factor stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Factor {
    None,
    Waits,
    On,
}

fn account(factor: Factor) -> AccountPage {
    let line = |is_this| Line {
        what: text(),
        when: "2026-11-22 12:00 UTC".to_owned(),
        reference: "0123456789abcdef".to_owned(),
        is_this,
        writes: is_this,
    };
    let waits = factor == Factor::Waits;
    let is_member = factor != Factor::None;
    AccountPage {
        sign_in_name: text(),
        organisation: is_member.then(text),
        number: is_member.then(|| "P-0001".to_owned()),
        role: is_member.then(|| Role::Administrator.word()),
        must_set_up: waits,
        factor_on: factor == Factor::On,
        codes_left: 3,
        picture: waits.then(|| picture("otpauth://totp/a")).flatten(),
        secret: waits.then(text),
        sessions: vec![line(true), line(false)],
        may_tokens: is_member,
        may_tokens_that_write: waits,
        may_people: is_member,
        tokens: waits.then(|| line(false)).into_iter().collect(),
        several: is_member,
        mails: is_member.then(|| Wish {
            weekly: waits,
            news: !waits,
            languages: super::tongues("fr"),
        }),
        errors: errors(
            waits,
            &["form", "current", "password", "code", "token_name"],
        ),
    }
}
