//! A server with its people: visitors who sign in, invite and are invited, as browsers do it.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::sync::Arc;

use chrono::TimeDelta;
use groundtruth::db::person::person_named;
use groundtruth::domain::totp::{code_at, step_at};
use groundtruth::features::accounts::actions::redeem::first_run;
use groundtruth::infra::app::Ctx;
use groundtruth::infra::jobs::Jobs;
use groundtruth::server::{Entrance, Server};

use super::station::Station;
use crate::portal::browser::{Answer, raw};

/// A password that is good enough.
pub const PASSWORD: &str = "seven brown boats drift";

/// A server in the runtime of its test.
pub struct House {
    pub station: Station,
    pub address: SocketAddr,
}

impl House {
    pub async fn over(station: Station) -> Self {
        let app = Arc::clone(&station.app);
        let entrance = Entrance::on_this_machine(0);
        let server = Server::open(app, station.scope, Vec::new(), entrance, Jobs::default()).await;
        let server = server.unwrap();
        let address = server.address();
        tokio::spawn(server.run(std::future::pending()));
        Self { station, address }
    }

    pub async fn on_sqlite() -> Self {
        Self::over(Station::on_sqlite().await).await
    }

    /// Somebody with a browser.
    pub fn visitor(&self) -> Visitor {
        Visitor {
            address: self.address,
            cookie: RefCell::new(None),
        }
    }

    pub fn advance(&self, by: TimeDelta) {
        self.station.clock.advance(by);
    }

    /// The code of the first run of an organisation.
    pub async fn first_code(&self, scope: groundtruth::db::Scope) -> String {
        let ctx = Ctx {
            scope,
            ..self.station.ctx()
        };
        first_run(&ctx).await.unwrap().unwrap().written()
    }

    /// The first administrator, with a second factor.
    pub async fn administrator(&self, name: &str) -> Visitor {
        let visitor = self.visitor();
        let code = self.first_code(self.station.scope).await;
        let begun = visitor.begins(&code, "Water Watch", name);
        assert_eq!(begun.status, 303, "{}", begun.text());
        self.sets_up_a_factor(&visitor, name).await;
        visitor
    }

    /// Sets up the second factor; gives the recovery codes.
    pub async fn sets_up_a_factor(&self, visitor: &Visitor, name: &str) -> Vec<String> {
        let set_up = visitor.post("/account/second-factor", &[("current", PASSWORD)]);
        assert_eq!(set_up.status, 303, "{}", set_up.text());
        let code = self.digits(name).await;
        let shown = visitor.post("/account/second-factor/confirm", &[("code", &code)]);
        assert_eq!(shown.status, 200, "{}", shown.text());
        codes_in(&shown.text())
    }

    /// What the telephone of somebody shows now.
    pub async fn digits(&self, name: &str) -> String {
        let (app, home) = (&self.station.app, self.station.scope);
        let person = person_named(app.db.reads(), home, &app.master, name).await;
        let secret = person.unwrap().unwrap().second_factor.unwrap();
        code_at(&secret, step_at(app.surroundings.now().timestamp()))
    }

    /// Somebody who was invited and joined; with a second factor where the role needs one.
    pub async fn member(&self, administrator: &Visitor, role: &str, name: &str) -> Visitor {
        let code = administrator.invites(role, name);
        let visitor = self.visitor();
        let joined = visitor.joins(&code, name);
        assert_eq!(joined.status, 303, "{}", joined.text());
        if ["administrator", "audit_lead"].contains(&role) {
            self.sets_up_a_factor(&visitor, name).await;
        }
        visitor
    }
}

/// The codes that a page shows.
pub fn codes_in(page: &str) -> Vec<String> {
    let parts = page.split("<code>").skip(1);
    let codes = parts.filter_map(|part| part.split("</code>").next());
    codes.map(|code| code.replace("&#x2f;", "/")).collect()
}

/// Somebody with a browser.
pub struct Visitor {
    pub address: SocketAddr,
    pub cookie: RefCell<Option<String>>,
}

impl Visitor {
    /// As a browser keeps it: beside those of other names, and no longer where it is empty.
    fn keeps(&self, cookie: &str) {
        let mut kept = self.cookie.borrow_mut();
        let name = cookie.split_once('=').map_or(cookie, |(name, _)| name);
        let others = kept.iter().flat_map(|all| all.split("; "));
        let others = others.filter(|one| one.split_once('=').is_none_or(|(n, _)| n != name));
        let mut all: Vec<String> = others.map(str::to_owned).collect();
        if !cookie.ends_with('=') {
            all.push(cookie.to_owned());
        }
        *kept = (!all.is_empty()).then(|| all.join("; "));
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nContent-Length: {}\r\n",
            self.address,
            body.len()
        );
        if let Some(cookie) = self.cookie.borrow().as_ref() {
            request.push_str(&format!("Cookie: {cookie}\r\n"));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let answer = raw(self.address, format!("{request}\r\n{body}").as_bytes());
        if let Some(cookie) = answer.headers.get("set-cookie") {
            // Among several, the one of the session.
            let mut parts = cookie.split([',', ';']).map(str::trim);
            let first = cookie.split(';').next().unwrap_or_default();
            let cookie = parts.find(|part| part.starts_with("groundtruth-"));
            let cookie = cookie.unwrap_or(first);
            self.keeps(cookie);
            if let Some(known) = parts.find(|part| part.starts_with("groundtruth-reply-known")) {
                self.keeps(known);
            }
        }
        answer
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// Sends a form from a page of this server.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        self.ask("POST", path, &headers, &form(fields))
    }

    pub fn begins(&self, code: &str, organisation: &str, name: &str) -> Answer {
        let fields = [
            ("code", code),
            ("organisation", organisation),
            ("work_name", "social audit"),
            ("name", name),
            ("sign_in_name", name),
            ("password", PASSWORD),
        ];
        self.post("/begin", &fields)
    }

    pub fn joins(&self, code: &str, name: &str) -> Answer {
        let fields = [
            ("code", code),
            ("name", name),
            ("sign_in_name", name),
            ("password", PASSWORD),
        ];
        self.post("/join", &fields)
    }

    pub fn signs_in(&self, name: &str, password: &str) -> Answer {
        self.post(
            "/sign-in",
            &[("sign_in_name", name), ("password", password)],
        )
    }

    /// Invites somebody; gives the code.
    pub fn invites(&self, role: &str, note: &str) -> String {
        let shown = self.post("/people/invitations", &[("role", role), ("note", note)]);
        assert_eq!(shown.status, 200, "{}", shown.text());
        codes_in(&shown.text()).pop().unwrap()
    }
}

/// Fields as a browser sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        let byte = |b: u8| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}
