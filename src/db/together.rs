//! Writing together: what waits to be written while something is written goes into one transaction, each piece for itself, and is
//! acknowledged once all of it is on the disk. One piece that fails takes back what it did and nothing else.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{DatabaseTransaction, DbBackend, DbErr};
use tokio::sync::oneshot;

use super::StorageError;
use super::connection::{Db, Doing, inside, write};

/// More are not written in one transaction, so that nobody waits long for others.
const MOST_AT_ONCE: usize = 64;

/// Tells whoever waits what became of the transaction.
type Tell = Box<dyn FnOnce(Result<(), Arc<StorageError>>) + Send>;

/// A piece of work; nothing comes of one that failed, and whoever waits for it knows.
type Piece = Box<dyn for<'t> FnOnce(&'t DatabaseTransaction) -> Doing<'t, Tell, ()> + Send>;

/// Pieces that wait, and whether somebody writes.
#[derive(Default)]
pub(super) struct Waiting(Mutex<(Vec<Piece>, bool)>);

impl std::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Waiting").finish_non_exhaustive()
    }
}

impl Waiting {
    /// Adds a piece; whether whoever adds it must write.
    fn add(&self, piece: Piece) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.0.push(piece);
        !std::mem::replace(&mut waiting.1, true)
    }

    /// The next that are written together; whoever finds none writes no more.
    fn next(&self) -> Vec<Piece> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.0.len().min(MOST_AT_ONCE);
        waiting.1 = count > 0;
        waiting.0.drain(..count).collect()
    }
}

/// Does some work in a transaction that it shares with others who wait: all of it is on the disk when this returns `Ok`, none of
/// it after an error. Only on SQLite, which has one writer; PostgreSQL writes side by side.
///
/// # Errors
/// Those of the work, and of the database.
pub async fn write_together<T, E>(
    db: &Db,
    work: impl for<'t> FnOnce(&'t DatabaseTransaction) -> Doing<'t, T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StorageError> + Send + 'static,
{
    if db.backend() == DbBackend::Postgres {
        return write(db, async |txn| work(txn).await).await;
    }
    let (sender, answer) = oneshot::channel();
    let piece: Piece = Box::new(move |txn| {
        let doing = work(txn);
        Box::pin(async move {
            match doing.await {
                Ok(done) => Ok(Box::new(move |committed: Result<(), Arc<StorageError>>| {
                    let told = committed
                        .map(|()| done)
                        .map_err(|error| shared(&error).into());
                    let _ = sender.send(told);
                }) as Tell),
                Err(error) => {
                    let _ = sender.send(Err(error));
                    Err(())
                }
            }
        })
    });
    if db.waiting().add(piece) {
        let db = db.clone();
        // In a task of its own: whoever asked may go away, and others wait for the same transaction.
        tokio::spawn(async move {
            loop {
                let pieces = db.waiting().next();
                if pieces.is_empty() {
                    return;
                }
                written(&db, pieces).await;
            }
        });
    }
    let gone = || StorageError::from(DbErr::Custom("the writer ended".to_owned()));
    answer.await.unwrap_or_else(|_| Err(gone().into()))
}

/// An error of a transaction that several wait for.
fn shared(error: &StorageError) -> StorageError {
    DbErr::Custom(error.to_string()).into()
}

/// Writes some pieces in one transaction, and tells each what became of it.
async fn written(db: &Db, pieces: Vec<Piece>) {
    let alone = pieces.len() == 1;
    let told = Arc::new(Mutex::new(Vec::new()));
    let tells = Arc::clone(&told);
    let committed = write(db, async |txn| {
        for piece in pieces {
            // One alone takes the whole transaction back with it.
            let done = match alone {
                true => piece(txn).await,
                false => inside(txn, piece).await?,
            };
            match done {
                Ok(tell) => tells
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(tell),
                Err(()) if alone => return Err(StorageError::NotThere { what: "piece" }),
                Err(()) => {}
            }
        }
        Ok::<_, StorageError>(())
    });
    let committed = committed.await.map_err(Arc::new);
    let tells = std::mem::take(&mut *told.lock().unwrap_or_else(PoisonError::into_inner));
    for tell in tells {
        tell(committed.clone());
    }
}
