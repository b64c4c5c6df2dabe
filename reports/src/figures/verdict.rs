//! The marks of the seven verdicts: told apart by shape alone, so that they survive print and copy.

use super::{Drawing, Ink, PathStep, Point, Shape, Stroke};
use crate::model::VerdictCode;

const SIZE: f64 = 16.0;
const MIDDLE: Point = Point::new(8.0, 8.0);

/// The mark of a verdict. Its word always stands beside it, so it has no alternative text of its own.
pub fn verdict_mark(code: VerdictCode) -> Drawing {
    let shapes = match code {
        VerdictCode::Delivered => tick(),
        VerdictCode::PartlyDelivered => half(),
        VerdictCode::NotDelivered => crossed(),
        VerdictCode::WrongWay => falling(),
        VerdictCode::NotDue => clock(),
        VerdictCode::CannotJudge => question(),
        VerdictCode::StandardDisputed => two_arrows(),
    };
    Drawing {
        width: SIZE,
        height: SIZE,
        shapes,
        alt: String::new(),
    }
}

fn tick() -> Vec<Shape> {
    vec![
        Shape::Path {
            steps: circle(MIDDLE, 7.0),
            fill: Some(Ink::Delivered),
            stroke: None,
        },
        lines(&[(4.6, 8.3), (7.1, 10.7), (11.5, 5.6)], Ink::Paper, 1.9),
    ]
}

fn half() -> Vec<Shape> {
    let k = 0.552_284_75 * 6.2;
    let at = Point::new;
    vec![
        ring(Ink::Partly, None),
        Shape::Path {
            steps: vec![
                PathStep::Move(at(8.0, 1.8)),
                PathStep::Curve(at(8.0 - k, 1.8), at(1.8, 8.0 - k), at(1.8, 8.0)),
                PathStep::Curve(at(1.8, 8.0 + k), at(8.0 - k, 14.2), at(8.0, 14.2)),
                PathStep::Close,
            ],
            fill: Some(Ink::Partly),
            stroke: None,
        },
    ]
}

fn crossed() -> Vec<Shape> {
    vec![
        ring(Ink::NotDelivered, None),
        lines(&[(5.3, 5.3), (10.7, 10.7)], Ink::NotDelivered, 1.8),
        lines(&[(10.7, 5.3), (5.3, 10.7)], Ink::NotDelivered, 1.8),
    ]
}

fn falling() -> Vec<Shape> {
    vec![
        lines(&[(2.2, 2.8), (12.8, 12.4)], Ink::WrongWay, 2.0),
        lines(
            &[(13.4, 5.6), (13.4, 13.0), (6.0, 13.0)],
            Ink::WrongWay,
            2.0,
        ),
    ]
}

fn clock() -> Vec<Shape> {
    vec![
        ring(Ink::Neutral, Some((2.2, 2.0))),
        lines(&[(8.0, 4.4), (8.0, 8.4), (10.8, 9.8)], Ink::Neutral, 1.6),
    ]
}

fn question() -> Vec<Shape> {
    let at = Point::new;
    vec![
        ring(Ink::Neutral, Some((2.2, 2.0))),
        Shape::Path {
            steps: vec![
                PathStep::Move(at(6.1, 6.3)),
                PathStep::Curve(at(6.1, 4.0), at(9.9, 4.0), at(9.9, 6.3)),
                PathStep::Curve(at(9.9, 7.7), at(8.0, 7.8), at(8.0, 9.4)),
            ],
            fill: None,
            stroke: Some(Stroke::new(Ink::Neutral, 1.5)),
        },
        Shape::Path {
            steps: circle(at(8.0, 11.6), 1.0),
            fill: Some(Ink::Neutral),
            stroke: None,
        },
    ]
}

fn two_arrows() -> Vec<Shape> {
    vec![
        lines(&[(1.5, 5.4), (13.6, 5.4)], Ink::Neutral, 1.7),
        lines(&[(10.4, 2.2), (13.9, 5.4), (10.4, 8.6)], Ink::Neutral, 1.7),
        lines(&[(14.5, 11.0), (2.4, 11.0)], Ink::Neutral, 1.7),
        lines(&[(5.6, 7.8), (2.1, 11.0), (5.6, 14.2)], Ink::Neutral, 1.7),
    ]
}

fn ring(ink: Ink, dash: Option<(f64, f64)>) -> Shape {
    Shape::Path {
        steps: circle(MIDDLE, 6.2),
        fill: None,
        stroke: Some(Stroke {
            ink,
            weight: 1.6,
            dash,
        }),
    }
}

fn lines(points: &[(f64, f64)], ink: Ink, weight: f64) -> Shape {
    Shape::Polyline {
        points: points.iter().map(|(x, y)| Point::new(*x, *y)).collect(),
        stroke: Stroke::new(ink, weight),
    }
}

/// A circle as four curves.
fn circle(middle: Point, radius: f64) -> Vec<PathStep> {
    let k = 0.552_284_75 * radius;
    let at = |dx: f64, dy: f64| Point::new(middle.x + dx, middle.y + dy);
    vec![
        PathStep::Move(at(radius, 0.0)),
        PathStep::Curve(at(radius, k), at(k, radius), at(0.0, radius)),
        PathStep::Curve(at(-k, radius), at(-radius, k), at(-radius, 0.0)),
        PathStep::Curve(at(-radius, -k), at(-k, -radius), at(0.0, -radius)),
        PathStep::Curve(at(k, -radius), at(radius, -k), at(radius, 0.0)),
        PathStep::Close,
    ]
}
