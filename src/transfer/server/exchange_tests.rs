//! From one account into another and back, through real stores.

use super::{
    draft::Outcome,
    export::{write_csv, write_json},
    round_trip_tests,
    service::{bring, confirm, everything, save},
    service_tests::{FORTNIGHT, NOW},
    test_support::{guessed, now},
};
use crate::{
    account::server::testing::{Practice, fresh_id},
    attacks::server::{Change, service},
    daily::server::confirm_clear,
};
use jiff::civil::date;
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

#[tokio::test]
async fn what_one_account_exports_another_imports_and_exports_the_same() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let mut runner = TestRunner::deterministic();
    for case in 0..6 {
        let tree = round_trip_tests::diary().new_tree(&mut runner).unwrap();
        let original = write_json(&tree.current(), now()).unwrap();
        let source = practice.patient();
        save(&source, &original, &guessed(&original)).await.unwrap();
        let diary = everything(&practice.elsewhere(&source)).await.unwrap();
        for bytes in [
            write_json(&diary, source.now).unwrap(),
            write_csv(&diary).unwrap(),
        ] {
            let target = practice.patient();
            let id = bring(&target, &bytes).await.unwrap();
            confirm(&target, id).await.unwrap();
            let copy = everything(&practice.elsewhere(&target)).await.unwrap();
            assert_eq!(copy, diary, "case {case}");
            assert_eq!(
                write_json(&copy, source.now).unwrap(),
                write_json(&diary, source.now).unwrap()
            );
            assert_eq!(write_csv(&copy).unwrap(), write_csv(&diary).unwrap());
        }
    }
}

#[tokio::test]
async fn what_the_pages_made_comes_back_whole() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (source, id) = (practice.patient(), fresh_id());
    service::begin(&source, id).await.unwrap();
    for code in [
        "level:7",
        "symptom:light",
        "aura:visual",
        "began:30",
        "side:both",
        "gone",
    ] {
        service::change(&source, id, Change::parse(code).unwrap())
            .await
            .unwrap();
    }
    let taken = Change::taken("=Ibuprofen", "'400", 5, source.now).unwrap();
    service::change(&source, id, taken).await.unwrap();
    confirm_clear(&source, date(2026, 11, 19)).await.unwrap();
    save(
        &source,
        FORTNIGHT.as_bytes(),
        &guessed(FORTNIGHT.as_bytes()),
    )
    .await
    .unwrap();
    let diary = everything(&source).await.unwrap();
    for bytes in [
        write_json(&diary, source.now).unwrap(),
        write_csv(&diary).unwrap(),
    ] {
        let target = practice.patient();
        save(&target, &bytes, &guessed(&bytes)).await.unwrap();
        assert_eq!(everything(&target).await.unwrap(), diary);
        // Into the account from which it came, it brings nothing.
        let outcome = save(&source, &bytes, &guessed(&bytes)).await.unwrap();
        assert_eq!(
            outcome,
            Outcome {
                new: 0,
                already_there: 15
            }
        );
    }
}
