//! `groundtruth mail`: what was not sent, sending it again, and whether mail works at all.

use clap::Subcommand;

use crate::db::mail::{MailState, unsent_mails_of};
use crate::db::{IdSource, StorageError};
use crate::features::operations::actions::{MOST_LINES, send_again};
use crate::infra::app::Ctx;
use crate::infra::config::Config;
use crate::infra::http::{Origin, Reach};
use crate::infra::mail::{Letters, MailTest, Mailbox};
use crate::infra::words::Words;
use crate::server::delivery;

use super::Failure;
use super::opening::open;

#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// List the mails that were not sent. Whom they go to and what they say is not shown.
    List,
    /// Send dead mail again: one by its Message-ID as `mail list` shows it, or all.
    Resend {
        /// The Message-ID.
        #[arg(required_unless_present = "all")]
        message_id: Option<String>,
        /// All dead mail.
        #[arg(long, conflicts_with = "message_id")]
        all: bool,
    },
    /// Send a trial at once, by the settings, and say what the mail server answers.
    Test {
        /// To whom.
        address: String,
    },
}

pub async fn run(command: MailCommand, config: Config, words: Words) -> Result<(), Failure> {
    let ctx = open(config, words).await?;
    match command {
        MailCommand::List => list(&ctx).await,
        MailCommand::Resend { message_id, all } => again(&ctx, message_id.filter(|_| !all)).await,
        MailCommand::Test { address } => test(&ctx, &address).await,
    }
}

async fn list(ctx: &Ctx) -> Result<(), Failure> {
    let unsent = unsent_mails_of(ctx.app.db.reads(), ctx.scope, MOST_LINES);
    let unsent = unsent.await.map_err(Failure::failed)?;
    if unsent.is_empty() {
        anstream::println!("no mail waits and none failed");
    }
    for mail in unsent {
        let since = mail.queued_at.format("%Y-%m-%d %H:%M UTC");
        let error = mail.last_error.as_deref().unwrap_or("");
        anstream::println!(
            "{:<7} {since}  {} <{}> (tried {}) {error}",
            mail.state.word(),
            mail.name,
            mail.message_id,
            mail.attempts
        );
    }
    Ok(())
}

async fn again(ctx: &Ctx, message_id: Option<String>) -> Result<(), Failure> {
    let unsent = unsent_mails_of(ctx.app.db.reads(), ctx.scope, u64::from(u32::MAX));
    let unsent = unsent.await.map_err(|e: StorageError| Failure::failed(e))?;
    let wanted = message_id.as_deref().map(|id| id.trim_matches(['<', '>']));
    let mut count = 0_usize;
    for mail in unsent {
        let is_wanted = wanted.is_none_or(|wanted| wanted == mail.message_id);
        if mail.state == MailState::Dead && is_wanted {
            count += usize::from(send_again(ctx, mail.id).await.map_err(Failure::failed)?);
        }
    }
    if count == 0 && wanted.is_some() {
        let gone = "there is no dead mail of that Message-ID; see `groundtruth mail list`";
        return Err(Failure::NotThere(gone.to_owned()));
    }
    anstream::println!("{count} will be sent again");
    Ok(())
}

async fn test(ctx: &Ctx, address: &str) -> Result<(), Failure> {
    let unusable = |error: crate::infra::mail::MailError| Failure::Unusable(error.to_string());
    let to = Mailbox::parse("recipient", address).map_err(unusable)?;
    let Some(delivery) = delivery(&ctx.app).map_err(unusable)? else {
        let off = "the settings do not say how mail is sent: add a section [mail] to groundtruth.toml; \
                   docs/serving.md shows one";
        return Err(Failure::Unusable(off.to_owned()));
    };
    let letter = MailTest {
        organisation: ctx.app.config.organisation.clone(),
        when: ctx.app.words.instant(ctx.now),
    };
    let number = u128::from_be_bytes(ctx.ids().random_bytes());
    let reach = Reach::of(&ctx.app.config).map_err(Failure::Unusable)?;
    let host = reach.origin().map_or("groundtruth.invalid", Origin::host);
    let message_id = format!("{number:032x}@{host}");
    let letters = Letters::new(ctx.app.words);
    let sent = delivery.send_now(&letters, &to, &letter, &message_id, ctx.now);
    match sent.await.map_err(unusable)? {
        Ok(()) => {
            anstream::println!(
                "the trial was taken; look whether it arrives, and not among the junk"
            );
            Ok(())
        }
        Err(why) => Err(Failure::Failed(format!(
            "the trial was not taken: {}",
            why.reason()
        ))),
    }
}
