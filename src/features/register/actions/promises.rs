//! Promises: from a sentence to something that can be checked.

use serde::Deserialize;

use super::agreements::{period, word};
use super::{correct, entry_to_change};
use crate::db::register::promises_of;
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::agreement::AgreementType;
use crate::domain::code::Code;
use crate::domain::obligation::{
    Clause, Criterion, CriterionRank, Kind, Obligation, Recurrence, SplitBy, Target, UnitPrice,
};
use crate::domain::register::Terms;
use crate::infra::action::{ActionError, Fields, noted, still_may};
use crate::infra::app::Ctx;

/// A promise as a form or a JSON body gives it. Everything but the sentence may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PromiseForm {
    /// The promise as a plain sentence.
    pub promise: String,
    /// What kind of thing it is: `quantity`, `frequency`.
    pub kind: String,
    /// What is counted or measured.
    pub unit: String,
    /// What must be reached.
    #[serde(flatten)]
    pub target: TargetForm,
    /// First day, where it is not the agreement's.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Places it applies to, one name to a line; none named means all.
    pub places: String,
    /// `yes` where each place is held against the target by itself.
    pub each_place: String,
    /// Price of a unit.
    pub price: String,
    /// The share of the payment that depends on it.
    pub weight: String,
    /// What follows when it is not kept.
    pub penalty: String,
    /// What would prove it.
    pub proof: String,
    /// Number of the clause.
    pub clause: String,
    /// The document it stands in: the name of a source of the terms.
    pub document: String,
    /// Page.
    pub page: String,
    /// The words themselves.
    pub quote: String,
    /// Why it cannot be read in one way.
    pub unclear: String,
}

/// What must be reached, by one standard.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TargetForm {
    /// How the number is meant: `at_least`, `every`, `times`, `by`, `not_quantified`.
    pub target: String,
    /// The number, or the lower end of a range.
    pub amount: String,
    /// The upper end.
    pub high: String,
    /// In which stretch of time: `day`.
    pub per: String,
    /// The day by which.
    pub by: String,
    /// What a share is of.
    pub of: String,
    /// Allowed deviation.
    pub tolerance: String,
    /// Where the standard comes from: `law`, `agreement`.
    pub rank: String,
}

impl TargetForm {
    fn target(&self, fields: &mut Fields) -> Target {
        let amount = |fields: &mut Fields| {
            let read = fields.number("amount", &self.amount);
            if read.is_none() && self.amount.trim().is_empty() {
                fields.wrong("amount", "field-empty");
            }
            read
        };
        let stated = match self.target.as_str() {
            "" | "not_quantified" => return Target::NotQuantified,
            "every" => return Target::Every,
            "by" => {
                let by = fields.date("by", &self.by);
                if by.is_none() && self.by.trim().is_empty() {
                    fields.wrong("by", "field-empty");
                }
                return by.map_or(Target::NotQuantified, Target::By);
            }
            "times" => {
                let per = fields.choice("per", &self.per, word::<Recurrence>);
                let count = self.amount.trim().parse().ok().filter(|count| *count > 0);
                if count.is_none() {
                    fields.wrong("amount", "field-count");
                }
                return match (count, per) {
                    (Some(count), Some(per)) => Target::Times { count, per },
                    _ => Target::NotQuantified,
                };
            }
            "between" => {
                let low = amount(fields);
                let high = fields.number("high", &self.high);
                return match (low, high) {
                    (Some(low), Some(high)) if low.value() <= high.value() => {
                        Target::Between { low, high }
                    }
                    (_, None) if self.high.trim().is_empty() => {
                        fields.wrong("high", "field-empty");
                        Target::NotQuantified
                    }
                    (Some(_), Some(_)) => {
                        fields.wrong("high", "field-below");
                        Target::NotQuantified
                    }
                    _ => Target::NotQuantified,
                };
            }
            _ => amount(fields),
        };
        let Some(stated) = stated else {
            return Target::NotQuantified;
        };
        match self.target.as_str() {
            "at_least" => Target::AtLeast(stated),
            "more_than" => Target::MoreThan(stated),
            "at_most" => Target::AtMost(stated),
            "fewer_than" => Target::FewerThan(stated),
            "exactly" => Target::Exactly(stated),
            _ => {
                fields.wrong("target", "field-choice");
                Target::NotQuantified
            }
        }
    }

