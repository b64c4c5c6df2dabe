//! What is wrong with the fields of a form, in the order of the form: as it was read, so it is told.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};
use serde::{Serialize, Serializer};

/// What is wrong with which field of a form that is told field by field; under `form` what is wrong with all of it. Of
/// several things that are wrong with one field the first is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Notes what is wrong with a field, unless something was noted before.
    pub fn insert(&mut self, field: String, text: String) {
        if !self.contains_key(&field) {
            self.0.push((field, text));
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        let mut all = self.0.iter();
        all.find(|(name, _)| name == field)
            .map(|(_, text)| text.as_str())
    }

    /// Whether something is wrong with a field.
    #[must_use]
    pub fn contains_key(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    /// The fields with which something is wrong.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(field, _)| field)
    }

    /// What is wrong.
    pub fn into_values(self) -> impl Iterator<Item = String> {
        self.0.into_iter().map(|(_, text)| text)
    }
}

impl FromIterator<(String, String)> for Errors {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(all: T) -> Self {
        let mut errors = Self::new();
        for (field, text) in all {
            errors.insert(field, text);
        }
        errors
    }
}

impl<const N: usize> From<[(String, String); N]> for Errors {
    fn from(all: [(String, String); N]) -> Self {
        all.into_iter().collect()
    }
}

/// A template reads it by field and tells it in order; a plain map would come in the order of its names.
#[derive(Debug)]
struct InOrder(Errors);

impl Object for InOrder {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).map(Value::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            self.0
                .keys()
                .map(|field| Value::from(field.as_str()))
                .collect(),
        )
    }
}

impl Serialize for Errors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_object(InOrder(self.clone())).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use minijinja::value::Serde;
    use minijinja::{Environment, Value, context};

    use super::Errors;

    #[test]
    fn what_is_wrong_is_told_in_the_order_of_the_form_and_once_for_each_field() {
        let said = |field: &str, text: &str| (field.to_owned(), text.to_owned());
        let errors = Errors::from([
            said("title", "empty"),
            said("amount", "no number"),
            said("title", "too long"),
        ]);
        let template = "{% if errors %}{{ errors|length }}: {% for field, text in errors|items %}\
                        {{ field }} {{ text }}; {% endfor %}{{ errors.amount }} \
                        {{ errors['form']|default('-') }}{% endif %}";
        let told = |errors: &Errors| {
            let environment = Environment::new();
            environment
                .render_str(template, context! { errors => Value::from(Serde(errors)) })
                .unwrap()
        };
        assert_eq!(
            told(&errors),
            "2: title empty; amount no number; no number -"
        );
        assert_eq!(told(&Errors::new()), "");
    }
}
