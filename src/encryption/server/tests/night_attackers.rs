//! The same attackers where a patient has allowed work at night: what they get with that, and how long.

use super::attackers::{ATTACK, Dump, Scene, WRAPPING_KEY, contains, sign_in, user_called};
use crate::{
    encryption::{
        remote::{
            RemoteCustodian,
            grant::Grant,
            night::{NightError, NightLeases},
        },
        share::Share,
        wrapping::WrappingKey,
    },
    platform::{clock::Clock, ids::UserId},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

const PAGE: &str = "/settings/keys/nights";

/// Anna, who has allowed work at night and left; berta, who has not.
struct Night {
    scene: Scene,
    berta: UserId,
    dump: Dump,
    /// Anna's row as it lies in the database.
    wrapped: Vec<u8>,
}

impl Night {
    async fn fall() -> Option<Self> {
        let mut scene = Scene::open().await?;
        let answer = scene.browser.post_form(PAGE, &[]).await;
        assert_eq!(answer.location(), "/settings/keys");
        let mut browser = sign_in(&scene.app, "berta").await;
        let berta = user_called(&scene.app, "berta").await;
        let id = [("id", ATTACK)];
        browser.post_form("/api/attacks/begin", &id).await;
        browser.post("/auth/logout").await;
        scene.browser.post("/auth/logout").await;
        let mut connection = scene.app.database.as_ref().unwrap().superuser().await;
        let wrapped =
            sqlx::query_scalar("select wrapped from vault.night_grant where user_id = $1")
                .bind(scene.anna.as_uuid())
                .fetch_one(&mut connection)
                .await
                .unwrap();
        Some(Self {
            berta,
            dump: scene.dump().await,
            wrapped,
            scene,
        })
    }

    /// What the wrapping key makes of a row, said to be of `user`.
    fn unwrapped(&self, key: [u8; 32], user: UserId) -> Option<Grant> {
        let bound_to = [b"mt/night/v1", &user.as_bytes()[..]].concat();
        let key = WrappingKey::copied_from(&key);
        let text = key.unwrap_text(&self.wrapped, &bound_to).ok()?;
        let held: Value = serde_json::from_str(&text).unwrap();
        let grant = held["grant"].as_str().unwrap().to_owned();
        Some(Grant::new(grant, Timestamp::MAX))
    }

    async fn lend(
        &self,
        thief: &RemoteCustodian,
        grant: &Grant,
    ) -> Result<NightLeases, NightError> {
        let names = self.scene.app.state.store.key_names(self.scene.anna).await;
        let names: Vec<_> = names.unwrap().into_keys().collect();
        thief.lend_for_night(grant, &names).await
    }

    fn opens(&self, leases: &NightLeases) -> bool {
        let app = self.scene.app_share(&self.dump, WRAPPING_KEY).unwrap();
        leases.records.iter().any(|lease| {
            let share = Share::copied_from(lease.share.secret().expose());
            self.scene.opens(&self.dump, &share, &app)
        })
    }
}

#[tokio::test]
async fn whoever_has_both_stores_has_no_grant_for_the_night() {
    let Some(night) = Night::fall().await else {
        return;
    };
    let (anna, berta) = (night.scene.anna, night.berta);
    let grant = night.unwrapped(WRAPPING_KEY, anna).expect("the control");
    let (pseudonym, secret) = grant.expose().split_once('.').unwrap();
    let bytes = hex::decode(secret).unwrap();
    let store = night.scene.process.stolen_store();
    for hidden in [secret.as_bytes(), &bytes] {
        assert!(!contains(&store, hidden));
        assert!(!contains(night.dump.everything.as_bytes(), hidden));
    }
    for hidden in [secret, &hex::encode(secret), pseudonym, "Europe/", "UTC"] {
        assert!(!night.dump.everything.contains(hidden), "{hidden}");
    }
    // Without the file of the wrapping key, or in another patient's row, it does not open.
    assert!(night.unwrapped([0; 32], anna).is_none());
    assert!(night.unwrapped(WRAPPING_KEY, berta).is_none());
}

#[tokio::test]
async fn whoever_has_the_applications_files_and_the_database_opens_diaries_that_allow_nights_once_a_night()
 {
    let Some(night) = Night::fall().await else {
        return;
    };
    let thief = night.scene.process.client();
    let grant = night.unwrapped(WRAPPING_KEY, night.scene.anna).unwrap();
    let leases = night.lend(&thief, &grant).await.expect("keys");
    assert!(night.opens(&leases), "anna has allowed it");
    let again = night.lend(&thief, &grant).await.err();
    assert_eq!(again, Some(NightError::Used), "not a second time");
    // It is of no use for anything else, and never shown as a sign-in.
    thief
        .book()
        .show(night.scene.anna, grant, night.scene.app.clock().now());
    assert!(thief.uses(night.scene.anna, None).await.is_err());
    assert!(thief.allow_nights(night.scene.anna).await.is_err());
    assert!(thief.night_use(night.scene.anna).await.is_err());
    // Berta has not, and there is nothing of hers to unwrap.
    let mut connection = night.scene.app.database.as_ref().unwrap().superuser().await;
    let rows: i64 = sqlx::query_scalar("select count(*) from vault.night_grant")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(rows, 1);
    // Anna reads of it, and so does the night that comes too late.
    sign_in(&night.scene.app, "anna").await;
    let custodian = night.scene.app.state.identity.custodian().unwrap();
    let uses = custodian.uses(night.scene.anna, None).await.unwrap();
    let told = uses.iter().filter(|used| used.action == "lease");
    let told: Vec<_> = told.map(|used| used.outcome.as_str()).collect();
    assert!(told.contains(&"used-tonight"), "{told:?}");
}

#[tokio::test]
async fn whoever_controls_the_running_application_has_nothing_after_it_was_taken_back() {
    let Some(night) = Night::fall().await else {
        return;
    };
    let grant = night.unwrapped(WRAPPING_KEY, night.scene.anna).unwrap();
    let mut anna = sign_in(&night.scene.app, "anna").await;
    let answer = anna.post_form("/settings/keys", &[("nights", "end")]).await;
    assert_eq!(answer.location(), "/settings/keys");
    let kept = night
        .scene
        .app
        .state
        .store
        .night_grant(night.scene.anna)
        .await;
    assert!(kept.unwrap().is_none());
    let thief = night.scene.process.client();
    let after = night.lend(&thief, &grant).await.err();
    assert_eq!(after, Some(NightError::Ended));
}

#[tokio::test]
async fn an_erasure_and_a_sign_out_elsewhere_end_it_as_well() {
    for (path, form) in [
        ("/settings/delete", ("word", "delete")),
        ("/api/account/revoke-others", ("none", "none")),
    ] {
        let Some(night) = Night::fall().await else {
            return;
        };
        let grant = night.unwrapped(WRAPPING_KEY, night.scene.anna).unwrap();
        let mut anna = sign_in(&night.scene.app, "anna").await;
        anna.post_form(path, &[form]).await;
        let thief = night.scene.process.client();
        let after = night.lend(&thief, &grant).await.err();
        assert_eq!(after, Some(NightError::Ended), "{path}");
        let kept = night
            .scene
            .app
            .state
            .store
            .night_grant(night.scene.anna)
            .await;
        assert!(kept.unwrap().is_none(), "{path}");
    }
}

#[tokio::test]
async fn a_stolen_cookie_allows_nothing_for_the_night() {
    let Some(mut scene) = Scene::open().await else {
        return;
    };
    scene.app.clock().advance(SignedDuration::from_mins(11));
    let answer = scene.browser.post_form(PAGE, &[]).await;
    assert!(answer.location().starts_with("/auth/login"));
    let kept = scene.app.state.store.night_grant(scene.anna).await;
    assert!(kept.unwrap().is_none());
}
