//! Visits that were made before, from a spreadsheet into a check: asked, seen, taken, changed by a later file, taken back.

use std::fmt::Write;

use groundtruth::db::audit::audit_named;
use groundtruth::db::comparison::{compared, compared_in_passing};
use groundtruth::db::register::{collected_before_plan, origins_of};
use groundtruth::db::{AuditId, SeededIds, load_case};
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;
use groundtruth::domain::comparison::{Comparison, Entry};
use groundtruth::domain::fieldwork::SeenAs;
use groundtruth::domain::figure::Value;
use groundtruth::domain::number::Exact;
use groundtruth::domain::refusal::RefusalCode;
use groundtruth::domain::sample::Sample;

use super::{brings_with, takes};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

/// An agreement with twelve places and two promises, and its check.
pub(super) fn check(lead: &Visitor) {
    let places: Vec<String> = (1..=12).map(|at| format!("Block {at}")).collect();
    let fields = [
        ("title", "Toilets of the settlement"),
        ("kind", "contract"),
        ("funders", "City"),
        ("providers", "Canary Services"),
        ("from", "2020-01-01"),
        ("places", &places.join("\n")),
    ];
    let made = lead.post("/register/new", &fields);
    assert_eq!(made.status, 303, "{}", made.text());
    let agreement = made.header("location").to_owned();
    for (promise, target, amount) in [
        ("At least 900 toilets stand there.", "at_least", "900"),
        ("Each toilet is clean.", "every", ""),
    ] {
        let fields = [
            ("promise", promise),
            ("unit", "toilets"),
            ("target", target),
            ("amount", amount),
        ];
        let made = lead.post(&format!("{agreement}/promises/new"), &fields);
        assert_eq!(made.status, 303, "{}", made.text());
    }
    assert_eq!(lead.post(&format!("{agreement}/check"), &[]).status, 303);
}

/// Three hundred visits: every date has two readings, one place is none of the check.
fn table(wrong: &str) -> String {
    let mut text = "Place,Date,Observer,Clean?,Toilets counted,Remarks\n".to_owned();
    for row in 0..300 {
        let (place, nth) = (row % 12 + 1, row / 12);
        let place = match row {
            148 => wrong.to_owned(),
            _ => format!("Block {place}"),
        };
        let (day, month) = (nth % 12 + 1, nth / 12 + 1);
        let who = ["Thandi Canarywitness", "W-02"][row % 2];
        let clean = ["yes", "no", "half of them"][row % 3];
        let count = row % 4 + 1;
        writeln!(
            text,
            "{place},{day:02}/{month:02}/2025,{who},{clean},{count},Mr Canaryguard {row} had the key to all of the doors"
        )
        .unwrap();
    }
    text
}

const ANSWERS: [(&str, &str); 14] = [
    ("row", "visit"),
    ("check", "a-0001"),
    ("places", "refuse"),
    ("dates", "day_first"),
    ("column-A", "visit_place"),
    ("column-B", "visit_date"),
    ("column-C", "observer"),
    ("column-D", "answer"),
    ("promise-D", "o-02"),
    ("means-D-half of them", "partly"),
    ("column-E", "answer_value"),
    ("promise-E", "o-01"),
    ("means-E-#", "in_order"),
    ("column-F", "visit_note"),
];

/// What the rows of a table say, counted here and not by the program: clean, half, not, and the sum of the counts.
fn counted(table: &str, left_out: &str) -> (u64, u64, u64, u64) {
    let mut all = (0, 0, 0, 0);
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[0] == left_out {
            continue;
        }
        match cells[3] {
            "yes" => all.0 += 1,
            "half of them" => all.1 += 1,
            "no" => all.2 += 1,
            other => panic!("{other}"),
        }
        all.3 += cells[4].parse::<u64>().unwrap();
    }
    all
}

/// Wilson's interval at 95 percent, by its formula.
fn wilson(k: f64, n: f64) -> (f64, f64) {
    let z = 1.959_963_984_540_054;
    let p = k / n;
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let by = 1.0 + z * z / n;
    ((middle - half) / by, (middle + half) / by)
}

/// What was found of a promise.
fn found(comparison: &Comparison, promise: &str) -> Entry {
    let rows = comparison.rows.iter();
    let mut rows = rows.filter(|row| row.obligation.as_str() == promise);
    let row = rows.next().unwrap();
    assert_eq!(row.found.len(), 1, "{row:#?}");
    row.found[0].clone()
}

