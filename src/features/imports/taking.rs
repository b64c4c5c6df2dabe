//! What the register makes of a published agreement: terms, claims and flows of money, each field with its place in the
//! file. What a party published as reached stands under *Claimed*, whatever the file calls it.

use std::collections::BTreeMap;

use crate::db::register::{Claim, Flow, Pointers};
use crate::db::{ImportId, StorageError};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::exchange::{
    FlowKind, Given, Note, PublishedAgreement, PublishedClaim, PublishedFlow, PublishedPromise,
    ResultLevel,
};
use crate::domain::fieldwork::Place;
use crate::domain::figure::Figure;
use crate::domain::number::{Exact, Mode, Rounding};
use crate::domain::obligation::{Criterion, CriterionRank, Kind, Obligation, Target};
use crate::domain::party::{Counter, Party};
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;
use crate::domain::register::Terms;

/// Decimals that the database holds.
const DECIMALS: u8 = 4;

/// What was resolved before: who the bodies and where the places are.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Those who pay, in the order of the file.
    pub funders: Vec<Party>,
    /// Those who deliver.
    pub providers: Vec<Party>,
    /// Who paid and who was paid, for each flow of money in the order of the file.
    pub flows: Vec<(Option<Code>, Option<Code>)>,
    /// The places.
    pub places: Vec<Place>,
    /// Promises that were taken before.
    pub promises: Promises,
}

/// The promises that an agreement had before.
#[derive(Clone, Debug, Default)]
pub struct Promises {
    /// Their names, by what names them in the file.
    pub named: BTreeMap<String, Code>,
    /// The highest number that any of them ever bore, those that people entered among them.
    pub last: u32,
}

/// What the register keeps of one agreement.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The terms.
    pub terms: Terms,
    /// Where each field stands.
    pub pointers: Pointers,
    /// What was claimed.
    pub claims: Vec<Claim>,
    /// What was paid and set aside.
    pub flows: Vec<Flow>,
    /// What a reader must know, beyond what the reader of the file noted.
    pub notes: Vec<Note>,
}

/// Words of the catalogue that stand in what is taken.
#[derive(Clone, Debug)]
pub struct TakingWords {
    /// An agreement without a title.
    pub untitled: String,
    /// A promise without a unit.
    pub unit: String,
    /// In front of a target that is no number.
    pub target_in_words: String,
    /// In front of a baseline.
    pub baseline: String,
    /// A payment without words.
    pub flow: BTreeMap<&'static str, String>,
    /// Words for outcomes and impacts, which are not a fair test of delivery.
    pub levels: BTreeMap<&'static str, String>,
}

