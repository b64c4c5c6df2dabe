//! What a printed figure comes to as numbers. A number is taken only where the words, the exact value
//! and the percentage agree with each other; where they do not, its place stays empty.

use super::number::{Number, Ratio};
use super::printed::{Printed, printed};

/// A figure as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// The value, in the unit of the figure.
    pub(super) value: Option<Number>,
    /// Numerator and denominator.
    pub(super) part: Option<(Number, Number)>,
    /// The share; 1 is the whole.
    pub(super) share: Option<Number>,
}

/// Reads a figure from its printed words, its exact value, and how many of how many in words.
pub(super) fn read(text: &str, exact: Option<&str>, of: Option<&str>) -> Reading {
    let exact = exact.and_then(Ratio::parse);
    let shown = printed(text);
    let part = of
        .and_then(|of| part(&printed(of), &shown, exact))
        .or_else(|| part(&shown, &[], exact));
    if let Some((numerator, denominator)) = part {
        let share = share_of(&numerator, &denominator);
        return Reading {
            value: Some(numerator.clone()),
            share: share.map(Ratio::number),
            part: Some((numerator, denominator)),
        };
    }
    let Some(exact) = exact else {
        return Reading::default();
    };
    if let Some(share) = percentage(&shown, exact) {
        return Reading {
            share: Some(share.number()),
            ..Reading::default()
        };
    }
    Reading {
        value: Some(scaled(&shown, exact).number()),
        ..Reading::default()
    }
}

/// A value as its words give it: an exact value a hundredth of the number printed is per cent.
pub(super) fn value(text: &str, exact: Option<&str>) -> Option<Number> {
    let exact = Ratio::parse(exact?)?;
    Some(scaled(&printed(text), exact).number())
}

/// The share that a numerator and a denominator make.
pub(super) fn share_of(numerator: &Number, denominator: &Number) -> Option<Ratio> {
    Ratio::of(numerator)?.over(Ratio::of(denominator)?)
}

/// A ratio as the number that stands in a cell.
pub(super) fn number_of(ratio: Ratio) -> Number {
    ratio.number()
}

/// True where words print in per cent what is given as a share of 1.
pub(super) fn is_in_percent(text: &str, share: &str) -> bool {
    let Some(hundredfold) = Ratio::parse(share).and_then(|share| share.times(100)) else {
        return false;
    };
    let mut shown = printed(text).into_iter();
    shown.any(|one| one.is_percent && hundredfold.rounds_to(&one.number))
}

/// "256 of 346 (74.0%)": the first two numbers, where the exact value or a percentage confirms them.
fn part(words: &[Printed], more: &[Printed], exact: Option<Ratio>) -> Option<(Number, Number)> {
    let [a, b, rest @ ..] = words else {
        return None;
    };
    if a.is_percent || b.is_percent {
        return None;
    }
    let share = share_of(&a.number, &b.number)?;
    let hundredfold = share.times(100)?;
    let mut percentages = rest.iter().chain(more).filter(|one| one.is_percent);
    let confirmed = exact.is_some_and(|exact| exact.equals(share))
        || percentages.any(|one| hundredfold.rounds_to(&one.number));
    confirmed.then(|| (a.number.clone(), b.number.clone()))
}

/// The share, where a percentage is printed and the exact value is it, out of 1 or out of 100.
fn percentage(shown: &[Printed], exact: Ratio) -> Option<Ratio> {
    let hundred = Ratio::parse("100")?;
    let hundredfold = exact.times(100)?;
    let percentages = || shown.iter().filter(|one| one.is_percent);
    if percentages().any(|one| hundredfold.absolute().rounds_to(&one.number)) {
        return Some(exact);
    }
    percentages()
        .any(|one| exact.absolute().rounds_to(&one.number))
        .then(|| exact.over(hundred))
        .flatten()
}

fn scaled(shown: &[Printed], exact: Ratio) -> Ratio {
    let size = exact.absolute();
    let near = |ratio: Ratio| shown.iter().any(|one| ratio.rounds_to(&one.number));
    match (exact.times(100), size.times(100)) {
        (Some(hundredfold), Some(size_hundredfold)) if !near(size) && near(size_hundredfold) => {
            hundredfold
        }
        _ => exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Expected<'a> = (Option<&'a str>, Option<(&'a str, &'a str)>, Option<&'a str>);

    fn check(text: &str, exact: Option<&str>, of: Option<&str>, expected: Expected<'_>) {
        let reading = read(text, exact, of);
        let as_text = |number: &Option<Number>| number.as_ref().map(|n| n.as_str().to_owned());
        let (value, part, share) = expected;
        assert_eq!(as_text(&reading.value).as_deref(), value, "value of {text}");
        let read = reading.part.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
        assert_eq!(read, part, "part of {text}");
        assert_eq!(as_text(&reading.share).as_deref(), share, "share of {text}");
    }

    #[test]
    fn a_count_out_of_a_total_gives_both_and_their_share() {
        let part = Some(("9912", "10560"));
        check(
            "9,912",
            Some("9912"),
            Some("9,912 of 10,560 meals (93.9%)"),
            (Some("9912"), part, Some("0.938636363636364")),
        );
        let part = Some(("44", "60"));
        let share = Some("0.733333333333333");
        check("44 of 60", Some("11/15"), None, (Some("44"), part, share));
        let of = Some("44 of 60 in order (73.3%)");
        check("44 of 60", Some("11/15"), of, (Some("44"), part, share));
    }

    #[test]
    fn two_numbers_that_make_no_share_are_not_taken_for_one() {
        check(
            "256",
            Some("256"),
            Some("256 in 2 visits"),
            (Some("256"), None, None),
        );
        check("2 on 3 May", None, None, (None, None, None));
        check("refused", None, Some("2 of 62 doors"), (None, None, None));
    }

    #[test]
    fn a_percentage_is_a_share_out_of_one() {
        check("98%", Some("0.98"), None, (None, None, Some("0.98")));
        check(
            "at least 90% of boxes",
            Some("90"),
            None,
            (None, None, Some("0.9")),
        );
        check("1%", Some("0.01"), None, (None, None, Some("0.01")));
    }

    #[test]
    fn a_plain_number_is_a_value_and_a_wording_is_nothing() {
        check(
            "$1,598,408",
            Some("1598408"),
            None,
            (Some("1598408"), None, None),
        );
        check(
            "Rs 2.07 crore",
            Some("20700000"),
            None,
            (Some("20700000"), None, None),
        );
        check("mostly not there", None, None, (None, None, None));
        check("up 18%", None, None, (None, None, None));
    }

    #[test]
    fn a_value_is_given_as_its_words_print_it() {
        let read = |text, exact| {
            value(text, Some(exact))
                .expect("a number")
                .as_str()
                .to_owned()
        };
        assert_eq!(read("24.7 percentage points", "37/150"), "24.6666666666667");
        assert_eq!(
            read("16.7 percentage points short", "-50/3"),
            "-16.6666666666667"
        );
        assert_eq!(read("648 missing: 6.1% of 10,560", "-648"), "-648");
        assert_eq!(read("as promised", "0"), "0");
    }
}
