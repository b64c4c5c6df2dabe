//! Time and chance, as inputs: the one place that asks the machine for either.

use chrono::{DateTime, Utc};

/// Where instants and seeds come from.
pub trait Surroundings: Send + Sync {
    /// The instant.
    fn now(&self) -> DateTime<Utc>;
    /// 32 bytes that nobody can guess.
    fn seed(&self) -> [u8; 32];
}

/// The machine's clock and its generator of chance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

impl Surroundings for Machine {
    #[expect(clippy::disallowed_methods, reason = "the one clock of the program")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(
        clippy::expect_used,
        reason = "without chance no id is safe; a machine that has none cannot run this"
    )]
    fn seed(&self) -> [u8; 32] {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).expect("the machine gives random bytes");
        seed
    }
}

/// A fixed instant and a fixed seed, for runs that must come out the same.
#[derive(Clone, Copy, Debug)]
pub struct Fixed {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The seed.
    pub seed: [u8; 32],
}

impl Surroundings for Fixed {
    fn now(&self) -> DateTime<Utc> {
        self.now
    }

    fn seed(&self) -> [u8; 32] {
        self.seed
    }
}
