//! Boundaries of areas as people bring them: polygons of GeoJSON (RFC 7946), and whether a point lies inside of one. Whole
//! millionths of a degree, so that every machine gives the same answer; a boundary belongs to its area. The earth is taken as
//! flat between two points of a boundary, as GeoJSON does.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// More points than this are a survey, not the boundaries of an audit.
pub const MOST_POINTS: usize = 20_000;
/// More areas than this.
pub const MOST_AREAS: usize = 500;
/// How deep a file of polygons goes, with room to spare.
const DEEPEST: usize = 16;
/// A longer name is no name.
const LONGEST_NAME: usize = 200;
/// Millionths of a degree.
const MICRO: f64 = 1e6;

/// A point: millionths of a degree east, and north.
pub type Point = (i32, i32);
/// A closed line: its last point is its first.
pub type Ring = Vec<Point>;

/// An area with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its name, where the file gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its polygons: of each the outer ring, then its holes.
    pub polygons: Vec<Vec<Ring>>,
}

/// Why a file gives no boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is no JSON.
    NotJson,
    /// It goes deeper than polygons do.
    TooDeep,
    /// It is JSON, but no GeoJSON of areas.
    NotAreas,
    /// More areas than are taken.
    TooManyAreas,
    /// More points than are taken.
    TooManyPoints,
    /// A ring has fewer than four points.
    Short,
    /// A ring does not end where it begins.
    Open,
    /// A point is no pair of numbers.
    NotAPoint,
    /// A point lies beyond the degrees that there are: metres of a national grid, or north before east.
    NotDegrees,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::NotJson,
        Self::TooDeep,
        Self::NotAreas,
        Self::TooManyAreas,
        Self::TooManyPoints,
        Self::Short,
        Self::Open,
        Self::NotAPoint,
        Self::NotDegrees,
    ];

    /// Key of its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotJson => "boundary-not-json",
            Self::TooDeep => "boundary-too-deep",
            Self::NotAreas => "boundary-not-areas",
            Self::TooManyAreas => "boundary-too-many-areas",
            Self::TooManyPoints => "boundary-too-many-points",
            Self::Short => "boundary-short",
            Self::Open => "boundary-open",
            Self::NotAPoint => "boundary-not-a-point",
            Self::NotDegrees => "boundary-not-degrees",
        }
    }
}

/// What is wrong, and in which area of the file, from 1; 0 where it is the whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub reason: Reason,
    /// In which area.
    pub area: usize,
    /// At which point of its ring, from 1; 0 where it is no single point.
    pub point: usize,
}

impl Problem {
    fn of(reason: Reason, area: usize) -> Self {
        Self {
            reason,
            area,
            point: 0,
        }
    }
}

/// Reads boundaries: a collection of features, a feature, or a polygon by itself. What is no area is refused, so that nobody
/// believes that it was taken.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(text: &str) -> Result<Vec<Area>, Problem> {
    if depth(text) > DEEPEST {
        return Err(Problem::of(Reason::TooDeep, 0));
    }
    let text = text.trim_start_matches('\u{FEFF}');
    let file: Value = serde_json::from_str(text).map_err(|_| Problem::of(Reason::NotJson, 0))?;
    let features = match kind(&file) {
        "FeatureCollection" => file.get("features").and_then(Value::as_array),
        _ => None,
    };
    let features: Vec<&Value> = match (kind(&file), features) {
        ("FeatureCollection", Some(features)) => features.iter().collect(),
        ("Feature" | "Polygon" | "MultiPolygon", _) => vec![&file],
        _ => return Err(Problem::of(Reason::NotAreas, 0)),
    };
    if features.is_empty() {
        return Err(Problem::of(Reason::NotAreas, 0));
    }
    if features.len() > MOST_AREAS {
        return Err(Problem::of(Reason::TooManyAreas, 0));
    }
    let mut left = MOST_POINTS;
    let read = features.into_iter().zip(1..);
    read.map(|(feature, number)| area(feature, number, &mut left))
        .collect()
}

