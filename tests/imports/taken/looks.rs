//! The pages in a real browser, by somebody who is signed in.

use super::{brings, takes};
use crate::portal::looks::look;
use crate::support::house::House;

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
    let paths = [
        "/imports",
        "/imports/new?kind=visits",
        "/imports/I-0001",
        "/imports/I-0002",
        "/imports/I-0003",
        "/imports/I-0003/undo",
    ];
    let cookie = lead.cookie.borrow().clone();
    let wrong = look(house.address, &paths.map(String::from), cookie.as_deref());
    assert!(wrong.as_ref().is_none_or(Vec::is_empty), "{wrong:?}");
}
