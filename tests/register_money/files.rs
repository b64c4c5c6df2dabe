//! Documents and imports as programs meet them: stored, seen before, answered, taken, taken back; with the reasons.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::api::{read, token_of};
use super::writes::{send, send_file, writing};
use crate::portal::browser::Answer;
use crate::support::house::House;
use crate::support::station::Station;

fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{}", answer.text()))
}

/// Field, code and place of everything that is wrong.
fn wrong(answer: &Answer) -> Vec<(String, String, String)> {
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = body(answer);
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    let errors = problem["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            assert!(!text(error, "detail").is_empty(), "{error}");
            (text(error, "field"), text(error, "code"), text(error, "at"))
        })
        .collect()
}

fn triple(field: &str, code: &str, at: &str) -> (String, String, String) {
    (field.to_owned(), code.to_owned(), at.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_store_documents_and_read_them() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let (reads, writes) = (token_of(&lead), writing(&lead));
        let program = house.visitor();
        let text = "Ten taps work at each place.\nThey work each day.";
        let made = send_file(&program, "/api/documents?title=The+contract", &writes, text);
        assert_eq!(
            (made.status, made.header("location")),
            (201, "/api/documents/D-0001")
        );
        let one = body(&read(&program, "/api/documents/D-0001", &reads));
        assert_eq!(one["title"], "The contract");
        let digest = Sha256::digest(text);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(one["sha256"], digest);
        assert_eq!((&one["has_text"], &one["pages"]), (&json!(true), &json!(1)));
        let file = read(&program, one["file"].as_str().unwrap(), &reads);
        assert_eq!((file.status, file.text()), (200, text.to_owned()));
        let found = body(&read(&program, "/api/documents?q=contract", &reads));
        assert_eq!((&found["total"], &found["items"][0]), (&json!(1), &one));
        assert!(
            lead.get("/documents/D-0001")
                .text()
                .contains("The contract")
        );

        // The same bytes, no title, no bytes, and what could run in a browser.
        let again = send_file(&program, "/api/documents?title=Again", &writes, text);
        assert_eq!(again.status, 409);
        assert_eq!(
            wrong(&again),
            [triple("file", "documents-refused-there", "")]
        );
        let nameless = send_file(&program, "/api/documents", &writes, "More words.");
        assert_eq!(nameless.status, 422);
        assert_eq!(
            wrong(&nameless),
            [triple("title", "documents-refused-empty", "")]
        );
        let empty = send_file(&program, "/api/documents?title=x", &writes, "");
        assert_eq!(
            wrong(&empty),
            [triple("file", "documents-refused-none", "")]
        );
        let page = "<!doctype html><script>alert(1)</script>";
        let page = send_file(&program, "/api/documents?title=x", &writes, page);
        assert_eq!(page.status, 415);
        assert_eq!(wrong(&page), [triple("file", "documents-refused-runs", "")]);
        assert_eq!(
            send_file(&program, "/api/documents?name=x", &writes, "w").status,
            400
        );
        let all = body(&read(&program, "/api/documents", &reads));
        assert_eq!(all["total"], 1);

        // A token that reads stores nothing, one of an observer neither, and nothing of others is there.
        let refused = send_file(&program, "/api/documents?title=x", &reads, "Other words.");
        assert_eq!(refused.status, 404);
        let theirs = house.visitor();
        let scope = house.station.another("theirs").await;
        theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
        house.sets_up_a_factor(&theirs, "olga").await;
        let foreign = token_of(&theirs);
        for path in ["/api/documents/D-0001", "/documents/D-0001/file"] {
            assert_eq!(read(&program, path, &foreign).status, 404, "{path}");
        }
        assert_eq!(
            body(&read(&program, "/api/documents", &foreign))["total"],
            0
        );
    }
}

/// Dates that can be two, sums without a currency, and one row that does not do.
const TABLE: &str = "Contract no,Title,Amount,Signed\n\
    g-1,Taps,1200,05/06/2026\ng-2,Meals,about many,07/06/2026\ng-3,Beds,50.10,08/06/2026\n";

