//! Chains of names end somewhere: versions, wordings, findings, derivations.

use std::collections::{HashMap, HashSet};

use super::{Fault, Place, Report};
use crate::domain::case::Case;
use crate::domain::code::Code;

pub(super) fn check(case: &Case, report: &mut Report) {
    let root = Place::default();
    for (i, agreement) in case.agreements.iter().enumerate() {
        let links = agreement
            .versions
            .iter()
            .map(|v| (&v.id, v.supersedes.iter().collect()))
            .collect();
        chains_end(report, &root.at("agreements").at(i).at("versions"), links);
    }
    for (i, obligation) in case.obligations.iter().enumerate() {
        let links = obligation
            .criteria
            .iter()
            .map(|c| (&c.id, c.other_wording_of.iter().collect()))
            .collect();
        chains_end(report, &root.at("obligations").at(i).at("criteria"), links);
    }
    let links = case
        .findings
        .iter()
        .map(|f| (&f.id, f.repeat_of.iter().collect()))
        .collect();
    chains_end(report, &root.at("findings"), links);
    let links = case
        .derivations
        .iter()
        .map(|d| {
            (
                &d.id,
                d.inputs.iter().filter_map(|i| i.from.as_ref()).collect(),
            )
        })
        .collect();
    chains_end(report, &root.at("derivations"), links);
}

/// Reports the first name that leads back to itself. A node is looked at once, so this is linear.
fn chains_end(report: &mut Report, section: &Place, links: Vec<(&Code, Vec<&Code>)>) {
    let position: HashMap<&Code, usize> = links
        .iter()
        .enumerate()
        .map(|(i, (id, _))| (*id, i))
        .collect();
    let mut done: HashSet<usize> = HashSet::new();
    for start in 0..links.len() {
        let mut open: Vec<(usize, usize)> = vec![(start, 0)];
        let mut path: HashSet<usize> = HashSet::from([start]);
        while let Some((node, next)) = open.pop() {
            if done.contains(&node) {
                path.remove(&node);
                continue;
            }
            match links[node].1.get(next).map(|id| position.get(*id).copied()) {
                None => {
                    path.remove(&node);
                    done.insert(node);
                }
                Some(target) => {
                    open.push((node, next + 1));
                    let Some(target) = target else { continue };
                    if path.contains(&target) {
                        report.add(section.at(node), Fault::Cycle(links[target].0.to_string()));
                        return;
                    }
                    if !done.contains(&target) {
                        path.insert(target);
                        open.push((target, 0));
                    }
                }
            }
        }
    }
}
