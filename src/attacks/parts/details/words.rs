//! The words of the details page for every choice, in the language of the page.

use crate::attacks::parts::words::aura_text;
use crate::{
    attacks::model::{
        Ability, AfterSign, AuraKind, AuraSide, Circumstance, Domain, EarlySign, Incident, Linkage,
        Loss, Phase, Spot, TouchPain,
    },
    text,
};

/// What an attack was.
#[must_use]
pub fn incident_text(incident: Incident) -> &'static str {
    match incident {
        Incident::Migraine => text!(attacks.incident_migraine),
        Incident::AuraEpisode => text!(attacks.incident_aura_episode),
        Incident::TensionType => text!(attacks.incident_tension_type),
        Incident::Cluster => text!(attacks.incident_cluster),
        Incident::Fever => text!(attacks.incident_fever),
        Incident::Cold => text!(attacks.incident_cold),
        Incident::Flu => text!(attacks.incident_flu),
        Incident::Other => text!(attacks.incident_other),
    }
}

/// How two attacks count, as a choice.
pub(super) fn linkage_choice_text(linkage: Linkage) -> &'static str {
    match linkage {
        Linkage::Same => text!(attacks.linkage_choice_same),
        Linkage::Recurrence => text!(attacks.linkage_choice_recurrence),
        Linkage::Separate => text!(attacks.linkage_choice_separate),
    }
}

/// What could be done.
#[must_use]
pub fn ability_text(ability: Ability) -> &'static str {
    match ability {
        Ability::Everything => text!(attacks.ability_0),
        Ability::Most => text!(attacks.ability_1),
        Ability::Little => text!(attacks.ability_2),
        Ability::Nothing => text!(attacks.ability_3),
    }
}

/// Where time was lost.
#[must_use]
pub fn domain_text(domain: Domain) -> &'static str {
    match domain {
        Domain::Work => text!(attacks.domain_work),
        Domain::Household => text!(attacks.domain_household),
        Domain::Social => text!(attacks.domain_social),
    }
}

/// How much was lost.
#[must_use]
pub fn loss_text(loss: Loss) -> &'static str {
    match loss {
        Loss::Little => text!(attacks.loss_none),
        Loss::Reduced => text!(attacks.loss_reduced),
        Loss::Missed => text!(attacks.loss_missed),
    }
}

/// What touched hurts.
pub(super) fn touch_text(touch: TouchPain) -> &'static str {
    match touch {
        TouchPain::Hair => text!(attacks.touch_hair),
        TouchPain::Face => text!(attacks.touch_face),
        TouchPain::Glasses => text!(attacks.touch_glasses),
        TouchPain::Earrings => text!(attacks.touch_earrings),
        TouchPain::Clothes => text!(attacks.touch_clothes),
        TouchPain::Pillow => text!(attacks.touch_pillow),
        TouchPain::Heat => text!(attacks.touch_heat),
        TouchPain::Cold => text!(attacks.touch_cold),
    }
}

/// An early sign.
#[must_use]
pub fn early_sign_text(sign: EarlySign) -> &'static str {
    match sign {
        EarlySign::Yawning => text!(attacks.early_yawning),
        EarlySign::Craving => text!(attacks.early_craving),
        EarlySign::Fatigue => text!(attacks.early_fatigue),
        EarlySign::Light => text!(attacks.early_light),
        EarlySign::Sound => text!(attacks.early_sound),
        EarlySign::Smell => text!(attacks.early_smell),
        EarlySign::Neck => text!(attacks.early_neck),
        EarlySign::Concentration => text!(attacks.early_concentration),
        EarlySign::Mood => text!(attacks.early_mood),
        EarlySign::Energy => text!(attacks.early_energy),
        EarlySign::Thirst => text!(attacks.early_thirst),
        EarlySign::Urination => text!(attacks.early_urination),
        EarlySign::Chill => text!(attacks.early_chill),
        EarlySign::Stomach => text!(attacks.early_stomach),
    }
}

/// What stayed after the pain.
pub(super) fn after_sign_text(sign: AfterSign) -> &'static str {
    match sign {
        AfterSign::Fatigue => text!(attacks.after_fatigue),
        AfterSign::Concentration => text!(attacks.after_concentration),
        AfterSign::Mood => text!(attacks.after_mood),
        AfterSign::Elation => text!(attacks.after_elation),
        AfterSign::Neck => text!(attacks.after_neck),
        AfterSign::TenderHead => text!(attacks.after_tender_head),
        AfterSign::Light => text!(attacks.after_light),
        AfterSign::Sound => text!(attacks.after_sound),
        AfterSign::Nausea => text!(attacks.after_nausea),
        AfterSign::Weak => text!(attacks.after_weak),
    }
}

