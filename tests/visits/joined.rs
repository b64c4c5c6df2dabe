//! The drill of a seizure: with the disk alone nobody can join a member with a place and a day.

use std::collections::BTreeSet;

use sea_orm::TryGetable as _;

use super::{TAPS, begun, houses, observation, sent, text};
use crate::storage::schema::{columns, query};

/// The rows of every table, each value as text with the name of its column.
async fn rows(
    conn: &sea_orm::DatabaseConnection,
    engine: &str,
) -> Vec<(String, Vec<(String, String)>)> {
    let mut all = Vec::new();
    for (table, columns) in columns(conn).await {
        let names: Vec<String> = columns.iter().map(|(name, ..)| name.clone()).collect();
        // SQLite keeps ids as bytes.
        let as_text = |name: &String| match engine {
            "SQLite" => format!(
                "CASE typeof(\"{name}\") WHEN 'blob' THEN hex(\"{name}\") \
                 ELSE CAST(\"{name}\" AS TEXT) END"
            ),
            _ => format!("CAST(\"{name}\" AS TEXT)"),
        };
        let quoted: Vec<String> = names.iter().map(as_text).collect();
        let sql = format!("SELECT {} FROM \"{table}\"", quoted.join(", "));
        for row in query(conn, &sql).await {
            let values = names.iter().enumerate().filter_map(|(at, name)| {
                let value = Option::<String>::try_get_by(&row, at).ok().flatten();
                Some((name.clone(), value?))
            });
            all.push((table.clone(), values.collect()));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_cannot_be_joined_with_a_place_and_a_day() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        // Numbers that nothing else has.
        for name in ["b", "c", "d"] {
            house.member(&lead, "observer", name).await;
        }
        let observer = house.member(&lead, "observer", "ben").await;
        let member = 5;
        begun(&lead, &[TAPS]);
        house.advance(chrono::TimeDelta::minutes(7));
        // By a program, by the form, on paper; and what the observer takes back.
        let path = "/observations/00000000-0000-4000-8000-000000000001";
        let body = observation("s-0002", 8);
        let put = sent(
            &observer,
            "PUT",
            path,
            ("application/json", body.as_bytes()),
        );
        assert_eq!(put.status, 201);
        let start = [
            ("instrument", "visit"),
            ("place", "s-0003"),
            ("date", "2026-01-05"),
            ("time", "09:30"),
            ("observers", "W-07"),
        ];
        let draft = observer.post("/checks/a-0001/drafts", &start);
        assert_eq!(draft.status, 303, "{}", text(&draft));
        let take = [("reason", "no_consent"), ("words", "They asked me to.")];
        let taken = observer.post("/checks/a-0001/mine/V-0001/withdraw", &take);
        assert_eq!(taken.status, 303, "{}", text(&taken));

        let app = &house.station.app;
        let rows = rows(app.db.reads(), engine).await;
        let of = |table: &'static str| rows.iter().filter(move |(name, _)| name == table);
        let value = |row: &[(String, String)], column: &str| {
            let found = row.iter().find(|(name, _)| name == column);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let members: Vec<&Vec<(String, String)>> = of("member")
            .map(|(_, row)| row)
            .filter(|row| value(row, "number") == member.to_string())
            .collect();
        assert_eq!(members.len(), 1, "{engine}");
        // Whatever names the member: their ids and, in a column of who did it, their number.
        let ids: BTreeSet<String> = ["id", "person_id", "subject_key_id"]
            .map(|column| value(members[0], column))
            .into_iter()
            .filter(|id| !id.is_empty())
            .collect();
        let submission = of("submission").next().expect("it came in").1.clone();
        let visit: BTreeSet<String> = [
            value(&submission, "id"),
            value(&submission, "client_id"),
            "V-0001".to_owned(),
            "v-0001".to_owned(),
            "s-0002".to_owned(),
            "s-0003".to_owned(),
        ]
        .into();
        let who = [
            "by",
            "member",
            "number",
            "writer",
            "first_by",
            "second_by",
            "sent_by",
        ];
        for (table, row) in &rows {
            let names_member = row.iter().any(|(column, value)| {
                ids.contains(value)
                    || (who.contains(&column.as_str()) && *value == member.to_string())
            });
            let names_visit = row.iter().any(|(_, value)| visit.contains(value));
            // A number of the audit's own is no number of a member.
            let counted = ["counter", "place", "site", "dossier_promise", "obligation"];
            if counted.contains(&table.as_str()) {
                continue;
            }
            assert!(!(names_member && names_visit), "{engine} {table}: {row:?}");
        }
        // Nor by the minute: no line of who did what falls together with what came in.
        assert!(
            !value(&submission, "received_on").contains(':'),
            "{submission:?}"
        );
        for (_, row) in of("access_entry") {
            let what = value(row, "what");
            let tells = ["visit", "sheet", "photograph"];
            let tells = tells.iter().any(|word| what.contains(word));
            let is_theirs = value(row, "number") == member.to_string();
            assert!(!(tells && is_theirs), "{engine}: {row:?}");
        }
        // The checking finds what is there: whoever signed in reads it with the key.
        let mine = text(&observer.get("/checks/a-0001/mine"));
        assert!(mine.contains("V-0001"), "{mine}");
    }
}
