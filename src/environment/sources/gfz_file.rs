//! GFZ Potsdam: Kp, ap, Ap and F10.7 since 1932 and of the last 30 days, as one line a day.
//!
//! `Kp_ap_Ap_SN_F107_since_1932.txt` and `..._nowcast.txt`: comment lines begin with #, then 28 columns
//! in blanks; -1.000, -1 and -1.0 are missing; D is 0 (preliminary), 1 or 2 (Kp definitive). CC BY 4.0,
//! Matzka et al. 2021, doi 10.1029/2020SW002641. The column SN (sunspots) is CC BY-NC: it is passed over.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Standing, fault::is_web_page,
    noaa_k::THREE_HOURS,
};
use crate::environment::model::{Feed, Quantity};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The last 30 days.
pub struct Nowcast;
/// Since 1932.
pub struct History;

impl Source for Nowcast {
    fn feed(&self) -> Feed {
        Feed::GfzNowcast
    }

    fn path(&self, _: &About) -> String {
        "/app/files/Kp_ap_Ap_SN_F107_nowcast.txt".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        parse(body)
    }
}

impl Source for History {
    fn feed(&self) -> Feed {
        Feed::GfzHistory
    }

    fn path(&self, _: &About) -> String {
        "/app/files/Kp_ap_Ap_SN_F107_since_1932.txt".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        parse(body)
    }
}

/// One day of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GfzDay {
    /// The UTC day.
    pub day: Date,
    /// Kp of the eight intervals of three hours.
    pub kp: [Option<f64>; 8],
    /// ap of the same intervals.
    pub ap: [Option<f64>; 8],
    /// Ap of the day.
    pub daily_ap: Option<f64>,
    /// F10.7 as observed.
    pub solar_flux: Option<f64>,
    /// F10.7 adjusted to one astronomical unit.
    pub adjusted_solar_flux: Option<f64>,
    /// Whether Kp is definitive.
    pub is_definitive: bool,
}

/// Reads the days of a file, and tells how many lines were left out.
///
/// # Errors
/// [`SourceFault`] for a web page, a file that ends within a line, and a file without any day.
pub fn parse_days(body: &[u8]) -> Result<(Vec<GfzDay>, usize), SourceFault> {
    if is_web_page(body) {
        return Err(SourceFault::WebPage);
    }
    let text = std::str::from_utf8(body).map_err(|_| SourceFault::Malformed)?;
    let mut days = Vec::with_capacity(text.len() / 170);
    let mut dropped = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let data = line.trim();
        if data.is_empty() || data.starts_with('#') {
            continue;
        }
        match read(data) {
            Some(day) => days.push(day),
            None if lines.peek().is_none() && !line.ends_with('\n') => {
                return Err(SourceFault::Truncated);
            }
            None => dropped += 1,
        }
    }
    if days.is_empty() {
        return Err(SourceFault::Empty);
    }
    days.sort_by_key(|day| day.day);
    days.dedup_by_key(|day| day.day);
    Ok((days, dropped))
}

fn read(line: &str) -> Option<GfzDay> {
    let mut columns = line.split_ascii_whitespace();
    let mut next = || columns.next();
    let day = Date::new(
        next()?.parse().ok()?,
        next()?.parse().ok()?,
        next()?.parse().ok()?,
    )
    .ok()?;
    // Day count, day count at noon, Bartels rotation and its day.
    for _ in 0..4 {
        next()?.parse::<f64>().ok()?;
    }
    let mut kp = [None; 8];
    for value in &mut kp {
        *value = Quantity::Kp.plausible(next()?.parse().ok()?);
    }
    let mut ap = [None; 8];
    for value in &mut ap {
        *value = Quantity::Ap.plausible(next()?.parse().ok()?);
    }
    let daily_ap = Quantity::DailyAp.plausible(next()?.parse().ok()?);
    // Sunspots, which are not ours to keep.
    next()?;
    let solar_flux = Quantity::SolarFlux.plausible(next()?.parse().ok()?);
    let adjusted_solar_flux = Quantity::AdjustedSolarFlux.plausible(next()?.parse().ok()?);
    let standing: u8 = next()?.parse().ok()?;
    (standing <= 2 && next().is_none()).then_some(GfzDay {
        day,
        kp,
        ap,
        daily_ap,
        solar_flux,
        adjusted_solar_flux,
        is_definitive: standing > 0,
    })
}

fn start_of(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

fn parse(body: &[u8]) -> Result<Parsed, SourceFault> {
    let (days, dropped) = parse_days(body)?;
    let mut parsed = Parsed {
        dropped,
        ..Parsed::default()
    };
    for (definitive, standing) in [(true, Standing::Definitive), (false, Standing::Estimated)] {
        let chosen: Vec<(Timestamp, &GfzDay)> = days
            .iter()
            .filter(|day| day.is_definitive == definitive)
            .filter_map(|day| Some((start_of(day.day)?, day)))
            .collect();
        let eighths = |pick: fn(&GfzDay) -> &[Option<f64>; 8]| {
            let mut points = Vec::with_capacity(chosen.len() * 8);
            for (start, day) in &chosen {
                for (hour, value) in (0_i64..).step_by(3).zip(pick(day)) {
                    if let Ok(at) = start.checked_add(hour.hours()) {
                        points.push(Point { at, value: *value });
                    }
                }
            }
            points
        };
        let whole = |pick: fn(&GfzDay) -> Option<f64>| {
            let point = |(at, day): &(Timestamp, &GfzDay)| Point {
                at: *at,
                value: pick(day),
            };
            chosen.iter().map(point).collect::<Vec<_>>()
        };
        let found = [
            (Quantity::Kp, THREE_HOURS, eighths(|day| &day.kp)),
            (Quantity::Ap, THREE_HOURS, eighths(|day| &day.ap)),
            (Quantity::DailyAp, 86_400, whole(|day| day.daily_ap)),
            (Quantity::SolarFlux, 86_400, whole(|day| day.solar_flux)),
            (
                Quantity::AdjustedSolarFlux,
                86_400,
                whole(|day| day.adjusted_solar_flux),
            ),
        ];
        for (quantity, resolution, points) in found {
            if !points.is_empty() {
                let series = Series::of(quantity, standing, resolution, points);
                parsed.series.push(series);
            }
        }
    }
    Ok(parsed)
}
