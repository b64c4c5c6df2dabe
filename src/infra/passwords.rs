//! Keeping and trying passwords, beside what waits: each takes 19 MiB and some hundredths of a second, and only a few are
//! worked on at once, so that nobody can fill the memory by trying.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::domain::password::{SALT, is_kept, kept};

/// How many are worked on at once.
const AT_ONCE: usize = 2;

/// The desk at which passwords are worked on.
#[derive(Debug)]
pub struct Passwords {
    places: Semaphore,
    tried: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            places: Semaphore::new(AT_ONCE),
            tried: AtomicU64::new(0),
        }
    }
}

impl Passwords {
    /// A password as it is kept.
    pub async fn kept(&self, password: Zeroizing<String>, chance: [u8; 32]) -> String {
        let mut salt = [0; SALT];
        salt.copy_from_slice(&chance[..SALT]);
        self.work(move || kept(&password, salt))
            .await
            .unwrap_or_default()
    }

    /// Whether a password is the one that was kept. Where none was, the same work is done in vain, so that nobody learns
    /// from it who has an account.
    pub async fn is_kept(&self, password: Zeroizing<String>, known: Option<String>) -> bool {
        self.tried.fetch_add(1, Ordering::Relaxed);
        self.work(move || {
            let is_known = known.is_some();
            let known = known.unwrap_or_else(|| nobodys().to_owned());
            is_kept(&password, &known) && is_known
        })
        .await
        .unwrap_or(false)
    }

    /// How many were tried since the program started.
    #[must_use]
    pub fn tried(&self) -> u64 {
        self.tried.load(Ordering::Relaxed)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let _place = self.places.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok()
    }
}

/// A kept password that nobody knows.
fn nobodys() -> &'static str {
    static KEPT: OnceLock<String> = OnceLock::new();
    KEPT.get_or_init(|| kept("nobody signs in with this", [0; SALT]))
}
