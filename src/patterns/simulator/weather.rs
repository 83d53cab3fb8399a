//! Weather, air and space weather of a place, every three hours, shared by all patients who live there.

use super::{
    catalogue::{Days, WARM_UP},
    draw::{Draw, number, rounded},
};

/// Steps in a day.
const STEPS: usize = 8;

/// A place with its climate.
pub struct Site {
    /// Name in the profile.
    pub name: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Seconds east of Greenwich (without summer time, like the arrays).
    pub offset: i32,
    /// Mean temperature of the year in degrees, and half the distance from the coldest to the warmest day.
    temperature: (f64, f64),
    /// Standard deviation of the pressure, hPa.
    storms: f64,
    /// Metres above the sea.
    elevation: f64,
}

const fn site(
    name: &'static str,
    latitude: f64,
    hours: i32,
    temperature: (f64, f64),
    storms: f64,
    elevation: f64,
) -> Site {
    Site {
        name,
        latitude,
        offset: hours * 3600,
        temperature,
        storms,
        elevation,
    }
}

/// The places.
pub const SITES: [Site; 6] = [
    site("oslo", 59.9, 1, (6.5, 11.5), 11.0, 23.0),
    site("london", 51.5, 0, (11.5, 7.0), 9.5, 11.0),
    site("boston", 42.4, -5, (11.0, 12.0), 8.5, 43.0),
    site("tokyo", 35.7, 9, (16.0, 10.5), 6.5, 40.0),
    site("madrid", 40.4, 1, (15.0, 10.0), 5.5, 667.0),
    site("melbourne", -37.8, 10, (15.0, 5.5), 7.0, 31.0),
];

/// Three-hourly series from the first day of the warm-up.
pub struct Weather {
    /// Pressure at sea level, hPa.
    pub pressure: Vec<f64>,
    /// Pressure at the place, hPa.
    pub surface: Vec<f64>,
    /// Degrees.
    pub temperature: Vec<f64>,
    /// Per cent.
    pub humidity: Vec<f64>,
    /// UV index.
    pub uv: Vec<f64>,
    /// Fine dust, micrograms per cubic metre.
    pub dust: Vec<f64>,
    /// Geomagnetic Kp, in thirds.
    pub kp: Vec<f64>,
    /// Solar wind, kilometres a second.
    pub wind: Vec<f64>,
}

/// The sun is the same for everybody: its stream of the seed.
const SUN: u64 = 1 << 50;

impl Weather {
    /// The weather of `site` for `days` days after the warm-up; `first` is the day of the year of the first.
    pub fn new(site: &Site, place: u64, seed: u64, days: usize, first: f64) -> Self {
        let mut draw = Draw::new(seed, (1 << 48) + place);
        let length = (WARM_UP + days) * STEPS;
        let slow = draw.wander(length, 0.985);
        let fronts = draw.wander(length, 0.95);
        let warmth = draw.wander(length, 0.98);
        let moisture = draw.wander(length, 0.9);
        let clouds = draw.wander(length, 0.9);
        let haze = draw.wander(length, 0.96);
        let sun = Sun::new(seed, length);
        let mut weather = Self {
            pressure: Vec::new(),
            surface: Vec::new(),
            temperature: Vec::new(),
            humidity: Vec::new(),
            uv: Vec::new(),
            dust: Vec::new(),
            kp: sun.kp,
            wind: sun.wind,
        };
        for step in 0..length {
            let day = number(step / STEPS) + first - number(WARM_UP);
            let hour = number(step % STEPS) * 3.0;
            let south = if site.latitude < 0.0 { -1.0 } else { 1.0 };
            let season = -((day - 20.0) / 365.25 * std::f64::consts::TAU).cos() * south;
            let daylight = ((hour - 9.0) / 24.0 * std::f64::consts::TAU).sin();
            let low = site.storms * (0.8 * slow[step] + 0.6 * fronts[step]);
            let pressure = 1014.5 + low - 1.5 * season;
            let temperature = site.temperature.0
                + site.temperature.1 * season
                + (2.0 + season) * daylight
                + 3.2 * warmth[step]
                + 0.08 * low;
            let humidity = 72.0 - 6.0 * season - 9.0 * daylight - 0.5 * low + 8.0 * moisture[step];
            let height = ((hour - 12.0) / 24.0 * std::f64::consts::TAU).cos()
                - 0.25
                - (site.latitude.abs() - 20.0) / 110.0
                + 0.25 * season;
            let cloud = 0.65 + 0.25 * (clouds[step] + 0.05 * low).tanh();
            weather.pressure.push(rounded(pressure, 1));
            weather
                .surface
                .push(rounded(pressure * (-site.elevation / 8400.0).exp(), 1));
            weather.temperature.push(rounded(temperature, 1));
            weather
                .humidity
                .push(rounded(humidity.clamp(15.0, 100.0), 0));
            weather
                .uv
                .push(rounded((13.0 * height * cloud).max(0.0), 2));
            weather
                .dust
                .push(rounded(7.5 * (0.5 * haze[step] - 0.2 * season).exp(), 1));
        }
        weather
    }

