//! The press of audits that are not published: photographs of accepted visits are read when a page or an edition asks for them,
//! one at a time, and only ever as the copies that may be shown.

use std::borrow::Cow;
use std::collections::BTreeMap;

use groundtruth_reports::model::{Picture, Report};
use groundtruth_reports::photographs::{Photographs, PublicCopy};
use tokio::runtime::Handle;

use super::printed;
use crate::db::audit::AuditLine;
use crate::db::blob::{blob_of, content_place};
use crate::db::fieldwork::{FileLine, files_of, submissions_of};
use crate::db::key::organisation_key_of;
use crate::db::{BlobId, StorageError, SubmissionId};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::features::portal::shelf::{Press, Printed};
use crate::features::publications::ENDINGS;
use crate::infra::accepting::evidence_name;
use crate::infra::app::Ctx;
use crate::infra::pictures::COPY;

/// An edition holds photographs of at most so many bytes; those beyond are described in their places.
const MOST: usize = 64 * 1024 * 1024;
/// A copy that this program made has at most so many.
const LONGEST_COPY: u64 = 25 * 1024 * 1024;

/// Prints a draft.
pub(super) struct DraftPress {
    ctx: Ctx,
    /// The copies by their numbers in the report: `E-001`.
    copies: BTreeMap<String, BlobId>,
}

impl DraftPress {
    /// Tells a report of its photographs: of each piece of evidence that has a copy which may be shown.
    pub(super) async fn with_pictures(
        ctx: &Ctx,
        (line, case): (&AuditLine, &Case),
        report: &mut Report,
    ) -> Result<Self, StorageError> {
        let files = files(ctx, line, case).await?;
        let mut copies = BTreeMap::new();
        let both = case.evidence.iter().zip(&mut report.evidence);
        for (evidence, indexed) in both {
            let file = files.get(&evidence.id).filter(|file| !file.withheld);
            let Some((file, copy)) = file.and_then(|file| Some((file, file.copy.as_ref()?))) else {
                continue;
            };
            let words = &ctx.app.words;
            let place = evidence.place.as_ref().and_then(|place| case.place(place));
            let place = place.map(|place| place.name.clone()).unwrap_or_default();
            let day = evidence.date.map(|date| words.day(date.first_day()));
            let day = day.unwrap_or_default();
            let about = [("title", &evidence.title), ("place", &place), ("day", &day)];
            let about = about.map(|(name, text)| (name, text.as_str()));
            let (width, height) = size(file);
            indexed.picture = Some(Picture {
                file: format!("{}.jpg", indexed.number),
                media_type: "image/jpeg".to_owned(),
                width,
                height,
                alt: evidence
                    .described
                    .clone()
                    .unwrap_or_else(|| evidence.title.clone()),
                caption: words.say("evidence-caption", &about),
            });
            copies.insert(indexed.number.clone(), copy.blob);
        }
        Ok(Self {
            ctx: ctx.clone(),
            copies,
        })
    }

    async fn read(&self, id: BlobId) -> Option<Vec<u8>> {
        let (ctx, conn) = (&self.ctx, self.ctx.app.db.reads());
        let key = organisation_key_of(conn, ctx.scope, &ctx.app.master).await;
        let blob = blob_of(conn, ctx.scope, &key.ok()??, id).await.ok()?;
        let file = ctx
            .app
            .blobs
            .open(content_place(ctx.scope, id), &blob)
            .await;
        let bytes = file.ok()?.whole(LONGEST_COPY).await.ok()?;
        Some(bytes.to_vec())
    }
}

/// The files behind the evidence of a case, by its names in it: `v-0001-2` is the second file of V-0001.
async fn files(
    ctx: &Ctx,
    line: &AuditLine,
    case: &Case,
) -> Result<BTreeMap<Code, FileLine>, StorageError> {
    if case.evidence.iter().all(|one| one.file.is_none()) {
        return Ok(BTreeMap::new());
    }
    let conn = ctx.app.db.reads();
    let lines = submissions_of(conn, ctx.scope, line.id).await?;
    let counting = lines.iter().filter(|line| line.state.counts());
    let numbers: BTreeMap<SubmissionId, i64> =
        counting.map(|line| (line.id, line.number)).collect();
    let ids: Vec<SubmissionId> = numbers.keys().copied().collect();
    let files = files_of(conn, ctx.scope, &ctx.app.master, &ids).await?;
    let named = files.into_values().flatten().filter_map(|file| {
        let number = numbers.get(&file.submission)?;
        Some((evidence_name(*number, file.number)?, file))
    });
    Ok(named.collect())
}

/// About how large the copy of a picture is; an edition goes by what its head says.
fn size(file: &FileLine) -> (u32, u32) {
    let (width, height) = file
        .about
        .looked
        .as_ref()
        .map_or((4, 3), |looked| looked.size);
    let longest = width.max(height).max(1);
    if longest <= COPY {
        return (width, height);
    }
    let part = |side: u32| u64::from(side) * u64::from(COPY) / u64::from(longest);
    let part = |side| u32::try_from(part(side)).unwrap_or(COPY).max(1);
    (part(width), part(height))
}

impl Photographs for DraftPress {
    fn bytes(&self, evidence_number: &str) -> Option<Cow<'_, [u8]>> {
        let id = *self.copies.get(evidence_number)?;
        // Editions are made, and pictures given, in threads that may wait.
        let handle = Handle::try_current().ok()?;
        handle.block_on(self.read(id)).map(Cow::Owned)
    }
}

impl Press for DraftPress {
    fn endings(&self) -> &'static [&'static str] {
        &ENDINGS
    }

    fn print(&self, report: &Report) -> Result<Vec<Printed>, String> {
        let mut report = report.clone();
        let mut all = 0;
        for evidence in &mut report.evidence {
            let Some(picture) = &mut evidence.picture else {
                continue;
            };
            let bytes = self.bytes(&evidence.number);
            let length = bytes.as_ref().map_or(0, |bytes| bytes.len());
            let head = bytes.and_then(|bytes| PublicCopy::read(&bytes).ok());
            match head.filter(|_| all + length <= MOST) {
                Some(head) => {
                    (picture.width, picture.height) = (head.width, head.height);
                    all += length;
                }
                None => evidence.picture = None,
            }
        }
        printed(&report, self)
    }

    fn photograph(&self, evidence: &str) -> Option<Vec<u8>> {
        self.bytes(evidence).map(Cow::into_owned)
    }
}
