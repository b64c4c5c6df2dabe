//! Lines of text as operators.

use std::collections::BTreeMap;

use printpdf::{Codepoint, DictItem, FontId, Op, PdfFontHandle, Pt, TextItem, TextMatrix};

use super::{Decoration, LinkArea, Open, Painter, short};
use crate::layout::grid;
use crate::layout::slab::Nodes;
use crate::layout::text::{Face, Line, Run, Word};

/// The state of writing on a page.
#[derive(Default)]
pub(super) struct Writing {
    open: bool,
    font: Option<(Face, u64)>,
    /// Glyphs that were not shown yet, and where the pen stands behind them.
    pending: Option<Pending>,
}

struct Pending {
    items: Vec<TextItem>,
    /// Where the next word must begin to join.
    x: f64,
    y: f64,
    font: (Face, u64),
    ink: crate::figures::Ink,
}

/// How far a letter that is only carried stands behind the one before it.
const CARRIED: i32 = 20;

impl Painter<'_> {
    /// Paints a line. `at` is where its base line begins.
    pub(super) fn line(&mut self, line: &Line, at: (f64, f64), nodes: &Nodes) {
        for run in &line.runs {
            let open = match nodes.node(run.mark) {
                Some(node) => Open::Content(node),
                None => Open::Decoration(Decoration::Pagination),
            };
            self.begin(open);
            self.run(run, (at.0 + run.x, at.1));
        }
    }

    fn run(&mut self, run: &Run, (x, y): (f64, f64)) {
        let word = &*run.word;
        let size = run.style.size;
        if word.rtl {
            self.flush();
            self.ready(run);
            self.right_to_left(word, size, (x, y));
            return;
        }
        let font = (word.face, size.to_bits());
        let told = word.is_blank() || self.letters.tell(word);
        let joins = told
            && self.writing.pending.as_ref().is_some_and(|pending| {
                let near = (pending.x - x).abs() < 0.02 && (pending.y - y).abs() < 0.01;
                near && pending.font == font && pending.ink == run.style.ink
            });
        if !joins {
            self.flush();
            self.ready(run);
            self.move_to(x, y);
        }
        if !told {
            self.spell_out(&word.text);
        }
        let mut items = match self.writing.pending.take() {
            Some(pending) if joins => pending.items,
            _ => Vec::new(),
        };
        self.left_to_right(word, size, &mut items);
        self.writing.pending = Some(Pending {
            items,
            x: x + word.width(size),
            y,
            font,
            ink: run.style.ink,
        });
        if !told {
            self.flush();
            self.ops.push(Op::EndMarkedContent);
        }
    }

    /// Says what the glyphs up to the end of this marked content stand for.
    fn spell_out(&mut self, text: &str) {
        let mut data = vec![0xFE, 0xFF];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let actual = DictItem::String {
            data,
            literal: false,
        };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("ActualText".to_owned(), actual)]),
            },
        });
    }

    /// Opens a text object with the font and colour of a run.
    fn ready(&mut self, run: &Run) {
        self.set_fill(run.style.ink);
        if !self.writing.open {
            self.ops.push(Op::StartTextSection);
            self.writing.open = true;
        }
        let font = (run.word.face, run.style.size.to_bits());
        if self.writing.font != Some(font) {
            self.writing.font = Some(font);
            self.ops.push(Op::SetFont {
                font: PdfFontHandle::External(font_id(run.word.face)),
                size: Pt(short(run.style.size)),
            });
        }
    }

    fn move_to(&mut self, x: f64, y: f64) {
        let matrix = [1.0, 0.0, 0.0, 1.0, short(x), short(grid::PAGE_HEIGHT - y)];
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw(matrix),
        });
    }

    /// Adds glyphs from left to right; the pen follows the widths that the font declares.
    fn left_to_right(&mut self, word: &Word, size: f64, items: &mut Vec<TextItem>) {
        let mut pen = 0;
        let mut rise = 0;
        for glyph in &word.glyphs {
            if glyph.y != rise {
                self.show(items);
                rise = glyph.y;
                self.raise(rise, size);
            }
            push_offset(items, pen - glyph.x);
            push_glyph(items, glyph.id);
            pen = glyph.x + glyph.width;
        }
        if rise != 0 {
            self.show(items);
            self.raise(0, size);
        }
        push_offset(items, pen - word.advance);
    }

    /// Shows glyphs in the order in which they are read, each moved to its place.
    fn right_to_left(&mut self, word: &Word, size: f64, (x, y): (f64, f64)) {
        self.move_to(x, y);
        let mut items = Vec::new();
        let mut pen = 0;
        let mut rise = 0;
        let mut behind = 0;
        for glyph in &word.glyphs {
            let mark = glyph.is_mark();
            if mark || glyph.y != rise {
                self.show(&mut items);
            }
            if glyph.y != rise {
                rise = glyph.y;
                self.raise(rise, size);
            }
            if mark {
                self.spell_out("");
            }
            push_offset(&mut items, pen - glyph.x);
            push_glyph(&mut items, glyph.id);
            pen = glyph.x + glyph.width;
            if mark {
                self.show(&mut items);
                self.ops.push(Op::EndMarkedContent);
            } else {
                behind = glyph.x;
            }
            let carriers = self.letters.carriers(word, glyph);
            if !carriers.is_empty() {
                self.show(&mut items);
                self.carry(&carriers, (&mut pen, &mut behind));
            }
        }
        self.show(&mut items);
        if rise != 0 {
            self.raise(0, size);
        }
    }

    /// Shows hidden glyphs behind the last letter.
    fn carry(&mut self, carriers: &[u16], (pen, behind): (&mut i32, &mut i32)) {
        let mut items = Vec::new();
        self.ops.push(hidden(true));
        for id in carriers {
            *behind -= CARRIED;
            push_offset(&mut items, *pen - *behind);
            push_glyph(&mut items, *id);
            // What is carried has no width.
            *pen = *behind;
        }
        self.show(&mut items);
        self.ops.push(hidden(false));
    }

    fn raise(&mut self, rise: i32, size: f64) {
        self.ops.push(Op::SetLineOffset {
            multiplier: short(f64::from(rise) * size / 1000.0),
        });
    }

    fn show(&mut self, items: &mut Vec<TextItem>) {
        if items
            .iter()
            .any(|item| matches!(item, TextItem::GlyphIds(_)))
        {
            let items = std::mem::take(items);
            self.ops.push(Op::ShowText { items });
        }
    }

    /// Shows what was not shown yet.
    fn flush(&mut self) {
        if let Some(mut pending) = self.writing.pending.take() {
            self.show(&mut pending.items);
        }
    }

    /// Ends the text object.
    pub(super) fn end_text(&mut self) {
        self.flush();
        if self.writing.open {
            self.ops.push(Op::EndTextSection);
            self.writing.open = false;
        }
    }

    /// The areas of a line that lead somewhere: one for each link.
    pub(super) fn link_areas(&mut self, line: &Line, at: (f64, f64), leading: f64, nodes: &Nodes) {
        for run in &line.runs {
            let Some(node) = nodes.node(run.mark) else {
                continue;
            };
            let Some(to) = self.pages.links.get(&node) else {
                continue;
            };
            if run.word.is_blank() {
                continue;
            }
            let left = at.0 + run.x;
            let right = left + run.word.width(run.style.size);
            let bottom = grid::PAGE_HEIGHT - at.1 - leading;
            let same = self.links.last_mut().filter(|area| {
                area.node == node && area.page == self.page && (area.bottom - bottom).abs() < 0.01
            });
            if let Some(area) = same {
                area.left = area.left.min(left);
                area.right = area.right.max(right);
                area.words.push(' ');
                area.words.push_str(&run.word.text);
            } else {
                self.links.push(LinkArea {
                    page: self.page,
                    node,
                    to: to.clone(),
                    words: run.word.text.clone(),
                    left,
                    bottom,
                    right,
                    top: bottom + leading,
                });
                let index = self.links.len() - 1;
                self.hold(node, super::Kid::Annotation(index));
            }
        }
    }
}

