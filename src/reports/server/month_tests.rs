//! The month as the calendar shows it, from real records.

use super::{Diary, month_view};
use crate::{
    account::server::testing::{Practice, fresh_id},
    attacks::{
        model::Severity,
        server::{Change, service},
    },
    daily::server::confirm_clear,
    reports::model::{DayMark, MonthView},
};
use jiff::civil::date;

async fn shown(
    practice: &Practice,
    user: crate::platform::ids::UserId,
    zone: &str,
    first: jiff::civil::Date,
) -> MonthView {
    let visit = practice.visit(user, zone);
    month_view(&Diary::open(&visit).await.unwrap(), &visit, first)
}

#[tokio::test]
async fn a_month_has_its_days_its_marks_and_its_counts() {
    let Some(practice) = Practice::open("2026-11-20T10:00:00Z").await else {
        return;
    };
    let (visit, id) = (practice.patient(), fresh_id());
    service::begin(&visit, id).await.unwrap();
    for code in ["level:8", "began:720"] {
        service::change(&visit, id, Change::parse(code).unwrap())
            .await
            .unwrap();
    }
    let taken = Change::taken("Ibuprofen", "", 0, visit.now).unwrap();
    service::change(&visit, id, taken).await.unwrap();
    confirm_clear(&visit, date(2026, 11, 3)).await.unwrap();
    let month = shown(&practice, visit.user, "Europe/Berlin", date(2026, 11, 12)).await;
    assert_eq!((month.days.len(), month.first.day), (30, 1));
    assert_eq!(
        (month.headache_days, month.attacks, month.medicine_days),
        (2, 1, 1)
    );
    assert_eq!(
        (month.clear_days, month.unknown_days, month.unreadable),
        (1, 17, 0)
    );
    assert_eq!(
        (month.previous.as_str(), month.next.as_str()),
        ("2026-10", "")
    );
    let marks: Vec<_> = [3, 19, 20, 21]
        .iter()
        .map(|day| month.days[day - 1].mark)
        .collect();
    assert_eq!(
        marks,
        [
            DayMark::Clear,
            DayMark::Headache,
            DayMark::Headache,
            DayMark::Unknown
        ]
    );
    let (onset, today) = (&month.days[18], &month.days[19]);
    assert_eq!(
        (onset.attacks, onset.medicine, onset.severity),
        (1, false, Some(Severity::Severe))
    );
    assert_eq!(
        (today.attacks, today.medicine, today.is_today),
        (0, true, true)
    );
    assert!(month.days[20].is_future && !today.is_future);
}

#[tokio::test]
async fn today_is_the_day_of_the_patient_s_zone() {
    let Some(practice) = Practice::open("2026-11-30T23:30:00Z").await else {
        return;
    };
    let user = practice.patient().user;
    let november = date(2026, 11, 1);
    let berlin = shown(&practice, user, "Europe/Berlin", november).await;
    let utc = shown(&practice, user, "UTC", november).await;
    assert_eq!((berlin.next.as_str(), utc.next.as_str()), ("2026-12", ""));
    assert_eq!((berlin.unknown_days, utc.unknown_days), (30, 30));
    assert!(!berlin.days.iter().any(|day| day.is_today));
    assert!(utc.days[29].is_today);
    let december = shown(&practice, user, "Europe/Berlin", date(2026, 12, 1)).await;
    assert_eq!((december.unknown_days, december.days.len()), (1, 31));
}

#[tokio::test]
async fn february_of_a_leap_year_has_29_days() {
    let Some(practice) = Practice::open("2026-11-20T10:00:00Z").await else {
        return;
    };
    let user = practice.patient().user;
    for (year, days) in [(2024, 29), (2025, 28), (2000, 29), (1900, 28)] {
        let month = shown(&practice, user, "UTC", date(year, 2, 1)).await;
        assert_eq!(month.days.len(), days, "{year}");
        assert_eq!(month.unknown_days as usize, days, "{year}");
        assert_eq!(month.next, format!("{year}-03"));
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_opened_is_reported_under_the_month() {
    let Some(practice) = Practice::open("2026-11-20T10:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    for day in [1, 2] {
        confirm_clear(&visit, date(2026, 11, day)).await.unwrap();
    }
    let mut superuser = practice.test.database.superuser().await;
    sqlx::query(
        "update vault.record set body = set_byte(body, 99, get_byte(body, 99) # 1)
         where id = (select id from vault.record limit 1)",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    let month = shown(&practice, visit.user, "Europe/Berlin", date(2026, 11, 1)).await;
    assert_eq!(
        (month.clear_days, month.unknown_days, month.unreadable),
        (1, 19, 1)
    );
}
