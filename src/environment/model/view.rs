//! What the pages show, made by the server for one reader.

use super::{Band, Feed, Indicator, Quantity};
use crate::{daily::model::units::Units, i18n::dates::CivilMoment};

/// What is wrong with a field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFault {
    /// The field.
    pub field: String,
    /// A code for the reason.
    pub reason: &'static str,
}

/// One value with its source and age.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingView {
    /// What.
    pub quantity: Quantity,
    /// The value in the unit of its quantity.
    pub value: f64,
    /// What that is called, where there is a common scale.
    pub band: Option<Band>,
    /// Begin of the interval that it is for, on the clock of the place.
    pub at: CivilMoment,
    /// How long ago that was, in minutes.
    pub age_minutes: u32,
    /// Who says so; none when the patient typed it.
    pub feed: Option<Feed>,
    /// It is made up, for the demo.
    pub is_demo: bool,
    /// It is too old to be called present.
    pub is_old: bool,
}

/// How a feed is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedView {
    /// The feed.
    pub feed: Feed,
    /// Code of what went wrong; empty when it is well.
    pub fault: String,
    /// When it last answered well.
    pub last: Option<CivilMoment>,
    /// How long ago that was, in minutes.
    pub age_minutes: Option<u32>,
    /// Its place is taken by a made-up answer.
    pub is_demo: bool,
}

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Minutes from now; negative for the past.
    pub minutes: i32,
    /// When, on the clock of the place.
    pub at: CivilMoment,
    /// The value in the unit of the quantity.
    pub value: f64,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorView {
    /// Which.
    pub indicator: Indicator,
    /// Its known values.
    pub readings: Vec<ReadingView>,
    /// The first quantity from two days back to two days ahead.
    pub curve: Vec<CurvePoint>,
    /// What the curve shows.
    pub curve_quantity: Quantity,
    /// Change of that quantity over the last 24 hours.
    pub change: Option<f64>,
    /// The feeds behind it that are not well.
    pub faults: Vec<FeedView>,
}

/// Everything around a place.
#[derive(Debug, Clone, PartialEq)]
pub struct AroundView {
    /// What the patient calls the place; empty without one.
    pub place: String,
    /// No place: the patient types the pressure.
    pub is_typed: bool,
    /// Typed pressures, the latest first.
    pub typed: Vec<(CivilMoment, f64)>,
    /// The indicators of which anything is known or should be.
    pub indicators: Vec<IndicatorView>,
    /// Every feed.
    pub feeds: Vec<FeedView>,
    /// Something of it is made up, for the demo.
    pub has_demo: bool,
    /// Notices that were not looked at yet.
    pub unseen: usize,
    /// Warnings of space weather that hold: code and K.
    pub warnings: Vec<(String, Option<f64>)>,
    /// Units in which numbers are shown.
    pub units: Units,
}

/// What was around at the hour of an attack.
#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotView {
    /// Address of the attack.
    pub attack: String,
    /// What the patient calls the place; empty without one.
    pub place: String,
    /// The hour.
    pub at: CivilMoment,
    /// The values.
    pub readings: Vec<ReadingView>,
    /// Change of the pressure over the 24 hours before, hPa.
    pub pressure_change: Option<f64>,
    /// Units in which numbers are shown.
    pub units: Units,
}

/// Risk points of one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskRow {
    /// The hour.
    pub at: CivilMoment,
    /// 0 to 100.
    pub total: u8,
    /// Weather, 0 to 100.
    pub weather: f64,
    /// Geomagnetic activity, 0 to 100.
    pub geomagnetic: f64,
    /// The latest attack, 0 to 100.
    pub history: f64,
    /// How many of the five readings are missing.
    pub missing: usize,
}

/// A place of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceView {
    /// Its number.
    pub number: u32,
    /// Code of its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// IANA name of its zone.
    pub zone: String,
    /// First day of a journey.
    pub from: String,
    /// Last day of a journey.
    pub until: String,
    /// The patient is there today.
    pub is_here: bool,
}

/// A town that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct TownView {
    /// Its name.
    pub name: String,
    /// Code of its country.
    pub country: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// IANA name of its zone.
    pub zone: String,
}

/// The page of places.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacesView {
    /// The places.
    pub places: Vec<PlaceView>,
    /// No place: the patient types the pressure.
    pub is_typed: bool,
    /// Towns that were looked for.
    pub towns: Vec<TownView>,
    /// Units of typed numbers.
    pub units: Units,
}

/// A condition of a rule, as its form shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionView {
    /// What is looked at.
    pub quantity: Quantity,
    /// From which feed alone.
    pub feed: Option<Feed>,
    /// Code of what of it.
    pub test: String,
    /// Code of the side.
    pub side: String,
    /// The threshold in the unit of the quantity.
    pub threshold: f64,
}

/// A rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleView {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// All conditions must hold, and not any of them.
    pub is_all: bool,
    /// The conditions.
    pub conditions: Vec<ConditionView>,
    /// Whether it is looked at.
    pub is_on: bool,
    /// Whether it holds now; none when it could not be evaluated.
    pub holds: Option<bool>,
    /// What is not known, when it could not be evaluated.
    pub unknown: Vec<Quantity>,
}

/// The page of rules.
#[derive(Debug, Clone, PartialEq)]
pub struct RulesView {
    /// The rules.
    pub rules: Vec<RuleView>,
    /// From this hour on nothing is told.
    pub quiet_from: i8,
    /// From this hour on it is told again.
    pub quiet_until: i8,
    /// Most notices a day.
    pub most_a_day: u8,
    /// Units of typed numbers.
    pub units: Units,
}

/// Something that was told, with what decided.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeView {
    /// What the rule was called.
    pub name: String,
    /// When it was told.
    pub at: CivilMoment,
    /// The hours and values that decided: the condition, the hour, the value, who says so.
    pub evidence: Vec<(ConditionView, CivilMoment, f64, Feed)>,
    /// It was not looked at before.
    pub is_new: bool,
}

/// How far looking up older entries has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackfillView {
    /// Attacks with values.
    pub done: usize,
    /// Attacks in all.
    pub all: usize,
    /// Months of the archive that are still waited for.
    pub waiting: usize,
    /// No place is told.
    pub has_no_place: bool,
}
