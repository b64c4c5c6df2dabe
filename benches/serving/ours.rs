//! The product, with an audit of 2,000 promises of 200 agreements in 12 periods and 350 places, and as many things that came in
//! as are asked for; and who asks it: an administrator with a session and with the token of a program.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use groundtruth::db::fieldwork::{NewSubmission, Origin, add_instrument, add_submission};
use groundtruth::db::key::organisation_key;
use groundtruth::db::organisation::add_organisation;
use groundtruth::db::{self, Scope, SeededIds, StorageError, connect, promises_named, store_case};
use groundtruth::domain::actor::Actor;
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;
use groundtruth::domain::instrument::from_promises;
use groundtruth::domain::intake::Submission;
use groundtruth::domain::keys::MasterKey;
use groundtruth::domain::log::Digest;
use groundtruth::features::accounts::actions::redeem::first_run;
use groundtruth::infra::app::{App, Ctx};
use groundtruth::infra::blobs::Blobs;
use groundtruth::infra::clock::Machine;
use groundtruth::infra::config::{Config, SecondFactor};
use groundtruth::infra::jobs::Jobs;
use groundtruth::infra::reader::Reader;
use groundtruth::infra::words::Words;
use groundtruth::server::{Entrance, Server};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::client::{Child, Connection, Unit, request};
use super::drawing::another;

const PLACES: u32 = 350;
const PASSWORD: &str = "seven brown boats drift";

/// Serves with so many that came in.
pub async fn serve(folder: PathBuf, rows: usize) {
    let config = Config {
        data: folder,
        second_factor: SecondFactor::Optional,
        ..Config::default()
    };
    let db = connect(&config.database_url()).await.unwrap();
    db.migrate().await.unwrap();
    let app = Arc::new(App {
        blobs: Blobs::in_folder(config.blob_folder()),
        reader: Reader::new(env!("CARGO_BIN_EXE_groundtruth").into()),
        master: MasterKey::new([5; 32]),
        config,
        db,
        words: Words::english(),
        surroundings: Box::new(Machine),
    });
    let scope = filled(&app, rows).await;
    let ctx = Ctx::begin(Arc::clone(&app), Actor::Console, scope);
    let code = first_run(&ctx).await.unwrap().unwrap();
    let entrance = Entrance::on_this_machine(0);
    let server = Server::open(app, scope, Vec::new(), entrance, Jobs::default());
    let server = server.await.unwrap();
    println!("ready {} {}", server.address(), code.written());
    server.run(std::future::pending()).await.unwrap();
}

fn day(number: u32) -> String {
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    let day = first.checked_add_days(Days::new(number.into())).unwrap();
    day.to_string()
}

/// One observation of each promise in each period.
fn case() -> Case {
    let all = |count: u32, one: &dyn Fn(u32) -> Value| (0..count).map(one).collect::<Vec<_>>();
    let targets = all(
        12,
        &|period| json!({ "period": { "from": day(period * 30), "to": day(period * 30 + 29) }, "target": { "at_least": "10" } }),
    );
    let obligations = all(2_000, &|promise| {
        json!({ "id": format!("o{promise}"), "agreement": format!("a{}", promise % 200), "promise": "Ten taps work.",
                "kind": "quantity", "unit": "taps",
                "criteria": [{ "id": "c", "target": "not_quantified", "targets": targets, "rank": "agreement" }] })
    });
    let visits = (0..12).flat_map(|period| {
        (0..PLACES).map(move |place| {
            json!({ "id": format!("d{period}-{place}"), "place": format!("s{place}"), "date": day(period * 30 + 3),
                    "observers": ["W-01"] })
        })
    });
    let seen = (0..12).flat_map(|period| {
        (0..2_000).map(move |promise| {
            let seen = ["in_order", "partly", "not_in_order"][promise as usize % 3];
            json!({ "visit": format!("d{period}-{}", promise % PLACES), "obligation": format!("o{promise}"),
                    "seen": seen, "value": "7" })
        })
    });
    let places = all(
        PLACES,
        &|place| json!({ "id": format!("s{place}"), "name": format!("Tap of street {place}") }),
    );
    let agreements = all(
        200,
        &|at| json!({ "id": format!("a{at}"), "type": "contract", "payment_basis": "not_published", "title": format!("Agreement {at}") }),
    );
    serde_json::from_value(json!({
        "format": "groundtruth-case/1", "id": "bench", "title": "Bench", "standing": "own", "places": places,
        "agreements": agreements, "obligations": obligations, "visits": visits.collect::<Vec<_>>(),
        "observations": seen.collect::<Vec<_>>(),
    }))
    .unwrap()
}

