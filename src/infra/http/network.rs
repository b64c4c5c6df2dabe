//! How often a network may try something, without keeping who it is: addresses are hashed under a key that lives an hour
//! and in memory alone.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Tries in an hour: an office or a village behind one address still gets in.
const MOST: u32 = 300;
/// Networks that are counted apart; what comes beyond shares one count.
const APART: usize = 50_000;

/// Counts of this hour.
#[derive(Default)]
pub struct Network {
    hour: Mutex<Hour>,
}

#[derive(Default)]
struct Hour {
    number: i64,
    key: [u8; 32],
    tries: HashMap<[u8; 32], u32>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}

impl Network {
    /// Counts a try; false where there were too many in this hour. `chance` becomes the key when an hour begins.
    pub fn admit(&self, address: Option<IpAddr>, now: DateTime<Utc>, chance: [u8; 32]) -> bool {
        let mut hour = self.hour.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now.timestamp().div_euclid(3_600);
        if hour.number != number {
            *hour = Hour {
                number,
                key: chance,
                tries: HashMap::new(),
            };
        }
        let whose = match address {
            Some(address) if hour.tries.len() < APART => hashed(&hour.key, network_of(address)),
            _ => [0; 32],
        };
        let tries = hour.tries.entry(whose).or_default();
        *tries = tries.saturating_add(1);
        *tries <= MOST
    }
}

fn hashed(key: &[u8; 32], network: [u8; 16]) -> [u8; 32] {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else {
        // The function takes a key of any length.
        unreachable!("32 bytes are a key");
    };
    mac.chain_update(network).finalize().into_bytes().into()
}

/// One household has one address of the old kind, and 2^64 of the new.
fn network_of(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => {
            let mut octets = address.octets();
            octets[8..].fill(0);
            octets
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_a_budget_for_an_hour_and_others_have_their_own() {
        let network = Network::default();
        let now: DateTime<Utc> = "2026-07-01T12:59:00Z".parse().unwrap();
        let admit = |address: &str, now| network.admit(address.parse().ok(), now, [7; 32]);
        assert!((0..MOST).all(|_| admit("2001:db8::1", now)));
        assert!(!admit("2001:db8::2", now) && !admit("2001:db8::1", now));
        assert!(admit("2001:db8:0:1::1", now) && admit("192.0.2.1", now));
        assert!(admit("2001:db8::1", now + chrono::TimeDelta::minutes(1)));
        assert!(!format!("{network:?}").contains("192"));
    }
}
