//! The history: everything in the diary, the latest day first, page by page.

use crate::{
    account::server::{Visit, civil_day, civil_moment, cookie},
    attacks::model::{History, HistoryKind, HistoryLine},
    platform::ids::RecordId,
    reports::server::{Diary, last_day},
};
use axum::http::{HeaderMap, HeaderValue, header};
use jiff::civil::Date;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Lines on one page.
const PAGE: usize = 60;

/// Names the record that was deleted just now, for a few minutes, so that undo can be offered. The
/// cookie holds a random id and nothing else.
const DELETED_COOKIE: &str = "deleted";

/// One page of the history, counted from 1.
#[must_use]
pub fn history(diary: &Diary, visit: &Visit, headers: &HeaderMap, page: u32) -> History {
    let mut order = order(diary);
    order.sort_unstable_by(|one, other| other.cmp(one));
    let pages = order.len().div_ceil(PAGE).max(1);
    let page = usize::try_from(page).unwrap_or(1).clamp(1, pages);
    let lines = order
        .iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|(_, _, place)| line(diary, visit, *place))
        .collect();
    History {
        lines,
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        page: u32::try_from(page).unwrap_or(u32::MAX),
        unreadable: diary.unreadable,
        deleted: cookie(headers, DELETED_COOKIE).filter(|id| !id.is_empty()),
    }
}

/// The entries that touch one day: attacks that lie on it, and answers about it.
#[must_use]
pub fn lines_of_day(diary: &Diary, visit: &Visit, day: Date) -> Vec<HistoryLine> {
    let mut places: Vec<Place> = order(diary)
        .into_iter()
        .filter(|(first, _, place)| match place {
            Place::Attack(index) => {
                let attack = &diary.attacks[*index].value.attack;
                (*first..=last_day(attack, visit.today(), visit.now)).contains(&day)
            }
            Place::Day(_) | Place::Clear(_) => *first == day,
        })
        .map(|(_, _, place)| place)
        .collect();
    places.sort_unstable();
    places
        .into_iter()
        .map(|place| line(diary, visit, place))
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Attack(usize),
    Day(usize),
    Clear(usize),
}

/// Every record with its day and, within the day, its second.
fn order(diary: &Diary) -> Vec<(Date, i64, Place)> {
    let attacks = diary.attacks.iter().enumerate().map(|(index, stored)| {
        let attack = &stored.value.attack;
        let day = attack.onset.to_zoned(attack.time_zone()).date();
        (day, attack.onset.as_second(), Place::Attack(index))
    });
    let days = diary.days.iter().enumerate();
    let days = days.map(|(index, stored)| (stored.value.day, 0, Place::Day(index)));
    let clear = diary.clear_days.iter().enumerate();
    let clear = clear.map(|(index, stored)| (stored.value.day, 0, Place::Clear(index)));
    attacks.chain(days).chain(clear).collect()
}

fn line(diary: &Diary, visit: &Visit, place: Place) -> HistoryLine {
    match place {
        Place::Attack(index) => {
            let stored = &diary.attacks[index];
            let attack = &stored.value.attack;
            let onset = civil_moment(attack.onset, &attack.time_zone());
            HistoryLine {
                id: stored.id.to_string(),
                day: onset.day,
                kind: HistoryKind::Attack {
                    onset,
                    state: attack.state(),
                    duration_minutes: attack.duration_minutes(visit.now),
                    peak: attack.peak(),
                    medicines: u32::try_from(attack.medicines.len()).unwrap_or(u32::MAX),
                    is_late_entry: attack.is_late_entry(),
                },
            }
        }
        Place::Day(index) => {
            let stored = &diary.days[index];
            HistoryLine {
                id: stored.id.to_string(),
                day: civil_day(stored.value.day),
                kind: HistoryKind::DaySummary {
                    headache: stored.value.headache,
                    pain: stored.value.pain,
                    medicine_count: stored.value.medicine_count,
                },
            }
        }
        Place::Clear(index) => {
            let stored = &diary.clear_days[index];
            HistoryLine {
                id: stored.id.to_string(),
                day: civil_day(stored.value.day),
                kind: HistoryKind::ClearDay,
            }
        }
    }
}

/// Remembers, for ten minutes, which entry was deleted, or forgets it.
pub fn remember_deleted(id: Option<RecordId>) {
    let cookie = match id {
        Some(id) => format!("{DELETED_COOKIE}={id}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"),
        None => format!("{DELETED_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
    };
    if let (Some(response), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&cookie),
    ) {
        response.append_header(header::SET_COOKIE, value);
    }
}
