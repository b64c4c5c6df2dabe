//! The signature drawing: promised is an outline, claimed is hatched, found is solid, on one scale
//! from zero, with the interval as a fine whisker.

use super::{Drawing, Ink, Point, Shape, Stroke};
use crate::model::{Bar, Cell, Label, Labels, PromiseRow, Target};

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 24.0;
/// Room for half a line at either end.
const INSET: f64 = 2.0;
const TOP: f64 = 2.0;
const TALL: f64 = 20.0;
const EDGE: Stroke = Stroke::new(Ink::Ink, 1.25);

/// Draws a row. Values that are negative or not finite are not drawn.
pub fn bar(bar: &Bar, labels: &Labels) -> Drawing {
    let scale = Scale::of(bar);
    let mut shapes = Vec::new();
    let lanes = Lanes::of(sane(bar.claimed).is_some());
    shapes.extend(ground(bar, &scale));
    if let Some(claimed) = sane(bar.claimed) {
        shapes.extend(claim(bar, &scale, &lanes, claimed));
    }
    if let Some(found) = sane(bar.found) {
        shapes.extend(solid(bar, &scale, &lanes, found));
    }
    shapes.extend(outline(bar, &scale));
    if let (Some(low), Some(high)) = (sane(bar.whisker_low), sane(bar.whisker_high)) {
        let found = sane(bar.found).unwrap_or_else(|| origin(bar));
        let solid = order(scale.x(origin(bar)), scale.x(found));
        let (low, high) = (scale.x(low), scale.x(high));
        shapes.extend(whisker(low, high, lanes.found_middle(), solid));
    }
    Drawing {
        width: WIDTH,
        height: HEIGHT,
        shapes,
        alt: bar_in_words(bar, labels),
    }
}

/// Draws a row of the comparison, if it has a drawing; its words come from the cells where the drawing has none.
pub fn bar_of_row(row: &PromiseRow, labels: &Labels) -> Option<Drawing> {
    let mut of_row = row.bar.clone()?;
    let words = |given: &str, cell: &Cell| match (given, cell.figures.first()) {
        ("", Some(figure)) => match &figure.unit {
            Some(unit) => format!("{} {unit}", figure.text),
            None => figure.text.clone(),
        },
        ("", None) => cell.sentence.clone().unwrap_or_default(),
        (given, _) => given.to_owned(),
    };
    of_row.promised_text = words(&of_row.promised_text, &row.promised);
    of_row.claimed_text = words(&of_row.claimed_text, &row.claimed);
    of_row.found_text = words(&of_row.found_text, &row.found);
    let interval = row.interval.as_ref();
    if let Some(interval) = interval.filter(|_| of_row.whisker_text.is_empty()) {
        of_row.whisker_text.clone_from(&interval.text);
    }
    Some(bar(&of_row, labels))
}

/// Says what a drawing shows.
pub fn bar_in_words(bar: &Bar, labels: &Labels) -> String {
    let say = |label, value: &str| labels.fill(label, &[("value", value)]);
    let promised = match bar.target {
        Target::None => labels.get(Label::AltNoTarget).to_owned(),
        Target::Value { .. } | Target::Range { .. } => say(Label::AltPromised, &bar.promised_text),
        Target::Limit { .. } => say(Label::AltLimit, &bar.promised_text),
        Target::Reduction { .. } => say(Label::AltReduction, &bar.promised_text),
    };
    let claimed = match sane(bar.claimed) {
        Some(_) => say(Label::AltClaimed, &bar.claimed_text),
        None => labels.get(Label::AltNoClaim).to_owned(),
    };
    let found = match sane(bar.found) {
        Some(_) => say(Label::AltFound, &bar.found_text),
        None => labels.get(Label::AltNoFound).to_owned(),
    };
    let mut said = [promised, claimed, found].join(" ");
    if !bar.whisker_text.is_empty() {
        said.push(' ');
        said.push_str(&labels.fill(Label::AltInterval, &[("interval", &bar.whisker_text)]));
    }
    said
}

/// A value that can be drawn.
pub(super) fn sane(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite() && *v >= 0.0)
}

/// From values to places.
struct Scale {
    max: f64,
}

impl Scale {
    fn of(bar: &Bar) -> Self {
        let targets = match bar.target {
            Target::None => [None, None],
            Target::Value { at } | Target::Limit { at } => [Some(at), None],
            Target::Range { low, high } => [Some(low), Some(high)],
            Target::Reduction { from, to } => [Some(from), Some(to)],
        };
        let largest = [
            bar.claimed,
            bar.claimed_high,
            bar.found,
            bar.found_high,
            bar.whisker_high,
        ]
        .into_iter()
        .chain(targets)
        .filter_map(sane)
        .fold(0.0, f64::max);
        let asked = sane(Some(bar.scale_max)).unwrap_or(0.0);
        let max = if asked > 0.0 {
            asked.max(largest)
        } else {
            largest
        };
        Self {
            max: if max > 0.0 { max } else { 1.0 },
        }
    }

    fn x(&self, value: f64) -> f64 {
        INSET + (WIDTH - 2.0 * INSET) * (value / self.max).clamp(0.0, 1.0)
    }
}

/// Where claimed and found lie within the height.
struct Lanes {
    claimed: (f64, f64),
    found: (f64, f64),
}

impl Lanes {
    fn of(with_claim: bool) -> Self {
        if with_claim {
            Self {
                claimed: (TOP + 2.5, 5.5),
                found: (TOP + 9.75, 8.0),
            }
        } else {
            Self {
                claimed: (TOP, 0.0),
                found: (TOP + 5.25, 9.5),
            }
        }
    }

