//! What stands on every page: the lines that nobody can switch off, number and version, who issued it,
//! page and pages, and the code to check it by.

use super::desk::{Desk, Flow};
use super::grid;
use super::pages::Page;
use super::slab::{Item, Nodes, Slab, What, height_of};
use super::text::{Rich, TextStyle};
use super::tree::{Role, Tree};
use crate::document::Document;
use crate::figures::Ink;

/// The running head and foot.
pub(crate) struct Furniture {
    head: Vec<Slab>,
    head_height: f64,
    number: Vec<Item>,
    foot: Vec<Slab>,
    has_code: bool,
}

/// Room between the foot and the code.
const BESIDE_CODE: f64 = 12.0;

impl Desk<'_> {
    /// Sets the furniture of a document. The stamps are the first thing that is read.
    pub(crate) fn furniture(&mut self, document: &Document, has_code: bool) -> Furniture {
        let stamps = self.tree.add(Tree::ROOT, Role::Box);
        let style = TextStyle::SOFT;
        let number_width = grid::columns(3.0);
        let mut head = Flow::new(stamps, 0.0, grid::columns(9.0));
        for stamp in &document.stamps {
            self.words(&mut head, stamp, TextStyle::SMALL, Role::Paragraph);
        }
        let line = self
            .typesetter
            .set(&Rich::plain(&document.number_line, style), number_width);
        let mut number = Vec::new();
        for (index, line) in line.lines.into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
            let y = index as f64 * style.leading;
            number.push(Item {
                x: grid::WIDTH - line.width,
                y,
                width: line.width,
                what: decoration(line, style),
            });
        }
        let width = grid::columns(9.0);
        let mut foot = Flow::new(Tree::ROOT, 0.0, width);
        for words in [&document.issued_line, &document.check_line] {
            let setting = self.typesetter.set(&Rich::plain(words, style), width);
            for line in setting.lines {
                foot.push(Slab {
                    height: style.leading,
                    items: vec![Item {
                        x: 0.0,
                        y: 0.0,
                        width: line.width,
                        what: decoration(line, style),
                    }],
                    ..Slab::default()
                });
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let number_height = number.len() as f64 * style.leading;
        Furniture {
            head_height: height_of(&head.slabs).max(number_height),
            head: head.slabs,
            number,
            foot: foot.slabs,
            has_code,
        }
    }

    /// "3 / 12", set for one page.
    fn page_of_pages(&mut self, page: usize, pages: usize) -> What {
        let style = TextStyle::SOFT;
        let words = format!("{page} / {pages}");
        let mut setting = self
            .typesetter
            .set(&Rich::plain(&words, style), grid::WIDTH);
        decoration(setting.lines.pop().unwrap_or_default(), style)
    }

    /// Puts the furniture on every page.
    pub(crate) fn furnish(&mut self, pages: &mut [Page], furniture: &Furniture) {
        let count = pages.len();
        for (index, page) in pages.iter_mut().enumerate() {
            let mut items = furniture.head_items(index == 0);
            let number = self.page_of_pages(index + 1, count);
            items.extend(furniture.foot_items(number));
            items.append(&mut page.items);
            page.items = items;
        }
    }
}

impl Furniture {
    /// Where the text begins on every page.
    pub(crate) fn top(&self) -> f64 {
        grid::HEAD + self.head_height + 5.0 + grid::BELOW_HEAD
    }

    /// The stamps are text of the document on the first page, and decoration later.
    fn head_items(&self, first: bool) -> Vec<Item> {
        let mut items = stacked(&self.head, grid::HEAD);
        if !first {
            for item in &mut items {
                if let What::Line { nodes, .. } = &mut item.what {
                    nodes.text = None;
                }
            }
        }
        items.extend(self.number.iter().map(|item| Item {
            x: item.x + grid::SIDE,
            y: item.y + grid::HEAD,
            ..item.clone()
        }));
        items.push(line(grid::HEAD + self.head_height + 5.0));
        items
    }

    fn foot_items(&self, number: What) -> Vec<Item> {
        let mut items = vec![line(grid::FOOT)];
        let top = grid::FOOT + 6.0;
        items.extend(stacked(&self.foot, top));
        let mut end = grid::SIDE + grid::WIDTH;
        if self.has_code {
            end -= grid::QR;
            items.push(Item {
                x: end,
                y: grid::FOOT + 6.0,
                width: grid::QR,
                what: What::Code,
            });
            end -= BESIDE_CODE;
        }
        let width = match &number {
            What::Line { line, .. } => line.width,
            _ => 0.0,
        };
        items.push(Item {
            x: end - width,
            y: top,
            width,
            what: number,
        });
        items
    }
}

fn line(y: f64) -> Item {
    Item {
        x: grid::SIDE,
        y,
        width: grid::WIDTH,
        what: What::Area {
            height: 0.5,
            ink: Ink::Hairline,
        },
    }
}

fn stacked(slabs: &[Slab], top: f64) -> Vec<Item> {
    let mut y = top;
    let mut items = Vec::new();
    for slab in slabs {
        items.extend(slab.items.iter().map(|item| Item {
            x: item.x + grid::SIDE,
            y: item.y + y,
            ..item.clone()
        }));
        y += slab.height;
    }
    items
}

fn decoration(line: super::text::Line, style: TextStyle) -> What {
    What::Line {
        line,
        leading: style.leading,
        size: style.size,
        nodes: Nodes::none(),
    }
}
