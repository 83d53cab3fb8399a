//! Every change: its code, its effect, and what no form of ours sends.

use super::{
    change::Change,
    record::{Attack, Course, Intake, LevelPoint, ProgressPoint},
};
use crate::attacks::model::{
    AuraKind, Level, Pain, Progress, Region, Relief, Severity, Side, Symptom,
};
use jiff::{SignedDuration, Timestamp};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// When the changes of these tests are made.
pub(super) fn now() -> Timestamp {
    at("2026-11-20T10:00:00Z")
}

pub(super) fn number(level: u8) -> Pain {
    Pain::Number(Level::new(level).expect("a level"))
}

/// An attack in Berlin that began an hour ago.
pub(super) fn ongoing() -> Attack {
    let onset = at("2026-11-20T09:00:00Z");
    Attack::begun(onset, "Europe/Berlin", onset)
}

fn intake(minute: i64) -> Intake {
    Intake {
        name: "Sumatriptan".to_owned(),
        dose: "50 mg".to_owned(),
        at: ongoing().onset + SignedDuration::from_mins(minute),
        relief: None,
    }
}

/// An attack with two levels and two medicines.
fn filled() -> Attack {
    let onset = ongoing().onset;
    let later = onset + SignedDuration::from_mins(30);
    Attack {
        levels: vec![
            LevelPoint {
                at: onset,
                pain: number(3),
            },
            LevelPoint {
                at: later,
                pain: number(8),
            },
        ],
        medicines: vec![intake(10), intake(40)],
        ..ongoing()
    }
}

fn tapped(code: &str, attack: Attack) -> Attack {
    Change::parse(code).expect(code).apply(attack, now())
}

/// The attack of `before` after the codes, and what should have come out.
#[track_caller]
fn assert_taps(before: Attack, codes: &[&str], expect: impl FnOnce(&mut Attack)) {
    let mut expected = before.clone();
    expect(&mut expected);
    let after = codes
        .iter()
        .fold(before, |attack, code| tapped(code, attack));
    assert_eq!(after, expected, "{codes:?}");
}

#[test]
fn each_tap_does_what_it_says() {
    let ended = |minutes| Course::Ended(now() + SignedDuration::from_mins(minutes));
    let level = |pain| LevelPoint { at: now(), pain };
    assert_taps(ongoing(), &["level:7"], |attack| {
        attack.levels = vec![level(number(7))]
    });
    assert_taps(ongoing(), &["level:0"], |attack| {
        attack.levels = vec![level(number(0))]
    });
    assert_taps(ongoing(), &["level:10"], |attack| {
        attack.levels = vec![level(number(10))]
    });
    assert_taps(ongoing(), &["level:moderate"], |attack| {
        attack.levels = vec![level(Pain::Word(Severity::Moderate))];
    });
    assert_taps(filled(), &["level:5"], |attack| {
        attack.levels.push(level(number(5)))
    });
    assert_taps(ongoing(), &["began:0"], |attack| attack.onset = now());
    assert_taps(ongoing(), &["began:15"], |attack| {
        attack.onset = at("2026-11-20T09:45:00Z")
    });
    assert_taps(ongoing(), &["began:1440"], |attack| {
        attack.onset = at("2026-11-19T10:00:00Z")
    });
    assert_taps(ongoing(), &["woke"], |attack| attack.woke_with_it = true);
    for answer in Progress::ALL {
        assert_taps(
            ongoing(),
            &[&format!("progress:{}", answer.code())],
            |attack| {
                attack.progress = vec![ProgressPoint {
                    at: now(),
                    answer: *answer,
                }];
            },
        );
    }
    assert_taps(ongoing(), &["gone"], |attack| attack.course = ended(0));
    assert_taps(ongoing(), &["gone", "resumed"], |_| {});
    assert_taps(ongoing(), &["continuous"], |attack| {
        attack.course = Course::Continuous
    });
    assert_taps(ongoing(), &["continuous", "gone"], |attack| {
        attack.course = ended(0)
    });
    assert_taps(ongoing(), &["continuous", "resumed"], |_| {});
    for side in Side::ALL {
        assert_taps(ongoing(), &[&format!("side:{}", side.code())], |attack| {
            attack.side = Some(*side);
        });
    }
    assert_taps(ongoing(), &["side:left", "side:right"], |attack| {
        attack.side = Some(Side::Right)
    });
    for region in Region::ALL {
        assert_taps(
            ongoing(),
            &[&format!("region:{}", region.code())],
            |attack| {
                attack.regions = [*region].into();
            },
        );
    }
    for symptom in Symptom::ALL {
        assert_taps(
            ongoing(),
            &[&format!("symptom:{}", symptom.code())],
            |attack| {
                attack.symptoms = [*symptom].into();
            },
        );
        assert_taps(
            ongoing(),
            &[&format!("bothers:{}", symptom.code())],
            |attack| {
                attack.most_bothersome = Some(*symptom);
                attack.symptoms = [*symptom].into();
            },
        );
    }
    for kind in AuraKind::ALL {
        assert_taps(ongoing(), &[&format!("aura:{}", kind.code())], |attack| {
            attack.aura = [(*kind, None)].into();
        });
    }
    for relief in Relief::ALL {
        assert_taps(
            filled(),
            &[&format!("relief:1:{}", relief.code())],
            |attack| {
                attack.medicines[1].relief = Some(*relief);
            },
        );
    }
    assert_taps(filled(), &["not_taken:0"], |attack| {
        attack.medicines = vec![intake(40)]
    });
    assert_taps(filled(), &["remove_level:1"], |attack| {
        attack.levels.truncate(1)
    });
}

