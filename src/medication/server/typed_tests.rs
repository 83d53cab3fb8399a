//! What typed texts become, and why they are refused.

use super::typed::{day, dose, every_days, instant, left, name, pack, pack_code, times, units};
use crate::{
    account::server::testing::instant as at,
    medication::model::{Fault, PackCodeFault},
};
use jiff::{civil::date, tz::TimeZone};

#[test]
fn names_and_doses_have_bounds() {
    assert_eq!(name("  Sumatriptan "), Ok("Sumatriptan".to_owned()));
    assert_eq!(name("   "), Err(Fault::NameMissing));
    assert!(name(&"ä".repeat(120)).is_ok());
    assert_eq!(name(&"a".repeat(121)), Err(Fault::NameTooLong));
    assert_eq!(dose(""), Ok(String::new()));
    assert_eq!(dose(&"a".repeat(61)), Err(Fault::DoseTooLong));
}

#[test]
fn units_are_above_zero_and_a_comma_is_as_good_as_a_point() {
    assert_eq!(units(""), Ok(None));
    assert_eq!(units("0,5"), Ok(Some(0.5)));
    assert_eq!(units("100"), Ok(Some(100.0)));
    for wrong in ["0", "-1", "100.5", "two", "NaN", "inf"] {
        assert_eq!(units(wrong), Err(Fault::UnitsOutOfRange), "{wrong}");
    }
}

#[test]
fn stock_may_be_zero_and_a_pack_may_not() {
    assert_eq!(left("0"), Ok(Some(0.0)));
    assert_eq!(left("10001"), Err(Fault::LeftOutOfRange));
    assert_eq!(pack(""), Ok(None));
    assert_eq!(pack("6"), Ok(Some(6)));
    for wrong in ["0", "1001", "6.5"] {
        assert_eq!(pack(wrong), Err(Fault::PackOutOfRange), "{wrong}");
    }
}

#[test]
fn a_time_is_now_or_earlier_or_typed_and_never_in_the_future() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let now = at("2026-11-20T10:00:00Z");
    let read = |when, typed| instant(when, typed, &zone, now);
    assert_eq!(read("0", ""), Ok(now));
    assert_eq!(read("", ""), Ok(now));
    assert_eq!(read("120", ""), Ok(at("2026-11-20T08:00:00Z")));
    assert_eq!(
        read("typed", "2026-11-20T09:30"),
        Ok(at("2026-11-20T08:30:00Z"))
    );
    // The enter key presses the first button.
    assert_eq!(
        read("0", "2026-11-20T09:30"),
        Ok(at("2026-11-20T08:30:00Z"))
    );
    assert_eq!(read("typed", ""), Err(Fault::TimeUnreadable));
    assert_eq!(read("typed", "yesterday"), Err(Fault::TimeUnreadable));
    assert_eq!(read("typed", "2026-11-20T11:02"), Err(Fault::TimeInFuture));
    assert_eq!(
        read("typed", "0001-01-01T00:00"),
        Err(Fault::TimeUnreadable)
    );
}

#[test]
fn a_time_that_the_change_of_clocks_skips_is_read() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let read = instant(
        "typed",
        "2026-03-29T02:30",
        &zone,
        at("2026-11-20T10:00:00Z"),
    );
    assert_eq!(read, Ok(at("2026-03-29T01:30:00Z")));
}

#[test]
fn times_of_a_plan_are_in_order_and_each_once() {
    assert_eq!(
        times(&["20:00", "", "08:00", "20:00"]),
        Ok(vec![480, 1_200])
    );
    assert_eq!(times(&["", ""]), Err(Fault::TimesMissing));
    assert_eq!(times(&["25:00"]), Err(Fault::TimesUnreadable));
    assert_eq!(every_days("28"), Ok(28));
    for wrong in ["1", "367", "", "monthly"] {
        assert_eq!(every_days(wrong), Err(Fault::DaysOutOfRange), "{wrong}");
    }
    assert_eq!(day("2026-11-20"), Ok(date(2026, 11, 20)));
    assert_eq!(day("20.11.2026"), Err(Fault::DateUnreadable));
}

#[test]
fn a_pack_without_a_code_has_none() {
    assert_eq!(pack_code(" "), Ok(None));
    assert_eq!(
        pack_code("4006381333932"),
        Err(Fault::Code(PackCodeFault::CheckDigit))
    );
}
