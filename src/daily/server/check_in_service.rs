//! What the page of a check-in asks: show, save, take back.
//!
//! One record a day: a new one gets an id that follows from the day, so that two devices make one. A
//! record that came from a file has another id, so the day is always looked up first. Where a day has
//! several records all the same, a save makes one of them.

use super::{
    check_in::{Before, CheckIn},
    factors::factor_views,
    form::{completed, read_answers, texts_of},
    gaps::open_days,
    record::ClearDay,
    service::{confirm_clear, withdraw_clear},
};
use crate::{
    account::server::{Visit, civil_day},
    daily::model::{CheckInView, Refused, Texts, units::Units},
    encryption::server::{Created, DerivedIds, StoreError, Stored},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::{Diary, facts_by_day},
};
use jiff::{Timestamp, civil::Date};

/// How often a save is tried again when others come in between.
const ATTEMPTS: usize = 5;

/// The units of the patient.
#[must_use]
pub fn units(diary: &Diary) -> Units {
    diary
        .profile
        .as_ref()
        .map_or_else(Units::default, |profile| Units::read(&profile.units))
}

/// The form of a day's check-in.
///
/// # Errors
/// [`Problem::NotFound`] for days to come.
pub fn check_in_view(diary: &Diary, visit: &Visit, day: Date) -> Result<CheckInView, Problem> {
    let today = visit.today();
    if day > today {
        return Err(Problem::NotFound);
    }
    let near = |day: Option<Date>| day.map(|day| civil_day(day).iso()).unwrap_or_default();
    let texts = texts_of_day(diary, day);
    let yesterday = day.yesterday().ok();
    let contraception = diary
        .check_ins
        .iter()
        .filter(|stored| stored.value.day < day)
        .filter_map(|stored| Some((stored.value.day, stored.value.contraception.clone()?)))
        .max()
        .map_or_else(String::new, |(_, code)| code);
    let answered = texts.clone().unwrap_or_default();
    let facts = facts_by_day(diary, today, visit.now);
    let facts = facts.get(&day);
    let mut factors = factor_views(diary);
    factors.retain(|factor| !factor.put_away || !answered.is_blank(&factor.field()));
    Ok(CheckInView {
        day: civil_day(day),
        is_today: day == today,
        texts: with_state(answered, diary, day),
        yesterday: yesterday.and_then(|day| texts_of_day(diary, day)),
        contraception,
        factors,
        units: units(diary),
        has_headache: facts.is_some_and(|facts| facts.headache),
        previous: near(yesterday),
        next: near(day.tomorrow().ok().filter(|next| *next <= today)),
        open_days: open_days(diary, visit).len(),
    })
}

/// The stored answers of a day as the texts of its form.
#[must_use]
pub fn texts_of_day(diary: &Diary, day: Date) -> Option<Texts> {
    let mut found = diary
        .check_ins
        .iter()
        .filter(|stored| stored.value.day == day);
    let first = found.next()?.value.answers();
    Some(texts_of(
        &found.fold(first, |all, other| all.or(&other.value)),
    ))
}

/// Adds what the form carries besides answers: what it showed, so that a save knows what it changes.
fn with_state(mut texts: Texts, diary: &Diary, day: Date) -> Texts {
    let on_day = diary
        .check_ins
        .iter()
        .filter(|stored| stored.value.day == day);
    let seen: i64 = on_day.map(|stored| stored.revision).sum();
    texts.add("seen", seen.to_string());
    texts.add("volume_unit", units(diary).volume.code());
    if diary
        .clear_days
        .iter()
        .any(|stored| stored.value.day == day)
    {
        texts.add("was_clear", "yes");
        texts.add("clear", "yes");
    }
    texts
}

/// What a save came to.
pub type Saved = Result<RecordId, Refused>;