#[test]
fn a_second_tap_takes_the_first_back() {
    let mut codes = vec!["woke".to_owned(), "continuous".to_owned()];
    codes.extend(Side::ALL.iter().map(|side| format!("side:{}", side.code())));
    codes.extend(
        Region::ALL
            .iter()
            .map(|region| format!("region:{}", region.code())),
    );
    codes.extend(
        Symptom::ALL
            .iter()
            .map(|symptom| format!("symptom:{}", symptom.code())),
    );
    codes.extend(
        AuraKind::ALL
            .iter()
            .map(|kind| format!("aura:{}", kind.code())),
    );
    codes.extend(
        Relief::ALL
            .iter()
            .map(|relief| format!("relief:0:{}", relief.code())),
    );
    for code in &codes {
        assert_taps(filled(), &[code, code], |_| {});
    }
}

#[test]
fn a_symptom_that_is_not_there_does_not_bother_most() {
    assert_taps(ongoing(), &["bothers:light", "symptom:light"], |_| {});
    assert_taps(ongoing(), &["bothers:light", "bothers:light"], |attack| {
        attack.symptoms = [Symptom::Light].into();
    });
    assert_taps(
        ongoing(),
        &["bothers:light", "symptom:nausea", "symptom:nausea"],
        |attack| {
            attack.symptoms = [Symptom::Light].into();
            attack.most_bothersome = Some(Symptom::Light);
        },
    );
    assert_taps(ongoing(), &["bothers:light", "bothers:nausea"], |attack| {
        attack.symptoms = [Symptom::Light, Symptom::Nausea].into();
        attack.most_bothersome = Some(Symptom::Nausea);
    });
}

#[test]
fn a_place_that_does_not_exist_changes_nothing() {
    for code in [
        "relief:2:free",
        "not_taken:2",
        "remove_level:2",
        "remove_level:18446744073709551615",
    ] {
        assert_taps(filled(), &[code], |_| {});
    }
}

#[test]
fn what_no_form_sends_is_refused() {
    for code in [
        "",
        ":",
        "level",
        "level:",
        "level:11",
        "level:-1",
        "level:7.5",
        "level:awful",
        "LEVEL:7",
        "began",
        "began:",
        "began:1441",
        "began:-1",
        "began:soon",
        "began:65536",
        "progress:",
        "progress:worse",
        "side",
        "side:up",
        "region:knee",
        "symptom:",
        "symptom:love",
        "bothers:",
        "aura:",
        "aura:gold",
        "relief:1",
        "relief:free",
        "relief:x:free",
        "relief:-1:free",
        "relief:0:full",
        "relief::free",
        "not_taken",
        "not_taken:-1",
        "not_taken:first",
        "remove_level:",
        "times",
        "notes:x",
        "taken:x",
        "level:7:8",
        " level:7",
        "level:7 ",
    ] {
        assert!(Change::parse(code).is_err(), "{code:?}");
    }
}

