//! The shapes every drawing is made of. One unit is about a quarter of a millimetre on paper and one
//! pixel on screen; y grows downwards.

/// A drawing with its alternative text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Width in units.
    pub width: f64,
    /// Height in units.
    pub height: f64,
    /// The shapes, painted in order.
    pub shapes: Vec<Shape>,
    /// What it shows, in one or more sentences; empty for a mark whose word stands beside it.
    pub alt: String,
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Colours by meaning; an edition chooses the value for light, dark and print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    #[default]
    Ink,
    /// Softer text.
    Soft,
    /// Hairlines.
    Hairline,
    /// The one accent: what was found.
    Accent,
    /// The ground the drawing stands on.
    Paper,
    /// Verdict: delivered.
    Delivered,
    /// Verdict: partly delivered.
    Partly,
    /// Verdict: not delivered.
    NotDelivered,
    /// Verdict: moved the wrong way.
    WrongWay,
    /// Verdict: not due, cannot be judged, disputed.
    Neutral,
}

/// A line's colour, weight and dashes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Weight in units.
    pub weight: f64,
    /// Length of dash and gap; none for a whole line.
    pub dash: Option<(f64, f64)>,
}

/// How text stands to its point, seen in the direction of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextAnchor {
    /// Begins there.
    #[default]
    Start,
    /// Is centred there.
    Middle,
    /// Ends there.
    End,
}

/// Sizes of text in a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As small text.
    #[default]
    Small,
    /// As body text.
    Body,
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathStep {
    /// Lift the pen and begin here.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic curve: two controls and an end.
    Curve(Point, Point, Point),
    /// Back to where it began.
    Close,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rect {
        /// Corner nearest the origin.
        at: Point,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Filled with.
        fill: Option<Ink>,
        /// Edged with.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// From.
        from: Point,
        /// To.
        to: Point,
        /// Drawn with.
        stroke: Stroke,
    },
    /// Straight lines through points.
    Polyline {
        /// The points.
        points: Vec<Point>,
        /// Drawn with.
        stroke: Stroke,
    },
    /// A rectangle filled with slanting lines, clipped to it.
    Hatch {
        /// Corner nearest the origin.
        at: Point,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Distance between lines, along x.
        spacing: f64,
        /// Drawn with.
        stroke: Stroke,
    },
    /// A path.
    Path {
        /// Its steps.
        steps: Vec<PathStep>,
        /// Filled with, by the even-odd rule.
        fill: Option<Ink>,
        /// Edged with.
        stroke: Option<Stroke>,
    },
    /// Words.
    Text {
        /// On the base line.
        at: Point,
        /// How they stand to it.
        anchor: TextAnchor,
        /// Size.
        size: TextSize,
        /// Semibold.
        strong: bool,
        /// Colour.
        ink: Ink,
        /// The words.
        words: String,
    },
}

impl Point {
    /// A place.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl Stroke {
    /// A whole line.
    pub const fn new(ink: Ink, weight: f64) -> Self {
        Self {
            ink,
            weight,
            dash: None,
        }
    }

    /// The same line, dashed.
    #[must_use]
    pub const fn dashed(self, dash: f64, gap: f64) -> Self {
        Self {
            dash: Some((dash, gap)),
            ..self
        }
    }
}

impl Drawing {
    /// The same drawing for text that runs from right to left: zero stands at the right.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        let width = self.width;
        for shape in &mut self.shapes {
            shape.mirror(width);
        }
        self
    }
}

impl Shape {
    fn mirror(&mut self, across: f64) {
        let flip = |point: &mut Point| point.x = across - point.x;
        match self {
            Self::Rect { at, width, .. } | Self::Hatch { at, width, .. } => {
                at.x = across - at.x - *width;
            }
            Self::Line { from, to, .. } => {
                flip(from);
                flip(to);
            }
            Self::Polyline { points, .. } => points.iter_mut().for_each(flip),
            Self::Path { steps, .. } => {
                for step in steps {
                    match step {
                        PathStep::Move(point) | PathStep::Line(point) => flip(point),
                        PathStep::Curve(a, b, c) => {
                            flip(a);
                            flip(b);
                            flip(c);
                        }
                        PathStep::Close => {}
                    }
                }
            }
            Self::Text { at, .. } => flip(at),
        }
    }
}
