//! What the device wrote into a picture. It is read to be shown as the device's word; whoever sends a picture can write
//! there what they like.

use chrono::{NaiveDate, NaiveDateTime};
use exif::{Exif, In, Rational, Reader, Tag, Value};
use serde::{Deserialize, Serialize};

use super::turn::Turn;

/// What the device says. Nothing of it is proof, and none of it is in a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceSays {
    /// When it was taken, by the device's clock where it was.
    pub taken: Option<NaiveDateTime>,
    /// How far that clock is ahead of UTC, in minutes; many devices do not say.
    pub offset_minutes: Option<i16>,
    /// When satellites told it where it was, in UTC.
    pub satellite: Option<NaiveDateTime>,
    /// Where it was taken.
    pub position: Option<Position>,
    /// Whether it names its maker or model. Which one is not kept: it can lead to a person.
    pub names_device: bool,
}

/// A point on the earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Millionths of a degree, north of the equator.
    pub latitude: i32,
    /// Millionths of a degree, east of Greenwich.
    pub longitude: i32,
    /// How many decimetres it may be off, where the device says so.
    pub accuracy: Option<u32>,
}

/// Reads what a device wrote, as far as it can be read, and how the picture is turned.
pub(super) fn read(written: Option<&[u8]>) -> (DeviceSays, Turn) {
    let Some(written) = written else {
        return (DeviceSays::default(), Turn::default());
    };
    let read = Reader::new()
        .continue_on_error(true)
        .read_raw(written.to_vec())
        .or_else(|error| error.distill_partial_result(|_| ()));
    let Ok(fields) = read else {
        return (DeviceSays::default(), Turn::default());
    };
    let says = DeviceSays {
        taken: text(&fields, Tag::DateTimeOriginal).and_then(|text| time_of(&text)),
        offset_minutes: text(&fields, Tag::OffsetTimeOriginal).and_then(|text| offset_of(&text)),
        satellite: satellite(&fields),
        position: position(&fields),
        names_device: [Tag::Make, Tag::Model]
            .iter()
            .any(|tag| text(&fields, *tag).is_some_and(|text| !text.is_empty())),
    };
    let turn = fields.get_field(Tag::Orientation, In::PRIMARY);
    let turn = turn.and_then(|field| field.value.get_uint(0));
    (says, Turn::of_number(turn.unwrap_or(1)))
}

fn text(fields: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &fields.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = std::str::from_utf8(parts.first()?).ok()?;
    Some(text.trim_matches([' ', '\0']).to_owned())
}

/// `2024:05:13 09:30:00`; a device without a clock writes zeros or blanks.
fn time_of(text: &str) -> Option<NaiveDateTime> {
    let time = NaiveDateTime::parse_from_str(text.get(..19)?, "%Y:%m:%d %H:%M:%S").ok()?;
    sensible(time)
}

/// Photography with numbers began in 1975; a year of five digits is a fault.
fn sensible(time: NaiveDateTime) -> Option<NaiveDateTime> {
    use chrono::Datelike as _;
    (1975..=9999).contains(&time.year()).then_some(time)
}

/// `+05:30`.
fn offset_of(text: &str) -> Option<i16> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        b'Z' if text.len() == 1 => return Some(0),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, most: i16| {
        let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number: i16 = text.parse().ok().filter(|_| two)?;
        (number <= most).then_some(number)
    };
    Some(sign * (number(hours, 14)? * 60 + number(minutes, 59)?))
}

fn rationals(fields: &Exif, tag: Tag) -> Option<&[Rational]> {
    match &fields.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => Some(parts),
        _ => None,
    }
}

fn satellite(fields: &Exif) -> Option<NaiveDateTime> {
    let day = text(fields, Tag::GPSDateStamp)?;
    let day = NaiveDate::parse_from_str(&day, "%Y:%m:%d").ok()?;
    let [hours, minutes, seconds] = rationals(fields, Tag::GPSTimeStamp)? else {
        return None;
    };
    let whole = |part: &Rational| part.num.checked_div(part.denom);
    sensible(day.and_hms_opt(whole(hours)?, whole(minutes)?, whole(seconds)?)?)
}

fn position(fields: &Exif) -> Option<Position> {
    let along = |tag, side, (plus, minus): (&str, &str), most: i128| {
        let length = millionths(rationals(fields, tag)?)?;
        let side = text(fields, side)?;
        let sign = [(plus, 1), (minus, -1)]
            .iter()
            .find(|(name, _)| *name == side)?
            .1;
        (length <= most * 1_000_000)
            .then(|| i32::try_from(length * sign).ok())
            .flatten()
    };
    let latitude = along(Tag::GPSLatitude, Tag::GPSLatitudeRef, ("N", "S"), 90)?;
    let longitude = along(Tag::GPSLongitude, Tag::GPSLongitudeRef, ("E", "W"), 180)?;
    // A device that does not know where it is writes zeros; nobody audits a service out at sea.
    if (latitude, longitude) == (0, 0) {
        return None;
    }
    let accuracy = rationals(fields, Tag::GPSHPositioningError)
        .and_then(|parts| parts.first())
        .and_then(|metres| {
            let tenths = u64::from(metres.num) * 10;
            tenths.checked_div(metres.denom.into())
        });
    Some(Position {
        latitude,
        longitude,
        accuracy: accuracy.and_then(|tenths| u32::try_from(tenths).ok()),
    })
}

/// Degrees, minutes and seconds as millionths of a degree, to the nearest.
fn millionths(parts: &[Rational]) -> Option<i128> {
    let [degrees, minutes, seconds] = parts else {
        return None;
    };
    let (mut above, mut below) = (0_i128, 1_i128);
    for (part, unit) in [(degrees, 1_i128), (minutes, 60), (seconds, 3_600)] {
        if part.denom == 0 {
            return None;
        }
        // At most 32 bits each, three times: no product of them is too large.
        let denominator = i128::from(part.denom) * unit;
        above = above * denominator + i128::from(part.num) * below;
        below *= denominator;
    }
    let degrees = above / below;
    let rest = (above % below).checked_mul(1_000_000)?;
    Some(degrees * 1_000_000 + (rest + below / 2) / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_places_are_read_or_not_there() {
        let day = NaiveDate::from_ymd_opt(2024, 5, 13).unwrap();
        assert_eq!(time_of("2024:05:13 09:30:00"), day.and_hms_opt(9, 30, 0));
        for none in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "2024-05-13",
            "",
            "2024:13:01 00:00:00",
        ] {
            assert_eq!(time_of(none), None, "{none}");
        }
        assert_eq!(offset_of("+05:30"), Some(330));
        assert_eq!(offset_of("-03:00"), Some(-180));
        assert_eq!(offset_of("Z"), Some(0));
        for none in [
            "", "+", "05:30", "+5:30", "+15:00", "+05:60", "+0x:00", "+é",
        ] {
            assert_eq!(offset_of(none), None, "{none}");
        }
        let parts = |parts: [(u32, u32); 3]| {
            let parts = parts.map(|(num, denom)| Rational { num, denom });
            millionths(&parts)
        };
        assert_eq!(parts([(26, 1), (30, 1), (0, 1)]), Some(26_500_000));
        assert_eq!(parts([(26, 1), (12, 1), (3_600, 100)]), Some(26_210_000));
        assert_eq!(parts([(1, 0), (0, 1), (0, 1)]), None);
        let most = u32::MAX;
        // No picture says this; it is passed over.
        assert_eq!(parts([(most, most), (most, most), (most, most)]), None);
    }
}
