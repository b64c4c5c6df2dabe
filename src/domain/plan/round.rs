//! Rounds: the next one with the same questions, and whether two of them may be compared.

use super::{Plan, Round};
use crate::domain::code::Code;
use crate::domain::instrument::{Instrument, QuestionsDiffer, same_question};
use crate::domain::sample::{Announced, Design};

impl Plan {
    /// The plan of the next round of the audit `of`: the same questions, method and places; without what has to be
    /// decided, declared or drawn anew.
    #[must_use]
    pub fn next_round(&self, of: &Code) -> Self {
        let mut next = self.clone();
        next.round = Some(Round {
            of: of.clone(),
            number: self
                .round
                .as_ref()
                .map_or(1, |round| round.number)
                .saturating_add(1),
        });
        next.mandate.decided_by = None;
        next.mandate.decided_on = None;
        next.scope.period = None;
        next.window = None;
        next.debrief = None;
        for member in &mut next.team {
            member.declared_on = None;
        }
        if let Some(sampling) = &mut next.sampling {
            sampling.seed = None;
            if let Some(times) = &mut sampling.times {
                times.days.clear();
            }
        }
        next
    }
}

/// One round: its plan and what it asked.
#[derive(Clone, Copy, Debug)]
pub struct RoundAsked<'r> {
    /// Its plan.
    pub plan: &'r Plan,
    /// Its instruments.
    pub instruments: &'r [Instrument],
}

/// Why two rounds cannot be compared on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotComparable {
    /// One of them does not ask it.
    NotAsked,
    /// They ask something else.
    Question(QuestionsDiffer),
    /// They ask on another channel.
    Channel,
    /// Units are chosen in another way.
    Design,
    /// Other units are chosen.
    Unit,
    /// One was announced and the other not.
    Announced,
    /// One does not say how units were chosen.
    DesignNotKnown,
}

impl NotComparable {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotAsked => "rounds-not-asked",
            Self::Question(differ) => differ.key(),
            Self::Channel => "rounds-channel",
            Self::Design => "rounds-design",
            Self::Unit => "rounds-unit",
            Self::Announced => "rounds-announced",
            Self::DesignNotKnown => "rounds-design-not-known",
        }
    }
}

/// For each question of the later round: whether a trend from the earlier one may be shown.
#[must_use]
pub fn comparable(
    earlier: RoundAsked,
    later: RoundAsked,
) -> Vec<(Code, Result<(), NotComparable>)> {
    let method = same_method(earlier.plan, later.plan);
    // The same instrument first: another one may ask under the same name.
    let asked = |round: RoundAsked<'_>, of: &Instrument, id: &Code| {
        let (same, others): (Vec<&Instrument>, Vec<&Instrument>) =
            round.instruments.iter().partition(|i| i.code == of.code);
        let mut all = same.into_iter().chain(others);
        let found = all.find_map(|i| Some((i.channel, i.question(id)?)));
        found.map(|(channel, question)| (channel, question.clone()))
    };
    let questions = later
        .instruments
        .iter()
        .flat_map(|i| i.questions.iter().map(move |q| (i, q)));
    questions
        .map(|(instrument, question)| {
            let verdict = asked(earlier, instrument, &question.id)
                .ok_or(NotComparable::NotAsked)
                .and_then(|(channel, asked)| {
                    same_question(&asked, question).map_err(NotComparable::Question)?;
                    if channel == instrument.channel {
                        method
                    } else {
                        Err(NotComparable::Channel)
                    }
                });
            (question.id.clone(), verdict)
        })
        .collect()
}

fn same_method(earlier: &Plan, later: &Plan) -> Result<(), NotComparable> {
    let (Some(before), Some(after)) = (&earlier.sampling, &later.sampling) else {
        return Err(NotComparable::DesignNotKnown);
    };
    if before.design == Design::NotPublished || after.design == Design::NotPublished {
        return Err(NotComparable::DesignNotKnown);
    }
    if before.design != after.design {
        return Err(NotComparable::Design);
    }
    if before.unit != after.unit {
        return Err(NotComparable::Unit);
    }
    let told = |plan: &Plan| plan.announced.unwrap_or(Announced::NotPublished);
    if told(earlier) != told(later) {
        return Err(NotComparable::Announced);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn plan(design: &str) -> Plan {
        serde_json::from_value(json!({
            "mandate": { "asked_by": "the meeting", "decided_by": "the board", "decided_on": "2026-10-01" },
            "team": [{ "code": "W-01", "roles": ["lead"], "declared_on": "2026-10-02" }],
            "announced": "unannounced",
            "window": { "first_week": "2026-11-16", "weeks": 2 },
            "sampling": { "unit": "toilets", "design": design, "planned": 60,
                "seed": { "text": "s", "kind": "recorded_before" } },
        }))
        .unwrap()
    }

    fn instrument(text: &str) -> Instrument {
        serde_json::from_value(json!({
            "code": "visit", "version": 1, "channel": "ordinary_visit", "title": { "own": "Visit" },
            "questions": [{ "id": "clean", "text": { "own": text }, "asks": { "yes_no": {} } }],
        }))
        .unwrap()
    }

    #[test]
    fn the_next_round_asks_the_same_and_decides_anew() {
        let next = plan("census").next_round(&code("first"));
        assert_eq!(
            next.round,
            Some(Round {
                of: code("first"),
                number: 2
            })
        );
        assert_eq!(next.mandate.asked_by.as_deref(), Some("the meeting"));
        assert_eq!(
            (
                next.mandate.decided_by.clone(),
                next.mandate.decided_on,
                next.window
            ),
            (None, None, None)
        );
        assert_eq!(next.team[0].declared_on, None);
        let sampling = next.sampling.clone().unwrap();
        assert_eq!((sampling.planned, sampling.seed), (Some(60), None));
        assert_eq!(next.next_round(&code("second")).round.unwrap().number, 3);
    }

    #[test]
    fn a_trend_needs_the_same_question_and_the_same_method() {
        let compare = |text: &str, later: &Plan| {
            let earlier = plan("simple_random");
            let (before, after) = ([instrument("Clean?")], [instrument(text)]);
            let earlier = RoundAsked {
                plan: &earlier,
                instruments: &before,
            };
            let later = RoundAsked {
                plan: later,
                instruments: &after,
            };
            comparable(earlier, later)[0].1
        };
        let same = plan("simple_random");
        assert_eq!(compare("Clean?", &same), Ok(()));
        assert_eq!(
            compare("Is it clean?", &same),
            Err(NotComparable::Question(QuestionsDiffer::Wording))
        );
        assert_eq!(
            compare("Clean?", &plan("judgmental")),
            Err(NotComparable::Design)
        );
        let mut announced = same.clone();
        announced.announced = Some(Announced::Announced);
        assert_eq!(compare("Clean?", &announced), Err(NotComparable::Announced));
        let mut unplanned = same.clone();
        unplanned.sampling = None;
        assert_eq!(
            compare("Clean?", &unplanned),
            Err(NotComparable::DesignNotKnown)
        );
    }

    #[test]
    fn a_question_that_was_not_asked_before_has_no_trend() {
        let plan = plan("census");
        let now = [instrument("Clean?")];
        let earlier = RoundAsked {
            plan: &plan,
            instruments: &[],
        };
        let later = RoundAsked {
            plan: &plan,
            instruments: &now,
        };
        assert_eq!(
            comparable(earlier, later),
            [(code("clean"), Err(NotComparable::NotAsked))]
        );
    }
}
