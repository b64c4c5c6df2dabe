//! The front of a report: whose audit it is, the answer, page one.

use groundtruth_reports::model::{FourSummaries, PageOne, Stamp};

use crate::domain::case::Standing;
use crate::domain::comparison::{Grade, VerdictCode};
use crate::domain::figure::Column;
use crate::domain::sample::Design;

use super::maker::Maker;
use super::wording::Wording;

/// Sentences of the answer that are printed large.
const LARGE_SENTENCES: usize = 2;

impl Wording<'_> {
    /// The lines that every page carries.
    pub fn stamps(&self, standing: &Standing) -> Vec<Stamp> {
        match standing {
            Standing::Own => Vec::new(),
            Standing::Practice => vec![Stamp {
                code: "practice".to_owned(),
                text: self.words.get("stamp-practice"),
            }],
            Standing::Restated(bodies) => bodies
                .iter()
                .map(|from| {
                    let date = from.date.map_or_else(
                        || self.words.get("date-not-published"),
                        |d| self.date_text(d),
                    );
                    let text = match &from.through {
                        Some(through) => self.words.say(
                            "stamp-restated-through",
                            &[("body", &from.body), ("through", through), ("date", &date)],
                        ),
                        None => self
                            .words
                            .say("stamp-restated", &[("body", &from.body), ("date", &date)]),
                    };
                    Stamp {
                        code: "restated".to_owned(),
                        text,
                    }
                })
                .collect(),
        }
    }
}

