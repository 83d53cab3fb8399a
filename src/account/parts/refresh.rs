//! One signal that says "the diary has changed": pages and frame load anew when it moves.

use leptos::{prelude::*, server_fn::ServerFn};

/// Moves whenever the diary has changed.
#[derive(Debug, Clone, Copy)]
pub struct Refresh(RwSignal<u32>);

impl Refresh {
    /// Provides the signal to everything below.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// Moves the signal once when the browser stands in another zone than the page was rendered for: the
    /// first page of a browser is rendered without knowing it, and near midnight its today is another day.
    pub fn when_zone_is_news(self) {
        Effect::new(move |_| {
            if crate::browser::remember_time_zone() {
                self.0.update(|count| *count += 1);
            }
        });
    }

    /// The signal of this page.
    #[must_use]
    pub fn here() -> Self {
        expect_context()
    }

    /// Its present value, for the source of a resource.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0.get()
    }

    /// Moves the signal each time the action has come back.
    pub fn after<S>(self, action: ServerAction<S>)
    where
        S: ServerFn + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
        S::Error: Clone + Send + Sync + 'static,
    {
        Effect::new(move |_| {
            if action.version().get() > 0 {
                self.0.update(|count| *count += 1);
            }
        });
    }
}
