//! What a feed says, in one shape for all of them.

use crate::environment::model::{Feed, Quantity};
use jiff::Timestamp;

/// How sure a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It has not happened yet.
    Predicted,
    /// Computed by a model; in the past an analysis, ahead a prediction.
    Modelled,
    /// Preliminary.
    Estimated,
    /// Measured, may still be revised.
    Observed,
    /// Will not change any more.
    Definitive,
}

/// One value at one instant. `None` says that the feed knows nothing for it, which is never 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Begin of the interval that the value is for.
    pub at: Timestamp,
    /// The value in the unit of its quantity.
    pub value: Option<f64>,
}

/// Values of one quantity from one feed, in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What was measured.
    pub quantity: Quantity,
    /// How sure it is.
    pub standing: Standing,
    /// Length of the interval that each value is for, in seconds.
    pub resolution: u32,
    /// The values, the earliest first, no instant twice.
    pub points: Vec<Point>,
}

impl Series {
    /// A series of points in any order; the later of two for one instant wins, a value over none.
    #[must_use]
    pub fn of(
        quantity: Quantity,
        standing: Standing,
        resolution: u32,
        mut points: Vec<Point>,
    ) -> Self {
        points.sort_by_key(|point| point.at);
        points.dedup_by(|later, earlier| {
            let same = later.at == earlier.at;
            if same && later.value.is_some() {
                earlier.value = later.value;
            }
            same
        });
        Self {
            quantity,
            standing,
            resolution,
            points,
        }
    }

    /// The latest known value at or before `at`.
    #[must_use]
    pub fn latest(&self, at: Timestamp) -> Option<(Timestamp, f64)> {
        self.points
            .iter()
            .rev()
            .filter(|point| point.at <= at)
            .find_map(|point| Some((point.at, point.value?)))
    }
}

/// Something that happened or is announced.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When it was issued or peaked.
    pub at: Timestamp,
    /// From when it holds, where it says.
    pub from: Option<Timestamp>,
    /// Until when it holds, where it says.
    pub until: Option<Timestamp>,
    /// Its code or class: `WARK05`, `M1.2`.
    pub code: String,
    /// The number in it: K of a warning, peak flux of a flare.
    pub value: Option<f64>,
}

/// A point of the grid or a station that an answer is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spot {
    /// Name, where it has one.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres above the sea, where it says.
    pub elevation: Option<f64>,
    /// Address of its own data, relative to the list's, where it has one.
    pub link: String,
}

/// Sentences of a forecast in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The greatest observed K of the past day.
    pub observed: Option<String>,
    /// The greatest expected K.
    pub expected: Option<String>,
    /// Why: geomagnetic activity, radiation storms, radio blackouts.
    pub rationales: Vec<String>,
}

/// Everything that one answer says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// Numbers over time.
    pub series: Vec<Series>,
    /// Events.
    pub events: Vec<Event>,
    /// Stations of a list.
    pub stations: Vec<Spot>,
    /// Which place it is about.
    pub spot: Option<Spot>,
    /// When the provider issued it, where it says.
    pub issued: Option<Timestamp>,
    /// Sentences.
    pub words: Words,
    /// Values and rows that could not be true or understood and were left out.
    pub dropped: usize,
}

impl Parsed {
    /// The series of a quantity.
    #[must_use]
    pub fn of(&self, quantity: Quantity) -> Option<&Series> {
        self.series
            .iter()
            .find(|series| series.quantity == quantity)
    }

    /// Whether nothing in it can be used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let known = |series: &Series| series.points.iter().any(|point| point.value.is_some());
        !self.series.iter().any(known) && self.events.is_empty() && self.stations.is_empty()
    }
}

/// What a feed is asked about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct About {
    /// Degrees north and east, for feeds of cells.
    pub place: Option<(f64, f64)>,
    /// First and last UTC day, for feeds that are asked for a span.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// A link of a station list.
    pub link: String,
}

/// A feed: where it is asked, and how its answer is read.
pub trait Source: Send + Sync {
    /// Which feed it is.
    fn feed(&self) -> Feed;

    /// Path and query below the provider's base address.
    fn path(&self, about: &About) -> String;

    /// Reads an answer.
    ///
    /// # Errors
    /// [`SourceFault`](super::SourceFault) when it cannot be used.
    fn parse(&self, body: &[u8]) -> Result<Parsed, super::SourceFault>;
}
