//! A PDF as text and as pictures, by the crate `hayro`. It runs in a process of its own: what goes wrong in here, or never
//! ends, takes nothing else with it.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt as _, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{BezPath, Point, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::CannotRead;
use super::lines::{Letter, words_of};
use crate::domain::page_text::PageText;

/// More pages are no agreement.
const MOST_PAGES: usize = 2_000;
/// The longest side of a page in points: 200 inches, the limit of the first readers.
const LONGEST_SIDE: f32 = 14_400.0;
/// Letters of one page; more are drawn to keep a reader busy.
const MOST_LETTERS: usize = 200_000;
/// The longest side of a picture in pixels.
const MOST_PIXELS: f32 = 4_000.0;

/// The text of every page.
///
/// # Errors
/// Where the file is damaged or locked, has too many pages, or a page has no size that paper has.
pub fn texts(file: Vec<u8>) -> Result<Vec<PageText>, CannotRead> {
    let pdf = opened(file)?;
    let cache = InterpreterCache::new();
    pdf.pages()
        .iter()
        .map(|page| text_of(&pdf, page, &cache))
        .collect()
}

/// A page as a PNG picture, `width` pixels wide where its height allows; pages are counted from 1.
///
/// # Errors
/// As [`texts`], and where there is no such page.
pub fn picture(file: Vec<u8>, number: usize, width: u16) -> Result<Vec<u8>, CannotRead> {
    let pdf = opened(file)?;
    let page = number.checked_sub(1).and_then(|at| pdf.pages().get(at));
    let page = page.ok_or(CannotRead::Damaged)?;
    let (across, down) = size_of(page)?;
    let scale = (f32::from(width) / across).min(MOST_PIXELS / down);
    // A strip of a page has at least some pixels.
    let whole = |points: f32| (points * scale).ceil().clamp(1.0, MOST_PIXELS);
    let settings = PixmapSettings {
        x_scale: whole(across) / across,
        y_scale: whole(down) / down,
        bg_color: WHITE,
    };
    let interpreting = InterpreterSettings::default();
    let cache = RenderCache::new();
    let drawn = render(
        page,
        &cache,
        &interpreting,
        &RenderSettings::default(),
        &settings,
    );
    drawn.into_png().map_err(|_| CannotRead::Damaged)
}

fn opened(file: Vec<u8>) -> Result<Pdf, CannotRead> {
    let pdf = Pdf::new(file).map_err(|error| match error {
        LoadPdfError::Decryption(_) => CannotRead::Locked,
        LoadPdfError::Invalid => CannotRead::Damaged,
    })?;
    match pdf.pages().len() {
        0 => Err(CannotRead::Damaged),
        pages if pages > MOST_PAGES => Err(CannotRead::TooLong),
        _ => Ok(pdf),
    }
}

fn size_of(page: &Page<'_>) -> Result<(f32, f32), CannotRead> {
    let (across, down) = page.render_dimensions();
    let is_paper = |side: f32| side.is_finite() && (1.0..=LONGEST_SIDE).contains(&side);
    if is_paper(across) && is_paper(down) {
        Ok((across, down))
    } else {
        Err(CannotRead::Damaged)
    }
}

fn text_of<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
) -> Result<PageText, CannotRead> {
    let (across, down) = size_of(page)?;
    let (width, height) = (f64::from(across), f64::from(down));
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, width, height),
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    let mut letters = Letters {
        all: Vec::new(),
        width,
        height,
    };
    interpret_page(page, &mut context, &mut letters);
    let hundredths = |points: f64| (points * 100.0).round() as u32;
    Ok(PageText {
        width: hundredths(width),
        height: hundredths(height),
        words: words_of(&letters.all),
    })
}

/// Takes the letters of a page and draws nothing.
struct Letters {
    all: Vec<Letter>,
    width: f64,
    height: f64,
}

impl Device<'_> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.all.len() >= MOST_LETTERS {
                return;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(character)) => character.to_string(),
                Some(BfString::String(text)) => text,
                // A letter that nobody can name keeps its place: the words beside it do not run together.
                None => '\u{fffd}'.to_string(),
            };
            let advance = match &**glyph {
                hayro::hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
                hayro::hayro_interpret::font::Glyph::Type3(_) => None,
            };
            let placed = props.transform * glyph.transform();
            let at = |along: f64, up: f64| placed * Point::new(along, up);
            let (from, to) = (at(0.0, 0.0), at(f64::from(advance.unwrap_or(500.0)), 0.0));
            let up = at(0.0, 1_000.0);
            let is_on_page = (-1.0..=self.width).contains(&from.x)
                && (-1.0..=self.height + 1.0).contains(&from.y);
            if is_on_page {
                self.all.push(Letter {
                    text,
                    from: (from.x, from.y),
                    to: (to.x, to.y),
                    size: (up - from).hypot(),
                });
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
