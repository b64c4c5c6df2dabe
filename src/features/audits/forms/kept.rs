//! What counts as kept, as the form of the plan asks it: a sentence, and where there are any, the numbers of it.

use super::Given;
use crate::domain::case::Case;
use crate::domain::obligation::{Obligation, Target};
use crate::domain::plan::{DecisionRule, Plan};
use crate::domain::published::Stated;
use crate::infra::action::Fields;

/// The fields of a promise.
fn names(promise: &Obligation) -> [String; 4] {
    ["rule", "kept-how", "kept-number", "kept-off"].map(|field| format!("{field}-{}", promise.id))
}

/// Puts the rule of a promise into the form.
pub fn put(form: &mut Given, plan: &Plan, promise: &Obligation) {
    let mut rules = plan.decision_rules.iter();
    let rule = rules.find(|rule| rule.promise == promise.id);
    let [sentence, how, number, off] = names(promise);
    form.put_some(sentence, rule.map(|rule| &rule.rule));
    let target = rule.and_then(|rule| rule.target.as_ref());
    let compared = target.and_then(Target::compared);
    form.put_some(how, compared.map(|(how, _)| how));
    form.put_some(number, compared.map(|(_, number)| number.text()));
    let tolerance = rule.and_then(|rule| rule.tolerance.as_ref());
    form.put_some(off, tolerance.map(Stated::text));
}

/// Reads the rules. What the form does not ask for stays as it was.
pub fn read(fields: &mut Fields, given: &Given, case: &Case, before: &Plan) -> Vec<DecisionRule> {
    let promises = case.obligations.iter();
    let rules = promises.filter_map(|promise| rule(fields, given, promise, before));
    rules.collect()
}

fn rule(
    fields: &mut Fields,
    given: &Given,
    promise: &Obligation,
    before: &Plan,
) -> Option<DecisionRule> {
    let [sentence, how, number, off] = names(promise);
    let rule = fields.optional(&sentence, given.field(&sentence), 1_000);
    let known = before.decision_rules.iter();
    let known = known.clone().find(|one| one.promise == promise.id);
    let stated = not_negative(fields, given, &number);
    let word = given.field(&how);
    let target = match stated {
        Some(stated) => fields.choice(&how, word, |word| Target::comparing(word, stated)),
        None if word.is_empty() => {
            let kept = known.and_then(|known| known.target.clone());
            kept.filter(|target| target.compared().is_none())
        }
        None => {
            if given.field(&number).trim().is_empty() {
                fields.wrong(&number, "field-empty");
            }
            None
        }
    };
    let tolerance = not_negative(fields, given, &off);
    if tolerance.as_ref().is_some_and(Stated::is_percent) {
        fields.wrong(&off, "plan-kept-points");
    }
    let Some(rule) = rule else {
        if (target.is_some() || tolerance.is_some()) && given.field(&sentence).trim().is_empty() {
            fields.wrong(&sentence, "field-empty");
        }
        return None;
    };
    Some(DecisionRule {
        promise: promise.id.clone(),
        rule,
        target,
        tolerance,
        lot: known.and_then(|known| known.lot.clone()),
    })
}

fn not_negative(fields: &mut Fields, given: &Given, name: &str) -> Option<Stated> {
    let stated = fields.number(name, given.field(name))?;
    if stated.value().is_negative() {
        fields.wrong(name, "hours-negative");
        return None;
    }
    Some(stated)
}