    /// The standard, under a name, for terms of a kind.
    fn criterion(&self, fields: &mut Fields, id: Code, terms: &Terms) -> Criterion {
        let rank = match self.rank.as_str() {
            "" => Some(usual_rank(terms.agreement.kind)),
            rank => fields.choice("rank", rank, word),
        };
        Criterion {
            id,
            target: self.target(fields),
            targets: Vec::new(),
            of: fields.optional("of", &self.of, 300),
            tolerance: fields.number("tolerance", &self.tolerance),
            pro_rata: false,
            rank: rank.unwrap_or(CriterionRank::Agreement),
            counted_by: None,
            reading: None,
            held_by: Vec::new(),
            payment_basis: None,
            other_wording_of: None,
            ended: None,
            dated: None,
            sources: Vec::new(),
        }
    }
}

/// Where a standard comes from, when nothing is said, follows from what it stands in.
fn usual_rank(kind: AgreementType) -> CriterionRank {
    match kind {
        AgreementType::Law | AgreementType::Licence => CriterionRank::Law,
        AgreementType::Standard => CriterionRank::PublishedNorm,
        AgreementType::NotProduced => CriterionRank::StatedByFunder,
        AgreementType::Contract | AgreementType::Grant | AgreementType::Intergovernmental => {
            CriterionRank::Agreement
        }
    }
}

