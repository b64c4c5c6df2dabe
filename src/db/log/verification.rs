//! Looking at every row of a log: do the events make the leaves, the leaves the tree, the tree the roots that were
//! signed? Not the checking of a proof by somebody else, which needs no database.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::checkpoint::checkpoints_of;
use super::{digest, number, place_of_key, place_of_opening, verifier_in};
use crate::db::entity::{log, log_event, log_node};
use crate::db::key::subject_key;
use crate::db::{Scope, StorageError};
use crate::domain::keys::{OrganisationKey, Secret};
use crate::domain::log::note::verifier_of;
use crate::domain::log::tree::{Address, append, siblings_of_append, whole};
use crate::domain::log::{Checkpoint, Digest, Event, Happening, Opening, Salt, leaf_of};

/// Leaves that are looked at together; a power of two.
const PAGE: u64 = 4096;

/// Something in a log that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// The log has no name and key, or they were changed.
    #[error("the name or the key of the log was changed")]
    Log,
    /// An event is not there.
    #[error("event {seq} is not there")]
    Missing {
        /// Its index.
        seq: u64,
    },
    /// An event, its salt or its subject was changed.
    #[error("event {seq} was changed")]
    Event {
        /// Its index.
        seq: u64,
    },
    /// What opens the commitments of an event was changed, or does not open any more.
    #[error("what opens event {seq} was changed")]
    Opening {
        /// Its index.
        seq: u64,
    },
    /// An event is empty without an erasure on record.
    #[error("event {seq} was emptied, and no erasure of its subject is on record")]
    Emptied {
        /// Its index.
        seq: u64,
    },
    /// A hash of the tree was changed, is missing, or is one too many.
    #[error("the hashes of the tree were changed at level {level}, position {position}")]
    Node {
        /// From the leaves up.
        level: u8,
        /// From the left.
        position: u64,
    },
    /// There are more or fewer hashes than the events make.
    #[error("the tree has {found} hashes instead of {expected}")]
    Nodes {
        /// As many as the events make.
        expected: u64,
        /// As many as there are.
        found: u64,
    },
    /// A signed head was changed, or does not fit the events.
    #[error("the signed head at {size} events does not fit: it or what it covers was changed")]
    Checkpoint {
        /// The size under which it is kept.
        size: u64,
    },
}

/// What a look at every row found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogState {
    /// How many events there are.
    pub events: u64,
    /// How many of them were erased.
    pub erased: u64,
    /// How many signed heads there are.
    pub checkpoints: u64,
    /// What is wrong, in the order of the log.
    pub faults: Vec<LogFault>,
}

/// The tree as the events make it, without the parts that nothing needs any more.
#[derive(Default)]
struct Grown {
    size: u64,
    made: u64,
    peaks: BTreeMap<Address, Digest>,
}

impl Grown {
    fn add(&mut self, leaf: Digest) -> Vec<(Address, Digest)> {
        let needed = siblings_of_append(self.size);
        let siblings: Vec<Digest> = needed.iter().map(|at| self.peaks[at]).collect();
        let new = append(self.size, leaf, &siblings);
        for address in needed {
            self.peaks.remove(&address);
        }
        self.peaks.extend(new.last().copied());
        self.size += 1;
        self.made += new.len() as u64;
        new
    }

    fn root(&self) -> Option<Digest> {
        whole(self.size).hash(|address| self.peaks.get(&address).copied())
    }
}

