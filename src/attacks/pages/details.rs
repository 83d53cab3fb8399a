//! `/attacks/:id/details`: everything about an attack that needs no haste.
//!
//! Each section is a form of its own, sent to this page, saved at once; the latest change can be taken
//! back here as on the attack's own page.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    attacks::{
        api::{load_details, save_details},
        model::DetailsView,
        parts::{
            AbilityPart, AllSymptomsPart, AuraDetailsPart, CircumstancesPart, Desk, HeadMapPart,
            IncidentPart, LevelsPart, LinkageLine, LinkagePart, LossesPart, MedicinesPart,
            MemoryPart, PainPart, PostdromePart, ProdromePart, TimelinePart, TouchPart,
            attack_lead, section_of,
        },
    },
    problem::Problem,
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading, Section, UndoBar},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn AttackDetailsPage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get("id")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(attacks.details_title) content=content(id) /> }
}

async fn content(id: String) -> Result<AnyView, Problem> {
    let path = format!("/attacks/{id}/details");
    let mut refused = None;
    if let Some(form) = Submission::here() {
        match save_details(&id, &form).await? {
            Ok(()) => return Ok(go_to(&format!("{path}#{}", section_of(&form)))),
            Err(fault) => refused = Some((form, fault)),
        }
    }
    let view = load_details(&id).await?;
    let desk = Desk { path, refused };
    Ok(view! { <Details view desk /> }.into_any())
}

#[component]
fn Details(view: DetailsView, desk: Desk) -> impl IntoView {
    let lead = attack_lead(&view.attack);
    let before = view.before.clone();
    let [course, during] = [view.clone(), view.clone()];
    let attack = format!("/attacks/{}", view.attack.id);
    let safety = format!("{attack}/safety");
    let twins = format!("{attack}/twins");
    let undo = view.attack.can_undo.then(|| {
        let path = desk.path.clone();
        view! {
            <UndoBar message=text!(attacks.undo_words)>
                <form method="post" action=path>
                    <Button name="do" value="undo" glyph=Glyph::Undo>
                        {text!(common.undo)}
                    </Button>
                </form>
            </UndoBar>
        }
    });
    view! {
        <PageHeading title=text!(attacks.details_title) lead=lead />
        <div class="cluster">
            <ButtonLink href=attack glyph=Glyph::Previous>
                {text!(attacks.back_to_attack)}
            </ButtonLink>
            <ButtonLink href=safety glyph=Glyph::Attention>
                {text!(attacks.safety_link)}
            </ButtonLink>
            <ButtonLink href=twins glyph=Glyph::History>
                {text!(patterns.twins_link)}
            </ButtonLink>
        </div>
        <LinkageLine before />
        <Jumps />
        <Section title=text!(attacks.timeline_title) id="course">
            <TimelinePart view=course />
        </Section>
        <During view=during desk=desk.clone() />
        <Around view desk />
        {undo}
    }
}

/// The way to each section of a long page.
#[component]
fn Jumps() -> impl IntoView {
    let jumps = [
        ("levels", text!(attacks.levels_title)),
        ("prodrome", text!(attacks.prodrome_title)),
        ("aura", text!(attacks.aura_details_title)),
        ("pain", text!(attacks.pain_title)),
        ("map", text!(attacks.map_title)),
        ("symptoms", text!(attacks.all_symptoms_title)),
        ("touch", text!(attacks.touch_title)),
        ("medicines", text!(attacks.medicines_linked_title)),
        ("postdrome", text!(attacks.postdrome_title)),
        ("ability", text!(attacks.ability_title)),
        ("losses", text!(attacks.losses_title)),
        ("incident", text!(attacks.incident_title)),
        ("circumstances", text!(attacks.circumstances_title)),
        ("memory", text!(attacks.memory_title)),
    ]
    .map(|(section, words)| {
        view! {
            <a class="chip" href=format!("#{section}")>
                {words}
            </a>
        }
    })
    .collect_view();
    view! {
        <details class="disclosure">
            <summary>{text!(attacks.jump_label)}</summary>
            <nav class="chip-row" aria-label=text!(attacks.jump_label)>
                {jumps}
            </nav>
        </details>
    }
}

/// What happened, in the order in which it happens.
#[component]
fn During(view: DetailsView, desk: Desk) -> impl IntoView {
    let part = || (view.clone(), desk.clone());
    let [
        levels,
        prodrome,
        aura,
        pain,
        map,
        symptoms,
        touch,
        medicines,
        postdrome,
    ] = std::array::from_fn(|_| part());
    view! {
        <Section title=text!(attacks.levels_title) id="levels">
            <LevelsPart view=levels.0 desk=levels.1 />
        </Section>
        <Section title=text!(attacks.prodrome_title) id="prodrome">
            <ProdromePart view=prodrome.0 desk=prodrome.1 />
        </Section>
        <Section title=text!(attacks.aura_details_title) id="aura">
            <AuraDetailsPart view=aura.0 desk=aura.1 />
        </Section>
        <Section title=text!(attacks.pain_title) id="pain">
            <PainPart view=pain.0 desk=pain.1 />
        </Section>
        <Section title=text!(attacks.map_title) id="map">
            <HeadMapPart view=map.0 desk=map.1 />
        </Section>
        <Section title=text!(attacks.all_symptoms_title) id="symptoms">
            <AllSymptomsPart view=symptoms.0 desk=symptoms.1 />
        </Section>
        <Section title=text!(attacks.touch_title) id="touch">
            <TouchPart view=touch.0 desk=touch.1 />
        </Section>
        <Section title=text!(attacks.medicines_linked_title) id="medicines">
            <MedicinesPart view=medicines.0 desk=medicines.1 />
        </Section>
        <Section title=text!(attacks.postdrome_title) id="postdrome">
            <PostdromePart view=postdrome.0 desk=postdrome.1 />
        </Section>
    }
}

/// What it meant, what was around it, and how it counts.
#[component]
fn Around(view: DetailsView, desk: Desk) -> impl IntoView {
    let part = || (view.clone(), desk.clone());
    let [ability, losses, incident, circumstances, linkage, memory] =
        std::array::from_fn(|_| part());
    let linkage = (view.before.is_some() || view.after.is_some()).then(|| {
        view! {
            <Section title=text!(attacks.linkage_title) id="linkage">
                <LinkagePart view=linkage.0 desk=linkage.1 />
            </Section>
        }
    });
    view! {
        <Section title=text!(attacks.ability_title) id="ability">
            <AbilityPart view=ability.0 desk=ability.1 />
        </Section>
        <Section title=text!(attacks.losses_title) id="losses">
            <LossesPart view=losses.0 desk=losses.1 />
        </Section>
        <Section title=text!(attacks.incident_title) id="incident">
            <IncidentPart view=incident.0 desk=incident.1 />
        </Section>
        <Section title=text!(attacks.circumstances_title) id="circumstances">
            <CircumstancesPart view=circumstances.0 desk=circumstances.1 />
        </Section>
        {linkage}
        <Section title=text!(attacks.memory_title) id="memory">
            <MemoryPart view=memory.0 desk=memory.1 />
        </Section>
    }
}
