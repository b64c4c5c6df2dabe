//! The versions of an agreement, and what changed between any two of them.

use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::differing::{ChangeLine, in_words};
use super::{Asking, Head, agreement_of, shown};
use crate::domain::register::{Version, difference};
use crate::features::register::Register;
use crate::features::register::actions::entry;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

/// A version in words.
#[derive(Clone, Debug, Serialize)]
pub struct VersionLine {
    /// 1 for the first that was recorded.
    pub number: u32,
    /// Original, or which amendment.
    pub name: String,
    /// From when it is in force, in words.
    pub from: String,
    /// The day to ask the agreement about; absent from the beginning.
    pub on: Option<String>,
    /// What changed, as it was told.
    pub changed: String,
    /// Whether a later record says the same day better.
    pub is_corrected: bool,
    /// Whether it is in force on the day the page is about.
    pub in_force: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct VersionsPage {
    /// The agreement.
    pub head: Head,
    /// The versions, the first recorded one first.
    pub versions: Vec<VersionLine>,
    /// Which two are compared.
    pub between: Option<(u32, u32)>,
    /// What differs.
    pub changes: Vec<ChangeLine>,
}

impl Page for VersionsPage {
    const TEMPLATE: &'static str = "pages/register/versions.html";
}

/// What a version is called: the original, amendment 2, or its own name.
pub(super) fn name_of(words: Words, version: &Version) -> String {
    let code = version.code.as_str();
    match code.strip_prefix("amendment-") {
        _ if code == "original" => words.get("register-version-original"),
        Some(number) => words.say("register-version-amendment", &[("number", number)]),
        None => code.to_owned(),
    }
}

/// What changed, as it was told. A correction that tells nothing has what was told of the version that it corrects.
fn told_of<'a>(versions: &'a [Version], version: &'a Version) -> &'a str {
    let of_it = |other: &&Version| other.code == version.code && other.number <= version.number;
    let mut told = versions
        .iter()
        .filter(of_it)
        .map(|one| one.changed.as_str())
        .rev();
    told.find(|changed| !changed.is_empty()).unwrap_or_default()
}

/// The versions in words; one of them is in force.
pub(super) fn lines(words: Words, versions: &[Version], in_force: Option<u32>) -> Vec<VersionLine> {
    let line = |version: &Version| {
        let effective = version.effective;
        let is_later = |other: &Version| other.number > version.number;
        VersionLine {
            number: version.number,
            name: name_of(words, version),
            from: match effective {
                Some(date) => words.partial_date(date),
                None => words.get("register-version-beginning"),
            },
            on: effective.map(|date| date.first_day().to_string()),
            changed: told_of(versions, version).to_owned(),
            is_corrected: versions
                .iter()
                .any(|other| is_later(other) && other.effective == effective),
            in_force: in_force == Some(version.number),
        }
    };
    versions.iter().map(line).collect()
}

/// Which two versions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The one before.
    pub from: String,
    /// The one after.
    pub to: String,
}

/// `GET /register/{agreement}/versions`; without a choice, the last two are compared.
pub async fn versions(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let words = desk.web.words();
    let entry = entry(&ctx, agreement_of(&label)?).await?;
    let numbered = |text: &str| {
        let number: u32 = text.parse().ok()?;
        entry.versions.iter().find(|one| one.number == number)
    };
    let (last, before) = {
        let mut newest_first = entry.versions.iter().rev();
        (newest_first.next(), newest_first.next())
    };
    let two = numbered(&asked.from)
        .or(before)
        .zip(numbered(&asked.to).or(last));
    let changes = two.map(|(from, to)| {
        let changes = difference(&from.terms, &to.terms);
        in_words(words, changes, &from.terms, &to.terms)
    });
    let newest = entry.newest()?.number;
    let page = VersionsPage {
        head: Head::of(&ctx, &entry),
        versions: lines(words, &entry.versions, Some(newest)),
        between: two.map(|(from, to)| (from.number, to.number)),
        changes: changes.unwrap_or_default(),
    };
    shown(&desk, &page)
}
