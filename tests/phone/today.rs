//! What a phone is told for today and of what it sent.

use super::{House, id, json, with_a_phone};

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_is_told_where_to_go_what_to_ask_and_what_the_agreement_says() {
    let house = House::on_sqlite().await;
    let (lead, phone) = with_a_phone(&house).await;
    let assign = [
        ("place", "s-0002"),
        ("instrument", "visit"),
        ("who", phone.observer.as_str()),
        ("due", "2026-12-01"),
    ];
    let assigned = lead.post("/checks/a-0001/sample/assign", &assign);
    assert_eq!(assigned.status, 303, "{}", assigned.text());
    let answer = phone.get("/field/today");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    let told = json(&answer);
    assert_eq!(told["observer"], phone.observer.as_str());
    assert_eq!(told["audit"]["code"], "a-0001");
    assert_eq!(told["audit"]["organisation"], "Water Watch");
    assert_eq!(told["audit"]["seal_key"]["crv"], "P-256");
    assert_eq!(told["places"].as_array().unwrap().len(), 3);
    let asked = &told["instruments"][0];
    assert_eq!(asked["code"], "visit");
    let question = &asked["questions"][1];
    assert_eq!(question["id"], "o-01");
    for language in ["en", "es", "fr"] {
        assert!(
            question["text"][language]
                .as_str()
                .is_some_and(|text| text.len() > 5),
            "{question}"
        );
    }
    assert_eq!(
        told["agreement"]["visit"]["o-01"],
        "Ten taps work at each place."
    );
    let letter = told["if_stopped"]["letter_text"]["en"].as_str().unwrap();
    assert!(
        letter.contains(&phone.observer) && letter.contains("Water Watch"),
        "{letter}"
    );
    assert!(told["if_stopped"]["sentences"][0]["fr"].is_string());
    // Nobody's name, and no other code, is told to a phone.
    assert!(!answer.text().contains("Ada") && !answer.text().contains("amina"));
    assert_eq!(told["assignments"][0]["place"]["code"], "s-0002");
    assert_eq!(told["assignments"][0]["due"], "2026-12-01");
    // Asked again where nothing changed, nothing is sent.
    let mark = answer.header("etag").to_owned();
    let again = phone.ask("GET", "/field/today", &[("If-None-Match", &mark)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let time = json(&house.visitor().get("/field/time"));
    assert!(time["now"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_thread_tells_what_became_of_each_visit_and_the_slip_to_the_phone_that_sent_it() {
    let house = House::on_sqlite().await;
    let (lead, phone) = with_a_phone(&house).await;
    let first = phone.sends(&id(1), &[b"not here yet"]);
    let visits = json(&phone.get("/field/visits"));
    assert_eq!(visits.as_array().unwrap().len(), 1);
    let one = &visits[0];
    assert_eq!(one["id"], id(1));
    assert_eq!(
        (&one["number"], &one["slip"]),
        (&first["number"], &first["slip"])
    );
    assert_eq!(one["state"], "received");
    assert_eq!(one["files"]["announced"], 1);
    assert_eq!(one["files"]["arrived"], 0);
    assert!(one["since"][0]["words"]["es"].is_string());
    let back = [
        ("decision", "revision_asked"),
        ("reason", "incomplete"),
        ("words", "Which tap?"),
    ];
    let decided = lead.post("/checks/a-0001/visits/V-0001/decide", &back);
    assert_eq!(decided.status, 303, "{}", decided.text());
    let one = json(&phone.get("/field/visits"))[0].clone();
    assert_eq!(
        (&one["state"], &one["said"]),
        (&"asked_again".into(), &"Which tap?".into())
    );
    // The correction is another visit that names the first, from whichever phone the observer has now.
    let phone = super::let_in(&house, &lead, &phone.observer);
    let headers = [("Content-Type", "application/json")];
    let path = format!("/observations/{}?corrects=V-0001", id(2));
    let corrected = phone.ask("PUT", &path, &headers, phone.visit(&[]).as_bytes());
    assert_eq!(corrected.status, 201, "{}", corrected.text());
    let visits = json(&phone.get("/field/visits"));
    assert_eq!(visits[0]["number"], "V-0002");
    assert!(visits[0]["slip"].is_string() && visits[1]["slip"].is_null());
}
