//! Blocks as HTML.

use super::escape::{attribute, escape, language};
use super::photograph::{self, Pictures};
use super::{card, inline, letter, promise, svg, table};
use crate::document::{
    Block, Definition, Disclosure, FigureBlock, Heading, Inlines, Legend, List, PageBreak,
    Paragraph, ParagraphRole, Quotation, TimelineEntry, TitledBlocks,
};

/// Writes blocks in order. A break hint joins the block before it to the next, in print.
pub(super) fn write_all(out: &mut String, pictures: &Pictures<'_>, blocks: &[Block]) {
    for block in blocks {
        write(out, pictures, block);
    }
}

fn write(out: &mut String, pictures: &Pictures<'_>, block: &Block) {
    match block {
        Block::Heading(block) => heading(out, block),
        Block::Paragraph(block) => paragraph(out, block),
        Block::Answer(sentences) => answer(out, sentences),
        Block::KeyBoxes(boxes) => key_boxes(out, pictures, boxes),
        Block::Ruled(block) => ruled(out, pictures, block),
        Block::List(block) => list(out, block),
        Block::Definitions(entries) => definitions(out, entries),
        Block::Table(block) => table::write(out, pictures, block),
        Block::Overview(block) => promise::overview(out, block),
        Block::Promise(row) => promise::write(out, pictures, row),
        Block::Figure(block) => figure(out, block),
        Block::Photograph(block) => photograph::large(out, pictures, block),
        Block::Quotation(block) => quotation(out, block),
        Block::Timeline(entries) => timeline(out, entries),
        Block::Note(lines) => note(out, lines),
        Block::Disclosure(block) => disclosure(out, pictures, block),
        Block::Legend(block) => legend(out, block),
        Block::Together(blocks) => wrapped(out, pictures, "together", blocks),
        Block::Card(block) => card::write(out, block),
        Block::Letter(block) => letter::write(out, block),
        Block::Break(PageBreak::Before) => out.push_str("<div class=\"page-before\"></div>"),
        Block::Break(PageBreak::KeepWithNext) => out.push_str("<div class=\"keep\"></div>"),
    }
}

fn wrapped(out: &mut String, pictures: &Pictures<'_>, class: &str, blocks: &[Block]) {
    out.push_str("<div");
    attribute(out, "class", class);
    out.push('>');
    write_all(out, pictures, blocks);
    out.push_str("</div>");
}

