//! NOAA SWPC: the three-day forecasts in words, public domain. Two texts share this reader:
//! `text/3-day-geomag-forecast.txt` with its table of K, and `text/3-day-forecast.txt` with sections A to
//! C, sentences and rationales. A K may carry its storm: `5.00 (G1)`.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Standing, Words, fault::is_web_page,
    lenient::month, noaa_k::THREE_HOURS,
};
use crate::environment::model::{Feed, Quantity};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// The feed.
pub struct ThreeDayText;

impl Source for ThreeDayText {
    fn feed(&self) -> Feed {
        Feed::ThreeDayText
    }

    fn path(&self, _: &About) -> String {
        "/text/3-day-forecast.txt".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        if is_web_page(body) {
            return Err(SourceFault::WebPage);
        }
        let text = std::str::from_utf8(body).map_err(|_| SourceFault::Malformed)?;
        let issued = issued(text).ok_or(SourceFault::Missing("Issued"))?;
        let mut parsed = Parsed {
            issued: Some(issued),
            words: words(text),
            ..Parsed::default()
        };
        let points = table(text, issued, &mut parsed.dropped)?;
        let kp = Series::of(Quantity::Kp, Standing::Predicted, THREE_HOURS, points);
        parsed.series.push(kp);
        parsed.series.extend(daily(text, issued));
        if parsed.is_empty() {
            return Err(SourceFault::Empty);
        }
        Ok(parsed)
    }
}

/// `:Issued: 2023 Oct 31 2205 UTC`.
fn issued(text: &str) -> Option<Timestamp> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(":Issued:"))?;
    let mut words = line.split_whitespace();
    let year: i16 = words.next()?.parse().ok()?;
    let month = month(words.next()?)?;
    let day: i8 = words.next()?.parse().ok()?;
    let clock = words.next()?;
    let hour: i8 = clock.get(..2)?.parse().ok()?;
    let minute: i8 = clock.get(2..4)?.parse().ok()?;
    let moment = DateTime::new(year, month, day, hour, minute, 0, 0).ok()?;
    moment
        .to_zoned(TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

/// A day without year, near the day of issue.
fn near(month: i8, day: i8, issued: Timestamp) -> Option<Date> {
    let base = issued.to_zoned(TimeZone::UTC).date();
    let distance = |date: &Date| {
        base.since(*date)
            .map_or(i32::MAX, |span| span.get_days().abs())
    };
    (-1..=1)
        .filter_map(|years| Date::new(base.year() + years, month, day).ok())
        .min_by_key(distance)
        .filter(|date| distance(date) <= 60)
}

/// The eight rows of three hours under the line with the days.
fn table(text: &str, issued: Timestamp, dropped: &mut usize) -> Result<Vec<Point>, SourceFault> {
    let mut lines = text
        .lines()
        .skip_while(|line| {
            !line.contains("Kp index forecast") && !line.contains("Kp index breakdown")
        })
        .skip(1)
        .skip_while(|line| line.trim().is_empty());
    let heading = lines.next().ok_or(SourceFault::Truncated)?;
    let mut words = heading.split_whitespace();
    let mut days = Vec::new();
    while let (Some(name), Some(day)) = (words.next(), words.next()) {
        let month = month(name).ok_or(SourceFault::Malformed)?;
        let day: i8 = day.parse().map_err(|_| SourceFault::Malformed)?;
        days.push(near(month, day, issued).ok_or(SourceFault::Malformed)?);
    }
    if days.is_empty() {
        return Err(SourceFault::Malformed);
    }
    let mut points = Vec::new();
    let mut rows = 0;
    for line in lines.skip_while(|line| line.trim().is_empty()) {
        let Some((hour, values)) = row(line) else {
            break;
        };
        rows += 1;
        for (place, day) in days.iter().enumerate() {
            let kp = values
                .get(place)
                .and_then(|value| Quantity::Kp.plausible(*value));
            let at = DateTime::from_parts(*day, jiff::civil::Time::midnight())
                .checked_add(i64::from(hour).hours())
                .ok()
                .and_then(|moment| moment.to_zoned(TimeZone::UTC).ok());
            match (kp, at) {
                (Some(kp), Some(at)) => points.push(Point {
                    at: at.timestamp(),
                    value: Some(kp),
                }),
                _ => *dropped += 1,
            }
        }
    }
    if rows < 8 {
        return Err(SourceFault::Truncated);
    }
    Ok(points)
}

/// `03-06UT        2.67      1.67      5.00 (G1)`: the first hour and the values.
fn row(line: &str) -> Option<(u8, Vec<f64>)> {
    let (span, rest) = line.trim().split_once(char::is_whitespace)?;
    let hour: u8 = span.strip_suffix("UT")?.get(..2)?.parse().ok()?;
    if hour > 21 {
        return None;
    }
    let values = rest
        .split_whitespace()
        .filter(|word| !word.starts_with('('))
        .map(|word| word.parse().unwrap_or(f64::NAN))
        .collect();
    Some((hour, values))
}

/// `Observed Ap 30 Oct 012`, `Predicted Ap 01 Nov-03 Nov 008-005-005`.
fn daily(text: &str, issued: Timestamp) -> Vec<Series> {
    let standings = [
        ("Observed Ap ", Standing::Observed),
        ("Estimated Ap ", Standing::Estimated),
        ("Predicted Ap ", Standing::Predicted),
    ];
    let of = |(name, standing): (&str, Standing)| {
        let line = text
            .lines()
            .find_map(|line| line.trim().strip_prefix(name))?;
        let mut words = line.split_whitespace();
        let day: i8 = words.next()?.parse().ok()?;
        let month = month(words.next()?.split('-').next()?)?;
        let first = near(month, day, issued)?;
        let mut points = Vec::new();
        for (place, value) in line.split_whitespace().last()?.split('-').enumerate() {
            let value: f64 = value.parse().ok()?;
            let day = first.checked_add(i64::try_from(place).ok()?.days()).ok()?;
            points.push(Point {
                at: day.to_zoned(TimeZone::UTC).ok()?.timestamp(),
                value: Quantity::DailyAp.plausible(value),
            });
        }
        Some(Series::of(Quantity::DailyAp, standing, 86_400, points))
    };
    standings.into_iter().filter_map(of).collect()
}

fn words(text: &str) -> Words {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = |mark: &str| {
        let place = flat.find(mark)?;
        let start = flat[..place]
            .rfind("The ")
            .filter(|start| place - start < 8)?;
        let rest = &flat[start..];
        // A full stop inside a number ends no sentence.
        let end = rest.find(". ").unwrap_or(rest.trim_end_matches('.').len());
        Some(rest[..end].trim().to_owned())
    };
    let rationales = flat
        .split("Rationale: ")
        .skip(1)
        .map(|rest| {
            let next = ["B. NOAA ", "C. NOAA ", "# "]
                .into_iter()
                .filter_map(|mark| rest.find(mark))
                .min()
                .unwrap_or(rest.len());
            rest[..next].trim().to_owned()
        })
        .filter(|rationale| !rationale.is_empty())
        .collect();
    Words {
        observed: sentence("greatest observed 3 hr"),
        expected: sentence("greatest expected 3 hr"),
        rationales,
    }
}
