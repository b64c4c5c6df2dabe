//! The places of an audit drawn from their own points, with nothing from the internet beneath, and the same as a list.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head};
use crate::domain::intake::Position;
use crate::features::checking::actions::behind::{Spot, Standing, spots as load};
use crate::infra::http::{Page, Web, WebError};

/// Width of the drawing in its own units; the height follows from where the places are.
const WIDE: f64 = 640.0;
/// Room around the outermost places.
const EDGE: f64 = 24.0;
/// No drawing is flatter or higher than this, of its width.
const SHAPES: (f64, f64) = (0.4, 1.2);

/// A place as it is drawn and listed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Dot {
    pub(super) number: usize,
    pub(super) place: String,
    pub(super) code: String,
    pub(super) stratum: Option<String>,
    /// `visited`, `refused`, `not-yet`
    pub(super) standing: &'static str,
    pub(super) visits: usize,
    /// Where it is drawn, in the units of the drawing.
    pub(super) at: Option<(String, String)>,
}

/// The places of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct MapPage {
    pub(super) head: Head,
    pub(super) wide: u32,
    pub(super) high: u32,
    pub(super) drawn: usize,
    pub(super) dots: Vec<Dot>,
}

impl Page for MapPage {
    const TEMPLATE: &'static str = "pages/checking/map.html";
}

/// Where points are drawn: degrees east made as narrow as they are at this latitude, north above. Gives the height.
fn laid_out(points: &[Option<&Position>]) -> (f64, Vec<Option<(f64, f64)>>) {
    let degrees = |at: &Position| (at.lon.value().to_f64(), at.lat.value().to_f64());
    let known: Vec<(f64, f64)> = points.iter().flatten().map(|at| degrees(at)).collect();
    let middle = known.iter().map(|at| at.1).sum::<f64>() / known.len().max(1) as f64;
    let narrow = libm::cos(middle.to_radians()).max(0.01);
    let flat = |(lon, lat): (f64, f64)| (lon * narrow, -lat);
    let all: Vec<(f64, f64)> = known.into_iter().map(flat).collect();
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let values = || all.iter().map(of);
        (
            values().fold(f64::MAX, f64::min),
            values().fold(f64::MIN, f64::max),
        )
    };
    let ((west, east), (top, bottom)) = (ends(|at| at.0), ends(|at| at.1));
    let (across, down) = ((east - west).max(1e-6), (bottom - top).max(1e-6));
    let shape = (down / across).clamp(SHAPES.0, SHAPES.1);
    let high = WIDE * shape;
    let scale = ((WIDE - 2.0 * EDGE) / across).min((high - 2.0 * EDGE) / down);
    let place = |at: &Position| {
        let (x, y) = flat(degrees(at));
        // Around the middle, so that a row of places is not drawn along an edge.
        let x = WIDE / 2.0 + (x - (west + east) / 2.0) * scale;
        let y = high / 2.0 + (y - (top + bottom) / 2.0) * scale;
        (x, y)
    };
    (high, points.iter().map(|at| at.map(place)).collect())
}

fn dots(spots: &[Spot]) -> (u32, Vec<Dot>) {
    let points: Vec<Option<&Position>> = spots.iter().map(|spot| spot.point.as_ref()).collect();
    let (high, places) = laid_out(&points);
    let dots = (1..)
        .zip(spots.iter().zip(places))
        .map(|(number, (spot, at))| Dot {
            number,
            place: spot.place.name.clone(),
            code: spot.place.id.to_string(),
            stratum: spot.place.stratum.clone(),
            standing: match spot.standing {
                Standing::Visited => "visited",
                Standing::Refused => "refused",
                Standing::NotYet => "not-yet",
            },
            visits: spot.visits,
            at: at.map(|(x, y)| (format!("{x:.1}"), format!("{y:.1}"))),
        });
    // Positive and far below the limit: the shape is clamped.
    (high as u32, dots.collect())
}

/// `GET /checks/{code}/map`
pub async fn map(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let (line, spots) = load(&web.begin_as(&visit), &code).await?;
    let (high, dots) = dots(&spots);
    let page = MapPage {
        head: Head::of(&line, "map", &visit),
        wide: WIDE as u32,
        high,
        drawn: dots.iter().filter(|dot| dot.at.is_some()).count(),
        dots,
    };
    web.shown(StatusCode::OK, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instrument::Decimal;

    fn at(lat: &str, lon: &str) -> Position {
        Position {
            lat: Decimal::parse(lat).unwrap(),
            lon: Decimal::parse(lon).unwrap(),
            accuracy_m: None,
        }
    }

    #[test]
    fn north_is_above_east_is_right_and_all_are_inside() {
        let (a, b, c) = (at("-34", "18"), at("-33", "18"), at("-34", "19.5"));
        let (high, drawn) = laid_out(&[Some(&a), Some(&b), None, Some(&c)]);
        let [a, b, none, c] = drawn[..] else { panic!() };
        let ((ax, ay), (bx, by), (cx, cy)) = (a.unwrap(), b.unwrap(), c.unwrap());
        assert!(none.is_none() && by < ay && (ax - bx).abs() < 1e-9 && cx > ax);
        assert!((ay - cy).abs() < 1e-9);
        for (x, y) in [(ax, ay), (bx, by), (cx, cy)] {
            assert!((EDGE - 0.01..=WIDE - EDGE + 0.01).contains(&x), "{x}");
            assert!(
                (EDGE - 0.01..=high - EDGE + 0.01).contains(&y),
                "{y} of {high}"
            );
        }
    }

    #[test]
    fn one_place_and_no_place_are_drawn_without_a_fault() {
        let one = at("0", "0");
        let (high, drawn) = laid_out(&[Some(&one)]);
        assert!(high.is_finite());
        let (x, y) = drawn[0].unwrap();
        assert!(x.is_finite() && y.is_finite());
        assert!(laid_out(&[]).0.is_finite());
    }
}
