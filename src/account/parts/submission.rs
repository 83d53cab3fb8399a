//! A form that was sent to the address of its own page, and what was wrong with it.
//!
//! A plain page answers GET and POST alike. On POST it finds the fields here, has them read and stored
//! through its `api`, and either leads away (`go_to`) or renders itself once more with the typed texts
//! and a sentence at each field that was refused: nothing typed is lost, and nothing of it is stored.

use leptos::prelude::use_context;
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// The fields of a sent form, in the order in which they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission(Arc<Vec<(String, String)>>);

impl Submission {
    /// Reads a URL-encoded body. Anything can be read so; what a field means is decided by whoever asks.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        Self(Arc::new(
            form_urlencoded::parse(body)
                .map(|(name, text)| (name.into_owned(), text.into_owned()))
                .collect(),
        ))
    }

    /// The form that was sent to this page, if one was.
    #[must_use]
    pub fn here() -> Option<Self> {
        use_context()
    }

    /// The text of a field as it was typed; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }

    /// Every text of a field: the ticked boxes of a group.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        let fields = self.0.iter().filter(|(field, _)| field == name);
        fields.map(|(_, text)| text.as_str()).collect()
    }

    /// Whether a field was sent at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// Every field with its text.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// What was wrong with a sent form: a sentence for each field that was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(BTreeMap<Cow<'static, str>, String>);

impl Faults {
    /// Says what is wrong with a field; the first sentence stays.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, sentence: impl Into<String>) {
        self.0
            .entry(field.into())
            .or_insert_with(|| sentence.into());
    }

    /// The sentence for a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<String> {
        self.0.get(field).cloned()
    }

    /// Whether nothing was refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
