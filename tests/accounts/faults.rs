//! A fault at every row that an act writes: each time nothing of it is there afterwards, and the same act done again
//! without the fault is done.

use groundtruth::db::{StorageError, write};
use groundtruth::domain::case::Standing;
use groundtruth::features::cases::actions::{IfThere, import_case};
use groundtruth::features::cases::reading::read_case;
use groundtruth::infra::words::Words;
use sea_orm::{ConnectionTrait, Statement};

use super::drill::everything;
use crate::portal::browser::Answer;
use crate::support::house::{House, PASSWORD, Visitor};

/// Tries are counted, and a session is kept alive, before the act and whatever becomes of it.
const BESIDE: [&str; 2] = ["throttle", "session"];

async fn sql(house: &House, text: &str) {
    let done = write(&house.station.app.db, async |txn| {
        let done = txn.execute_unprepared(text).await;
        done.map(|_| ()).map_err(StorageError::Database)
    });
    done.await.unwrap();
}

/// From now on the `nth` row that is written fails; 0 is none.
async fn fails_at(house: &House, nth: u32) {
    sql(house, &format!("update countdown set n = {nth}")).await;
}

async fn set_up(house: &House) {
    sql(
        house,
        "create table countdown (n integer); insert into countdown values (0)",
    )
    .await;
    let conn = house.station.app.db.reads();
    let listed = "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), listed));
    for row in rows.await.unwrap() {
        let table: String = row.try_get_by_index(0).unwrap();
        if table == "countdown" || BESIDE.contains(&table.as_str()) {
            continue;
        }
        for what in ["insert", "update", "delete"] {
            let trigger = format!(
                "create trigger \"fault_{table}_{what}\" before {what} on \"{table}\" begin \
                 select raise(abort, 'fault') from countdown where n = 1; \
                 update countdown set n = n - 1 where n > 0; end"
            );
            sql(house, &trigger).await;
        }
    }
}

/// What is kept, without what stands beside the act.
async fn kept(house: &House) -> Vec<String> {
    let mut all = everything(house).await;
    all.retain(|row| {
        let beside = BESIDE
            .iter()
            .any(|table| row.starts_with(&format!("{table}: ")));
        !beside && !row.starts_with("countdown: ")
    });
    all
}

/// Does an act with a fault at each row that it writes, until it writes fewer rows than that. Gives how many there were.
async fn sweep(house: &House, what: &str, act: impl Fn() -> Answer) -> u32 {
    let before = kept(house).await;
    for nth in 1..200 {
        fails_at(house, nth).await;
        let answer = act();
        fails_at(house, 0).await;
        if answer.status < 400 {
            assert_ne!(kept(house).await, before, "{what}: nothing was done");
            return nth - 1;
        }
        assert_eq!(
            answer.status,
            500,
            "{what}, at row {nth}: {}",
            answer.text()
        );
        let after = kept(house).await;
        assert_eq!(
            after, before,
            "{what}: a part of it is there after a fault at row {nth}"
        );
    }
    panic!("{what}: it never ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_at_any_row_leaves_nothing_of_an_act() {
    let house = House::on_sqlite().await;
    let first = house.first_code(house.station.scope).await;
    set_up(&house).await;
    let lead = house.visitor();
    let mut counted = Vec::new();
    let begun = sweep(&house, "begin", || {
        lead.begins(&first, "Water Watch", "amina")
    });
    counted.push(("begin", begun.await));
    house.sets_up_a_factor(&lead, "amina").await;
    let codes = sweep(&house, "recovery codes", || {
        lead.post("/account/recovery-codes", &[("current", PASSWORD)])
    });
    counted.push(("recovery codes", codes.await));
    let invited = sweep(&house, "invite", || {
        lead.post(
            "/people/invitations",
            &[("role", "observer"), ("note", "otto")],
        )
    });
    counted.push(("invite", invited.await));
    let code = lead.invites("observer", "otto");
    let otto = house.visitor();
    let joined = sweep(&house, "join", || otto.joins(&code, "otto"));
    counted.push(("join", joined.await));
    let changed = sweep(&house, "role", || {
        let fields = [("number", "2"), ("role", "checker"), ("standing", "in")];
        lead.post("/people/change", &fields)
    });
    counted.push(("role", changed.await));
    let settings = sweep(&house, "settings", || {
        let fields = [
            ("organisation", "River Watch"),
            ("work_name", "monitoring"),
            ("language", "fr"),
            ("zone", "UTC"),
        ];
        lead.post("/settings", &fields)
    });
    counted.push(("settings", settings.await));
    let token = sweep(&house, "token", || {
        lead.post(
            "/account/tokens",
            &[("token_name", "x"), ("current", PASSWORD)],
        )
    });
    counted.push(("token", token.await));
    let agreement = sweep(&house, "agreement", || {
        let fields = [
            ("title", "Taps"),
            ("kind", "contract"),
            ("places", "Tap one\nTap two"),
        ];
        lead.post("/register/new", &fields)
    });
    counted.push(("agreement", agreement.await));
    let promise = sweep(&house, "promise", || {
        let fields = [
            ("promise", "Ten taps work at each place."),
            ("step", "fields"),
            ("kind", "quantity"),
            ("unit", "taps"),
            ("target", "at_least"),
            ("amount", "10"),
            ("each_place", "yes"),
        ];
        lead.post("/register/A-0001/promises/new", &fields)
    });
    counted.push(("promise", promise.await));
    let begun = sweep(&house, "check", || lead.post("/register/A-0001/check", &[]));
    counted.push(("check", begun.await));
    let today = house
        .station
        .app
        .surroundings
        .now()
        .date_naive()
        .to_string();
    // The questions are made from the promises once, with the first visit; that is an act of its own.
    let visited = |place: &str| {
        let fields = [
            ("place", place),
            ("date", today.as_str()),
            ("observers", "W-01"),
            ("seen-o-01", "in_order"),
            ("value-o-01", "10"),
        ];
        lead.post("/checks/a-0001/visits", &fields)
    };
    // It waits for a checker, and its slip is shown.
    assert_eq!(visited("s-0002").status, 200);
    let visit = sweep(&house, "visit", || visited("s-0001"));
    counted.push(("visit", visit.await));
    let question = account_to_withdraw(&house).await;
    let withdrawn = sweep(&house, "withdrawal", || {
        lead.post(&question, &[("current", PASSWORD)])
    });
    counted.push(("withdrawal", withdrawn.await));
    let all: u32 = counted.iter().map(|(_, rows)| rows).sum();
    assert!(counted.iter().all(|(_, rows)| *rows >= 2), "{counted:?}");
    assert!(all > 80, "{counted:?}");
    crate::support::postgres::say(&format!("a fault at each of {all} rows: {counted:?}"));
    let visitor: &Visitor = &lead;
    assert_eq!(visitor.get("/account").status, 200);
}

/// An audit in which somebody said something; the address of the question before it is taken out.
async fn account_to_withdraw(house: &House) -> String {
    let text = include_str!("../../templates/cases/practice-lunch-tables/case.yaml");
    let mut case = read_case(text, &Words::english()).unwrap().case;
    case.standing = Standing::Own;
    let ctx = house.station.ctx();
    import_case(&ctx, &case, IfThere::Refuse).await.unwrap();
    format!("/checks/{}/accounts/{}", case.id, case.accounts[0].id)
}
