//! Tables that were published, with the counts that others made of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use groundtruth::domain::number::Exact;
use groundtruth::features::imports::profile::{
    Question, apply, is_iati_tables, read_iati_tables, suggest, suggest_for,
};
use groundtruth::features::imports::tables::{self, Format, Limits};

use super::{Basket, read};

/// The folder of published files; said aloud where there is none, and an error where the checks must be whole.
#[expect(
    clippy::disallowed_methods,
    reason = "where published files are is told to the tests alone"
)]
fn data() -> Option<PathBuf> {
    match std::env::var_os("GROUNDTRUTH_TEST_DATA") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "GROUNDTRUTH_TEST_DATA is not set"
            );
            println!("skipped: published tables (GROUNDTRUTH_TEST_DATA is not set)");
            None
        }
    }
}

fn file(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn harvest(folder: &Path, name: &str) -> (Basket, Vec<Question>, usize) {
    let tables = read(&file(folder, name), "Sheet1");
    let guess = suggest_for(&tables).unwrap();
    let sheet = guess.profile.sheet_of(&tables).unwrap();
    let mut basket = Basket::default();
    let applied = apply(&guess.profile, sheet, &mut basket).unwrap();
    (basket, guess.questions, applied.taken())
}

fn sum(basket: &Basket) -> String {
    let amounts: Vec<Exact> = basket
        .agreements
        .iter()
        .filter_map(|a| a.amount.as_ref())
        .map(|amount| amount.value.value)
        .collect();
    Exact::sum(&amounts).unwrap().to_string()
}

fn recipients(basket: &Basket) -> usize {
    let ids = basket
        .agreements
        .iter()
        .flat_map(|a| &a.providers)
        .filter_map(|p| p.identifiers.first());
    ids.map(|id| id.value.normal.clone())
        .collect::<BTreeSet<_>>()
        .len()
}

#[test]
fn grants_in_workbooks_have_their_counts() {
    let Some(folder) = data() else { return };
    let (abct, questions, _) = harvest(&folder, "360giving/real-abct/a001p00000zgyHZAAY.xlsx");
    assert_eq!(
        (
            abct.agreements.len(),
            sum(&abct).as_str(),
            recipients(&abct)
        ),
        (783, "12785625", 322)
    );
    assert_eq!(
        abct.agreements
            .iter()
            .filter(|a| a.places.iter().any(|p| !p.is_weak))
            .count(),
        782
    );
    assert_eq!(
        abct.agreements
            .iter()
            .filter(|a| a.start.is_some() || a.end.is_some())
            .count(),
        0
    );
    assert!(
        abct.refused.is_empty() && questions.is_empty(),
        "{questions:?} {:?}",
        abct.refused
    );
    let (alwf, questions, _) = harvest(&folder, "360giving/real-alwf/a003W000001B7PzQAK.xlsx");
    assert_eq!(
        (
            alwf.agreements.len(),
            sum(&alwf).as_str(),
            recipients(&alwf)
        ),
        (475, "21757793.27", 288)
    );
    assert!(
        alwf.refused.is_empty() && questions.is_empty(),
        "{questions:?} {:?}",
        alwf.refused
    );
    assert_eq!(
        alwf.agreements
            .iter()
            .filter(|a| a
                .extras
                .iter()
                .any(|(name, _)| name.starts_with("Planned Dates:")))
            .count(),
        468
    );
    let currencies: BTreeSet<_> = alwf
        .agreements
        .iter()
        .filter_map(|a| a.amount.as_ref()?.value.currency)
        .map(|c| c.code())
        .collect();
    assert_eq!(currencies, BTreeSet::from(["GBP"]));
    let first = &abct.agreements[0];
    assert!(first.amount.as_ref().unwrap().at.0.contains('!'));
}

#[test]
fn fixtures_of_the_validator_are_read_or_refused_by_row() {
    let Some(folder) = data() else { return };
    let of = |name: &str| harvest(&folder, &format!("360giving/validator-fixtures/{name}"));
    let (cp1252, questions, _) = of("fundingproviders-grants_2_grants_cp1252.csv");
    assert_eq!(cp1252.agreements.len(), 2);
    assert_eq!(
        cp1252.agreements[0].source_id.value,
        "360G-<~>\u{20ac}funding\u{20ac}providers-000001/X/00/X"
    );
    assert!(
        questions.is_empty(),
        "no date of two readings: {questions:?}"
    );
    assert_eq!(
        cp1252.agreements[0]
            .signed
            .as_ref()
            .unwrap()
            .value
            .to_string(),
        "2014-07-24"
    );
    let (bom, _, _) = of("bom.csv");
    assert_eq!(bom.agreements[0].source_id.value, "42");
    let (amounts, _, taken) = of("decimal_amounts.csv");
    assert_eq!((amounts.refused.len(), taken), (7, 0));
    assert_eq!(
        (
            amounts.refused[0].code.as_str(),
            amounts.refused[0].at.0.as_str()
        ),
        ("row-no-name", "Sheet1!2")
    );
    for name in [
        "GeoCodePostcode.xlsx",
        "badfile_all_validation_errors.xlsx",
        "dei_extension.xlsx",
        "fundingproviders-grants_2_grants.xlsx",
        "fundingproviders-grants_2_grants_titleswithoutrollup.xlsx",
        "fundingproviders_grants_2_grants.csv",
        "ids-unexpected-chars.xlsx",
    ] {
        let (basket, _, taken) = of(name);
        assert!(
            taken > 0 || !basket.refused.is_empty(),
            "{name}: neither read nor refused"
        );
        println!("{name}: {taken} taken, {:?}", basket.refused);
    }
    let (odd, _, _) = of("ids-unexpected-chars.xlsx");
    assert_eq!(
        odd.agreements[0].funders[0].identifiers[0].value.normal,
        "GB-CHC-100000"
    );
}

#[test]
fn joined_tables_of_iati_have_their_counts() {
    let Some(folder) = data() else { return };
    let names = [
        "transactions",
        "indicator_periods",
        "locations",
        "activities",
        "participating_orgs",
        "results",
        "indicators",
    ];
    let tables: Vec<_> = names
        .iter()
        .map(|name| {
            read(
                &file(&folder, &format!("iati/real-iadb-argentina-csv/{name}.csv")),
                name,
            )
        })
        .collect();
    let sheets: Vec<_> = tables.iter().map(|tables| &tables.sheets[0]).collect();
    assert!(is_iati_tables(&sheets));
    assert!(!is_iati_tables(&sheets[..1]));
    let mut basket = Basket::default();
    let counts = read_iati_tables(&sheets, &mut basket).unwrap();
    assert!(
        basket.refused.is_empty(),
        "{:?}",
        &basket.refused[..basket.refused.len().min(5)]
    );
    assert_eq!(
        (
            counts.activities,
            counts.results,
            counts.indicators,
            counts.periods
        ),
        (176, 536, 5307, 5307)
    );
    assert_eq!((counts.transactions, counts.locations), (2844, 232));
    let all = || basket.agreements.iter();
    assert_eq!(all().count(), 176);
    assert_eq!(all().map(|a| a.promises.len()).sum::<usize>(), 5307);
    assert_eq!(all().map(|a| a.flows.len()).sum::<usize>(), 2844);
    assert_eq!(all().map(|a| a.places.len()).sum::<usize>(), 232);
    let zero = all()
        .flat_map(|a| &a.claims)
        .filter(|claim| claim.value.text == "0.00")
        .count();
    println!(
        "{} claims, {zero} of 0.00",
        all().map(|a| a.claims.len()).sum::<usize>()
    );
    assert!(zero >= 2162);
    for agreement in all() {
        let names: BTreeSet<_> = agreement.promises.iter().map(|p| &p.source_id).collect();
        assert_eq!(
            names.len(),
            agreement.promises.len(),
            "{}",
            agreement.source_id.value
        );
        assert!(
            agreement
                .claims
                .iter()
                .all(|claim| names.contains(claim.promise.as_ref().unwrap()))
        );
    }
}

#[test]
fn every_published_table_is_read_or_refused_with_a_reason() {
    let Some(folder) = data() else { return };
    let mut folders = vec![folder.clone()];
    let mut seen = 0;
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let ending = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            if !matches!(ending.as_str(), "csv" | "xlsx" | "xls" | "ods") {
                continue;
            }
            seen += 1;
            let bytes = std::fs::read(&path).unwrap();
            match tables::read(&bytes, "S", &Limits::WEB) {
                Err(error) => panic!("{}: {error}", path.display()),
                Ok(tables) => {
                    assert!(!tables.sheets.is_empty(), "{}", path.display());
                    for sheet in &tables.sheets {
                        if let Some(guess) = suggest(sheet) {
                            let _ = apply(&guess.profile, sheet, &mut Basket::default());
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 90, "{seen} tables");
}

#[test]
fn a_workbook_is_known_by_its_bytes() {
    let Some(folder) = data() else { return };
    let tables = read(
        &file(
            &folder,
            "xlsform/field-forms/ifrc-distribution-site-assessment-v1.xlsx",
        ),
        "x",
    );
    assert_eq!(tables.format, Format::Xls);
    let survey = tables.sheet("survey").unwrap();
    let kinds: BTreeSet<String> = (1..survey.height())
        .map(|row| survey.cell(row, 0).text.to_string())
        .collect();
    assert!(survey.height() > 10 && kinds.contains("note"), "{kinds:?}");
}
