//! What a field shows when the page is drawn anew around it.
//!
//! A field in which somebody has typed no longer follows its `value` attribute. [`ShownValue`] puts the
//! saved text into it again, but only when that has changed: a half-typed sentence survives a tap
//! elsewhere on the page.

use leptos::tachys::{html::property::IntoProperty, renderer::types::Element};

/// The property `value` of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShownValue {
    /// What is to be shown.
    pub(super) text: String,
    /// Whatever is typed makes way for `text` when this has changed, too.
    pub(super) version: usize,
}

impl IntoProperty for ShownValue {
    type State = (<Option<String> as IntoProperty>::State, Self);
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element, key: &str) -> Self::State {
        // The server has written the text; what was typed before the page woke up stays.
        (None::<String>.hydrate::<FROM_SERVER>(element, key), self)
    }

    fn build(self, element: &Element, key: &str) -> Self::State {
        (Some(self.text.clone()).build(element, key), self)
    }

    fn rebuild(self, (shown, before): &mut Self::State, key: &str) {
        if *before != self {
            Some(self.text.clone()).rebuild(shown, key);
            *before = self;
        }
    }

    fn into_cloneable(self) -> Self::Cloneable {
        self
    }

    fn into_cloneable_owned(self) -> Self::CloneableOwned {
        self
    }
}
