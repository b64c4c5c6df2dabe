//! A clause that begins on page 3 and ends on page 4 is quoted as one, on each database.

use super::adds;
use super::papers::pdf;
use crate::portal::browser::Answer;
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const CLAUSE: &str = "The Provider shall clean every toilet three times a week, and at night.";

fn contract() -> Vec<u8> {
    let head = ("Contract 12 of 2026", 60, 760);
    pdf(&[
        &[
            head,
            ("1. Toilets stand at ten sites.", 60, 700),
            ("page 1 of 4", 280, 40),
        ],
        &[
            head,
            ("2. Each door locks.", 60, 700),
            ("page 2 of 4", 280, 40),
        ],
        &[
            head,
            ("3. The Provider shall clean every toi-", 60, 60),
            ("page 3 of 4", 280, 40),
        ],
        &[
            head,
            ("let three times a week, and at night.", 60, 740),
            ("4. Payment follows within thirty days.", 60, 700),
            ("page 4 of 4", 280, 40),
        ],
    ])
}

fn quotes(visitor: &Visitor, page: &str, quote: &str) -> Answer {
    let path = format!("/documents/D-0001/pages/{page}");
    visitor.post(&path, &[("page", page), ("quote", quote)])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clause_over_the_end_of_a_page_is_quoted_as_one() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        assert_eq!(adds(&lead, "The contract", &contract()).status, 303);
        let begun = quotes(&lead, "3", CLAUSE);
        let text = begun.text();
        assert!(
            text.contains("These words begin on page 3 and end on page 4."),
            "{text}"
        );
        // What stands of it on this page is marked, and nothing of the foot.
        assert!(text.contains("<mark>toi-</mark>"), "{text}");
        assert!(!text.contains("<mark>page</mark>") && !text.contains("<mark>3</mark>"));
        assert!(text.contains("page=3&"), "{text}");
        // Its second half stands on page 4 alone; all of it does not.
        assert!(
            quotes(&lead, "4", "three times a week")
                .text()
                .contains("stand on page 4.")
        );
        for page in ["1", "2", "4"] {
            let elsewhere = quotes(&lead, page, CLAUSE).text();
            assert!(elsewhere.contains("but on page 3"), "{page}: {elsewhere}");
        }
        for not in [
            "The Provider shall clean every toilet four times a week",
            "page 3 of 4 let three times a week",
            "Each door locks. The Provider",
            "clean every toilet three times a week, and at night. Payment",
        ] {
            let said = quotes(&lead, "3", not).text();
            assert!(said.contains("do not stand in"), "{not}: {said}");
        }

        let entered = [("title", "Toilets"), ("kind", "contract")];
        assert_eq!(lead.post("/register/new", &entered).status, 303);
        let promise = |page: &str| {
            let fields = [
                ("promise", "Every toilet is cleaned three times a week."),
                ("kind", "frequency"),
                ("unit", "toilets"),
                ("target", "times"),
                ("amount", "3"),
                ("per", "week"),
                ("document", "D-0001"),
                ("page", page),
                ("quote", CLAUSE),
            ];
            lead.post("/register/A-0001/promises/new", &fields)
        };
        let wrong = promise("4");
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("stand on page 3"), "{}", wrong.text());
        let made = promise("3");
        assert_eq!(made.status, 303, "{}", made.text());
        let page = lead.get("/register/A-0001/promises/O-01").text();
        assert!(page.contains(CLAUSE), "{page}");
    }
}
