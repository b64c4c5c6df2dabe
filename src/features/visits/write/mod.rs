//! Writing a visit down, one question a screen, without a script. The address says where in the form one is; each answer is
//! kept, sealed, as soon as it is given; nothing counts until it is sent.

use uuid::Uuid;

use super::instruments::audit;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Draft, DraftVisit, draft_of, instrument_of, remove_draft, save_draft};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::instrument::{Instrument, Question, asked};
use crate::domain::intake::{Answer, IntakeFault, Submission, check};
use crate::domain::plan::Plan;
use crate::infra::action::{ActionError, by, still_may};
use crate::infra::app::Ctx;

/// A draft with what it answers.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) audit: AuditLine,
    pub(super) draft: Draft,
    pub(super) instrument: Instrument,
}

impl Open {
    pub(super) fn answers(&self) -> &[Answer] {
        &self.draft.visit.submission.answers
    }

    /// The questions that are asked now, in their order.
    pub(super) fn questions(&self) -> Vec<&Question> {
        let asked = asked(&self.instrument, self.answers());
        let all = self.instrument.questions.iter();
        all.filter(|question| asked.contains(&question.id))
            .collect()
    }

    /// The question that is asked after this one.
    pub(super) fn after(&self, question: &Code) -> Option<&Question> {
        let all = &self.instrument.questions;
        let at = all.iter().position(|one| one.id == *question)?;
        let asked = asked(&self.instrument, self.answers());
        all[at + 1..].iter().find(|one| asked.contains(&one.id))
    }

    pub(super) fn address(&self) -> String {
        format!(
            "/checks/{}/drafts/{}",
            self.audit.code, self.draft.client_id
        )
    }

    pub(super) fn address_of(&self, question: &Code) -> String {
        format!("{}/questions/{question}", self.address())
    }

    /// What does not fit about the answer to a question.
    pub(super) fn faults_of(&self, ctx: &Ctx, question: &Code) -> Vec<IntakeFault> {
        let Some(at) = self
            .answers()
            .iter()
            .position(|one| one.question == *question)
        else {
            return Vec::new();
        };
        let here = format!("answers[{at}]");
        self.faults(ctx)
            .into_iter()
            .filter(|(path, _)| path.starts_with(&here))
            .map(|(_, fault)| fault)
            .collect()
    }

    /// Everything that does not fit, with where it stands.
    pub(super) fn faults(&self, ctx: &Ctx) -> Vec<(String, IntakeFault)> {
        let submission = &self.draft.visit.submission;
        let today = ctx.now.date_naive();
        let problems = check(submission, &self.instrument, &Plan::default(), today);
        let problems = problems.into_iter();
        problems.map(|one| (one.path, one.fault)).collect()
    }
}

/// A draft of whoever acts.
pub(super) async fn open(ctx: &Ctx, (code, draft): (&str, &str)) -> Result<Open, ActionError> {
    ctx.require(Permission::RecordVisits)?;
    let audit = audit(ctx, code).await?;
    let client_id = Uuid::parse_str(draft).map_err(|_| ActionError::NotThere)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let found = draft_of(conn, ctx.scope, master, (audit.id, client_id, by(ctx))).await?;
    let draft = found.ok_or(ActionError::NotThere)?;
    let submission = &draft.visit.submission;
    let named = (&submission.instrument, submission.version);
    let instrument = instrument_of(conn, ctx.scope, audit.id, named).await?;
    let instrument = instrument.ok_or(ActionError::NotThere)?;
    Ok(Open {
        audit,
        draft,
        instrument,
    })
}

/// Begins to write a visit down; gives the id under which it will be sent.
pub(super) async fn begin(
    ctx: &Ctx,
    audit: &AuditLine,
    submission: Submission,
    corrects: Option<i64>,
) -> Result<Uuid, ActionError> {
    let visit = DraftVisit {
        submission,
        files: Vec::new(),
        corrects,
    };
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let mut ids = ctx.ids();
        let client_id = uuid::Builder::from_random_bytes(ids.random_bytes()).into_uuid();
        let whose = (audit.id, client_id, by(ctx));
        save_draft(txn, ctx.scope, &ctx.app.master, whose, &visit, &mut ids).await?;
        Ok(client_id)
    })
    .await
}

/// Keeps what was answered so far. Answers to questions that are not asked any more go.
pub(super) async fn keep(ctx: &Ctx, open: &mut Open) -> Result<(), ActionError> {
    let names: Vec<Code> = open.questions().iter().map(|q| q.id.clone()).collect();
    let submission = &mut open.draft.visit.submission;
    submission
        .answers
        .retain(|one| names.contains(&one.question));
    let order = |answer: &Answer| names.iter().position(|name| *name == answer.question);
    submission.answers.sort_by_key(order);
    let open = &*open;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let mut ids = ctx.ids();
        let whose = (open.audit.id, open.draft.client_id, by(ctx));
        let visit = &open.draft.visit;
        save_draft(txn, ctx.scope, &ctx.app.master, whose, visit, &mut ids).await?;
        Ok(())
    })
    .await
}

/// Gives a draft up. What was taken in for it goes with it.
pub(super) async fn give_up(ctx: &Ctx, open: &Open) -> Result<(), ActionError> {
    let blobs: Vec<crate::db::BlobId> = open.draft.visit.files.iter().flat_map(blobs_of).collect();
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        for id in &blobs {
            crate::db::blob::remove_blob(txn, ctx.scope, *id).await?;
        }
        remove_draft(txn, ctx.scope, (open.audit.id, open.draft.client_id)).await?;
        Ok::<_, ActionError>(())
    })
    .await?;
    for id in blobs {
        ctx.app.blobs.remove(id).await;
    }
    Ok(())
}

/// The stored files of a file: the original, the copy, the preview.
pub(super) fn blobs_of(file: &crate::db::fieldwork::DraftFile) -> Vec<crate::db::BlobId> {
    let mut all = vec![crate::db::BlobId::from(file.blob)];
    if let Some((copy, _, preview)) = &file.copy {
        all.extend([
            crate::db::BlobId::from(*copy),
            crate::db::BlobId::from(*preview),
        ]);
    }
    all
}
