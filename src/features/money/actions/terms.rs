//! What of the money stands in the terms: budget lines, shares and the price. Each change is a corrected version; what was
//! recorded before stays.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::db::counter::Series;
use crate::db::register::{PromiseLine, promises_of};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::agreement::{Rate, Tier};
use crate::domain::code::Code;
use crate::domain::published::Stated;
use crate::domain::register::{BudgetLine, Share, Terms};
use crate::infra::action::{ActionError, Fields, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::dossier::{correct, entry_to_change};

/// A budget line as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LineForm {
    /// What it is for.
    pub title: String,
    /// How much.
    pub amount: String,
    /// Promises it pays for: `O-01, O-02`.
    pub promises: String,
}

/// The price of a unit as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RateForm {
    /// The unit that is priced; empty takes the price away.
    pub unit: String,
    /// One price at every volume.
    pub price: String,
    /// What the volume counts, where the price depends on one.
    pub volume: String,
    /// One tier to a line: `1-70 | 12.50`, `71+ | 10`, `<70 | 12.50`, `>121 | 9`.
    pub tiers: String,
}

/// Changes the newest terms and records them as a corrected version.
async fn change<T>(
    ctx: &Ctx,
    (number, what): (i64, &str),
    edit: impl Fn(&mut Terms, &[PromiseLine]) -> Result<T, ActionError>,
) -> Result<T, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let promises = promises_of(txn, ctx.scope, entry.line.id).await?;
        let mut terms = entry.newest()?.terms.clone();
        let edited = edit(&mut terms, &promises)?;
        correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        noted(txn, ctx, (what, &entry.label()), &mut ids).await?;
        Ok(edited)
    })
    .await
}

/// A number that must be there and not below zero.
pub(super) fn sum(fields: &mut Fields, field: &str, text: &str) -> Option<Stated> {
    if text.trim().is_empty() {
        fields.wrong(field, "field-empty");
    }
    let read = fields.number(field, text);
    if read.as_ref().is_some_and(|read| read.value().is_negative()) {
        fields.wrong(field, "field-below-zero");
    }
    read
}

impl LineForm {
    fn read(&self, id: Code, promises: &[PromiseLine]) -> Result<BudgetLine, ActionError> {
        let mut fields = Fields::default();
        let title = fields.text("title", &self.title, 300);
        let amount = sum(&mut fields, "amount", &self.amount);
        let mut obligations = Vec::new();
        let named = self.promises.split([',', ';', ' ', '\n', '\r']);
        for label in named.map(str::trim).filter(|label| !label.is_empty()) {
            let number = Series::Obligation.number_of(&label.to_uppercase());
            let found = promises
                .iter()
                .find(|one| Some(i64::from(one.number)) == number);
            match found {
                Some(one) if !obligations.contains(&one.code) => obligations.push(one.code.clone()),
                Some(_) => {}
                None => {
                    let about = vec![("text", label.chars().take(40).collect())];
                    fields.wrong_about("promises", "field-no-promise", about);
                }
            }
        }
        match amount {
            Some(amount) => fields.done(BudgetLine {
                id,
                title,
                amount,
                obligations,
            }),
            None => Err(fields.done(()).err().unwrap_or(ActionError::NotThere)),
        }
    }

    /// The form of a line that is there.
    #[must_use]
    pub fn of(line: &BudgetLine, promises: &[PromiseLine]) -> Self {
        let labels = line.obligations.iter().filter_map(|code| {
            let found = promises.iter().find(|one| one.code == *code)?;
            Some(Series::Obligation.label(found.number.into()))
        });
        Self {
            title: line.title.clone(),
            amount: line.amount.text().to_owned(),
            promises: labels.collect::<Vec<_>>().join(", "),
        }
    }
}

/// Adds a budget line (`None`), or changes one; gives its name.
pub async fn put_line(
    ctx: &Ctx,
    (number, line): (i64, Option<&Code>),
    form: &LineForm,
) -> Result<Code, ActionError> {
    change(ctx, (number, "budget-changed"), |terms, promises| {
        let Some(code) = line else {
            let known = |name: &str| terms.budget.iter().any(|one| one.id.as_str() == name);
            let mut names = (terms.budget.len() + 1..).map(|nth| format!("l-{nth:02}"));
            let name = names.find(|name| !known(name)).unwrap_or_default();
            let id = Code::parse(&name).map_err(|_| ActionError::NotThere)?;
            terms.budget.push(form.read(id.clone(), promises)?);
            return Ok(id);
        };
        let place = terms.budget.iter_mut().find(|one| one.id == *code);
        let place = place.ok_or(ActionError::NotThere)?;
        *place = form.read(code.clone(), promises)?;
        Ok(code.clone())
    })
    .await
}

/// Takes a budget line out of the newest version. What was spent on it stays and belongs to no line.
pub async fn drop_line(ctx: &Ctx, (number, line): (i64, &Code)) -> Result<(), ActionError> {
    change(ctx, (number, "budget-changed"), |terms, _| {
        let before = terms.budget.len();
        terms.budget.retain(|one| one.id != *line);
        match terms.budget.len() == before {
            true => Err(ActionError::NotThere),
            false => Ok(()),
        }
    })
    .await
}

