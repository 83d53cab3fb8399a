//! Plans as an iCalendar file (RFC 5545), for the calendar that the patient already has.
//!
//! The words are neutral, because calendars are shown on lock screens and shared: a medicine is named only
//! when the patient asked for it. Times are local with their zone, so that eight o'clock stays eight o'clock.

use super::{Plan, Schedule, plans::join};
use crate::encryption::server::Stored;
use icalendar::{Calendar, Component, Event, Parameter, Property};
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned, civil::Date, tz::TimeZone};
use std::fmt::Write;

/// How far ahead changes of clocks are written down, in years.
const YEARS_AHEAD: i16 = 10;

/// The calendar of all plans that go on at `now`, or that begin later.
#[must_use]
pub fn calendar(
    plans: &[Stored<Plan>],
    words: &str,
    with_names: bool,
    zone_name: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> String {
    let today = now.to_zoned(zone.clone()).date();
    let mut calendar = Calendar::new();
    calendar.name("MigrainePulse");
    let mut plans: Vec<_> = plans
        .iter()
        .filter(|stored| stored.value.stopped.is_none_or(|stopped| stopped >= today))
        .collect();
    plans.sort_by_key(|stored| stored.id);
    for stored in plans {
        let plan = &stored.value;
        let summary = if with_names {
            format!("{words}: {}", join(&plan.name, &plan.dose))
        } else {
            words.to_owned()
        };
        let Some(first) = plan.next_day(plan.started) else {
            continue;
        };
        for (place, start) in starts(plan, first, zone_name).into_iter().enumerate() {
            let mut event = Event::new();
            event
                .uid(&format!("{}-{place}@migraine-pulse", stored.id))
                .add_property("DTSTAMP", utc(now))
                .summary(&summary)
                .append_property(start)
                .add_property("RRULE", rule(plan, zone))
                .add_property("TRANSP", "TRANSPARENT");
            calendar.push(event.done());
        }
    }
    let text = calendar.done().to_string();
    let mut events = text.split("BEGIN:VEVENT");
    let head = events.next().unwrap_or_default();
    let events: Vec<String> = events.map(|event| with_alarm(event, words)).collect();
    if events.is_empty() {
        return text;
    }
    let zone = zone_block(zone_name, zone, now);
    format!("{head}{zone}{}", events.concat())
}

/// An event that rings: at its time, or at nine o'clock when it is a whole day.
fn with_alarm(event: &str, words: &str) -> String {
    let trigger = if event.contains("VALUE=DATE") {
        "PT9H"
    } else {
        "PT0S"
    };
    let alarm = format!(
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:{words}\r\nTRIGGER:{trigger}\r\nEND:VALARM\r\n"
    );
    let event = event.replacen("END:VEVENT", &format!("{alarm}END:VEVENT"), 1);
    format!("BEGIN:VEVENT{event}")
}

/// The start of each series: one for each time of day, or a whole day.
fn starts(plan: &Plan, first: Date, zone_name: &str) -> Vec<Property> {
    match &plan.schedule {
        Schedule::Daily(times) => times
            .iter()
            .map(|minute| {
                let (hour, minute) = (minute / 60, minute % 60);
                let local = format!("{}T{hour:02}{minute:02}00", first.strftime("%Y%m%d"));
                let mut start = Property::new("DTSTART", local);
                start.append_parameter(Parameter::new("TZID", zone_name));
                start.done()
            })
            .collect(),
        Schedule::EveryDays(_) | Schedule::Monthly => {
            let mut start = Property::new("DTSTART", first.strftime("%Y%m%d").to_string());
            start.append_parameter(Parameter::new("VALUE", "DATE"));
            vec![start.done()]
        }
    }
}

fn rule(plan: &Plan, zone: &TimeZone) -> String {
    let mut rule = match &plan.schedule {
        Schedule::Daily(_) => "FREQ=DAILY".to_owned(),
        Schedule::EveryDays(days) => format!("FREQ=DAILY;INTERVAL={days}"),
        Schedule::Monthly => match plan.started.day() {
            // The last of these days that the month has.
            day @ 29..=31 => {
                let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
                format!("FREQ=MONTHLY;BYMONTHDAY={};BYSETPOS=-1", days.join(","))
            }
            day => format!("FREQ=MONTHLY;BYMONTHDAY={day}"),
        },
    };
    if let Some(stopped) = plan.stopped {
        // The end is of the same kind as the start: an instant for times of day, else a date.
        let until = match &plan.schedule {
            Schedule::Daily(_) => stopped
                .at(23, 59, 59, 0)
                .to_zoned(zone.clone())
                .map(|end| utc(end.timestamp()))
                .unwrap_or_default(),
            Schedule::EveryDays(_) | Schedule::Monthly => stopped.strftime("%Y%m%d").to_string(),
        };
        if !until.is_empty() {
            rule.push_str(";UNTIL=");
            rule.push_str(&until);
        }
    }
    rule
}

fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The rules of the zone around `now`, as RFC 5545 wants them for each zone that is named.
fn zone_block(name: &str, zone: &TimeZone, now: Timestamp) -> String {
    let local = now.to_zoned(zone.clone());
    let from = local
        .checked_sub(1.years())
        .unwrap_or_else(|_| local.clone());
    let until = local
        .checked_add(YEARS_AHEAD.years())
        .unwrap_or_else(|_| local.clone());
    let mut block = format!("BEGIN:VTIMEZONE\r\nTZID:{name}\r\n");
    let mut before = from.offset().seconds();
    observance(&mut block, false, before, &from);
    for change in zone
        .following(from.timestamp())
        .take_while(|change| change.timestamp() <= until.timestamp())
    {
        let after = change.timestamp().to_zoned(zone.clone());
        observance(&mut block, change.dst().is_dst(), before, &after);
        before = after.offset().seconds();
    }
    block.push_str("END:VTIMEZONE\r\n");
    block
}

/// One stretch of the zone: from `start` on the offset is its own, up to then it was `before`.
fn observance(block: &mut String, is_dst: bool, before: i32, start: &Zoned) {
    let kind = if is_dst { "DAYLIGHT" } else { "STANDARD" };
    // The start is told in the local time that held before it.
    let shift = SignedDuration::from_secs((before - start.offset().seconds()).into());
    let local = start
        .datetime()
        .checked_add(shift)
        .unwrap_or(start.datetime());
    // Writing to a string cannot fail.
    let _ = write!(
        block,
        "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nEND:{kind}\r\n",
        local.strftime("%Y%m%dT%H%M%S"),
        offset(before),
        offset(start.offset().seconds()),
    );
}

/// An offset as `+0100`, with seconds where a zone had them.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, rest) = (all / 3_600, all / 60 % 60, all % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}
