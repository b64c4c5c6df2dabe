//! The record of a provider or funder across audits. Rounds are compared question by question, and only where both asked
//! the same in the same way; everything else stands side by side.

use std::collections::BTreeMap;

use crate::domain::calculation::Calculated;
use crate::domain::calculation::repeat_findings::{Repeats, Round, repeats};
use crate::domain::code::Code;
use crate::domain::comparison::VerdictCode;
use crate::domain::period::PartialDate;
use crate::domain::plan::{NotComparable, RoundAsked, comparable};

/// One audit of a body.
#[derive(Clone, Debug)]
pub struct RoundOfBody<'r> {
    /// The audit.
    pub audit: Code,
    /// When it was made.
    pub on: PartialDate,
    /// What it asked, and how.
    pub asked: RoundAsked<'r>,
    /// Which question looked at which promise, with the verdict on it.
    pub promises: BTreeMap<Code, (Code, VerdictCode)>,
}

/// One promise over two rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The question that looks at it; the first one, where there are several.
    pub question: Code,
    /// The promise, in the later round.
    pub promise: Code,
    /// The verdict of the earlier round, where the two may be compared; otherwise why not.
    pub before: Result<VerdictCode, NotComparable>,
    /// The verdict of the later round.
    pub now: VerdictCode,
}

/// A round of a body against the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRecord {
    /// The earlier audit.
    pub earlier: Code,
    /// The later audit.
    pub later: Code,
    /// Each promise that a question of the later round looked at.
    pub trends: Vec<Trend>,
    /// Findings of the later round that the earlier one had too, of those that both could have.
    pub repeats: Repeats,
}

/// The record of a body: each round against the one before, oldest first. A single round has no record.
pub fn record(rounds: &[RoundOfBody]) -> Calculated<Vec<BodyRecord>> {
    let mut in_order: Vec<&RoundOfBody> = rounds.iter().collect();
    in_order.sort_by_key(|round| (round.on, round.audit.clone()));
    let mut records = Vec::new();
    for pair in in_order.windows(2) {
        let [earlier, later] = pair else { continue };
        records.push(against(earlier, later)?);
    }
    Ok(records)
}

/// A round against an earlier one, question by question.
pub fn against(earlier: &RoundOfBody, later: &RoundOfBody) -> Calculated<BodyRecord> {
    let mut trends: Vec<Trend> = Vec::new();
    for (question, verdict) in comparable(earlier.asked, later.asked) {
        let Some((promise, now)) = later.promises.get(&question) else {
            continue;
        };
        let before = verdict.and_then(|()| {
            let before = earlier.promises.get(&question);
            before.map(|(_, code)| *code).ok_or(NotComparable::NotAsked)
        });
        // A promise that several questions look at is compared where all of them are the same, and counts once.
        match trends.iter_mut().find(|one| one.promise == *promise) {
            Some(there) if there.before.is_ok() => there.before = before,
            Some(_) => {}
            None => trends.push(Trend {
                question,
                promise: promise.clone(),
                before,
                now: *now,
            }),
        }
    }
    let mut counts = Round {
        in_both: 0,
        repeated: 0,
        new: 0,
        counts: "findings".to_owned(),
    };
    for trend in trends.iter().filter(|one| one.now.is_against()) {
        match &trend.before {
            Ok(then) => {
                counts.in_both += 1;
                counts.repeated += u64::from(then.is_against());
            }
            Err(_) => counts.new += 1,
        }
    }
    Ok(BodyRecord {
        earlier: earlier.audit.clone(),
        later: later.audit.clone(),
        trends,
        repeats: repeats(&counts)?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::instrument::Instrument;
    use crate::domain::plan::Plan;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn plan(design: &str) -> Plan {
        serde_json::from_value(json!({
            "announced": "unannounced", "sampling": { "unit": "toilets", "design": design },
        }))
        .unwrap()
    }

    fn instrument(second: &str) -> Vec<Instrument> {
        let one = serde_json::from_value(json!({
            "code": "visit", "version": 1, "channel": "ordinary_visit", "title": { "own": "Visit" },
            "questions": [
                { "id": "clean", "text": { "own": "Clean?" }, "asks": { "yes_no": {} } },
                { "id": "lit", "text": { "own": second }, "asks": { "yes_no": {} } },
            ],
        }));
        vec![one.unwrap()]
    }

    fn round<'r>(
        audit: &str,
        on: &str,
        plan: &'r Plan,
        instruments: &'r [Instrument],
        verdicts: [VerdictCode; 2],
    ) -> RoundOfBody<'r> {
        let questions = ["clean", "lit"].map(code);
        let promises = questions.into_iter().zip(verdicts);
        RoundOfBody {
            audit: code(audit),
            on: PartialDate::parse(on).unwrap(),
            asked: RoundAsked { plan, instruments },
            promises: promises.map(|(q, v)| (q.clone(), (q, v))).collect(),
        }
    }

    const AGAINST: VerdictCode = VerdictCode::PartlyDelivered;

    #[test]
    fn only_what_was_asked_the_same_way_is_compared() {
        let (plan, before, after) = (plan("census"), instrument("Lit?"), instrument("Is it lit?"));
        let rounds = [
            round("second", "2027-05", &plan, &after, [AGAINST, AGAINST]),
            round("first", "2026-05", &plan, &before, [AGAINST, AGAINST]),
        ];
        let records = record(&rounds).unwrap();
        let [one] = records.as_slice() else {
            panic!("one record")
        };
        assert_eq!(
            (&one.earlier, &one.later),
            (&code("first"), &code("second"))
        );
        assert_eq!(one.trends[0].before, Ok(AGAINST));
        assert!(matches!(
            one.trends[1].before,
            Err(NotComparable::Question(_))
        ));
        assert_eq!(one.repeats.rate.as_ref().unwrap().percent(1), "100.0%");
        assert_eq!(one.repeats.new, 1);
    }

    #[test]
    fn another_method_compares_nothing_and_leaves_no_rate() {
        let (drawn, chosen, asked) = (plan("census"), plan("judgmental"), instrument("Lit?"));
        let rounds = [
            round(
                "first",
                "2026-05",
                &drawn,
                &asked,
                [AGAINST, VerdictCode::Delivered],
            ),
            round("second", "2027-05", &chosen, &asked, [AGAINST, AGAINST]),
        ];
        let records = record(&rounds).unwrap();
        assert!(
            records[0]
                .trends
                .iter()
                .all(|t| t.before == Err(NotComparable::Design))
        );
        assert_eq!(
            (records[0].repeats.rate.clone(), records[0].repeats.new),
            (None, 2)
        );
    }

    #[test]
    fn one_round_has_no_record() {
        let (plan, asked) = (plan("census"), instrument("Lit?"));
        let one = [round("first", "2026-05", &plan, &asked, [AGAINST, AGAINST])];
        assert_eq!(record(&one).unwrap(), []);
    }
}