impl PromiseForm {
    /// Reads the form into a promise of terms. Criteria after the first, and targets for single places, stay as they were
    /// in `before`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(
        &self,
        terms: &Terms,
        id: Code,
        before: Option<&Obligation>,
    ) -> Result<Obligation, ActionError> {
        let mut fields = Fields::default();
        let promise = fields.text("promise", &self.promise, 1_000);
        let kind = match self.kind.as_str() {
            "" => Some(Kind::Quantity),
            kind => fields.choice("kind", kind, word),
        };
        let unit = fields.text("unit", &self.unit, 100);
        let agreed = Code::parse("agreed").map_err(|_| ActionError::NotThere)?;
        let mut first = self.target.criterion(&mut fields, agreed, terms);
        let mut criteria = before.map(|one| one.criteria.clone()).unwrap_or_default();
        match criteria.first_mut() {
            Some(there) => {
                first.id = there.id.clone();
                first.targets.clone_from(&there.targets);
                first.sources.clone_from(&there.sources);
                first.counted_by = there.counted_by;
                first.held_by.clone_from(&there.held_by);
                *there = first;
            }
            None => criteria.push(first),
        }
        let mut places = Vec::new();
        let named = fields
            .optional("places", &self.places, 4_000)
            .unwrap_or_default();
        for name in named.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let same = |place: &&crate::domain::fieldwork::Place| place.name == name;
            match terms.places.iter().find(same) {
                Some(place) => places.push(place.id.clone()),
                None => {
                    let about = vec![("text", name.to_owned())];
                    fields.wrong_about("places", "field-no-place", about);
                }
            }
        }
        let price = fields.number("price", &self.price);
        let obligation = Obligation {
            id,
            agreement: Some(terms.agreement.id.clone()),
            promise,
            kind: kind.unwrap_or(Kind::Quantity),
            unit,
            clause: self.clause(&mut fields, terms),
            criteria,
            period: period(&mut fields, &self.from, &self.to),
            places,
            split_by: match self.each_place.as_str() {
                "yes" => vec![SplitBy::Place],
                _ => Vec::new(),
            },
            unit_price: price.map(|amount| UnitPrice {
                amount,
                up_to: None,
                periods: None,
            }),
            paid_by_result: before.and_then(|one| one.paid_by_result),
            tested: None,
            penalty: fields.optional("penalty", &self.penalty, 1_000),
            weight: fields.number("weight", &self.weight),
            proof: fields.optional("proof", &self.proof, 1_000),
            unclear: fields.optional("unclear", &self.unclear, 1_000),
            note: before.and_then(|one| one.note.clone()),
        };
        fields.done(obligation)
    }

    fn clause(&self, fields: &mut Fields, terms: &Terms) -> Option<Clause> {
        let number = fields.optional("clause", &self.clause, 60);
        let quote = fields.optional("quote", &self.quote, 4_000);
        let page = match self.page.trim() {
            "" => None,
            text => {
                let page = text.parse().ok().filter(|page| *page > 0);
                if page.is_none() {
                    fields.wrong("page", "field-count");
                }
                page
            }
        };
        let document = match self.document.trim() {
            "" => None,
            name => {
                let found = terms.sources.iter().find(|one| one.id.as_str() == name);
                if found.is_none() {
                    fields.wrong("document", "field-choice");
                }
                found.map(|one| one.id.clone())
            }
        };
        let says = number.is_some() || quote.is_some() || page.is_some() || document.is_some();
        says.then_some(Clause {
            document,
            number,
            page,
            quote,
        })
    }

    /// The form of a promise that is there.
    #[must_use]
    pub fn of(obligation: &Obligation, terms: &Terms) -> Self {
        let date = |date: Option<crate::domain::period::PartialDate>| {
            date.map(|date| date.to_string()).unwrap_or_default()
        };
        let word = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        };
        let period = obligation.period.clone().unwrap_or_default();
        let clause = obligation.clause.clone();
        let places = terms.places.iter();
        let places = places.filter(|place| obligation.places.contains(&place.id));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let price = obligation.unit_price.as_ref();
        Self {
            promise: obligation.promise.clone(),
            kind: word(serde_json::to_value(obligation.kind)),
            unit: obligation.unit.clone(),
            target: obligation
                .criteria
                .first()
                .map(TargetForm::of)
                .unwrap_or_default(),
            from: date(period.from),
            to: date(period.to),
            places: places
                .map(|one| one.name.clone())
                .collect::<Vec<_>>()
                .join("\n"),
            each_place: match obligation.split_by.contains(&SplitBy::Place) {
                true => "yes".to_owned(),
                false => String::new(),
            },
            price: price
                .map(|one| one.amount.text().to_owned())
                .unwrap_or_default(),
            weight: obligation
                .weight
                .as_ref()
                .map_or("", |one| one.text())
                .to_owned(),
            penalty: text(&obligation.penalty),
            proof: text(&obligation.proof),
            clause: clause
                .as_ref()
                .and_then(|one| one.number.clone())
                .unwrap_or_default(),
            document: clause
                .as_ref()
                .and_then(|one| one.document.as_ref())
                .map(|code| code.as_str().to_owned())
                .unwrap_or_default(),
            page: clause
                .as_ref()
                .and_then(|one| one.page)
                .map(|page| page.to_string())
                .unwrap_or_default(),
            quote: clause.and_then(|one| one.quote).unwrap_or_default(),
            unclear: text(&obligation.unclear),
        }
    }
}

