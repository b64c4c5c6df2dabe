//! The word catalogue: every sentence the program says, by key, in Fluent, one file for each language. Not the layout
//! of any page.

mod dates;
mod handed_out;
mod terms;

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "templates/words"]
struct Files;

/// The language that is complete by definition. What another one lacks is said in it.
const ENGLISH: &str = "en";

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = [
    "ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi",
];

/// A header longer than this is nobody's list of languages.
const LONGEST_WISH: usize = 1_000;

/// Every language there is.
static CATALOGUES: LazyLock<Catalogues> = LazyLock::new(|| {
    let codes = Files::iter().filter_map(|file| Some(file.strip_suffix(".ftl")?.to_owned()));
    let mut codes: Vec<String> = codes.filter(|code| code != ENGLISH).collect();
    codes.sort();
    Catalogues {
        english: Catalogue::of(ENGLISH),
        others: codes.iter().map(|code| Catalogue::of(code)).collect(),
    }
});

/// English, and the others by their codes.
struct Catalogues {
    english: Catalogue,
    others: Vec<Catalogue>,
}

/// The sentences of one language.
struct Catalogue {
    code: String,
    name: String,
    bundle: FluentBundle<FluentResource>,
}

/// The catalogue of a language as it is written.
fn text_of(code: &str) -> String {
    let bytes = Files::get(&format!("{code}.ftl")).map(|file| file.data);
    String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned()
}

impl Catalogue {
    fn of(code: &str) -> Self {
        let text = text_of(code);
        let mut bundle = FluentBundle::new_concurrent(vec![
            code.parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        // Isolation marks are for mixed directions on screen; in plain text they would be noise.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match code {
            "es" => |value, _| number(value, 5, '\u{202f}'),
            "fr" => |value, _| number(value, 4, '\u{202f}'),
            _ => |value, _| number(value, 4, ','),
        }));
        // A broken entry is left out by the parser and found by the test that reads the catalogue.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text);
        bundle.add_resource_overriding(resource);
        let mut catalogue = Self {
            code: code.to_owned(),
            name: code.to_owned(),
            bundle,
        };
        if let Some(name) = catalogue.format("language-name", &FluentArgs::new()) {
            catalogue.name = name;
        }
        catalogue
    }

    fn has(&self, key: &str) -> bool {
        let (id, attribute) = split(key);
        self.bundle
            .get_message(id)
            .is_some_and(|message| match attribute {
                Some(name) => message.get_attribute(name).is_some(),
                None => message.value().is_some(),
            })
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let (id, attribute) = split(key);
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        Some(said.into_owned())
    }
}