/// How deep brackets go, by their signs alone.
fn depth(text: &str) -> usize {
    let (mut now, mut most, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                now += 1;
                most = most.max(now);
            }
            b']' | b'}' if !quoted => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

fn kind(value: &Value) -> &str {
    value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn area(feature: &Value, number: usize, left: &mut usize) -> Result<Area, Problem> {
    let none = Problem::of(Reason::NotAreas, number);
    let (geometry, name) = match kind(feature) {
        "Feature" => (feature.get("geometry").ok_or(none)?, name_of(feature)),
        _ => (feature, None),
    };
    let polygons = geometry.get("coordinates").and_then(Value::as_array);
    let polygons = polygons.ok_or(none)?;
    let mut one = |rings: &Value| -> Result<Vec<Ring>, Problem> {
        let rings = rings.as_array().filter(|rings| !rings.is_empty());
        let rings = rings.ok_or(none)?.iter();
        rings.map(|one| ring(one, number, left)).collect()
    };
    let polygons = match kind(geometry) {
        "Polygon" => vec![one(&Value::Array(polygons.clone()))?],
        "MultiPolygon" if !polygons.is_empty() => {
            polygons.iter().map(one).collect::<Result<_, _>>()?
        }
        _ => return Err(none),
    };
    Ok(Area { name, polygons })
}

/// The name of a feature, by the words that files use for it.
fn name_of(feature: &Value) -> Option<String> {
    let properties = feature.get("properties")?;
    let names = ["name", "NAME", "Name", "title", "id"];
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let name = names.iter().find_map(|name| text(properties.get(name)?))?;
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name: String = name.chars().take(LONGEST_NAME).collect();
    (!name.is_empty()).then_some(name)
}

fn ring(value: &Value, area: usize, left: &mut usize) -> Result<Ring, Problem> {
    let wrong = |reason, point| Problem {
        reason,
        area,
        point,
    };
    let points = value.as_array();
    let points = points.ok_or(wrong(Reason::NotAreas, 0))?;
    *left = left
        .checked_sub(points.len())
        .ok_or(wrong(Reason::TooManyPoints, 0))?;
    let one =
        |(value, number): (&Value, usize)| point(value).map_err(|reason| wrong(reason, number));
    let ring = points.iter().zip(1..).map(one);
    let ring: Ring = ring.collect::<Result<_, _>>()?;
    if ring.len() < 4 {
        return Err(wrong(Reason::Short, 0));
    }
    match ring.first() == ring.last() {
        true => Ok(ring),
        false => Err(wrong(Reason::Open, 0)),
    }
}

/// A point: east, north, and perhaps a height, which is left out.
fn point(value: &Value) -> Result<Point, Reason> {
    let pair = value
        .as_array()
        .filter(|pair| (2..=4).contains(&pair.len()));
    let pair = pair.ok_or(Reason::NotAPoint)?;
    let degrees = |at: usize, most: f64| {
        let number = pair.get(at).and_then(Value::as_f64);
        let number = number.filter(|number| number.is_finite());
        let number = number.ok_or(Reason::NotAPoint)?;
        match number.abs() <= most {
            // At most 180 million, which fits.
            true => Ok((number * MICRO).round() as i32),
            false => Err(Reason::NotDegrees),
        }
    };
    Ok((degrees(0, 180.0)?, degrees(1, 90.0)?))
}

impl Area {
    /// Whether a point lies inside, or on the boundary.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        self.polygons.iter().any(|rings| {
            let mut rings = rings.iter();
            let outer = rings.next().map(|ring| side(ring, point));
            let in_hole = rings.any(|hole| side(hole, point) == Side::Inside);
            outer.is_some_and(|side| side != Side::Outside) && !in_hole
        })
    }

    /// Every point of its boundary.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.polygons.iter().flatten().flatten().copied()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Inside,
    On,
    Outside,
}

/// On which side of a ring a point lies: how often a line from it to the east crosses the ring.
fn side(ring: &[Point], (x, y): Point) -> Side {
    let (x, y) = (i64::from(x), i64::from(y));
    let mut inside = false;
    for pair in ring.windows(2) {
        let [(ax, ay), (bx, by)] = pair else { continue };
        let (ax, ay, bx, by) = (
            i64::from(*ax),
            i64::from(*ay),
            i64::from(*bx),
            i64::from(*by),
        );
        // Positive where the point lies to the left of the way from a to b. Below 2^58: no product is too large.
        let turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        let between = |p: i64, q: i64, value: i64| (p.min(q)..=p.max(q)).contains(&value);
        if turn == 0 && between(ax, bx, x) && between(ay, by, y) {
            return Side::On;
        }
        // A corner counts with the edge above it alone.
        if (ay > y) != (by > y) && (turn > 0) == (by > ay) {
            inside = !inside;
        }
    }
    match inside {
        true => Side::Inside,
        false => Side::Outside,
    }
}

#[cfg(test)]
mod tests;
