//! What a password must be, and the form in which it is kept: Argon2id. Not when and how often it may be tried.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Fewest characters.
pub const SHORTEST: usize = 12;
/// Most characters. Nothing is ever cut off.
pub const LONGEST: usize = 128;

/// Characters that must be left where words from around it are taken out.
const LEFT: usize = 8;

/// Salt of a password.
pub const SALT: usize = 16;
const HASH: usize = 32;
/// KiB of memory, rounds, lanes: what OWASP asks for at least.
const MEMORY: u32 = 19 * 1024;
const ROUNDS: u32 = 2;
const LANES: u32 = 1;
/// How a kept password begins. Other figures get another beginning, and this one stays readable.
const HEAD: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// Below so many guesses a password is found from lists and patterns.
const GUESSES: u64 = 1_000_000_000;

/// Why a password is refused; the last part of the key of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too few characters.
    #[error("short")]
    Short,
    /// Too many.
    #[error("long")]
    Long,
    /// It stands in lists, follows a pattern, or is made of words from around it.
    #[error("common")]
    Common,
}

/// Refuses what is short, long or guessed. `context` are words that stand around it: names of the person and the
/// organisation.
///
/// # Errors
/// With the reason.
pub fn check(password: &str, context: &[&str]) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::Short);
    }
    if length > LONGEST {
        return Err(WeakPassword::Long);
    }
    let mut words: Vec<&str> = vec!["groundtruth", "watchdog", "audit"];
    for text in context {
        words.extend(Some(*text).filter(|text| !text.is_empty()));
        words.extend(
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.len() > 2),
        );
    }
    // What is left of it beside those words must be a password of its own.
    let lower = password.to_lowercase();
    let rest = words
        .iter()
        .fold(lower, |rest, word| rest.replace(&word.to_lowercase(), ""));
    if rest.chars().count() < LEFT {
        return Err(WeakPassword::Common);
    }
    if zxcvbn::zxcvbn(password, &words).guesses() < GUESSES {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

/// A password as it is kept. Slow on purpose: run it beside what waits, not among it.
#[must_use]
pub fn kept(password: &str, salt: [u8; SALT]) -> String {
    let (salt, hash) = (
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(hash(password, &salt)),
    );
    format!("{HEAD}{salt}${hash}")
}

/// Whether this is the password that was kept; takes as long where it is not.
#[must_use]
pub fn is_kept(password: &str, kept: &str) -> bool {
    let parts = kept
        .strip_prefix(HEAD)
        .and_then(|rest| rest.split_once('$'));
    let Some((salt, expected)) = parts else {
        return false;
    };
    let (Ok(salt), Ok(expected)) = (
        STANDARD_NO_PAD.decode(salt),
        STANDARD_NO_PAD.decode(expected),
    ) else {
        return false;
    };
    let found = hash(password, &salt);
    // Compared by their hashes, so that the time it takes tells nothing.
    Sha256::digest(found) == Sha256::digest(expected)
}

fn hash(password: &str, salt: &[u8]) -> [u8; HASH] {
    let mut hash = [0; HASH];
    let password: Zeroizing<String> = Zeroizing::new(password.nfc().collect());
    let hashed = Params::new(MEMORY, ROUNDS, LANES, Some(HASH)).and_then(|params| {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            password.as_bytes(),
            salt,
            &mut hash,
        )
    });
    match hashed {
        Ok(()) => hash,
        // The figures above are within its limits, and a salt has at least eight bytes.
        Err(reason) => unreachable!("argon2: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_12_to_128_characters_and_none_is_cut_off() {
        let good = "seven brown boats drift";
        assert_eq!(check(good, &[]), Ok(()));
        assert_eq!(check("Xq7#vLp2!aZ", &[]), Err(WeakPassword::Short));
        let long: String = (0..129_u32)
            .filter_map(|n| char::from_u32(0x61 + (n * 7 + n / 5) % 26))
            .collect();
        assert_eq!(check(&long, &[]), Err(WeakPassword::Long));
        assert_eq!(check(&long[..128], &[]), Ok(()));
        // 72 is where an older way of keeping passwords cut them.
        for length in [72, 127] {
            let kept = kept(&long[..length], [1; SALT]);
            assert!(is_kept(&long[..length], &kept));
            assert!(!is_kept(&long[..=length], &kept));
        }
    }

    #[test]
    fn what_is_kept_names_its_figures_and_differs_by_its_salt() {
        let (one, other) = (kept("a", [1; SALT]), kept("a", [2; SALT]));
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(one, other);
        assert!(!is_kept("a", "") && !is_kept("a", HEAD) && !is_kept("b", &one));
        // Typed on two keyboards, an accent comes as one sign or as two.
        assert!(is_kept("Zoe\u{308}", &kept("Zo\u{eb}", [3; SALT])));
    }

    #[test]
    fn common_passwords_and_words_from_around_are_refused() {
        let context = ["Water Watch Khayelitsha", "amina.okoye@example.org"];
        for common in [
            "password1234",
            "123456789012",
            "qwertyuiopas",
            "iloveyou1234",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "groundtruth1",
            "letmein12345",
            "WaterWatch26",
            "khayelitsha1",
            "amina.okoye1",
            "Password2026!",
            "adminadminadmin",
            "passwordpassword",
            "111111222222",
        ] {
            assert_eq!(
                check(common, &context),
                Err(WeakPassword::Common),
                "{common}"
            );
        }
    }

    #[test]
    fn the_commonest_that_are_long_enough_are_refused_however_they_are_dressed_up() {
        let list = include_str!("../../tests/fixtures/common-passwords.txt");
        let list: Vec<&str> = list.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(list.len() > 180);
        for common in list {
            let mut letters = common.chars();
            let first = letters.next().unwrap().to_uppercase();
            let capital = first.chain(letters).collect();
            let reversed = common.chars().rev().collect();
            for dressed in [common.to_owned(), capital, reversed, format!("{common}1")] {
                assert_eq!(check(&dressed, &[]), Err(WeakPassword::Common), "{dressed}");
            }
        }
    }

    #[test]
    fn the_commonest_thousand_are_refused_as_they_are_and_lengthened() {
        let list = include_str!("../../tests/fixtures/thousand-passwords.txt");
        let list: Vec<&str> = list.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(list.len(), 1_000);
        for common in list {
            assert!(check(common, &[]).is_err(), "{common}");
            let length = common.chars().count();
            let mut letters = common.chars();
            let first = letters.next().unwrap().to_uppercase();
            let capital: String = first.chain(letters).collect();
            let filled = |text: &str, with: &str| -> String {
                let more = with.chars().cycle();
                let most = text.chars().count().max(SHORTEST);
                text.chars().chain(more).take(most).collect()
            };
            for lengthened in [
                common.repeat(SHORTEST.div_ceil(length).max(2)),
                filled(common, "123456789012"),
                filled(common, "0"),
                filled(common, "!"),
                filled(&capital, "123456789012"),
                filled(&format!("{capital}2026!"), "!"),
            ] {
                let refused = check(&lengthened, &[]);
                assert_eq!(refused, Err(WeakPassword::Common), "{lengthened}");
            }
        }
    }
}
