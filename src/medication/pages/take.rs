//! `/medicines/:id/take` and `/intakes/new`: a medicine is taken. What it would come to stands above the
//! buttons that save it; it informs and forbids nothing.

use super::{
    lines::{Runway, title},
    words::{class_options, faults, pain_options},
};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    medication::{
        api,
        model::{AttackChoice, MedicineClass, Purpose, TakePage as View},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, Chip, ChipRow, Glyph, InputKind, PageHeading, PageLayout, SelectField,
        SelectOption, TextField,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Minutes before now that are one tap.
const EARLIER: [u16; 4] = [15, 30, 60, 120];

/// A medicine of the cabinet is taken.
#[component]
pub fn TakePage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get("id")
        .unwrap_or_default();
    view! {
        <PlainFrame
            title=text!(medication.take_title)
            layout=PageLayout::Attack
            content=of_cabinet(id, asked_attack())
        />
    }
}

/// A medicine that is not in the cabinet is taken.
#[component]
pub fn TakeOtherPage() -> impl IntoView {
    view! {
        <PlainFrame
            title=text!(medication.take_title)
            layout=PageLayout::Attack
            content=other(asked_attack())
        />
    }
}

/// The attack from whose page the patient came.
fn asked_attack() -> Option<String> {
    use_query_map().read_untracked().get("attack")
}

async fn of_cabinet(id: String, attack: Option<String>) -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    if let Some(form) = &form {
        match api::take(Some(&id), form).await? {
            Ok(attack) => return Ok(done(attack)),
            Err(fields) => refused = faults(fields),
        }
    }
    let page = api::load_take(&id, attack.as_deref()).await?;
    let medicine = page.medicine.as_ref();
    let name = medicine.map(title).unwrap_or_default();
    let class = medicine.map_or(MedicineClass::Unknown, |medicine| medicine.class);
    let runway = medicine
        .is_some_and(|medicine| medicine.purpose == Purpose::Acute)
        .then(|| view! { <Runway runway=page.runway class /> });
    Ok(view! {
        <PageHeading title=text!(medication.take_name, medicine = name) />
        {runway}
        <form method="post" class="form stack">
            <When page form refused />
        </form>
    }
    .into_any())
}

async fn other(attack: Option<String>) -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    let typed = |field: &str| form.as_ref().map_or("", |form| form.text(field)).to_owned();
    let is_looking = typed("do") == "look";
    if let Some(form) = form.as_ref().filter(|_| !is_looking) {
        match api::take(None, form).await? {
            Ok(attack) => return Ok(done(attack)),
            Err(fields) => refused = faults(fields),
        }
    }
    let (name, dose, class) = (typed("name"), typed("dose"), typed("class"));
    let page = api::load_take_other(attack.as_deref(), &name, &class).await?;
    let needs_name =
        name.trim().is_empty() || refused.at("name").is_some() || refused.at("dose").is_some();
    if needs_name {
        if is_looking {
            refused.add("name", text!(medication.fault_name_missing));
        }
        return Ok(view! { <Named name dose class refused /> }.into_any());
    }
    let known = page
        .runway
        .map_or_else(|| api::class_of(&name, &class), |runway| runway.class);
    let heading = super::words::join(&name, &dose);
    Ok(view! {
        <PageHeading title=text!(medication.take_name, medicine = heading) />
        <Runway runway=page.runway class=known />
        <form method="post" class="form stack">
            <input type="hidden" name="name" value=name />
            <input type="hidden" name="dose" value=dose />
            <input type="hidden" name="class" value=class />
            <When page form refused />
        </form>
    }
    .into_any())
}

/// Back to where the patient came from.
fn done(attack: Option<String>) -> AnyView {
    match attack {
        Some(id) => go_to(&format!("/attacks/{id}")),
        None => go_to("/medicines"),
    }
}

