//! Ten thousand random walks: whatever is tried in whatever order, nothing is sent before it was checked and nothing is
//! published before those it is about had their time or answered.

use chrono::Days;

use super::*;

const PEOPLE: [&str; 3] = ["W-01", "W-02", "W-03"];

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(offset)
}

/// A small generator of its own (xorshift), so that a failing walk is the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 0
    }

    fn person(&mut self) -> &'static str {
        PEOPLE[usize::try_from(self.below(3)).unwrap()]
    }

    fn step(&mut self) -> Step {
        match self.below(11) {
            0 => Step::Edit { says_more: true },
            1 => Step::Edit { says_more: false },
            2 | 3 => Step::Submit,
            4 => Step::SendBack,
            5 | 6 => Step::Pass {
                by: self.person().to_owned(),
            },
            7 | 8 => Step::Ask,
            9 => {
                let count = self.below(3);
                let windows = (0..count).map(|_| {
                    let window = match self.below(4) {
                        0 => Window::NotSent,
                        1 => Window::NotServed,
                        2 => Window::Open { days_left: 3 },
                        _ => Window::Closed,
                    };
                    (window, self.yes())
                });
                Step::Publish {
                    windows: windows.collect(),
                }
            }
            _ if self.below(8) == 0 => Step::Withdraw,
            _ => Step::Submit,
        }
    }
}

/// What happened to a finding, told by the steps that were taken alone.
fn last(history: &[Step], fits: impl Fn(&Step) -> bool) -> Option<usize> {
    history.iter().rposition(fits)
}

fn walk(seed: u64) -> (usize, usize) {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (others, positive) = (chance.yes(), chance.below(4) == 0);
    let mut now = Progress::begun("W-01".into(), day(0));
    let mut history: Vec<Step> = Vec::new();
    let mut author = "W-01".to_owned();
    let (mut published, mut refused) = (0, 0);
    for at in 0..40 {
        let (step, by) = (chance.step(), chance.person());
        let Ok(next) = now.step(&step, by, others, positive, day(at)) else {
            refused += 1;
            continue;
        };
        let edited = last(&history, |s| matches!(s, Step::Edit { .. }));
        let grown = last(&history, |s| *s == Step::Edit { says_more: true });
        let passed = last(&history, |s| matches!(s, Step::Pass { .. }));
        let asked = last(&history, |s| *s == Step::Ask);
        let is_after = |one: Option<usize>, other: Option<usize>| one.is_some() && one > other;
        match &step {
            Step::Edit { .. } => by.clone_into(&mut author),
            Step::Pass { by } => assert!(!others || *by != author, "own work, walk {seed}"),
            Step::Ask => assert!(is_after(passed, edited), "asked unchecked, walk {seed}"),
            Step::Publish { windows } => {
                published += 1;
                assert!(is_after(passed, edited), "published unchecked, walk {seed}");
                let over =
                    |(window, answered): &(Window, bool)| *answered || *window == Window::Closed;
                let heard =
                    is_after(asked, grown) && !windows.is_empty() && windows.iter().all(over);
                assert!(positive || heard, "published unheard, walk {seed}");
            }
            _ => {}
        }
        assert!(
            !history.contains(&Step::Withdraw),
            "after withdrawal, walk {seed}"
        );
        history.push(step);
        now = next;
    }
    (published, refused)
}

#[test]
fn ten_thousand_random_walks_never_publish_what_was_not_checked_and_heard() {
    let (mut published, mut refused) = (0, 0);
    for seed in 1..=10_000 {
        let (p, r) = walk(seed);
        published += p;
        refused += r;
    }
    // The walks come to something: many publish, and far more steps are refused.
    assert!(published > 1_000, "{published}");
    assert!(refused > 100_000, "{refused}");
}

fn passed() -> Progress {
    let draft = Progress::begun("W-01".into(), day(0));
    let given = draft
        .step(&Step::Submit, "W-01", true, false, day(1))
        .unwrap();
    let pass = Step::Pass { by: "W-02".into() };
    given.step(&pass, "W-02", true, false, day(2)).unwrap()
}

#[test]
fn somebody_alone_may_check_their_own_work_and_two_may_not() {
    let given = Progress::begun("W-01".into(), day(0))
        .step(&Step::Submit, "W-01", false, false, day(1))
        .unwrap();
    let own = Step::Pass { by: "W-01".into() };
    let alone = given.step(&own, "W-01", false, false, day(1));
    assert_eq!(alone.map(|p| p.stage), Ok(Stage::Reviewed));
    let two = given.step(&own, "W-01", true, false, day(1));
    assert_eq!(two, Err(WrongStep::OwnWork));
}

#[test]
fn what_a_reply_softened_is_checked_again_and_not_sent_again() {
    let asked = passed()
        .step(&Step::Ask, "W-01", true, false, day(3))
        .unwrap();
    let closed = Step::Publish {
        windows: vec![(Window::Closed, false)],
    };
    let softened = asked
        .step(
            &Step::Edit { says_more: false },
            "W-01",
            true,
            false,
            day(9),
        )
        .unwrap();
    let at_once = softened.step(&closed, "W-01", true, false, day(20));
    assert_eq!(at_once, Err(WrongStep::OutOfOrder { from: Stage::Draft }));
    let pass = Step::Pass { by: "W-02".into() };
    let checked = |progress: &Progress| {
        let given = progress
            .step(&Step::Submit, "W-01", true, false, day(10))
            .unwrap();
        given.step(&pass, "W-02", true, false, day(11)).unwrap()
    };
    let published = checked(&softened).step(&closed, "W-01", true, false, day(20));
    assert_eq!(published.map(|p| p.stage), Ok(Stage::Published));
    let sharpened = asked
        .step(&Step::Edit { says_more: true }, "W-01", true, false, day(9))
        .unwrap();
    let unheard = checked(&sharpened).step(&closed, "W-01", true, false, day(20));
    assert_eq!(unheard, Err(WrongStep::NotAsked));
}

#[test]
fn an_open_window_holds_publication_and_an_answer_opens_it() {
    let asked = passed()
        .step(&Step::Ask, "W-01", true, false, day(3))
        .unwrap();
    let publish = |window, answered| {
        let windows = vec![(Window::Closed, false), (window, answered)];
        let step = Step::Publish { windows };
        asked
            .step(&step, "W-01", true, false, day(9))
            .map(|p| p.stage)
    };
    let open = Window::Open { days_left: 0 };
    assert_eq!(publish(open, false), Err(WrongStep::WindowOpen));
    assert_eq!(
        publish(Window::NotServed, false),
        Err(WrongStep::WindowOpen)
    );
    assert_eq!(publish(open, true), Ok(Stage::Published));
    assert_eq!(publish(Window::Closed, false), Ok(Stage::Published));
}
