//! Going on with a file: bytes are sealed as they come, and as many as have come are kept, however the connection ends.

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::{Turn, Turns, UploadError, WAITED, finish, forget, found, passing};
use crate::db::fieldwork::{Upload, upload_grew};
use crate::db::{IdSource, UploadId, write};
use crate::infra::app::Ctx;
use crate::infra::blobs::{BlobError, Passing};

/// So many plain bytes are sealed together.
const TOGETHER: usize = 64 * 1024;
/// After so many bytes they are put on the disk and remembered, though more are coming.
const REMEMBERED: u64 = 1024 * 1024;

/// What the bytes of one request must hash to.
#[derive(Clone, Debug)]
pub enum Check {
    /// SHA-256.
    Sha256(Vec<u8>),
    /// SHA-1.
    Sha1(Vec<u8>),
}

enum Running {
    None,
    Sha256(Sha256, Vec<u8>),
    Sha1(Sha1, Vec<u8>),
}

impl Running {
    fn of(check: Option<Check>) -> Self {
        match check {
            None => Self::None,
            Some(Check::Sha256(wanted)) => Self::Sha256(Sha256::new(), wanted),
            Some(Check::Sha1(wanted)) => Self::Sha1(Sha1::new(), wanted),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::None => {}
            Self::Sha256(hash, _) => hash.update(bytes),
            Self::Sha1(hash, _) => hash.update(bytes),
        }
    }

    fn is_any(&self) -> bool {
        !matches!(self, Self::None)
    }

    fn fits(self) -> bool {
        match self {
            Self::None => true,
            Self::Sha256(hash, wanted) => hash.finalize().as_slice() == wanted,
            Self::Sha1(hash, wanted) => hash.finalize().as_slice() == wanted,
        }
    }
}

/// How the bytes of one request ended.
enum Ended {
    /// All of them came.
    Whole,
    /// The connection broke, or somebody came later.
    Broken,
    /// There were more than the file has.
    TooMany,
}

/// Takes further bytes of a file, from where it is; gives it as it stands then. With a checksum all bytes of the request
/// count or none.
///
/// # Errors
/// [`UploadError`].
pub async fn grow<E>(
    ctx: Ctx,
    turns: Turns,
    (id, from, check): (UploadId, u64, Option<Check>),
    coming: impl Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
) -> Result<Upload, UploadError>
where
    E: Send + 'static,
{
    // A request that breaks off is dropped with everything that waits for it; what has come must be kept all the same.
    let growing = tokio::spawn(async move {
        let turn = turns.take(id).await;
        grown(&ctx, &turn, (id, from, Running::of(check)), coming).await
    });
    growing.await.unwrap_or(Err(UploadError::CutOff))
}

async fn grown<E>(
    ctx: &Ctx,
    turn: &Turn,
    (id, from, mut running): (UploadId, u64, Running),
    mut coming: impl Stream<Item = Result<Bytes, E>> + Send + Unpin,
) -> Result<Upload, UploadError> {
    let upload = found(ctx, id).await?;
    if upload.arrived != from {
        return Err(UploadError::Elsewhere(upload.arrived));
    }
    let mut growth = Growth {
        ctx,
        passing: passing(ctx, &upload),
        ids: Box::new(ctx.ids()),
        remembered: from,
        upload,
    };
    let ended = growth.take(turn, &mut running, &mut coming).await?;
    match ended {
        Ended::Broken if running.is_any() => {
            growth.back().await?;
            return Err(UploadError::CutOff);
        }
        Ended::TooMany => {
            growth.back().await?;
            return Err(UploadError::TooMany);
        }
        Ended::Whole if !running.fits() => {
            growth.back().await?;
            return Err(UploadError::Checksum);
        }
        Ended::Whole | Ended::Broken => growth.remember().await?,
    }
    if matches!(ended, Ended::Broken) {
        return Err(UploadError::CutOff);
    }
    let upload = found(ctx, id).await?;
    if upload.arrived == upload.bytes && !upload.done {
        finish(ctx, &upload).await?;
    }
    found(ctx, id).await
}

struct Growth<'a> {
    ctx: &'a Ctx,
    upload: Upload,
    passing: Passing,
    ids: Box<dyn IdSource>,
    remembered: u64,
}

impl Growth<'_> {
    async fn take<E>(
        &mut self,
        turn: &Turn,
        running: &mut Running,
        coming: &mut (impl Stream<Item = Result<Bytes, E>> + Send + Unpin),
    ) -> Result<Ended, UploadError> {
        let mut held: Vec<u8> = Vec::new();
        let mut left = self.upload.bytes - self.upload.arrived;
        let ended = loop {
            let next = tokio::select! {
                next = coming.next() => next,
                () = turn.wanted() => break Ended::Broken,
            };
            let part = match next {
                None => break Ended::Whole,
                Some(Err(_)) => break Ended::Broken,
                Some(Ok(part)) => part,
            };
            left = match left.checked_sub(part.len() as u64) {
                Some(left) => left,
                None => return Ok(Ended::TooMany),
            };
            running.update(&part);
            for some in part.chunks(TOGETHER) {
                held.extend_from_slice(some);
                if held.len() >= TOGETHER {
                    self.push(&held[..TOGETHER]).await?;
                    held.drain(..TOGETHER);
                }
            }
            let (reached, _) = self.passing.reached();
            if !running.is_any() && reached - self.remembered >= REMEMBERED {
                self.remember().await?;
            }
        };
        if !held.is_empty() {
            self.push(&held).await?;
        }
        Ok(ended)
    }

    async fn push(&mut self, bytes: &[u8]) -> Result<(), UploadError> {
        let pushed = self.passing.push(bytes, &mut *self.ids).await;
        match pushed {
            Err(BlobError::Disk(error)) => {
                // What is remembered is on the disk; what came since is not counted.
                let full = BlobError::Disk(error);
                self.passing
                    .back_to((self.upload.arrived, self.upload.sealed))
                    .await?;
                Err(full.into())
            }
            other => Ok(other?),
        }
    }

    /// Puts what came on the disk and remembers it. Where the disk refuses, nobody can tell what of it is there: the file
    /// is given up and must be sent anew.
    async fn remember(&mut self) -> Result<(), UploadError> {
        let reached = self.passing.reached();
        let (arrived, _) = reached;
        if arrived == self.remembered {
            return Ok(());
        }
        if let Err(error) = self.passing.settle().await {
            forget(self.ctx, self.upload.id).await?;
            return Err(error.into());
        }
        let (scope, id) = (self.ctx.scope, self.upload.id);
        let until = self.ctx.app.surroundings.now() + WAITED;
        let from = self.remembered;
        let grew = write(&self.ctx.app.db, async |txn| {
            upload_grew(txn, scope, (id, from), reached, until).await
        });
        if !grew.await? {
            return Err(UploadError::NotThere);
        }
        self.remembered = arrived;
        (self.upload.arrived, self.upload.sealed) = reached;
        Ok(())
    }

    /// Goes back to what is remembered.
    async fn back(&mut self) -> Result<(), UploadError> {
        let to = (self.upload.arrived, self.upload.sealed);
        Ok(self.passing.back_to(to).await?)
    }
}