/// The first step of a medicine that is not in the cabinet.
#[component]
fn Named(name: String, dose: String, class: String, refused: Faults) -> impl IntoView {
    let mut classes = class_options();
    classes.retain(|option| option.value != MedicineClass::Unknown.code());
    classes.insert(
        0,
        SelectOption {
            value: MedicineClass::Unknown.code().to_owned(),
            label: text!(medication.class_unknown_option).to_owned(),
        },
    );
    view! {
        <PageHeading title=text!(medication.take_title) lead=text!(medication.look_hint) />
        <form method="post" class="form stack">
            <input type="hidden" name="do" value="look" />
            <TextField
                id="name"
                name="name"
                label=text!(medication.name_label)
                value=name
                autocomplete="off"
                error=refused.at("name")
            />
            <TextField
                id="dose"
                name="dose"
                label=text!(medication.dose_label)
                hint=text!(medication.dose_hint)
                value=dose
                autocomplete="off"
                error=refused.at("dose")
            />
            <SelectField
                id="class"
                name="class"
                label=text!(medication.class_label)
                hint=text!(medication.class_hint)
                options=classes
                selected=class
            />
            <Button kind=ButtonKind::Primary>{text!(medication.look)}</Button>
        </form>
    }
}

/// When, how much and for what: every button saves.
#[component]
fn When(page: View, form: Option<Submission>, refused: Faults) -> impl IntoView {
    let saving = form.filter(|form| form.text("do") != "look");
    let typed = |field: &str, start: &str| {
        saving
            .as_ref()
            .map_or(start, |form| form.text(field))
            .to_owned()
    };
    let earlier = EARLIER
        .map(|minutes| {
            let words = if minutes < 120 {
                text!(medication.minutes_ago, minutes = minutes)
            } else {
                text!(medication.hours_ago, hours = minutes / 60)
            };
            view! {
                <Chip name="when" value=minutes.to_string()>
                    {words}
                </Chip>
            }
        })
        .into_iter()
        .collect_view();
    let id = typed("id", &page.next_id);
    let id = if id.is_empty() {
        page.next_id.clone()
    } else {
        id
    };
    let attack = typed("attack", &page.attack);
    let attacks = attack_options(&page.attacks);
    view! {
        <input type="hidden" name="id" value=id />
        <Button kind=ButtonKind::Primary name="when" value="0" glyph=Glyph::Check>
            {text!(medication.taken_now)}
        </Button>
        <ChipRow legend=text!(medication.earlier_question)>{earlier}</ChipRow>
        <SelectField
            id="attack"
            name="attack"
            label=text!(medication.attack_label)
            options=attacks
            selected=attack
        />
        <TextField
            id="units"
            name="units"
            label=text!(medication.units_label)
            kind=InputKind::Number
            step="any"
            min="0"
            max="100"
            value=typed("units", "1")
            error=refused.at("units")
        />
        <SelectField
            id="pain"
            name="pain"
            label=text!(medication.pain_label)
            options=pain_options()
            selected=typed("pain", "")
        />
        <TextField
            id="at"
            name="at"
            label=text!(medication.at_label)
            hint=text!(medication.at_hint)
            kind=InputKind::DateTimeLocal
            max=page.now.iso()
            value=typed("at", "")
            error=refused.at("at")
        />
        <Button name="when" value="typed">
            {text!(medication.save_at)}
        </Button>
    }
}

fn attack_options(attacks: &[AttackChoice]) -> Vec<SelectOption> {
    let none = SelectOption {
        value: String::new(),
        label: text!(medication.attack_none).to_owned(),
    };
    std::iter::once(none)
        .chain(attacks.iter().map(|attack| {
            let time = attack.onset.text();
            SelectOption {
                value: attack.id.clone(),
                label: if attack.is_ongoing {
                    text!(medication.attack_ongoing, time = time)
                } else {
                    text!(medication.attack_earlier, time = time)
                },
            }
        }))
        .collect()
}
