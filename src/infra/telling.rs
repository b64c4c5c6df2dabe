//! Mail to members about the work: what waits for them and what became of what they sent, in the language that each chose, and
//! never to who took themselves off. Where no mail is sent, nobody is written to: the same stands on their pages.

use std::collections::BTreeSet;

use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::action::ActionError;
use super::app::Ctx;
use super::http::Web;
use super::jobs::{Job, JobCtx, Outcome, Reason, queue};
use super::mail::{
    Assigned, CameOfIt, Checked, LEAVING, Leaving, Letter, MailError, Mailbox, Outbox, Stream,
};
use super::words::Words;
use crate::db::audit::{AuditLine, audits_of};
use crate::db::fieldwork::{AssignmentState, assignments_of, codes_of, submissions_numbered};
use crate::db::member::{Membership, mail_wish_of, memberships_in};
use crate::db::organisation::organisation_of;
use crate::db::person::person_of;
use crate::db::{AuditId, StorageError, write};

/// Through what members are written to.
#[derive(Clone, Debug)]
pub struct Post {
    /// The program with its addresses; its scope is the home of accounts.
    pub web: Web,
    /// Where mail waits.
    pub outbox: Outbox,
}

impl Post {
    /// A whole address of the server; the path alone where it has no public name.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let origin = self.web.reach.origin();
        format!("{}{path}", origin.map_or("", |one| one.as_str()))
    }

    /// Writes to every member who is meant, who signs in by an address, and who did not take themselves off this sort of mail.
    /// Each gets it in their language.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tell<L: Letter>(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (stream, meant): (Stream, impl Fn(&Membership) -> bool),
        letter: impl Fn(Words) -> L,
    ) -> Result<usize, ActionError> {
        if ctx.app.config.mail.is_none() {
            return Ok(0);
        }
        let mut told = 0;
        for member in memberships_in(txn, ctx.scope).await? {
            if !meant(&member) || member.disabled_at.is_some() {
                continue;
            }
            let Some(wish) = mail_wish_of(txn, ctx.scope, member.id).await? else {
                continue;
            };
            let wants = match stream {
                Stream::Weekly => wish.weekly,
                Stream::News => wish.news,
            };
            let home = self.web.scope;
            let person = match person_of(txn, home, &ctx.app.master, member.person).await {
                Ok(person) => person,
                Err(StorageError::NotThere { .. }) => continue,
                Err(error) => return Err(error.into()),
            };
            let to = Mailbox::parse("recipient", &person.sign_in_name);
            let (Ok(to), true) = (to, wants) else {
                continue;
            };
            let words = wish.language.as_deref().and_then(Words::of);
            let words = words.unwrap_or(ctx.app.words);
            let outbox = self.outbox.in_words(words);
            let outbox = outbox.leaving_at(self.leaving(ctx, &member, stream));
            let queued = outbox.queue(txn, ctx, &to, None, &letter(words)).await;
            queued.map_err(failed)?;
            told += 1;
        }
        Ok(told)
    }

    /// Where a member takes themselves off a sort of mail; nowhere while the server has no public name.
    fn leaving(&self, ctx: &Ctx, member: &Membership, stream: Stream) -> Option<String> {
        let origin = self.web.reach.origin()?;
        let leaving = Leaving {
            scope: ctx.scope,
            member: member.id,
            stream,
        };
        let token = leaving.token(&ctx.app.master);
        Some(format!("{}{LEAVING}/{token}", origin.as_str()))
    }
}

fn failed(error: MailError) -> ActionError {
    match error {
        MailError::Storage(error) => error.into(),
        other => StorageError::Log(other.to_string()).into(),
    }
}

/// What members are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// A visit waits for somebody.
    Assigned,
    /// Something was decided about what somebody sent.
    Checked,
    /// Something came of a visit: it is in a published finding, or somebody looked again.
    CameOfIt,
}

/// Assignments or visits of an audit, by their numbers: nothing of who they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ToTell {
    news: News,
    audit: Uuid,
    numbers: Vec<i64>,
}

/// Tells whoever is concerned, after the change, once for all of these.
///
/// # Errors
/// Those of the database.
pub async fn tell_soon(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (news, audit): (News, AuditId),
    numbers: &[i64],
) -> Result<(), StorageError> {
    if ctx.app.config.mail.is_none() || numbers.is_empty() {
        return Ok(());
    }
    let payload = ToTell {
        news,
        audit: audit.as_uuid(),
        numbers: numbers.to_vec(),
    };
    queue::<Tell>(txn, ctx, &payload, ctx.now).await?;
    Ok(())
}

/// Writes to those whom assignments and decisions concern.
#[derive(Clone, Debug)]
pub struct Tell(pub Post);

impl Job for Tell {
    const NAME: &'static str = "members.tell";
    type Payload = ToTell;

    async fn run(&self, job: &JobCtx, payload: ToTell) -> Outcome {
        match told(&self.0, &job.ctx, &payload).await {
            Ok(()) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}

async fn told(post: &Post, ctx: &Ctx, payload: &ToTell) -> Result<(), ActionError> {
    let lines = audits_of(ctx.app.db.reads(), ctx.scope).await?;
    let audit = AuditId::from(payload.audit);
    let Some(line) = lines.into_iter().find(|one| one.id == audit) else {
        return Ok(());
    };
    let whom = concerned(ctx, &line, payload).await?;
    if whom.is_empty() {
        return Ok(());
    }
    let organisation = organisation_of(ctx.app.db.reads(), ctx.scope).await?.name;
    let link = post.address(&format!("/checks/{}/mine", line.code));
    let meant = |member: &Membership| whom.contains(&member.number);
    write(&ctx.app.db, async |txn| {
        match payload.news {
            News::Assigned => {
                let letter = |_| Assigned {
                    organisation: organisation.clone(),
                    audit: line.title.clone(),
                    link: link.clone(),
                };
                post.tell(txn, ctx, (Stream::News, &meant), letter).await?;
            }
            News::Checked => {
                let letter = |_| Checked {
                    organisation: organisation.clone(),
                    audit: line.title.clone(),
                    link: link.clone(),
                };
                post.tell(txn, ctx, (Stream::News, &meant), letter).await?;
            }
            News::CameOfIt => {
                let letter = |_| CameOfIt {
                    organisation: organisation.clone(),
                    audit: line.title.clone(),
                    link: link.clone(),
                };
                post.tell(txn, ctx, (Stream::News, &meant), letter).await?;
            }
        }
        Ok(())
    })
    .await
}

/// The numbers of the members whom it concerns.
async fn concerned(
    ctx: &Ctx,
    line: &AuditLine,
    payload: &ToTell,
) -> Result<BTreeSet<i64>, StorageError> {
    let (conn, scope, master) = (ctx.app.db.reads(), ctx.scope, &ctx.app.master);
    match payload.news {
        News::Assigned => {
            let codes = codes_of(conn, scope, master, line.id).await?;
            let all = assignments_of(conn, scope, master, line.id).await?;
            let own = all.into_iter().filter(|one| {
                let is_open = one.state == AssignmentState::Open;
                is_open && payload.numbers.contains(&i64::from(one.number))
            });
            let members = own.filter_map(|one| codes.get(&one.task.code?)?.member);
            Ok(members.collect())
        }
        News::Checked | News::CameOfIt => {
            let which = (line.id, payload.numbers.as_slice());
            let all = submissions_numbered(conn, scope, master, which).await?;
            // A phone and a program have no address.
            Ok(all
                .into_iter()
                .filter_map(|one| one.by)
                .filter(|by| *by > 0)
                .collect())
        }
    }
}
