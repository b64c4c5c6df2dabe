//! Beginning with a kit: its blanks filled become an agreement with promises.

use std::collections::BTreeMap;

use super::agreements::register_with;
use super::entry;
use crate::domain::agreement::AgreementType;
use crate::domain::code::Code;
use crate::domain::kit::{Answers, BlankFault, FieldProblem, Filled, Kit};
use crate::features::register::forms::AgreementForm;
use crate::infra::action::{ActionError, FieldProblem as Wrong};
use crate::infra::app::Ctx;

/// The kit that the promises of an agreement make, in its newest version.
///
/// # Errors
/// [`ActionError::NotThere`] without such an agreement, or where it promises nothing yet.
pub async fn kit_of(ctx: &Ctx, number: i64) -> Result<Kit, ActionError> {
    let entry = entry(ctx, number).await?;
    let kit = Kit::from_case(&entry.newest()?.terms.case());
    match kit.promises.is_empty() {
        true => Err(ActionError::NotThere),
        false => Ok(kit),
    }
}

/// Fills a kit and enters what comes of it; gives the number of the agreement. Every answer that does not do is named by
/// its blank.
pub async fn begin_with(ctx: &Ctx, kit: &Kit, answers: &Answers) -> Result<i64, ActionError> {
    let filled = kit.fill(answers).map_err(wrong)?;
    if filled.obligations.is_empty() {
        return Err(ActionError::field("form", "kit-nothing-left"));
    }
    let given = form_of(&filled).read()?;
    register_with(ctx, &given, |terms| {
        for (nth, promise) in (1..).zip(&filled.obligations) {
            let mut promise = promise.clone();
            let id = Code::parse(&format!("o-{nth:02}"));
            promise.id = id.map_err(|_| ActionError::NotThere)?;
            terms.obligations.push(promise);
        }
        Ok(())
    })
    .await
}

fn wrong(problems: Vec<FieldProblem>) -> ActionError {
    let told = |problem: FieldProblem| Wrong {
        about: match &problem.fault {
            BlankFault::NotAChoice(choices) => vec![("choices", choices.clone())],
            _ => Vec::new(),
        },
        why: problem.fault.key(),
        field: problem.blank,
    };
    ActionError::Invalid(problems.into_iter().map(told).collect())
}

/// What a filled kit says of the agreement itself.
fn form_of(filled: &Filled) -> AgreementForm {
    let period = filled.period.clone().unwrap_or_default();
    let date = |date: Option<crate::domain::period::PartialDate>| {
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let kind = match serde_json::to_value(filled.written_in) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    };
    let title = filled
        .agreement
        .clone()
        .unwrap_or_else(|| filled.title.clone());
    let document = match filled.written_in {
        AgreementType::NotProduced => String::new(),
        _ => filled.agreement.clone().unwrap_or_default(),
    };
    AgreementForm {
        title,
        kind,
        funders: filled.funder.clone().unwrap_or_default(),
        providers: filled.provider.clone().unwrap_or_default(),
        from: date(period.from),
        to: date(period.to),
        currency: filled.currency.map_or("", |one| one.code()).to_owned(),
        places: filled.places.join("\n"),
        document,
        ..AgreementForm::default()
    }
}

/// The answers of a form: those of the blanks, and the promises that stay.
#[must_use]
pub fn answers_of(kit: &Kit, form: &BTreeMap<String, String>, language: &str) -> Answers {
    let blanks = kit.blanks.iter().filter_map(|blank| {
        let value = form.get(blank.id.as_str())?.trim().to_owned();
        (!value.is_empty()).then(|| (blank.id.as_str().to_owned(), value))
    });
    let without = kit.promises.iter().filter(|promise| {
        let field = format!("without-{}", promise.id);
        form.get(&field).is_some_and(|word| word == "yes")
    });
    Answers {
        values: blanks.collect(),
        without: without.map(|promise| promise.id.clone()).collect(),
        language: language.to_owned(),
    }
}
