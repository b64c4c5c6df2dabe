//! Small samples of the four marks of the signature drawing.

use super::bar::whisker;
use super::{Drawing, Ink, Point, Shape, Stroke};
use crate::model::{Label, Labels};

/// The samples with their words: promised, claimed, found, interval.
pub fn legend(labels: &Labels) -> Vec<(Drawing, String)> {
    let edge = Some(Stroke::new(Ink::Ink, 1.25));
    let rect = |fill, stroke| Shape::Rect {
        at: Point::new(1.0, 2.0),
        width: 26.0,
        height: 10.0,
        fill,
        stroke,
    };
    let hatch = Shape::Hatch {
        at: Point::new(1.0, 4.0),
        width: 26.0,
        height: 6.0,
        spacing: 6.0,
        stroke: Stroke::new(Ink::Ink, 1.25),
    };
    [
        (Label::LegendPromised, vec![rect(None, edge)]),
        (Label::LegendClaimed, vec![hatch]),
        (Label::LegendFound, vec![rect(Some(Ink::Accent), None)]),
        (Label::LegendInterval, whisker(3.0, 25.0, 7.0, (0.0, 0.0))),
    ]
    .into_iter()
    .map(|(label, shapes)| {
        let drawing = Drawing {
            width: 28.0,
            height: 14.0,
            shapes,
            alt: String::new(),
        };
        (drawing, labels.get(label).to_owned())
    })
    .collect()
}
