//! From when until when a certificate is valid: the one thing that is read of a certificate of our own. Not whether to
//! trust it.

use chrono::{DateTime, NaiveDateTime, Utc};

/// The time of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// Not before.
    pub from: DateTime<Utc>,
    /// Not after.
    pub until: DateTime<Utc>,
}

impl Validity {
    /// Whether less than a third of its time is left.
    #[must_use]
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        let left = self.until.signed_duration_since(now);
        let whole = self.until.signed_duration_since(self.from);
        left.num_seconds().saturating_mul(3) < whole.num_seconds()
    }
}

/// Tags of DER: RFC 5280, section 4.1.
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Reads it from a certificate in DER; nothing where it is none.
#[must_use]
pub fn validity(certificate: &[u8]) -> Option<Validity> {
    let (whole, _) = tagged(certificate, SEQUENCE)?;
    let (mut rest, _) = tagged(whole, SEQUENCE)?;
    if rest.first() == Some(&VERSION) {
        rest = tagged(rest, VERSION)?.1;
    }
    // Serial number, algorithm, issuer.
    for tag in [INTEGER, SEQUENCE, SEQUENCE] {
        rest = tagged(rest, tag)?.1;
    }
    let (times, _) = tagged(rest, SEQUENCE)?;
    let (from, rest) = time(times)?;
    let (until, _) = time(rest)?;
    Some(Validity { from, until })
}

/// The content of an element with this tag, and what follows it.
fn tagged(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first != tag {
        return None;
    }
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let number = digits
                .iter()
                .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
            (number, rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

fn time(bytes: &[u8]) -> Option<(DateTime<Utc>, &[u8])> {
    let (text, rest, century) = match bytes.first()? {
        &UTC_TIME => {
            let (text, rest) = tagged(bytes, UTC_TIME)?;
            // Years from 50 on are of the last century (RFC 5280, section 4.1.2.5.1).
            let century = if *text.first()? >= b'5' { "19" } else { "20" };
            (text, rest, century)
        }
        _ => {
            let (text, rest) = tagged(bytes, GENERALIZED_TIME)?;
            (text, rest, "")
        }
    };
    let text = format!("{century}{}", std::str::from_utf8(text).ok()?);
    let time = NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%SZ").ok()?;
    Some((time.and_utc(), rest))
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    fn certificate(from: (i32, u8, u8), until: (i32, u8, u8)) -> Vec<u8> {
        let mut params = CertificateParams::new(["watch.example".to_owned()]).unwrap();
        params.not_before = date_time_ymd(from.0, from.1, from.2);
        params.not_after = date_time_ymd(until.0, until.1, until.2);
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().to_vec()
    }

    fn day(text: &str) -> DateTime<Utc> {
        format!("{text}T00:00:00Z").parse().unwrap()
    }

    #[test]
    fn both_ways_of_writing_a_time_are_read() {
        let read = validity(&certificate((1975, 1, 2), (2049, 12, 31))).unwrap();
        assert_eq!(
            (read.from, read.until),
            (day("1975-01-02"), day("2049-12-31"))
        );
        let read = validity(&certificate((2026, 11, 1), (4096, 1, 1))).unwrap();
        assert_eq!(
            (read.from, read.until),
            (day("2026-11-01"), day("4096-01-01"))
        );
    }

    #[test]
    fn what_is_cut_off_or_no_certificate_is_nothing() {
        let whole = certificate((2026, 1, 1), (2026, 4, 1));
        assert!(validity(&whole).is_some());
        for length in 0..whole.len() {
            assert_eq!(validity(&whole[..length]), None, "{length} bytes");
        }
        for bytes in [
            &b"-----BEGIN"[..],
            &[0x30, 0x84, 1, 1, 1, 1],
            &[0x30, 0x80],
            &[0x30],
        ] {
            assert_eq!(validity(bytes), None);
        }
    }

    #[test]
    fn a_new_one_is_due_when_less_than_a_third_is_left_and_when_it_has_ended() {
        let ninety = Validity {
            from: day("2026-01-01"),
            until: day("2026-04-01"),
        };
        for (now, due) in [
            ("2026-01-01", false),
            ("2026-03-01", false),
            ("2026-03-03", true),
            ("2026-04-01", true),
            ("2027-01-01", true),
        ] {
            assert_eq!(ninety.is_due(day(now)), due, "{now}");
        }
    }
}