/// What was different before.
#[must_use]
pub fn circumstance_text(circumstance: Circumstance) -> &'static str {
    match circumstance {
        Circumstance::Stress => text!(attacks.circumstance_stress),
        Circumstance::LetDown => text!(attacks.circumstance_let_down),
        Circumstance::LittleSleep => text!(attacks.circumstance_little_sleep),
        Circumstance::LongSleep => text!(attacks.circumstance_long_sleep),
        Circumstance::Tired => text!(attacks.circumstance_tired),
        Circumstance::MissedMeal => text!(attacks.circumstance_missed_meal),
        Circumstance::Food => text!(attacks.circumstance_food),
        Circumstance::Chocolate => text!(attacks.circumstance_chocolate),
        Circumstance::Thirst => text!(attacks.circumstance_thirst),
        Circumstance::Alcohol => text!(attacks.circumstance_alcohol),
        Circumstance::Hangover => text!(attacks.circumstance_hangover),
        Circumstance::Caffeine => text!(attacks.circumstance_caffeine),
        Circumstance::Weather => text!(attacks.circumstance_weather),
        Circumstance::Sunlight => text!(attacks.circumstance_sunlight),
        Circumstance::ColdAir => text!(attacks.circumstance_cold_air),
        Circumstance::Smell => text!(attacks.circumstance_smell),
        Circumstance::Noise => text!(attacks.circumstance_noise),
        Circumstance::Screens => text!(attacks.circumstance_screens),
        Circumstance::Exercise => text!(attacks.circumstance_exercise),
        Circumstance::HardWork => text!(attacks.circumstance_hard_work),
        Circumstance::Travel => text!(attacks.circumstance_travel),
        Circumstance::Party => text!(attacks.circumstance_party),
        Circumstance::Medicine => text!(attacks.circumstance_medicine),
        Circumstance::Procedure => text!(attacks.circumstance_procedure),
        Circumstance::Infection => text!(attacks.circumstance_infection),
        Circumstance::Toothache => text!(attacks.circumstance_toothache),
        Circumstance::Stomach => text!(attacks.circumstance_stomach),
        Circumstance::Period => text!(attacks.circumstance_period),
        Circumstance::MagneticStorm => text!(attacks.circumstance_magnetic_storm),
    }
}

/// A spot of the head map.
pub(super) fn spot_text(spot: Spot) -> &'static str {
    match spot {
        Spot::ForeheadLeft => text!(attacks.spot_forehead_left),
        Spot::ForeheadRight => text!(attacks.spot_forehead_right),
        Spot::EyeLeft => text!(attacks.spot_eye_left),
        Spot::EyeRight => text!(attacks.spot_eye_right),
        Spot::TempleLeft => text!(attacks.spot_temple_left),
        Spot::TempleRight => text!(attacks.spot_temple_right),
        Spot::CheekLeft => text!(attacks.spot_cheek_left),
        Spot::CheekRight => text!(attacks.spot_cheek_right),
        Spot::JawLeft => text!(attacks.spot_jaw_left),
        Spot::JawRight => text!(attacks.spot_jaw_right),
        Spot::CrownLeft => text!(attacks.spot_crown_left),
        Spot::CrownRight => text!(attacks.spot_crown_right),
        Spot::BackLeft => text!(attacks.spot_back_left),
        Spot::BackRight => text!(attacks.spot_back_right),
        Spot::NeckLeft => text!(attacks.spot_neck_left),
        Spot::NeckRight => text!(attacks.spot_neck_right),
    }
}

/// A side of an aura: half of what is seen for those of the eye, else half of the body.
pub(super) fn aura_side_text(kind: AuraKind, side: AuraSide) -> &'static str {
    let is_seen = matches!(kind, AuraKind::Visual | AuraKind::Retinal);
    match (is_seen, side) {
        (true, AuraSide::Left) => text!(attacks.aura_seen_left),
        (true, AuraSide::Right) => text!(attacks.aura_seen_right),
        (true, AuraSide::Both) => text!(attacks.aura_seen_both),
        (false, AuraSide::Left) => text!(attacks.aura_felt_left),
        (false, AuraSide::Right) => text!(attacks.aura_felt_right),
        (false, AuraSide::Both) => text!(attacks.aura_felt_both),
    }
}

/// A stretch of an attack.
pub(super) fn phase_text(phase: Phase) -> String {
    match phase {
        Phase::Prodrome => text!(attacks.phase_prodrome).to_owned(),
        Phase::Aura(kind) => text!(attacks.phase_aura, kind = aura_text(kind)),
        Phase::Pain => text!(attacks.phase_pain).to_owned(),
        Phase::Postdrome => text!(attacks.phase_postdrome).to_owned(),
    }
}
