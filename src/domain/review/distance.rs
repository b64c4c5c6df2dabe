//! How far apart two points are. Not a route: the shortest way over the surface of a sphere.

use crate::domain::intake::Position;

/// The mean radius of the earth in metres (IUGG).
const RADIUS_M: f64 = 6_371_008.8;

/// Metres between two points, rounded to whole metres: the haversine formula. Good to about half a per cent, since the
/// earth is no sphere. The same bits on every machine.
#[must_use]
pub fn metres(one: &Position, other: &Position) -> u64 {
    let radians = |degrees: f64| degrees * std::f64::consts::PI / 180.0;
    let at = |position: &Position| {
        let (lat, lon) = (position.lat.value().to_f64(), position.lon.value().to_f64());
        (radians(lat), radians(lon))
    };
    let ((lat_1, lon_1), (lat_2, lon_2)) = (at(one), at(other));
    let half_sine = |angle: f64| {
        let sine = libm::sin(angle / 2.0);
        sine * sine
    };
    let haversine =
        half_sine(lat_2 - lat_1) + libm::cos(lat_1) * libm::cos(lat_2) * half_sine(lon_2 - lon_1);
    let angle = 2.0 * libm::asin(haversine.clamp(0.0, 1.0).sqrt());
    (RADIUS_M * angle).round() as u64
}

/// How far a position may be off, in whole metres, rounded up; 0 where it does not say.
#[must_use]
pub fn accuracy_m(position: &Position) -> u64 {
    let accuracy = position.accuracy_m.as_ref();
    accuracy.map_or(0, |m| u64::try_from(m.value().ceil()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::instrument::Decimal;

    fn at(lat: &str, lon: &str) -> Position {
        let degrees = |text| Decimal::parse(text).unwrap();
        Position {
            lat: degrees(lat),
            lon: degrees(lon),
            accuracy_m: None,
        }
    }

    #[test]
    fn a_quarter_of_the_earth_and_half_of_it() {
        let quarter = metres(&at("0", "0"), &at("0", "90"));
        assert_eq!(quarter, 10_007_557);
        assert_eq!(metres(&at("90", "0"), &at("-90", "0")), 2 * quarter);
        assert_eq!(metres(&at("0", "180"), &at("0", "-180")), 0);
        assert_eq!(metres(&at("-33.9", "18.4"), &at("-33.9", "18.4")), 0);
    }

    #[test]
    fn one_minute_of_latitude_is_about_a_sea_mile() {
        let mile = metres(&at("51.5", "0"), &at("51.516666666667", "0"));
        assert_eq!(mile, 1853);
    }

    proptest! {
        #[test]
        fn there_and_back_are_as_far(a in -90_i32..=90, b in -180_i32..=180, c in -90_i32..=90, d in -180_i32..=180) {
            let (one, other) = (at(&a.to_string(), &b.to_string()), at(&c.to_string(), &d.to_string()));
            prop_assert_eq!(metres(&one, &other), metres(&other, &one));
            prop_assert!(metres(&one, &other) <= 20_015_114);
        }
    }
}
