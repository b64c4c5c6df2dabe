//! Keeping the visits of a table in a check, in the transaction of the import. The same row again changes nothing, a changed
//! one takes the place of what it said, and every visit keeps where it stood in the file.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;

use super::reading::is_code;
use super::{VisitFound, Where};
use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::db::register::{
    KeptOrigin, LineOutcome, NewSite, VisitOrigin, add_origins, add_sites, name_key, origins_of,
    row_index,
};
use crate::db::{
    IdSource, ImportId, StorageError, add_places, add_visits, load_case_within, remove_visits,
};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, Observation, Place, Visit, VisitPurpose};
use crate::domain::sample::Announced;
use crate::infra::app::Ctx;
use crate::infra::visits::{corrected, name_of, next_number, received};

/// What was done with one visit of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitOutcome {
    /// What.
    pub outcome: LineOutcome,
    /// Its name in the check.
    pub visit: Code,
}

/// What is known while a table of visits is taken.
pub struct KeepingVisits {
    import: ImportId,
    line: AuditLine,
    case: Case,
    by_key: HashMap<Vec<u8>, KeptOrigin>,
    /// The codes of those who looked, by the key of their name.
    observers: HashMap<String, Code>,
    next_visit: u32,
    next_observer: u32,
    places: Vec<Place>,
    gone: Vec<Code>,
    new: Vec<(Visit, Vec<Observation>)>,
    origins: Vec<KeptOrigin>,
}

impl KeepingVisits {
    /// Nothing was taken yet.
    pub async fn begin(
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (import, line): (ImportId, AuditLine),
    ) -> Result<Self, StorageError> {
        let master = &ctx.app.master;
        let case = load_case_within(txn, ctx.scope, master, line.id).await?;
        let (mut by_key, mut observers) = (HashMap::new(), HashMap::new());
        let mut codes = Vec::new();
        for origin in origins_of(txn, ctx.scope, master, line.id).await? {
            for (name, code) in &origin.origin.observers {
                observers.insert(name_key(name), code.clone());
                codes.push(code.as_str().to_uppercase());
            }
            if origin.replaced_by.is_none() {
                by_key.insert(origin.key_index.clone(), origin);
            }
        }
        codes.extend(case.visits.iter().flat_map(|visit| visit.observers.clone()));
        let digits = codes.iter().filter_map(|code| code.strip_prefix("W-"));
        let highest = digits.filter_map(|digits| digits.parse::<u32>().ok()).max();
        Ok(Self {
            import,
            line,
            next_visit: next_number(&case),
            case,
            by_key,
            observers,
            next_observer: highest.unwrap_or(0) + 1,
            places: Vec::new(),
            gone: Vec::new(),
            new: Vec::new(),
            origins: Vec::new(),
        })
    }

    /// Keeps the visits of a table, in their order. The second list has the places that were added to the check.
    pub async fn keep(
        mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        found: Vec<VisitFound>,
        ids: &mut dyn IdSource,
    ) -> Result<(Vec<VisitOutcome>, Vec<Place>), StorageError> {
        let (scope, master, audit) = (ctx.scope, &ctx.app.master, self.line.id);
        let index = row_index(txn, scope, master, audit, ids).await?;
        self.codes_taken(&found);
        let mut outcomes = Vec::with_capacity(found.len());
        for one in found {
            let key_index = index(&one.key);
            let place = self.place(txn, ctx, &one, ids).await?;
            outcomes.push(self.one(txn, ctx, (one, place, key_index), ids).await?);
        }
        add_places(txn, scope, (audit, &self.places), ids).await?;
        remove_visits(txn, scope, (audit, &self.gone)).await?;
        add_visits(txn, scope, master, (audit, &self.new), ids).await?;
        add_origins(txn, scope, master, (audit, self.origins), ids).await?;
        Ok((outcomes, self.places))
    }

    /// Codes that the file itself gives are not given to anybody else.
    fn codes_taken(&mut self, found: &[VisitFound]) {
        for code in found.iter().flat_map(|one| &one.observers) {
            if is_code(code)
                && let Some(Ok(number)) = code.strip_prefix("W-").map(str::parse::<u32>)
            {
                self.next_observer = self.next_observer.max(number + 1);
            }
        }
    }

