//! Deleting somebody's account at the provider, when they delete it here and the provider lets us.

use super::{identity::Identity, session_store::SUBJECT_KEY};
use std::time::Duration;
use tower_sessions::Session;

/// How often the provider is asked before we give up.
const ATTEMPTS: u32 = 3;
/// Time between two attempts.
const PAUSE: Duration = Duration::from_millis(300);

/// What became of an account at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// We may not delete it: it stays, as with every provider that was not given to us to manage.
    NotOurs,
    /// It is gone.
    Done,
    /// It should be gone and is not.
    Failed,
}

impl Identity {
    /// Whether we may delete people at the provider.
    #[must_use]
    pub fn can_delete_people(&self) -> bool {
        self.supabase()
            .is_some_and(|supabase| supabase.auth.can_delete())
    }

    /// The provider's name for the person of `session`, where we may have to name them.
    pub async fn subject_of(&self, session: &Session) -> Option<String> {
        session.get(SUBJECT_KEY).await.ok().flatten()
    }

    /// Deletes the account of the person whom the provider calls `subject`.
    pub async fn delete_person(&self, subject: Option<&str>) -> Removal {
        let Some(supabase) = self.supabase().filter(|_| self.can_delete_people()) else {
            return Removal::NotOurs;
        };
        let Some(subject) = subject else {
            tracing::error!(code = "supabase-deletion", "the session names no person");
            return Removal::Failed;
        };
        for attempt in 1..=ATTEMPTS {
            match supabase.auth.delete_user(subject).await {
                Ok(()) => return Removal::Done,
                Err(reason) => {
                    tracing::error!(code = "supabase-deletion", attempt, %reason, "not deleted");
                    tokio::time::sleep(PAUSE * attempt).await;
                }
            }
        }
        Removal::Failed
    }
}