#[tokio::test(flavor = "multi_thread")]
async fn programs_bring_in_a_table_answer_what_is_asked_take_it_and_take_it_back() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let (reads, writes) = (token_of(&lead), writing(&lead));
        let program = house.visitor();
        let made = send_file(&program, "/api/imports?name=c.csv", &writes, TABLE);
        assert_eq!(
            (made.status, made.header("location")),
            (201, "/api/imports/I-0001")
        );
        let waits = body(&read(&program, "/api/imports/I-0001", &reads));
        assert_eq!(
            (&waits["state"], &waits["file_name"]),
            (&json!("waiting"), &json!("c.csv"))
        );
        let file = read(&program, waits["file"].as_str().unwrap(), &reads);
        assert_eq!((file.status, file.text()), (200, TABLE.to_owned()));

        let preview = "/api/imports/I-0001/preview";
        let take = "/api/imports/I-0001/take";
        let all = r#"{"rows": "all"}"#;
        let seen = body(&send(&program, preview, &writes, "{}"));
        assert_eq!(seen["may_be_taken"], false, "{seen:#}");
        let asked = seen["questions"].to_string();
        assert!(
            asked.contains("can be two dates") && asked.contains("currency"),
            "{asked}"
        );
        assert_eq!(seen["columns"][3]["first"][0], "05/06/2026");
        let refused = send(&program, take, &writes, all);
        assert_eq!(refused.status, 422);
        assert_eq!(
            wrong(&refused),
            [triple("file", "imports-trouble-asked", "")]
        );

        // What nobody can answer is told by its field, and nothing is kept of it.
        let nonsense = r#"{"dates": "soon", "check": "a-0099", "places": "x", "profile": "{}", "named_profile": "none"}"#;
        let refused = send(&program, preview, &writes, nonsense);
        assert_eq!(refused.status, 422);
        let fields: Vec<_> = wrong(&refused)
            .into_iter()
            .map(|(field, _, _)| field)
            .collect();
        assert_eq!(
            fields,
            ["dates", "check", "places", "named_profile", "profile"]
        );
        // The profile that was guessed, with what only people know, comes back as a text.
        let mut profile = seen["profile"].clone();
        profile["fixed"] = json!({"currency": "USD"});
        let columns = profile["columns"].as_array_mut().unwrap();
        let signed = columns.iter_mut().find(|one| one["heading"] == "Signed");
        signed.unwrap()["dates"] = json!("day_first");
        let answers = json!({"profile": profile.to_string()}).to_string();
        let seen = body(&send(&program, preview, &writes, &answers));
        assert_eq!(seen["questions"], json!([]), "{seen:#}");
        assert_eq!(
            (&seen["agreements"], &seen["refused"], &seen["sums"]),
            (&json!(2), &json!(1), &json!({"USD": "1250.1"})),
            "{seen:#}"
        );
        assert_eq!(seen["may_be_taken"], true);
        assert!(seen["refusals"][0]["at"].as_str().unwrap().ends_with("C3"));
        let total = |path: &str| body(&read(&program, path, &reads))["total"].clone();
        assert_eq!(total("/api/agreements"), 0);

        // All or nothing tells the row; then the good ones.
        let refused = send(&program, take, &writes, all);
        assert_eq!(refused.status, 422);
        let told = wrong(&refused);
        assert_eq!(told.len(), 1);
        assert!(
            told[0].1.starts_with("problem-import-") && told[0].2.ends_with("C3"),
            "{told:?}"
        );
        assert_eq!(total("/api/agreements"), 0);
        let which = send(&program, take, &writes, "{}");
        assert_eq!(wrong(&which), [triple("rows", "field-choice", "")]);
        let taken = send(&program, take, &writes, r#"{"rows": "good"}"#);
        assert_eq!(taken.status, 200, "{}", taken.text());
        let done = body(&read(&program, "/api/imports/I-0001", &reads));
        assert_eq!(
            (
                &done["state"],
                &done["made"],
                &done["taken"],
                &done["refused"]
            ),
            (
                &json!("done"),
                &json!(["A-0001", "A-0002"]),
                &json!(2),
                &json!(1)
            )
        );
        assert_eq!(done["refusals"].as_array().unwrap().len(), 1);
        let beds = body(&read(&program, "/api/agreements/A-0002", &reads));
        assert_eq!(
            (&beds["title"], &beds["value"]),
            (&json!("Beds"), &json!("50.1"))
        );

        // Once is enough, and what was taken is taken back.
        let again = send(&program, take, &writes, all);
        assert_eq!(again.status, 404);
        let again = send_file(&program, "/api/imports?name=c.csv", &writes, TABLE);
        assert_eq!(
            (again.status, wrong(&again)[0].1.as_str()),
            (409, "imports-trouble-there")
        );
        let undo = "/api/imports/I-0001/undo";
        assert_eq!(send(&program, undo, &reads, "{}").status, 404);
        assert_eq!(send(&program, undo, &writes, "{}").status, 200);
        assert_eq!(total("/api/agreements"), 0);
        assert_eq!(
            body(&read(&program, "/api/imports/I-0001", &reads))["state"],
            "undone"
        );
        assert_eq!(send(&program, undo, &writes, "{}").status, 404);

        // A file that is none of ours says why where it would be seen, and cannot be taken.
        let other = send_file(
            &program,
            "/api/imports?name=x.json",
            &writes,
            r#"{"type": "FeatureCollection"}"#,
        );
        assert_eq!(other.status, 201);
        let seen = body(&send(
            &program,
            "/api/imports/I-0002/preview",
            &writes,
            "{}",
        ));
        assert_eq!(
            seen["unreadable"]["code"], "json-of-something-else",
            "{seen:#}"
        );
        let refused = send(&program, "/api/imports/I-0002/take", &writes, all);
        assert_eq!(refused.status, 422);
        assert_eq!(
            wrong(&refused),
            [triple("file", "problem-import-json-of-something-else", "/")]
        );
        assert_eq!(
            send(&program, "/api/imports/I-0002/discard", &writes, "{}").status,
            200
        );
        assert_eq!(read(&program, "/api/imports/I-0002", &reads).status, 404);
        let empty = send_file(&program, "/api/imports", &writes, "");
        assert_eq!(
            (empty.status, wrong(&empty)[0].1.as_str()),
            (422, "imports-trouble-nothing")
        );
        assert_eq!(total("/api/imports"), 1);
    }
}
