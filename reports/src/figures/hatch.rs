//! Slanting lines clipped to a rectangle, worked out here so that every edition draws the same ones.

use super::Point;

/// The lines of a hatch at 45 degrees, as pairs of points inside the rectangle.
pub fn hatch_lines(at: Point, width: f64, height: f64, spacing: f64) -> Vec<(Point, Point)> {
    let drawable = [width, height, spacing]
        .iter()
        .all(|v| v.is_finite() && *v > 0.0);
    if !drawable || width / spacing > 10_000.0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    // Each line rises from the bottom edge at `foot`; feet left of the corner still cross it.
    let mut foot = -height + spacing / 2.0;
    while foot < width {
        let enter = foot.max(0.0);
        let leave = (foot + height).min(width);
        if leave > enter {
            lines.push((
                Point::new(at.x + enter, at.y + height - (enter - foot)),
                Point::new(at.x + leave, at.y + height - (leave - foot)),
            ));
        }
        foot += spacing;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_stays_inside_its_rectangle() {
        let at = Point::new(10.0, 5.0);
        let lines = hatch_lines(at, 31.0, 6.0, 4.0);
        assert!(!lines.is_empty());
        for (from, to) in lines {
            for point in [from, to] {
                assert!((10.0..=41.0).contains(&point.x), "{point:?}");
                assert!((5.0..=11.0).contains(&point.y), "{point:?}");
            }
        }
    }

    #[test]
    fn nothing_to_fill_gives_no_lines() {
        assert!(hatch_lines(Point::default(), 0.0, 5.0, 4.0).is_empty());
        assert!(hatch_lines(Point::default(), f64::NAN, 5.0, 4.0).is_empty());
    }
}
