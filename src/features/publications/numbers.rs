//! Figures beside the promises, sets of categories, and everything that was worked out again.

use groundtruth_reports::model::{
    Base, CategoryKind, CategoryRow, CategorySet as SetText, Check as CheckText, CheckOutcome,
    FigureEntry, FigureGroup, FourWord, Share as ShareText,
};

use crate::domain::comparison::{
    CategoryResult, Check, CheckKind, CheckStep, OtherFigure, PublishedCheck,
};
use crate::domain::derivation::SetKind;
use crate::domain::figure::Column;
use crate::domain::money::Currency;
use crate::domain::number::{Agreement, Exact, Rounding, Share};

use super::maker::Maker;
use super::promised::sources;
use super::rows::{grade_text, plain};

impl Maker<'_> {
    /// Figures that measure no promise, one group for each, so that grades stand figure by figure.
    pub fn other_figures(&self) -> Vec<FigureGroup> {
        self.comparison
            .others
            .iter()
            .map(|o| self.other(o))
            .collect()
    }

    fn other(&self, other: &OtherFigure) -> FigureGroup {
        let figure = &other.entry.figure;
        let unit = figure.unit.as_deref().unwrap_or_default();
        let mut shown = self.wording.figure(&other.entry, unit, None);
        shown.of = other.facts.first().map(|f| self.wording.fact(f));
        shown.notes.retain(|note| *note != figure.title);
        FigureGroup {
            id: figure.id.to_string(),
            title: figure.title.clone(),
            text: Vec::new(),
            no_verdict: Some(self.get("other-no-verdict")),
            grade: grade_text(self, other.grade),
            entries: vec![FigureEntry {
                what: figure.title.clone(),
                column: match other.column {
                    Column::Claimed => FourWord::Claimed,
                    Column::Found => FourWord::Found,
                },
                figure: shown,
            }],
            refusals: other
                .refusals
                .iter()
                .map(|r| self.wording.refusal(r))
                .collect(),
        }
    }

    /// Sets of categories.
    pub fn category_sets(&mut self) -> Vec<SetText> {
        let comparison = self.comparison;
        comparison
            .categories
            .iter()
            .filter_map(|result| self.category_set(result))
            .collect()
    }

    fn category_set(&mut self, result: &CategoryResult) -> Option<SetText> {
        let set = self.case.categories.iter().find(|s| s.id == result.set)?;
        let who = self.wording.counter(set.counted_by);
        let base_text = format!("{} {}", plain(&Exact::from(set.base)), set.base_title);
        let mut bases = vec![Base {
            text: base_text,
            exact: Some(set.base.to_string()),
            who_counted: Some(who.clone()),
        }];
        for share in result.groups.iter().flat_map(|g| g.shares.iter().skip(1)) {
            let text = format!("{} {}", plain(&share.denominator), share.of);
            if !bases.iter().any(|b| b.text == text) {
                bases.push(Base {
                    text,
                    exact: Some(share.denominator.to_string()),
                    who_counted: Some(who.clone()),
                });
            }
        }
        let row = |name: &str, count: u64, shares: Vec<Option<ShareText>>, note: Option<String>| {
            CategoryRow {
                name: name.to_owned(),
                count: plain(&Exact::from(count)),
                exact: Some(count.to_string()),
                shares: pad(shares, bases.len()),
                who_counted: Some(who.clone()),
                note,
            }
        };
        let rows = result.shares.iter().map(|c| {
            let share = c
                .share
                .as_ref()
                .map(|s| self.share(s, c.published.as_ref()));
            row(&c.title, c.count, vec![share], None)
        });
        let rows: Vec<CategoryRow> = rows.collect();
        let combined = result.groups.iter().map(|group| {
            let shares = group
                .shares
                .iter()
                .map(|s| Some(self.share(s, None)))
                .collect();
            let note = group
                .published
                .as_ref()
                .map(|p| self.say("published-as", &[("value", p)]));
            row(&group.title, group.count, shares, note)
        });
        let combined: Vec<CategoryRow> = combined.collect();
        let working = result.workings.first().map(|w| self.work(&set.title, w));
        let partition = set.set == SetKind::Partition;
        let sum = result.residual.map(|residual| {
            Exact::from(set.base)
                .minus(Exact::ratio(residual, 1).unwrap_or(Exact::ZERO))
                .unwrap_or(Exact::ZERO)
        });
        Some(SetText {
            id: set.id.to_string(),
            title: set.title.clone(),
            kind: if partition {
                CategoryKind::Partition
            } else {
                CategoryKind::Overlapping
            },
            column: if set.counted_by.is_independent() {
                FourWord::Found
            } else {
                FourWord::Claimed
            },
            bases,
            rows,
            combined,
            sum: sum.map(|s| plain(&s)),
            residual: result.residual.map(|r| r.to_string()),
            refusals: result
                .refusals
                .iter()
                .map(|r| self.wording.refusal(r))
                .collect(),
            working,
            notes: set.how.iter().chain(&set.note).cloned().collect(),
            sources: sources(&set.sources),
        })
    }

    fn share(&self, share: &Share, published: Option<&PublishedCheck>) -> ShareText {
        let names = [
            ("count", plain(&share.numerator)),
            ("of", plain(&share.denominator)),
            ("percent", share.percent(1)),
        ];
        let names: Vec<(&str, &str)> = names.iter().map(|(k, v)| (*k, v.as_str())).collect();
        ShareText {
            text: self.say("fact-share-plain", &names),
            exact: Some(format!("{}/{}", share.numerator, share.denominator)),
            published: published.map(|p| p.text.clone()),
            working: None,
        }
    }

    /// Everything that was worked out again, one entry for each figure that came out.
    pub fn checks(&mut self) -> Vec<CheckText> {
        let comparison = self.comparison;
        comparison
            .checks
            .iter()
            .flat_map(|check| self.check(check))
            .collect()
    }

    fn check(&mut self, check: &Check) -> Vec<CheckText> {
        let kind = match check.kind {
            CheckKind::Derivation => "derivation",
            CheckKind::Reconciliation => "reconciliation",
            CheckKind::PublishedShare => "published",
            CheckKind::Recovery => "recovery",
        };
        let group = self.get(&format!("check-group-{kind}"));
        let working = check.workings.first().map(|w| self.work(&check.title, w));
        let from: Vec<String> = check
            .inputs
            .iter()
            .map(|i| self.input(check, &i.title, &i.text, i.unit.as_deref()))
            .collect();
        let who = super::rows::once_each(
            check
                .counters()
                .into_iter()
                .map(|c| self.wording.counter(c))
                .collect(),
        );
        let slice = self.check_slice(check);
        let text = |step: usize, what: String| CheckText {
            id: format!("{kind}-{}-{step}", check.id),
            group: group.clone(),
            what,
            slice: slice.clone(),
            from: from.join("; "),
            who_counted: who.clone(),
            working: working.clone(),
            ..CheckText::default()
        };
        let mut texts = Vec::new();
        for (i, step) in check.steps.iter().enumerate() {
            let title = self.title(&step.title);
            let what = if check.steps.len() > 1 || title == check.title {
                format!("{}: {title}", check.title)
            } else {
                check.title.clone()
            };
            let base = (check.kind == CheckKind::Recovery).then(|| title.clone());
            let mut remark = step.published.as_ref().map(|p| self.remark(p));
            if let Some(unrounded) = self.unrounded(step) {
                remark = Some(remark.map_or(unrounded.clone(), |r| format!("{r}; {unrounded}")));
            }
            texts.push(CheckText {
                base,
                computed: self.computed(step),
                exact: Some(step.exact.to_string()),
                published: step.published.as_ref().map(|p| p.text.clone()),
                outcome: match &step.published {
                    None => CheckOutcome::NotPublished,
                    Some(p) if p.agreement == Agreement::Exact => CheckOutcome::Agrees,
                    Some(_) => CheckOutcome::Differs,
                },
                remark: remark
                    .into_iter()
                    .chain(check.note.clone().filter(|_| i == 0))
                    .reduce(|a, b| format!("{a} {b}")),
                refusals: if i == 0 {
                    check
                        .refusals
                        .iter()
                        .map(|r| self.wording.refusal(r))
                        .collect()
                } else {
                    Vec::new()
                },
                ..text(i + 1, what)
            });
        }
        if check.steps.is_empty() {
            texts.push(CheckText {
                computed: self.get("report-refused"),
                outcome: CheckOutcome::Refused,
                refusals: check
                    .refusals
                    .iter()
                    .map(|r| self.wording.refusal(r))
                    .collect(),
                ..text(0, check.title.clone())
            });
        }
        texts
    }

    fn input(&self, check: &Check, title: &str, text: &str, unit: Option<&str>) -> String {
        let currency = unit
            .and_then(|u| Currency::parse(u).ok())
            .or_else(|| self.currency_of_line(&check.id));
        let stated = crate::domain::published::Stated::parse(text).ok();
        let figure = match (&stated, currency) {
            (Some(stated), Some(_)) => self.wording.amount(stated, currency),
            (Some(stated), None) => self.wording.number(stated),
            (None, _) => text.to_owned(),
        };
        let unit = unit
            .filter(|_| currency.is_none())
            .map_or_else(String::new, |u| format!(" {u}"));
        let title = self.title(title);
        if title.is_empty() {
            format!("{figure}{unit}")
        } else {
            format!("{title}: {figure}{unit}")
        }
    }

    fn currency_of_line(&self, id: &str) -> Option<Currency> {
        self.comparison
            .money
            .lines
            .iter()
            .find(|l| l.line.id.as_str() == id)
            .and_then(|l| l.currency)
    }

    /// A title of ours is a key of the catalogue, a title of the case is itself.
    fn title(&self, title: &str) -> String {
        if self.wording.words.has(title) {
            self.get(title)
        } else {
            title.to_owned()
        }
    }

    fn computed(&self, step: &CheckStep) -> String {
        let currency = step.unit.as_deref().and_then(|u| Currency::parse(u).ok());
        let two_decimals =
            step.published.is_none() && step.rounding.is_some_and(|r| r.decimals == 2);
        let figure = match (currency, step.unit.as_deref()) {
            (None, None) if two_decimals && step.shown.ends_with('%') => {
                let short = Rounding::to(1).show_percent(&step.exact);
                self.say(
                    "check-two-ways",
                    &[("exact", &step.shown), ("short", &short)],
                )
            }
            (Some(currency), _) => format!("{}{}", currency.sign(), step.shown),
            (None, Some(unit)) if !step.shown.ends_with('%') => format!("{} {unit}", step.shown),
            _ => step.shown.clone(),
        };
        self.wording.qualified(step.qualifier, &figure)
    }

    /// The figure before rounding, where rounding changed it: a share with one and with two more decimals, a
    /// carried figure with two more.
    fn unrounded(&self, step: &CheckStep) -> Option<String> {
        let percent = step.shown.ends_with('%');
        let decimals = match step.rounding {
            Some(rounding) => rounding.decimals,
            None if percent => 1,
            None => return None,
        };
        let shown = |more: u8| {
            let rounding = Rounding::to(decimals + more);
            if percent {
                rounding.show_percent(&step.exact)
            } else {
                super::rows::plain_to(&step.exact, decimals + more)
            }
        };
        let whole = Rounding::to(decimals)
            .round(&step.exact)
            .is_ok_and(|r| r == step.exact)
            && !percent;
        if whole {
            return None;
        }
        let text = if percent {
            format!("{} ({})", shown(1), shown(2))
        } else {
            shown(2)
        };
        Some(self.say("check-unrounded", &[("value", &text)]))
    }

    fn remark(&self, published: &PublishedCheck) -> String {
        let how = match published.agreement {
            Agreement::Exact => "check-agrees",
            Agreement::WithinOneInLastPlace => "check-within-one",
            Agreement::Disagrees => "check-disagrees",
        };
        let facts = published.facts.iter().map(|f| self.wording.fact(f));
        let mut parts = vec![self.get(how)];
        parts.extend(facts);
        parts.join("; ")
    }

    fn check_slice(&self, check: &Check) -> Option<String> {
        let line = self.case.money.iter().find(|l| l.id.as_str() == check.id)?;
        let mut parts = Vec::new();
        parts.extend(line.place.as_ref().map(|id| self.place_name(id)));
        parts.extend(line.period.as_ref().map(|p| self.wording.period(p).text));
        parts.extend(line.party.as_ref().map(|id| self.party_name(id)));
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

fn pad(mut shares: Vec<Option<ShareText>>, len: usize) -> Vec<Option<ShareText>> {
    shares.resize(len, None);
    shares
}
