//! Keeping what a file says, one agreement after the other, in the transaction of the import. The same name again makes a
//! new version where something changed, and nothing where nothing did. Bodies are one only by identifier, or by name within
//! one file, where their publisher tells them apart by nothing else.

mod bodies;

use std::collections::BTreeMap;

use sea_orm::DatabaseTransaction;

use self::bodies::{Bodies, known_of};
use super::taking::{Resolved, Taken, TakingWords, flow_word, taken};
use crate::db::counter::Series;
use crate::db::register::{
    DossierLine, Flow, LineOutcome, NewSite, NewVersion, Pointers, add_claims, add_dossier,
    add_flows, add_sites, claims_of, dossier_numbered, dossier_of_source, flows_of,
    replace_imported, terms_of,
};
use crate::db::{DossierId, IdSource, ImportId, StorageError};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::exchange::{FlowKind, Note, PublishedAgreement};
use crate::domain::fieldwork::Place;
use crate::domain::party::Role;
use crate::domain::register::{Terms, difference};
use crate::domain::site::SiteKind;
use crate::infra::action::by;
use crate::infra::app::Ctx;

/// How what is imported is recorded in the evidence log.
const PROFILE: (&str, u64) = ("import", 1);

/// What was done with one agreement.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What.
    pub outcome: LineOutcome,
    /// Which agreement of the register.
    pub dossier: DossierId,
    /// The version that was added.
    pub added_version: Option<u32>,
    /// What a reader must know.
    pub notes: Vec<Note>,
}

/// What is known while one file is taken.
pub struct Keeping {
    import: ImportId,
    source: Source,
    words: TakingWords,
    changed: String,
    bodies: Bodies,
    taken: u64,
}

impl Keeping {
    /// Nothing was taken yet.
    #[must_use]
    pub fn new(ctx: &Ctx, (import, number): (ImportId, i64), sha256: &str) -> Self {
        let words = &ctx.app.words;
        let label = Series::Import.label(number);
        let flows = [
            FlowKind::Budget,
            FlowKind::Commitment,
            FlowKind::Payment,
            FlowKind::Spending,
            FlowKind::Incoming,
            FlowKind::IncomingCommitment,
            FlowKind::Other,
        ];
        let flow = flows.map(flow_word);
        let flow = flow.map(|word| (word, words.get(&format!("flow-{}", word.replace('_', "-")))));
        let levels = ["outcome", "impact"];
        let levels = levels.map(|level| (level, words.get(&format!("import-level-{level}"))));
        Self {
            import,
            source: Source {
                id: file_code(&label),
                title: words.say("import-source", &[("number", &label)]),
                publisher: None,
                date: None,
                url: None,
                sha256: Some(sha256.to_owned()),
            },
            words: TakingWords {
                untitled: words.get("import-untitled"),
                unit: words.get("import-unit"),
                target_in_words: words.get("import-target-in-words"),
                baseline: words.get("import-baseline"),
                flow: flow.into(),
                levels: levels.into(),
            },
            changed: words.say("import-changed", &[("number", &label)]),
            bodies: Bodies::new(words.get("import-private-person")),
            taken: 0,
        }
    }

    /// How many agreements were taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Keeps one agreement.
    pub async fn keep(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        mut published: PublishedAgreement,
        ids: &mut dyn IdSource,
    ) -> Result<Outcome, StorageError> {
        self.taken += 1;
        let key = published.source_id.value.clone();
        let there = dossier_of_source(txn, ctx.scope, &key).await?;
        let before = match &there {
            Some(line) => terms_of(txn, ctx.scope, line.id, line.versions).await?,
            None => None,
        };
        let known = match &there {
            Some(line) => known_of(txn, ctx, (line, before.as_ref().map(|(t, _)| t))).await?,
            None => Vec::new(),
        };
        self.bodies.begin(known);
        let resolved = Resolved {
            funders: self
                .bodies
                .parties(txn, ctx, (&published.funders, Role::Funder), ids)
                .await?,
            providers: self
                .bodies
                .parties(txn, ctx, (&published.providers, Role::Provider), ids)
                .await?,
            flows: self
                .bodies
                .of_flows(txn, ctx, &published.flows, ids)
                .await?,
            places: places(txn, ctx, &published, ids).await?,
            promises: before
                .as_ref()
                .map(|(_, p)| names_of(p))
                .unwrap_or_default(),
        };
        let notes = std::mem::take(&mut published.notes);
        let mut taken = taken(
            &published,
            resolved,
            (&self.source, self.import, &self.words),
        )?;
        taken.notes.extend(notes);
        match (there, before) {
            (Some(line), Some((before, _))) => {
                self.update(txn, ctx, (&line, &before), taken, ids).await
            }
            _ => {
                let status = published
                    .status
                    .as_ref()
                    .map(|status| status.value.as_str());
                self.make(txn, ctx, (&key, status), taken, ids).await
            }
        }
    }

