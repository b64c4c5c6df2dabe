//! What a sentence of a report must not say: accusations, lost money, more than was seen, a percentage or a number that
//! stands alone. It reads words; what a sentence rests on is [`crate::domain::finding`]'s.

use serde::Serialize;

use super::lexicon::{Language, Lexicon};
use super::numbers::Number;
use super::reading::{Known, Reading};
use super::tokens::{Span, any_of};

/// What is wrong with the words of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlawKind {
    /// It accuses somebody of a crime. Such suspicions are referred on, never printed.
    Accuses,
    /// It calls money or goods lost: questioned is not lost, not found is not gone.
    CallsLost,
    /// It speaks of all, every, always.
    Generalises,
    /// A percentage without its n of N in the same sentence.
    PercentAlone,
    /// A number without a unit, and not an n of N.
    NumberAlone,
}

impl FlawKind {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Accuses => "flaw-accuses",
            Self::CallsLost => "flaw-calls-lost",
            Self::Generalises => "flaw-generalises",
            Self::PercentAlone => "flaw-percent-alone",
            Self::NumberAlone => "flaw-number-alone",
        }
    }
}

/// Words of a sentence that are wrong, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Flaw {
    /// Where they stand, in bytes of the sentence.
    pub words: Span,
    /// What is wrong.
    pub kind: FlawKind,
}

/// Everything that is wrong with the words of a sentence, in their order.
#[must_use]
pub fn flaws(text: &str, language: Language) -> Vec<Flaw> {
    let lexicon = language.lexicon();
    let reading = read(text, lexicon);
    let mut found: Vec<Flaw> = Vec::new();
    for (kind, phrases) in [
        (FlawKind::Accuses, &lexicon.accusations),
        (FlawKind::CallsLost, &lexicon.losses),
        (FlawKind::Generalises, &lexicon.generalities),
    ] {
        let mut words = reading.any(phrases);
        if kind == FlawKind::Generalises {
            // "All 264 sheets" says how many.
            words.retain(|words| !is_counted(&reading, *words));
        }
        found.extend(words.into_iter().map(|words| Flaw { words, kind }));
    }
    found.extend(of_numbers(&reading, lexicon));
    found.sort();
    found
}

/// Whether the words themselves say that somebody else says it.
#[must_use]
pub fn is_hedged(text: &str, language: Language) -> bool {
    let lexicon = language.lexicon();
    !read(text, lexicon).any(&lexicon.hedges).is_empty()
}

/// Whether the words name a sum of money.
#[must_use]
pub fn names_money(text: &str, language: Language) -> bool {
    let lexicon = language.lexicon();
    let reading = read(text, lexicon);
    // Prices in words ("free of charge") name no sum; those with a number do.
    let priced = reading.prices();
    reading.numbers.iter().any(|number| {
        let holds = |span: &Span| span.start <= number.span.start && number.span.end <= span.end;
        priced.iter().any(holds)
    })
}

/// Whether the words say how many of how many.
#[must_use]
pub fn says_how_many(text: &str, language: Language) -> bool {
    let lexicon = language.lexicon();
    !pairs(&read(text, lexicon), lexicon).is_empty()
}

fn read<'t>(text: &'t str, lexicon: &'static Lexicon) -> Reading<'t> {
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    Reading::of(text, whole, lexicon, Known::default())
}

/// Whether a number follows directly.
fn is_counted(reading: &Reading<'_>, words: Span) -> bool {
    let next = reading.tokens.iter().find(|t| t.span.start >= words.end);
    let mut numbers = reading.numbers.iter();
    next.is_some_and(|next| numbers.any(|n| n.span.start == next.span.start))
}

fn of_numbers(reading: &Reading<'_>, lexicon: &'static Lexicon) -> Vec<Flaw> {
    let amounts = reading.amounts();
    let mut spoken_for = reading.prices();
    spoken_for.extend(reading.times());
    let inside = |span: Span, others: &[Span]| {
        others
            .iter()
            .any(|other| other.start <= span.start && span.end <= other.end)
    };
    let pairs = pairs(reading, lexicon);
    let percents = any_of(&reading.tokens, &lexicon.percents);
    let mut found = Vec::new();
    for number in &reading.numbers {
        let words = number.span;
        if !amounts.contains(&words) || inside(words, &pairs) || goes_on(reading, number) {
            continue;
        }
        let next = reading.tokens.get(number.tokens.1 + 1);
        let percent = percents
            .iter()
            .any(|percent| next.is_some_and(|next| next.span.start == percent.start));
        if percent {
            if pairs.is_empty() {
                found.push(Flaw {
                    words,
                    kind: FlawKind::PercentAlone,
                });
            }
            continue;
        }
        let unit = next.is_some_and(|next| {
            let word = next.text.as_str();
            let directly = !between(reading, number, next.span.start).contains(STOPS);
            directly && word.chars().all(char::is_alphabetic) && !lexicon.no_units.contains(&word)
        });
        // In words, a number may be no count: "one of a kind".
        if number.digits && !unit && !inside(words, &spoken_for) {
            found.push(Flaw {
                words,
                kind: FlawKind::NumberAlone,
            });
        }
    }
    found
}

