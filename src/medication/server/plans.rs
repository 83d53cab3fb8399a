//! Preventive plans: begun, changed, stopped, and their doses answered one by one.

use super::{
    CabinetMedicine, IntakeRecord, Plan, PlannedDose, Schedule, catalogue, intake, stock,
    typed::{self, Reading},
};
use crate::{
    account::{
        parts::Submission,
        server::{Visit, civil_day},
    },
    encryption::server::{StoreError, Stored},
    medication::model::{
        Choice, DueDose, Fault, MedicineClass, PlanLine, PlansView, Purpose, Refused, ScheduleKind,
    },
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// How often a change is tried again when somebody else was faster.
const ATTEMPTS: usize = 5;

/// A dose without a time of day counts as taken at noon when it is answered later (our convention).
const NOON: u16 = 12 * 60;

/// The page of preventive treatments.
#[must_use]
pub fn plans_view(diary: &Diary, visit: &Visit) -> PlansView {
    let today = visit.today();
    let mut plans: Vec<_> = diary.plans.iter().collect();
    plans.sort_by(|one, other| {
        let rank = |plan: &Plan| plan.stopped.is_some_and(|stopped| stopped < today);
        let key =
            |plan: &Stored<Plan>| (rank(&plan.value), plan.value.name.to_lowercase(), plan.id);
        key(one).cmp(&key(other))
    });
    let mut medicines: Vec<Choice> = diary
        .medicines
        .iter()
        .filter(|stored| !stored.value.put_away)
        .map(|stored| Choice {
            value: stored.id.to_string(),
            label: join(&stored.value.name, &stored.value.strength),
        })
        .collect();
    medicines.sort_by(|one, other| one.label.cmp(&other.label));
    PlansView {
        plans: plans
            .into_iter()
            .map(|stored| line(diary, stored, today))
            .collect(),
        medicines,
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
        today: civil_day(today),
    }
}

fn line(diary: &Diary, stored: &Stored<Plan>, today: Date) -> PlanLine {
    let plan = &stored.value;
    let adherence = plan.adherence(&taken_days(diary, plan), today);
    let (kind, times, days) = match &plan.schedule {
        Schedule::Daily(times) => (ScheduleKind::Daily, times.clone(), 1),
        Schedule::EveryDays(days) => (ScheduleKind::EveryDays, Vec::new(), *days),
        Schedule::Monthly => (ScheduleKind::Monthly, Vec::new(), 0),
    };
    PlanLine {
        id: stored.id.to_string(),
        name: plan.name.clone(),
        dose: plan.dose.clone(),
        class: plan.class,
        kind,
        times,
        days,
        started: civil_day(plan.started),
        stopped: plan.stopped.map(civil_day),
        planned: adherence.planned,
        taken: adherence.taken,
        left_out: adherence.left_out,
        unanswered: adherence.unanswered,
        next: plan.next_day(today).map(civil_day),
    }
}

/// Name and dose as one phrase; both are the patient's own words.
pub(super) fn join(name: &str, dose: &str) -> String {
    if dose.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {dose}")
    }
}

/// The local days of the intakes that answer a plan, one for each intake.
fn taken_days(diary: &Diary, plan: &Plan) -> Vec<Date> {
    diary
        .intakes
        .iter()
        .filter(|stored| plan.is_answered_by(&stored.value))
        .map(|stored| stored.value.day())
        .collect()
}

