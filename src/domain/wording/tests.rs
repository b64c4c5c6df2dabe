//! Invented clauses with what each rule must say of them: `+` passes, `-` fails, `.` does not apply, in the order of the
//! rules. The examples of docs/check-wording.md are tested as they stand there.

use super::*;

/// verifiable, specific, dated, located, priced, single meaning, proof named, consequence named
const CLAUSES: [(&str, &str); 52] = [
    (
        "The Provider shall clean each of the 24 toilets at Hillside every day, shown by the signed log; for each missed \
         cleaning R150 is deducted.",
        "++++++++",
    ),
    (
        "The Provider shall deliver a service of high quality.",
        "-----+--",
    ),
    ("The Provider shall provide adequate toilets.", "--------"),
    (
        "The Provider shall use its best endeavours to repair taps.",
        "--------",
    ),
    (
        "The Provider shall use reasonable endeavours to answer calls within 2 minutes.",
        "-++-----",
    ),
    (
        "The Provider shall provide soap and/or hand gel at each clinic.",
        "++-+----",
    ),
    ("The Provider shall empty the bins regularly.", "+-------"),
    (
        "The Provider shall empty all bins in Elm Street every Monday.",
        "++++-+--",
    ),
    (
        "The Provider shall respond to complaints in a timely manner.",
        "--------",
    ),
    (
        "The Provider shall respond to each complaint within 5 working days.",
        "+++--+--",
    ),
    (
        "The Provider shall keep up to 50 beds free at the shelter.",
        "+--+----",
    ),
    (
        "The Provider shall keep at least 50 beds free at the shelter every night.",
        "++++-+--",
    ),
    (
        "The Provider shall supply thirty (20) desks by 1 March 2027.",
        "+++-----",
    ),
    (
        "The Provider shall supply thirty (30) desks by 1 March 2027.",
        "+++--+--",
    ),
    (
        "The Provider shall supply 25 (twenty-four) desks by March 2027.",
        "+++-----",
    ),
    (
        "The Provider shall clean the hall daily and shall repair the doors.",
        "+++-----",
    ),
    (
        "The Provider shall clean the hall daily, and also paint it.",
        "+++-----",
    ),
    (
        "The Provider shall clean the hall daily or it shall pay a penalty of $50.",
        "+++-++-+",
    ),
    (
        "The Provider shall employ staff who must hold a certificate.",
        "-----++-",
    ),
    (
        "The Provider shall repair broken pumps as soon as possible.",
        "--------",
    ),
    (
        "The Provider shall repair every broken pump within 48 hours.",
        "+++--+--",
    ),
    (
        "The Provider shall take appropriate action where necessary.",
        "--------",
    ),
    ("The Provider shall promote healthy eating.", "-----+--"),
    (
        "The Provider shall serve 300 hot meals on each school day at Park School.",
        "++++-+--",
    ),
    ("Meals must be nutritious.", "-----+--"),
    ("Each meal must hold at least 400 kcal.", "++---+--"),
    (
        "The nurse must be present from 08:00 to 16:00 Monday to Friday in the clinic.",
        "++++-+--",
    ),
    ("The Provider shall charge a reasonable fee.", "--------"),
    (
        "Treatment is to be free of charge for children under 5 years.",
        "+++-++--",
    ),
    (
        "The Provider shall be paid USD 3.20 for each meal served.",
        "++--++--",
    ),
    (
        "The City will pay £1,200 per month by the fifth day, by bank transfer.",
        "+++-++--",
    ),
    (
        "The Provider must submit a monthly report to the City.",
        "+++..++-",
    ),
    (
        "The Provider shall notify the City of any accident within 24 hours in writing.",
        "+++..++-",
    ),
    ("The Provider shall keep appropriate records.", "--------"),
    (
        "The Provider shall keep records of every visit.",
        "-+-..++-",
    ),
    (
        "Work shall be done to the satisfaction of the City.",
        "-----+--",
    ),
    ("If a bin is missed, the City may deduct payment.", ""),
    ("If a bin is missed, the City will deduct $40.", "++--++-+"),
    (
        "Where the target is missed the City must take appropriate measures.",
        "--------",
    ),
    (
        "The Provider undertakes to visit 40 clients at home twice a week.",
        "+++--+--",
    ),
    (
        "The Provider will visit various clients in their own home.",
        "---+----",
    ),
    (
        "The Provider shall place notices at strategic locations.",
        "-----+--",
    ),
    ("The Provider shall support the community.", "-----+--"),
    (
        "There shall be no more than 20 people to a toilet.",
        "++---+--",
    ),
    ("About 20 taps shall work.", "+----+--"),
    ("The service shall be generally available.", "--------"),
    (
        "The Provider agrees to hand over the keys on 2027-03-01 at Unit 4.",
        "++++-+--",
    ),
    (
        "Water must be tested monthly in Ward 12; the laboratory's test report is posted at the tap.",
        "++++-++-",
    ),
    (
        "The phone line must be answered within 60 seconds, measured by the call log.",
        "+++--++-",
    ),
    ("The Provider shall comply with clause 14.", "-----+--"),
    (
        "Staff shall wear uniforms, including but not limited to caps.",
        "+-------",
    ),
    (
        "The Provider shall recycle 60% of waste by 2028 at the Depot, or payment is reduced by 5%.",
        "++++-+-+",
    ),
];

fn told(checked: &CheckedText) -> String {
    let judged = checked.clauses.iter().flat_map(|clause| &clause.judged);
    judged
        .map(|judged| match judged.outcome {
            Outcome::Passes => '+',
            Outcome::Fails => '-',
            Outcome::NotApplicable => '.',
        })
        .collect()
}

