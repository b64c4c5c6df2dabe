//! The web application as assembly: the program becomes a router, the router listens on this machine alone, and it
//! stops when it is asked to, after the answers under way.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use groundtruth_reports::model::Report;
use groundtruth_reports::photographs::InMemory;
use tokio::net::TcpListener;

use crate::db::Scope;
use crate::domain::code::Code;
use crate::features::portal::shelf::{Press, Printed, Shelf, Volume};
use crate::features::portal::{Portal, routes};
use crate::features::publications::{ENDINGS, editions};
use crate::infra::app::App;
use crate::infra::http::{Routes, Web, wrapped};

/// Where the pages are served: this machine and nowhere else, until there are accounts.
pub const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A program that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
    shelf: Arc<Shelf>,
}

impl Server {
    /// Listens on a port of this machine; port 0 takes a free one.
    ///
    /// # Errors
    /// Where the port is taken or forbidden.
    pub async fn open(
        app: Arc<App>,
        scope: Scope,
        audits: Vec<Published>,
        port: u16,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::new(ADDRESS, port)).await?;
        let volumes = audits.into_iter().map(|audit| {
            let press = OurPress(audit.photographs);
            Volume::new(audit.code, audit.report, Box::new(press))
        });
        let shelf = Arc::new(Shelf::new(volumes.collect()));
        let web = Web::new(app, scope);
        let routes = every_route(&web, &shelf);
        Ok(Self {
            listener,
            router: wrapped(routes.into_router(), web),
            shelf,
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// Where the system does not tell.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` is there, then ends the answers under way.
    ///
    /// # Errors
    /// Where the system ends the listening.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        let shelf = self.shelf;
        tokio::task::spawn_blocking(move || shelf.print_all());
        axum::serve(self.listener, self.router)
            .with_graceful_shutdown(stop)
            .await
    }
}

/// Every route of the program with what it needs.
#[must_use]
pub fn every_route(web: &Web, shelf: &Arc<Shelf>) -> Routes {
    routes(Portal {
        web: web.clone(),
        shelf: Arc::clone(shelf),
    })
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
        let all = editions(report, &self.0).map_err(|error| error.to_string())?;
        Ok(all
            .into_iter()
            .map(|edition| Printed {
                ending: edition.ending,
                bytes: edition.bytes,
            })
            .collect())
    }
}
