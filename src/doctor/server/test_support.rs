//! Made-up diaries for the tests of the report.

use crate::{
    account::server::Profile,
    attacks::{
        model::{AuraKind, Domain, Level, Loss, Pain, Relief, Severity, Side, Symptom},
        server::{Attack, AttackRecord, Course, LevelPoint},
    },
    daily::server::{CheckIn, ClearDay, Measurement, Quantity},
    encryption::server::Stored,
    medication::{
        model::{MedicineClass, Purpose},
        server::{IntakeRecord, Plan, Schedule},
    },
    platform::ids::RecordId,
    reports::server::Diary,
    scales::{model::Scale, server::ScaleAnswers},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::BTreeSet;

/// The day on which the reports of the tests are made.
pub(super) const TODAY: Date = jiff::civil::date(2026, 11, 20);

/// Noon on a day.
pub(super) fn noon(day: Date) -> Timestamp {
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    noon.unwrap().timestamp()
}

/// A record in the store; ids count up.
pub(super) fn stored<T>(number: u32, value: T) -> Stored<T> {
    Stored {
        id: RecordId::parse(&format!("00000000-0000-4000-8000-{number:012}")).unwrap(),
        revision: 1,
        value,
    }
}

/// A migraine of some hours from noon on, entered at once.
pub(super) fn migraine(day: Date, hours: i64, level: u8) -> AttackRecord {
    let onset = noon(day);
    let mut attack = Attack::begun(onset, "UTC", onset);
    attack.course = Course::Ended(onset + SignedDuration::from_hours(hours));
    attack.levels = vec![LevelPoint {
        at: onset,
        pain: Pain::Number(Level::new(level).unwrap()),
    }];
    attack.side = Some(Side::Left);
    attack.symptoms = BTreeSet::from([
        Symptom::Pulsating,
        Symptom::Nausea,
        Symptom::Light,
        Symptom::Sound,
    ]);
    AttackRecord::new(attack)
}

/// An acute intake at noon, entered at once.
pub(super) fn intake(day: Date, name: &str, class: MedicineClass) -> IntakeRecord {
    IntakeRecord {
        name: name.to_owned(),
        dose: "50 mg".to_owned(),
        class,
        purpose: Purpose::Acute,
        medicine: None,
        attack: None,
        at: noon(day),
        zone: "UTC".to_owned(),
        units: Some(1.0),
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: noon(day),
    }
}

/// Every day from `first` to `last` without a migraine is confirmed to be clear.
pub(super) fn clear_rest(diary: &mut Diary, first: Date, last: Date) {
    let taken: BTreeSet<Date> = diary
        .attacks
        .iter()
        .map(|stored| stored.value.attack.onset.to_zoned(TimeZone::UTC).date())
        .collect();
    let days = first.series(1.day()).take_while(|day| *day <= last);
    for (number, day) in (100_000..).zip(days.filter(|day| !taken.contains(day))) {
        diary.clear_days.push(stored(number, ClearDay { day }));
    }
}

/// Half a year with a migraine every week, treated each time, and with one of everything else.
pub(super) fn rich() -> Diary {
    let mut diary = Diary::default();
    let first = TODAY.saturating_sub(167.days());
    for (number, day) in (0..).zip(first.series(7.days()).take_while(|day| *day <= TODAY)) {
        let mut record = migraine(day, 6, 7);
        let attack = &mut record.attack;
        attack.levels.push(LevelPoint {
            at: attack.onset + SignedDuration::from_hours(2),
            pain: Pain::Word(Severity::Mild),
        });
        attack.details.losses.insert(Domain::Work, Loss::Missed);
        attack
            .details
            .losses
            .insert(Domain::Household, Loss::Reduced);
        if number % 4 == 0 {
            attack.aura.insert(AuraKind::Visual, Some(20));
        }
        let record = stored(number, record);
        let mut taken = intake(day, "Sumatriptan", MedicineClass::Triptan);
        taken.attack = Some(record.id);
        taken.pain_before = Some(Pain::Word(Severity::Severe));
        taken.relief = Some(if number % 2 == 0 {
            Relief::Free
        } else {
            Relief::Better
        });
        taken.returned = Some(number % 6 == 0);
        diary.attacks.push(record);
        diary.intakes.push(stored(1_000 + number, taken));
        let other = intake(day, "Ibuprofen", MedicineClass::Nsaid);
        diary.intakes.push(stored(2_000 + number, other));
    }
    clear_rest(&mut diary, first, TODAY);
    let now = noon(TODAY);
    for (number, place) in (0..).zip(0..7) {
        let day = first.saturating_add((place * 28 + 1).days());
        let mut check_in = CheckIn::of(day, noon(day));
        check_in.period_began = Some(true);
        diary.check_ins.push(stored(3_000 + number, check_in));
    }
    let quantities = [
        Quantity::Weight(68.5),
        Quantity::Height(172.0),
        Quantity::BloodPressure {
            systolic: 121,
            diastolic: 79,
        },
        Quantity::Water(500),
    ];
    for (number, quantity) in (0..).zip(quantities) {
        let measurement = Measurement::of(quantity, now, "UTC");
        diary.measurements.push(stored(4_000 + number, measurement));
    }
    let scales = [
        (Scale::Midas, vec![3, 4, 5, 2, 1, 30, 7], Vec::new()),
        (Scale::Phq9, vec![1; 9], Vec::new()),
        (Scale::Gad7, vec![1; 7], Vec::new()),
        (Scale::Hit6, Vec::new(), vec![Some(62)]),
    ];
    for (number, (scale, answers, typed_scores)) in (0..).zip(scales) {
        let answers = answers.into_iter().map(Some).collect();
        let answered = ScaleAnswers {
            scale,
            day: TODAY.saturating_sub(10.days()),
            answers,
            typed_scores,
            recorded: now,
        };
        diary.scales.push(stored(5_000 + number, answered));
    }
    let plan = serde_json::json!({
        "name": "Metoprolol", "dose": "47.5 mg", "class": "beta_blocker",
        "schedule": {"daily": [1_200]}, "started": "2026-03-01", "recorded": now,
    });
    diary.plans.push(stored(6_000, plan_of(plan)));
    diary.profile = Some(Profile {
        born: Some(1988),
        questions: vec![
            "Can I take a triptan together with my tablets for blood pressure?".to_owned(),
            "Which preventive treatment comes next?".to_owned(),
            "Is one hour of sport before work too much?".to_owned(),
            "A fourth one that has no room".to_owned(),
        ],
        ..Profile::default()
    });
    diary
}

/// A plan from JSON, so that its newer fields have their defaults.
fn plan_of(plan: serde_json::Value) -> Plan {
    let plan: Plan = serde_json::from_value(plan).unwrap();
    assert!(matches!(plan.schedule, Schedule::Daily(_)));
    plan
}
