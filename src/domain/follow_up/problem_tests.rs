//! Problems: what may follow what, and that nothing is fixed on a claim.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn problem() -> Problem {
    serde_json::from_value(json!({
        "id": "p-1", "finding": "f-fruit", "promise": "fruit", "body": "kitchen", "opened": "2026-03-20",
    }))
    .unwrap()
}

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 20).unwrap() + chrono::Days::new(offset)
}

fn step(to: ProblemState, on: NaiveDate) -> ProblemStep {
    ProblemStep {
        to,
        on,
        visit: to.is_rechecked().then(|| Code::parse("v-17").unwrap()),
        evidence: Vec::new(),
        words: Some("what is said".into()),
    }
}

#[test]
fn the_life_of_a_problem_from_claim_to_fix() {
    use ProblemState::{ClaimedFixed, Open, RecheckedFixed, RecheckedNotFixed};
    let today = day(300);
    let mut now = problem();
    assert_eq!(now.state(), Open);
    for (to, at) in [
        (ClaimedFixed, 10),
        (RecheckedNotFixed, 20),
        (ClaimedFixed, 30),
        (RecheckedFixed, 40),
    ] {
        now = now.after(step(to, day(at)), today).unwrap();
    }
    assert_eq!((now.state(), now.false_closures()), (RecheckedFixed, 1));
    assert_eq!(now.state_on(day(25)), RecheckedNotFixed);
    assert_eq!(now.last_claim().unwrap().on, day(30));
}

#[test]
fn what_may_be_printed_leaves_out_a_claim_at_which_nobody_has_looked() {
    use ProblemState::{ClaimedFixed, ClosedUnfixed, Open, RecheckedNotFixed};
    let today = day(300);
    let claimed = problem().after(step(ClaimedFixed, day(10)), today).unwrap();
    assert_eq!(claimed.as_seen(), problem());
    let looked = claimed
        .after(step(RecheckedNotFixed, day(20)), today)
        .unwrap();
    assert_eq!(looked.as_seen(), looked, "its claim was looked at");
    let again = looked.after(step(ClaimedFixed, day(30)), today).unwrap();
    assert_eq!(again.as_seen(), looked);
    let closed = claimed.after(step(ClosedUnfixed, day(12)), today).unwrap();
    assert_eq!(closed.as_seen().state(), ClosedUnfixed);
    assert!(closed.as_seen().last_claim().is_none());
    assert_eq!(claimed.as_seen().state(), Open);
}

#[test]
fn what_a_step_needs() {
    use ProblemState::{ClaimedFixed, ClosedUnfixed, Open, RecheckedFixed};
    let today = day(50);
    let unseen = ProblemStep {
        visit: None,
        ..step(RecheckedFixed, day(5))
    };
    assert_eq!(
        problem().after(unseen, today),
        Err(WrongProblemStep::NeedsVisit)
    );
    let silent = ProblemStep {
        words: Some(" ".into()),
        ..step(ClosedUnfixed, day(5))
    };
    assert_eq!(
        problem().after(silent, today),
        Err(WrongProblemStep::NeedsReason)
    );
    let ahead = step(ClaimedFixed, day(51));
    assert_eq!(problem().after(ahead, today), Err(WrongProblemStep::Ahead));
    let claimed = problem().after(step(ClaimedFixed, day(9)), today).unwrap();
    let earlier = claimed.after(step(RecheckedFixed, day(8)), today);
    assert_eq!(earlier, Err(WrongProblemStep::Earlier));
    let reopened = claimed.after(step(Open, day(10)), today);
    assert_eq!(
        reopened,
        Err(WrongProblemStep::CannotBecome {
            from: ClaimedFixed,
            to: Open
        })
    );
}

proptest! {
    #[test]
    fn nothing_is_fixed_without_a_visit_and_nothing_is_taken_out(
        tries in proptest::collection::vec((0_usize..5, 0_u64..100, any::<bool>()), 0..30),
    ) {
        let mut now = problem();
        for (at, offset, visited) in tries {
            let mut next = step(ProblemState::ALL[at], day(offset));
            if !visited {
                next.visit = None;
            }
            if let Ok(after) = now.after(next, day(100)) {
                prop_assert_eq!(&after.steps[..now.steps.len()], &now.steps[..]);
                prop_assert!(now.state().can_become(after.state()));
                now = after;
            }
        }
        let days: Vec<_> = now.steps.iter().map(|s| s.on).collect();
        prop_assert!(days.is_sorted());
        for step in &now.steps {
            prop_assert!(!step.to.is_rechecked() || step.visit.is_some());
        }
        let claims = now.steps.iter().filter(|s| s.to == ProblemState::ClaimedFixed).count() as u64;
        prop_assert!(now.false_closures() <= claims);
    }
}