impl Maker<'_> {
    /// The lines that every page carries.
    pub fn stamps(&self) -> Vec<Stamp> {
        let mut stamps = self.wording.stamps(&self.case.standing);
        if let Some(withdrawn) = self.withdrawn() {
            stamps.push(Stamp {
                code: "replaces".to_owned(),
                text: self.wording.words.count("stamp-replaces", withdrawn, &[]),
            });
        }
        stamps
    }

    /// The answer: the first sentences of the case's own words, or what the verdicts add up to. It is read across
    /// a table, so it is short; the rest stands in [`Maker::rest_of_the_answer`].
    pub fn answer(&self) -> Vec<String> {
        match self.answer_sentences() {
            Some(sentences) => vec![
                sentences
                    .iter()
                    .take(LARGE_SENTENCES)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" "),
            ],
            None => {
                let visited = self.case.samples.iter().find_map(|sample| {
                    let (seen, universe) = sample.rest_not_visited()?;
                    Some(self.wording.rest_not_visited(seen, universe, &sample.unit))
                });
                let all: Vec<String> = visited
                    .into_iter()
                    .chain([self.verdicts_in_short()])
                    .collect();
                vec![all.join(" ")]
            }
        }
    }

    /// What the answer goes on to say.
    pub fn rest_of_the_answer(&self) -> Vec<String> {
        let sentences = self.answer_sentences().unwrap_or_default();
        let rest: Vec<String> = sentences.into_iter().skip(LARGE_SENTENCES).collect();
        if rest.is_empty() {
            rest
        } else {
            vec![rest.join(" ")]
        }
    }

    fn answer_sentences(&self) -> Option<Vec<String>> {
        let plain = self
            .case
            .answer
            .as_ref()?
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let mut sentences = Vec::new();
        let mut rest = plain.as_str();
        while let Some(at) = rest.find(". ") {
            sentences.push(rest[..=at].to_owned());
            rest = &rest[at + 2..];
        }
        sentences.push(rest.to_owned());
        Some(sentences)
    }

    /// Promises by verdict, in one sentence.
    pub fn verdicts_in_short(&self) -> String {
        let total = self.comparison.promises.len();
        let count = |is: &dyn Fn(VerdictCode) -> bool| {
            self.comparison
                .promises
                .iter()
                .filter(|p| is(p.verdict.code))
                .count()
        };
        let parts = [
            ("summary-kept", count(&|v| v == VerdictCode::Delivered)),
            (
                "summary-partly",
                count(&|v| v == VerdictCode::PartlyDelivered),
            ),
            ("summary-not", count(&|v| v == VerdictCode::NotDelivered)),
            ("summary-wrong", count(&|v| v == VerdictCode::WrongWay)),
            (
                "summary-disputed",
                count(&|v| v == VerdictCode::StandardDisputed),
            ),
            ("summary-not-due", count(&|v| v == VerdictCode::NotDue)),
            ("summary-cannot", count(&|v| v.reason().is_some())),
        ];
        if parts[0].1 == total {
            return self.wording.words.count("summary-all-kept", total, &[]);
        }
        let told: Vec<String> = parts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| self.wording.words.count(key, *n, &[]))
            .collect();
        self.wording
            .words
            .count("summary", total, &[("parts", &told.join(", "))])
    }

    /// What stands behind each of the four words.
    pub fn four_words(&self) -> FourSummaries {
        let words = self.wording.words;
        let case = self.case;
        let versions: usize = case.agreements.iter().map(|a| a.versions.len()).sum();
        let promised = words.count("four-promised", case.obligations.len(), &[]);
        let promised = if versions > 1 {
            format!(
                "{promised}; {}",
                words.count("four-versions", versions, &[])
            )
        } else {
            promised
        };
        let claims = case.claims.len()
            + case
                .tallies
                .iter()
                .filter(|t| t.column() == Column::Claimed)
                .count();
        let tallies = case
            .tallies
            .iter()
            .filter(|t| t.column() == Column::Found)
            .count();
        let found = match (case.visits.len(), tallies) {
            (0, 0) if case.money.is_empty() => self.get("four-found-nothing"),
            (0, 0) => words.count("four-found-lines", case.money.len(), &[]),
            (0, n) => words.count("four-found", n, &[]),
            (visits, _) => words.count("four-visits", visits, &[]),
        };
        let answered: Vec<String> = case
            .responses
            .iter()
            .map(|r| {
                let (who, how) = self.answered_by(r);
                format!("{who}: {how}")
            })
            .collect();
        FourSummaries {
            promised: Some(promised),
            claimed: Some(if claims == 0 {
                self.get("cell-no-claim")
            } else {
                words.count("four-claimed", claims, &[])
            }),
            found: Some(found),
            since: Some(if answered.is_empty() {
                self.get("reply-none")
            } else {
                answered.join("; ")
            }),
        }
    }

    /// The boxes of page one.
    pub fn page_one(&self) -> PageOne {
        PageOne {
            how_sure: self.how_sure(),
            money: self.money_in_short(),
            answered: self.answered(),
            asked: self.asked(),
        }
    }

    fn how_sure(&self) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for sample in self.case.samples.iter().take(2) {
            let design = self.wording.coded_of("design", &sample.design).label;
            let n = match (sample.seen, sample.universe) {
                (Some(n), Some(total)) => self.say(
                    "sample-n-of-total",
                    &[
                        ("n", &n.to_string()),
                        ("total", &total.to_string()),
                        ("unit", &sample.unit),
                    ],
                ),
                (Some(n), None) => {
                    self.say("sample-n", &[("n", &n.to_string()), ("unit", &sample.unit)])
                }
                (None, _) => self.say("sample-n-not-published", &[("unit", &sample.unit)]),
            };
            sentences.push(self.sentence(
                "how-sure-sample",
                &[("frame", &sample.frame), ("n", &n), ("design", &design)],
            ));
        }
        if self.case.samples.iter().any(|s| s.design == Design::Census) {
            sentences.push(self.get("design-note-census"));
        }
        let grades = [
            Grade::Documented,
            Grade::Corroborated,
            Grade::ObservedOnce,
            Grade::Conflicting,
            Grade::ClaimedOnly,
        ];
        let mut told: Vec<String> = Vec::new();
        for grade in grades {
            let n = self
                .comparison
                .rows
                .iter()
                .filter(|r| r.is_last_stage && r.grade == grade)
                .count();
            if n > 0 {
                told.push(format!(
                    "{}: {n}",
                    self.get(&format!("grade-{}", grade.code()))
                ));
            }
        }
        let users = self
            .comparison
            .rows
            .iter()
            .filter(|r| matches!(r.grade, Grade::UsersSaid(_)))
            .count();
        if users > 0 {
            told.push(format!("{}: {users}", self.get("grade-users_said")));
        }
        if !told.is_empty() {
            sentences.push(self.say("how-sure-grades", &[("grades", &told.join(", "))]));
        }
        sentences
    }

    fn answered(&self) -> Vec<String> {
        if self.case.responses.is_empty() {
            return vec![self.get("reply-none")];
        }
        let lines = self.case.responses.iter().map(|r| {
            let (who, state) = self.answered_by(r);
            let line = self.say("reply-line", &[("party", &who), ("state", &state)]);
            match r.points.first() {
                Some(point) => format!("{line} {}", point.says),
                None => line,
            }
        });
        lines.collect()
    }

    fn asked(&self) -> Vec<String> {
        let lines = self.case.recommendations.iter().map(|r| {
            let to = match &r.office {
                Some(office) => format!("{}, {office}", self.party_name(&r.to)),
                None => self.party_name(&r.to),
            };
            match r.due {
                Some(due) => self.say(
                    "asked-line-due",
                    &[
                        ("to", &to),
                        ("action", &r.action),
                        ("due", &self.wording.date_text(due)),
                    ],
                ),
                None => self.say("asked-line", &[("to", &to), ("action", &r.action)]),
            }
        });
        lines.collect()
    }
}
