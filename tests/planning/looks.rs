//! The pages of a plan in a real browser, signed in.

use super::{listed, sent};
use crate::portal::looks::look;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_plan_is_clean_in_a_real_browser() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    listed(&lead);
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let lines = format!("{long} | north\nTap 2 | south\nTap 3 | south\nكتلة ج | south");
    sent(&lead, "/checks/a-0001/sample/places", &[("lines", &lines)]);
    let draft: Vec<String> = [
        "",
        "/plan",
        "/plan/lock",
        "/sample",
        "/people",
        "/letters",
        "/hours",
        "/rounds",
    ]
    .map(|page| format!("/checks/a-0001{page}"))
    .to_vec();
    let cookie = lead.cookie.borrow().clone();
    let Some(mut wrong) = look(house.address, &draft, cookie.as_deref()) else {
        return;
    };
    let person = [
        ("name", long),
        ("role-observer", "yes"),
        ("tie", "employment"),
        ("tie_note", long),
    ];
    sent(&lead, "/checks/a-0001/people", &person);
    let plan = [
        ("objectives", long),
        ("unit", "toilets"),
        ("design", "simple_random"),
        ("planned", "6"),
        ("asked_by", long),
        ("risk-1-group", long),
        ("risk-1-level", "high"),
        ("window_first", "2026-12-01"),
        ("window_weeks", "3"),
        ("hours", "60"),
        ("hours_per_visit", "2.5"),
    ];
    sent(&lead, "/checks/a-0001/plan", &plan);
    sent(&lead, "/checks/a-0001/plan/lock", &[]);
    let mut changed = plan.to_vec();
    changed[3].1 = "7";
    changed.push(("reason", long));
    sent(&lead, "/checks/a-0001/plan", &changed);
    sent(
        &lead,
        "/checks/a-0001/sample/assign",
        &[("due", "2026-12-05")],
    );
    let stop = [("what", long)];
    sent(&lead, "/checks/a-0001/people/stop", &stop);
    let mut locked: Vec<String> = [
        "", "/plan", "/sample", "/people", "/letters", "/hours", "/rounds",
    ]
    .map(|page| format!("/checks/a-0001{page}"))
    .to_vec();
    for letter in ["window", "debrief", "authorisation", "badge"] {
        locked.push(format!("/checks/a-0001/letters/{letter}"));
    }
    wrong.extend(look(house.address, &locked, cookie.as_deref()).unwrap_or_default());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
