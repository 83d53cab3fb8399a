//! The vault: the object of one user, with the user's grants, shares and audit.

use crate::{
    object::Object,
    passing::{FromObject, ToVault, read, reply, sound},
};
use custodian_core::host::{key_cache::NoKeys, service};
use worker::{DurableObject, Env, Response, State, durable_object};

/// Counters and grants of one user may lie around for an hour after their end.
const PAUSE: i64 = 3_600;

#[durable_object]
pub struct Vault {
    object: Object,
}

impl DurableObject for Vault {
    fn new(state: State, env: Env) -> Self {
        Self {
            object: Object::new(state, &env, PAUSE),
        }
    }

    async fn fetch(&self, request: worker::Request) -> worker::Result<Response> {
        let (asked, _) = read::<ToVault>(request).await?;
        let mut alarms = Vec::new();
        let outcome = self.object.work(|configuration, store| {
            let host = configuration.host(&NoKeys);
            match asked {
                ToVault::Serve(admitted) => service::serve(&host, store, &admitted, &mut alarms),
                ToVault::WrapAnew => {
                    let done = service::wrap_anew(&host, store)?;
                    Ok(done.to_string().into_bytes())
                }
            }
        });
        sound(&alarms);
        self.object.arm().await;
        reply(&FromObject::from(outcome))
    }

    async fn alarm(&self) -> worker::Result<Response> {
        self.object.tidy().await;
        Response::empty()
    }
}