/// Doses due today, and doses of rare plans that were due within the last three days and have no answer.
#[must_use]
pub fn due_today(diary: &Diary, today: Date) -> Vec<DueDose> {
    let mut due = Vec::new();
    for stored in &diary.plans {
        let plan = &stored.value;
        let taken = taken_days(diary, plan);
        for days in (0..=plan.near()).rev() {
            let Ok(day) = today.checked_sub(days.days()) else {
                continue;
            };
            let doses = plan.answers(day, &taken).into_iter();
            due.extend(
                doses
                    .filter(|(_, answer)| days == 0 || answer.is_none())
                    .map(|(dose, answer)| DueDose {
                        plan: stored.id.to_string(),
                        title: join(&plan.name, &plan.dose),
                        day: civil_day(dose.day),
                        minute: dose.minute,
                        answer,
                    }),
            );
        }
    }
    due.sort_by(|one, other| {
        (one.day, one.minute, &one.title).cmp(&(other.day, other.minute, &other.title))
    });
    due
}

/// Answers one dose: taken makes an intake, left out is noted in the plan; either takes the other back.
///
/// # Errors
/// [`Problem::Invalid`] for a dose that is not planned or lies in the future; otherwise when there is no
/// such plan or it cannot be stored.
pub async fn answer_dose(
    visit: &Visit,
    id: RecordId,
    dose: PlannedDose,
    taken: bool,
) -> Result<(), Problem> {
    let plan = find(visit, id).await?.value;
    if dose.day > visit.today() || !plan.doses(dose.day).contains(&dose) {
        return Err(Problem::Invalid);
    }
    let ids = visit.store().derived_ids(visit.user).await?;
    let minute = dose.minute.map(u16::to_be_bytes).unwrap_or_default();
    let of_dose = ids.id(&[
        b"dose",
        &id.as_bytes(),
        dose.day.to_string().as_bytes(),
        &minute,
    ]);
    change(visit, id, |plan| {
        if taken {
            plan.skipped.remove(&dose);
        } else {
            plan.skipped.insert(dose);
            while plan.skipped.len() > Plan::MOST_SKIPPED {
                plan.skipped.pop_first();
            }
        }
    })
    .await?;
    if taken {
        return intake::store(visit, of_dose, &of_plan(&plan, dose, visit)?).await;
    }
    let before: Option<Stored<IntakeRecord>> = visit.store().get(visit.user, of_dose).await?;
    if let Some(before) = before {
        visit.store().delete(visit.user, of_dose).await?;
        let units = intake::units_of(&before.value);
        stock::use_up(visit, before.value.medicine, -units).await?;
    }
    Ok(())
}

fn of_plan(plan: &Plan, dose: PlannedDose, visit: &Visit) -> Result<IntakeRecord, Problem> {
    let at = if dose.day == visit.today() {
        visit.now
    } else {
        let minute = dose.minute.unwrap_or(NOON).min(1_439);
        let (hour, minute) = (minute / 60, minute % 60);
        let hour = i8::try_from(hour).map_err(|_| Problem::Invalid)?;
        let minute = i8::try_from(minute).map_err(|_| Problem::Invalid)?;
        dose.day
            .at(hour, minute, 0, 0)
            .to_zoned(visit.zone.clone())
            .map_err(|_| Problem::Invalid)?
            .timestamp()
    };
    Ok(IntakeRecord {
        name: plan.name.clone(),
        dose: plan.dose.clone(),
        class: plan.class,
        purpose: Purpose::Preventive,
        medicine: plan.medicine,
        attack: None,
        at,
        zone: visit.zone_name.clone(),
        units: None,
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: visit.now,
    })
}

