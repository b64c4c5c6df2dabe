//! Drawings as inline SVG. Colours are classes, so that screen, dark screen and paper each choose.

use std::fmt::Write as _;

use super::escape::{attribute, escape};
use crate::figures::{
    Drawing, Ink, PathStep, Point, Shape, Stroke, TextAnchor, TextSize, hatch_lines,
};

/// Writes a drawing. Without alternative text it is hidden from those who listen.
pub(super) fn write(out: &mut String, drawing: &Drawing, class: &str) {
    out.push_str("<svg");
    attribute(out, "class", class);
    let (width, height) = (number(drawing.width), number(drawing.height));
    push(out, format_args!(" viewBox=\"0 0 {width} {height}\""));
    push(out, format_args!(" width=\"{width}\" height=\"{height}\""));
    if drawing.alt.is_empty() {
        out.push_str(" aria-hidden=\"true\"");
    } else {
        out.push_str(" role=\"img\"");
        attribute(out, "aria-label", &drawing.alt);
    }
    out.push_str(" focusable=\"false\">");
    for shape in &drawing.shapes {
        one(out, shape);
    }
    out.push_str("</svg>");
}

fn one(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect {
            at,
            width,
            height,
            fill,
            stroke,
        } => {
            push(
                out,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                    number(at.x),
                    number(at.y),
                    number(*width),
                    number(*height)
                ),
            );
            paint(out, *fill, *stroke);
        }
        Shape::Line { from, to, stroke } => {
            push(
                out,
                format_args!(
                    "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
                    number(from.x),
                    number(from.y),
                    number(to.x),
                    number(to.y)
                ),
            );
            paint(out, None, Some(*stroke));
        }
        Shape::Polyline { points, stroke } => {
            out.push_str("<polyline points=\"");
            for (index, point) in points.iter().enumerate() {
                let space = if index == 0 { "" } else { " " };
                push(out, format_args!("{space}{}", pair(*point)));
            }
            out.push('"');
            paint(out, None, Some(*stroke));
        }
        Shape::Hatch {
            at,
            width,
            height,
            spacing,
            stroke,
        } => {
            out.push_str("<path d=\"");
            for (from, to) in hatch_lines(*at, *width, *height, *spacing) {
                push(out, format_args!("M{}L{}", pair(from), pair(to)));
            }
            out.push('"');
            paint(out, None, Some(*stroke));
        }
        Shape::Path {
            steps,
            fill,
            stroke,
        } => {
            out.push_str("<path d=\"");
            for step in steps {
                path_step(out, *step);
            }
            out.push('"');
            paint(out, *fill, *stroke);
        }
        Shape::Text {
            at,
            anchor,
            size,
            strong,
            ink,
            words,
        } => {
            push(
                out,
                format_args!("<text x=\"{}\" y=\"{}\"", number(at.x), number(at.y)),
            );
            let anchor = match anchor {
                TextAnchor::Start => "start",
                TextAnchor::Middle => "middle",
                TextAnchor::End => "end",
            };
            let size = match size {
                TextSize::Small => "t-small",
                TextSize::Body => "t-body",
            };
            let weight = if *strong { " t-strong" } else { "" };
            push(
                out,
                format_args!(
                    " text-anchor=\"{anchor}\" class=\"{size}{weight} f-{}\">",
                    name(*ink)
                ),
            );
            escape(out, words);
            out.push_str("</text>");
        }
    }
}

fn path_step(out: &mut String, step: PathStep) {
    match step {
        PathStep::Move(to) => push(out, format_args!("M{}", pair(to))),
        PathStep::Line(to) => push(out, format_args!("L{}", pair(to))),
        PathStep::Curve(a, b, to) => {
            push(out, format_args!("C{} {} {}", pair(a), pair(b), pair(to)));
        }
        PathStep::Close => out.push('Z'),
    }
}

/// Writes fill, stroke and the end of the tag.
fn paint(out: &mut String, fill: Option<Ink>, stroke: Option<Stroke>) {
    let fill = fill.map_or("f-none", class_of_fill);
    push(out, format_args!(" class=\"{fill}"));
    match stroke {
        None => out.push('"'),
        Some(stroke) => {
            push(
                out,
                format_args!(
                    " s-{}\" stroke-width=\"{}\"",
                    name(stroke.ink),
                    number(stroke.weight)
                ),
            );
            if let Some((dash, gap)) = stroke.dash {
                push(
                    out,
                    format_args!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)),
                );
            }
        }
    }
    out.push_str("/>");
}

const fn class_of_fill(ink: Ink) -> &'static str {
    match ink {
        Ink::Ink => "f-ink",
        Ink::Soft => "f-soft",
        Ink::Hairline => "f-hairline",
        Ink::Accent => "f-accent",
        Ink::Paper => "f-paper",
        Ink::Delivered => "f-delivered",
        Ink::Partly => "f-partly",
        Ink::NotDelivered => "f-not",
        Ink::WrongWay => "f-wrong",
        Ink::Neutral => "f-neutral",
    }
}

fn name(ink: Ink) -> &'static str {
    class_of_fill(ink).trim_start_matches("f-")
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// Two decimals at most, no trailing zeros; nothing that is not a number.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" | "" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// Writing to a `String` cannot fail.
fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(words);
}
