//! Weather, air and sun at the patient's places, as the engine reads them.
//!
//! A day counts as it was expected on the evening before, where that is known; else, for days from before
//! anybody kept forecasts, as it came to pass. What is made up for the demo teaches nothing, and what
//! nobody looked at has no series, so that nothing is called "no link" that was never looked at.

use super::calendar::Calendar;
use crate::{
    account::server::Visit,
    environment::{
        model::Quantity,
        server::{self as surroundings, DayEnvironment},
    },
    patterns::engine::{Series, Track},
    problem::Problem,
};

/// Hours of one step.
const STEP_HOURS: usize = 3;
/// Steps of a day.
const STEPS: usize = 24 / STEP_HOURS;

/// What the engine knows by name, with the quantity behind it.
const NAMES: [(&str, Quantity); 7] = [
    ("pressure_msl", Quantity::SeaLevelPressure),
    ("temperature_2m", Quantity::Temperature),
    ("relative_humidity_2m", Quantity::Humidity),
    ("uv_index", Quantity::UvIndex),
    ("pm2_5", Quantity::FineParticles),
    ("kp", Quantity::Kp),
    ("solar_wind_speed", Quantity::SolarWindSpeed),
];

/// What is known about the surroundings of a stretch of days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Environment {
    /// Hourly or three-hourly values, as they were forecast.
    pub series: Vec<Series>,
    /// Daily values.
    pub tracks: Vec<Track>,
}

/// The surroundings of the patient on these days.
///
/// # Errors
/// When they cannot be opened; never when there are none.
pub async fn history(visit: &Visit, calendar: Calendar) -> Result<Environment, Problem> {
    let days: Vec<_> = (0..calendar.days)
        .map(|place| calendar.day(place))
        .collect();
    let known = surroundings::history(visit, &days).await?;
    Ok(Environment {
        series: series(calendar, &known),
        tracks: Vec::new(),
    })
}

/// Days as series, each with a value or none for every three hours.
fn series(calendar: Calendar, days: &[DayEnvironment]) -> Vec<Series> {
    let one = |(name, quantity): (&str, Quantity)| {
        let mut values = vec![f64::NAN; calendar.days * STEPS];
        for day in days.iter().filter(|day| !day.is_demo) {
            let Some(place) = calendar.place(day.day) else {
                continue;
            };
            for step in 0..STEPS {
                let value =
                    |slots: &[surroundings::Slot]| slots.get(step)?.values.get(&quantity).copied();
                if let Some(value) = value(&day.forecast).or_else(|| value(&day.observed)) {
                    values[place * STEPS + step] = value;
                }
            }
        }
        let is_known = values.iter().any(|value| value.is_finite());
        is_known.then(|| Series {
            name: name.to_owned(),
            step_hours: STEP_HOURS,
            values,
        })
    };
    NAMES.into_iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use std::collections::BTreeMap;
    use surroundings::Slot;

    fn slots(values: [Option<f64>; STEPS]) -> Vec<Slot> {
        let slot = |value: Option<f64>| Slot {
            at: Timestamp::UNIX_EPOCH,
            values: value
                .map(|value| BTreeMap::from([(Quantity::Kp, value)]))
                .unwrap_or_default(),
        };
        values.map(slot).to_vec()
    }

    fn day(number: i8, forecast: Vec<Slot>, observed: Vec<Slot>) -> DayEnvironment {
        DayEnvironment {
            day: date(2026, 11, number),
            cell: None,
            issue: Timestamp::UNIX_EPOCH,
            issued: None,
            forecast,
            observed,
            is_demo: false,
        }
    }

    #[test]
    fn a_forecast_comes_before_what_came_to_pass_and_gaps_stay_gaps() {
        let calendar = Calendar {
            start: date(2026, 11, 1),
            days: 3,
        };
        let mut forecast = [None; STEPS];
        forecast[0] = Some(2.0);
        let days = [
            day(1, slots(forecast), slots([Some(5.0); STEPS])),
            // The clock went back: a ninth step is nobody's.
            day(
                2,
                Vec::new(),
                [slots([Some(1.0); STEPS]), slots([Some(9.0); STEPS])].concat(),
            ),
            DayEnvironment {
                is_demo: true,
                ..day(3, slots([Some(7.0); STEPS]), Vec::new())
            },
        ];
        let found = series(calendar, &days);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "kp");
        assert_eq!(found[0].values.len(), 3 * STEPS);
        assert_eq!(found[0].values[..3], [2.0, 5.0, 5.0]);
        assert_eq!(found[0].values[STEPS..2 * STEPS], [1.0; STEPS]);
        assert!(
            found[0].values[2 * STEPS..]
                .iter()
                .all(|value| value.is_nan())
        );
    }

    #[test]
    fn what_nobody_looked_at_has_no_series() {
        let calendar = Calendar {
            start: date(2026, 11, 1),
            days: 2,
        };
        assert_eq!(series(calendar, &[day(1, Vec::new(), Vec::new())]), []);
    }
}
