//! Kits: promises in plain sentences with blanks, chosen from a list and filled in.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Errors, form_shown, shown};
use crate::db::counter::Series;
use crate::domain::actor::Permission;
use crate::domain::kit::{Blank, BlankKind, Kit};
use crate::features::register::Register;
use crate::features::register::actions::kits::{answers_of, begin_with};
use crate::infra::http::{Page, WebError, onward};
use crate::infra::kits::{all_shipped, shipped};

/// One kit in the list.
#[derive(Clone, Debug, Serialize)]
pub struct KitLine {
    /// Its name.
    pub title: String,
    /// What it is about, in a sentence.
    pub about: String,
    /// Where it is filled in.
    pub address: String,
}

/// The list of kits.
#[derive(Clone, Debug, Serialize)]
pub struct KitsPage {
    /// The kits there are.
    pub kits: Vec<KitLine>,
    /// Whether whoever reads may begin a check.
    pub may_change: bool,
}

impl Page for KitsPage {
    const TEMPLATE: &'static str = "pages/register/kits.html";
}

/// A blank as the form asks for it.
#[derive(Clone, Debug, Serialize)]
struct Asked {
    id: String,
    question: String,
    hint: String,
    value: String,
    /// Name and words of each choice.
    choices: Vec<(String, String)>,
}

/// A promise of the kit, which may be left out.
#[derive(Clone, Debug, Serialize)]
struct Offered {
    id: String,
    sentence: String,
    is_out: bool,
}

/// A kit to be filled.
#[derive(Clone, Debug, Serialize)]
pub struct KitPage {
    /// Where the form is sent.
    action: String,
    /// The text of a kit of one's own, which goes along with the form.
    own: Option<String>,
    title: String,
    about: String,
    blanks: Vec<Asked>,
    promises: Vec<Offered>,
    errors: Errors,
}

impl Page for KitPage {
    const TEMPLATE: &'static str = "pages/register/kit.html";
}

impl KitPage {
    /// A page of the form, with something in every place of it or nothing in any.
    #[must_use]
    pub(super) fn sample(text: &str, full: bool) -> Self {
        let text = || text.to_owned();
        let asked = |choices| Asked {
            id: "toilets".to_owned(),
            question: text(),
            hint: text(),
            value: text(),
            choices,
        };
        let blanks = vec![asked(Vec::new()), asked(vec![(text(), text())])];
        let offered = Offered {
            id: "present".to_owned(),
            sentence: text(),
            is_out: true,
        };
        Self {
            action: "/start/kits/toilets".to_owned(),
            own: full.then(text),
            title: text(),
            about: text(),
            blanks: if full { blanks } else { Vec::new() },
            promises: if full { vec![offered] } else { Vec::new() },
            errors: match full {
                true => Errors::from([("toilets".to_owned(), text()), ("form".to_owned(), text())]),
                false => Errors::new(),
            },
        }
    }
}

/// `GET /start/kits`
pub async fn list(
    State(desk): State<Register>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let line = |kit: Kit| KitLine {
        title: kit.title.of(words.code()).to_owned(),
        about: kit.about.of(words.code()).to_owned(),
        address: format!("/start/kits/{}", kit.id),
    };
    let page = KitsPage {
        kits: all_shipped(&words).into_iter().map(line).collect(),
        may_change: visit.actor.may(Permission::ChangeAudits),
    };
    shown(&desk, &page)
}

/// The form of a kit with what was typed.
pub(super) fn page(
    desk: &Register,
    kit: &Kit,
    form: &BTreeMap<String, String>,
    (own, errors): (Option<String>, Errors),
) -> KitPage {
    let words = desk.web.words();
    let language = words.code();
    let asked = |blank: &Blank| {
        let unit = blank.unit.as_ref().map(|unit| unit.of(language).to_owned());
        let mut hint = words.say("kit-example", &[("example", &blank.example)]);
        if let Some(unit) = unit {
            hint = format!("{unit}. {hint}");
        }
        let given = form.get(blank.id.as_str()).cloned();
        let value = given.or_else(|| blank.default.clone()).unwrap_or_default();
        let choices = blank.choices.iter().map(|choice| {
            let text = choice.text.of(language).to_owned();
            (choice.id.as_str().to_owned(), text)
        });
        Asked {
            id: blank.id.as_str().to_owned(),
            question: blank.question.of(language).to_owned(),
            hint: match blank.kind {
                BlankKind::Choice => String::new(),
                _ => hint,
            },
            value,
            choices: choices.collect(),
        }
    };
    let offered = |promise: &crate::domain::kit::KitPromise| {
        let field = format!("without-{}", promise.id);
        Offered {
            id: promise.id.as_str().to_owned(),
            sentence: blanks_open(promise.text.of(language)),
            is_out: form.get(&field).is_some_and(|word| word == "yes"),
        }
    };
    KitPage {
        action: match &own {
            Some(_) => "/start/kits/own".to_owned(),
            None => format!("/start/kits/{}", kit.id),
        },
        own,
        title: kit.title.of(language).to_owned(),
        about: kit.about.of(language).to_owned(),
        blanks: kit.blanks.iter().map(asked).collect(),
        promises: kit.promises.iter().map(offered).collect(),
        errors,
    }
}

/// A sentence with a line where a blank is.
fn blanks_open(sentence: &str) -> String {
    let mut open = String::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('{') {
        open.push_str(before);
        open.push_str("___");
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    open.push_str(rest);
    open
}

/// `GET /start/kits/{kit}`
pub async fn asked(
    State(desk): State<Register>,
    Path(name): Path<String>,
) -> Result<Response, WebError> {
    let kit = shipped(&name, &desk.web.words()).ok_or(WebError::NotFound)?;
    shown(
        &desk,
        &page(&desk, &kit, &BTreeMap::new(), (None, Errors::new())),
    )
}

/// `POST /start/kits/{kit}`
pub async fn given(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(name): Path<String>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let kit = shipped(&name, &desk.web.words()).ok_or(WebError::NotFound)?;
    let ctx = desk.web.begin_as(&visit);
    // What is entered is in the language of the organisation, whoever fills it in.
    let answers = answers_of(&kit, &form, ctx.app.words.code());
    match begin_with(&ctx, &kit, &answers).await {
        Ok(number) => {
            let label = Series::Dossier.label(number);
            Ok(onward(&format!("/register/{label}")))
        }
        Err(error) => {
            let errors = desk.web.told(error)?;
            let page = page(&desk, &kit, &form, (None, errors.clone()));
            form_shown(&desk, &errors, &page)
        }
    }
}