/// Says what each funder pays: by the code of the funder a sum, a percentage, or nothing.
pub async fn put_shares(
    ctx: &Ctx,
    number: i64,
    given: &BTreeMap<String, String>,
) -> Result<(), ActionError> {
    change(ctx, (number, "shares-changed"), |terms, _| {
        let mut fields = Fields::default();
        let funders = &terms.agreement.funders;
        for name in given.keys() {
            if !funders.iter().any(|code| code.as_str() == name) {
                return Err(ActionError::NotThere);
            }
        }
        let mut shares = Vec::new();
        for funder in funders {
            let text = given.get(funder.as_str()).map_or("", String::as_str);
            if text.trim().is_empty() {
                continue;
            }
            if let Some(of) = sum(&mut fields, funder.as_str(), text) {
                let party = funder.clone();
                shares.push(Share { party, of });
            }
        }
        terms.shares = fields.done(shares)?;
        Ok(())
    })
    .await
}

/// Reads one line of a table of prices.
fn tier(line: &str) -> Option<Tier> {
    let (volumes, price) = line.split_once('|')?;
    let price = Stated::parse(price.trim())
        .ok()
        .filter(|one| !one.value().is_negative())?;
    let volumes: String = volumes.chars().filter(|c| !c.is_whitespace()).collect();
    let whole = |text: &str| text.parse::<u32>().ok();
    let mut tier = Tier {
        from: None,
        to: None,
        below: None,
        above: None,
        price,
    };
    if let Some(below) = volumes.strip_prefix('<') {
        tier.below = Some(whole(below).filter(|below| *below > 0)?);
    } else if let Some(above) = volumes.strip_prefix('>') {
        tier.above = Some(whole(above)?);
    } else if let Some(from) = volumes.strip_suffix('+') {
        tier.from = Some(whole(from)?);
    } else {
        let (from, to) = volumes
            .split_once(['-', '–'])
            .unwrap_or((&volumes, &volumes));
        let (from, to) = (whole(from)?, whole(to)?);
        if to < from {
            return None;
        }
        (tier.from, tier.to) = (Some(from), Some(to));
    }
    Some(tier)
}

impl RateForm {
    fn read(&self) -> Result<Option<Rate>, ActionError> {
        let mut fields = Fields::default();
        let lines = self
            .tiers
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let lines: Vec<&str> = lines.take(200).collect();
        let says = [&self.unit, &self.price, &self.volume];
        if says.iter().all(|text| text.trim().is_empty()) && lines.is_empty() {
            return Ok(None);
        }
        let unit = fields.text("unit", &self.unit, 100);
        if lines.is_empty() {
            let Some(price) = sum(&mut fields, "price", &self.price) else {
                return Err(fields.done(()).err().unwrap_or(ActionError::NotThere));
            };
            return fields.done(Some(Rate::Flat { price, unit }));
        }
        if !self.price.trim().is_empty() {
            fields.wrong("price", "rate-price-or-tiers");
        }
        let volume = fields.text("volume", &self.volume, 200);
        let mut tiers = Vec::new();
        for line in lines {
            match tier(line) {
                Some(tier) => tiers.push(tier),
                None => {
                    let about = vec![("text", line.chars().take(60).collect())];
                    fields.wrong_about("tiers", "rate-no-tier", about);
                }
            }
        }
        fields.done(Some(Rate::Tiered {
            unit,
            volume,
            tiers,
        }))
    }

    /// The form of a price that is there.
    #[must_use]
    pub fn of(rate: Option<&Rate>) -> Self {
        match rate {
            None => Self::default(),
            Some(Rate::Flat { price, unit }) => Self {
                unit: unit.clone(),
                price: price.text().to_owned(),
                ..Self::default()
            },
            Some(Rate::Tiered {
                unit,
                volume,
                tiers,
            }) => Self {
                unit: unit.clone(),
                price: String::new(),
                volume: volume.clone(),
                tiers: tiers.iter().map(written).collect::<Vec<_>>().join("\n"),
            },
        }
    }
}

/// The volumes of a tier as they are typed.
#[must_use]
pub fn volumes(tier: &Tier) -> String {
    match (tier.from, tier.to, tier.below, tier.above) {
        (_, _, Some(below), None) => format!("<{below}"),
        (_, _, None, Some(above)) => format!(">{above}"),
        (Some(from), Some(to), ..) => format!("{from}-{to}"),
        (Some(from), None, ..) => format!("{from}+"),
        (None, Some(to), ..) => format!("0-{to}"),
        _ => "0+".to_owned(),
    }
}

fn written(tier: &Tier) -> String {
    format!("{} | {}", volumes(tier), tier.price.text())
}

/// Says the price of a unit, or that there is none.
pub async fn put_rate(ctx: &Ctx, number: i64, form: &RateForm) -> Result<(), ActionError> {
    let rate = form.read()?;
    change(ctx, (number, "rate-changed"), |terms, _| {
        terms.rate.clone_from(&rate);
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tier_reads_back_as_it_was_typed() {
        for line in ["1-70 | 12.50", "71+ | 10", "<70 | 12.50", ">121 | 9"] {
            assert_eq!(written(&tier(line).unwrap()), line);
        }
        assert_eq!(volumes(&tier("5 | 1").unwrap()), "5-5");
    }

    #[test]
    fn what_is_no_tier_is_not_guessed() {
        for line in [
            "",
            "|",
            "1-70",
            "70-1 | 2",
            "x | 2",
            "<0 | 2",
            "1- | 2",
            "1-2 | -3",
            "-1 | 2",
            "4294967296+ | 1",
        ] {
            assert!(tier(line).is_none(), "{line}");
        }
    }
}
