//! Tables: a wrong row stops everything or is left out and listed; what only people know is asked; harm is refused.

use super::{brings, brings_files, takes};
use crate::imports::data::folder;
use crate::support::house::House;
use crate::support::station::Station;

pub(super) const TABLE: &str = "Identifier,Title,Amount Awarded,Currency,Award Date,Recipient Org:Name,Funding Org:Name\n\
 g-1,Meals,1000.50,GBP,2026-01-05,Canary Kitchen,North Fund\n\
 g-2,Beds,many,GBP,2026-01-06,Canary Beds,North Fund\n\
 g-3,Water,300,GBP,2026-01-07,Canary Water,North Fund\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_row_stops_everything_until_it_is_mended_or_left_out() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        assert_eq!(brings(&lead, "grants.csv", TABLE.as_bytes()).status, 303);
        let seen = lead.get("/imports/I-0001").text();
        assert!(
            seen.contains("“many” is not a number") && seen.contains("C3"),
            "{seen}"
        );
        assert!(seen.contains("GBP 1300.5"), "{seen}");
        let refused = takes(&lead, "I-0001", "all");
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.text().contains("Nothing was taken"));
        assert!(!lead.get("/register").text().contains("Meals"));
        assert!(
            lead.get("/imports/I-0001")
                .text()
                .contains("Nothing of it was taken yet")
        );
        // Mended, it comes in whole.
        let mended = TABLE.replace("many", "200");
        assert_eq!(brings(&lead, "grants.csv", mended.as_bytes()).status, 303);
        assert_eq!(takes(&lead, "I-0002", "all").status, 303);
        assert!(
            lead.get("/imports/I-0002")
                .text()
                .contains("New agreements: 3")
        );
        assert_eq!(lead.post("/imports/I-0002/undo", &[]).status, 303);
        // Or the good rows alone, with the other one listed.
        assert_eq!(takes(&lead, "I-0001", "good").status, 303);
        let done = lead.get("/imports/I-0001").text();
        assert!(done.contains("New agreements: 2") && done.contains("“many” is not a number"));
        let register = lead.get("/register").text();
        assert!(register.contains("Meals") && register.contains("Water"));
        assert!(!register.contains("Beds"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_people_know_is_asked_and_kept_for_next_time() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let table = "Contract no,Title,Amount,Signed,Supplier\nc-1,Toilets,1200,05/06/2026,Canary Builders\n";
        assert_eq!(brings(&lead, "c.csv", table.as_bytes()).status, 303);
        let asked = lead.get("/imports/I-0001").text();
        assert!(
            asked.contains("can be two dates. What comes first"),
            "{asked}"
        );
        assert!(asked.contains("In which currency") && !asked.contains("Take all of it"));
        assert_eq!(takes(&lead, "I-0001", "all").status, 422);
        let mut answers = vec![
            ("row", "agreement"),
            ("dates", "day_first"),
            ("currency", "pounds"),
            ("counted_by", "not_published"),
            ("column-A", "source_id"),
            ("column-B", "title"),
            ("column-C", "amount"),
            ("column-D", "signed"),
            ("column-E", "provider_name"),
        ];
        let path = "/imports/I-0001/answers";
        let wrong = lead.post(path, &answers);
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("This is not a currency"));
        answers[2].1 = "gbp";
        assert_eq!(lead.post(path, &answers).status, 303);
        let seen = lead.get("/imports/I-0001").text();
        assert!(
            seen.contains("GBP 1200") && seen.contains("Take all of it"),
            "{seen}"
        );
        let named = [("name", "Contracts of the county")];
        assert_eq!(lead.post("/imports/I-0001/profile", &named).status, 303);
        assert_eq!(takes(&lead, "I-0001", "all").status, 303);
        assert!(
            lead.get("/register/A-0001")
                .text()
                .contains("Canary Builders")
        );
        let next = table.replace("c-1", "c-2").replace("1200", "77");
        assert_eq!(brings(&lead, "d.csv", next.as_bytes()).status, 303);
        assert!(
            lead.get("/imports/I-0002")
                .text()
                .contains("Contracts of the county")
        );
        let used = [("use", "Contracts of the county")];
        assert_eq!(lead.post("/imports/I-0002/answers", &used).status, 303);
        assert!(lead.get("/imports/I-0002").text().contains("GBP 77"));
        assert_eq!(
            lead.post("/imports/I-0002/answers", &[("use", "none of ours")])
                .status,
            404
        );
        assert_eq!(takes(&lead, "I-0002", "all").status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_mean_harm_are_answered_with_the_reason() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let deep = format!(r#"{{"grants": {}"#, "[".repeat(500_000));
    let files: [(&[u8], &str); 7] = [
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"\x00\x01\x02\x03\x04", "neither text nor a workbook"),
        (br#"{"a": 1}"#, "JSON of something else"),
        (
            b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "document type",
        ),
        (b"PK\x03\x04somethingelse", "not a workbook"),
        (b"\x1f\x8bnot gzip", "packed file is damaged"),
        (deep.as_bytes(), "it was cut off"),
    ];
    for (nth, (file, why)) in (1..).zip(files) {
        let came = brings(&lead, "x.csv", file);
        assert_eq!(came.status, 303, "{why}");
        let page = lead.get(&format!("/imports/I-{nth:04}"));
        assert_eq!(page.status, 200);
        let text = page.text();
        assert!(
            text.contains(why) && text.contains("cannot be taken"),
            "{why}: {text}"
        );
        assert!(!text.contains("Take all of it"), "{why}");
        let taken = takes(&lead, &format!("I-{nth:04}"), "good");
        assert_eq!(taken.status, 422, "{why}");
    }
    assert_eq!(brings(&lead, "x.csv", b"").status, 422);
    let visits = lead.get("/imports/new?kind=visits").text();
    assert!(visits.contains("Visits go into a check, and there is none yet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_in_a_column_of_its_own_stays_in_the_sealed_file() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let table = "Identifier,Title,Amount Awarded,Currency,Award Date,Recipient Org:Name,Funding Org:Name,Asked at the gate\n\
        g-1,Canarytitle,10,GBP,2026-01-05,Kitchen,North Fund,Thandi Canarywitness 0715550101\n";
    assert_eq!(brings(&lead, "g.csv", table.as_bytes()).status, 303);
    assert_eq!(takes(&lead, "I-0001", "all").status, 303);
    let ctx = house.station.ctx();
    let (conn, scope) = (ctx.app.db.reads(), house.station.scope);
    let line = groundtruth::db::register::dossier_numbered(conn, scope, 1).await;
    let line = line.unwrap().unwrap();
    let kept = groundtruth::db::register::terms_of(conn, scope, line.id, 1).await;
    let kept = format!("{:?}", kept.unwrap().unwrap());
    // The columns that have a place are kept with where they stood, the other one is not.
    assert!(
        kept.contains("Canarytitle") && kept.contains("B2"),
        "{kept}"
    );
    assert!(
        !kept.contains("Canarywitness") && !kept.contains("0715550101"),
        "{kept}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_tables_that_belong_together_come_in_as_one() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let places = "Identifier,Beneficiary Location:Name\ng-1,Ward 4\ng-1,Ward 5\ng-9,Nowhere\n";
    let grants = TABLE.replace("many", "200");
    let files = [("grants.csv", grants.as_str()), ("places.csv", places)];
    let came = brings_files(&lead, &files);
    assert_eq!(came.status, 303, "{}", came.text());
    let seen = lead.get("/imports/I-0001").text();
    for said in [
        "agreements: 3",
        "places!A4",
        "“g-9” is not among the agreements of the first table",
        "grants.csv + places.csv",
    ] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    assert_eq!(takes(&lead, "I-0001", "good").status, 303);
    let agreement = lead.get("/register/A-0001").text();
    assert!(
        agreement.contains("Ward 4") && agreement.contains("Ward 5"),
        "{agreement}"
    );
    // The same files again are the same bytes.
    assert_eq!(brings_files(&lead, &files).status, 409);
    // A packed folder that somebody else made is read in the same way.
    let Some(folder) = folder() else { return };
    let listed = std::fs::read_dir(folder.join("iati/real-iadb-argentina-csv")).unwrap();
    let mut tables: Vec<(String, String)> = Vec::new();
    for entry in listed {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            tables.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert_eq!(tables.len(), 7);
    let tables: Vec<(&str, &str)> = tables
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let came = brings_files(&lead, &tables);
    let label = came.header("location").to_owned();
    let seen = lead.get(&label).text();
    assert!(
        seen.contains("IATI as joined tables") && seen.contains("agreements: 176"),
        "{seen}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_that_belong_together_stay_together_when_something_is_answered() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let places = "Identifier,Beneficiary Location:Name\ng-1,Ward 4\ng-1,Ward 5\n";
    let recipients = "Identifier,Recipient Org:Identifier,Recipient Org:Name\ng-1,GB-CHC-1164883,Canary Kitchen\n";
    let grants = "Identifier,Title,Amount Awarded,Currency,Award Date,Funding Org:Name\ng-1,Meals,1000,GBP,05/06/2014,North Fund\n";
    let files = [
        ("grants.csv", grants),
        ("places.csv", places),
        ("recipients.csv", recipients),
    ];
    assert_eq!(brings_files(&lead, &files).status, 303);
    let asked = lead.get("/imports/I-0001").text();
    assert!(asked.contains("can be two dates"), "{asked}");
    let answers = [
        ("row", "agreement"),
        ("dates", "day_first"),
        ("column-A", "source_id"),
        ("column-B", "title"),
        ("column-C", "amount"),
        ("column-D", "currency"),
        ("column-E", "signed"),
        ("column-F", "funder_name"),
    ];
    let answered = lead.post("/imports/I-0001/answers", &answers);
    assert_eq!(answered.status, 303, "{}", answered.text());
    assert_eq!(takes(&lead, "I-0001", "all").status, 303);
    let agreement = lead.get("/register/A-0001").text();
    for said in ["Canary Kitchen", "Ward 4", "Ward 5", "June 2014"] {
        assert!(agreement.contains(said), "{said}: {agreement}");
    }
}
