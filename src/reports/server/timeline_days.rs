//! The days of a timeline: attacks as stretches of the clock, medicines as instants, and all of it in
//! the order of time.

use super::{
    diary::Diary,
    rules::{AttackFact, Facts},
};
use crate::{
    account::server::{civil_day, civil_moment, minutes_between},
    attacks::model::{Pain, Severity},
    i18n::dates::CivilMoment,
    medication::model::MedicineClass,
    platform::ids::RecordId,
    reports::model::{TimelineDay, TimelineEvent, TimelineEventKind, TimelineStretch},
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, HashMap};

/// Minutes of the strip, whatever the clocks do on that day.
const DAY_MINUTES: u16 = 1_440;

/// The days of `span` on which something happened, the latest first.
pub(super) fn days_of_span(diary: &Diary, facts: &Facts, span: (Date, Date)) -> Vec<TimelineDay> {
    let mut days = Days {
        span,
        days: BTreeMap::new(),
    };
    for attack in &facts.attacks {
        days.add_attack(attack);
    }
    days.add_intakes(diary, facts);
    for (day, answer) in &facts.days {
        let kind = match answer.headache {
            Some(true) => TimelineEventKind::HeadacheTold,
            Some(false) => TimelineEventKind::Clear,
            None => continue,
        };
        days.add_whole_day(*day, kind);
    }
    for (day, _) in &facts.period_starts {
        days.add_whole_day(*day, TimelineEventKind::PeriodBegan);
    }
    let mut days: Vec<TimelineDay> = days.days.into_values().collect();
    for day in &mut days {
        day.events
            .sort_by_key(|event| event.at.map(|at| (at.hour, at.minute)));
    }
    days.reverse();
    days
}

/// A medicine as its entry tells it.
struct Taken<'a> {
    name: &'a str,
    dose: &'a str,
    class: MedicineClass,
    href: String,
}

struct Days {
    span: (Date, Date),
    days: BTreeMap<Date, TimelineDay>,
}

impl Days {
    /// The day, if it lies in the span.
    fn day(&mut self, day: Date) -> Option<&mut TimelineDay> {
        (self.span.0..=self.span.1).contains(&day).then(|| {
            self.days.entry(day).or_insert_with(|| TimelineDay {
                day: civil_day(day),
                stretches: Vec::new(),
                intakes: Vec::new(),
                events: Vec::new(),
            })
        })
    }

    fn add_attack(&mut self, attack: &AttackFact) {
        let first = attack.first.max(self.span.0);
        let last = attack.last.min(self.span.1);
        if first > last {
            return;
        }
        let onset = civil_moment(attack.onset, &attack.zone);
        let until = civil_moment(attack.until, &attack.zone);
        for date in first.series(1.day()).take_while(|date| *date <= last) {
            let begins = date == attack.first;
            let from = if begins { minute(onset) } else { 0 };
            let ends = civil_day(date) == until.day;
            let to = if ends { minute(until) } else { DAY_MINUTES };
            let height = height(attack, date);
            let Some(day) = self.day(date) else { continue };
            day.stretches.push(TimelineStretch {
                from,
                to: to.max(from),
                height,
            });
            let kind = if begins {
                TimelineEventKind::AttackBegan {
                    peak: attack.peak,
                    minutes: attack
                        .is_end_known
                        .then(|| minutes_between(attack.onset, attack.until)),
                }
            } else {
                TimelineEventKind::AttackWentOn
            };
            day.events.push(TimelineEvent {
                at: begins.then_some(onset),
                kind,
                href: format!("/attacks/{}", attack.id),
            });
        }
    }

    fn add_intakes(&mut self, diary: &Diary, facts: &Facts) {
        let classes = self.classes(facts);
        // A local day lies within 14 hours of the same day in UTC.
        let near = |at: Timestamp| {
            let day = at.to_zoned(TimeZone::UTC).date();
            (self.span.0.saturating_sub(1.day())..=self.span.1.saturating_add(1.day()))
                .contains(&day)
        };
        let intakes: Vec<_> = diary
            .intakes
            .iter()
            .filter(|stored| near(stored.value.at))
            .collect();
        let told: Vec<_> = diary
            .attacks
            .iter()
            .flat_map(|stored| {
                let attack = &stored.value.attack;
                let taken = attack
                    .medicines
                    .iter()
                    .map(move |taken| (stored.id, attack, taken));
                taken.filter(|(_, _, taken)| near(taken.at))
            })
            .collect();
        for stored in intakes {
            let intake = &stored.value;
            let taken = Taken {
                name: &intake.name,
                dose: &intake.dose,
                class: intake.class,
                href: format!("/intakes/{}", stored.id),
            };
            self.add_intake(intake.at, &intake.time_zone(), taken);
        }
        for (id, attack, intake) in told {
            let taken = Taken {
                name: &intake.name,
                dose: &intake.dose,
                class: classes
                    .get(&(id, intake.at))
                    .copied()
                    .unwrap_or(MedicineClass::Unknown),
                href: format!("/attacks/{id}"),
            };
            self.add_intake(intake.at, &attack.time_zone(), taken);
        }
        for stored in &diary.days {
            if stored.value.medicine_count.is_some_and(|count| count > 0) {
                let (name, class) = (String::new(), MedicineClass::Unknown);
                self.add_whole_day(stored.value.day, TimelineEventKind::Intake { name, class });
            }
        }
    }

    /// Classes of the medicines that stand in attacks, as the rules read them.
    fn classes(&self, facts: &Facts) -> HashMap<(RecordId, Timestamp), MedicineClass> {
        let (first, last) = self.span;
        let near = facts
            .intakes
            .iter()
            .filter(|taken| (first..=last).contains(&taken.day));
        near.filter_map(|taken| Some(((taken.entry.id, taken.at?), taken.class)))
            .collect()
    }

    fn add_intake(&mut self, at: Timestamp, zone: &TimeZone, event: Taken<'_>) {
        let date = at.to_zoned(zone.clone()).date();
        let Some(day) = self.day(date) else { return };
        let at = civil_moment(at, zone);
        day.intakes.push(minute(at));
        day.events.push(TimelineEvent {
            at: Some(at),
            kind: TimelineEventKind::Intake {
                name: format!("{} {}", event.name, event.dose).trim().to_owned(),
                class: event.class,
            },
            href: event.href,
        });
    }

    fn add_whole_day(&mut self, date: Date, kind: TimelineEventKind) {
        if let Some(day) = self.day(date) {
            day.events.push(TimelineEvent {
                at: None,
                kind,
                href: format!("/day/{date}"),
            });
        }
    }
}

fn minute(at: CivilMoment) -> u16 {
    u16::from(at.hour) * 60 + u16::from(at.minute)
}

/// Band of the strongest level of the attack on a day, or of the whole attack where the day has none.
fn height(attack: &AttackFact, date: Date) -> u8 {
    let of_day = attack
        .levels
        .iter()
        .filter(|(day, _)| *day == date)
        .map(|(_, pain)| *pain)
        .max_by_key(|pain| pain.height());
    match of_day.or(attack.peak).map(Pain::severity) {
        None | Some(Severity::Free) => 0,
        Some(Severity::Mild) => 1,
        Some(Severity::Moderate) => 2,
        Some(Severity::Severe) => 3,
    }
}
