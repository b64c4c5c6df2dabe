//! `groundtruth organisation`: further organisations on one server, and the link with which each begins.

use clap::Subcommand;

use crate::db::organisation::{add_organisation, all_organisations, organisation_named};
use crate::db::{Scope, StorageError, write};
use crate::domain::code::Code;
use crate::features::accounts::actions::AccountError;
use crate::features::accounts::actions::people::{drop_factor_of, reset_link};
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
    /// Print a link with which a member chooses a new password: for an administrator who is shut out.
    Reset {
        /// The organisation's name in addresses.
        code: String,
        /// The number of the member, as `P-0001` or `1`.
        member: String,
        /// Take the second factor away too: for who lost the telephone and the recovery codes.
        #[arg(long)]
        second_factor: bool,
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
        OrganisationCommand::Reset {
            code,
            member,
            second_factor,
        } => reset(&ctx, &code, &member, second_factor).await,
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

async fn within(ctx: &Ctx, code: &str) -> Result<Ctx, Failure> {
    let code = Code::parse(code).map_err(Failure::Unusable)?;
    let found = organisation_named(ctx.app.db.reads(), &code);
    let found = found.await.map_err(Failure::failed)?.ok_or_else(|| {
        Failure::NotThere(format!("there is no organisation `{}`", code.as_str()))
    })?;
    let scope = Scope::of(found.id);
    Ok(Ctx {
        scope,
        ..ctx.clone()
    })
}

async fn link(ctx: &Ctx, code: &str) -> Result<(), Failure> {
    print_link(ctx, within(ctx, code).await?.scope).await
}

async fn reset(ctx: &Ctx, code: &str, member: &str, factor: bool) -> Result<(), Failure> {
    let home = ctx.scope;
    let ctx = within(ctx, code).await?;
    let digits = member.trim_start_matches("P-");
    let number: i64 = digits
        .parse()
        .map_err(|_| Failure::Unusable(format!("`{member}` is not the number of a member")))?;
    let gone = |error: AccountError| match error {
        AccountError::NotThere => Failure::NotThere(format!("there is no member `{member}`")),
        other => Failure::failed(other),
    };
    if factor {
        drop_factor_of(&ctx, home, number).await.map_err(gone)?;
        anstream::println!("the second factor is taken away");
    }
    let code = reset_link(&ctx, number).await.map_err(gone)?.written();
    let place = place_of(&ctx);
    anstream::println!("For a new password, open {place}/reset#{code}");
    anstream::println!("or open {place}/reset and type {code}");
    anstream::println!("{}", super::table::dim("It works once, within an hour."));
    Ok(())
}

fn place_of(ctx: &Ctx) -> String {
    let place = ctx.app.config.origin.clone();
    place.unwrap_or_else(|| "http://127.0.0.1:8700".to_owned())
}

async fn print_link(ctx: &Ctx, scope: Scope) -> Result<(), Failure> {
    let place = place_of(ctx);
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