    async fn place(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        found: &VisitFound,
        ids: &mut dyn IdSource,
    ) -> Result<Code, StorageError> {
        let name = match &found.place {
            Where::Known(code) => return Ok(code.clone()),
            Where::New(name) => name,
        };
        let key = name_key(name);
        if let Some(place) = self
            .places
            .iter()
            .find(|place| name_key(&place.name) == key)
        {
            return Ok(place.id.clone());
        }
        let new = NewSite {
            name: name.clone(),
            ..NewSite::default()
        };
        let site = add_sites(txn, ctx.scope, vec![new], ids).await?;
        let site = site.into_iter().next();
        let site = site.ok_or(StorageError::NotThere { what: "site" })?;
        let label = Series::Site.label(site.number).to_lowercase();
        let id = Code::parse(&label).map_err(StorageError::Log)?;
        if self.case.place(&id).is_none() {
            self.places.push(Place {
                id: id.clone(),
                name: site.name,
                stratum: site.stratum,
                note: None,
            });
        }
        Ok(id)
    }

    /// A name becomes a code, always the same one in this check.
    fn codes(&mut self, names: &[String]) -> Result<Vec<(String, Code)>, StorageError> {
        let mut codes = Vec::new();
        for name in names {
            if is_code(name) {
                continue;
            }
            let key = name_key(name);
            let code = match self.observers.get(&key) {
                Some(code) => code.clone(),
                None => {
                    let code = Code::parse(&format!("w-{:02}", self.next_observer));
                    let code = code.map_err(StorageError::Log)?;
                    self.next_observer += 1;
                    self.observers.insert(key, code.clone());
                    code
                }
            };
            codes.push((name.clone(), code));
        }
        Ok(codes)
    }

    async fn one(
        &mut self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (found, place, key_index): (VisitFound, Code, Vec<u8>),
        ids: &mut dyn IdSource,
    ) -> Result<VisitOutcome, StorageError> {
        let named = self.codes(&found.observers)?;
        let code_of = |name: &String| {
            let of_name = named.iter().find(|(known, _)| known == name);
            of_name.map_or_else(|| name.clone(), |(_, code)| code.as_str().to_uppercase())
        };
        let there = self.by_key.get(&key_index).and_then(|origin| {
            let visit = self.case.visits.iter().find(|one| one.id == origin.visit)?;
            Some((origin.clone(), visit.clone()))
        });
        let id = match &there {
            Some((_, visit)) => visit.id.clone(),
            None => {
                self.next_visit += 1;
                name_of(self.next_visit - 1)?
            }
        };
        let known = there.as_ref().map(|(_, visit)| visit);
        let visit = Visit {
            id: id.clone(),
            place,
            date: found.date,
            time: known.and_then(|visit| visit.time.clone()),
            observers: found.observers.iter().map(code_of).collect(),
            announced: known.map_or(Announced::NotPublished, |visit| visit.announced),
            access: known.map_or(AccessGiven::Granted, |visit| visit.access),
            purpose: known.map_or(VisitPurpose::Audit, |visit| visit.purpose),
            note: found.note,
        };
        let observations: Vec<Observation> = found
            .observations
            .into_iter()
            .map(|seen| Observation {
                visit: id.clone(),
                ..seen
            })
            .collect();
        let (mut outcome, mut before, mut event) = (LineOutcome::Made, None, 0);
        if let Some((origin, visit)) = there {
            let seen = self.case.observations.iter();
            let seen: Vec<_> = seen.filter(|one| one.visit == id).cloned().collect();
            outcome = LineOutcome::Updated;
            event = origin.origin.event;
            before = Some((visit, seen));
        }
        let now = (visit, observations);
        if before.as_ref() == Some(&now) {
            return Ok(VisitOutcome {
                outcome: LineOutcome::Unchanged,
                visit: id,
            });
        }
        let told = (&self.line, &now.0, now.1.as_slice());
        let event = match &before {
            None => received(txn, ctx, told, ids).await?,
            Some(_) => {
                self.gone.push(id.clone());
                corrected(txn, ctx, told, event, ids).await?
            }
        };
        self.origins.push(KeptOrigin {
            visit: id.clone(),
            import: self.import,
            key_index,
            origin: VisitOrigin {
                observers: named,
                cells: found.cells,
                event,
                before,
            },
            replaced_by: None,
        });
        self.new.push(now);
        Ok(VisitOutcome { outcome, visit: id })
    }
}
