//! The plan on one page: where, why there, how many, by whom. Codes and figures; the sentences are the catalogue's.

use super::{Plan, TeamRole};
use crate::domain::sample::Design;

/// One sentence of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The key of its sentence in the word catalogue.
    pub key: &'static str,
    /// What is filled in.
    pub with: Vec<(&'static str, String)>,
}

impl Line {
    fn new(key: &'static str, with: &[(&'static str, String)]) -> Self {
        Self {
            key,
            with: with.to_vec(),
        }
    }
}

/// The page, in the order of its questions. What the plan does not say is told as not decided.
#[must_use]
pub fn one_page(plan: &Plan) -> Vec<Line> {
    let mut lines = Vec::new();
    lines.push(match &plan.mandate.asked_by {
        Some(by) => Line::new("plan-page-asked", &[("by", by.clone())]),
        None => Line::new("plan-page-asked-by-nobody", &[]),
    });
    match &plan.sampling {
        None => lines.push(Line::new("plan-page-where-not-decided", &[])),
        Some(sampling) => {
            lines.push(Line::new(
                "plan-page-where",
                &[
                    ("unit", sampling.unit.clone()),
                    ("frame", sampling.frame.clone().unwrap_or_default()),
                    ("source", sampling.frame_source.clone().unwrap_or_default()),
                ],
            ));
            lines.push(Line::new(
                why(sampling.design),
                &[(
                    "because",
                    sampling.chosen_because.clone().unwrap_or_default(),
                )],
            ));
            let list = sampling.universe.map_or(String::new(), |n| n.to_string());
            lines.push(match plan.units_to_see() {
                Some(n) => Line::new(
                    "plan-page-how-many",
                    &[("n", n.to_string()), ("list", list)],
                ),
                None if sampling.design == Design::Census => {
                    Line::new("plan-page-all", &[("list", list)])
                }
                None => Line::new("plan-page-how-many-not-decided", &[]),
            });
        }
    }
    let of = |role: TeamRole| {
        let members = plan
            .team
            .iter()
            .filter(|member| member.roles.contains(&role));
        members.count().to_string()
    };
    lines.push(Line::new(
        "plan-page-by-whom",
        &[
            ("observers", of(TeamRole::Observer)),
            ("checkers", of(TeamRole::Checker)),
        ],
    ));
    if let Some(window) = plan.window {
        let weeks = ("weeks", window.weeks.to_string());
        lines.push(Line::new(
            "plan-page-when",
            &[("first", window.first_week.to_string()), weeks],
        ));
    }
    lines
}

fn why(design: Design) -> &'static str {
    match design {
        Design::Census => "plan-page-why-census",
        Design::SimpleRandom => "plan-page-why-simple-random",
        Design::Systematic => "plan-page-why-systematic",
        Design::Stratified => "plan-page-why-stratified",
        Design::Cluster => "plan-page-why-cluster",
        Design::Lqas => "plan-page-why-lqas",
        Design::Judgmental => "plan-page-why-chosen",
        Design::Convenience => "plan-page-why-at-hand",
        Design::NotPublished => "plan-page-why-not-said",
    }
}

impl Plan {
    /// How many units the plan wants to see, where it says so. Of clusters the most it can come to.
    #[must_use]
    pub fn units_to_see(&self) -> Option<u64> {
        let sampling = self.sampling.as_ref()?;
        match sampling.design {
            Design::Census => sampling.universe,
            Design::Stratified => {
                let strata = sampling.strata.iter().map(|stratum| stratum.planned);
                strata
                    .sum::<Option<u64>>()
                    .filter(|n| *n > 0)
                    .or(sampling.planned)
            }
            Design::Cluster => {
                let clusters = sampling.clusters.as_ref()?;
                clusters.planned.checked_mul(clusters.within)
            }
            Design::Lqas => sampling.lot.as_ref().map(|lot| lot.n).or(sampling.planned),
            _ => sampling.planned,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(sampling: serde_json::Value) -> Plan {
        serde_json::from_value(json!({ "sampling": sampling })).unwrap()
    }

    #[test]
    fn how_many_follows_from_the_design() {
        let of = |sampling| plan(sampling).units_to_see();
        assert_eq!(
            of(json!({ "unit": "u", "design": "simple_random", "planned": 60 })),
            Some(60)
        );
        let strata = json!([{ "name": "a", "planned": 2 }, { "name": "b", "planned": 3 }]);
        assert_eq!(
            of(json!({ "unit": "u", "design": "stratified", "strata": strata })),
            Some(5)
        );
        let clusters = json!({ "unit": "villages", "planned": 4, "within": 10 });
        assert_eq!(
            of(json!({ "unit": "u", "design": "cluster", "clusters": clusters })),
            Some(40)
        );
        assert_eq!(
            of(json!({ "unit": "u", "design": "lqas", "lot": { "n": 19, "d": 12 } })),
            Some(19)
        );
        assert_eq!(of(json!({ "unit": "u", "design": "census" })), None);
    }

    #[test]
    fn an_empty_plan_has_a_page_that_says_so() {
        let keys: Vec<_> = one_page(&Plan::default())
            .iter()
            .map(|line| line.key)
            .collect();
        let expected = [
            "plan-page-asked-by-nobody",
            "plan-page-where-not-decided",
            "plan-page-by-whom",
        ];
        assert_eq!(keys, expected);
        let census = plan(json!({ "unit": "u", "design": "census" }));
        assert!(
            one_page(&census)
                .iter()
                .any(|line| line.key == "plan-page-all")
        );
    }
}
