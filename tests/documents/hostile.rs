//! Files that mean harm, and more than may be stored: each is answered in time with a clear word, and the server goes on.

use std::time::Duration;

use groundtruth::infra::config::{Config, Storage};

use super::papers::{agreement, with_objects, with_pages};
use super::{adds, form_with, sends};
use crate::support::house::House;
use crate::support::station::Station;

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// A name, a file, and what may be answered: 422 where it must be refused, 303 where it may be read as far as it goes.
fn evil() -> Vec<(&'static str, Vec<u8>, &'static [u16])> {
    let whole = agreement();
    let page =
        |entries: &str, content: &str| with_pages(&[(entries.to_owned(), content.to_owned())]);
    let a4 = "/MediaBox [0 0 595 842]";
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let of = |second: &str, third: &str| {
        with_objects(&[catalogue.clone(), second.to_owned(), third.to_owned()])
    };
    let locked = with_objects(&[
        catalogue.clone(),
        "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(),
    ]);
    let locked = String::from_utf8(locked).unwrap().replace(
        "/Root 1 0 R",
        "/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 \
         /O <0000000000000000000000000000000000000000000000000000000000000000> \
         /U <0000000000000000000000000000000000000000000000000000000000000000> >>",
    );
    let many: Vec<(String, String)> = (0..2_001).map(|_| (a4.to_owned(), String::new())).collect();
    vec![
        ("its head alone", b"%PDF-1.7\n".to_vec(), &[422]),
        (
            "cut in half",
            whole[..whole.len() / 2].to_vec(),
            &[303, 422],
        ),
        (
            "noise",
            [b"%PDF-1.7\n".to_vec(), vec![0xa5; 200_000]].concat(),
            &[422],
        ),
        (
            "a page tree that bites its tail",
            of("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>", "<<>>"),
            &[422],
        ),
        (
            "two trees in a ring",
            of(
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
            ),
            &[422],
        ),
        (
            "a page as wide as a country",
            page("/MediaBox [0 0 999999999 999999999]", ""),
            &[422],
        ),
        (
            "a page without a size",
            page("/MediaBox [0 0 0 0]", ""),
            &[303, 422],
        ),
        (
            "deep arrays",
            of(
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                &format!(
                    "<< /Type /Page /MediaBox [0 0 9 9] /X {} >>",
                    nested(200_000)
                ),
            ),
            &[303, 422],
        ),
        ("deep states", page(a4, &"q ".repeat(500_000)), &[303, 422]),
        ("a locked file", locked.into_bytes(), &[422]),
        ("too many pages", with_pages(&many), &[422]),
        (
            "a word that is drawn for ever",
            page(a4, &"BT /F1 9 Tf (again and again) Tj ET ".repeat(60_000)),
            &[303, 422],
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_file_is_answered_and_the_server_goes_on() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    for (name, file, expected) in evil() {
        let began = tokio::time::Instant::now();
        let answer = adds(&administrator, name, &file);
        assert!(
            expected.contains(&answer.status),
            "{name}: {} {}",
            answer.status,
            answer.text()
        );
        assert!(
            began.elapsed() < Duration::from_secs(25),
            "{name}: {:?}",
            began.elapsed()
        );
        if answer.status == 422 {
            let text = answer.text();
            assert!(
                text.contains("id=\"f-file-error\"") && text.contains("PDF"),
                "{name}: {text}"
            );
        } else {
            let pages = format!("{}/pages/1", answer.header("location"));
            assert!(
                [200, 404].contains(&administrator.get(&pages).status),
                "{name}"
            );
            assert!(
                [200, 404].contains(&administrator.get(&format!("{pages}/image")).status),
                "{name}"
            );
        }
    }
    let refused = adds(&administrator, "locked", &evil().swap_remove(9).1);
    assert!(refused.text().contains("asks for a password"));
    assert_eq!(adds(&administrator, "Whole", &agreement()).status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_too_long_is_given_up() {
    let mut station = Station::on_sqlite().await;
    let app = std::sync::Arc::get_mut(&mut station.app).unwrap();
    app.reader = app.reader.clone().with_patience(Duration::ZERO);
    let house = House::over(station).await;
    let administrator = house.administrator("amina").await;
    let answer = adds(&administrator, "Slow", &agreement());
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("takes too long"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_is_refused_and_leaves_nothing() {
    let storage = Storage {
        document: 64 * 1024,
        organisation: 100 * 1024,
        ..Storage::default()
    };
    let station = Station::with(Config {
        storage,
        ..Config::default()
    });
    let house = House::over(station.await).await;
    let administrator = house.administrator("amina").await;
    let file = |length: usize, letter: &str| letter.repeat(length).into_bytes();
    assert_eq!(
        adds(&administrator, "Too large", &file(64 * 1024 + 1, "a")).status,
        413
    );
    assert_eq!(
        adds(&administrator, "Far too large", &file(300 * 1024, "b")).status,
        413
    );
    assert_eq!(
        adds(&administrator, "Just so", &file(64 * 1024, "c")).status,
        303
    );
    assert_eq!(
        adds(&administrator, "No room", &file(64 * 1024, "d")).status,
        507
    );
    assert_eq!(adds(&administrator, "Small", &file(1024, "e")).status, 303);
    let body = form_with("Cut", &file(2_000, "f"));
    assert_eq!(
        sends(&administrator, "/documents", &body[..body.len() - 1_000]).status,
        400
    );
    let stored: usize = std::fs::read_dir(house.station.app.config.blob_folder())
        .unwrap()
        .map(|part| std::fs::read_dir(part.unwrap().path()).unwrap().count())
        .sum();
    assert_eq!(stored, 2);
}
