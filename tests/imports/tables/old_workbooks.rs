//! XLS: the smallest binary workbook, written by hand, comes back as it was; false claims in it are refused.

use groundtruth::features::imports::tables::{self, CellKind, Format, Limits};
use proptest::prelude::*;

use super::read;

/// A cell to be written.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Number(f64),
    Flag(bool),
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    out.extend(data);
}

fn begin(out: &mut Vec<u8>, kind: u16) {
    let mut data = vec![0; 16];
    data[..2].copy_from_slice(&0x0600_u16.to_le_bytes());
    data[2..4].copy_from_slice(&kind.to_le_bytes());
    record(out, 0x0809, &data);
}

/// The stream of a workbook with one sheet; `claims` are the last row and column it says it has.
fn stream(cells: &[(u16, u16, Value)], claims: Option<(u32, u16)>, hidden: &[u16]) -> Vec<u8> {
    let name = b"Plan";
    let mut head = Vec::new();
    begin(&mut head, 5);
    // The record of the sheet, and the end of the first part, come before the sheet.
    let start = u32::try_from(head.len() + 4 + 8 + name.len() + 4).unwrap();
    let mut sheet = start.to_le_bytes().to_vec();
    sheet.extend([0, 0, u8::try_from(name.len()).unwrap(), 0]);
    sheet.extend(name);
    record(&mut head, 0x0085, &sheet);
    record(&mut head, 0x000A, &[]);
    begin(&mut head, 0x10);
    if let Some((rows, columns)) = claims {
        let mut data = 0_u32.to_le_bytes().to_vec();
        data.extend(rows.to_le_bytes());
        data.extend(0_u16.to_le_bytes());
        data.extend(columns.to_le_bytes());
        data.extend([0, 0]);
        record(&mut head, 0x0200, &data);
    }
    for row in hidden {
        let mut data = vec![0; 16];
        data[..2].copy_from_slice(&row.to_le_bytes());
        data[12] = 0x20;
        record(&mut head, 0x0208, &data);
    }
    for (row, column, value) in cells {
        let mut data = row.to_le_bytes().to_vec();
        data.extend(column.to_le_bytes());
        data.extend([0, 0]);
        match value {
            Value::Text(text) => {
                let units: Vec<u16> = text.encode_utf16().collect();
                data.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
                data.push(1);
                data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
                record(&mut head, 0x0204, &data);
            }
            Value::Number(number) => {
                data.extend(number.to_le_bytes());
                record(&mut head, 0x0203, &data);
            }
            Value::Flag(flag) => {
                data.extend([u8::from(*flag), 0]);
                record(&mut head, 0x0205, &data);
            }
        }
    }
    record(&mut head, 0x000A, &[]);
    head
}