    async fn make(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (key, status): (&str, Option<&str>),
        taken: Taken,
        ids: &mut dyn IdSource,
    ) -> Result<Outcome, StorageError> {
        let version = NewVersion {
            code: Code::parse("original").map_err(StorageError::Log)?,
            effective: None,
            changed: "",
            terms: &taken.terms,
            pointers: taken.pointers,
            import: Some(self.import),
            by: by(ctx),
        };
        let names = (Some(key), status);
        let (dossier, number) = add_dossier(txn, ctx.scope, names, version, ids).await?;
        let line = dossier_numbered(txn, ctx.scope, number).await?;
        let line = line.ok_or(StorageError::NotThere { what: "agreement" })?;
        self.tell(txn, ctx, (&line, 1, &taken.terms), ids).await?;
        add_claims(txn, ctx.scope, dossier, (taken.claims, by(ctx)), ids).await?;
        add_flows(txn, ctx.scope, dossier, (taken.flows, by(ctx)), ids).await?;
        Ok(Outcome {
            outcome: LineOutcome::Made,
            dossier,
            added_version: Some(1),
            notes: taken.notes,
        })
    }

    async fn update(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (line, before): (&DossierLine, &Terms),
        mut taken: Taken,
        ids: &mut dyn IdSource,
    ) -> Result<Outcome, StorageError> {
        let dossier = line.id;
        taken.terms.agreement.id = before.agreement.id.clone();
        for obligation in &mut taken.terms.obligations {
            obligation.agreement = Some(before.agreement.id.clone());
        }
        let claims = claims_of(txn, ctx.scope, dossier).await?;
        let flows = flows_of(txn, ctx.scope, dossier).await?;
        let same_claims = claims
            .iter()
            .filter(|one| one.import.is_some())
            .map(|one| &one.figure.value);
        let same_claims = same_claims.eq(taken.claims.iter().map(|one| &one.figure.value));
        let same_flows = flows.iter().filter(|one| one.import.is_some());
        let same_flows = same_flows.map(of_flow).eq(taken.flows.iter().map(of_flow));
        let changed = differs(before, &taken.terms);
        if !changed && same_claims && same_flows {
            return Ok(Outcome {
                outcome: LineOutcome::Unchanged,
                dossier,
                added_version: None,
                notes: taken.notes,
            });
        }
        let mut added_version = None;
        if changed {
            let version = NewVersion {
                code: Code::parse(&format!("import-{}", line.versions + 1))
                    .map_err(StorageError::Log)?,
                effective: None,
                changed: &self.changed,
                terms: &taken.terms,
                pointers: taken.pointers,
                import: Some(self.import),
                by: by(ctx),
            };
            let number =
                crate::db::register::add_version(txn, ctx.scope, dossier, version, ids).await?;
            self.tell(txn, ctx, (line, number, &taken.terms), ids)
                .await?;
            added_version = Some(number);
        }
        if !same_claims || !same_flows {
            replace_imported(txn, ctx.scope, dossier, self.import).await?;
            add_claims(txn, ctx.scope, dossier, (taken.claims, by(ctx)), ids).await?;
            add_flows(txn, ctx.scope, dossier, (taken.flows, by(ctx)), ids).await?;
        }
        Ok(Outcome {
            outcome: LineOutcome::Updated,
            dossier,
            added_version,
            notes: taken.notes,
        })
    }

    async fn tell(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (line, number, terms): (&DossierLine, u32, &Terms),
        ids: &mut dyn IdSource,
    ) -> Result<(), StorageError> {
        let from = (self.source.sha256.as_deref(), PROFILE);
        let said = (number, terms);
        ctx.record_version(txn, ids, line.subject, said, from)
            .await?;
        Ok(())
    }
}

/// The file as a source has the name of its import: `i-0001`.
fn file_code(label: &str) -> Code {
    let code = Code::parse(&label.to_lowercase());
    // A label is letters, a hyphen and digits.
    code.unwrap_or_else(|reason| unreachable!("{label}: {reason}"))
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

/// The names of promises by what names them in the file, as an earlier import noted them.
fn names_of(pointers: &Pointers) -> BTreeMap<String, Code> {
    let name = |(path, (_, source_id)): (&String, &(String, String))| {
        let code = path
            .strip_prefix("obligations[")?
            .strip_suffix("].source_id")?;
        Some((source_id.clone(), Code::parse(code).ok()?))
    };
    pointers.iter().filter_map(name).collect()
}

async fn places(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    published: &PublishedAgreement,
    ids: &mut dyn IdSource,
) -> Result<Vec<Place>, StorageError> {
    // Where a provider has its seat need not be where the service arrives.
    let strong = published.places.iter().filter(|place| !place.is_weak);
    let mut new: Vec<NewSite> = Vec::new();
    let points = strong.map(|place| NewSite {
        name: place.name.value.clone(),
        kind: SiteKind::Site,
        stratum: None,
        point: place.point.as_ref().map(|point| point.value.clone()),
        note: place.code.as_ref().map(|code| code.value.clone()),
    });
    new.extend(points);
    for promise in &published.promises {
        if let Some(place) = &promise.place
            && !new.iter().any(|site| site.name == place.value)
        {
            new.push(NewSite {
                name: place.value.clone(),
                ..NewSite::default()
            });
        }
    }
    let mut places: Vec<Place> = Vec::new();
    for site in add_sites(txn, ctx.scope, new, ids).await? {
        let label = Series::Site.label(site.number).to_lowercase();
        let id = Code::parse(&label).map_err(StorageError::Log)?;
        if !places.iter().any(|place| place.id == id) {
            places.push(Place {
                id,
                name: site.name,
                stratum: None,
                note: None,
            });
        }
    }
    Ok(places)
}
