//! The web pages as a visitor meets them: a running server, every link followed, every answer looked at.

#[path = "../reports/tests/pdf/approved.rs"]
mod approved;
pub mod browser;
mod crawl;
mod doors;
mod injected;
mod languages;
pub mod looks;
mod printed;
#[path = "../reports/tests/pdf/programs.rs"]
pub mod programs;
mod readable;
mod templates;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use groundtruth::db::comparison::compared_in_passing;
use groundtruth::db::organisation::add_organisation;
use groundtruth::db::{Scope, SeededIds, connect, write};
use groundtruth::domain::code::Code;
use groundtruth::domain::keys::MasterKey;
use groundtruth::features::cases::reading::read_case;
use groundtruth::features::publications::{Imprint, attach, pictures_of, report_of};
use groundtruth::infra::app::App;
use groundtruth::infra::assets::{shipped_audits, shipped_file};
use groundtruth::infra::clock::{Fixed, Surroundings};
use groundtruth::infra::config::Config;
use groundtruth::infra::jobs::Jobs;
use groundtruth::infra::words::Words;
use groundtruth::server::{Entrance, Published, Server};
use groundtruth_reports::model::Report;

use browser::Answer;

/// A server with every shipped audit; it answers until the tests end.
pub struct Site {
    pub address: SocketAddr,
    audits: Vec<Published>,
}

impl Site {
    fn get(&self, path: &str) -> Answer {
        browser::ask(self.address, "GET", path, &[])
    }

    fn reports(&'static self) -> BTreeMap<&'static str, &'static Report> {
        let pair = |audit: &'static Published| (audit.code.as_str(), &audit.report);
        self.audits.iter().map(pair).collect()
    }
}

/// Midnight of a day that never changes, and a seed that is none.
fn surroundings() -> Fixed {
    Fixed {
        now: "2026-07-01T00:00:00Z".parse().unwrap(),
        seed: [7; 32],
    }
}

/// One server for all tests of this suite, in a thread of its own.
pub fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let folder = tempfile::tempdir().unwrap();
                let (app, scope) = app(folder.path()).await;
                let audits = audits().await;
                let entrance = Entrance::on_this_machine(0);
                let jobs = Jobs::default();
                let server = Server::open(app, scope, audits.clone(), entrance, jobs)
                    .await
                    .unwrap();
                sender
                    .send(Site {
                        address: server.address(),
                        audits,
                    })
                    .unwrap();
                server.run(std::future::pending()).await.unwrap();
            });
        });
        receiver.recv().expect("the server starts")
    })
}

/// A program over an empty data folder.
async fn app(data: &std::path::Path) -> (Arc<App>, Scope) {
    let config = Config {
        data: data.to_owned(),
        ..Config::default()
    };
    let db = connect(&config.database_url()).await.unwrap();
    db.migrate().await.unwrap();
    let fixed = surroundings();
    let mut ids = SeededIds::new(fixed.seed, fixed.now);
    let code = Code::parse("home").unwrap();
    let added = write(&db, async |txn| {
        add_organisation(txn, &code, "Groundtruth", "UTC", &mut ids).await
    });
    let scope = Scope::of(added.await.unwrap());
    (
        Arc::new(App {
            blobs: groundtruth::infra::blobs::Blobs::in_memory(),
            reader: groundtruth::infra::reader::Reader::new(
                env!("CARGO_BIN_EXE_groundtruth").into(),
            ),
            config,
            db,
            master: MasterKey::new([7; 32]),
            words: Words::english(),
            surroundings: Box::new(fixed),
        }),
        scope,
    )
}

/// Every shipped audit with its report.
async fn audits() -> Vec<Published> {
    let words = Words::english();
    let today = surroundings().now().date_naive();
    let mut all = Vec::new();
    for (name, number) in shipped_audits().into_iter().zip(1..) {
        let text =
            String::from_utf8(shipped_file(&name, "case.yaml").unwrap().into_owned()).unwrap();
        let case = read_case(&text, &words).unwrap().case;
        let mut ids = SeededIds::new(surroundings().seed, surroundings().now);
        let compared = compared_in_passing(case, today, &mut ids).await.unwrap();
        let imprint = Imprint {
            number: format!("R-2026-{number:04}"),
            version: "1".to_owned(),
            date: today.into(),
            organisation: "Groundtruth".to_owned(),
            work_name: "audit".to_owned(),
        };
        let mut report = report_of(&compared.case, &compared.comparison, &words, &imprint);
        let load = |file: &str| Some(shipped_file(&name, file)?.into_owned());
        let pictures = pictures_of(&compared.case, load).unwrap();
        attach(&mut report, &pictures);
        all.push(Published {
            code: Code::parse(&name).unwrap(),
            report,
            photographs: pictures.copies,
        });
    }
    all
}

/// A page without the one script that a page of components names, where its part is the one that has it.
fn without_the_editor(page: &str) -> String {
    let name = "/redact.js\" defer></script>";
    let parts = page.split_once("<script src=\"/assets/");
    match parts.and_then(|(before, rest)| Some((before, rest.split_once(name)?))) {
        Some((before, (version, after)))
            if page.contains("class=\"redaction\"") && !version.contains(['/', '"']) =>
        {
            format!("{before}{after}")
        }
        _ => page.to_owned(),
    }
}
