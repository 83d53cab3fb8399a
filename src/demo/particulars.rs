//! What the demo patient adds to an attack when it is over: phases, places on the head map, what was
//! possible, what was lost.

use super::{ZONE, chance::Chance};
use crate::attacks::{
    model::{
        Ability, AfterSign, AuraSide, Circumstance, Domain, EarlySign, Incident, Loss, Region,
        Side, Spot, TouchPain,
    },
    server::{Attack, AuraDetails, Details},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// How many of a hundred attacks get their particulars.
const TOLD: i64 = 72;

const EARLY: [EarlySign; 6] = [
    EarlySign::Yawning,
    EarlySign::Craving,
    EarlySign::Fatigue,
    EarlySign::Light,
    EarlySign::Neck,
    EarlySign::Concentration,
];

const AFTER: [AfterSign; 4] = [
    AfterSign::Fatigue,
    AfterSign::Concentration,
    AfterSign::TenderHead,
    AfterSign::Weak,
];

const BEFORE: [Circumstance; 6] = [
    Circumstance::Stress,
    Circumstance::LetDown,
    Circumstance::LittleSleep,
    Circumstance::MissedMeal,
    Circumstance::Weather,
    Circumstance::Screens,
];

/// The particulars of `attack`; empty for those that were never told.
#[must_use]
pub fn of(attack: &Attack, chance: &Chance) -> Details {
    if !chance.happens(TOLD) {
        return Details::default();
    }
    let early_signs = some(&EARLY, 45, chance);
    let before = SignedDuration::from_mins(chance.between(60, 600));
    Details {
        incident: Some(Incident::Migraine),
        prodrome_began: (!early_signs.is_empty()).then(|| attack.onset - before),
        early_signs,
        aura: aura(attack, chance),
        spots: spots(attack),
        touch: some(
            &[TouchPain::Hair, TouchPain::Pillow, TouchPain::Glasses],
            15,
            chance,
        ),
        ability: Some(ability(attack)),
        losses: losses(attack, chance),
        after_signs: some(&AFTER, 50, chance),
        postdrome_until: postdrome(attack, chance),
        circumstances: some(&BEFORE, 40, chance),
        ..Details::default()
    }
}

/// None in most attacks, else one or two.
fn some<T: Copy + Ord>(choices: &[T], percent: i64, chance: &Chance) -> BTreeSet<T> {
    let mut chosen = BTreeSet::new();
    if chance.happens(percent) {
        chosen.insert(chance.pick(choices));
        chosen.insert(chance.pick(choices));
    }
    chosen
}

fn aura(
    attack: &Attack,
    chance: &Chance,
) -> BTreeMap<crate::attacks::model::AuraKind, AuraDetails> {
    let side = [AuraSide::Left, AuraSide::Right][chance.place(2)];
    let kinds = attack.aura.keys();
    kinds
        .map(|kind| {
            let told = AuraDetails {
                began: Some(attack.onset),
                side: Some(side),
                gradual: Some(true),
                positive: Some(true),
            };
            (*kind, told)
        })
        .collect()
}

/// The places of the map that lie in the regions of the story.
fn spots(attack: &Attack) -> BTreeSet<Spot> {
    let sides = match attack.side {
        Some(Side::Left) => [true, false],
        Some(Side::Right) => [false, true],
        _ => [true, true],
    };
    let mut spots = BTreeSet::new();
    for region in &attack.regions {
        let pair = match region {
            Region::Temple => [Spot::TempleLeft, Spot::TempleRight],
            Region::Eye => [Spot::EyeLeft, Spot::EyeRight],
            Region::Forehead => [Spot::ForeheadLeft, Spot::ForeheadRight],
            Region::Neck => [Spot::NeckLeft, Spot::NeckRight],
            Region::Back => [Spot::BackLeft, Spot::BackRight],
            _ => continue,
        };
        let hurting = pair.into_iter().zip(sides).filter(|(_, hurts)| *hurts);
        spots.extend(hurting.map(|(spot, _)| spot));
    }
    spots
}

fn height(attack: &Attack) -> u8 {
    attack.peak().map_or(0, crate::attacks::model::Pain::height)
}

fn ability(attack: &Attack) -> Ability {
    match height(attack) {
        0..=3 => Ability::Everything,
        4..=5 => Ability::Most,
        6..=7 => Ability::Little,
        _ => Ability::Nothing,
    }
}

/// Most attacks cost little; the worst ones cost the day.
fn losses(attack: &Attack, chance: &Chance) -> BTreeMap<Domain, Loss> {
    let weights: &[i64] = match height(attack) {
        0..=5 => &[80, 18, 2],
        6..=7 => &[35, 50, 15],
        _ => &[10, 40, 50],
    };
    [Domain::Work, Domain::Household, Domain::Social]
        .map(|domain| {
            let loss = [Loss::Little, Loss::Reduced, Loss::Missed][chance.weighted(weights)];
            (domain, loss)
        })
        .into()
}

/// Some hours after the pain, on the day on which it ended: what is told later is not known yet.
fn postdrome(attack: &Attack, chance: &Chance) -> Option<Timestamp> {
    let hours = SignedDuration::from_hours(chance.between(2, 9));
    let is_felt = chance.happens(45);
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let date = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let end = attack.end()?;
    Some(end + hours).filter(|until| is_felt && date(*until) == date(end))
}
