//! Sending: what is not what a form offers is refused on every operation, what a form has no field for is refused or passed
//! over, and no answer leads elsewhere.

use std::collections::BTreeSet;

use groundtruth::infra::http::Takes;

use super::{Full, is_left_alone, route_of};
use crate::accounts::drill::everything;
use crate::portal::browser::Answer;
use crate::support::house::{House, Visitor};
use crate::support::postgres::say;

/// Addresses that lead elsewhere where a program takes them as they stand.
const ELSEWHERE: [&str; 8] = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "@evil.example",
    "/%2f/evil.example",
    "javascript:alert(1)",
];

/// What nobody may say of themselves, or of a row.
const MORE: [(&str, &str); 9] = [
    ("organisation_id", "1"),
    ("org_id", "1"),
    ("id", "6d1f0c5e-8f7e-4d3a-9d59-0f2b8f0a8f11"),
    ("role", "administrator"),
    ("status", "published"),
    ("stage", "published"),
    ("operator", "true"),
    ("is_admin", "true"),
    ("created_at", "2000-01-01"),
];

/// What no field takes that offers choices, digits, days or a reference.
const NOTHING: [&str; 3] = ["no-such-thing", "-1", "'; drop table audit; --"];

fn posts(visitor: &Visitor, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    visitor.post(path, &fields)
}

/// Who belongs to which organisation as what, and whatever belongs to another one.
async fn powers(house: &House) -> BTreeSet<String> {
    let rows = everything(house).await;
    let tables = [
        "member: ",
        "organisation: ",
        "person: ",
        "api_token: ",
        "ticket: ",
    ];
    let kept = rows
        .into_iter()
        .filter(|row| tables.iter().any(|one| row.starts_with(one)));
    kept.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_form_does_not_offer_is_refused_on_every_operation() {
    let full = Full::new().await;
    let walk = full.walk(full.lead());
    let (mut routes, mut refused, mut taken) = (BTreeSet::new(), 0, Vec::new());
    for form in &walk.forms {
        let Some(line) = route_of(&full.routes, "POST", &form.action) else {
            panic!("{} leads nowhere", form.action);
        };
        routes.insert(line.path);
        if is_left_alone(&form.action) || form.is_file {
            continue;
        }
        let empty = posts(full.lead(), &form.action, &[]).status;
        assert!(empty < 500, "{}: {empty}", form.action);
        for (at, field) in form.fields.iter().enumerate() {
            if !field.is_bounded() || field.kind == "button" {
                continue;
            }
            for nothing in NOTHING {
                let mut fields = form.filled(true, 0);
                let Some(one) = fields
                    .iter_mut()
                    .find(|(name, _)| *name == form.fields[at].name)
                else {
                    continue;
                };
                nothing.clone_into(&mut one.1);
                let answer = posts(full.lead(), &form.action, &fields);
                let what = format!(
                    "{} {}={nothing}: {}",
                    form.action, field.name, answer.status
                );
                assert!(answer.status < 500, "{what}: {}", answer.text());
                match answer.status {
                    400..500 => refused += 1,
                    _ => taken.push(what),
                }
            }
        }
        // No letters at all, letters that are none, and more than any form is.
        let broken: [(&str, Vec<u8>); 3] = [
            ("cut escapes", b"%%%=%&&&==;".to_vec()),
            ("no text", b"\xff\xfe=\xff".to_vec()),
            (
                "too long",
                [b"x=".to_vec(), vec![b'a'; 64 * 1024 + 1]].concat(),
            ),
        ];
        for (what, body) in broken {
            let kind = Takes::Form.content_type();
            let answer = crate::visits::sent(full.lead(), "POST", &form.action, (kind, &body));
            let is_refused = (400..500).contains(&answer.status);
            // Where what has no field is passed over, nothing of it is left.
            let reads_none = form.fields.is_empty();
            let is_empty = answer.status == empty && (reads_none || what != "too long");
            assert!(
                is_refused || is_empty,
                "{} {what}: {}",
                form.action,
                answer.status
            );
        }
    }
    say(&format!(
        "{refused} forms refused for one field on {} routes; taken: {taken:#?}",
        routes.len()
    ));
    assert!(routes.len() >= 80, "{routes:?}");
    assert!(refused > 400, "{refused}");
    assert!(taken.is_empty(), "{taken:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_form_has_no_field_for_gives_nobody_anything_and_no_answer_leads_elsewhere() {
    let full = Full::new().await;
    let other = full.house.station.another("theirs").await;
    let theirs = full.house.visitor();
    theirs.begins(&full.house.first_code(other).await, "Theirs", "olga");
    let before = powers(&full.house).await;
    let walk = full.walk(full.lead());
    let (mut sent, mut away) = (0, 0);
    let leads_home = |answer: &Answer, what: &str| {
        let to = answer.header("location");
        let is_ours = to.is_empty()
            || (to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\"));
        assert!(is_ours && !to.contains("evil"), "{what}: {to}");
    };
    for form in &walk.forms {
        if is_left_alone(&form.action) || form.is_file {
            continue;
        }
        // What has a role for its field is for whoever manages people.
        let own: BTreeSet<&str> = form.fields.iter().map(|one| one.name.as_str()).collect();
        for (name, value) in MORE.iter().filter(|(name, _)| !own.contains(name)) {
            let mut fields = form.standing();
            fields.push(((*name).to_owned(), (*value).to_owned()));
            let answer = posts(full.lead(), &form.action, &fields);
            assert!(answer.status < 500, "{} {name}", form.action);
            leads_home(&answer, &form.action);
            sent += 1;
        }
        for to in ELSEWHERE {
            let fields: Vec<_> = ["next", "back", "return_to", "url", "redirect"]
                .map(|name| (name.to_owned(), to.to_owned()))
                .into_iter()
                .chain(form.standing())
                .collect();
            let escaped = crate::support::house::form(&[("next", to), ("back", to)]);
            let address = format!("{}?{escaped}", form.action);
            leads_home(&posts(full.lead(), &address, &fields), &form.action);
            away += 1;
        }
    }
    for (path, _) in walk.answers.iter().filter(|(path, _)| !path.contains('?')) {
        let to = ELSEWHERE[away % ELSEWHERE.len()];
        let escaped = crate::support::house::form(&[("next", to), ("back", to), ("url", to)]);
        leads_home(&full.lead().get(&format!("{path}?{escaped}")), path);
        away += 1;
    }
    // Where an address to go on to is taken: the language that is chosen on a page, and the way in.
    for to in ELSEWHERE {
        let chosen = full
            .lead()
            .post("/language", &[("language", "en"), ("back", to)]);
        assert_eq!(chosen.header("location"), "/", "{to}");
        let code = [("sign_in_name", "ben"), ("password", "wrong"), ("next", to)];
        leads_home(&full.house.visitor().post("/sign-in", &code), "/sign-in");
        away += 1;
    }
    let after = powers(&full.house).await;
    let own_settings = |rows: &BTreeSet<String>| -> BTreeSet<String> {
        rows.iter()
            .filter(|row| !row.starts_with("ticket: "))
            .cloned()
            .collect()
    };
    let (before, after) = (own_settings(&before), own_settings(&after));
    let changed: Vec<_> = before.symmetric_difference(&after).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert!(sent > 500 && away > 500, "{sent} {away}");
    say(&format!(
        "{sent} forms with a field more gave nobody anything; {away} addresses led nowhere else"
    ));
}
