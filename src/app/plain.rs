//! The pages that are forms and words: rendered on the server, complete without JavaScript.
//!
//! Each capsule lists its own routes (`pages/mod.rs`); a form on such a page is sent to the page's own
//! address, see `account/parts/submission.rs`.

use super::{NotFoundPage, document, provide_page_context, title};
use crate::{
    account::{pages::AccountRoutes, parts::Shell},
    advice::pages::AdviceRoutes,
    attacks::pages::AttackRoutes,
    daily::pages::DailyRoutes,
    doctor::pages::DoctorRoutes,
    environment::pages::EnvironmentRoutes,
    identity::pages::IdentityRoutes,
    medication::pages::MedicationRoutes,
    patterns::pages::PatternRoutes,
    reports::pages::ReportRoutes,
    safety::pages::SafetyRoutes,
    scales::pages::ScaleRoutes,
    transfer::pages::TransferRoutes,
};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::Title;
use leptos_router::components::{Router, Routes};

/// The document around [`PlainApp`].
pub fn plain_shell(options: LeptosOptions) -> impl IntoView {
    document(options, false, view! { <PlainApp /> }.into_any())
}

/// The pages that are forms and words.
#[component]
pub fn PlainApp() -> impl IntoView {
    provide_page_context();
    view! {
        <Title formatter=title text="" />
        <Router>
            <Shell>
                <Routes fallback=NotFoundPage>
                    <AccountRoutes />
                    <AdviceRoutes />
                    <AttackRoutes />
                    <DailyRoutes />
                    <DoctorRoutes />
                    <EnvironmentRoutes />
                    <MedicationRoutes />
                    <PatternRoutes />
                    <ReportRoutes />
                    <SafetyRoutes />
                    <ScaleRoutes />
                    <TransferRoutes />
                    <IdentityRoutes />
                </Routes>
            </Shell>
        </Router>
    }
}