#[test]
fn every_clause_of_the_table_is_judged_as_it_says() {
    let mut wrong = Vec::new();
    for (clause, expected) in CLAUSES {
        let checked = check_text(clause, Language::English);
        let told = told(&checked);
        if told != expected {
            let why = checked.clauses.iter().flat_map(|c| &c.judged).map(|j| {
                let words: Vec<_> = j.words.iter().map(|w| w.of(clause)).collect();
                format!("{}: {} {words:?}", j.rule.code(), j.because)
            });
            let why: Vec<_> = why.collect();
            wrong.push(format!(
                "{clause}\n expected {expected}\n was      {told}\n {why:#?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that bind nobody to anything, each with the rule that must say so.
#[test]
fn hollow_words_are_found_where_they_stand() {
    for (clause, rule, words) in [
        (
            "We shall do it as appropriate.",
            Rule::SingleMeaning,
            "appropriate",
        ),
        (
            "We shall use BEST ENDEAVOURS to come.",
            Rule::Verifiable,
            "BEST ENDEAVOURS",
        ),
        (
            "We shall bring tea and/or milk.",
            Rule::SingleMeaning,
            "and/or",
        ),
        (
            "We shall pay reasonable wages.",
            Rule::SingleMeaning,
            "reasonable",
        ),
        ("We shall have adequate staff.", Rule::Specific, "adequate"),
        ("We shall pay regular visits.", Rule::Dated, "regular"),
        ("We shall act in a timely way.", Rule::Dated, "timely"),
        ("We shall bring up to 20 cups.", Rule::Specific, "up to 20"),
        (
            "We shall bring thirty (20) cups.",
            Rule::SingleMeaning,
            "thirty (20)",
        ),
        (
            "We shall bring cups and shall wash them.",
            Rule::SingleMeaning,
            "and shall",
        ),
    ] {
        let checked = check_text(clause, Language::English);
        let judged = checked.clauses[0]
            .judged
            .iter()
            .find(|j| j.rule == rule)
            .unwrap();
        assert_eq!(judged.outcome, Outcome::Fails, "{clause}");
        let found: Vec<_> = judged.words.iter().map(|w| w.of(clause)).collect();
        assert!(found.contains(&words), "{clause} {found:?}");
    }
}

#[test]
fn spanish_and_french_are_read_too() {
    for (clause, language, expected) in [
        (
            "El proveedor deberá limpiar cada día los 24 baños en Lima, según el registro firmado; por cada falta se \
             descontará S/ 50.",
            Language::Spanish,
            "++++++++",
        ),
        (
            "El proveedor deberá prestar un servicio adecuado.",
            Language::Spanish,
            "-----",
        ),
        (
            "La empresa deberá entregar treinta (20) camas y/o mantas.",
            Language::Spanish,
            "++---",
        ),
        (
            "Le prestataire doit nettoyer chaque jour les 24 toilettes à Lyon, preuve : registre signé ; une retenue de \
             50 € par oubli.",
            Language::French,
            "++++++++",
        ),
        (
            "Le prestataire s’engage à fournir un service de qualité.",
            Language::French,
            "-----",
        ),
        (
            "La mairie devra livrer trente (20) lits dans les meilleurs délais.",
            Language::French,
            "++---",
        ),
    ] {
        let checked = check_text(clause, language);
        assert_eq!(checked.clauses.len(), 1, "{clause}");
        assert!(
            told(&checked).starts_with(expected),
            "{clause} {}",
            told(&checked)
        );
    }
}

#[test]
fn each_rule_has_its_examples_in_the_docs() {
    let docs = include_str!("../../../docs/check-wording.md");
    for rule in Rule::ALL {
        let heading = format!("`{}`", rule.code());
        let section = docs
            .split("\n## ")
            .find(|part| part.contains(&heading))
            .unwrap();
        for (mark, expected) in [("Passes: ", Outcome::Passes), ("Fails: ", Outcome::Fails)] {
            let line = section.lines().find_map(|l| l.strip_prefix(mark)).unwrap();
            let checked = check_text(line, Language::English);
            assert_eq!(checked.clauses.len(), 1, "{rule:?} {line}");
            let judged = checked.clauses[0]
                .judged
                .iter()
                .find(|j| j.rule == rule)
                .unwrap();
            assert_eq!(judged.outcome, expected, "{rule:?} {line} {judged:?}");
        }
    }
}

#[test]
fn the_fields_of_a_case_count_as_said() {
    let text = r#"{"id":"taps","promise":"The taps work.","kind":"quantity","unit":"taps","places":["here"],
        "criteria":[{"id":"c","target":{"at_least":"4"},"rank":"agreement"}],"unit_price":{"amount":"5"},
        "period":{"from":"2026"},"penalty":"None is paid."}"#;
    let obligation: Obligation = serde_json::from_str(text).unwrap();
    let checked = check_obligations(std::slice::from_ref(&obligation), Language::English);
    assert_eq!(told(&checked), "++++++-+");
    let bare = Obligation {
        places: Vec::new(),
        unit_price: None,
        period: None,
        penalty: None,
        unclear: Some("works how well?".to_owned()),
        ..obligation
    };
    assert_eq!(
        told(&check_obligations(&[bare], Language::English)),
        "++------"
    );
}

#[test]
fn scores_count_what_applies() {
    let text = "The Provider must submit a monthly report to the City. Meals must be nutritious.";
    let checked = check_text(text, Language::English);
    assert_eq!(checked.clauses[0].score(), Score { passed: 5, of: 6 });
    assert_eq!(checked.of_rule(Rule::Located), Score { passed: 0, of: 1 });
    assert_eq!(checked.overall(), Score { passed: 6, of: 14 });
    assert_eq!(
        check_text("", Language::English).overall(),
        Score::default()
    );
}
