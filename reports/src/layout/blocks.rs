//! Blocks of running text: headings, paragraphs, lists, terms, quotations, dates.

use super::desk::{Desk, Flow, rule, without_gaps};
use super::grid;
use super::slab::{Bookmark, Item, Keep, What, side_by_side};
use super::text::{Rich, TextStyle};
use super::tree::Role;
use crate::document::{
    Block, Definition, Disclosure, Heading, Inlines, List, PageBreak, Paragraph, ParagraphRole,
    Quotation, TimelineEntry,
};
use crate::figures::Ink;

impl Desk<'_> {
    /// Lays out blocks one after the other.
    pub(crate) fn blocks(&mut self, flow: &mut Flow, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some(block) = rest.first() {
            let photographs = rest
                .iter()
                .take_while(|block| matches!(block, Block::Photograph(_)))
                .count();
            if photographs > 0 {
                let (together, after) = rest.split_at(photographs);
                self.photographs(flow, together);
                rest = after;
            } else {
                self.block(flow, block);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }

    fn block(&mut self, flow: &mut Flow, block: &Block) {
        match block {
            Block::Heading(block) => self.heading(flow, block),
            Block::Paragraph(block) => self.paragraph_block(flow, block),
            Block::Answer(sentences) => self.answer(flow, sentences),
            Block::KeyBoxes(boxes) => self.key_boxes(flow, boxes),
            Block::Ruled(block) => self.ruled(flow, block),
            Block::List(block) => self.list(flow, block),
            Block::Definitions(entries) => self.definitions(flow, entries),
            Block::Table(block) => self.table(flow, block),
            Block::Overview(block) => self.overview(flow, block),
            Block::Promise(row) => self.promise(flow, row),
            Block::Figure(block) => self.figure(flow, block),
            Block::Photograph(_) => self.photographs(flow, std::slice::from_ref(block)),
            Block::Quotation(block) => self.quotation(flow, block),
            Block::Timeline(entries) => self.timeline(flow, entries),
            Block::Note(lines) => self.note(flow, lines),
            Block::Disclosure(block) => self.disclosure(flow, block),
            Block::Legend(block) => self.legend(flow, block),
            Block::Together(blocks) => {
                let from = flow.slabs.len();
                self.blocks(flow, blocks);
                flow.hold_together(from, Keep::Loose);
            }
            Block::Card(card) => {
                for slab in self.card(flow.node, card, f64::INFINITY) {
                    flow.push(slab);
                }
            }
            Block::Letter(letter) => {
                for slab in self.letter(flow.node, letter) {
                    flow.push(slab);
                }
            }
            Block::Break(PageBreak::Before) => flow.new_page(),
            Block::Break(PageBreak::KeepWithNext) => flow.keep_last(Keep::Firm),
        }
    }

    fn heading(&mut self, flow: &mut Flow, block: &Heading) {
        let (style, before) = match block.level {
            0 | 1 => (TextStyle::TITLE, 0.0),
            3 if flow.titled => (TextStyle::TITLE, 10.0),
            2 => (TextStyle::SECTION, 28.0),
            3 if !flow.small => (TextStyle::HEADING, 18.0),
            _ => (TextStyle::LABEL, if flow.small { 9.0 } else { 14.0 }),
        };
        flow.space(before);
        flow.anchor(block.anchor.as_ref());
        let from = flow.slabs.len();
        let area = if block.level > 3 {
            Some(flow.enter_text())
        } else {
            None
        };
        self.paragraph(
            flow,
            &block.text,
            style,
            Role::Heading(block.level.clamp(1, 6)),
        );
        if let Some(area) = area {
            flow.leave(area);
        }
        for slab in flow.slabs.iter_mut().skip(from) {
            slab.keep = Keep::Firm;
        }
        if block.level <= 3
            && let Some(first) = flow.slabs.get_mut(from)
        {
            first.bookmark = Some(Bookmark {
                title: block.text.plain(),
                depth: if block.level < 3 { 1 } else { 2 },
            });
        }
        flow.space(if block.level > 3 { 3.0 } else { 5.0 });
    }

    fn paragraph_block(&mut self, flow: &mut Flow, block: &Paragraph) {
        let style = match block.role {
            ParagraphRole::Body | ParagraphRole::Figure => flow.body(),
            ParagraphRole::Small => TextStyle::SOFT,
            ParagraphRole::Kicker => TextStyle::KICKER,
            ParagraphRole::Subtitle => TextStyle::SUBTITLE,
        };
        flow.space(between(style));
        let area = flow.enter_text();
        self.paragraph(flow, &block.text, style, Role::Paragraph);
        flow.leave(area);
        flow.space(between(style));
    }

    fn answer(&mut self, flow: &mut Flow, sentences: &[Inlines]) {
        let runs = Inlines::join(sentences.iter().cloned(), " ");
        flow.space(12.0);
        self.paragraph(flow, &runs, TextStyle::ANSWER, Role::Answer);
        flow.space(12.0);
    }

    fn list(&mut self, flow: &mut Flow, block: &List) {
        let style = flow.body();
        self.list_in(flow, block, style);
    }

    /// A list in a style.
    pub(crate) fn list_in(&mut self, flow: &mut Flow, block: &List, style: TextStyle) {
        let outer = flow.node;
        let list = self.tree.add(outer, Role::List);
        flow.space(between(style));
        let area = flow.enter_text();
        for (index, item) in block.items.iter().enumerate() {
            flow.node = self.tree.add(list, Role::Item);
            let sign = if block.ordered {
                format!("{}.", index + 1)
            } else {
                "•".to_owned()
            };
            let from = flow.slabs.len();
            let label = self.tree.add(flow.node, Role::ItemLabel);
            let mut mark = flow.beside(flow.x, 14.0);
            self.rich(&mut mark, &Rich::plain(&sign, style), style, label);
            let narrow = flow.indent(14.0);
            self.paragraph(flow, item, style, Role::ItemBody);
            flow.leave(narrow);
            if let (Some(first), Some(mark)) = (flow.slabs.get_mut(from), mark.slabs.pop()) {
                first.items.splice(0..0, mark.items);
            }
            flow.space(if block.ordered { 3.0 } else { 2.0 });
        }
        flow.leave(area);
        flow.node = outer;
        flow.space(between(style));
    }

    /// Terms at the side, what is said about them in the text column.
    fn definitions(&mut self, flow: &mut Flow, entries: &[Definition]) {
        let outer = flow.node;
        let list = self.tree.add(outer, Role::List);
        let body = flow.body();
        let (term_width, start) = if flow.margin {
            (grid::margin_column(), grid::text_start())
        } else {
            let width = (flow.width * 0.24).clamp(60.0, 96.0);
            (width, width + grid::GUTTER)
        };
        flow.space(between(body));
        for entry in entries {
            let item = self.tree.add(list, Role::Item);
            flow.anchor(entry.anchor.as_ref());
            let mut term = flow.beside(flow.x, term_width);
            term.node = item;
            let style = TextStyle::SOFT.on_lines_of(body);
            self.paragraph(&mut term, &entry.term, style, Role::ItemLabel);
            let width = if flow.margin {
                grid::text_width()
            } else {
                flow.width - start
            };
            let mut text = flow.beside(flow.x + start, width);
            text.node = self.tree.add(item, Role::ItemBody);
            for line in &entry.text {
                text.space(if flow.small { 2.0 } else { 4.0 });
                self.paragraph(&mut text, line, body, Role::Paragraph);
            }
            if entry.text.is_empty() {
                flow.space(2.0);
            }
            self.term_and_text(flow, term, text);
            flow.space(if flow.small { 3.0 } else { 6.0 });
        }
        flow.space(between(body));
    }

    /// A short term lies beside the first lines of its text; the text then flows on, line by line.
    fn term_and_text(&mut self, flow: &mut Flow, term: Flow, text: Flow) {
        let mut text = text.slabs;
        let high: f64 = term.slabs.iter().map(|slab| slab.height).sum();
        let mut taken = Vec::new();
        let mut height = 0.0;
        while height < high && !text.is_empty() {
            let slab = text.remove(0);
            height += slab.height + if taken.is_empty() { 0.0 } else { slab.before };
            taken.push(slab);
        }
        let last = taken.last().map_or(Keep::Free, |slab| slab.keep);
        let mut rows = side_by_side(vec![term.slabs, taken], f64::INFINITY);
        if let Some(row) = rows.last_mut() {
            row.keep = last;
        }
        for slab in rows.into_iter().chain(text) {
            flow.push(slab);
        }
    }

    /// Quoted words beside a line in the accent.
    fn quotation(&mut self, flow: &mut Flow, block: &Quotation) {
        let outer = flow.node;
        flow.space(8.0);
        let area = flow.enter_text();
        if let Some(by) = &block.by {
            let style = TextStyle::SOFT;
            self.paragraph(flow, by, style, Role::Paragraph);
            flow.keep_last(Keep::Firm);
            flow.space(3.0);
        }
        flow.node = self.tree.add(outer, Role::Quotation);
        self.tree
            .node_mut(flow.node)
            .language
            .clone_from(&block.language);
        let from = flow.slabs.len();
        let narrow = flow.indent(12.0);
        for line in &block.text {
            flow.space(5.0);
            self.paragraph(flow, line, TextStyle::QUOTE, Role::Paragraph);
        }
        flow.leave(narrow);
        self.bar(flow, from, 2.0, Ink::Accent);
        flow.leave(area);
        flow.node = outer;
        flow.space(8.0);
    }

    /// A line at the side of the slabs from one on.
    fn bar(&mut self, flow: &mut Flow, from: usize, weight: f64, ink: Ink) {
        let x = flow.x;
        let Some(slabs) = flow.slabs.get_mut(from..) else {
            return;
        };
        without_gaps(slabs);
        for slab in slabs {
            slab.items.push(Item {
                x,
                y: 0.0,
                width: weight,
                what: What::Area {
                    height: slab.height,
                    ink,
                },
            });
        }
    }

    /// Dates at the side, events in the text column.
    fn timeline(&mut self, flow: &mut Flow, entries: &[TimelineEntry]) {
        let outer = flow.node;
        let list = self.tree.add(outer, Role::List);
        let body = flow.body();
        let (date_width, start, width) = if flow.margin {
            (
                grid::margin_column(),
                grid::text_start(),
                grid::text_width(),
            )
        } else {
            let side = (flow.width * 0.3).min(110.0);
            (side, side + grid::GUTTER, flow.width - side - grid::GUTTER)
        };
        for entry in entries {
            let item = self.tree.add(list, Role::Item);
            let mut date = flow.beside(flow.x, date_width);
            date.node = item;
            let style = TextStyle::LABEL.on_lines_of(body);
            self.paragraph(&mut date, &entry.date, style, Role::ItemLabel);
            let mut text = flow.beside(flow.x + start, width);
            text.node = item;
            let mut rich = Rich::default();
            if let Some(mark) = &entry.mark {
                rich.push_words(&format!("{mark} · "), body.soft());
            }
            rich.push(&entry.text, body);
            let node = self.tree.add(item, Role::ItemBody);
            self.rich(&mut text, &rich, body, node);
            flow.space(5.0);
            let from = flow.slabs.len();
            self.term_and_text(flow, date, text);
            let full = if flow.margin { grid::WIDTH } else { flow.width };
            if let Some(first) = flow.slabs.get_mut(from) {
                first.shift(0.0, 5.0);
                first.height += 5.0;
                first.items.push(rule(flow.x, full, 0.5, Ink::Hairline));
            }
        }
        flow.node = outer;
        flow.space(between(body));
    }

    /// A remark beside a pale line.
    fn note(&mut self, flow: &mut Flow, lines: &[Inlines]) {
        flow.space(8.0);
        let area = flow.enter_text();
        let from = flow.slabs.len();
        let narrow = flow.indent(12.0);
        for line in lines {
            flow.space(4.0);
            self.paragraph(flow, line, TextStyle::SMALL, Role::Paragraph);
        }
        flow.leave(narrow);
        self.bar(flow, from, 2.0, Ink::Hairline);
        flow.leave(area);
        flow.space(8.0);
    }

    /// Paper cannot fold: what opens on the screen stands here in small type.
    fn disclosure(&mut self, flow: &mut Flow, block: &Disclosure) {
        flow.anchor(block.anchor.as_ref());
        let area = flow.enter_text();
        let small = std::mem::replace(&mut flow.small, true);
        flow.space(9.0);
        if !matches!(block.blocks.first(), Some(Block::Heading(_))) {
            let style = TextStyle::LABEL.in_ink(Ink::Accent);
            self.paragraph(flow, &block.summary, style, Role::Paragraph);
            flow.keep_last(Keep::Firm);
            flow.space(3.0);
        }
        self.blocks(flow, &block.blocks);
        flow.small = small;
        flow.leave(area);
        flow.space(9.0);
    }
}

/// Room between paragraphs of a style.
pub(crate) fn between(style: TextStyle) -> f64 {
    if style.size < 9.0 { 4.0 } else { 7.0 }
}
