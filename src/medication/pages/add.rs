//! `/medicines/add`: class, substance, form, strength, and the rest. Each step is a form to the page's own
//! address: what somebody takes stands in no address.

use super::{
    fields::{MedicineFields, MedicineTexts},
    words::{class_text, faults, join, known_form_text},
};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    medication::{
        api,
        model::{AddStep, AddView, CatalogueEntry, MedicineClass},
    },
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, PageHeading, TextField, TileButton, TileGroup},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn AddPage() -> impl IntoView {
    view! { <PlainFrame title=text!(medication.add_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    if let Some(form) = form.as_ref().filter(|form| form.text("do") == "save") {
        match api::add_medicine(form).await? {
            Ok(_) => return Ok(go_to("/medicines")),
            Err(fields) => refused = faults(fields),
        }
    }
    let add = api::load_add(form.as_ref()).await?;
    let chosen = chosen_words(&add);
    let code = form
        .as_ref()
        .map_or("", |form| form.text("code"))
        .to_owned();
    let searched = form
        .as_ref()
        .map_or("", |form| form.text("search"))
        .to_owned();
    let again = form.is_some().then(|| {
        view! {
            <p>
                <ButtonLink href="/medicines/add" kind=ButtonKind::Quiet>
                    {text!(medication.again)}
                </ButtonLink>
            </p>
        }
    });
    let hidden = hidden_fields(&add, &code);
    let step = match add.step.clone() {
        AddStep::Details => view! { <Details add form refused /> }.into_any(),
        step => {
            let search = matches!(step, AddStep::Class(_) | AddStep::Substance(_))
                .then(|| view! { <Search searched code=code.clone() /> });
            let own = view! {
                <Button kind=ButtonKind::Standard name="do" value="own">
                    {text!(medication.own)}
                </Button>
            };
            view! {
                {search}
                <form method="post" class="stack">
                    {hidden}
                    {tiles(step)}
                    {own}
                </form>
            }
            .into_any()
        }
    };
    Ok(view! {
        <PageHeading title=text!(medication.add_title) />
        {chosen.map(|words| view! { <p>{text!(medication.chosen, words = words)}</p> })}
        {step}
        {again}
    }
    .into_any())
}

/// What was chosen so far.
fn chosen_words(add: &AddView) -> Option<String> {
    let words: Vec<&str> = [
        add.class.map(class_text),
        add.substance.as_ref().map(|substance| substance.name),
        add.form.map(known_form_text),
    ]
    .into_iter()
    .flatten()
    .collect();
    let is_chosen = !words.is_empty() && add.step != AddStep::Details;
    is_chosen.then(|| words.join(" · "))
}

/// What was chosen before this step, to be sent with it.
fn hidden_fields(add: &AddView, code: &str) -> impl IntoView + use<> {
    let substance = add.substance.as_ref().map(|substance| {
        view! { <input type="hidden" name="substance" value=substance.code /> }
    });
    let form = add
        .form
        .map(|form| view! { <input type="hidden" name="form" value=form.code() /> });
    let code = (!code.is_empty())
        .then(|| view! { <input type="hidden" name="code" value=code.to_owned() /> });
    view! {
        {substance}
        {form}
        {code}
    }
}

#[component]
fn Search(searched: String, code: String) -> impl IntoView {
    let code = (!code.is_empty())
        .then(|| view! { <input type="hidden" name="code" value=code.clone() /> });
    view! {
        <form method="post" class="stack">
            <input type="hidden" name="do" value="search" />
            {code}
            <TextField
                id="search"
                name="search"
                label=text!(medication.search_label)
                value=searched
                autocomplete="off"
            />
            <Button>{text!(medication.search)}</Button>
        </form>
    }
}

fn tiles(step: AddStep) -> AnyView {
    match step {
        AddStep::Class(classes) => class_tiles(classes),
        AddStep::Substance(entries) => substance_tiles(entries),
        AddStep::Form(forms) => {
            let tiles = forms
                .into_iter()
                .map(|form| {
                    view! {
                        <TileButton name="form" value=form.code()>
                            {known_form_text(form)}
                        </TileButton>
                    }
                })
                .collect_view();
            view! { <TileGroup legend=text!(medication.form_question)>{tiles}</TileGroup> }
                .into_any()
        }
        AddStep::Strength(strengths) => {
            let tiles = strengths
                .into_iter()
                .map(|strength| {
                    view! {
                        <TileButton name="strength" value=strength>
                            {strength}
                        </TileButton>
                    }
                })
                .collect_view();
            view! {
                <TileGroup legend=text!(medication.strength_question)>
                    {tiles} <TileButton name="strength" value="">
                        {text!(medication.strength_other)}
                    </TileButton>
                </TileGroup>
            }
            .into_any()
        }
        AddStep::Details => ().into_any(),
    }
}

fn class_tiles(classes: Vec<MedicineClass>) -> AnyView {
    let tiles = classes
        .into_iter()
        .map(|class| {
            view! {
                <TileButton name="class" value=class.code()>
                    {class_text(class)}
                </TileButton>
            }
        })
        .collect_view();
    view! { <TileGroup legend=text!(medication.class_question)>{tiles}</TileGroup> }.into_any()
}

fn substance_tiles(entries: Vec<CatalogueEntry>) -> AnyView {
    if entries.is_empty() {
        return view! { <p>{text!(medication.search_empty)}</p> }.into_any();
    }
    let tiles = entries
        .into_iter()
        .map(|entry| {
            view! {
                <TileButton name="substance" value=entry.code caption=entry.brands>
                    {entry.name}
                </TileButton>
            }
        })
        .collect_view();
    view! { <TileGroup legend=text!(medication.substance_question)>{tiles}</TileGroup> }.into_any()
}

/// The last step: the rest, as a form that keeps what was typed.
#[component]
fn Details(add: AddView, form: Option<Submission>, refused: Faults) -> impl IntoView {
    let saving = form.as_ref().filter(|form| form.text("do") == "save");
    let texts = match saving {
        Some(form) => MedicineTexts::typed(form),
        None => MedicineTexts {
            name: add
                .substance
                .as_ref()
                .map_or("", |substance| short_name(substance.name))
                .to_owned(),
            class: add
                .class
                .unwrap_or(MedicineClass::Unknown)
                .code()
                .to_owned(),
            purpose: add.purpose.code().to_owned(),
            form: add.form.map_or("", |form| form.code()).to_owned(),
            strength: add.strength.clone(),
            code: form
                .as_ref()
                .map_or("", |form| form.text("code"))
                .to_owned(),
            ..MedicineTexts::default()
        },
    };
    let id = saving
        .map(|form| form.text("id"))
        .filter(|id| !id.is_empty())
        .map_or(add.next_id, str::to_owned);
    let substance = add
        .substance
        .as_ref()
        .map_or("", |substance| substance.code);
    let lead = join(&texts.name, &texts.strength);
    view! {
        <p class="page-lead">{lead}</p>
        <form method="post" class="form stack">
            <input type="hidden" name="do" value="save" />
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="substance" value=substance />
            <MedicineFields texts faults=refused />
            <Button kind=ButtonKind::Primary>{text!(medication.save_medicine)}</Button>
        </form>
    }
}

/// The name without its second name in brackets.
fn short_name(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(short, _)| short)
}
