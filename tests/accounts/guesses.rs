//! Ten thousand guesses over a day, from as many networks as somebody likes, while the program is started anew again and again:
//! a handful of them is weighed (V6.3.1, V6.6.3).

use std::sync::Arc;

use chrono::TimeDelta;
use groundtruth::db::connect;
use groundtruth::infra::app::App;
use groundtruth::infra::words::Words;

use crate::support::house::{House, PASSWORD, Visitor};
use crate::support::postgres::say;
use crate::support::station::Station;

const GUESSES: u32 = 10_000;
/// After so many the program is started anew, which forgets how much each network asked.
const EACH: u32 = 200;

/// The same database under a new program.
async fn anew(mut house: House) -> House {
    let old = &house.station.app;
    let db = connect(&old.config.database_url()).await.unwrap();
    let app = Arc::new(App {
        blobs: old.blobs.clone(),
        reader: old.reader.clone(),
        config: old.config.clone(),
        db,
        master: old.master.clone(),
        words: Words::english(),
        surroundings: Box::new(house.station.clock.clone()),
    });
    house.station.app = app;
    House::over(house.station).await
}

/// Guesses for a day; gives how many were weighed. What was refused without being weighed is told with 429.
async fn a_day_of_guesses(
    mut house: House,
    guess: impl Fn(&House, &mut Option<Visitor>, u32) -> u16,
) -> (House, u32) {
    let apart = TimeDelta::milliseconds(i64::from(86_400_000 / GUESSES));
    let (mut weighed, mut visitor) = (0, None);
    for at in 0..GUESSES {
        if at % EACH == EACH - 1 {
            house = anew(house).await;
            visitor = None;
        }
        let status = guess(&house, &mut visitor, at);
        assert!([422, 429].contains(&status), "{at}: {status}");
        weighed += u32::from(status == 422);
        house.advance(apart);
    }
    (house, weighed)
}

/// Five at once, then after waits that double up to a quarter of an hour: so many in a day, and no more.
const A_DAY: u32 = 5 + 6 + 96;

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_thousand_guesses_at_a_password_a_handful_is_weighed() {
    let house = House::over(Station::on_sqlite().await).await;
    house.administrator("amina").await;
    let guess = |house: &House, visitor: &mut Option<Visitor>, at: u32| {
        let visitor = visitor.get_or_insert_with(|| house.visitor());
        let word = format!("four green ladders {at}");
        visitor.signs_in("amina", &word).status
    };
    let (house, weighed) = a_day_of_guesses(house, guess).await;
    assert!((50..=A_DAY).contains(&weighed), "{weighed}");
    // Not even the right one is weighed just now; after the wait it is.
    let house = anew(house).await;
    house.visitor().signs_in("amina", "four green ladders lean");
    assert_eq!(house.visitor().signs_in("amina", PASSWORD).status, 429);
    house.advance(TimeDelta::minutes(15));
    assert_eq!(house.visitor().signs_in("amina", PASSWORD).status, 303);
    say(&format!(
        "of {GUESSES} guesses at a password in a day {weighed} were weighed"
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_thousand_guesses_at_a_second_factor_a_handful_is_weighed() {
    let house = House::over(Station::on_sqlite().await).await;
    house.administrator("amina").await;
    // Whoever guesses knows the password, and signs in anew whenever the half session is over.
    let guess = |house: &House, visitor: &mut Option<Visitor>, at: u32| {
        let half = visitor.take().unwrap_or_else(|| {
            let half = house.visitor();
            assert_eq!(half.signs_in("amina", PASSWORD).status, 303);
            half
        });
        let digits = format!("{:06}", (at * 97) % 1_000_000);
        let mut status = half.post("/sign-in/code", &[("code", &digits)]).status;
        if ![422, 429].contains(&status) {
            assert_eq!(half.signs_in("amina", PASSWORD).status, 303, "{status}");
            status = half.post("/sign-in/code", &[("code", &digits)]).status;
        }
        *visitor = Some(half);
        status
    };
    let (house, weighed) = a_day_of_guesses(house, guess).await;
    assert!((50..=A_DAY).contains(&weighed), "{weighed}");
    say(&format!(
        "of {GUESSES} guesses at a second factor in a day {weighed} were weighed"
    ));
    drop(house);
}
