//! Boxes: questions and answers side by side, the ruled box of page one, the key to the drawing.

use std::rc::Rc;

use super::blocks::between;
use super::desk::{Desk, Flow};
use super::grid;
use super::slab::{Item, Keep, Nodes, Slab, What, side_by_side};
use super::text::{Rich, TextStyle};
use super::tree::{NodeId, Role};
use crate::document::{Block, Inline, Inlines, Legend, ParagraphRole, TitledBlocks, text};
use crate::figures::Ink;

impl Desk<'_> {
    /// Boxes in columns: as many as there are, or two by two where that is lower.
    pub(crate) fn key_boxes(&mut self, flow: &mut Flow, boxes: &[TitledBlocks]) {
        if let Some(words) = run_in(boxes) {
            flow.space(8.0);
            self.paragraph(flow, &words, TextStyle::SMALL, Role::Paragraph);
            return;
        }
        flow.space(14.0);
        let lines = if boxes.len() > 3 {
            2
        } else {
            boxes.len().max(1)
        };
        let gap = grid::GUTTER * 1.5;
        let width = (flow.width - gap * (lines - 1) as f64) / lines as f64;
        for row in boxes.chunks(lines) {
            let mut x = flow.x;
            let mut piles = Vec::new();
            for block in row {
                let mut pile = flow.beside(x, width);
                pile.node = self.tree.add(flow.node, Role::Box);
                self.titled(&mut pile, block, TextStyle::HEADING.in_ink(Ink::Accent));
                piles.push(pile.slabs);
                x += width + gap;
            }
            flow.push_side_by_side(piles, super::desk::CUT_ABOVE);
            flow.space(10.0);
        }
        flow.space(14.0);
    }

    fn titled(&mut self, flow: &mut Flow, block: &TitledBlocks, style: TextStyle) {
        let role = Role::Heading(block.level.clamp(1, 6));
        self.paragraph(flow, &block.title, style, role);
        flow.keep_last(Keep::Firm);
        flow.space(1.0);
        // No room between the title and what belongs to it.
        let mut inside = flow.beside(flow.x, flow.width);
        self.blocks(&mut inside, &block.blocks);
        for (index, mut slab) in inside.slabs.into_iter().enumerate() {
            if index == 0 {
                slab.before = 1.0;
            }
            flow.push(slab);
        }
    }

    /// A box with a rule around it. Its title leads into its first sentence.
    pub(crate) fn ruled(&mut self, flow: &mut Flow, block: &TitledBlocks) {
        const PAD: f64 = 10.0;
        let outer = flow.node;
        flow.space(12.0);
        let mut inside = flow.beside(flow.x + PAD + 2.0, flow.width - 2.0 * PAD - 4.0);
        inside.node = self.tree.add(outer, Role::Box);
        let clauses = clauses(&block.blocks);
        if let Some(clauses) = clauses {
            self.lead_in(&mut inside, block, &clauses);
        } else {
            self.titled(&mut inside, block, TextStyle::HEADING);
        }
        let rows = side_by_side(vec![inside.slabs], f64::INFINITY);
        for mut slab in rows {
            slab.shift(0.0, PAD - 2.0);
            slab.height += 2.0 * PAD - 4.0;
            slab.items.insert(
                0,
                Item {
                    x: flow.x,
                    y: 0.0,
                    width: flow.width,
                    what: What::Frame {
                        height: slab.height,
                        weight: 0.75,
                    },
                },
            );
            flow.push(slab);
        }
        flow.space(12.0);
    }

    /// "**This report does not say** why …; anything about …"
    fn lead_in(&mut self, flow: &mut Flow, block: &TitledBlocks, clauses: &[Inlines]) {
        let role = Role::Heading(block.level.clamp(1, 6));
        let heading = self.tree.add(flow.node, role);
        let paragraph = self.tree.add(flow.node, Role::Paragraph);
        let mut rich = Rich::default();
        rich.push(
            &Inlines::from(Inline::Strong(block.title.clone())),
            TextStyle::BODY,
        );
        let title_end = rich.text.len();
        rich.push_words(" ", TextStyle::BODY);
        rich.push(&in_one_sentence(clauses), TextStyle::BODY);
        let from = flow.slabs.len();
        self.rich(flow, &rich, TextStyle::BODY, paragraph);
        self.give_start_to(flow, from, title_end, heading);
    }

    /// Gives the letters up to an offset to another node.
    pub(crate) fn give_start_to(
        &mut self,
        flow: &mut Flow,
        from: usize,
        until: usize,
        node: NodeId,
    ) {
        let mut seen = 0;
        for slab in flow.slabs.iter_mut().skip(from) {
            let mut split = Vec::new();
            for item in std::mem::take(&mut slab.items) {
                let What::Line {
                    line,
                    leading,
                    size,
                    nodes,
                } = item.what
                else {
                    split.push(item);
                    continue;
                };
                let mut head = line.clone();
                let mut tail = line;
                let mut count = 0;
                for run in &head.runs {
                    if seen >= until {
                        break;
                    }
                    seen += run.word.text.len();
                    count += 1;
                }
                head.runs.truncate(count);
                tail.runs.drain(..count);
                let part = |line, nodes| Item {
                    what: What::Line {
                        line,
                        leading,
                        size,
                        nodes,
                    },
                    x: item.x,
                    y: item.y,
                    width: item.width,
                };
                if !head.runs.is_empty() {
                    split.push(part(head, Nodes::of(node)));
                }
                if !tail.runs.is_empty() {
                    split.push(part(tail, nodes));
                }
            }
            slab.items = split;
        }
    }

    /// The key to the drawing: a small drawing and its word, one after the other.
    pub(crate) fn legend(&mut self, flow: &mut Flow, block: &Legend) {
        const SCALE: f64 = 0.68;
        const STEP: f64 = 16.0;
        let style = TextStyle::SOFT;
        let list = self.tree.add(flow.node, Role::List);
        flow.space(8.0);
        let area = (flow.x, flow.width);
        let mut slab = Slab::default();
        let (mut x, mut y) = (area.0, 0.0);
        for (drawing, word) in &block.entries {
            let item = self.tree.add(list, Role::Item);
            let node = self.tree.add(item, Role::ItemBody);
            let rich = Rich::plain(word, style);
            let mut setting = self.typesetter.set(&rich, area.1);
            let Some(line) = setting.lines.pop() else {
                continue;
            };
            let sign = drawing.width * SCALE;
            let width = sign + 5.0 + line.width;
            if x > area.0 && x + width > area.0 + area.1 {
                x = area.0;
                y += style.leading;
            }
            slab.items.push(Item {
                x,
                y: y + (style.leading - drawing.height * SCALE) / 2.0,
                width: sign,
                what: What::Drawing {
                    drawing: Rc::new(drawing.clone()),
                    scale: SCALE,
                    words: Vec::new(),
                    node: None,
                },
            });
            slab.items.push(Item {
                x: x + sign + 5.0,
                y,
                width: line.width,
                what: What::Line {
                    line,
                    leading: style.leading,
                    size: style.size,
                    nodes: Nodes::of(node),
                },
            });
            x += width + STEP;
        }
        slab.height = y + style.leading;
        slab.keep = Keep::Loose;
        flow.push(slab);
        flow.space(between(TextStyle::BODY));
    }
}