/// Makes terms, claims and flows. `source` is the file, as a source of what it says.
pub fn taken(
    published: &PublishedAgreement,
    resolved: Resolved,
    (source, import, words): (&Source, ImportId, &TakingWords),
) -> Result<Taken, StorageError> {
    let mut making = Making {
        pointers: Pointers::new(),
        notes: Vec::new(),
        words,
    };
    let id = Code::parse("new").map_err(StorageError::Log)?;
    let title = published.title.as_ref().or(Some(&published.source_id));
    let title = title.map_or_else(|| words.untitled.clone(), |given| given.value.clone());
    let mut terms = Terms::begun(id, shortened(&title, 300), published.kind);
    making.point("source_id", &published.source_id);
    if let Some(given) = &published.title {
        making.point("agreement.title", given);
    }
    if let Some(given) = &published.description {
        making.point("agreement.covers", given);
        terms.agreement.covers = Some(shortened(&given.value, 4_000));
    }
    if let Some(amount) = &published.amount {
        making.point("agreement.value", amount);
        terms.agreement.value = Some(making.stated(&amount.value.value, amount));
        terms.agreement.currency = amount.value.currency;
    }
    for (what, amount) in &published.other_amounts {
        making.point(&format!("other_amounts.{what}"), amount);
    }
    terms.agreement.period = making.period(
        "agreement.period",
        published.start.as_ref().or(published.signed.as_ref()),
        published.end.as_ref(),
    );
    if let Some(signed) = &published.signed {
        making.point("signed", signed);
    }
    let codes = |parties: &[Party]| parties.iter().map(|party| party.id.clone()).collect();
    terms.agreement.funders = codes(&resolved.funders);
    terms.agreement.providers = codes(&resolved.providers);
    for party in resolved.funders.into_iter().chain(resolved.providers) {
        match terms.parties.iter_mut().find(|there| there.id == party.id) {
            Some(there) => there.roles.extend(party.roles),
            None => terms.parties.push(party),
        }
    }
    for (which, parties) in [
        ("funders", &published.funders),
        ("providers", &published.providers),
    ] {
        for (nth, party) in parties.iter().enumerate() {
            // Where the name of a person stands is told; the name is not.
            if !party.is_person {
                making.point(&format!("{which}[{}].name", nth + 1), &party.name);
            }
        }
    }
    terms.places = resolved.places;
    terms.sources = sources(published, source)?;
    terms.agreement.sources = vec![source.id.clone()];
    // Columns without a place here often name people: they stay in the file, which is kept sealed, and nowhere in clear.
    let named = making.promises(published, &mut terms, &resolved.promises, source)?;
    let claims = making.claims(published, &named, (import, source))?;
    let flows = making.flows(published, &resolved.flows, (import, source));
    Ok(Taken {
        terms,
        pointers: making.pointers,
        claims,
        flows,
        notes: making.notes,
    })
}

/// The file itself, and the documents that it points to.
fn sources(published: &PublishedAgreement, source: &Source) -> Result<Vec<Source>, StorageError> {
    let mut sources = vec![source.clone()];
    for (nth, document) in (1..).zip(&published.documents) {
        sources.push(Source {
            id: Code::parse(&format!("document-{nth}")).map_err(StorageError::Log)?,
            title: shortened(&document.title.value, 300),
            publisher: None,
            date: document.date.as_ref().map(|date| date.value),
            url: document.url.as_ref().map(|url| url.value.clone()),
            sha256: None,
        });
    }
    Ok(sources)
}

/// A text of at most so many letters, cut at a letter and marked.
fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        None => text,
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

struct Making<'a> {
    pointers: Pointers,
    notes: Vec<Note>,
    words: &'a TakingWords,
}

