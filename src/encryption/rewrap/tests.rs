//! An incident against the real custodian process and a real Postgres.

use super::{
    incident::{Incident, Summary, Trouble},
    patients::{self, Patient},
};
use crate::{
    encryption::{
        custodian::Custodian,
        epoch::Lineage,
        remote::{error::RemoteError, orders::SignedOrder, testing::Process},
    },
    identity::{server::Person, tests::harness::Browser},
    platform::{
        clock::{Clock, SystemClock},
        ids::UserId,
        tests::harness::TestApp,
    },
};
use custodian_core::{order::OrderAction, protocol::Reason, refusal::Refusal};
use sqlx::{Connection, PgConnection};
use std::{collections::BTreeSet, time::Duration};

const IDS: [&str; 3] = [
    "11111111-1111-4111-8111-111111111111",
    "22222222-2222-4222-8222-222222222222",
    "33333333-3333-4333-8333-333333333333",
];

struct Scene {
    app: TestApp,
    process: Process,
}

impl Scene {
    async fn open() -> Option<Self> {
        let (app, process) = TestApp::beside_custodian().await?;
        Some(Self { app, process })
    }

    /// Signs somebody in, who writes one attack more.
    async fn visit(&self, subject: &str, id: &str) -> (Browser, UserId) {
        self.app.clock().set(SystemClock.now());
        let provider = self.app.provider.as_ref().unwrap();
        provider.set().subject = subject.to_owned();
        let mut browser = self.app.stranger();
        let answer = browser.sign_in(provider, "/").await;
        assert_eq!(answer.location(), "/");
        browser.post_form("/api/attacks/begin", &[("id", id)]).await;
        assert!(reads(&mut browser, id).await);
        let person = Person {
            issuer: self.app.state.config.identity.issuer.clone(),
            subject: subject.to_owned(),
            verified_email: None,
        };
        let accounts = self.app.state.identity.accounts();
        (browser, accounts.find_or_create(&person).await.unwrap())
    }

    async fn owner(&self) -> PgConnection {
        let database = self.app.database.as_ref().unwrap();
        let mut connection = database.superuser().await;
        sqlx::raw_sql("set session authorization migraine_pulse_owner")
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    }

    async fn listed(&self) -> Vec<Patient> {
        let mut owner = self.owner().await;
        let listed = patients::list(&mut owner).await.unwrap();
        owner.close().await.unwrap();
        listed
    }

    fn rewrap_order(&self) -> SignedOrder {
        self.process.order(OrderAction::Rewrap, "a stolen laptop")
    }

    fn incident(&self, name: &str, order: SignedOrder) -> Incident {
        let state = &self.app.state;
        Incident {
            store: state.store.clone(),
            database: state.database.clone(),
            custodian: state.identity.custodian().unwrap().clone(),
            clock: state.clock.clone(),
            order,
            name: name.to_owned(),
            pause: Duration::ZERO,
        }
    }

    /// Runs an incident for everybody, without the waits.
    async fn run(&self, incident: &Incident) -> Summary {
        // Nobody waits twelve minutes here: there is no other process that could write.
        let patients = self.listed().await;
        incident.run(patients, async |_| ()).await
    }

    async fn lineages(&self, user: UserId) -> BTreeSet<Lineage> {
        let names = self.app.state.store.key_names(user).await.unwrap();
        names.into_keys().map(|name| name.lineage).collect()
    }
}

async fn reads(browser: &mut Browser, id: &str) -> bool {
    let answer = browser.post_form("/api/attacks/load", &[("id", id)]).await;
    answer.body.contains(id)
}

fn only(number: u32) -> BTreeSet<Lineage> {
    [Lineage::new(number)].into()
}

#[tokio::test]
async fn everybody_gets_new_keys_and_goes_on_writing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (mut anna_at, anna) = scene.visit("anna", IDS[0]).await;
    let (mut berta_at, berta) = scene.visit("berta", IDS[1]).await;
    let incident = scene.incident("laptop", scene.rewrap_order());
    let summary = scene.run(&incident).await;
    assert!(summary.failed.is_empty(), "{summary:?}");
    assert_eq!((summary.closed, summary.before), (2, 0));
    assert_eq!(summary.resealed.unreadable, 0);
    assert_eq!(summary.retired, 2, "yesterday's world: one share each");
    for user in [anna, berta] {
        assert_eq!(scene.lineages(user).await, only(1));
    }
    // The order's grants are ended: both are asked to sign in no earlier than they would be otherwise.
    scene.app.clock().set(SystemClock.now());
    for (browser, id) in [(&mut anna_at, IDS[0]), (&mut berta_at, IDS[1])] {
        assert!(reads(browser, id).await);
        browser
            .post_form("/api/attacks/begin", &[("id", IDS[2])])
            .await;
        assert!(reads(browser, IDS[2]).await);
    }
    assert_eq!(scene.lineages(anna).await, only(1));
    // Anna reads why.
    let custodian = scene.app.state.identity.custodian().unwrap();
    let uses = custodian.uses(anna, None).await.unwrap();
    let ordered = |action: &str| {
        let of = uses.iter().find(|used| used.action == action);
        of.and_then(|used| used.detail.words.clone())
    };
    for action in ["emergency-grant", "raise-lineage", "retire"] {
        assert_eq!(
            ordered(action).as_deref(),
            Some("a stolen laptop"),
            "{action}"
        );
    }
    assert!(
        uses.iter()
            .any(|used| used.detail.reason == Some(Reason::Writing))
    );
}

