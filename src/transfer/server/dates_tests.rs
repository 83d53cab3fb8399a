//! Dates and times as people write them.

use super::dates::{OrderEvidence, read_date, read_month_name, read_time, split_time};
use super::test_support::TODAY;
use crate::transfer::model::DateOrder::{self, Dmy, Mdy, Ymd};
use crate::transfer::model::FaultReason;

fn date(cell: &str, order: Option<DateOrder>) -> Result<String, FaultReason> {
    read_date(cell, order, TODAY).map(|date| date.to_string())
}

#[test]
fn dates_as_people_write_them() {
    let cases = [
        ("2020-12-20", None),
        ("2020/12/20", Some(Dmy)),
        ("2020.12.20.", Some(Mdy)),
        ("20201220", None),
        ("2020-12-20T18:12", None),
        ("2020-12-20 00:00:00", None),
        ("2020-12-20T18:12:00+01:00", None),
        ("20.12.2020", Some(Dmy)),
        ("20. 12. 2020", Some(Dmy)),
        ("20.12.20", Some(Dmy)),
        ("20/12/2020 18h12", Some(Dmy)),
        ("So, 20.12.2020", Some(Dmy)),
        ("12/20/2020", Some(Mdy)),
        ("12/20/20 6:12 PM", Some(Mdy)),
        ("20-12-20", Some(Ymd)),
        ("20 December 2020", None),
        ("Sunday, December 20, 2020", None),
        ("20. Dez. 2020", None),
        ("20 déc. 2020", None),
        ("2020 Dec 20", None),
        ("20-Dec-20", None),
    ];
    for (cell, order) in cases {
        assert_eq!(date(cell, order).as_deref(), Ok("2020-12-20"), "{cell}");
    }
    assert_eq!(date("1.2.99", Some(Dmy)).as_deref(), Ok("1999-02-01"));
    assert_eq!(date("29.2.2024", Some(Dmy)).as_deref(), Ok("2024-02-29"));
}

#[test]
fn what_is_not_a_date_is_refused() {
    let cases = [
        ("yesterday", Some(Dmy), FaultReason::DateUnreadable),
        ("44185", Some(Dmy), FaultReason::DateUnreadable),
        ("1/2", Some(Dmy), FaultReason::DateUnreadable),
        ("1/2/3/2020", Some(Dmy), FaultReason::DateUnreadable),
        ("1/2/2020", None, FaultReason::DateUnreadable),
        ("1/2/2020", Some(Ymd), FaultReason::DateUnreadable),
        ("1/2/202", Some(Dmy), FaultReason::DateUnreadable),
        ("٢٠/١٢/٢٠٢٠", Some(Dmy), FaultReason::DateUnreadable),
        ("20 jui 2020", None, FaultReason::DateUnreadable),
        ("12/20/2020", Some(Dmy), FaultReason::DateImpossible),
        ("2021-02-29", None, FaultReason::DateImpossible),
        ("2021-00-10", None, FaultReason::DateImpossible),
        ("1899-12-31", None, FaultReason::DateTooEarly),
        ("0001-01-01", None, FaultReason::DateTooEarly),
        ("2026-11-22", None, FaultReason::DateInFuture),
        ("9999-12-31", None, FaultReason::DateInFuture),
    ];
    for (cell, order, reason) in cases {
        assert_eq!(date(cell, order), Err(reason), "{cell}");
    }
    assert_eq!(
        date("2026-11-21", None).as_deref(),
        Ok("2026-11-21"),
        "one day ahead: other zones"
    );
    assert_eq!(date("1900-01-01", None).as_deref(), Ok("1900-01-01"));
}

#[test]
fn months_have_names() {
    for (name, month) in [
        ("jan", 1),
        ("Jänner", 1),
        ("fév.", 2),
        ("MÄRZ", 3),
        ("mrz", 3),
        ("avr", 4),
        ("mai", 5),
        ("may", 5),
        ("juin", 6),
        ("juil", 7),
        ("août", 8),
        ("Sept.", 9),
        ("okt", 10),
        ("nov", 11),
        ("déc", 12),
        ("dezember", 12),
    ] {
        assert_eq!(read_month_name(name), Some(month), "{name}");
    }
    for name in ["jui", "ma", "mardi", "", "decembers"] {
        assert_eq!(read_month_name(name), None, "{name}");
    }
}

#[test]
fn times_as_people_write_them() {
    for (text, expected) in [
        ("18:12", "18:12:00"),
        ("6:12 pm", "18:12:00"),
        ("06:12PM", "18:12:00"),
        ("18h12", "18:12:00"),
        ("18.12 Uhr", "18:12:00"),
        ("18:12:30", "18:12:30"),
        ("18:12:30.25", "18:12:30"),
        ("7 p.m.", "19:00:00"),
        ("12:05 AM", "00:05:00"),
        ("12:05 pm", "12:05:00"),
        ("0:00", "00:00:00"),
    ] {
        assert_eq!(
            read_time(text).map(|time| time.to_string()).as_deref(),
            Ok(expected),
            "{text}"
        );
    }
    for text in [
        "", "18", "25:00", "18:60", "13:00 pm", "0:10 am", "noon", "18:-1", "+1:00", "1:2:3:4",
    ] {
        assert_eq!(read_time(text), Err(FaultReason::TimeUnreadable), "{text}");
    }
}

#[test]
fn dates_are_split_from_times() {
    for (cell, expected) in [
        ("2020-12-20T18:12", ("2020-12-20", Some("18:12"))),
        ("20.12.2020, 18:12", ("20.12.2020", Some("18:12"))),
        ("20 août 2020 18h12", ("20 août 2020", Some("18h12"))),
        ("18:12", ("", Some("18:12"))),
        ("20 AUGUST 2020", ("20 AUGUST 2020", None)),
        ("é:1", ("é:1", None)),
        (":", (":", None)),
        ("", ("", None)),
    ] {
        assert_eq!(split_time(cell), expected, "{cell}");
    }
}

#[test]
fn evidence_is_counted_per_cell() {
    let mut evidence = OrderEvidence::default();
    for cell in ["2020-12-20", "13/1/2020", "1/13/2020", "1.2.2020"] {
        assert!(evidence.weigh(cell), "{cell}");
    }
    for cell in [
        "",
        "12",
        "63.43",
        "20 Dec 2020",
        "1.2.3.4",
        "123/4/2020",
        "1/2/20200",
    ] {
        assert!(!evidence.weigh(cell), "{cell}");
    }
    let expected = OrderEvidence {
        dates: 4,
        year_first: 1,
        day_first: 1,
        month_first: 1,
        points: 1,
    };
    assert_eq!(evidence, expected);
}
