//! `groundtruth serve`: the published audits as web pages, on this machine alone.

use std::net::IpAddr;
use std::sync::Arc;

use clap::Args;
use groundtruth_reports::model::Report;

use crate::db::comparison::compared_in_passing;
use crate::domain::code::Code;
use crate::features::publications::Pictures;
use crate::infra::app::Ctx;
use crate::infra::assets::shipped_audits;
use crate::infra::config::Config;
use crate::infra::words::Words;
use crate::server::{Published, Server, asked_to_stop};

use super::Failure;
use super::opening::{Files, Opened, open, shipped};
use super::publish::report_for;

#[derive(Debug, Args)]
#[command(
    after_help = "Until there are accounts, it serves the shipped audits only, and only to this machine: \
    whoever can reach the pages can read them, so no other address is accepted."
)]
pub struct Serve {
    #[command(flatten)]
    door: Door,
}

/// Where the pages are to be found.
#[derive(Clone, Copy, Debug, Args)]
pub struct Door {
    /// Port of the web pages; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 8700)]
    port: u16,
    /// Address to listen on; until there are accounts, one of this machine.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = own_address)]
    bind: IpAddr,
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
    let port = door.port;
    let server = Server::open(Arc::clone(&ctx.app), ctx.scope, audits, port).await;
    let server = server.map_err(|error| {
        Failure::Failed(format!(
            "port {port} cannot be used: {error}. Choose another with --port, or --port 0 for a free one"
        ))
    })?;
    let address = server.address().map_err(Failure::failed)?;
    let place = super::table::bold(&format!("http://{address}/"));
    anstream::println!("\nThe pages are at {place}");
    let reach = "Only this machine can reach them. To end: Ctrl+C.";
    anstream::println!("{}", super::table::dim(reach));
    server.run(asked_to_stop()).await.map_err(Failure::failed)
}

fn own_address(text: &str) -> Result<IpAddr, String> {
    match text.parse::<IpAddr>() {
        Ok(address) if address == crate::server::ADDRESS => Ok(address),
        _ => Err("until there are accounts, the pages are served to this machine alone: leave it out, or say 127.0.0.1".to_owned()),
    }
}
