//! What happens when the custodian is killed, full, late, or restored; and what its store and its
//! traffic are worth to whoever takes them.

#![allow(
    clippy::disallowed_methods,
    reason = "the suite talks to real processes: real time, real randomness, short waits"
)]

use age::secrecy::ExposeSecret;
use custodian_conformance::{
    parameters::Parameters,
    process::Process,
    suite::{MachineEntropy, Suite, now, own},
};
use custodian_core::{
    message::Request,
    protocol::{LeaseAnswer, Receipt},
    sealing::InstanceKey,
};
use serde_json::json;
use std::{io::Write, net::TcpStream, os::unix::fs::OpenOptionsExt, path::Path, sync::Arc};

struct Scene {
    suite: Suite,
    process: Process,
    parameters: Arc<Parameters>,
    folder: tempfile::TempDir,
}

async fn scene(changes: serde_json::Value) -> Scene {
    let parameters = Parameters::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(&parameters, folder.path(), &changes).unwrap();
    Scene {
        suite: Suite::new(parameters.clone(), &process.address),
        process,
        parameters,
        folder,
    }
}

/// Everything in the files of the store.
fn files(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder.join("store")).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap_or_default());
    }
    bytes
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_it_comes_back_with_every_share_that_it_lent() {
    let mut scene = scene(json!({})).await;
    let grant = scene.suite.sign_in("killed").await.unwrap().grant;
    let (name, share) = scene.suite.today(&grant).await.unwrap();
    for _ in 0..3 {
        let running: Vec<_> = (0..20)
            .map(|number| {
                let (suite, grant) = (scene.suite.clone(), grant.clone());
                tokio::spawn(async move {
                    let other = suite.sign_in(&format!("killed-{number}")).await?;
                    let lent = suite.today(&other.grant).await?;
                    suite.today(&grant).await?;
                    Ok::<_, String>((other.grant, lent))
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(15)).await;
        scene.process.kill();
        scene.process.resume().unwrap();
        for one in running {
            // Whoever got a share before the end gets the same one after it.
            if let Ok((grant, (name, share))) = one.await.unwrap() {
                let leased = scene
                    .suite
                    .lease(&scene.suite.lease_call(&grant, &[name]))
                    .await;
                assert_eq!(leased.unwrap().granted[0].share, share);
            }
        }
    }
    let leased = scene
        .suite
        .lease(&scene.suite.lease_call(&grant, &[name]))
        .await
        .unwrap();
    assert_eq!(leased.granted[0].share, share);
    let audit = scene
        .process
        .run(&["verify-audit", "--config", "custodian.toml"])
        .unwrap();
    assert!(audit.contains("chains are whole"), "{audit}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_connection_costs_nobody_else_anything() {
    let scene = scene(json!({})).await;
    let authority = scene
        .process
        .address
        .trim_start_matches("http://")
        .to_owned();
    for part in ["POST /v1/leases HTTP/1.1\r\n", "GET", ""] {
        let mut stream = TcpStream::connect(&authority).unwrap();
        stream.write_all(part.as_bytes()).unwrap();
        drop(stream);
    }
    let grant = scene.suite.sign_in("cut").await.unwrap().grant;
    scene.suite.today(&grant).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_hands_nothing_out_and_says_so() {
    let scene = scene(json!({ "server": { "most_megabytes": 1 } })).await;
    let mut full = None;
    for number in 0..5_000 {
        match scene.suite.sign_in(&format!("full-{number}")).await {
            Ok(_) => {}
            Err(code) => {
                full = Some(code);
                break;
            }
        }
    }
    assert_eq!(full.as_deref(), Some("unavailable"));
    let status = scene.suite.client.status(now(), &MachineEntropy);
    let refused = scene.suite.ask::<serde_json::Value>(&status).await;
    assert_eq!(
        refused.unwrap_err(),
        "unavailable",
        "its status must not look well"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_two_minutes_wrong_lets_nobody_in() {
    for skew in [-120, 120] {
        let scene = scene(json!({ "server": { "clock_skew_seconds": skew } })).await;
        assert_eq!(scene.suite.sign_in("skewed").await.err().unwrap(), "stale");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn recorded_traffic_is_worth_nothing() {
    let mut scene = scene(json!({})).await;
    let suite = &scene.suite;
    let grant = suite.sign_in("recorded").await.unwrap().grant;
    let (_, share) = suite.today(&grant).await.unwrap();
    let call = suite.lease_call(&grant, &[]);
    let request: Request = suite.request("/v1/leases", &call);
    let answer = suite.send(&request).await.unwrap();
    assert!(!holds(&answer.body, share.as_bytes()));
    let sealed: LeaseAnswer = serde_json::from_slice(&answer.body).unwrap();
    let thief = InstanceKey::random(&MachineEntropy);
    assert!(custodian_core::client::open_leases(&thief, &request, &sealed).is_err());
    suite.refused(&request, "replayed").await.unwrap();
    // Not even a restart makes it forget.
    scene.process.kill();
    scene.process.resume().unwrap();
    scene.suite.refused(&request, "replayed").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_custodians_store_opens_nothing() {
    let mut scene = scene(json!({})).await;
    let answer = scene.suite.sign_in("stolen@example.org").await.unwrap();
    let (_, share) = scene.suite.today(&answer.grant).await.unwrap();
    scene.process.kill();
    let store = files(scene.folder.path());
    assert!(holds(&store, &answer.user.0), "the pseudonym lies there");
    assert!(!holds(&store, &hex::decode(&share).unwrap()));
    assert!(!holds(&store, share.as_bytes()));
    assert!(!holds(&store, b"stolen@example.org"));
    let secret = answer.grant.split('.').nth(1).unwrap();
    assert!(!holds(&store, secret.as_bytes()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_applications_key_alone_opens_nothing() {
    let scene = scene(json!({})).await;
    let anna = scene.suite.sign_in("at-rest").await.unwrap();
    scene.suite.today(&anna.grant).await.unwrap();
    // The thief signs as the application and knows the pseudonym, but has no grant.
    let guess = format!("{}.{}", anna.user, "0".repeat(64));
    let request = scene
        .suite
        .request("/v1/leases", &scene.suite.lease_call(&guess, &[]));
    scene.suite.refused(&request, "no-grant").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn destroyed_shares_leave_the_disk() {
    let mut scene = scene(json!({})).await;
    let answer = scene.suite.sign_in("erased").await.unwrap();
    scene.suite.today(&answer.grant).await.unwrap();
    let database = scene.folder.path().join("store/custodian.sqlite");
    let wrapped: Vec<u8> = rusqlite::Connection::open(&database)
        .unwrap()
        .query_row(
            "select wrapped from share where user = ?1",
            [answer.user.0],
            |row| row.get(0),
        )
        .unwrap();
    let _: Receipt = scene
        .suite
        .call("/v1/users/shred", &own(&answer.grant))
        .await
        .unwrap();
    scene.process.kill();
    assert!(!holds(&files(scene.folder.path()), &wrapped[12..]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dump_is_restored_and_brings_nobody_back_who_was_destroyed() {
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let mut scene = scene(json!({ "server": { "backup_recipients": [recipient] } })).await;
    let identity_file = scene.folder.path().join("identity.txt");
    std::fs::write(&identity_file, identity.to_string().expose_secret()).unwrap();
    let kept = scene.suite.sign_in("kept").await.unwrap();
    let (kept_name, kept_share) = scene.suite.today(&kept.grant).await.unwrap();
    let gone = scene.suite.sign_in("gone").await.unwrap();
    let (gone_name, _) = scene.suite.today(&gone.grant).await.unwrap();
    scene
        .process
        .run(&["dump", "--config", "custodian.toml", "dump.age"])
        .unwrap();
    let dump = std::fs::read(scene.folder.path().join("dump.age")).unwrap();
    assert!(!holds(&dump, &kept.user.0), "a dump shows nothing");
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let _: Receipt = scene
        .suite
        .call("/v1/users/shred", &own(&gone.grant))
        .await
        .unwrap();
    scene.process.kill();
    for file in [
        "custodian.sqlite",
        "custodian.sqlite-wal",
        "custodian.sqlite-shm",
    ] {
        let _ = std::fs::remove_file(scene.folder.path().join("store").join(file));
    }
    let told = scene
        .process
        .run(&[
            "restore",
            "--config",
            "custodian.toml",
            "--identity",
            "identity.txt",
            "dump.age",
        ])
        .unwrap();
    assert!(told.contains("1 users destroyed again"), "{told}");
    scene.process.resume().unwrap();
    let leased = scene
        .suite
        .lease(&scene.suite.lease_call(&kept.grant, &[kept_name]))
        .await;
    assert_eq!(leased.unwrap().granted[0].share, kept_share);
    let again = scene.suite.sign_in("gone").await.unwrap().grant;
    let leased = scene
        .suite
        .lease(&scene.suite.lease_call(&again, &[gone_name]))
        .await;
    assert!(
        leased.unwrap().granted.is_empty(),
        "an old backup brought a share back"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fetched_backup_that_was_changed_or_is_not_ours_restores_nothing() {
    let identity = age::x25519::Identity::generate();
    let mut scene = scene(json!({})).await;
    let folder = scene.folder.path().to_owned();
    let private = |file: &str, text: &str| {
        let path = folder.join(file);
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    private("identity.txt", identity.to_string().expose_secret());
    private(
        "foreign.key",
        &hex::encode(scene.parameters.foreign_key.to_bytes()),
    );
    let key = &scene.parameters.backup_key.1;
    private("backup.key", &hex::encode(key.to_bytes()));
    let grant = scene.suite.sign_in("kept").await.unwrap().grant;
    scene.suite.today(&grant).await.unwrap();
    let trusted = hex::encode(scene.suite.client.trust.as_bytes());
    let recipient = identity.to_public().to_string();
    let fetch = |key: &str, trusted: &str, file: &str| {
        scene.process.run(&[
            "fetch-backup",
            "--address",
            &scene.suite.address,
            "--key-id",
            "backup-1",
            "--key",
            key,
            "--trusted-key",
            trusted,
            "--recipient",
            &recipient,
            file,
        ])
    };
    assert!(fetch("foreign.key", &trusted, "none.age").is_err());
    let other = hex::encode(scene.parameters.foreign_key.verifying_key().as_bytes());
    assert!(fetch("backup.key", &other, "none.age").is_err());
    assert!(
        !folder.join("none.age").exists(),
        "half a backup is written"
    );
    fetch("backup.key", &trusted, "pages.age").unwrap();
    let sealed = std::fs::read(folder.join("pages.age")).unwrap();
    let plain = age::decrypt(&identity, &sealed).unwrap();
    let text = String::from_utf8(plain).unwrap();
    assert!(
        text.contains("wrapped"),
        "the file holds the wrapped shares"
    );
    let encrypt = |text: &str, file: &str| {
        let sealed = age::encrypt(&identity.to_public(), text.as_bytes()).unwrap();
        std::fs::write(folder.join(file), sealed).unwrap();
    };
    let raised = text.replace("\\\"lineage\\\":0", "\\\"lineage\\\":1");
    assert_ne!(raised, text);
    encrypt(&raised, "changed.age");
    let lines: Vec<&str> = text.lines().collect();
    encrypt(&lines[..lines.len() - 1].join("\n"), "cut.age");
    scene.process.kill();
    std::fs::remove_dir_all(folder.join("store")).unwrap();
    let restore = |file: &str| {
        scene
            .process
            .run(&["restore", "--identity", "identity.txt", file])
    };
    assert!(restore("changed.age").unwrap_err().contains("changed"));
    assert!(restore("cut.age").unwrap_err().contains("cut off"));
    assert!(!folder.join("store/custodian.sqlite").exists());
    assert!(restore("pages.age").unwrap().contains("1 users with"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_before_the_list_of_the_destroyed_is_made_good_at_the_next_start() {
    let mut scene = scene(json!({})).await;
    for subject in ["first", "second"] {
        let grant = scene.suite.sign_in(subject).await.unwrap().grant;
        scene.suite.today(&grant).await.unwrap();
        let _: Receipt = scene
            .suite
            .call("/v1/users/shred", &own(&grant))
            .await
            .unwrap();
    }
    scene.process.kill();
    let path = scene.folder.path().join("store/destroyed");
    let whole = std::fs::read_to_string(&path).unwrap();
    assert_eq!(whole.lines().count(), 2);
    // The disk has kept the first line and a part of the second one, as a power cut would.
    let first = whole.lines().next().unwrap().len() + 1;
    std::fs::write(&path, &whole[..first + 9]).unwrap();
    scene.process.resume().unwrap();
    scene.suite.sign_in("third").await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
    scene.process.kill();
    std::fs::remove_file(&path).unwrap();
    scene.process.resume().unwrap();
    scene.suite.sign_in("fourth").await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_root_key_is_rotated_and_recovered_from_three_of_five_shares() {
    let mut scene = scene(json!({})).await;
    let grant = scene.suite.sign_in("rotated").await.unwrap().grant;
    let (name, share) = scene.suite.today(&grant).await.unwrap();
    let running = scene
        .process
        .run(&["rotate-root", "--config", "custodian.toml"]);
    assert!(
        running.unwrap_err().contains("another process"),
        "never beside a running one"
    );
    scene.process.kill();
    scene
        .process
        .run(&["rotate-root", "--config", "custodian.toml"])
        .unwrap();
    scene.process.resume().unwrap();
    let leased = scene
        .suite
        .lease(&scene.suite.lease_call(&grant, &[name]))
        .await;
    assert_eq!(leased.unwrap().granted[0].share, share);
    let made = scene
        .process
        .run(&[
            "ceremony",
            "--secrets",
            "other.toml",
            "--recovery",
            "recovery",
        ])
        .unwrap();
    let recover = |shares: &[&str], out: &str| {
        let mut arguments = vec!["recover", "--secrets", out];
        for share in shares {
            arguments.extend(["--share", *share]);
        }
        scene.process.run(&arguments)
    };
    let file = |number: u32| format!("recovery/share-{number}-of-5.txt");
    let (one, three, five) = (file(1), file(3), file(5));
    assert!(
        recover(&[&one, &three], "two.toml").is_err(),
        "two shares know nothing"
    );
    let recovered = recover(&[&one, &three, &five], "three.toml").unwrap();
    let check = |text: &str| {
        let line = text.lines().find(|line| line.contains("check value"));
        line.map(str::to_owned)
    };
    assert_eq!(check(&made), check(&recovered));
    assert!(scene.parameters.secrets.parse().is_ok());
}
