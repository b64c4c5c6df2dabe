//! One activity to an agreement.

use super::element::{Element, Tree};
use super::{check, money, results};
use crate::domain::agreement::AgreementType;
use crate::domain::exchange::{
    Given, Harvest, Note, OrgId, Pointer, PublishedAgreement, PublishedDocument, PublishedParty,
    PublishedPlace,
};
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::features::imports::refusal::note;
use crate::features::imports::values::{self, DateText};

/// The states by their code.
const STATES: [(&str, &str); 6] = [
    ("1", "pipeline"),
    ("2", "implementation"),
    ("3", "finalisation"),
    ("4", "closed"),
    ("5", "cancelled"),
    ("6", "suspended"),
];

/// Takes one activity.
pub(super) fn activity(tree: &Tree, harvest: &mut dyn Harvest) {
    let root = tree.root();
    let mut notes = Vec::new();
    let source_id = root
        .first("iati-identifier")
        .and_then(Element::text)
        .unwrap_or_else(|| {
            notes.push(note("id-missing", &root.path(), &[]));
            Given {
                value: root.path(),
                text: String::new(),
                at: Pointer(root.path()),
            }
        });
    let (funders, providers) = parties(root, &mut notes);
    let [planned_start, start, planned_end, end] =
        ["1", "2", "3", "4"].map(|kind| day_of(root, kind, &mut notes));
    let (promises, claims) = results::results(root, counter(root), &mut notes);
    let (amount, other_amounts, flows) = money::money(root, &mut notes);
    for result in root.all("result") {
        check::check(result, &mut notes);
    }
    if root.first("result").is_none() {
        notes.push(note("no-results", &root.path(), &[]));
    }
    let mut extras = Vec::new();
    for (name, planned, actual) in [
        ("planned start", &planned_start, &start),
        ("planned end", &planned_end, &end),
    ] {
        if let (Some(planned), Some(actual)) = (planned, actual)
            && planned.value != actual.value
        {
            let kept = Given {
                value: planned.text.clone(),
                text: planned.text.clone(),
                at: planned.at.clone(),
            };
            extras.push((name.to_owned(), kept));
        }
    }
    harvest.agreement(PublishedAgreement {
        source_id,
        kind: AgreementType::Grant,
        title: root.first("title").and_then(Element::narrative),
        description: description(root),
        funders,
        providers,
        amount,
        other_amounts,
        signed: None,
        start: start.or(planned_start),
        end: end.or(planned_end),
        as_of: None,
        status: status(root),
        places: places(root),
        promises,
        claims,
        flows,
        documents: documents(root, &mut notes),
        notes,
        extras,
    });
}

fn description(root: Element<'_>) -> Option<Given<String>> {
    let general = root
        .all("description")
        .find(|one| one.attribute("type").is_none_or(|kind| kind == "1"));
    general
        .and_then(Element::narrative)
        .or_else(|| root.first("description").and_then(Element::narrative))
}

fn status(root: Element<'_>) -> Option<Given<String>> {
    let code = root.first("activity-status")?.given("code")?;
    let word = STATES.iter().find(|(known, _)| *known == code.value);
    Some(Given {
        value: word.map_or_else(|| code.value.clone(), |(_, word)| (*word).to_owned()),
        ..code
    })
}

/// The date in an attribute `iso-date`.
pub(super) fn day(
    element: Element<'_>,
    attribute: &str,
    notes: &mut Vec<Note>,
) -> Option<Given<PartialDate>> {
    let given = element.given(attribute)?;
    match values::date(&given.text, None) {
        DateText::Known(value) => Some(Given {
            value,
            text: given.text,
            at: given.at,
        }),
        _ => {
            notes.push(note(
                "date-unreadable",
                &given.at.0,
                &[("text", &given.text)],
            ));
            None
        }
    }
}

fn day_of(root: Element<'_>, kind: &str, notes: &mut Vec<Note>) -> Option<Given<PartialDate>> {
    let old = match kind {
        "1" => "start-planned",
        "2" => "start-actual",
        "3" => "end-planned",
        _ => "end-actual",
    };
    let told = root.all("activity-date").find(|date| {
        date.attribute("type")
            .is_some_and(|t| t == kind || t == old)
    })?;
    day(told, "iso-date", notes)
}

pub(super) fn party(org: Element<'_>, notes: &mut Vec<Note>) -> Option<PublishedParty> {
    let identifier = org.given("ref").map(|given| Given {
        value: OrgId::published(&given.value),
        text: given.text,
        at: given.at,
    });
    let named = identifier.as_ref().map(|id| Given {
        value: id.value.original.clone(),
        text: id.text.clone(),
        at: id.at.clone(),
    });
    let Some(name) = org.narrative().or(named) else {
        notes.push(note("party-without-name", &org.path(), &[]));
        return None;
    };
    Some(PublishedParty {
        name,
        identifiers: identifier.into_iter().collect(),
        share: None,
        is_person: false,
    })
}

