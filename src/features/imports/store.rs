//! Keeping what a file says, some agreements at a time, in the transaction of the import. The same name again makes a new
//! version where the file says something else than before, and nothing where it does not. Bodies are one only by an
//! identifier of a public register; by a name or an identifier of its publisher's own within one file alone.

mod again;
mod bodies;
mod places;

use sea_orm::DatabaseTransaction;

use self::bodies::Bodies;
use self::places::Places;
use super::taking::{Promises, Resolved, Taken, TakingWords, flow_word, taken};
use crate::db::counter::Series;
use crate::db::register::{LineOutcome, NewDossier, READ_BY, add_dossiers, source_keys_known};
use crate::db::{DossierId, IdSource, ImportId, StorageError};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::exchange::{FlowKind, Note, PublishedAgreement};
use crate::domain::party::Role;
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
    label: String,
    bodies: Bodies,
    places: Places,
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
            label,
            bodies: Bodies::new(words.get("import-private-person")),
            places: Places::default(),
            taken: 0,
        }
    }

    /// How many agreements were taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Keeps agreements in their order: those that nobody knew before together, in few statements.
    pub async fn keep(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        all: Vec<PublishedAgreement>,
        ids: &mut dyn IdSource,
    ) -> Result<Vec<Outcome>, StorageError> {
        self.taken += all.len() as u64;
        let keys: Vec<_> = all.iter().map(|one| &*one.source_id.value).collect();
        let mut known = source_keys_known(txn, ctx.scope, &keys).await?;
        let mut outcomes = Vec::with_capacity(all.len());
        let mut new: Vec<(NewDossier, Vec<Note>)> = Vec::new();
        for published in all {
            // What stands twice in a file is new once.
            if known.insert(published.source_id.value.clone()) {
                self.bodies.begin(Vec::new());
                let key = published.source_id.value.clone();
                let status = published.status.as_ref().map(|status| status.value.clone());
                let taken = self
                    .take(txn, ctx, published, Promises::default(), ids)
                    .await?;
                let dossier = NewDossier {
                    source_key: Some(key),
                    status,
                    code: Code::parse("original").map_err(StorageError::Log)?,
                    terms: taken.terms,
                    pointers: taken.pointers,
                    claims: taken.claims,
                    flows: taken.flows,
                };
                new.push((dossier, taken.notes));
                continue;
            }
            let made = std::mem::take(&mut new);
            outcomes.extend(self.make(txn, ctx, made, ids).await?);
            outcomes.push(self.again(txn, ctx, published, ids).await?);
        }
        outcomes.extend(self.make(txn, ctx, new, ids).await?);
        Ok(outcomes)
    }

    /// What the register keeps of an agreement, with its bodies and places.
    async fn take(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        mut published: PublishedAgreement,
        promises: Promises,
        ids: &mut dyn IdSource,
    ) -> Result<Taken, StorageError> {
        let funders = (&*published.funders, Role::Funder);
        let providers = (&*published.providers, Role::Provider);
        let resolved = Resolved {
            funders: self.bodies.parties(txn, ctx, funders, ids).await?,
            providers: self.bodies.parties(txn, ctx, providers, ids).await?,
            flows: self
                .bodies
                .of_flows(txn, ctx, &published.flows, ids)
                .await?,
            places: self.places.of(txn, ctx.scope, &published, ids).await?,
            promises,
        };
        let notes = std::mem::take(&mut published.notes);
        let of = (&self.source, self.import, &self.words);
        let mut taken = taken(&published, resolved, of)?;
        taken.notes.extend(notes);
        let sha256 = self.source.sha256.clone().unwrap_or_default();
        let read_by = (self.label.clone(), sha256);
        taken.pointers.insert(READ_BY.to_owned(), read_by);
        Ok(taken)
    }

    async fn make(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        new: Vec<(NewDossier, Vec<Note>)>,
        ids: &mut dyn IdSource,
    ) -> Result<Vec<Outcome>, StorageError> {
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let (new, notes): (Vec<_>, Vec<_>) = new.into_iter().unzip();
        let of = (Some(self.import), by(ctx));
        let added = add_dossiers(txn, ctx.scope, new, of, ids).await?;
        let told = added.iter().map(|one| (one.subject, 1, &one.terms));
        let told: Vec<_> = told.collect();
        let from = (self.source.sha256.as_deref(), PROFILE);
        ctx.record_versions(txn, ids, &told, from).await?;
        let outcomes = added.iter().zip(notes).map(|(one, notes)| Outcome {
            outcome: LineOutcome::Made,
            dossier: one.id,
            added_version: Some(1),
            notes,
        });
        Ok(outcomes.collect())
    }
}

/// The file as a source has the name of its import: `i-0001`.
fn file_code(label: &str) -> Code {
    let code = Code::parse(&label.to_lowercase());
    // A label is letters, a hyphen and digits.
    code.unwrap_or_else(|reason| unreachable!("{label}: {reason}"))
}
