//! `/around/places`: where the patient is, from the built-in list, from the browser, or typed; or nowhere.

use super::{refusal, sentences, way_back};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    daily::model::units::{PressureUnit, Units},
    environment::{
        api,
        model::{PlaceView, PlacesView, TownView},
    },
    problem::Problem,
    text,
    ui::{
        Button, Card, Glyph, InputKind, PageHeading, Section, SelectField, SelectOption, TextField,
    },
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PlacesPage() -> impl IntoView {
    view! { <PlainFrame title=text!(environment.places_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let sent = Submission::here();
    let mut faults = Vec::new();
    // A town is sent like everything else that tells where somebody is: never in an address.
    let search = sent.as_ref().filter(|form| form.text("do") == "search");
    let wanted = search.map_or_else(String::new, |form| form.text("town").to_owned());
    if let Some(form) = sent.as_ref().filter(|_| search.is_none()) {
        match api::save_places(form).await? {
            Ok(()) => return Ok(go_to("/around/places")),
            Err(refused) => faults = refused,
        }
    }
    let view = api::load_places(&wanted).await?;
    let errors = sentences(&faults);
    let places = view.places.iter().map(place_card).collect_view();
    let at_top = refusal(&faults);
    let found = towns(&view, &wanted);
    let typed = typed_form(sent.as_ref(), &errors);
    let none = no_place(&view, sent.as_ref(), &errors);
    Ok(view! {
        <PageHeading
            title=text!(environment.places_title)
            lead=text!(environment.places_lead)
        />
        {at_top}
        {places}
        <Section title=text!(environment.search_title) id="search">
            <form method="post" action="/around/places#search" class="stack">
                <TextField
                    id="town"
                    name="town"
                    label=text!(environment.search_label)
                    hint=text!(environment.search_hint)
                    value=wanted.clone()
                />
                <Button name="do" value="search">
                    {text!(environment.search)}
                </Button>
            </form>
            {found}
        </Section>
        <Section title=text!(environment.typed_title) id="typed">
            {typed}
        </Section>
        <Section title=text!(environment.none_title) id="none">
            {none}
        </Section>
        {way_back()}
    }
    .into_any())
}

fn kind_text(code: &str) -> &'static str {
    match code {
        "work" => text!(environment.place_work),
        "travel" => text!(environment.place_travel),
        _ => text!(environment.place_home),
    }
}

fn place_card(place: &PlaceView) -> AnyView {
    let title = if place.name.is_empty() {
        kind_text(&place.kind).to_owned()
    } else {
        place.name.clone()
    };
    let whereabouts = text!(
        environment.place_where,
        kind = kind_text(&place.kind),
        latitude = place.latitude.to_string(),
        longitude = place.longitude.to_string(),
        zone = place.zone.clone()
    );
    let open = |day: &str| {
        if day.is_empty() {
            text!(environment.place_open).to_owned()
        } else {
            day.to_owned()
        }
    };
    let dates = (place.kind == "travel").then(|| {
        let words = text!(
            environment.place_dates,
            from = open(&place.from),
            until = open(&place.until)
        );
        view! { <p>{words}</p> }
    });
    let here = place
        .is_here
        .then(|| view! { <p>{text!(environment.place_here)}</p> });
    let number = place.number.to_string();
    view! {
        <Card title=title.clone()>
            <p class="quiet">{whereabouts}</p>
            {dates}
            {here}
            <form method="post" action="/around/places">
                <input type="hidden" name="number" value=number />
                <Button name="do" value="remove" glyph=Glyph::Trash>
                    {text!(environment.remove_named, name = title)}
                </Button>
            </form>
        </Card>
    }
    .into_any()
}

fn towns(view: &PlacesView, wanted: &str) -> Option<AnyView> {
    if wanted.trim().is_empty() {
        return None;
    }
    if view.towns.is_empty() {
        return Some(view! { <p class="quiet">{text!(environment.none_found)}</p> }.into_any());
    }
    let lines = view.towns.iter().enumerate().map(town_line).collect_view();
    Some(
        view! { <ul class="stack" aria-label=text!(environment.towns_found)>{lines}</ul> }
            .into_any(),
    )
}

fn kind_options() -> Vec<SelectOption> {
    ["home", "work", "travel"]
        .map(|code| SelectOption {
            value: code.to_owned(),
            label: kind_text(code).to_owned(),
        })
        .into()
}

fn town_line((place, town): (usize, &TownView)) -> AnyView {
    let line = text!(
        environment.town_line,
        name = town.name.clone(),
        country = town.country.clone()
    );
    view! {
        <li class="card">
            <form method="post" action="/around/places" class="stack">
                <p>
                    <strong>{line.clone()}</strong>
                    " "
                    <span class="quiet small">{town.zone.clone()}</span>
                </p>
                <input type="hidden" name="name" value=town.name.clone() />
                <input type="hidden" name="latitude" value=town.latitude.to_string() />
                <input type="hidden" name="longitude" value=town.longitude.to_string() />
                <input type="hidden" name="zone" value=town.zone.clone() />
                <SelectField
                    id=format!("kind-{place}")
                    name="kind"
                    label=text!(environment.town_choose, name = line)
                    options=kind_options()
                    selected="home"
                />
                <Button name="do" value="add" glyph=Glyph::Plus>
                    {text!(environment.save_place)}
                </Button>
            </form>
        </li>
    }
    .into_any()
}

fn typed_form(sent: Option<&Submission>, errors: &Faults) -> AnyView {
    let typed = |field: &str| {
        let form = sent.filter(|form| form.text("do") == "add");
        form.map_or_else(String::new, |form| form.text(field).to_owned())
    };
    let kind = typed("kind");
    let kind = if kind.is_empty() {
        "home".to_owned()
    } else {
        kind
    };
    view! {
        <form method="post" action="/around/places" class="stack" id="typed-place">
            <TextField
                id="name"
                name="name"
                label=text!(environment.name_label)
                hint=text!(environment.name_hint)
                value=typed("name")
                error=errors.at("name")
                max_length=60
            />
            <SelectField
                id="kind"
                name="kind"
                label=text!(environment.kind_label)
                options=kind_options()
                selected=kind
            />
            <TextField
                id="latitude"
                name="latitude"
                label=text!(environment.latitude_label)
                hint=text!(environment.latitude_hint)
                value=typed("latitude")
                error=errors.at("latitude")
            />
            <TextField
                id="longitude"
                name="longitude"
                label=text!(environment.longitude_label)
                hint=text!(environment.longitude_hint)
                value=typed("longitude")
                error=errors.at("longitude")
            />
            <TextField
                id="time-zone"
                name="zone"
                label=text!(environment.zone_label)
                hint=text!(environment.zone_hint)
                value=typed("zone")
                error=errors.at("zone")
            />
            <TextField
                id="from"
                name="from"
                kind=InputKind::Date
                label=text!(environment.first_day_label)
                value=typed("from")
                error=errors.at("from")
            />
            <TextField
                id="until"
                name="until"
                kind=InputKind::Date
                label=text!(environment.until_label)
                value=typed("until")
                error=errors.at("until")
            />
            <Button name="do" value="add" glyph=Glyph::Plus>
                {text!(environment.save_place)}
            </Button>
        </form>
        // Shown by the script where the browser knows its position; without scripts it stays away.
        <div id="position" class="stack" hidden=true>
            <p class="quiet">{text!(environment.position_words)}</p>
            <button type="button" class="button">
                {text!(environment.position)}
            </button>
        </div>
        <script src="/position.js" nonce=leptos::nonce::use_nonce() defer=true></script>
    }
    .into_any()
}

fn no_place(view: &PlacesView, sent: Option<&Submission>, errors: &Faults) -> AnyView {
    let units: Units = view.units;
    let unit = match units.pressure {
        PressureUnit::Hectopascal => "hPa",
        PressureUnit::InchOfMercury => "inHg",
    };
    let typed = sent
        .filter(|form| form.text("do") == "pressure")
        .map_or_else(String::new, |form| form.text("pressure").to_owned());
    let (value, words) = if view.is_typed {
        ("places", text!(environment.none_back))
    } else {
        ("typed", text!(environment.none_choose))
    };
    view! {
        <p>{text!(environment.none_words)}</p>
        <form method="post" action="/around/places" class="stack">
            <TextField
                id="pressure"
                name="pressure"
                label=text!(environment.pressure_label, unit = unit)
                value=typed
                error=errors.at("pressure")
            />
            <Button name="do" value="pressure">
                {text!(environment.pressure_save)}
            </Button>
        </form>
        <form method="post" action="/around/places">
            <Button name="do" value=value>
                {words}
            </Button>
        </form>
    }
    .into_any()
}