/// Saves the answers of a form. Gives the id with which [`undo`] takes the save back.
///
/// # Errors
/// [`Problem::Invalid`] for days to come; otherwise when it cannot be stored.
pub async fn save(visit: &Visit, day: Date, form: &Texts) -> Result<Saved, Problem> {
    if day > visit.today() {
        return Err(Problem::Invalid);
    }
    let store = visit.store();
    let clear = store.load_days::<ClearDay>(visit.user, &[day]).await?;
    let clear_id = clear.first().map(|stored| stored.id);
    // Only what the patient changed on this form is changed: another device may have said it since.
    let wants_clear = match (form.has("was_clear", "yes"), form.has("clear", "yes")) {
        (before, after) if before == after => clear_id.is_some(),
        (_, after) => after,
    };
    for _ in 0..ATTEMPTS {
        let mut found = store.load_days::<CheckIn>(visit.user, &[day]).await?;
        found.sort_by_key(|stored| stored.id);
        let change = Change {
            found,
            was_clear: clear_id.is_some(),
            is_clear: wants_clear,
        };
        let answers = match change.read(form, day, visit.now) {
            Ok(answers) => answers,
            Err(refused) => return Ok(Err(refused)),
        };
        match change.write(visit, answers).await {
            Ok(Some(written)) => {
                let cleared = if wants_clear == clear_id.is_some() {
                    clear_id
                } else {
                    set_clear(visit, day, wants_clear).await?
                };
                let nothing = || RecordId::random(visit.state.entropy.as_ref());
                return Ok(Ok(written.or(cleared).unwrap_or_else(nothing)));
            }
            Ok(None) | Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Changed)
}

/// One save on its way, and the records that it finds.
struct Change {
    found: Vec<Stored<CheckIn>>,
    was_clear: bool,
    is_clear: bool,
}

impl Change {
    /// What the day has, as one.
    fn before(&self) -> Option<CheckIn> {
        let answers = self.found.iter().map(|stored| stored.value.answers());
        answers.reduce(|all, other| all.or(&other))
    }

    /// Reads the form. What it did not ask stays; and when something else was saved since the form
    /// was shown, what it leaves blank stays, too.
    fn read(&self, form: &Texts, day: Date, now: Timestamp) -> Result<CheckIn, Refused> {
        let Some(before) = self.before() else {
            return read_answers(form, day, now);
        };
        let form = completed(form.clone(), &texts_of(&before));
        let answers = read_answers(&form, day, before.recorded)?;
        let revisions: i64 = self.found.iter().map(|stored| stored.revision).sum();
        let is_stale = form.one("seen").parse() != Ok(revisions);
        Ok(if is_stale {
            answers.or(&before)
        } else {
            answers
        })
    }

    /// Writes the answers over what the day has. `Some` with the record that was touched, if any;
    /// `None` when another device made the record in the same moment.
    async fn write(
        &self,
        visit: &Visit,
        mut answers: CheckIn,
    ) -> Result<Option<Option<RecordId>>, StoreError> {
        let store = visit.store();
        let place = self
            .found
            .first()
            .map(|stored| (stored.id, stored.revision));
        if answers.is_unanswered() {
            for stored in &self.found {
                store.delete(visit.user, stored.id).await?;
            }
            return Ok(Some(place.map(|(id, _)| id)));
        }
        let before = self.before();
        let is_same = before.as_ref() == Some(&answers) && self.was_clear == self.is_clear;
        answers.previous = Some(Box::new(Before {
            answers: before,
            was_clear: self.was_clear,
            is_clear: self.is_clear,
        }));
        let Some((id, revision)) = place else {
            let id = check_in_id(&store.derived_ids(visit.user).await?, answers.day);
            let created = store.create(visit.user, id, &answers).await?;
            return Ok((created == Created::New).then_some(Some(id)));
        };
        if !is_same || self.found.len() > 1 {
            store.put(visit.user, id, revision, &answers).await?;
            for stored in self.found.iter().skip(1) {
                store.delete(visit.user, stored.id).await?;
            }
        }
        Ok(Some(Some(id)))
    }
}

/// Makes the day clear or not, and gives the record that this touched.
async fn set_clear(visit: &Visit, day: Date, clear: bool) -> Result<Option<RecordId>, Problem> {
    let found = visit
        .store()
        .load_days::<ClearDay>(visit.user, &[day])
        .await?;
    match (found.first(), clear) {
        (Some(stored), false) => {
            let id = stored.id;
            withdraw_clear(visit, day).await?;
            Ok(Some(id))
        }
        (None, true) => {
            confirm_clear(visit, day).await?;
            let found = visit
                .store()
                .load_days::<ClearDay>(visit.user, &[day])
                .await?;
            Ok(found.first().map(|stored| stored.id))
        }
        (found, _) => Ok(found.map(|stored| stored.id)),
    }
}

/// The id of a day's check-in.
#[must_use]
pub fn check_in_id(ids: &DerivedIds, day: Date) -> RecordId {
    ids.id(&[b"check-in", day.to_string().as_bytes()])
}

/// Takes the latest save back, or what it took away; doing it again brings it back. `id` is what
/// [`save`] gave.
///
/// # Errors
/// [`Problem::NotFound`] when there is nothing of that id; otherwise when it cannot be stored.
pub async fn undo(visit: &Visit, day: Date, id: RecordId) -> Result<(), Problem> {
    let store = visit.store();
    if let Some(stored) = store.get::<CheckIn>(visit.user, id).await? {
        return undo_answers(visit, stored).await;
    }
    if store.get::<ClearDay>(visit.user, id).await?.is_some() {
        return Ok(store.delete(visit.user, id).await?);
    }
    store.restore(visit.user, id).await?;
    if let Some(stored) = store.get::<CheckIn>(visit.user, id).await? {
        let was = stored
            .value
            .previous
            .is_some_and(|previous| previous.is_clear);
        set_clear(visit, day, was).await?;
    }
    Ok(())
}

async fn undo_answers(visit: &Visit, stored: Stored<CheckIn>) -> Result<(), Problem> {
    let now = stored.value.answers();
    let Some(previous) = stored.value.previous else {
        return Ok(());
    };
    let day = now.day;
    match previous.answers {
        Some(mut answers) => {
            answers.previous = Some(Box::new(Before {
                answers: Some(now),
                was_clear: previous.is_clear,
                is_clear: previous.was_clear,
            }));
            let store = visit.store();
            store
                .put(visit.user, stored.id, stored.revision, &answers)
                .await?;
        }
        None => visit.store().delete(visit.user, stored.id).await?,
    }
    set_clear(visit, day, previous.was_clear).await?;
    Ok(())
}