#[tokio::test]
async fn a_second_start_raises_nobody_twice_and_another_incident_does() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (_, anna) = scene.visit("anna", IDS[0]).await;
    let laptop = scene.incident("laptop", scene.rewrap_order());
    scene.run(&laptop).await;
    let again = scene.incident("laptop", scene.rewrap_order());
    let summary = scene.run(&again).await;
    assert_eq!((summary.closed, summary.before), (0, 1));
    assert_eq!(scene.lineages(anna).await, only(1));
    let other = scene.incident("break-in", scene.rewrap_order());
    let summary = scene.run(&other).await;
    assert_eq!((summary.closed, summary.before), (1, 0), "{summary:?}");
    assert_eq!(scene.lineages(anna).await, only(2));
}

#[tokio::test]
async fn a_start_that_was_cut_off_after_the_raise_goes_on_without_another_one() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (mut anna_at, anna) = scene.visit("anna", IDS[0]).await;
    let custodian = scene.app.state.identity.custodian().unwrap();
    let name = custodian.pseudonym(anna).unwrap();
    let order = scene.rewrap_order();
    custodian.raise_by_order(name, &order).await.unwrap();
    // Nothing was noted and nothing moved.
    assert_eq!(scene.lineages(anna).await, only(0));
    scene.run(&scene.incident("laptop", order)).await;
    assert_eq!(scene.lineages(anna).await, only(1));
    scene.app.clock().set(SystemClock.now());
    assert!(reads(&mut anna_at, IDS[0]).await);
}

#[tokio::test]
async fn whoever_cannot_be_opened_is_named_and_stops_nobody() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (_, anna) = scene.visit("anna", IDS[0]).await;
    let (_, berta) = scene.visit("berta", IDS[1]).await;
    let (_, clara) = scene.visit("clara", IDS[2]).await;
    let database = scene.app.database.as_ref().unwrap();
    let mut connection = database.superuser().await;
    for (statement, user) in [
        (
            "update vault.app_share set custody_name = null where user_id = $1",
            anna,
        ),
        (
            "update vault.record set body = set_byte(body, 90, 0) where user_id = $1",
            berta,
        ),
        (
            "update vault.record set body = set_byte(body, 91, 0) where user_id = $1",
            berta,
        ),
    ] {
        sqlx::query(statement)
            .bind(user.as_uuid())
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let summary = scene
        .run(&scene.incident("laptop", scene.rewrap_order()))
        .await;
    assert_eq!(summary.closed, 1);
    assert_eq!(scene.lineages(clara).await, only(1));
    let failed = |user| summary.failed.iter().find(|(failed, _)| *failed == user);
    assert!(matches!(failed(anna), Some((_, Trouble::Nameless))));
    assert!(
        matches!(failed(berta), Some((_, Trouble::Unreadable(_)))),
        "{summary:?}"
    );
    // Anna comes back, and a further start finds her.
    scene.app.state.store.forget(anna);
    scene
        .visit("anna", "44444444-4444-4444-8444-444444444444")
        .await;
    let summary = scene
        .run(&scene.incident("laptop", scene.rewrap_order()))
        .await;
    assert_eq!((summary.closed, summary.before), (1, 1), "{summary:?}");
    assert_eq!(scene.lineages(anna).await, only(1));
}

#[tokio::test]
async fn another_order_replaces_nobodys_keys() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (_, anna) = scene.visit("anna", IDS[0]).await;
    let read = scene.process.order(OrderAction::Read, "curious");
    let mut unsigned = scene.rewrap_order();
    unsigned.signatures.pop();
    for order in [read, unsigned] {
        let summary = scene.run(&scene.incident("laptop", order)).await;
        let refused = matches!(
            summary.failed[..],
            [(user, Trouble::Custodian(RemoteError::Refused(Refusal::NoOrder)))] if user == anna
        );
        assert!(refused, "{summary:?}");
        assert_eq!(scene.lineages(anna).await, only(0));
    }
}

#[tokio::test]
async fn the_application_cannot_list_patients_and_the_name_is_not_in_clear() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (_, anna) = scene.visit("anna", IDS[0]).await;
    let database = scene.app.database.as_ref().unwrap();
    let mut application = database.application().await;
    assert!(patients::list(&mut application).await.unwrap().is_empty());
    let custodian = scene.app.state.identity.custodian().unwrap();
    let name = custodian.pseudonym(anna).unwrap();
    let listed = scene.listed().await;
    let kept = listed[0].custody_name.as_ref().unwrap();
    assert!(!kept.windows(8).any(|part| part == &name.0[..8]));
    let keys = scene.app.state.store.keys();
    assert_eq!(keys.unwrap_name(anna, kept), Some(name));
    assert_eq!(keys.unwrap_name(UserId::new(uuid::Uuid::nil()), kept), None);
}
