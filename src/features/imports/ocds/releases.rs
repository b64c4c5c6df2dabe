//! Releases and records to processes: which release stands alone, which ones belong together and are merged, and what
//! is no release at all.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::merging::merged;
use super::process::process;
use super::{File, broken};
use crate::domain::exchange::Harvest;
use crate::features::imports::json::{Doc, LARGEST_PART, List, MOST_VALUES, Part, Tape, Value};
use crate::features::imports::refusal::{Unreadable, note};

/// No later release of the same process.
const NONE: u32 = u32::MAX;
/// Releases of one process that are merged.
const MOST_RELEASES: usize = 1_000;

/// One release that stands alone.
pub(super) fn release(release: Value<'_>, harvest: &mut dyn Harvest) {
    if !release.is_object() {
        harvest.refused(note(
            "wrong-type",
            &release.pointer(),
            &[("wanted", "object")],
        ));
    } else if is_versioned(release) {
        harvest.refused(note("versioned-release", &release.pointer(), &[]));
    } else {
        process(release, release, harvest);
    }
}

/// One record: its compiled release, else its releases merged. Releases that are only linked are never fetched.
pub(super) fn record(record: Value<'_>, harvest: &mut dyn Harvest) {
    if let Some(compiled) = record.get("compiledRelease") {
        return release(compiled, harvest);
    }
    let told = record.get("releases").map(Value::items);
    let embedded: Vec<_> = told
        .into_iter()
        .flatten()
        .filter(|release| release.get("ocid").is_some())
        .collect();
    if embedded.is_empty() {
        let code = match record.get("versionedRelease") {
            Some(_) => "versioned-release",
            None => "record-without-releases",
        };
        harvest.refused(note(code, &record.pointer(), &[]));
        return;
    }
    together(embedded, harvest);
}

/// Releases of one process, merged in the order of their dates.
pub(super) fn together(mut releases: Vec<Value<'_>>, harvest: &mut dyn Harvest) {
    let mut seen: HashSet<String> = HashSet::new();
    releases.retain(|release| {
        if is_versioned(*release) {
            harvest.refused(note("versioned-release", &release.pointer(), &[]));
            return false;
        }
        let Some(id) = release
            .get("id")
            .and_then(|id| Some(id.scalar()?.into_owned()))
        else {
            return true;
        };
        if seen.contains(&id) {
            harvest.refused(note("release-twice", &release.pointer(), &[("id", &id)]));
            return false;
        }
        seen.insert(id)
    });
    if let [one] = releases[..] {
        return process(one, one, harvest);
    }
    releases.retain(|release| {
        let dated = release.get("date").is_some_and(Value::is_string);
        if !dated {
            harvest.refused(note("release-without-date", &release.pointer(), &[]));
        }
        dated
    });
    releases.sort_by_cached_key(|release| {
        let date = release
            .get("date")
            .and_then(|date| Some(date.scalar()?.into_owned()));
        instant(&date.unwrap_or_default())
    });
    let last = releases.last().copied();
    if let (Some(root), Some(last)) = (merged(releases.into_iter()), last) {
        process(Value::Of(&root), last, harvest);
    }
}

/// A date for sorting: the instant where the text gives one, then the text.
fn instant(date: &str) -> (i64, String) {
    let instant = chrono::DateTime::parse_from_rfc3339(date).map(|at| at.timestamp_millis());
    let day = || {
        let day = chrono::NaiveDate::parse_from_str(date.get(..10)?, "%Y-%m-%d").ok()?;
        Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
    };
    let at = instant.ok().or_else(day).unwrap_or(i64::MIN);
    (at, date.to_owned())
}

/// A versioned release looks like a release whose every value is a list of what it was and when.
fn is_versioned(release: Value<'_>) -> bool {
    ["initiationType", "tag", "language", "buyer", "tender"]
        .iter()
        .any(|name| {
            let told = release.get(name).and_then(|member| member.items().next());
            told.is_some_and(|first| {
                first.get("releaseDate").is_some() || first.get("releaseID").is_some()
            })
        })
}

