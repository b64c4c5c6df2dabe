//! `groundtruth demo`: the main job on embedded SQLite, with published audits and one invented for practice.

use std::path::{Path, PathBuf};

use clap::Args;
use groundtruth_reports::model::Report;

use crate::db::comparison::compared;
use crate::features::cases::actions::{IfThere, import_case};
use crate::features::publications::{Pictures, editions};
use crate::infra::app::Ctx;
use crate::infra::assets::shipped_audits;
use crate::infra::clock::Machine;
use crate::infra::config::Config;
use crate::infra::master_key::KeySource;
use crate::infra::words::Words;

use super::opening::{Files, Opened, open, shipped};
use super::publish::{put, report_for};
use super::serve::{Door, published, serve};
use super::{Failure, tour};

#[derive(Debug, Args)]
pub struct Demo {
    /// Write the reports here; without it, into the data folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write the reports and end; do not open the web pages.
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    door: Door,
}

/// Running it again does no harm: the shipped audits take their own place, and the reports are written anew.
pub async fn run(
    demo: Demo,
    mut config: Config,
    names_a_place: bool,
    words: Words,
) -> Result<(), Failure> {
    if !names_a_place {
        config.data = PathBuf::from("groundtruth-demo");
        config.master_key_file = Some(demo_key(&config.data)?);
    }
    let out = demo.out.unwrap_or_else(|| config.data.join("reports"));
    std::fs::create_dir_all(&out)
        .map_err(|e| Failure::Failed(format!("{}: {e}", out.display())))?;
    let ctx = open(config, words).await?;
    let mut written = Vec::new();
    let mut audits = Vec::new();
    for name in shipped_audits() {
        let (report, pictures) = publish_one(&ctx, &name, &out).await?;
        audits.push(published(&name, report.clone(), pictures)?);
        written.push((name, report));
    }
    tour::tell(&written, &out);
    if demo.no_serve {
        return Ok(());
    }
    serve(&ctx, audits, demo.door).await
}

/// A key beside its data, which is no place for a key: the demonstration holds nothing personal, and leaves nothing
/// outside its folder.
fn demo_key(data: &Path) -> Result<PathBuf, Failure> {
    let path = data.join("demo.key");
    let source = KeySource::File(path.clone());
    if source.read().map_err(Failure::failed)?.is_none() {
        source.make(&Machine).map_err(Failure::failed)?;
    }
    Ok(path)
}

async fn publish_one(ctx: &Ctx, name: &str, out: &Path) -> Result<(Report, Pictures), Failure> {
    let case = shipped(name, &ctx.app.words)?.case;
    let line = import_case(ctx, &case, IfThere::Replace)
        .await
        .map_err(Failure::failed)?;
    let result = compared(
        &ctx.app.db,
        ctx.scope,
        &ctx.app.master,
        line.id,
        ctx.now.date_naive(),
    )
    .await
    .map_err(Failure::failed)?;
    let opened = Opened {
        compared: result,
        number: Some(line.number),
        files: Files::Shipped(name.to_owned()),
        settled: None,
    };
    let (report, pictures) = report_for(&opened, &ctx.app.config, &ctx.app.words)?;
    for edition in editions(&report, &pictures.copies).map_err(Failure::failed)? {
        put(
            &out.join(format!("{name}.{}", edition.ending)),
            &edition.bytes,
        )?;
    }
    Ok((report, pictures))
}
