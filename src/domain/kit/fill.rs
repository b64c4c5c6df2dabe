//! A kit with answers becomes obligations, questions, a card and letters; and all of it a case to begin with.

use std::collections::BTreeMap;

use super::answers::Read;
use super::said::filled;
use super::{
    Answers, FieldProblem, Fills, Kit, KitPromise, KitTarget, LetterKind, QuestionKind, Said,
};
use crate::domain::agreement::{Agreement, AgreementType, PaymentBasis};
use crate::domain::case::{Case, Format, Method, Standing};
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::money::Currency;
use crate::domain::obligation::{Criterion, Obligation, SplitBy, Target, UnitPrice};
use crate::domain::party::{Party, Role};
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;

/// A kit with every blank filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The kit.
    pub kit: Code,
    /// What service it is about.
    pub title: String,
    /// The promises.
    pub obligations: Vec<Obligation>,
    /// Why people are owed them, and which proof to ask for.
    pub reasons: Vec<Reason>,
    /// The questions of the visit.
    pub questions: Vec<FilledQuestion>,
    /// What the card says besides the promises.
    pub card: FilledCard,
    /// Letters; places that the kit does not ask for stand in them still, in braces.
    pub letters: Vec<FilledLetter>,
    /// Who delivers, where that was asked.
    pub provider: Option<String>,
    /// Who pays or owes it, where that was asked.
    pub funder: Option<String>,
    /// Where, where that was asked.
    pub places: Vec<String>,
    /// In which document it is written, where that was asked.
    pub agreement: Option<String>,
    /// What kind of document that is.
    pub written_in: AgreementType,
    /// For which time, where that was asked.
    pub period: Option<Period>,
    /// The currency of the amounts.
    pub currency: Option<Currency>,
}

/// Why people are owed a promise, and what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The promise.
    pub promise: Code,
    /// Why people are owed it.
    pub owed_because: Option<String>,
    /// Proof to ask for.
    pub proof: Option<String>,
}

/// A question in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledQuestion {
    /// Name of the question.
    pub id: Code,
    /// The promise it speaks to.
    pub promise: Code,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub prompt: String,
    /// How to find out.
    pub help: Option<String>,
    /// The unit of the answer.
    pub unit: Option<String>,
    /// Why it could not be checked, to choose from.
    pub could_not_check: Vec<String>,
}

/// A card in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledCard {
    /// Its title.
    pub title: String,
    /// Lines under it.
    pub lines: Vec<String>,
    /// Whom to tell.
    pub complain: Vec<String>,
}

/// A letter in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledLetter {
    /// What it is for.
    pub kind: LetterKind,
    /// Its subject.
    pub subject: String,
    /// Its paragraphs.
    pub body: Vec<String>,
}

impl KitTarget {
    /// The text of its number or date, where it has one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Every | Self::AsIs(_) => None,
            Self::AtLeast(text)
            | Self::MoreThan(text)
            | Self::AtMost(text)
            | Self::FewerThan(text)
            | Self::Exactly(text)
            | Self::By(text)
            | Self::Times { count: text, .. } => Some(text),
        }
    }
}

/// A target with its blanks filled; the text that is no number or date where it cannot be.
pub(super) fn target(target: &KitTarget, read: &BTreeMap<String, Read>) -> Result<Target, String> {
    let exact: BTreeMap<String, String> = read
        .iter()
        .map(|(k, v)| (k.clone(), v.exact.clone()))
        .collect();
    let text = target
        .text()
        .map(|text| filled(text, &exact))
        .unwrap_or_default();
    let stated = || Stated::parse(&text).map_err(|_| text.clone());
    Ok(match target {
        KitTarget::Every => Target::Every,
        KitTarget::AtLeast(_) => Target::AtLeast(stated()?),
        KitTarget::MoreThan(_) => Target::MoreThan(stated()?),
        KitTarget::AtMost(_) => Target::AtMost(stated()?),
        KitTarget::FewerThan(_) => Target::FewerThan(stated()?),
        KitTarget::Exactly(_) => Target::Exactly(stated()?),
        KitTarget::Times { per, .. } => Target::Times {
            count: text.parse().map_err(|_| text.clone())?,
            per: *per,
        },
        KitTarget::By(_) => Target::By(PartialDate::parse(&text).map_err(|_| text.clone())?),
        KitTarget::AsIs(target) => target.clone(),
    })
}

