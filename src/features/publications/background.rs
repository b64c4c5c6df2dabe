//! Agreements with their versions and prices, payments, samples and the rest of the method.

use groundtruth_reports::model::{
    Agreement as AgreementText, AgreementVersion as VersionText, Fact, Figure as FigureText,
    Method as MethodText, Payment as PaymentText, RateGap, RateRow, RateTable,
    Sample as SampleText,
};

use crate::domain::agreement::{Agreement, InForce, Payment, Rate, Tier};
use crate::domain::calculation::tiers::{PriceTier, TierTable};
use crate::domain::comparison::Entry;
use crate::domain::fieldwork::AccessGiven;
use crate::domain::money::Currency;
use crate::domain::party::Counter;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::{Design, Sample};

use super::maker::Maker;
use super::promised::sources;
use super::rows::plain;
use crate::domain::number::Exact;

impl Maker<'_> {
    /// Every agreement.
    pub fn agreements(&self) -> Vec<AgreementText> {
        self.case
            .agreements
            .iter()
            .enumerate()
            .map(|(i, a)| self.agreement(i, a))
            .collect()
    }

    fn agreement(&self, index: usize, agreement: &Agreement) -> AgreementText {
        let names = |ids: &[crate::domain::code::Code]| {
            ids.iter().map(|id| self.party_name(id)).collect::<Vec<_>>()
        };
        let applied = self.applied_version(agreement);
        let mut facts = Vec::new();
        if !agreement.subcontractors.is_empty() {
            facts.push(Fact::new(
                self.get("agreement-subcontractors"),
                names(&agreement.subcontractors).join("; "),
            ));
        }
        facts.extend(
            agreement
                .note
                .as_ref()
                .map(|note| Fact::new(self.get("agreement-note"), note.clone())),
        );
        AgreementText {
            number: format!("A-{:04}", index + 1),
            title: agreement.title.clone(),
            legal_type: Some(self.wording.coded_of("agreement-type", &agreement.kind)),
            funders: names(&agreement.funders),
            providers: names(&agreement.providers),
            value: agreement.value.as_ref().map(|value| FigureText {
                text: self.wording.amount(value, agreement.currency),
                exact: Some(value.value().to_string()),
                qualifier: self.wording.qualifier(value.qualifier()),
                ..FigureText::default()
            }),
            period: agreement.period.as_ref().map(|p| self.wording.period(p)),
            payment_basis: Some(
                self.wording
                    .coded_of("payment-basis", &agreement.payment_basis),
            ),
            covers: agreement.covers.clone(),
            obtained: agreement.obtained.clone(),
            sha256: agreement.sources.iter().find_map(|id| {
                self.case
                    .sources
                    .iter()
                    .find(|s| s.id == *id)?
                    .sha256
                    .clone()
            }),
            versions: agreement
                .versions
                .iter()
                .map(|v| self.version(v, agreement.currency, applied == Some(v.id.as_str())))
                .collect(),
            versions_note: agreement
                .versions
                .is_empty()
                .then(|| self.get("agreement-no-versions")),
            facts,
            sources: sources(&agreement.sources),
        }
    }

    /// The version whose price applies to a promise of this agreement.
    fn applied_version<'c>(&self, agreement: &'c Agreement) -> Option<&'c str> {
        let promises = self
            .case
            .obligations
            .iter()
            .filter(|o| o.agreement.as_ref() == Some(&agreement.id));
        let period = promises.filter_map(|o| o.period.as_ref()).next()?;
        match agreement.price_in_force(period) {
            InForce::One(version) => Some(version.id.as_str()),
            InForce::Mixed(..) | InForce::None => None,
        }
    }

    fn version(
        &self,
        version: &crate::domain::agreement::AgreementVersion,
        currency: Option<Currency>,
        applied: bool,
    ) -> VersionText {
        VersionText {
            name: version.id.to_string(),
            effective: version.effective.map_or_else(
                || groundtruth_reports::model::DateText::in_words(self.get("date-not-published")),
                |d| self.wording.date(d),
            ),
            changed: version.changed.clone(),
            value: None,
            applied,
            rates: version
                .rate
                .as_ref()
                .map(|r| self.rates(r, &version.id, currency)),
            sources: Vec::new(),
        }
    }

    fn rates(
        &self,
        rate: &Rate,
        version: &crate::domain::code::Code,
        currency: Option<Currency>,
    ) -> RateTable {
        match rate {
            Rate::Flat { price, unit } => RateTable {
                caption: self.say("agreement-rate-flat", &[("unit", unit)]),
                rows: vec![RateRow {
                    tier: self.get("agreement-tier-all"),
                    price: self.wording.amount(price, currency),
                    exact: Some(price.value().to_string()),
                }],
                gaps: Vec::new(),
            },
            Rate::Tiered {
                unit,
                volume,
                tiers,
            } => RateTable {
                caption: self.say(
                    "agreement-rate-tiered",
                    &[("unit", unit), ("volume", volume)],
                ),
                rows: tiers
                    .iter()
                    .map(|tier| RateRow {
                        tier: self.tier(tier),
                        price: self.wording.amount(&tier.price, currency),
                        exact: Some(tier.price.value().to_string()),
                    })
                    .collect(),
                gaps: self.gaps(tiers, volume, version),
            },
        }
    }

    fn tier(&self, tier: &Tier) -> String {
        let n = |v: Option<u32>| v.map_or_else(String::new, |v| v.to_string());
        let names = [
            ("from", n(tier.from)),
            ("to", n(tier.to)),
            ("below", n(tier.below)),
            ("above", n(tier.above)),
        ];
        let names: Vec<(&str, &str)> = names.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let key = match (tier.from, tier.to, tier.below, tier.above) {
            (Some(_), Some(_), ..) => "agreement-tier-from-to",
            (_, _, Some(_), _) => "agreement-tier-below",
            (_, _, _, Some(_)) => "agreement-tier-above",
            (Some(_), None, ..) => "agreement-tier-from",
            _ => "agreement-tier-to",
        };
        self.say(key, &names)
    }

    fn gaps(
        &self,
        tiers: &[Tier],
        volume: &str,
        version: &crate::domain::code::Code,
    ) -> Vec<RateGap> {
        let Ok(table) = TierTable::new(tiers.iter().map(PriceTier::from).collect()) else {
            return Vec::new();
        };
        let gaps = table.gaps().into_iter().map(|gap| {
            let at = match gap.to {
                Some(to) if to == gap.from => gap.from.to_string(),
                Some(to) => self.say(
                    "agreement-tier-from-to",
                    &[("from", &gap.from.to_string()), ("to", &to.to_string())],
                ),
                None => self.say("agreement-tier-from", &[("from", &gap.from.to_string())]),
            };
            let refusal = Refusal::new(RefusalCode::TierGap)
                .with("volume", &at)
                .with("counts", volume)
                .with("version", version);
            RateGap {
                at,
                refusal: self.wording.refusal(&refusal),
            }
        });
        gaps.collect()
    }

    /// Every payment.
    pub fn payments(&self) -> Vec<PaymentText> {
        self.case.payments.iter().map(|p| self.payment(p)).collect()
    }

    fn payment(&self, payment: &Payment) -> PaymentText {
        let agreement = self
            .case
            .agreements
            .iter()
            .find(|a| a.id == payment.agreement);
        let currency = agreement.and_then(|a| a.currency);
        let first = |ids: Option<&Vec<crate::domain::code::Code>>| {
            ids.and_then(|i| i.first()).map(|id| self.party_name(id))
        };
        let coverage = self
            .wording
            .coded_of("payment-coverage", &payment.coverage)
            .label;
        let covers = match &payment.covers {
            Some(covers) => format!("{covers} ({coverage})"),
            None => coverage,
        };
        PaymentText {
            what: payment.title.clone(),
            amount: FigureText {
                text: self.wording.amount(&payment.amount, currency),
                exact: Some(payment.amount.value().to_string()),
                qualifier: self.wording.qualifier(payment.amount.qualifier()),
                who_counted: Some(self.wording.counter(payment.counted_by)),
                notes: payment.note.iter().cloned().collect(),
                sources: sources(&payment.sources),
                ..FigureText::default()
            },
            period: payment.period.as_ref().map(|p| self.wording.period(p)),
            covers: Some(covers),
            payer: first(agreement.map(|a| &a.funders)),
            payee: first(agreement.map(|a| &a.providers)),
        }
    }

    /// How the work was done.
    pub fn method(&self) -> MethodText {
        let method = &self.case.method;
        let facts = method.facts.iter().map(|figure| {
            let entry = Entry {
                figure: figure.clone(),
                each: None,
                places: Vec::new(),
                measured: None,
            };
            let unit = figure.unit.as_deref().unwrap_or_default();
            let shown = self.wording.figure(&entry, unit, None);
            let mut text = vec![match &shown.unit {
                Some(unit) => format!("{} {unit}", shown.text),
                None => shown.text.clone(),
            }];
            text.extend(shown.standing.map(|s| s.label));
            text.extend(figure.note.clone());
            Fact {
                term: figure.title.clone(),
                text,
                who_counted: shown.who_counted,
                sources: shown.sources,
            }
        });
        let mut scope = Vec::new();
        if !self.case.places.is_empty() {
            let names: Vec<&str> = self.case.places.iter().map(|p| p.name.as_str()).collect();
            scope.push(self.say("method-places", &[("places", &names.join(", "))]));
        }
        scope.extend(method.steps.iter().cloned());
        MethodText {
            purposes: method
                .purposes
                .iter()
                .map(|p| self.wording.coded_of("purpose", p).label)
                .collect(),
            objectives: method.objectives.clone(),
            scope,
            not_covered: method.not_covered.clone(),
            samples: self.case.samples.iter().map(|s| self.sample(s)).collect(),
            field_work: self.field_work(),
            observers: facts.collect(),
            access: self.access(),
            limits: method.limits.clone(),
            ..MethodText::default()
        }
    }

    fn field_work(&self) -> Vec<Fact> {
        if self.case.visits.is_empty() {
            return Vec::new();
        }
        let mut observers: Vec<&str> = self
            .case
            .visits
            .iter()
            .flat_map(|v| v.observers.iter().map(String::as_str))
            .collect();
        observers.sort_unstable();
        observers.dedup();
        let days = self.case.visits.iter().map(|v| v.date);
        let span = match (days.clone().min(), days.max()) {
            (Some(first), Some(last)) if first != last => {
                let (from, to) = (self.wording.date_text(first), self.wording.date_text(last));
                self.say("period-from-to", &[("from", &from), ("to", &to)])
            }
            (Some(only), _) => self.wording.date_text(only),
            _ => String::new(),
        };
        let text = self.wording.words.count(
            "method-visits",
            self.case.visits.len(),
            &[("days", &span), ("observers", &observers.join(", "))],
        );
        vec![Fact {
            who_counted: Some(self.wording.counter(Counter::Auditor)),
            ..Fact::new(self.get("method-visits-term"), text)
        }]
    }

    /// At how many visits the observers were let in, of all; said even where it was every time.
    fn access(&self) -> Vec<FigureText> {
        let visits = &self.case.visits;
        if visits.is_empty() {
            return Vec::new();
        }
        let of = |access| visits.iter().filter(|visit| visit.access == access).count();
        let (partly, refused) = (of(AccessGiven::Partial), of(AccessGiven::Refused));
        let number = |n: usize| n.to_string();
        let text = self.say(
            "method-access",
            &[
                ("n", &number(visits.len() - partly - refused)),
                ("total", &number(visits.len())),
                ("partly", &number(partly)),
                ("refused", &number(refused)),
            ],
        );
        vec![FigureText {
            text,
            who_counted: Some(self.wording.counter(Counter::Auditor)),
            ..FigureText::default()
        }]
    }

    fn sample(&self, sample: &Sample) -> SampleText {
        let n = |v: u64| plain(&Exact::from(v));
        let unit = sample.unit.as_str();
        let n_of_total = match (sample.seen, sample.universe) {
            (Some(seen), Some(universe)) => self.say(
                "sample-n-of-total",
                &[("n", &n(seen)), ("total", &n(universe)), ("unit", unit)],
            ),
            (Some(seen), None) => self.say("sample-n", &[("n", &n(seen)), ("unit", unit)]),
            (None, _) => self.say("sample-n-not-published", &[("unit", unit)]),
        };
        let mut notes: Vec<String> = Vec::new();
        if let Some(coverage) = self
            .comparison
            .coverage
            .iter()
            .find(|c| c.sample == sample.id && c.not_seen > 0)
        {
            let who = self.wording.counter(coverage.universe_counted_by).label;
            let percent = coverage.share.percent(1);
            notes.push(self.say(
                "sample-coverage",
                &[
                    ("percent", &percent),
                    ("n", &n(coverage.not_seen)),
                    ("who", &who),
                ],
            ));
        }
        notes.extend(
            sample
                .beyond
                .as_ref()
                .map(|beyond| self.say("refusal-detail-beyond", &[("beyond", beyond)])),
        );
        notes.extend(sample.note.clone());
        let note = match sample.design {
            Design::Census => "design-note-census",
            design if design.is_probability() => "design-note-probability",
            Design::Lqas => "design-note-lqas",
            _ => "design-note-chosen",
        };
        SampleText {
            of: sample.frame.clone(),
            n_of_total,
            frame: None,
            design: Some(self.wording.coded_of("design", &sample.design)),
            chosen: sample.chosen_because.clone(),
            dates: sample.period.as_ref().map(|p| self.wording.period(p)),
            announced: Some(self.wording.coded_of("announced", &sample.announced)),
            interval_note: Some(self.get(note)),
            seed: sample.seed.clone(),
            list_sha256: None,
            notes,
            sources: sources(&sample.sources),
        }
    }
}
