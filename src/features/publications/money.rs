//! Money as a report prints it: lines with their states, totals given or refused, amounts at risk.

use groundtruth_reports::model::{
    MoneyLine as LineText, MoneySchedule as ScheduleText, MoneyState as StateText,
    MoneyTotal as TotalText, RowMoney as RowMoneyText,
};

use crate::domain::agreement::Coverage;
use crate::domain::calculation::money_total::Total;
use crate::domain::comparison::{AtRisk, Row, ScheduleLine};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::published::Stated;

use super::maker::Maker;
use super::promised::sources;
use super::rows::{once_each, plain, plain_to};

impl Maker<'_> {
    /// The money of one row, in the place where an amount would be.
    pub fn row_money(&self, row: &Row) -> RowMoneyText {
        let money = &row.money;
        let refused = match (&money.at_risk, money.is_asked) {
            (Some(at_risk), _) => Some(self.at_risk(row, at_risk)),
            (None, true) => Some(self.refused(row)),
            (None, false) => None,
        };
        RowMoneyText {
            lines: money.lines.iter().map(|id| self.line_number(id)).collect(),
            refused,
            no_line: !money.is_asked && money.lines.is_empty(),
        }
    }

    fn at_risk(&self, row: &Row, at_risk: &AtRisk) -> String {
        let short = row
            .found_in_use()
            .find_map(|e| e.measured.as_ref()?.short)
            .unwrap_or(Exact::ZERO);
        let amount = |value: &Exact| own_amount(value, at_risk.currency);
        if at_risk.low == at_risk.high {
            self.say(
                "money-at-risk",
                &[("amount", &amount(&at_risk.low)), ("short", &plain(&short))],
            )
        } else {
            let (low, high) = (amount(&at_risk.low), amount(&at_risk.high));
            self.say(
                "money-at-risk-range",
                &[("low", &low), ("high", &high), ("short", &plain(&short))],
            )
        }
    }

    /// Why there is no amount: payment and shortfall side by side, and the product refused.
    fn refused(&self, row: &Row) -> String {
        let why: Vec<String> = row
            .money
            .refusals
            .iter()
            .map(|r| self.get(&format!("refusal-{}", r.code)))
            .collect();
        let obligation = self.case.obligation(&row.obligation);
        let payment = obligation.and_then(|o| {
            self.case.payments.iter().find(|p| {
                Some(&p.agreement) == o.agreement.as_ref() && p.coverage == Coverage::MoreThanAudit
            })
        });
        let used: Vec<_> = row.found_in_use().collect();
        let short = self.wording.gap_text(&used);
        if let (Some(payment), false, false) = (payment, short.is_empty(), why.is_empty()) {
            let currency = self
                .case
                .agreements
                .iter()
                .find(|a| a.id == payment.agreement)
                .and_then(|a| a.currency);
            let paid = self.say(
                "money-paid",
                &[("amount", &self.wording.amount(&payment.amount, currency))],
            );
            let covers = payment.covers.clone().unwrap_or_else(|| {
                self.wording
                    .coded_of("payment-coverage", &payment.coverage)
                    .label
            });
            return self.sentence(
                "money-paid-beside",
                &[
                    ("paid", &paid),
                    ("covers", &covers),
                    ("short", &short),
                    ("why", &why.join(" ")),
                ],
            );
        }
        if why.is_empty() {
            self.get("money-not-computed")
        } else {
            why.join(" ")
        }
    }

    /// The whole schedule.
    pub fn money_schedule(&mut self) -> ScheduleText {
        let comparison = self.comparison;
        if comparison.money.lines.is_empty() {
            return ScheduleText::default();
        }
        let lines: Vec<LineText> = comparison
            .money
            .lines
            .iter()
            .map(|line| self.line(line))
            .collect();
        let mut schedule = ScheduleText {
            text: vec![self.get("money-text")],
            lines,
            ..ScheduleText::default()
        };
        for total in &comparison.money.totals {
            let what = match &total.group {
                Some(_) => self.get("money-total-group"),
                None => self.get("money-total-all"),
            };
            let numbers: Vec<String> = total.lines.iter().map(|id| self.line_number(id)).collect();
            let what = format!("{what}: {}", numbers.join(", "));
            let Some(sum) = total.total else {
                for refusal in &total.refusals {
                    let mut text = self.wording.refusal(refusal);
                    text.about = Some(what.clone());
                    schedule.refusals.push(text);
                }
                continue;
            };
            let (amount, exact) = match sum {
                Total::Sum(sum) => (own_amount(&sum, total.currency), sum),
                Total::UpTo(sum) => (
                    self.say(
                        "money-up-to",
                        &[("amount", &own_amount(&sum, total.currency))],
                    ),
                    sum,
                ),
            };
            let working = self.work(&what, &total.working);
            schedule.totals.push(TotalText {
                what,
                amount,
                exact: Some(exact.to_string()),
                because: matches!(sum, Total::Sum(_)).then(|| self.get("money-because-disjoint")),
                working: Some(working),
            });
        }
        schedule
    }

    fn line(&mut self, entry: &ScheduleLine) -> LineText {
        let line = &entry.line;
        let currency = entry.currency;
        let first = line.states.first();
        let amount = |stated: &Stated| self.wording.amount(stated, currency);
        let states = line.states.iter().map(|state| StateText {
            state: self.wording.coded_of("money-state", &state.state),
            amount: amount(&state.amount),
            exact: Some(state.amount.value().to_string()),
            date: state.date.map(|d| self.wording.date(d)),
            who_counted: Some(self.wording.counter(state.counted_by)),
            note: state.called.clone(),
            sources: sources(&state.sources),
        });
        let mut counters = line
            .states
            .iter()
            .map(|s| self.wording.counter(s.counted_by))
            .collect::<Vec<_>>();
        let derivation = line
            .derivation
            .as_ref()
            .and_then(|id| self.comparison.checks.iter().find(|c| c.id == id.as_str()));
        counters.extend(
            derivation
                .iter()
                .flat_map(|d| d.counters())
                .map(|c| self.wording.counter(c)),
        );
        let on_claimed_units = derivation.is_some_and(|d| {
            d.inputs
                .iter()
                .any(|i| !i.counted_by.is_independent() && !i.tested)
        });
        let mut slice = Vec::new();
        slice.extend(line.place.as_ref().map(|id| self.place_name(id)));
        slice.extend(line.period.as_ref().map(|p| self.wording.period(p).text));
        slice.extend(line.party.as_ref().map(|id| self.party_name(id)));
        let mut notes: Vec<String> = line.note.iter().cloned().collect();
        if on_claimed_units {
            notes.push(self.get("money-on-claimed-units"));
        }
        LineText {
            number: self.line_number(&line.id),
            what: line.title.clone(),
            amount: first.map_or_else(String::new, |s| amount(&s.amount)),
            exact: first.map(|s| s.amount.value().to_string()),
            currency: currency.map(|c| c.code().to_owned()),
            qualifier: first.and_then(|s| self.wording.qualifier(s.amount.qualifier())),
            basis: Some(self.wording.coded_of("money-basis", &line.basis)),
            certainty: Some(self.wording.coded_of("money-certainty", &line.certainty)),
            lower_limit: line.lower_limit.as_ref().map(amount),
            who_counted: once_each(counters),
            slice: (!slice.is_empty()).then(|| slice.join(" · ")),
            states: states.collect(),
            promises: line
                .obligation
                .iter()
                .map(|id| self.promise_number(id))
                .collect(),
            working: None,
            notes,
            refusals: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// What it means in money, for page one.
    pub fn money_in_short(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for entry in &self.comparison.money.lines {
            let state = entry.line.states.last();
            if let Some(state) = state {
                let names = [
                    ("amount", self.wording.amount(&state.amount, entry.currency)),
                    (
                        "basis",
                        self.wording
                            .coded_of("money-basis", &entry.line.basis)
                            .label,
                    ),
                    (
                        "state",
                        self.wording.coded_of("money-state", &state.state).label,
                    ),
                    ("what", entry.line.title.clone()),
                ];
                let names: Vec<(&str, &str)> =
                    names.iter().map(|(k, v)| (*k, v.as_str())).collect();
                sentences.push(self.sentence("money-line-in-short", &names));
            }
        }
        let at_risk = self
            .comparison
            .rows
            .iter()
            .filter_map(|row| Some(self.at_risk(row, row.money.at_risk.as_ref()?)));
        sentences.extend(at_risk);
        if sentences.len() > 3 {
            let rest = sentences.len() - 3;
            sentences.truncate(3);
            sentences.push(self.wording.words.count("money-and-more", rest, &[]));
        }
        if sentences.is_empty() {
            let refused = self
                .comparison
                .rows
                .iter()
                .find(|r| r.money.is_asked && !r.money.refusals.is_empty());
            sentences.push(match refused {
                Some(row) => self.refused(row),
                None if self.comparison.rows.iter().any(|r| r.money.is_asked) => {
                    self.get("money-not-computed")
                }
                None => self.get("money-none"),
            });
        }
        sentences
    }
}

/// An amount of our own working, with the decimals of its currency where it has any.
pub fn own_amount(value: &Exact, currency: Option<Currency>) -> String {
    let decimals = if value.is_integer() {
        0
    } else {
        currency.map_or(2, Currency::decimals)
    };
    let sign = match currency {
        Some(c) if c.sign().is_empty() => format!("{}\u{a0}", c.code()),
        Some(c) => c.sign().to_owned(),
        None => String::new(),
    };
    format!("{sign}{}", plain_to(value, decimals))
}