#[test]
fn a_level_within_five_minutes_corrects_the_one_before() {
    let onset = ongoing().onset;
    for (seconds, expected) in [(0, 1), (1, 1), (299, 1), (300, 2), (3_600, 2)] {
        let first = Change::Level(number(3)).apply(ongoing(), onset);
        let later = onset + SignedDuration::from_secs(seconds);
        let second = Change::Level(number(6)).apply(first, later);
        assert_eq!(second.levels.len(), expected, "{seconds} s");
        assert_eq!(
            second.levels.last().map(|point| point.pain),
            Some(number(6))
        );
        // A correction is about the moment of the first answer.
        assert_eq!(second.levels[0].at, onset);
    }
}

#[test]
fn an_answer_within_five_minutes_corrects_the_one_before() {
    for (seconds, expected) in [(0, 1), (299, 1), (300, 2)] {
        let first = Change::Progress(Progress::Still).apply(ongoing(), now());
        let later = now() + SignedDuration::from_secs(seconds);
        let second = Change::Progress(Progress::Better).apply(first, later);
        assert_eq!(second.progress.len(), expected, "{seconds} s");
        assert_eq!(
            second.progress.last().map(|point| point.answer),
            Some(Progress::Better)
        );
    }
}

#[test]
fn a_level_of_an_attack_that_is_over_belongs_to_its_beginning() {
    let over = tapped("gone", ongoing());
    let onset = over.onset;
    let later = now() + SignedDuration::from_hours(48);
    let rated = Change::Level(number(6)).apply(over, later);
    assert_eq!(
        rated.levels,
        [LevelPoint {
            at: onset,
            pain: number(6)
        }]
    );
    let rated = Change::Level(number(7)).apply(rated, later);
    assert_eq!(
        rated.levels,
        [LevelPoint {
            at: onset,
            pain: number(7)
        }]
    );
}

#[test]
fn the_first_level_follows_the_onset_and_no_level_precedes_it() {
    let onset = ongoing().onset;
    let earlier = onset - SignedDuration::from_mins(20);
    // Backwards: the first answer belonged to the beginning, the second keeps its own time.
    let moved = Change::Times {
        onset: earlier,
        end: None,
    }
    .apply(filled(), now());
    assert_eq!(moved.levels[0].at, earlier);
    assert_eq!(moved.levels[1], filled().levels[1]);
    // Forwards, past the first and past both.
    for (minutes, expected) in [(10, [10, 30]), (30, [30, 30]), (45, [45, 45])] {
        let later = onset + SignedDuration::from_mins(minutes);
        let moved = Change::Times {
            onset: later,
            end: None,
        }
        .apply(filled(), now());
        let minutes_of = |point: &LevelPoint| point.at.duration_since(onset).as_mins();
        let got: Vec<_> = moved.levels.iter().map(minutes_of).collect();
        assert_eq!(got, expected, "{minutes} min");
        assert_eq!(
            moved.medicines,
            filled().medicines,
            "when a pill was taken is a fact of its own"
        );
    }
}

#[test]
fn an_attack_is_never_gone_before_it_began() {
    let ahead = Attack {
        onset: now() + SignedDuration::from_mins(3),
        ..ongoing()
    };
    let gone = tapped("gone", ahead.clone());
    assert_eq!(gone.course, Course::Ended(ahead.onset));
    let over = tapped(
        "gone",
        Attack {
            onset: at("2026-11-19T09:00:00Z"),
            ..ongoing()
        },
    );
    let moved = Change::BeganMinutesAgo(0).apply(over, now() + SignedDuration::from_mins(5));
    assert_eq!(moved.end(), Some(moved.onset));
}

#[test]
fn medicines_stand_in_the_order_of_time() {
    let first = Change::Taken(intake(40)).apply(ongoing(), now());
    let second = Change::Taken(intake(10)).apply(first, now());
    assert_eq!(second.medicines, [intake(10), intake(40)]);
}

#[test]
fn the_minutes_of_an_aura_name_its_kind() {
    let with = Change::AuraMinutes(AuraKind::Visual, 25).apply(ongoing(), now());
    assert_eq!(with.aura, [(AuraKind::Visual, Some(25))].into());
    let changed = Change::AuraMinutes(AuraKind::Visual, 30).apply(with.clone(), now());
    assert_eq!(changed.aura, [(AuraKind::Visual, Some(30))].into());
    assert_eq!(tapped("aura:visual", with).aura, [].into());
}
