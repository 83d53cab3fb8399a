//! The words for every choice, in the language of the page.

use crate::{
    attacks::model::{
        AttackView, AuraKind, FieldFault, Pain, Region, Relief, Severity, Side, State, Symptom,
    },
    i18n::dates::duration_text,
    text,
};

/// A pain in words: "7 of 10" or "severe".
#[must_use]
pub fn pain_text(pain: Pain) -> String {
    match pain {
        Pain::Number(level) => text!(attacks.level_of_ten, level = level.number()),
        Pain::Word(severity) => severity_text(severity).to_owned(),
    }
}

/// A severity.
#[must_use]
pub fn severity_text(severity: Severity) -> &'static str {
    match severity {
        Severity::Free => text!(attacks.severity_none),
        Severity::Mild => text!(attacks.severity_mild),
        Severity::Moderate => text!(attacks.severity_moderate),
        Severity::Severe => text!(attacks.severity_severe),
    }
}

/// The number that stands for a severity: 1 mild, 2 moderate, 3 severe; no pain has none.
#[must_use]
pub fn severity_number(severity: Severity) -> Option<String> {
    match severity {
        Severity::Free => None,
        Severity::Mild => Some("1".to_owned()),
        Severity::Moderate => Some("2".to_owned()),
        Severity::Severe => Some("3".to_owned()),
    }
}

/// A side of the head.
pub(super) fn side_text(side: Side) -> &'static str {
    match side {
        Side::Left => text!(attacks.side_left),
        Side::Right => text!(attacks.side_right),
        Side::Both => text!(attacks.side_both),
        Side::Changing => text!(attacks.side_changing),
    }
}

/// A region of the head.
pub(super) fn region_text(region: Region) -> &'static str {
    match region {
        Region::Forehead => text!(attacks.region_forehead),
        Region::Temple => text!(attacks.region_temple),
        Region::Eye => text!(attacks.region_eye),
        Region::Crown => text!(attacks.region_crown),
        Region::Back => text!(attacks.region_back),
        Region::Neck => text!(attacks.region_neck),
        Region::Face => text!(attacks.region_face),
        Region::Whole => text!(attacks.region_whole),
    }
}

/// A symptom.
pub(super) fn symptom_text(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::Nausea => text!(attacks.symptom_nausea),
        Symptom::Vomiting => text!(attacks.symptom_vomiting),
        Symptom::Light => text!(attacks.symptom_light),
        Symptom::Sound => text!(attacks.symptom_sound),
        Symptom::Pulsating => text!(attacks.symptom_pulsating),
        Symptom::Movement => text!(attacks.symptom_movement),
        Symptom::Smell => text!(attacks.symptom_smell),
        Symptom::NeckPain => text!(attacks.symptom_neck_pain),
        Symptom::Touch => text!(attacks.symptom_touch),
        Symptom::Dizziness => text!(attacks.symptom_dizziness),
        Symptom::Fatigue => text!(attacks.symptom_fatigue),
        Symptom::Concentration => text!(attacks.symptom_concentration),
        Symptom::Yawning => text!(attacks.symptom_yawning),
        Symptom::Tearing => text!(attacks.symptom_tearing),
        Symptom::Restless => text!(attacks.symptom_restless),
        Symptom::Eyelid => text!(attacks.symptom_eyelid),
        Symptom::Blurred => text!(attacks.symptom_blurred),
        Symptom::Ringing => text!(attacks.symptom_ringing),
        Symptom::Pale => text!(attacks.symptom_pale),
        Symptom::Sweating => text!(attacks.symptom_sweating),
        Symptom::Chills => text!(attacks.symptom_chills),
        Symptom::Fever => text!(attacks.symptom_fever),
        Symptom::Constipation => text!(attacks.symptom_constipation),
        Symptom::Diarrhea => text!(attacks.symptom_diarrhea),
        Symptom::NoAppetite => text!(attacks.symptom_no_appetite),
        Symptom::Thirst => text!(attacks.symptom_thirst),
        Symptom::Weather => text!(attacks.symptom_weather),
        Symptom::Irritable => text!(attacks.symptom_irritable),
        Symptom::LowMood => text!(attacks.symptom_low_mood),
    }
}

/// A kind of aura.
pub(super) fn aura_text(kind: AuraKind) -> &'static str {
    match kind {
        AuraKind::Visual => text!(attacks.aura_visual),
        AuraKind::Sensory => text!(attacks.aura_sensory),
        AuraKind::Speech => text!(attacks.aura_speech),
        AuraKind::Motor => text!(attacks.aura_motor),
        AuraKind::Brainstem => text!(attacks.aura_brainstem),
        AuraKind::Retinal => text!(attacks.aura_retinal),
    }
}

/// What a medicine did.
pub(super) fn relief_text(relief: Relief) -> &'static str {
    match relief {
        Relief::Unchanged => text!(attacks.relief_unchanged),
        Relief::Better => text!(attacks.relief_better),
        Relief::Free => text!(attacks.relief_free),
    }
}

/// Whether an attack is over.
pub(super) fn state_text(state: State) -> &'static str {
    match state {
        State::Ongoing => text!(attacks.state_ongoing),
        State::Ended => text!(attacks.state_ended),
        State::Over => text!(attacks.state_over),
        State::Continuous => text!(attacks.state_continuous),
    }
}

/// When an attack began and how long it lasted, in a sentence.
#[must_use]
pub fn attack_lead(attack: &AttackView) -> String {
    let time = attack.onset.text();
    let duration = duration_text(attack.duration_minutes);
    match attack.state {
        State::Ended => text!(attacks.lead_ended, time = time, duration = duration),
        State::Ongoing => text!(attacks.lead_ongoing, time = time, duration = duration),
        State::Over => text!(attacks.lead_over, time = time),
        State::Continuous => text!(attacks.lead_continuous, time = time),
    }
}

/// Why a typed value was not accepted.
pub(super) fn fault_text(fault: FieldFault) -> &'static str {
    match fault {
        FieldFault::EndBeforeOnset => text!(attacks.fault_end_before_onset),
        FieldFault::OnsetInFuture => text!(attacks.fault_onset_in_future),
        FieldFault::EndInFuture => text!(attacks.fault_end_in_future),
        FieldFault::OnsetUnreadable => text!(attacks.fault_onset_unreadable),
        FieldFault::EndUnreadable => text!(attacks.fault_end_unreadable),
        FieldFault::NameMissing => text!(attacks.fault_name_missing),
        FieldFault::NameTooLong => text!(attacks.fault_name_too_long),
        FieldFault::DoseTooLong => text!(attacks.fault_dose_too_long),
        FieldFault::NotesTooLong => text!(attacks.fault_notes_too_long),
        FieldFault::MinutesOutOfRange => text!(attacks.fault_minutes_out_of_range),
        FieldFault::TimeUnreadable => text!(attacks.fault_time_unreadable),
        FieldFault::TimeInFuture => text!(attacks.fault_time_in_future),
        FieldFault::TimeBeforeOnset => text!(attacks.fault_time_before_onset),
        FieldFault::TimeAfterOnset => text!(attacks.fault_time_after_onset),
        FieldFault::TimeAfterEnd => text!(attacks.fault_time_after_end),
        FieldFault::TimeBeforeEnd => text!(attacks.fault_time_before_end),
        FieldFault::TimeTooEarly => text!(attacks.fault_time_too_early),
        FieldFault::LevelMissing => text!(attacks.fault_level_missing),
        FieldFault::WordsMissing => text!(attacks.fault_words_missing),
        FieldFault::WordsTooLong => text!(attacks.fault_words_too_long),
    }
}
