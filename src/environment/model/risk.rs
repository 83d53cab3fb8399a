//! Risk points, version 1: a score of an older product, kept so that patients who know it can compare.
//!
//! It was never measured against anything: fixed points for weather, a share for geomagnetic activity,
//! and a share that fades over three days after the last attack. Two faults of the original are not
//! repeated: 0 degrees is a temperature (it counted as missing), and weights are shares of one, so
//! that the total cannot leave 0 to 100.

/// Name of the rule and its version.
pub const VERSION: &str = "risk-points-v1";

/// How the three parts are weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    weather: f64,
    geomagnetic: f64,
    history: f64,
}

/// Why weights were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("weights are shares from 0 to 1, not all of them 0")]
pub struct WeightsFault;

impl Default for Weights {
    fn default() -> Self {
        Self {
            weather: 0.4,
            geomagnetic: 0.3,
            history: 0.3,
        }
    }
}

impl Weights {
    /// Weights from 0 to 1; they are brought to a sum of one.
    ///
    /// # Errors
    /// [`WeightsFault`] for a negative, too large or missing weight.
    pub fn new(weather: f64, geomagnetic: f64, history: f64) -> Result<Self, WeightsFault> {
        let all = [weather, geomagnetic, history];
        let sum: f64 = all.iter().sum();
        let fits = all.iter().all(|weight| (0.0..=1.0).contains(weight)) && sum > 0.0;
        if !fits {
            return Err(WeightsFault);
        }
        Ok(Self {
            weather: weather / sum,
            geomagnetic: geomagnetic / sum,
            history: history / sum,
        })
    }
}

/// What is known about an hour; what is missing adds nothing and is told.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Hour {
    /// Pressure at sea level, hPa.
    pub pressure: Option<f64>,
    /// Cloud cover, per cent.
    pub cloud_cover: Option<f64>,
    /// Relative humidity, per cent.
    pub humidity: Option<f64>,
    /// Temperature, degrees Celsius.
    pub temperature: Option<f64>,
    /// Planetary K index.
    pub kp: Option<f64>,
    /// Hours from the latest attack to this hour; negative when it lies behind this hour.
    pub hours_since_attack: Option<f64>,
}

/// The points with their parts, each from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Points {
    /// The weighed total, a whole number.
    pub total: u8,
    /// Weather.
    pub weather: f64,
    /// Geomagnetic activity.
    pub geomagnetic: f64,
    /// The latest attack.
    pub history: f64,
    /// How many of the five readings were missing.
    pub missing: usize,
}

/// How long the latest attack counts, in hours.
const MEMORY_HOURS: f64 = 72.0;

/// The points of one hour.
#[must_use]
pub fn points(hour: &Hour, weights: &Weights) -> Points {
    let mut weather: f64 = 0.0;
    if hour.pressure.is_some_and(|pressure| pressure < 1_000.0) {
        weather += 30.0;
    }
    if hour.cloud_cover.is_some_and(|cover| cover > 80.0) {
        weather += 20.0;
    }
    if hour.humidity.is_some_and(|humidity| humidity > 70.0) {
        weather += 20.0;
    }
    if hour
        .temperature
        .is_some_and(|warmth| !(10.0..=30.0).contains(&warmth))
    {
        weather += 30.0;
    }
    let geomagnetic = hour
        .kp
        .map_or(0.0, |kp| (kp / 9.0 * 100.0).clamp(0.0, 100.0));
    let history = hour
        .hours_since_attack
        .filter(|hours| (0.0..=MEMORY_HOURS).contains(hours))
        .map_or(0.0, |hours| 100.0 * (1.0 - hours / MEMORY_HOURS));
    let total =
        weather * weights.weather + geomagnetic * weights.geomagnetic + history * weights.history;
    let readings = [
        hour.pressure,
        hour.cloud_cover,
        hour.humidity,
        hour.temperature,
        hour.kp,
    ];
    Points {
        total: whole(total),
        weather,
        geomagnetic,
        history,
        missing: readings.iter().filter(|reading| reading.is_none()).count(),
    }
}

/// Rounded and kept within 0 to 100.
fn whole(value: f64) -> u8 {
    let value = value.round().clamp(0.0, 100.0);
    (0..=100_u8)
        .find(|number| f64::from(*number) >= value)
        .unwrap_or(100)
}
