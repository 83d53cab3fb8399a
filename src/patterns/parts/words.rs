//! The words for factors, findings and chances. A code that has no words yet is never shown bare.

use crate::{
    patterns::{
        model::{Band, Claim, ClaimKind, ExperimentVerdict, Reason, Tier},
        view::Names,
    },
    text,
};

/// The name of a factor or of a family.
#[must_use]
pub fn factor_text(code: &str, names: &Names) -> String {
    if let Some(name) = names.of(code) {
        return name.to_owned();
    }
    known_text(code).map_or_else(
        || {
            if code.starts_with("own:") {
                text!(patterns.own_unknown).to_owned()
            } else {
                code.replace('_', " ")
            }
        },
        str::to_owned,
    )
}

fn known_text(code: &str) -> Option<&'static str> {
    Some(match code {
        "stress" => text!(patterns.f_stress),
        "stress_letdown" => text!(patterns.f_stress_letdown),
        "mood" => text!(patterns.f_mood),
        "energy" => text!(patterns.f_energy),
        "neck" => text!(patterns.f_neck),
        "neck_tension" => text!(patterns.f_neck_tension),
        "neck_stiffness" => text!(patterns.f_neck_stiffness),
        "sleep" => text!(patterns.f_sleep),
        "sleep_hours" | "sleep_minutes" => text!(patterns.f_sleep_minutes),
        "sleep_quality" => text!(patterns.f_sleep_quality),
        "sleep_efficiency" => text!(patterns.f_sleep_efficiency),
        "wakes" => text!(patterns.f_wakes),
        "bedtime_shift" => text!(patterns.f_bedtime_shift),
        "deep_sleep" => text!(patterns.f_deep_sleep),
        "rem_sleep" => text!(patterns.f_rem_sleep),
        "caffeine" => text!(patterns.f_caffeine),
        "alcohol" => text!(patterns.f_alcohol),
        "red_wine" => text!(patterns.f_red_wine),
        "white_wine" => text!(patterns.f_white_wine),
        "beer" => text!(patterns.f_beer),
        "spirits" => text!(patterns.f_spirits),
        "meals" | "skipped_meal" | "meals_skipped" => text!(patterns.f_meals),
        "hydration" | "water" | "water_ml" => text!(patterns.f_hydration),
        "activity" | "exercise" | "exercise_minutes" => text!(patterns.f_activity),
        "steps" => text!(patterns.f_steps),
        "screen" | "screen_time" | "screen_hours" => text!(patterns.f_screen),
        "chocolate" => text!(patterns.f_chocolate),
        "craving" => text!(patterns.f_craving),
        "cheese" | "aged_cheese" => text!(patterns.f_cheese),
        "meat" | "processed_meat" => text!(patterns.f_meat),
        "citrus" => text!(patterns.f_citrus),
        "light" | "bright_light" => text!(patterns.f_light),
        "light_disturbs" => text!(patterns.f_light_disturbs),
        "smell" | "strong_smell" => text!(patterns.f_smell),
        "magnesium" => text!(patterns.f_magnesium),
        "relaxation" => text!(patterns.f_relaxation),
        "premonitory" => text!(patterns.f_premonitory),
        "yawning" => text!(patterns.f_yawning),
        "fatigue" => text!(patterns.f_fatigue),
        "concentration" => text!(patterns.f_concentration),
        "mood_change" => text!(patterns.f_mood_change),
        "autonomic" => text!(patterns.f_autonomic),
        "resting_hr" => text!(patterns.f_resting_hr),
        "hrv" => text!(patterns.f_hrv),
        "skin_temp_dev" => text!(patterns.f_skin_temp_dev),
        "surprisal" => text!(patterns.f_surprisal),
        "pressure" => text!(patterns.f_pressure),
        "pressure_drop_24h" => text!(patterns.f_pressure_drop),
        "temperature" => text!(patterns.f_temperature),
        "temperature_change" => text!(patterns.f_temperature_change),
        "humidity" => text!(patterns.f_humidity),
        "uv" | "uv_index" => text!(patterns.f_uv),
        "wind" | "wind_speed" => text!(patterns.f_wind),
        "pollen" => text!(patterns.f_pollen),
        "air" => text!(patterns.f_air),
        "ozone" => text!(patterns.f_ozone),
        "pm2_5" => text!(patterns.f_pm),
        "geomagnetic" | "kp_max" => text!(patterns.f_geomagnetic),
        "solar_wind_speed" => text!(patterns.f_solar_wind),
        "menstrual" | "perimenstrual" => text!(patterns.f_menstrual),
        "weekday" | "weekend" => text!(patterns.f_weekday),
        "felt_weather" => text!(patterns.f_felt_weather),
        "felt_hot" => text!(patterns.f_felt_hot),
        "felt_cold" => text!(patterns.f_felt_cold),
        "felt_humid" => text!(patterns.f_felt_humid),
        "felt_windy" => text!(patterns.f_felt_windy),
        "felt_stormy" => text!(patterns.f_felt_stormy),
        "felt_bright" => text!(patterns.f_felt_bright),
        "felt_changing" => text!(patterns.f_felt_changing),
        "weight" => text!(patterns.f_weight),
        "systolic" => text!(patterns.f_systolic),
        "diastolic" => text!(patterns.f_diastolic),
        _ => return None,
    })
}

