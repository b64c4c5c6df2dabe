//! What is said of a row or a file that is not as it should be: a sentence for each code.

use crate::domain::exchange::Note;
use crate::features::imports::profile::{Field, Profile, Question};
use crate::features::imports::visits::NUMBER;
use crate::infra::words::Words;

/// The sentence of a note, without its place.
#[must_use]
pub fn sentence(words: &Words, note: &Note) -> String {
    let about: Vec<(&str, &str)> = note
        .about
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    words.say(&format!("problem-import-{}", note.code), &about)
}

/// What is asked about a table, in words.
#[must_use]
pub fn asked(words: &Words, profile: &Profile, question: &Question) -> String {
    let column = |index: usize| {
        let column = profile.columns.get(index);
        column.map_or("", |column| column.heading.as_str())
    };
    match question {
        Question::DateOrder {
            column: index,
            examples,
            ..
        } => {
            let about = [
                ("column", column(*index)),
                ("examples", &examples.join(", ")),
            ];
            words.say("imports-ask-dates", &about)
        }
        Question::ListDates {
            sheet,
            heading,
            examples,
        } => {
            let column = format!("{sheet}: {heading}");
            let about = [("column", &*column), ("examples", &examples.join(", "))];
            words.say("imports-ask-dates", &about)
        }
        Question::DecimalSign {
            column: index,
            examples,
            ..
        } => {
            let about = [
                ("column", column(*index)),
                ("examples", &examples.join(", ")),
            ];
            words.say("imports-ask-decimals", &about)
        }
        Question::Currency => words.get("imports-ask-currency"),
        Question::Name => words.get("imports-ask-name"),
        Question::Row => words.get("imports-ask-row"),
        Question::Year { .. } => words.get("imports-ask-year"),
        Question::Which { field, other } => {
            let field = words.get(&field_key(*field));
            words.say("imports-ask-which", &[("other", other), ("field", &field)])
        }
        Question::CountedBy => words.get("imports-ask-counted-by"),
        Question::Check => words.get("imports-ask-check"),
        Question::Missing(field) => {
            let field = words.get(&field_key(*field));
            words.say("imports-ask-missing", &[("field", &field)])
        }
        Question::Promise { column: index } => {
            words.say("imports-ask-promise", &[("column", column(*index))])
        }
        Question::Meaning {
            column: index,
            words: unknown,
        } if unknown.iter().any(|word| word == NUMBER) => {
            words.say("imports-ask-number-alone", &[("column", column(*index))])
        }
        Question::Meaning {
            column: index,
            words: unknown,
        } => {
            let about = [("column", column(*index)), ("words", &unknown.join(", "))];
            words.say("imports-ask-meaning", &about)
        }
    }
}

/// The word of a field as a profile writes it: `provider_name`.
#[must_use]
pub fn field_word(field: Field) -> String {
    let value = serde_json::to_value(field).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// The key of the words for what a column means.
#[must_use]
pub fn field_key(field: Field) -> String {
    format!("imports-field-{}", field_word(field).replace('_', "-"))
}
