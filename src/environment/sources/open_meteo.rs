//! Open-Meteo: forecast, archive and air quality share one format.
//!
//! Blocks (`current`, `hourly`) hold parallel lists, `..._units` beside them say in which unit; `null` is
//! missing. Times are local to `timezone` or, with `timeformat=unixtime`, seconds. We ask for UTC; a
//! self-hosted service may answer otherwise. Older names (`windspeed_10m`) are read as well.
//! Data: Open-Meteo.com, CC BY 4.0; the free service is for non-commercial use.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Spot, Standing, lenient, local_time, units,
};
use crate::environment::model::{Feed, Quantity};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::{Map, Value};

/// The forecast.
pub struct Forecast;
/// The archive.
pub struct Archive;
/// Air quality and pollen.
pub struct AirQuality;

const WEATHER: &str = "temperature_2m,relative_humidity_2m,dew_point_2m,precipitation,cloud_cover,\
                       wind_speed_10m,wind_gusts_10m,pressure_msl,surface_pressure";
const AIR: &str = "pm2_5,pm10,ozone,nitrogen_dioxide,alder_pollen,birch_pollen,grass_pollen,\
                   mugwort_pollen,olive_pollen,ragweed_pollen";

fn spot(about: &About) -> String {
    let (latitude, longitude) = about.place.unwrap_or_default();
    format!("latitude={latitude:.2}&longitude={longitude:.2}&timezone=GMT")
}

impl Source for Forecast {
    fn feed(&self) -> Feed {
        Feed::Forecast
    }

    fn path(&self, about: &About) -> String {
        let spot = spot(about);
        format!(
            "/v1/forecast?{spot}&hourly={WEATHER},uv_index,uv_index_clear_sky&past_days=7\
             &forecast_days=8&wind_speed_unit=ms"
        )
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        parse(body, Standing::Modelled)
    }
}

impl Source for Archive {
    fn feed(&self) -> Feed {
        Feed::Archive
    }

    fn path(&self, about: &About) -> String {
        let spot = spot(about);
        let days = about.days.map_or_else(String::new, |(first, last)| {
            format!("&start_date={first}&end_date={last}")
        });
        format!("/v1/archive?{spot}&hourly={WEATHER}&wind_speed_unit=ms{days}")
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        parse(body, Standing::Observed)
    }
}

impl Source for AirQuality {
    fn feed(&self) -> Feed {
        Feed::AirQuality
    }

    fn path(&self, about: &About) -> String {
        let spot = spot(about);
        format!("/v1/air-quality?{spot}&hourly={AIR}&past_days=7&forecast_days=5")
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        parse(body, Standing::Modelled)
    }
}

/// The quantity of a variable's name, new or old.
fn quantity(name: &str) -> Option<Quantity> {
    Some(match name {
        "temperature_2m" => Quantity::Temperature,
        "relative_humidity_2m" | "relativehumidity_2m" => Quantity::Humidity,
        "dew_point_2m" | "dewpoint_2m" => Quantity::DewPoint,
        "precipitation" => Quantity::Precipitation,
        "cloud_cover" | "cloudcover" => Quantity::CloudCover,
        "wind_speed_10m" | "windspeed_10m" => Quantity::WindSpeed,
        "wind_gusts_10m" | "windgusts_10m" => Quantity::WindGusts,
        "pressure_msl" => Quantity::SeaLevelPressure,
        "surface_pressure" => Quantity::SurfacePressure,
        "uv_index" => Quantity::UvIndex,
        "uv_index_clear_sky" => Quantity::UvIndexClearSky,
        "pm2_5" => Quantity::FineParticles,
        "pm10" => Quantity::Particles,
        "ozone" => Quantity::Ozone,
        "nitrogen_dioxide" => Quantity::NitrogenDioxide,
        "alder_pollen" => Quantity::AlderPollen,
        "birch_pollen" => Quantity::BirchPollen,
        "grass_pollen" => Quantity::GrassPollen,
        "mugwort_pollen" => Quantity::MugwortPollen,
        "olive_pollen" => Quantity::OlivePollen,
        "ragweed_pollen" => Quantity::RagweedPollen,
        _ => return None,
    })
}

