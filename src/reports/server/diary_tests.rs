//! Whose diary is opened, whatever else ran on the thread.

use super::diary::{Diary, DiaryShelf};
use crate::{account::server::testing::Practice, daily::server::confirm_clear};
use jiff::civil::date;
use leptos::prelude::{Owner, provide_context};
use std::sync::Arc;

const NOW: &str = "2026-11-20T10:00:00Z";

#[tokio::test]
async fn a_page_of_another_patient_on_the_same_thread_is_never_read() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (one, other) = (practice.patient(), practice.patient());
    confirm_clear(&one, date(2026, 11, 19)).await.unwrap();
    // A page was rendered on this thread and left its context behind.
    let shelf = DiaryShelf::default();
    let owner = Owner::new();
    owner.set();
    provide_context(shelf.clone());
    let page = one.clone().with_shelf(Some(shelf.clone()));
    let shown = Diary::open(&page).await.unwrap();
    assert_eq!(shown.clear_days.len(), 1);
    // A file, or work in the background, of somebody else.
    let opened = Diary::open(&other).await.unwrap();
    assert!(opened.clear_days.is_empty());
    // Even the shelf itself gives a diary to its own patient alone.
    let mixed = other.clone().with_shelf(Some(shelf));
    assert!(Diary::open(&mixed).await.unwrap().clear_days.is_empty());
    drop(owner);
}

#[tokio::test]
async fn the_parts_of_a_page_open_the_diary_once_and_later_work_anew() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let page = practice.patient().with_shelf(Some(DiaryShelf::default()));
    let first = Diary::open(&page).await.unwrap();
    confirm_clear(&page, date(2026, 11, 19)).await.unwrap();
    let second = Diary::open(&page).await.unwrap();
    assert!(Arc::ptr_eq(&first, &second));
    let later = Diary::open(&page.apart()).await.unwrap();
    assert_eq!(later.clear_days.len(), 1);
}
