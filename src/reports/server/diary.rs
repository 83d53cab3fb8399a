//! A patient's whole diary, opened: what every count and page is made of.

use super::reading::{Reading, ReadingMemory};
use crate::{
    account::server::{Profile, Visit},
    attacks::server::{AttackRecord, Course},
    daily::server::{CheckIn, ClearDay, DaySummary, Measurement, OwnFactor},
    encryption::server::{Opened, Sealable, Stored},
    medication::server::{CabinetMedicine, IntakeRecord, Plan},
    patterns::server::{Experiment, ForecastAlert, IssuedForecast, PatternSettings},
    platform::ids::{RecordId, UserId},
    problem::Problem,
    safety::server::SafetyAnswers,
    scales::server::ScaleAnswers,
};
use jiff::{Timestamp, civil::Date};
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
    /// Daily check-ins.
    pub check_ins: Vec<Stored<CheckIn>>,
    /// Factors that the patient follows.
    pub own_factors: Vec<Stored<OwnFactor>>,
    /// Measurements of the body.
    pub measurements: Vec<Stored<Measurement>>,
    /// Medicines taken, in attacks and outside of any; those of old attack records stand in the attacks.
    pub intakes: Vec<Stored<IntakeRecord>>,
    /// Medicines of the cabinet.
    pub medicines: Vec<Stored<CabinetMedicine>>,
    /// Preventive treatments.
    pub plans: Vec<Stored<Plan>>,
    /// Answered questionnaires.
    pub scales: Vec<Stored<ScaleAnswers>>,
    /// Answers about red flags.
    pub safety: Vec<Stored<SafetyAnswers>>,
    /// Forecasts as they were issued.
    pub forecasts: Vec<Stored<IssuedForecast>>,
    /// Alerts, and the questions before them.
    pub forecast_alerts: Vec<Stored<ForecastAlert>>,
    /// Personal experiments.
    pub experiments: Vec<Stored<Experiment>>,
    /// Alert settings and suspicions: at most one record.
    pub pattern_settings: Vec<Stored<PatternSettings>>,
    /// What the patient has told about themselves, once they did.
    pub profile: Option<Profile>,
    /// Where that record stands, for changing it.
    pub profile_place: Option<(RecordId, i64)>,
    /// Records that could not be opened; they are counted, never dropped in silence.
    pub unreadable: usize,
    /// What was read in it last; for a diary that nobody changes any more.
    pub memory: ReadingMemory,
}

/// Room for the diary of one request, so that several parts of a page open it once. It travels with the
/// visit and never through what the thread happens to hold: another patient's page may have run there.
#[derive(Debug, Clone, Default)]
pub struct DiaryShelf(Arc<OnceCell<(UserId, Arc<Diary>)>>);

impl Diary {
    /// Opens the diary of this visit; within one page only once.
    ///
    /// # Errors
    /// When the keys or the database are away.
    pub async fn open(visit: &Visit) -> Result<Arc<Self>, Problem> {
        let Some(DiaryShelf(cell)) = visit.shelf() else {
            return Self::read(visit).await;
        };
        let read = async || Ok::<_, Problem>((visit.user, Self::read(visit).await?));
        match cell.get_or_try_init(read).await? {
            (user, diary) if *user == visit.user => Ok(Arc::clone(diary)),
            _ => Self::read(visit).await,
        }
    }

    async fn read(visit: &Visit) -> Result<Arc<Self>, Problem> {
        let sort = |opened: &Opened| Self {
            memory: ReadingMemory::new(),
            ..Self::sort(opened)
        };
        Ok(visit.store().view(visit.user, sort).await?)
    }

    /// Its facts, days and attacks, as of `now` on `today` in the patient's zone.
    #[must_use]
    pub fn reading(&self, today: Date, now: Timestamp) -> Arc<Reading> {
        self.memory.get(self, today, now)
    }

    /// Sorts opened records into their kinds.
    #[must_use]
    pub fn sort(opened: &Opened) -> Self {
        let mut diary = Self {
            unreadable: opened.unreadable,
            ..Self::default()
        };
        let unreadable = &mut diary.unreadable;
        diary.attacks = of(opened, unreadable);
        diary.days = of(opened, unreadable);
        diary.clear_days = of(opened, unreadable);
        diary.check_ins = of(opened, unreadable);
        diary.own_factors = of(opened, unreadable);
        diary.measurements = of(opened, unreadable);
        diary.intakes = of(opened, unreadable);
        diary.medicines = of(opened, unreadable);
        diary.plans = of(opened, unreadable);
        diary.scales = of(opened, unreadable);
        diary.safety = of(opened, unreadable);
        diary.forecasts = of(opened, unreadable);
        diary.forecast_alerts = of(opened, unreadable);
        diary.experiments = of(opened, unreadable);
        diary.pattern_settings = of(opened, unreadable);
        if let Some(profile) = of::<Profile>(opened, unreadable).into_iter().next() {
            diary.profile_place = Some((profile.id, profile.revision));
            diary.profile = Some(profile.value);
        }
        diary
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
        self.attacks.is_empty()
            && self.days.is_empty()
            && self.clear_days.is_empty()
            && self.check_ins.is_empty()
            && self.intakes.is_empty()
            && self.measurements.is_empty()
    }
}

/// The records of one kind; those that make no sense are added to `unreadable`.
fn of<T: Sealable>(opened: &Opened, unreadable: &mut usize) -> Vec<Stored<T>> {
    let listing = opened.of::<T>();
    *unreadable += listing.unreadable;
    listing.records
}