/// Looks at every row of a log. Reading at one moment is the caller's: hand in a transaction.
pub async fn verify_log(
    conn: &impl ConnectionTrait,
    scope: Scope,
    key: &OrganisationKey,
) -> Result<LogState, StorageError> {
    let mut faults = Vec::new();
    let log = scope.rows::<log::Entity>().one(conn).await?;
    let verifier = log.as_ref().and_then(|row| verifier_in(row).ok());
    let fits = log.as_ref().is_none_or(|row| key_fits(row, scope, key));
    if (log.is_some() && verifier.is_none()) || !fits {
        faults.push(LogFault::Log);
    }
    let mut grown = Grown::default();
    let mut roots = BTreeMap::from([(0, grown.root())]);
    let mut checkpoints = checkpoints_of(conn, scope).await?;
    let heads: BTreeSet<u64> = checkpoints.iter().map(|c| c.size).collect();
    let (mut emptied, mut grounds) = (Vec::new(), BTreeMap::new());
    // A log has twice as many hashes as events, so no event of it is further off, whatever was taken away.
    let events = scope.rows::<log_event::Entity>().count(conn).await?;
    let reach = PAGE + events + scope.rows::<log_node::Entity>().count(conn).await?;
    let next = async |from| has_event(conn, scope, from..reach).await;
    loop {
        let rows = page(conn, scope, grown.size).await?;
        // A whole page may be missing: the look ends with the last event, not with the first gap.
        if rows.is_empty() && !next(grown.size).await? {
            break;
        }
        let end = grown.size + PAGE;
        let mut nodes = nodes_of(conn, scope, grown.size, grown.size + PAGE).await?;
        for row in rows {
            let seq = row.seq.unsigned_abs();
            while grown.size < seq {
                missed(&mut grown, &mut nodes, &mut faults);
                if heads.contains(&grown.size) {
                    roots.insert(grown.size, grown.root());
                }
            }
            let leaf = match &row.body {
                None => {
                    let rest = row.salt.is_some() || row.opening.is_some();
                    if rest || row.subject_key_id.is_some() {
                        faults.push(LogFault::Event { seq });
                    }
                    emptied.push((seq, row.subject));
                    nodes.get(&leaf_at(seq)).copied()
                }
                Some(body) => match leaf_in(&row, body, seq) {
                    None => {
                        faults.push(LogFault::Event { seq });
                        nodes.get(&leaf_at(seq)).copied()
                    }
                    Some((leaf, event)) => {
                        if !opens(conn, scope, key, &row, &event).await? {
                            faults.push(LogFault::Opening { seq });
                        }
                        if matches!(event.what, Happening::SubjectErased { .. }) {
                            grounds.insert(row.subject, seq);
                        }
                        Some(leaf)
                    }
                },
            };
            grow(&mut grown, leaf, &mut nodes, &mut faults);
            if heads.contains(&grown.size) {
                roots.insert(grown.size, grown.root());
            }
        }
        if next(end).await? {
            while grown.size < end {
                missed(&mut grown, &mut nodes, &mut faults);
                if heads.contains(&grown.size) {
                    roots.insert(grown.size, grown.root());
                }
            }
        }
        let left = nodes.into_keys();
        faults.extend(left.map(|at| LogFault::Node {
            level: at.level,
            position: at.index,
        }));
    }
    if has_event(conn, scope, reach..i64::MAX.unsigned_abs()).await? {
        faults.push(LogFault::Missing { seq: grown.size });
    }
    let erased = emptied.len() as u64;
    for (seq, subject) in emptied {
        if grounds
            .get(&subject)
            .is_none_or(|ground: &u64| *ground < seq)
        {
            faults.push(LogFault::Emptied { seq });
        }
    }
    let found = scope.rows::<log_node::Entity>().count(conn).await?;
    if found != grown.made {
        let expected = grown.made;
        faults.push(LogFault::Nodes { expected, found });
    }
    let counted = checkpoints.len() as u64;
    checkpoints.retain(|checkpoint| {
        let opened = verifier.as_ref();
        let opened = opened.and_then(|key| Checkpoint::open(&checkpoint.note, key).ok());
        let root = roots.get(&checkpoint.size).copied().flatten();
        !opened.is_some_and(|head| head.size == checkpoint.size && Some(head.root) == root)
    });
    let bad = checkpoints.into_iter();
    faults.extend(bad.map(|c| LogFault::Checkpoint { size: c.size }));
    if log.is_none() && (grown.size > 0 || counted > 0) {
        faults.push(LogFault::Log);
    }
    Ok(LogState {
        events: grown.size,
        erased,
        checkpoints: counted,
        faults,
    })
}

fn key_fits(row: &log::Model, scope: Scope, key: &OrganisationKey) -> bool {
    let Ok(secret) = row.signing_key.open(key, &place_of_key(scope)) else {
        return false;
    };
    let fits = verifier_of(&row.origin, &Secret::new(secret));
    fits.is_ok_and(|verifier| verifier.bytes().as_slice() == row.public_key)
}

