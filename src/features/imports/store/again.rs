//! An agreement that is known under its name, read again. What its file says is held against what the file said when it was
//! last read: only what differs there is changed, and what people entered and corrected stays.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DatabaseTransaction;

use super::bodies::known_of;
use super::{Keeping, Outcome, PROFILE, Promises};
use crate::db::register::{
    Claim, DossierLine, Flow, LineOutcome, NewVersion, Recorded, add_claims, add_flows,
    add_version, claims_of, dossier_of_source, flows_of, promises_of, recorded_of,
    replace_imported,
};
use crate::db::{IdSource, StorageError};
use crate::domain::code::Code;
use crate::domain::exchange::{Note, Pointer, PublishedAgreement};
use crate::domain::period::PartialDate;
use crate::domain::register::{
    Merged, Merging, Terms, Version, difference, highest_number, in_force, in_order, number_of,
};
use crate::features::imports::taking::Taken;
use crate::infra::action::by;
use crate::infra::app::Ctx;
use crate::infra::dossier::still_standing;

/// What stands of an agreement, and what its files said.
struct History {
    /// By number.
    all: Vec<Recorded>,
    versions: Vec<Version>,
    /// From when what the file says now is in force.
    effective: Option<PartialDate>,
    /// Which of them is in force then.
    ours: usize,
    /// Which of them tells what the file said before.
    before: usize,
}

impl History {
    /// Looks for what the file is held against. A file without a date speaks of what is in force now.
    fn of(all: Vec<Recorded>, as_of: Option<PartialDate>) -> Result<Self, StorageError> {
        let nothing = || StorageError::NotThere { what: "version" };
        let versions: Vec<_> = all.iter().map(|one| one.version.clone()).collect();
        let newest = in_force(&versions, chrono::NaiveDate::MAX).ok_or_else(nothing)?;
        let effective = as_of.or(newest.effective);
        let begins = effective.map_or(chrono::NaiveDate::MIN, |on| on.first_day());
        let first = in_order(&versions).into_iter().next();
        let ours = in_force(&versions, begins).or(first).ok_or_else(nothing)?;
        let at = |number: u32| all.iter().position(|one| one.version.number == number);
        let imported = all.iter().filter(|one| one.import.is_some());
        let until = imported
            .clone()
            .filter(|one| one.version.begins() <= begins)
            .max_by_key(|one| (one.version.begins(), one.version.number));
        // One that nobody imported has what was typed to be held against.
        let before = until
            .or(imported.clone().next())
            .map_or(ours.number, |one| one.version.number);
        Ok(Self {
            effective,
            ours: at(ours.number).ok_or_else(nothing)?,
            before: at(before).ok_or_else(nothing)?,
            versions,
            all,
        })
    }

    fn ours(&self) -> &Version {
        &self.all[self.ours].version
    }

    fn before(&self) -> &Terms {
        self.all[self.before].said()
    }

    /// What names promises in the file, by what earlier files named them; a later one holds.
    fn names(&self) -> BTreeMap<String, Code> {
        let pointers = self.all.iter().flat_map(|one| &one.pointers);
        let name = |(path, (_, source_id)): (&String, &(String, String))| {
            let code = path.strip_prefix("obligations[")?;
            let code = code.strip_suffix("].source_id")?;
            Some((source_id.clone(), Code::parse(code).ok()?))
        };
        pointers.filter_map(name).collect()
    }

    /// Later versions that people made, up to the next one that a file brought: what the file changed holds for them, too.
    fn later(&self) -> Vec<&Version> {
        let begins = self
            .effective
            .map_or(chrono::NaiveDate::MIN, |on| on.first_day());
        let later = in_order(&self.versions).into_iter();
        let later = later.filter(|version| version.begins() > begins);
        let is_by_hand = |version: &&Version| {
            let mut same_day = self.all.iter();
            same_day.all(|one| one.version.begins() != version.begins() || one.import.is_none())
        };
        later.take_while(is_by_hand).collect()
    }

    /// The name of the version. What people called the amendment of a day stays its name.
    fn code(&self, number: u32) -> Result<Code, StorageError> {
        let ours = self.ours();
        match ours.effective.is_some() && self.effective == ours.effective {
            true => Ok(ours.code.clone()),
            false => Code::parse(&format!("import-{number}")).map_err(StorageError::Log),
        }
    }
}

/// Claims and money of an agreement.
struct Figures {
    claims: Vec<Claim>,
    flows: Vec<Flow>,
    /// The file says others than it said before.
    are_others: bool,
}

impl Figures {
    fn of(claims: Vec<Claim>, flows: Vec<Flow>, taken: &Taken) -> Self {
        let imported = claims.iter().filter(|one| one.import.is_some());
        let values = imported.map(|one| &one.figure.value);
        let same_claims = values.eq(taken.claims.iter().map(|one| &one.figure.value));
        let imported = flows.iter().filter(|one| one.import.is_some());
        let same_flows = imported.map(of_flow).eq(taken.flows.iter().map(of_flow));
        Self {
            are_others: !same_claims || !same_flows,
            claims,
            flows,
        }
    }