/// Whether a number in words belongs to the one before it: the million of `126 million`.
fn goes_on(reading: &Reading<'_>, number: &Number) -> bool {
    let mut before = reading.numbers.iter();
    !number.digits && before.any(|other| other.tokens.1 + 1 == number.tokens.0)
}

/// Signs after which a word is not the unit of the number before it.
const STOPS: [char; 7] = ['.', ',', ';', ':', '(', '!', '?'];

fn between<'t>(reading: &Reading<'t>, number: &Number, next: usize) -> &'t str {
    reading.text.get(number.span.end..next).unwrap_or_default()
}

/// Counts with what they are of: `12 of 30`. The first number is not above the second.
fn pairs(reading: &Reading<'_>, lexicon: &'static Lexicon) -> Vec<Span> {
    let mut found = Vec::new();
    for pair in reading.numbers.windows(2) {
        let [count, of] = pair else { continue };
        let joined: Vec<&str> = reading
            .tokens
            .get(count.tokens.1 + 1..of.tokens.0)
            .unwrap_or_default()
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        // Units may stand between: `12 toilets of 30`.
        let base = joined.join(" ");
        let is_base = lexicon.bases.iter().any(|phrase| {
            base == *phrase || base.ends_with(&format!(" {phrase}")) && joined.len() < 5
        });
        let in_order = match (count.value, of.value) {
            (Some(count), Some(of)) => count <= of,
            _ => true,
        };
        if is_base && in_order {
            found.push(Span {
                start: count.span.start,
                end: of.span.end,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds(text: &str, language: Language) -> Vec<FlawKind> {
        flaws(text, language).into_iter().map(|f| f.kind).collect()
    }

    fn english(text: &str) -> Vec<FlawKind> {
        kinds(text, Language::English)
    }

    #[test]
    fn a_plain_finding_has_no_flaw() {
        for text in [
            "90 of 346 toilets were not found at the time of the visit.",
            "Of the toilets promised, 256 of 346 (74.0%) were found.",
            "The agreement of 5 March 2013 promises 346 toilets under clause 4.2.",
            "The provider billed USD 2,417,750 for 48,355 bed days.",
            "Twelve toilets had no light.",
            "Visits were made three times a week.",
        ] {
            assert_eq!(english(text), [], "{text}");
        }
    }

    #[test]
    fn an_accusation_is_found_in_every_language() {
        for (text, language) in [
            ("The provider stole 90 toilets.", Language::English),
            ("This is fraudulent billing.", Language::English),
            ("El proveedor robó 90 baños.", Language::Spanish),
            ("Hubo corrupción.", Language::Spanish),
            ("Il y a eu détournement de fonds.", Language::French),
            ("Ces toilettes ont été volées.", Language::French),
        ] {
            assert!(kinds(text, language).contains(&FlawKind::Accuses), "{text}");
        }
    }

    #[test]
    fn questioned_money_is_not_lost() {
        assert_eq!(english("R126 million were lost."), [FlawKind::CallsLost]);
    }

    #[test]
    fn a_percentage_needs_its_n_of_n_and_a_number_its_unit() {
        assert_eq!(
            english("26% of the toilets were not found."),
            [FlawKind::PercentAlone]
        );
        assert_eq!(english("74 per cent were found."), [FlawKind::PercentAlone]);
        assert_eq!(english("90 of 346 were not found (26%)."), []);
        assert_eq!(english("There were 90."), [FlawKind::NumberAlone]);
        assert_eq!(english("We found 90 and more."), [FlawKind::NumberAlone]);
        assert_eq!(kinds("Faltaban 90 de 346 baños.", Language::Spanish), []);
        assert_eq!(
            kinds("90 toilettes sur 346 manquaient.", Language::French),
            []
        );
    }

    #[test]
    fn more_of_fewer_is_no_n_of_n() {
        assert_eq!(
            english("This was 60% (346 of 90)."),
            [
                FlawKind::PercentAlone,
                FlawKind::NumberAlone,
                FlawKind::NumberAlone
            ]
        );
    }

    #[test]
    fn what_speaks_of_all_is_told() {
        assert_eq!(
            english("Toilets are never cleaned."),
            [FlawKind::Generalises]
        );
        assert_eq!(english("We counted all 264 sheets."), []);
    }

    #[test]
    fn somebody_says_it() {
        assert!(is_hedged(
            "Staff said that there was no money.",
            Language::English
        ));
        assert!(!is_hedged("There was no money.", Language::English));
        assert!(is_hedged(
            "Según el personal, no había dinero.",
            Language::Spanish
        ));
        assert!(is_hedged(
            "D’après le personnel, l’argent manquait.",
            Language::French
        ));
    }

    proptest! {
        #[test]
        fn every_flaw_names_words_that_stand_there(text in "\\PC{0,120}") {
            for language in Language::ALL {
                for flaw in flaws(&text, language) {
                    prop_assert!(!flaw.words.of(&text).is_empty());
                }
            }
        }
    }
}