/// Holds the comparison of the check against what the table says.
async fn compares(house: &House, audit: AuditId, (clean, half, not, sum): (u64, u64, u64, u64)) {
    let (app, scope) = (&house.station.app, house.station.scope);
    let today = app.surroundings.now().date_naive();
    let of = clean + half + not;
    let said = compared(&app.db, scope, &app.master, audit, today).await;
    let said = said.unwrap();
    // Counts, and the rate of those judged; half is not in order.
    let toilets = found(&said.comparison, "o-02");
    let Value::InOrder(seen) = &toilets.figure.value else {
        panic!("{:?}", toilets.figure.value);
    };
    assert_eq!((seen.count, seen.of, seen.partly), (clean, of, half));
    let measured = toilets.measured.unwrap();
    let rate = Exact::from(clean).over(Exact::from(of)).unwrap();
    assert_eq!(measured.value, Some(rate));
    assert_eq!(measured.short, Some(Exact::from(of - clean)));
    // The places were on a list that somebody chose: no interval is made up.
    assert_eq!(measured.interval, None);
    let codes: Vec<_> = measured.refusals.iter().map(|one| one.code).collect();
    assert!(
        codes.contains(&RefusalCode::NotProbabilitySample),
        "{codes:?}"
    );
    let Value::Count(count) = found(&said.comparison, "o-01").figure.value else {
        panic!("a sum of counts");
    };
    assert_eq!(count.value(), Exact::from(sum));

    // Had chance decided which toilets were seen, the same visits would have an interval: of a list without a known
    // length by the plain formula, of 1,200 toilets with n / (1 - n / N) in the place of n.
    let (n, k) = (of as f64, clean as f64);
    for (universe, size) in [(None, n), (Some(1_200), n / (1.0 - n / 1_200.0))] {
        let mut case = said.case.clone();
        let drawn = serde_json::json!({
            "id": "drawn", "frame": "Toilets of the settlement", "unit": "toilets",
            "design": "simple_random", "universe": universe, "visited": true,
        });
        let drawn: Sample = serde_json::from_value(drawn).unwrap();
        case.samples = vec![drawn];
        let mut ids = SeededIds::new([7; 32], app.surroundings.now());
        let said = compared_in_passing(case, today, &mut ids).await.unwrap();
        let measured = found(&said.comparison, "o-02").measured.unwrap();
        let interval = measured.interval.unwrap();
        let (low, high) = wilson(k / n * size, size);
        assert!((interval.low - low).abs() < 1e-9, "{interval:?} {low}");
        assert!((interval.high - high).abs() < 1e-9, "{interval:?} {high}");
    }
}

async fn stored(house: &House) -> (AuditId, Case) {
    let (app, scope) = (&house.station.app, house.station.scope);
    let code = Code::parse("a-0001").unwrap();
    let line = audit_named(app.db.reads(), scope, &code).await.unwrap();
    let audit = line.unwrap().id;
    let case = load_case(&app.db, scope, &app.master, audit).await.unwrap();
    (audit, case)
}

