//! The places of an audit drawn from their own points, with nothing from the internet beneath, before the areas that people
//! brought; and the same as a list, which says of each place in which area it lies.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{Asking, Head};
use crate::domain::actor::Permission;
use crate::domain::boundary::{Area, Point};
use crate::domain::intake::Position;
use crate::features::checking::actions::behind::{Spot, Standing, spots as load};
use crate::features::checking::actions::boundaries::{bring, clear, point_of};
use crate::infra::action::ActionError;
use crate::infra::http::{Errors, Page, SmallFile, Visit, Web, WebError, onward};

/// Width of the drawing in its own units; the height follows from where the places are.
const WIDE: f64 = 640.0;
/// Room around the outermost places.
const EDGE: f64 = 24.0;
/// No drawing is flatter or higher than this, of its width.
const SHAPES: (f64, f64) = (0.4, 1.2);

/// A file longer than this has more points than are taken.
const LONGEST_FILE: usize = 1_000_000;
/// Points of a boundary nearer than this in the drawing are drawn as one.
const NEAR: f64 = 1.0;

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
    /// `inside`, `outside`: of the areas, where there are any and the place has a point.
    pub(super) lies: Option<&'static str>,
    /// The areas in which it lies.
    pub(super) within: Vec<String>,
    /// Whether there is an area named as its group, and it lies outside of that.
    pub(super) strays: bool,
}

/// An area as it is drawn and listed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shape {
    pub(super) name: String,
    /// The way around it, in the units of the drawing.
    pub(super) path: String,
    /// How many places lie inside.
    pub(super) places: usize,
}

/// The places of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct MapPage {
    pub(super) head: Head,
    pub(super) wide: u32,
    pub(super) high: u32,
    pub(super) drawn: usize,
    pub(super) dots: Vec<Dot>,
    pub(super) shapes: Vec<Shape>,
    /// Places with a point that lie in no area.
    pub(super) outside: usize,
    pub(super) may_change: bool,
    pub(super) errors: Errors,
}

impl Page for MapPage {
    const TEMPLATE: &'static str = "pages/checking/map.html";
}

/// How degrees become units of the drawing.
struct Sheet {
    narrow: f64,
    middle: (f64, f64),
    scale: f64,
    high: f64,
}

impl Sheet {
    /// A sheet on which all of these fit: degrees east made as narrow as they are at this latitude, north above.
    fn around(points: &[(f64, f64)]) -> Self {
        let latitude = points.iter().map(|at| at.1).sum::<f64>() / points.len().max(1) as f64;
        let narrow = libm::cos(latitude.to_radians()).max(0.01);
        let ends = |of: &dyn Fn(&(f64, f64)) -> f64| {
            let values = || points.iter().map(of);
            (
                values().fold(f64::MAX, f64::min),
                values().fold(f64::MIN, f64::max),
            )
        };
        let (west, east) = ends(&|at| at.0 * narrow);
        let (top, bottom) = ends(&|at| -at.1);
        let (across, down) = ((east - west).max(1e-6), (bottom - top).max(1e-6));
        let high = WIDE * (down / across).clamp(SHAPES.0, SHAPES.1);
        let scale = ((WIDE - 2.0 * EDGE) / across).min((high - 2.0 * EDGE) / down);
        let middle = ((west + east) / 2.0, (top + bottom) / 2.0);
        Self {
            narrow,
            middle,
            scale,
            high,
        }
    }

    /// Where a point is drawn. Around the middle, so that a row of places is not drawn along an edge.
    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        (
            WIDE / 2.0 + (lon * self.narrow - self.middle.0) * self.scale,
            self.high / 2.0 + (-lat - self.middle.1) * self.scale,
        )
    }

    /// The way around an area. Points that would be drawn on one another are drawn once.
    fn path(&self, area: &Area) -> String {
        let mut path = String::new();
        for ring in area.polygons.iter().flatten() {
            let mut last: Option<(f64, f64)> = None;
            for point in ring {
                let (x, y) = self.at(degrees(*point));
                let near = |(a, b): (f64, f64)| (a - x).abs() + (b - y).abs() < NEAR;
                if last.is_some_and(near) {
                    continue;
                }
                let sign = if last.is_none() { 'M' } else { 'L' };
                path.push_str(&format!("{sign}{x:.1} {y:.1}"));
                last = Some((x, y));
            }
            path.push('Z');
        }
        path
    }
}

fn degrees((lon, lat): Point) -> (f64, f64) {
    (f64::from(lon) / 1e6, f64::from(lat) / 1e6)
}

fn degrees_of(at: &Position) -> (f64, f64) {
    (at.lon.value().to_f64(), at.lat.value().to_f64())
}

fn dot(number: usize, spot: &Spot, areas: &[(String, Area)], sheet: &Sheet) -> Dot {
    let point = spot.point.as_ref();
    let lies_in = |area: &Area| point.is_some_and(|at| area.holds(point_of(at)));
    let within = areas.iter().filter(|(_, area)| lies_in(area));
    let within: Vec<String> = within.map(|(name, _)| name.clone()).collect();
    let stratum = spot.place.stratum.as_ref();
    let own: Vec<_> = areas
        .iter()
        .filter(|(name, _)| Some(name) == stratum)
        .collect();
    let lies = if within.is_empty() {
        "outside"
    } else {
        "inside"
    };
    Dot {
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
        at: point.map(|at| {
            let (x, y) = sheet.at(degrees_of(at));
            (format!("{x:.1}"), format!("{y:.1}"))
        }),
        lies: (!areas.is_empty() && point.is_some()).then_some(lies),
        strays: point.is_some() && !own.is_empty() && !own.iter().any(|(_, area)| lies_in(area)),
        within,
    }
}

