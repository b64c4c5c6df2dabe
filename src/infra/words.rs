//! The word catalogue: every sentence the program says, by key, in Fluent. Not the layout of any page.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// The English catalogue, the one that is complete by definition.
const ENGLISH: &str = include_str!("../../templates/words/en.ftl");

/// The sentences of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").finish_non_exhaustive()
    }
}

impl Words {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self::of("en", ENGLISH)
    }

    fn of(language: &str, text: &str) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![
            language.parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        // Isolation marks are for mixed directions on screen; in plain text they would be noise.
        bundle.set_use_isolating(false);
        // A broken entry is left out by the parser and found by the test that reads the catalogue.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// Whether the catalogue has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let (id, attribute) = split(key);
        self.bundle
            .get_message(id)
            .is_some_and(|message| match attribute {
                Some(name) => message.get_attribute(name).is_some(),
                None => message.value().is_some(),
            })
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

    fn format(&self, key: &str, args: &FluentArgs) -> String {
        let (id, attribute) = split(key);
        let message = self.bundle.get_message(id);
        let pattern = message.as_ref().and_then(|message| match attribute {
            Some(name) => message.get_attribute(name).map(|a| a.value()),
            None => message.value(),
        });
        let Some(pattern) = pattern else {
            return format!("[{key}]");
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned()
    }
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (key, None),
    }
}
