//! The registry's lines.
//!
//! Priors are round figures. Their order follows how often a trigger is named (Kelman 2007; Pellegrino
//! 2018: stress 58 %, sleep 41 %), cut to what survives in single patients (Donoghue 2016: about one named
//! trigger in six), with menstruation (`MacGregor` 2004; PAMINA 2007: +96 % at most) and weather (Hoffmann
//! 2015: about 13 % of patients) from their own studies. `early` follows the premonitory literature (Giffin
//! 2003: neck stiffness 50 %; Gago-Veiga 2018: 69 % have signs; Karsan 2021: light, smell, food and missed
//! meals are often symptoms).

use super::{
    Class::{self, Behaviour, Cycle, Environment, Night, SymptomLike},
    Entry,
    Expected::{self, Either, Lowers, Raises},
};

/// Prior of a factor that cannot have an effect.
pub const CONTROL_PRIOR: f64 = 0.003;
/// Prior of a factor that the table does not have.
pub const UNKNOWN_PRIOR: f64 = 0.03;
/// Prior that such a factor is an early sign.
pub const UNKNOWN_EARLY: f64 = 0.03;

const fn line(
    code: &'static str,
    family: &'static str,
    class: Class,
    expected: Expected,
    prior: f64,
    early: f64,
) -> Entry {
    Entry {
        code,
        family,
        class,
        expected,
        prior,
        early,
        is_control: false,
    }
}

const fn control(code: &'static str, family: &'static str, class: Class) -> Entry {
    let mut entry = line(code, family, class, Either, CONTROL_PRIOR, 0.0);
    entry.is_control = true;
    entry
}

/// One line a factor.
pub const TABLE: [Entry; 61] = [
    line("stress", "stress", Behaviour, Raises, 0.13, 0.20),
    line("stress_letdown", "stress", Behaviour, Raises, 0.13, 0.01),
    line("mood", "mood", SymptomLike, Lowers, 0.0, 0.20),
    line("energy", "energy", SymptomLike, Lowers, 0.0, 0.20),
    line("neck_tension", "neck", Behaviour, Raises, 0.06, 0.30),
    line("sleep_hours", "sleep", Night, Lowers, 0.15, 0.10),
    line("sleep_minutes", "sleep", Night, Lowers, 0.15, 0.10),
    line("sleep_quality", "sleep", Night, Lowers, 0.10, 0.05),
    line("sleep_efficiency", "sleep", Night, Lowers, 0.12, 0.02),
    line("wakes", "sleep", Night, Raises, 0.06, 0.02),
    line("bedtime_shift", "sleep", Night, Raises, 0.08, 0.02),
    line("deep_sleep", "sleep", Night, Lowers, 0.04, 0.02),
    line("rem_sleep", "sleep", Night, Lowers, 0.04, 0.02),
    line("caffeine", "caffeine", Behaviour, Raises, 0.08, 0.10),
    line("alcohol", "alcohol", Behaviour, Raises, 0.18, 0.01),
    line("red_wine", "alcohol", Behaviour, Raises, 0.04, 0.01),
    line("white_wine", "alcohol", Behaviour, Raises, 0.02, 0.01),
    line("beer", "alcohol", Behaviour, Raises, 0.02, 0.01),
    line("spirits", "alcohol", Behaviour, Raises, 0.02, 0.01),
    line("skipped_meal", "meals", Behaviour, Raises, 0.08, 0.12),
    line("meals_skipped", "meals", Behaviour, Raises, 0.08, 0.12),
    line("water", "hydration", Behaviour, Lowers, 0.15, 0.01),
    line("water_ml", "hydration", Behaviour, Lowers, 0.15, 0.01),
    line("exercise", "activity", Behaviour, Lowers, 0.20, 0.01),
    line(
        "exercise_minutes",
        "activity",
        Behaviour,
        Lowers,
        0.15,
        0.01,
    ),
    line("steps", "activity", Behaviour, Lowers, 0.02, 0.01),
    line("screen_time", "screen", Behaviour, Raises, 0.05, 0.01),
    line("screen_hours", "screen", Behaviour, Raises, 0.05, 0.01),
    line("chocolate", "chocolate", Behaviour, Raises, 0.02, 0.30),
    line("craving", "chocolate", SymptomLike, Raises, 0.0, 0.30),
    line("aged_cheese", "cheese", Behaviour, Raises, 0.02, 0.01),
    line("processed_meat", "meat", Behaviour, Raises, 0.02, 0.01),
    control("citrus", "citrus", Behaviour),
    line("bright_light", "light", Behaviour, Raises, 0.06, 0.20),
    line("strong_smell", "smell", Behaviour, Raises, 0.06, 0.20),
    line("magnesium", "magnesium", Behaviour, Lowers, 0.07, 0.01),
    line("relaxation", "relaxation", Behaviour, Lowers, 0.15, 0.01),
    line("fatigue", "premonitory", SymptomLike, Raises, 0.0, 0.70),
    line("yawning", "premonitory", SymptomLike, Raises, 0.0, 0.70),
    line(
        "concentration",
        "premonitory",
        SymptomLike,
        Raises,
        0.0,
        0.50,
    ),
    line("light_disturbs", "light", SymptomLike, Raises, 0.0, 0.30),
    line("neck_stiffness", "neck", SymptomLike, Raises, 0.0, 0.40),
    line("mood_change", "mood", SymptomLike, Raises, 0.0, 0.20),
    line("resting_hr", "autonomic", SymptomLike, Raises, 0.0, 0.12),
    line("hrv", "autonomic", SymptomLike, Lowers, 0.0, 0.12),
    line("skin_temp_dev", "autonomic", SymptomLike, Either, 0.0, 0.02),
    line("pressure", "pressure", Environment, Lowers, 0.03, 0.0),
    line(
        "pressure_drop_24h",
        "pressure",
        Environment,
        Raises,
        0.18,
        0.0,
    ),
    line("temperature", "temperature", Environment, Either, 0.02, 0.0),
    line(
        "temperature_change",
        "temperature",
        Environment,
        Raises,
        0.10,
        0.0,
    ),
    line("humidity", "humidity", Environment, Raises, 0.10, 0.0),
    line("uv_index", "uv", Environment, Raises, 0.03, 0.0),
    line("wind_speed", "wind", Environment, Raises, 0.03, 0.0),
    line("pollen", "pollen", Environment, Raises, 0.02, 0.0),
    line("ozone", "air", Environment, Raises, 0.02, 0.0),
    line("pm2_5", "air", Environment, Raises, 0.01, 0.0),
    control("kp_max", "geomagnetic", Environment),
    control("solar_wind_speed", "geomagnetic", Environment),
    line("perimenstrual", "menstrual", Cycle, Raises, 0.55, 0.0),
    line("surprisal", "surprisal", Behaviour, Raises, 0.04, 0.06),
    line("weekend", "weekday", Environment, Either, 0.03, 0.0),
];
