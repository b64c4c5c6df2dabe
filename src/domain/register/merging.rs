//! What a file says anew, put into what people made of what it said before. Only what the file itself changed is changed;
//! what it does not carry, and what was entered beside it, stays.

use std::collections::BTreeSet;

use super::terms::Terms;
use crate::domain::agreement::Agreement;
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::obligation::{Criterion, Obligation};
use crate::domain::party::Party;
use crate::domain::period::Period;

/// Three versions that are held together.
#[derive(Clone, Copy, Debug)]
pub struct Merging<'a> {
    /// What the file said when it was last read.
    pub before: &'a Terms,
    /// What stands: the same with what people entered and corrected since.
    pub ours: &'a Terms,
    /// What the file says now, under the names of what stands.
    pub now: &'a Terms,
    /// Parties, places and sources that claims and money name.
    pub cited: &'a BTreeSet<Code>,
    /// Whether what people corrected stands even where the file changed it: they amended it for later days.
    pub ours_wins: bool,
}

/// What stands afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The terms.
    pub terms: Terms,
    /// Promises that the file no longer has and that stay, because people worked on them.
    pub left_out: Vec<Code>,
}

impl Merging<'_> {
    /// Puts what the file changed into what stands.
    #[must_use]
    pub fn merged(&self) -> Merged {
        let (obligations, left_out) = self.obligations();
        let mut terms = Terms {
            agreement: self.agreement(),
            parties: self.parties(),
            places: self.places(),
            sources: self.sources(),
            obligations,
            ..self.ours.clone()
        };
        let named = self.named_in(&terms);
        let before = self.before;
        let is_of_file = |id: &Code, all: &[&Code]| all.contains(&id);
        let (old, new) = (
            ids(&before.parties, |p| &p.id),
            ids(&self.now.parties, |p| &p.id),
        );
        terms.parties.retain(|party| {
            named.contains(&party.id)
                || !is_of_file(&party.id, &old) && !is_of_file(&party.id, &new)
        });
        let (old, new) = (
            ids(&before.places, |p| &p.id),
            ids(&self.now.places, |p| &p.id),
        );
        let mine = ids(&self.ours.places, |p| &p.id);
        terms.places.retain(|place| {
            let was = is_of_file(&place.id, &old);
            named.contains(&place.id)
                || !was
                || is_of_file(&place.id, &new) && is_of_file(&place.id, &mine)
        });
        let kept = self.kept_sources(&named);
        terms.sources.retain(|source| kept.contains(&source.id));
        Merged { terms, left_out }
    }

    fn pick<T: Clone + PartialEq>(&self, before: &T, ours: &T, now: &T) -> T {
        let stands = now == before || self.ours_wins && ours != before;
        if stands { ours.clone() } else { now.clone() }
    }

    fn list<T: Clone + PartialEq>(&self, before: &[T], ours: &[T], now: &[T]) -> Vec<T> {
        if ours == before {
            return now.to_vec();
        }
        let is_gone = |one: &&T| before.contains(one) && !now.contains(one);
        let mut list: Vec<T> = ours.iter().filter(|one| !is_gone(one)).cloned().collect();
        let added = now.iter().filter(|one| !before.contains(one));
        for one in added {
            if !list.contains(one) {
                list.push(one.clone());
            }
        }
        list
    }

    fn period(
        &self,
        before: Option<&Period>,
        ours: Option<&Period>,
        now: Option<&Period>,
    ) -> Option<Period> {
        let whole = |period: Option<&Period>| period.cloned().unwrap_or_default();
        let (before, ours, now) = (whole(before), whole(ours), whole(now));
        let period = Period {
            from: self.pick(&before.from, &ours.from, &now.from),
            to: self.pick(&before.to, &ours.to, &now.to),
            words: self.pick(&before.words, &ours.words, &now.words),
        };
        (period != Period::default()).then_some(period)
    }

    fn agreement(&self) -> Agreement {
        let (before, ours, now) = (
            &self.before.agreement,
            &self.ours.agreement,
            &self.now.agreement,
        );
        Agreement {
            title: self.pick(&before.title, &ours.title, &now.title),
            kind: self.pick(&before.kind, &ours.kind, &now.kind),
            covers: self.pick(&before.covers, &ours.covers, &now.covers),
            value: self.pick(&before.value, &ours.value, &now.value),
            currency: self.pick(&before.currency, &ours.currency, &now.currency),
            period: self.period(
                before.period.as_ref(),
                ours.period.as_ref(),
                now.period.as_ref(),
            ),
            funders: self.list(&before.funders, &ours.funders, &now.funders),
            providers: self.list(&before.providers, &ours.providers, &now.providers),
            sources: self.list(&before.sources, &ours.sources, &now.sources),
            ..ours.clone()
        }
    }

    fn obligations(&self) -> (Vec<Obligation>, Vec<Code>) {
        let (mut all, mut left_out) = (Vec::new(), Vec::new());
        for ours in &self.ours.obligations {
            let before = self.before.obligation(&ours.id);
            match (before, self.now.obligation(&ours.id)) {
                (before, Some(now)) => all.push(self.obligation(before.unwrap_or(ours), ours, now)),
                (None, None) => all.push(ours.clone()),
                (Some(before), None) if unsourced(before) == unsourced(ours) => {}
                (Some(_), None) => {
                    left_out.push(ours.id.clone());
                    all.push(ours.clone());
                }
            }
        }
        let is_new = |now: &&Obligation| {
            // What people took out stays out.
            self.ours.obligation(&now.id).is_none() && self.before.obligation(&now.id).is_none()
        };
        all.extend(self.now.obligations.iter().filter(is_new).cloned());
        (all, left_out)
    }

    fn obligation(&self, before: &Obligation, ours: &Obligation, now: &Obligation) -> Obligation {
        Obligation {
            promise: self.pick(&before.promise, &ours.promise, &now.promise),
            kind: self.pick(&before.kind, &ours.kind, &now.kind),
            unit: self.pick(&before.unit, &ours.unit, &now.unit),
            period: self.period(
                before.period.as_ref(),
                ours.period.as_ref(),
                now.period.as_ref(),
            ),
            places: self.list(&before.places, &ours.places, &now.places),
            note: self.pick(&before.note, &ours.note, &now.note),
            criteria: self.criteria(&before.criteria, &ours.criteria, &now.criteria),
            ..ours.clone()
        }
    }

    fn criteria(
        &self,
        before: &[Criterion],
        ours: &[Criterion],
        now: &[Criterion],
    ) -> Vec<Criterion> {
        let of = |all: &'_ [Criterion], id: &Code| all.iter().position(|one| one.id == *id);
        let merged = |mine: &Criterion| {
            let Some(now) = of(now, &mine.id).map(|at| &now[at]) else {
                return mine.clone();
            };
            let before = of(before, &mine.id).map_or(mine, |at| &before[at]);
            Criterion {
                target: self.pick(&before.target, &mine.target, &now.target),
                sources: self.list(&before.sources, &mine.sources, &now.sources),
                ..mine.clone()
            }
        };
        let mut all: Vec<_> = ours.iter().map(merged).collect();
        let is_new =
            |one: &&Criterion| of(before, &one.id).is_none() && of(ours, &one.id).is_none();
        all.extend(now.iter().filter(is_new).cloned());
        all
    }

    fn parties(&self) -> Vec<Party> {
        let of = |all: &'_ [Party], id: &Code| all.iter().find(|one| one.id == *id).cloned();
        let merged = |ours: &Party| {
            let Some(now) = of(&self.now.parties, &ours.id) else {
                return ours.clone();
            };
            let before = of(&self.before.parties, &ours.id);
            let before = before.unwrap_or_else(|| ours.clone());
            Party {
                name: self.pick(&before.name, &ours.name, &now.name),
                identifier: self.pick(&before.identifier, &ours.identifier, &now.identifier),
                roles: self.list(&before.roles, &ours.roles, &now.roles),
                ..ours.clone()
            }
        };
        let mut all: Vec<_> = self.ours.parties.iter().map(merged).collect();
        let is_new = |one: &&Party| of(&self.ours.parties, &one.id).is_none();
        all.extend(self.now.parties.iter().filter(is_new).cloned());
        all
    }

    fn places(&self) -> Vec<Place> {
        let mut all = self.ours.places.clone();
        let mine = ids(&self.ours.places, |place| &place.id);
        let added = self.now.places.iter();
        all.extend(added.filter(|place| !mine.contains(&&place.id)).cloned());
        all
    }

    /// The file first, then what stood, then documents that it names anew, each under a name that is free.
    fn sources(&self) -> Vec<Source> {
        let mut now = self.now.sources.iter();
        let mut all: Vec<Source> = now.next().cloned().into_iter().collect();
        for ours in &self.ours.sources {
            if !all.iter().any(|one| one.id == ours.id) {
                all.push(ours.clone());
            }
        }
        for document in now {
            let is_known = self.ours.sources.iter().any(|one| is_same(one, document));
            let was_taken_out = self.before.sources.iter().any(|one| is_same(one, document));
            if is_known || was_taken_out {
                continue;
            }
            let is_free = |id: &Code| !all.iter().any(|one| one.id == *id);
            let mut names = std::iter::once(document.id.clone())
                .chain((1..).filter_map(|nth| Code::parse(&format!("document-{nth}")).ok()));
            if let Some(id) = names.find(is_free) {
                all.push(Source {
                    id,
                    ..document.clone()
                });
            }
        }
        all
    }

    /// The sources that stay: what the file says, what people entered, and what something still rests on.
    fn kept_sources(&self, named: &BTreeSet<Code>) -> BTreeSet<Code> {
        let mut kept = named.clone();
        let file = self.now.sources.first();
        kept.extend(file.map(|file| file.id.clone()));
        for source in self.sources() {
            let was = self.before.sources.iter().any(|one| one.id == source.id);
            let is = self.now.sources.iter().any(|one| is_same(one, &source));
            if is || !was {
                kept.insert(source.id);
            }
        }
        kept
    }

    /// Everything that terms, claims and money name.
    fn named_in(&self, terms: &Terms) -> BTreeSet<Code> {
        let mut named = self.cited.clone();
        let agreement = &terms.agreement;
        for codes in [
            &agreement.funders,
            &agreement.providers,
            &agreement.subcontractors,
            &agreement.sources,
        ] {
            named.extend(codes.iter().cloned());
        }
        named.extend(terms.shares.iter().map(|share| share.party.clone()));
        for obligation in &terms.obligations {
            named.extend(obligation.places.iter().cloned());
            let clause = obligation.clause.as_ref();
            named.extend(clause.and_then(|clause| clause.document.clone()));
            for criterion in &obligation.criteria {
                named.extend(criterion.sources.iter().cloned());
                named.extend(criterion.held_by.iter().cloned());
                for slice in &criterion.targets {
                    named.extend(slice.place.iter().cloned());
                    named.extend(slice.party.iter().cloned());
                }
            }
        }
        named
    }
}

fn ids<'a, T>(all: &'a [T], id: impl Fn(&'a T) -> &'a Code) -> Vec<&'a Code> {
    all.iter().map(id).collect()
}

/// One document under two names is one by its title and address.
fn is_same(one: &Source, other: &Source) -> bool {
    (&one.title, &one.url, &one.sha256) == (&other.title, &other.url, &other.sha256)
}

/// A promise without the files that it was read from: the same words in another file are the same promise.
fn unsourced(obligation: &Obligation) -> Obligation {
    let mut plain = obligation.clone();
    for criterion in &mut plain.criteria {
        criterion.sources.clear();
    }
    plain
}

#[cfg(test)]
mod tests;
