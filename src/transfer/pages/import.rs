//! `/import`: choose a file.

use super::words::query_problem;
use crate::{
    account::parts::PageFrame,
    text,
    ui::{Button, ButtonKind, FileField, Glyph, PageHeading},
};
use leptos::prelude::*;

/// The first step: a file.
#[component]
pub fn ImportPage() -> impl IntoView {
    view! {
        <PageFrame title=text!(transfer.import_title)>
            <PageHeading title=text!(transfer.import_title) lead=text!(transfer.import_lead) />
            {query_problem()}
            <form
                method="post"
                action="/import/upload"
                enctype="multipart/form-data"
                class="form stack"
            >
                <FileField
                    id="file"
                    name="file"
                    label=text!(transfer.file_label)
                    hint=text!(transfer.file_hint)
                    accept=".csv,.tsv,.txt,.json,text/csv,application/json"
                />
                <Button kind=ButtonKind::Primary glyph=Glyph::Import>
                    {text!(transfer.look_at_it)}
                </Button>
            </form>
        </PageFrame>
    }
}
