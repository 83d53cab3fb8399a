//! Any bytes as a diary file: never a panic, line numbers inside the file, no row lost without a
//! word, the same answer twice, and whatever was read comes back from both exports.
#![no_main]

use jiff::{Timestamp, civil::date};
use libfuzzer_sys::fuzz_target;
use migraine_pulse::platform::ids::RecordId;
use migraine_pulse::transfer::model::{DateOrder, Mapping};
use migraine_pulse::transfer::server::{
    Circumstances, Diary, guess, parse_mapping, preview, read, write_csv, write_json,
};
use std::hash::{DefaultHasher, Hash, Hasher};

fn identify(parts: &[&[u8]]) -> RecordId {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, parts).hash(&mut hasher);
        hasher.finish()
    };
    RecordId::new(uuid::Uuid::from_u64_pair(half(1), half(2)))
}

fuzz_target!(|bytes: &[u8]| {
    let now: Timestamp = "2026-11-20T10:00:00Z".parse().expect("an instant");
    let circumstances = Circumstances {
        now,
        today: date(2026, 11, 20),
        zone: "Europe/Berlin",
        identify: &identify,
    };
    let shown = preview(bytes, None, &circumstances);
    let Ok((_, guessed)) = guess(bytes, None) else {
        assert!(shown.is_err());
        return;
    };
    assert_eq!(parse_mapping(&guessed.fields()).as_ref(), Ok(&guessed));
    let date_order = guessed.date_order.or(Some(DateOrder::Dmy));
    let mapping = Mapping {
        date_order,
        ..guessed
    };
    let Ok(reading) = read(bytes, &mapping, &circumstances) else {
        return;
    };
    assert_eq!(read(bytes, &mapping, &circumstances).as_ref(), Ok(&reading));
    let accounted = reading.entries.len() + reading.faults.len();
    assert_eq!(accounted as u64, reading.rows);
    let lines = 1 + bytes
        .iter()
        .filter(|byte| matches!(byte, b'\r' | b'\n'))
        .count() as u64;
    assert!(
        reading
            .faults
            .iter()
            .all(|fault| (1..=lines).contains(&fault.line))
    );

    let diary = Diary::from_entries(reading.entries);
    let files = [write_csv(&diary), write_json(&diary, now)];
    for file in files.map(|file| file.expect("written in memory")) {
        let Ok((_, mapping)) = guess(&file, None) else {
            continue;
        };
        let again = read(&file, &mapping, &circumstances).expect("our own file");
        assert!(again.faults.is_empty());
        assert_eq!(Diary::from_entries(again.entries), diary);
    }
});