impl Kit {
    /// Fills a kit. Every answer that cannot be used is named with its blank.
    pub fn fill(&self, answers: &Answers) -> Result<Filled, Vec<FieldProblem>> {
        let read = self.read_answers(answers)?;
        let language = answers.language();
        let shown: BTreeMap<String, String> = read
            .iter()
            .map(|(k, v)| (k.clone(), v.shown.clone()))
            .collect();
        let say = |said: &Said| filled(said.of(language), &shown);
        let kept = || {
            self.promises
                .iter()
                .filter(|p| !answers.without.contains(&p.id))
        };
        let of = |fills| {
            let blank = self
                .blanks
                .iter()
                .find(|blank| blank.fills == Some(fills))?;
            Some(read.get(blank.id.as_str())?.exact.clone())
        };
        let day = |fills| of(fills).and_then(|text| PartialDate::parse(&text).ok());
        let period = match (day(Fills::From), day(Fills::To)) {
            (None, None) => None,
            (from, to) => Some(Period {
                from,
                to,
                words: None,
            }),
        };
        let agreement = of(Fills::Agreement);
        let mut problems = Vec::new();
        let mut obligations = Vec::new();
        for promise in kept() {
            match obligation(promise, &say, &read) {
                Ok(mut obligation) => {
                    obligation.agreement = agreement.as_ref().and_then(|_| code("agreement"));
                    obligation.period.clone_from(&period);
                    obligations.push(obligation);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let is_kept = |id: &Code| !answers.without.contains(id);
        let questions = self.checklist.iter().filter(|q| is_kept(&q.promise));
        Ok(Filled {
            kit: self.id.clone(),
            title: say(&self.title),
            obligations,
            reasons: kept()
                .map(|promise| Reason {
                    promise: promise.id.clone(),
                    owed_because: promise.owed_because.as_ref().map(&say),
                    proof: promise.proof.as_ref().map(&say),
                })
                .collect(),
            questions: questions
                .map(|question| FilledQuestion {
                    id: question.id.clone(),
                    promise: question.promise.clone(),
                    kind: question.kind,
                    prompt: say(&question.prompt),
                    help: question.help.as_ref().map(&say),
                    unit: question.unit.as_ref().map(&say),
                    could_not_check: question.could_not_check.iter().map(&say).collect(),
                })
                .collect(),
            card: FilledCard {
                title: say(&self.card.title),
                lines: self.card.lines.iter().map(&say).collect(),
                complain: self.card.complain.iter().map(&say).collect(),
            },
            letters: self
                .letters
                .iter()
                .map(|letter| FilledLetter {
                    kind: letter.kind,
                    subject: say(&letter.subject),
                    body: letter.body.iter().map(&say).collect(),
                })
                .collect(),
            provider: of(Fills::Provider),
            funder: of(Fills::Funder),
            places: of(Fills::Places)
                .unwrap_or_default()
                .split(';')
                .map(|place| place.trim().to_owned())
                .filter(|place| !place.is_empty())
                .collect(),
            agreement,
            written_in: self.written_in,
            period,
            currency: read.values().find_map(|one| one.currency),
        })
    }
}

fn obligation(
    promise: &KitPromise,
    say: &impl Fn(&Said) -> String,
    read: &BTreeMap<String, Read>,
) -> Result<Obligation, FieldProblem> {
    // Which blank it was: the first place of the target or the price.
    let wrong = |text: Option<&str>, fault| FieldProblem {
        blank: text
            .and_then(|text| {
                super::said::places(text)
                    .first()
                    .map(|name| (*name).to_owned())
            })
            .unwrap_or_else(|| promise.id.to_string()),
        fault,
    };
    let fault = match promise.target {
        KitTarget::Times { .. } => super::BlankFault::NotWhole,
        KitTarget::By(_) => super::BlankFault::NotADate,
        _ => super::BlankFault::NotANumber,
    };
    let target = target(&promise.target, read).map_err(|_| wrong(promise.target.text(), fault))?;
    let exact: BTreeMap<String, String> = read
        .iter()
        .map(|(k, v)| (k.clone(), v.exact.clone()))
        .collect();
    let unit_price = match promise.price.as_deref() {
        None => None,
        Some(text) => Some(UnitPrice {
            amount: Stated::parse(&filled(text, &exact))
                .map_err(|_| wrong(Some(text), super::BlankFault::NotMoney))?,
            up_to: None,
            periods: None,
        }),
    };
    let criterion = Criterion {
        id: code("promised").unwrap_or_else(|| promise.id.clone()),
        target,
        targets: Vec::new(),
        of: promise.of.clone(),
        tolerance: None,
        pro_rata: false,
        rank: promise.rank,
        counted_by: None,
        reading: None,
        held_by: Vec::new(),
        payment_basis: None,
        other_wording_of: None,
        ended: None,
        dated: None,
        sources: Vec::new(),
    };
    Ok(Obligation {
        id: promise.id.clone(),
        agreement: None,
        promise: say(&promise.text),
        kind: promise.kind,
        unit: promise.unit.clone(),
        clause: None,
        criteria: vec![criterion],
        period: None,
        places: Vec::new(),
        split_by: if promise.split_by_place {
            vec![SplitBy::Place]
        } else {
            Vec::new()
        },
        unit_price,
        paid_by_result: None,
        tested: None,
        penalty: None,
        weight: None,
        // It stands inside of a sentence, whose full stop is its own.
        proof: promise.proof.as_ref().map(|proof| unstopped(&say(proof))),
        unclear: None,
        note: None,
    })
}

fn unstopped(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}

impl Filled {
    /// A case with these promises and nothing else yet, ready for visits.
    #[must_use]
    pub fn case(&self, id: Code) -> Case {
        let party = |id, name: &Option<String>, role| {
            Some(Party {
                id: code(id)?,
                name: name.clone()?,
                roles: vec![role],
                identifier: None,
                note: None,
            })
        };
        let provider = party("provider", &self.provider, Role::Provider);
        let funder = party("funder", &self.funder, Role::Funder);
        let ids = |party: &Option<Party>| party.iter().map(|party| party.id.clone()).collect();
        let agreement = self.agreement.as_ref().and_then(|title| {
            Some(Agreement {
                id: code("agreement")?,
                title: title.clone(),
                kind: self.written_in,
                funders: ids(&funder),
                providers: ids(&provider),
                subcontractors: Vec::new(),
                currency: self.currency,
                value: None,
                period: self.period.clone(),
                payment_basis: PaymentBasis::NotPublished,
                covers: None,
                versions: Vec::new(),
                obtained: None,
                sources: Vec::new(),
                note: None,
            })
        });
        let places = self.places.iter().enumerate().filter_map(|(at, name)| {
            Some(Place {
                id: code(&format!("place-{}", at + 1))?,
                name: name.clone(),
                stratum: None,
                note: None,
            })
        });
        let title = match self.places.as_slice() {
            [only] => format!("{}, {only}", self.title),
            _ => self.title.clone(),
        };
        Case {
            format: Format::V1,
            id,
            title,
            answer: None,
            standing: Standing::Own,
            as_of: None,
            method: Method::default(),
            sources: Vec::new(),
            parties: funder.into_iter().chain(provider).collect(),
            places: places.collect(),
            agreements: agreement.into_iter().collect(),
            obligations: self.obligations.clone(),
            payments: Vec::new(),
            claims: Vec::new(),
            samples: Vec::new(),
            tallies: Vec::new(),
            visits: Vec::new(),
            observations: Vec::new(),
            categories: Vec::new(),
            reconciliations: Vec::new(),
            derivations: Vec::new(),
            money: Vec::new(),
            accounts: Vec::new(),
            accounts_withdrawn: 0,
            evidence: Vec::new(),
            responses: Vec::new(),
            findings: Vec::new(),
            recommendations: Vec::new(),
            events: Vec::new(),
            does_not_say: Vec::new(),
        }
    }
}

fn code(text: &str) -> Option<Code> {
    Code::parse(text).ok()
}
