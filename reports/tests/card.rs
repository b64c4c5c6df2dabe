//! The promise card: one page in large print, tagged and the same bytes, in every language; honest about what is left out.

use crate::pdf::programs::{File, run};
use crate::pdf::reader::Reader;
use crate::pdf::spoken::{spoken, squeezed};
use groundtruth_reports::compose::compose_card;
use groundtruth_reports::export::{html, pdf};
use groundtruth_reports::model::{Card, CardPromise, TextDirection};

const PROMISES: [[&str; 8]; 3] = [
    [
        "There are 24 toilets for us at Hillside.",
        "Every toilet works and does not leak.",
        "Each toilet is cleaned 7 times a week.",
        "Every door locks from the inside.",
        "Every toilet has a light that works.",
        "There are water and soap to wash our hands.",
        "A broken toilet is fixed in 2 days.",
        "At least one toilet in five can be used by people in a wheelchair, with a ramp, a wide door and a rail to hold.",
    ],
    [
        "Hay 24 baños para nosotros en Hillside.",
        "Cada baño funciona y no tiene fugas.",
        "Cada baño se limpia 7 veces por semana.",
        "Cada puerta se cierra por dentro.",
        "Cada baño tiene una luz que funciona.",
        "Hay agua y jabón para lavarse las manos.",
        "Un baño roto se arregla en 2 días.",
        "Al menos uno de cada cinco baños se puede usar en silla de ruedas, con rampa, puerta ancha y una barra para agarrarse.",
    ],
    [
        "Il y a 24 toilettes pour nous à Hillside.",
        "Chaque toilette marche et ne fuit pas.",
        "Chaque toilette est nettoyée 7 fois par semaine.",
        "Chaque porte se ferme de l’intérieur.",
        "Chaque toilette a une lampe qui marche.",
        "Il y a de l’eau et du savon pour se laver les mains.",
        "Une toilette cassée est réparée en 2 jours.",
        "Au moins une toilette sur cinq peut servir en fauteuil roulant, avec une rampe, une porte large et une barre d’appui.",
    ],
];

fn card(language: usize, promises: usize) -> Card {
    let texts = PROMISES[language].iter().cycle().take(promises);
    Card {
        language: ["en", "es", "fr"][language].to_owned(),
        kind: ["Promise card", "Tarjeta de promesas", "Carte des promesses"][language].to_owned(),
        title: ["What we are owed: toilets", "Lo que se nos debe: baños", "Ce qui nous est dû : des toilettes"][language]
            .to_owned(),
        lines: vec![
            "The City of Tshwane promised this.".to_owned(),
            "It is written in: Contract 12 of 2026 for shared toilets.".to_owned(),
            "From 1 January 2027 to 31 December 2027.".to_owned(),
        ],
        promises: texts
            .map(|text| CardPromise {
                text: (*text).to_owned(),
                under: "Clause 4.2, page 7.".to_owned(),
            })
            .collect(),
        more: (1..=promises).map(|left| format!("And {left} more: ask for the whole list.")).collect(),
        tell_title: "Something missing? Tell us.".to_owned(),
        tell: vec![
            "Tell Hillside Forum, Tuesdays at the hall, 012 345 678. Say what was missing, where and when.".to_owned(),
            "You do not have to give your name.".to_owned(),
        ],
        notes_title: "What I saw, where and when".to_owned(),
        issued_line: "Hillside Forum, 22 November 2026".to_owned(),
        number_line: "toilets".to_owned(),
        organisation: "Hillside Forum".to_owned(),
        date: Some("2026-11-22".to_owned()),
        skip: "Go to the card".to_owned(),
        top: "Back to the top".to_owned(),
        ..Card::default()
    }
}

fn pages(bytes: &[u8]) -> usize {
    lopdf::Document::load_mem(bytes).unwrap().get_pages().len()
}

#[test]
fn up_to_eight_promises_stand_on_one_page_in_every_language() {
    for language in 0..3 {
        for count in [0, 1, 4, 8] {
            let card = card(language, count);
            let bytes = pdf::card(&card).unwrap();
            assert_eq!(pages(&bytes), 1, "{language} {count}");
            assert_eq!(bytes, pdf::card(&card).unwrap(), "the same bytes");
            let heard: String = squeezed(&Reader::new(&bytes).tags().text);
            assert_eq!(heard, spoken(&compose_card(&card)), "{language} {count}");
        }
    }
}

#[test]
fn what_does_not_fit_is_counted_and_nothing_is_smaller() {
    let many = card(0, 40);
    let bytes = pdf::card(&many).unwrap();
    assert_eq!(pages(&bytes), 1);
    let said = Reader::new(&bytes).tags().text;
    let left: usize = (1..40)
        .find(|left| said.contains(&format!("And {left} more: ask")))
        .expect("it says how many are left out");
    assert!(
        said.contains(&format!("{}.", 40 - left)) && !said.contains(&format!("{}.", 41 - left))
    );
    assert!(40 - left >= 8, "{left} of 40 left out");
    // The other edition has room for all.
    let page = String::from_utf8(html::card(&many)).unwrap();
    assert_eq!(page.matches("<li>").count(), 40);
    assert!(!page.contains("more: ask"));
}

#[test]
fn one_promise_longer_than_the_page_does_not_hang() {
    let mut long = card(0, 2);
    long.promises[0].text = "word ".repeat(3_000);
    assert!(pages(&pdf::card(&long).unwrap()) >= 1);
    let mut wide = card(0, 3);
    wide.title = "Donaudampfschifffahrtsgesellschaft".repeat(3);
    wide.promises[0].text = "<script>alert(1)</script>".to_owned();
    assert_eq!(pages(&pdf::card(&wide).unwrap()), 1);
    let page = String::from_utf8(html::card(&wide)).unwrap();
    assert!(!page.contains("<script") && page.contains("&lt;script"));
}

#[test]
fn the_page_has_one_heading_a_list_and_its_language() {
    let page = String::from_utf8(html::card(&card(2, 5))).unwrap();
    assert_eq!(
        (page.matches("<h1>").count(), page.matches("<ol>").count()),
        (1, 1)
    );
    assert!(page.contains("<html lang=\"fr\" dir=\"ltr\">"));
    let arabic = Card {
        language: "ar".to_owned(),
        direction: TextDirection::Rtl,
        title: "ما وُعدنا به".to_owned(),
        ..card(0, 3)
    };
    assert_eq!(pages(&pdf::card(&arabic).unwrap()), 1);
    let page = String::from_utf8(html::card(&arabic)).unwrap();
    assert!(page.contains("dir=\"rtl\""));
}

#[test]
fn other_programs_find_nothing_wrong_with_a_card() {
    for (name, card) in [
        ("eight", card(1, 8)),
        ("one", card(0, 1)),
        ("many", card(2, 30)),
    ] {
        let file = File::new(&format!("card-{name}.pdf"), &pdf::card(&card).unwrap());
        if let Some(output) = run("qpdf", "qpdf", &["--check", "FILE"], &file.0) {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(
                output.status.success() && !said.contains("WARNING"),
                "{name}: {said}"
            );
        }
        let pdfua = crate::pdf::tools::from_pypi("pdfua");
        if let Some(output) = run(&pdfua, "pdfua from PyPI", &["check", "FILE"], &file.0) {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.contains("errors=0"), "{name}: {said}");
        }
        let outloud = crate::pdf::tools::from_pypi("outloud");
        let arguments = ["--no-info", "--skip=DOC-012", "--json", "-", "FILE"];
        if let Some(output) = run(&outloud, "outloud from PyPI", &arguments, &file.0) {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{name}: {said}");
        }
    }
}
