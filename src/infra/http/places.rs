//! How many connections there may be, in all and from one address. Addresses are kept while a connection lasts, in
//! memory alone.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What a door grants.
#[derive(Clone)]
pub struct Limits {
    /// Connections at once.
    pub all: usize,
    /// Connections at once from one address.
    pub each: usize,
    /// How long a handshake may take.
    pub handshake: Duration,
    /// How long the head of a request may take, from when it could begin to its end, however often something comes.
    pub head: Duration,
    /// Programs in front: everyone comes from their addresses.
    pub in_front: Vec<IpAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            all: 1_024,
            // A browser takes six; an office behind one address takes some more.
            each: 128,
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(30),
            in_front: Vec::new(),
        }
    }
}

// Settings, and still addresses.
impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits")
            .field("all", &self.all)
            .field("each", &self.each)
            .finish_non_exhaustive()
    }
}

type Taken = Arc<Mutex<BTreeMap<IpAddr, usize>>>;

/// The places of a door.
#[derive(Clone)]
pub(super) struct Places {
    all: Arc<Semaphore>,
    each: usize,
    in_front: Arc<[IpAddr]>,
    taken: Taken,
}

/// A place among all, not yet anybody's.
pub(super) struct Free(OwnedSemaphorePermit);

/// The place of one connection, until it is dropped.
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
    counted: Option<(Taken, IpAddr)>,
}

impl Places {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.all)),
            each: limits.each,
            in_front: limits.in_front.clone().into(),
            taken: Taken::default(),
        }
    }

    /// Waits until there is a place. Who comes meanwhile waits in the line of the system.
    pub(super) async fn free(&self) -> Free {
        match Arc::clone(&self.all).acquire_owned().await {
            Ok(permit) => Free(permit),
            // It is never closed.
            Err(_) => std::future::pending().await,
        }
    }

    /// Gives a place to whom it is for; none where their address has its share.
    pub(super) fn give(&self, free: Free, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if self.in_front.contains(&address) {
            return Some(Place {
                _permit: free.0,
                counted: None,
            });
        }
        let whose = household(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(whose).or_default();
        if *count >= self.each {
            return None;
        }
        *count += 1;
        Some(Place {
            _permit: free.0,
            counted: Some((Arc::clone(&self.taken), whose)),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((taken, whose)) = &self.counted else {
            return;
        };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(whose) {
            *count -= 1;
            if *count == 0 {
                taken.remove(whose);
            }
        }
    }
}

/// One address of the newer kind is nobody's limit: a household has a network of 64 bits of them.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_has_its_share_and_gets_it_back() {
        let places = Places::new(&Limits {
            each: 2,
            in_front: vec!["192.0.2.1".parse().unwrap()],
            ..Limits::default()
        });
        let asked = async |address: &str| {
            let free = places.free().await;
            places.give(free, address.parse().unwrap())
        };
        let first = asked("2001:db8::1").await;
        let second = asked("2001:db8::2").await;
        assert!(first.is_some() && second.is_some());
        assert!(asked("2001:db8::3").await.is_none());
        assert!(asked("2001:db8:0:1::3").await.is_some());
        drop(first);
        assert!(asked("2001:db8::3").await.is_some());
        let mut behind = Vec::new();
        for _ in 0..9 {
            behind.push(asked("::ffff:192.0.2.1").await.unwrap());
        }
        drop((second, behind));
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
