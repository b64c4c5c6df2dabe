//! How often a password or a code may be tried: a few times at once, then after ever longer waits; and how long
//! somebody stays signed in. Not who counts.

use chrono::{DateTime, TimeDelta, Utc};

/// Tries that are free.
const FREE: i32 = 5;
/// Tries that failed in a row, from which on it is noted when one does not.
pub const MANY: i32 = FREE;
/// The first wait; each further one is twice as long.
const FIRST: TimeDelta = TimeDelta::seconds(15);
/// The longest wait: who guesses for others cannot shut them out for a day.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// After so long without a try, all is forgotten.
pub const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// Until when nothing is tried, after so many tries in a row that failed, the last of them at `last`.
#[must_use]
pub fn wait_until(failed: i32, last: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let over = failed.checked_sub(FREE).filter(|over| *over >= 0)?;
    let doubled = FIRST * (1 << over.min(10));
    Some(last + doubled.min(LONGEST))
}

/// How long a session lasts in which nothing is asked.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// How long a session lasts whatever is asked.
pub const WHOLE: TimeDelta = TimeDelta::hours(12);

/// Whether a session is over that began and was last seen at these instants.
#[must_use]
pub fn session_is_over(began: DateTime<Utc>, seen: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - seen >= IDLE || now - began >= WHOLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_and_end() {
        let last: DateTime<Utc> = "2026-07-01T12:00:00Z".parse().unwrap();
        let seconds = |failed| wait_until(failed, last).map(|until| (until - last).num_seconds());
        let waits: Vec<_> = (0..14).map(seconds).collect();
        assert_eq!(waits[..5], [None; 5]);
        let grown = [15, 30, 60, 120, 240, 480, 900, 900, 900].map(Some);
        assert_eq!(waits[5..], grown);
        assert_eq!(seconds(i32::MAX), Some(900));
    }
}
