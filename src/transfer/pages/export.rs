//! `/export`: everything, as a table or as a document.

use crate::{
    account::parts::PageFrame,
    text,
    ui::{PageHeading, Section},
};
use leptos::prelude::*;

/// The export page. Plain links: a download must not go through the router. They say nothing of a
/// download: the file's own header does, and a sign-in that is asked for instead is a page.
#[component]
pub fn ExportPage() -> impl IntoView {
    view! {
        <PageFrame title=text!(transfer.export_title)>
            <PageHeading title=text!(transfer.export_title) lead=text!(transfer.export_lead) />
            <p class="quiet">{text!(transfer.export_fresh)}</p>
            <Section title=text!(transfer.export_csv_title) id="csv">
                <p>{text!(transfer.export_csv_words)}</p>
                <p>
                    <a class="button" href="/export/diary.csv" rel="external">
                        {text!(transfer.export_csv)}
                    </a>
                </p>
            </Section>
            <Section title=text!(transfer.export_json_title) id="json">
                <p>{text!(transfer.export_json_words)}</p>
                <p>
                    <a class="button" href="/export/diary.json" rel="external">
                        {text!(transfer.export_json)}
                    </a>
                </p>
            </Section>
        </PageFrame>
    }
}