/// The leaf of an event, and the event, where the row is as it was written.
fn leaf_in(row: &log_event::Model, body: &[u8], seq: u64) -> Option<(Digest, Event)> {
    let salt = Salt(digest(row.salt.as_deref()?)?);
    let event = Event::read(body).ok()?;
    let fits = u64::from(event.seq) == seq && Uuid::from_bytes(event.subject.0) == row.subject;
    fits.then(|| (leaf_of(&salt, body), event))
}

async fn opens(
    conn: &impl ConnectionTrait,
    scope: Scope,
    key: &OrganisationKey,
    row: &log_event::Model,
    event: &Event,
) -> Result<bool, StorageError> {
    let Some(sealed) = &row.opening else {
        return Ok(false);
    };
    let place = place_of_opening(scope, row.seq.unsigned_abs());
    let opening: Option<Opening> = match row.subject_key_id {
        None => sealed.open(key, &place).ok(),
        Some(id) => match subject_key(conn, scope, key, id).await {
            Ok(key) => sealed.open(&key, &place).ok(),
            Err(StorageError::NotThere { .. } | StorageError::Sealed(_)) => None,
            Err(error) => return Err(error),
        },
    };
    Ok(opening.is_some_and(|opening| opening.opens(event)))
}

/// Adds a leaf and compares the hashes that it makes with those that are kept.
fn grow(
    grown: &mut Grown,
    leaf: Option<Digest>,
    nodes: &mut BTreeMap<Address, Digest>,
    faults: &mut Vec<LogFault>,
) {
    // A leaf that is nowhere is taken as nothing; its node is told as missing.
    for (address, hash) in grown.add(leaf.unwrap_or(Digest([0; 32]))) {
        if nodes.remove(&address) != Some(hash) {
            faults.push(LogFault::Node {
                level: address.level,
                position: address.index,
            });
        }
    }
}

/// An event that is missing is told, and the look goes on with the leaf that is kept.
fn missed(grown: &mut Grown, nodes: &mut BTreeMap<Address, Digest>, faults: &mut Vec<LogFault>) {
    faults.push(LogFault::Missing { seq: grown.size });
    let leaf = nodes.get(&leaf_at(grown.size)).copied();
    grow(grown, leaf, nodes, faults);
}

/// Whether there is an event among these.
async fn has_event(
    conn: &impl ConnectionTrait,
    scope: Scope,
    among: Range<u64>,
) -> Result<bool, StorageError> {
    let rows = scope.rows::<log_event::Entity>();
    let rows = rows.filter(log_event::Column::Seq.gte(number(among.start)?));
    let rows = rows.filter(log_event::Column::Seq.lt(number(among.end)?));
    Ok(rows.limit(1).one(conn).await?.is_some())
}

fn leaf_at(seq: u64) -> Address {
    Address {
        level: 0,
        index: seq,
    }
}

/// The next events, none beyond the page, so that its nodes are those of the page.
async fn page(
    conn: &impl ConnectionTrait,
    scope: Scope,
    from: u64,
) -> Result<Vec<log_event::Model>, StorageError> {
    Ok(scope
        .rows::<log_event::Entity>()
        .filter(log_event::Column::Seq.gte(number(from)?))
        .filter(log_event::Column::Seq.lt(number(from + PAGE)?))
        .order_by_asc(log_event::Column::Seq)
        .limit(PAGE)
        .all(conn)
        .await?)
}

/// The hashes of subtrees that end in a run of leaves.
async fn nodes_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    from: u64,
    to: u64,
) -> Result<BTreeMap<Address, Digest>, StorageError> {
    let mut nodes = BTreeMap::new();
    for level in 0..63 {
        let (first, end) = (from >> level, to >> level);
        if first == end {
            continue;
        }
        let rows = scope
            .rows::<log_node::Entity>()
            .filter(log_node::Column::Level.eq(i16::from(level)))
            .filter(log_node::Column::Position.gte(number(first)?))
            .filter(log_node::Column::Position.lt(number(end)?))
            .all(conn)
            .await?;
        for row in rows {
            let index = row.position.unsigned_abs();
            let hash = digest(&row.hash).unwrap_or(Digest([0; 32]));
            nodes.insert(Address { level, index }, hash);
        }
    }
    Ok(nodes)
}
