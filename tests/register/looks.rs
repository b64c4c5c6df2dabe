//! The pages of the register in a real browser, signed in.

use super::{lead, sent};
use crate::portal::looks::look;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_register_is_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let amina = lead(&house).await;
    let empty = [
        "/start",
        "/start/kits",
        "/start/kits/own",
        "/register",
        "/requests",
        "/register/new?kind=not_produced",
    ];
    let cookie = amina.cookie.borrow().clone();
    let Some(mut wrong) = look(house.address, &empty.map(String::from), cookie.as_deref()) else {
        return;
    };
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let fields = [
        ("title", "Chemical toilets in Mshengu"),
        ("kind", "contract"),
        ("funders", "City of Cape Town"),
        ("providers", long),
        ("from", "2026-01-01"),
        ("to", "2026-12-31"),
        ("value", "1200000"),
        ("currency", "ZAR"),
        ("basis", "per_unit"),
        ("places", "Block A | Ward 4\nBlock B | Ward 4\nكتلة ج"),
        ("document", "Tender 12/2026, signed 3 December 2025"),
        ("url", "https://example.org/tender.pdf"),
    ];
    let agreement = sent(&amina, "/register/new", &fields);
    for (promise, unit, target, amount, per) in [
        (
            "At least 346 toilets stand in the settlement.",
            "toilets",
            "at_least",
            "346",
            "",
        ),
        (
            "Each toilet is cleaned twice a day.",
            "toilets",
            "times",
            "2",
            "day",
        ),
        ("كل مرحاض مثبت في الأرض", "toilets", "every", "", ""),
    ] {
        let fields = [
            ("promise", promise),
            ("unit", unit),
            ("target", target),
            ("amount", amount),
            ("per", per),
            ("clause", "7.2"),
            ("page", "12"),
            ("quote", promise),
            ("places", "Block A"),
            ("penalty", "10% of the month"),
        ];
        sent(&amina, &format!("{agreement}/promises/new"), &fields);
    }
    let standard = [
        ("target", "at_least"),
        ("amount", "400"),
        ("rank", "law"),
        ("source", "Water Services Act"),
    ];
    sent(
        &amina,
        &format!("{agreement}/promises/O-01/criteria"),
        &standard,
    );
    let amendment = [
        ("effective", "2026-03-01"),
        ("changed", "Twenty more toilets; the price falls."),
    ];
    sent(&amina, &format!("{agreement}/amend"), &amendment);
    let changed = [
        ("promise", "At least 366 toilets stand in the settlement."),
        ("unit", "toilets"),
        ("target", "at_least"),
        ("amount", "366"),
    ];
    sent(&amina, &format!("{agreement}/promises/O-01/edit"), &changed);
    let missing = sent(
        &amina,
        "/register/new",
        &[
            ("title", "Night shelter for women"),
            ("kind", "not_produced"),
        ],
    );
    for (what, days) in [
        ("The contract with every amendment", "30"),
        ("Minutes of the council", ""),
    ] {
        let request = [
            ("what", what),
            ("asked_of", "City clerk"),
            ("how", "letter"),
            ("asked_on", "2026-01-05"),
            ("law", "Access to Information Act"),
            ("days", days),
        ];
        sent(&amina, &missing, &request);
    }
    let answer = [
        ("answered_on", "2026-01-20"),
        ("outcome", "refused"),
        ("answer", "They say that it is confidential."),
    ];
    sent(&amina, &format!("{missing}/Q-0002"), &answer);
    let mut paths: Vec<String> = [
        "/register",
        "/register?q=nothing",
        "/requests",
        "/register/new?kind=contract",
        "/register/A-0002",
        &missing,
    ]
    .map(String::from)
    .into();
    paths.push(format!("{missing}/Q-0001"));
    for under in [
        "",
        "/edit",
        "/amend",
        "/versions?from=4&to=6",
        "/promises/new",
        "/promises/new?promise=At+least+12+toilets+are+cleaned+twice+a+day+by+30+June+2026",
        "/promises/O-01",
        "/promises/O-01/edit",
        "/promises/O-01/drop",
        "?on=2026-01-01",
    ] {
        paths.push(format!("{agreement}{under}"));
    }
    wrong.extend(look(house.address, &paths, cookie.as_deref()).unwrap_or_default());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
