//! The texts of a form: what its fields hold, whether typed just now or written from a record.
//!
//! A form is always drawn from texts, so that a refused form comes back exactly as it was typed, and
//! what is stored comes back as somebody would have typed it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Texts by field, each field with all of its values in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts(BTreeMap<String, Vec<String>>);

impl Texts {
    /// The texts of a sent form.
    pub fn of<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut texts = Self::default();
        for (name, text) in fields {
            texts.add(name, text);
        }
        texts
    }

    /// Adds a text to a field.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(text.into());
    }

    /// The first text of a field; empty when there is none.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Every text of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether one of the texts of a field is `text`.
    #[must_use]
    pub fn has(&self, name: &str, text: &str) -> bool {
        self.all(name).iter().any(|other| other == text)
    }

    /// Whether a field holds nothing but blanks.
    #[must_use]
    pub fn is_blank(&self, name: &str) -> bool {
        self.all(name).iter().all(|text| text.trim().is_empty())
    }

    /// The names of all fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Takes the texts of a field from `other`.
    pub fn take(&mut self, name: &str, other: &Self) {
        if let Some(texts) = other.0.get(name) {
            self.0.insert(name.to_owned(), texts.clone());
        }
    }
}

/// What was refused, by field.
pub type Refused = BTreeMap<String, super::AnswerFault>;
