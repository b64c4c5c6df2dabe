//! Time that a test moves, and chance that is the same at every run and never twice the same.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use groundtruth::infra::clock::Surroundings;
use sha2::{Digest, Sha256};

/// A clock with its dice; copies are the same clock.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<(DateTime<Utc>, u64)>>);

impl TestClock {
    /// It begins on a day of its own.
    pub fn new() -> Self {
        let now = "2026-07-01T12:00:00Z".parse().unwrap();
        Self(Arc::new(Mutex::new((now, 0))))
    }

    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        self.0.lock().unwrap().0 += by;
    }
}

impl Surroundings for TestClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap().0
    }

    fn seed(&self) -> [u8; 32] {
        let mut state = self.0.lock().unwrap();
        state.1 += 1;
        Sha256::digest(state.1.to_be_bytes()).into()
    }
}
