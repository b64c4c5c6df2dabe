//! Points with intervals on a common axis: one drawing for each line, so that the words beside it can
//! wrap as they need.

use super::bar::whisker;
use super::{Drawing, Ink, Point, Shape, Stroke, TextAnchor, TextSize};
use crate::model::{IntervalPlot, IntervalPlotRow, Label, Labels};

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 20.0;
const INSET: f64 = 6.0;
const MIDDLE: f64 = HEIGHT / 2.0;

/// Draws one line of a plot.
pub fn interval_row(plot: &IntervalPlot, row: &IntervalPlotRow, labels: &Labels) -> Drawing {
    let mut shapes = vec![Shape::Line {
        from: Point::new(INSET, MIDDLE),
        to: Point::new(WIDTH - INSET, MIDDLE),
        stroke: Stroke::new(Ink::Hairline, 1.0),
    }];
    shapes.extend(target_line(plot));
    if let (Some(low), Some(high)) = (row.low, row.high) {
        let ends = (place(plot, low), place(plot, high));
        if let (Some(low), Some(high)) = ends {
            shapes.extend(whisker(low, high, MIDDLE, (0.0, 0.0)));
        }
    }
    if let Some(x) = row.point.and_then(|point| place(plot, point)) {
        shapes.push(Shape::Rect {
            at: Point::new(x - 3.5, MIDDLE - 3.5),
            width: 7.0,
            height: 7.0,
            fill: Some(Ink::Accent),
            stroke: Some(Stroke::new(Ink::Paper, 1.0)),
        });
    }
    let alt = labels.fill(
        Label::AltPlotRow,
        &[("label", &row.label), ("text", &row.text)],
    );
    Drawing {
        width: WIDTH,
        height: HEIGHT,
        shapes,
        alt,
    }
}

/// Draws the axis under the lines.
pub fn axis(plot: &IntervalPlot, labels: &Labels) -> Drawing {
    let words = |x, anchor, words: &str| Shape::Text {
        at: Point::new(x, 20.0),
        anchor,
        size: TextSize::Small,
        strong: false,
        ink: Ink::Soft,
        words: words.to_owned(),
    };
    let tick = |x| Shape::Line {
        from: Point::new(x, 1.0),
        to: Point::new(x, 7.0),
        stroke: Stroke::new(Ink::Ink, 1.0),
    };
    let shapes = vec![
        Shape::Line {
            from: Point::new(INSET, 1.0),
            to: Point::new(WIDTH - INSET, 1.0),
            stroke: Stroke::new(Ink::Ink, 1.0),
        },
        tick(INSET),
        tick(WIDTH - INSET),
        words(0.0, TextAnchor::Start, &plot.axis_low_text),
        words(WIDTH, TextAnchor::End, &plot.axis_high_text),
    ];
    Drawing {
        width: WIDTH,
        height: 24.0,
        shapes,
        alt: plot_in_words(plot, labels),
    }
}

/// Says what the axis spans and where the target lies.
pub fn plot_in_words(plot: &IntervalPlot, labels: &Labels) -> String {
    let span = format!("{} – {}", plot.axis_low_text, plot.axis_high_text);
    let text = if plot.unit.is_empty() {
        span
    } else {
        format!("{}, {span}", plot.unit)
    };
    match &plot.target_text {
        None => text,
        Some(target) => {
            let target = labels.fill(Label::AltPlotTarget, &[("target", target)]);
            format!("{text}. {target}")
        }
    }
}

fn target_line(plot: &IntervalPlot) -> Option<Shape> {
    let x = place(plot, plot.target?)?;
    Some(Shape::Line {
        from: Point::new(x, 0.0),
        to: Point::new(x, HEIGHT),
        stroke: Stroke::new(Ink::Ink, 1.25).dashed(3.0, 2.0),
    })
}

/// From a value to its place; nothing when the axis has no length.
fn place(plot: &IntervalPlot, value: f64) -> Option<f64> {
    let length = plot.axis_high - plot.axis_low;
    let share = (value - plot.axis_low) / length;
    (length > 0.0 && share.is_finite())
        .then(|| INSET + (WIDTH - 2.0 * INSET) * share.clamp(0.0, 1.0))
}
