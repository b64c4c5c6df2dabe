//! A text as a picture that a telephone reads: dark squares on a light ground, whatever the colours of the page.

use minijinja::Value;
use qrcode::{Color, EcLevel, QrCode};

/// The picture; none where the text is too long for one.
#[must_use]
pub fn picture(text: &str) -> Option<Value> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 8;
    let mut path = String::new();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", at % width + 4, at / width + 4));
        }
    }
    Some(Value::from_safe_string(format!(
        "<svg class=\"code-picture\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )))
}
