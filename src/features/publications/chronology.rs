//! The chronology: when was it agreed, paid, claimed, visited, notified, answered and looked at again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use groundtruth_reports::model::{ChronologyEntry, DateText, FourWord};

use crate::domain::case::Standing;
use crate::domain::code::Code;
use crate::domain::fieldwork::{Visit, VisitPurpose};
use crate::domain::figure::Figure;
use crate::domain::period::{PartialDate, Period};

use super::maker::Maker;
use super::promised::sources;

/// An entry with the day by which it is put in order.
type Dated = (Option<NaiveDate>, ChronologyEntry);

impl Maker<'_> {
    /// What happened when: events, agreements, payments and claims by their period, visits, what was sent, replies.
    pub fn chronology(&self) -> Vec<ChronologyEntry> {
        let mut entries = self.events();
        entries.extend(self.agreed());
        entries.extend(self.paid());
        entries.extend(self.claimed());
        entries.extend(self.visited());
        entries.extend(self.notified());
        entries.extend(self.replied());
        // What has no date keeps its place at the end, in the order of the case.
        entries.sort_by_key(|(date, _)| (date.is_none(), *date));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn events(&self) -> Vec<Dated> {
        let events = self.case.events.iter().map(|event| {
            let period = Period {
                from: event.date,
                to: event.to.or(event.date),
                words: None,
            };
            let entry = ChronologyEntry {
                date: self.wording.period(&period),
                what: event.what.clone(),
                column: event.since.then_some(FourWord::Since),
                sources: sources(&event.sources),
            };
            (event.date.map(|date| date.first_day()), entry)
        });
        events.collect()
    }

    /// The beginnings of the agreements of an audit of one's own, and every dated change of one.
    fn agreed(&self) -> Vec<Dated> {
        let mut entries = Vec::new();
        for agreement in &self.case.agreements {
            let begins = agreement.period.as_ref().and_then(|period| period.from);
            let changes = agreement.versions.iter().filter_map(|v| v.effective);
            let is_told = begins.is_some_and(|from| changes.into_iter().any(|at| at == from));
            if let Some(from) = begins.filter(|_| self.is_own() && !is_told) {
                let what = self.say("chronology-begins", &[("title", &agreement.title)]);
                entries.push(self.on(from, what, Some(FourWord::Promised)));
            }
            for version in &agreement.versions {
                let Some(date) = version.effective else {
                    continue;
                };
                let about = [
                    ("version", version.id.as_str()),
                    ("changed", &version.changed),
                ];
                let what = self.say("chronology-version", &about);
                entries.push(self.on(date, what, Some(FourWord::Promised)));
            }
        }
        entries
    }

    fn paid(&self) -> Vec<Dated> {
        let dated = self.case.payments.iter().filter_map(|payment| {
            let period = payment.period.as_ref()?;
            let day = day_of(period)?;
            let agreement = self.case.agreements.iter();
            let mut agreement = agreement.filter(|one| one.id == payment.agreement);
            let currency = agreement.next().and_then(|one| one.currency);
            let about = [
                ("amount", self.wording.amount(&payment.amount, currency)),
                ("title", payment.title.clone()),
                ("who", self.wording.counter(payment.counted_by).label),
            ];
            let about = about.each_ref().map(|(name, text)| (*name, text.as_str()));
            let entry = ChronologyEntry {
                date: self.wording.period(period),
                what: self.say("chronology-paid", &about),
                column: None,
                sources: sources(&payment.sources),
            };
            Some((Some(day), entry))
        });
        dated.collect()
    }

    /// A line for each time and each who counted: what one party says of a month is one thing that happened.
    fn claimed(&self) -> Vec<Dated> {
        let mut groups: Vec<(&Period, Vec<&Figure>)> = Vec::new();
        for claim in &self.case.claims {
            let Some(period) = claim.period.as_ref().filter(|p| day_of(p).is_some()) else {
                continue;
            };
            let same = groups.iter_mut().find(|(at, of)| {
                *at == period && of[0].counted_by == claim.counted_by && of[0].party == claim.party
            });
            match same {
                Some((_, of)) => of.push(claim),
                None => groups.push((period, vec![claim])),
            }
        }
        let lines = groups.into_iter().map(|(period, claims)| {
            let who = match &claims[0].party {
                Some(party) => self.party_name(party),
                None => self.wording.counter(claims[0].counted_by).label,
            };
            let what = match claims.as_slice() {
                [only] => self.say(
                    "chronology-claimed",
                    &[("who", &who), ("title", &only.title)],
                ),
                some => {
                    let named = some.iter().filter_map(|claim| claim.obligation.as_ref());
                    let named: BTreeSet<&Code> = named.collect();
                    let named: Vec<_> = named.iter().map(|id| self.promise_number(id)).collect();
                    let named = named.join(", ");
                    let about = [("who", who.as_str()), ("promises", named.as_str())];
                    let words = self.wording.words;
                    words.count("chronology-claimed-some", some.len(), &about)
                }
            };
            let cited: BTreeSet<Code> = claims.iter().flat_map(|c| c.sources.clone()).collect();
            let entry = ChronologyEntry {
                date: self.wording.period(period),
                what,
                column: Some(FourWord::Claimed),
                sources: sources(&cited.into_iter().collect::<Vec<_>>()),
            };
            (day_of(period), entry)
        });
        lines.collect()
    }

    /// The visits of an audit of one's own; of a published one its events tell of them, as its authors do.
    fn visited(&self) -> Vec<Dated> {
        let of = |purpose, key, column| {
            let visits = self.case.visits.iter();
            let visits: Vec<&Visit> = visits.filter(|v| v.purpose == purpose).collect();
            let days = || visits.iter().map(|visit| visit.date);
            let period = Period {
                from: Some(days().min()?),
                to: days().max(),
                words: None,
            };
            let places: BTreeSet<&Code> = visits.iter().map(|visit| &visit.place).collect();
            let places = self
                .wording
                .words
                .count("chronology-places", places.len(), &[]);
            let words = self.wording.words;
            let entry = ChronologyEntry {
                date: self.wording.period(&period),
                what: words.count(key, visits.len(), &[("places", &places)]),
                column: Some(column),
                sources: Vec::new(),
            };
            Some((day_of(&period), entry))
        };
        if !self.is_own() {
            return Vec::new();
        }
        let found = of(VisitPurpose::Audit, "chronology-visited", FourWord::Found);
        let again = of(
            VisitPurpose::Recheck,
            "chronology-looked-again",
            FourWord::Since,
        );
        found.into_iter().chain(again).collect()
    }

    /// What the parties were sent, each thing once: it stands with every finding that it was about.
    fn notified(&self) -> Vec<Dated> {
        let mut told: BTreeMap<(PartialDate, &Code), Vec<&str>> = BTreeMap::new();
        for response in &self.case.responses {
            for sent in &response.sent {
                let Some(date) = sent.date else { continue };
                let what = told.entry((date, &response.party)).or_default();
                if !what.contains(&sent.what.as_str()) {
                    what.push(&sent.what);
                }
            }
        }
        let lines = told.into_iter().map(|((date, party), what)| {
            let about = [("party", self.party_name(party)), ("what", what.join("; "))];
            let about = about.each_ref().map(|(name, text)| (*name, text.as_str()));
            self.on(date, self.say("chronology-sent", &about), None)
        });
        lines.collect()
    }

    fn replied(&self) -> Vec<Dated> {
        let dated = self.case.responses.iter().filter_map(|response| {
            let date = response.date?;
            let (who, how) = self.answered_by(response);
            let (day, entry) = self.on(date, format!("{who}: {how}"), Some(FourWord::Since));
            let sources = sources(&response.sources);
            Some((day, ChronologyEntry { sources, ..entry }))
        });
        dated.collect()
    }

    fn is_own(&self) -> bool {
        self.case.standing == Standing::Own
    }

    fn on(&self, date: PartialDate, what: String, column: Option<FourWord>) -> Dated {
        let date_text: DateText = self.wording.date(date);
        let entry = ChronologyEntry {
            date: date_text,
            what,
            column,
            sources: Vec::new(),
        };
        (Some(date.first_day()), entry)
    }
}

/// The day by which a period is put in order; none where only words name it.
fn day_of(period: &Period) -> Option<NaiveDate> {
    period.from.or(period.to).map(|date| date.first_day())
}
