//! Words of the reports: rules, values, classes and what was noticed.

use crate::{
    i18n::dates::CivilDay,
    medication::model::MedicineClass,
    reports::model::{MigraineDefinition, ValueView},
    text,
};

/// The name of what a rule counts.
pub(super) fn rule_text(code: &str) -> String {
    let name = match code {
        "headache_days_leiden" => text!(reports.rule_headache_days),
        "headache_days_trial" => text!(reports.rule_headache_days_trial),
        "migraine_days_a" => text!(reports.rule_migraine_days_a),
        "migraine_days_b" => text!(reports.rule_migraine_days_b),
        "attacks" => text!(reports.rule_attacks),
        "monthly_rate_28" => text!(reports.rule_monthly_rate_28),
        "monthly_rate_calendar" => text!(reports.rule_monthly_rate_calendar),
        "migraine_rate_28" => text!(reports.rule_migraine_rate_28),
        "chronic_picture" => text!(reports.rule_chronic_picture),
        "status" => text!(reports.rule_status),
        "menstrual_relation" => text!(reports.rule_menstrual_relation),
        "overuse_triptan" => text!(reports.rule_overuse_triptan),
        "overuse_ergot" => text!(reports.rule_overuse_ergot),
        "overuse_opioid" => text!(reports.rule_overuse_opioid),
        "overuse_combination" => text!(reports.rule_overuse_combination),
        "overuse_analgesic" => text!(reports.rule_overuse_analgesic),
        "overuse_ditan" => text!(reports.rule_overuse_ditan),
        "overuse_mixed" => text!(reports.rule_overuse_mixed),
        "acute_medicine_days" => text!(reports.rule_acute_medicine_days),
        "canadian_monthly_index" => text!(reports.rule_canadian_monthly_index),
        "ihs_2025_level" => text!(reports.rule_ihs_2025_level),
        "lost_days" => text!(reports.rule_lost_days),
        "aura_days" => text!(reports.rule_aura_days),
        "completeness" => text!(reports.rule_completeness),
        code => return text!(reports.rule_other, code = code),
    };
    name.to_owned()
}

/// What a rule counts, in plain words; the exact definition is its source.
pub(super) fn rule_words(code: &str) -> &'static str {
    match code {
        "headache_days_leiden" => text!(reports.words_headache_days),
        "headache_days_trial" => text!(reports.words_headache_days_trial),
        "migraine_days_a" => text!(reports.words_migraine_days_a),
        "migraine_days_b" => text!(reports.words_migraine_days_b),
        "attacks" => text!(reports.words_attacks),
        "monthly_rate_28" => text!(reports.words_monthly_rate_28),
        "monthly_rate_calendar" => text!(reports.words_monthly_rate_calendar),
        "migraine_rate_28" => text!(reports.words_migraine_rate_28),
        "chronic_picture" => text!(reports.words_chronic_picture),
        "status" => text!(reports.words_status),
        "menstrual_relation" => text!(reports.words_menstrual_relation),
        "overuse_ditan" => text!(reports.words_overuse_ditan),
        "overuse_mixed" => text!(reports.words_overuse_mixed),
        "acute_medicine_days" => text!(reports.words_acute_medicine_days),
        "canadian_monthly_index" => text!(reports.words_canadian_monthly_index),
        "ihs_2025_level" => text!(reports.words_ihs_2025_level),
        "lost_days" => text!(reports.words_lost_days),
        "aura_days" => text!(reports.words_aura_days),
        "completeness" => text!(reports.words_completeness),
        _ => text!(reports.words_overuse),
    }
}

/// A value in one or two words, as it stands beside its name.
pub(super) fn value_text(value: &ValueView) -> String {
    match value {
        ValueView::Days(number) | ValueView::Count(number) | ValueView::Index(number) => {
            number.to_string()
        }
        ValueView::Rate(rate) => format!("{rate:.1}"),
        ValueView::Share { answered, of } => {
            text!(reports.value_share, answered = answered, of = of)
        }
        ValueView::Matches(true) => text!(reports.value_matches).to_owned(),
        ValueView::Matches(false) => text!(reports.value_matches_not).to_owned(),
        ValueView::Relation { percent, .. } => text!(reports.value_percent, percent = percent),
        ValueView::Goal { level, .. } => goal_text(level).to_owned(),
        ValueView::NotEnough { .. } => text!(reports.value_not_enough).to_owned(),
    }
}

