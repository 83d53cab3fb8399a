//! A patient's whole diary, opened: what every count and page is made of.

use crate::{
    account::server::{Profile, Visit},
    attacks::server::{AttackRecord, Course},
    daily::server::{ClearDay, DaySummary},
    encryption::server::{Opened, Stored},
    problem::Problem,
};
use leptos::prelude::use_context;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Everything that a patient has told, in no particular order.
#[derive(Debug, Default)]
pub struct Diary {
    /// Attacks.
    pub attacks: Vec<Stored<AttackRecord>>,
    /// Answers about whole days.
    pub days: Vec<Stored<DaySummary>>,
    /// Days confirmed to be free of headache.
    pub clear_days: Vec<Stored<ClearDay>>,
    /// What the patient has told about themselves, once they did.
    pub profile: Option<Profile>,
    /// Records that could not be opened; they are counted, never dropped in silence.
    pub unreadable: usize,
}

/// Room for the diary of one request, so that several parts of a page open it once.
#[derive(Debug, Clone, Default)]
pub struct DiaryShelf(Arc<OnceCell<Arc<Diary>>>);

impl Diary {
    /// Opens the diary of this visit; within one page only once.
    ///
    /// # Errors
    /// When the keys or the database are away.
    pub async fn open(visit: &Visit) -> Result<Arc<Self>, Problem> {
        match use_context::<DiaryShelf>() {
            Some(DiaryShelf(cell)) => {
                let diary = cell.get_or_try_init(|| Self::read(visit)).await?;
                Ok(Arc::clone(diary))
            }
            None => Self::read(visit).await,
        }
    }

    async fn read(visit: &Visit) -> Result<Arc<Self>, Problem> {
        let opened = visit.store().load(visit.user).await?;
        Ok(Arc::new(Self::sort(&opened)))
    }

    /// Sorts opened records into their kinds.
    #[must_use]
    pub fn sort(opened: &Opened) -> Self {
        let attacks = opened.of::<AttackRecord>();
        let days = opened.of::<DaySummary>();
        let clear_days = opened.of::<ClearDay>();
        let profiles = opened.of::<Profile>();
        Self {
            unreadable: opened.unreadable
                + attacks.unreadable
                + days.unreadable
                + clear_days.unreadable
                + profiles.unreadable,
            profile: profiles
                .records
                .into_iter()
                .next()
                .map(|stored| stored.value),
            attacks: attacks.records,
            days: days.records,
            clear_days: clear_days.records,
        }
    }

    /// Attacks that go on, the latest onset first.
    #[must_use]
    pub fn ongoing(&self) -> Vec<&Stored<AttackRecord>> {
        let mut ongoing: Vec<_> = self
            .attacks
            .iter()
            .filter(|stored| stored.value.attack.course == Course::Ongoing)
            .collect();
        ongoing.sort_by_key(|stored| std::cmp::Reverse(stored.value.attack.onset));
        ongoing
    }

    /// Whether there is nothing in it yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attacks.is_empty() && self.days.is_empty() && self.clear_days.is_empty()
    }
}
