//! `groundtruth organisation`: further organisations on one server, and the link with which each begins.

use clap::Subcommand;

use crate::db::organisation::{add_organisation, all_organisations, organisation_named};
use crate::db::{Scope, StorageError, write};
use crate::domain::code::Code;
use crate::features::accounts::actions::redeem::first_run;
use crate::infra::app::Ctx;
use crate::infra::config::Config;
use crate::infra::words::Words;

use super::Failure;
use super::opening::open;

#[derive(Debug, Subcommand)]
pub enum OrganisationCommand {
    /// List the organisations.
    List,
    /// Add one, strictly apart from the others, and print the link with which its first administrator begins.
    Add {
        /// Its name in addresses: small letters, digits, hyphens.
        code: String,
        /// Its name.
        name: String,
    },
    /// Print a new link for one that nobody has begun yet; the old one is worth nothing then.
    Link {
        /// Its name in addresses.
        code: String,
    },
}

pub async fn run(
    command: OrganisationCommand,
    config: Config,
    words: Words,
) -> Result<(), Failure> {
    let ctx = open(config, words).await?;
    match command {
        OrganisationCommand::List => list(&ctx).await,
        OrganisationCommand::Add { code, name } => add(&ctx, &code, &name).await,
        OrganisationCommand::Link { code } => link(&ctx, &code).await,
    }
}

async fn list(ctx: &Ctx) -> Result<(), Failure> {
    let all = all_organisations(ctx.app.db.reads()).await;
    for organisation in all.map_err(Failure::failed)? {
        anstream::println!("{}  {}", organisation.code.as_str(), organisation.name);
    }
    Ok(())
}

async fn add(ctx: &Ctx, code: &str, name: &str) -> Result<(), Failure> {
    let code = Code::parse(code).map_err(Failure::Unusable)?;
    let mut ids = ctx.ids();
    let added = write(&ctx.app.db, async |txn| {
        add_organisation(txn, &code, name.trim(), "UTC", &mut ids).await
    });
    let id = added.await.map_err(|error| match error {
        StorageError::Twice { .. } => {
            Failure::Unusable(format!("{error}; see `groundtruth organisation list`"))
        }
        other => Failure::failed(other),
    })?;
    anstream::println!("added {}", code.as_str());
    print_link(ctx, Scope::of(id)).await
}

async fn link(ctx: &Ctx, code: &str) -> Result<(), Failure> {
    let code = Code::parse(code).map_err(Failure::Unusable)?;
    let found = organisation_named(ctx.app.db.reads(), &code)
        .await
        .map_err(Failure::failed)?;
    let found = found.ok_or_else(|| {
        Failure::NotThere(format!("there is no organisation `{}`", code.as_str()))
    })?;
    print_link(ctx, Scope::of(found.id)).await
}

async fn print_link(ctx: &Ctx, scope: Scope) -> Result<(), Failure> {
    let place = ctx.app.config.origin.clone();
    let place = place.unwrap_or_else(|| "http://127.0.0.1:8700".to_owned());
    let ctx = Ctx {
        scope,
        ..ctx.clone()
    };
    if !print_first_run(&ctx, &place).await? {
        let begun = "it has begun already: its administrators invite people";
        return Err(Failure::Unusable(begun.to_owned()));
    }
    Ok(())
}

/// Prints the link with which the organisation of the context begins; false where it has begun.
pub async fn print_first_run(ctx: &Ctx, place: &str) -> Result<bool, Failure> {
    let Some(code) = first_run(ctx).await.map_err(Failure::failed)? else {
        return Ok(false);
    };
    let (place, code) = (place.trim_end_matches('/'), code.written());
    let link = format!("{place}/begin#{code}");
    anstream::println!("To begin, open {}", super::table::bold(&link));
    anstream::println!("or open {place}/begin and type {code}");
    anstream::println!("{}", super::table::dim("It works once, within 24 hours."));
    Ok(true)
}