    fn found_middle(&self) -> f64 {
        self.found.0 + self.found.1 / 2.0
    }
}

/// A hairline from zero to the end of the scale, where the outline does not show it.
fn ground(bar: &Bar, scale: &Scale) -> Vec<Shape> {
    let needed = match bar.target {
        Target::None | Target::Reduction { .. } => true,
        Target::Value { at } | Target::Limit { at } => at < scale.max,
        Target::Range { high, .. } => high < scale.max,
    };
    if !needed {
        return Vec::new();
    }
    let line = Stroke::new(Ink::Soft, 0.75);
    let end = Point::new(scale.x(scale.max), TOP + TALL);
    let zero = Point::new(scale.x(0.0), TOP + TALL);
    vec![
        Shape::Line {
            from: zero,
            to: end,
            stroke: line,
        },
        Shape::Line {
            from: Point::new(zero.x, TOP),
            to: zero,
            stroke: line,
        },
    ]
}

/// The outline of what was promised.
fn outline(bar: &Bar, scale: &Scale) -> Vec<Shape> {
    let frame = |from: f64, to: f64| Shape::Rect {
        at: Point::new(scale.x(from), TOP),
        width: (scale.x(to) - scale.x(from)).max(1.0),
        height: TALL,
        fill: None,
        stroke: Some(EDGE),
    };
    let upright = |at: f64, weight: f64| Shape::Line {
        from: Point::new(scale.x(at), TOP - 1.0),
        to: Point::new(scale.x(at), TOP + TALL + 1.0),
        stroke: Stroke::new(Ink::Ink, weight),
    };
    match bar.target {
        Target::Value { at } if sane(Some(at)).is_some() => vec![frame(0.0, at)],
        Target::Limit { at } if sane(Some(at)).is_some() => vec![frame(0.0, at), upright(at, 3.0)],
        Target::Range { low, high } if low <= high && sane(Some(low)).is_some() => {
            vec![frame(0.0, high), upright(low, 1.25)]
        }
        Target::Reduction { from, to } if to <= from && sane(Some(to)).is_some() => {
            vec![frame(to, from), upright(from, 3.0)]
        }
        _ => Vec::new(),
    }
}

/// Where a value begins: at zero, or at the start of a reduction.
fn origin(bar: &Bar) -> f64 {
    match bar.target {
        Target::Reduction { from, .. } => from,
        _ => 0.0,
    }
}

/// The hatched part, looser up to the upper end where claims differ.
fn claim(bar: &Bar, scale: &Scale, lanes: &Lanes, claimed: f64) -> Vec<Shape> {
    let hatch = |from: f64, to: f64, spacing: f64| {
        let (left, right) = order(scale.x(from), scale.x(to));
        Shape::Hatch {
            at: Point::new(left, lanes.claimed.0),
            width: right - left,
            height: lanes.claimed.1,
            spacing,
            stroke: Stroke::new(Ink::Ink, 1.25),
        }
    };
    let mut shapes = vec![hatch(origin(bar), claimed, 6.0)];
    if let Some(high) = sane(bar.claimed_high).filter(|high| *high > claimed) {
        shapes.push(hatch(claimed, high, 13.0));
    }
    shapes
}

/// The solid part; nothing found is a thick edge.
fn solid(bar: &Bar, scale: &Scale, lanes: &Lanes, found: f64) -> Vec<Shape> {
    let (left, right) = order(scale.x(origin(bar)), scale.x(found));
    let fill = Some(Ink::Accent);
    if right - left < 1.0 {
        return vec![Shape::Rect {
            at: Point::new(left - INSET / 2.0, TOP),
            width: 5.0,
            height: TALL,
            fill,
            stroke: None,
        }];
    }
    let part = |left: f64, right: f64, fill, stroke| Shape::Rect {
        at: Point::new(left, lanes.found.0),
        width: right - left,
        height: lanes.found.1,
        fill,
        stroke,
    };
    let mut shapes = vec![part(left, right, fill, None)];
    if let Some(high) = sane(bar.found_high).filter(|high| *high > found) {
        let (left, right) = order(scale.x(found), scale.x(high));
        shapes.push(part(
            left,
            right,
            None,
            Some(Stroke::new(Ink::Accent, 1.25)),
        ));
    }
    shapes
}

/// The interval: a fine line with caps, pale where it crosses the solid part and dark beyond it.
pub(super) fn whisker(low: f64, high: f64, middle: f64, solid: (f64, f64)) -> Vec<Shape> {
    let (low, high) = order(low, high);
    let inside = |x: f64| (solid.0..solid.1).contains(&x);
    let line = |from: Point, to: Point, over_solid: bool| Shape::Line {
        from,
        to,
        stroke: Stroke::new(if over_solid { Ink::Paper } else { Ink::Ink }, 1.25),
    };
    let level = |from: f64, to: f64, over_solid: bool| {
        (to > from).then(|| line(Point::new(from, middle), Point::new(to, middle), over_solid))
    };
    let cap = |x: f64| {
        let reach = if inside(x) { 3.0 } else { 4.0 };
        let from = Point::new(x, middle - reach);
        line(from, Point::new(x, middle + reach), inside(x))
    };
    let (enter, leave) = (solid.0.clamp(low, high), solid.1.clamp(low, high));
    [
        level(low, enter, false),
        level(enter, leave, true),
        level(leave, high, false),
        Some(cap(low)),
        Some(cap(high)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn order(a: f64, b: f64) -> (f64, f64) {
    if a <= b { (a, b) } else { (b, a) }
}