/// The map, with what is wrong with a file that was brought.
async fn page(web: &Web, visit: &Visit, code: &str, errors: Errors) -> Result<Response, WebError> {
    let ctx = web.begin_as(visit);
    let (line, spots, areas) = load(&ctx, code).await?;
    let words = web.words();
    let named = |(number, area): (usize, Area)| {
        let number = number.to_string();
        let name = area.name.clone();
        let name = name.unwrap_or_else(|| words.say("map-area-number", &[("number", &number)]));
        (name, area)
    };
    let areas: Vec<(String, Area)> = (1..).zip(areas).map(named).collect();
    let places = spots.iter().filter_map(|spot| spot.point.as_ref());
    let mut all: Vec<(f64, f64)> = places.map(degrees_of).collect();
    all.extend(
        areas
            .iter()
            .flat_map(|(_, area)| area.points().map(degrees)),
    );
    let sheet = Sheet::around(&all);
    let dots: Vec<Dot> = (1..)
        .zip(&spots)
        .map(|(number, spot)| dot(number, spot, &areas, &sheet))
        .collect();
    let shape = |(name, area): &(String, Area)| Shape {
        name: name.clone(),
        path: sheet.path(area),
        places: dots.iter().filter(|dot| dot.within.contains(name)).count(),
    };
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = MapPage {
        head: Head::of(&line, "map", visit),
        wide: WIDE as u32,
        // Positive and far below the limit: the shape is clamped.
        high: sheet.high as u32,
        drawn: dots.iter().filter(|dot| dot.at.is_some()).count(),
        shapes: areas.iter().map(shape).collect(),
        outside: dots
            .iter()
            .filter(|dot| dot.lies == Some("outside"))
            .count(),
        may_change: ctx.actor.may(Permission::ChangeAudits),
        errors,
        dots,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/map`
pub async fn map(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    page(&web, &visit, &code, Errors::new()).await
}

async fn done(
    web: &Web,
    (visit, code): (&Visit, &str),
    outcome: Result<(), ActionError>,
) -> Result<Response, WebError> {
    match outcome {
        Ok(()) => Ok(onward(&format!("/checks/{code}/map"))),
        Err(error) => page(web, visit, code, web.told(error)?).await,
    }
}

/// `POST /checks/{code}/map/areas`: a file of areas, in the place of those that are there.
pub async fn brought(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let file = match SmallFile::read(form, LONGEST_FILE).await {
        Ok(sent) => sent.file,
        Err(answer) => return Ok(answer),
    };
    let outcome = bring(&web.begin_as(&visit), &code, file).await;
    done(&web, (&visit, &code), outcome).await
}

/// `POST /checks/{code}/map/no-areas`: takes them away.
pub async fn cleared(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let outcome = clear(&web.begin_as(&visit), &code).await;
    done(&web, (&visit, &code), outcome).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(sheet: &Sheet, at: (f64, f64)) -> (f64, f64) {
        let (x, y) = sheet.at(at);
        assert!((EDGE - 0.01..=WIDE - EDGE + 0.01).contains(&x), "{x}");
        let high = sheet.high;
        assert!(
            (EDGE - 0.01..=high - EDGE + 0.01).contains(&y),
            "{y} of {high}"
        );
        (x, y)
    }

    #[test]
    fn north_is_above_east_is_right_and_all_are_inside() {
        let (a, b, c) = ((18.0, -34.0), (18.0, -33.0), (19.5, -34.0));
        let sheet = Sheet::around(&[a, b, c]);
        let [(ax, ay), (bx, by), (cx, cy)] = [a, b, c].map(|at| inside(&sheet, at));
        assert!(by < ay && (ax - bx).abs() < 1e-9 && cx > ax);
        assert!((ay - cy).abs() < 1e-9);
    }

    #[test]
    fn one_place_and_no_place_are_drawn_without_a_fault() {
        let sheet = Sheet::around(&[(0.0, 0.0)]);
        assert!(sheet.high.is_finite());
        let (x, y) = inside(&sheet, (0.0, 0.0));
        assert!(x.is_finite() && y.is_finite());
        assert!(Sheet::around(&[]).high.is_finite());
    }

    #[test]
    fn points_that_fall_on_one_another_are_drawn_once() {
        let side = |at: i32| (0..1_000).map(move |step| (step * 1_000, at));
        let mut ring: Vec<Point> = side(0).chain(side(1_000_000).rev()).collect();
        ring.push(ring[0]);
        let area = Area {
            name: None,
            polygons: vec![vec![ring]],
        };
        let all: Vec<_> = area.points().map(degrees).collect();
        let path = Sheet::around(&all).path(&area);
        let points = path.matches('L').count();
        assert!(points < 1_300 && points > 500, "{points}");
        assert!(path.starts_with('M') && path.ends_with('Z') && path.matches('M').count() == 1);
    }
}
