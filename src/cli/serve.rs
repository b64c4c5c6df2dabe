//! `groundtruth serve`: the published audits as web pages, and the work that waits.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use groundtruth_reports::model::Report;

use crate::db::comparison::compared_in_passing;
use crate::domain::code::Code;
use crate::features::publications::Pictures;
use crate::infra::acme::{AcmeSettings, LETS_ENCRYPT};
use crate::infra::app::Ctx;
use crate::infra::assets::shipped_audits;
use crate::infra::config::Config;
use crate::infra::mail::KeySealing;
use crate::infra::words::Words;
use crate::server::{Entrance, Published, Server, Tls, asked_to_stop, jobs};

use super::Failure;
use super::opening::{Files, Opened, open, shipped};
use super::publish::report_for;

#[derive(Debug, Args)]
#[command(
    after_help = "It serves the shipped audits to everyone, and accounts. The first start prints the link with which the organisation begins. In clear it serves this machine alone; \
    for other machines it needs a certificate or a program in front, and the setting `origin`. docs/serving.md says how."
)]
pub struct Serve {
    #[command(flatten)]
    door: Door,
}

/// Where the pages are to be found.
#[derive(Clone, Debug, Args)]
pub struct Door {
    /// Port of the web pages on this machine; 0 takes a free one.
    #[arg(
        long,
        value_name = "PORT",
        default_value_t = 8700,
        conflicts_with = "bind"
    )]
    port: u16,
    /// Address and port to listen on: 192.0.2.7:443, [::]:443.
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<SocketAddr>,
    /// Certificate with its chain, PEM; read again when it changes.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Key of the certificate, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Name for which an authority is asked for a certificate; repeated for more names. By this its terms are agreed to.
    #[arg(long, value_name = "NAME", conflicts_with = "tls_cert")]
    acme_domain: Vec<String>,
    /// E-mail address that the authority may write to.
    #[arg(long, value_name = "ADDRESS", requires = "acme_domain")]
    acme_contact: Option<String>,
    /// Directory of the authority.
    #[arg(long, value_name = "URL", default_value = LETS_ENCRYPT, requires = "acme_domain")]
    acme_directory: String,
    /// The one authority that may have signed the directory's own certificate, PEM; without it, the public ones.
    #[arg(long, value_name = "FILE", requires = "acme_domain")]
    acme_root: Option<PathBuf>,
}

impl Door {
    fn entrance(self) -> Entrance {
        let files = self.tls_cert.zip(self.tls_key);
        let files = files.map(|(chain, key)| Tls::Files { chain, key });
        let asked = (!self.acme_domain.is_empty()).then_some(AcmeSettings {
            domains: self.acme_domain,
            contact: self.acme_contact,
            directory: self.acme_directory,
            root: self.acme_root,
        });
        let tls = files.or(asked.map(Tls::Acme));
        let here = Entrance::on_this_machine(self.port);
        Entrance {
            bind: self.bind.unwrap_or(here.bind),
            tls,
        }
    }
}

/// Serves what is shipped; nothing of it is stored.
pub async fn run(command: Serve, config: Config, words: Words) -> Result<(), Failure> {
    let ctx = open(config, words).await?;
    let mut audits = Vec::new();
    for (name, number) in shipped_audits().into_iter().zip(1..) {
        let case = shipped(&name, &ctx.app.words)?.case;
        let mut ids = ctx.ids();
        let compared = compared_in_passing(case, ctx.now.date_naive(), &mut ids);
        let opened = Opened {
            compared: compared.await.map_err(Failure::failed)?,
            number: Some(number),
            files: Files::Shipped(name.clone()),
            settled: None,
        };
        let (report, pictures) = report_for(&opened, &ctx.app.config, &ctx.app.words)?;
        audits.push(published(&name, report, pictures)?);
    }
    serve(&ctx, audits, command.door).await
}

/// An audit as the server takes it.
pub fn published(name: &str, report: Report, pictures: Pictures) -> Result<Published, Failure> {
    Ok(Published {
        code: Code::parse(name).map_err(Failure::Failed)?,
        report,
        photographs: pictures.copies,
    })
}

/// Opens the door, says where it is, and stays until asked to stop.
pub async fn serve(ctx: &Ctx, audits: Vec<Published>, door: Door) -> Result<(), Failure> {
    let entrance = door.entrance();
    // Refused before anything else is done; and told as something to be put right, not as a broken machine.
    entrance
        .permitted(&ctx.app.config)
        .map_err(Failure::Unusable)?;
    let scheme = if entrance.tls.is_some() {
        "https"
    } else {
        "http"
    };
    // Mail is delivered once there are keys to open it with.
    let jobs = jobs(&ctx.app, ctx.scope, KeySealing(Arc::clone(&ctx.app)))
        .map_err(|error| Failure::Unusable(error.to_string()))?;
    let app = Arc::clone(&ctx.app);
    let server = Server::open(app, ctx.scope, audits, entrance, jobs).await;
    let server = server.map_err(|error| {
        Failure::Failed(format!(
            "{error}. Choose another place with --bind or --port; --port 0 takes a free one"
        ))
    })?;
    let address = server.address();
    let place = match &ctx.app.config.origin {
        Some(origin) => origin.clone(),
        None => format!("{scheme}://{address}/"),
    };
    anstream::println!("\nThe pages are at {}", super::table::bold(&place));
    let reach = if address.ip().is_loopback() {
        format!("Listening on {address}, which only this machine can reach. To end: Ctrl+C.")
    } else {
        format!("Listening on {address}. To end: Ctrl+C.")
    };
    anstream::println!("{}", super::table::dim(&reach));
    super::organisation::print_first_run(ctx, &place).await?;
    server.run(asked_to_stop()).await.map_err(Failure::failed)
}
