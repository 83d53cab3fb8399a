//! Backups over the network.

use crate::suite::{MachineEntropy, Suite, Verdict, hold, now};
use custodian_core::{
    host::{
        audit::{Chain, verify},
        backup::{Page, fill},
        memory::MemoryStore,
        service::opens,
        store::Store,
    },
    message::Request,
    protocol::{BACKUP_PATH, BackupCall, BackupPlace, SignedPage},
};

fn page_call(suite: &Suite, place: BackupPlace) -> Request {
    let call = BackupCall { place };
    suite
        .backup
        .post(BACKUP_PATH, &call, now(), &MachineEntropy)
}

const FIRST: BackupPlace = BackupPlace::Gate { entry: 0 };

pub async fn everything_that_is_stored_can_be_fetched_and_filled_in(suite: Suite) -> Verdict {
    let answer = suite.sign_in("backup@example.org").await?;
    let (name, share) = suite.today(&answer.grant).await?;
    let raw = hex::decode(&share).map_err(|error| error.to_string())?;
    let mut pages: Vec<SignedPage> = Vec::new();
    let mut next = Some(FIRST);
    while let Some(place) = next {
        let signed: SignedPage = suite.ask(&page_call(&suite, place)).await?;
        hold(!signed.text.contains(&share), "a page shows a share")?;
        let bytes = format!("{raw:?}");
        let inner = bytes.trim_matches(['[', ']']).replace(' ', "");
        hold(!signed.text.contains(&inner), "a page shows a share")?;
        hold(!signed.text.contains("backup@"), "a page shows a person")?;
        let page: Page = serde_json::from_str(&signed.text).map_err(|error| error.to_string())?;
        next = page.next;
        pages.push(signed);
        hold(pages.len() < 10_000, "it has no end")?;
    }
    let secrets = suite.parameters.secrets.parse().map_err(|_| "secrets")?;
    let mut store = MemoryStore::default();
    let filled = fill(&secrets, &mut store, pages).map_err(|error| error.to_string())?;
    hold(filled.shares > 0, "no shares")?;
    let row = store.user(answer.user).map_err(|error| error.to_string())?;
    hold(row.is_some(), "the patient is missing")?;
    let shares = store
        .shares(answer.user)
        .map_err(|error| error.to_string())?;
    hold(
        shares.iter().any(|found| found.name == name),
        "today's share is missing",
    )?;
    opens(&secrets, &mut store).map_err(|error| error.to_string())?;
    for chain in [Chain::Gate, Chain::User(answer.user)] {
        hold(!store.chain(chain).is_empty(), "an audit is missing")?;
        hold(
            verify(chain, store.chain(chain)).is_ok(),
            "an audit is not whole",
        )?;
    }
    Ok(())
}

pub async fn only_a_backup_key_fetches_and_it_does_nothing_else(suite: Suite) -> Verdict {
    let call = BackupCall { place: FIRST };
    let request = suite.request(BACKUP_PATH, &call);
    suite.refused(&request, "unknown-key").await?;
    let identity = suite.identity("backup-key");
    let request = suite
        .backup
        .post("/v1/grants", &identity, now(), &MachineEntropy);
    suite.refused(&request, "unknown-key").await?;
    let grant = suite.sign_in("backup-key").await?.grant;
    let lease = suite.lease_call(&grant, &[]);
    let request = suite
        .backup
        .post("/v1/leases", &lease, now(), &MachineEntropy);
    suite.refused(&request, "unknown-key").await
}
