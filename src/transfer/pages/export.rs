//! `/export`: everything, as a table or as a document.

use crate::{
    account::parts::PageFrame,
    text,
    ui::{PageHeading, Section},
};
use leptos::prelude::*;

/// The export page. Plain links: a download must not go through the router.
#[component]
pub fn ExportPage() -> impl IntoView {
    view! {
        <PageFrame title=text!(transfer.export_title)>
            <PageHeading title=text!(transfer.export_title) lead=text!(transfer.export_lead) />
            <Section title=text!(transfer.export_csv_title) id="csv">
                <p>{text!(transfer.export_csv_words)}</p>
                <p>
                    <a class="button" href="/export/diary.csv" rel="external" download="">
                        {text!(transfer.export_csv)}
                    </a>
                </p>
            </Section>
            <Section title=text!(transfer.export_json_title) id="json">
                <p>{text!(transfer.export_json_words)}</p>
                <p>
                    <a class="button" href="/export/diary.json" rel="external" download="">
                        {text!(transfer.export_json)}
                    </a>
                </p>
            </Section>
        </PageFrame>
    }
}
