//! One at a time for each file that is on its way. Whoever comes later ends the one before, which keeps what has arrived: a
//! phone whose connection broke comes again while the broken one still hangs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Notify, OwnedMutexGuard};

use crate::db::UploadId;

/// The turns of all files that are on their way.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<Mutex<BTreeMap<UploadId, Weak<One>>>>);

/// The turns of one file.
#[derive(Debug, Default)]
struct One {
    waiting: AtomicUsize,
    asked: Notify,
    held: Arc<tokio::sync::Mutex<()>>,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    one: Arc<One>,
    _held: OwnedMutexGuard<()>,
}

/// Somebody who waits, also where they give up waiting.
struct Waits<'a>(&'a One);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Turns {
    /// Asks whoever has the turn to end, and takes it.
    pub async fn take(&self, id: UploadId) -> Turn {
        let one = self.of(id);
        let held = {
            one.waiting.fetch_add(1, Ordering::SeqCst);
            let _waits = Waits(&one);
            one.asked.notify_waiters();
            Arc::clone(&one.held).lock_owned().await
        };
        Turn { one, _held: held }
    }

    fn of(&self, id: UploadId) -> Arc<One> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = all.get(&id).and_then(Weak::upgrade) {
            return one;
        }
        all.retain(|_, one| one.strong_count() > 0);
        let one = Arc::new(One::default());
        all.insert(id, Arc::downgrade(&one));
        one
    }
}

impl Turn {
    /// Returns when somebody else wants the turn.
    pub async fn wanted(&self) {
        loop {
            let asked = self.one.asked.notified();
            if self.one.waiting.load(Ordering::SeqCst) > 0 {
                return;
            }
            asked.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn whoever_comes_later_ends_the_one_before_and_others_are_not_disturbed() {
        let turns = Turns::default();
        let id = |number| UploadId::from(Uuid::from_u128(number));
        let first = turns.take(id(1)).await;
        let other = turns.take(id(2)).await;
        let again = turns.clone();
        let second = tokio::spawn(async move { again.take(id(1)).await });
        first.wanted().await;
        drop(first);
        let second = second.await.unwrap();
        for turn in [&second, &other] {
            let wanted = tokio::time::timeout(std::time::Duration::from_millis(20), turn.wanted());
            assert!(wanted.await.is_err());
        }
    }
}