/// Begins a plan as entered; sent twice, it is begun once.
///
/// # Errors
/// The refused fields, or a problem when it cannot be stored.
pub async fn start_plan(visit: &Visit, form: &Submission) -> Result<Result<(), Refused>, Problem> {
    let medicine: Option<Stored<CabinetMedicine>> = match RecordId::parse(form.text("medicine")) {
        Ok(id) => visit.store().get(visit.user, id).await?,
        Err(_) => None,
    };
    let mut plan = Plan {
        name: String::new(),
        dose: String::new(),
        class: MedicineClass::Unknown,
        medicine: medicine.as_ref().map(|stored| stored.id),
        schedule: Schedule::Monthly,
        started: visit.today(),
        stopped: None,
        skipped: BTreeSet::new(),
        recorded: visit.now,
    };
    let mut reading = Reading::default();
    match &medicine {
        Some(stored) => {
            plan.name.clone_from(&stored.value.name);
            plan.dose.clone_from(&stored.value.strength);
            plan.class = stored.value.class;
        }
        None => {
            plan.name = reading.take("name", typed::name(form.text("name")));
            plan.class = catalogue::class_of(&plan.name).unwrap_or(MedicineClass::Unknown);
        }
    }
    read(&mut plan, form, &mut reading);
    if !reading.0.is_empty() {
        return Ok(Err(reading.0));
    }
    let id = typed::new_id(form, visit);
    visit.store().create(visit.user, id, &plan).await?;
    Ok(Ok(()))
}

fn read(plan: &mut Plan, form: &Submission, reading: &mut Reading) {
    if form.has("dose") && !form.text("dose").trim().is_empty() {
        plan.dose = reading.take("dose", typed::dose(form.text("dose")));
    }
    let started = typed::day(form.text("started"));
    plan.started = started.unwrap_or_else(|fault| {
        reading.0.push(("started", fault));
        plan.started
    });
    plan.schedule = match ScheduleKind::parse(form.text("kind")) {
        Ok(ScheduleKind::EveryDays) => {
            let days = reading.take("days", typed::every_days(form.text("days")));
            Schedule::EveryDays(days)
        }
        Ok(ScheduleKind::Monthly) => Schedule::Monthly,
        Ok(ScheduleKind::Daily) | Err(_) => {
            Schedule::Daily(reading.take("times", typed::times(&form.all("times"))))
        }
    };
}

/// Changes dose and schedule of a plan as entered.
///
/// # Errors
/// The refused fields, or a problem when there is no such plan or it cannot be stored.
pub async fn change_plan(
    visit: &Visit,
    id: RecordId,
    form: &Submission,
) -> Result<Result<(), Refused>, Problem> {
    let mut checked = find(visit, id).await?.value;
    let mut reading = Reading::default();
    read(&mut checked, form, &mut reading);
    if !reading.0.is_empty() {
        return Ok(Err(reading.0));
    }
    change(visit, id, |plan| {
        plan.dose.clone_from(&checked.dose);
        plan.schedule = checked.schedule.clone();
        plan.started = checked.started;
    })
    .await
    .map(Ok)
}

/// Stops a plan with its last day, or lets it go on when the field is empty.
///
/// # Errors
/// The refused field, or a problem when there is no such plan or it cannot be stored.
pub async fn stop_plan(
    visit: &Visit,
    id: RecordId,
    last: &str,
) -> Result<Result<(), Refused>, Problem> {
    let plan = find(visit, id).await?.value;
    let stopped = match last.trim() {
        "" => None,
        text => match typed::day(text) {
            Ok(day) if day < plan.started => {
                return Ok(Err(vec![("stopped", Fault::StopBeforeStart)]));
            }
            Ok(day) => Some(day),
            Err(fault) => return Ok(Err(vec![("stopped", fault)])),
        },
    };
    change(visit, id, |plan| plan.stopped = stopped)
        .await
        .map(Ok)
}

async fn find(visit: &Visit, id: RecordId) -> Result<Stored<Plan>, Problem> {
    let found = visit.store().get(visit.user, id).await?;
    found.ok_or(Problem::NotFound)
}

async fn change(visit: &Visit, id: RecordId, edit: impl Fn(&mut Plan)) -> Result<(), Problem> {
    for _ in 0..ATTEMPTS {
        let mut stored = find(visit, id).await?;
        edit(&mut stored.value);
        let put = visit
            .store()
            .put(visit.user, id, stored.revision, &stored.value);
        match put.await {
            Err(StoreError::Changed) => {}
            outcome => return outcome.map(drop).map_err(Problem::from),
        }
    }
    Err(Problem::Changed)
}
