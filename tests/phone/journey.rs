//! The whole way in a real browser over TLS from a second address: a visit that begins without a signal becomes an accepted
//! observation, and a seized phone tells nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "the app runs in another program, and its profile is searched"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use groundtruth::db::audit::audit_named;
use groundtruth::db::connect;
use groundtruth::db::fieldwork::{Came, submitted};
use groundtruth::domain::code::Code;
use groundtruth::domain::keys::MasterKey;
use groundtruth::domain::review::ReviewState;
use groundtruth::infra::app::App;
use groundtruth::infra::blobs::Blobs;
use groundtruth::infra::config::Config;
use groundtruth::infra::jobs::Jobs;
use groundtruth::infra::reader::Reader;
use groundtruth::infra::words::Words;
use groundtruth::server::{Entrance, Server, Tls};

use super::cutting::Cutting;
use super::{House, hash, link, originals, somebody};
use crate::pictures::makers::{jpeg, scene};
use crate::serving::another_address;
use crate::support::authority::{Authority, Identity};
use crate::support::house::Visitor;
use crate::support::programs::{Browser, browser};
use crate::visits::{TAPS, begun, uploaded};

/// The same program again, at a public address over TLS, beside the one on this machine that the lead uses.
async fn public(house: &House, origin: &str, identity: &Identity) -> std::net::SocketAddr {
    let station = &house.station;
    let config = Config {
        origin: Some(origin.to_owned()),
        ..station.app.config.clone()
    };
    let app = Arc::new(App {
        db: connect(&config.database_url()).await.unwrap(),
        blobs: Blobs::in_folder(config.blob_folder()),
        reader: Reader::new(env!("CARGO_BIN_EXE_groundtruth").into()),
        master: MasterKey::new([5; 32]),
        config,
        words: Words::english(),
        surroundings: Box::new(station.clock.clone()),
    });
    let entrance = Entrance {
        bind: (another_address(), 0).into(),
        tls: Some(Tls::Files {
            chain: identity.certificate.clone(),
            key: identity.key.clone(),
        }),
    };
    let server = Server::open(app, station.scope, Vec::new(), entrance, Jobs::default()).await;
    let server = server.unwrap();
    let address = server.address();
    tokio::spawn(server.run(std::future::pending()));
    address
}

/// What happens outside of the phone.
struct Outside<'a> {
    house: &'a House,
    lead: Visitor,
    proxy: Cutting,
    people: u32,
    folder: PathBuf,
}

