//! After a whole scenario, the database as a thief would find it: none of the words that were
//! entered, no date of an event, no address.

use crate::{
    account::server::{
        Visit,
        testing::{Practice, fresh_id, instant},
    },
    attacks::server::{Change, service as attacks},
    daily::server::{add_late_attack, confirm_clear},
    encryption::server::Created,
    identity::server::{
        Person,
        session_store::{BROWSER_KEY, USER_KEY},
    },
    transfer::server::service as transfer,
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use jiff::{SignedDuration, civil::date};
use serde_json::json;
use std::{collections::HashMap, path::PathBuf, process::Command};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
};

/// Everything that a patient of the scenario has entered, or that follows from it.
const ENTERED: [&str; 46] = [
    "Quetzalcoatl",
    "thunderstorm over the orchard",
    "Föhnsturm",
    "Zyprexolin-Forte",
    "37.5 mg",
    "Migralevia",
    "leftover note",
    "imported-word-xylophone",
    "too long a name for a medicine",
    "marguerite.dubois@example.org",
    "marguerite",
    "dubois",
    "example.org",
    "subject-of-marguerite",
    "https://id.example",
    "2021-03-14",
    "14.03.2021",
    "03/14/2021",
    "14/03/2021",
    "3/14/2021",
    "20210314",
    "Mar 14",
    "14 March",
    "2021-03-13",
    "2019-07-08",
    "08.07.2019",
    "20190708",
    "2019-07-09",
    "1615734566",
    "1615734566000",
    "1562544000",
    "Asia/Kathmandu",
    "Kathmandu",
    "Europe/Berlin",
    "attack",
    "clear_day",
    "day_summary",
    "import_draft",
    "import_chunk",
    "profile",
    "nausea",
    "visual",
    "most_bothersome",
    "headache",
    "severity",
    "medicine",
];

/// The attack's onset: 2021-03-14 20:54:26 in Kathmandu, 1615734566 seconds after 1970.
const ONSET: &str = "2021-03-14T15:09:26Z";
const CSV: &str = "date,headache,severity,medicine_count,notes\n\
                   2019-07-08,1,7,2,imported-word-xylophone\n2019-07-09,0,,0,\n";

async fn live(practice: &Practice) -> Visit {
    let person = Person {
        issuer: "https://id.example".to_owned(),
        subject: "subject-of-marguerite".to_owned(),
        verified_email: Some("Marguerite.Dubois@Example.org".to_owned()),
    };
    let accounts = practice.state.identity.accounts();
    let user = accounts.find_or_create(&person).await.unwrap();
    let found = accounts
        .find_by_email("marguerite.dubois@example.org")
        .await
        .unwrap();
    assert_eq!(found, Some(user));
    let mut session = Record {
        id: Id(0),
        data: HashMap::from([
            (USER_KEY.to_owned(), json!(user)),
            (BROWSER_KEY.to_owned(), json!("Firefox")),
            ("return_to".to_owned(), json!("/day/2021-03-14")),
        ]),
        expiry_date: OffsetDateTime::from_unix_timestamp(4_000_000_000).unwrap(),
    };
    practice
        .state
        .identity
        .sessions()
        .create(&mut session)
        .await
        .unwrap();

    practice.clock.set(instant(ONSET));
    let visit = practice.visit(user, "Asia/Kathmandu");
    let id = fresh_id();
    attacks::begin(&visit, id).await.unwrap();
    practice.clock.advance(SignedDuration::from_mins(20));
    let visit = practice.visit(user, "Asia/Kathmandu");
    for code in [
        "level:7",
        "symptom:nausea",
        "bothers:light",
        "side:left",
        "region:temple",
        "aura:visual",
        "began:15",
        "woke",
        "progress:better",
        "began:20",
    ] {
        attacks::change(&visit, id, Change::parse(code).unwrap())
            .await
            .unwrap();
    }
    let taken = Change::taken("Zyprexolin-Forte", "37.5 mg", 0, visit.now).unwrap();
    attacks::change(&visit, id, taken).await.unwrap();
    let notes = Change::notes("thunderstorm over the orchard, Quetzalcoatl, Föhnsturm").unwrap();
    attacks::change(&visit, id, notes).await.unwrap();
    let long = "too long a name for a medicine ".repeat(9);
    let fields = [("name", long.as_str()), ("dose", "Migralevia")];
    attacks::change_typed(&visit, id, &fields, |_| {
        Change::taken(&long, "", 0, visit.now)
    })
    .await
    .unwrap();
    assert!(
        attacks::find(&visit, id)
            .await
            .unwrap()
            .value
            .draft
            .is_some()
    );
    confirm_clear(&visit, date(2021, 3, 13)).await.unwrap();

    let late = fresh_id();
    add_late_attack(&visit, late, date(2019, 7, 8))
        .await
        .unwrap();
    attacks::change(&visit, late, Change::notes("leftover note").unwrap())
        .await
        .unwrap();
    visit.store().delete(user, late).await.unwrap();

    // A file that was brought and saved, and one that was only brought.
    for is_saved in [true, false] {
        let draft = transfer::bring(&visit, CSV.as_bytes()).await.unwrap();
        transfer::look(&visit, draft).await.unwrap();
        if is_saved {
            transfer::confirm(&visit, draft).await.unwrap();
        }
    }
    visit
}

