//! Sentences of the catalogue for a program that says them itself, without Fluent: places in braces, plural forms by their
//! names.

use std::collections::BTreeMap;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use serde::Serialize;

use super::{ENGLISH, Words, text_of};

/// A sentence as it is handed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum HandedOut {
    /// `{done} of {all}`.
    Plain(String),
    /// By the plural form of a number called `count`: `one`, `other`.
    ByCount(BTreeMap<String, String>),
}

impl Words {
    /// Every sentence whose key begins with one of these, by key; what the language lacks is in English. A sentence that says
    /// more than texts, places and one plural is left out.
    #[must_use]
    pub fn handed_out(&self, begins: &[&str]) -> BTreeMap<String, HandedOut> {
        let mut all = read(&text_of(ENGLISH), begins);
        if self.code() != ENGLISH {
            all.extend(read(&text_of(self.code()), begins));
        }
        all
    }
}

fn read(text: &str, begins: &[&str]) -> BTreeMap<String, HandedOut> {
    let (Ok(resource) | Err((resource, _))) = fluent_syntax::parser::parse_runtime(text);
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) if begins.iter().any(|one| message.id.name.starts_with(one)) => {
            Some((
                message.id.name.to_owned(),
                handed_out(message.value.as_ref()?)?,
            ))
        }
        _ => None,
    });
    messages.collect()
}

fn handed_out(pattern: &Pattern<&str>) -> Option<HandedOut> {
    if let [
        PatternElement::Placeable {
            expression: Expression::Select { variants, .. },
        },
    ] = pattern.elements.as_slice()
    {
        let forms: Option<BTreeMap<_, _>> = variants.iter().map(form).collect();
        return forms.map(HandedOut::ByCount);
    }
    plain(pattern).map(HandedOut::Plain)
}

fn form(variant: &Variant<&str>) -> Option<(String, String)> {
    let VariantKey::Identifier { name } = &variant.key else {
        return None;
    };
    Some(((*name).to_owned(), plain(&variant.value)?))
}

fn plain(pattern: &Pattern<&str>) -> Option<String> {
    let mut said = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => said.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => match inline {
                InlineExpression::VariableReference { id } => {
                    said.push('{');
                    said.push_str(id.name);
                    said.push('}');
                }
                InlineExpression::StringLiteral { value } => {
                    said.push_str(&fluent_syntax::unicode::unescape_unicode_to_string(value));
                }
                _ => return None,
            },
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_places_and_plurals_are_handed_out_and_nothing_else() {
        let text = "phone-a = Plain\nphone-b = { $done } of { $all }\nother-c = No\n\
                    phone-d = { $count ->\n    [one] { $count } visit\n   *[other] { $count } visits\n }\n\
                    phone-e = Ask{ \"\\u202F\" }?\nphone-f = { NUMBER($x) }\n";
        let read = read(text, &["phone-"]);
        let one = |key: &str| serde_json::to_value(&read[key]).unwrap();
        assert_eq!(one("phone-a"), "Plain");
        assert_eq!(one("phone-b"), "{done} of {all}");
        let forms = serde_json::json!({"one": "{count} visit", "other": "{count} visits"});
        assert_eq!(one("phone-d"), forms);
        assert_eq!(one("phone-e"), "Ask\u{202f}?");
        assert_eq!(read.len(), 4);
    }
}
