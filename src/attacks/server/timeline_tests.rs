//! The stretches of an attack and their places between the edges.

use super::{
    change_tests::{at, now, number, ongoing},
    details::AuraDetails,
    record::{Attack, Course, LevelPoint},
    timeline::timeline,
};
use crate::attacks::model::{AuraKind, Phase};

/// Early signs two hours ahead, an aura of 25 minutes, pain from half past nine to noon, felt until two.
fn told() -> Attack {
    let mut attack = Attack {
        course: Course::Ended(at("2026-11-20T12:00:00Z")),
        aura: [(AuraKind::Visual, Some(25))].into(),
        levels: vec![LevelPoint {
            at: at("2026-11-20T10:00:00Z"),
            pain: number(7),
        }],
        ..ongoing()
    };
    attack.details.prodrome_began = Some(at("2026-11-20T07:00:00Z"));
    attack.details.aura = [(
        AuraKind::Visual,
        AuraDetails {
            began: Some(at("2026-11-20T09:00:00Z")),
            ..AuraDetails::default()
        },
    )]
    .into();
    attack.details.pain_began = Some(at("2026-11-20T09:30:00Z"));
    attack.details.postdrome_until = Some(at("2026-11-20T14:00:00Z"));
    attack
}

#[test]
fn every_stretch_lies_where_it_was() {
    let view = timeline(&told(), &[at("2026-11-20T09:40:00Z")], now());
    assert_eq!(view.minutes, 7 * 60);
    let stretches: Vec<_> = view
        .phases
        .iter()
        .map(|phase| (phase.phase, phase.from, phase.until, phase.ended.is_some()))
        .collect();
    assert_eq!(
        stretches,
        [
            (Phase::Prodrome, 0, 120, true),
            (Phase::Aura(AuraKind::Visual), 120, 145, true),
            (Phase::Pain, 150, 300, true),
            (Phase::Postdrome, 300, 420, true),
        ]
    );
    assert_eq!(view.levels[0].0, 180);
    assert_eq!(view.medicines, [160]);
    assert_eq!((view.start.hour, view.end.hour), (8, 15), "Berlin");
}

#[test]
fn what_was_not_said_is_not_drawn() {
    let view = timeline(&ongoing(), &[], now());
    let phases: Vec<_> = view.phases.iter().map(|phase| phase.phase).collect();
    assert_eq!(phases, [Phase::Pain]);
    assert_eq!(view.minutes, 60);
    assert_eq!(view.phases[0].ended, None);
    let mut over = told();
    over.course = Course::Over;
    let view = timeline(&over, &[], now());
    let pain = view.phases.iter().find(|phase| phase.phase == Phase::Pain);
    assert_eq!(
        pain.map(|phase| (phase.until, phase.ended)),
        Some((180, None))
    );
    assert!(
        view.phases
            .iter()
            .all(|phase| phase.phase != Phase::Postdrome)
    );
}

#[test]
fn an_attack_of_no_length_still_has_two_edges() {
    let begun = ongoing();
    let view = timeline(&begun, &[], begun.onset);
    assert_eq!(view.minutes, 1);
}