/// Reads an answer of any of the three.
pub(super) fn parse(body: &[u8], standing: Standing) -> Result<Parsed, SourceFault> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| SourceFault::of_json(&error, body))?;
    let answer = value.as_object().ok_or(SourceFault::Malformed)?;
    if answer.get("error").and_then(Value::as_bool) == Some(true) {
        let reason = answer.get("reason").and_then(Value::as_str).unwrap_or("");
        return Err(SourceFault::Refused(reason.chars().take(120).collect()));
    }
    let clock = Clock::of(answer)?;
    let mut parsed = Parsed {
        spot: spot_of(answer),
        ..Parsed::default()
    };
    let mut has_block = false;
    for (name, length) in [("minutely_15", 900), ("hourly", 3_600)] {
        if let Some(block) = object(answer, name)? {
            has_block = true;
            let units = object(answer, &format!("{name}_units"))?;
            read_block(block, units, &clock, length, standing, &mut parsed)?;
        }
    }
    if let Some(block) = object(answer, "current")? {
        has_block = true;
        let units = object(answer, "current_units")?;
        read_current(block, units, &clock, standing, &mut parsed)?;
    }
    if !has_block {
        return Err(SourceFault::Missing("hourly"));
    }
    if parsed.is_empty() {
        return Err(SourceFault::Empty);
    }
    Ok(parsed)
}

fn object<'a>(
    answer: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a Map<String, Value>>, SourceFault> {
    match answer.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(block)) => Ok(Some(block)),
        Some(_) => Err(SourceFault::WrongType(name.to_owned())),
    }
}

fn spot_of(answer: &Map<String, Value>) -> Option<Spot> {
    let number = |name: &str| answer.get(name).and_then(Value::as_f64);
    Some(Spot {
        latitude: number("latitude")?,
        longitude: number("longitude")?,
        elevation: number("elevation"),
        ..Spot::default()
    })
}

/// In which zone the answer's clock times lie.
struct Clock {
    zone: TimeZone,
    offset: Option<i32>,
}

impl Clock {
    fn of(answer: &Map<String, Value>) -> Result<Self, SourceFault> {
        let offset = answer.get("utc_offset_seconds").and_then(Value::as_i64);
        let offset = offset.and_then(|seconds| i32::try_from(seconds).ok());
        let zone = match answer.get("timezone") {
            Some(Value::String(name)) => match name.as_str() {
                "GMT" => TimeZone::UTC,
                name => TimeZone::get(name)
                    .ok()
                    .or_else(|| fixed(offset))
                    .ok_or(SourceFault::UnknownZone)?,
            },
            None | Some(Value::Null) => fixed(offset).unwrap_or(TimeZone::UTC),
            Some(_) => return Err(SourceFault::WrongType("timezone".to_owned())),
        };
        Ok(Self { zone, offset })
    }

    fn instants(&self, times: &[Value]) -> Result<Vec<Option<Timestamp>>, SourceFault> {
        let wrong = || SourceFault::WrongType("time".to_owned());
        if times.iter().all(Value::is_number) {
            let second = |time: &Value| Timestamp::from_second(time.as_i64()?).ok();
            return Ok(times.iter().map(second).collect());
        }
        let clock: Option<Vec<DateTime>> = times
            .iter()
            .map(|time| time.as_str()?.trim_end_matches('Z').parse().ok())
            .collect();
        let clock = clock.ok_or_else(wrong)?;
        Ok(local_time::instants(&clock, &self.zone, self.offset))
    }
}

fn fixed(offset: Option<i32>) -> Option<TimeZone> {
    jiff::tz::Offset::from_seconds(offset?)
        .ok()
        .map(TimeZone::fixed)
}

