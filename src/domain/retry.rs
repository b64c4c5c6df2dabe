//! How often work that failed is tried again, and how late. Not the work, and not the clock: both are handed in.

/// A rule for trying again. Waits double from the first to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How often in all, the first time included.
    pub tries: u32,
    /// Seconds after the first failure.
    pub first_wait: u64,
    /// Seconds that no wait exceeds.
    pub longest_wait: u64,
}

impl Retry {
    /// For most work: ten tries over about nine hours.
    pub const USUAL: Self = Self {
        tries: 10,
        first_wait: 60,
        longest_wait: 2 * 3_600,
    };

    /// For mail: twelve tries over about a day, since a mail server may be away for a night.
    pub const MAIL: Self = Self {
        tries: 12,
        first_wait: 60,
        longest_wait: 6 * 3_600,
    };

    /// Seconds until the next try after this many failures; `None` where there is none. `chance` is any number: it
    /// spreads the wait over its upper half, so that what failed together does not come back together.
    #[must_use]
    pub fn wait(self, failures: u32, chance: u64) -> Option<u64> {
        if failures >= self.tries {
            return None;
        }
        let doublings = failures.saturating_sub(1).min(62);
        let whole = self
            .first_wait
            .saturating_mul(1_u64 << doublings)
            .min(self.longest_wait);
        let half = whole / 2;
        Some(whole - half + chance % (half + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_then_end() {
        let waits: Vec<_> = (1..=13).map(|n| Retry::MAIL.wait(n, u64::MAX)).collect();
        let halves: Vec<_> = (1..=13).map(|n| Retry::MAIL.wait(n, 0)).collect();
        assert_eq!(halves[..3], [Some(30), Some(60), Some(120)]);
        assert_eq!(halves[9..], [Some(10_800), Some(10_800), None, None]);
        assert!(waits.iter().zip(&halves).all(|(some, least)| some >= least));
    }

    #[test]
    fn chance_spreads_a_wait_over_its_upper_half_and_no_further() {
        let waits: Vec<_> = (0..1_000)
            .filter_map(|chance| Retry::USUAL.wait(3, chance * 7_919))
            .collect();
        assert!(waits.iter().all(|wait| (120..=240).contains(wait)));
        assert!(waits.contains(&120) && waits.contains(&240));
    }

    #[test]
    fn no_number_is_too_large() {
        let endless = Retry {
            tries: u32::MAX,
            first_wait: u64::MAX,
            longest_wait: u64::MAX,
        };
        assert!(endless.wait(u32::MAX - 1, u64::MAX).is_some());
    }
}
