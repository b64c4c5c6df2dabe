//! Sentences of contracts in three languages with what they ask for, and what holds for any sentence.

use proptest::prelude::*;

use super::*;

/// How a suggestion reads: target, unit, kind, last day.
fn read(sentence: &str, language: Language) -> String {
    let made = suggest(sentence, language);
    let target = match &made.target {
        None => "-".to_owned(),
        Some(target) => serde_json::to_string(target)
            .unwrap()
            .replace(['"', '{', '}'], ""),
    };
    let kind = made.kind.map_or("-".to_owned(), |kind| {
        serde_json::to_string(&kind).unwrap().replace('"', "")
    });
    let unit = made.unit.as_deref().unwrap_or("-");
    let until = made
        .until
        .map(|date| format!(" | {date}"))
        .unwrap_or_default();
    format!("{target} | {unit} | {kind}{until}")
}

#[test]
fn sentences_of_contracts_are_read_as_they_are_meant() {
    let english = [
        (
            "The provider keeps at least 12 chemical toilets in Ward 4.",
            "at_least:12 | chemical toilets | quantity",
        ),
        (
            "Not more than twenty-four cots.",
            "at_most:24 | cots | quantity",
        ),
        (
            "At least twelve toilets are in place.",
            "at_least:12 | toilets | quantity",
        ),
        (
            "No more than 30 pupils per teacher.",
            "at_most:30 | pupils per teacher | ratio",
        ),
        (
            "Toilets are cleaned twice a day.",
            "times:count:2,per:day | - | frequency",
        ),
        (
            "Each toilet is emptied three times per week.",
            "times:count:3,per:week | toilet | frequency",
        ),
        (
            "Refuse is collected every week.",
            "times:count:1,per:week | - | frequency",
        ),
        (
            "Refuse is collected weekly.",
            "times:count:1,per:week | - | frequency",
        ),
        (
            "Leaks are repaired within 24 hours.",
            "at_most:24 | hours | deadline",
        ),
        (
            "Complaints get an answer within five working days.",
            "at_most:5 | working days | deadline",
        ),
        (
            "The clinic opens by 30 June 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "The clinic opens by June 30, 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "The clinic opens no later than 2026-06-30.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "The hall is ready before 1 July 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "The hall is ready by June 2026.",
            "by:2026-06 | - | deadline",
        ),
        (
            "At least 346 toilets by 30 June 2026.",
            "at_least:346 | toilets | quantity | 2026-06-30",
        ),
        (
            "Between 10 and 15 nurses are on duty.",
            "between:low:10,high:15 | nurses | presence",
        ),
        (
            "Staff spend 4 to 5 hours with clients.",
            "between:low:4,high:5 | hours | quantity",
        ),
        (
            "At least 95% of calls are answered.",
            "at_least:95% | calls | condition",
        ),
        (
            "95 per cent of the calls are answered.",
            "at_least:95% | calls | condition",
        ),
        ("All toilets are clean.", "every | toilets | condition"),
        (
            "One toilet for every five families.",
            "at_most:5 | families / toilet | ratio",
        ),
        (
            "At least 450 meals are served every day.",
            "at_least:450 | meals every day | quantity",
        ),
        (
            "The kitchen serves 1,200 meals per day.",
            "at_least:1200 | meals per day | quantity",
        ),
        (
            "More than two hundred and fifty households receive water.",
            "more_than:250 | households | quantity",
        ),
        (
            "Fewer than 5 beds are broken.",
            "fewer_than:5 | beds | quantity",
        ),
        ("Exactly 3 guards.", "exactly:3 | guards | quantity"),
        ("10 beds or more are free.", "at_least:10 | beds | quantity"),
        (
            "The price does not exceed $4.50 per meal.",
            "at_most:4.50 | - | price",
        ),
        (
            "Two million litres of water are delivered.",
            "at_least:2000000 | litres | quantity",
        ),
        ("The line is open.", "- | - | access"),
        ("Clause 7.2 applies.", "- | - | -"),
        ("Service of good quality.", "- | - | -"),
        ("", "- | - | -"),
    ];
    let spanish = [
        (
            "Se instalan al menos 12 baños públicos en el barrio.",
            "at_least:12 | baños públicos | quantity",
        ),
        (
            "Habrá por lo menos treinta y cinco camas.",
            "at_least:35 | camas | quantity",
        ),
        (
            "No más de 30 alumnos por maestro.",
            "at_most:30 | alumnos por maestro | ratio",
        ),
        (
            "Los baños se limpian dos veces al día.",
            "times:count:2,per:day | - | frequency",
        ),
        (
            "La basura se recoge una vez por semana.",
            "times:count:1,per:week | - | frequency",
        ),
        (
            "La basura se recoge todos los días.",
            "times:count:1,per:day | - | frequency",
        ),
        (
            "Las fugas se reparan en un plazo de 24 horas.",
            "at_most:24 | horas | deadline",
        ),
        (
            "La clínica abre a más tardar el 30 de junio de 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "El salón está listo antes del 1 de julio de 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "Entre 10 y 15 enfermeras están de turno.",
            "between:low:10,high:15 | enfermeras | presence",
        ),
        (
            "Al menos el 95 % de las llamadas se contestan.",
            "at_least:95% | llamadas | condition",
        ),
        (
            "Se contestan al menos 95 % de las llamadas.",
            "at_least:95% | llamadas | condition",
        ),
        (
            "Se entregan 1.200 comidas por día.",
            "at_least:1200 | comidas por día | quantity",
        ),
        (
            "El precio es de 3,50 euros.",
            "at_most:3.50 | euros | price",
        ),
    ];
    let french = [
        (
            "Il y a au moins 12 toilettes publiques dans le quartier.",
            "at_least:12 | toilettes publiques | quantity",
        ),
        (
            "Au moins quatre-vingt-dix lits sont prêts.",
            "at_least:90 | lits | quantity",
        ),
        (
            "Au moins soixante et onze lits.",
            "at_least:71 | lits | quantity",
        ),
        (
            "Pas plus de 30 élèves par enseignant.",
            "at_most:30 | élèves par enseignant | ratio",
        ),
        (
            "Les toilettes sont nettoyées deux fois par jour.",
            "times:count:2,per:day | - | frequency",
        ),
        (
            "Les déchets sont ramassés chaque semaine.",
            "times:count:1,per:week | - | frequency",
        ),
        (
            "Les fuites sont réparées dans un délai de 24 heures.",
            "at_most:24 | heures | deadline",
        ),
        (
            "Une réponse est donnée sous cinq jours ouvrés.",
            "at_most:5 | jours ouvrés | deadline",
        ),
        (
            "La clinique ouvre au plus tard le 30 juin 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "La salle est prête avant le 1er juillet 2026.",
            "by:2026-06-30 | - | deadline",
        ),
        (
            "Entre 10 et 15 infirmières sont de garde.",
            "between:low:10,high:15 | infirmières | presence",
        ),
        (
            "La cuisine sert 1 200 repas par jour.",
            "at_least:1200 | repas par jour | quantity",
        ),
        (
            "Au moins 95 % des appels reçoivent une réponse.",
            "at_least:95% | appels | condition",
        ),
    ];
    let mut wrong = Vec::new();
    for (language, sentences) in [
        (Language::English, &english[..]),
        (Language::Spanish, &spanish[..]),
        (Language::French, &french[..]),
    ] {
        for (sentence, expected) in sentences {
            let found = read(sentence, language);
            if found != *expected {
                wrong.push(format!("{sentence}\n  is  {found}\n  not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(english.len() + spanish.len() + french.len() >= 40);
}

#[test]
fn the_language_is_that_of_the_small_words() {
    for language in Language::ALL {
        let made = read("Los baños se limpian dos veces al día.", language);
        assert_eq!(made, "times:count:2,per:day | - | frequency");
    }
}

#[test]
fn what_is_taken_for_granted_is_told() {
    let heard = |sentence: &str| suggest(sentence, Language::English).heard;
    let assumed = heard("The provider supplies 12 toilets.");
    assert!(
        assumed
            .iter()
            .any(|one| one.what == What::Assumed && one.words == "12")
    );
    let said = heard("The provider supplies at least 12 toilets.");
    assert!(said.iter().all(|one| one.what != What::Assumed));
    assert!(said.iter().any(|one| one.words == "at least 12"));
}

#[test]
fn a_number_that_has_no_room_beside_how_often_is_told() {
    let made = suggest(
        "At least 12 toilets are cleaned twice a day.",
        Language::English,
    );
    assert!(matches!(made.target, Some(Target::Times { count: 2, .. })));
    let left: Vec<_> = made
        .heard
        .iter()
        .filter(|one| one.what == What::Left)
        .collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].words, "At least 12");
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC*") {
        for language in Language::ALL {
            let made = suggest(&text, language);
            for heard in &made.heard {
                prop_assert!(text.contains(&heard.words) && !heard.words.is_empty());
            }
            prop_assert!(made.target.is_none() || !made.heard.is_empty());
            prop_assert_eq!(&made, &suggest(&text, language));
        }
    }

    #[test]
    fn words_in_any_order_are_read_without_harm(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "at", "least", "between", "and", "10", "95", "%", "two", "hundred", "million", "times", "a",
            "day", "every", "within", "hours", "by", "30", "June", "2026", "of", "per", "una", "vez", "al",
            "entre", "y", "quatre", "vingt", "cent", "jours", "1.200", "1,5", "toilets", ",", "/", "-",
        ]), 0..25),
    ) {
        let text = words.join(" ");
        for language in Language::ALL {
            let made = suggest(&text, language);
            if let Some(Target::Between { low, high }) = &made.target {
                prop_assert!(low.value() <= high.value());
            }
            if let Some(Target::Times { count, .. }) = &made.target {
                prop_assert!(*count > 0);
            }
        }
    }

    #[test]
    fn a_number_in_digits_is_the_number_that_is_suggested(number in 2u32..1_000_000) {
        let text = format!("At least {number} toilets are in place.");
        let made = suggest(&text, Language::English);
        let Some(Target::AtLeast(stated)) = made.target else {
            return Err(TestCaseError::fail("no number"));
        };
        prop_assert_eq!(stated.text(), number.to_string());
    }
}
