//! From records to what the details page shows.

use super::{
    gap::{free_between, linkage, linkage_by_rule, treated_effectively},
    record::{Attack, AttackRecord},
    timeline::timeline,
    view::{JUDGED_FROM, attack_view},
};
use crate::{
    account::server::{civil_moment, minutes_between},
    attacks::model::{
        AuraView, Circumstance, DetailsView, LinkedIntake, NeighbourView, OwnSymptom, Symptom,
    },
    encryption::server::Stored,
    platform::ids::RecordId,
    reports::server::Diary,
};
use jiff::Timestamp;
use std::{cmp::Reverse, collections::BTreeMap};

/// The details page of one attack.
#[must_use]
pub fn details_view(stored: &Stored<AttackRecord>, diary: &Diary, now: Timestamp) -> DetailsView {
    let attack = &stored.value.attack;
    let details = &attack.details;
    let zone = attack.time_zone();
    let moment = |at| civil_moment(at, &zone);
    let (instants, intakes) = intakes(stored, diary, now).into_iter().unzip();
    let instants: Vec<Timestamp> = instants;
    DetailsView {
        attack: attack_view(stored, diary, now),
        now: moment(now),
        incident: details.incident,
        linkage: details.linkage,
        before: before(stored, diary),
        after: after(stored, diary),
        from_memory: details.from_memory,
        prodrome_began: details.prodrome_began.map(moment),
        early_signs: details.early_signs.iter().copied().collect(),
        aura: attack
            .aura
            .iter()
            .map(|(kind, minutes)| {
                let more = details.aura.get(kind).copied().unwrap_or_default();
                AuraView {
                    kind: *kind,
                    began: more.began.map(moment),
                    minutes: *minutes,
                    side: more.side,
                    gradual: more.gradual,
                    positive: more.positive,
                }
            })
            .collect(),
        pain_began: details.pain_began.map(moment),
        postdrome_until: details.postdrome_until.map(moment),
        after_signs: details.after_signs.iter().copied().collect(),
        spots: details.spots.iter().copied().collect(),
        touch: details.touch.iter().copied().collect(),
        ability: details.ability,
        losses: details.losses.clone().into_iter().collect(),
        circumstances: details.circumstances.iter().copied().collect(),
        symptom_order: by_use(Symptom::ALL, diary, |attack, symptom| {
            attack.symptoms.contains(symptom)
        }),
        own_symptoms: own_symptoms(attack, diary),
        circumstance_order: by_use(Circumstance::ALL, diary, |attack, circumstance| {
            attack.details.circumstances.contains(circumstance)
        }),
        anchors: diary
            .profile
            .iter()
            .flat_map(|profile| &profile.anchors)
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(level, words)| (*level, words.clone()))
            .collect(),
        timeline: timeline(attack, &instants, now),
        intakes,
    }
}

/// Medicines in the attack itself and intakes that name it, in the order of time.
fn intakes(
    stored: &Stored<AttackRecord>,
    diary: &Diary,
    now: Timestamp,
) -> Vec<(Timestamp, LinkedIntake)> {
    let attack = &stored.value.attack;
    let zone = attack.time_zone();
    let judged = |at| now.duration_since(at) >= JUDGED_FROM;
    let own = attack.medicines.iter().enumerate();
    let own = own.map(|(place, intake)| {
        let linked = LinkedIntake {
            id: None,
            place: Some(place),
            name: joined(&intake.name, &intake.dose),
            at: civil_moment(intake.at, &zone),
            relief: intake.relief,
            can_be_judged: judged(intake.at),
        };
        (intake.at, linked)
    });
    let others = diary
        .intakes
        .iter()
        .filter(|intake| intake.value.attack == Some(stored.id));
    let others = others.map(|other| {
        let intake = &other.value;
        let linked = LinkedIntake {
            id: Some(other.id.to_string()),
            place: None,
            name: joined(&intake.name, &intake.dose),
            at: civil_moment(intake.at, &zone),
            relief: intake.relief,
            can_be_judged: judged(intake.at),
        };
        (intake.at, linked)
    });
    let mut intakes: Vec<_> = own.chain(others).collect();
    intakes.sort_by_key(|(at, _)| *at);
    intakes
}

fn joined(name: &str, dose: &str) -> String {
    format!("{name} {dose}").trim().to_owned()
}

/// The order of onsets; the id decides between two of the same instant.
fn order(stored: &Stored<AttackRecord>) -> (Timestamp, RecordId) {
    (stored.value.attack.onset, stored.id)
}

fn before(stored: &Stored<AttackRecord>, diary: &Diary) -> Option<NeighbourView> {
    let earlier = diary.attacks.iter();
    let earlier = earlier.filter(|other| order(other) < order(stored));
    let other = earlier.max_by_key(|other| order(other))?;
    Some(neighbour(other, other, &stored.value.attack, diary))
}

fn after(stored: &Stored<AttackRecord>, diary: &Diary) -> Option<NeighbourView> {
    let later = diary.attacks.iter();
    let later = later.filter(|other| order(other) > order(stored));
    let other = later.min_by_key(|other| order(other))?;
    Some(neighbour(other, stored, &other.value.attack, diary))
}

/// `shown` is the neighbour; `earlier` and `later` are the two in order.
fn neighbour(
    shown: &Stored<AttackRecord>,
    earlier: &Stored<AttackRecord>,
    later: &Attack,
    diary: &Diary,
) -> NeighbourView {
    let onset = shown.value.attack.onset;
    let previous = &earlier.value.attack;
    let linked = diary.intakes.iter().map(|intake| &intake.value);
    let linked = linked.filter(|intake| intake.attack == Some(earlier.id));
    let treated = treated_effectively(previous, linked);
    let free = free_between(previous, later);
    NeighbourView {
        id: shown.id.to_string(),
        onset: civil_moment(onset, &shown.value.attack.time_zone()),
        free_minutes: minutes_between(later.onset - free, later.onset),
        by_rule: linkage_by_rule(previous, later, treated),
        holds: linkage(previous, later, treated),
    }
}

/// Words of all attacks, those of the most attacks first, and whether this attack has them.
fn own_symptoms(attack: &Attack, diary: &Diary) -> Vec<(OwnSymptom, bool)> {
    let mut uses: BTreeMap<&OwnSymptom, usize> = BTreeMap::new();
    let all = diary.attacks.iter().map(|stored| &stored.value.attack);
    for symptom in all.flat_map(|other| &other.details.own_symptoms) {
        *uses.entry(symptom).or_default() += 1;
    }
    for symptom in &attack.details.own_symptoms {
        uses.entry(symptom).or_default();
    }
    let mut order: Vec<_> = uses.into_iter().collect();
    order.sort_by_key(|(_, count)| Reverse(*count));
    order
        .into_iter()
        .map(|(symptom, _)| {
            let present = attack.details.own_symptoms.contains(symptom);
            (symptom.clone(), present)
        })
        .collect()
}

/// Every choice, those that the patient's attacks name most first; otherwise in the list's order.
fn by_use<T: Copy>(all: &[T], diary: &Diary, names: impl Fn(&Attack, &T) -> bool) -> Vec<T> {
    let mut order = all.to_vec();
    order.sort_by_key(|choice| {
        let attacks = diary.attacks.iter();
        let used = attacks.filter(|stored| names(&stored.value.attack, choice));
        Reverse(used.count())
    });
    order
}