fn unit<'a>(
    units: Option<&'a Map<String, Value>>,
    name: &str,
    quantity: Quantity,
) -> Result<units::Conversion, SourceFault> {
    let text: Option<&'a str> = units
        .and_then(|units| units.get(name))
        .and_then(Value::as_str);
    text.and_then(|text| units::conversion(quantity, text))
        .ok_or_else(|| SourceFault::UnknownUnit(name.to_owned()))
}

fn read_block(
    block: &Map<String, Value>,
    units: Option<&Map<String, Value>>,
    clock: &Clock,
    resolution: u32,
    standing: Standing,
    parsed: &mut Parsed,
) -> Result<(), SourceFault> {
    let times = match block.get("time") {
        Some(Value::Array(times)) => clock.instants(times)?,
        Some(_) => return Err(SourceFault::WrongType("time".to_owned())),
        None => return Err(SourceFault::Missing("time")),
    };
    for (name, values) in block {
        let Some(quantity) = quantity(name) else {
            continue;
        };
        let Value::Array(values) = values else {
            return Err(SourceFault::WrongType(name.clone()));
        };
        if values.len() != times.len() {
            return Err(SourceFault::UnequalLengths(name.clone()));
        }
        if values.iter().all(Value::is_null) {
            // Pollen outside Europe: known to be unknown.
            continue;
        }
        let conversion = unit(units, name, quantity)?;
        let mut points = Vec::with_capacity(values.len());
        for (at, value) in times.iter().zip(values) {
            let known = read_value(value, quantity, conversion, name, parsed)?;
            match at {
                Some(at) => points.push(Point {
                    at: *at,
                    value: known,
                }),
                None => parsed.dropped += 1,
            }
        }
        let series = Series::of(quantity, standing, resolution, points);
        parsed.series.push(series);
    }
    Ok(())
}

fn read_value(
    value: &Value,
    quantity: Quantity,
    conversion: units::Conversion,
    name: &str,
    parsed: &mut Parsed,
) -> Result<Option<f64>, SourceFault> {
    if value.is_null() {
        return Ok(None);
    }
    let number = match value {
        Value::Number(_) => lenient::number(value),
        // Some servers write what is not a number as a word.
        Value::String(text) if text.trim().eq_ignore_ascii_case("nan") => None,
        _ => return Err(SourceFault::WrongType(name.to_owned())),
    };
    let plausible = number.and_then(|number| quantity.plausible(conversion.apply(number)));
    if plausible.is_none() {
        parsed.dropped += 1;
    }
    Ok(plausible)
}

fn read_current(
    block: &Map<String, Value>,
    units: Option<&Map<String, Value>>,
    clock: &Clock,
    standing: Standing,
    parsed: &mut Parsed,
) -> Result<(), SourceFault> {
    let time = block.get("time").ok_or(SourceFault::Missing("time"))?;
    let instants = clock.instants(std::slice::from_ref(time))?;
    let Some(at) = instants.first().copied().flatten() else {
        parsed.dropped += 1;
        return Ok(());
    };
    let interval = block.get("interval").and_then(Value::as_u64).unwrap_or(900);
    let resolution = u32::try_from(interval).unwrap_or(900).max(1);
    for (name, value) in block {
        let Some(quantity) = quantity(name).filter(|_| !value.is_null()) else {
            continue;
        };
        let conversion = unit(units, name, quantity)?;
        let value = read_value(value, quantity, conversion, name, parsed)?;
        let point = Point { at, value };
        match parsed
            .series
            .iter_mut()
            .find(|series| series.quantity == quantity && series.resolution == resolution)
        {
            // The hour of the list and the present value are the same interval.
            Some(series) if series.points.iter().any(|known| known.at == at) => {}
            Some(series) => {
                let mut points = std::mem::take(&mut series.points);
                points.push(point);
                *series = Series::of(quantity, standing, resolution, points);
            }
            None => parsed
                .series
                .push(Series::of(quantity, standing, resolution, vec![point])),
        }
    }
    Ok(())
}
