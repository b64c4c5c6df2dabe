//! Shapes as operators: the same primitives that the other editions draw.

use printpdf::{
    Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Op, PaintMode, Polygon,
    PolygonRing, Pt, Rect, WindingOrder,
};

use super::{Painter, ink, short};
use crate::figures::{Drawing, Ink, PathStep, Point, Shape, Stroke, hatch_lines};
use crate::layout::grid;

/// The state of drawing on a page.
#[derive(Default)]
pub(super) struct Pen {
    pub fill: Option<Ink>,
    stroke: Option<Ink>,
    weight: Option<f32>,
    dashed: bool,
    round: bool,
}

/// Where a drawing lies on the page.
#[derive(Clone, Copy)]
struct Frame {
    x: f64,
    y: f64,
    scale: f64,
}

impl Frame {
    fn point(self, at: Point) -> printpdf::Point {
        printpdf::Point {
            x: Pt(short(self.x + at.x * self.scale)),
            y: Pt(short(grid::PAGE_HEIGHT - self.y - at.y * self.scale)),
        }
    }

    fn corner(self, point: Point) -> LinePoint {
        LinePoint {
            p: self.point(point),
            bezier: false,
        }
    }

    fn handle(self, point: Point) -> LinePoint {
        LinePoint {
            p: self.point(point),
            bezier: true,
        }
    }
}

/// One unbroken part of a path.
#[derive(Default)]
struct Part {
    points: Vec<LinePoint>,
    closed: bool,
}

impl Painter<'_> {
    /// Fills a rectangle given by its upper left corner.
    pub(super) fn fill_rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink) {
        self.end_text();
        self.set_fill(ink);
        self.ops.push(Op::DrawRectangle {
            rectangle: rect((x, y), (width, height), PaintMode::Fill),
        });
    }

    /// Draws a rectangle as an outline.
    pub(super) fn frame(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), weight: f64) {
        self.end_text();
        self.set_stroke(Stroke::new(Ink::Ink, weight), 1.0);
        self.ops.push(Op::DrawRectangle {
            rectangle: rect((x, y), (width, height), PaintMode::Stroke),
        });
    }

    /// Draws a drawing with its upper left corner at a place of the page.
    pub(super) fn drawing(&mut self, drawing: &Drawing, scale: f64, (x, y): (f64, f64)) {
        self.end_text();
        let frame = Frame { x, y, scale };
        for shape in &drawing.shapes {
            self.shape(shape, frame);
        }
    }

    fn shape(&mut self, shape: &Shape, frame: Frame) {
        match shape {
            Shape::Rect {
                at,
                width,
                height,
                fill,
                stroke,
            } => {
                let corner = (frame.x + at.x * frame.scale, frame.y + at.y * frame.scale);
                let size = (width * frame.scale, height * frame.scale);
                if let Some(ink) = fill {
                    self.fill_rect(corner, size, *ink);
                }
                if let Some(stroke) = stroke {
                    self.set_stroke(*stroke, frame.scale);
                    self.ops.push(Op::DrawRectangle {
                        rectangle: rect(corner, size, PaintMode::Stroke),
                    });
                }
            }
            Shape::Line { from, to, stroke } => self.lines(&[*from, *to], *stroke, frame),
            Shape::Polyline { points, stroke } => {
                self.set_round(true);
                self.lines(points, *stroke, frame);
                self.set_round(false);
            }
            Shape::Hatch {
                at,
                width,
                height,
                spacing,
                stroke,
            } => {
                for (from, to) in hatch_lines(*at, *width, *height, *spacing) {
                    self.lines(&[from, to], *stroke, frame);
                }
            }
            Shape::Path {
                steps,
                fill,
                stroke,
            } => self.path(steps, (*fill, *stroke), frame),
            // Words are lines of text, painted with the rest of the text.
            Shape::Text { .. } => {}
        }
    }

    fn lines(&mut self, points: &[Point], stroke: Stroke, frame: Frame) {
        self.set_stroke(stroke, frame.scale);
        let points = points.iter().map(|point| frame.corner(*point)).collect();
        self.ops.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: false,
            },
        });
    }

    fn path(
        &mut self,
        steps: &[PathStep],
        (fill, stroke): (Option<Ink>, Option<Stroke>),
        frame: Frame,
    ) {
        let parts = parts(steps, frame);
        if let Some(ink) = fill {
            self.set_fill(ink);
            let rings = parts
                .iter()
                .map(|part| PolygonRing {
                    points: part.points.clone(),
                })
                .collect();
            self.ops.push(Op::DrawPolygon {
                polygon: Polygon {
                    rings,
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::EvenOdd,
                },
            });
        }
        if let Some(stroke) = stroke {
            self.set_stroke(stroke, frame.scale);
            for part in parts {
                self.ops.push(Op::DrawLine {
                    line: Line {
                        points: part.points,
                        is_closed: part.closed,
                    },
                });
            }
        }
    }

    fn set_stroke(&mut self, stroke: Stroke, scale: f64) {
        if self.pen.stroke != Some(stroke.ink) {
            self.pen.stroke = Some(stroke.ink);
            self.ops.push(Op::SetOutlineColor {
                col: ink::colour(stroke.ink),
            });
        }
        let weight = short(stroke.weight * scale);
        if self.pen.weight != Some(weight) {
            self.pen.weight = Some(weight);
            self.ops.push(Op::SetOutlineThickness { pt: Pt(weight) });
        }
        if stroke.dash.is_some() || self.pen.dashed {
            self.pen.dashed = stroke.dash.is_some();
            let lengths = stroke.dash.map(|(dash, gap)| [dash, gap]);
            let lengths = lengths.into_iter().flatten();
            self.ops.push(Op::SetLineDashPattern {
                dash: LineDashPattern {
                    offset: 0.0,
                    pattern: lengths.map(|length| short(length * scale)).collect(),
                },
            });
        }
    }

    fn set_round(&mut self, round: bool) {
        if self.pen.round == round {
            return;
        }
        self.pen.round = round;
        let (cap, join) = if round {
            (LineCapStyle::Round, LineJoinStyle::Round)
        } else {
            (LineCapStyle::Butt, LineJoinStyle::Miter)
        };
        self.ops.push(Op::SetLineCapStyle { cap });
        self.ops.push(Op::SetLineJoinStyle { join });
    }
}

fn parts(steps: &[PathStep], frame: Frame) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for step in steps {
        if matches!(step, PathStep::Move(_)) || parts.is_empty() {
            parts.push(Part::default());
        }
        let Some(part) = parts.last_mut() else {
            continue;
        };
        match step {
            PathStep::Move(to) | PathStep::Line(to) => part.points.push(frame.corner(*to)),
            PathStep::Curve(first, second, to) => part.points.extend([
                frame.handle(*first),
                frame.handle(*second),
                frame.corner(*to),
            ]),
            PathStep::Close => part.closed = true,
        }
    }
    parts
}

fn rect((x, y): (f64, f64), (width, height): (f64, f64), mode: PaintMode) -> Rect {
    Rect {
        x: Pt(short(x)),
        y: Pt(short(grid::PAGE_HEIGHT - y - height)),
        width: Pt(short(width)),
        height: Pt(short(height)),
        mode: Some(mode),
        winding_order: None,
    }
}
