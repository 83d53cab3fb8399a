//! One line of the history, wherever entries are listed.

use super::words::{pain_text, severity_number, severity_text, state_text};
use crate::{
    attacks::{
        api::DeleteEntry,
        model::{HistoryKind, HistoryLine, Pain, State},
    },
    i18n::dates::duration_text,
    text,
    ui::{Button, ButtonKind, DayShape, RecordLink, Shape},
};
use leptos::{either::EitherOf3, prelude::*};

/// One entry: an attack leads to its page; an answer about a day can be deleted here.
#[component]
pub fn HistoryEntry(
    /// The entry.
    line: HistoryLine,
    /// Deletes an entry.
    delete: ServerAction<DeleteEntry>,
) -> impl IntoView {
    let day = text!(
        common.weekday_day,
        weekday = crate::i18n::dates::weekday_text(line.day.weekday),
        day = line.day.short_text()
    );
    match line.kind {
        HistoryKind::Attack {
            onset,
            state,
            duration_minutes,
            peak,
            medicines,
            is_late_entry,
        } => {
            let mut details = vec![match state {
                State::Ended => duration_text(duration_minutes),
                State::Ongoing | State::Over | State::Continuous => state_text(state).to_owned(),
            }];
            details.extend(peak.map(|peak| text!(attacks.peak, level = pain_text(peak))));
            if medicines > 0 {
                details.push(text!(attacks.medicines_taken, count = medicines));
            }
            if is_late_entry {
                details.push(text!(attacks.late_entry).to_owned());
            }
            EitherOf3::A(view! {
                <RecordLink
                    href=format!("/attacks/{}", line.id)
                    title=text!(attacks.attack_on, day = day, time = onset.time_text())
                    detail=details.join(" · ")
                    shape=DayShape::FilledSquare
                    number=peak.map(Pain::severity).and_then(severity_number).unwrap_or_default()
                />
            })
        }
        HistoryKind::ClearDay => EitherOf3::B(view! {
            <PlainEntry
                id=line.id
                title=day
                detail=text!(attacks.clear_day_entry)
                shape=DayShape::Ring
                delete
            />
        }),
        HistoryKind::DaySummary {
            headache,
            pain,
            medicine_count,
        } => {
            let mut details = vec![match headache {
                Some(true) => text!(attacks.day_with_headache).to_owned(),
                Some(false) => text!(attacks.day_without_headache).to_owned(),
                None => text!(attacks.day_without_answer).to_owned(),
            }];
            details.extend(
                pain.filter(|_| headache == Some(true))
                    .map(|pain| severity_text(pain.severity()).to_owned()),
            );
            details.extend(
                medicine_count
                    .filter(|count| *count > 0)
                    .map(|count| text!(attacks.medicines_taken, count = count)),
            );
            let shape = match headache {
                Some(true) => DayShape::FilledSquare,
                Some(false) => DayShape::Ring,
                None => DayShape::Dash,
            };
            EitherOf3::C(view! {
                <PlainEntry id=line.id title=day detail=details.join(" · ") shape delete />
            })
        }
    }
}

#[component]
fn PlainEntry(
    id: String,
    #[prop(into)] title: String,
    #[prop(into)] detail: String,
    shape: DayShape,
    delete: ServerAction<DeleteEntry>,
) -> impl IntoView {
    view! {
        <li class="record">
            <span class="count-sign">
                <Shape shape number=None />
            </span>
            <span class="record-text">
                <span class="record-title">{title.clone()}</span>
                <span class="record-detail">{detail}</span>
            </span>
            <ActionForm action=delete>
                <input type="hidden" name="id" value=id />
                <Button kind=ButtonKind::Quiet>
                    {text!(common.delete)}
                    <span class="visually-hidden">" " {title}</span>
                </Button>
            </ActionForm>
        </li>
    }
}