impl Outside<'_> {
    async fn answer(&mut self, asked: &str) -> String {
        let mut words = asked.split(' ');
        let first = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        match first {
            "link" => {
                self.people += 1;
                let code = somebody(&self.lead, &format!("Observer {}", self.people));
                let assign = [
                    ("place", "s-0001"),
                    ("instrument", "visit"),
                    ("who", code.as_str()),
                ];
                self.lead.post("/checks/a-0001/sample/assign", &assign);
                format!("{} {code}", link(&self.lead, &code))
            }
            "picture" => {
                let file = self.folder.join("picture.jpg");
                // With grain, as cheap cameras have it: what is made of it is large, too.
                let (mut picture, mut grain) = (scene(4_000, 3_000, 1), 1_u32);
                for pixel in picture.pixels_mut() {
                    grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    pixel.0[1] ^= (grain >> 27) as u8;
                }
                std::fs::write(&file, jpeg(&picture, 90)).unwrap();
                file.display().to_string()
            }
            "down" => {
                self.proxy.down(true);
                "yes".to_owned()
            }
            "cut" => {
                self.proxy.down(false);
                self.proxy.cut(rest[0].parse().unwrap());
                "yes".to_owned()
            }
            "arrived" => {
                let mut kept: Vec<String> = originals(self.house)
                    .await
                    .iter()
                    .map(|one| hash(one))
                    .collect();
                let mut wanted: Vec<String> = rest.iter().map(ToString::to_string).collect();
                kept.sort();
                wanted.sort();
                let same = kept == wanted && !kept.is_empty() && self.proxy.cuts() >= 5;
                self.proxy.cut(0);
                told(
                    same,
                    &format!("{} cuts, {kept:?} {wanted:?}", self.proxy.cuts()),
                )
            }
            "file" => {
                let file = std::fs::read(rest[0]).unwrap();
                let parts = [("file", "visit.gtvisit", file.as_slice())];
                let answer = uploaded(&self.lead, "/checks/a-0001/visits/file", &parts);
                assert_eq!(answer.status, 200, "{}", answer.text());
                "yes".to_owned()
            }
            "corrected" => {
                let came = self.came().await;
                let count = |came: &Came| {
                    let sent = came.submission.as_ref().unwrap();
                    serde_json::to_value(&sent.answers).unwrap().to_string()
                };
                let [.., before, first, second] = came.as_slice() else {
                    panic!("{came:?}")
                };
                let is_so = before.submission.as_ref().unwrap().observers
                    != first.submission.as_ref().unwrap().observers
                    && second.line.corrects == Some(first.line.number)
                    && count(first).contains(r#""count":"9""#)
                    && count(second).contains(r#""count":"7""#);
                told(is_so, &format!("{came:?}"))
            }
            "accept" => {
                let decided = [("decision", "accepted")];
                let answer = self
                    .lead
                    .post("/checks/a-0001/visits/V-0001/decide", &decided);
                let came = self.came().await;
                let is_one = came.len() == 1
                    && came[0].line.state == ReviewState::Accepted
                    && came[0].line.visit.is_some()
                    && came[0]
                        .submission
                        .as_ref()
                        .is_some_and(|sent| sent.observers == [rest[0]]);
                told(is_one, &format!("{} {came:?}", answer.status))
            }
            "clock" => {
                let came = self.came().await;
                let sent = came
                    .last()
                    .and_then(|came| came.submission.clone())
                    .unwrap();
                let clock = sent.clock.unwrap();
                let ahead = clock.device - self.house.station.app.surroundings.now();
                let is_so = sent.started.to_string().starts_with("1970-01-01")
                    && clock
                        .drift_seconds
                        .is_some_and(|drift| (i64::from(drift) - ahead.num_seconds()).abs() < 120)
                    && clock
                        .measured
                        .is_some_and(|at| at.to_rfc3339().starts_with("20"));
                told(is_so, &format!("{clock:?} {}", sent.started))
            }
            other => panic!("nobody knows what {other} is"),
        }
    }

    async fn came(&self) -> Vec<Came> {
        let app = &self.house.station.app;
        let scope = self.house.station.scope;
        let code = Code::parse("a-0001").unwrap();
        let audit = audit_named(app.db.reads(), scope, &code)
            .await
            .unwrap()
            .unwrap();
        submitted(app.db.reads(), scope, &app.master, audit.id)
            .await
            .unwrap()
    }
}

fn told(is_so: bool, otherwise: &str) -> String {
    match is_so {
        true => "yes".to_owned(),
        false => otherwise.replace('\n', " "),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_visit_to_accepted_observation() {
    if let Some(browser) = browser() {
        walks("journey.mjs", 29, browser).await;
    }
}

/// With `GROUNDTRUTH_TEST_SCREENSHOTS` set to a folder each screen is left there as a picture.
#[tokio::test(flavor = "multi_thread")]
async fn every_screen_fits_360_pixels_in_three_languages_and_from_right_to_left() {
    if let Some(browser) = browser() {
        walks("screens.mjs", 12, browser).await;
    }
}

/// Walks with the phone in a browser; so many things at least must be seen to be good, and none to be wrong.
pub async fn walks(script: &str, least: usize, browser: Browser) {
    let Browser {
        node,
        modules,
        chromium,
    } = browser;
    let house = House::on_sqlite().await;
    // The clock of the browser is the machine's; the server must know the same day.
    house.advance(chrono::Utc::now() - house.station.app.surroundings.now());
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Authority of the office");
    authority.file(folder.path());
    let address = another_address();
    let identity = authority.identity(folder.path(), "web", &[&address.to_string()]);
    // The network stands between: the origin names its port.
    let listener = TcpListener::bind((address, 0)).unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    let server = public(&house, &origin, &identity).await;
    let proxy = Cutting::over(listener, server, (900, 40_000), (2_500, 9_000));
    let mut outside = Outside {
        house: &house,
        lead,
        proxy,
        people: 0,
        folder: folder.path().to_owned(),
    };
    let mut running = Command::new(node);
    running
        .arg(format!(
            "{}/tests/phone/{script}",
            env!("CARGO_MANIFEST_DIR")
        ))
        .args([&modules, &chromium])
        .args([&origin, &authority.fingerprint()])
        .arg(folder.path());
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        running.arg(folder);
    }
    let mut running = running
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = running.stdin.take().unwrap();
    let output = BufReader::new(running.stdout.take().unwrap());
    let (mut good, mut wrong) = (0, Vec::new());
    for line in output.lines().map_while(Result::ok) {
        if let Some(asked) = line.strip_prefix("? ") {
            let answer = outside.answer(asked).await;
            writeln!(input, "{answer}").unwrap();
        } else if let Some(what) = line.strip_prefix("ok: ") {
            println!("ok: {what}");
            good += 1;
        } else if line.starts_with("said: ") {
            println!("{line}");
        } else if line != "done" {
            println!("{line}");
            wrong.push(line);
        }
    }
    assert!(running.wait().unwrap().success());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(good >= least, "only {good} things were seen");
}
