//! Any bytes: never a panic, no number that cannot be true, times in order; and what was built is read.

use super::{Parsed, source};
use crate::environment::model::{Feed, Quantity};
use proptest::prelude::*;
use serde_json::json;

fn holds(parsed: &Parsed) -> Result<(), TestCaseError> {
    for series in &parsed.series {
        for pair in series.points.windows(2) {
            prop_assert!(pair[0].at < pair[1].at);
        }
        for value in series.points.iter().filter_map(|point| point.value) {
            prop_assert!(series.quantity.plausible(value).is_some());
        }
    }
    Ok(())
}

/// Words of the formats, so that a random text gets past the first character.
fn fragments() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"time_tag\"",
        "\"Kp\"",
        "\"2026-01-01T00:00:00\"",
        "null",
        "1.5",
        "-1",
        "1e400",
        "\"hourly\"",
        "\"time\"",
        "\"hourly_units\"",
        "\"temperature_2m\"",
        "\"datetime\"",
        "NaN",
        "<table>",
        "<tr>",
        "<td>",
        "# YYYYMMDD a b\n",
        "\n",
        " 20020701 ",
        "# Station lon, lat = 1, 2\n",
        ":Issued: 2026 Jan 01 0000 UTC\n",
        "NOAA Kp index forecast\n",
        "Jan 01 ",
        "00-03UT 1.0\n",
        "2023 10 26 ",
        "\u{fffd}",
        "-",
        "9",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn no_bytes_bring_a_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for feed in Feed::ALL {
            if let Ok(parsed) = source(*feed).parse(&bytes) {
                holds(&parsed)?;
            }
        }
    }

    #[test]
    fn no_text_brings_a_reader_down(text in fragments()) {
        for feed in Feed::ALL {
            if let Ok(parsed) = source(*feed).parse(text.as_bytes()) {
                holds(&parsed)?;
            }
        }
    }

    #[test]
    fn hours_that_were_written_are_read(values in prop::collection::vec(prop::option::of(-50.0..50.0_f64), 1..200)) {
        let times: Vec<i64> = (0..).map(|hour: i64| 1_767_225_600 + hour * 3_600).take(values.len()).collect();
        let body = json!({
            "timezone": "GMT",
            "hourly_units": {"temperature_2m": "°C"},
            "hourly": {"time": times, "temperature_2m": values},
        });
        match source(Feed::Forecast).parse(body.to_string().as_bytes()) {
            Ok(parsed) => {
                let read: Vec<_> = parsed.of(Quantity::Temperature).unwrap().points.iter().map(|point| point.value).collect();
                for (written, read) in values.iter().zip(read) {
                    prop_assert_eq!(written.is_some(), read.is_some());
                    prop_assert!((written.unwrap_or(0.0) - read.unwrap_or(0.0)).abs() < 1e-9);
                }
            }
            Err(fault) => prop_assert!(values.iter().all(Option::is_none), "{fault}"),
        }
    }

    #[test]
    fn any_cut_of_an_answer_is_a_fault_or_true(cut in 0_usize..300) {
        let body = json!([{"time_tag": "2025-04-03T12:00:00", "Kp": 1.0}, {"time_tag": "2025-04-03T15:00:00", "Kp": 2.0}]).to_string();
        let cut = cut.min(body.len() - 1);
        prop_assert!(source(Feed::PlanetaryK).parse(&body.as_bytes()[..cut]).is_err());
    }
}
