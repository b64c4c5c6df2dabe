//! Lists of places from the register, from a file, and what is refused.

use super::{begun, houses, read, refused, sent};
use crate::support::house::Visitor;

/// Sends a file as a browser does.
fn upload(visitor: &Visitor, path: &str, bytes: &str) -> crate::portal::browser::Answer {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n{bytes}\r\n--b--\r\n"
    );
    let headers = [
        ("Content-Type", "multipart/form-data; boundary=b"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    visitor.ask("POST", path, &headers, &body)
}

#[tokio::test(flavor = "multi_thread")]
async fn places_come_from_the_register_from_lines_and_from_a_file() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead);
        let agreement = [
            ("title", "Taps"),
            ("kind", "contract"),
            ("places", "Tap 1 | Ward 4\nTap 2 | Ward 5"),
        ];
        sent(&lead, "/register/new", &agreement);
        let sample = "/checks/a-0001/sample";
        assert!(read(&lead, sample).contains("Ward 4 (1)"));
        sent(&lead, "/checks/a-0001/sample/sites", &[("group", "Ward 4")]);
        assert!(read(&lead, sample).contains("Places in the list: 1."));
        let file = "id,name,ward\nt-9,\"Tap, upper\",Ward 6\nt-10,Tap ten,Ward 6\n";
        let answer = upload(&lead, "/checks/a-0001/sample/file", file);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = read(&lead, sample);
        assert!(
            page.contains("Tap, upper") && page.contains("t-9"),
            "{page}"
        );
        assert!(page.contains("Places in the list: 3."), "{page}");
        for (bytes, said) in [
            (file, "Nothing new"),
            (
                "name\nTap 7\nTap 7",
                "Line 3 names the same place as line 2",
            ),
            ("", "f-file-error"),
        ] {
            let answer = upload(&lead, "/checks/a-0001/sample/file", bytes);
            assert_eq!(answer.status, 422, "{bytes}");
            assert!(
                super::plain(&answer).contains(said),
                "{said}: {}",
                super::plain(&answer)
            );
        }
        let many: String = (0..5_001).map(|at| format!("x{at}\n")).collect();
        let page = super::plain(&upload(&lead, "/checks/a-0001/sample/file", &many));
        assert!(page.contains("5,000 places at most"), "{page}");
        // A place that nothing rests on is taken out again.
        sent(
            &lead,
            "/checks/a-0001/sample/take-out",
            &[("place", "t-10")],
        );
        assert!(read(&lead, sample).contains("Places in the list: 2."));
        let gone = lead.post("/checks/a-0001/sample/take-out", &[("place", "t-10")]);
        assert_eq!(gone.status, 404);
        // Strata, clusters and times are refused where they do not do.
        let base = [("unit", "taps"), ("replacement", "none")];
        for (more, said) in [
            (&[("design", "stratified")][..], "Say for each group"),
            (&[("design", "cluster")], "Say how many groups are drawn"),
            (
                &[("design", "lqas"), ("lot_n", "5"), ("lot_d", "5")],
                "below the number that is seen",
            ),
            (&[("design", "simple_random")], "Say how many are drawn"),
            (
                &[("design", "census"), ("days", "soon"), ("slots", "08:00")],
                "f-days-error",
            ),
            (
                &[
                    ("design", "judgmental"),
                    ("seed_kind", "text"),
                    ("seed_text", "ключ"),
                ],
                "plain signs",
            ),
        ] {
            let fields = [&base[..], more].concat();
            let page = refused(&lead, sample, &fields);
            assert!(page.contains(said), "{said}: {page}");
        }
        // Times are drawn with the places of a census too, once the plan is locked.
        let timed = [
            ("unit", "taps"),
            ("design", "census"),
            ("replacement", "none"),
            ("days", "2026-11-23 .. 2026-11-25"),
            ("slots", "08:00\n14:00"),
            ("per_place", "2"),
        ];
        sent(&lead, sample, &timed);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        assert!(read(&lead, sample).contains("Times drawn (4)"));
        sent(&lead, "/checks/a-0001/sample/assign", &[]);
        assert_eq!(read(&lead, sample).matches(" · waits").count(), 4);
        // A draw that cannot be made is told before the lock.
        assert!(read(&lead, &format!("{sample}?margin=5&confidence=p99")).contains("The working"));
        assert!(
            read(&lead, &format!("{sample}?margin=none")).contains("not a number that can be used")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_cannot_be_drawn_is_not_locked() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        super::listed(&lead);
        let plan = [
            ("design", "simple_random"),
            ("unit", "toilets"),
            ("planned", "13"),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        let page = read(&lead, "/checks/a-0001/plan/lock");
        assert!(page.contains("13 cannot be drawn from 12"), "{page}");
        let page = refused(&lead, "/checks/a-0001/plan/lock", &[]);
        assert!(page.contains("13 cannot be drawn from 12"), "{page}");
        let kinds = super::happened(&house).await;
        assert!(!kinds.iter().any(|(kind, _)| kind == "plan.locked"));
    }
}
