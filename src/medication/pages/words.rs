//! The words of medication: choices, faults and sentences that several pages say.

use crate::{
    account::parts::Faults,
    attacks::model::{Pain, Relief, Severity},
    medication::model::{
        Band, Fault, MedicineClass, MedicineForm, PackCodeFault, PlanLine, Refused, RunwayView,
        ScheduleKind,
    },
    text,
    ui::SelectOption,
};

/// A class.
pub(super) fn class_text(class: MedicineClass) -> &'static str {
    match class {
        MedicineClass::Triptan => text!(medication.class_triptan),
        MedicineClass::Ergot => text!(medication.class_ergot),
        MedicineClass::Opioid => text!(medication.class_opioid),
        MedicineClass::Combination => text!(medication.class_combination),
        MedicineClass::SimpleAnalgesic => text!(medication.class_simple_analgesic),
        MedicineClass::Nsaid => text!(medication.class_nsaid),
        MedicineClass::Gepant => text!(medication.class_gepant),
        MedicineClass::Ditan => text!(medication.class_ditan),
        MedicineClass::Antiemetic => text!(medication.class_antiemetic),
        MedicineClass::BetaBlocker => text!(medication.class_beta_blocker),
        MedicineClass::Anticonvulsant => text!(medication.class_anticonvulsant),
        MedicineClass::Antidepressant => text!(medication.class_antidepressant),
        MedicineClass::CalciumBlocker => text!(medication.class_calcium_blocker),
        MedicineClass::AngiotensinBlocker => text!(medication.class_angiotensin_blocker),
        MedicineClass::CgrpAntibody => text!(medication.class_cgrp_antibody),
        MedicineClass::Botulinumtoxin => text!(medication.class_botulinumtoxin),
        MedicineClass::Steroid => text!(medication.class_steroid),
        MedicineClass::NerveBlock => text!(medication.class_nerve_block),
        MedicineClass::Hormone => text!(medication.class_hormone),
        MedicineClass::OtherPreventive => text!(medication.class_other_preventive),
        MedicineClass::OtherAcute => text!(medication.class_other_acute),
        MedicineClass::Device => text!(medication.class_device),
        MedicineClass::Supplement => text!(medication.class_supplement),
        MedicineClass::Unknown => text!(medication.class_unknown),
    }
}

/// A form: the words of a known one, else the patient's own.
pub(super) fn form_text(form: &str) -> String {
    MedicineForm::parse(form)
        .map_or_else(|_| form.to_owned(), |form| known_form_text(form).to_owned())
}

/// A known form.
pub(super) fn known_form_text(form: MedicineForm) -> &'static str {
    match form {
        MedicineForm::Tablet => text!(medication.form_tablet),
        MedicineForm::MeltTablet => text!(medication.form_melt_tablet),
        MedicineForm::Effervescent => text!(medication.form_effervescent),
        MedicineForm::Capsule => text!(medication.form_capsule),
        MedicineForm::Powder => text!(medication.form_powder),
        MedicineForm::Drops => text!(medication.form_drops),
        MedicineForm::Syrup => text!(medication.form_syrup),
        MedicineForm::Suppository => text!(medication.form_suppository),
        MedicineForm::NasalSpray => text!(medication.form_nasal_spray),
        MedicineForm::Injection => text!(medication.form_injection),
        MedicineForm::Infusion => text!(medication.form_infusion),
        MedicineForm::Patch => text!(medication.form_patch),
        MedicineForm::Gel => text!(medication.form_gel),
        MedicineForm::Inhalation => text!(medication.form_inhalation),
        MedicineForm::Device => text!(medication.form_device),
        MedicineForm::Other => text!(medication.form_other),
    }
}

/// What a medicine did.
pub(super) fn relief_text(relief: Relief) -> &'static str {
    match relief {
        Relief::Unchanged => text!(medication.relief_unchanged),
        Relief::Better => text!(medication.relief_better),
        Relief::Free => text!(medication.relief_free),
    }
}

/// How often a plan asks for a dose.
pub(super) fn kind_text(kind: ScheduleKind) -> &'static str {
    match kind {
        ScheduleKind::Daily => text!(medication.kind_daily),
        ScheduleKind::EveryDays => text!(medication.kind_every_days),
        ScheduleKind::Monthly => text!(medication.kind_monthly),
    }
}

/// The schedule of a plan as one phrase.
pub(super) fn schedule_text(plan: &PlanLine) -> String {
    match plan.kind {
        ScheduleKind::Daily => {
            let times: Vec<String> = plan.times.iter().copied().map(time_text).collect();
            text!(medication.plan_daily, times = times.join(", "))
        }
        ScheduleKind::EveryDays => text!(medication.plan_every, days = plan.days),
        ScheduleKind::Monthly => text!(medication.plan_monthly).to_owned(),
    }
}

/// Minutes since midnight as a time of day.
pub(super) fn time_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A number of units, without a fraction that says nothing.
pub(super) fn units_text(units: f32) -> String {
    format!("{units}")
}

