//! The bodies that a file names. They are one by an identifier of a public register alone; by a name, or by an identifier that
//! the publisher made up, only within one file, or where the same agreement had that body before. Everything else is offered
//! to people, and decided by them.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;

use crate::db::counter::Series;
use crate::db::register::{
    DossierLine, NewBody, add_body, body_identified, body_numbered, flows_of,
};
use crate::db::{IdSource, StorageError};
use crate::domain::code::Code;
use crate::domain::exchange::{PublishedFlow, PublishedParty};
use crate::domain::party::{Party, Role};
use crate::domain::register::Terms;
use crate::infra::app::Ctx;

/// Who paid and who was paid.
type Ends = (Option<Code>, Option<Code>);

/// What is known of bodies while one file is taken.
pub(super) struct Bodies {
    private_person: String,
    /// Those of the file, by identifier or by name.
    of_file: HashMap<String, Party>,
    /// Those that the agreement had before.
    before: Vec<Known>,
}

/// A body that an agreement had before.
pub(super) struct Known {
    party: Party,
    /// Its identifiers, in the form for comparing; those of a person are not among the terms.
    identifiers: Vec<String>,
}

/// The bodies that an agreement named before, in its terms or its flows of money.
pub(super) async fn known_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, terms): (&DossierLine, &[&Terms]),
) -> Result<Vec<Known>, StorageError> {
    let parties = terms.iter().flat_map(|terms| &terms.parties);
    let mut named: Vec<(Code, Option<Party>)> = Vec::new();
    named.extend(parties.map(|party| (party.id.clone(), Some(party.clone()))));
    for flow in flows_of(txn, ctx.scope, line.id).await? {
        let ends = [flow.payer, flow.payee].into_iter().flatten();
        named.extend(ends.map(|code| (code, None)));
    }
    let mut known: Vec<Known> = Vec::new();
    for (code, party) in named {
        let Some(number) = Series::Body.number_of(&code.as_str().to_uppercase()) else {
            continue;
        };
        if known.iter().any(|one| one.party.id == code) {
            continue;
        }
        if let Some(body) = body_numbered(txn, ctx.scope, number).await? {
            let identifiers = body.identifiers.into_iter().map(|one| one.normal);
            known.push(Known {
                party: party.unwrap_or(Party {
                    id: code,
                    name: body.name,
                    roles: Vec::new(),
                    identifier: None,
                    note: None,
                }),
                identifiers: identifiers.collect(),
            });
        }
    }
    Ok(known)
}

impl Bodies {
    /// Nothing is known yet. `private_person` stands for the name of a person.
    pub(super) fn new(private_person: String) -> Self {
        Self {
            private_person,
            of_file: HashMap::new(),
            before: Vec::new(),
        }
    }

    /// Begins an agreement, which had these bodies before.
    pub(super) fn begin(&mut self, before: Vec<Known>) {
        self.before = before;
    }

    /// Who paid and who was paid, for each flow.
    pub(super) async fn of_flows(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        flows: &[PublishedFlow],
        ids: &mut dyn IdSource,
    ) -> Result<Vec<Ends>, StorageError> {
        let mut all = Vec::with_capacity(flows.len());
        for flow in flows {
            let mut ends = [None, None];
            for (end, party) in ends.iter_mut().zip([&flow.payer, &flow.payee]) {
                if let Some(party) = party {
                    let body = self.one(txn, ctx, (party, None), ids).await?;
                    *end = Some(body.id);
                }
            }
            let [payer, payee] = ends;
            all.push((payer, payee));
        }
        Ok(all)
    }

    /// The parties of one role.
    pub(super) async fn parties(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (published, role): (&[PublishedParty], Role),
        ids: &mut dyn IdSource,
    ) -> Result<Vec<Party>, StorageError> {
        let mut parties: Vec<Party> = Vec::new();
        for party in published {
            let party = self.one(txn, ctx, (party, Some(role)), ids).await?;
            if parties.iter().all(|known| known.id != party.id) {
                parties.push(party);
            }
        }
        Ok(parties)
    }

    async fn one(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (party, role): (&PublishedParty, Option<Role>),
        ids: &mut dyn IdSource,
    ) -> Result<Party, StorageError> {
        let roles: Vec<Role> = role.into_iter().collect();
        let all = &party.identifiers;
        let public = all.iter().find(|one| one.value.is_public());
        let identifier = public.or(all.first());
        let mut keys: Vec<_> = all
            .iter()
            .map(|one| format!("id {}", one.value.normal))
            .collect();
        if keys.is_empty() {
            keys.push(format!("name {}", party.name.value));
        }
        let is_same = |known: &&Known| {
            let mut normal = all.iter().map(|one| &one.value.normal);
            let by_name = all.is_empty() && known.party.identifier.is_none() && !party.is_person;
            normal.any(|normal| known.identifiers.contains(normal))
                || by_name && known.party.name == party.name.value
        };
        let before = self.before.iter().find(is_same).map(|known| &known.party);
        let known = before.or_else(|| keys.iter().find_map(|key| self.of_file.get(key)));
        if let Some(known) = known.cloned() {
            for key in keys {
                self.of_file.entry(key).or_insert_with(|| known.clone());
            }
            return Ok(Party { roles, ..known });
        }
        let known = match public {
            Some(one) => body_identified(txn, ctx.scope, &one.value.normal).await?,
            None => None,
        };
        let body = match known {
            Some(body) => body,
            None => {
                let all = party.identifiers.iter();
                let new = NewBody {
                    name: &party.name.value,
                    person_as: party.is_person.then_some(self.private_person.as_str()),
                    roles: roles.clone(),
                    identifiers: all.map(|one| one.value.clone()).collect(),
                    note: None,
                };
                add_body(txn, ctx.scope, &ctx.app.master, new, ids).await?
            }
        };
        let label = Series::Body.label(body.number).to_lowercase();
        let kept = Party {
            id: Code::parse(&label).map_err(StorageError::Log)?,
            name: body.name,
            roles,
            identifier: identifier
                .filter(|_| !party.is_person)
                .map(|one| one.value.normal.clone()),
            note: None,
        };
        for key in keys {
            self.of_file.insert(key, kept.clone());
        }
        Ok(kept)
    }
}
