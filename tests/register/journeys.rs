//! Whole stories.

use crate::register::{lead, read, sent};
use crate::support::house::House;
use crate::support::station::Station;

#[tokio::test(flavor = "multi_thread")]
async fn contract_to_promises() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        assert!(read(&amina, "/register").contains("There is no agreement here yet"));
        assert!(read(&amina, "/start").contains("A service with a contract"));
        let fields = [
            ("title", "Toilets in Mshengu"),
            ("kind", "contract"),
            ("funders", "City of Cape Town"),
            ("providers", "Mshengu Services"),
            ("from", "2026-01-01"),
            ("to", "2026-12-31"),
            ("value", "1200000"),
            ("currency", "ZAR"),
            ("places", "Block A | Ward 4\nBlock B"),
            ("document", "Tender 12/2026"),
        ];
        let agreement = sent(&amina, "/register/new", &fields);
        assert_eq!(agreement, "/register/A-0001");
        let page = read(&amina, &agreement);
        for said in [
            "City of Cape Town",
            "Mshengu Services",
            "R1,200,000",
            "1 January 2026 to 31 December 2026",
            "Block A (Ward 4), Block B",
            "No promise is entered yet",
            "Nobody has looked yet.",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // The first step asks for the sentence alone; the second shows what was read from it.
        let new = format!("{agreement}/promises/new");
        assert!(!amina.get(&new).text().contains("name=\"amount\""));
        let asked = format!(
            "{new}?promise=At+least+12+toilets+stand+in+each+block&page=3&quote=twelve+toilets"
        );
        let suggested = amina.get(&asked);
        let text = suggested.text();
        assert!(
            text.contains("“at least 12”: the number")
                || text.contains("“At least 12”: the number")
        );
        assert!(text.contains("name=\"amount\" type=\"text\" value=\"12\""));
        assert!(text.contains("<option value=\"at_least\" selected>"));
        assert!(text.contains("value=\"3\"") && text.contains("twelve toilets</textarea>"));
        let fields = [
            ("promise", "At least 12 toilets stand in each block"),
            ("kind", "quantity"),
            ("unit", "toilets"),
            ("target", "at_least"),
            ("amount", "12"),
            ("places", "Block A"),
            ("page", "3"),
            ("quote", "twelve toilets"),
            ("price", "1500"),
            ("penalty", "10% of the month"),
        ];
        assert_eq!(sent(&amina, &new, &fields), "/register/A-0001#promised");
        let page = read(&amina, &agreement);
        assert!(page.contains("at least 12 toilets"), "{page}");
        let promise = format!("{agreement}/promises/O-01");
        let page = read(&amina, &promise);
        for said in [
            "Block A",
            "page 3",
            "twelve toilets",
            "R1,500",
            "10% of the month",
            "the agreement",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // A law asks for more: a second standard with its own source.
        let fields = [
            ("target", "at_least"),
            ("amount", "15"),
            ("rank", "law"),
            ("source", "Water Services Act"),
        ];
        sent(&amina, &format!("{promise}/criteria"), &fields);
        let page = read(&amina, &promise);
        assert!(
            page.contains("at least 15") && page.contains("law or regulation · Water Services Act")
        );
        assert!(read(&amina, &agreement).contains("and one further standard"));
        sent(
            &amina,
            &format!("{promise}/criteria/drop"),
            &[("criterion", "c-2")],
        );
        assert!(!read(&amina, &promise).contains("at least 15"));
        let last = amina.post(
            &format!("{promise}/criteria/drop"),
            &[("criterion", "agreed")],
        );
        assert_eq!(last.status, 404, "the last standard stays");
        // Taking it out is asked first; its number is not given again.
        assert!(read(&amina, &format!("{promise}/drop")).contains("Take O-01 out?"));
        assert_eq!(sent(&amina, &format!("{promise}/drop"), &[]), agreement);
        assert!(read(&amina, &promise).contains("no longer has this promise"));
        assert_eq!(amina.get(&format!("{promise}/edit")).status, 404);
        let fields = [
            ("promise", "Clean"),
            ("unit", "toilets"),
            ("target", "every"),
        ];
        sent(&amina, &new, &fields);
        assert!(read(&amina, &agreement).contains("O-02"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn amendment_changes_the_terms_in_force() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        let agreement = sent(
            &amina,
            "/register/new",
            &[
                ("title", "Toilets"),
                ("kind", "contract"),
                ("providers", "Mshengu"),
            ],
        );
        let promise = |amount| {
            [
                ("promise", "Toilets stand."),
                ("unit", "toilets"),
                ("target", "at_least"),
                ("amount", amount),
            ]
        };
        sent(&amina, &format!("{agreement}/promises/new"), &promise("10"));
        let fields = [
            ("effective", "2026-03-01"),
            ("changed", "Two more toilets."),
        ];
        let to = sent(&amina, &format!("{agreement}/amend"), &fields);
        assert_eq!(to, format!("{agreement}?on=2026-03-01"));
        sent(
            &amina,
            &format!("{agreement}/promises/O-01/edit"),
            &promise("12"),
        );
        let on = |day: &str| read(&amina, &format!("{agreement}?on={day}"));
        let before = on("2026-02-28");
        assert!(
            before.contains("at least 10 toilets")
                && before.contains("version in force is: Original")
        );
        assert!(before.contains("goes into the newest version, which is another one"));
        let after = on("2026-03-01");
        assert!(
            after.contains("at least 12 toilets")
                && after.contains("version in force is: Amendment 1")
        );
        assert!(on("tomorrow").contains("A whole day is needed"));
        // Between the first record and the last, in words.
        let page = read(&amina, &format!("{agreement}/versions?from=2&to=4"));
        assert!(
            page.contains("One field differs") && page.contains("Toilets stand. At least"),
            "{page}"
        );
        assert!(
            page.contains("Before 10") && page.contains("After 12"),
            "{page}"
        );
        assert!(page.contains("Two more toilets."));
        let back = read(&amina, &format!("{agreement}/versions?from=4&to=2"));
        assert!(back.contains("Before 12") && back.contains("After 10"));
        assert!(
            read(&amina, &format!("{agreement}/versions?from=3&to=3")).contains("say the same")
        );
        assert!(
            after.contains("Two more toilets."),
            "what was told of it stays with its corrections"
        );
        // The amendment before which nothing lies, and one that is no later.
        let early = [("effective", "2026-02-01"), ("changed", "x")];
        let refused = amina.post(&format!("{agreement}/amend"), &early);
        assert_eq!(refused.status, 422);
        assert!(
            refused
                .text()
                .contains("begins after the version before it")
        );
        assert!(refused.text().contains("value=\"2026-02-01\""));
        // Names, kinds and providers are told as people know them.
        let edit = [
            ("title", "Toilets"),
            ("kind", "law"),
            ("providers", "Mshengu\nOthers"),
        ];
        sent(&amina, &format!("{agreement}/edit"), &edit);
        let page = read(&amina, &format!("{agreement}/versions"));
        assert!(
            page.contains("Kind") && page.contains("law or statutory scheme"),
            "{page}"
        );
        assert!(
            page.contains("Who delivers") && page.contains("After Others"),
            "{page}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn audit_against_a_law() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        assert!(
            amina
                .get("/register/new?kind=law")
                .text()
                .contains("<option value=\"law\" selected>")
        );
        let fields = [
            ("title", "Shelter Act, section 3"),
            ("kind", "law"),
            ("funders", "City"),
        ];
        let agreement = sent(&amina, "/register/new", &fields);
        let promise = [
            (
                "promise",
                "Each shelter has a bed for every person who asks.",
            ),
            ("unit", "people"),
            ("kind", "access"),
            ("target", "every"),
        ];
        sent(&amina, &format!("{agreement}/promises/new"), &promise);
        let page = read(&amina, &format!("{agreement}/promises/O-01"));
        assert!(
            page.contains("law or regulation"),
            "the rank follows from the kind: {page}"
        );
        assert!(read(&amina, "/register?kind=law").contains("Shelter Act"));
        assert!(read(&amina, "/register?kind=grant").contains("Nothing in the register fits"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_agreement_produced() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        let fields = [
            ("title", "Night shelter in Ward 4"),
            ("kind", "not_produced"),
        ];
        let requests = sent(&amina, "/register/new", &fields);
        assert_eq!(requests, "/register/A-0001/requests");
        assert!(read(&amina, &requests).contains("every refusal counts"));
        let today = house.station.app.surroundings.now().date_naive();
        let day = |back: i64| (today - chrono::TimeDelta::days(back)).to_string();
        for (what, asked, days) in [
            ("Contract", day(40), "30"),
            ("Minutes", day(10), "30"),
            ("Budget", day(50), "30"),
        ] {
            let fields = [
                ("what", what),
                ("asked_of", "City clerk"),
                ("how", "letter"),
                ("asked_on", asked.as_str()),
                ("law", "Access Act"),
                ("days", days),
            ];
            assert_eq!(sent(&amina, &requests, &fields), requests);
        }
        // What is late stands first, the latest foremost.
        for path in [requests.as_str(), "/requests"] {
            let page = read(&amina, path);
            let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"));
            assert!(
                at("Budget Q-0003") < at("Contract Q-0001")
                    && at("Contract Q-0001") < at("Minutes Q-0002")
            );
            assert!(
                page.contains("20 days late")
                    && page.contains("10 days late")
                    && page.contains("20 days left")
            );
        }
        assert!(read(&amina, "/requests").contains("Late: 2 · waiting: 1 · answered: 0"));
        let one = format!("{requests}/Q-0001");
        let said = "<b>No such contract</b>";
        let answered = day(1);
        let fields = [
            ("answered_on", answered.as_str()),
            ("outcome", "does_not_exist"),
            ("answer", said),
        ];
        sent(&amina, &one, &fields);
        let page = amina.get(&one).text();
        assert!(
            page.contains("They say there is none") && page.contains("&lt;b&gt;No such contract")
        );
        assert!(read(&amina, "/requests").contains("Late: 1 · waiting: 1 · answered: 1"));
        let page = read(&amina, "/register/A-0001");
        assert!(page.contains("No agreement was produced. That is itself a finding."));
        assert!(
            page.contains("Budget") && !page.contains("Contract Q-0001"),
            "only what is open"
        );
        // Promises can be held against it all the same, as what officials said.
        let promise = [
            ("promise", "Forty beds are open."),
            ("unit", "beds"),
            ("target", "at_least"),
            ("amount", "40"),
        ];
        sent(&amina, "/register/A-0001/promises/new", &promise);
        assert!(read(&amina, "/register/A-0001/promises/O-01").contains("stated by the funder"));
        // The document turns up: the finding is of earlier versions.
        sent(
            &amina,
            "/register/A-0001/edit",
            &[("title", "Night shelter in Ward 4"), ("kind", "contract")],
        );
        assert!(!read(&amina, "/register/A-0001").contains("itself a finding"));
        assert!(read(&amina, "/register/A-0001/versions").contains("Before no agreement produced"));
    }
}