/// A sentence about a value, where its number alone does not say enough.
pub(super) fn value_sentence(rule: &str, value: &ValueView, days: u32) -> Option<String> {
    let two = |number: f64| format!("{number:.1}");
    match value {
        ValueView::Matches(true) => Some(text!(reports.matches_words, days = days)),
        ValueView::Matches(false) => Some(text!(reports.matches_not_words).to_owned()),
        ValueView::NotEnough { answered, needed } if rule == "menstrual_relation" => Some(text!(
            reports.not_enough_cycles,
            answered = answered,
            needed = needed
        )),
        ValueView::NotEnough { answered, needed } => Some(text!(
            reports.not_enough_words,
            answered = answered,
            needed = needed
        )),
        ValueView::Relation {
            ratio,
            interval,
            cycles,
            cycles_with,
            ..
        } => Some(text!(
            reports.relation_words,
            with = cycles_with,
            cycles = cycles,
            ratio = two(*ratio),
            low = two(interval.0),
            high = two(interval.1)
        )),
        ValueView::Goal { days, .. } => Some(text!(reports.goal_words, days = two(*days))),
        ValueView::Count(number) if rule == "status" && *number > 0 => {
            Some(text!(reports.status_words).to_owned())
        }
        _ => None,
    }
}

fn goal_text(level: &str) -> &'static str {
    match level {
        "freedom" => text!(reports.goal_freedom),
        "optimal" => text!(reports.goal_optimal),
        "modest" => text!(reports.goal_modest),
        _ => text!(reports.goal_insufficient),
    }
}

/// The letter of a definition of a migraine day.
pub(super) const fn definition_letter(definition: MigraineDefinition) -> &'static str {
    match definition {
        MigraineDefinition::A => "A",
        MigraineDefinition::B => "B",
    }
}

/// A class of medicine, short enough for the key of a chart.
pub(super) fn class_text(class: MedicineClass) -> &'static str {
    use MedicineClass as Class;
    match class {
        Class::Triptan => text!(reports.class_triptan),
        Class::Ergot => text!(reports.class_ergot),
        Class::Opioid => text!(reports.class_opioid),
        Class::Combination => text!(reports.class_combination),
        Class::SimpleAnalgesic => text!(reports.class_simple_analgesic),
        Class::Nsaid => text!(reports.class_nsaid),
        Class::Gepant => text!(reports.class_gepant),
        Class::Ditan => text!(reports.class_ditan),
        Class::Antiemetic => text!(reports.class_antiemetic),
        Class::BetaBlocker
        | Class::Anticonvulsant
        | Class::Antidepressant
        | Class::CalciumBlocker
        | Class::AngiotensinBlocker
        | Class::CgrpAntibody
        | Class::Botulinumtoxin
        | Class::OtherPreventive => text!(reports.class_preventive),
        Class::Steroid => text!(reports.class_steroid),
        Class::NerveBlock | Class::Hormone | Class::OtherAcute => text!(reports.class_other),
        Class::Device => text!(reports.class_device),
        Class::Supplement => text!(reports.class_supplement),
        Class::Unknown => text!(reports.class_unknown),
    }
}

/// The month in three letters, for the axis of a chart.
pub(super) fn month_short_text(month: CivilDay) -> &'static str {
    match month.month {
        1 => text!(reports.jan),
        2 => text!(reports.feb),
        3 => text!(reports.mar),
        4 => text!(reports.apr),
        5 => text!(reports.may),
        6 => text!(reports.jun),
        7 => text!(reports.jul),
        8 => text!(reports.aug),
        9 => text!(reports.sep),
        10 => text!(reports.oct),
        11 => text!(reports.nov),
        _ => text!(reports.dec),
    }
}
