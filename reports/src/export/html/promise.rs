//! One promise: the sentence and its verdict, the four words, the drawing, the details; and the same
//! rows as the table of page one.

use super::blocks;
use super::escape::{attribute, escape};
use super::photograph::Pictures;
use super::{inline, svg};
use crate::document::{Inlines, Overview, PromiseBlock, PromiseColumn, VerdictChip};
use crate::figures::verdict_mark;
use crate::model::VerdictCode;

/// The row in full.
pub(super) fn write(out: &mut String, pictures: &Pictures<'_>, row: &PromiseBlock) {
    let heading = format!("{}-sentence", row.anchor);
    out.push_str("<article class=\"promise\"");
    attribute(out, "id", &row.anchor);
    attribute(out, "aria-labelledby", &heading);
    out.push_str("><div class=\"promise-head\"><h3");
    attribute(out, "id", &heading);
    out.push('>');
    escape(out, &row.sentence);
    out.push_str("</h3>");
    slices(out, row);
    clause(out, row);
    proof(out, row, true);
    out.push_str("</div><div class=\"promise-body\"><dl class=\"four\">");
    for column in &row.columns {
        out.push_str("<div><dt>");
        escape(out, &column.title);
        out.push_str("</dt>");
        for_each_entry(out, column, "dd");
        out.push_str("</div>");
    }
    out.push_str("</dl>");
    measure(out, row);
    if !row.details.is_empty() {
        out.push_str("<div class=\"promise-details\">");
        blocks::write_all(out, pictures, &row.details);
        out.push_str("</div>");
    }
    out.push_str("</div></article>");
}

/// The rows of page one.
pub(super) fn overview(out: &mut String, overview: &Overview) {
    out.push_str("<div class=\"table glance\"><table role=\"table\"><caption class=\"aside\">");
    escape(out, &overview.caption);
    out.push_str("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
    for head in &overview.heads {
        out.push_str("<th scope=\"col\" role=\"columnheader\">");
        escape(out, head);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody role=\"rowgroup\">");
    for row in &overview.rows {
        glance(out, row, overview.heads.last());
    }
    out.push_str("</tbody></table></div>");
}

fn glance(out: &mut String, row: &PromiseBlock, drawing_head: Option<&String>) {
    out.push_str("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><a");
    attribute(out, "href", &format!("#{}", row.anchor));
    out.push('>');
    escape(out, &row.sentence);
    out.push_str("</a>");
    slices(out, row);
    proof(out, row, false);
    out.push_str("</th>");
    for column in &row.columns[..3] {
        out.push_str("<td role=\"cell\">");
        label(out, &column.title);
        for_each_entry(out, column, "div");
        out.push_str("</td>");
    }
    let drawn = row.drawing.is_some()
        || row.instead.is_some()
        || !row.gaps.is_empty()
        || row.since.is_some();
    out.push_str(if drawn {
        "<td role=\"cell\" class=\"wide\">"
    } else {
        "<td role=\"cell\" class=\"wide empty\">"
    });
    if let Some(head) = drawing_head.filter(|_| drawn) {
        label(out, head);
    }
    measure(out, row);
    if let Some(since) = &row.since {
        out.push_str("<p class=\"since\">");
        inline::runs(out, since);
        out.push_str("</p>");
    }
    out.push_str("</td></tr>");
}

fn label(out: &mut String, words: &str) {
    out.push_str("<span class=\"cell-label\" aria-hidden=\"true\">");
    escape(out, words);
    out.push_str("</span>");
}

fn slices(out: &mut String, row: &PromiseBlock) {
    for slice in &row.slices {
        out.push_str("<p class=\"slice\">");
        escape(out, slice);
        out.push_str("</p>");
    }
}

fn clause(out: &mut String, row: &PromiseBlock) {
    out.push_str("<p class=\"clause\">");
    escape(out, &row.number);
    if let Some(clause) = &row.clause {
        out.push_str(" · ");
        inline::runs(out, clause);
    }
    out.push_str("</p>");
}

/// Verdict and proof grade; in full also the verdict as a sentence.
fn proof(out: &mut String, row: &PromiseBlock, in_full: bool) {
    if let Some(verdict) = &row.verdict {
        chip(out, verdict);
    }
    if !row.grade.is_empty() {
        out.push_str("<p class=\"grade\">");
        if in_full && !row.grade_term.is_empty() {
            escape(out, &row.grade_term);
            out.push_str(": ");
        }
        escape(out, &row.grade);
        out.push_str("</p>");
    }
    if let Some(verdict) = row
        .verdict
        .as_ref()
        .filter(|v| in_full && !v.sentence.is_empty())
    {
        out.push_str("<p class=\"verdict-sentence\">");
        escape(out, &verdict.sentence);
        out.push_str("</p>");
    }
}

fn chip(out: &mut String, verdict: &VerdictChip) {
    let class = match verdict.code {
        VerdictCode::Delivered => "v-delivered",
        VerdictCode::PartlyDelivered => "v-partly",
        VerdictCode::NotDelivered => "v-not",
        VerdictCode::WrongWay => "v-wrong",
        VerdictCode::NotDue | VerdictCode::CannotJudge | VerdictCode::StandardDisputed => {
            "v-neutral"
        }
    };
    out.push_str("<p");
    attribute(out, "class", &format!("verdict {class}"));
    out.push('>');
    svg::write(out, &verdict_mark(verdict.code), "mark");
    out.push_str("<span>");
    escape(out, &verdict.label);
    if let Some(reason) = &verdict.reason {
        out.push_str(": ");
        escape(out, reason);
    }
    if let Some(qualifier) = &verdict.qualifier {
        out.push_str(", ");
        escape(out, qualifier);
    }
    out.push_str("</span></p>");
}

fn for_each_entry(out: &mut String, column: &PromiseColumn, tag: &str) {
    for entry in &column.entries {
        out.push('<');
        out.push_str(tag);
        out.push_str("><span");
        attribute(
            out,
            "class",
            if entry.is_figure { "figure" } else { "words" },
        );
        out.push('>');
        inline::runs(out, &entry.main);
        if let Some(unit) = &entry.unit {
            out.push_str(" <span class=\"unit\">");
            escape(out, unit);
            out.push_str("</span>");
        }
        out.push_str("</span>");
        for line in &entry.lines {
            out.push_str("<small class=\"under\">");
            inline::runs(out, line);
            out.push_str("</small>");
        }
        out.push_str("</");
        out.push_str(tag);
        out.push('>');
    }
}

/// The drawing, or the sentence in its place, and the gap in words.
fn measure(out: &mut String, row: &PromiseBlock) {
    if row.drawing.is_none() && row.instead.is_none() && row.gaps.is_empty() {
        return;
    }
    out.push_str("<div class=\"measure\">");
    if let Some(drawing) = &row.drawing {
        svg::write(out, drawing, "drawing");
    }
    out.push_str("<div class=\"gaps\">");
    let line = |out: &mut String, class: &str, words: &Inlines| {
        out.push_str("<p");
        attribute(out, "class", class);
        out.push('>');
        inline::runs(out, words);
        out.push_str("</p>");
    };
    if let Some(instead) = row.instead.as_ref().filter(|_| row.drawing.is_none()) {
        line(out, "instead", instead);
    }
    for gap in &row.gaps {
        line(out, "gap", gap);
    }
    out.push_str("</div></div>");
}