    /// Fills the daily factors. `pressure_drop_24h` is the largest fall over 24 hours that ends on the day;
    /// `temperature_change` is the step of the daily mean.
    pub fn fill(&self, days: &mut Days) {
        let count = days.len();
        let mean = |series: &[f64], day: usize| {
            series[day * STEPS..][..STEPS].iter().sum::<f64>() / number(STEPS)
        };
        let most = |series: &[f64], day: usize| {
            series[day * STEPS..][..STEPS]
                .iter()
                .copied()
                .fold(f64::MIN, f64::max)
        };
        for day in 0..count {
            days.of_mut("pressure")[day] = mean(&self.pressure, day);
            days.of_mut("temperature")[day] = mean(&self.temperature, day);
            days.of_mut("humidity")[day] = mean(&self.humidity, day);
            days.of_mut("uv_index")[day] = most(&self.uv, day);
            days.of_mut("pm2_5")[day] = mean(&self.dust, day);
            days.of_mut("kp_max")[day] = most(&self.kp, day);
            days.of_mut("solar_wind_speed")[day] = mean(&self.wind, day);
            if day > 0 {
                let falls = (day * STEPS..(day + 1) * STEPS)
                    .map(|step| self.pressure[step - STEPS] - self.pressure[step]);
                days.of_mut("pressure_drop_24h")[day] = falls.fold(0.0, f64::max);
                days.of_mut("temperature_change")[day] =
                    mean(&self.temperature, day) - mean(&self.temperature, day - 1);
            }
        }
    }

    /// The part of a series that lies within the diary.
    pub fn within(series: &[f64]) -> &[f64] {
        &series[WARM_UP * STEPS..]
    }
}

/// Space weather: storms come back with the sun's rotation of 27 days.
struct Sun {
    kp: Vec<f64>,
    wind: Vec<f64>,
}

impl Sun {
    fn new(seed: u64, length: usize) -> Self {
        let mut draw = Draw::new(seed, SUN);
        let rotation = 27 * STEPS;
        let fresh = draw.wander(length, 0.94);
        let ripple = draw.wander(length, 0.5);
        let mut activity: Vec<f64> = Vec::with_capacity(length);
        for (step, fresh) in fresh.iter().enumerate() {
            let before = step
                .checked_sub(rotation)
                .map_or(0.0, |before| activity[before]);
            activity.push(0.6 * before + 0.8 * fresh);
        }
        let thirds = |value: f64| rounded((value.clamp(0.0, 9.0) * 3.0).round() / 3.0, 2);
        let kp = activity.iter().zip(&ripple);
        Self {
            kp: kp
                .map(|(activity, ripple)| thirds(2.1 + 1.0 * activity + 0.6 * ripple))
                .collect(),
            wind: activity
                .iter()
                .map(|activity| rounded((440.0 * (0.2 * activity).exp()).clamp(260.0, 900.0), 0))
                .collect(),
        }
    }
}