/// The word for a tier.
#[must_use]
pub fn tier_text(tier: Tier) -> &'static str {
    match tier {
        Tier::Leaning => text!(patterns.tier_leaning),
        Tier::Likely => text!(patterns.tier_likely),
        Tier::Confirmed => text!(patterns.tier_confirmed),
    }
}

/// What a tier means.
#[must_use]
pub fn tier_words(tier: Tier) -> &'static str {
    match tier {
        Tier::Leaning => text!(patterns.tier_leaning_words),
        Tier::Likely => text!(patterns.tier_likely_words),
        Tier::Confirmed => text!(patterns.tier_confirmed_words),
    }
}

/// How a claim reads.
#[must_use]
pub fn kind_heading(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Trigger => text!(patterns.evidence_linked),
        ClaimKind::Protector => text!(patterns.evidence_protective),
        ClaimKind::EarlySign => text!(patterns.evidence_early),
        ClaimKind::Undecided => text!(patterns.evidence_undecided),
    }
}

/// "An attack began on X of Y days with it, against Z of W without it."
#[must_use]
pub fn counts_sentence(claim: &Claim) -> String {
    text!(
        patterns.counts_words,
        onsets = claim.exposed_onsets,
        exposed = claim.exposed_days,
        other_onsets = claim.unexposed_onsets,
        other = claim.unexposed_days
    )
}

/// An odds ratio with one decimal; two below 1.
#[must_use]
pub fn odds_text(odds: f64) -> String {
    if odds < 1.0 {
        format!("{odds:.2}")
    } else {
        format!("{odds:.1}")
    }
}

/// A share from 0 to 1 in whole percent, without the sign.
#[must_use]
pub fn percent_text(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// A chance as days of a hundred; never "0", which would be a promise.
#[must_use]
pub fn hundred_text(chance: f64) -> String {
    let days = (chance * 100.0).round();
    if days < 1.0 {
        "<1".to_owned()
    } else {
        format!("{days:.0}")
    }
}

/// A value of a factor with its unit, as a patient enters it.
#[must_use]
pub fn value_text(factor: &str, value: f64) -> String {
    let plain = if (value - value.round()).abs() < 0.05 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    };
    match factor {
        "sleep_minutes" => text!(patterns.unit_hours, value = format!("{:.1}", value / 60.0)),
        "exercise_minutes" | "bedtime_shift" | "deep_sleep" | "rem_sleep" => {
            text!(patterns.unit_minutes, value = format!("{value:.0}"))
        }
        "water_ml" => text!(patterns.unit_millilitres, value = format!("{value:.0}")),
        _ => plain,
    }
}

/// The word for a band.
#[must_use]
pub fn band_text(band: Band) -> &'static str {
    match band {
        Band::Usual => text!(patterns.band_usual),
        Band::Higher => text!(patterns.band_higher),
        Band::High => text!(patterns.band_high),
    }
}

/// A reason in a line.
#[must_use]
pub fn reason_text(reason: &Reason, names: &Names) -> String {
    let name = match reason.factor.as_str() {
        "after_attack" => text!(patterns.reason_after_attack).to_owned(),
        "surprise" => text!(patterns.reason_surprise).to_owned(),
        "cycle" => text!(patterns.reason_cycle).to_owned(),
        "weekday" => text!(patterns.reason_weekday).to_owned(),
        "links" => text!(patterns.reason_links).to_owned(),
        code => factor_text(code, names),
    };
    if reason.early_sign {
        text!(patterns.reason_sign, name = name)
    } else if reason.log_odds >= 0.0 {
        text!(patterns.reason_more, name = name)
    } else {
        text!(patterns.reason_less, name = name)
    }
}

/// How long until something can be judged.
#[must_use]
pub fn weeks_text(weeks: Option<u32>) -> String {
    match weeks {
        None => text!(patterns.not_enough_never).to_owned(),
        Some(0 | 1) => text!(patterns.not_enough_soon).to_owned(),
        Some(weeks) => text!(patterns.not_enough_weeks, weeks = weeks),
    }
}

/// How an experiment ended.
#[must_use]
pub fn verdict_text(verdict: ExperimentVerdict) -> &'static str {
    match verdict {
        ExperimentVerdict::MoreWith => text!(patterns.verdict_more),
        ExperimentVerdict::FewerWith => text!(patterns.verdict_fewer),
        ExperimentVerdict::NoDifference => text!(patterns.verdict_none),
        ExperimentVerdict::TooFewDays => text!(patterns.verdict_few),
    }
}
