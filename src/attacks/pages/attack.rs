//! `/attacks/:id`: everything about one attack. The level stands first: it is the second tap.

use crate::{
    account::parts::{ActionProblem, PageFrame, ProblemNotice, Refresh},
    attacks::{
        api::{
            ChangeAttack, DeleteEntry, SaveNotes, SetAuraMinutes, SetTimes, TakeMedicine,
            UndoChange, load_attack,
        },
        model::{AttackView, State},
        parts::{
            AuraPart, BeganPart, CoursePart, LevelPart, MedicinePart, NotesPart, PlacePart,
            SymptomsPart, TimesPart,
        },
    },
    i18n::dates::duration_text,
    text,
    ui::{Button, Glyph, PageHeading, PageLayout, Section, UndoBar},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page of one attack.
#[component]
pub fn AttackPage() -> impl IntoView {
    let id = Memo::new(move |_| use_params_map().read().get("id").unwrap_or_default());
    let actions = Actions::new();
    let refresh = Refresh::here();
    let attack = Resource::new(
        move || (id.get(), refresh.get()),
        move |(id, _)| async move {
            let deleted = actions.delete.value();
            // The answer to deleting leads to the history; until then, what is gone is not asked for.
            if deleted.with_untracked(|value| matches!(value, Some(Ok(())))) {
                std::future::pending::<()>().await;
            }
            load_attack(id).await
        },
    );
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
            <ActionProblem action=actions.delete />
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
    delete: ServerAction<DeleteEntry>,
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
            delete: ServerAction::new(),
        };
        let refresh = Refresh::here();
        refresh.after(actions.change);
        refresh.after(actions.times);
        refresh.after(actions.take);
        refresh.after(actions.minutes);
        refresh.after(actions.notes);
        refresh.after(actions.undo);
        refresh.after(actions.delete);
        actions
    }
}

#[component]
fn Attack(attack: AttackView, actions: Actions) -> impl IntoView {
    let id = attack.id.clone();
    let lead = match attack.state {
        State::Ended => text!(
            attacks.lead_ended,
            time = attack.onset.text(),
            duration = duration_text(attack.duration_minutes)
        ),
        State::Ongoing => text!(
            attacks.lead_ongoing,
            time = attack.onset.text(),
            duration = duration_text(attack.duration_minutes)
        ),
        State::Continuous => text!(attacks.lead_continuous, time = attack.onset.text()),
    };
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
        <ActionForm action=actions.delete>
            <input type="hidden" name="id" value=id />
            <Button glyph=Glyph::Trash>{text!(attacks.delete_attack)}</Button>
        </ActionForm>
        {undo}
    }
}
