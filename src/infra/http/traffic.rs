//! How much is asked and how it is answered, in numbers that name nobody; and the limit above which nothing more is
//! taken on.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;

/// Requests that may be under way at once. A page takes milliseconds: who comes after this many waits better outside.
const MOST: u64 = 512;

/// Counts since the program started.
#[derive(Debug, Default)]
pub struct Traffic {
    under_way: AtomicU64,
    answered: [AtomicU64; 5],
}

/// A request under way.
#[derive(Debug)]
pub struct Entered<'a>(&'a Traffic);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Traffic {
    /// Takes a request on; `None` where there are too many.
    pub(super) fn enter(&self) -> Option<Entered<'_>> {
        let entered = Entered(self);
        let before = self.under_way.fetch_add(1, Ordering::Relaxed);
        (before < MOST).then_some(entered)
    }

    pub(super) fn answered(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(count) = self.answered.get(class) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Requests under way.
    #[must_use]
    pub fn under_way(&self) -> u64 {
        self.under_way.load(Ordering::Relaxed)
    }

    /// Answers by the first digit of their status, from 1 to 5.
    #[must_use]
    pub fn answers(&self) -> [u64; 5] {
        self.answered
            .each_ref()
            .map(|count| count.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_not_taken_on_and_what_ended_makes_room() {
        let traffic = Traffic::default();
        let mut taken: Vec<_> = (0..MOST).map(|_| traffic.enter().unwrap()).collect();
        assert!(traffic.enter().is_none());
        assert_eq!(traffic.under_way(), MOST);
        taken.pop();
        assert!(traffic.enter().is_some());
    }
}
