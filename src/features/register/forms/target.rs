//! What must be reached, as people type it: one standard with its number, its source and its rank.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{word, word_of};
use crate::domain::agreement::AgreementType;
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::obligation::{Criterion, CriterionRank, Recurrence, Target};
use crate::domain::register::Terms;
use crate::infra::action::{ActionError, Fields};

/// What must be reached, by one standard.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
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
    /// The document that it stands in, by its title; one that is not known yet is added to the terms.
    pub source: String,
}

/// The word for a target that a form cannot express and leaves as it is.
const KEPT: &str = "kept";

impl TargetForm {
    fn target(&self, fields: &mut Fields, before: Option<&Criterion>) -> Target {
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
            KEPT => {
                let kept = before.map(|before| before.target.clone());
                if kept.is_none() {
                    fields.wrong("target", "field-choice");
                }
                return kept.unwrap_or(Target::NotQuantified);
            }
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

    /// The standard, for terms of a kind: under its name, or as the one before with what the form asks for.
    pub(super) fn criterion(
        &self,
        fields: &mut Fields,
        (id, before): (Code, Option<&Criterion>),
        terms: &Terms,
    ) -> Criterion {
        let rank = match self.rank.as_str() {
            "" => Some(usual_rank(terms.agreement.kind)),
            rank => fields.choice("rank", rank, word),
        };
        let target = self.target(fields, before);
        let of = fields.optional("of", &self.of, 300);
        let tolerance = fields.number("tolerance", &self.tolerance);
        // Whether it can be a title; what it names is added by `cite`.
        fields.optional("source", &self.source, 300);
        let rank = rank.unwrap_or(CriterionRank::Agreement);
        let bare = Criterion {
            id,
            target,
            targets: Vec::new(),
            of,
            tolerance,
            pro_rata: false,
            rank,
            counted_by: None,
            reading: None,
            held_by: Vec::new(),
            payment_basis: None,
            other_wording_of: None,
            ended: None,
            dated: None,
            sources: Vec::new(),
        };
        match before {
            None => bare,
            Some(before) => Criterion {
                target: bare.target,
                of: bare.of,
                tolerance: bare.tolerance,
                rank,
                ..before.clone()
            },
        }
    }

    /// A further standard of a promise.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, id: Code, terms: &Terms) -> Result<Criterion, ActionError> {
        let mut fields = Fields::default();
        let criterion = self.criterion(&mut fields, (id, None), terms);
        if self.target.is_empty() {
            fields.wrong("target", "field-empty");
        }
        fields.done(criterion)
    }

    /// Lets a standard name its document first, and adds the document to the terms where it is new.
    ///
    /// # Errors
    /// None: the names that are made are names.
    pub fn cite(&self, terms: &mut Terms, criterion: &mut Criterion) -> Result<(), ActionError> {
        let title = self.source.trim();
        if title.is_empty() {
            let rest = criterion.sources.iter().skip(1).cloned();
            criterion.sources = rest.collect();
            return Ok(());
        }
        let known = terms.sources.iter().find(|one| one.title == title);
        let id = match known {
            Some(known) => known.id.clone(),
            None => {
                let is_taken = |id: &Code| terms.sources.iter().any(|one| one.id == *id);
                let mut names = (1..).filter_map(|n| Code::parse(&format!("s-{n}")).ok());
                let id = names
                    .find(|id| !is_taken(id))
                    .ok_or(ActionError::NotThere)?;
                terms.sources.push(Source {
                    id: id.clone(),
                    title: title.to_owned(),
                    publisher: None,
                    date: None,
                    url: None,
                    sha256: None,
                });
                id
            }
        };
        let rest = criterion.sources.iter().skip(1).filter(|one| **one != id);
        criterion.sources = std::iter::once(id.clone()).chain(rest.cloned()).collect();
        Ok(())
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

impl TargetForm {
    /// The form of a standard that is there.
    #[must_use]
    pub fn of(criterion: &Criterion, terms: &Terms) -> Self {
        let source = criterion.sources.first();
        let source = source.and_then(|id| terms.sources.iter().find(|one| one.id == *id));
        let mut form = Self {
            source: source.map(|one| one.title.clone()).unwrap_or_default(),
            of: criterion.of.clone().unwrap_or_default(),
            tolerance: criterion
                .tolerance
                .as_ref()
                .map_or("", |one| one.text())
                .to_owned(),
            rank: word_of(&criterion.rank),
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
                form.per = word_of(per);
                ("times", None)
            }
            Target::By(date) => {
                form.by = date.to_string();
                ("by", None)
            }
            Target::NotQuantified => ("not_quantified", None),
            Target::MoveTo { .. }
            | Target::MoveBy { .. }
            | Target::AgreedRate
            | Target::SupportableRate
            | Target::RecoverableSum
            | Target::NotPublished => (KEPT, None),
        };
        target.clone_into(&mut form.target);
        if let Some(amount) = amount {
            amount.text().clone_into(&mut form.amount);
        }
        form
    }
}