impl Making<'_> {
    fn point<T>(&mut self, path: &str, given: &Given<T>) {
        let place = (given.at.0.clone(), shortened(&given.text, 1_000));
        self.pointers.insert(path.to_owned(), place);
    }

    /// A number as the register holds it. What four decimals do not hold is rounded, and that is said.
    fn stated<T>(&mut self, value: &Exact, given: &Given<T>) -> Stated {
        if value
            .finite_decimals()
            .is_some_and(|d| d <= u32::from(DECIMALS))
        {
            return Stated::exactly(*value);
        }
        self.notes.push(Note {
            code: "amount-rounded".to_owned(),
            at: given.at.clone(),
            about: vec![("text".to_owned(), given.text.clone())],
        });
        let rounding = Rounding {
            decimals: DECIMALS,
            mode: Mode::HalfAwayFromZero,
        };
        rounding
            .round(value)
            .map_or_else(|_| Stated::exactly(*value), Stated::exactly)
    }

    fn period(
        &mut self,
        path: &str,
        from: Option<&Given<PartialDate>>,
        to: Option<&Given<PartialDate>>,
    ) -> Option<Period> {
        for (end, given) in [("from", from), ("to", to)] {
            if let Some(given) = given {
                self.point(&format!("{path}.{end}"), given);
            }
        }
        (from.is_some() || to.is_some()).then(|| Period {
            from: from.map(|given| given.value),
            to: to.map(|given| given.value),
            words: None,
        })
    }

    /// Adds the promises, and gives their names by what names them in the file.
    fn promises(
        &mut self,
        published: &PublishedAgreement,
        terms: &mut Terms,
        before: &Promises,
        source: &Source,
    ) -> Result<BTreeMap<String, Code>, StorageError> {
        let mut named = BTreeMap::new();
        let mut next = before.last + 1;
        for promise in &published.promises {
            let code = match before.named.get(&promise.source_id) {
                Some(code) => code.clone(),
                None => {
                    let code = Code::parse(&format!("o-{next:02}"));
                    next += 1;
                    code.map_err(StorageError::Log)?
                }
            };
            let path = format!("obligations[{code}]");
            self.point(&format!("{path}.promise"), &promise.what);
            let place = self.pointers[&format!("{path}.promise")].0.clone();
            let key = (place, promise.source_id.clone());
            self.pointers.insert(format!("{path}.source_id"), key);
            let obligation = self.obligation(promise, terms, (code.clone(), source), &path)?;
            terms.obligations.push(obligation);
            named.insert(promise.source_id.clone(), code);
        }
        Ok(named)
    }

    fn obligation(
        &mut self,
        promise: &PublishedPromise,
        terms: &Terms,
        (id, source): (Code, &Source),
        path: &str,
    ) -> Result<Obligation, StorageError> {
        let unit = match &promise.unit {
            Some(unit) => {
                self.point(&format!("{path}.unit"), unit);
                shortened(&unit.value, 100)
            }
            None if promise.is_percent => "%".to_owned(),
            None => self.words.unit.clone(),
        };
        let mut notes = Vec::new();
        let target = self.target(promise, path, &mut notes);
        if let Some(baseline) = &promise.baseline {
            self.point(&format!("{path}.baseline"), baseline);
            notes.push(format!(
                "{} {}",
                self.words.baseline,
                shortened(&baseline.text, 200)
            ));
        }
        if let Some(group) = &promise.group {
            self.point(&format!("{path}.group"), group);
            notes.push(shortened(&group.value, 200));
        }
        let level = match promise.level {
            ResultLevel::Outcome => self.words.levels.get("outcome"),
            ResultLevel::Impact => self.words.levels.get("impact"),
            ResultLevel::Output | ResultLevel::Other => None,
        };
        notes.extend(level.cloned());
        let place = promise.place.as_ref().and_then(|given| {
            let named = |place: &&Place| place.name == given.value;
            terms
                .places
                .iter()
                .find(named)
                .map(|place| place.id.clone())
        });
        let period = self.period(
            &format!("{path}.period"),
            promise.from.as_ref(),
            promise.to.as_ref(),
        );
        let agreed = Code::parse("agreed").map_err(StorageError::Log)?;
        Ok(Obligation {
            id,
            agreement: Some(terms.agreement.id.clone()),
            promise: shortened(&promise.what.value, 1_000),
            kind: promise.kind,
            unit,
            clause: None,
            criteria: vec![Criterion {
                id: agreed,
                target,
                targets: Vec::new(),
                of: None,
                tolerance: None,
                pro_rata: false,
                rank: CriterionRank::Agreement,
                counted_by: None,
                reading: None,
                held_by: Vec::new(),
                payment_basis: None,
                other_wording_of: None,
                ended: None,
                dated: None,
                sources: vec![source.id.clone()],
            }],
            period,
            places: place.into_iter().collect(),
            split_by: Vec::new(),
            unit_price: None,
            paid_by_result: None,
            tested: None,
            penalty: None,
            weight: None,
            proof: None,
            unclear: None,
            note: (!notes.is_empty()).then(|| notes.join(" ")),
        })
    }

    fn target(
        &mut self,
        promise: &PublishedPromise,
        path: &str,
        notes: &mut Vec<String>,
    ) -> Target {
        if promise.kind == Kind::Deadline
            && let Some(due) = &promise.to
        {
            return Target::By(due.value);
        }
        let Some(given) = &promise.target else {
            return Target::NotPublished;
        };
        self.point(&format!("{path}.target"), given);
        let Some(value) = &given.value else {
            let text = shortened(&given.text, 400);
            notes.push(format!("{} {text}", self.words.target_in_words));
            return Target::NotQuantified;
        };
        let mut stated = self.stated(value, given);
        if promise.is_percent
            && let Ok(percent) = Stated::parse(&format!("{}%", stated.text()))
        {
            stated = percent;
        }
        if promise.lower_is_better {
            Target::AtMost(stated)
        } else {
            Target::AtLeast(stated)
        }
    }

    fn claims(
        &mut self,
        published: &PublishedAgreement,
        named: &BTreeMap<String, Code>,
        (import, source): (ImportId, &Source),
    ) -> Result<Vec<Claim>, StorageError> {
        let mut claims = Vec::new();
        for (nth, claim) in (1..).zip(&published.claims) {
            let id = Code::parse(&format!("c-{nth:03}")).map_err(StorageError::Log)?;
            let what = shortened(&claim.what, 300);
            let counted_by = self.counter(claim);
            let mut figure = Figure::of(id, what, claim.value.value.clone(), counted_by);
            figure.obligation = claim
                .promise
                .as_ref()
                .and_then(|name| named.get(name))
                .cloned();
            let (from, to) = (claim.from.as_ref(), claim.to.as_ref());
            figure.period = (from.is_some() || to.is_some()).then(|| Period {
                from: from.map(|given| given.value),
                to: to.map(|given| given.value),
                words: None,
            });
            figure.sources = vec![source.id.clone()];
            claims.push(Claim {
                figure,
                read_at: Some((
                    claim.value.at.0.clone(),
                    shortened(&claim.value.text, 1_000),
                )),
                import: Some(import),
            });
        }
        Ok(claims)
    }

    /// Who counted, as a claim may say it: whatever a file calls it, what it says was not found by us.
    fn counter(&mut self, claim: &PublishedClaim) -> Counter {
        if !claim.counted_by.is_independent() {
            return claim.counted_by;
        }
        self.notes.push(Note {
            code: "counter-not-taken".to_owned(),
            at: claim.value.at.clone(),
            about: Vec::new(),
        });
        Counter::NotPublished
    }

    fn flows(
        &mut self,
        published: &PublishedAgreement,
        bodies: &[(Option<Code>, Option<Code>)],
        (import, source): (ImportId, &Source),
    ) -> Vec<Flow> {
        let mut flows = Vec::new();
        let mut bodies = bodies.iter().cloned();
        for flow in &published.flows {
            let (payer, payee) = bodies.next().unwrap_or_default();
            let amount = self.stated(&flow.amount.value.value, &flow.amount);
            let from = flow.date.as_ref().map(|given| given.value);
            let to = flow
                .to
                .as_ref()
                .or(flow.date.as_ref())
                .map(|given| given.value);
            flows.push(Flow {
                kind: flow.kind,
                title: self.flow_title(flow),
                amount,
                currency: flow.amount.value.currency,
                period: (from.is_some() || to.is_some()).then_some(Period {
                    from,
                    to,
                    words: None,
                }),
                payer,
                payee,
                level: None,
                budget_line: None,
                counted_by: Counter::Funder,
                source_id: Some(flow.source_id.clone()),
                source: Some(source.id.clone()),
                read_at: Some((flow.amount.at.0.clone(), shortened(&flow.amount.text, 200))),
                import: Some(import),
            });
        }
        flows
    }

    fn flow_title(&self, flow: &PublishedFlow) -> String {
        if let Some(what) = &flow.what {
            return shortened(&what.value, 300);
        }
        let word = self.words.flow.get(flow_word(flow.kind));
        word.cloned().unwrap_or_default()
    }
}

/// The code word of a kind of flow.
#[must_use]
pub fn flow_word(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Budget => "budget",
        FlowKind::Commitment => "commitment",
        FlowKind::Payment => "payment",
        FlowKind::Spending => "spending",
        FlowKind::Incoming => "incoming",
        FlowKind::IncomingCommitment => "incoming_commitment",
        FlowKind::Other => "other",
    }
}
