//! XML that reaches for what is not in it, or grows while it is read (V1.5.1): by each door through which XML comes in. No file and no
//! address is touched, nothing is unfolded, and the answer is there at once.

#![expect(
    clippy::disallowed_methods,
    reason = "how soon an answer is there is measured"
)]

use std::net::TcpListener;
use std::time::{Duration, Instant};

use groundtruth::features::imports::tables::{self, Limits};

use super::data::Kept;
use super::tables::ods::{ods, pack};

const CANARY: &str = "canary of a file that nobody may read";

/// A door, by its name: what is read through it, or why it is refused.
type Door = fn(&str, &str) -> Result<String, String>;

fn told<T: std::fmt::Debug, E: std::fmt::Display>(read: Result<T, E>) -> Result<String, String> {
    match read {
        Ok(read) => Ok(format!("{read:?}")),
        Err(error) => Err(error.to_string()),
    }
}

/// Published activities.
fn iati(head: &str, body: &str) -> Result<String, String> {
    let text = format!(
        "<?xml version='1.0'?>{head}<iati-activities version=\"2.03\"><iati-activity default-currency=\"EUR\">\
         <iati-identifier>XM-1-A</iati-identifier><reporting-org ref=\"XM-1\" type=\"10\"><narrative>A</narrative></reporting-org>\
         <title><narrative>{body}</narrative></title>\
         <participating-org role=\"1\" ref=\"XM-1\"><narrative>A</narrative></participating-org>\
         <participating-org role=\"4\" ref=\"XX-2\"><narrative>B</narrative></participating-org>\
         <activity-date type=\"1\" iso-date=\"2025-01-01\"/></iati-activity></iati-activities>"
    );
    let kept = Kept::of_iati(text.as_bytes()).map_err(|error| error.to_string())?;
    match kept.refusals().first() {
        Some(refused) => Err((*refused).to_owned()),
        None => Ok(format!("{:?}", kept.agreements)),
    }
}

/// A workbook, with the XML in its strings.
fn strings(head: &str, body: &str) -> Result<String, String> {
    workbook(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
        &format!("<?xml version='1.0'?>{head}<sst count=\"1\"><si><t>{body}</t></si></sst>"),
    )
}

/// A workbook, with the XML in its sheet.
fn sheet(head: &str, body: &str) -> Result<String, String> {
    workbook(
        &format!(
            "<?xml version='1.0'?>{head}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{body}</t></is></c></row></sheetData></worksheet>"
        ),
        "<sst/>",
    )
}

fn workbook(sheet: &str, strings: &str) -> Result<String, String> {
    let file = pack(&[
        ("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ]);
    told(tables::read(&file, "t", &Limits::WEB))
}

/// A table of another office.
fn table(head: &str, body: &str) -> Result<String, String> {
    // The head stands where a document has it; what packs the table puts it before all else.
    let row = format!(
        "{head}<table:table-row><table:table-cell office:value-type=\"string\"><text:p>{body}</text:p></table:table-cell></table:table-row>"
    );
    told(tables::read(&ods(&row), "t", &Limits::WEB))
}

const DOORS: [(&str, Door); 4] = [
    ("activities", iati),
    ("strings of a workbook", strings),
    ("a sheet of a workbook", sheet),
    ("a table", table),
];

#[test]
fn nothing_outside_of_a_document_is_touched_and_nothing_is_unfolded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("canary.txt");
    std::fs::write(&file, CANARY).unwrap();
    let file = file.display().to_string();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let web = format!("http://{}/canary", listener.local_addr().unwrap());
    let long = "a".repeat(100_000);
    let laughs: String = (1..10)
        .map(|at| {
            let before = format!("&l{};", at - 1).repeat(10);
            format!("<!ENTITY l{at} \"{before}\">")
        })
        .collect();
    let hostile: Vec<(&str, String, String)> = vec![
        (
            "a file",
            format!("<!DOCTYPE a [<!ENTITY e SYSTEM \"file://{file}\">]>"),
            "&e;".to_owned(),
        ),
        (
            "an address",
            format!("<!DOCTYPE a [<!ENTITY e SYSTEM \"{web}\">]>"),
            "&e;".to_owned(),
        ),
        (
            "a type from an address",
            format!("<!DOCTYPE a SYSTEM \"{web}\">"),
            "x".to_owned(),
        ),
        (
            "a public type",
            format!("<!DOCTYPE a PUBLIC \"-//x//y\" \"{web}\">"),
            "x".to_owned(),
        ),
        (
            "an entity of entities",
            format!("<!DOCTYPE a [<!ENTITY % p SYSTEM \"{web}\"> %p;]>"),
            "x".to_owned(),
        ),
        (
            "a billion laughs",
            format!("<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]>"),
            "&l9;".to_owned(),
        ),
        (
            "a quadratic blow-up",
            format!("<!DOCTYPE a [<!ENTITY q \"{long}\">]>"),
            "&q;".repeat(50_000),
        ),
        (
            "a name that nobody made",
            String::new(),
            "&canary;".to_owned(),
        ),
        (
            "what includes another",
            String::new(),
            format!(
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{web}\" parse=\"text\"/>"
            ),
        ),
        (
            "a style from elsewhere",
            format!("<?xml-stylesheet href=\"{web}\" type=\"text/xsl\"?>"),
            "x".to_owned(),
        ),
    ];
    let mut refused = 0;
    for (door, read) in DOORS {
        assert!(read("", "Words").is_ok(), "{door}: {:?}", read("", "Words"));
        for (what, head, body) in &hostile {
            let began = Instant::now();
            let answer = read(head, body);
            let took = began.elapsed();
            assert!(took < Duration::from_secs(10), "{door}, {what}: {took:?}");
            let said = match &answer {
                Ok(said) | Err(said) => said,
            };
            assert!(!said.contains(CANARY), "{door}, {what}");
            assert!(
                said.len() < 1_000_000,
                "{door}, {what}: {} bytes",
                said.len()
            );
            refused += usize::from(answer.is_err());
        }
    }
    // Nobody knocked.
    let knocked = listener.accept();
    assert!(knocked.is_err(), "{knocked:?}");
    assert!(refused >= 24, "{refused}");
}

#[test]
fn a_hundred_thousand_attributes_take_no_time() {
    let many = |each: &dyn Fn(usize) -> String| -> String {
        (0..100_000)
            .map(|at| format!(" {}=\"1\"", each(at)))
            .collect()
    };
    let apart = many(&|at| format!("a{at}"));
    let alike = many(&|_| "a".to_owned());
    for attributes in [&apart, &alike] {
        for (door, read) in DOORS {
            let began = Instant::now();
            let _ = read("", &format!("<x{attributes}>y</x>"));
            let took = began.elapsed();
            assert!(took < Duration::from_secs(10), "{door}: {took:?}");
        }
    }
}
