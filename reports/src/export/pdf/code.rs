//! The code on every page: a QR code drawn once, as squares.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};
use qrcode::{Color, EcLevel, QrCode};

/// The code as a form one unit high and wide; none where the words are too long for a code that a phone
/// can still read at this size.
pub(super) fn form(words: &str) -> Option<XObject> {
    const MOST_MODULES: usize = 41;
    if words.is_empty() {
        return None;
    }
    let code = QrCode::with_error_correction_level(words, EcLevel::M)
        .or_else(|_| QrCode::with_error_correction_level(words, EcLevel::L))
        .ok()?;
    let side = code.width();
    (side <= MOST_MODULES).then(|| external(squares(&code.to_colors(), side), side))
}

/// Dark modules as rectangles, neighbours of a row joined.
fn squares(modules: &[Color], side: usize) -> String {
    let mut out = String::from("0 g\n");
    for (row, line) in modules.chunks(side).enumerate() {
        let mut column = 0;
        while column < side {
            let dark = line
                .iter()
                .skip(column)
                .take_while(|one| **one == Color::Dark)
                .count();
            if dark > 0 {
                let _ = writeln!(out, "{column} {} {dark} 1 re", side - row - 1);
            }
            column += dark + 1;
        }
    }
    out.push_str("f\n");
    out
}

fn external(content: String, side: usize) -> XObject {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a code has fewer than 200 modules"
    )]
    let side = side as f32;
    let real = DictItem::Real;
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let numbers = |list: [f32; 4]| DictItem::Array(list.into_iter().map(real).collect());
    let scale = 1.0 / side;
    let matrix = [scale, 0.0, 0.0, scale, 0.0, 0.0].into_iter().map(real);
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Form")),
        ("BBox".to_owned(), numbers([0.0, 0.0, side, side])),
        ("Matrix".to_owned(), DictItem::Array(matrix.collect())),
        (
            "Resources".to_owned(),
            DictItem::Dict {
                map: BTreeMap::new(),
            },
        ),
    ]);
    XObject::External(ExternalXObject {
        stream: ExternalStream {
            dict,
            content: content.into_bytes(),
            compress: true,
        },
        width: None,
        height: None,
        dpi: None,
    })
}