/// Whoever pays and whoever delivers; where no role says who pays, whoever extends or answers for it, and that is told.
fn parties(root: Element<'_>, notes: &mut Vec<Note>) -> (Vec<PublishedParty>, Vec<PublishedParty>) {
    let mut of_role = |codes: [&str; 2]| -> Vec<PublishedParty> {
        let has = |org: &Element<'_>| {
            let role = org.attribute("role").unwrap_or_default();
            codes.iter().any(|code| code.eq_ignore_ascii_case(role))
        };
        let orgs: Vec<_> = root.all("participating-org").filter(has).collect();
        orgs.into_iter()
            .filter_map(|org| party(org, notes))
            .collect()
    };
    let mut funders = of_role(["1", "Funding"]);
    let providers = of_role(["4", "Implementing"]);
    let mut stands_in = None;
    if funders.is_empty() {
        for (role, code) in [
            (["3", "Extending"], "extending"),
            (["2", "Accountable"], "accountable"),
        ] {
            funders = of_role(role);
            if !funders.is_empty() {
                stands_in = Some(code);
                break;
            }
        }
    }
    if let Some(role) = stands_in {
        notes.push(note("funder-by-role", &root.path(), &[("role", role)]));
    } else if funders.is_empty() {
        notes.push(note("funder-missing", &root.path(), &[]));
    }
    if providers.is_empty() {
        notes.push(note("provider-missing", &root.path(), &[]));
    }
    (funders, providers)
}

/// Who counted what is published: the provider where it reports itself, else the funder.
fn counter(root: Element<'_>) -> Counter {
    let Some(reporter) = root.first("reporting-org") else {
        return Counter::NotPublished;
    };
    let id = |org: Element<'_>| {
        org.attribute("ref")
            .map(|text| OrgId::published(text).normal)
    };
    let name = |org: Element<'_>| org.narrative().map(|name| name.value.to_lowercase());
    let same = |org: Element<'_>| {
        (id(org).is_some() && id(org) == id(reporter))
            || (name(org).is_some() && name(org) == name(reporter))
    };
    let delivers = |org: &Element<'_>| {
        org.attribute("role")
            .is_some_and(|r| r == "4" || r.eq_ignore_ascii_case("Implementing"))
    };
    let mut those = root.all("participating-org").filter(delivers);
    if those.any(same) {
        Counter::Provider
    } else {
        Counter::Funder
    }
}

fn places(root: Element<'_>) -> Vec<PublishedPlace> {
    let mut found = Vec::new();
    for location in root.all("location") {
        let identifier = location
            .first("location-id")
            .or_else(|| location.first("administrative"));
        let code = identifier.and_then(|id| id.given("code"));
        let point = location
            .first("point")
            .and_then(|point| point.first("pos"))
            .and_then(Element::text);
        let point = point.and_then(|given| {
            let (latitude, longitude) = given.value.split_once(char::is_whitespace)?;
            let value = (latitude.to_owned(), longitude.trim().to_owned());
            Some(Given {
                value,
                text: given.text,
                at: given.at,
            })
        });
        let name = location.first("name").and_then(Element::narrative);
        let name = name.or_else(|| location.first("location-description")?.narrative());
        let by_point = || {
            let given = point.as_ref()?;
            Some(Given {
                value: given.text.clone(),
                text: given.text.clone(),
                at: given.at.clone(),
            })
        };
        let Some(name) = name.or_else(|| code.clone()).or_else(by_point) else {
            continue;
        };
        found.push(PublishedPlace {
            name,
            code,
            point,
            is_weak: false,
        });
    }
    for name in ["recipient-country", "recipient-region"] {
        for area in root.all(name) {
            let code = area.given("code");
            let Some(name) = area.narrative().or_else(|| code.clone()) else {
                continue;
            };
            found.push(PublishedPlace {
                name,
                code,
                point: None,
                is_weak: true,
            });
        }
    }
    found
}

fn documents(root: Element<'_>, notes: &mut Vec<Note>) -> Vec<PublishedDocument> {
    let mut found = Vec::new();
    for link in root.all("document-link") {
        let url = link.given("url");
        let title = link.first("title").and_then(Element::narrative);
        let Some(title) = title.or_else(|| url.clone()) else {
            continue;
        };
        found.push(PublishedDocument {
            title,
            url,
            kind: link
                .first("category")
                .and_then(|c| c.attribute("code"))
                .map(str::to_owned),
            date: link
                .first("document-date")
                .and_then(|date| day(date, "iso-date", notes)),
        });
    }
    found
}
