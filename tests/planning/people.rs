//! People by code, what ties them to those who are checked, and what happens when somebody is threatened.

use super::{houses, listed, nowhere, read, refused, sent};

/// The first code that a page of people shows.
pub fn code_on(page: &str) -> String {
    let at = page.find("<strong>W-").unwrap() + "<strong>".len();
    page[at..].split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn threatened_observer() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let people = "/checks/a-0001/people";
        let observer = [
            ("name", "Canary Nomvula"),
            ("role-observer", "yes"),
            ("declared", "yes"),
        ];
        sent(&lead, people, &observer);
        let code = code_on(&read(&lead, people));
        assert!(code.starts_with("W-"));
        let plan = [
            ("design", "simple_random"),
            ("unit", "toilets"),
            ("planned", "4"),
            ("risk-1-group", "observers"),
            ("risk-1-level", "high"),
            (
                "risk-1-stop",
                "Anybody is threatened: all visits stop that day",
            ),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        sent(&lead, "/checks/a-0001/sample/assign", &[("who", &code)]);
        let waiting = |page: &str| page.matches(" · waits").count();
        assert_eq!(waiting(&read(&lead, "/checks/a-0001/sample")), 4);
        assert!(
            refused(&lead, "/checks/a-0001/people/stop", &[("code", &code)])
                .contains("f-what-error")
        );
        let stop = [
            ("code", code.as_str()),
            ("what", "Canary two men followed her to the taxi"),
        ];
        sent(&lead, "/checks/a-0001/people/stop", &stop);
        // Visits are stopped, called off, and none can be made.
        assert!(read(&lead, "/checks/a-0001").contains("Visits are stopped since"));
        let page = read(&lead, "/checks/a-0001/sample");
        assert_eq!(
            (waiting(&page), page.matches(" · called off").count()),
            (0, 4),
            "{page}"
        );
        let page = refused(&lead, "/checks/a-0001/sample/assign", &[]);
        assert!(
            page.contains("Visits are stopped. Let them go on first."),
            "{page}"
        );
        assert!(read(&lead, people).contains("nobody goes under this code any more"));
        // The report says that visits were stopped; never who, never what happened.
        let chronology = read(&lead, "/audits/a-0001/chronology");
        assert!(
            chronology.contains("Visits were stopped for the safety of people"),
            "{chronology}"
        );
        for page in [
            "/audits/a-0001",
            "/audits/a-0001/method",
            "/audits/a-0001/chronology",
        ] {
            let page = read(&lead, page);
            assert!(!page.contains("Canary") && !page.contains("taxi"), "{page}");
        }
        // Who it is: for the lead with the key; for other members not at all; on the disk not at all.
        assert!(read(&lead, people).contains("Canary Nomvula"));
        for role in ["observer", "checker"] {
            let member = house.member(&lead, role, role).await;
            assert_eq!(member.get(people).status, 404, "{role}");
            assert!(!read(&member, "/checks/a-0001").contains("Canary"));
            assert!(!read(&member, "/checks/a-0001/letters").contains("Canary"));
        }
        nowhere(
            &house.station.app.config.data,
            &["Canary", "Nomvula", "followed her"],
        );
        // Visits go on, and nobody is sent under the retired code.
        let resume = [("what", "The ward councillor and the police were told")];
        sent(&lead, "/checks/a-0001/people/resume", &resume);
        sent(&lead, "/checks/a-0001/sample/assign", &[]);
        let page = read(&lead, "/checks/a-0001/sample");
        assert_eq!(
            (waiting(&page), page.matches(" · anyone").count()),
            (4, 4),
            "{page}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declared_tie_keeps_somebody_away() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let people = "/checks/a-0001/people";
        let page = read(&lead, people);
        let provider = page.split("Mshengu Services").next().unwrap();
        let provider = provider.rsplit("value=\"").next().unwrap();
        let provider = provider.split('"').next().unwrap().to_owned();
        let tied = [
            ("name", "Sipho"),
            ("role-observer", "yes"),
            ("tie", "relative"),
            ("tie_with", provider.as_str()),
        ];
        sent(&lead, people, &tied);
        let page = read(&lead, people);
        assert!(page.contains("must not visit or judge"), "{page}");
        let code = code_on(&page);
        let page = refused(&lead, "/checks/a-0001/sample/assign", &[("who", &code)]);
        assert!(page.contains("has a declared tie"), "{page}");
        // Printed by code, never by name.
        let plan = [("design", "census"), ("unit", "toilets")];
        sent(&lead, "/checks/a-0001/plan", &plan);
        let report = lead.get("/audits/a-0001/report.html").text();
        assert!(!report.contains("Sipho"));
        let both = [("name", ""), ("role-observer", "yes")];
        assert!(refused(&lead, people, &both).contains("f-name-error"));
        let stranger = [
            ("name", "Zola"),
            ("role-observer", "yes"),
            ("tie", "money"),
            ("tie_with", "nobody-here"),
        ];
        assert!(refused(&lead, people, &stranger).contains("f-tie_with"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_cannot_be_reached_is_replaced_by_rule() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let design = [
            ("unit", "toilets"),
            ("design", "simple_random"),
            ("planned", "5"),
            ("seed_kind", "text"),
            ("seed_text", "2026-11-21 Khayelitsha"),
            ("replacement", "next_unless_result"),
        ];
        sent(&lead, "/checks/a-0001/sample", &design);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        sent(&lead, "/checks/a-0001/sample/assign", &[]);
        let replace = "/checks/a-0001/sample/replace";
        let flood = |place, because| {
            [
                ("place", place),
                ("because", because),
                ("note", "The road is under water"),
            ]
        };
        let page = refused(&lead, replace, &flood("site-09", "refused"));
        assert!(page.contains("is a result"), "{page}");
        let page = refused(&lead, replace, &flood("site-01", "not_reached"));
        assert!(page.contains("not one of those to be seen"), "{page}");
        sent(&lead, replace, &flood("site-07", "not_reached"));
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(page.contains("The road is under water"), "{page}");
        assert_eq!(page.matches(" · waits").count(), 5, "{page}");
        let method = read(&lead, "/audits/a-0001/method");
        assert!(
            method.contains("site-04 took the place of site-07"),
            "{method}"
        );
        // What was visited and refused counts in the coverage of its group.
        let today = house.station.app.surroundings.now().date_naive();
        let visit = [
            ("place", "site-04"),
            ("date", &*today.to_string()),
            ("observers", "W-01"),
            ("access", "refused"),
        ];
        sent(&lead, "/checks/a-0001/visits", &visit);
        let desk = read(&lead, "/checks/a-0001");
        assert!(desk.contains("How far the visits have come"), "{desk}");
    }
}