/// A whole number in groups of three, from so many digits on.
fn number(value: &FluentValue<'_>, from: usize, between: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = number.as_string();
    if digits.len() < from || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * between.len_utf8());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(between);
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// The words of one language. What it lacks is said in English.
#[derive(Clone, Copy)]
pub struct Words(&'static Catalogue);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.0.code).finish()
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Words {}

impl Words {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self(&CATALOGUES.english)
    }

    /// Every language there is, English first.
    pub fn every() -> impl Iterator<Item = Self> {
        let others = CATALOGUES.others.iter().map(Self);
        std::iter::once(Self::english()).chain(others)
    }

    /// The language of a code: `es`. A region, `es-MX`, is not looked at.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::every().find(|words| words.0.code.eq_ignore_ascii_case(primary))
    }

    /// The best of what a browser wishes for: `fr-CA, es;q=0.8`. Nothing where none of it is there, or the wish is
    /// no list of languages.
    #[must_use]
    pub fn wished(list: &str) -> Option<Self> {
        if list.len() > LONGEST_WISH {
            return None;
        }
        let mut best: Option<(f32, Self)> = None;
        for wish in list.split(',') {
            let (code, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let weight = weight.trim().strip_prefix("q=");
            let weight = weight.and_then(|weight| weight.trim().parse::<f32>().ok());
            let (Some(words), Some(weight)) = (Self::of(code.trim()), weight) else {
                continue;
            };
            let is_wished = weight > 0.0 && weight <= 1.0;
            if is_wished && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, words));
            }
        }
        best.map(|(_, words)| words)
    }

    /// Its code, as it stands in `lang`: `es`.
    #[must_use]
    pub fn code(self) -> &'static str {
        &self.0.code
    }

    /// What those who speak it call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    /// The direction in which it is written, as it stands in `dir`.
    #[must_use]
    pub fn direction(self) -> &'static str {
        direction_of(self.code())
    }

    /// Whether the catalogue has this key, in this language or in English.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.has_itself(key) || Self::english().has_itself(key)
    }

    /// Whether this language itself has this key.
    #[must_use]
    pub fn has_itself(&self, key: &str) -> bool {
        self.0.has(key)
    }

    /// The sentence for a key (`key` or `key.attribute`), with names put in. A missing key is said as itself
    /// in brackets: wrong, visible, and never a crash; a test fails on it.
    #[must_use]
    pub fn say(&self, key: &str, names: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(names.len());
        for (name, value) in names {
            args.set(*name, *value);
        }
        self.format(key, &args)
    }

    /// A sentence that depends on a number called `count`: "1 promise", "2 promises".
    #[must_use]
    pub fn count(&self, key: &str, count: usize, names: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(names.len() + 1);
        args.set("count", count);
        for (name, value) in names {
            args.set(*name, *value);
        }
        self.format(key, &args)
    }

    /// A sentence without names.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.say(key, &[])
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> String {
        let said = self.0.format(key, args);
        let said = said.or_else(|| Self::english().0.format(key, args));
        said.unwrap_or_else(|| format!("[{key}]"))
    }
}

/// The direction in which a language is written, by its code: `ltr` or `rtl`.
fn direction_of(code: &str) -> &'static str {
    let primary = code.split(['-', '_']).next().unwrap_or_default();
    if RIGHT_TO_LEFT
        .iter()
        .any(|one| one.eq_ignore_ascii_case(primary))
    {
        "rtl"
    } else {
        "ltr"
    }
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (key, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_wish_that_can_be_met_is_met() {
        for (list, code) in [
            ("fr", Some("fr")),
            ("FR-ca, en;q=0.8", Some("fr")),
            ("de, es;q=0.3, fr;q=0.7", Some("fr")),
            ("es;q=0, fr;q=0.1", Some("fr")),
            ("en, es", Some("en")),
            ("de-CH, *", None),
            ("", None),
            ("../../etc/passwd", None),
            ("es;q=NaN, es;q=inf, es;q=-1, es;q=7", None),
        ] {
            assert_eq!(Words::wished(list).map(Words::code), code, "{list:?}");
        }
        assert_eq!(Words::wished(&"es,".repeat(2_000)), None);
    }

    #[test]
    fn a_direction_follows_from_the_language() {
        for (code, direction) in [("en", "ltr"), ("ar", "rtl"), ("ur-PK", "rtl"), ("", "ltr")] {
            assert_eq!(direction_of(code), direction);
        }
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        let spanish = Words::of("es").unwrap();
        assert!(!spanish.has_itself("problem-not-utf8"));
        assert!(spanish.get("problem-not-utf8").contains("UTF-8"));
        assert_eq!(spanish.get("no-such-key"), "[no-such-key]");
    }

    #[test]
    fn numbers_and_plurals_follow_the_language() {
        let said = |code: &str, count| Words::of(code).unwrap().count("four-promised", count, &[]);
        assert_eq!(said("en", 1_234_567), "1,234,567 promises");
        assert_eq!(said("es", 1), "una promesa");
        assert_eq!(said("es", 1234), "1234 promesas");
        assert_eq!(said("es", 12_345), "12\u{202f}345 promesas");
        assert_eq!(said("fr", 0), "0 promesse");
        assert_eq!(said("fr", 1234), "1\u{202f}234 promesses");
    }
}