/// The whole database as text, or `None` where there is no `pg_dump`.
fn dump(address: &str) -> Option<String> {
    let mut candidates = vec![PathBuf::from("pg_dump")];
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        let installed = versions
            .flatten()
            .map(|version| version.path().join("bin/pg_dump"));
        candidates.splice(0..0, installed);
    }
    for program in candidates {
        let Ok(output) = Command::new(&program).args(["--dbname", address]).output() else {
            continue;
        };
        if output.status.success() {
            return Some(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        eprintln!(
            "{}: {}",
            program.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    eprintln!("skipped: no pg_dump that fits this server was found");
    None
}

/// The ways in which bytes can stand in a text: as they are, as hex, and as base64, which looks
/// different depending on how many bytes come before.
fn spellings(word: &str) -> Vec<String> {
    let mut spellings = vec![
        word.to_lowercase(),
        hex::encode(word),
        hex::encode(word.to_lowercase()),
    ];
    for before in 0..3 {
        let shifted = STANDARD_NO_PAD.encode([&[0; 2][..before.min(2)], word.as_bytes()].concat());
        // The characters at both ends also hold bits of the neighbours.
        let start = if before == 0 { 0 } else { before + 1 };
        let end = shifted.len() - 1;
        spellings.push(shifted.get(start..end).unwrap_or_default().to_lowercase());
    }
    spellings.retain(|spelling| spelling.len() >= 6);
    spellings
}

/// Whether `dump` (in lower case) holds `needle`; digits only count where no hex digit is beside
/// them, for among thousands of random ones every row of eight comes up some day.
fn holds(dump: &str, needle: &str) -> bool {
    if needle.bytes().any(|byte| !byte.is_ascii_digit()) || needle.len() > 16 {
        return dump.contains(needle);
    }
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    dump.match_indices(needle).any(|(place, _)| {
        let before = place
            .checked_sub(1)
            .and_then(|place| dump.as_bytes().get(place));
        !is_digit(before) && !is_digit(dump.as_bytes().get(place + needle.len()))
    })
}

#[tokio::test]
async fn a_dump_holds_nothing_that_was_entered() {
    // Somebody signed in on another day than that of any event: sessions are dated in clear.
    let Some(practice) = Practice::open("2021-03-10T09:00:00Z").await else {
        return;
    };
    let visit = live(&practice).await;
    let opened = visit.store().load(visit.user).await.unwrap();
    assert_eq!(opened.unreadable, 0);
    assert!(opened.len() >= 6, "the scenario has left records");
    let Some(text) = dump(&practice.test.database.address()) else {
        return;
    };
    assert!(
        text.contains(&visit.user.to_string()),
        "the dump is of this database"
    );
    assert!(text.contains("COPY vault.record"), "the dump has the rows");
    let text = text.to_lowercase();
    for word in ENTERED {
        for spelling in spellings(word) {
            assert!(!holds(&text, &spelling), "{word} as {spelling}");
        }
    }
}

#[tokio::test]
async fn the_search_finds_what_is_there() {
    let Some(practice) = Practice::open(ONSET).await else {
        return;
    };
    let visit = practice.patient();
    let created = visit
        .store()
        .create(visit.user, fresh_id(), &super::note("sealed"))
        .await
        .unwrap();
    assert_eq!(created, Created::New);
    let mut superuser = practice.test.database.superuser().await;
    sqlx::raw_sql(
        "create table public.leak (a text, b bytea, c text, d bigint, e date);
         insert into public.leak values ('a Quetzalcoatl', 'xxthunderstorm over the orchardxx',
             encode('zFöhnsturmzz', 'base64'), 1615734566, '2021-03-14')",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    let Some(text) = dump(&practice.test.database.address()) else {
        return;
    };
    let text = text.to_lowercase();
    for word in [
        "Quetzalcoatl",
        "thunderstorm over the orchard",
        "Föhnsturm",
        "1615734566",
        "2021-03-14",
    ] {
        assert!(
            spellings(word)
                .iter()
                .any(|spelling| holds(&text, spelling)),
            "{word}"
        );
    }
    assert!(!holds(&text, "zyprexolin-forte"));
}
