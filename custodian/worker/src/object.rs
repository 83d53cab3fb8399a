//! What both kinds of objects have: a store, one transaction per request, and tidying by the object's
//! own alarm, which is set while there is something that will end.

use crate::{
    database::{self, ObjectDatabase},
    machine::{Configuration, MachineClock},
    passing::failed,
};
use custodian_core::{
    host::{
        Trouble,
        key_cache::NoKeys,
        service::tidy,
        sql::SqlStore,
        store::{Store, StoreError, Stored},
    },
    ports::Clock,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::{Env, State, console_error};

#[wasm_bindgen]
extern "C" {
    type Transactional;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &Transactional,
        work: &mut dyn FnMut() -> Result<(), JsValue>,
    ) -> Result<JsValue, JsValue>;
}

/// An object's own things.
pub struct Object {
    state: State,
    store: RefCell<Option<SqlStore<ObjectDatabase>>>,
    pub configuration: Option<&'static Configuration>,
    /// The least time between two alarms, in seconds.
    pause: i64,
    is_armed: Cell<bool>,
}

impl Object {
    pub fn new(state: State, env: &Env, pause: i64) -> Self {
        let store = database::open(&state)
            .inspect_err(|error| console_error!("ALARM: {error}"))
            .ok();
        Self {
            store: RefCell::new(store),
            configuration: Configuration::of(env),
            state,
            pause,
            is_armed: Cell::new(false),
        }
    }

    /// Does something in one transaction. What a refused request wrote stays (nonces, counters, audit);
    /// after a failure nothing does.
    pub fn work<T>(
        &self,
        work: impl FnOnce(&'static Configuration, &mut dyn Store) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let configuration = self
            .configuration
            .ok_or_else(|| failed("no settings or no secrets".to_owned()))?;
        let mut store = self.store.borrow_mut();
        let store = store
            .as_mut()
            .ok_or_else(|| failed("the object's store did not open".to_owned()))?;
        let mut work = Some(work);
        let mut outcome = None;
        let storage = self.state.storage();
        let storage: &Transactional = storage.as_raw().unchecked_ref();
        let ended = storage.transaction_sync(&mut || {
            let done = work.take().map(|work| work(configuration, store));
            let must_roll_back = !matches!(done, Some(Ok(_) | Err(Trouble::Refused(_))));
            outcome = done;
            if must_roll_back {
                Err(JsValue::from_str("rolled back"))
            } else {
                Ok(())
            }
        });
        match (outcome, ended) {
            (Some(Err(trouble @ Trouble::Store(_))), _) => Err(trouble),
            (Some(outcome), Ok(_)) => outcome,
            _ => Err(failed("a transaction did not end".to_owned())),
        }
    }

    /// Destroys what has waited long enough and forgets what has ended.
    pub async fn tidy(&self) {
        self.is_armed.set(false);
        let outcome = self.work(|configuration, store| {
            tidy(&configuration.host(&NoKeys), store)?;
            Ok(())
        });
        if let Err(error) = outcome {
            console_error!("ALARM: an object could not be tidied: {error:?}");
        }
        self.arm().await;
    }

    /// Makes sure that the object wakes when something has ended.
    pub async fn arm(&self) {
        if self.is_armed.get() {
            return;
        }
        let Ok(Some(next)) = self.look(SqlStore::next_end) else {
            return;
        };
        let now = MachineClock.now();
        self.wake_in((next - now).max(self.pause)).await;
    }

    /// Makes the object wake in so many seconds.
    pub async fn wake_in(&self, seconds: i64) {
        match self.state.storage().set_alarm(seconds * 1_000).await {
            Ok(()) => self.is_armed.set(true),
            Err(error) => console_error!("ALARM: an object cannot wake itself: {error}"),
        }
    }

    /// Looks something up.
    pub fn look<T>(&self, look: impl FnOnce(&SqlStore<ObjectDatabase>) -> Stored<T>) -> Stored<T> {
        let store = self.store.borrow();
        let closed = || StoreError("the object's store did not open".to_owned());
        store.as_ref().ok_or_else(closed).and_then(look)
    }
}
