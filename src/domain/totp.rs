//! The second factor: six digits that a telephone works out from a secret and the time (RFC 6238, SHA-1, 30 seconds,
//! which is what every such program speaks). Twenty lines of our own, so that no second stack of hashes comes with it.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Bytes of a secret: as long as the hash.
pub const SECRET: usize = 20;
/// Seconds for which one code stands.
const STEP: i64 = 30;
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step in which an instant lies, in seconds since 1970.
#[must_use]
pub fn step_at(seconds: i64) -> i64 {
    seconds.div_euclid(STEP)
}

/// The six digits of a step.
#[must_use]
pub fn code_at(secret: &[u8], step: i64) -> String {
    let Ok(mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        // The function takes a key of any length.
        unreachable!("any bytes are a key");
    };
    let hash = mac.chain_update(step.to_be_bytes()).finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
}

/// The step whose code was typed: this one, or one to either side for clocks that differ. A step that was used, or lies
/// before one that was, counts no more.
#[must_use]
pub fn accepted(secret: &[u8], typed: &str, seconds: i64, last_used: Option<i64>) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = step_at(seconds);
    let mut found = None;
    for step in [now - 1, now, now + 1] {
        let fits = same(code_at(secret, step).as_bytes(), digits.as_bytes());
        if fits && last_used.is_none_or(|last| step > last) {
            found = Some(step);
        }
    }
    found
}

/// Compares to the end, wherever the difference is.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// A secret as text in groups of four, for typing into a telephone.
#[must_use]
pub fn written(secret: &[u8; SECRET]) -> String {
    let letters = base32(secret);
    let groups = letters.as_bytes().chunks(4).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(" ")
}

/// The address that a picture code holds.
#[must_use]
pub fn address(secret: &[u8; SECRET], whose: &str) -> String {
    let mut label = String::new();
    for byte in whose.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                label.push(char::from(byte));
            }
            other => label.push_str(&format!("%{other:02X}")),
        }
    }
    let secret = base32(secret);
    format!("otpauth://totp/Groundtruth:{label}?secret={secret}&issuer=Groundtruth")
}

fn base32(bytes: &[u8; SECRET]) -> String {
    let mut letters = String::with_capacity(SECRET * 8 / 5);
    for five in bytes.chunks(5) {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for at in (0..8).rev() {
            letters.push(char::from(LETTERS[((bits >> (5 * at)) & 31) as usize]));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six of its eight digits.
    const SEED: &[u8; SECRET] = b"12345678901234567890";
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn the_published_codes_come_out() {
        for (seconds, code) in VECTORS {
            assert_eq!(code_at(SEED, step_at(seconds)), code);
        }
        assert_eq!(base32(SEED), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_counts_one_step_around_its_own_and_once() {
        let (now, step) = (1_111_111_111, step_at(1_111_111_111));
        for away in -3..=3 {
            let code = code_at(SEED, step + away);
            let expected = (away.abs() <= 1).then_some(step + away);
            assert_eq!(accepted(SEED, &code, now, None), expected, "{away}");
            assert_eq!(accepted(SEED, &code, now, Some(step + away)), None);
            assert_eq!(accepted(SEED, &code, now, Some(step + 1)), None);
        }
        assert_eq!(accepted(SEED, " 050 471 ", now, None), Some(step));
        assert_eq!(accepted(SEED, "", now, None), None);
    }
}