/// Name and strength as one phrase; both are the patient's own words.
pub(super) fn join(name: &str, strength: &str) -> String {
    if strength.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {strength}")
    }
}

/// What one more intake would come to, sentence by sentence.
pub(super) fn runway_texts(runway: &RunwayView) -> Vec<String> {
    let class = crate::medication::parts::limit_text(runway.class);
    let (day, limit) = (runway.days, runway.limit);
    let mut sentences = vec![if runway.counts_already {
        text!(
            medication.runway_already,
            class = class,
            day = day,
            limit = limit
        )
    } else {
        text!(
            medication.runway_would_be,
            class = class,
            day = day,
            limit = limit
        )
    }];
    match runway.leaving {
        Some((1, leaves)) => {
            sentences.push(text!(
                medication.runway_leaving_one,
                day = leaves.short_text()
            ));
        }
        Some((count, leaves)) => {
            let day = leaves.short_text();
            sentences.push(text!(medication.runway_leaving, count = count, day = day));
        }
        None => {}
    }
    if let Some(all) = runway.all_classes {
        sentences.push(text!(medication.runway_all, day = all));
    }
    match runway.band {
        Band::Far => {}
        // Eight tenths of the limit, as the bands are drawn.
        Band::Near => sentences.push(text!(medication.runway_near, early = limit * 8 / 10)),
        Band::Reached => sentences.push(text!(medication.runway_reached, limit = limit)),
    }
    sentences
}

/// A level or a word.
pub(super) fn pain_text(pain: Pain) -> String {
    match pain {
        Pain::Number(level) => text!(attacks.level_of_ten, level = level.number()),
        Pain::Word(severity) => severity_text(severity).to_owned(),
    }
}

fn severity_text(severity: Severity) -> &'static str {
    match severity {
        Severity::Free => text!(attacks.severity_none),
        Severity::Mild => text!(attacks.severity_mild),
        Severity::Moderate => text!(attacks.severity_moderate),
        Severity::Severe => text!(attacks.severity_severe),
    }
}

/// The choices of a question about pain: nothing, words, numbers.
pub(super) fn pain_options() -> Vec<SelectOption> {
    let words = Severity::ALL.iter().map(|severity| Pain::Word(*severity));
    let numbers = (0..=10_u8).filter_map(|level| Pain::parse(&level.to_string()).ok());
    let unsaid = SelectOption {
        value: String::new(),
        label: text!(medication.pain_unsaid).to_owned(),
    };
    std::iter::once(unsaid)
        .chain(words.chain(numbers).map(|pain| SelectOption {
            value: pain.code(),
            label: pain_text(pain),
        }))
        .collect()
}

/// Every class as a choice.
pub(super) fn class_options() -> Vec<SelectOption> {
    MedicineClass::ALL
        .iter()
        .map(|class| SelectOption {
            value: class.code().to_owned(),
            label: class_text(*class).to_owned(),
        })
        .collect()
}

/// Sentences at the fields that were refused.
pub(super) fn faults(refused: Refused) -> Faults {
    let mut faults = Faults::default();
    for (field, fault) in refused {
        faults.add(field, fault_text(fault));
    }
    faults
}

/// Why a value was refused.
pub(super) fn fault_text(fault: Fault) -> &'static str {
    match fault {
        Fault::NameMissing => text!(medication.fault_name_missing),
        Fault::NameTooLong => text!(medication.fault_name_too_long),
        Fault::DoseTooLong => text!(medication.fault_dose_too_long),
        Fault::UnitsOutOfRange => text!(medication.fault_units),
        Fault::LeftOutOfRange => text!(medication.fault_left),
        Fault::PackOutOfRange => text!(medication.fault_pack),
        Fault::TimeUnreadable => text!(medication.fault_time_unreadable),
        Fault::TimeInFuture => text!(medication.fault_time_in_future),
        Fault::DateUnreadable => text!(medication.fault_date_unreadable),
        Fault::StopBeforeStart => text!(medication.fault_stop_before_start),
        Fault::TimesMissing => text!(medication.fault_times_missing),
        Fault::TimesUnreadable => text!(medication.fault_times_unreadable),
        Fault::DaysOutOfRange => text!(medication.fault_days),
        Fault::Code(PackCodeFault::Missing) => text!(medication.fault_code_missing),
        Fault::Code(PackCodeFault::NotDigits) => text!(medication.fault_code_not_digits),
        Fault::Code(PackCodeFault::WrongLength) => text!(medication.fault_code_wrong_length),
        Fault::Code(PackCodeFault::CheckDigit) => text!(medication.fault_code_check_digit),
        Fault::CodeTaken => text!(medication.fault_code_taken),
        Fault::PhotoMissing => text!(medication.fault_photo_missing),
        Fault::PhotoTooLarge => text!(medication.fault_photo_too_large),
        Fault::PhotoUnreadable => text!(medication.fault_photo_unreadable),
        Fault::PhotoWithoutCode => text!(medication.fault_photo_without_code),
        Fault::PhotoOtherCode => text!(medication.fault_photo_other_code),
    }
}
