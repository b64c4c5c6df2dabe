//! The drawings: what is drawn, what is not, and what is said of it.

use crate::samples;
use groundtruth_reports::figures::{Drawing, Ink, Shape, bar, interval_row, verdict_mark};
use groundtruth_reports::model::{Bar, IntervalPlot, IntervalPlotRow, Target, VerdictCode};

fn draw(value: &Bar) -> Drawing {
    bar(value, &samples::labels())
}

fn hatches(drawing: &Drawing) -> usize {
    let shapes = drawing.shapes.iter();
    shapes
        .filter(|shape| matches!(shape, Shape::Hatch { .. }))
        .count()
}

fn solid_width(drawing: &Drawing) -> Option<f64> {
    drawing.shapes.iter().find_map(|shape| match shape {
        Shape::Rect {
            width,
            fill: Some(Ink::Accent),
            ..
        } => Some(*width),
        _ => None,
    })
}

fn outlines(drawing: &Drawing) -> Vec<(f64, f64)> {
    drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rect {
                at,
                width,
                fill: None,
                stroke: Some(_),
                ..
            } => Some((at.x, at.x + width)),
            _ => None,
        })
        .collect()
}

fn promised(at: f64) -> Bar {
    Bar {
        target: Target::Value { at },
        promised_text: "346 toilets".into(),
        found_text: "256 toilets".into(),
        ..Bar::default()
    }
}

#[test]
fn found_is_solid_in_proportion_to_promised() {
    let drawing = draw(&Bar {
        found: Some(173.0),
        ..promised(346.0)
    });
    let (left, right) = outlines(&drawing)[0];
    let solid = solid_width(&drawing).expect("a solid part");
    assert!((solid / (right - left) - 0.5).abs() < 1e-9);
}

#[test]
fn no_claim_no_hatch_and_nobody_looked_no_solid() {
    let drawing = draw(&promised(346.0));
    assert_eq!(hatches(&drawing), 0);
    assert_eq!(solid_width(&drawing), None);
    assert_eq!(outlines(&drawing).len(), 1);
    let claimed = draw(&Bar {
        claimed: Some(346.0),
        ..promised(346.0)
    });
    assert_eq!(hatches(&claimed), 1);
}

#[test]
fn zero_found_is_a_thick_edge_and_not_nothing() {
    let drawing = draw(&Bar {
        found: Some(0.0),
        ..promised(256.0)
    });
    assert!(solid_width(&drawing).is_some_and(|width| width >= 4.0));
}

#[test]
fn more_than_promised_goes_beyond_the_outline() {
    let drawing = draw(&Bar {
        found: Some(110.0),
        ..promised(100.0)
    });
    let (left, right) = outlines(&drawing)[0];
    assert!(solid_width(&drawing).expect("solid") > right - left);
}

#[test]
fn a_reduction_reads_from_the_right_and_the_wrong_way_leaves_the_outline() {
    let target = Target::Reduction {
        from: 100.0,
        to: 34.0,
    };
    let drawing = draw(&Bar {
        target,
        claimed: Some(118.0),
        ..Bar::default()
    });
    let (_, right) = outlines(&drawing)[0];
    let hatch = drawing.shapes.iter().find_map(|shape| match shape {
        Shape::Hatch { at, .. } => Some(at.x),
        _ => None,
    });
    assert!((hatch.expect("a claim") - right).abs() < 1e-9);
}

#[test]
fn values_that_cannot_be_drawn_are_not_drawn() {
    for wild in [f64::NAN, f64::INFINITY, -5.0] {
        let drawing = draw(&Bar {
            found: Some(wild),
            claimed: Some(wild),
            ..promised(wild)
        });
        assert_eq!(solid_width(&drawing), None);
        assert_eq!(hatches(&drawing), 0);
        assert!(outlines(&drawing).is_empty());
    }
    let huge = draw(&Bar {
        found: Some(f64::MAX),
        ..promised(1.0)
    });
    assert!(solid_width(&huge).is_some_and(f64::is_finite));
}

#[test]
fn the_drawing_is_said_in_words() {
    let drawing = draw(&Bar {
        found: Some(256.0),
        ..promised(346.0)
    });
    assert_eq!(
        drawing.alt,
        "Promised: 346 toilets. No claim. Found: 256 toilets."
    );
}

#[test]
fn a_mirrored_drawing_mirrored_again_is_the_same() {
    let drawing = draw(&Bar {
        claimed: Some(300.0),
        found: Some(256.0),
        ..promised(512.0)
    });
    assert_ne!(drawing.clone().mirrored(), drawing);
    assert_eq!(drawing.clone().mirrored().mirrored(), drawing);
}

#[test]
fn the_seven_verdicts_differ_in_shape() {
    let codes = [
        VerdictCode::Delivered,
        VerdictCode::PartlyDelivered,
        VerdictCode::NotDelivered,
        VerdictCode::WrongWay,
        VerdictCode::NotDue,
        VerdictCode::CannotJudge,
        VerdictCode::StandardDisputed,
    ];
    for (place, code) in codes.iter().enumerate() {
        for other in &codes[place + 1..] {
            assert_ne!(verdict_mark(*code).shapes, verdict_mark(*other).shapes);
        }
    }
}

#[test]
fn a_census_has_a_point_and_no_interval() {
    let plot = IntervalPlot {
        axis_high: 100.0,
        ..IntervalPlot::default()
    };
    let row = IntervalPlotRow {
        point: Some(67.6),
        ..IntervalPlotRow::default()
    };
    let census = interval_row(&plot, &row, &samples::labels());
    let sample = IntervalPlotRow {
        low: Some(60.0),
        high: Some(75.0),
        ..row
    };
    let sampled = interval_row(&plot, &sample, &samples::labels());
    assert!(sampled.shapes.len() > census.shapes.len());
}
