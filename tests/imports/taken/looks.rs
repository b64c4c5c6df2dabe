//! The pages in a real browser, by somebody who is signed in.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::process::Command;

use super::{brings, brings_with, takes};
use crate::portal::looks::look;
use crate::support::house::House;
use crate::support::programs::{Browser, browser};

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_imports_are_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let table =
        "Contract no,Title,Amount,Signed,Supplier\nc-1,Toilets,1200,05/06/2026,Canary Builders\n";
    let wrong = "Identifier,Title,Amount Awarded,Currency,Award Date,Recipient Org:Name,Funding Org:Name\n\
        g-1,Meals,1000.50,GBP,2026-01-05,Canary Kitchen,North Fund\ng-2,Beds,many,GBP,2026-01-06,Canary Beds,North Fund\n";
    assert_eq!(brings(&lead, "asks.csv", table.as_bytes()).status, 303);
    assert_eq!(brings(&lead, "wrong.csv", wrong.as_bytes()).status, 303);
    let good = wrong.replace("many", "7");
    assert_eq!(brings(&lead, "good.csv", good.as_bytes()).status, 303);
    assert_eq!(takes(&lead, "I-0003", "all").status, 303);
    super::visits::check(&lead);
    let visits =
        "Place,Date,Observer,Clean?,Toilets counted\nBlock 1,05/06/2025,W-01,half of them,3\n";
    let came = brings_with(
        &lead,
        &[("check", "a-0003")],
        "visits.csv",
        visits.as_bytes(),
    );
    assert_eq!(came.status, 303, "{}", came.text());
    let paths = [
        "/imports",
        "/imports/new?kind=visits",
        "/imports/I-0001",
        "/imports/I-0002",
        "/imports/I-0003",
        "/imports/I-0003/undo",
        "/imports/I-0004",
        "/imports/new?kind=visits&check=a-0003",
    ];
    let cookie = lead.cookie.borrow().clone();
    let wrong = look(house.address, &paths.map(String::from), cookie.as_deref());
    assert!(wrong.as_ref().is_none_or(Vec::is_empty), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_row_is_found_and_mended_in_a_real_browser() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    for width in ["360", "1280"] {
        let house = House::on_sqlite().await;
        let lead = house.administrator("amina").await;
        let wrong = house.station.file("wrong.csv");
        std::fs::write(&wrong, super::tables::TABLE).unwrap();
        let mended = house.station.file("mended.csv");
        std::fs::write(&mended, super::tables::TABLE.replace("many", "200")).unwrap();
        let cookie = lead.cookie.borrow().clone().unwrap();
        let mut mending = Command::new(&node);
        mending
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/imports/taken/mend.mjs"
            ))
            .arg(&modules)
            .arg(&chromium)
            .arg(format!("http://{}", house.address))
            .args([cookie.as_str(), width])
            .args([&wrong, &mended]);
        if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
            mending.arg(folder);
        }
        let output = mending.output().expect("node starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let failed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{failed}\n{said}");
        let lines: Vec<&str> = said.lines().collect();
        // That the server refused is the browser's own word, not the page's.
        let faults: Vec<_> = lines
            .iter()
            .filter(|line| line.starts_with("axe:") || line.starts_with("console:"))
            .filter(|line| !line.contains("422"))
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
        for expected in [
            "sideways wrong: 0",
            "says C3: true",
            "says is not a number: true",
            "sideways refused: 0",
            "says Nothing was taken: true",
            "sideways mended: 0",
            "sideways taken: 0",
            "says New agreements: 3: true",
        ] {
            assert!(lines.contains(&expected), "{expected} at {width}\n{said}");
        }
    }
}
