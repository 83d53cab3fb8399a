//! Runs in the background of requests: soon after an entry was saved, or when a page finds the last
//! result too old.
//!
//! Policy: at most one run at a time in the process and one waiting for each patient; a run begins when
//! the patient has saved nothing for a moment; the answer to a request never waits for it. What does not
//! find room is left to the next page that looks. A patient who signs out takes their run along: nothing
//! of theirs is opened afterwards.

use super::refresh::{Refreshed, refresh};
use crate::{
    account::server::Visit,
    platform::{ids::UserId, state::AppState},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Semaphore, watch},
    task::AbortHandle,
};

/// How long nothing has to be saved before a run.
const CALM: Duration = Duration::from_millis(1_500);

/// Most patients who wait for a run.
const MOST_WAITING: usize = 256;

/// Patients whose run waits or goes on.
#[derive(Debug, Clone)]
pub struct Runs(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    waiting: Mutex<HashMap<UserId, Waiting>>,
    one_at_a_time: Semaphore,
}

#[derive(Debug)]
struct Waiting {
    /// How often something was saved since the run was asked for.
    saves: u64,
    task: Option<AbortHandle>,
    done: watch::Receiver<bool>,
}

impl Waiting {
    /// Whether its task goes on.
    fn is_alive(&self) -> bool {
        self.task.as_ref().is_none_or(|task| !task.is_finished())
    }
}

impl Default for Runs {
    fn default() -> Self {
        Self(Arc::new(Inner {
            waiting: Mutex::default(),
            one_at_a_time: Semaphore::new(1),
        }))
    }
}

impl Runs {
    /// Something was saved: a run follows once nothing more comes for a moment.
    pub fn saved(&self, state: &AppState, user: UserId, zone_name: &str) {
        self.ask(state, user, zone_name, CALM);
    }

    /// A page wants a newer result: a run follows at once. `patience` is how long the page may wait for
    /// it; zero for pages that have an earlier result to show.
    pub async fn wanted(&self, visit: &Visit, patience: Duration) {
        let asked = self.ask(&visit.state, visit.user, &visit.zone_name, Duration::ZERO);
        let Some(mut done) = asked.filter(|_| !patience.is_zero()) else {
            return;
        };
        // When time is up the run goes on without the page.
        let _ = tokio::time::timeout(patience, done.wait_for(|done| *done)).await;
    }

    /// Drops the run of a patient who signs out.
    pub fn forget(&self, user: UserId) {
        let dropped = self.lock().remove(&user);
        if let Some(task) = dropped.and_then(|waiting| waiting.task) {
            task.abort();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, Waiting>> {
        self.0
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(
        &self,
        state: &AppState,
        user: UserId,
        zone_name: &str,
        calm: Duration,
    ) -> Option<watch::Receiver<bool>> {
        let mut waiting = self.lock();
        // A run that ended in a panic has not taken its place back.
        if let Some(known) = waiting.get_mut(&user).filter(|known| known.is_alive()) {
            known.saves += 1;
            return Some(known.done.clone());
        }
        if waiting.len() >= MOST_WAITING {
            return None;
        }
        let (finished, done) = watch::channel(false);
        let (runs, state, zone_name) = (self.clone(), state.clone(), zone_name.to_owned());
        waiting.insert(
            user,
            Waiting {
                saves: 0,
                task: None,
                done: done.clone(),
            },
        );
        let task = tokio::spawn(async move {
            runs.work(&state, user, &zone_name, calm).await;
            let _ = finished.send(true);
        });
        if let Some(known) = waiting.get_mut(&user) {
            known.task = Some(task.abort_handle());
        }
        Some(done)
    }

    async fn work(&self, state: &AppState, user: UserId, zone_name: &str, calm: Duration) {
        let mut seen = 0;
        loop {
            // Until nothing was saved for a moment.
            loop {
                tokio::time::sleep(calm).await;
                let saves = self.saves(user);
                if saves == seen || calm.is_zero() {
                    seen = saves;
                    break;
                }
                seen = saves;
            }
            if let Ok(_turn) = self.0.one_at_a_time.acquire().await {
                run(&Visit::of_user(state, user, zone_name)).await;
            }
            let mut waiting = self.lock();
            match waiting.get(&user) {
                Some(known) if known.saves != seen => seen = known.saves,
                _ => {
                    waiting.remove(&user);
                    return;
                }
            }
        }
    }

    fn saves(&self, user: UserId) -> u64 {
        self.lock().get(&user).map_or(0, |known| known.saves)
    }
}

async fn run(visit: &Visit) {
    match refresh(visit).await {
        Ok(Refreshed::Empty | Refreshed::Current | Refreshed::New) => {}
        Err(problem) => tracing::warn!(code = problem.code(), "a result could not be refreshed"),
    }
}
