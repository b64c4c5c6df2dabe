//! What holds on every address of a server in which there is something in every room: an audit from its first promise to a
//! published finding and its reply, documents, pictures, money, imports, letters, and whatever the forms of the pages make
//! when they are filled in as somebody might.

mod again;
mod apart;
mod forms;
mod names;

use std::collections::BTreeMap;
use std::sync::Arc;

use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::http::{RouteLine, Web};
use groundtruth::server::every_route;
use sha2::{Digest as _, Sha256};

use crate::documents::papers::agreement;
use crate::imports::taken::brings;
use crate::pictures::makers::{jpeg, scene};
use crate::portal::browser::{Answer, attributes};
use crate::replies::whole::{Story, to_publication};
use crate::support::house::{House, Visitor};
use crate::visits::{sent, uploaded};
use forms::{Form, forms_in};

/// How many addresses of one route are opened.
const ALIKE: usize = 3;

/// A server with something in every room.
struct Full {
    /// Held, so that the server goes on.
    _house: House,
    story: Story,
    routes: Vec<RouteLine>,
}

/// What somebody finds who follows every link: each address with its answer, and every form.
struct Walk {
    answers: BTreeMap<String, Answer>,
    forms: Vec<Form>,
}

/// The route of an address: of those that fit, the one with the most words of its own.
fn route_of<'a>(routes: &'a [RouteLine], method: &str, address: &str) -> Option<&'a RouteLine> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |line: &&RouteLine| {
        let own: Vec<&str> = line.path.split('/').collect();
        let open = own.last().is_some_and(|last| last.starts_with("{*"));
        let same = match open {
            true => parts.len() >= own.len(),
            false => parts.len() == own.len(),
        };
        let pairs = own.iter().zip(&parts);
        let mut pairs = pairs.filter(|(own, _)| !own.starts_with('{'));
        line.method == method && same && pairs.all(|(own, part)| own == part)
    };
    let words = |line: &&RouteLine| line.path.split('/').filter(|p| !p.starts_with('{')).count();
    routes.iter().filter(fits).max_by_key(words)
}

/// What would end the walk, or change who walks.
fn is_left_alone(path: &str) -> bool {
    [
        "/sign-out",
        "/language",
        "/account/",
        "/sign-in",
        "/organisations",
    ]
    .iter()
    .any(|one| path.starts_with(one))
}

impl Full {
    async fn new() -> Self {
        let house = House::on_sqlite().await;
        let web = Web::new(Arc::clone(&house.station.app), house.station.scope);
        let routes = every_route(&web, &Arc::new(Shelf::new(Vec::new())));
        let routes = routes.table().to_vec();
        let story = to_publication(&house).await;
        let full = Self {
            _house: house,
            story,
            routes,
        };
        full.brings_files();
        // What the forms of the pages make; twice, since the first round brings further forms.
        for round in 0..2 {
            let walk = full.walk(full.lead());
            for form in &walk.forms {
                full.fills(form, round);
            }
        }
        full
    }

    fn lead(&self) -> &Visitor {
        &self.story.lead
    }

