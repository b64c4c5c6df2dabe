//! The tree of RFC 6962 over SHA-256: what an append adds, the root of any size, proofs and their verification.
//! Not where its hashes are kept: they are asked for by address.

use super::hash::Digest;

/// A complete subtree: of `2^level` leaves, the `index`-th of its level. Level 0 are the leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// How high.
    pub level: u8,
    /// How far from the left, from 0.
    pub index: u64,
}

/// A run of leaves whose hash a proof needs: from `from` to before `to`. Always one that RFC 6962 splits off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    from: u64,
    to: u64,
}

/// A proof that does not prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the proof does not lead to the root")]
pub struct DoesNotProve;

/// The root of a tree without leaves.
#[must_use]
pub fn empty_root() -> Digest {
    Digest::of(&[])
}

/// The hash of a leaf by its entry.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest::of(&[&[0], entry])
}

/// The hash of a node by its two children.
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest::of(&[&[1], &left.0, &right.0])
}

/// Left siblings that an append to a tree of this size needs, from the leaf up.
#[must_use]
pub fn siblings_of_append(size: u64) -> Vec<Address> {
    let levels = size.trailing_ones();
    (0..levels as u8)
        .map(|level| Address {
            level,
            index: (size >> level) - 1,
        })
        .collect()
}

/// The complete subtrees that a new leaf makes, from the leaf up; `siblings` are the hashes of
/// [`siblings_of_append`].
#[must_use]
pub fn append(size: u64, leaf: Digest, siblings: &[Digest]) -> Vec<(Address, Digest)> {
    let mut made = vec![(
        Address {
            level: 0,
            index: size,
        },
        leaf,
    )];
    let mut hash = leaf;
    for (level, left) in (1..).zip(siblings) {
        hash = node_hash(left, &hash);
        let index = size >> level;
        made.push((Address { level, index }, hash));
    }
    made
}

/// All leaves of a tree.
#[must_use]
pub fn whole(size: u64) -> Run {
    Run { from: 0, to: size }
}

impl Run {
    /// The complete subtrees of which the run is made, from the left: each smaller than the one before.
    #[must_use]
    pub fn cover(self) -> Vec<Address> {
        let mut cover = Vec::new();
        let mut at = self.from;
        while at < self.to {
            let level = (self.to - at).ilog2();
            cover.push(Address {
                level: level as u8,
                index: at >> level,
            });
            at += 1 << level;
        }
        cover
    }

    /// The hash of the run; nothing where a hash is not there.
    pub fn hash(self, mut hash_at: impl FnMut(Address) -> Option<Digest>) -> Option<Digest> {
        let mut hash = None;
        for address in self.cover().into_iter().rev() {
            let left = hash_at(address)?;
            hash = Some(match hash {
                None => left,
                Some(right) => node_hash(&left, &right),
            });
        }
        hash.or(Some(empty_root()))
    }
}

/// The largest power of two below `size`, which is 2 or more: where RFC 6962 splits a tree.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The runs whose hashes prove that leaf `index` is in a tree of `size`, from the leaf's sibling up to the root's
/// child; nothing where it is not in there.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Option<Vec<Run>> {
    if index >= size {
        return None;
    }
    let (mut from, mut to) = (0, size);
    let mut runs = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            runs.push(Run { from: middle, to });
            to = middle;
        } else {
            runs.push(Run { from, to: middle });
            from = middle;
        }
    }
    runs.reverse();
    Some(runs)
}

/// The runs whose hashes prove that a tree of `old` leaves is the beginning of one of `new`; nothing where it cannot
/// be. The empty tree is the beginning of every tree, which needs no proof and gets none.
#[must_use]
pub fn consistency(old: u64, new: u64) -> Option<Vec<Run>> {
    if old == 0 || old > new {
        return None;
    }
    let (mut from, mut to) = (0, new);
    let mut runs = Vec::new();
    // RFC 6962, SUBPROOF: `old` is the size that is looked for; once the left part was passed, it starts later.
    while old != to {
        let middle = from + split(to - from);
        if old <= middle {
            runs.push(Run { from: middle, to });
            to = middle;
        } else {
            runs.push(Run { from, to: middle });
            from = middle;
        }
    }
    if from != 0 {
        runs.push(Run { from, to });
    }
    runs.reverse();
    Some(runs)
}

/// Checks that a leaf is in the tree of this size and root.
///
/// # Errors
/// Where the proof is too long, too short, or leads elsewhere.
pub fn verify_inclusion(
    leaf: &Digest,
    index: u64,
    size: u64,
    proof: &[Digest],
    root: &Digest,
) -> Result<(), DoesNotProve> {
    if index >= size {
        return Err(DoesNotProve);
    }
    // RFC 9162, 2.1.3.2.
    let (mut at, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(DoesNotProve);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    holds(last == 0 && hash == *root)
}

/// Checks that the tree of `old` leaves is the beginning of the tree of `new` leaves.
///
/// # Errors
/// Where the proof is too long, too short, or leads elsewhere; and for an empty old tree, of which nothing can be
/// shown.
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Digest],
    old_root: &Digest,
    new_root: &Digest,
) -> Result<(), DoesNotProve> {
    if old == 0 || old > new {
        return Err(DoesNotProve);
    }
    if old == new {
        return holds(proof.is_empty() && old_root == new_root);
    }
    // RFC 9162, 2.1.4.2. A complete old tree is a node of the new one and is not repeated in the proof.
    let (first, rest) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(DoesNotProve)?
    };
    let (mut at, mut last) = (old - 1, new - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for hash in rest {
        if last == 0 {
            return Err(DoesNotProve);
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(hash, &old_hash);
            new_hash = node_hash(hash, &new_hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, hash);
        }
        at >>= 1;
        last >>= 1;
    }
    holds(last == 0 && old_hash == *old_root && new_hash == *new_root)
}

