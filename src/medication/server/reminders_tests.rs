//! The calendar file, read back: neutral words, local times, rules that end, zones that are defined.

use super::{Plan, PlannedDose, Schedule, reminders::calendar};
use crate::{
    account::server::testing::{fresh_id, instant},
    encryption::server::Stored,
    medication::model::MedicineClass,
};
use jiff::{
    civil::{Date, date},
    tz::TimeZone,
};
use std::collections::{BTreeMap, BTreeSet};

const ZONE: &str = "Europe/Berlin";

fn plan(schedule: Schedule, started: Date, stopped: Option<Date>) -> Stored<Plan> {
    Stored {
        id: fresh_id(),
        revision: 1,
        value: Plan {
            name: "Topiramate".to_owned(),
            dose: "25 mg".to_owned(),
            class: MedicineClass::Anticonvulsant,
            medicine: None,
            schedule,
            started,
            stopped,
            skipped: BTreeSet::from([PlannedDose {
                day: started,
                minute: None,
            }]),
            recorded: instant("2026-11-01T08:00:00Z"),
        },
    }
}

fn file(plans: &[Stored<Plan>], with_names: bool) -> String {
    calendar(
        plans,
        "MigrainePulse reminder",
        with_names,
        ZONE,
        &TimeZone::get(ZONE).unwrap(),
        instant("2026-11-20T10:00:00Z"),
    )
}

/// A component: its properties by name with their parameters, and what stands in it.
#[derive(Debug, Default)]
struct Component {
    kind: String,
    properties: BTreeMap<String, (String, String)>,
    inside: Vec<Component>,
}

/// Reads a file back as RFC 5545 says: unfold the lines, then nest the components.
fn read(text: &str) -> Component {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    let unfolded = text.replace("\r\n ", "");
    let mut open = vec![Component::default()];
    for line in unfolded.split_terminator("\r\n") {
        let (head, value) = line.split_once(':').expect("a name and a value");
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        match name {
            "BEGIN" => open.push(Component {
                kind: value.to_owned(),
                ..Component::default()
            }),
            "END" => {
                let done = open.pop().unwrap();
                assert_eq!(done.kind, value);
                open.last_mut().unwrap().inside.push(done);
            }
            _ => {
                let value = (parameters.to_owned(), value.to_owned());
                let own = &mut open.last_mut().unwrap().properties;
                assert!(own.insert(name.to_owned(), value).is_none(), "{name} twice");
            }
        }
    }
    let mut all = open.pop().unwrap().inside;
    assert!(open.is_empty() && all.len() == 1);
    all.remove(0)
}

fn events(calendar: &Component) -> Vec<&Component> {
    let inside = calendar.inside.iter();
    inside.filter(|part| part.kind == "VEVENT").collect()
}

fn value<'a>(component: &'a Component, name: &str) -> &'a str {
    &component.properties[name].1
}

#[test]
fn a_daily_plan_is_one_series_for_each_time_in_local_time() {
    let plan = plan(
        Schedule::Daily(vec![480, 1_230]),
        date(2026, 11, 3),
        Some(date(2026, 12, 31)),
    );
    let calendar = read(&file(&[plan], false));
    assert_eq!(calendar.kind, "VCALENDAR");
    assert_eq!(value(&calendar, "VERSION"), "2.0");
    let events = events(&calendar);
    let starts: Vec<_> = events
        .iter()
        .map(|event| event.properties["DTSTART"].clone())
        .collect();
    let parameters = format!("TZID={ZONE}");
    assert_eq!(
        starts,
        [
            (parameters.clone(), "20261103T080000".to_owned()),
            (parameters, "20261103T203000".to_owned())
        ]
    );
    for event in &events {
        // 23:59:59 in Berlin in winter.
        assert_eq!(value(event, "RRULE"), "FREQ=DAILY;UNTIL=20261231T225959Z");
        assert_eq!(value(event, "SUMMARY"), "MigrainePulse reminder");
        assert!(event.properties.contains_key("DTSTAMP"));
    }
    assert_ne!(value(events[0], "UID"), value(events[1], "UID"));
}

#[test]
fn rare_plans_are_whole_days() {
    let plans = [
        plan(Schedule::EveryDays(84), date(2026, 10, 1), None),
        plan(Schedule::Monthly, date(2026, 1, 31), None),
        plan(Schedule::Monthly, date(2026, 1, 15), None),
    ];
    let calendar = read(&file(&plans, false));
    let rules: BTreeSet<_> = events(&calendar)
        .iter()
        .map(|event| {
            assert_eq!(event.properties["DTSTART"].0, "VALUE=DATE");
            value(event, "RRULE").to_owned()
        })
        .collect();
    assert_eq!(
        rules,
        BTreeSet::from([
            "FREQ=DAILY;INTERVAL=84".to_owned(),
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1".to_owned(),
            "FREQ=MONTHLY;BYMONTHDAY=15".to_owned(),
        ])
    );
}

#[test]
fn a_medicine_is_named_only_when_the_patient_asked_for_it() {
    let plan = plan(Schedule::Monthly, date(2026, 1, 15), None);
    let neutral = file(std::slice::from_ref(&plan), false);
    assert!(!neutral.contains("Topiramate") && !neutral.contains("25 mg"));
    let named = read(&file(&[plan], true));
    assert_eq!(
        value(events(&named)[0], "SUMMARY"),
        "MigrainePulse reminder: Topiramate 25 mg"
    );
}

#[test]
fn stopped_plans_are_left_out() {
    let stopped = plan(
        Schedule::Monthly,
        date(2026, 1, 15),
        Some(date(2026, 11, 19)),
    );
    assert!(events(&read(&file(&[stopped], false))).is_empty());
}

#[test]
fn the_zone_is_defined_with_its_changes_of_clocks() {
    let plan = plan(Schedule::Daily(vec![480]), date(2026, 11, 3), None);
    let calendar = read(&file(&[plan], false));
    let zone = calendar
        .inside
        .iter()
        .find(|part| part.kind == "VTIMEZONE")
        .unwrap();
    assert_eq!(value(zone, "TZID"), ZONE);
    let summer = zone
        .inside
        .iter()
        .find(|part| value(part, "DTSTART") == "20270328T020000")
        .unwrap();
    assert_eq!(summer.kind, "DAYLIGHT");
    assert_eq!(value(summer, "TZOFFSETFROM"), "+0100");
    assert_eq!(value(summer, "TZOFFSETTO"), "+0200");
    let winter = zone
        .inside
        .iter()
        .find(|part| value(part, "DTSTART") == "20271031T030000")
        .unwrap();
    assert_eq!(winter.kind, "STANDARD");
    assert_eq!(value(winter, "TZOFFSETTO"), "+0100");
}