/// Nothing in the folder of the server has this text.
fn stands_nowhere(folder: &std::path::Path, text: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            stands_nowhere(&path, text);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        let found = bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes());
        assert!(!found, "{text} stands in {}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_visits_from_a_spreadsheet() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        check(&lead);
        let way = lead.get("/imports/new?kind=visits&check=a-0001").text();
        assert!(way.contains("name=\"check\"") && way.contains("Toilets of the settlement"));
        let first = table("Block 99");
        let came = brings_with(&lead, &[("check", "a-0001")], "old.csv", first.as_bytes());
        assert_eq!(came.status, 303, "{}", came.text());
        // What only people know is asked, and nothing can be taken before.
        let asked = lead.get("/imports/I-0001").text();
        for said in [
            "can be two dates. What comes first",
            "“Clean?”: of which promise does it speak?",
            "half of them",
            "“Toilets counted”: what does a number alone mean",
        ] {
            assert!(asked.contains(said), "{said}: {asked}");
        }
        assert!(!asked.contains("Take all of it"));
        assert_eq!(takes(&lead, "I-0001", "all").status, 422);
        let answered = lead.post("/imports/I-0001/answers", &ANSWERS);
        assert_eq!(answered.status, 303, "{}", answered.text());
        let seen = lead.get("/imports/I-0001").text();
        assert!(seen.contains("visits: 299, things seen: 598"), "{seen}");
        assert!(
            seen.contains("A150") && seen.contains("“Block 99” is no place of the check"),
            "{seen}"
        );
        assert_eq!(takes(&lead, "I-0001", "all").status, 422);
        assert_eq!(takes(&lead, "I-0001", "good").status, 303);
        let done = lead.get("/imports/I-0001").text();
        assert!(
            done.contains("New visits: 299") && done.contains("Collected before the plan"),
            "{done}"
        );
        let desk = lead.get("/checks/a-0001").text();
        assert!(
            desk.contains("Collected before the plan: 299") && desk.contains("12 of 12 places"),
            "{desk}"
        );
        assert_eq!(lead.get("/audits/a-0001").status, 200);

        let (audit, case) = stored(&house).await;
        assert_eq!((case.visits.len(), case.observations.len()), (299, 598));
        // The day came first: the second row of dates is of the second of January.
        assert_eq!(case.visits[12].date.to_string(), "2025-01-02");
        assert_eq!(case.visits[0].observers, ["W-03"], "a name is a code");
        assert_eq!(case.visits[1].observers, ["W-02"]);
        let partly = case.observations.iter();
        let partly = partly.filter(|one| one.seen == SeenAs::Partly).count();
        assert_eq!(partly, 100);
        let told = counted(&first, "Block 99");
        assert_eq!((told.0, told.1, told.2), (100, 100, 99));
        compares(&house, audit, told).await;
        let promise = lead.get("/audits/a-0001").text();
        assert!(promise.contains("100 of 299"), "{promise}");
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let origins = origins_of(conn, scope, &house.station.app.master, audit).await;
        let origins = origins.unwrap();
        let (at, text) = &origins[0].origin.cells["observations[1].seen"];
        assert!(at.ends_with("!D2") && text == "yes", "{at} {text}");
        // Who looked and who was met stands nowhere in clear, and on no page of the import.
        stands_nowhere(house.station.folder(), "Canarywitness");
        stands_nowhere(house.station.folder(), "Canaryguard");
        assert!(!done.contains("Canarywitness") && !done.contains("Canaryguard"));

        // A later file mends the wrong row and changes another one: nothing is there twice.
        let later = table("Block 5").replacen(
            "Block 1,01/01/2025,Thandi Canarywitness,yes",
            "Block 1,01/01/2025,Thandi Canarywitness,no",
            1,
        );
        let came = brings_with(&lead, &[("check", "a-0001")], "new.csv", later.as_bytes());
        assert_eq!(came.status, 303, "{}", came.text());
        assert_eq!(lead.post("/imports/I-0002/answers", &ANSWERS).status, 303);
        assert_eq!(takes(&lead, "I-0002", "all").status, 303);
        let done = lead.get("/imports/I-0002").text();
        for said in [
            "New visits: 1",
            "Visits that say something new: 1",
            "Visits that say what was known: 298",
        ] {
            assert!(done.contains(said), "{said}: {done}");
        }
        let (_, case) = stored(&house).await;
        assert_eq!((case.visits.len(), case.observations.len()), (300, 600));
        let changed = case.observations.iter();
        let mut changed = changed.filter(|one| one.visit.as_str() == "t-001");
        assert!(changed.any(|one| one.seen == SeenAs::NotInOrder));
        let told = counted(&later, "");
        assert_eq!((told.0, told.1, told.2), (99, 100, 101));
        compares(&house, audit, told).await;
        // What was taken over again from the register stays marked.
        assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
        let marked = collected_before_plan(conn, scope, audit).await.unwrap();
        assert_eq!(marked.len(), 300);

        let refused = lead.post("/imports/I-0001/undo", &[]);
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert!(refused.text().contains("I-0002"));
        assert_eq!(lead.post("/imports/I-0002/undo", &[]).status, 303);
        let (_, case) = stored(&house).await;
        assert_eq!((case.visits.len(), case.observations.len()), (299, 598));
        compares(&house, audit, counted(&first, "Block 99")).await;
        let before = case.observations.iter();
        let mut before = before.filter(|one| one.visit.as_str() == "t-001");
        assert!(before.all(|one| one.seen == SeenAs::InOrder));
        assert_eq!(lead.post("/imports/I-0001/undo", &[]).status, 303);
        let (_, case) = stored(&house).await;
        assert!(case.visits.is_empty() && case.observations.is_empty());
        assert!(lead.get("/checks/a-0001").text().contains("0 of 12 places"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_for_each_thing_seen_is_joined_and_new_places_are_added_only_where_it_is_said() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    check(&lead);
    let table = "Site,Visit date,Observer,Promise,Seen,Number\n\
        Block 1,2025-03-02,W-01,O-01,yes,4\nBlock 1,2025-03-02,W-01,O-02,no,\nBlock 1,2025-03-02,W-01,O-02,yes,\n\
        New yard,2025-03-02,W-01,O-02,in order,\nBlock 2,2099-01-01,W-01,O-02,yes,\nBlock 2,2025-03-02,W-01,O-77,yes,\n\
        Block 2,2025-03-02,W-01,O-01,,7\nBlock 3,2025-03-02,,O-02,yes,\n";
    let came = brings_with(&lead, &[("check", "a-0001")], "long.csv", table.as_bytes());
    assert_eq!(came.status, 303, "{}", came.text());
    let mut answers = vec![
        ("row", "visit"),
        ("check", "a-0001"),
        ("places", "refuse"),
        ("column-A", "visit_place"),
        ("column-B", "visit_date"),
        ("column-C", "observer"),
        ("column-D", "visit_promise"),
        ("column-E", "answer"),
        ("column-F", "answer_value"),
        ("means-F-#", "partly"),
    ];
    let path = "/imports/I-0001/answers";
    assert_eq!(lead.post(path, &answers).status, 303);
    let seen = lead.get("/imports/I-0001").text();
    for said in [
        "visits: 2, things seen: 4",
        "“New yard” is no place of the check",
        "“2099-01-01” is later than today",
        "“O-77” is no promise of the check",
        "nothing says who looked",
    ] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    answers[2].1 = "add";
    assert_eq!(lead.post(path, &answers).status, 303);
    assert_eq!(takes(&lead, "I-0001", "good").status, 303);
    let (_, case) = stored(&house).await;
    assert_eq!((case.visits.len(), case.observations.len()), (3, 5));
    assert_eq!(case.places.len(), 13);
    // A number with a word beside it has the meaning of the word.
    assert_eq!(case.observations[0].seen, SeenAs::InOrder);
    assert_eq!(lead.get("/audits/a-0001").status, 200);
    assert_eq!(lead.post("/imports/I-0001/undo", &[]).status, 303);
    let (_, case) = stored(&house).await;
    assert_eq!((case.visits.len(), case.places.len()), (0, 12));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_chosen_and_a_profile_goes_out_and_comes_in_as_a_file() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, id) in [("Spring", "g-1"), ("Summer", "g-2")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows = [
            ["Contract no", "Title", "Amount", "Signed", "Supplier"],
            [id, name, "1200", "05/06/2026", "Canary Builders"],
        ];
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(super::brings(&lead, "c.xlsx", &bytes).status, 303);
    let asked = lead.get("/imports/I-0001").text();
    assert!(asked.contains("name=\"sheet\"") && asked.contains("Summer"));
    let chosen = lead.post("/imports/I-0001/answers", &[("sheet", "Summer")]);
    assert_eq!(chosen.status, 303);
    let answers = [
        ("row", "agreement"),
        ("dates", "month_first"),
        ("currency", "USD"),
        ("column-A", "source_id"),
        ("column-B", "title"),
        ("column-C", "amount"),
        ("column-D", "signed"),
    ];
    assert_eq!(lead.post("/imports/I-0001/answers", &answers).status, 303);
    let seen = lead.get("/imports/I-0001").text();
    assert!(seen.contains("g-2") && !seen.contains("g-1<"), "{seen}");
    let file = lead.get("/imports/I-0001/profile");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let profile = file.text();
    assert!(profile.contains("groundtruth-profile/1") && profile.contains("Summer"));
    assert_eq!(takes(&lead, "I-0001", "all").status, 303);
    // The same columns in another file are read with it at once.
    let next = "Contract no,Title,Amount,Signed,Supplier\ng-3,Autumn,7,05/06/2026,Builders\n";
    assert_eq!(super::brings(&lead, "d.csv", next.as_bytes()).status, 303);
    let wrong = super::brings_to(&lead, "/imports/I-0002/profile-file", &[], "p.json", b"{}");
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("not a profile"));
    let path = "/imports/I-0002/profile-file";
    let came = super::brings_to(&lead, path, &[], "p.json", profile.as_bytes());
    assert_eq!(came.status, 303, "{}", came.text());
    let seen = lead.get("/imports/I-0002").text();
    assert!(
        seen.contains("USD 7") && seen.contains("Take all of it"),
        "{seen}"
    );
}