fn heading(out: &mut String, block: &Heading) {
    let tag = tag(block.level);
    out.push('<');
    out.push_str(tag);
    if let Some(anchor) = &block.anchor {
        attribute(out, "id", anchor);
    }
    out.push('>');
    inline::runs(out, &block.text);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

const fn tag(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn paragraph(out: &mut String, block: &Paragraph) {
    let class = match block.role {
        ParagraphRole::Body => "",
        ParagraphRole::Small => "small",
        ParagraphRole::Kicker => "kicker",
        ParagraphRole::Subtitle => "subtitle",
        ParagraphRole::Figure => "figure",
    };
    out.push_str("<p");
    if !class.is_empty() {
        attribute(out, "class", class);
    }
    out.push('>');
    inline::runs(out, &block.text);
    out.push_str("</p>");
}

fn answer(out: &mut String, sentences: &[Inlines]) {
    out.push_str("<p class=\"answer\">");
    for (index, sentence) in sentences.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        inline::runs(out, sentence);
    }
    out.push_str("</p>");
}

fn titled(out: &mut String, pictures: &Pictures<'_>, block: &TitledBlocks) {
    let tag = tag(block.level);
    out.push('<');
    out.push_str(tag);
    out.push('>');
    inline::runs(out, &block.title);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
    write_all(out, pictures, &block.blocks);
}

fn key_boxes(out: &mut String, pictures: &Pictures<'_>, boxes: &[TitledBlocks]) {
    out.push_str("<div");
    attribute(out, "class", &format!("boxes boxes-{}", boxes.len().min(4)));
    out.push('>');
    for block in boxes {
        out.push_str("<div class=\"box\">");
        titled(out, pictures, block);
        out.push_str("</div>");
    }
    out.push_str("</div>");
}

fn ruled(out: &mut String, pictures: &Pictures<'_>, block: &TitledBlocks) {
    out.push_str("<div class=\"ruled\">");
    titled(out, pictures, block);
    out.push_str("</div>");
}

fn list(out: &mut String, block: &List) {
    let tag = if block.ordered { "ol" } else { "ul" };
    out.push('<');
    out.push_str(tag);
    out.push('>');
    for item in &block.items {
        out.push_str("<li>");
        inline::runs(out, item);
        out.push_str("</li>");
    }
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn definitions(out: &mut String, entries: &[Definition]) {
    out.push_str("<dl class=\"terms\">");
    for entry in entries {
        out.push_str("<div");
        if let Some(anchor) = &entry.anchor {
            attribute(out, "id", anchor);
        }
        out.push_str("><dt>");
        inline::runs(out, &entry.term);
        out.push_str("</dt>");
        for line in &entry.text {
            out.push_str("<dd>");
            inline::runs(out, line);
            out.push_str("</dd>");
        }
        out.push_str("</div>");
    }
    out.push_str("</dl>");
}

fn figure(out: &mut String, block: &FigureBlock) {
    out.push_str("<figure");
    if let Some(anchor) = &block.anchor {
        attribute(out, "id", anchor);
    }
    out.push('>');
    svg::write(out, &block.drawing, "drawing");
    if let Some(caption) = &block.caption {
        out.push_str("<figcaption>");
        inline::runs(out, caption);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

fn quotation(out: &mut String, block: &Quotation) {
    out.push_str("<figure class=\"quotation\">");
    if let Some(by) = &block.by {
        out.push_str("<figcaption>");
        inline::runs(out, by);
        out.push_str("</figcaption>");
    }
    out.push_str("<blockquote");
    if let Some(tag) = &block.language {
        attribute(out, "lang", language(tag));
        out.push_str(" dir=\"auto\"");
    }
    out.push('>');
    for line in &block.text {
        out.push_str("<p>");
        inline::runs(out, line);
        out.push_str("</p>");
    }
    out.push_str("</blockquote></figure>");
}

fn timeline(out: &mut String, entries: &[TimelineEntry]) {
    out.push_str("<ol class=\"timeline\">");
    for entry in entries {
        out.push_str("<li><span class=\"when\">");
        inline::runs(out, &entry.date);
        out.push_str("</span><span class=\"what\">");
        if let Some(mark) = &entry.mark {
            out.push_str("<span class=\"word\">");
            escape(out, mark);
            out.push_str("</span> ");
        }
        inline::runs(out, &entry.text);
        out.push_str("</span></li>");
    }
    out.push_str("</ol>");
}

fn note(out: &mut String, lines: &[Inlines]) {
    out.push_str("<div class=\"note\">");
    for line in lines {
        out.push_str("<p>");
        inline::runs(out, line);
        out.push_str("</p>");
    }
    out.push_str("</div>");
}

fn disclosure(out: &mut String, pictures: &Pictures<'_>, block: &Disclosure) {
    out.push_str("<details");
    if let Some(anchor) = &block.anchor {
        attribute(out, "id", anchor);
    }
    out.push_str("><summary");
    if let Some(spoken) = &block.spoken {
        attribute(out, "aria-label", spoken);
    }
    out.push('>');
    inline::runs(out, &block.summary);
    out.push_str("</summary>");
    wrapped(out, pictures, "unfolded", &block.blocks);
    out.push_str("</details>");
}

fn legend(out: &mut String, block: &Legend) {
    out.push_str("<ul class=\"legend\"");
    attribute(out, "aria-label", &block.name);
    out.push('>');
    for (drawing, word) in &block.entries {
        out.push_str("<li>");
        svg::write(out, drawing, "sample");
        out.push(' ');
        escape(out, word);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}
