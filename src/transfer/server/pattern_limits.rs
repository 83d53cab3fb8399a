//! The ranges that forecasts, alerts, experiments and their settings have to keep.

use super::{
    dates::check_range,
    limits::{Refusal, check_zone},
    other::Portable,
    other_limits::{out_of_range, text, within},
};
use crate::{
    i18n::dates::CivilDay,
    patterns::{
        model::{AlertSettings, Forecast},
        server::{Experiment, ForecastAlert, IssuedForecast, PatternSettings},
    },
    transfer::model::FaultReason,
};
use jiff::{ToSpan, civil::Date};

/// Characters of the code of a factor; an own factor's is `own:` and an id.
const LONGEST_CODE: usize = 80;
/// Days of one forecast.
const MOST_DAYS: usize = 14;
/// Blocks of an experiment, and reasons or signs of one forecast.
const MOST_PARTS: usize = 100;

fn code(column: &'static str, code: &str) -> Result<(), Refusal> {
    text(column, code, LONGEST_CODE)
}

fn few(column: &'static str, count: usize, most: usize) -> Result<(), Refusal> {
    if count <= most {
        Ok(())
    } else {
        Err(out_of_range(column))
    }
}

fn chance(column: &'static str, chance: f64) -> Result<(), Refusal> {
    within(column, Some(chance), 0.0, 1.0)
}

/// A forecast may be about tomorrow, unlike an entry.
fn forecast_day(day: Date, today: Date) -> Result<(), Refusal> {
    let day = day.saturating_sub(1.day());
    check_range(day, today).map_err(|reason| ("day", reason))
}

fn civil_day(column: &'static str, day: CivilDay) -> Result<(), Refusal> {
    let (month, date) = (i8::try_from(day.month), i8::try_from(day.day));
    let is_day = month
        .ok()
        .zip(date.ok())
        .is_some_and(|(month, date)| Date::new(day.year, month, date).is_ok());
    if is_day {
        Ok(())
    } else {
        Err((column, FaultReason::ValueUnreadable))
    }
}

fn forecast(forecast: &Forecast) -> Result<(), Refusal> {
    civil_day("days", forecast.day)?;
    chance("probability", forecast.probability)?;
    chance("usual", forecast.usual)?;
    few("reasons", forecast.reasons.len(), MOST_PARTS)?;
    let mut reasons = forecast.reasons.iter();
    reasons.try_for_each(|reason| {
        within("reasons", Some(reason.log_odds), -1e3, 1e3)?;
        code("reasons", &reason.factor)
    })
}

impl Portable for IssuedForecast {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        forecast_day(self.day, today)?;
        check_zone(&self.zone)?;
        few("days", self.days.len(), MOST_DAYS)?;
        self.days.iter().try_for_each(forecast)
    }
}

impl Portable for ForecastAlert {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        forecast_day(self.day, today)?;
        chance("probability", self.probability)?;
        chance("usual", self.usual)?;
        let Some(question) = &self.question else {
            return Ok(());
        };
        chance("question", question.if_yes)?;
        chance("question", question.if_no)?;
        few("question", question.signs.len(), MOST_PARTS)?;
        question
            .signs
            .iter()
            .try_for_each(|sign| code("question", sign))
    }
}

impl Portable for Experiment {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        code("family", &self.family)?;
        code("factor", &self.plan.factor)?;
        few("blocks", self.plan.blocks.len(), MOST_PARTS)?;
        within("level", Some(self.plan.level), 0.0, 1.0)?;
        within("wash_out_days", Some(self.plan.wash_out_days), 0, 60)?;
        self.power
            .iter()
            .try_for_each(|power| chance("power", *power))?;
        self.plan.blocks.iter().try_for_each(|block| {
            civil_day("blocks", block.first)?;
            within("blocks", Some(block.days), 1, 366)
        })
    }
}

impl Portable for PatternSettings {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        let AlertSettings {
            monthly_budget,
            quiet_hours,
            ..
        } = self.alerts;
        within("monthly_budget", Some(monthly_budget), 1, 15)?;
        quiet_hours
            .iter()
            .try_for_each(|hour| within("quiet_hours", Some(*hour), 0, 23))?;
        few("suspected", self.suspected.len(), MOST_PARTS)?;
        self.suspected
            .iter()
            .try_for_each(|suspected| code("suspected", suspected))
    }
}