    /// The sources, parties and places that those name which stay.
    fn cited(&self) -> BTreeSet<Code> {
        let mut cited = BTreeSet::new();
        let stays = |import: bool| !import || !self.are_others;
        for claim in self.claims.iter().filter(|one| stays(one.import.is_some())) {
            let figure = &claim.figure;
            cited.extend(figure.sources.iter().cloned());
            cited.extend(figure.party.iter().chain(&figure.place).cloned());
        }
        for flow in self.flows.iter().filter(|one| stays(one.import.is_some())) {
            let named = flow.source.iter().chain(&flow.payer).chain(&flow.payee);
            cited.extend(named.cloned());
        }
        cited
    }
}

impl Keeping {
    /// Keeps an agreement that is known under its name.
    pub(super) async fn again(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        published: PublishedAgreement,
        ids: &mut dyn IdSource,
    ) -> Result<Outcome, StorageError> {
        let key = &published.source_id.value;
        let line = dossier_of_source(txn, ctx.scope, key).await?;
        let line = line.ok_or(StorageError::NotThere { what: "agreement" })?;
        let all = recorded_of(txn, ctx.scope, line.id).await?;
        let history = History::of(all, published.as_of.as_ref().map(|given| given.value))?;
        let known = [history.before(), &history.ours().terms];
        let known = known_of(txn, ctx, (&line, &known)).await?;
        self.bodies.begin(known);
        let lines = promises_of(txn, ctx.scope, line.id).await?;
        let numbers = lines
            .iter()
            .flat_map(|one| [Some(one.number), number_of(&one.code)]);
        let named = highest_number(history.versions.iter().map(|one| &one.terms));
        let promises = Promises {
            named: history.names(),
            last: numbers.flatten().chain([named]).max().unwrap_or(0),
        };
        let mut taken = self.take(txn, ctx, published, promises, ids).await?;
        let id = &history.ours().terms.agreement.id;
        taken.terms.agreement.id = id.clone();
        for obligation in &mut taken.terms.obligations {
            obligation.agreement = Some(id.clone());
        }
        self.update(txn, ctx, (&line, &history), taken, ids).await
    }

    async fn update(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (line, history): (&DossierLine, &History),
        mut taken: Taken,
        ids: &mut dyn IdSource,
    ) -> Result<Outcome, StorageError> {
        let dossier = line.id;
        let claims = claims_of(txn, ctx.scope, dossier).await?;
        let flows = flows_of(txn, ctx.scope, dossier).await?;
        let figures = Figures::of(claims, flows, &taken);
        let cited = figures.cited();
        let merging = |ours, ours_wins| Merging {
            before: history.before(),
            ours,
            now: &taken.terms,
            cited: &cited,
            ours_wins,
        };
        let ours = history.ours();
        let Merged { terms, left_out } = merging(&ours.terms, false).merged();
        let code = history.code(line.versions + 1)?;
        let mut changed = vec![((code, history.effective), &ours.terms, terms)];
        for later in history.later() {
            let merged = merging(&later.terms, true).merged();
            changed.push((
                (later.code.clone(), later.effective),
                &later.terms,
                merged.terms,
            ));
        }
        changed.retain(|(_, before, after)| differs(before, after));
        let mut added_version = None;
        for ((code, effective), _, terms) in &changed {
            let mut pointers = still_standing(taken.pointers.clone(), (&taken.terms, terms));
            let names = history.all.iter().flat_map(|one| one.pointers.clone());
            for (path, at) in names.filter(|(path, _)| path.ends_with(".source_id")) {
                pointers.entry(path).or_insert(at);
            }
            let version = NewVersion {
                code: code.clone(),
                effective: *effective,
                changed: &self.changed,
                terms,
                pointers,
                said: (*terms != taken.terms).then_some(&taken.terms),
                import: Some(self.import),
                by: by(ctx),
            };
            let number = add_version(txn, ctx.scope, dossier, version, ids).await?;
            let from = (self.source.sha256.as_deref(), PROFILE);
            ctx.record_version(txn, ids, line.subject, (number, terms), from)
                .await?;
            added_version = Some(number);
        }
        if figures.are_others {
            replace_imported(txn, ctx.scope, dossier, self.import).await?;
            add_claims(txn, ctx.scope, dossier, (taken.claims, by(ctx)), ids).await?;
            add_flows(txn, ctx.scope, dossier, (taken.flows, by(ctx)), ids).await?;
        }
        let is_new = added_version.is_some();
        if is_new {
            let left = left_out.iter().filter_map(|id| ours.terms.obligation(id));
            taken.notes.extend(left.map(|one| Note {
                code: "promise-left-file".to_owned(),
                at: Pointer(String::new()),
                about: vec![("promise".to_owned(), one.promise.clone())],
            }));
        }
        Ok(Outcome {
            outcome: match is_new || figures.are_others {
                true => LineOutcome::Updated,
                false => LineOutcome::Unchanged,
            },
            dossier,
            added_version,
            notes: taken.notes,
        })
    }
}

/// What makes a flow of money another one.
fn of_flow(flow: &Flow) -> impl PartialEq + '_ {
    let time = (&flow.amount, &flow.period);
    (&flow.source_id, time, (&flow.payer, &flow.payee))
}

/// Whether two versions say different things; that they came with different files is no difference.
fn differs(before: &Terms, after: &Terms) -> bool {
    let of_file = |path: &str| path.starts_with("sources[") || path.contains("sources[");
    difference(before, after)
        .iter()
        .any(|change| !of_file(&change.path))
}
