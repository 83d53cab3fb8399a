//! How long a patient waits until an attack is saved, while 49 others save theirs.
//!
//! Measured twice. With a pause, every patient taps once in half a second, which is faster than hands
//! are. Without one, every patient taps again the moment that the last tap is saved: then the times
//! are what is left of the whole machine's throughput, and 50 callers share it.

use super::{
    Failure, announce,
    latency::{self, Latencies},
    scratch::{Row as PlainRow, Scratch},
    table::Row,
};
use crate::{
    attacks::server::AttackRecord,
    demo::DemoDiary,
    platform::{
        ids::{RecordId, UserId},
        state::AppState,
    },
};
use jiff::civil::date;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Barrier, task::JoinSet, time};

/// Patients at once.
const PATIENTS: u32 = 50;

/// Saves of each patient before anything counts, and while it does.
const WARM_UP: usize = 4;
const SAVES: usize = 40;

/// From tap to tap, when patients pause.
const PAUSE: Duration = Duration::from_millis(500);

/// The promise, in milliseconds.
const HALF: f64 = 5.0;
const NEARLY_ALL: f64 = 25.0;

/// What one save does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The application's: sealed, in a transaction on behalf of the patient.
    Sealed,
    /// The same bytes in the same kind of transaction, into the plain table.
    Transaction,
    /// The same bytes by one statement, into the plain table.
    Plain,
}

/// One patient with everything that they will save.
#[derive(Clone)]
struct Patient {
    user: UserId,
    records: Arc<Vec<AttackRecord>>,
    plain: Arc<Vec<PlainRow>>,
}

/// Measures saving in all ways, with a pause and without.
pub async fn measure(state: &AppState) -> Result<Vec<Row>, Failure> {
    announce("saving attacks, 50 patients at once");
    let scratch = Scratch::make(&state.config, &state.database).await?;
    let patients = patients(state, &scratch).await?;
    let mut rows = Vec::new();
    for (pause, name) in [
        (Some(PAUSE), "one tap in 0.5 s each"),
        (None, "without pause"),
    ] {
        let plain = round(state, &scratch, &patients, Way::Plain, pause).await?;
        let transaction = round(state, &scratch, &patients, Way::Transaction, pause).await?;
        let sealed = round(state, &scratch, &patients, Way::Sealed, pause).await?;
        for (percent, limit) in [(50, HALF), (99, NEARLY_ALL)] {
            let what = |kind| format!("{kind}, 50 patients {name}, p{percent}");
            let base = plain.percentile(percent);
            let figure = sealed.percentile(percent);
            let same = transaction.percentile(percent);
            rows.extend([
                Row::at_most(what("save an attack"), figure, limit, "ms").beside(
                    figure,
                    base,
                    "plain INSERT",
                ),
                Row::note(what("  plain INSERT in such a transaction"), same, "ms").beside(
                    same,
                    base,
                    "plain INSERT",
                ),
                Row::note(what("  plain INSERT"), base, "ms"),
            ]);
        }
        if pause.is_none() {
            let (figure, base) = (sealed.per_second(), plain.per_second());
            rows.push(
                Row::note("save attacks, 50 patients without pause", figure, "/s").beside(
                    figure,
                    base,
                    "plain INSERT",
                ),
            );
        }
    }
    Ok(rows)
}

/// Patients whose keys are warm, as those of anybody are who has just opened a page.
async fn patients(state: &AppState, scratch: &Scratch) -> Result<Vec<Patient>, Failure> {
    let diary = DemoDiary::between(date(2024, 1, 1), date(2024, 12, 31));
    let records: Arc<Vec<AttackRecord>> = Arc::new(
        diary
            .attacks
            .into_iter()
            .map(|planned| AttackRecord::new(planned.attack))
            .collect(),
    );
    let mut patients = Vec::new();
    for _ in 0..PATIENTS {
        let user = UserId::random(state.entropy.as_ref());
        for record in records.iter().cycle().take(WARM_UP) {
            let id = RecordId::random(state.entropy.as_ref());
            state.store.create(user, id, record).await?;
        }
        let plain = scratch.rows_of(user).await?;
        patients.push(Patient {
            user,
            records: Arc::clone(&records),
            plain: Arc::new(plain),
        });
    }
    Ok(patients)
}

/// Lets every patient save, all beginning at once (and, with a pause, evenly spread over it).
async fn round(
    state: &AppState,
    scratch: &Scratch,
    patients: &[Patient],
    way: Way,
    pause: Option<Duration>,
) -> Result<Latencies, Failure> {
    let barrier = Arc::new(Barrier::new(patients.len()));
    let mut tasks = JoinSet::new();
    for (place, patient) in (0_u32..).zip(patients) {
        let (state, scratch) = (state.clone(), scratch.clone());
        let (patient, barrier) = (patient.clone(), Arc::clone(&barrier));
        let phase = pause.map(|pause| pause * place / PATIENTS);
        tasks.spawn(async move {
            barrier.wait().await;
            if let Some(phase) = phase {
                time::sleep(phase).await;
            }
            let mut ticks = pause.map(time::interval);
            let mut times = Vec::with_capacity(SAVES);
            for number in 0..WARM_UP + SAVES {
                if let Some(ticks) = &mut ticks {
                    ticks.tick().await;
                }
                let taken = save(&state, &scratch, &patient, way, number).await?;
                if number >= WARM_UP {
                    times.push(taken);
                }
            }
            Ok::<_, Failure>(times)
        });
    }
    let start = latency::start();
    let mut times = Vec::new();
    while let Some(outcome) = tasks.join_next().await {
        times.extend(outcome??);
    }
    // The warm-up runs inside the same time: what is counted is scaled to it.
    let share = f64::from(u32::try_from(SAVES)?) / f64::from(u32::try_from(WARM_UP + SAVES)?);
    Ok(Latencies::new(times, start.elapsed().mul_f64(share)))
}

/// One save; making the id and choosing the bytes do not count.
async fn save(
    state: &AppState,
    scratch: &Scratch,
    patient: &Patient,
    way: Way,
    number: usize,
) -> Result<Duration, Failure> {
    let id = RecordId::random(state.entropy.as_ref());
    let record = &patient.records[number % patient.records.len()];
    let plain = patient.plain[number % patient.plain.len()]
        .clone()
        .renamed(id.as_uuid());
    let start = latency::start();
    match way {
        Way::Sealed => drop(state.store.create(patient.user, id, record).await?),
        Way::Transaction => scratch.insert_for(patient.user, &plain).await?,
        Way::Plain => scratch.insert(patient.user, &plain).await?,
    }
    Ok(start.elapsed())
}