fn holds(is_so: bool) -> Result<(), DoesNotProve> {
    if is_so { Ok(()) } else { Err(DoesNotProve) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A tree in memory, grown by appends.
    struct Grown(u64, BTreeMap<Address, Digest>);

    impl Grown {
        fn of(leaves: impl IntoIterator<Item = Digest>) -> Self {
            let mut grown = Self(0, BTreeMap::new());
            for leaf in leaves {
                let siblings: Vec<Digest> = siblings_of_append(grown.0)
                    .iter()
                    .map(|address| grown.1[address])
                    .collect();
                grown.1.extend(append(grown.0, leaf, &siblings));
                grown.0 += 1;
            }
            grown
        }

        fn hash(&self, run: Run) -> Digest {
            run.hash(|address| self.1.get(&address).copied()).unwrap()
        }

        fn root(&self, size: u64) -> Digest {
            self.hash(whole(size))
        }

        fn proof(&self, runs: Option<Vec<Run>>) -> Vec<Digest> {
            runs.unwrap()
                .into_iter()
                .map(|run| self.hash(run))
                .collect()
        }
    }

    /// The definition of RFC 6962, 2.1, word for word.
    fn defined(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(split(leaves.len() as u64) as usize);
                node_hash(&defined(left), &defined(right))
            }
        }
    }

    fn leaves(count: u64) -> Vec<Digest> {
        (0..count).map(|at| leaf_hash(&at.to_be_bytes())).collect()
    }

    #[test]
    fn the_example_tree_of_rfc_6962_has_its_root() {
        let entries: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let grown = Grown::of(entries.map(leaf_hash));
        assert_eq!(
            grown.root(8).to_string(),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        );
        assert_eq!(
            empty_root().to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn roots_and_proofs_of_every_size_up_to_200_hold_and_for_nothing_else() {
        let all = leaves(200);
        let grown = Grown::of(all.iter().copied());
        let roots: Vec<Digest> = (0..=200).map(|size| grown.root(size)).collect();
        for size in 0..=200_u64 {
            let root = roots[size as usize];
            assert_eq!(root, defined(&all[..size as usize]), "{size}");
            for index in 0..size {
                let proof = grown.proof(inclusion(index, size));
                let leaf = &all[index as usize];
                verify_inclusion(leaf, index, size, &proof, &root).unwrap();
                let next = (index + 1) % size;
                let elsewhere = verify_inclusion(leaf, next, size, &proof, &root);
                assert_eq!(elsewhere.is_ok(), size == 1, "{index} of {size}");
                assert!(verify_inclusion(leaf, size, size, &proof, &root).is_err());
            }
            for old in 1..=size {
                let proof = grown.proof(consistency(old, size));
                let old_root = &roots[old as usize];
                verify_consistency(old, size, &proof, old_root, &root).unwrap();
                let other = &roots[old as usize - 1];
                assert!(verify_consistency(old, size, &proof, other, &root).is_err());
                assert!(verify_consistency(0, size, &proof, old_root, &root).is_err());
            }
        }
        assert!(inclusion(5, 5).is_none() && inclusion(0, 0).is_none());
        assert!(consistency(0, 5).is_none() && consistency(6, 5).is_none());
    }

    #[test]
    fn a_proof_that_was_cut_lengthened_or_changed_does_not_hold() {
        let all = leaves(21);
        let grown = Grown::of(all.iter().copied());
        let (old, new) = (grown.root(13), grown.root(21));
        let included = grown.proof(inclusion(13, 21));
        let consistent = grown.proof(consistency(13, 21));
        let broken = |proof: &[Digest]| {
            let mut many = Vec::new();
            for at in 0..proof.len() {
                let mut cut = proof.to_vec();
                cut.remove(at);
                many.push(cut);
                for bit in 0..256 {
                    let mut flipped = proof.to_vec();
                    flipped[at].0[bit / 8] ^= 1 << (bit % 8);
                    many.push(flipped);
                }
            }
            for at in 0..=proof.len() {
                let mut longer = proof.to_vec();
                longer.insert(at, all[0]);
                many.push(longer);
            }
            many
        };
        for proof in broken(&included) {
            assert!(verify_inclusion(&all[13], 13, 21, &proof, &new).is_err());
        }
        for proof in broken(&consistent) {
            assert!(verify_consistency(13, 21, &proof, &old, &new).is_err());
        }
    }

    #[test]
    fn huge_sizes_neither_overflow_nor_take_long() {
        let leaf = leaf_hash(b"");
        let size = u64::MAX;
        assert_eq!(inclusion(size - 1, size).unwrap().len(), 63);
        assert!(whole(size).cover().len() == 64);
        assert!(verify_inclusion(&leaf, size - 1, size, &[leaf; 64], &leaf).is_err());
        assert!(verify_consistency(size - 1, size, &[leaf; 70], &leaf, &leaf).is_err());
        assert_eq!(siblings_of_append(u64::MAX - 1).len(), 0);
    }
}
