//! The words about signs: questions of at most eight words, and what was found, plain and calm.

use crate::{
    safety::model::{Question, Sign, Urgency},
    text,
};

/// The name of a level: what to do.
#[must_use]
pub fn urgency_text(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => text!(safety.urgency_emergency),
        Urgency::Soon => text!(safety.urgency_soon),
        Urgency::Discuss => text!(safety.urgency_discuss),
    }
}

/// What a level asks for.
#[must_use]
pub fn urgency_words(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => text!(safety.urgency_emergency_words),
        Urgency::Soon => text!(safety.urgency_soon_words),
        Urgency::Discuss => text!(safety.urgency_discuss_words),
    }
}

/// A question, to be ticked when it is so.
#[must_use]
pub fn question_text(question: Question) -> &'static str {
    match question {
        Question::Sudden => text!(safety.question_sudden),
        Question::Deficit => text!(safety.question_deficit),
        Question::Consciousness => text!(safety.question_consciousness),
        Question::Fever => text!(safety.question_fever),
        Question::StiffNeck => text!(safety.question_stiff_neck),
        Question::Injury => text!(safety.question_injury),
        Question::PainfulEye => text!(safety.question_painful_eye),
        Question::Pregnancy => text!(safety.question_pregnancy),
        Question::PressureSigns => text!(safety.question_pressure_signs),
        Question::Cough => text!(safety.question_cough),
        Question::Position => text!(safety.question_position),
        Question::Changed => text!(safety.question_changed),
        Question::AfterFifty => text!(safety.question_after_fifty),
        Question::Temples => text!(safety.question_temples),
        Question::Thinking => text!(safety.question_thinking),
        Question::Illness => text!(safety.question_illness),
        Question::NewMedicine => text!(safety.question_new_medicine),
    }
}

/// What was found, in words.
#[must_use]
pub fn sign_text(sign: Sign) -> &'static str {
    match sign {
        Sign::Thunderclap => text!(safety.sign_thunderclap),
        Sign::NewDeficit => text!(safety.sign_new_deficit),
        Sign::Unconscious => text!(safety.sign_unconscious),
        Sign::FeverStiffNeck => text!(safety.sign_fever_stiff_neck),
        Sign::AfterInjury => text!(safety.sign_after_injury),
        Sign::EyeOrSight => text!(safety.sign_eye_or_sight),
        Sign::PregnancyPressure => text!(safety.sign_pregnancy_pressure),
        Sign::FeverAlone => text!(safety.sign_fever_alone),
        Sign::NeckAlone => text!(safety.sign_neck_alone),
        Sign::PressureAlone => text!(safety.sign_pressure_alone),
        Sign::InPregnancy => text!(safety.sign_in_pregnancy),
        Sign::CoughHeadache => text!(safety.sign_cough_headache),
        Sign::PositionHeadache => text!(safety.sign_position_headache),
        Sign::PatternChanged => text!(safety.sign_pattern_changed),
        Sign::NewAfterFifty => text!(safety.sign_new_after_fifty),
        Sign::SoreTemples => text!(safety.sign_sore_temples),
        Sign::ChangedThinking => text!(safety.sign_changed_thinking),
        Sign::WithIllness => text!(safety.sign_with_illness),
        Sign::RecentInjury => text!(safety.sign_recent_injury),
        Sign::LongAttack => text!(safety.sign_long_attack),
        Sign::LongAura => text!(safety.sign_long_aura),
        Sign::FirstMotorAura => text!(safety.sign_first_motor_aura),
        Sign::FirstAuraAfterFifty => text!(safety.sign_first_aura_after_fifty),
        Sign::AfterNewMedicine => text!(safety.sign_after_new_medicine),
        Sign::NearOveruse => text!(safety.sign_near_overuse),
        Sign::FrequentMigraine => text!(safety.sign_frequent_migraine),
        Sign::AuraAndOestrogen => text!(safety.sign_aura_and_oestrogen),
        Sign::TriptanAndAura => text!(safety.sign_triptan_and_aura),
        Sign::TriptanAndVessels => text!(safety.sign_triptan_and_vessels),
        Sign::MedicineInPregnancy => text!(safety.sign_medicine_in_pregnancy),
    }
}
