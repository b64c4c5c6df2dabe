//! Everything that the register knows of one agreement, as one value.

use chrono::NaiveDate;

use super::terms::Terms;
use super::versions::{Version, in_force, in_order, obligations_through};
use crate::domain::agreement::{AgreementVersion, Payment};
use crate::domain::case::Case;
use crate::domain::figure::Figure;

/// One agreement with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Its versions, by number. Never empty.
    pub versions: Vec<Version>,
    /// What was claimed.
    pub claims: Vec<Figure>,
    /// What was paid.
    pub payments: Vec<Payment>,
}

impl Dossier {
    /// The terms in force on a day; before the first version begins, those of the first.
    #[must_use]
    pub fn terms_on(&self, on: NaiveDate) -> Option<&Terms> {
        in_force(&self.versions, on)
            .or(self.versions.first())
            .map(|version| &version.terms)
    }

    /// An audit of this agreement in which nobody has looked yet: the terms of a day, with every promise as it stood
    /// through time, so that a visit is held against what was in force on its day.
    #[must_use]
    pub fn case(&self, on: NaiveDate) -> Option<Case> {
        let mut case = self.terms_on(on)?.case();
        // Places, bodies and documents of other versions may be named by their promises.
        for version in &self.versions {
            let terms = &version.terms;
            add_missing(&mut case.parties, &terms.parties, |one| &one.id);
            add_missing(&mut case.places, &terms.places, |one| &one.id);
            add_missing(&mut case.sources, &terms.sources, |one| &one.id);
        }
        // What was corrected is history of the register, not another version of the agreement.
        let versions = in_order(&self.versions);
        if let Some(agreement) = case.agreements.first_mut()
            && (versions.len() > 1 || versions.iter().any(|one| one.terms.rate.is_some()))
        {
            agreement.versions = versions.into_iter().map(line_of).collect();
        }
        case.obligations = obligations_through(&self.versions);
        case.claims.clone_from(&self.claims);
        case.payments.clone_from(&self.payments);
        Some(case)
    }
}

fn add_missing<T: Clone, K: PartialEq>(to: &mut Vec<T>, from: &[T], id: impl Fn(&T) -> &K) {
    for one in from {
        if !to.iter().any(|there| id(there) == id(one)) {
            to.push(one.clone());
        }
    }
}

fn line_of(version: &Version) -> AgreementVersion {
    AgreementVersion {
        id: version.code.clone(),
        effective: version.effective,
        changed: version.changed.clone(),
        supersedes: None,
        rate: version.terms.rate.clone(),
    }
}
