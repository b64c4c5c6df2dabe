//! The page: A4, one grid of twelve columns, one scale of type.

/// Points of a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;

/// Width of the page.
pub(crate) const PAGE_WIDTH: f64 = 210.0 * MM;
/// Height of the page.
pub(crate) const PAGE_HEIGHT: f64 = 297.0 * MM;
/// Margin at either side.
pub(crate) const SIDE: f64 = 16.0 * MM;
/// Width of the text.
pub(crate) const WIDTH: f64 = PAGE_WIDTH - 2.0 * SIDE;
/// Where the running head begins.
pub(crate) const HEAD: f64 = 13.0 * MM;
/// Room between the running head and the text.
pub(crate) const BELOW_HEAD: f64 = 18.0;
/// Where the text ends at the latest.
pub(crate) const BOTTOM: f64 = PAGE_HEIGHT - 25.0 * MM;
/// Where the running foot begins.
pub(crate) const FOOT: f64 = PAGE_HEIGHT - 19.0 * MM;
/// Side of the QR code on every page.
pub(crate) const QR: f64 = 12.0 * MM;

/// Gap between columns of the grid.
pub(crate) const GUTTER: f64 = 12.0;
const COLUMN: f64 = (WIDTH - 11.0 * GUTTER) / 12.0;

/// Width of so many columns with the gaps between them.
pub(crate) fn columns(count: f64) -> f64 {
    count * COLUMN + (count - 1.0) * GUTTER
}

/// Where the column after so many begins.
pub(crate) fn after(count: f64) -> f64 {
    count * (COLUMN + GUTTER)
}

/// The column of terms, dates and verdicts at the side: three of twelve.
pub(crate) fn margin_column() -> f64 {
    columns(3.0)
}

/// Where running text begins.
pub(crate) fn text_start() -> f64 {
    after(3.0)
}

/// Width of running text: nine of twelve, 65 to 75 letters a line.
pub(crate) fn text_width() -> f64 {
    columns(9.0)
}