async fn filled(app: &App, rows: usize) -> Scope {
    let mut ids = SeededIds::new(app.surroundings.seed(), app.surroundings.now());
    let (scope, audit) = db::write(&app.db, async |txn| {
        let code = Code::parse("bench").unwrap();
        let scope = Scope::of(add_organisation(txn, &code, "Bench", "UTC", &mut ids).await?);
        let audit = store_case(txn, scope, &app.master, &case(), &mut ids).await?;
        let names = (0..6).map(|at| Code::parse(&format!("o{at}")).unwrap());
        let promises = promises_named(txn, scope, audit, &names.collect::<Vec<_>>()).await?;
        let instrument = from_promises(Code::parse("visit").unwrap(), &promises, |_| None);
        assert_eq!(instrument.questions.len(), 12);
        let kept = (&instrument, Digest::of(&[b"bench"]));
        add_instrument(txn, scope, (audit, 0), kept, &mut ids).await?;
        Ok::<_, StorageError>((scope, audit))
    })
    .await
    .unwrap();
    let numbers: Vec<u64> = (0..rows as u64).collect();
    for some in numbers.chunks(5_000) {
        let stored = db::write(&app.db, async |txn| {
            let key = organisation_key(txn, scope, &app.master, &mut ids).await?;
            for number in some {
                let submission: Submission =
                    serde_json::from_value(observed(*number, &[])).unwrap();
                let new = NewSubmission {
                    client_id: Uuid::new_v4(),
                    content: submission.content_hash().unwrap(),
                    origin: Origin::Program,
                    submission: &submission,
                    before_plan: true,
                    slip: Digest::of(&[&number.to_be_bytes()]),
                    by: 1,
                    log_seq: *number,
                    corrects: None,
                };
                add_submission(txn, scope, &key, (audit, new), &mut ids).await?;
            }
            Ok::<_, StorageError>(())
        });
        stored.await.unwrap();
    }
    scope
}

/// What was seen, with its files.
fn observed(number: u64, evidence: &[Value]) -> Value {
    let answers = (0..6).flat_map(|promise| {
        [
            json!({"question": format!("o{promise}-there"), "value": {"place": {"found": true}}}),
            json!({"question": format!("o{promise}"), "value": {"count": (number % 11).to_string()}}),
        ]
    });
    let mut answers: Vec<Value> = answers.collect();
    if !evidence.is_empty() {
        answers[1]["evidence"] = evidence.into();
    }
    json!({
        "audit": "bench", "instrument": "visit", "version": 1, "place": format!("s{}", number % u64::from(PLACES)),
        "channel": "ordinary_visit", "observers": [format!("W-{:02}", number % 40 + 1)],
        "started": format!("2025-{:02}-{:02}T09:30:00", number % 12 + 1, number % 28 + 1),
        "note": "The gate was open; two families waited.", "answers": answers,
    })
}

/// An administrator with a browser and a program.
pub struct Desk {
    cookie: String,
    token: String,
}

impl Desk {
    /// Begins the organisation through its pages.
    pub fn begun(ours: &Child) -> Self {
        let mut connection = Connection::to(ours.address);
        let form = |fields: &[(&str, &str)]| {
            let pairs: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
                .collect();
            pairs.join("&")
        };
        let kind =
            "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
        let begin = form(&[
            ("code", ours.said.trim()),
            ("organisation", "Bench"),
            ("work_name", "audit"),
            ("name", "amina"),
            ("sign_in_name", "amina"),
            ("password", PASSWORD),
        ]);
        let answer = connection.ask(&request("POST", "/begin", kind, begin.as_bytes()));
        assert_eq!(answer.status, 303, "{}", answer.head);
        let at = answer.head.find("groundtruth-local=").unwrap();
        let cookie = answer.head[at..].split([';', '\r']).next().unwrap();
        let headers = format!("{kind}Cookie: {cookie}\r\n");
        let token = form(&[
            ("token_name", "bench"),
            ("token_writes", "yes"),
            ("current", PASSWORD),
        ]);
        let path = "/account/tokens";
        let answer = connection.ask(&request("POST", path, &headers, token.as_bytes()));
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        let token = page.split("<code>").nth(1).and_then(|rest| {
            let token = rest.split("</code>").next()?;
            Some(token.to_owned())
        });
        Self {
            cookie: cookie.to_owned(),
            token: token.unwrap_or_else(|| panic!("{} {page}", answer.head)),
        }
    }

    /// A page, as a browser that is signed in asks for it.
    pub fn page(&self, path: &str) -> Unit {
        Unit::page(path, &format!("Cookie: {}\r\n", self.cookie))
    }

    fn headers(&self) -> String {
        format!(
            "Authorization: Bearer {}\r\nContent-Type: application/json\r\n",
            self.token
        )
    }

    /// An observation.
    pub fn observation(&self) -> Unit {
        let headers = self.headers();
        Unit::of(move |number| {
            let body = observed(number, &[]).to_string();
            let path = format!("/observations/{}", Uuid::new_v4());
            vec![request("PUT", &path, &headers, body.as_bytes())]
        })
    }

    /// An observation that announces a photograph, and the photograph.
    pub fn with_photograph(&self, picture: &[u8]) -> Unit {
        let (headers, picture) = (self.headers(), picture.to_vec());
        let of_file = headers.replace("application/json", "application/octet-stream");
        Unit::of(move |number| {
            let picture = another(&picture, number);
            let hash = Sha256::digest(&picture);
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            let file = json!({"sha256": hash, "len": picture.len(), "kind": "photograph", "class": "in_camera"});
            let body = observed(number, &[file]).to_string();
            let path = format!("/observations/{}", Uuid::new_v4());
            vec![
                request("PUT", &path, &headers, body.as_bytes()),
                request("PUT", &format!("{path}/files/{hash}"), &of_file, &picture),
            ]
        })
    }
}
