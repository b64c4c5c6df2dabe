//! Whole stories of a plan.

use chrono::TimeDelta;
use groundtruth::infra::words::Words;

use super::{happened, houses, later, listed, read, refused, sent, visited};

#[tokio::test(flavor = "multi_thread")]
async fn plan_locked_before_fieldwork() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        listed(&lead);
        // Nothing blocks visit one; what is missing is listed, and printed.
        let desk = read(&lead, "/checks/a-0001");
        assert!(desk.contains("There is no plan yet"), "{desk}");
        assert!(desk.contains("What would make this stronger"), "{desk}");
        let today = house.station.app.surroundings.now().date_naive();
        visited(&lead, "site-03", &today.to_string(), "in_order");
        let method = read(&lead, "/audits/a-0001/method");
        assert!(
            method.contains("Not laid down in a plan: who asked for it"),
            "{method}"
        );
        // A draft: what is wrong stands beside its field, and what was typed stays.
        let wrong = [
            ("design", "simple_random"),
            ("planned", "many"),
            ("asked_by", "Community meeting of RR-Section"),
            ("risk-1-level", "high"),
            ("risk-1-stop", "Anybody is threatened"),
        ];
        let page = refused(&lead, "/checks/a-0001/plan", &wrong);
        assert!(page.contains("f-planned-error") && page.contains("f-risk-1-group-error"));
        assert!(page.contains("Community meeting of RR-Section"), "{page}");
        later(&house, &lead, "amina", TimeDelta::days(1)).await;
        let plan = [
            ("objectives", "Can people use the toilets?"),
            ("unit", "toilets"),
            ("design", "simple_random"),
            ("planned", "5"),
            ("asked_by", "Community meeting of RR-Section"),
            ("purpose-delivered_as_intended", "yes"),
            ("fit-expertise", "yes"),
            ("method-observation", "yes"),
            ("announced", "unannounced"),
            ("rule-o-01", "Kept where every toilet seen can be used."),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        let page = read(&lead, "/checks/a-0001/plan");
        assert!(page.contains("This plan is a draft"), "{page}");
        // The page before the lock says what is sealed, and locks nothing.
        let before = read(&lead, "/checks/a-0001/plan/lock");
        assert!(before.contains("the list of places (12)"), "{before}");
        assert!(
            before.contains("a seed drawn by chance at this moment"),
            "{before}"
        );
        assert!(
            !happened(&house)
                .await
                .iter()
                .any(|(kind, _)| kind == "plan.locked")
        );
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        // The seed stands before the list that it draws from.
        let events = happened(&house).await;
        let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
        let tail = &kinds[kinds.len() - 3..];
        assert_eq!(
            tail,
            ["plan.locked", "seed.recorded", "places.sealed"],
            "{engine}"
        );
        // The fingerprint in the log is that of the file that is handed out, and the plan's stands in it.
        let sealed = lead.get("/checks/a-0001/plan/sealed.json");
        let digest = groundtruth::domain::log::Digest::of(&[&sealed.body]).to_string();
        let (_, locked) = &events[events.len() - 3];
        assert!(locked.contains(&digest), "{locked}");
        let plan_file = lead.get("/checks/a-0001/plan/plan.json");
        let digest = groundtruth::domain::log::Digest::of(&[&plan_file.body]).to_string();
        assert!(sealed.text().contains(&digest), "{}", sealed.text());
        let again = lead.post("/checks/a-0001/plan/lock", &[]);
        assert_eq!(again.status, 303, "a locked plan leads to itself");
        // A change is a deviation: no reason, no change.
        let mut changed = plan.to_vec();
        changed[3].1 = "6";
        let page = refused(&lead, "/checks/a-0001/plan", &changed);
        assert!(page.contains("Say why."), "{page}");
        changed.push(("reason", "One observer more"));
        sent(&lead, "/checks/a-0001/plan", &changed);
        let page = read(&lead, "/checks/a-0001/plan");
        assert!(
            page.contains("One observer more")
                && page.contains("How many places to see: 5")
                && page.contains("How many places to see: 6"),
            "{page}"
        );
        let kinds = happened(&house).await;
        assert_eq!(
            kinds.last().unwrap().0,
            "plan.locked",
            "the list and the seed stay"
        );
        let method = read(&lead, "/audits/a-0001/method");
        for said in [
            "Changed after the plan was locked:",
            "One observer more",
            "Kept where every toilet seen can be used.",
            "unannounced",
            "visits made before the plan was locked",
        ] {
            assert!(method.contains(said), "{engine}: {said}: {method}");
        }
        // The visit before the draw was to a place of our own choice, unless chance chose it too.
        let sample = read(&lead, "/checks/a-0001/sample");
        assert!(sample.contains("6 of 12"), "{sample}");
        // Saved again without a change, nothing departs.
        let same = read(&lead, "/checks/a-0001/plan")
            .matches("One observer more")
            .count();
        sent(&lead, "/checks/a-0001/plan", &changed);
        let still = read(&lead, "/checks/a-0001/plan")
            .matches("One observer more")
            .count();
        assert_eq!(same, still);
        // What the register says is taken over, and the list stays.
        sent(&lead, "/checks/a-0001/refresh", &[]);
        assert!(read(&lead, "/checks/a-0001").contains("1 of 12 places visited"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_longer_list_after_the_lock_is_sealed_anew_with_a_fresh_seed() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let design = [
            ("unit", "toilets"),
            ("design", "simple_random"),
            ("planned", "5"),
            ("seed_kind", "text"),
            ("seed_text", "spoken at the meeting"),
            ("replacement", "next_unless_result"),
        ];
        sent(&lead, "/checks/a-0001/sample", &design);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        // The seed belongs to its list: another one is not taken.
        let mut other = design.to_vec();
        other[4].1 = "a seed that suits";
        other.push(("reason", "We like these places better"));
        sent(&lead, "/checks/a-0001/sample", &other);
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(page.contains("spoken at the meeting") && !page.contains("a seed that suits"));
        let places = "/checks/a-0001/sample/places";
        let page = refused(&lead, places, &[("lines", "site-13")]);
        assert!(page.contains("Say why."), "{page}");
        assert!(read(&lead, "/checks/a-0001/sample").contains("Places in the list: 12"));
        sent(
            &lead,
            places,
            &[("lines", "site-13"), ("reason", "It was built in May")],
        );
        let events = happened(&house).await;
        let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
        assert!(
            kinds.ends_with(&["plan.locked", "seed.recorded", "places.sealed"]),
            "{kinds:?}"
        );
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(page.contains("5 of 13"), "{page}");
        let plan = read(&lead, "/checks/a-0001/plan");
        assert!(
            plan.contains("13 places") && plan.contains("It was built in May"),
            "{plan}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_value_is_entered_once_its_day_has_come() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let today = house.station.app.surroundings.now().date_naive();
        let (past, future) = (today.to_string(), (today + TimeDelta::days(3)).to_string());
        let design = |date| {
            [
                ("unit", "toilets"),
                ("design", "systematic"),
                ("planned", "4"),
                ("seed_kind", "public"),
                ("public_name", "First number of the national lottery"),
                ("public_date", date),
                ("replacement", "none"),
            ]
        };
        let page = refused(&lead, "/checks/a-0001/sample", &design(&past));
        assert!(page.contains("This day must come after the lock"), "{page}");
        sent(&lead, "/checks/a-0001/sample", &design(&future));
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let kinds = happened(&house).await;
        assert!(!kinds.iter().any(|(kind, _)| kind == "seed.recorded"));
        let value = "/checks/a-0001/sample/value";
        let page = refused(&lead, value, &[("value", "42")]);
        assert!(page.contains("That day has not come yet"), "{page}");
        later(&house, &lead, "amina", TimeDelta::days(3)).await;
        sent(&lead, value, &[("value", "42")]);
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(page.contains("4 of 12"), "{page}");
        assert!(!read(&lead, "/checks/a-0001/plan").contains("Changed after the lock"));
        assert_eq!(
            lead.post(value, &[("value", "43")]).status,
            404,
            "it is known now"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn window_notice_then_debrief() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let today = house.station.app.surroundings.now().date_naive();
        let debrief = (today + TimeDelta::days(30)).to_string();
        let first = (today + TimeDelta::days(7)).to_string();
        let plan = [
            ("design", "census"),
            ("unit", "toilets"),
            ("window_first", first.as_str()),
            ("window_weeks", "3"),
            ("debrief_on", debrief.as_str()),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        // The letter tells weeks, never days, and what is looked at.
        let letter = read(&lead, "/checks/a-0001/letters/window");
        for said in [
            "weeks ",
            "Mshengu Services",
            "Every toilet can be used.",
            "Water Watch",
        ] {
            assert!(letter.contains(said), "{said}: {letter}");
        }
        let invitation = read(&lead, "/checks/a-0001/letters/debrief");
        let said = Words::english().day(today + TimeDelta::days(30));
        assert!(invitation.contains(&said), "{said}: {invitation}");
        assert_eq!(lead.get("/checks/a-0001/letters/other").status, 404);
        let letters = "/checks/a-0001/letters";
        let tomorrow = (today + TimeDelta::days(1)).to_string();
        let early = [("kind", "window_notice"), ("on", tomorrow.as_str())];
        assert!(refused(&lead, letters, &early).contains("f-on-error"));
        assert!(
            refused(&lead, letters, &[("kind", "stopped"), ("on", "2026-01-01")])
                .contains("problems")
        );
        let today = today.to_string();
        let notice = [
            ("kind", "window_notice"),
            ("on", today.as_str()),
            ("note", "By hand to the depot manager"),
        ];
        sent(&lead, letters, &notice);
        sent(
            &lead,
            letters,
            &[("kind", "debrief_held"), ("on", today.as_str())],
        );
        let chronology = read(&lead, "/audits/a-0001/chronology");
        assert!(
            chronology.contains("Window notice: the provider was told"),
            "{chronology}"
        );
        assert!(
            chronology.contains("Debrief: the provider was told"),
            "{chronology}"
        );
        assert!(
            !chronology.contains("depot manager"),
            "what was noted stays inside"
        );
        // It stays when the register is taken over again; others of the team do not read the note.
        sent(&lead, "/checks/a-0001/refresh", &[]);
        assert!(read(&lead, "/audits/a-0001/chronology").contains("Window notice"));
        assert!(read(&lead, letters).contains("depot manager"));
        let observer = house.member(&lead, "observer", "ben").await;
        assert!(!read(&observer, letters).contains("depot manager"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lead_works_alone() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        // Without a plan, without people, without an instrument: the visit is recorded, the draft is there.
        let today = house
            .station
            .app
            .surroundings
            .now()
            .date_naive()
            .to_string();
        visited(&lead, "site-01", &today, "not_in_order");
        assert!(read(&lead, "/checks/a-0001").contains("1 of 12 places visited"));
        assert_eq!(lead.get("/audits/a-0001/report.pdf").status, 200);
        let added = [
            ("member", "P-0001"),
            ("role-lead", "yes"),
            ("role-observer", "yes"),
            ("declared", "yes"),
        ];
        sent(&lead, "/checks/a-0001/people", &added);
        let page = read(&lead, "/checks/a-0001/people");
        assert!(
            page.contains("amina (P-0001)") && page.contains("No tie that matters"),
            "{page}"
        );
        // That nobody else checks is told on the desk and printed.
        let alone = "a second person who checks what comes in";
        assert!(read(&lead, "/checks/a-0001").contains(alone));
        assert!(read(&lead, "/audits/a-0001/method").contains(alone));
        sent(&lead, "/checks/a-0001/sample/assign", &[("due", &today)]);
        let page = read(&lead, "/checks/a-0001/sample");
        assert_eq!(page.matches(" · waits").count(), 11, "{page}");
        let page = refused(&lead, "/checks/a-0001/sample/assign", &[]);
        assert!(page.contains("Somebody was sent to every place"), "{page}");
        let code = super::people::code_on(&read(&lead, "/checks/a-0001/people"));
        let hours = [
            ("who", code.as_str()),
            ("on", today.as_str()),
            ("what", "Visits and the way there"),
            ("hours", "7:30"),
            ("cost", "12.50"),
            ("currency", "zar"),
        ];
        sent(&lead, "/checks/a-0001/hours", &hours);
        let mut more = hours;
        more[3].1 = "0.5";
        sent(&lead, "/checks/a-0001/hours", &more);
        let page = read(&lead, "/checks/a-0001/hours");
        assert!(page.contains("8:00") && page.contains("ZAR 25"), "{page}");
        more[3].1 = "25";
        assert!(refused(&lead, "/checks/a-0001/hours", &more).contains("f-hours-error"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn next_round_from_this_audit() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let plan = [
            ("design", "judgmental"),
            ("unit", "toilets"),
            ("chosen_because", "People complained about these"),
            ("objectives", "Can people use the toilets?"),
            ("asked_by", "Community meeting"),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        let person = [("name", "Thandi"), ("role-observer", "yes")];
        sent(&lead, "/checks/a-0001/people", &person);
        let code = super::people::code_on(&read(&lead, "/checks/a-0001/people"));
        let next = sent(&lead, "/checks/a-0001/rounds", &[]);
        assert_eq!(next, "/checks/a-0001-r2");
        let desk = read(&lead, &next);
        assert!(desk.contains("Round 2 of A-0001"), "{desk}");
        assert!(desk.contains("0 of 12 places visited"), "{desk}");
        let plan = read(&lead, "/checks/a-0001-r2/plan");
        assert!(plan.contains("Can people use the toilets?") && plan.contains("People complained"));
        // Codes of different audits cannot be joined: nobody is taken along.
        let people = read(&lead, "/checks/a-0001-r2/people");
        assert!(
            !people.contains(&code) && !people.contains("Thandi"),
            "{people}"
        );
        let method = read(&lead, "/audits/a-0001-r2/method");
        assert!(method.contains("This is round 2"), "{method}");
        let rounds = read(&lead, "/checks/a-0001-r2/rounds");
        assert!(
            rounds.contains("This round asks nothing about a promise yet"),
            "{rounds}"
        );
        // What the register says is taken over into the round it is asked for.
        sent(&lead, "/checks/a-0001-r2/refresh", &[]);
        assert!(read(&lead, "/checks").contains("A-0001-R2"));
        assert_eq!(
            sent(&lead, "/checks/a-0001-r2/rounds", &[]),
            "/checks/a-0001-r3"
        );
    }
}
