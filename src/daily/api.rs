//! Server functions of the daily answers, and what their plain pages ask.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
mod plain {
    use crate::{
        account::{
            parts::Submission,
            server::{Visit, visit},
        },
        daily::{
            model::{
                CheckInView, DayView, FactorsView, GapsView, HealthView, MeasureKind, Refused,
                Texts,
            },
            server as daily,
        },
        platform::ids::RecordId,
        problem::Problem,
        reports::server::Diary,
    };
    use jiff::civil::Date;

    /// What a form came to: done, or refused at some fields.
    pub type Outcome<T> = Result<Result<T, Refused>, Problem>;

    fn texts(form: &Submission) -> Texts {
        Texts::of(form.fields())
    }

    fn date(day: &str) -> Result<Date, Problem> {
        day.parse().map_err(|_| Problem::NotFound)
    }

    fn id(text: &str) -> Result<RecordId, Problem> {
        RecordId::parse(text).map_err(|_| Problem::NotFound)
    }

    /// The day of an address: today when it names none.
    fn day_of(visit: &Visit, day: &str) -> Result<Date, Problem> {
        if day.is_empty() {
            Ok(visit.today())
        } else {
            date(day)
        }
    }

    /// The page of one day, `2026-11-20`.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when that is no day.
    pub async fn load_day(day: &str) -> Result<DayView, Problem> {
        let visit = visit()?;
        let day = date(day)?;
        let diary = Diary::open(&visit).await?;
        Ok(daily::day_view(&diary, &visit, day))
    }

