//! The bar that says what was done and offers to take it back. It stays until the next page.

use leptos::prelude::*;

/// A sentence and, as children, the form whose button takes it back. Place it last in the main area.
#[component]
pub fn UndoBar(
    /// What was done.
    #[prop(into)]
    message: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="undo-bar">
            <p role="status">{message}</p>
            {children()}
        </div>
    }
}
