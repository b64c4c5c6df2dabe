//! The web application as assembly: the program becomes a router, the router listens, the work that waits is done
//! beside it, and both stop when they are asked to, after what is under way.

mod drafts;
mod entrance;
mod library;
mod worker;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use groundtruth_reports::model::Report;
use groundtruth_reports::photographs::{InMemory, Photographs};
use tokio::sync::watch;

use crate::db::Scope;
use crate::domain::code::Code;
use crate::features::accounts::{self, Accounts};
use crate::features::audits::{self, Audits};
use crate::features::documents;
use crate::features::operations::actions::Readiness;
use crate::features::operations::{self, Operations};
use crate::features::portal::shelf::{Press, Printed, Shelf, Volume};
use crate::features::portal::{Portal, routes};
use crate::features::publications::{ENDINGS, editions};
use crate::features::register::{self, Register};
use crate::features::visits;
use crate::features::wording;
use crate::features::{
    checking, claims, field, findings, funding, imports, money, parties, programs, publications,
    replies, testimony,
};
use crate::infra::app::App;
use crate::infra::http::{Routes, Web, language_routes, serve, wrapped};
use crate::infra::jobs::Jobs;
use crate::infra::mail::KeySealing;
use crate::infra::passwords::Passwords;

use entrance::Opened;

pub use entrance::{Entrance, Tls};
pub use worker::{delivery, jobs, outbox, work};

/// How long what is under way may take once the program is asked to stop.
pub const LAST_WORDS: Duration = Duration::from_secs(30);

/// Jobs that are done at once: a slow mail server holds up one of them.
const WORKERS: usize = 2;

/// A program that listens.
#[derive(Debug)]
pub struct Server {
    app: Arc<App>,
    entrance: Opened,
    router: Router,
    shelf: Arc<Shelf>,
    jobs: Jobs,
}

impl Server {
    /// Listens. Without jobs, only pages are served.
    ///
    /// # Errors
    /// Where the entrance is not permitted, with the choices; where its address is taken or its certificate cannot be
    /// used.
    pub async fn open(
        app: Arc<App>,
        scope: Scope,
        audits: Vec<Published>,
        entrance: Entrance,
        jobs: Jobs,
    ) -> Result<Self, String> {
        entrance.permitted(&app.config)?;
        let entrance = entrance.open(&app.config).await?;
        let volumes = audits.into_iter().map(|audit| {
            let press = OurPress(audit.photographs);
            Volume::new(audit.code, audit.report, Box::new(press))
        });
        let shelf = Arc::new(Shelf::new(volumes.collect()));
        let web = Web::new(Arc::clone(&app), scope);
        let routes = every_route(&web, &shelf);
        Ok(Self {
            app,
            entrance,
            router: wrapped(routes.into_router(), web),
            shelf,
            jobs,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.entrance.door.address()
    }

    /// Answers and works until `stop` is there. Then nobody new is let in, and what is under way ends, at most
    /// [`LAST_WORDS`] later; a job that does not is tried again by the next worker.
    ///
    /// # Errors
    /// None today: a door rests where the system is out of files.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        let shelf = self.shelf;
        tokio::task::spawn_blocking(move || shelf.print_all());
        let (sender, mut asked) = watch::channel(false);
        tokio::spawn(async move {
            stop.await;
            let _ = sender.send(true);
            // Keeps the word alive for those who look later.
            sender.closed().await;
        });
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| {
                let (app, jobs) = (Arc::clone(&self.app), self.jobs.clone());
                tokio::spawn(work(app, jobs, asked.clone()))
            })
            .collect();
        let mut closing = asked.clone();
        let serving = serve(self.entrance.door, self.router, async move {
            let _ = closing.wait_for(|stop| *stop).await;
        });
        let ended = async {
            serving.await;
            for worker in workers {
                let _ = worker.await;
            }
        };
        let patience = async {
            let _ = asked.wait_for(|stop| *stop).await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        tokio::select! {
            () = ended => {}
            () = patience => {
                anstream::eprintln!("attention: what was still under way was ended");
            }
        }
        Ok(())
    }
}

/// Every route of the program with what it needs.
#[must_use]
pub fn every_route(web: &Web, shelf: &Arc<Shelf>) -> Routes {
    let portal = routes(Portal {
        web: web.clone(),
        shelf: Arc::clone(shelf),
        library: Arc::new(library::OurLibrary),
    });
    // One desk for all: it bounds what is worked on at once.
    let passwords: Arc<Passwords> = Arc::default();
    let audits = audits::routes(Audits {
        web: web.clone(),
        outbox: outbox(&web.app, Arc::new(KeySealing(Arc::clone(&web.app)))),
        passwords: Arc::clone(&passwords),
    });
    let accounts = accounts::routes(Accounts {
        web: web.clone(),
        passwords: Arc::clone(&passwords),
        outbox: outbox(&web.app, Arc::new(KeySealing(Arc::clone(&web.app)))),
    });
    let operations = operations::routes(Operations {
        web: web.clone(),
        readiness: Readiness::default(),
    });
    let wording = wording::routes(wording::Desk { web: web.clone() });
    let documents = documents::routes(web.clone());
    let register = register::routes(Register { web: web.clone() });
    let languages = language_routes(web.clone());
    let replies = replies::routes(replies::Replies {
        web: web.clone(),
        outbox: outbox(&web.app, Arc::new(KeySealing(Arc::clone(&web.app)))),
    });
    let all = portal
        .and(languages)
        .and(accounts)
        .and(documents)
        .and(register)
        .and(operations)
        .and(audits)
        .and(visits::routes(web.clone()))
        .and(field::routes(web.clone()))
        .and(wording)
        .and(publications::pages::routes(web.clone()))
        .and(checking::routes(web.clone()))
        .and(findings::routes(web.clone(), passwords))
        .and(testimony::routes(web.clone()))
        .and(claims::routes(web.clone()))
        .and(money::routes(web.clone()))
        .and(parties::routes(web.clone()))
        .and(funding::routes(web.clone()))
        .and(imports::routes(web.clone()))
        .and(replies);
    let programs = programs::routes(programs::Programs {
        web: web.clone(),
        writes: all.writes().into(),
    });
    all.and(programs)
}

/// Waits until whoever started the program asks it to end.
pub async fn asked_to_stop() {
    let interrupted = async {
        // Where the system has no such signal, the program ends with its terminal.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// One audit to be served.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its name in addresses.
    pub code: Code,
    /// Its report.
    pub report: Report,
    /// The pictures of its evidence.
    pub photographs: InMemory,
}

/// The editions, as the ability to publish makes them.
struct OurPress(InMemory);

impl Press for OurPress {
    fn endings(&self) -> &'static [&'static str] {
        &ENDINGS
    }

    fn print(&self, report: &Report) -> Result<Vec<Printed>, String> {
        printed(report, &self.0)
    }

    fn photograph(&self, evidence: &str) -> Option<Vec<u8>> {
        self.0.bytes(evidence).map(std::borrow::Cow::into_owned)
    }
}

/// Every edition of a report.
fn printed(report: &Report, photographs: &dyn Photographs) -> Result<Vec<Printed>, String> {
    let all = editions(report, photographs).map_err(|error| error.to_string())?;
    let printed = all.into_iter().map(|edition| Printed {
        ending: edition.ending,
        bytes: edition.bytes,
    });
    Ok(printed.collect())
}
