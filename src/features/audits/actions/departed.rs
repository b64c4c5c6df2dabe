//! What was changed of a locked plan, as plain sentences in the language of the organisation: each field by its question on
//! the form, each choice by its words.

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::plan::{Field, Plan, PlanPart};
use crate::features::audits::forms::word_of;
use crate::infra::words::Words;

/// What a field is called: part and name, and the key of its label. A field that is not here is told by its value alone.
pub const LABELS: [(&str, &str); 52] = [
    ("mandate.asked_by", "plan-asked-by"),
    ("mandate.purposes", "plan-purposes"),
    ("mandate.decided_by", "plan-decided-by"),
    ("mandate.decided_on", "plan-departed-decided-on"),
    ("mandate.fit.note", "plan-note"),
    ("mandate.alternative", "plan-alternative"),
    ("scope.promises", "plan-promises"),
    ("scope.promises.only", "plan-promises"),
    ("scope.period.from", "plan-from"),
    ("scope.period.to", "plan-to"),
    ("scope.not_covered", "plan-not-covered"),
    ("team.roles", "person-roles-are"),
    ("team.declared_on", "plan-departed-declared-on"),
    ("team.declarations.note", "plan-note"),
    ("risks.group", "plan-risk-group"),
    ("risks.level", "plan-risk-level"),
    ("risks.could_happen", "plan-risk-could"),
    ("risks.measures", "plan-risk-measures"),
    ("risks.stop_rule", "plan-risk-stop"),
    ("decision_rules.rule", "plan-rule"),
    ("decision_rules.tolerance", "plan-kept-off"),
    ("sampling.unit", "sampling-unit"),
    ("sampling.frame", "sampling-frame"),
    ("sampling.frame_source", "sampling-frame-source"),
    ("sampling.frame_date", "sampling-frame-date"),
    ("sampling.universe", "sampling-in-list"),
    ("sampling.design", "sampling-how"),
    ("sampling.planned", "sampling-n"),
    ("sampling.strata.name", "sampling-group"),
    ("sampling.strata.size", "sampling-in-list"),
    ("sampling.strata.planned", "sampling-n"),
    ("sampling.clusters.unit", "sampling-cluster-unit"),
    ("sampling.clusters.planned", "sampling-cluster-planned"),
    ("sampling.clusters.within", "sampling-cluster-within"),
    ("sampling.lot.n", "sampling-lot-n"),
    ("sampling.lot.d", "sampling-lot-d-label"),
    ("sampling.seed.text", "sampling-seed"),
    ("sampling.times.days", "sampling-days"),
    ("sampling.times.slots", "sampling-slots"),
    ("sampling.times.per_place", "sampling-per-place"),
    ("sampling.replacement", "sampling-replacement"),
    ("sampling.chosen_because", "sampling-because-chosen"),
    ("window.first_week", "plan-window-first"),
    ("window.weeks", "plan-window-weeks"),
    ("window.notice_by", "plan-notice-by"),
    ("debrief.planned_on", "plan-departed-debrief-on"),
    ("debrief.with", "plan-debrief-with"),
    ("budget.hours", "plan-hours"),
    ("budget.hours_per_visit", "plan-hours-per-visit"),
    ("budget.money", "plan-money"),
    ("budget.cost_per_visit", "plan-cost-per-visit"),
    ("budget.currency", "plan-currency"),
];

/// Fields whose value is a code word, and the group of its words.
const CHOICES: [(&str, &str); 13] = [
    ("mandate.purposes", "purpose"),
    ("mandate.fit.question", "plan-fit"),
    ("mandate.fit.answer", "plan-answer"),
    ("mandate.alternative", "plan-alternative"),
    ("scope.promises", "plan-departed-promises"),
    ("team.roles", "person-role"),
    ("team.declarations.kind", "plan-interest"),
    ("risks.level", "plan-level"),
    ("methods", "plan-method"),
    ("sampling.design", "design"),
    ("sampling.replacement", "sampling-replacement"),
    ("sampling.seed.kind", "plan-departed-seed"),
    ("announced", "announced"),
];

/// Fields whose value is the code of a promise, a party or a place.
const CODES: [&str; 5] = [
    "scope.promises.only",
    "decision_rules.promise",
    "debrief.with",
    "team.declarations.party",
    "team.declarations.place",
];

/// What is said of the fields of one version.
pub struct Departing<'a> {
    /// The audit, for the names of what codes stand for.
    pub case: &'a Case,
    /// The words of the organisation.
    pub words: &'a Words,
}

impl Departing<'_> {
    /// The fields of a part as one sentence after the other.
    #[must_use]
    pub fn said(&self, plan: &Plan, part: PlanPart, fields: &[Field]) -> String {
        if fields.is_empty() {
            return self.words.get("plan-departed-nothing");
        }
        let mut said: Vec<String> = Vec::new();
        let mut about = None;
        for field in fields {
            let item = field.item.filter(|_| about != Some(field.item));
            about = Some(field.item);
            said.extend(item.and_then(|item| self.item(plan, part, item)));
            said.push(self.field(part, field));
        }
        said.join("; ")
    }

    /// Which one of a list is meant, where its own fields do not say.
    fn item(&self, plan: &Plan, part: PlanPart, item: usize) -> Option<String> {
        let at = item.checked_sub(1)?;
        match part {
            PlanPart::Risks => Some(plan.risks.get(at)?.group.clone()),
            PlanPart::Team => Some(plan.team.get(at)?.code.clone()),
            PlanPart::DecisionRules => {
                Some(self.named(plan.decision_rules.get(at)?.promise.as_str()))
            }
            _ => None,
        }
    }

    fn field(&self, part: PlanPart, field: &Field) -> String {
        let part = word_of(&part);
        let path = match field.name.is_empty() {
            true => part,
            false => format!("{part}.{}", field.name),
        };
        let known = |list: &[(&str, &'static str)]| {
            let mut list = list.iter();
            list.find(|(name, _)| *name == path).map(|(_, key)| *key)
        };
        let value = match (known(&CHOICES), CODES.contains(&path.as_str())) {
            (Some(group), _) => {
                let key = format!("{group}-{}", field.value);
                match self.words.has(&key) {
                    true => self.words.get(&key),
                    false => field.value.clone(),
                }
            }
            (None, true) => self.named(&field.value),
            (None, false) => field.value.clone(),
        };
        if let Some(how) = path.strip_prefix("decision_rules.target.") {
            let key = format!("plan-kept-{how}");
            if self.words.has(&key) {
                return self.words.say(&key, &[("value", &value)]);
            }
        }
        let Some(label) = known(&LABELS) else {
            return value;
        };
        let label = self.words.get(label);
        // A question is answered; a name is followed by what it is.
        match label.ends_with(['?', '؟']) {
            true => format!("{label} {value}"),
            false => {
                let names = [("label", &*label), ("value", &*value)];
                self.words.say("plan-departed-field", &names)
            }
        }
    }

    /// A promise, a party or a place as people call it.
    fn named(&self, code: &str) -> String {
        let Ok(id) = Code::parse(code) else {
            return code.to_owned();
        };
        let promise = self.case.obligation(&id).map(|one| &one.promise);
        let party = self.case.party(&id).map(|one| &one.name);
        let place = self.case.place(&id).map(|one| &one.name);
        let name = promise.or(party).or(place);
        match name {
            Some(name) => self.words.say("plan-departed-named", &[("name", name)]),
            None => code.to_owned(),
        }
    }
}