    /// The form of a day's check-in; of today when `day` is empty.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when that is no day, or one to come.
    pub async fn load_check_in(day: &str) -> Result<CheckInView, Problem> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        daily::check_in_view(&diary, &visit, day_of(&visit, day)?)
    }

    /// Saves a check-in; gives the address that shows it, with what undo needs.
    ///
    /// # Errors
    /// As [`load_check_in`], or when it cannot be stored.
    pub async fn save_check_in(day: &str, form: &Submission) -> Outcome<String> {
        let visit = visit()?;
        let day = day_of(&visit, day)?;
        let saved = daily::save(&visit, day, &texts(form)).await?;
        Ok(saved.map(|id| format!("/check-in/{day}?saved={id}")))
    }

    /// Takes the latest save of a check-in back; gives the address that shows it.
    ///
    /// # Errors
    /// As [`load_check_in`], or when there is nothing to take back.
    pub async fn undo_check_in(day: &str, form: &Submission) -> Result<String, Problem> {
        let visit = visit()?;
        let (day, id) = (day_of(&visit, day)?, id(form.text("id"))?);
        daily::undo(&visit, day, id).await?;
        Ok(format!("/check-in/{day}?undone={id}"))
    }

    /// A sent form with its blanks filled from the day before.
    #[must_use]
    pub fn fill_check_in(form: &Submission, view: &CheckInView) -> Texts {
        let yesterday = view.yesterday.clone().unwrap_or_default();
        daily::filled(texts(form), &yesterday)
    }

    /// What a sent form holds.
    #[must_use]
    pub fn typed(form: &Submission) -> Texts {
        texts(form)
    }

    /// The factors that the patient follows.
    ///
    /// # Errors
    /// When the diary cannot be opened.
    pub async fn load_factors() -> Result<FactorsView, Problem> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        Ok(daily::factors_view(&diary, &visit))
    }

    /// Does what a form of the page of factors asks.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for what no form sends.
    pub async fn change_factors(form: &Submission) -> Outcome<()> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        daily::change_factors(&diary, &visit, &texts(form)).await
    }

    /// All measurements and a new form, of `day` when there is one.
    ///
    /// # Errors
    /// When the diary cannot be opened.
    pub async fn load_health(day: &str) -> Result<HealthView, Problem> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        Ok(daily::health_view(&diary, &visit, day.parse().ok()))
    }

    /// All measurements and the form of one of them.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none with this id and kind.
    pub async fn load_measure(kind: MeasureKind, text: &str) -> Result<HealthView, Problem> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        let mut view = daily::health_view(&diary, &visit, None);
        view.texts = daily::measure_texts(&diary, kind, id(text)?)?;
        text.clone_into(&mut view.next_id);
        Ok(view)
    }

    /// Saves a measurement under the id that the form carries; gives the address that shows it.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn save_measure(kind: MeasureKind, form: &Submission) -> Outcome<String> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        let id = id(form.text("id"))?;
        let saved = daily::save_measurement(&diary, &visit, kind, id, &texts(form)).await?;
        Ok(saved.map(|()| format!("/health/{}?saved={id}", kind.code())))
    }

    /// Deletes a measurement; gives the address that offers to bring it back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none with this id.
    pub async fn delete_measure(kind: MeasureKind, form: &Submission) -> Result<String, Problem> {
        let visit = visit()?;
        let id = id(form.text("id"))?;
        daily::delete_measurement(&visit, id).await?;
        Ok(format!("/health/{}?deleted={id}", kind.code()))
    }

    /// Takes the latest change of a measurement back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none with this id.
    pub async fn undo_measure(kind: MeasureKind, form: &Submission) -> Result<String, Problem> {
        let visit = visit()?;
        let id = id(form.text("id"))?;
        daily::undo_measurement(&visit, id).await?;
        Ok(format!("/health/{}", kind.code()))
    }

    /// How many of the last two weeks' days have no answer about headache.
    ///
    /// # Errors
    /// When the diary cannot be opened.
    pub async fn open_days() -> Result<usize, Problem> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        Ok(daily::open_days(&diary, &visit).len())
    }

    /// The sheet of these days.
    ///
    /// # Errors
    /// When the diary cannot be opened.
    pub async fn load_gaps() -> Result<GapsView, Problem> {
        let visit = visit()?;
        let diary = Diary::open(&visit).await?;
        Ok(daily::gaps_view(&diary, &visit))
    }

    /// Confirms days to be free of headache, all or none; gives the address that offers to undo it.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for what no form sends.
    pub async fn confirm_days(days: &[&str]) -> Result<String, Problem> {
        let visit = visit()?;
        let days = days
            .iter()
            .map(|day| day.parse())
            .collect::<Result<Vec<_>, _>>();
        let days = days.map_err(|_| Problem::Invalid)?;
        let ids = daily::confirm_many(&visit, &days).await?;
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        Ok(format!("/gaps?done={}", ids.join(".")))
    }

    /// Takes confirmations back: ids with points between them.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for what are no ids.
    pub async fn withdraw_days(ids: &str) -> Result<(), Problem> {
        let visit = visit()?;
        let ids = ids.split('.').map(id).collect::<Result<Vec<_>, _>>()?;
        daily::withdraw_many(&visit, &ids).await
    }

    /// An attack on an earlier day; gives the address of its page.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for days to come.
    pub async fn begin_late_attack(text: &str, day: &str) -> Result<String, Problem> {
        let visit = visit()?;
        let id = id(text)?;
        daily::add_late_attack(&visit, id, date(day)?).await?;
        Ok(format!("/attacks/{id}"))
    }
}

#[cfg(feature = "ssr")]
use super::server as daily;
#[cfg(feature = "ssr")]
use crate::{account::server::visit, platform::ids::RecordId};
#[cfg(feature = "ssr")]
pub use plain::*;

/// Confirms that a day was free of headache; repeating it changes nothing.
#[server(endpoint = "daily/clear")]
pub async fn confirm_clear_day(day: String) -> Result<(), Problem> {
    let visit = visit()?;
    let day = day.parse().map_err(|_| Problem::Invalid)?;
    daily::confirm_clear(&visit, day).await
}

/// Takes that confirmation back.
#[server(endpoint = "daily/unclear")]
pub async fn withdraw_clear_day(day: String) -> Result<(), Problem> {
    let visit = visit()?;
    let day = day.parse().map_err(|_| Problem::Invalid)?;
    daily::withdraw_clear(&visit, day).await
}

/// A late entry: an attack on an earlier day, with the start and end as typed.
#[server(endpoint = "daily/late")]
pub async fn add_late_attack(id: String, day: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::Invalid)?;
    let day = day.parse().map_err(|_| Problem::Invalid)?;
    daily::add_late_attack(&visit, id, day).await?;
    leptos_axum::redirect(&format!("/attacks/{id}"));
    Ok(())
}
