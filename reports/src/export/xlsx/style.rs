//! How cells look: a few formats, made once, given to whole columns wherever that is enough.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::export::tables::ColumnKind;

/// Digits behind the point that are all shown; of more, a program shows as many as there is room for.
const DECIMALS: usize = 6;

const INK: u32 = 0x001C_1B18;
const SOFT: u32 = 0x005D_5A52;
const BAND: u32 = 0x00EF_E9DA;
const ACCENT: u32 = 0x000B_4F5C;

/// The formats of a workbook.
pub(super) struct Styles {
    /// Lines that every sheet begins with.
    pub(super) stamp: Format,
    /// Number and title of the report.
    pub(super) report: Format,
    /// Name of the table.
    pub(super) title: Format,
    /// What stands in it.
    pub(super) note: Format,
    /// Heads of columns.
    pub(super) head: Format,
    /// An address that can be followed.
    pub(super) link: Format,
    /// Shares, in per cent.
    pub(super) share: Format,
    text: Format,
    code: Format,
    day: Format,
    plain: Format,
    long: Format,
    numbers: Vec<Format>,
}

impl Styles {
    pub(super) fn new() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let ink = || plain().set_font_color(Color::RGB(INK));
        // Words stand close to the left of their cell, so numbers keep off the right of theirs.
        let right = || plain().set_align(FormatAlign::Right).set_indent(1);
        let number = |decimals: usize| {
            let mut shown = "#,##0".to_owned();
            if decimals > 0 {
                shown.push('.');
                shown.push_str(&"0".repeat(decimals));
            }
            right().set_num_format(shown)
        };
        Self {
            stamp: ink().set_bold(),
            report: ink().set_font_color(Color::RGB(SOFT)),
            title: ink().set_bold().set_font_size(14),
            note: ink().set_font_color(Color::RGB(SOFT)),
            head: ink()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_background_color(Color::RGB(BAND))
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(INK)),
            link: plain()
                .set_text_wrap()
                .set_font_color(Color::RGB(ACCENT))
                .set_underline(FormatUnderline::Single),
            share: right().set_num_format("0.0%"),
            text: plain().set_text_wrap(),
            code: plain()
                .set_text_wrap()
                .set_font_name("Courier New")
                .set_font_size(9),
            day: plain()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            plain: plain().set_align(FormatAlign::Left),
            long: right(),
            numbers: (0..=DECIMALS).map(number).collect(),
        }
    }

    /// The format of a whole column. A column of numbers takes the decimals that most of it has.
    pub(super) fn of_column(&self, kind: ColumnKind, decimals: usize) -> &Format {
        match kind {
            // An address that may not be followed must not look as if it could.
            ColumnKind::Text | ColumnKind::Link => &self.text,
            ColumnKind::Code => &self.code,
            ColumnKind::Number => self.of_number(decimals),
            ColumnKind::Share => &self.share,
            ColumnKind::Day => &self.day,
            ColumnKind::Flag => &self.plain,
        }
    }

    /// The format of a number with so many decimals.
    pub(super) fn of_number(&self, decimals: usize) -> &Format {
        self.numbers.get(decimals).unwrap_or(&self.long)
    }

    /// The format of words in a column of another kind.
    pub(super) fn of_words(&self) -> &Format {
        &self.text
    }
}
