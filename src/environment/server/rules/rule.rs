//! What a rule is.

use crate::{
    attacks::model::{UnknownCode, choices},
    encryption::server::Sealable,
    environment::model::{Feed, Quantity},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

choices! {
    /// How conditions are joined.
    Join {
        /// All of them.
        All = "all",
        /// Any of them.
        Any = "any",
    }
}

choices! {
    /// What of a quantity is looked at.
    Test {
        /// Its present value.
        Value = "value",
        /// Its change over three hours.
        Change3 = "change_3",
        /// Its change over six hours.
        Change6 = "change_6",
        /// Its change over 24 hours.
        Change24 = "change_24",
        /// Its lowest value of the next 24 hours.
        Lowest24 = "lowest_24",
        /// Its highest value of the next 24 hours.
        Highest24 = "highest_24",
    }
}

impl Test {
    /// Over how many hours a change is looked at.
    #[must_use]
    pub const fn hours(self) -> Option<u32> {
        match self {
            Self::Change3 => Some(3),
            Self::Change6 => Some(6),
            Self::Change24 => Some(24),
            _ => None,
        }
    }
}

choices! {
    /// On which side of the threshold a condition holds.
    Side {
        /// At or above it.
        Above = "above",
        /// At or below it.
        Below = "below",
    }
}

/// One condition.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// What is looked at.
    pub quantity: Quantity,
    /// From which feed alone, where the patient wants one.
    #[serde(default)]
    pub feed: Option<Feed>,
    /// What of it.
    pub test: Test,
    /// On which side.
    pub side: Side,
    /// The threshold in the unit of the quantity; for changes a difference.
    pub threshold: f64,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its number among the patient's rules.
    pub number: u32,
    /// What the patient calls it.
    pub name: String,
    /// How its conditions are joined.
    pub join: Join,
    /// The conditions, at least one.
    pub conditions: Vec<Condition>,
    /// Whether it is looked at.
    pub is_on: bool,
}

/// All rules of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// The rules.
    #[serde(default)]
    pub list: Vec<Rule>,
    /// From this hour on nothing is told, 0 to 23.
    pub quiet_from: i8,
    /// From this hour on it is told again; the same hour means that there is no quiet time.
    pub quiet_until: i8,
    /// Most notices a day.
    pub most_a_day: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            quiet_from: 22,
            quiet_until: 7,
            most_a_day: 3,
        }
    }
}

impl Sealable for Rules {
    const KIND: &'static str = "environment_rules";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

impl Rules {
    /// Whether nothing is told in this hour.
    #[must_use]
    pub fn is_quiet(&self, hour: i8) -> bool {
        if self.quiet_from <= self.quiet_until {
            (self.quiet_from..self.quiet_until).contains(&hour)
        } else {
            hour >= self.quiet_from || hour < self.quiet_until
        }
    }
}

/// Most rules.
pub const MOST_RULES: usize = 20;

/// Whether a feed knows a quantity at all.
#[must_use]
pub fn offers(feed: Feed, quantity: Quantity) -> bool {
    use Quantity as Q;
    let quantities: &[Quantity] = match feed {
        Feed::Forecast | Feed::Archive => &[
            Q::Temperature,
            Q::Humidity,
            Q::DewPoint,
            Q::Precipitation,
            Q::CloudCover,
            Q::WindSpeed,
            Q::WindGusts,
            Q::SeaLevelPressure,
            Q::SurfacePressure,
            Q::UvIndex,
            Q::UvIndexClearSky,
        ],
        Feed::AirQuality => &[
            Q::FineParticles,
            Q::Particles,
            Q::Ozone,
            Q::NitrogenDioxide,
            Q::AlderPollen,
            Q::BirchPollen,
            Q::GrassPollen,
            Q::MugwortPollen,
            Q::OlivePollen,
            Q::RagweedPollen,
        ],
        Feed::PlanetaryK => &[Q::Kp, Q::Ap],
        Feed::KForecast | Feed::GfzKp => &[Q::Kp],
        Feed::ThreeDayText => &[Q::Kp, Q::DailyAp],
        Feed::KMinute => &[Q::EstimatedKp],
        Feed::SolarWind => &[
            Q::SolarWindSpeed,
            Q::SolarWindDensity,
            Q::FieldStrength,
            Q::FieldNorth,
        ],
        Feed::RealTimeWind => &[Q::SolarWindSpeed, Q::SolarWindDensity],
        Feed::RealTimeField => &[Q::FieldStrength, Q::FieldNorth],
        Feed::GfzNowcast | Feed::GfzHistory => {
            &[Q::Kp, Q::Ap, Q::DailyAp, Q::SolarFlux, Q::AdjustedSolarFlux]
        }
        Feed::GfzHp30 => &[Q::Hp30],
        Feed::GfzHp60 => &[Q::Hp60],
        Feed::UvOverpass => &[Q::NoonUvIndex, Q::UvDose, Q::OzoneColumn],
        Feed::Flares | Feed::Alerts | Feed::Scales | Feed::UvStations => &[],
    };
    quantities.contains(&quantity)
}