/// Boxes that hold one small sentence each, as one paragraph: each title runs into its sentence.
fn run_in(boxes: &[TitledBlocks]) -> Option<Inlines> {
    let parts = boxes.iter().map(|block| match block.blocks.as_slice() {
        [Block::Paragraph(one)] if one.role == ParagraphRole::Small => {
            let mut words = Inlines::from(Inline::Strong(block.title.clone()));
            words.push(text(" "));
            words.0.extend(one.text.0.iter().cloned());
            Some(words)
        }
        _ => None,
    });
    let parts: Option<Vec<_>> = parts.collect();
    Some(Inlines::join(parts?, " · "))
}

/// The clauses that can follow a title in one sentence.
fn clauses(blocks: &[Block]) -> Option<Vec<Inlines>> {
    const LONGEST: usize = 400;
    let clauses = match blocks {
        [Block::Paragraph(one)] => vec![one.text.clone()],
        [Block::List(list)] if !list.ordered => list.items.clone(),
        _ => return None,
    };
    let letters: usize = clauses
        .iter()
        .map(|clause| clause.plain().chars().count())
        .sum();
    (letters <= LONGEST).then_some(clauses)
}

/// Clauses one after the other, with a mark between those that have none.
fn in_one_sentence(clauses: &[Inlines]) -> Inlines {
    let mut all = Inlines::new();
    for clause in clauses {
        let before = all.plain();
        if !before.is_empty() {
            let marked = before
                .trim_end()
                .ends_with([';', ',', '.', ':', '،', '؛', '।']);
            all.push(text(if marked { " " } else { "; " }));
        }
        all.0.extend(clause.0.iter().cloned());
    }
    all
}
