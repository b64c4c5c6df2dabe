//! Names in sentences of the program that are codes, and under which keys their labels stand in the word catalogue.

use super::Says;

/// Names whose value is a code, with the beginning of the key of its label.
const CODED: [(&str, &str); 3] = [
    ("basis", "money-basis-"),
    ("state", "money-state-"),
    ("certainty", "money-certainty-"),
];

impl Says {
    /// The key of the label that stands for the value of a name, where that value is a code.
    #[must_use]
    pub fn label_key(name: &str, value: &str) -> Option<String> {
        let (_, begins) = CODED.iter().find(|(coded, _)| *coded == name)?;
        Some(format!("{begins}{value}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_has_a_label_and_an_amount_is_itself() {
        let key = Says::label_key("basis", "ineligible");
        assert_eq!(key, Some(["money", "basis", "ineligible"].join("-")));
        assert_eq!(Says::label_key("amount", "5"), None);
    }
}
