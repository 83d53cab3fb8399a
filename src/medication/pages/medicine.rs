//! `/medicines/:id`: one medicine with its stock, what it did, and everything that can be changed.

use super::{
    fields::{MedicineFields, MedicineTexts},
    lines::{IntakeLink, ResponseTable, Runway, title},
    words::{class_text, faults, form_text, units_text},
};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    medication::{
        api,
        model::{MedicinePage as View, Purpose},
    },
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, Glyph, PageHeading, RecordList, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn MedicinePage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get("id")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(medication.details) content=content(id) /> }
}

async fn content(id: String) -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    if let Some(form) = &form {
        match form.text("do") {
            "refill" => api::refill_medicine(&id).await?,
            "away" => api::put_medicine_away(&id, true).await?,
            "back" => api::put_medicine_away(&id, false).await?,
            _ => match api::edit_medicine(&id, form).await? {
                Ok(()) => {}
                Err(fields) => refused = faults(fields),
            },
        }
        if refused.is_empty() {
            let place = if form.text("do") == "away" {
                "/medicines".to_owned()
            } else {
                format!("/medicines/{id}")
            };
            return Ok(go_to(&place));
        }
    }
    let medicine = api::load_medicine(&id).await?;
    Ok(view! { <Medicine medicine form refused /> }.into_any())
}

#[component]
fn Medicine(medicine: View, form: Option<Submission>, refused: Faults) -> impl IntoView {
    let line = &medicine.line;
    let name = title(line);
    let lead = [form_text(&line.form), class_text(line.class).to_owned()]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let atc = (!medicine.atc.is_empty())
        .then(|| view! { <p class="quiet">{text!(medication.atc, code = medicine.atc)}</p> });
    let runway = (line.purpose == Purpose::Acute)
        .then(|| view! { <Runway runway=line.runway class=line.class /> });
    let take = (!line.put_away).then(|| {
        view! {
            <ButtonLink
                href=format!("/medicines/{}/take", line.id)
                kind=ButtonKind::Primary
                glyph=Glyph::Pill
            >
                {text!(medication.take)}
            </ButtonLink>
        }
    });
    let left = line
        .left
        .map(|left| view! { <p>{text!(medication.left, count = units_text(left))}</p> });
    let low = line
        .is_low
        .then(|| view! { <p class="quiet">{text!(medication.low)}</p> });
    let refill = medicine.pack.map(|pack| {
        view! {
            <form method="post">
                <Button name="do" value="refill" glyph=Glyph::Plus>
                    {text!(medication.refill, count = pack)}
                </Button>
            </form>
        }
    });
    let stock = (line.left.is_some() || medicine.pack.is_some()).then(|| {
        view! {
            <Section title=text!(medication.stock_title) id="stock">
                {left}
                {low}
                {refill}
            </Section>
        }
    });
    let response = medicine.response.clone().map(|response| {
        view! {
            <Section title=text!(medication.responses) id="response">
                <ResponseTable response />
                <p class="quiet">{text!(medication.responses_words)}</p>
            </Section>
        }
    });
    let intakes = (!medicine.intakes.is_empty()).then(|| {
        let lines = medicine
            .intakes
            .iter()
            .cloned()
            .map(|intake| view! { <IntakeLink intake with_day=true /> })
            .collect_view();
        view! {
            <Section title=text!(medication.intakes_title) id="intakes">
                <RecordList>{lines}</RecordList>
            </Section>
        }
    });
    let texts = match &form {
        Some(form) => MedicineTexts::typed(form),
        None => MedicineTexts {
            name: line.name.clone(),
            class: line.class.code().to_owned(),
            purpose: line.purpose.code().to_owned(),
            form: line.form.clone(),
            strength: line.strength.clone(),
            left: line.left.map(units_text).unwrap_or_default(),
            pack: medicine
                .pack
                .map(|pack| pack.to_string())
                .unwrap_or_default(),
            code: medicine.code.clone(),
        },
    };
    let (away, away_words) = if line.put_away {
        ("back", text!(medication.take_out))
    } else {
        ("away", text!(medication.put_away))
    };
    let is_open = form.is_some();
    view! {
        <PageHeading title=name lead=lead />
        {atc}
        {runway}
        <div class="cluster">{take}</div>
        {stock}
        {response}
        {intakes}
        <details class="disclosure" open=is_open>
            <summary>{text!(medication.edit_title)}</summary>
            <form method="post" class="form stack">
                <input type="hidden" name="do" value="save" />
                <MedicineFields texts faults=refused />
                <Button kind=ButtonKind::Primary>{text!(medication.save_medicine)}</Button>
            </form>
        </details>
        <form method="post" class="stack">
            <Button name="do" value=away>
                {away_words}
            </Button>
            <p class="quiet">{text!(medication.put_away_words)}</p>
        </form>
        <p>
            <ButtonLink href="/medicines" kind=ButtonKind::Quiet>
                {text!(medication.to_cabinet)}
            </ButtonLink>
        </p>
    }
}
