//! Sample values of the pages of bodies and sites, so that a test renders each.

use super::bodies::{BodiesPage, BodyPage, Identifier, In, Line, NewBodyPage};
use super::sites::{Line as SiteLine, SitesPage};
use crate::domain::site::SiteKind;
use crate::features::parties::actions::bodies::{ROLES, role_word};
use crate::infra::http::{AWKWARD, Rendered, Templates, Typed};

fn text() -> String {
    AWKWARD.to_owned()
}

fn body(full: bool) -> Line {
    Line {
        label: "B-0001".to_owned(),
        name: text(),
        is_person: full,
        roles: if full {
            ROLES.map(role_word).to_vec()
        } else {
            Vec::new()
        },
        identifiers: if full { vec![text()] } else { Vec::new() },
        by: full.then(|| "P-0001".to_owned()),
    }
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        let bodies = || {
            if full {
                vec![body(true), body(false)]
            } else {
                Vec::new()
            }
        };
        all.push(templates.sample(&BodiesPage {
            q: text(),
            may_change: full,
            bodies: bodies(),
            count: bodies().len(),
            now: 1,
            of: if full { 3 } else { 1 },
        }));
        let identifier = Identifier {
            normal: text(),
            original: text(),
            register: None,
        };
        let agreement = In {
            label: "A-0001".to_owned(),
            title: text(),
            roles: vec!["funder", "provider", "subcontractor", "party"],
        };
        all.push(templates.sample(&BodyPage {
            may_change: full,
            may_check: full,
            body: body(full),
            note: full.then(text),
            identifiers: if full { vec![identifier] } else { Vec::new() },
            agreements: if full { vec![agreement] } else { Vec::new() },
            same: bodies(),
            apart: bodies(),
            maybe: bodies(),
            form: Typed::sample(&["identifier"], AWKWARD, full),
        }));
        let fields = ["name", "person", "stands_as", "role", "identifier", "note"];
        all.push(templates.sample(&NewBodyPage {
            roles: ROLES.map(role_word).to_vec(),
            form: Typed::sample(&fields, AWKWARD, full),
        }));
        let sites = SiteKind::ALL.map(|kind| SiteLine {
            label: "S-0001".to_owned(),
            name: text(),
            kind: kind.word(),
            stratum: full.then(text),
            point: full.then(text),
        });
        all.push(templates.sample(&SitesPage {
            q: text(),
            may_change: full,
            sites: if full { sites.to_vec() } else { Vec::new() },
            count: 3,
            now: 2,
            of: 3,
            kinds: SiteKind::ALL.map(SiteKind::word).to_vec(),
            form: Typed::sample(&["kind", "list", "known"], AWKWARD, full),
            asks: match full {
                true => vec![(text(), Some("S-0001".to_owned())), (text(), None)],
                false => Vec::new(),
            },
        }));
    }
    all
}