/// The name of a face in the resources of a page: six letters, which also mark its subset.
pub(in crate::export::pdf) fn font_id(face: Face) -> FontId {
    let name = match face {
        Face::Sans => "GTSANS",
        Face::SansItalic => "GTITAL",
        Face::SansSemibold => "GTSEMI",
        Face::Serif => "GTSERI",
        Face::SerifSemibold => "GTSERB",
        Face::Mono => "GTMONO",
        Face::Arabic => "GTARAB",
        Face::ArabicSemibold => "GTARAS",
        Face::Devanagari => "GTDEVA",
        Face::DevanagariSemibold => "GTDEVS",
    };
    FontId(name.to_owned())
}

const fn hidden(yes: bool) -> Op {
    Op::SetTextRenderingMode {
        mode: if yes {
            printpdf::TextRenderingMode::Invisible
        } else {
            printpdf::TextRenderingMode::Fill
        },
    }
}

/// Moves the pen: a positive number moves it back.
fn push_offset(items: &mut Vec<TextItem>, units: i32) {
    if units != 0 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a word is far shorter than 2^24 units"
        )]
        items.push(TextItem::Offset(units as f32));
    }
}

fn push_glyph(items: &mut Vec<TextItem>, id: u16) {
    let glyph = Codepoint::new(id, 0.0);
    if let Some(TextItem::GlyphIds(glyphs)) = items.last_mut() {
        glyphs.push(glyph);
    } else {
        items.push(TextItem::GlyphIds(vec![glyph]));
    }
}
