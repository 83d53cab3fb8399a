//! `/attacks/:id`: everything about one attack. The level stands first: it is the second tap.

use crate::{
    account::parts::{ActionProblem, PageFrame, ProblemNotice, Refresh},
    attacks::{
        api::{
            ChangeAttack, SaveNotes, SetAuraMinutes, SetTimes, TakeMedicine, UndoChange,
            load_attack,
        },
        model::AttackView,
        parts::{
            AuraPart, BeganPart, CoursePart, LevelPart, MedicinePart, NotesPart, PlacePart,
            SymptomsPart, TimesPart, attack_lead,
        },
    },
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading, PageLayout, Section, UndoBar},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page of one attack.
#[component]
pub fn AttackPage() -> impl IntoView {
    let id = Memo::new(move |_| use_params_map().read().get("id").unwrap_or_default());
    let actions = Actions::new();
    let refresh = Refresh::here();
    let attack = Resource::new(move || (id.get(), refresh.get()), |(id, _)| load_attack(id));
    let content = move || {
        Suspend::new(async move {
            match attack.await {
                Ok(attack) => Either::Left(view! { <Attack attack actions /> }),
                Err(problem) => Either::Right(view! {
                    <PageHeading title=text!(attacks.attack_title) />
                    <ProblemNotice problem />
                }),
            }
        })
    };
    view! {
        <PageFrame
            title=text!(attacks.attack_title)
            layout=PageLayout::Attack
            without_attack=Signal::derive(move || Some(id.get()))
        >
            <Transition>{content}</Transition>
            <ActionProblem action=actions.change />
            <ActionProblem action=actions.times />
            <ActionProblem action=actions.take />
            <ActionProblem action=actions.minutes />
            <ActionProblem action=actions.notes />
            <ActionProblem action=actions.undo />
        </PageFrame>
    }
}

/// What the page can send. Made once, so that loading anew does not lose what is under way.
#[derive(Clone, Copy)]
struct Actions {
    change: ServerAction<ChangeAttack>,
    times: ServerAction<SetTimes>,
    take: ServerAction<TakeMedicine>,
    minutes: ServerAction<SetAuraMinutes>,
    notes: ServerAction<SaveNotes>,
    undo: ServerAction<UndoChange>,
}

impl Actions {
    fn new() -> Self {
        let actions = Self {
            change: ServerAction::new(),
            times: ServerAction::new(),
            take: ServerAction::new(),
            minutes: ServerAction::new(),
            notes: ServerAction::new(),
            undo: ServerAction::new(),
        };
        let refresh = Refresh::here();
        refresh.after(actions.change);
        refresh.after(actions.times);
        refresh.after(actions.take);
        refresh.after(actions.minutes);
        refresh.after(actions.notes);
        refresh.after(actions.undo);
        actions
    }
}

#[component]
fn Attack(attack: AttackView, actions: Actions) -> impl IntoView {
    let id = attack.id.clone();
    let lead = attack_lead(&attack);
    let details = format!("/attacks/{id}/details");
    let late = attack
        .is_late_entry
        .then(|| view! { <p class="quiet">{text!(attacks.late_entry_words)}</p> });
    let undo = attack.can_undo.then(|| {
        let id = id.clone();
        view! {
            <UndoBar message=text!(attacks.saved)>
                <ActionForm action=actions.undo>
                    <input type="hidden" name="id" value=id />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </ActionForm>
            </UndoBar>
        }
    });
    let change = actions.change;
    // Whole from the server, so that the browser's part does not grow by it.
    let around = (!attack.around.is_empty()).then(|| {
        let markup = attack.around.clone();
        view! {
            <Section title=text!(attacks.around_title) id="around">
                <div inner_html=markup></div>
            </Section>
        }
    });
    let [
        medicine_attack,
        symptoms_attack,
        place_attack,
        aura_attack,
        times_attack,
        notes_attack,
    ] = std::array::from_fn(|_| attack.clone());
    view! {
        <PageHeading title=text!(attacks.attack_title) lead=lead />
        {late}
        <LevelPart attack=attack.clone() change />
        <BeganPart attack=attack.clone() change />
        <CoursePart attack change />
        <Section title=text!(attacks.medicine_title) id="medicine">
            <MedicinePart attack=medicine_attack change take=actions.take />
        </Section>
        <Section title=text!(attacks.symptoms_title) id="symptoms">
            <SymptomsPart attack=symptoms_attack change />
        </Section>
        <Section title=text!(attacks.place_title) id="place">
            <PlacePart attack=place_attack change />
        </Section>
        <Section title=text!(attacks.aura_title) id="aura">
            <AuraPart attack=aura_attack change minutes=actions.minutes />
        </Section>
        <Section title=text!(attacks.times_title) id="times">
            <TimesPart attack=times_attack set=actions.times />
        </Section>
        <Section title=text!(attacks.notes_title) id="notes-section">
            <NotesPart attack=notes_attack save=actions.notes />
        </Section>
        {around}
        <ButtonLink attr:rel="external" href=details glyph=Glyph::Edit>
            {text!(attacks.details_link)}
        </ButtonLink>
        // A plain form: its answer leads to a page that does not wake up.
        <form method="post" action="/api/attacks/delete">
            <input type="hidden" name="id" value=id />
            <Button glyph=Glyph::Trash>{text!(attacks.delete_attack)}</Button>
        </form>
        {undo}
    }
}