/// A release whose text and nodes are kept while its process is merged.
struct Kept {
    text: String,
    tape: Tape,
    at: String,
}

impl<R: Read + Seek> File<R> {
    /// A list of releases: those of one process are read together, wherever they stand in it.
    pub(super) fn releases(
        &mut self,
        list: Option<&List>,
        harvest: &mut dyn Harvest,
    ) -> Result<(), Unreadable> {
        let Some(list) = list else { return Ok(()) };
        let (later, is_later) = chains(list);
        for (index, part) in list.parts.iter().enumerate() {
            if is_later.get(index) == Some(&true) {
                continue;
            }
            let next = later.get(index).copied().unwrap_or(NONE);
            if next == NONE {
                let at = format!("{}/{index}", list.at);
                self.with(part, &at, harvest, |doc, harvest| {
                    release(doc.root(), harvest)
                })?;
            } else {
                self.several(list, index, &later, harvest)?;
            }
        }
        Ok(())
    }

    /// The releases of a chain, from its first one on.
    fn several(
        &mut self,
        list: &List,
        first: usize,
        later: &[u32],
        harvest: &mut dyn Harvest,
    ) -> Result<(), Unreadable> {
        let mut kept: Vec<Kept> = Vec::new();
        let (mut bytes, mut values) = (0, 0);
        let mut index = first;
        loop {
            if let Some(part) = list.parts.get(index) {
                let at = format!("{}/{index}", list.at);
                bytes += u64::from(part.length);
                if bytes > LARGEST_PART || values > MOST_VALUES || kept.len() >= MOST_RELEASES {
                    harvest.refused(note("process-too-large", &at, &[]));
                } else {
                    values += self.keep(part, at, &mut kept, harvest)?;
                }
            }
            match later.get(index) {
                Some(next) if *next != NONE => index = *next as usize,
                _ => break,
            }
        }
        let docs: Vec<_> = kept
            .iter()
            .map(|kept| Doc {
                text: &kept.text,
                tape: &kept.tape,
                at: &kept.at,
            })
            .collect();
        // Two names may share a number; what belongs together is told by the name itself.
        let mut processes: Vec<(String, Vec<Value<'_>>)> = Vec::new();
        for doc in &docs {
            let root = doc.root();
            let name = root
                .get("ocid")
                .and_then(|ocid| Some(ocid.scalar()?.into_owned()));
            let name = name.unwrap_or_default();
            match processes.iter_mut().find(|(known, _)| *known == name) {
                Some((_, releases)) => releases.push(root),
                None => processes.push((name, vec![root])),
            }
        }
        for (_, releases) in processes {
            together(releases, harvest);
        }
        Ok(())
    }

    fn keep(
        &mut self,
        part: &Part,
        at: String,
        kept: &mut Vec<Kept>,
        harvest: &mut dyn Harvest,
    ) -> Result<usize, Unreadable> {
        let text = match self.parts.read(part, &at, &mut self.room)? {
            Ok(text) => text.to_owned(),
            Err(refusal) => {
                harvest.refused(refusal);
                return Ok(0);
            }
        };
        let mut tape = Tape::default();
        if let Err(bad) = tape.parse(&text) {
            harvest.refused(broken(part, &at, &text, bad));
            return Ok(0);
        }
        let values = tape.len();
        kept.push(Kept { text, tape, at });
        Ok(values)
    }
}

/// For each part the next one of the same process, and whether an earlier one is.
fn chains(list: &List) -> (Vec<u32>, Vec<bool>) {
    let mut later = vec![NONE; list.parts.len()];
    let mut is_later = vec![false; list.parts.len()];
    let mut order: Vec<u32> = (0..u32::try_from(list.parts.len()).unwrap_or(NONE)).collect();
    let name = |index: u32| list.parts.get(index as usize).map_or(0, |part| part.name);
    order.sort_unstable_by_key(|index| (name(*index), *index));
    for pair in order.windows(2) {
        if name(pair[0]) != 0 && name(pair[0]) == name(pair[1]) {
            later[pair[0] as usize] = pair[1];
            is_later[pair[1] as usize] = true;
        }
    }
    (later, is_later)
}