impl TargetForm {
    /// The form of a standard that is there.
    #[must_use]
    pub fn of(criterion: &Criterion) -> Self {
        let mut form = Self {
            of: criterion.of.clone().unwrap_or_default(),
            tolerance: criterion
                .tolerance
                .as_ref()
                .map_or("", |one| one.text())
                .to_owned(),
            rank: match serde_json::to_value(criterion.rank) {
                Ok(serde_json::Value::String(rank)) => rank,
                _ => String::new(),
            },
            ..Self::default()
        };
        let (target, amount) = match &criterion.target {
            Target::Every => ("every", None),
            Target::AtLeast(amount) => ("at_least", Some(amount)),
            Target::MoreThan(amount) => ("more_than", Some(amount)),
            Target::AtMost(amount) => ("at_most", Some(amount)),
            Target::FewerThan(amount) => ("fewer_than", Some(amount)),
            Target::Exactly(amount) => ("exactly", Some(amount)),
            Target::Between { low, high } => {
                high.text().clone_into(&mut form.high);
                ("between", Some(low))
            }
            Target::Times { count, per } => {
                form.amount = count.to_string();
                form.per = match serde_json::to_value(per) {
                    Ok(serde_json::Value::String(per)) => per,
                    _ => String::new(),
                };
                ("times", None)
            }
            Target::By(date) => {
                form.by = date.to_string();
                ("by", None)
            }
            _ => ("not_quantified", None),
        };
        target.clone_into(&mut form.target);
        if let Some(amount) = amount {
            amount.text().clone_into(&mut form.amount);
        }
        form
    }
}

/// The name of a promise by its number in its agreement: O-01 is `o-01`.
fn code_of(number: u32) -> Result<Code, ActionError> {
    Code::parse(&format!("o-{number:02}")).map_err(|_| ActionError::NotThere)
}

/// Adds a promise and gives its number in the agreement.
pub async fn add_promise(ctx: &Ctx, number: i64, form: &PromiseForm) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let there = promises_of(txn, ctx.scope, entry.line.id).await?;
        let next = there.iter().map(|one| one.number).max().unwrap_or(0) + 1;
        let mut terms = entry.newest()?.terms.clone();
        let promise = form.read(&terms, code_of(next)?, None)?;
        terms.obligations.push(promise);
        correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        noted(txn, ctx, ("promise-added", &entry.label()), &mut ids).await?;
        Ok(next)
    })
    .await
}

/// Changes the newest terms of an agreement at one promise.
async fn change(
    ctx: &Ctx,
    (number, promise): (i64, u32),
    what: &str,
    edit: impl AsyncFnOnce(&mut Terms, usize) -> Result<(), ActionError>,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let there = promises_of(txn, ctx.scope, entry.line.id).await?;
        let line = there.iter().find(|one| one.number == promise);
        let code = &line.ok_or(ActionError::NotThere)?.code;
        let mut terms = entry.newest()?.terms.clone();
        let mut places = terms.obligations.iter();
        let at = places.position(|one| one.id == *code);
        edit(&mut terms, at.ok_or(ActionError::NotThere)?).await?;
        correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        noted(txn, ctx, (what, &entry.label()), &mut ids).await
    })
    .await
}

/// Changes a promise of the newest version.
pub async fn change_promise(
    ctx: &Ctx,
    which: (i64, u32),
    form: &PromiseForm,
) -> Result<(), ActionError> {
    change(ctx, which, "promise-changed", async |terms, at| {
        let before = &terms.obligations[at];
        let after = form.read(terms, before.id.clone(), Some(before))?;
        terms.obligations[at] = after;
        Ok(())
    })
    .await
}

/// Takes a promise out of the newest version. Its number is not given again.
pub async fn drop_promise(ctx: &Ctx, which: (i64, u32)) -> Result<(), ActionError> {
    change(ctx, which, "promise-dropped", async |terms, at| {
        terms.obligations.remove(at);
        Ok(())
    })
    .await
}

/// Holds a promise against one more standard, with its own source and rank.
pub async fn add_criterion(
    ctx: &Ctx,
    which: (i64, u32),
    form: &TargetForm,
) -> Result<(), ActionError> {
    change(ctx, which, "promise-changed", async |terms, at| {
        let mut fields = Fields::default();
        let count = terms.obligations[at].criteria.len() + 1;
        let id = Code::parse(&format!("c-{count}")).map_err(|_| ActionError::NotThere)?;
        let criterion = form.criterion(&mut fields, id, terms);
        let criterion = fields.done(criterion)?;
        terms.obligations[at].criteria.push(criterion);
        Ok(())
    })
    .await
}
