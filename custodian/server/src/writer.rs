//! The one thread that owns the store. It takes whatever waits, up to a limit, as one commit: a disk
//! that takes a millisecond per commit does not limit the requests per second.
//!
//! An answer leaves only after the commit that its shares and its audit entry are in. When the commit
//! fails, everybody in it is refused.

use crate::{
    issuers::Issuers,
    machine::{MachineClock, MachineEntropy},
    settings::Configuration,
    sqlite::SqliteStore,
    tombstones::{self, Destroyed},
};
use custodian_core::{
    host::{Alarm, Handled, Host, Trouble, secrets::Secrets, service, store::StoreError},
    message::{Answer, Request},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};

/// The most requests in one commit.
const MOST_TOGETHER: usize = 64;
/// How often what has ended is removed.
const TIDY: Duration = Duration::from_mins(1);

/// A request that waits for its answer.
pub struct Job {
    /// The request.
    pub request: Request,
    /// Where its answer goes.
    pub reply: oneshot::Sender<Answer>,
}

/// The thread's own things.
pub struct Writer {
    pub configuration: Arc<Configuration>,
    pub secrets: Secrets,
    pub issuers: Arc<Issuers>,
    pub store: SqliteStore,
    pub clock: MachineClock,
}

impl Writer {
    /// Works until nobody sends any more.
    pub fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut tidied = Instant::now();
        let mut waiting = Vec::with_capacity(MOST_TOGETHER);
        while jobs.blocking_recv_many(&mut waiting, MOST_TOGETHER) > 0 {
            self.commit(&mut waiting);
            if tidied.elapsed() > TIDY {
                tidied = Instant::now();
                self.tidy();
            }
        }
        self.store.database.flush();
    }

    fn commit(&mut self, jobs: &mut Vec<Job>) {
        let configuration = Arc::clone(&self.configuration);
        let issuers = Arc::clone(&self.issuers);
        let host = Host {
            settings: &configuration.custody,
            secrets: &self.secrets,
            clock: &self.clock,
            entropy: &MachineEntropy,
            keys: issuers.as_ref(),
        };
        let failed = |request: &Request, words: &str| {
            let error = StoreError(words.to_owned());
            host.finish(request, Err(Trouble::Store(error)), Vec::new())
        };
        let mut done: Vec<Handled> = Vec::with_capacity(jobs.len());
        let begun = self.store.database.execute_batch("begin immediate");
        if let Err(error) = begun {
            let words = error.to_string();
            for job in jobs.drain(..) {
                let handled = failed(&job.request, &words);
                finish(job, handled);
            }
            return;
        }
        let mut destroyed = Vec::new();
        for job in jobs.iter() {
            done.push(handle(&host, &mut self.store, &job.request));
        }
        if let Err(error) = self.store.database.execute_batch("commit") {
            let _ = self.store.database.execute_batch("rollback");
            tracing::error!(%error, "a commit failed; everybody in it was refused");
            for (job, handled) in jobs.iter().zip(&mut done) {
                *handled = failed(&job.request, &error.to_string());
            }
        }
        for (job, handled) in jobs.iter().zip(&done) {
            destroyed.extend(destroyed_by(&job.request, &handled.answer));
        }
        // A receipt promises that nothing is left, and that no dump brings it back: both hold before it
        // leaves.
        if !destroyed.is_empty() {
            self.store.database.flush();
            if let Err(error) = tombstones::add(&configuration.tombstones(), &destroyed) {
                tracing::error!(%error, "ALARM: the list of the destroyed could not be written");
                for (job, handled) in jobs.iter().zip(&mut done) {
                    if destroyed_by(&job.request, &handled.answer).is_some() {
                        *handled = failed(&job.request, "the list of the destroyed");
                    }
                }
            }
        }
        for (job, handled) in jobs.drain(..).zip(done) {
            finish(job, handled);
        }
    }

    fn tidy(&mut self) {
        let configuration = Arc::clone(&self.configuration);
        let issuers = Arc::clone(&self.issuers);
        let host = Host {
            settings: &configuration.custody,
            secrets: &self.secrets,
            clock: &self.clock,
            entropy: &MachineEntropy,
            keys: issuers.as_ref(),
        };
        let store = &mut self.store;
        let outcome =
            store.database.execute_batch("begin immediate").map(|()| {
                match service::tidy(&host, store) {
                    Ok(destroyed) => store.database.execute_batch("commit").map(|()| destroyed),
                    Err(error) => {
                        tracing::error!(%error, "what has ended could not be removed");
                        store.database.execute_batch("rollback").map(|()| 0)
                    }
                }
            });
        match outcome {
            Ok(Ok(0)) => {}
            Ok(Ok(destroyed)) => {
                store.database.flush();
                tracing::info!(destroyed, "retired shares were destroyed");
            }
            Ok(Err(error)) | Err(error) => {
                let _ = store.database.execute_batch("rollback");
                tracing::error!(%error, "what has ended could not be removed");
            }
        }
    }
}

/// One request inside the common transaction: if it fails, it alone leaves no trace.
fn handle(host: &Host<'_>, store: &mut SqliteStore, request: &Request) -> Handled {
    if let Err(error) = store.database.execute_batch("savepoint request") {
        let error = StoreError(error.to_string());
        return host.finish(request, Err(Trouble::Store(error)), Vec::new());
    }
    let handled = host.handle(store, request);
    let end = if handled.must_roll_back {
        "rollback to request; release request"
    } else {
        "release request"
    };
    match store.database.execute_batch(end) {
        Ok(()) => handled,
        Err(error) => {
            let error = StoreError(error.to_string());
            host.finish(request, Err(Trouble::Store(error)), handled.alarms)
        }
    }
}

fn finish(job: Job, handled: Handled) {
    for alarm in &handled.alarms {
        match alarm {
            Alarm::Frozen { key_id, users } => tracing::error!(
                key_id,
                users,
                "ALARM: a key asked for unusually many users and is frozen"
            ),
            Alarm::Store(error) => tracing::error!(error, "ALARM: the store failed"),
            Alarm::Emergency { reason } => {
                tracing::error!(reason, "ALARM: operators opened a user's keys");
            }
        }
    }
    let outcome = handled.refusal.map_or("done", |refusal| refusal.code());
    tracing::info!(path = job.request.path, outcome, "answered");
    // Whoever asked may be gone.
    let _ = job.reply.send(handled.answer);
}

fn destroyed_by(request: &Request, answer: &Answer) -> Option<Destroyed> {
    if request.path != "/v1/users/shred" || answer.status != 200 {
        return None;
    }
    Destroyed::of_receipt(&answer.body)
}
