//! `/medicines/scan`: the code of a pack, typed or on a photo. A photo is sent to a route of its own, which
//! renders this page with what it read.

use super::{
    lines::title,
    words::{fault_text, faults},
};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    medication::{api, model::ScanView},
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, Glyph, PageHeading, Section, TextField},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ScanPage() -> impl IntoView {
    view! { <PlainFrame title=text!(medication.scan_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let form = Submission::here();
    let typed = |field: &str| form.as_ref().map_or("", |form| form.text(field)).to_owned();
    let mut refused = Faults::default();
    let mut found = None;
    match typed("do").as_str() {
        "link" => match api::link_code(&typed("medicine"), &typed("code")).await? {
            Ok(()) => return Ok(go_to(&format!("/medicines/{}", typed("medicine")))),
            Err(fields) => refused = faults(fields),
        },
        "photo" => {
            if let Some(fault) = api::photo_fault(&typed("fault")) {
                refused.add("photo", fault_text(fault));
            }
        }
        "look" => match api::look_up_code(&typed("code")).await? {
            Ok(view) => found = Some(view),
            Err(fields) => refused = faults(fields),
        },
        _ => {}
    }
    let from_photo = typed("from") == "photo";
    let code = typed("code");
    let (photo_fault, code_fault) = (refused.at("photo"), refused.at("code"));
    let found = found.map(|scan| view! { <Found scan from_photo /> });
    Ok(view! {
        <PageHeading title=text!(medication.scan_title) lead=text!(medication.scan_lead) />
        {found}
        <Section title=text!(medication.scan_photo) id="by-photo">
            <form
                method="post"
                action="/medicines/scan/photo"
                enctype="multipart/form-data"
                class="form stack"
            >
                <PhotoField error=photo_fault />
                <Button glyph=Glyph::Import>{text!(medication.scan_photo_send)}</Button>
            </form>
        </Section>
        <Section title=text!(medication.scan_typed) id="by-typing">
            // A photo that was refused came from another address.
            <form method="post" action="/medicines/scan" class="form stack">
                <input type="hidden" name="do" value="look" />
                <TextField
                    id="code"
                    name="code"
                    label=text!(medication.code_label)
                    hint=text!(medication.code_hint)
                    value=code
                    autocomplete="off"
                    error=code_fault
                />
                <Button>{text!(medication.scan_look)}</Button>
            </form>
        </Section>
        <p>
            <ButtonLink href="/medicines" kind=ButtonKind::Quiet>
                {text!(medication.to_cabinet)}
            </ButtonLink>
        </p>
    }
    .into_any())
}

/// The field for a photo: phones open the camera at once.
#[component]
fn PhotoField(error: Option<String>) -> impl IntoView {
    let described = if error.is_some() {
        "photo-hint photo-error"
    } else {
        "photo-hint"
    };
    let invalid = error.is_some().then_some("true");
    let error = error.map(|error| {
        view! {
            <p class="field-error" id="photo-error">
                <crate::ui::Icon glyph=Glyph::Attention />
                <span>{error}</span>
            </p>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for="photo">
                {text!(medication.scan_photo_label)}
            </label>
            <p class="field-hint" id="photo-hint">
                {text!(medication.scan_photo_hint)}
            </p>
            <input
                class="field-control"
                type="file"
                id="photo"
                name="photo"
                accept="image/*"
                capture="environment"
                required=true
                aria-describedby=described
                aria-invalid=invalid
            />
            {error}
        </div>
    }
}

/// What the code came to.
#[component]
fn Found(scan: ScanView, from_photo: bool) -> impl IntoView {
    let code = scan.code.text().to_owned();
    let heading = if from_photo {
        text!(medication.scan_read, code = code.clone())
    } else {
        text!(medication.scan_code, code = code.clone())
    };
    let answer = match scan.found {
        Some(medicine) => view! {
            <p>{text!(medication.scan_found, medicine = title(&medicine))}</p>
            <div class="cluster">
                <ButtonLink
                    href=format!("/medicines/{}/take", medicine.id)
                    kind=ButtonKind::Primary
                    glyph=Glyph::Pill
                >
                    {text!(medication.take)}
                </ButtonLink>
                <ButtonLink href=format!("/medicines/{}", medicine.id)>
                    {text!(medication.details)}
                </ButtonLink>
            </div>
        }
        .into_any(),
        None => {
            let links = scan
                .others
                .into_iter()
                .map(|medicine| {
                    let words = text!(medication.scan_link, medicine = title(&medicine));
                    view! {
                        <Button name="medicine" value=medicine.id>
                            {words}
                        </Button>
                    }
                })
                .collect_view();
            view! {
                <p>{text!(medication.scan_unknown)}</p>
                <form method="post" action="/medicines/scan" class="cluster">
                    <input type="hidden" name="do" value="link" />
                    <input type="hidden" name="code" value=code.clone() />
                    {links}
                </form>
                <form method="post" action="/medicines/add">
                    <input type="hidden" name="code" value=code />
                    <Button glyph=Glyph::Plus>{text!(medication.scan_new)}</Button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <div class="card" role="status">
            <p>
                <strong>{heading}</strong>
            </p>
            {answer}
        </div>
    }
}
