//! Clocks of what was asked: six months to decide, twelve to act; what ran out is shown, and its letter is one click away.

use chrono::TimeDelta;

use super::whole::{Story, to_publication};
use super::{audit, back, houses, read, refused, sends, text};
use crate::support::house::House;

const AT: &str = "/checks/a-0001/follow-up";

async fn asked(house: &House, story: &Story) {
    let (_, case) = audit(house).await;
    let provider = case.agreements[0].providers[0].to_string();
    let ask = [
        ("to", provider.as_str()),
        ("office", "head of works"),
        ("action", "Mend the taps at Tap one."),
        ("due", "2027-08"),
        ("finding-f-01", "yes"),
    ];
    sends(&story.lead, "/checks/a-0001/recommendations", &ask);
}

/// Keeps the letter that a page offers, as it is filled in, and writes down that it was sent.
fn sent(story: &Story, kind: &str, number: u32, on: &str) {
    let new = format!("/checks/a-0001/letters/new/{kind}");
    let fields = [
        ("about", "c-01"),
        ("to", "The City"),
        ("mail", ""),
        ("subject", "Taps in Ward 5"),
        ("before", "Please read this."),
        ("after", ""),
        ("fact-f-01", "yes"),
        ("fact-c-01", "yes"),
    ];
    sends(&story.lead, &new, &fields);
    let kept = format!("/checks/a-0001/letters/kept/{number}");
    assert!(read(&story.lead, &kept).contains("Mend the taps at Tap one."));
    let by_hand = [("do", "hand"), ("way", "hand"), ("on", on)];
    sends(&story.lead, &kept, &by_hand);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ran_out_goes_one_step_up_by_a_letter() {
    for house in houses().await {
        let engine = house.station.engine;
        let mut story = to_publication(&house).await;
        asked(&house, &story).await;
        let page = read(&story.lead, AT);
        // Published on 1 July 2026.
        for said in ["to decide", "1 January 2027", "to act", "31 August 2027"] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        assert!(!page.contains("letters/new"), "nothing ran out: {page}");
        // Six months and a day later.
        house.advance(TimeDelta::days(185));
        story.lead = back(&house, "amina").await;
        let page = read(&story.lead, AT);
        for said in [
            "over by 1 day",
            "One clock has run out",
            "/checks/a-0001/letters/new/reminder?about=c-01",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        let letter = read(
            &story.lead,
            "/checks/a-0001/letters/new/reminder?about=c-01",
        );
        for said in [
            "head of works",
            "4 of 10 taps",
            "Mend the taps at Tap one.",
            "August 2027",
        ] {
            assert!(letter.contains(said), "{engine} {said}: {letter}");
        }
        sent(&story, "reminder", 1, "2027-01-02");
        let page = read(&story.lead, AT);
        assert!(
            !page.contains("letters/new"),
            "not before thirty days: {page}"
        );
        house.advance(TimeDelta::days(30));
        story.lead = back(&house, "amina").await;
        let page = read(&story.lead, AT);
        assert!(
            page.contains("letters/new/escalation?about=c-01"),
            "{engine}: {page}"
        );
        sent(&story, "escalation", 2, "2027-02-01");
        house.advance(TimeDelta::days(30));
        story.lead = back(&house, "amina").await;
        let page = read(&story.lead, AT);
        assert!(
            page.contains("letters/new/regulator_complaint?about=c-01"),
            "{engine}: {page}"
        );

        // They decide: the clock is met, late, and what they said stands beside it; the action runs on.
        let ahead = [
            ("recommendation", "c-01"),
            ("position", "agrees"),
            ("decided", "2027-12-01"),
            ("says", "We will."),
        ];
        refused(&story.lead, &format!("{AT}/decisions"), &ahead);
        let wrong = [
            ("recommendation", "c-09"),
            ("position", "no_reply_by_the_date"),
        ];
        refused(&story.lead, &format!("{AT}/decisions"), &wrong);
        let decided = [
            ("recommendation", "c-01"),
            ("position", "agrees"),
            ("decided", "2027-02-20"),
            ("says", "Council minutes 7: spare parts are bought."),
        ];
        sends(&story.lead, &format!("{AT}/decisions"), &decided);
        let page = read(&story.lead, AT);
        for said in ["done, 50 days late", "Council minutes 7", "31 August 2027"] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        assert!(!page.contains("letters/new"), "{engine}: {page}");
        // Changing what is asked keeps what was decided about it.
        let (_, case) = audit(&house).await;
        let provider = case.agreements[0].providers[0].to_string();
        let changed = [
            ("to", provider.as_str()),
            ("office", "head of works"),
            ("action", "Mend the six taps at Tap one."),
            ("due", "2027-08"),
            ("finding-f-01", "yes"),
            ("do", "save"),
        ];
        sends(&story.lead, "/checks/a-0001/recommendations/C-01", &changed);
        let page = read(&story.lead, AT);
        assert!(page.contains("Council minutes 7"), "{engine}: {page}");
        // Observers have none of it.
        let password = crate::support::house::PASSWORD;
        assert_eq!(story.ben.signs_in("ben", password).status, 303);
        assert_eq!(story.ben.get(AT).status, 404);
        let open = text(&story.ben.get("/audits/a-0001/chronology"));
        assert!(!open.contains("Council minutes 7"), "{engine}: {open}");
        // Other months for the whole organisation.
        let rules = [
            ("fewest", "7"),
            ("days", "14"),
            ("decision", "3"),
            ("action", "12"),
            ("step", "30"),
        ];
        sends(&story.lead, &format!("{AT}/clocks"), &rules);
        assert!(read(&story.lead, AT).contains("1 October 2026"), "{engine}");
    }
}