    /// A document, a table, a visit with a photograph, a page of paper with its photograph.
    fn brings_files(&self) {
        let lead = self.lead();
        let added = crate::documents::adds(lead, "Contract 7", &agreement());
        assert_eq!(added.status, 303, "{}", added.text());
        let table = b"title,value\nTaps,100\nPumps,200\n";
        brings(lead, "prices.csv", table);
        let photograph = jpeg(&scene(640, 480, 5), 85);
        let hash = Sha256::digest(&photograph);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let body = format!(
            r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"s-0002","channel":"ordinary_visit",
            "observers":["{}"],"started":"2026-06-21T09:30:00","answers":[
            {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
            {{"question":"o-01","value":{{"count":"8"}},"evidence":[
            {{"sha256":"{hash}","len":{},"kind":"photograph","class":"document"}}]}}]}}"#,
            self.story.codes[0],
            photograph.len()
        );
        let path = "/observations/00000000-0000-4000-8000-000000000077";
        let put = sent(lead, "PUT", path, ("application/json", body.as_bytes()));
        assert_eq!(put.status, 201, "{}", put.text());
        let file = format!("{path}/files/{hash}");
        let put = sent(
            lead,
            "PUT",
            &file,
            ("application/octet-stream", &photograph),
        );
        assert_eq!(put.status, 201, "{}", put.text());
        let every = [("place", "every"), ("count", "1")];
        lead.post("/checks/a-0001/instruments/visit/paper", &every);
        let printed = lead.get("/checks/a-0001/instruments/visit/paper").text();
        if let Some(code) = printed.split("sheet-code\"><code>").nth(1) {
            let code = code.split('<').next().unwrap_or_default();
            let to = format!("/checks/a-0001/sheets/{code}/photograph");
            uploaded(lead, &to, &[("photograph", "a.jpg", &photograph)]);
        }
    }

    /// Sends a form as somebody might fill it in; where that is refused, with what it cannot do without.
    fn fills(&self, form: &Form, round: usize) {
        let ends = [
            "/drop",
            "/withdraw",
            "/discard",
            "/undo",
            "/aside",
            "/revoke",
            "/take-out",
            "/change",
            "/call-off",
            "/publish",
            "/leave",
            "/step",
            "/left-out",
            "/reset",
            "/settings",
        ];
        let takes_away = ends.iter().any(|end| form.action.ends_with(end));
        if takes_away || form.is_file || is_left_alone(&form.action) {
            return;
        }
        for all in [true, false] {
            let fields = form.filled(all, round);
            let fields: Vec<_> = fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            let answer = self.lead().post(&form.action, &fields);
            assert!(answer.status < 500, "{} {fields:?}", form.action);
            if answer.status < 400 {
                break;
            }
        }
    }

    /// Follows every link, at most [`ALIKE`] of one route.
    fn walk(&self, visitor: &Visitor) -> Walk {
        let mut waiting: Vec<String> = self
            .routes
            .iter()
            .filter(|line| line.method == "GET" && !line.path.contains('{'))
            .map(|line| line.path.to_owned())
            .collect();
        waiting.extend(self.unlinked());
        let mut walk = Walk {
            answers: BTreeMap::new(),
            forms: Vec::new(),
        };
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(address) = waiting.pop() {
            let Some(line) = route_of(&self.routes, "GET", &address) else {
                continue;
            };
            let alike = times
                .entry(format!("{}{}", line.path, address.contains('?')))
                .or_default();
            if walk.answers.contains_key(&address) || *alike >= ALIKE {
                continue;
            }
            let answer = visitor.get(&address);
            assert!(answer.status < 500, "{address}: {}", answer.status);
            if answer.status == 200 {
                *alike += 1;
            }
            let is_page = answer.header("content-type").starts_with("text/html");
            if is_page && !address.contains("/report.") {
                let page = answer.text();
                for link in ["href", "src"]
                    .iter()
                    .flat_map(|name| attributes(&page, name))
                {
                    let target = link.split('#').next().unwrap_or_default();
                    if target.starts_with('/') && !target.starts_with("/assets") {
                        waiting.push(target.to_owned());
                    }
                }
                for form in forms_in(&page) {
                    let known = walk.forms.iter().filter(|one| one.is_alike(&form)).count();
                    if known < 2 {
                        walk.forms.push(form);
                    }
                }
            }
            walk.answers.insert(address, answer);
        }
        walk
    }

    /// Addresses to which no page leads by a link.
    fn unlinked(&self) -> Vec<String> {
        let mut all: Vec<String> = [
            "/api/agreements/A-0001",
            "/api/agreements/A-0001/promises",
            "/api/agreements/A-0001/promises/O-01",
            "/api/agreements/A-0001/claims",
            "/api/agreements/A-0001/money",
            "/api/agreements/A-0001/requests",
            "/api/documents/D-0001",
            "/api/imports/I-0001",
            "/components/buttons",
            "/field/words/en.json",
            "/checks/a-0001/visits/V-0003/files/1/original",
            "/checks/a-0001/visits/V-0003/files/1/copy",
            "/checks/a-0001/visits/V-0003/files/1/preview",
        ]
        .map(str::to_owned)
        .to_vec();
        for ending in ["html", "pdf", "xlsx", "zip", "json"] {
            all.push(format!("/audits/a-0001/report.{ending}"));
        }
        all
    }
}
