//! Files made to break readers are refused with a reason, and never break this one.

use groundtruth::features::imports::tables::{self, Limits};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::ods::{ods, pack};

fn refusal(bytes: &[u8]) -> String {
    tables::read(bytes, "t", &Limits::WEB)
        .map_or_else(|error| error.code.to_owned(), |_| "read".to_owned())
}

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..5 {
        sheet.write_string(row, 0, format!("name {row}")).unwrap();
        sheet.write_number(row, 1, f64::from(row)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn xlsx_with(sheet: &str, strings: &str) -> Vec<u8> {
    pack(&[
        ("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>").as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

#[test]
fn what_is_no_table_is_said_to_be_none() {
    for (bytes, code) in [
        (b"".as_slice(), "table-empty"),
        (b" \n", "table-empty"),
        (b"%PDF-1.7 ...", "table-other-format"),
        (b"\x1f\x8b\x08", "table-other-format"),
        (b"<!DOCTYPE html><table>", "table-other-format"),
        (b"{\"grants\":[]}", "table-other-format"),
        (b"\x00\x01\x02", "table-not-a-table"),
        (b"PK\x03\x04 and no more", "table-other-format"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "table-broken"),
    ] {
        assert_eq!(refusal(bytes), code, "{bytes:?}");
    }
    assert_eq!(
        refusal(&pack(&[("word/document.xml", b"<w/>")])),
        "table-other-format"
    );
}

#[test]
fn cells_far_away_and_false_counts_ask_for_no_memory() {
    let far = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    assert_eq!(refusal(&xlsx_with(far, "<sst/>")), "table-too-many-rows");
    let wide = r#"<row r="1"><c r="XFD1"><v>2</v></c></row>"#;
    assert_eq!(
        refusal(&xlsx_with(wide, "<sst/>")),
        "table-too-many-columns"
    );
    let count = r#"<sst uniqueCount="18446744073709551615"></sst>"#;
    assert_eq!(refusal(&xlsx_with("", count)), "table-broken");
    let many: String = (1..9000)
        .map(|row| format!(r#"<row r="{row}"><c r="BXX{row}"><v>2</v></c></row>"#))
        .collect();
    assert_eq!(refusal(&xlsx_with(&many, "<sst/>")), "table-too-many-cells");
    let fine = r#"<row r="7"><c r="C7"><v>2</v></c></row>"#;
    assert_eq!(refusal(&xlsx_with(fine, "<sst/>")), "read");
}

#[test]
fn repeats_and_depth_in_ods_are_bounded() {
    let cell = r#"<table:table-cell table:number-columns-repeated="N" office:value-type="float" office:value="1"/>"#;
    let row = |rows: &str, columns: &str| {
        ods(&format!(
            r#"<table:table-row table:number-rows-repeated="{rows}">{}</table:table-row>"#,
            cell.replace('N', columns)
        ))
    };
    assert_eq!(
        refusal(&row("1", "18446744073709551615")),
        "table-too-many-columns"
    );
    assert_eq!(
        refusal(&row("18446744073709551615", "1")),
        "table-too-many-rows"
    );
    assert_eq!(refusal(&row("900000", "1500")), "table-too-many-cells");
    assert_eq!(refusal(&ods(&"<text:span>".repeat(100))), "table-too-deep");
    assert_eq!(refusal(&ods("<table:table-row>")), "table-broken");
    let entity = ods("&lol;");
    assert_eq!(refusal(&entity), "table-broken");
    let spans = r#"<table:table-row><table:table-cell table:number-columns-spanned="18446744073709551615" table:number-rows-spanned="18446744073709551615" office:value-type="float" office:value="1"/></table:table-row>"#;
    assert_eq!(refusal(&ods(spans)), "read");
}

#[test]
fn a_table_beyond_a_limit_is_refused_with_its_place() {
    let limits = Limits {
        rows: 3,
        ..Limits::WEB
    };
    let error = tables::read(b"a,b\n1,2\n3,4\n5,6\n", "grants", &limits).unwrap_err();
    assert_eq!(
        error.to_string(),
        "table-too-many-rows at grants!4, most: 3"
    );
    let limits = Limits {
        file_bytes: 5,
        ..Limits::WEB
    };
    assert_eq!(
        tables::read(b"a,b\n1,2\n", "grants", &limits)
            .unwrap_err()
            .code,
        "table-too-large"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn changed_bytes_are_read_or_refused(at in any::<prop::sample::Index>(), value in any::<u8>(), cut in any::<prop::sample::Index>(), which in 0..2) {
        let mut bytes = if which == 0 { xlsx() } else { ods("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell></table:table-row>") };
        let index = at.index(bytes.len());
        bytes[index] = value;
        let _ = tables::read(&bytes, "t", &Limits::WEB);
        let _ = tables::read(&bytes[..cut.index(bytes.len())], "t", &Limits::WEB);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), ole in any::<bool>()) {
        let bytes = if ole { [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &bytes].concat() } else { bytes };
        let _ = tables::read(&bytes, "t", &Limits::WEB);
    }

    #[test]
    fn any_text_is_read_through_a_guessed_profile(text in "([a-z]{1,6}|[0-9]{1,4}|Total|Jan 2024|amount|target|id|[,;\n\t\"|£.%]){0,60}") {
        if let Ok(tables) = tables::read(text.as_bytes(), "t", &Limits::WEB) {
            use groundtruth::features::imports::profile;
            if let Some(guess) = profile::suggest(&tables.sheets[0]) {
                let _ = profile::apply(&guess.profile, &tables.sheets[0], &mut super::Basket::default());
                let _ = profile::read_visits(&guess.profile, &tables.sheets[0]);
                prop_assert_eq!(profile::Profile::parse(&guess.profile.to_json().unwrap()).unwrap(), guess.profile);
            }
        }
    }
}