/// The container: a header, one table of sectors, one of names, and the stream.
fn contained(stream: &[u8], name: &str) -> Vec<u8> {
    let sectors = stream.len().max(4096).div_ceil(512);
    let tables = (sectors + 2).div_ceil(128) + 1;
    let mut next: Vec<u32> = Vec::new();
    next.extend(std::iter::repeat_n(0xFFFF_FFFD, tables));
    next.push(0xFFFF_FFFE);
    let first = u32::try_from(tables + 1).unwrap();
    for at in 1..sectors {
        next.push(first + u32::try_from(at).unwrap());
    }
    next.push(0xFFFF_FFFE);
    next.resize(tables * 128, 0xFFFF_FFFF);
    let mut out = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    out.resize(24, 0);
    for word in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        out.extend(word.to_le_bytes());
    }
    out.resize(44, 0);
    for long in [
        u32::try_from(tables).unwrap(),
        u32::try_from(tables).unwrap(),
        0,
        4096,
        0xFFFF_FFFE,
        0,
        0xFFFF_FFFE,
        0,
    ] {
        out.extend(long.to_le_bytes());
    }
    for at in 0..109 {
        out.extend(
            if at < tables {
                u32::try_from(at).unwrap()
            } else {
                0xFFFF_FFFF
            }
            .to_le_bytes(),
        );
    }
    out.extend(next.iter().flat_map(|id| id.to_le_bytes()));
    let entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend(u16::try_from((name.len() + 1) * 2).unwrap().to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([0xFF; 12]);
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(length.to_le_bytes());
        entry.resize(128, 0);
        entry
    };
    out.extend(entry("Root Entry", 5, 0xFFFF_FFFE, 0));
    out.extend(entry(
        name,
        2,
        first,
        u32::try_from(stream.len().max(4096)).unwrap(),
    ));
    out.resize(out.len() + 256, 0);
    out.extend(stream);
    out.resize(512 * (1 + tables + 1 + sectors), 0);
    out
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[A-Za-z\u{e9}\u{4e2d}&<][A-Za-z0-9 \u{e9}]{0,12}[a-z]".prop_map(Value::Text),
        (-1_000_000_000_i64..1_000_000_000).prop_map(|cents| Value::Number(cents as f64 / 100.0)),
        any::<bool>().prop_map(Value::Flag),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_table_in_xls_comes_back(cells in proptest::collection::btree_map((0_u16..40, 0_u16..12), value(), 1..60)) {
        let listed: Vec<_> = cells.iter().map(|((row, column), value)| (*row, *column, value.clone())).collect();
        let tables = read(&contained(&stream(&listed, None, &[]), "Workbook"), "t");
        prop_assert_eq!(tables.format, Format::Xls);
        prop_assert_eq!(tables.sheets[0].name.as_str(), "Plan");
        for row in 0..40 {
            for column in 0..12 {
                let cell = tables.sheets[0].cell(usize::from(row), usize::from(column));
                let (text, kind) = match cells.get(&(row, column)) {
                    None => (String::new(), CellKind::Empty),
                    Some(Value::Text(text)) => (text.clone(), CellKind::Text),
                    Some(Value::Number(number)) => (if *number == 0.0 { "0".to_owned() } else { number.to_string() }, CellKind::Number),
                    Some(Value::Flag(flag)) => (flag.to_string(), CellKind::Bool),
                };
                prop_assert_eq!((&*cell.text, cell.kind), (text.as_str(), kind));
            }
        }
    }

    #[test]
    fn a_changed_xls_is_read_or_refused(at in any::<prop::sample::Index>(), value in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let cells = [(0, 0, Value::Text("name".to_owned())), (5, 3, Value::Number(2.5))];
        let mut bytes = contained(&stream(&cells, Some((6, 4)), &[5]), "Workbook");
        let whole = tables::read(&bytes, "t", &Limits::WEB).unwrap();
        prop_assert_eq!(&whole.sheets[0].hidden_rows, &[5]);
        // Half of all changes go where the structure is.
        let index = at.index(bytes.len().min(2400));
        bytes[index] = value;
        let _ = tables::read(&bytes, "t", &Limits::WEB);
        let _ = tables::read(&bytes[..cut.index(bytes.len())], "t", &Limits::WEB);
    }
}

#[test]
fn what_a_workbook_claims_decides_nothing_about_memory() {
    let code =
        |bytes: &[u8]| tables::read(bytes, "t", &Limits::WEB).map_or_else(|e| e.code, |_| "read");
    let small = [(0, 0, Value::Number(1.0))];
    assert_eq!(
        code(&contained(
            &stream(&small, Some((u32::MAX, u16::MAX)), &[]),
            "Workbook"
        )),
        "table-too-many-cells"
    );
    assert_eq!(
        code(&contained(&stream(&small, Some((1, 1)), &[]), "Workbook")),
        "read"
    );
    let far = [
        (0, 0, Value::Number(1.0)),
        (u16::MAX, u16::MAX, Value::Number(1.0)),
    ];
    assert_eq!(
        code(&contained(&stream(&far, None, &[]), "Workbook")),
        "table-too-many-cells"
    );
    assert_eq!(
        code(&contained(&stream(&small, None, &[]), "EncryptedPackage")),
        "table-locked"
    );
    assert_eq!(
        code(&contained(&stream(&small, None, &[]), "WordDocument")),
        "table-other-format"
    );
}
