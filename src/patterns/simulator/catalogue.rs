//! The factors of a cohort: names, families, what they are and where they come from.
//!
//! Names and families are those of the format `migraine-cohort/1`, so that the engine's registry knows them.

/// Where a value comes from, which decides when it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The check-in of the day.
    Log,
    /// The night that ends on the morning of the day, and what a watch counts.
    Wearable,
    /// Weather, air and space weather of the day.
    Environment,
    /// The cycle.
    Cycle,
    /// The calendar.
    Calendar,
}

impl Source {
    /// As the manifest names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Wearable => "wearable",
            Self::Environment => "environment",
            Self::Cycle => "cycle",
            Self::Calendar => "calendar",
        }
    }
}

/// What kind of value a factor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 0 to 10.
    Scale,
    /// A whole number.
    Count,
    /// A measured number.
    Continuous,
    /// Yes or no.
    Tag,
    /// Computed from others.
    Derived,
}

impl Kind {
    /// As the manifest names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scale => "scale",
            Self::Count => "count",
            Self::Continuous => "continuous",
            Self::Tag => "tag",
            Self::Derived => "derived",
        }
    }
}

/// One factor.
#[derive(Debug, Clone, Copy)]
pub struct Factor {
    /// Its name in the files.
    pub name: &'static str,
    /// Its family.
    pub family: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// Where it comes from.
    pub source: Source,
}

const fn factor(name: &'static str, family: &'static str, kind: Kind, source: Source) -> Factor {
    Factor {
        name,
        family,
        kind,
        source,
    }
}

use Kind::{Continuous, Count, Derived, Scale, Tag};
use Source::{Calendar, Cycle, Environment, Log, Wearable};

/// Every factor, in the order of the manifest.
pub const FACTORS: [Factor; 39] = [
    factor("stress", "stress", Scale, Log),
    factor("stress_letdown", "stress", Derived, Log),
    factor("mood", "mood", Scale, Log),
    factor("neck_tension", "neck", Scale, Log),
    factor("sleep_hours", "sleep", Continuous, Wearable),
    factor("sleep_efficiency", "sleep", Continuous, Wearable),
    factor("bedtime_shift", "sleep", Continuous, Wearable),
    factor("caffeine", "caffeine", Count, Log),
    factor("alcohol", "alcohol", Count, Log),
    factor("red_wine", "alcohol", Tag, Log),
    factor("skipped_meal", "meals", Tag, Log),
    factor("water", "hydration", Continuous, Log),
    factor("exercise", "activity", Continuous, Log),
    factor("screen_time", "screen", Continuous, Log),
    factor("chocolate", "chocolate", Tag, Log),
    factor("aged_cheese", "cheese", Tag, Log),
    factor("processed_meat", "meat", Tag, Log),
    factor("citrus", "citrus", Tag, Log),
    factor("bright_light", "light", Tag, Log),
    factor("strong_smell", "smell", Tag, Log),
    factor("magnesium", "magnesium", Tag, Log),
    factor("relaxation", "relaxation", Tag, Log),
    factor("fatigue", "premonitory", Tag, Log),
    factor("yawning", "premonitory", Tag, Log),
    factor("resting_hr", "autonomic", Continuous, Wearable),
    factor("hrv", "autonomic", Continuous, Wearable),
    factor("steps", "activity", Continuous, Wearable),
    factor("skin_temp_dev", "autonomic", Continuous, Wearable),
    factor("pressure", "pressure", Continuous, Environment),
    factor("pressure_drop_24h", "pressure", Continuous, Environment),
    factor("temperature", "temperature", Continuous, Environment),
    factor("temperature_change", "temperature", Continuous, Environment),
    factor("humidity", "humidity", Continuous, Environment),
    factor("uv_index", "uv", Continuous, Environment),
    factor("pm2_5", "air", Continuous, Environment),
    factor("kp_max", "geomagnetic", Continuous, Environment),
    factor("solar_wind_speed", "geomagnetic", Continuous, Environment),
    factor("perimenstrual", "menstrual", Derived, Cycle),
    factor("weekend", "weekday", Derived, Calendar),
];

/// Factors that act in nobody.
pub const NEGATIVE_CONTROLS: [&str; 4] = ["kp_max", "solar_wind_speed", "citrus", "pm2_5"];

/// The factor of that name.
pub fn by_name(name: &str) -> Option<&'static Factor> {
    FACTORS.iter().find(|factor| factor.name == name)
}

/// Values of every factor, one a day, for a patient. The first [`WARM_UP`] days lie before the diary.
pub struct Days {
    values: Vec<Vec<f64>>,
}

/// Days before the diary's first, so that lags and running attacks are there from the beginning.
pub const WARM_UP: usize = 30;

impl Days {
    /// No values yet.
    pub fn new(length: usize) -> Self {
        Self {
            values: vec![vec![0.0; length]; FACTORS.len()],
        }
    }

    fn place(name: &str) -> usize {
        FACTORS
            .iter()
            .position(|factor| factor.name == name)
            .unwrap_or_default()
    }

    /// The series of a factor.
    pub fn of(&self, name: &str) -> &[f64] {
        &self.values[Self::place(name)]
    }

    /// The series of a factor, to change.
    pub fn of_mut(&mut self, name: &str) -> &mut Vec<f64> {
        &mut self.values[Self::place(name)]
    }

    /// How many days there are.
    pub fn len(&self) -> usize {
        self.values[0].len()
    }
}
