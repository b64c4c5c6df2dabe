//! Rows of the comparison as a report prints them, promise by promise through the four words.

use groundtruth_reports::model::{
    Bar, Cell, Coded, Difference, Direction, Figure as FigureText, Grade as GradeText,
    Interval as IntervalText, PromiseRow, Target as BarTarget, Verdict as VerdictText,
    VerdictCode as VerdictShape,
};

use crate::domain::comparison::{
    Drawing, Entry, Grade, Measured, Row, Stage, Standing, VerdictCode,
};
use crate::domain::number::{Exact, Grouping, Rounding, group};
use crate::domain::obligation::{Obligation, Target};
use crate::domain::refusal::Refusal;
use crate::domain::reply::Response;

use super::maker::Maker;

impl Maker<'_> {
    /// Every row.
    pub fn promise_rows(&mut self) -> Vec<PromiseRow> {
        let comparison = self.comparison;
        comparison
            .rows
            .iter()
            .filter_map(|row| self.promise_row(row))
            .collect()
    }

    fn promise_row(&mut self, row: &Row) -> Option<PromiseRow> {
        let obligation = self.case.obligation(&row.obligation)?;
        let criterion = obligation.criteria.iter().find(|c| c.id == row.criterion)?;
        let currency = self.case.agreement_of(obligation).and_then(|a| a.currency);
        let unit = obligation.unit.as_str();
        let several = obligation.criteria.len() > 1;
        let mut found = self
            .wording
            .cell(&row.found, unit, currency, "cell-nobody-looked");
        let claimed = self
            .wording
            .cell(&row.claimed, unit, currency, "cell-no-claim");
        let workings = self.row_workings(row, obligation);
        if let (Some(figure), Some(first)) = (found.figures.first_mut(), workings.first()) {
            figure.working = Some(first.clone());
        }
        let money = self.row_money(row);
        let gap = self.gap(row, unit);
        let says_a_gap = gap.as_ref().is_some_and(|g| !g.text.is_empty());
        let refusals: Vec<&Refusal> = row.all_refusals();
        Some(PromiseRow {
            number: self.promise_number(&row.obligation),
            sentence: obligation.promise.clone(),
            kind: Some(self.wording.coded_of("kind", &obligation.kind)),
            reading: several.then(|| {
                criterion
                    .reading
                    .clone()
                    .unwrap_or_else(|| self.wording.coded_of("rank", &criterion.rank).label)
            }),
            slice: self.slice(row),
            clause: self.wording.clause(self.case, obligation),
            criterion: Some(
                self.wording
                    .criterion(self.case, obligation, criterion, row),
            ),
            verdict: Some(self.verdict(row)),
            grade: self.grade(row),
            promised: self.wording.promised(obligation, criterion, row),
            since: self.since(row, unit),
            gap,
            over_claim: row
                .over_claim
                .and_then(|more| self.over_claim(&more, row, obligation)),
            interval: row
                .found_in_use()
                .find_map(|e| e.measured.as_ref())
                .and_then(|m| self.interval(m)),
            bar: self.bar(row, obligation),
            instead_of_bar: (!says_a_gap).then(|| self.get("cell-no-drawing")),
            money,
            refusals: refusals
                .into_iter()
                .map(|r| self.wording.refusal(r))
                .collect(),
            workings,
            evidence: self.evidence_of(row),
            notes: self.notes_of(obligation),
            claimed,
            found,
        })
    }

    /// What follows when the promise is not kept, what payment depends on it, what would prove it, why it is unclear.
    fn notes_of(&self, obligation: &Obligation) -> Vec<String> {
        let weight = obligation.weight.as_ref();
        let weight = weight.map(|share| self.say("row-weight", &[("share", share.text())]));
        let proof = obligation.proof.as_ref();
        let proof = proof.map(|proof| self.say("row-proof", &[("proof", proof)]));
        obligation
            .penalty
            .iter()
            .cloned()
            .chain(weight)
            .chain(proof)
            .chain(obligation.unclear.clone())
            .collect()
    }

    /// Place, period, party and stage of a row.
    pub fn slice(&self, row: &Row) -> Option<String> {
        let mut parts = Vec::new();
        parts.extend(row.slice.place.as_ref().map(|id| self.place_name(id)));
        parts.extend(
            row.slice
                .period
                .as_ref()
                .map(|p| self.wording.period(p).text),
        );
        parts.extend(row.slice.party.as_ref().map(|id| self.party_name(id)));
        match &row.stage {
            Some(Stage::Before(end)) => {
                parts.push(self.say("stage-before", &[("because", &end.because)]))
            }
            Some(Stage::After(end)) => {
                parts.push(self.say("stage-after", &[("because", &end.because)]))
            }
            None => {}
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn row_workings(&mut self, row: &Row, obligation: &Obligation) -> Vec<String> {
        let title = obligation.promise.clone();
        let mut ids = Vec::new();
        for entry in row.found.iter().chain(&row.claimed) {
            for working in entry.measured.iter().flat_map(|m| &m.workings) {
                let who = entry.figure.counted_by.code();
                let mut working = working.clone();
                for input in working
                    .inputs
                    .iter_mut()
                    .filter(|i| i.who_counted.is_none())
                {
                    let promised = input.name.contains("promised") || input.name.contains("target");
                    input.who_counted = (!promised).then(|| who.to_owned());
                }
                ids.push(self.work(&title, &working));
            }
        }
        for working in &row.money.workings {
            let title = self.say("money-at-risk-title", &[("promise", &obligation.promise)]);
            ids.push(self.work(&title, working));
        }
        ids
    }

    fn verdict(&self, row: &Row) -> VerdictText {
        let code = row.verdict.code;
        let reason = code
            .reason()
            .map(|r| self.wording.coded("reason", r.code()));
        let by_own_count = row.verdict.by_own_count.map(|counter| {
            let key = if code.is_against() || code == VerdictCode::StandardDisputed {
                "verdict-by-own-count"
            } else {
                "verdict-met-by-own-count"
            };
            self.get(&format!("{key}-{}", counter.code()))
        });
        let for_those_seen = || {
            let measured =
                row.found_in_use()
                    .find_map(|e| match (&e.figure.value, e.measured.as_ref()) {
                        (crate::domain::figure::Value::InOrder(seen), Some(m)) if m.rule == 12 => {
                            Some(seen.of)
                        }
                        _ => None,
                    });
            measured.map(|n| self.say("verdict-for-those-seen", &[("n", &n.to_string())]))
        };
        let in_words = (row.verdict.rule == 14 && code == VerdictCode::Delivered)
            .then(|| self.get("verdict-for-what-was-seen"));
        let sentence = match (code.reason(), row.verdict.by_own_count) {
            (Some(reason), _) => self.get(&format!("sentence-{}", reason.code())),
            (None, Some(_)) if code.is_against() => self.get("sentence-by-own-count"),
            (None, _) => self.get(&format!("sentence-{}", code.code())),
        };
        VerdictText {
            code: shape(code),
            label: self.get(&format!("verdict-{}", code.code())),
            reason,
            qualifier: by_own_count.or_else(for_those_seen).or(in_words),
            rule: Some(row.verdict.rule),
            sentence,
        }
    }

    fn grade(&self, row: &Row) -> Option<GradeText> {
        grade_text(self, row.grade)
    }

    fn gap(&self, row: &Row, unit: &str) -> Option<Difference> {
        let used: Vec<&Entry> = row.found_in_use().collect();
        let source: Vec<&Entry> = if used.is_empty() {
            row.claimed.iter().filter(|e| !e.is_set_aside()).collect()
        } else {
            used
        };
        let measured = source.iter().find_map(|e| e.measured.as_ref())?;
        let text = self.wording.gap_text(&source);
        let direction = match (measured.standing, &measured.gap) {
            (Standing::WrongWay, _) => Direction::WrongWay,
            (_, Some(gap)) if gap.amount.is_negative() => Direction::Short,
            (_, Some(gap)) if gap.amount.is_positive() => Direction::Surplus,
            (_, Some(_)) => Direction::Met,
            (_, None) => Direction::NotComputed,
        };
        if text.is_empty() && direction == Direction::NotComputed {
            return None;
        }
        let text = if text.is_empty() {
            let each = source.iter().find_map(|e| self.wording.each(e));
            self.gap_in_figures(measured, each.as_deref().unwrap_or(unit), direction)
        } else {
            text
        };
        Some(Difference {
            text,
            exact: measured.gap.as_ref().map(|g| g.amount.to_string()),
            unit: measured.gap.as_ref().map(|g| g.unit.clone()),
            direction,
            working: None,
        })
    }

    fn gap_in_figures(&self, measured: &Measured, unit: &str, direction: Direction) -> String {
        let amount = measured
            .gap
            .as_ref()
            .map_or(Exact::ZERO, |g| g.amount.abs());
        let key = match direction {
            Direction::Short => "gap-short",
            Direction::Surplus => "gap-surplus",
            _ => "gap-met",
        };
        self.say(key, &[("amount", &plain(&amount)), ("unit", unit)])
    }

    fn over_claim(&self, more: &Exact, row: &Row, obligation: &Obligation) -> Option<Difference> {
        // A claim and a finding are compared in the same measure only: counts with counts, shares with shares.
        if more.is_zero() || matches!(row.target, Some(Target::SupportableRate)) {
            return None;
        }
        let shares = !more.is_integer() && more.abs() < Exact::ONE;
        let (amount, unit) = if shares {
            (
                plain_to(&more.abs().times(Exact::HUNDRED).ok()?, 1),
                self.get("unit-percentage-points"),
            )
        } else {
            (plain(&more.abs()), obligation.unit.clone())
        };
        let (key, direction) = if more.is_positive() {
            ("over-claim-text", Direction::OverClaim)
        } else {
            ("under-claim-text", Direction::UnderClaim)
        };
        Some(Difference {
            text: self.say(key, &[("amount", &amount), ("unit", &unit)]),
            exact: Some(more.to_string()),
            unit: Some(unit),
            direction,
            working: None,
        })
    }

    fn interval(&self, measured: &Measured) -> Option<IntervalText> {
        let interval = measured.interval.as_ref()?;
        let (low, high) = interval.percent(1);
        Some(IntervalText {
            low: format!("{:.10}", interval.low),
            high: format!("{:.10}", interval.high),
            level: format!("{}", interval.level.get()),
            method: self.wording.coded_of("interval", &interval.method),
            text: self.say("period-from-to", &[("from", &low), ("to", &high)]),
            working: None,
        })
    }

    fn bar(&self, row: &Row, obligation: &Obligation) -> Option<Bar> {
        let drawing = |entries: &[Entry]| {
            entries
                .iter()
                .filter(|e| !e.is_set_aside() && !e.figure.context)
                .find_map(|e| e.measured.as_ref()?.drawing.clone())
        };
        let (found, claimed) = (drawing(&row.found), drawing(&row.claimed));
        let scale: &Drawing = found.as_ref().or(claimed.as_ref())?;
        let limit = matches!(row.target, Some(Target::AtMost(_) | Target::FewerThan(_)));
        let target = match (scale.baseline, scale.promised_to) {
            (Some(from), _) if scale.promised < from => BarTarget::Reduction {
                from,
                to: scale.promised,
            },
            (_, Some(high)) => BarTarget::Range {
                low: scale.promised,
                high,
            },
            _ if limit => BarTarget::Limit { at: scale.promised },
            _ => BarTarget::Value { at: scale.promised },
        };
        // Figures of different bases do not share one scale.
        let claimed = claimed.filter(|c| {
            found
                .as_ref()
                .is_none_or(|f| f.unit == c.unit && (f.promised - c.promised).abs() < f64::EPSILON)
        });
        Some(Bar {
            unit: (row.found.iter().find_map(|e| self.wording.each(e)))
                .unwrap_or_else(|| obligation.unit.clone()),
            target,
            claimed: claimed.map(|c| c.value),
            found: found.as_ref().map(|f| f.value),
            whisker_low: found.as_ref().and_then(|f| f.interval).map(|i| i.0),
            whisker_high: found.as_ref().and_then(|f| f.interval).map(|i| i.1),
            ..Bar::default()
        })
    }

    fn evidence_of(&self, row: &Row) -> Vec<String> {
        let of_row = self
            .case
            .observations
            .iter()
            .filter(|o| o.obligation == row.obligation);
        let mut numbers: Vec<String> = of_row
            .flat_map(|o| &o.evidence)
            .map(|id| self.evidence_number(id))
            .collect();
        numbers.sort();
        numbers.dedup();
        numbers
    }

    /// Since then: what was seen on looking again, what happened, what was answered to this promise.
    fn since(&self, row: &Row, unit: &str) -> Cell {
        let mut figures: Vec<FigureText> = row
            .rechecked
            .iter()
            .map(|e| self.wording.figure(e, unit, None))
            .collect();
        let events = self
            .case
            .events
            .iter()
            .filter(|e| e.since && e.obligations.contains(&row.obligation));
        figures.extend(events.map(|event| FigureText {
            text: event.what.clone(),
            date: event.date.map(|d| self.wording.date(d)),
            who_counted: event.counted_by.map(|c| self.wording.counter(c)),
            ..FigureText::default()
        }));
        let answers = self
            .case
            .responses
            .iter()
            .filter(|r| r.obligations.contains(&row.obligation));
        figures.extend(answers.map(|r| FigureText {
            text: {
                let (who, how) = self.answered_by(r);
                format!("{who}: {how}")
            },
            date: r.date.map(|d| self.wording.date(d)),
            ..FigureText::default()
        }));
        // An answer to the whole report stands once, with the answers, and not in every row.
        let answered = self.case.responses.iter().any(Response::is_whole);
        let key = if answered {
            "cell-answered-whole"
        } else {
            "cell-nothing-since"
        };
        let sentence = figures.is_empty().then(|| self.get(key));
        Cell { figures, sentence }
    }
}

/// A grade in words.
pub fn grade_text(maker: &Maker<'_>, grade: Grade) -> Option<GradeText> {
    if grade == Grade::None {
        return None;
    }
    let label = match grade {
        Grade::UsersSaid(asked) => match (asked.said, asked.of) {
            (Some(said), Some(of)) => maker.say(
                "grade-users_said-n-of-n",
                &[("said", &said.to_string()), ("of", &of.to_string())],
            ),
            _ => maker.get("grade-users_said"),
        },
        other => maker.get(&format!("grade-{}", other.code())),
    };
    Some(GradeText {
        code: grade.code().to_owned(),
        label,
        because: Some(maker.get(&format!("because-{}", grade.code()))),
    })
}

fn shape(code: VerdictCode) -> VerdictShape {
    match code {
        VerdictCode::Delivered => VerdictShape::Delivered,
        VerdictCode::PartlyDelivered => VerdictShape::PartlyDelivered,
        VerdictCode::NotDelivered => VerdictShape::NotDelivered,
        VerdictCode::WrongWay => VerdictShape::WrongWay,
        VerdictCode::NotDue => VerdictShape::NotDue,
        VerdictCode::CannotJudge(_) => VerdictShape::CannotJudge,
        VerdictCode::StandardDisputed => VerdictShape::StandardDisputed,
    }
}

/// An exact number for reading.
pub fn plain(value: &Exact) -> String {
    let decimals = value.finite_decimals().unwrap_or(2).min(4);
    plain_to(value, u8::try_from(decimals).unwrap_or(2))
}

/// The same, rounded.
pub fn plain_to(value: &Exact, decimals: u8) -> String {
    group(&Rounding::to(decimals).show(value), Grouping::Western)
}

/// A coded counter list without repeats.
pub fn once_each(list: Vec<Coded>) -> Vec<Coded> {
    let mut seen = Vec::new();
    for coded in list {
        if !seen.contains(&coded) {
            seen.push(coded);
        }
    }
    seen
}
